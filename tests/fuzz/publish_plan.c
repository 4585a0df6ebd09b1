/* Any bytes as the plan of a network. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "plan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char message[256];
    struct plan *plan = malloc(sizeof *plan);
    if (plan && plan_read(data, size, plan, message) && plan->role_count == 0)
        abort(); /* a plan that was taken has roles */
    free(plan);
    return 0;
}
