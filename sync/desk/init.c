#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/cursor.h"
#include "desk/store.h"
#include "desk/words.h"
#include "program_parts.h"
#include "seal/age.h"

static void print_keys(const struct desk_public *keys, bool as_json)
{
    char text[256], recipient[SEAL_RECIPIENT_TEXT], hex[65];
    if (as_json) {
        public_text(keys, text);
        puts(text);
        return;
    }
    hex_write(keys->laptop, LAPTOP_BYTES, hex);
    printf("laptop     %s\n", hex);
    seal_recipient_text(keys->recipient, recipient);
    printf("recipient  %s\n", recipient);
    hex_write(keys->signer, sizeof keys->signer, hex);
    printf("signer     %s\n", hex);
}

static int failed(const char *folder, enum desk_error error)
{
    complain("%s: %s", folder, desk_error_text(error));
    return 1;
}

/* A file for a test or a demo, where there is no terminal to read from. */
static bool write_passphrase(const char *path, const char *passphrase)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    size_t len = strlen(passphrase);
    bool ok = file >= 0 && write(file, passphrase, len) == (ssize_t)len && write(file, "\n", 1) == 1;
    if (file >= 0 && close(file) != 0) {
        ok = false;
    }
    if (!ok) {
        complain("%s: the passphrase cannot be written: %s", path, strerror(errno));
    }
    return ok;
}

static bool hand_over(const struct options *options, const char *passphrase)
{
    if (options->passphrase_file) {
        return write_passphrase(options->passphrase_file, passphrase);
    }
    FILE *out = options->json ? stderr : stdout;
    fprintf(out,
        "Your passphrase. Write it down now, it is shown only once, and nobody can tell you it again:\n\n"
        "    %s\n\n",
        passphrase);
    return fflush(out) == 0;
}

static enum desk_error make_keys(
    struct desk_store *store, const char *passphrase, struct desk_public *ret_public)
{
    struct arena *arena = NULL;
    if (arena_new(sizeof(struct desk_keys) + 64, &arena)) {
        return DESK_NO_MEMORY;
    }
    struct desk_keys *keys = arena_take(arena, sizeof *keys);
    enum desk_error error = keys ? keys_new(keys) : DESK_NO_MEMORY;
    if (!error) {
        error = keys_write(&store->disk, keys, passphrase, AGE_WORK_STANDARD);
    }
    if (!error) {
        keys_public(keys, ret_public);
    }
    arena_free(arena);
    return error;
}

/* The passphrase is handed over first: keys that nobody can open are worse than none. */
static int init_in(struct desk_store *store, const struct options *options, const struct words *words)
{
    struct desk_public keys;
    char passphrase[PASSPHRASE_TEXT];
    enum desk_error error = keys_open_public(&store->disk, &keys);
    if (error != DESK_NO_KEYS) {
        return failed(store->folder, error ? error : DESK_EXISTS);
    }
    words_passphrase(words, passphrase);
    int code = hand_over(options, passphrase) ? 0 : 1;
    if (code == 0) {
        error = make_keys(store, passphrase, &keys);
        code = error ? failed(store->folder, error) : 0;
    }
    sodium_memzero(passphrase, sizeof passphrase);
    if (code == 0) {
        print_keys(&keys, options->json);
    }
    return code;
}

int init_run(const struct options *options, const struct program_settings *settings)
{
    char message[256];
    struct words words = {0};
    struct desk_store store = {0};
    if (!desk_words_read(settings->desk.words, &words, message)) {
        complain("%s", message);
        return 1;
    }
    enum desk_error error = desk_store_open(settings->desk.store, NULL, &store);
    int code = error ? failed(settings->desk.store, error) : init_in(&store, options, &words);
    desk_store_close(&store);
    words_clear(&words);
    return code;
}

int show_keys_run(const struct options *options, const struct program_settings *settings)
{
    struct disk disk = {0};
    struct desk_public keys;
    enum base_error no_folder = disk_open(settings->desk.store, &disk);
    enum desk_error error = no_folder ? DESK_NO_KEYS : keys_open_public(&disk, &keys);
    if (!no_folder) {
        disk_close(&disk);
    }
    if (error) {
        return failed(settings->desk.store, error);
    }
    print_keys(&keys, options->json);
    return 0;
}
