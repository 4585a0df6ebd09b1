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
#include "seal/age.h"

#define KEY_PLAIN 512

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

void key_public_of(const struct person_key *key, struct signer_key *ret_key)
{
    *ret_key = (struct signer_key){0};
    memcpy(ret_key->public_key, key->signer.public_key, 32);
    snprintf(ret_key->name, sizeof ret_key->name, "%s", key->name);
}

static size_t secret_text(const struct person_key *key, char *out, size_t cap)
{
    struct json_write json;
    json_write_init(&json, out, cap);
    json_open(&json, '{');
    json_member_int(&json, "v", 1);
    json_member_text(&json, "kind", "publish key");
    json_member_text(&json, "name", key->name);
    json_member_hex(&json, "seed", key->signer.secret, 32); /* libsodium keeps the seed first */
    json_close(&json, '}');
    return json_done(&json) ? json.len : 0;
}

static bool write_public(const char *path, const struct person_key *key)
{
    char file[PUBLISH_TEXT + 8], text[KEY_PLAIN];
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

bool key_write(const char *path, const struct person_key *key, const char *passphrase, unsigned work)
{
    char plain[KEY_PLAIN];
    struct buffer file;
    if (strlen(path) >= PUBLISH_TEXT || is_there(path)) {
        complain("%.200s is there already; choose another name for the new key", path);
        return false;
    }
    buffer_init(&file, KEY_FILE_BYTES);
    size_t len = secret_text(key, plain, sizeof plain);
    bool good = len > 0 && !age_seal_passphrase(passphrase, work, plain, len, &file);
    sodium_memzero(plain, sizeof plain);
    if (!good) {
        complain("%s: the key could not be made: too little memory", path);
    }
    good = good && write_public(path, key) && write_whole(path, file.bytes, file.len, 0600);
    buffer_clear(&file);
    return good;
}

static bool parse_secret(const struct buffer *plain, struct person_key *ret_key)
{
    uint8_t seed[32];
    json_t *json = json_loadb((const char *)plain->bytes, plain->len, JSON_REJECT_DUPLICATES, NULL);
    const char *kind = json_string_value(json_object_get(json, "kind"));
    const char *name = json_string_value(json_object_get(json, "name"));
    const char *hex = json_string_value(json_object_get(json, "seed"));
    bool good = kind && strcmp(kind, "publish key") == 0 && name && key_name_valid(name) && hex &&
                hex_read(hex, strlen(hex), seed, sizeof seed);
    if (good) {
        snprintf(ret_key->name, sizeof ret_key->name, "%s", name);
        seal_signer_from(seed, &ret_key->signer);
    }
    sodium_memzero(seed, sizeof seed);
    json_decref(json);
    return good;
}

/* Everything secret that jansson copies is wiped: its memory is its own for the length of this call. */
static void *secret_malloc(size_t size)
{
    return sodium_malloc((size + 15) & ~(size_t)15); /* it aligns the end, not the beginning */
}

static bool open_bytes(
    const char *path, const struct buffer *file, const char *passphrase, struct person_key *key)
{
    struct buffer plain;
    json_malloc_t old_malloc;
    json_free_t old_free;
    buffer_init(&plain, KEY_PLAIN);
    enum seal_error error = age_open_passphrase(passphrase, file->bytes, file->len, &plain);
    if (error) {
        complain("%s: %s", path,
            error == SEAL_HEADER
                ? "this is not a key file of wayside-publish"
                : "the passphrase does not open this key; nothing was signed, type the command again");
        buffer_clear(&plain);
        return false;
    }
    json_get_alloc_funcs(&old_malloc, &old_free);
    json_set_alloc_funcs(secret_malloc, sodium_free);
    bool good = parse_secret(&plain, key);
    json_set_alloc_funcs(old_malloc, old_free);
    buffer_clear(&plain);
    if (!good) {
        complain("%s: this file opens, but no key of wayside-publish is in it", path);
    }
    return good;
}

struct person_key *key_open(const struct run *run, const char *path, struct arena **ret_arena)
{
    struct buffer file;
    struct arena *arena = NULL;
    buffer_init(&file, KEY_FILE_BYTES);
    if (!read_whole(path, KEY_FILE_BYTES, &file)) {
        return NULL;
    }
    bool good = !arena_new(sizeof(struct person_key) + PASSPHRASE_MOST + 64, &arena);
    struct person_key *key = good ? arena_take(arena, sizeof *key) : NULL;
    char *passphrase = good ? arena_take(arena, PASSPHRASE_MOST) : NULL;
    good = key && passphrase && passphrase_read(run, path, passphrase) &&
           open_bytes(path, &file, passphrase, key);
    buffer_clear(&file);
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
            "%s: not the public half of a key; it is what \"wayside-publish key show FILE --json\" prints",
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
