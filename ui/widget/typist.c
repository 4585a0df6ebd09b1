#include "widget/typist.h"

#include <stdio.h>
#include <string.h>

#include "keyboard_layout.h"
#include "text/locale.h"

#define PAGES_MOST 12  /* of a keyboard */
#define OPENED_MOST 4  /* keys on the way to one: a dead key, a row of forms */
#define WORDS_MOST 200 /* pages of words */
#define HAN_MOST 4     /* characters looked for as one word */

/* Keys that change the keyboard, in the order in which they are tried; a key that is not there is left out. L
 * stands on another page on a small panel. "." looks at what there is. */
static const char path[] = "S.SL.S.SLY.X.Y.S.SX.";

static size_t code_point_bytes(const char *text)
{
    size_t len = *text ? 1 : 0;
    while ((text[len] & 0xc0) == 0x80)
        len++;
    return len;
}

static bool is_han(const char *text)
{
    const unsigned char *b = (const unsigned char *)text;
    return (b[0] == 0xe3 && b[1] >= 0x90) || (b[0] >= 0xe4 && b[0] <= 0xe9);
}

static void look_for(struct typist *typist, const char *text, size_t len)
{
    snprintf(typist->key, sizeof(typist->key), "%.*s", (int)len, text);
    typist->path = path;
    typist->turned = typist->opened = typist->sought = 0;
}

static bool begin_word(struct typist *typist)
{
    typist->bytes = typist->at = 0;
    for (size_t i = 0; i < typist->chars; i++)
        typist->bytes += code_point_bytes(typist->text + typist->bytes);
    typist->phase = TYPIST_LETTERS;
    if (!han_letters(typist->text, typist->bytes, typist->letters, sizeof(typist->letters)))
        return false;
    look_for(typist, typist->letters, code_point_bytes(typist->letters));
    return true;
}

struct typist typist_for(const char *text)
{
    struct typist typist = {.text = text, .bytes = code_point_bytes(text)};
    if (!is_han(text)) {
        look_for(&typist, text, typist.bytes);
        return typist;
    }
    for (size_t at = 0; is_han(text + at) && typist.chars < HAN_MOST; at += code_point_bytes(text + at))
        typist.chars++;
    (void)begin_word(&typist);
    return typist;
}

static const struct ui_node *find(const struct ui_node *nodes, size_t count, const char *id)
{
    for (size_t i = 0; i < count; i++)
        if (nodes[i].enabled && strcmp(nodes[i].id, id) == 0)
            return &nodes[i];
    return NULL;
}

static const struct ui_node *opener(const struct ui_node *nodes, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++)
        if (nodes[i].leads && !nodes[i].chosen && keyboard_listed(nodes[i].leads, text))
            return &nodes[i];
    return NULL;
}

static const struct ui_node *find_key(const struct typist *typist, const struct ui_node *nodes, size_t count)
{
    char id[TYPIST_TEXT + 8];
    bool space = strcmp(typist->key, " ") == 0;
    snprintf(id, sizeof(id), "key.%s", space ? "space" : typist->key);
    return find(nodes, count, id);
}

static const char *switch_of(char step)
{
    return step == 'S' ? "key.shift" : step == 'L' ? "key.level" : step == 'Y' ? "key.layer" : "key.script";
}

static const struct ui_node *change(struct typist *typist, const struct ui_node *nodes, size_t count)
{
    const struct ui_node *page = find(nodes, count, "key.page");
    while (*typist->path) {
        char step = *typist->path++;
        if (step == '.') {
            typist->turned = 1;
            typist->sought = 0;
            if (page)
                return page;
            continue;
        }
        const struct ui_node *node = find(nodes, count, switch_of(step));
        if (node)
            return node;
        if (step == 'L' && page && typist->sought++ < PAGES_MOST) {
            typist->path--;
            return page;
        }
    }
    return NULL;
}

/* Towards the key; *ret_there: this is it. */
static const struct ui_node *towards(
    struct typist *typist, const struct ui_node *nodes, size_t count, bool *ret_there)
{
    const struct ui_node *node = find_key(typist, nodes, count), *page = find(nodes, count, "key.page");
    *ret_there = node != NULL;
    if (node)
        return node;
    node = opener(nodes, count, typist->key);
    if (node && typist->opened < OPENED_MOST) {
        typist->opened++;
        return node;
    }
    if (page && typist->turned < PAGES_MOST) {
        typist->turned++;
        return page;
    }
    return change(typist, nodes, count);
}

static const struct ui_node *next_letter(struct typist *typist, const struct ui_node *nodes, size_t count)
{
    bool there;
    const struct ui_node *node = towards(typist, nodes, count, &there);
    if (!there)
        return node;
    typist->erase++;
    typist->at += code_point_bytes(typist->letters + typist->at);
    const char *next = typist->letters + typist->at;
    look_for(typist, next, code_point_bytes(next));
    if (!*next) {
        typist->phase = TYPIST_WORDS;
        look_for(typist, typist->text, typist->bytes);
    }
    return node;
}

static const struct ui_node *next_word(struct typist *typist, const struct ui_node *nodes, size_t count)
{
    const struct ui_node *node = find_key(typist, nodes, count);
    typist->done = node != NULL;
    if (!node && typist->turned++ < WORDS_MOST)
        node = find(nodes, count, "key.words.next");
    if (node)
        return node;
    typist->phase = TYPIST_ERASE;
    return typist_next(typist, nodes, count);
}

const struct ui_node *typist_next(struct typist *typist, const struct ui_node *nodes, size_t count)
{
    switch (typist->phase) {
    case TYPIST_LETTERS:
        return next_letter(typist, nodes, count);
    case TYPIST_WORDS:
        return next_word(typist, nodes, count);
    case TYPIST_ERASE: /* not one word: with a character less */
        if (typist->erase > 0) {
            typist->erase--;
            return find(nodes, count, "key.backspace");
        }
        typist->chars--;
        return typist->chars && begin_word(typist) ? next_letter(typist, nodes, count) : NULL;
    case TYPIST_KEY:
    default:
        return towards(typist, nodes, count, &typist->done);
    }
}
