#include <stdlib.h>
#include <string.h>

#include "sources.h"

bool list_split(const char *text, const char *separators, size_t most, struct list *ret_list)
{
    struct list list = {.in = NULL};
    for (text += strspn(text, separators); *text; text += strspn(text, separators)) {
        size_t whole = strcspn(text, separators), len = whole;
        const char *word = text;
        for (; len > 0 && *word == ' '; len--)
            word++;
        while (len > 0 && word[len - 1] == ' ')
            len--;
        text += whole;
        if (len > 0 && (list.count == most || !list_add(&list, word, len))) {
            list_clear(&list);
            return false;
        }
    }
    *ret_list = list;
    return true;
}

bool list_add(struct list *list, const char *text, size_t len)
{
    char **in = realloc(list->in, (list->count + 1) * sizeof *in);
    if (!in)
        return false;
    list->in = in;
    in[list->count] = strndup(text, len);
    if (!in[list->count])
        return false;
    list->count++;
    return true;
}

void list_clear(struct list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->in[i]);
    free(list->in);
    *list = (struct list){.in = NULL};
}

bool list_has(const struct list *list, const char *name)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->in[i], name) == 0)
            return true;
    return false;
}
