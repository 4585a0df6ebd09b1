/* Bytes as keystrokes: the text stays valid, the caret inside it. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"
#include "text/field.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char bytes[96] = "";
    struct text_field field;
    field_init(&field, bytes, sizeof bytes);
    for (size_t i = 0; i < size && i < 512;) {
        size_t len = data[i] % 8;
        char piece[8] = "";
        switch (data[i++] / 8 % 8) {
        case 0:
            field_backspace(&field);
            break;
        case 1:
            field_move(&field, (int)len - 3);
            break;
        case 2:
            field_clear(&field);
            break;
        case 3:
            (void)field_undo(&field);
            break;
        case 4:
            memcpy(piece, data + i, len < size - i ? len : size - i);
            (void)field_replace(&field, field.len > 4 ? 0 : len % (field.caret + 1), 0, piece);
            break;
        default:
            memcpy(piece, data + i, len < size - i ? len : size - i);
            (void)field_insert(&field, piece);
            i += len;
        }
        if (strlen(bytes) != field.len || field.caret > field.len || !utf8_valid(bytes, field.len))
            abort();
    }
    return 0;
}
