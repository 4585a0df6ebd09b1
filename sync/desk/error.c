#include "desk/error.h"

static const char *const texts[] = {
    [DESK_OK] = "Done.",
    [DESK_NO_MEMORY] = "This laptop has no memory left. Close other programs and try again.",
    [DESK_NO_SPACE] = "The disk is full. Nothing was changed. Make room and try again.",
    [DESK_DISK] = "The disk cannot be read or written. Nothing was changed. Ask your operator.",
    [DESK_EXISTS] = "This folder has keys already. Choose an empty folder, so that none are lost.",
    [DESK_BUSY] = "Another desk is using this folder. Close it first.",
    [DESK_NO_KEYS] = "This folder has no keys yet. Run wayside-desk init first.",
    [DESK_PASSPHRASE] = "These words do not open your keys. Look for a slip and try again.",
    [DESK_DAMAGED] = "Your key files, identity.age and laptop.json, are not as they were made. Bring back "
                     "your copy of both.",
    [DESK_LOCKED] = "The desk is locked. Unlock it with your passphrase.",
    [DESK_NOT_MEMBER] =
        "This laptop is in no team yet. Give what wayside-desk show-keys prints to your operator.",
    [DESK_NO_CASE] = "There is no such case on this laptop.",
    [DESK_NO_RECEIPT] = "This person asked for no answers. There is no way to reach them through the kiosk.",
    [DESK_NO_NUMBER] = "All 63 answers of this case are used. No more can be sent.",
    [DESK_FULL] = "Too many answers wait to leave. Nothing was changed. Try again when some have left.",
    [DESK_NO_ROUTE] = "The place where this was written is no longer in the network. Ask your operator.",
    [DESK_EMPTY] = "There is nothing to send yet. Write something first.",
    [DESK_TOO_LONG] = "This text is too long. Shorten it, or send it as two.",
    [DESK_FORMAT] = "This is not something the desk understands.",
    [DESK_RANDOM] = "This could not be sealed. Nothing was changed. Ask your operator.",
    [DESK_DELETED] = "This case was deleted, as the person asked. Nothing more can be done with it.",
    [DESK_CROWDED] =
        "This laptop holds as many messages as it can read. New ones wait at the hub. Ask your operator.",
};

const char *desk_error_text(enum desk_error error)
{
    return (unsigned)error < sizeof texts / sizeof *texts ? texts[error] : texts[DESK_DISK];
}

enum desk_error desk_error_of_disk(enum base_error error)
{
    switch (error) {
    case BASE_OK:
        return DESK_OK;
    case BASE_NO_MEMORY:
        return DESK_NO_MEMORY;
    case BASE_NO_SPACE:
        return DESK_NO_SPACE;
    default:
        return DESK_DISK;
    }
}
