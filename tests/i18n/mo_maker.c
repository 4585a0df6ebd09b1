#include "i18n/mo_maker.h"

#include <string.h>

void mo_word(struct mo_file *file, size_t at, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        file->bytes[at + (size_t)i] = (uint8_t)(value >> 8 * (file->big_endian ? 3 - i : i));
}

static void put(struct mo_file *file, size_t entry, const char *text, size_t len)
{
    len = len ? len : strlen(text);
    mo_word(file, entry, (uint32_t)len);
    mo_word(file, entry + 4, (uint32_t)file->len);
    memcpy(file->bytes + file->len, text, len);
    file->len += len;
    file->bytes[file->len++] = 0;
}

void mo_make(struct mo_file *file, bool big_endian, const struct mo_entry *entries, size_t count)
{
    memset(file, 0, sizeof *file);
    file->big_endian = big_endian;
    const uint32_t header[] = {0x950412de, 0, (uint32_t)count, 28, 28 + 8 * (uint32_t)count, 0, 0};
    for (size_t i = 0; i < 7; i++)
        mo_word(file, 4 * i, header[i]);
    file->len = 28 + 16 * count;
    for (size_t i = 0; i < count; i++)
        put(file, 28 + 8 * i, entries[i].id, entries[i].id_len);
    for (size_t i = 0; i < count; i++)
        put(file, 28 + 8 * (count + i), entries[i].text, entries[i].text_len);
}
