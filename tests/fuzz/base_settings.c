/* Any bytes as a settings file: a sentence, or settings that can be asked. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/settings.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct settings *settings = NULL;
    char message[256] = "", path[64];
    int file = memfd_create("settings", 0);
    if (file < 0 || write(file, data, size) != (ssize_t)size)
        return 0;
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    bool read = settings_read(path, &settings, message);
    close(file);
    if (read) {
        settings_text(settings, "a", "text");
        settings_number(settings, "a", "number", 5, -10, 10);
        settings_decimal(settings, "a", "decimal", 5, -10, 10);
        read = settings_check(settings, message);
    }
    if (!read && !memchr(message, 0, sizeof message))
        abort();
    if (!read && !message[0])
        abort();
    settings_free(settings);
    return 0;
}
