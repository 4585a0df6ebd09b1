/* Inside ui/screen only: who answers, on a card. The same for hotlines and for services. */
#ifndef WAYSIDE_SCREEN_CONTACT_CARD_H
#define WAYSIDE_SCREEN_CONTACT_CARD_H

#include "help_lines.h"
#include "packs.h"

#define CONTACT_FACTS 12

struct contact_fact {
    const char *kind; /* of the node: "speaks" */
    const char *icon, *words;
};
struct contact {             /* strings of the pass or of the content; "" or NULL: nothing is said of it */
    const char *prefix, *id; /* of the nodes: "help.number.<id>" */
    const char *icon, *name, *about;
    const char *name_language, *about_language; /* NULL: the page's */
    const char *number;                         /* as dialled; "" none */
    const char *state;                          /* say_answers_now */
    bool open;
    bool code; /* with the button of its number's page */
    struct contact_fact facts[CONTACT_FACTS];
    size_t fact_count;
};
/* Only with words. */
void contact_fact(struct contact *contact, const char *kind, const char *icon, const char *words);
/* Said only when it is known: words[0] for no, words[1] for yes. */
void contact_either(struct contact *contact, const char *kind, enum hotline_fact fact,
    const char *const icons[static 2], const char *const words[static 2]);
/* When it was checked. */
void contact_checked(struct pass *pass, struct contact *contact, const char *checked_on, bool stale);
/* Hours that may not hold on holidays. */
void contact_now(
    struct pass *pass, struct contact *contact, const struct ui_facts *facts, const struct answers_now *now);

/* In one card where the page has room for all of it. first: of the page's numbers; then the digits come
 * before the rest. True when the button of its number's page was pressed. */
bool flow_contact(struct ui *ui, struct flow *flow, const struct contact *contact, bool first);

#endif
