/* JSON bodies of requests. Pure; exactly the members that the route takes, each once. */
#ifndef WAYSIDE_HUB_BODY_H
#define WAYSIDE_HUB_BODY_H

#include <stddef.h>

#include "identity.h"
#include "verdict.h"

/* {"token":"...","csr":"..."} */
enum verdict enrol_body_read(
    const void *json, size_t len, struct enrol_token *ret_token, char ret_csr[static ENROL_CSR_BYTES]);
/* {"csr":"..."} */
enum verdict renew_body_read(const void *json, size_t len, char ret_csr[static ENROL_CSR_BYTES]);
/* {"software","place","release","shown","refused","disk":"ok|low","temperature":"ok|hot"}: texts of printable
 * ASCII */
enum verdict heartbeat_body_read(const void *json, size_t len, struct heartbeat *ret_heartbeat);

#endif
