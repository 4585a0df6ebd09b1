#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/cursor.h"
#include "parts.h"

/* One code point of well-formed UTF-8; its length in bytes. */
static size_t code_point(const unsigned char *at, unsigned *ret_code)
{
    size_t len = at[0] < 0x80 ? 1 : at[0] < 0xe0 ? 2 : at[0] < 0xf0 ? 3 : 4;
    unsigned code = len == 1 ? at[0] : at[0] & (0x7fu >> len);
    for (size_t i = 1; i < len; i++) {
        code = code << 6 | (at[i] & 0x3f);
    }
    *ret_code = code;
    return len;
}

/* What steers a terminal, turns the direction of writing, or is not to be seen. Those that join and part
 * letters (U+200C, U+200D) belong to Persian and to Indian scripts. */
static bool may_deceive(unsigned code)
{
    static const struct {
        unsigned from, to;
    } ranges[] = {{0, 0x1f}, {0x7f, 0x9f}, {0xad, 0xad}, {0x61c, 0x61c}, {0x180e, 0x180e}, {0x200b, 0x200b},
        {0x200e, 0x200f}, {0x2028, 0x202e}, {0x2060, 0x206f}, {0xfeff, 0xfeff}, {0xfff9, 0xfffb},
        {0xe0000, 0xe0fff}};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        if (code >= ranges[i].from && code <= ranges[i].to) {
            return true;
        }
    }
    return false;
}

/* The length of a switch of colour as paint() gives it; 0: none. */
static size_t colour_len(const char *at)
{
    if (strncmp(at, "\033[", 2) != 0) {
        return 0;
    }
    size_t len = 2 + strspn(at + 2, "0123456789;");
    return at[len] == 'm' ? len + 1 : 0;
}

/* own: a sentence of this program, which has lines and colours. */
static void put_safely(FILE *out, const char *text, bool own)
{
    if (!utf8_valid(text, strlen(text))) {
        fputs("(text that cannot be read)", out);
        return;
    }
    for (const char *at = text; *at;) {
        unsigned code;
        size_t step = code_point((const unsigned char *)at, &code);
        size_t colour = own ? colour_len(at) : 0;
        if (colour > 0) {
            step = colour;
            fwrite(at, 1, step, out);
        } else if (code == '\n') {
            fputc(own ? '\n' : ' ', out);
        } else if (may_deceive(code)) {
            fprintf(out, "<U+%04X>", code);
        } else {
            fwrite(at, 1, step, out);
        }
        at += step;
    }
}

void print_safely(const char *text)
{
    put_safely(stdout, text, false);
}

/* Names and paths of elsewhere stand in sentences too. */
static void print_sentence(FILE *out, const char *format, va_list args)
{
    char *text = NULL;
    if (vasprintf(&text, format, args) < 0) {
        fputs("too little memory to say it", out);
        return;
    }
    put_safely(out, text, true);
    free(text);
}

int complain(const char *format, ...)
{
    va_list args;
    fflush(stdout); /* sentences keep their order when both go to one place */
    fputs("wayside-publish: ", stderr);
    va_start(args, format);
    print_sentence(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    return FAILED;
}

void say(const struct run *run, const char *format, ...)
{
    if (run->options.json) {
        return;
    }
    va_list args;
    va_start(args, format);
    print_sentence(stdout, format, args);
    va_end(args);
    putchar('\n');
}

const char *where(struct run *run)
{
    const struct options *options = &run->options;
    const char *folder = options->word_count == 1 ? options->words[0] : "";
    snprintf(run->where, sizeof run->where, "%s%.500s%s%.500s", folder[0] ? " " : "", folder,
        options->settings ? " --settings " : "", options->settings ? options->settings : "");
    return run->where;
}

void say_next(const struct run *run, const char *format, ...)
{
    if (run->options.json) {
        return;
    }
    va_list args;
    va_start(args, format);
    fputs("\nNext, type:\n    wayside-publish ", stdout);
    print_sentence(stdout, format, args);
    va_end(args);
    putchar('\n');
}

const char *paint(const struct run *run, enum paint paint)
{
    static const char *const codes[] = {"\033[0m", "\033[1;31m", "\033[1;33m", "\033[1;32m", "\033[1m"};
    return run->colour ? codes[paint] : "";
}

bool ask_yes(const struct run *run, const char *question)
{
    char line[16] = "";
    if (run->options.yes) {
        return true;
    }
    if (run->options.json) {
        complain("with --json nobody sees what changes: a program that means yes says --yes");
        return false;
    }
    printf("\n%s Type yes, or no: ", question);
    fflush(NULL);
    if (!fgets(line, sizeof line, stdin)) {
        line[0] = '\0';
    }
    bool yes = strcmp(line, "yes\n") == 0 || strcmp(line, "yes") == 0;
    if (!isatty(STDIN_FILENO)) {
        putchar('\n');
    }
    return yes;
}
