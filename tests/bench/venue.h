/* The kiosk as it stands in a hall: the shipped form and words, a place of nine languages, the starter pack,
 * under an X server of its own; and the page that it shows at its start, written down for a browser.
 * Link: SOURCES bench/{venue,page,figures,eye}.c and those of firmware/booth.h. */
#ifndef WAYSIDE_TESTS_VENUE_H
#define WAYSIDE_TESTS_VENUE_H

#include "bench/eye.h"
#include "firmware/booth.h"

/* Folders, release and X server; no program yet. Clear with booth_stop. */
struct booth *venue_new(void);
/* Starts what shows pictures; NULL and a sentence on standard error when it does not start. */
struct process *venue_chromium(struct booth *booth, const char *page);
/* Ends it, waits until the screen is empty, and removes what it wrote. */
void venue_end(struct booth *booth, struct process *process, struct eye *eye);

/* What the kiosk shows at this moment while nobody is there: as a picture in booth->stage; as page.html with
 * the same words, fonts and picture in the venue's folder; and where its foot is, in the foot's colour. */
void page_write(struct booth *booth, char ret_path[static 256], struct eye_sign *ret_sign);

#endif
