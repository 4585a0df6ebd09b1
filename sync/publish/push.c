/* push: what sign left goes to the hub. With a ceremony's stick: its root.json and targets.json. */
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "sign.h"

static bool push_stick_file(struct run *run, struct remote *remote, const char *stick, const char *role)
{
    char path[PUBLISH_TEXT];
    struct buffer metadata;
    buffer_init(&metadata, SIGNER_METADATA_BYTES);
    bool good = join_path(path, stick, "%s.json", role) &&
                read_whole(path, SIGNER_METADATA_BYTES, &metadata) &&
                push_metadata(run, remote, role, &metadata);
    buffer_clear(&metadata);
    return good;
}

/* The version of the root that the hub gives out; a root that it has is not pushed again. */
static bool root_is_news(struct remote *remote, const char *stick, bool *ret_news)
{
    char path[PUBLISH_TEXT], url[64], type[16], message[256];
    struct signer_head head;
    struct buffer root;
    struct wire_answer answer = {0};
    buffer_init(&root, SIGNER_METADATA_BYTES);
    buffer_init(&answer.body, SIGNER_METADATA_BYTES);
    bool good = join_path(path, stick, "root.json") && read_whole(path, SIGNER_METADATA_BYTES, &root);
    if (good && !signer_head_read(root.bytes, root.len, &head, type, message)) {
        good = !complain("%s: %s", path, message);
    }
    if (good) {
        snprintf(url, sizeof url, "/v1/metadata/%lld.root.json", (long long)head.version);
        good = remote_request(remote, "GET", url, NULL, 0, &answer);
        *ret_news = answer.status != 200;
    }
    buffer_clear(&root);
    buffer_clear(&answer.body);
    return good;
}

static int push_stick(struct run *run, const char *stick)
{
    struct publish_settings settings;
    struct remote remote = {0};
    bool news = true;
    bool good = publish_settings_hub(run, ".", &settings) && remote_open(&settings, &remote) &&
                root_is_news(&remote, stick, &news) &&
                (!news || push_stick_file(run, &remote, stick, "root")) &&
                push_stick_file(run, &remote, stick, "targets");
    remote_close(&remote);
    if (good) {
        run->options.word_count = 0; /* the stick is no pack's folder */
        say_next(run, "status%s", where(run));
    }
    return good ? DONE : FAILED;
}

static int push_waiting(struct run *run, const char *folder)
{
    struct publish_settings settings;
    struct remote remote = {0};
    struct outgoing outgoing = {0};
    size_t sent = 0;
    bool good = publish_settings_hub(run, folder, &settings) && remote_open(&settings, &remote) &&
                outgoing_open(&settings, &outgoing) && outgoing_push(run, &outgoing, &remote, &sent);
    outgoing_close(&outgoing);
    remote_close(&remote);
    if (good && sent == 0) {
        say(run, "Nothing waits to be pushed.");
        say_next(run, "sign%s", where(run)[0] ? where(run) : " FOLDER");
    } else if (good) {
        say_next(run, "status%s", where(run));
    }
    return good ? DONE : FAILED;
}

int push_run(struct run *run)
{
    char path[PUBLISH_TEXT];
    if (run->options.word_count > 1) {
        return USAGE;
    }
    const char *folder = run->options.word_count ? run->options.words[0] : ".";
    if (!join_path(path, folder, "network.ini")) {
        return FAILED;
    }
    return is_there(path) ? push_stick(run, folder) : push_waiting(run, folder);
}
