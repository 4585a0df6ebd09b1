#include <sodium.h>
#include <stdio.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/cursor.h"
#include "commands.h"
#include "key.h"
#include "passphrase.h"
#include "seal/age.h"

static void show(const struct run *run, const struct signer_key *key)
{
    char hex[65], words[KEY_WORDS_TEXT];
    hex_write(key->public_key, sizeof key->public_key, hex);
    if (run->options.json) {
        printf("{\"v\":1,\"kind\":\"public key\",\"name\":\"%s\",\"public\":\"%s\"}\n", key->name, hex);
        return;
    }
    key_words(run, key, words);
    printf("name         %s\npublic half  %s\nread aloud   %s\n", key->name, hex, words);
}

static bool make(const struct run *run, const char *name, const char *path)
{
    struct arena *arena = NULL;
    if (arena_new(sizeof(struct signer_secret) + PASSPHRASE_MOST + 64, &arena)) {
        return !complain("this machine has too little locked memory to make a key");
    }
    struct signer_secret *key = arena_take(arena, sizeof *key);
    char *passphrase = arena_take(arena, PASSPHRASE_MOST);
    bool handed = passphrase_make(run, passphrase) && passphrase_hand_over(run, passphrase);
    bool good = handed;
    if (good) {
        char message[256];
        good = signer_secret_new(name, key, message);
        if (!good) {
            complain("%s", message);
        }
    }
    if (good) {
        good = key_write(path, key, passphrase, AGE_WORK_STANDARD);
    }
    if (good) {
        struct signer_key half;
        half = signer_secret_key(key);
        show(run, &half);
    }
    if (handed && !good && run->options.passphrase_file) {
        (void)unlink(run->options.passphrase_file); /* of no key */
    }
    arena_free(arena);
    return good;
}

int key_new_run(struct run *run)
{
    if (run->options.word_count != 1 || !run->options.out) {
        return USAGE;
    }
    const char *name = run->options.words[0], *path = run->options.out;
    if (!key_name_valid(name)) {
        return complain(
            "\"%s\" is no name for a key: 1 to 63 letters, without quotes, commas and brackets", name);
    }
    if (is_there(path)) {
        return complain("%s is there already; choose another name for the new key", path);
    }
    if (!make_folder_of(path) || !make(run, name, path)) {
        return FAILED;
    }
    say(run,
        "\nThe key is in %s. Keep it on a stick of yours, not on a shared machine.\n"
        "Its public half is in %s.public: anyone may see that one.",
        path, path);
    say_next(run, "key show %s", path);
    return DONE;
}

int key_show_run(struct run *run)
{
    struct signer_key half;
    char public_file[PUBLISH_TEXT];
    if (run->options.word_count != 1) {
        return USAGE;
    }
    const char *path = run->options.words[0];
    int len = snprintf(public_file, sizeof public_file, "%s.public", path);
    if (len > 0 && len < PUBLISH_TEXT && is_there(public_file)) {
        if (!key_public_read(public_file, &half)) {
            return FAILED;
        }
    } else {
        struct arena *arena = NULL;
        struct signer_secret *key = key_open(run, path, &arena);
        if (!key) {
            return FAILED;
        }
        half = signer_secret_key(key);
        arena_free(arena);
    }
    show(run, &half);
    say(run,
        "\nGive %s.public to the people who hold the network's keys, and compare the words with them by "
        "voice.",
        path);
    return DONE;
}
