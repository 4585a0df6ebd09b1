#include "invented.h"

#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/json_write.h"
#include "seal/keys.h"
#include "stage_inside.h"

#define PATH 1024
#define JSON_BYTES 65536

static bool there(const char *folder, const char *name)
{
    char path[PATH + 32];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return access(path, R_OK) == 0;
}

/* The one folder in this one that holds what is asked for, at the given depth. Counts them. */
static size_t find_below(const char *folder, int depth, char ret_path[static PATH])
{
    size_t found = 0;
    if (depth == 0) {
        if (!there(folder, "pack.json") || strlen(folder) >= PATH)
            return 0;
        strcpy(ret_path, folder);
        return 1;
    }
    DIR *dir = opendir(folder);
    struct dirent *entry;
    while (dir && (entry = readdir(dir))) {
        char below[PATH];
        int len = snprintf(below, sizeof below, "%s/%s", folder, entry->d_name);
        if (entry->d_name[0] != '.' && len < PATH)
            found += find_below(below, depth - 1, ret_path);
    }
    if (dir)
        closedir(dir);
    return found;
}

/* Where the pack is, and where packs/ and hotlines/ stand beside each other. */
static bool find_pack(
    const char *folder, char ret_pack[static PATH], char ret_base[static PATH], char message[static 256])
{
    char packs[PATH];
    if (strlen(folder) > PATH - 32)
        return stage_fail(message, "%.100s...: the path is too long", folder);
    if (there(folder, "pack.json")) {
        snprintf(ret_pack, PATH, "%s", folder);
        snprintf(ret_base, PATH, "%s/../../..", folder);
        return true;
    }
    snprintf(packs, sizeof packs, "%s/packs", folder);
    snprintf(ret_base, PATH, "%s", folder);
    size_t found = find_below(packs, 2, ret_pack);
    if (found > 1)
        return stage_fail(
            message, "%.150s: there are %zu packs in it; name the folder of one", folder, found);
    return found || stage_fail(message,
                        "%.120s: there is no pack.json in it, nor in packs/; build the pack first "
                        "(wayside-publish pack)",
                        folder);
}

static void write_name(struct json_write *json, const char *key, const char *english)
{
    json_key(json, key);
    json_open(json, '{');
    json_member_text(json, "en", english);
    json_close(json, '}');
}

static void write_team(struct json_write *json)
{
    static const uint8_t team[ID_BYTES] = {1}, somebody[32] = {9};
    struct seal_signer signer;
    char recipient[SEAL_RECIPIENT_TEXT];
    seal_recipient_text(somebody, recipient);
    seal_signer_new(&signer);
    json_open(json, '{');
    json_member_hex(json, "id", team, ID_BYTES);
    write_name(json, "name", "Example team");
    write_name(json, "reads_by", "within two hours, day and night");
    json_member_int(json, "keys_version", 1);
    json_key(json, "recipients");
    json_open(json, '[');
    json_text(json, recipient);
    json_close(json, ']');
    json_key(json, "signers");
    json_open(json, '[');
    json_hex(json, signer.public_key, sizeof signer.public_key);
    json_close(json, ']');
    json_member_text(json, "controller", "Example");
    json_member_text(json, "contact", "Example");
    json_member_text(json, "kind", "ngo");
    write_name(json, "must_report", "Example");
    json_member_text(json, "hours", "24/7");
    json_key(json, "reads_languages");
    json_open(json, '[');
    json_text(json, "en");
    json_close(json, ']');
    json_key(json, "act_by_hours");
    json_open(json, '[');
    for (int urgency = 0; urgency < 4; urgency++)
        json_int(json, 2 << urgency);
    json_close(json, ']');
    json_close(json, '}');
}

static bool write_recipients(char *text, size_t *ret_len)
{
    static const uint8_t team[ID_BYTES] = {1}, zone[ID_BYTES] = {2}, somebody[32] = {9};
    char recipient[SEAL_RECIPIENT_TEXT];
    struct json_write json;
    seal_recipient_text(somebody, recipient);
    json_write_init(&json, text, JSON_BYTES);
    json_open(&json, '{');
    json_member_int(&json, "v", 1);
    json_member_text(&json, "kind", "network");
    json_member_text(&json, "name", "example");
    json_key(&json, "demo");
    json_bool(&json, true);
    json_key(&json, "one_operator");
    json_bool(&json, false);
    json_key(&json, "mix");
    json_open(&json, '{');
    json_member_text(&json, "recipient", recipient);
    json_member_int(&json, "beat_s", 60);
    json_member_int(&json, "files", 1);
    json_member_int(&json, "zone_beat_s", 900);
    json_close(&json, '}');
    json_member_int(&json, "desk_beat_s", 300);
    json_key(&json, "teams");
    json_open(&json, '[');
    write_team(&json);
    json_close(&json, ']');
    json_key(&json, "zones");
    json_open(&json, '[');
    json_open(&json, '{');
    json_member_hex(&json, "id", zone, ID_BYTES);
    write_name(&json, "name", "Example");
    json_close(&json, '}');
    json_close(&json, ']');
    json_key(&json, "routing");
    json_open(&json, '[');
    json_open(&json, '{');
    json_member_text(&json, "place", "*");
    json_member_text(&json, "kind", "*");
    json_member_hex(&json, "team", team, ID_BYTES);
    json_close(&json, '}');
    json_close(&json, ']');
    json_key(&json, "revoked");
    json_open(&json, '[');
    json_close(&json, ']');
    json_close(&json, '}');
    *ret_len = json.len;
    return json_done(&json);
}

/* What the pack says about places must fit the one that shows it. */
static const char *place_code(const struct invented *invented)
{
    for (size_t i = 0; i < invented->hotlines.count; i++)
        if (invented->hotlines.in[i].place_count)
            return invented->hotlines.in[i].places[0];
    for (size_t i = 0; i < invented->pack->campaign_count; i++)
        if (invented->pack->campaigns[i].place_count)
            return invented->pack->campaigns[i].places[0];
    return "example";
}

static bool image_has(const struct languages *languages, const char *tag)
{
    for (size_t i = 0; i < languages->count; i++)
        if (!strcmp(languages->in[i].tag, tag))
            return true;
    return false;
}

static bool write_places(
    const struct invented *invented, const struct languages *languages, char *text, size_t *ret_len)
{
    static const uint8_t zone[ID_BYTES] = {2};
    const struct pack *pack = invented->pack;
    struct json_write json;
    json_write_init(&json, text, JSON_BYTES);
    json_open(&json, '{');
    json_member_int(&json, "v", 1);
    json_member_text(&json, "kind", "places");
    json_key(&json, "places");
    json_open(&json, '[');
    json_open(&json, '{');
    json_member_text(&json, "code", place_code(invented));
    write_name(&json, "name", "Example");
    json_member_hex(&json, "zone", zone, ID_BYTES);
    json_member_text(&json, "time_zone", "Europe/Lisbon");
    json_key(&json, "languages");
    json_open(&json, '[');
    for (size_t i = 0; i < pack->language_count; i++)
        if (image_has(languages, pack->languages[i].tag))
            json_text(&json, pack->languages[i].tag);
    json_close(&json, ']');
    json_member_int(&json, "tick_s", 60);
    write_name(&json, "safe_point", "Example");
    json_key(&json, "packs");
    json_open(&json, '[');
    json_text(&json, pack->id);
    json_close(&json, ']');
    json_close(&json, '}');
    json_close(&json, ']');
    json_close(&json, '}');
    *ret_len = json.len;
    return json_done(&json);
}

static bool read_hotlines(struct invented *invented, const char *base, char message[static 256])
{
    char path[PATH + 128], why[256] = "";
    struct buffer bytes;
    snprintf(path, sizeof path, "%s/hotlines/%.80s.json", base, invented->pack->owner);
    buffer_init(&bytes, HOTLINES_BYTES);
    enum base_error error = file_read(path, HOTLINES_BYTES, &bytes);
    bool good = error == BASE_NOT_FOUND;
    if (error == BASE_OK)
        good = hotlines_read(&invented->hotlines, invented->pack->owner, bytes.bytes, bytes.len, why);
    if (!good)
        stage_fail(message, "%.120s: %.120s", path, why[0] ? why : base_error_text(error));
    buffer_clear(&bytes);
    return good;
}

static bool make_network(
    struct invented *invented, const struct languages *languages, char message[static 256])
{
    char *recipients = malloc(JSON_BYTES), *places = malloc(JSON_BYTES), why[256] = "no memory";
    size_t recipients_len = 0, places_len = 0;
    if (recipients && places && write_recipients(recipients, &recipients_len) &&
        write_places(invented, languages, places, &places_len))
        invented->network = network_open(recipients, recipients_len, places, places_len, why);
    free(recipients);
    free(places);
    if (!invented->network)
        return stage_fail(message, "no place can be made that shows this pack: %.200s", why);
    invented->place = &invented->network->places[0];
    return true;
}

bool invented_open(const char *folder, const struct languages *languages, struct invented *ret_invented,
    char ret_message[static 256])
{
    struct invented made = {0};
    char pack[PATH], base[PATH], why[256] = "";
    if (!find_pack(folder, pack, base, ret_message))
        return false;
    if (disk_open(pack, &made.disk) != BASE_OK)
        return stage_fail(ret_message, "%.200s: the folder cannot be read", pack);
    struct pack_files files = pack_folder(&made.disk);
    made.pack = pack_read(&files, why);
    if (!made.pack) {
        stage_fail(ret_message, "%.120s: %.130s", pack, why);
    } else if (read_hotlines(&made, base, ret_message) && make_network(&made, languages, ret_message)) {
        hotlines_keep_place(&made.hotlines, made.place->code);
        *ret_invented = made;
        ret_invented->packs[0] = made.pack;
        return true;
    }
    invented_clear(&made);
    return false;
}

void invented_clear(struct invented *invented)
{
    network_free(invented->network);
    hotlines_clear(&invented->hotlines);
    pack_free(invented->pack);
    disk_close(&invented->disk);
    *invented = (struct invented){0};
}

bool invented_media(struct invented *invented, const char *file, struct buffer *ret_bytes)
{
    return disk_get(&invented->disk, file, ret_bytes) == BASE_OK;
}
