#include <string.h>

#include "base/cursor.h"
#include "sound.h"

#define HEAD_BYTES 27 /* of a page, before its lacing values */
#define FLAG_FIRST 2
#define FLAG_LAST 4
#define SERIAL 1
#define DAMAGED "The sound is damaged, or cut short. Make it again."
#define MIXED "The file holds more than one sound, or a film. Save the sound alone as Ogg Opus."

struct page {
    const uint8_t *head, *lacing, *body;
    size_t segments, body_len;
};

/* RFC 3533: the polynomial 0x04c11db7, from the highest bit, nothing inverted; the field itself counts as 0.
 */
static uint32_t checksum(uint32_t sum, const uint8_t *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        sum ^= (uint32_t)bytes[i] << 24;
        for (int bit = 0; bit < 8; bit++)
            sum = sum << 1 ^ (sum >> 31 ? 0x04c11db7u : 0);
    }
    return sum;
}

static uint32_t u32(const uint8_t *bytes)
{
    return (uint32_t)bytes[3] << 24 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[1] << 8 | bytes[0];
}

static void put_u32(uint8_t *bytes, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        bytes[i] = (uint8_t)(value >> 8 * i);
}

static uint32_t page_sum(const uint8_t head[static HEAD_BYTES], const uint8_t *lacing, size_t segments,
    const uint8_t *body, size_t len)
{
    uint8_t plain[HEAD_BYTES];
    memcpy(plain, head, sizeof plain);
    put_u32(plain + 22, 0);
    uint32_t sum = checksum(0, plain, sizeof plain);
    return checksum(checksum(sum, lacing, segments), body, len);
}

static bool page_read(struct cursor *in, struct page *ret_page)
{
    struct page page = {.body_len = 0};
    if (!cursor_bytes(in, HEAD_BYTES, &page.head) || memcmp(page.head, "OggS\0", 5) != 0)
        return false;
    page.segments = page.head[26];
    if (!cursor_bytes(in, page.segments, &page.lacing))
        return false;
    for (size_t i = 0; i < page.segments; i++)
        page.body_len += page.lacing[i];
    if (!cursor_bytes(in, page.body_len, &page.body))
        return false;
    *ret_page = page;
    return u32(page.head + 22) == page_sum(page.head, page.lacing, page.segments, page.body, page.body_len);
}

static bool page_write(const struct page *page, uint32_t number, struct buffer *out)
{
    uint8_t head[HEAD_BYTES];
    memcpy(head, page->head, sizeof head);
    put_u32(head + 14, SERIAL);
    put_u32(head + 18, number);
    put_u32(head + 22, page_sum(head, page->lacing, page->segments, page->body, page->body_len));
    return buffer_add(out, head, sizeof head) == BASE_OK &&
           buffer_add(out, page->lacing, page->segments) == BASE_OK &&
           buffer_add(out, page->body, page->body_len) == BASE_OK;
}

/* Exactly one packet, which ends with the page. */
static bool is_one_packet(const struct page *page)
{
    for (size_t i = 0; i + 1 < page->segments; i++)
        if (page->lacing[i] < 255)
            return false;
    return page->segments > 0 && page->lacing[page->segments - 1] < 255;
}

/* Skips the pages of the packet OpusTags: all their lacing values but the very last one are 255. */
static const char *skip_tags(struct cursor *in, uint32_t serial)
{
    struct page page;
    bool first = true;
    do {
        if (!page_read(in, &page))
            return DAMAGED;
        if (u32(page.head + 14) != serial)
            return MIXED;
        if (first && (page.body_len < 8 || memcmp(page.body, "OpusTags", 8) != 0))
            return DAMAGED;
        for (size_t i = 0; i + 1 < page.segments; i++)
            if (page.lacing[i] < 255)
                return DAMAGED;
        first = false;
    } while (page.segments > 0 && page.lacing[page.segments - 1] == 255);
    return page.segments > 0 ? NULL : DAMAGED;
}

static bool write_tags(struct buffer *out)
{
    static const uint8_t body[] = "OpusTags\7\0\0\0wayside\0\0\0"; /* the NUL ends it: no comments */
    static const uint8_t lacing[] = {sizeof body};
    static const uint8_t head[HEAD_BYTES] = {'O', 'g', 'g', 'S', [26] = 1};
    struct page page = {head, lacing, body, 1, sizeof body};
    return page_write(&page, 1, out);
}

static const char *copy_rest(struct cursor *in, uint32_t serial, struct buffer *out)
{
    struct page page = {.head = NULL};
    uint32_t number = 2;
    for (; cursor_left(in) > 0; number++) {
        if (!page_read(in, &page))
            return DAMAGED;
        if (u32(page.head + 14) != serial || (page.head[5] & FLAG_FIRST))
            return MIXED;
        if (!page_write(&page, number, out))
            return "The sound is too large. Make it shorter, or save it with 32 kbit/s.";
    }
    if (number == 2)
        return "The sound is empty.";
    return page.head[5] & FLAG_LAST ? NULL : DAMAGED;
}

const char *ogg_strip(const void *bytes, size_t len, struct buffer *ret_ogg)
{
    struct cursor in;
    struct page first;
    cursor_init(&in, bytes, len);
    if (len < 4 || memcmp(bytes, "OggS", 4) != 0)
        return "This is no Ogg Opus file. Save the sound as Ogg Opus (opusenc, or any audio program).";
    if (!page_read(&in, &first))
        return DAMAGED;
    bool opus = first.body_len >= 8 && memcmp(first.body, "OpusHead", 8) == 0;
    if (!opus || !(first.head[5] & FLAG_FIRST) || !is_one_packet(&first))
        return "The sound is not Opus. Save it as Ogg Opus (opusenc, or any audio program).";
    uint32_t serial = u32(first.head + 14);
    const char *why = skip_tags(&in, serial);
    if (why)
        return why;
    if (!page_write(&first, 0, ret_ogg) || !write_tags(ret_ogg))
        return "There is not enough memory for this sound.";
    return copy_rest(&in, serial, ret_ogg);
}
