/* enrol: this laptop becomes known to the hub. status: what the places show. */
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/cursor.h"
#include "commands.h"
#include "remote.h"
#include "settings.h"
#include "wire/enrol.h"

#define LAPTOP_BYTES 8

/* The laptop's own number, made once. */
static bool laptop_name(const struct publish_settings *settings, char hex[static 2 * LAPTOP_BYTES + 1])
{
    char path[PUBLISH_TEXT];
    uint8_t laptop[LAPTOP_BYTES];
    struct buffer text;
    buffer_init(&text, 64);
    if (!make_folder(settings->folder) || !join_path(path, settings->folder, "laptop")) {
        return false;
    }
    if (!is_there(path)) {
        randombytes_buf(laptop, sizeof laptop);
        hex_write(laptop, sizeof laptop, hex);
        return write_whole(path, hex, 2 * LAPTOP_BYTES, 0644);
    }
    bool good = read_whole(path, 64, &text);
    if (good && !(text.len == 2 * LAPTOP_BYTES &&
                    hex_read((const char *)text.bytes, text.len, laptop, sizeof laptop))) {
        complain("%s: not a laptop's number; remove the file and enrol again", path);
        good = false;
    }
    if (good) {
        hex_write(laptop, sizeof laptop, hex);
    }
    buffer_clear(&text);
    return good;
}

static bool show_code(const struct publish_settings *settings)
{
    char path[PUBLISH_TEXT];
    struct buffer code;
    buffer_init(&code, 64);
    bool good = join_path(path, settings->folder, "enrolment-code") && read_whole(path, 64, &code);
    if (good) {
        printf("The hub's operator must see the same code as you, and approve it. Read it to each other:\n\n "
               "   %.*s\n",
            (int)code.len, (const char *)code.bytes);
    }
    buffer_clear(&code);
    return good;
}

static int step(struct run *run, const struct publish_settings *settings)
{
    char message[256];
    int result = enrol_step(
        settings->url, settings->ca, settings->token[0] ? settings->token : NULL, settings->folder, message);
    if (result < 0) {
        return complain("%s", message);
    }
    if (result == 1) {
        if (!run->options.json && !show_code(settings)) {
            return FAILED;
        }
        say_next(run, "enrol%s        (once more, when the operator has approved it)", where(run));
        return DONE;
    }
    result = enrol_renew_step(settings->url, settings->ca, settings->folder, 0, message);
    say(run,
        result == 0 ? "The certificate of this laptop was renewed." : "This laptop is known to the hub.");
    if (result < 0) {
        complain("its certificate could not be renewed now: %s", message);
    }
    say_next(run, "status%s", where(run));
    return DONE;
}

int enrol_run(struct run *run)
{
    struct publish_settings settings;
    char hex[2 * LAPTOP_BYTES + 1], certificate[PUBLISH_TEXT];
    if (run->options.word_count > 1) {
        return USAGE;
    }
    const char *folder = run->options.word_count ? run->options.words[0] : ".";
    if (!publish_settings_hub(run, folder, &settings) || !laptop_name(&settings, hex) ||
        !join_path(certificate, settings.folder, "client.pem")) {
        return FAILED;
    }
    if (run->options.json) {
        printf("{\"name\":\"%s.%s\",\"enrolled\":%s}\n", settings.owner, hex,
            is_there(certificate) ? "true" : "false");
    }
    if (!settings.token[0] && !is_there(certificate)) {
        say(run,
            "Tell the operator of the hub the name of this laptop:\n\n    %s.%s\n\nThe operator types "
            "\"wayside-hub token --role publisher --name %s.%s --settings FILE\" and gives you a line "
            "of\nletters and "
            "digits. Within the "
            "hour, write it into %s:\n\n    [enrol]\n    token = THAT LINE",
            settings.owner, hex, settings.owner, hex, settings.file);
        say_next(run, "enrol%s", where(run));
        return DONE;
    }
    return step(run, &settings);
}
