/* A hub that serves content, a signed repository to publish there, a publisher of the NGO "harbour" and one
 * of "lantern", and someone without a certificate. */
#ifndef TESTS_HUB_PRESS_H
#define TESTS_HUB_PRESS_H

#include "release_maker.h"
#include "sync/hub/net.h"

struct press {
    struct net net;
    char content[128], keys[128];
    struct network_maker network;
    struct release_maker *maker;
    struct wire_client *harbour, *lantern, *nobody;
    struct wire_answer *answer; /* of the last push */
};
/* cmocka's setup and teardown: nothing is published yet, the maker has written its first versions. */
int press_begin(void **state);
int press_end(void **state);
#define PRESS_TEST(test) cmocka_unit_test_setup_teardown(test, press_begin, press_end)

/* Sends a role as the maker last wrote it, its targets first. The status; press->answer has the words. */
int press_push(struct press *press, struct wire_client *client, const char *role);
/* Its targets alone; all must be taken. */
void press_targets(struct press *press, struct wire_client *client, const char *role);
/* Its metadata alone, as these bytes. */
int press_put(
    struct press *press, struct wire_client *client, const char *role, const void *bytes, size_t len);
/* All roles, which must be taken. */
void press_all(struct press *press);
/* The detail of the last push, of whatever status. Borrowed until the next. */
const char *press_words(const struct press *press);
/* A new client that verifies everything from root.json, over the network. "" or why not; counts targets. */
void press_follow(struct press *press, int64_t now_s, char ret_why[static 256], size_t *ret_targets);

#endif
