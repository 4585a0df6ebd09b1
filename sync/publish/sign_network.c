/* sign --network: teams and zones (network.json), places (places.json), as docs/formats.md, Network. What
 * lacks a field that a team must have is refused here, with its name. */
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "pack/network.h"
#include "sign.h"

struct part {
    const char *name, *path, *role;
    struct buffer bytes;
    bool own; /* from the folder, not from the hub */
};

static bool read_part(const char *folder, struct remote *remote, struct part *part)
{
    char path[PUBLISH_TEXT];
    bool there = true;
    buffer_init(&part->bytes, NETWORK_BYTES);
    if (!join_path(path, folder, "%s", part->name)) {
        return false;
    }
    part->own = is_there(path);
    if (part->own) {
        return read_whole(path, NETWORK_BYTES, &part->bytes);
    }
    if (!remote_target(remote, part->path, &part->bytes, &there)) {
        return false;
    }
    if (!there) {
        complain("%s is missing in %s, and nobody has published it yet", part->name, folder);
    }
    return there;
}

static bool check(const char *folder, const struct part *recipients, const struct part *places)
{
    char message[256];
    struct network *network = network_open(
        recipients->bytes.bytes, recipients->bytes.len, places->bytes.bytes, places->bytes.len, message);
    if (!network) {
        complain("%s: %s", folder, message);
        return false;
    }
    network_free(network);
    return true;
}

int sign_network(struct run *run)
{
    struct part parts[2] = {{.name = "network.json", .path = "recipients/network.json", .role = "recipients"},
        {.name = "places.json", .path = "places/places.json", .role = "places"}};
    struct edit_file files[2] = {0};
    struct edit edits[2] = {0};
    struct desk_of_editor desk = {0};
    size_t count = 0;
    int code = FAILED;
    const char *folder = run->options.network;
    if (run->options.word_count != 0) {
        return USAGE;
    }
    bool good = desk_ready(run, folder, &desk) && read_part(folder, &desk.remote, &parts[0]) &&
                read_part(folder, &desk.remote, &parts[1]);
    if (good && !parts[0].own && !parts[1].own) {
        complain("%s has neither network.json nor places.json", folder);
        good = false;
    }
    if (good && check(folder, &parts[0], &parts[1])) {
        for (size_t i = 0; i < 2; i++) {
            if (parts[i].own) {
                files[count] = (struct edit_file){
                    parts[i].path, parts[i].bytes.bytes, parts[i].bytes.len, NULL};
                edits[count] = (struct edit){parts[i].role, &files[count], 1, NULL, run->options.renew};
                count++;
            }
        }
        code = sign_shown(run, &desk, edits, count);
    }
    buffer_clear(&parts[0].bytes);
    buffer_clear(&parts[1].bytes);
    desk_done(&desk);
    return code;
}
