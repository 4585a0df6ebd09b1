/* Any bytes as opening hours: refused with a place inside them, or an answer that the next minutes keep. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "rules/opening_hours.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    size_t offset = SIZE_MAX;
    const char *why = NULL;
    if (!text)
        return 0;
    memcpy(text, data, size);
    text[size] = 0;
    struct hours *hours = hours_new(text, &offset, &why);
    if (!hours && (!why || offset > strlen(text)))
        abort();
    struct hours_moment moment = {.year = 2026, .month = 12, .day = 24, .holidays_ahead = 1};
    struct hours_answer first = {0};
    for (moment.minute = 0; hours && moment.minute < 1440; moment.minute++) {
        struct hours_answer answer = hours_at(hours, &moment);
        bool changed = moment.minute > 0 && answer.open != first.open;
        if (moment.minute > 0 && changed != (first.minutes == 1))
            abort();
        if (moment.minute > 0 && !changed && first.minutes > 0 && answer.minutes != first.minutes - 1)
            abort();
        first = answer;
    }
    hours_free(hours);
    free(text);
    return 0;
}
