#include "passphrase.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "pack/words.h"

#define PASSPHRASE_WORDS 6
#define TRIES 3

bool passphrase_make(const struct run *run, char ret_text[static PASSPHRASE_MOST])
{
    char path[PUBLISH_TEXT];
    struct words words = {0};
    if (!join_path(path, run->share, "words/en.txt")) {
        return false;
    }
    enum base_error error = words_file_read(path, &words);
    if (error) {
        complain("%s: %s; it belongs to the program: install it again", path, base_error_text(error));
        return false;
    }
    size_t len = 0;
    for (int i = 0; i < PASSPHRASE_WORDS; i++) {
        const char *word = words.word[randombytes_uniform(WORDS_COUNT)];
        len += (size_t)snprintf(ret_text + len, PASSPHRASE_MOST - len, "%s%s", i ? "-" : "", word);
    }
    words_clear(&words);
    return true;
}

/* Small letters; spaces and dashes in a row are one dash. In place. */
static void tidy(char *text)
{
    char *out = text;
    for (const char *in = text; *in; in++) {
        if (strchr(" -\t\r\n", *in)) {
            if (out != text && out[-1] != '-') {
                *out++ = '-';
            }
        } else {
            *out++ = *in >= 'A' && *in <= 'Z' ? (char)(*in - 'A' + 'a') : *in;
        }
    }
    while (out != text && out[-1] == '-') {
        out--;
    }
    *out = '\0';
}

static bool from_file(const char *path, char ret_text[static PASSPHRASE_MOST])
{
    struct buffer bytes;
    buffer_init(&bytes, PASSPHRASE_MOST - 1);
    bool good = read_whole(path, PASSPHRASE_MOST - 1, &bytes);
    if (good) {
        memcpy(ret_text, bytes.bytes ? (const char *)bytes.bytes : "", bytes.len);
        ret_text[bytes.len] = '\0';
        tidy(ret_text);
    }
    buffer_clear(&bytes);
    return good;
}

static void noticed(int number)
{
    (void)number; /* only so that read ends, and the terminal is left as it was */
}

/* One line, up to its end; false also when somebody pressed Ctrl-C, which then counts. */
static bool read_line(int terminal, char ret_text[static PASSPHRASE_MOST])
{
    size_t len = 0;
    bool ended = false, cut = false;
    struct sigaction notice = {.sa_handler = noticed}, before;
    sigaction(SIGINT, &notice, &before);
    while (len < PASSPHRASE_MOST - 1 && !ended && !cut) {
        cut = read(terminal, ret_text + len, 1) != 1;
        ended = !cut && ret_text[len] == '\n';
        len += cut ? 0 : 1;
    }
    ret_text[len] = '\0';
    sigaction(SIGINT, &before, NULL);
    return ended;
}

/* Without stdio, which would keep a copy of what is typed. Quiet before it asks: who types at once is not
 * heard. */
static bool from_terminal(int terminal, const char *question, char ret_text[static PASSPHRASE_MOST])
{
    struct termios before, quiet;
    if (tcgetattr(terminal, &before) != 0) {
        return false;
    }
    quiet = before;
    quiet.c_lflag &= ~(tcflag_t)ECHO;
    tcsetattr(terminal, TCSAFLUSH, &quiet);
    bool ended = dprintf(terminal, "%s", question) > 0 && read_line(terminal, ret_text);
    tcsetattr(terminal, TCSAFLUSH, &before);
    return ended;
}

static bool ask(const char *question, char ret_text[static PASSPHRASE_MOST])
{
    int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (terminal < 0) {
        complain("there is no terminal to ask for the passphrase; a script gives --passphrase-file FILE");
        return false;
    }
    bool good = from_terminal(terminal, question, ret_text);
    dprintf(terminal, "\n");
    close(terminal);
    if (!good) {
        sodium_memzero(ret_text, PASSPHRASE_MOST);
        complain("no passphrase was typed");
        return false;
    }
    tidy(ret_text);
    return true;
}

bool passphrase_read(const struct run *run, const char *of, char ret_text[static PASSPHRASE_MOST])
{
    char question[PUBLISH_TEXT + 64];
    if (run->options.passphrase_file) {
        return from_file(run->options.passphrase_file, ret_text);
    }
    fflush(stdout);
    snprintf(question, sizeof question, "The six words of %.400s (nothing shows while you type): ", of);
    return ask(question, ret_text);
}

/* A new file only: another key's passphrase must not be lost. */
static bool write_new(const char *path, const char *passphrase)
{
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    size_t len = strlen(passphrase);
    bool good = file >= 0 && write(file, passphrase, len) == (ssize_t)len && write(file, "\n", 1) == 1 &&
                fsync(file) == 0;
    int why = errno;
    if (file >= 0) {
        close(file);
    }
    if (file >= 0 && !good) {
        unlink(path); /* it is ours, and in the way of the next try */
    }
    if (!good) {
        complain("%s: the passphrase cannot be written there: %s", path, strerror(why));
    }
    return good;
}

bool passphrase_hand_over(const struct run *run, const char *passphrase)
{
    if (run->options.passphrase_file) {
        return write_new(run->options.passphrase_file, passphrase);
    }
    char typed[PASSPHRASE_MOST];
    bool same = false;
    int terminal = open("/dev/tty", O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (terminal < 0) {
        return !complain(
            "there is no terminal to show the passphrase on; a script gives --passphrase-file FILE");
    }
    dprintf(terminal,
        "\nThese six words open your key. Write them on paper now, and keep the paper where the key is not.\n"
        "They are shown this once, and nobody can tell you them again:\n\n    %s\n\n",
        passphrase);
    close(terminal);
    for (int i = 0; i < TRIES && !same; i++) {
        if (!ask("Now type the six words, to be sure (nothing shows while you type): ", typed)) {
            break;
        }
        same = strcmp(typed, passphrase) == 0;
        if (!same) {
            complain("these are not the six words");
        }
    }
    sodium_memzero(typed, sizeof typed);
    if (!same) {
        complain("no key was made; type the command again and you get other words");
    }
    return same;
}
