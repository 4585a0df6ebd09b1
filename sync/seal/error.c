#include "seal/error.h"

const char *seal_error_text(enum seal_error error)
{
    switch (error) {
    case SEAL_OK:
        return "done";
    case SEAL_NO_MEMORY:
        return "there is not enough memory";
    case SEAL_HEADER:
        return "this is not an age v1 file, or its header is malformed";
    case SEAL_NO_MATCH:
        return "none of the keys opens it";
    case SEAL_MAC:
        return "its header was changed";
    case SEAL_PAYLOAD:
        return "its content was changed, cut short or added to";
    case SEAL_ARMOR:
        return "its armour is malformed";
    case SEAL_SIZE:
        return "its size is not the one it must have";
    case SEAL_KEY:
        return "the key is malformed";
    case SEAL_SIGNATURE:
        return "its signature is missing or wrong";
    case SEAL_WORK:
        return "its passphrase would take too long to check";
    case SEAL_FORM:
        return "it opens, but what it holds is not what it must hold";
    }
    return "an unknown fault";
}
