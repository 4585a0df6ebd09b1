/* The walk's second half: what an NGO writes comes onto the screen, and what thieves write does not. */
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/cursor.h"
#include "base/disk.h"
#include "demo/editor.h"
#include "demo/hand.h"
#include "demo/people.h"
#include "demo/thief.h"
#include "demo/walk.h"
#include "signer/targets.h"

#define LOOKS 300 /* of 100 ms each */

static bool step(struct walk *walk, const char *sentence)
{
    album_step(walk->album, sentence);
    return true;
}

static bool seen(struct walk *walk)
{
    return hand_same(walk, "") && hand_picture(walk);
}

/* The label of a box on the screen holds this text. */
static bool reads(struct walk *walk, const char *text)
{
    size_t count;
    const struct ui_node *nodes = mirror_nodes(walk->mirror, &count);
    for (size_t i = 0; i < count; i++)
        if (nodes[i].label && strstr(nodes[i].label, text))
            return true;
    fprintf(stderr, "wayside-demo: \"%s\" is not on the screen\n", text);
    return false;
}

static bool home(struct walk *walk)
{
    return hand_same(walk, "") && hand_tap(walk, "attract") && hand_tap(walk, "language.en");
}

static bool leave(struct walk *walk)
{
    if (!hand_tap(walk, "leave"))
        return false;
    mirror_end(walk->mirror);
    return hand_same(walk, "");
}

/* Which release the kiosk says that it draws. */
static void read_drawn(const struct walk *walk, char ret_hex[static 65])
{
    char path[512];
    struct buffer bytes;
    snprintf(path, sizeof path, "%s/device/shown/drawn", walk->stage->run);
    buffer_init(&bytes, 128);
    bool there = file_read(path, 128, &bytes) == BASE_OK && bytes.len >= 64;
    snprintf(ret_hex, 65, "%.64s", there ? (const char *)bytes.bytes : "");
    buffer_clear(&bytes);
}

/* The newest release of the hub. */
static bool read_newest(const struct walk *walk, char ret_hex[static 65])
{
    char path[512], message[256];
    struct buffer bytes;
    struct signer_file snapshot;
    size_t count;
    uint8_t hash[32];
    buffer_init(&bytes, 4 << 20);
    snprintf(path, sizeof path, "%s/hub/content/metadata/timestamp.json", walk->stage->run);
    bool good = file_read(path, bytes.max, &bytes) == BASE_OK &&
                signer_files_read(bytes.bytes, bytes.len, &snapshot, 1, &count, message);
    buffer_clear(&bytes);
    snprintf(path, sizeof path, "%s/hub/content/metadata/%lld.snapshot.json", walk->stage->run,
        good ? (long long)snapshot.version : 0);
    good = good && file_read(path, bytes.max, &bytes) == BASE_OK;
    if (good) {
        crypto_hash_sha256(hash, bytes.bytes, bytes.len);
        hex_write(hash, sizeof hash, ret_hex);
    }
    buffer_clear(&bytes);
    return good;
}

/* Until the kiosk draws what the hub has, with the mirror beside it. */
static bool wait_for_news(struct walk *walk)
{
    for (int i = 0; i < LOOKS; i++) {
        char drawn[65], mine[65], newest[65] = "";
        read_drawn(walk, drawn);
        mirror_follow(walk->mirror);
        mirror_release(walk->mirror, mine);
        if (read_newest(walk, newest) && strcmp(drawn, newest) == 0 && strcmp(mine, newest) == 0)
            return true;
        usleep(100000);
    }
    fprintf(stderr, "wayside-demo: what was pushed did not come onto the screen; see %s/logs\n",
        walk->stage->run);
    return false;
}

/* Everything that the editor changed, as a visitor meets it. number: as it stands on the screen. */
static bool look_at_content(struct walk *walk, const char *number, const char *sentence)
{
    return home(walk) && seen(walk) && hand_tap(walk, "home.help") && seen(walk) && reads(walk, number) &&
           hand_tap(walk, "bar.back") && hand_tap(walk, "home.work") && seen(walk) &&
           hand_tap(walk, "topics.topic.your-papers") && seen(walk) && reads(walk, sentence) && leave(walk);
}

static bool preview_picture(void *ctx, const char *path)
{
    const struct stage *stage = ctx;
    char from[600];
    struct buffer bytes;
    snprintf(from, sizeof from, "%s/preview/en-topic-your-papers-04.png", stage->run);
    buffer_init(&bytes, 16 << 20);
    bool good = file_read(from, bytes.max, &bytes) == BASE_OK &&
                file_put(path, bytes.bytes, bytes.len, 0644) == BASE_OK;
    if (!good)
        fprintf(stderr, "wayside-demo: %s is not there\n", from);
    buffer_clear(&bytes);
    return good;
}

bool walk_publish(struct walk *walk)
{
    char folder[500];
    struct stage *stage = walk->stage;
    snprintf(folder, sizeof folder, "%s/port", stage->run);
    return step(walk, "What an NGO wrote is on the screen: a number, a page, a picture") &&
           look_at_content(walk, "946 0018", EDITOR_OLD_SENTENCE) &&
           step(walk, "Its editor changes a sentence, a number and a picture, and looks at every page") &&
           editor_change(stage) && editor_preview(stage) &&
           album_file(walk->album, "editor", preview_picture, stage) &&
           step(walk, "She signs and pushes. The number waits: a second person looks at it, and signs too") &&
           people_pack(stage, folder) && wait_for_news(walk) &&
           step(walk, "Seconds later all three are on the screen") &&
           look_at_content(walk, "946 0019", EDITOR_SENTENCE);
}

/* ---- thieves ---- */

static const struct theft number = {"hotlines", "hotlines/harbour.json", EDITOR_NUMBER, "+442079460666"};

/* Until the log of a program has this. */
static bool wait_for_log(struct walk *walk, const char *program, const char *text)
{
    char path[512];
    snprintf(path, sizeof path, "%s/logs/%s.log", walk->stage->run, program);
    for (int i = 0; i < LOOKS; i++) {
        struct buffer bytes;
        buffer_init(&bytes, 4 << 20);
        bool there = file_read(path, bytes.max, &bytes) == BASE_OK && bytes.len &&
                     strstr((const char *)bytes.bytes, text);
        buffer_clear(&bytes);
        if (there)
            return true;
        usleep(100000);
    }
    fprintf(stderr, "wayside-demo: %s did not say \"%s\"; see %s\n", program, text, path);
    return false;
}

static bool wait_for_refusal(struct walk *walk)
{
    char path[512], line[512];
    snprintf(path, sizeof path, "%s/device/shown/refused", walk->stage->run);
    for (int i = 0; i < LOOKS; i++) {
        struct buffer bytes;
        buffer_init(&bytes, 1024);
        bool there = file_read(path, 1024, &bytes) == BASE_OK && bytes.len > 65;
        if (there) {
            snprintf(line, sizeof line, "The kiosk says: %.*s", (int)(bytes.len - 66), bytes.bytes + 65);
            album_note(walk->album, line);
        }
        buffer_clear(&bytes);
        if (there)
            return true;
        usleep(100000);
    }
    fprintf(stderr, "wayside-demo: the kiosk refused nothing; %s is not there\n", path);
    return false;
}

static bool still_right(struct walk *walk)
{
    return home(walk) && hand_tap(walk, "home.help") && seen(walk) && reads(walk, "946 0019") && leave(walk);
}

static bool rob_hub(struct walk *walk, const struct theft *theft)
{
    return thief_take_hub(walk->stage, theft) && wait_for_log(walk, "agent", theft->role) &&
           still_right(walk) && thief_leave_hub(walk->stage);
}

static bool rob_device(struct walk *walk)
{
    struct stage *stage = walk->stage;
    process_end(stage->agent);
    process_forget(&stage->processes, stage->agent);
    return thief_write_content(stage) && wait_for_refusal(walk) && still_right(walk) && stage_agent(stage);
}

bool walk_thieves(struct walk *walk)
{
    char thief_key[SEAL_RECIPIENT_TEXT];
    struct seal_identity thief;
    if (seal_identity_new(&thief) != SEAL_OK)
        return false;
    seal_recipient_text(thief.recipient, thief_key);
    const struct theft team = {
        "recipients", "recipients/network.json", walk->stage->desk_recipient, thief_key};
    return step(walk, "A stolen hub, with all its keys, swaps the number: the device takes nothing of it") &&
           rob_hub(walk, &number) &&
           step(walk, "A hostile agent writes the same straight into the kiosk's content: refused") &&
           rob_device(walk) &&
           step(walk,
               "The stolen hub swaps the team's key, to read what people tell: the device takes nothing") &&
           rob_hub(walk, &team);
}
