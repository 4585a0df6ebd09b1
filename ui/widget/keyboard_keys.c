/* Which keys stand where: rows filled in alphabet order, or as people know them, in as many pages as it
 * takes. */
#include "keyboard_keys.h"

#include <string.h>

const char *keys_language(const struct pass *pass)
{
    return pass->state->latin ? "en" : pass->language;
}

bool keys_pinyin(const struct pass *pass)
{
    return keyboard_alphabet_of(keys_language(pass))->pinyin;
}

static struct key *add_key(struct keys *keys, const char *text, int row)
{
    if (keys->count == KEYS_MAX)
        return &keys->in[KEYS_MAX - 1];
    struct key *key = &keys->in[keys->count++];
    *key = (struct key){.text = text, .row = row};
    keys->rows = row + 1 > keys->rows ? row + 1 : keys->rows;
    return key;
}

/* The next word of a list; "|" is a word. NULL at its end. */
static const char *next_word(const char **list, size_t *ret_len)
{
    const char *word = *list + strspn(*list, " ");
    *ret_len = strcspn(word, " ");
    *list = word + *ret_len;
    return *ret_len ? word : NULL;
}

static int rows_of(const char *list, int columns)
{
    int rows = 1, at = 0;
    size_t len;
    for (const char *word; (word = next_word(&list, &len));) {
        if (*word == '|' && len == 1) {
            rows += at > 0;
            at = 0;
            continue;
        }
        rows += at == columns;
        at = at == columns ? 1 : at + 1;
    }
    return rows;
}

/* As many as the language likes; more where its rows would not have room. */
static int columns_for(const char *list, int liked, const struct key_room *room)
{
    int columns = liked < room->columns ? liked : room->columns;
    while (columns < room->columns && rows_of(list, columns) > room->rows)
        columns++;
    return columns;
}

static void add_forms(struct key *key)
{
    unsigned family = keyboard_family_of(key->text);
    if (!family)
        return;
    key->kind = KEY_OPENS;
    key->leads = keyboard_families[family - 1].forms;
}

static void add_list(struct pass *pass, struct keys *keys, const char *list, int columns, bool forms)
{
    int row = 0, at = 0;
    size_t len;
    for (const char *word; (word = next_word(&list, &len));) {
        bool bar = *word == '|' && len == 1;
        if ((bar && at > 0) || at == columns) {
            row++;
            at = 0;
        }
        if (bar)
            continue;
        struct key *key = add_key(keys, scratch_text(pass, word, len), row);
        if (forms)
            add_forms(key);
        at++;
    }
}

/* The second word of each pair. */
static const char *made_of(struct pass *pass, const char *pairs)
{
    const char *made = "";
    size_t len, at = 0;
    for (const char *word; (word = next_word(&pairs, &len)); at++)
        if (at % 2)
            made = *made ? scratch_join(pass, made, " ", scratch_text(pass, word, len))
                         : scratch_text(pass, word, len);
    return made;
}

/* What the dead key makes of this letter, or the letter. */
static const char *with_accent(struct pass *pass, const char *pairs, const char *text)
{
    size_t len, wanted = strlen(text);
    for (const char *word; (word = next_word(&pairs, &len));) {
        bool this = len == wanted && memcmp(word, text, len) == 0;
        word = next_word(&pairs, &len);
        if (!word)
            break;
        if (this)
            return scratch_text(pass, word, len);
    }
    return text;
}

static void add_familiar_key(struct pass *pass, struct keys *keys, const char *text, int row)
{
    unsigned dead = pass->state->dead;
    if (keys_pinyin(pass)) /* the marks of Chinese stand on the keys of these */
        text = strcmp(text, ",") == 0 ? "，" : strcmp(text, ".") == 0 ? "。" : text;
    if (*text != KEY_DEAD) {
        if (dead)
            text = with_accent(pass, keyboard_dead[dead - 1].pairs, text);
        add_forms(add_key(keys, text, row));
        return;
    }
    struct key *key = add_key(keys, text + 1, row);
    dead = keyboard_dead_of(keys_language(pass), text + 1);
    key->kind = KEY_MAKES;
    key->leads = dead ? made_of(pass, keyboard_dead[dead - 1].pairs) : NULL;
}

static void add_familiar(struct pass *pass, struct keys *keys, const struct keyboard_familiar *familiar)
{
    int row = 0;
    unsigned level = pass->state->level * 2u + pass->state->shift;
    for (int from = 0; from < KEY_ROWS; from++) {
        const char *const *texts = familiar->levels[level % KEY_LEVELS][from];
        for (int k = 0; texts[k]; k++)
            add_familiar_key(pass, keys, texts[k], row);
        row += texts[0] != NULL;
    }
}

static int in_row(const struct keys *keys, int row)
{
    int count = 0;
    for (size_t i = 0; i < keys->count; i++)
        count += keys->in[i].row == row;
    return count;
}

static void measure(struct keys *keys)
{
    keys->rows = keys->widest = keys->pages = 0;
    for (size_t i = 0; i < keys->count; i++) {
        const struct key *key = &keys->in[i];
        int beside = 0;
        for (size_t k = 0; k < keys->count; k++)
            beside += keys->in[k].row == key->row && keys->in[k].page == key->page;
        keys->widest = beside > keys->widest ? beside : keys->widest;
        keys->rows = key->row + 1 > keys->rows ? key->row + 1 : keys->rows;
        keys->pages = key->page + 1 > keys->pages ? key->page + 1 : keys->pages;
    }
}

/* Pages of whole rows, about equally full. */
static void in_pages(struct keys *keys, int rows)
{
    int pages = (keys->rows + rows - 1) / rows, each = pages ? (keys->rows + pages - 1) / pages : 1;
    for (size_t i = 0; i < keys->count; i++) {
        keys->in[i].page = keys->in[i].row / each;
        keys->in[i].row %= each;
    }
}

/* The left half of the rows, then the right half; one below the other where there is room for both. */
static void in_halves(struct keys *keys, int rows)
{
    for (int row = keys->rows - 1; row >= 0; row--) {
        int first = row / rows * rows, here = keys->rows - first < rows ? keys->rows - first : rows;
        int page = first / rows * 2, left = 0, at = 0;
        bool both = here * 2 <= rows;
        for (size_t i = 0; i < keys->count; i++)
            left += keys->in[i].row == row && !keys->in[i].page;
        left = (left + 1) / 2;
        for (size_t i = 0; i < keys->count; i++) {
            struct key *key = &keys->in[i];
            if (key->row != row || key->page)
                continue;
            bool right = at++ >= left;
            key->page = page + (right && !both) + 1; /* one more until all are placed */
            key->row = both ? (row - first) * 2 + right : row - first;
        }
    }
    for (size_t i = 0; i < keys->count; i++)
        keys->in[i].page--;
}

static int widest_row(const struct keys *keys)
{
    int widest = 0;
    for (int row = 0; row < keys->rows; row++) {
        int count = in_row(keys, row);
        widest = count > widest ? count : widest;
    }
    return widest;
}

void keys_for(struct pass *pass, const struct key_room *room, struct keys *keys)
{
    const struct widget_state *state = pass->state;
    const char *language = keys_language(pass), *list = NULL;
    const struct keyboard_alphabet *alphabet = keyboard_alphabet_of(language);
    const struct keyboard_familiar *familiar = keyboard_familiar_of(language);
    memset(keys, 0, sizeof(*keys));
    if (state->opened)
        list = keyboard_families[state->opened - 1].forms;
    else if (state->layer == 1)
        list = alphabet->marks;
    else if (!state->familiar || !familiar)
        list = state->shift && alphabet->shifted[0] ? alphabet->shifted : alphabet->letters;
    if (list)
        add_list(pass, keys, list, columns_for(list, alphabet->columns, room), !state->opened);
    else
        add_familiar(pass, keys, familiar);
    if (widest_row(keys) > room->columns)
        in_halves(keys, room->rows);
    else
        in_pages(keys, room->rows);
    measure(keys);
    keys->from_right = list && state->layer == 0 && language_right_to_left(language);
}

static int familiar_rows(const struct keyboard_familiar *familiar)
{
    int rows = 0;
    for (int row = 0; familiar && row < KEY_ROWS; row++)
        rows += familiar->levels[0][row][0] != NULL;
    return rows;
}

int keys_rows_most(const struct pass *pass, const struct key_room *room)
{
    const struct keyboard_alphabet *own = keyboard_alphabet_of(pass->language);
    int letters = rows_of(own->letters, columns_for(own->letters, own->columns, room));
    int marks = rows_of(own->marks, columns_for(own->marks, own->columns, room));
    int rows = familiar_rows(keyboard_familiar_of(pass->language));
    rows = letters > rows ? letters : rows;
    rows = marks > rows ? marks : rows;
    return rows < room->rows ? rows : room->rows;
}

const char *keys_third(struct pass *pass)
{
    const struct keyboard_familiar *familiar = keyboard_familiar_of(keys_language(pass));
    const char *name = "";
    int found = 0;
    for (int row = 0; familiar && row < KEY_ROWS; row++)
        for (int k = 0; found < 2 && familiar->levels[2][row][k]; k++) {
            const char *text = familiar->levels[2][row][k];
            if (*text == KEY_DEAD || keyboard_combines(text))
                continue;
            name = found++ ? scratch_join(pass, name, " ", text) : text;
        }
    return name;
}

int keys_gap_x(const struct pass *pass)
{
    return mx(pass, TOUCH_GAP_MM) + 1;
}

int keys_gap_y(const struct pass *pass)
{
    return my(pass, TOUCH_GAP_MM) + 1;
}
