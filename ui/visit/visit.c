#include "visit/visit.h"

#include <stdlib.h>

#define TEXT_SIZE_AT_FIRST 1 /* 4.8 mm capitals (draw/theme.h) */

struct visit_keeper {
    struct arena *arena;
    struct visit *visit;
};

static void visit_begin(struct visit *visit)
{
    visit->screen = SCREEN_ATTRACT;
    visit->text_size = TEXT_SIZE_AT_FIRST;
}

struct visit_keeper *visit_keeper_new(void)
{
    struct visit_keeper *keeper = calloc(1, sizeof(*keeper));
    if (!keeper)
        return NULL;
    if (arena_new(sizeof(struct visit) + 64, &keeper->arena) != BASE_OK) {
        free(keeper);
        return NULL;
    }
    keeper->visit = arena_take(keeper->arena, sizeof(struct visit));
    if (!keeper->visit) {
        visit_keeper_free(keeper);
        return NULL;
    }
    visit_begin(keeper->visit);
    return keeper;
}

void visit_keeper_free(struct visit_keeper *keeper)
{
    if (!keeper)
        return;
    arena_free(keeper->arena);
    free(keeper);
}

struct visit *visit_of(struct visit_keeper *keeper)
{
    return keeper->visit;
}

void visit_end(struct visit_keeper *keeper)
{
    arena_wipe(keeper->arena);
    /* The arena just became empty and was made for exactly this, so it cannot fail. */
    keeper->visit = arena_take(keeper->arena, sizeof(struct visit));
    visit_begin(keeper->visit);
}
