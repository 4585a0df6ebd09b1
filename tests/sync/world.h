/* A small network for tests: a real hub, signed releases, enrolled machines, a clock that stands still until
 * the test moves it. Link: SOURCES sync/world.c release_maker.c release_roles.c network_maker.c USES base
 * seal signer outbox hub wire NEEDS sodium. */
#ifndef TESTS_SYNC_WORLD_H
#define TESTS_SYNC_WORLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/clock.h"
#include "base/log.h"
#include "hub/hub.h"
#include "release_maker.h"
#include "wire/client.h"

struct world_clock {
    int64_t wall_s, mono_ms;
};
struct world {
    char folder[64]; /* everything is below it */
    char url[64], ca[160], root[128], store[128], tls[128];
    char www[128]; /* metadata/ and targets/ of what was published last; served by sync/relay.h */
    struct network_maker maker;
    struct release_maker *release;
    struct network_keys keys;
    struct hub_settings hub_settings;
    struct hub *hub; /* in this process, or NULL */
    pid_t hub_pid;   /* in another one, or 0 */
    struct world_clock clock;
    struct log log;
};

/* A demo network with beats of 2 s, and a hub that serves it. own_process: the hub is a child, so that
 * this process has one thread and may fork. Ends the test on any fault. */
void world_init(struct world *world, bool own_process);
void world_clear(struct world *world);
void world_hub_stop(struct world *world);
void world_hub_start(struct world *world, bool own_process);
/* Signs world->maker, and whatever else was changed in world->release, and puts it into www. */
void world_publish(struct world *world);
/* The same, and into a content folder, which is made when it is missing. */
void world_content(struct world *world, const char *folder);
struct clock_source world_clock_source(struct world *world);
/* Real time, so many times as fast; the factor is read through self. */
struct clock_source world_fast_clock(const int64_t *factor);

/* folder below world->folder, made here; ret_path holds 128. */
void world_folder(struct world *world, const char *name, char *ret_path);
/* Enrols a machine with a token and the operator's approval; client.pem and client.key are then in folder. */
void world_enrol(struct world *world, enum hub_role role, const char *name, const char *folder);
/* A token as the operator gives it; the code in folder is approved. */
void world_token(struct world *world, enum hub_role role, const char *name, char ret_token[static 164]);
void world_approve(struct world *world, const char *folder);
struct wire_client *world_client(struct world *world, const char *folder);
/* "<zone>.<16 hex>" and "<team>.<16 hex>". */
void world_name(const uint8_t scope[static ID_BYTES], unsigned n, char ret_name[static 64]);

/* One request that must be answered; returns the status. body may be NULL; ret_body, when not NULL, was
 * initialised by the caller. */
int world_request(struct wire_client *client, const char *method, const char *path, const void *body,
    size_t len, struct buffer *ret_body, char ret_after[static 80]);

/* What another program would see: every record of a list, from the beginning, record bytes each. */
void world_list(struct wire_client *client, const char *path, size_t record, struct buffer *ret_records);

void world_write(const char *path, const void *bytes, size_t len);
/* Waits for something that another process brings about; fails after a minute. */
void world_wait(bool (*is_there)(void *ctx), void *ctx);
/* What steps writes to standard error has these words, once. */
void world_says_once(void (*steps)(void *ctx), void *ctx, const char *words);
/* Plain files in a folder, without *.tmp. */
size_t world_count(const char *folder);

#endif
