/* booth: the program wayside-kiosk under an X server of its own, pressed with XTEST where the same screens on
 * a memory surface beside it say. Link: SOURCES firmware/booth.c firmware/hand.c firmware/station.c
 * network_maker.c demo/process.c demo/window.c USES preview. */
#ifndef WAYSIDE_TESTS_BOOTH_H
#define WAYSIDE_TESTS_BOOTH_H

#include <stdbool.h>
#include <stdint.h>

#include "demo/process.h"
#include "demo/window.h"
#include "firmware/hand.h"
#include "preview/stage.h"

#define BOOTH_WITHIN_MS 10000

struct booth {
    struct hand hand; /* folders, keys, settings; no kiosk in this process */
    struct processes processes;
    struct process *server, *kiosk;
    struct window *window;
    struct stage *stage;
    char display[32], ini[128];
    uint32_t *seen;
};
/* For cmocka: folders only; folders, X server, kiosk and its window. */
int booth_prepare(void **state);
int booth_start(void **state);
int booth_stop(void **state);

void booth_server(struct booth *booth);
void booth_kiosk(struct booth *booth, const char *video_driver);
void booth_until_drawn(struct booth *booth);
void booth_look(struct booth *booth);         /* opens the window and the memory surface beside it */
int booth_exit_code(struct process *process); /* waits; minus the signal when it ended by one */
void booth_log(const struct booth *booth, char *ret_text, size_t cap);

/* On both, by id. */
void booth_press(struct booth *booth, const char *id, int64_t ms);
bool booth_same_picture(struct booth *booth);
void booth_see(struct booth *booth, const char *what); /* waits until both look the same */
void pause_ms(long ms);

#endif
