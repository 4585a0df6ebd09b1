/* The HTTP client and a server that says what the test wants, with certificates of a CA of their own.
 * Link: SOURCES sync/wire/scene.c sync/wire/fake_server.c sync/wire/pki.c NEEDS gnutls threads. */
#ifndef TESTS_SYNC_WIRE_SCENE_H
#define TESTS_SYNC_WIRE_SCENE_H

#include <stdbool.h>

#include "sync/wire/fake_server.h"
#include "sync/wire/pki.h"
#include "wire/client.h"

#define DAY 86400L

struct scene {
    char folder[64], url[64], ca[100], certificate[100], key[100];
    struct pki pki;
    struct fake_server *server;
    struct wire_client *client;
    struct fake_reply reply; /* what the next answers are */
    struct fake_request last;
    char last_body[64];
    unsigned requests;
    int status; /* of the last wire_fetch */
    char problem[256];
};

/* cmocka's setup and teardown: certificates for "hub" and "device"; no server, no client yet. */
int scene_begin(void **state);
int scene_end(void **state);
#define SCENE_TEST(test) cmocka_unit_test_setup_teardown(test, scene_begin, scene_end)

/* priority: GnuTLS's, NULL for its own. */
void scene_serve(struct scene *scene, const char *certificate, bool need_client, const char *priority);
void scene_serve_plain(struct scene *scene); /* http */
void scene_connect(struct scene *scene, const char *certificate, const char *key);
/* A server as it should be, and a client as it should be. */
void scene_connect_device(struct scene *scene);
/* One GET with room for most bytes; the answer's body is the caller's. */
MUST_CHECK enum wire_error scene_get(struct scene *scene, size_t most, struct wire_answer *answer);
/* The same fails so, and the sentence begins with the address and has these words. */
void scene_fails(struct scene *scene, enum wire_error error, const char *words);

#endif
