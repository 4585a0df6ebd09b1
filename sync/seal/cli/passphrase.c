#include "cli.h"

#include <fcntl.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <sodium.h>

enum key {
    KEY_INTERRUPT = 3,
    KEY_END = 4,
    KEY_BACKSPACE = 8,
    KEY_CLEAR = 21,
    KEY_DELETE = 127,
};

/* Takes the last UTF-8 character away. */
static size_t shorter(const char *text, size_t len)
{
    while (len && ((unsigned char)text[--len] & 0xc0) == 0x80)
        continue;
    return len;
}

/* One line, key by key, since the terminal shows nothing and keeps nothing. False when given up. */
static bool line_read(int terminal, char *text)
{
    size_t len = 0;
    for (;;) {
        char c;
        if (read(terminal, &c, 1) != 1 || c == KEY_INTERRUPT || (c == KEY_END && !len))
            return false;
        if (c == '\n' || c == '\r' || c == KEY_END)
            break;
        if (c == KEY_BACKSPACE || c == KEY_DELETE)
            len = shorter(text, len);
        else if (c == KEY_CLEAR)
            len = 0;
        else if (len == CLI_PASSPHRASE - 1)
            return false;
        else
            text[len++] = c;
    }
    text[len] = 0;
    return true;
}

static bool ask(int terminal, const char *prompt, char *text)
{
    struct termios before, silent;
    if (tcgetattr(terminal, &before))
        return false;
    silent = before;
    silent.c_lflag &= ~(tcflag_t)(ECHO | ICANON | ISIG);
    silent.c_cc[VMIN] = 1;
    silent.c_cc[VTIME] = 0;
    if (tcsetattr(terminal, TCSAFLUSH, &silent))
        return false;
    bool answered = write(terminal, prompt, strlen(prompt)) == (ssize_t)strlen(prompt) &&
                    line_read(terminal, text);
    tcsetattr(terminal, TCSAFLUSH, &before);
    return write(terminal, "\n", 1) == 1 && answered;
}

char *passphrase_ask(const char *prompt)
{
    int terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (terminal < 0) {
        failed("there is no terminal to ask for a passphrase at; run it from one");
        return NULL;
    }
    char *text = sodium_malloc(CLI_PASSPHRASE);
    bool answered = text && ask(terminal, prompt, text);
    close(terminal);
    if (answered && text[0])
        return text;
    failed(
        answered ? "the passphrase is empty; nothing was done" : "no passphrase was given; nothing was done");
    sodium_free(text);
    return NULL;
}
