/* Any bytes as a form: refused with a sentence, or every condition can be evaluated. */
#include <stdlib.h>
#include <string.h>

#include "pack/form.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *value(void *ctx, const char *question)
{
    const struct form_question *asked = form_question(ctx, question);
    if (!asked)
        return "7"; /* the answer itself */
    return asked->choice_count ? asked->choices[0].name : "2026-12-31";
}

static bool selected(void *ctx, const char *question, const char *choice)
{
    return strcmp(value(ctx, question), choice) == 0;
}

static int count(void *ctx, const char *question)
{
    return (int)strlen(value(ctx, question));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char message[256] = "";
    struct form *form = form_read(data, size, message);
    if (!form && !memchr(message, '.', sizeof message))
        abort();
    if (!form)
        return 0;
    const struct condition_answers answers = {
        .value = value, .selected = selected, .count = count, .ctx = form};
    char room[CONDITION_ROOM];
    for (size_t i = 0; i < form->question_count; i++) {
        const struct form_question *question = &form->questions[i];
        condition_true(question->relevant, &answers);
        condition_true(question->constraint, &answers);
        if (question->calculation && !condition_value(question->calculation, &answers, room))
            abort();
    }
    form_free(form);
    return 0;
}
