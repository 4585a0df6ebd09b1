#include "signer/key_file.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/cursor.h"
#include "base/disk.h"
#include "parts.h"
#include "seal/age.h"

#define PLAIN_MOST 512
#define FILE_MOST 8192
#define BEFORE_NAME "{\"v\":1,\"kind\":\"signing key\",\"name\":\""
#define BEFORE_SEED "\",\"seed\":\""

static bool name_good(const char *name, size_t len)
{
    if (len == 0 || len >= sizeof((struct signer_secret *)0)->name || !utf8_valid(name, len))
        return false;
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)name[i] < 0x20 || name[i] == 0x7f || name[i] == '"' || name[i] == '\\')
            return false;
    return true;
}

bool signer_secret_new(const char *name, struct signer_secret *ret_secret, char ret_message[static 256])
{
    if (!name_good(name, strlen(name)))
        return signer_fail(
            ret_message, "a key's name has 1 to 63 bytes and no quotation marks or backslashes");
    if (sodium_init() < 0)
        return signer_fail(ret_message, "there is no source of random numbers");
    seal_signer_new(&ret_secret->signer);
    snprintf(ret_secret->name, sizeof ret_secret->name, "%s", name);
    return true;
}

void signer_secret_clear(struct signer_secret *secret)
{
    sodium_memzero(secret, sizeof *secret);
}

struct signer_key signer_secret_key(const struct signer_secret *secret)
{
    struct signer_key key = {0};
    memcpy(key.public_key, secret->signer.public_key, 32);
    snprintf(key.name, sizeof key.name, "%s", secret->name);
    return key;
}

/* Written without the heap, which nobody would wipe. */
static size_t plain_text(const struct signer_secret *secret, char ret_text[static PLAIN_MOST])
{
    char seed[65];
    hex_write(secret->signer.secret, 32, seed); /* libsodium keeps the seed first */
    int len = snprintf(ret_text, PLAIN_MOST, BEFORE_NAME "%s" BEFORE_SEED "%s\"}\n", secret->name, seed);
    sodium_memzero(seed, sizeof seed);
    return (size_t)len;
}

bool signer_secret_write(const struct signer_secret *secret, const char *path, const char *passphrase,
    unsigned work, char ret_message[static 256])
{
    char plain[PLAIN_MOST];
    struct buffer file;
    struct stat there;
    if (!name_good(secret->name, strnlen(secret->name, sizeof secret->name)))
        return signer_fail(ret_message, "the key has no name that may be kept");
    if (lstat(path, &there) == 0 || errno != ENOENT)
        return signer_fail(
            ret_message, "%.180s is there already, or its folder is not; a key is never replaced", path);
    buffer_init(&file, FILE_MOST);
    size_t len = plain_text(secret, plain);
    bool made = passphrase ? age_seal_passphrase(passphrase, work, plain, len, &file) == SEAL_OK
                           : buffer_add(&file, plain, len) == BASE_OK;
    sodium_memzero(plain, sizeof plain);
    enum base_error error = made ? file_put(path, file.bytes, file.len, 0600) : BASE_NO_MEMORY;
    buffer_clear(&file);
    return !error || signer_fail(ret_message, "%.180s: %s", path, base_error_text(error));
}

/* Exactly what plain_text writes, with or without the last LF: no JSON reader, whose memory is not wiped. */
static bool plain_read(const struct buffer *plain, struct signer_secret *ret_secret)
{
    struct cursor cursor;
    uint8_t seed[32];
    const uint8_t *name, *hex;
    cursor_init(&cursor, plain->bytes, plain->len);
    if (!cursor_literal(&cursor, BEFORE_NAME))
        return false;
    const uint8_t *end = cursor_left(&cursor) ? memchr(cursor.p, '"', cursor_left(&cursor)) : NULL;
    size_t len = end ? (size_t)(end - cursor.p) : 0;
    if (!end || !cursor_bytes(&cursor, len, &name) || !name_good((const char *)name, len) ||
        !cursor_literal(&cursor, BEFORE_SEED) || !cursor_bytes(&cursor, 64, &hex) ||
        !cursor_literal(&cursor, "\"}"))
        return false;
    (void)!cursor_literal(&cursor, "\n");
    if (cursor_left(&cursor) || !hex_read((const char *)hex, 64, seed, sizeof seed))
        return false;
    memset(ret_secret, 0, sizeof *ret_secret);
    memcpy(ret_secret->name, name, len);
    seal_signer_from(seed, &ret_secret->signer);
    sodium_memzero(seed, sizeof seed);
    return true;
}

static bool open_file(const char *path, const char *passphrase, const struct buffer *file,
    struct buffer *ret_plain, char ret_message[static 256])
{
    struct stat status;
    if (passphrase) {
        enum seal_error error = age_open_passphrase(passphrase, file->bytes, file->len, ret_plain);
        if (error == SEAL_NO_MATCH)
            return signer_fail(ret_message, "the passphrase does not open %.180s", path);
        return error == SEAL_OK ||
               signer_fail(ret_message, "%.180s is damaged or not a key under a passphrase", path);
    }
    if (stat(path, &status) != 0 || (status.st_mode & 077) != 0)
        return signer_fail(
            ret_message, "%.180s may be read by others: chmod 600 it, and think of a new key", path);
    return buffer_add(ret_plain, file->bytes, file->len) == BASE_OK || signer_fail(ret_message, "no memory");
}

bool signer_secret_read(
    const char *path, const char *passphrase, struct signer_secret *ret_secret, char ret_message[static 256])
{
    struct buffer file, plain;
    buffer_init(&file, FILE_MOST);
    buffer_init(&plain, FILE_MOST);
    enum base_error error = sodium_init() < 0 ? BASE_NO_MEMORY : file_read(path, FILE_MOST, &file);
    bool done = !error || signer_fail(ret_message, "%.180s: %s", path, base_error_text(error));
    done = done && open_file(path, passphrase, &file, &plain, ret_message);
    if (done && !plain_read(&plain, ret_secret))
        done = signer_fail(ret_message, "%.180s is not a signing key", path);
    buffer_clear(&file);
    buffer_clear(&plain);
    return done;
}
