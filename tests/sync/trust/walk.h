/* One client and one repository in a test: updates, and what the client keeps between them. */
#ifndef WAYSIDE_TESTS_TRUST_WALK_H
#define WAYSIDE_TESTS_TRUST_WALK_H

#include "sync/trust/repository.h"
#include "trust/trust.h"

#define WALK_KEPT 64
struct walk_kept {
    char name[TRUST_NAME];
    struct repository_file file;
};
struct walk {
    struct repository repository;
    struct walk_kept kept[WALK_KEPT]; /* root.json first */
    int kept_count;
    struct trust *trust; /* of the last update */
    char asked[2048];    /* its requests, by spaces */
    char why[TRUST_WHY];
    int64_t now_s;
    bool held, keep_held;
};
void walk_begin(struct walk *walk); /* with repository_init and its first root */
void walk_end(struct walk *walk);
/* As a client that starts anew: recalls what is kept, asks for what trust_next wants, keeps what it took. */
enum trust_error walk_update(struct walk *walk);
/* Goes on with the same trust, after trust_want_all or a trust_find that needs a role. */
enum trust_error walk_on(struct walk *walk);
/* walk_update, then trust_find until it has an answer; NULL: the error says why. */
const struct trust_target *walk_find(struct walk *walk, const char *path, enum trust_error *ret_error);

#endif
