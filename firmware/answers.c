#include "firmware/answers.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/cursor.h"
#include "seal/envelope.h"

#define DROP_NAME (ID_HEX + 1 + 8 + 4) /* <tag>-<YYYYMMDD>.age */
#define FOUND_KEPT (sizeof((struct visit *)0)->found / sizeof((struct visit *)0)->found[0])

static const char *member(const json_t *object, const char *key, size_t least, size_t most)
{
    const json_t *value = json_object_get(object, key);
    const char *text = json_string_value(value);
    size_t len = json_string_length(value);
    return text && len >= least && len <= most ? text : NULL;
}

static bool member_id(const json_t *object, const char *key, uint8_t ret_id[static ID_BYTES])
{
    const char *text = member(object, key, ID_HEX, ID_HEX);
    return text && hex_read(text, ID_HEX, ret_id, ID_BYTES);
}

static bool state_known(const char *state)
{
    static const char *const known[] = {"received", "working", "answered", "closed"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!strcmp(state, known[i]))
            return true;
    return false;
}

static bool day_form(const char *day)
{
    for (int i = 0; i < 10; i++)
        if (i == 4 || i == 7 ? day[i] != '-' : day[i] < '0' || day[i] > '9')
            return false;
    return true;
}

static bool fields_read(const json_t *root, struct answer_read *out)
{
    const json_t *n = json_object_get(root, "n");
    const char *kind = member(root, "kind", 6, 6);
    const char *day = member(root, "day", 10, 10);
    const char *language = member(root, "lang", 1, sizeof out->found.language - 1);
    const char *state = member(root, "state", 1, sizeof out->state - 1);
    const char *text = member(root, "text", 0, ANSWER_TEXT_BYTES);
    if (json_integer_value(json_object_get(root, "v")) != 1 || !kind || strcmp(kind, "answer"))
        return false;
    if (!day || !day_form(day) || !language || !state || !state_known(state) || !text)
        return false;
    if (!json_is_integer(n) || json_integer_value(n) < 0 || json_integer_value(n) >= ANSWERS_OF_A_THREAD)
        return false;
    if (!member_id(root, "thread", out->trace.thread) || !member_id(root, "team", out->trace.team))
        return false;
    const json_t *deleted = json_object_get(root, "deleted");
    if (deleted && !json_is_boolean(deleted))
        return false;
    out->deleted = json_is_true(deleted);
    out->n = out->found.n = (uint32_t)json_integer_value(n);
    strcpy(out->state, state);
    strcpy(out->found.day, day);
    strcpy(out->found.language, language);
    strcpy(out->found.text, text);
    return true;
}

static bool signed_by_team(const struct network_team *team, const char *json, size_t len)
{
    for (size_t i = 0; i < team->signer_count; i++)
        if (seal_verify(SEAL_ANSWER, team->signers[i], json, len) == SEAL_OK)
            return true;
    return false;
}

bool answer_read(const struct network *network, const char *json, size_t len, struct answer_read *ret_answer)
{
    if (len > ANSWER_PLAIN)
        return false;
    json_t *root = json_loadb(json, len, JSON_REJECT_DUPLICATES, NULL);
    /* Whose key should have signed stands inside, so it is read before it is believed. */
    struct answer_read answer = {0};
    bool good = json_is_object(root) && fields_read(root, &answer);
    json_decref(root);
    const struct network_team *team = good ? network_team(network, answer.trace.team) : NULL;
    good = team && signed_by_team(team, json, len);
    if (good)
        *ret_answer = answer;
    explicit_bzero(&answer, sizeof answer);
    return good;
}

struct search {
    uint8_t tag[ANSWERS_OF_A_THREAD][ID_BYTES];
    char name[ANSWERS_OF_A_THREAD][ANSWER_COPIES][DROP_NAME + 1];
    size_t names[ANSWERS_OF_A_THREAD];
    char json[ANSWER_PLAIN + 1];
    struct answer_read answer;
};
_Static_assert(sizeof(struct search) <= ANSWERS_SCRATCH, "scratch holds a search");

static bool look_at(void *ctx, const char *name)
{
    struct search *search = ctx;
    uint8_t tag[ID_BYTES];
    if (strlen(name) != DROP_NAME || name[ID_HEX] != '-' || strcmp(name + DROP_NAME - 4, ".age") ||
        !hex_read(name, ID_HEX, tag, ID_BYTES))
        return true;
    for (size_t n = 0; n < ANSWERS_OF_A_THREAD; n++)
        if (!memcmp(search->tag[n], tag, ID_BYTES) && search->names[n] < ANSWER_COPIES)
            strcpy(search->name[n][search->names[n]++], name);
    return true;
}

static bool open_one(struct disk *drops, const struct network *network, const struct receipt_keys *keys,
    const char *name, struct search *search)
{
    struct buffer file;
    size_t len = 0;
    buffer_init(&file, ANSWER_BYTES);
    bool good = disk_get(drops, name, &file) == BASE_OK &&
                answer_open(&keys->identity, file.bytes, file.len, search->json, &len) == SEAL_OK &&
                answer_read(network, search->json, len, &search->answer);
    buffer_clear(&file);
    return good;
}

static void keep_newest(struct visit *visit, const struct visit_found *found)
{
    memmove(&visit->found[1], &visit->found[0], (FOUND_KEPT - 1) * sizeof visit->found[0]);
    visit->found[0] = *found;
    if (visit->found_count < FOUND_KEPT)
        visit->found_count++;
}

static void take(const struct network *network, const struct answer_read *answer, struct visit *visit)
{
    const struct network_team *team = network_team(network, answer->trace.team);
    snprintf(visit->found_team, sizeof visit->found_team, "%s", network_text(&team->name, visit->language));
    while (!utf8_valid(visit->found_team, strlen(visit->found_team))) /* cut inside a character */
        visit->found_team[strlen(visit->found_team) - 1] = 0;
    strcpy(visit->found_state, answer->state);
    if (answer->deleted) { /* what they said before is not shown any more either */
        explicit_bzero(visit->found, sizeof visit->found);
        visit->found_count = 0;
        visit->found_deleted = true;
    }
    if (answer->found.text[0] || answer->deleted)
        keep_newest(visit, &answer->found);
}

bool answers_find(struct disk *drops, const struct network *network, const struct receipt_keys *keys,
    void *scratch, struct visit *visit, struct answer_trace *ret_trace)
{
    struct search *search = scratch;
    struct answer_trace trace = {0};
    bool any = false;
    for (uint32_t n = 0; n < ANSWERS_OF_A_THREAD; n++)
        receipt_tag(keys->drop, n, search->tag[n]);
    /* A folder that cannot be read is to the person as one with nothing in it. */
    (void)!drops->ops->list(drops->self, "", look_at, search);
    for (uint32_t n = 0; n < ANSWERS_OF_A_THREAD; n++) {
        for (size_t copy = 0; copy < search->names[n]; copy++) {
            if (!open_one(drops, network, keys, search->name[n][copy], search) || search->answer.n != n)
                continue;
            /* The first answer says which thread these digits belong to; none may speak of another. */
            if (any && memcmp(trace.thread, search->answer.trace.thread, ID_BYTES))
                continue;
            if (!any) {
                visit->found_count = 0;
                visit->found_deleted = false;
            }
            any = true;
            if (visit->found_deleted)
                break;
            trace = search->answer.trace;
            take(network, &search->answer, visit);
            break;
        }
    }
    if (any)
        *ret_trace = trace;
    return any;
}
