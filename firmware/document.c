#include "firmware/document.h"

#include "base/json_write.h"
#include "screen/answers.h"

#define URGENCY_SOON 2    /* up to here the hour matters to who reads it */
#define URGENCY_MESSAGE 3 /* a later document has no questions that could raise it */

static void write_head(
    struct json_write *json, const struct document_head *head, const char *kind, int urgency, bool hour)
{
    json_open(json, '{');
    json_member_int(json, "v", 1);
    json_member_text(json, "kind", kind);
    json_member_hex(json, "id", head->id, ID_BYTES);
    json_member_hex(json, "thread", head->thread, ID_BYTES);
    json_member_text(json, "place", head->place);
    json_member_text(json, "day", head->day[0] ? head->day : "unknown");
    if ((hour || urgency <= URGENCY_SOON) && head->hour >= 0)
        json_member_int(json, "hour", head->hour);
    json_member_text(json, "lang", head->language);
    json_member_int(json, "urgency", urgency);
}

static void write_several(struct json_write *json, const struct answer_leaving *answer)
{
    json_open(json, '[');
    for (size_t i = 0; i < answer->question->choice_count; i++)
        if (answer->chosen >> i & 1)
            json_text(json, answer->question->choices[i].name);
    json_close(json, ']');
}

static bool write_answer(void *ctx, const struct answer_leaving *answer)
{
    struct json_write *json = ctx;
    const struct form_question *question = answer->question;
    switch (question->type) {
    case QUESTION_ONE:
        for (size_t i = 0; i < question->choice_count; i++)
            if (answer->chosen >> i & 1) {
                json_member_text(json, question->name, question->choices[i].name);
                break;
            }
        break;
    case QUESTION_SEVERAL:
        json_key(json, question->name);
        write_several(json, answer);
        break;
    case QUESTION_TEXT:
    case QUESTION_INTEGER:
    case QUESTION_DATE:
    case QUESTION_PHONE:
        json_member_text(json, question->name, answer->text);
        break;
    case QUESTION_NOTE:
    case QUESTION_CONSENT:
    case QUESTION_CALCULATE:
        break;
    }
    return true;
}

static bool write_consent(void *ctx, const struct answer_leaving *answer)
{
    struct json_write *json = ctx;
    if (answer->question->type != QUESTION_CONSENT)
        return true;
    for (size_t i = 0; i < answer->question->choice_count; i++) {
        json_key(json, answer->question->choices[i].name);
        json_bool(json, answer->chosen >> i & 1);
    }
    return true;
}

/* Kinds of bodies that must not get it; absent when there are none. */
static void write_exclude(struct json_write *json, const struct form *form, const struct visit *visit)
{
    const char *kinds[EXCLUDED_MOST];
    size_t count = answers_excluded(form, visit, kinds);
    if (count == 0)
        return;
    json_key(json, "exclude");
    json_open(json, '[');
    for (size_t i = 0; i < count; i++)
        json_text(json, kinds[i]);
    json_close(json, ']');
}

static void write_reply(struct json_write *json, const struct receipt_keys *keys)
{
    char to[SEAL_RECIPIENT_TEXT];
    seal_recipient_text(keys->identity.recipient, to);
    json_key(json, "reply");
    json_open(json, '{');
    json_member_text(json, "to", to);
    json_member_hex(json, "drop", keys->drop, sizeof keys->drop);
    json_member_hex(json, "sign", keys->signer.public_key, sizeof keys->signer.public_key);
    json_close(json, '}');
}

bool document_form(const struct document_head *head, const struct form *form, const struct visit *visit,
    const struct receipt_keys *keys, char *ret_json, size_t cap, size_t *ret_len)
{
    struct json_write json;
    json_write_init(&json, ret_json, cap);
    write_head(
        &json, head, form_kind(visit->form), answers_urgency(form, visit), answers_ask_call(form, visit));
    json_key(&json, "form");
    json_open(&json, '{');
    json_member_text(&json, "id", form->id);
    json_member_int(&json, "version", form->version);
    json_close(&json, '}');
    json_key(&json, "answers");
    json_open(&json, '{');
    answers_leaving(form, visit, write_answer, &json);
    json_close(&json, '}');
    json_key(&json, "consent");
    json_open(&json, '{');
    answers_leaving(form, visit, write_consent, &json);
    json_close(&json, '}');
    write_exclude(&json, form, visit);
    json_member_int(&json, "keys", head->keys_version);
    write_reply(&json, keys);
    json_close(&json, '}');
    if (!json_done(&json))
        return false;
    *ret_len = json.len;
    return true;
}

/* The end of a later document: keys, signature. */
static bool end_later(struct json_write *json, const struct document_head *head,
    const struct receipt_keys *keys, size_t cap, size_t *ret_len)
{
    json_member_int(json, "keys", head->keys_version);
    json_close(json, '}');
    if (!json_done(json))
        return false;
    size_t len = json->len;
    if (seal_sign(SEAL_DOCUMENT, &keys->signer, json->out, &len, cap) != SEAL_OK)
        return false;
    *ret_len = len;
    return true;
}

bool document_message(const struct document_head *head, const struct visit *visit,
    const struct receipt_keys *keys, char *ret_json, size_t cap, size_t *ret_len)
{
    struct json_write json;
    json_write_init(&json, ret_json, cap);
    write_head(&json, head, "message", URGENCY_MESSAGE, false);
    json_key(&json, "answers");
    json_open(&json, '{');
    json_member_text(&json, "text", visit->write_back);
    json_close(&json, '}');
    return end_later(&json, head, keys, cap, ret_len);
}

bool document_take_back(const struct document_head *head, const struct visit *visit,
    const struct receipt_keys *keys, char *ret_json, size_t cap, size_t *ret_len)
{
    struct json_write json;
    bool any = false;
    json_write_init(&json, ret_json, cap);
    write_head(&json, head, "withdraw", URGENCY_MESSAGE, false);
    json_key(&json, "consent");
    json_open(&json, '{');
    for (size_t i = 0; i < TAKE_BACK_MOST; i++) {
        if (!visit->taken_back[i].name[0])
            continue;
        json_key(&json, visit->taken_back[i].name);
        json_bool(&json, false);
        any = true;
    }
    json_close(&json, '}');
    return any && end_later(&json, head, keys, cap, ret_len);
}

bool document_delete(const struct document_head *head, const struct receipt_keys *keys, char *ret_json,
    size_t cap, size_t *ret_len)
{
    struct json_write json;
    json_write_init(&json, ret_json, cap);
    write_head(&json, head, "withdraw", URGENCY_MESSAGE, false);
    json_key(&json, "delete");
    json_bool(&json, true);
    return end_later(&json, head, keys, cap, ret_len);
}
