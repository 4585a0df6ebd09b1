#include "key.h"

#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/cursor.h"
#include "base/json_write.h"
#include "pack/words.h"
#include "passphrase.h"

bool key_name_valid(const char *name)
{
    size_t len = strlen(name);
    if (len == 0 || len > 63 || !utf8_valid(name, len)) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        if ((unsigned char)name[i] < 0x20 || strchr("\"\\;=[],", name[i]) || name[i] == 0x7f) {
            return false;
        }
    }
    return name[0] != ' ' && name[len - 1] != ' ';
}

static bool write_public(const char *path, const struct signer_secret *key)
{
    char file[PUBLISH_TEXT + 8], text[512];
    struct json_write json;
    snprintf(file, sizeof file, "%s.public", path);
    json_write_init(&json, text, sizeof text - 1);
    json_open(&json, '{');
    json_member_int(&json, "v", 1);
    json_member_text(&json, "kind", "public key");
    json_member_text(&json, "name", key->name);
    json_member_hex(&json, "public", key->signer.public_key, 32);
    json_close(&json, '}');
    text[json.len] = '\n';
    return json_done(&json) && write_whole(file, text, json.len + 1, 0644);
}

bool key_write(const char *path, const struct signer_secret *key, const char *passphrase, unsigned work)
{
    char message[256];
    if (strlen(path) >= PUBLISH_TEXT) {
        complain("%.100s...: the path is too long", path);
        return false;
    }
    if (!signer_secret_write(key, path, passphrase, work, message)) {
        complain("%s", message);
        return false;
    }
    return write_public(path, key);
}

struct signer_secret *key_open(const struct run *run, const char *path, struct arena **ret_arena)
{
    char message[256];
    struct arena *arena = NULL;
    if (!is_there(path)) {
        complain("%s: there is no such key; if it is on a stick, put the stick in", path);
        return NULL;
    }
    bool good = !arena_new(sizeof(struct signer_secret) + PASSPHRASE_MOST + 64, &arena);
    struct signer_secret *key = good ? arena_take(arena, sizeof *key) : NULL;
    char *passphrase = good ? arena_take(arena, PASSPHRASE_MOST) : NULL;
    good = key && passphrase && passphrase_read(run, path, passphrase);
    if (good && !signer_secret_read(path, passphrase, key, message)) {
        complain("%s; nothing was signed", message);
        good = false;
    }
    if (good && !key_name_valid(key->name)) {
        complain("%s: the name in this key cannot be shown; make another key", path);
        good = false;
    }
    if (!good) {
        arena_free(arena);
        return NULL;
    }
    sodium_memzero(passphrase, PASSPHRASE_MOST);
    *ret_arena = arena;
    return key;
}

bool key_public_parse(const void *bytes, size_t len, struct signer_key *ret_key)
{
    *ret_key = (struct signer_key){0};
    json_t *json = json_loadb(bytes, len, JSON_REJECT_DUPLICATES, NULL);
    const char *kind = json_string_value(json_object_get(json, "kind"));
    const char *name = json_string_value(json_object_get(json, "name"));
    const char *hex = json_string_value(json_object_get(json, "public"));
    bool good = kind && strcmp(kind, "public key") == 0 && name && key_name_valid(name) && hex &&
                hex_read(hex, strlen(hex), ret_key->public_key, 32);
    if (good) {
        snprintf(ret_key->name, sizeof ret_key->name, "%s", name);
    }
    json_decref(json);
    return good;
}

bool key_public_read(const char *path, struct signer_key *ret_key)
{
    struct buffer bytes;
    buffer_init(&bytes, KEY_FILE_BYTES);
    bool good = read_whole(path, KEY_FILE_BYTES, &bytes);
    if (good && !key_public_parse(bytes.bytes, bytes.len, ret_key)) {
        complain(
            "%s: not the public half of a key; that is the file beside the key whose name ends in .public",
            path);
        good = false;
    }
    buffer_clear(&bytes);
    return good;
}

void key_words(const struct run *run, const struct signer_key *key, char ret_text[static KEY_WORDS_TEXT])
{
    char path[PUBLISH_TEXT];
    uint8_t hash[crypto_hash_sha256_BYTES];
    struct words words = {0};
    size_t len = 0;
    ret_text[0] = '\0';
    if (!join_path(path, run->share, "words/en.txt") || words_file_read(path, &words)) {
        return;
    }
    crypto_hash_sha256(hash, key->public_key, sizeof key->public_key);
    for (unsigned i = 0; i < KEY_WORDS; i++) {
        unsigned number = 0;
        for (unsigned bit = i * 11; bit < i * 11 + 11; bit++) {
            number = number << 1 | (hash[bit / 8] >> (7 - bit % 8) & 1u);
        }
        int more = snprintf(ret_text + len, KEY_WORDS_TEXT - len, "%s%s", i ? " " : "", words.word[number]);
        len += more > 0 ? (size_t)more : 0;
    }
    words_clear(&words);
}
