/* A whole network for tests of publishing: a hub that serves, its keys made in a ceremony, Dina of harbour at
 * her laptop (publish.ini), Amina of another body at hers (amina/publish.ini), teams and places published. */
#ifndef TESTS_PUBLISH_HARBOUR_H
#define TESTS_PUBLISH_HARBOUR_H

#include <stdint.h>
#include <sys/types.h>

#include "sync/publish/scene.h"

struct harbour {
    struct editor *editor;
    pid_t hub;
    uint16_t port;
};
struct harbour *harbour_begin(void);
void harbour_end(struct harbour *harbour);
void harbour_hub_start(struct harbour *harbour);
void harbour_hub_stop(struct harbour *harbour);

/* Commands of Dina (in the folder) and of Amina, each with the own key. answer: "yes\n". */
int dina(struct harbour *harbour, const char *answer, const char *const *words);
int amina(struct harbour *harbour, const char *answer, const char *const *words);
#define DINA(harbour, answer, ...) dina(harbour, answer, (const char *const[]){__VA_ARGS__, NULL})
#define AMINA(harbour, answer, ...) amina(harbour, answer, (const char *const[]){__VA_ARGS__, NULL})
/* Replaces words in a file of the pack. */
void harbour_rewrite(struct harbour *harbour, const char *file, const char *old, const char *new);
/* The pack "pack", signed by Dina, pushed, numbers signed by Amina too: live. */
void harbour_publish(struct harbour *harbour);

#endif
