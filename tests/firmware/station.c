#include "firmware/station.h"

#include <dirent.h>
#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/cursor.h"
#include "base/json_write.h"
#include "seal/envelope.h"

#define HASH 32

static void make(char *path, size_t cap, const struct station *station, const char *name)
{
    snprintf(path, cap, "%s/%s", station->folder, name);
    assert_int_equal(mkdir(path, 0750), 0);
}

void station_init(struct station *station)
{
    *station = (struct station){.folder = "/tmp/wayside-station-XXXXXX"};
    assert_true(sodium_init() >= 0);
    assert_non_null(mkdtemp(station->folder));
    make(station->outbox, sizeof station->outbox, station, "outbox");
    make(station->content, sizeof station->content, station, "content");
    make(station->drops, sizeof station->drops, station, "drops");
    make(station->device, sizeof station->device, station, "device");
    make(station->shown, sizeof station->shown, station, "shown");
    assert_true(network_maker_init(&station->maker, &station->keys));
    struct maker_team *other = network_maker_team(&station->maker, "The other team");
    assert_non_null(other);
    struct seal_identity reader;
    assert_int_equal(seal_identity_new(&reader), SEAL_OK);
    seal_signer_new(&station->other_laptop);
    memcpy(other->recipients[other->recipient_count++], reader.recipient, 32);
    memcpy(other->signers[other->signer_count++], station->other_laptop.public_key, 32);
    station->release = release_maker_new(&station->maker, STATION_NOW_S);
    assert_non_null(station->release);
    assert_true(release_maker_write(station->release));
    snprintf(station->root, sizeof station->root, "%s/root.json", station->folder);
    assert_true(release_maker_root(station->release, station->root));
}

void station_empty(const char *folder)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    while (dir && (entry = readdir(dir))) {
        char path[512];
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        unlink(path);
    }
    if (dir)
        closedir(dir);
}

static void remove_below(const char *folder)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    while (dir && (entry = readdir(dir))) {
        char path[512];
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (unlink(path))
            remove_below(path);
    }
    if (dir)
        closedir(dir);
    rmdir(folder);
}

void station_clear(struct station *station)
{
    release_maker_free(station->release);
    remove_below(station->folder);
}

void station_write(const char *folder, const char *name, const void *bytes, size_t len)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(file_put(path, bytes, len, 0640), BASE_OK);
}

void station_read(const char *folder, const char *name, char *ret_text, size_t cap)
{
    char path[512];
    struct buffer bytes;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    buffer_init(&bytes, cap - 1);
    ret_text[0] = 0;
    if (file_read(path, cap - 1, &bytes) == BASE_OK && bytes.len) {
        memcpy(ret_text, bytes.bytes, bytes.len);
        ret_text[bytes.len] = 0;
    }
    buffer_clear(&bytes);
}

void station_release(struct station *station, const char *pointer)
{
    station->release->network = station->maker;
    station->release->now_s++;
    assert_true(release_maker_write(station->release));
    assert_true(release_maker_content(station->release, station->content, pointer));
}

void station_far_ahead(struct station *station)
{
    char floor[32];
    station->release->now_s = time(NULL) + 600 * 86400L;
    for (size_t i = 0; i < MAKER_ROLES; i++)
        station->release->roles[i].changed = true;
    int len = snprintf(floor, sizeof floor, "%lld\n", (long long)station->release->now_s);
    station_write(station->shown, "clock-floor", floor, (size_t)len);
}

void station_pack(struct station *station, const void *picture, size_t picture_len)
{
    static const char pack[] =
        "{\"v\":1,\"kind\":\"pack\",\"id\":\"harbour/port\",\"version\":1,\"owner\":\"harbour\",\"title\":"
        "\"Port\",\"demo\":true,\"languages\":[{\"tag\":\"en\",\"reviewed\":true}],\"topics\":[{\"slug\":"
        "\"papers\",\"audience\":\"public\",\"picture\":\"boat\",\"review_by\":\"2027-01-01\"}],"
        "\"campaigns\":[]"
        ",\"pictures\":[{\"name\":\"boat\",\"alt\":\"A boat\",\"sizes\":[{\"width\":8,\"height\":8,\"file\":"
        "\"media/00112233445566778899aabbccddeeff.png\"}]}],\"sounds\":[],\"forms\":[],\"tables\":[]}";
    static const char lang[] =
        "{\"v\":1,\"kind\":\"lang\",\"language\":\"en\",\"strings\":{\"Port\":\"Port\",\"A boat\":\"A "
        "boat\"},"
        "\"topics\":{\"papers\":{\"title\":\"Papers\",\"summary\":\"Yours\",\"blocks\":[{\"type\":\"text\","
        "\"text\":\"Your papers are yours.\"},{\"type\":\"picture\",\"picture\":\"boat\",\"text\":\"A "
        "boat\"}]}}"
        "}";
    struct release_maker *maker = station->release;
    assert_true(release_maker_put(maker, "packs/harbour/port/pack.json", pack, strlen(pack)));
    assert_true(release_maker_put(maker, "packs/harbour/port/lang/en.json", lang, strlen(lang)));
    assert_true(release_maker_put(maker, STATION_PICTURE, picture, picture_len));
    station->maker.places[0].packs[0] = "harbour/port";
}

void station_path(const struct station *station, const char *file, char ret_path[static 256])
{
    uint8_t hash[HASH];
    char hex[2 * HASH + 1];
    const struct buffer *bytes = release_maker_file(station->release, file);
    if (!bytes)
        fail_msg("no file %s", file);
    crypto_hash_sha256(hash, bytes->bytes, bytes->len);
    hex_write(hash, sizeof hash, hex);
    snprintf(ret_path, 256, "%s/%s", station->content, hex);
}

void station_spoil(const struct station *station, const char *file)
{
    char path[256];
    struct buffer bytes;
    station_path(station, file, path);
    buffer_init(&bytes, 1 << 22);
    assert_int_equal(file_read(path, 1 << 22, &bytes), BASE_OK);
    uint8_t *digit = memchr(bytes.bytes, '1', bytes.len);
    uint8_t *at = digit ? digit : bytes.bytes + bytes.len / 2;
    *at = *at == '1' ? '2' : (uint8_t)(*at ^ 1);
    assert_int_equal(file_put(path, bytes.bytes, bytes.len, 0640), BASE_OK);
    buffer_clear(&bytes);
}

void station_remove(const struct station *station, const char *file)
{
    char path[256];
    station_path(station, file, path);
    assert_int_equal(unlink(path), 0);
}

void station_point(const struct station *station, const char *from, const char *to)
{
    char path[512];
    struct buffer bytes;
    buffer_init(&bytes, 1 << 20);
    snprintf(path, sizeof path, "%s/%s", station->content, from);
    assert_int_equal(file_read(path, 1 << 20, &bytes), BASE_OK);
    station_write(station->content, to, bytes.bytes, bytes.len);
    buffer_clear(&bytes);
}

static bool open_one(
    const struct station *station, const char *name, struct station_document *document, bool *ret_dummy)
{
    struct buffer file;
    struct outer *outer = calloc(1, sizeof *outer);
    buffer_init(&file, ENVELOPE_BYTES);
    char path[512];
    snprintf(path, sizeof path, "%s/%s", station->outbox, name);
    assert_int_equal(file_read(path, ENVELOPE_BYTES, &file), BASE_OK);
    assert_int_equal(file.len, ENVELOPE_BYTES);
    assert_int_equal(outer_open(&station->keys.mix, 1, file.bytes, file.len, outer), SEAL_OK);
    *ret_dummy = outer->type == OUTER_DUMMY;
    if (!*ret_dummy && document) {
        assert_int_equal(outer->type, OUTER_REPORT);
        memcpy(document->team, outer->to, ID_BYTES);
        assert_int_equal(
            inner_open(&station->keys.member, 1, outer->inner, INNER_BYTES, document->text, &document->len),
            SEAL_OK);
        document->json = json_loadb(document->text, document->len, JSON_REJECT_DUPLICATES, NULL);
        assert_non_null(document->json);
    }
    buffer_clear(&file);
    free(outer);
    return !*ret_dummy;
}

size_t station_outbox(
    const struct station *station, struct station_document *ret_documents, size_t max, size_t *ret_dummies)
{
    struct disk disk;
    struct disk_names names;
    size_t real = 0, dummies = 0;
    assert_int_equal(disk_open(station->outbox, &disk), BASE_OK);
    assert_int_equal(disk_names(&disk, "", OUTBOX_FILES + 16, &names), BASE_OK);
    for (size_t i = 0; i < names.count; i++) {
        bool dummy = false;
        if (open_one(station, names.names[i], real < max ? &ret_documents[real] : NULL, &dummy))
            real++;
        dummies += dummy;
    }
    disk_names_free(&names);
    disk_close(&disk);
    if (ret_dummies)
        *ret_dummies = dummies;
    return real;
}

void station_document_clear(struct station_document *document)
{
    json_decref(document->json);
    document->json = NULL;
}

struct station_answer station_answer(
    const struct station *station, const struct receipt_keys *receipt, const uint8_t thread[static ID_BYTES])
{
    struct station_answer answer = {
        .receipt = receipt, .state = "answered", .text = "", .signer = &station->keys.laptop};
    memcpy(answer.thread, thread, ID_BYTES);
    memcpy(answer.team, station->keys.team, ID_BYTES);
    return answer;
}

void station_drop(const struct station *station, const struct station_answer *answer, int copy)
{
    static char json_text_of[ANSWER_PLAIN + 1];
    uint8_t id[ID_BYTES], tag[ID_BYTES], file[ANSWER_BYTES];
    struct json_write json;
    randombytes_buf(id, sizeof id);
    json_write_init(&json, json_text_of, ANSWER_PLAIN);
    json_open(&json, '{');
    json_member_int(&json, "v", 1);
    json_member_text(&json, "kind", "answer");
    json_member_hex(&json, "id", id, ID_BYTES);
    json_member_hex(&json, "thread", answer->thread, ID_BYTES);
    json_member_hex(&json, "team", answer->team, ID_BYTES);
    json_member_int(&json, "n", answer->n);
    json_member_text(&json, "day", "2026-11-24");
    json_member_text(&json, "lang", "en");
    json_member_text(&json, "state", answer->state);
    json_member_text(&json, "text", answer->text);
    if (answer->deleted) {
        json_key(&json, "deleted");
        json_bool(&json, true);
    }
    json_close(&json, '}');
    assert_true(json_done(&json));
    size_t len = json.len;
    assert_int_equal(seal_sign(SEAL_ANSWER, answer->signer, json_text_of, &len, ANSWER_PLAIN), SEAL_OK);
    assert_int_equal(answer_seal(json_text_of, len, answer->receipt->identity.recipient, file), SEAL_OK);
    receipt_tag(answer->receipt->drop, answer->tag_n ? answer->tag_n : answer->n, tag);
    char name[64], hex[ID_HEX + 1];
    hex_write(tag, ID_BYTES, hex);
    snprintf(name, sizeof name, "%s-202611%02d.age", hex, 10 + copy);
    station_write(station->drops, name, file, sizeof file);
}

void station_receipt(const struct station *station, const char *digits, struct receipt_keys *ret_keys)
{
    assert_int_equal(receipt_keys(digits, station->maker.name, station->keys.zone, ret_keys), SEAL_OK);
}

const char *document_text(const json_t *root, const char *a, const char *b)
{
    const json_t *at = json_object_get(root, a);
    return json_string_value(b ? json_object_get(at, b) : at);
}
