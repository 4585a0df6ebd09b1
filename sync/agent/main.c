/* wayside-agent --settings FILE */
#include <unistd.h>

#include "agent/agent.h"
#include "base/program.h"

static const char usage[] =
    "usage: wayside-agent --settings FILE\n"
    "Sends the sealed files of a kiosk to its hub on a clock, and fetches the answers of its zone.\n"
    "See wayside-agent(1).\n";

int main(int argc, char **argv)
{
    int code;
    char message[256];
    struct agent_settings settings;
    struct agent *agent;
    struct log log;
    const char *file = program_begin(&log, "wayside-agent", usage, argc, argv, &code);
    if (!file)
        return code;
    if (!agent_settings_read(file, &settings, message)) {
        log_line(&log, "%s", message);
        return 2;
    }
    struct clock_source clock = clock_system();
    int stop = program_stop_fd();
    if (stop < 0 || !agent_new(&settings, clock, &log, &agent, message)) {
        log_line(&log, "%s", stop < 0 ? "no signals can be read here" : message);
        return 1;
    }
    while (!program_stopped(stop, agent_step(agent) - clock.mono_ms(clock.self)))
        continue;
    agent_free(agent);
    close(stop);
    return 0;
}
