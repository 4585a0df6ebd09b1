/* wipe: memory that no longer belongs to anyone. The program wayside-kiosk replaces the C library's
 * allocator by one that wipes all it frees (wipe_malloc.c, linked into the program alone: sanitizers
 * bring their own); this is the stack's part. */
#ifndef WAYSIDE_FIRMWARE_WIPE_H
#define WAYSIDE_FIRMWARE_WIPE_H

/* Overwrites 192 KiB of the calling thread's stack below the caller. */
void stack_wipe(void);

#endif
