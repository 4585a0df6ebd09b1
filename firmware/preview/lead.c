#include "lead.h"

#include <stdint.h>
#include <stdio.h>

#include "screen/answers.h"

#define TRIES_MOST 8192

static uint32_t dice(uint32_t *seed, uint32_t sides)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % sides;
}

static void answer_somehow(const struct form *form, struct visit *visit, size_t before, uint32_t *seed)
{
    for (size_t i = 0; i < before; i++) {
        const struct form_question *question = &form->questions[i];
        uint32_t choices = (uint32_t)question->choice_count, chosen = 0;
        if (choices && dice(seed, 4))
            chosen = UINT32_C(1) << dice(seed, choices);
        if (choices && question->type == QUESTION_SEVERAL && dice(seed, 2))
            chosen |= UINT32_C(1) << dice(seed, choices);
        visit->answers[i].chosen = chosen;
        visit->answers[i].value[0] = 0;
        if (question->type == QUESTION_INTEGER && dice(seed, 4))
            snprintf(visit->answers[i].value, sizeof visit->answers[i].value, "%u", dice(seed, 100));
        else if (question->type == QUESTION_PHONE && dice(seed, 4))
            snprintf(visit->answers[i].value, sizeof visit->answers[i].value, "+44207946%04u",
                1000 + dice(seed, 9000));
        else if (question->type == QUESTION_DATE && dice(seed, 4))
            snprintf(visit->answers[i].value, sizeof visit->answers[i].value, "%04u-%02u-%02u",
                1940 + dice(seed, 100), 1 + dice(seed, 12), 1 + dice(seed, 28));
    }
}

bool lead_to(const struct form *form, struct visit *visit, size_t question)
{
    uint32_t seed = 4711;
    for (int tries = 0; tries < TRIES_MOST && !form_asked(form, visit, question); tries++)
        answer_somehow(form, visit, question, &seed);
    visit->question = question;
    return form_asked(form, visit, question);
}
