#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "xlsform.h"

static const char *survey(const struct xlsform *form, size_t row, enum xlsform_meaning meaning)
{
    return xlsform_cell(&form->tables[SURVEY], row, meaning);
}

const struct xlsform_question *xlsform_find(const struct xlsform *form, const char *name)
{
    for (size_t i = 0; i < form->question_count; i++)
        if (strcmp(form->questions[i].name, name) == 0)
            return &form->questions[i];
    return NULL;
}

bool xlsform_yes(struct xlsform *form, enum xlsform_which which, size_t row, enum xlsform_meaning meaning)
{
    const char *cell = xlsform_cell(&form->tables[which], row, meaning);
    if (strcasecmp(cell, "yes") == 0 || strcasecmp(cell, "true") == 0 || strcmp(cell, "1") == 0 ||
        strcasecmp(cell, "true()") == 0)
        return true;
    if (cell[0] && strcasecmp(cell, "no") != 0 && strcasecmp(cell, "false") != 0 && strcmp(cell, "0") != 0 &&
        strcasecmp(cell, "false()") != 0)
        xlsform_mistake(form, which, row, meaning, "Write yes or no here, not \"%.40s\".", cell);
    return false;
}

int xlsform_number(struct xlsform *form, enum xlsform_which which, size_t row, enum xlsform_meaning meaning,
    int min, int max)
{
    const char *cell = xlsform_cell(&form->tables[which], row, meaning);
    size_t digits = strspn(cell, "0123456789");
    long long number = digits && digits < 12 && !cell[digits] ? atoll(cell) : -1;
    if (!cell[0])
        return 0;
    if (number >= min && number <= max)
        return (int)number;
    xlsform_mistake(
        form, which, row, meaning, "Write a whole number from %d to %d here, not \"%.40s\".", min, max, cell);
    return 0;
}

bool xlsform_is_name(const char *text, bool digit_first)
{
    size_t len = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.");
    bool digit = text[0] >= '0' && text[0] <= '9';
    bool letter = (text[0] >= 'a' && text[0] <= 'z') || (text[0] >= 'A' && text[0] <= 'Z');
    return len <= XLSFORM_NAME && !text[len] && (letter || (digit && digit_first));
}

static void check_name(struct xlsform *form, size_t row, const char *name)
{
    if (!xlsform_is_name(name, false))
        xlsform_mistake(form, SURVEY, row, COLUMN_NAME,
            "The name is a letter, then letters, digits, _ - and full stops, %d at most%s%.40s%s.",
            XLSFORM_NAME, name[0] ? ", not \"" : "; it is missing", name, name[0] ? "\"" : "");
    else if (xlsform_find(form, name))
        xlsform_mistake(form, SURVEY, row, COLUMN_NAME, "An earlier question has the name \"%s\" too.", name);
}

static bool has_choices(enum question_type type)
{
    return type == QUESTION_ONE || type == QUESTION_SEVERAL || type == QUESTION_CONSENT;
}

/* Each yes and no of all consents stands under its choice's name in one place of the document. */
static bool is_consent_twice(
    const struct xlsform *form, const struct xlsform_question *question, const char *name)
{
    const struct xlsform_table *table = &form->tables[CHOICES];
    for (size_t i = 0; question->type == QUESTION_CONSENT && i < form->question_count; i++)
        for (size_t c = 0; c < form->questions[i].choice_count; c++)
            if (form->questions[i].type == QUESTION_CONSENT &&
                strcmp(xlsform_cell(table, form->questions[i].choices[c], COLUMN_NAME), name) == 0)
                return true;
    return false;
}

/* Kinds of bodies that must not get what is told: "police border". */
static void check_excludes(struct xlsform *form, size_t row)
{
    const char *rest = xlsform_cell(&form->tables[CHOICES], row, COLUMN_EXCLUDES);
    size_t count = 0;
    for (rest += strspn(rest, " ,"); *rest; rest += strspn(rest, " ,")) {
        size_t len = strcspn(rest, " ,"), good = strspn(rest, "abcdefghijklmnopqrstuvwxyz0123456789-_");
        if (good < len || len > XLSFORM_KIND || ++count > EXCLUDES_MAX) {
            xlsform_mistake(form, CHOICES, row, COLUMN_EXCLUDES,
                "Write at most %d kinds of teams here, as police border, in small letters.", EXCLUDES_MAX);
            return;
        }
        rest += len;
    }
}

static void take_choice(struct xlsform *form, struct xlsform_question *question, size_t row)
{
    const struct xlsform_table *table = &form->tables[CHOICES];
    const char *name = xlsform_cell(table, row, COLUMN_NAME);
    if (question->choice_count == CHOICES_MAX) {
        xlsform_mistake(form, CHOICES, row, COLUMN_NAME,
            "The list \"%.60s\" has more than %d choices, which is more than a screen shows. Make it "
            "shorter.",
            question->list, CHOICES_MAX);
        return;
    }
    if (!xlsform_is_name(name, true))
        xlsform_mistake(form, CHOICES, row, COLUMN_NAME,
            "The name of a choice is letters, digits, _ - and full stops, %d at most.", XLSFORM_NAME);
    for (size_t i = 0; i < question->choice_count; i++)
        if (strcmp(xlsform_cell(table, question->choices[i], COLUMN_NAME), name) == 0)
            xlsform_mistake(
                form, CHOICES, row, COLUMN_NAME, "The list has the choice \"%.60s\" twice.", name);
    if (is_consent_twice(form, question, name))
        xlsform_mistake(form, CHOICES, row, COLUMN_NAME,
            "An earlier consent has the choice \"%.60s\" too; give each its own name.", name);
    if (!xlsform_cell(table, row, COLUMN_LABEL)[0])
        xlsform_mistake(form, CHOICES, row, COLUMN_LABEL, "The choice has no label.");
    check_excludes(form, row);
    (void)xlsform_yes(form, CHOICES, row, COLUMN_CALL);
    int urgency = xlsform_number(form, CHOICES, row, COLUMN_URGENCY, 1, 4);
    question->critical |= urgency == 1;
    question->choices[question->choice_count++] = row;
}

static bool is_first_use(const struct xlsform *form, const struct xlsform_question *question)
{
    for (size_t i = 0; i < form->question_count; i++)
        if (strcmp(form->questions[i].list, question->list) == 0)
            return false;
    return true;
}

static void take_choices(struct xlsform *form, struct xlsform_question *question, const char *words)
{
    const struct xlsform_table *table = &form->tables[CHOICES];
    const char *space = strchr(words, ' ');
    if (space && strcmp(space + strspn(space, " "), "or_other") == 0) {
        xlsform_mistake(form, SURVEY, question->row, COLUMN_TYPE,
            "or_other cannot be used. Add a choice such as \"Something else\" to the list.");
        return;
    }
    if (!words[0] || space) {
        xlsform_mistake(form, SURVEY, question->row, COLUMN_TYPE,
            "Behind the type stands the name of one list of the sheet choices.");
        return;
    }
    question->list = words;
    /* a list that was used before has been looked at: its mistakes are there once */
    size_t before = form->build->report->mistakes;
    bool first = is_first_use(form, question);
    for (size_t row = table->header + 1; row < table->end; row++)
        if (strcmp(xlsform_cell(table, row, COLUMN_LIST), words) == 0) {
            if (first || question->type == QUESTION_CONSENT)
                take_choice(form, question, row);
            else if (question->choice_count < CHOICES_MAX)
                question->choices[question->choice_count++] = row;
        }
    if (question->choice_count == 0 && form->build->report->mistakes == before)
        xlsform_mistake(form, SURVEY, question->row, COLUMN_TYPE,
            "The sheet choices has no list \"%.60s\" (column list_name).", words);
}

/* select_multiple is a list of consents when wayside_kind or the appearance says so, text a telephone number
 * when the appearance does. */
static enum question_type kind_of(struct xlsform *form, size_t row, enum question_type type)
{
    const char *kind = survey(form, row, COLUMN_KIND), *appearance = survey(form, row, COLUMN_APPEARANCE);
    bool phone = type == QUESTION_TEXT &&
                 (strcmp(appearance, "phone") == 0 || strcmp(appearance, "numbers") == 0);
    bool consent = strcmp(kind, "consent") == 0 || strcmp(appearance, "consent") == 0;
    if (kind[0] && strcmp(kind, "consent") != 0)
        xlsform_mistake(form, SURVEY, row, COLUMN_KIND, "Write consent here, or nothing.");
    if (appearance[0] && strcmp(appearance, "consent") != 0 && !phone)
        xlsform_warning(form, SURVEY, row, COLUMN_APPEARANCE,
            "The appearance \"%.40s\" has no use: each question is one page.", appearance);
    if (!consent)
        return phone ? QUESTION_PHONE : type;
    if (type != QUESTION_SEVERAL)
        xlsform_mistake(form, SURVEY, row, kind[0] ? COLUMN_KIND : COLUMN_APPEARANCE,
            "Only a select_multiple is a list of consents.");
    return QUESTION_CONSENT;
}

/* Label, hint, and what only some types have. */
static void check_texts(struct xlsform *form, const struct xlsform_question *question)
{
    size_t row = question->row;
    const char *label = survey(form, row, COLUMN_LABEL), *hint = survey(form, row, COLUMN_HINT);
    bool calculate = question->type == QUESTION_CALCULATE;
    if (calculate && (label[0] || hint[0]))
        xlsform_warning(form, SURVEY, row, COLUMN_LABEL, "Nobody sees a calculate; its texts have no use.");
    if (calculate)
        return;
    if (!label[0])
        xlsform_mistake(form, SURVEY, row, COLUMN_LABEL, "The question has no label.");
    if (!hint[0] && question->type != QUESTION_NOTE)
        xlsform_mistake(form, SURVEY, row, COLUMN_HINT,
            "The hint is missing: say why this is asked. A person in danger weighs it.");
}

static void check_constraint(struct xlsform *form, struct xlsform_question *question)
{
    size_t row = question->row;
    bool answered = question->type != QUESTION_NOTE && question->type != QUESTION_CALCULATE;
    if (question->constraint[0] && !answered)
        xlsform_mistake(form, SURVEY, row, COLUMN_CONSTRAINT,
            "A note or a calculate has no answer; take the constraint away.");
    else if (question->constraint[0] && !question->message[0])
        xlsform_mistake(form, SURVEY, row, COLUMN_MESSAGE,
            "The constraint_message is missing: what a person reads when the answer does not fit.");
    else if (!question->constraint[0] && question->message[0])
        xlsform_warning(
            form, SURVEY, row, COLUMN_MESSAGE, "Without a constraint the constraint_message has no use.");
    xlsform_expression(form, row, COLUMN_CONSTRAINT, question, question->constraint);
    if (!question->constraint[0])
        question->message = "";
}

static void check_calculation(struct xlsform *form, struct xlsform_question *question)
{
    bool calculate = question->type == QUESTION_CALCULATE;
    if (calculate && !question->calculation[0])
        xlsform_mistake(form, SURVEY, question->row, COLUMN_CALCULATION, "The calculation is missing.");
    else if (!calculate && question->calculation[0])
        xlsform_mistake(form, SURVEY, question->row, COLUMN_CALCULATION,
            "Only a calculate is calculated; nothing is answered before a person answers it.");
    else
        xlsform_expression(form, question->row, COLUMN_CALCULATION, NULL, question->calculation);
}

static void check_shows(struct xlsform *form, const struct xlsform_question *question)
{
    static const char *const known[] = {"numbers", "readers", "services", "send", "help", "sign"};
    const char *shows = survey(form, question->row, COLUMN_SHOWS);
    bool good = !shows[0];
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        good = good || strcmp(shows, known[i]) == 0;
    if (!good)
        xlsform_mistake(form, SURVEY, question->row, COLUMN_SHOWS,
            "Write numbers, readers, services, send, help, sign or nothing here, not \"%.40s\".", shows);
    else if (shows[0] && question->type != QUESTION_NOTE)
        xlsform_mistake(form, SURVEY, question->row, COLUMN_SHOWS, "Only for a note; take it away.");
}

static void check_flags(struct xlsform *form, struct xlsform_question *question)
{
    size_t row = question->row;
    const char *required = survey(form, row, COLUMN_REQUIRED);
    question->child = xlsform_yes(form, SURVEY, row, COLUMN_CHILD);
    question->critical |= xlsform_yes(form, SURVEY, row, COLUMN_CRITICAL) ||
                          question->type == QUESTION_CONSENT;
    question->most = xlsform_number(form, SURVEY, row, COLUMN_MOST, 1, CHOICES_MAX);
    if (question->most && question->type != QUESTION_SEVERAL)
        xlsform_mistake(form, SURVEY, row, COLUMN_MOST, "Only for a select_multiple; take it away.");
    if (question->indicator[0] && !xlsform_is_name(question->indicator, true))
        xlsform_mistake(form, SURVEY, row, COLUMN_INDICATOR,
            "A code is letters, digits, _ - and full stops, %d at most.", XLSFORM_NAME);
    if (required[0] && strcasecmp(required, "no") != 0 && strcasecmp(required, "false") != 0)
        xlsform_warning(form, SURVEY, row, COLUMN_REQUIRED,
            "\"required\" has no effect: a person may leave out any question.");
    for (size_t i = 0; question->type == QUESTION_TEXT && i < form->question_count; i++)
        if (form->questions[i].type == QUESTION_TEXT)
            xlsform_mistake(form, SURVEY, row, COLUMN_TYPE,
                "A form has one question of type text. Ask here with choices, or ask all in the one text.");
}

void xlsform_question(struct xlsform *form, size_t row, enum question_type type, const char *type_words)
{
    struct xlsform_question question = {.row = row,
        .name = survey(form, row, COLUMN_NAME),
        .list = "",
        .constraint = survey(form, row, COLUMN_CONSTRAINT),
        .calculation = survey(form, row, COLUMN_CALCULATION),
        .indicator = survey(form, row, COLUMN_INDICATOR),
        .message = survey(form, row, COLUMN_MESSAGE)};
    if (form->question_count == QUESTIONS_MAX) {
        xlsform_mistake(
            form, SURVEY, row, COLUMN_TYPE, "A form has at most %d questions; make two.", QUESTIONS_MAX);
        return;
    }
    question.type = kind_of(form, row, type);
    check_name(form, row, question.name);
    if (has_choices(question.type))
        take_choices(form, &question, type_words);
    else if (type_words[0])
        xlsform_mistake(form, SURVEY, row, COLUMN_TYPE,
            "Nothing stands behind this type; take \"%.40s\" away.", type_words);
    check_texts(form, &question);
    check_flags(form, &question);
    check_shows(form, &question);
    xlsform_relevant(form, row, &question.relevant);
    check_constraint(form, &question);
    check_calculation(form, &question);
    form->questions[form->question_count++] = question;
}
