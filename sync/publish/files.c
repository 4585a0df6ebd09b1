#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/disk.h"
#include "parts.h"

bool read_whole(const char *path, size_t most, struct buffer *ret_bytes)
{
    enum base_error error = file_read(path, most, ret_bytes);
    if (error) {
        complain("%s: %s", path, base_error_text(error));
    }
    return !error;
}

bool write_whole(const char *path, const void *bytes, size_t len, unsigned mode)
{
    enum base_error error = file_put(path, bytes, len, mode);
    if (error == BASE_NO_SPACE) {
        complain("%s: the disk is full; make room and type the same command again", path);
    } else if (error) {
        complain("%s cannot be written: %s", path, base_error_text(error));
    }
    return !error;
}

bool make_folder(const char *path)
{
    char part[PUBLISH_TEXT];
    size_t len = strlen(path);
    if (len >= sizeof part) {
        complain("%.60s...: the name of this folder is too long", path);
        return false;
    }
    for (size_t i = 1; i <= len; i++) {
        if (path[i] != '/' && path[i] != '\0') {
            continue;
        }
        memcpy(part, path, i);
        part[i] = '\0';
        if (mkdir(part, 0755) != 0 && errno != EEXIST) {
            complain("%s: this folder cannot be made: %s", part, strerror(errno));
            return false;
        }
    }
    if (!is_folder(path)) {
        complain("%s is a file, a folder is needed there", path);
        return false;
    }
    return true;
}

bool make_folder_of(const char *path)
{
    char folder[PUBLISH_TEXT];
    snprintf(folder, sizeof folder, "%s", path);
    char *slash = strrchr(folder, '/');
    if (!slash || slash == folder) {
        return true;
    }
    *slash = '\0';
    return make_folder(folder);
}

bool join_path(char ret_path[static PUBLISH_TEXT], const char *folder, const char *format, ...)
{
    va_list args;
    int begin = snprintf(ret_path, PUBLISH_TEXT, "%s/", folder);
    int rest = -1;
    if (begin > 0 && begin < PUBLISH_TEXT) {
        va_start(args, format);
        rest = vsnprintf(ret_path + begin, (size_t)(PUBLISH_TEXT - begin), format, args);
        va_end(args);
    }
    if (rest < 0 || begin + rest >= PUBLISH_TEXT) {
        complain("%.60s...: the path is too long; work in a folder with a shorter name", folder);
        return false;
    }
    return true;
}

bool is_there(const char *path)
{
    return access(path, F_OK) == 0;
}

bool is_folder(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

bool slug_valid(const char *text, size_t most)
{
    size_t len = strlen(text);
    return len > 0 && len <= most && strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == len;
}
