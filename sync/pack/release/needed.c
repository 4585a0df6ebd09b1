/* Which targets are needed where. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parts.h"

struct release_needed {
    char *packs[RELEASE_PACKS];
    size_t pack_count;
};

bool parts_owner(
    const char *path, const char *before, const char *behind, char ret_owner[static PACK_NAME + 1])
{
    size_t start = strlen(before);
    if (strncmp(path, before, start) != 0)
        return false;
    size_t len = strspn(path + start, "abcdefghijklmnopqrstuvwxyz0123456789-");
    if (len == 0 || len > PACK_NAME || strcmp(path + start + len, behind) != 0)
        return false;
    snprintf(ret_owner, PACK_NAME + 1, "%.*s", (int)len, path + start);
    return true;
}

bool parts_needed(const char *path, char *const *packs, size_t pack_count)
{
    char owner[PACK_NAME + 1];
    if (strcmp(path, "recipients/network.json") == 0 || strcmp(path, "places/places.json") == 0 ||
        parts_owner(path, "hotlines/", ".json", owner) ||
        parts_owner(path, "withdrawn/", "/list.json", owner))
        return true;
    if (strncmp(path, "packs/", 6) != 0)
        return false;
    for (size_t i = 0; i < pack_count; i++) {
        size_t len = strlen(packs[i]);
        if (strncmp(path + 6, packs[i], len) == 0 && path[6 + len] == '/')
            return true;
    }
    return false;
}

/* The packs of the place; what is malformed has none, and is refused by who reads all of it. */
static bool take_packs(struct release_needed *needed, const json_t *root, const char *code)
{
    json_t *place, *pack;
    size_t i, j;
    json_array_foreach(json_object_get(root, "places"), i, place)
    {
        const char *is = json_string_value(json_object_get(place, "code"));
        if (!is || strcmp(is, code) != 0)
            continue;
        json_array_foreach(json_object_get(place, "packs"), j, pack)
        {
            if (needed->pack_count == RELEASE_PACKS || !json_is_string(pack))
                break;
            needed->packs[needed->pack_count] = strdup(json_string_value(pack));
            if (!needed->packs[needed->pack_count++])
                return false;
        }
        break;
    }
    return true;
}

struct release_needed *release_needed_new(const void *places, size_t places_len, const char *place)
{
    struct release_needed *needed = calloc(1, sizeof *needed);
    if (!needed || !place || places_len > PLACES_BYTES)
        return needed;
    json_t *root = json_loadb(places, places_len, JSON_REJECT_DUPLICATES, NULL);
    bool whole = take_packs(needed, root, place);
    json_decref(root);
    if (whole)
        return needed;
    release_needed_free(needed);
    return NULL;
}

void release_needed_free(struct release_needed *needed)
{
    if (!needed)
        return;
    for (size_t i = 0; i < needed->pack_count; i++)
        free(needed->packs[i]);
    free(needed);
}

bool release_needed(const struct release_needed *needed, const char *path)
{
    return parts_needed(path, needed->packs, needed->pack_count);
}
