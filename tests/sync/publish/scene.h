/* A ceremony's people, for tests: Amina, Ben (of the operator), Chloe hold root; Dina writes packs of
 * harbour. */
#ifndef TESTS_PUBLISH_SCENE_H
#define TESTS_PUBLISH_SCENE_H

#include "sync/publish/editor.h"

#define STICK "stick"
#define PLAN                                                                                                 \
    "[network]\nname = Harbour line\noperator = Ben\n[root]\npeople = Amina, Ben, Chloe\nthreshold = 2\n"    \
    "[recipients]\npeople = Amina, Chloe\n[hotlines]\npeople = Amina, Dina\n[places]\npeople = Ben\n"        \
    "[packs-harbour]\npeople = Dina\n"

/* Keys of all, the stick begun, all joined, the plan written, hub.json from these keys (NULL: of a made-up
 * hub). */
void people_gather(struct editor *editor, const char *hub_json);
/* join of one more. */
void person_joins(struct editor *editor, const char *name);
int person_signs(struct editor *editor, const char *name);
/* Plan, two signatures, finish. */
void ceremony_held(struct editor *editor, const char *plan, const char *first, const char *second);

#endif
