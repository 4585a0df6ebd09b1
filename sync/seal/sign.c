/* Signed documents (docs/formats.md): the signature is the last member of the document itself. */
#include "seal/keys.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/cursor.h"

#define OPENING ",\"sig\":\""
#define OPENING_BYTES (sizeof OPENING - 1)
#define SIGNATURE_HEX 128
#define PURPOSE_MOST 24                             /* the longest, with its NUL */
#define STACK_BYTES (DOCUMENT_BYTES + PURPOSE_MOST) /* documents and answers are not copied to the heap */

_Static_assert(SEAL_SIGNATURE_TEXT == OPENING_BYTES + SIGNATURE_HEX + 2, "the signature has one length");
_Static_assert(SEAL_SIGNATURE_TEXT > PURPOSE_MOST, "where the signature goes there is room for the purpose");

/* With its NUL, which is signed too. */
static size_t purpose_text(enum seal_purpose purpose, char ret_text[static PURPOSE_MOST])
{
    static const char texts[][PURPOSE_MOST] = {
        [SEAL_DOCUMENT] = "wayside document v1",
        [SEAL_ANSWER] = "wayside answer v1",
        [SEAL_ACTION] = "wayside action v1",
    };
    memcpy(ret_text, texts[purpose], PURPOSE_MOST);
    return strlen(ret_text) + 1;
}

/* The length of the string that opens at text[0], both quotes counted; 0 when it does not end. */
static size_t string_length(const char *text, size_t len)
{
    for (size_t i = 1; i < len; i++) {
        if (text[i] == '"')
            return i + 1;
        if (text[i] == '\\')
            i++;
    }
    return 0;
}

/* A member of the outermost object that is called "sig", or might be, once its escapes are read. */
static bool member_is_sig(const char *text, size_t string, size_t len)
{
    size_t after = string;
    while (after < len && strchr(" \t\r\n", text[after]) && text[after])
        after++;
    if (after == len || text[after] != ':')
        return false;
    return memchr(text, '\\', string) || (string == 5 && !memcmp(text, "\"sig\"", 5));
}

/* True when body is one open object, {"a":..., as it stands before its last bracket, every string and
 * bracket in it closed, and without a "sig" of its own: so there is one way to read the whole. */
static bool body_valid(const char *body, size_t len)
{
    size_t depth = 0;
    if (len < 2 || body[0] != '{')
        return false;
    for (size_t i = 0; i < len; i++) {
        char c = body[i];
        if (c == '"') {
            size_t string = string_length(body + i, len - i);
            if (!string || (depth == 1 && member_is_sig(body + i, string, len - i)))
                return false;
            i += string - 1;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if (c == '}' || c == ']') {
            if (--depth == 0)
                return false;
        } else if (!c) {
            return false;
        }
    }
    return depth == 1;
}

enum seal_error seal_sign(
    enum seal_purpose purpose, const struct seal_signer *signer, char *json, size_t *len, size_t cap)
{
    char text[PURPOSE_MOST];
    uint8_t signature[crypto_sign_BYTES];
    size_t body = *len ? *len - 1 : 0;
    if (!body || json[body] != '}' || !body_valid(json, body))
        return SEAL_FORM;
    if (cap < body || cap - body < SEAL_SIGNATURE_TEXT)
        return SEAL_SIZE;
    /* what is signed must stand in one piece; the place of the signature lends its room for the purpose */
    size_t before = purpose_text(purpose, text);
    memmove(json + before, json, body);
    memcpy(json, text, before);
    crypto_sign_detached(signature, NULL, (const uint8_t *)json, before + body, signer->secret);
    memmove(json, json + before, body);
    char hex[SIGNATURE_HEX + 1];
    hex_write(signature, sizeof signature, hex);
    memcpy(json + body, OPENING, OPENING_BYTES);
    memcpy(json + body + OPENING_BYTES, hex, SIGNATURE_HEX);
    *len = body + SEAL_SIGNATURE_TEXT;
    json[*len - 2] = '"';
    json[*len - 1] = '}';
    return SEAL_OK;
}

size_t seal_signed_body(const char *json, size_t len)
{
    while (len && json[len - 1] == ' ')
        len--;
    if (len <= SEAL_SIGNATURE_TEXT)
        return 0;
    size_t body = len - SEAL_SIGNATURE_TEXT;
    uint8_t signature[crypto_sign_BYTES];
    const char *opening = json + body, *hex = opening + OPENING_BYTES;
    if (memcmp(opening, OPENING, OPENING_BYTES) != 0 || memcmp(json + len - 2, "\"}", 2) != 0 ||
        !hex_read(hex, SIGNATURE_HEX, signature, sizeof signature) || !body_valid(json, body))
        return 0;
    return body;
}

enum seal_error seal_verify(
    enum seal_purpose purpose, const uint8_t public_key[static 32], const char *json, size_t len)
{
    uint8_t stack[STACK_BYTES], signature[crypto_sign_BYTES];
    size_t body = seal_signed_body(json, len);
    if (!body || !hex_read(json + body + OPENING_BYTES, SIGNATURE_HEX, signature, sizeof signature))
        return SEAL_SIGNATURE;
    uint8_t *whole = body + PURPOSE_MOST <= sizeof stack ? stack : malloc(body + PURPOSE_MOST);
    if (!whole)
        return SEAL_NO_MEMORY;
    size_t before = purpose_text(purpose, (char *)whole);
    memcpy(whole + before, json, body);
    int failed = crypto_sign_verify_detached(signature, whole, before + body, public_key);
    sodium_memzero(whole, before + body);
    if (whole != stack)
        free(whole);
    return failed ? SEAL_SIGNATURE : SEAL_OK;
}
