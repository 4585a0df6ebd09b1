/* wayside-mix --settings FILE */
#include <unistd.h>

#include "base/program.h"
#include "mix/mix.h"

static const char usage[] = "usage: wayside-mix --settings FILE\n"
                            "Opens the outer layer of what devices send, drops dummies, and gives each team "
                            "and zone its files on a clock.\n"
                            "See wayside-mix(1).\n";

int main(int argc, char **argv)
{
    int code;
    char message[256];
    struct mix_settings settings;
    struct mix *mix;
    struct log log;
    const char *file = program_begin(&log, "wayside-mix", usage, argc, argv, &code);
    if (!file)
        return code;
    if (!mix_settings_read(file, &settings, message)) {
        log_line(&log, "%s", message);
        return 2;
    }
    struct clock_source clock = clock_system();
    int stop = program_stop_fd();
    if (stop < 0 || !mix_new(&settings, clock, &log, &mix, message)) {
        log_line(&log, "%s", stop < 0 ? "no signals can be read here" : message);
        return 1;
    }
    while (!program_stopped(stop, mix_step(mix) - clock.mono_ms(clock.self)))
        continue;
    mix_free(mix);
    close(stop);
    return 0;
}
