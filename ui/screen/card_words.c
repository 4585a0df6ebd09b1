#include "card_words.h"

#include <string.h>

#include "help_lines.h"
#include "text/locale.h"

/* Marks a sentence of the catalogue that say_in looks up. */
#define N_(msgid) msgid

static const struct card_word sentences[CARD_SENTENCES] = {
    {"interpreter", "language", N_("I need an interpreter for my language.")},
    {"quiet", "shield", N_("A quiet place, please, without the person with me.")},
    {"doctor", "doctor", N_("I need a doctor.")},
    {"call", "alarm", N_("Please call {number} for me.")},
    {"phone", "phone", N_("I need to make a phone call.")},
    {"wait", "chair", N_("May I wait here, please?")},
    {"food", "water", N_("I need something to eat or drink.")},
    {"toilet", "toilet", N_("Where is the toilet, please?")},
    {"woman", "people", N_("I would like to speak with a woman.")},
    {"child", "age-child", N_("I am under 18 and alone.")},
    {"bed", "bed", N_("I need a place to sleep.")},
    {"police", "police", N_("Please call the police.")},
    {"lost", "place", N_("I do not know where I am.")},
};

static const struct card_word replies[CARD_REPLIES] = {
    {"yes", "check", N_("Yes")},
    {"no", "cross", N_("No")},
    {"wait", "hourglass", N_("Please wait here.")},
    {"come", "come", N_("Please come with me.")},
    {"coming", "people", N_("Someone is coming.")},
    {"interpreter", "phone", N_("An interpreter will speak with you.")},
};

const struct card_word *card_sentence(size_t at)
{
    return &sentences[at < CARD_SENTENCES ? at : 0];
}

const struct card_word *card_reply(size_t at)
{
    return &replies[at < CARD_REPLIES ? at : 0];
}

bool card_sentence_here(const struct content *content, size_t at)
{
    return !strstr(card_sentence(at)->msgid, "{number}") || emergency_number(content)[0];
}

static size_t image_language(const struct content *content, const char *tag)
{
    size_t i = 0;
    while (i < content->languages->count && strcmp(content->languages->in[i].tag, tag) != 0)
        i++;
    return i;
}

const char *card_staff_language(const struct content *content)
{
    const struct languages *languages = content->languages;
    for (size_t i = 0; content->place && i < content->place->language_count; i++) {
        size_t at = image_language(content, content->place->languages[i]);
        if (at < languages->count)
            return languages->in[at].tag;
    }
    return languages->count > 0 ? languages->in[0].tag : "en";
}

static const char *say_in(
    struct pass *pass, const struct content *content, const char *tag, const char *msgid)
{
    size_t at = image_language(content, tag);
    bool found = true;
    if (at == content->languages->count)
        return msgid;
    const char *text = catalogue_text(content->catalogues[at], NULL, msgid, &found);
    if (!found && strncmp(tag, "en", 2) != 0)
        pass_finding(pass, "not translated", msgid);
    return text;
}

/* The text with one of its placeholders filled in. */
static const char *filled(struct pass *pass, const char *text, const char *name, const char *value)
{
    const char *at = strstr(text, name);
    if (!at)
        return text;
    const char *head = scratch_text(pass, text, (size_t)(at - text));
    return scratch_join(pass, head, value, at + strlen(name));
}

const char *say_card(
    struct ui *ui, const struct content *content, const char *language, const struct card_word *word)
{
    return filled(
        &ui->pass, say_in(&ui->pass, content, language, word->msgid), "{number}", emergency_number(content));
}

const char *say_i_speak(struct ui *ui, const struct content *content, const char *in)
{
    char name[LANGUAGE_NAME];
    language_name(ui->pass.language, in, name);
    return filled(&ui->pass, say_in(&ui->pass, content, in, N_("I speak {language}.")), "{language}",
        scratch_text(&ui->pass, name, strlen(name)));
}
