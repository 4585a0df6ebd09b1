#include "give.h"

enum seal_error error_of(enum base_error error)
{
    return error == BASE_OK ? SEAL_OK : error == BASE_NO_MEMORY ? SEAL_NO_MEMORY : SEAL_SIZE;
}

enum seal_error buffer_give(enum seal_error error, struct buffer *made, struct buffer *ret)
{
    if (error) {
        buffer_clear(made);
        return error;
    }
    buffer_clear(ret);
    *ret = *made;
    return SEAL_OK;
}
