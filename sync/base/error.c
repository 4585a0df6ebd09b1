#include "base/error.h"

const char *base_error_text(enum base_error error)
{
    switch (error) {
    case BASE_OK:
        return "no error";
    case BASE_NO_MEMORY:
        return "out of memory, or it cannot be locked";
    case BASE_NO_SPACE:
        return "the disk is full";
    case BASE_NOT_FOUND:
        return "no such file or folder";
    case BASE_EXISTS:
        return "a file of that name is there already";
    case BASE_DENIED:
        return "permission denied";
    case BASE_IO:
        return "it cannot be read or written; perhaps it is a folder, or the disk has a fault";
    case BASE_TOO_LARGE:
        return "larger than it may be";
    case BASE_FORMAT:
        return "not in the expected format";
    case BASE_CUT:
        return "the power is off";
    }
    return "unknown error";
}
