#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/cursor.h"
#include "parts.h"

int complain(const char *format, ...)
{
    va_list args;
    fflush(stdout); /* sentences keep their order when both go to one place */
    fputs("wayside-publish: ", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
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
    vprintf(format, args);
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
    vprintf(format, args);
    va_end(args);
    putchar('\n');
}

const char *paint(const struct run *run, enum paint paint)
{
    static const char *const codes[] = {"\033[0m", "\033[1;31m", "\033[1;33m", "\033[1;32m", "\033[1m"};
    return run->colour ? codes[paint] : "";
}

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

static bool may_deceive(unsigned code)
{
    return code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0x202a && code <= 0x202e) ||
           (code >= 0x2066 && code <= 0x2069) || code == 0x200b || code == 0xfeff || code == 0x2028 ||
           code == 0x2029;
}

void print_safely(const char *text)
{
    size_t len = strlen(text);
    if (!utf8_valid(text, len)) {
        fputs("(text that cannot be read)", stdout);
        return;
    }
    const unsigned char *at = (const unsigned char *)text;
    while (*at) {
        unsigned code;
        size_t step = code_point(at, &code);
        if (code == '\n') {
            putchar(' ');
        } else if (may_deceive(code)) {
            printf("<U+%04X>", code);
        } else {
            fwrite(at, 1, step, stdout);
        }
        at += step;
    }
}

bool ask_yes(const struct run *run, const char *question)
{
    char line[16] = "";
    if (run->options.yes) {
        return true;
    }
    fflush(stdout);
    fprintf(run->options.json ? stderr : stdout, "\n%s Type yes, or no: ", question);
    fflush(NULL);
    if (!fgets(line, sizeof line, stdin)) {
        line[0] = '\0';
    }
    bool yes = strcmp(line, "yes\n") == 0 || strcmp(line, "yes") == 0;
    if (!isatty(STDIN_FILENO) && !run->options.json) {
        putchar('\n');
    }
    return yes;
}
