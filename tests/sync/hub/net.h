/* A hub in this process, in a folder of its own, on free ports, with a clock that a test can move; and
 * clients that went through enrolment. Ends the test on any fault. */
#ifndef TESTS_HUB_NET_H
#define TESTS_HUB_NET_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"
#include "hub/hub.h"
#include "wire/client.h"

#define ZONE "11111111111111111111111111111111"
#define OTHER_ZONE "22222222222222222222222222222222"
#define TEAM "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define OTHER_TEAM "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define DEVICE_NAME ZONE ".0000000000000001"
#define DESK_NAME TEAM ".0000000000000001"

struct net {
    char folder[64], store[128], tls[128], ca[160], url[64], root[128];
    struct hub_settings settings; /* change limits between net_init and net_start */
    struct hub *hub;
    atomic_llong clock_add_s; /* the hub's wall clock is the machine's and this */
};

void net_init(struct net *net); /* folder, CA, store; nothing runs yet */
void net_start(struct net *net);
void net_stop(struct net *net);
void net_clear(struct net *net); /* stops, removes the folder */

/* Enrols over the network: token, request, approval, certificate; keeps LABEL.pem and LABEL.key. */
void net_enrol(struct net *net, enum hub_role role, const char *name, const char *label);
/* A client with that certificate, or with none when label is NULL. */
struct wire_client *net_client(struct net *net, const char *label);
void net_file(const struct net *net, const char *label, const char *suffix, char ret_path[static 192]);

struct wire_answer *answer_new(void); /* holds 8 MiB at most */
void answer_free(struct wire_answer *answer);
/* The status of a request whose answer's body is not wanted. */
int net_status(
    struct wire_client *client, const char *method, const char *path, const void *body, size_t len);
/* GET; the answer is the caller's. */
struct wire_answer *net_get(struct wire_client *client, const char *path);

/* len bytes that begin as an age file does and go on as seed says. */
void file_fill(uint8_t *bytes, size_t len, unsigned long seed);
/* A hub that serves, one machine of each role enrolled with it, and a file of each kind: cmocka's setup
 * and teardown. */
struct scene {
    struct net net;
    struct wire_client *device, *mix, *desk, *nobody;
    uint8_t envelope[ENVELOPE_BYTES], inner[INNER_BYTES], answer[ANSWER_BYTES];
};
int scene_begin(void **state);
int scene_end(void **state);
#define SCENE_TEST(test) cmocka_unit_test_setup_teardown(test, scene_begin, scene_end)
/* A path with an id made from n: prefix and 32 digits. */
void path_n(char ret_path[static 128], const char *prefix, unsigned long n);
/* Waits, at most half a minute, until condition holds; fails the test otherwise. */
#define WAIT_UNTIL(condition)                                                                                \
    for (int wait_turns_ = 0; !(condition); wait_turns_++) {                                                 \
        assert_true(wait_turns_ < 3000);                                                                     \
        net_pause();                                                                                         \
    }
void net_pause(void); /* 10 ms */

#endif
