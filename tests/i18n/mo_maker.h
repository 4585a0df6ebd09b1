/* Makes .mo files for tests, in either byte order, sorted or not, and with faults put in by hand. */
#ifndef TESTS_I18N_MO_MAKER_H
#define TESTS_I18N_MO_MAKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct mo_entry {
    const char *id, *text;
    size_t id_len, text_len; /* 0: strlen */
};
struct mo_file {
    uint8_t bytes[4096];
    size_t len;
    bool big_endian;
};
void mo_make(struct mo_file *file, bool big_endian, const struct mo_entry *entries, size_t count);
void mo_word(struct mo_file *file, size_t at, uint32_t value);

#endif
