#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/cursor.h"
#include "seal/receipt.h"
#include "sync/desk/room.h"

void person_new(struct person *person)
{
    randombytes_buf(person->thread, ID_BYTES);
    randombytes_buf(person->drop, sizeof person->drop);
    assert_int_equal(seal_identity_new(&person->identity), SEAL_OK);
    seal_signer_new(&person->signer);
}

static int write_head(const struct person *person, const char *kind, char *json, size_t cap)
{
    uint8_t id[ID_BYTES];
    char id_hex[ID_HEX + 1], thread_hex[ID_HEX + 1];
    randombytes_buf(id, sizeof id);
    hex_write(id, ID_BYTES, id_hex);
    hex_write(person->thread, ID_BYTES, thread_hex);
    return snprintf(json, cap,
        "{\"v\":1,\"kind\":\"%s\",\"id\":\"%s\",\"thread\":\"%s\",\"place\":\"demo-1\",\"day\":\"2026-11-"
        "20\","
        "\"lang\":\"ar\",",
        kind, id_hex, thread_hex);
}

void person_help(struct room *room, const struct person *person, const char *fields)
{
    char json[DOCUMENT_BYTES], to[SEAL_RECIPIENT_TEXT], drop[65], sign[65];
    seal_recipient_text(person->identity.recipient, to);
    hex_write(person->drop, 32, drop);
    hex_write(person->signer.public_key, 32, sign);
    int len = write_head(person, "help", json, sizeof json);
    snprintf(json + len, sizeof json - (size_t)len,
        "\"form\":{\"id\":\"help\",\"version\":1},%s,\"keys\":1,\"reply\":{\"to\":\"%s\",\"drop\":\"%s\","
        "\"sign\":\"%s\"}}",
        fields, to, drop, sign);
    room_inner(room, json);
}

void person_later(struct room *room, const struct person *person, const struct seal_signer *signer,
    const char *kind, const char *fields)
{
    char json[DOCUMENT_BYTES];
    int head = write_head(person, kind, json, sizeof json);
    head += snprintf(json + head, sizeof json - (size_t)head, "%s,\"keys\":1}", fields);
    size_t len = (size_t)head;
    assert_int_equal(seal_sign(SEAL_DOCUMENT, signer, json, &len, sizeof json - 1), SEAL_OK);
    json[len] = '\0';
    room_inner(room, json);
}

size_t person_finds(const struct room *room, const struct person *person, uint32_t n)
{
    uint8_t tag[ID_BYTES];
    size_t found = 0;
    receipt_tag(person->drop, n, tag);
    for (size_t i = 0; i < room->sent_count; i++) {
        found += room->sent[i].type == OUTER_ANSWER && memcmp(room->sent[i].tag, tag, ID_BYTES) == 0;
    }
    return found;
}

void person_reads(
    const struct room *room, const struct person *person, uint32_t n, char ret_json[static 4096])
{
    uint8_t tag[ID_BYTES];
    size_t len;
    receipt_tag(person->drop, n, tag);
    for (size_t i = 0; i < room->sent_count; i++) {
        if (room->sent[i].type == OUTER_ANSWER && memcmp(room->sent[i].tag, tag, ID_BYTES) == 0) {
            assert_memory_equal(room->sent[i].to, room->keys.zone, ID_BYTES);
            assert_int_equal(
                answer_open(&person->identity, room->sent[i].inner, ANSWER_BYTES, ret_json, &len), SEAL_OK);
            assert_int_equal(seal_verify(SEAL_ANSWER, room->keys.laptop.public_key, ret_json, len), SEAL_OK);
            return;
        }
    }
    fail_msg("no answer %u was sent", n);
}
