/* desk: a coordinator's program on her own laptop. It fetches sealed files, opens them locally, shows
 * them on a page that only this laptop can reach, and answers. It is not a place for anything that a
 * server could do: whatever it knows in the clear is in memory and gone when it locks. */
#ifndef WAYSIDE_DESK_ERROR_H
#define WAYSIDE_DESK_ERROR_H

#include "base/error.h"

enum desk_error {
    DESK_OK = 0,
    DESK_NO_MEMORY,
    DESK_NO_SPACE,   /* the disk is full: nothing was changed */
    DESK_DISK,       /* any other fault of the disk */
    DESK_EXISTS,     /* init: this folder has keys already */
    DESK_BUSY,       /* another desk has this folder open */
    DESK_NO_KEYS,    /* no identity.age or laptop.json: init first */
    DESK_PASSPHRASE, /* the passphrase does not open identity.age */
    DESK_DAMAGED,    /* identity.age or laptop.json is not what init wrote */
    DESK_LOCKED,     /* unlock first */
    DESK_NOT_MEMBER, /* this laptop's keys are in no team of the network */
    DESK_NO_CASE,    /* no such thread */
    DESK_NO_RECEIPT, /* the person asked for no answers: there is no key to seal to */
    DESK_NO_NUMBER,  /* all 64 answers of the thread are used */
    DESK_FULL,       /* so many answers wait that no more can be taken */
    DESK_NO_ROUTE,   /* the document's place is not in the network */
    DESK_EMPTY,      /* no text, and no change of state either */
    DESK_TOO_LONG,   /* the text is over its limit */
    DESK_FORMAT,     /* bytes are not what docs/formats.md asks */
    DESK_RANDOM,     /* sealing or signing failed: no random source, or a malformed key */
    DESK_DELETED,    /* the person asked to erase the thread: nothing of it is taken any more */
    DESK_CROWDED,    /* STORE_INBOX_MOST files; new ones wait at the hub */
};

/* One plain sentence for a coordinator, that says what to do. Never NULL. */
const char *desk_error_text(enum desk_error error);
enum desk_error desk_error_of_disk(enum base_error error);

#endif
