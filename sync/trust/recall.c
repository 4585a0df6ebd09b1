#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inside.h"
#include "trust/bounds.h"

/* What cannot be remembered counts as not there, so memory that runs out here costs a fetch. */
void trust_recall(struct trust *trust, const char *keep, const void *bytes, size_t len)
{
    if (!strcmp(keep, "root.json") || !len || len > TRUST_TARGETS_BYTES ||
        trust->recalled_count == TRUST_RECALLED)
        return;
    struct recalled *more = realloc(trust->recalled, (trust->recalled_count + 1) * sizeof *trust->recalled);
    if (!more)
        return;
    trust->recalled = more;
    struct recalled one = {.name = strdup(keep), .bytes = malloc(len), .len = len};
    if (!one.name || !one.bytes) {
        free(one.name);
        free(one.bytes);
        return;
    }
    memcpy(one.bytes, bytes, len);
    trust->recalled[trust->recalled_count++] = one;
}

const struct recalled *recalled_by_name(const struct trust *trust, const char *name)
{
    for (size_t i = 0; i < trust->recalled_count; i++)
        if (!strcmp(trust->recalled[i].name, name))
            return &trust->recalled[i];
    return NULL;
}

const struct recalled *recalled_role(const struct trust *trust, const char *role, int64_t version)
{
    char file[TRUST_NAME], numbered[TRUST_NAME];
    role_file(role, file);
    snprintf(numbered, sizeof numbered, "%lld.%.230s", (long long)version, file);
    const struct recalled *found = recalled_by_name(trust, numbered);
    return found || !strcmp(role, "root") ? found : recalled_by_name(trust, file);
}

bool recalled_expired(const struct trust *trust, const char *role)
{
    char line[TRUST_NAME + 2] = "\n";
    const struct recalled *list = recalled_by_name(trust, EXPIRED_ROLES);
    if (!list)
        list = recalled_by_name(trust, "0." EXPIRED_ROLES);
    role_file(role, line + 1);
    strcat(line, "\n");
    return list && memmem(list->bytes, list->len, line, strlen(line));
}

void recalled_clear(struct trust *trust)
{
    for (size_t i = 0; i < trust->recalled_count; i++) {
        free(trust->recalled[i].name);
        free(trust->recalled[i].bytes);
    }
    free(trust->recalled);
    trust->recalled = NULL;
    trust->recalled_count = 0;
}
