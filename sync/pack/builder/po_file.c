#include "po_file.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ /* as gcc says it */
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#else
#define __lsan_disable() ((void)0)
#define __lsan_enable() ((void)0)
#endif

#define MISTAKES_MOST 20

/* Who hears what libgettextpo complains of. Its handlers are given no context, so that there is no other way
 * than a variable that lives as long as one call. */
struct listener {
    const char *file;
    struct report *report;
    size_t mistakes;
};
static _Thread_local struct listener *listening;

static void say(const char *filename, size_t line, const char *text)
{
    char place[32] = "";
    if (++listening->mistakes > MISTAKES_MOST)
        return;
    if (filename && line != (size_t)-1)
        snprintf(place, sizeof place, "line %zu", line);
    report_mistake(listening->report, listening->file, place,
        "The file is damaged here (gettext says: %.200s). Open it in Poedit, which shows the place, or take "
        "back "
        "the last change.",
        text);
}

/* The sum at the end, "found 3 fatal errors", has no file and says nothing new. A fatal error may return: no
 * file but the memory of po_file_open's is opened. */
static void heard(int severity, po_message_t message, const char *filename, size_t line, size_t column,
    int multiline, const char *text)
{
    (void)message, (void)column, (void)multiline;
    if (severity != PO_SEVERITY_WARNING && (filename || !listening->mistakes))
        say(filename, line, text);
}

static void heard_two(int severity, po_message_t message, const char *filename, size_t line, size_t column,
    int multiline, const char *text, po_message_t message2, const char *filename2, size_t line2,
    size_t column2, int multiline2, const char *text2)
{
    (void)message2, (void)filename2, (void)line2, (void)column2, (void)multiline2, (void)text2;
    heard(severity, message, filename, line, column, multiline, text);
}

static const struct po_xerror_handler handler = {heard, heard_two};

int memory_file(const void *bytes, size_t len)
{
    int fd = memfd_create("po", 0);
    size_t done = 0;
    while (fd >= 0 && done < len) {
        ssize_t n = write(fd, (const char *)bytes + done, len - done);
        if (n <= 0) {
            close(fd);
            return -1;
        }
        done += (size_t)n;
    }
    return fd;
}

bool memory_take(int fd, struct buffer *ret_bytes)
{
    char some[65536];
    ssize_t n = 0;
    if (lseek(fd, 0, SEEK_SET) != 0)
        return false;
    while ((n = read(fd, some, sizeof some)) > 0)
        if (buffer_add(ret_bytes, some, (size_t)n))
            return false;
    return n == 0;
}

void memory_path(int fd, char ret_path[static 40])
{
    snprintf(ret_path, 40, "/proc/self/fd/%d", fd);
}

/* libgettextpo may not be given a name that it cannot open: it would go on without a file. */
static bool can_open(int fd, char ret_path[static 40])
{
    memory_path(fd, ret_path);
    return fd >= 0 && access(ret_path, R_OK | W_OK) == 0;
}

po_file_t po_file_open(const char *file, const char *text, size_t len, struct report *report)
{
    struct listener listener = {.file = file, .report = report};
    char path[40];
    po_file_t po = NULL;
    int fd = memory_file(text, len);
    if (can_open(fd, path)) {
        listening = &listener;
        __lsan_disable(); /* its parser forgets what it holds when it meets a fault; a file's size at most */
        po = po_file_read(path, &handler);
        __lsan_enable();
        listening = NULL;
    }
    if (fd >= 0)
        close(fd);
    if (!po && !listener.mistakes)
        report_mistake(report, file, "", "The file cannot be read: there is no room for it in memory.");
    if (po && listener.mistakes) {
        po_file_free(po);
        po = NULL;
    }
    return po;
}

bool po_file_text(const char *file, po_file_t po, struct report *report, struct buffer *ret_text)
{
    struct listener listener = {.file = file, .report = report};
    char path[40];
    bool done = false;
    int fd = memory_file("", 0);
    if (can_open(fd, path)) {
        listening = &listener;
        done = po_file_write(po, path, &handler) && !listener.mistakes;
        listening = NULL;
        done = done && memory_take(fd, ret_text);
    }
    if (fd >= 0)
        close(fd);
    if (!done)
        report_mistake(report, file, "", "The file cannot be written: there is no room for it.");
    return done;
}
