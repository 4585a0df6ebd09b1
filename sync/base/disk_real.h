/* What disk.c needs of the real disk beside its table of functions. */
#ifndef WAYSIDE_BASE_DISK_REAL_H
#define WAYSIDE_BASE_DISK_REAL_H

#include "base/buffer.h"
#include "base/error.h"

enum base_error disk_errno(int number);
/* Adds everything up to the end of file; on failure nothing. */
enum base_error disk_read_opened(int file, struct buffer *ret_bytes);

#endif
