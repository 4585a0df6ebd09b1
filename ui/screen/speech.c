/* What is read aloud: the page's own words, of which the voice has a clip. A sentence that was put together
 * is said in its parts, a number digit by digit; one with a part that has no clip is left out, not read
 * wrongly. What a person typed or chose is never read. */
#include <string.h>

#include "pack/voice.h"
#include "screen.h"

#define DEPTH 3    /* a day in a sentence in a sentence */
#define NUMBERS 24 /* digits of a telephone number, and its plus */

struct saying {
    struct ui *ui;
    const char *language;
    struct ui_say *say;
    size_t count, most;
};

static bool has(const struct ui *ui, const char *language, const char *text)
{
    const struct content_voice *voice = &ui->content->voice;
    return voice->has && text[0] && voice->has(voice->self, language, text);
}

static bool add(struct saying *saying, const char *text)
{
    if (saying->count == saying->most || !has(saying->ui, saying->language, text))
        return false;
    saying->say[saying->count++] = (struct ui_say){.text = text, .language = saying->language};
    return true;
}

static bool add_number(struct saying *saying, const char *text)
{
    char parts[NUMBERS][4];
    struct pass *pass = &saying->ui->pass;
    size_t count = voice_number(text, NUMBERS, parts);
    for (size_t i = 0; i < count; i++)
        if (!has(saying->ui, saying->language, parts[i]) ||
            !add(saying, scratch_text(pass, parts[i], strlen(parts[i]))))
            return false;
    return count > 0;
}

static const struct mixed *mixed_of(const struct ui *ui, const char *text)
{
    const struct pass_made *made = ui->made[ui->made_now];
    for (size_t i = made->mixed_count; i-- > 0;)
        if (made->mixed[i].text == text)
            return &made->mixed[i];
    return NULL;
}

static bool add_text(struct saying *saying, const char *text, int depth);

static bool add_place(
    struct saying *saying, const struct mixed *mixed, const struct voice_piece *piece, int depth)
{
    for (size_t i = 0; i < mixed->count; i++)
        if (strlen(mixed->names[i]) == piece->len && memcmp(mixed->names[i], piece->text, piece->len) == 0)
            return add_text(saying, mixed->values[i], depth);
    return false;
}

static bool add_mixed(struct saying *saying, const struct mixed *mixed, int depth)
{
    struct voice_piece piece;
    for (size_t i = 0; !mixed->format && i < mixed->count; i++)
        if (mixed->values[i][0] && !add_text(saying, mixed->values[i], depth))
            return false;
    for (const char *at = mixed->format ? mixed->format : ""; voice_next_piece(&at, &piece);) {
        bool added = piece.place ? add_place(saying, mixed, &piece, depth)
                                 : add(saying, scratch_text(&saying->ui->pass, piece.text, piece.len));
        if (!added)
            return false;
    }
    return true;
}

/* All of it, or nothing. */
static bool add_text(struct saying *saying, const char *text, int depth)
{
    size_t before = saying->count;
    if (depth == 0)
        return false;
    if (add(saying, text))
        return true;
    const struct mixed *mixed = mixed_of(saying->ui, text);
    if (mixed ? add_mixed(saying, mixed, depth - 1) : add_number(saying, text))
        return true;
    saying->count = before;
    return false;
}

/* The screens on which a number alone may be a person's own. */
static bool numbers_private(enum screen_id screen)
{
    switch (screen) {
    case SCREEN_FORM:
    case SCREEN_CHECK:
    case SCREEN_RECEIPT:
    case SCREEN_DIGITS:
    case SCREEN_ANSWER:
    case SCREEN_WRITE_BACK:
    case SCREEN_TAKE_BACK:
    case SCREEN_DELETE:
        return true;
    default:
        return false;
    }
}

/* The frame says the same on every page. */
static bool of_frame(const struct ui_node *node)
{
    static const char *const ids[] = {"leave", "demo", "unreviewed", "elsewhere", "check.answer"};
    if (strncmp(node->id, "bar.", 4) == 0 || strncmp(node->id, "page.", 5) == 0)
        return true;
    for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
        if (strcmp(node->id, ids[i]) == 0)
            return true;
    return false;
}

static bool readable(const struct ui_node *node)
{
    bool words = node->role == ROLE_TEXT || node->role == ROLE_HEADING || node->role == ROLE_PICTURE;
    bool pressed = node->role == ROLE_BUTTON || node->role == ROLE_CHOICE || node->role == ROLE_CHECK;
    return node->label && node->label[0] && !node->secret && !of_frame(node) &&
           (words || (pressed && node->enabled));
}

static void read_node(struct saying *saying, const struct ui_node *node, enum screen_id screen)
{
    char parts[NUMBERS][4];
    size_t before = saying->count;
    if (!readable(node) || (numbers_private(screen) && voice_number(node->label, NUMBERS, parts)))
        return;
    saying->language = node->language ? node->language : saying->ui->pass.language;
    if (!add_text(saying, node->label, DEPTH))
        return;
    for (size_t i = before; i < saying->count; i++)
        saying->say[i].begins = i == before;
}

static size_t read_page(struct ui *ui, enum screen_id screen, struct ui_say *say, size_t most)
{
    const struct pass_made *made = ui->made[ui->made_now];
    struct saying saying = {.ui = ui, .language = ui->pass.language, .say = say, .most = most};
    for (size_t i = 0; i < made->node_count; i++) {
        bool again = i > 0 && strcmp(made->nodes[i].label, made->nodes[i - 1].label) == 0;
        if (!again)
            read_node(&saying, &made->nodes[i], screen);
    }
    return saying.count;
}

/* Is the page the first of a topic that somebody has read out? Then that is what is said. */
static size_t read_out(struct ui *ui, const struct visit *visit, struct ui_say *say)
{
    const struct content *content = ui->content;
    bool topic = visit->screen == SCREEN_TOPIC || visit->screen == SCREEN_EPISODE;
    if (!topic || ui->pass.state->page > 0 || ui->pass.state->asking ||
        visit->topic_pack >= content->pack_count)
        return 0;
    const struct pack *pack = content->packs[visit->topic_pack];
    const char mark[] = {VOICE_TOPIC, 0};
    if (visit->topic >= pack->topic_count)
        return 0;
    const char *name = scratch_join(&ui->pass, pack->id, "/", pack->topics[visit->topic].slug);
    name = scratch_join(&ui->pass, mark, "", name);
    const char *language = visit->topic_language[0] ? visit->topic_language : ui->pass.language;
    say[0] = (struct ui_say){.text = name, .language = language, .begins = true};
    return has(ui, language, name);
}

/* One sentence is enough to know; buttons alone are not worth it. */
bool speech_offered(struct ui *ui, const struct visit *visit)
{
    struct ui_say whole[1];
    if (read_out(ui, visit, whole))
        return true;
    const struct pass_made *made = ui->made[ui->made_now];
    struct ui_say say[NUMBERS * 2];
    for (size_t i = 0; i < made->node_count; i++) {
        const struct ui_node *node = &made->nodes[i];
        struct saying saying = {.ui = ui, .say = say, .most = sizeof(say) / sizeof(say[0])};
        if (node->role == ROLE_BUTTON || !readable(node))
            continue;
        saying.language = node->language ? node->language : ui->pass.language;
        if (add_text(&saying, node->label, DEPTH))
            return true;
    }
    return false;
}

void speech_input(struct ui *ui, const struct ui_input *input, struct ui_result *result)
{
    struct speech *speech = &ui->speech;
    if (input->kind != UI_PRESS && input->kind != UI_KEY)
        return;
    bool speaking = ui->facts->speaking && result->sound != SOUND_STOP;
    speech->hushed = speaking;
    if (!speaking)
        return;
    result->sound = SOUND_STOP;
    speech->paused = true;
    speech->said = speech->begun + ui->facts->said;
}

void speech_listen(struct ui *ui)
{
    ui->speech.wanted = !ui->speech.hushed;
    ui->speech.hushed = false;
    ui->speech.used = true;
}

/* The sentence that was stopped is said anew; what came before it is not. */
static size_t go_on_from(const struct speech *speech, const struct ui_result *result)
{
    size_t from = speech->said;
    if (!speech->paused || from >= result->say_count)
        return 0;
    while (from > 0 && !result->say[from].begins)
        from--;
    return from;
}

static uint64_t page_hash(const struct ui_result *result)
{
    uint64_t hash = 1;
    for (size_t i = 0; i < result->say_count; i++)
        hash = (hash ^ id_hash(result->say[i].text)) * UINT64_C(0x100000001b3);
    return hash;
}

static void say_page(struct ui *ui, const struct visit *visit, struct ui_result *result)
{
    struct speech *speech = &ui->speech;
    result->say_count = read_out(ui, visit, result->say);
    if (result->say_count == 0)
        result->say_count = read_page(ui, visit->screen, result->say, SAY_MOST);
    if (result->say_count == 0)
        return;
    uint64_t page = page_hash(result);
    size_t from = page == speech->page ? go_on_from(speech, result) : 0;
    result->say_count -= from;
    memmove(result->say, result->say + from, result->say_count * sizeof(result->say[0]));
    result->sound = SOUND_SAY;
    speech->page = page;
    speech->from_ms = ui->facts->now_ms;
    speech->begun = from;
    speech->paused = false;
}

void speech_result(struct ui *ui, const struct visit *visit, struct ui_result *result)
{
    struct speech *speech = &ui->speech;
    if (result->want == UI_END) {
        *speech = (struct speech){0};
        result->sound = SOUND_STOP;
        return;
    }
    if (speech->wanted) {
        say_page(ui, visit, result);
    } else if (speech->autonym && has(ui, speech->autonym_language, speech->autonym)) {
        result->say[0] = (struct ui_say){speech->autonym, speech->autonym_language, true};
        result->say_count = 1;
        result->sound = SOUND_SAY;
        speech->page = 0;
    }
    speech->wanted = false;
    speech->autonym = NULL;
    speech->was = ui->facts->speaking && result->sound != SOUND_STOP;
}
