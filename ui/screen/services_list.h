/* Inside ui/screen only: what packs offer here (table `services`, docs/pack-sources.md), by need and hour.
 * Read when the content comes. */
#ifndef WAYSIDE_SCREEN_SERVICES_LIST_H
#define WAYSIDE_SCREEN_SERVICES_LIST_H

#include "answers_now.h"
#include "pack/hotlines.h" /* enum hotline_fact */

#define NEEDS 18
#define SERVICES_MAX 4096 /* of one place, over all its packs */
#define SERVICES_SHOWN 24 /* for one need: more than anybody turns pages for; the best of them */

/* What people need, in the order of the page. */
struct need {
    const char *name, *icon;
};
const struct need *need_at(size_t need);
/* NEEDS when there is no such need. */
size_t need_named(const char *name, size_t len);
/* Neutral when read from three metres. */
const char *say_need(struct pass *pass, size_t need);
/* A list "papers lawyer" as bits. */
uint32_t needs_read(const char *list);

struct service { /* texts are of the pack's table; name and description are msgids of the pack */
    const struct pack *pack;
    uint32_t needs; /* bits */
    const char *id, *name, *description, *number, *languages, *checked_on;
    const char *address; /* "" always for a bed: where people are safe is never shown */
    struct opening opening;
    enum hotline_fact free, asks_papers, children;
};
struct services_list;
/* NULL when there are none, or no memory. Borrows the content. */
struct services_list *services_list_new(const struct content *content);
void services_list_free(struct services_list *list); /* takes NULL */
/* Needs that somebody here offers something for, as bits. All take NULL: a place without services. */
uint32_t services_offered(const struct services_list *list);
/* NULL when there is none. */
const struct service *service_at(const struct services_list *list, size_t at);
/* Is it the number of a service for this need? */
bool services_number_for(const struct services_list *list, const char *need, const char *number);

struct service_now {
    const struct service *service;
    size_t at; /* service_at */
    struct answers_now now;
};
/* For one need, by answers_before. Returns how many. */
size_t services_now(const struct services_list *list, const struct ui_facts *facts, const char *language,
    bool child, size_t need, struct service_now ret_in[static SERVICES_SHOWN]);

#endif
