/* Chinese: the letters of pinyin stand in the field, before the caret, until a word is chosen for them. So
 * they are part of the visit like all that is typed; only how many they are is remembered beside it. */
#include <stdio.h>
#include <string.h>

#include "keyboard_keys.h"
#include "pinyin/pinyin.h"

#define WORD_BYTES 160

static bool is_letter(const char *text)
{
    return (text[0] >= 'a' && text[0] <= 'z' && !text[1]) || strcmp(text, "ü") == 0;
}

static const char *composed(const struct pass *pass, const struct text_field *field)
{
    return field->bytes + field->caret - pass->state->composing;
}

/* What is composed stands before the caret, or nothing is: the caret may have been moved. */
static size_t composing(struct pass *pass, const struct text_field *field)
{
    struct widget_state *state = pass->state;
    if (!keys_pinyin(pass) || state->composing > field->caret)
        state->composing = 0;
    const char *letters = composed(pass, field);
    for (size_t i = 0; i < state->composing; i++) {
        unsigned char c = (unsigned char)letters[i];
        if (!(c >= 'a' && c <= 'z') && c != '\'' && c != 0xc3 && c != 0xbc)
            state->composing = 0;
    }
    return state->composing;
}

static size_t look_up(struct pass *pass, const struct text_field *field)
{
    size_t len = composing(pass, field);
    return len && pass->pinyin ? pinyin_look(pass->pinyin, composed(pass, field), len) : 0;
}

/* Word n instead of the letters that it stands for. */
static void choose(struct pass *pass, struct text_field *field, size_t n)
{
    char word[WORD_BYTES];
    struct widget_state *state = pass->state;
    snprintf(word, sizeof(word), "%s", pinyin_word(pass->pinyin, n));
    size_t taken = pinyin_taken(pass->pinyin, n), before = state->composing;
    taken = taken < before ? taken : before;
    if (field_replace(field, before, taken, word))
        state->composing = (uint8_t)(before - taken);
    state->words_from = 0;
    explicit_bzero(word, sizeof(word));
}

/* All of it, each time with the likeliest word. */
static void choose_all(struct pass *pass, struct text_field *field)
{
    size_t before;
    while ((before = composing(pass, field)) > 0 && look_up(pass, field) > 0) {
        choose(pass, field, 0);
        if (pass->state->composing == before)
            break; /* the field is full */
    }
    pass->state->composing = 0;
}

void compose_type(struct pass *pass, struct text_field *field, const char *text)
{
    struct widget_state *state = pass->state;
    bool letters = keys_pinyin(pass) && state->layer == 0;
    size_t len = strlen(text), before = composing(pass, field);
    bool letter = letters && (is_letter(text) || (*text == '\'' && before > 0));
    if (letter && before + len >= PINYIN_LETTERS) {
        choose_all(pass, field);
        before = 0;
    }
    if (!letter && before > 0) {
        choose_all(pass, field);
        if (strcmp(text, " ") == 0)
            return; /* the space took the word */
    }
    if (field_insert(field, text) && letter) /* when it is full the limit is already shown */
        state->composing = (uint8_t)(before + len);
    state->words_from = 0;
}

void compose_backspace(struct pass *pass, struct text_field *field)
{
    size_t before = composing(pass, field), len = field->len;
    field_backspace(field);
    len -= field->len;
    pass->state->composing = (uint8_t)(before > len ? before - len : 0);
    pass->state->words_from = 0;
}

bool keyboard_composing(struct pass *pass, const struct text_field *field)
{
    return composing(pass, field) > 0;
}

static int word_width(struct pass *pass, const struct look *look, const char *word, int most)
{
    int w = paragraph_width(words_layout(pass, look, word, 100000)) + mx(pass, 6);
    int least = mx(pass, TOUCH_W_MM) + 1;
    w = w < least ? least : w;
    return w < most ? w : most;
}

/* The first word after `from` that is on another page of words. */
static size_t page_end(struct pass *pass, const struct look *look, size_t from, size_t count, int width)
{
    size_t n = from;
    for (int x = 0; n < count; n++) {
        int w = word_width(pass, look, pinyin_word(pass->pinyin, n), width);
        if (x + w > width && n > from)
            break;
        x += w + keys_gap_x(pass);
    }
    return n;
}

static size_t page_before(struct pass *pass, const struct look *look, size_t from, size_t count, int width)
{
    size_t at = 0, end;
    while ((end = page_end(pass, look, at, count, width)) < from)
        at = end;
    return at;
}

static struct box take_end(struct pass *pass, struct box *row)
{
    int w = mx(pass, TOUCH_W_MM) + 1;
    struct box key = {row->x + row->w - w, row->y, w, row->h};
    row->w -= w + keys_gap_x(pass);
    return key;
}

static bool word_keys(struct pass *pass, struct box row, struct text_field *field, const struct look *look)
{
    struct widget_state *state = pass->state;
    size_t count = look_up(pass, field), from = state->words_from < count ? state->words_from : 0;
    struct box next = take_end(pass, &row), before = take_end(pass, &row);
    size_t end = page_end(pass, look, from, count, row.w);
    struct key_view arrow = {
        .id = "key.words.next", .icon = "next", .label = say(pass, "Next"), .most_mm = 8};
    bool moved = false;
    if (end < count && one_key(pass, next, &arrow)) {
        state->words_from = (uint16_t)end;
        moved = true;
    }
    arrow = (struct key_view){
        .id = "key.words.before", .icon = "back", .label = say(pass, "Back"), .most_mm = 8};
    if (from > 0 && one_key(pass, before, &arrow)) {
        state->words_from = (uint16_t)page_before(pass, look, from, count, row.w);
        moved = true;
    }
    pass->moved |= moved;
    size_t chosen = count;
    for (size_t n = from; n < end; n++) {
        char id[NODE_ID];
        const char *word = pinyin_word(pass->pinyin, n);
        snprintf(id, sizeof(id), "key.%s", word);
        struct box key = {row.x, row.y, word_width(pass, look, word, row.w), row.h};
        struct key_view view = {
            .id = id, .label = word, .language = "zh", .keep = TEXT_VISIT, .most_mm = look->cap_mm};
        if (one_key(pass, key, &view))
            chosen = n;
        row.x += key.w + keys_gap_x(pass);
        row.w -= key.w + keys_gap_x(pass);
        explicit_bzero(id, sizeof(id));
    }
    if (chosen == count)
        return false;
    choose(pass, field, chosen);
    return true;
}

bool keyboard_words(struct pass *pass, struct box box, struct text_field *field, bool letters)
{
    struct look look = {.cap_mm = cap_body(pass) * 1.15, .language = "zh", .keep = TEXT_VISIT};
    double most = panel_small(pass->panel) ? 5.5 : 8;
    look.cap_mm = look.cap_mm > most ? most : look.cap_mm;
    size_t len = composing(pass, field);
    if (!len)
        return false;
    if (letters) { /* the field is not seen: what is composed stands at the start */
        struct look quiet = {.cap_mm = 3.5, .language = "en", .keep = TEXT_VISIT, .colour = pass->theme->ink};
        const char *words = scratch_text(pass, composed(pass, field), len);
        int w = paragraph_width(words_layout(pass, &quiet, words, 100000)), most_w = box.w / 3;
        w = w < most_w ? w : most_w;
        words_middle(pass, &quiet, words, (struct box){box.x, box.y, w + 1, box.h});
        box.x += w + mx(pass, 3);
        box.w -= w + mx(pass, 3);
    }
    bool changed = word_keys(pass, box, field, &look);
    pass->moved |= changed;
    return changed;
}
