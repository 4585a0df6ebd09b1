#include "screen/answers.h"

#include <string.h>

#define URGENCY_USUAL 3

/* Answers as conditions see them: only those of questions already known to be asked. */
struct seen {
    const struct form *form;
    const struct visit *visit;
    bool asked[QUESTIONS_MAX];
    /* each calculation once, in the form's order, however often it is asked for */
    const char *calculated[QUESTIONS_MAX];
    char room[QUESTIONS_MAX][CONDITION_ROOM];
    size_t self; /* what "." stands for */
};

static bool seen_find(const struct seen *seen, const char *name, size_t *ret_index)
{
    if (strcmp(name, ".") == 0) {
        *ret_index = seen->self;
        return seen->self < QUESTIONS_MAX;
    }
    for (size_t i = 0; i < seen->form->question_count && i < QUESTIONS_MAX; i++) {
        if (strcmp(seen->form->questions[i].name, name) != 0)
            continue;
        *ret_index = i;
        return seen->asked[i];
    }
    return false;
}

bool question_has_digits(const struct form_question *question)
{
    return question->type == QUESTION_INTEGER || question->type == QUESTION_DATE ||
           question->type == QUESTION_PHONE;
}

/* What is typed so far is no answer before it is a number or a day. */
static const char *digits_of(const struct form_question *question, const char *value)
{
    bool whole = question->type == QUESTION_DATE    ? form_is_date(value)
                 : question->type == QUESTION_PHONE ? form_is_phone(value)
                                                    : form_is_integer(value);
    return whole ? value : "";
}

static const char *seen_value(void *ctx, const char *name)
{
    const struct seen *seen = ctx;
    size_t i;
    if (!seen_find(seen, name, &i))
        return "";
    const struct form_question *question = &seen->form->questions[i];
    if (question->type == QUESTION_TEXT)
        return seen->visit->typed;
    if (question_has_digits(question))
        return digits_of(question, seen->visit->answers[i].value);
    if (question->type == QUESTION_CALCULATE)
        return seen->calculated[i] ? seen->calculated[i] : "";
    for (size_t c = 0; c < question->choice_count; c++)
        if (seen->visit->answers[i].chosen & (UINT32_C(1) << c))
            return question->choices[c].name;
    return "";
}

static bool seen_selected(void *ctx, const char *name, const char *choice)
{
    const struct seen *seen = ctx;
    size_t i;
    if (!seen_find(seen, name, &i))
        return false;
    const struct form_question *question = &seen->form->questions[i];
    for (size_t c = 0; c < question->choice_count; c++)
        if (strcmp(question->choices[c].name, choice) == 0)
            return seen->visit->answers[i].chosen & (UINT32_C(1) << c);
    return false;
}

static int seen_count(void *ctx, const char *name)
{
    const struct seen *seen = ctx;
    size_t i;
    if (!seen_find(seen, name, &i))
        return 0;
    return __builtin_popcount(seen->visit->answers[i].chosen);
}

/* Fills asked[] for the questions up to and with `last`; each can only depend on those before it. */
static void seen_until(struct seen *seen, size_t last)
{
    struct condition_answers answers = {seen_value, seen_selected, seen_count, seen};
    seen->self = QUESTIONS_MAX;
    for (size_t i = 0; i <= last && i < seen->form->question_count && i < QUESTIONS_MAX; i++) {
        const struct form_question *question = &seen->form->questions[i];
        bool asked = condition_true(question->relevant, &answers);
        if (asked && question->calculation)
            seen->calculated[i] = condition_value(question->calculation, &answers, seen->room[i]);
        seen->asked[i] = asked;
    }
}

bool form_asked(const struct form *form, const struct visit *visit, size_t question)
{
    struct seen seen = {.form = form, .visit = visit};
    if (question >= form->question_count || question >= QUESTIONS_MAX)
        return false;
    seen_until(&seen, question);
    return seen.asked[question];
}

/* Bits that are choices of the question; anything above them never leaves. */
static uint32_t choice_bits(const struct form_question *question)
{
    return question->choice_count >= 32 ? UINT32_MAX : (UINT32_C(1) << question->choice_count) - 1;
}

bool answer_given(
    const struct form *form, const struct visit *visit, size_t question, struct answer_leaving *ret_answer)
{
    if (!form_asked(form, visit, question))
        return false;
    const struct form_question *asked = &form->questions[question];
    struct answer_leaving answer = {.question = asked, .index = question};
    switch (asked->type) {
    case QUESTION_NOTE:
    case QUESTION_CALCULATE:
        return false;
    case QUESTION_INTEGER:
    case QUESTION_DATE:
    case QUESTION_PHONE:
        answer.text = digits_of(asked, visit->answers[question].value);
        if (!answer.text[0])
            return false;
        break;
    case QUESTION_TEXT:
        if (!visit->typed[0])
            return false;
        answer.text = visit->typed;
        break;
    case QUESTION_ONE:
    case QUESTION_SEVERAL:
    case QUESTION_CONSENT:
        answer.chosen = visit->answers[question].chosen & choice_bits(asked);
        if (!answer.chosen && asked->type != QUESTION_CONSENT)
            return false;
        break;
    }
    *ret_answer = answer;
    return true;
}

bool form_chose(const struct form *form, const struct visit *visit, const char *question, const char *choice)
{
    struct answer_leaving answer;
    for (size_t i = 0; form && i < form->question_count; i++) {
        if (strcmp(form->questions[i].name, question) != 0 || !answer_given(form, visit, i, &answer))
            continue;
        for (size_t c = 0; c < answer.question->choice_count; c++)
            if (strcmp(answer.question->choices[c].name, choice) == 0)
                return answer.chosen >> c & 1;
    }
    return false;
}

bool answer_fits(const struct form *form, const struct visit *visit, size_t question)
{
    struct answer_leaving answer;
    if (!answer_given(form, visit, question, &answer) || !answer.question->constraint)
        return true;
    struct seen seen = {.form = form, .visit = visit};
    struct condition_answers answers = {seen_value, seen_selected, seen_count, &seen};
    seen_until(&seen, question);
    seen.self = question;
    return condition_true(answer.question->constraint, &answers);
}

bool answers_leaving(const struct form *form, const struct visit *visit,
    bool (*each)(void *ctx, const struct answer_leaving *answer), void *ctx)
{
    for (size_t i = 0; i < form->question_count && i < QUESTIONS_MAX; i++) {
        struct answer_leaving answer;
        if (!answer_given(form, visit, i, &answer))
            continue;
        if (visit->removed[i]) {
            if (answer.question->type != QUESTION_CONSENT)
                continue;
            answer.chosen = 0;
        }
        if (!each(ctx, &answer))
            return false;
    }
    return true;
}

static bool urgency_of(void *ctx, const struct answer_leaving *answer)
{
    int *urgency = ctx;
    for (size_t c = 0; c < answer->question->choice_count; c++) {
        int of_choice = answer->question->choices[c].urgency;
        if (!(answer->chosen & (UINT32_C(1) << c)) || of_choice == 0)
            continue;
        if (*urgency == 0 || of_choice < *urgency)
            *urgency = of_choice;
    }
    return true;
}

int answers_urgency(const struct form *form, const struct visit *visit)
{
    int urgency = 0;
    (void)answers_leaving(form, visit, urgency_of, &urgency);
    return urgency ? urgency : URGENCY_USUAL;
}

bool form_is_page(const struct form *form, const struct visit *visit, size_t question)
{
    if (question >= form->question_count)
        return false;
    const struct form_question *asked = &form->questions[question];
    return asked->type != QUESTION_CALCULATE && asked->shows != NOTE_SIGN &&
           form_asked(form, visit, question);
}

size_t form_next(const struct form *form, const struct visit *visit, size_t from)
{
    for (size_t i = from + 1; i < form->question_count; i++)
        if (form_is_page(form, visit, i))
            return i;
    return form->question_count;
}

size_t form_before(const struct form *form, const struct visit *visit, size_t from)
{
    for (size_t i = from; i > 0; i--)
        if (form_is_page(form, visit, i - 1))
            return i - 1;
    return form->question_count;
}

size_t form_first(const struct form *form, const struct visit *visit)
{
    return form_is_page(form, visit, 0) ? 0 : form_next(form, visit, 0);
}
