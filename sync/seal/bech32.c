#include "bech32.h"

#include <string.h>

#include <sodium.h>

#define GROUPS 52 /* of five bits: 32 bytes and four bits of padding */
#define CHECKSUM 6

static const char alphabet[33] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/* One step of the checksum, BIP 173 "polymod". */
static uint32_t polymod(uint32_t sum, uint8_t value)
{
    static const uint32_t generator[5] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    uint32_t top = sum >> 25;
    sum = (sum & 0x1ffffff) << 5 ^ value;
    for (int bit = 0; bit < 5; bit++)
        sum ^= generator[bit] & (0U - (top >> bit & 1));
    return sum;
}

static uint32_t polymod_prefix(const char *prefix)
{
    uint32_t sum = 1;
    for (const char *p = prefix; *p; p++)
        sum = polymod(sum, (uint8_t)*p >> 5);
    sum = polymod(sum, 0);
    for (const char *p = prefix; *p; p++)
        sum = polymod(sum, *p & 31);
    return sum;
}

static char cased(char c, enum bech32_case letters)
{
    return letters == BECH32_UPPER && c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

void bech32_write(
    const char *prefix, enum bech32_case letters, const uint8_t bytes[static 32], char *ret_text)
{
    uint8_t groups[GROUPS + CHECKSUM];
    uint32_t sum = polymod_prefix(prefix), bits = 0;
    int have = 0, next = 0;
    for (int i = 0; i < GROUPS; i++) {
        if (have < 5) {
            bits = bits << 8 | (next < 32 ? bytes[next] : 0);
            next++;
            have += 8;
        }
        have -= 5;
        groups[i] = bits >> have & 31;
        sum = polymod(sum, groups[i]);
    }
    for (int i = 0; i < CHECKSUM; i++)
        sum = polymod(sum, 0);
    sum ^= 1;
    for (int i = 0; i < CHECKSUM; i++)
        groups[GROUPS + i] = sum >> 5 * (CHECKSUM - 1 - i) & 31;
    char *out = ret_text;
    for (const char *p = prefix; *p; p++)
        *out++ = cased(*p, letters);
    *out++ = '1';
    for (int i = 0; i < GROUPS + CHECKSUM; i++)
        *out++ = cased(alphabet[groups[i]], letters);
    *out = 0;
    sodium_memzero(groups, sizeof groups);
}

/* 0 to 31, or 32 for no character of the alphabet; looks at all of them each time. */
static uint8_t group_of(char c, enum bech32_case letters)
{
    uint32_t found = 32;
    for (uint32_t i = 0; i < 32; i++) {
        uint32_t differs = (uint8_t)c ^ (uint8_t)cased(alphabet[i], letters);
        uint32_t equal = (differs - 1) >> 31;
        found ^= (found ^ i) & (0U - equal);
    }
    return (uint8_t)found;
}

static bool data_read(const char *prefix, enum bech32_case letters, const char *data, uint8_t *ret_groups)
{
    uint32_t sum = polymod_prefix(prefix);
    unsigned wrong = 0;
    for (int i = 0; i < BECH32_DATA; i++) {
        ret_groups[i] = group_of(data[i], letters);
        wrong |= ret_groups[i] & 32;
        sum = polymod(sum, ret_groups[i]);
    }
    return !wrong && sum == 1 && !(ret_groups[GROUPS - 1] & 15);
}

bool bech32_read(
    const char *prefix, enum bech32_case letters, const char *text, size_t len, uint8_t ret_bytes[static 32])
{
    size_t head = strlen(prefix);
    if (len != head + 1 + BECH32_DATA || text[head] != '1')
        return false;
    for (size_t i = 0; i < head; i++)
        if (text[i] != cased(prefix[i], letters))
            return false;
    uint8_t groups[BECH32_DATA];
    bool valid = data_read(prefix, letters, text + head + 1, groups);
    if (valid) {
        uint32_t bits = 0;
        int have = 0, next = 0;
        for (int i = 0; i < GROUPS; i++) {
            bits = bits << 5 | groups[i];
            have += 5;
            if (have >= 8 && next < 32) {
                have -= 8;
                ret_bytes[next++] = (uint8_t)(bits >> have);
            }
        }
    }
    sodium_memzero(groups, sizeof groups);
    return valid;
}
