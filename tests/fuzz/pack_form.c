/* Any bytes as a form: refused with a sentence, or every condition can be evaluated. */
#include <stdlib.h>
#include <string.h>

#include "pack/form.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *value(void *ctx, const char *question)
{
    return form_question(ctx, question)->choice_count ? form_question(ctx, question)->choices[0].name : "";
}

static bool selected(void *ctx, const char *question, const char *choice)
{
    return strcmp(value(ctx, question), choice) == 0;
}

static int count(void *ctx, const char *question)
{
    return (int)form_question(ctx, question)->choice_count;
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
    for (size_t i = 0; i < form->question_count; i++)
        condition_true(form->questions[i].relevant, &answers);
    form_free(form);
    return 0;
}
