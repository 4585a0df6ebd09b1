#include "cli.h"

#include <string.h>

#include <sodium.h>

#include "base/disk.h"
#include "seal/age.h"

int keys_init(struct keys *keys)
{
    keys->count = 0;
    keys->identities = sodium_allocarray(CLI_IDENTITIES, sizeof *keys->identities);
    return keys->identities ? CLI_DONE
                            : failed("there is no locked memory for keys; raise the limit (ulimit -l)");
}

void keys_clear(struct keys *keys)
{
    sodium_free(keys->identities);
    *keys = (struct keys){NULL, 0};
}

static bool is_sealed(const struct buffer *text)
{
    static const char version[] = "age-encryption.org/";
    return age_armored(text->bytes, text->len) ||
           (text->len >= sizeof version - 1 && !memcmp(text->bytes, version, sizeof version - 1));
}

/* text becomes what the passphrase opens. */
static int unlock(const char *path, struct buffer *text)
{
    struct buffer plain;
    char prompt[512];
    snprintf(prompt, sizeof prompt, "Passphrase of %s: ", path);
    char *passphrase = passphrase_ask(prompt);
    if (!passphrase)
        return CLI_FAILED;
    buffer_init(&plain, CLI_FILE_MAX);
    enum seal_error error = age_open_passphrase(passphrase, text->bytes, text->len, &plain);
    sodium_free(passphrase);
    if (error == SEAL_NO_MATCH)
        return failed("%s: the passphrase is not right, or it is not under a passphrase", path);
    if (error)
        return failed("%s: %s", path, seal_error_text(error));
    buffer_clear(text);
    *text = plain;
    return CLI_DONE;
}

static int text_read(struct keys *keys, const char *path, const struct buffer *text)
{
    size_t count, line = 0;
    enum seal_error error = seal_identities_read((const char *)text->bytes, text->len,
        keys->identities + keys->count, CLI_IDENTITIES - keys->count, &count, &line);
    if (error == SEAL_SIZE)
        return failed("%s: with it there are more than %d identities; give fewer", path, CLI_IDENTITIES);
    if (error == SEAL_KEY && line == 0)
        return failed("%s: it is empty; an identity file has a line that begins with AGE-SECRET-KEY-1", path);
    if (error == SEAL_KEY)
        return failed(
            "%s: line %zu is not an identity (a line that begins with AGE-SECRET-KEY-1)", path, line);
    if (error)
        return failed("%s: %s", path, seal_error_text(error));
    keys->count += count;
    return CLI_DONE;
}

int keys_add_file(struct keys *keys, const char *path)
{
    struct buffer text;
    buffer_init(&text, CLI_FILE_MAX);
    enum base_error error = file_read(path, CLI_FILE_MAX, &text);
    if (error)
        return failed("%s: %s", path, base_error_text(error));
    int code = is_sealed(&text) ? unlock(path, &text) : CLI_DONE;
    if (code == CLI_DONE)
        code = text_read(keys, path, &text);
    buffer_clear(&text);
    return code;
}
