/* The people of the demo who hold keys: Ana and Chi of two charities, Ben who runs the hub, Dina who writes
 * Harbour Help's pack. Each has a key under a passphrase of her own, and runs wayside-publish. */
#ifndef WAYSIDE_DEMO_PEOPLE_H
#define WAYSIDE_DEMO_PEOPLE_H

#include "demo/stage.h"

#define PEOPLE_OUT 16384

/* A key for each, under six words that stay in run/keys. */
bool people_keys(struct stage *stage);
/* wayside-publish with these words (up to NULL); person: whose key signs and whose laptop it is, NULL none.
 * What it prints is in ret_out (PEOPLE_OUT bytes; may be NULL). False after one sentence when it ends with
 * anything but 0. */
bool people_publish(struct stage *stage, const char *person, char *ret_out, const char *const words[]);
/* On a stick that goes from hand to hand, without a network: root.json and targets.json. */
bool people_ceremony(struct stage *stage);
/* Ana's and Dina's laptops become known to the hub; the operator compares codes. */
bool people_enrol(struct stage *stage);
/* Teams and places: Ana and Chi sign the one, Ben the other; root and targets come from the stick. */
bool people_network(struct stage *stage);
/* Signs what the folder of a pack has become, and pushes it; Ana signs the numbers too when she is asked. */
bool people_pack(struct stage *stage, const char *folder);

#endif
