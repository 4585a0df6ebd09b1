/* seal: the age format, the envelopes of the network, keys and receipts. It makes and opens sealed
 * bytes in memory. It is not a place for files, for the network or for what a document means. */
#ifndef WAYSIDE_SEAL_ERROR_H
#define WAYSIDE_SEAL_ERROR_H

#include "base/error.h"

enum seal_error {
    SEAL_OK = 0,
    SEAL_NO_MEMORY,
    SEAL_HEADER,    /* not an age v1 header, or one that the grammar refuses */
    SEAL_NO_MATCH,  /* none of the identities opens it */
    SEAL_MAC,       /* the header was changed: its HMAC is wrong */
    SEAL_PAYLOAD,   /* the payload was changed, cut short or has too much */
    SEAL_ARMOR,     /* the armour is not strict PEM as the format asks */
    SEAL_SIZE,      /* not the one size that this envelope has, or too much for it */
    SEAL_KEY,       /* a key, recipient or identity is malformed or of low order */
    SEAL_SIGNATURE, /* the signature is missing or wrong */
    SEAL_WORK,      /* scrypt work factor above what we accept */
    SEAL_FORM,      /* what it holds, or should hold, breaks the rules of this envelope or document */
};

/* One plain phrase, lower case, without a full stop. Never NULL. */
const char *seal_error_text(enum seal_error error);

#endif
