/* The network file from the disk, verified and read: what every program but the kiosk does with it. */
#ifndef WAYSIDE_PACK_NETWORK_FILE_H
#define WAYSIDE_PACK_NETWORK_FILE_H

#include <stdint.h>

#include "base/buffer.h"
#include "pack/network.h"

/* NULL on any fault; ret_message then names file, fault and what to do. ret_bytes, when not NULL, gets
 * the file as it is (initialised with NETWORK_BYTES; also after a fault, as far as it was read). */
struct network *network_file_read(
    const char *path, const uint8_t root[static 32], struct buffer *ret_bytes, char ret_message[static 256]);

#endif
