/* A hotline on its card: what one wants to know before calling. */
#include "help_card.h"

#include <string.h>

void contact_fact(struct contact *contact, const char *kind, const char *icon, const char *words)
{
    if (words && words[0] && contact->fact_count < CONTACT_FACTS)
        contact->facts[contact->fact_count++] = (struct contact_fact){kind, icon, words};
}

void contact_either(struct contact *contact, const char *kind, enum hotline_fact fact,
    const char *const icons[static 2], const char *const words[static 2])
{
    if (fact != FACT_UNKNOWN)
        contact_fact(contact, kind, icons[fact == FACT_YES], words[fact == FACT_YES]);
}

void contact_checked(struct pass *pass, struct contact *contact, const char *checked_on, bool stale)
{
    const char *day = say_day(pass, checked_on);
    if (stale)
        contact_fact(contact, "checked", "hourglass",
            day[0] ? say_with(pass, "Not checked since {day}", "day", day, NULL)
                   : say(pass, "Not checked for long"));
    else if (day[0])
        contact_fact(contact, "checked", "clock", say_with(pass, "Checked on {day}", "day", day, NULL));
}

void contact_now(
    struct pass *pass, struct contact *contact, const struct ui_facts *facts, const struct answers_now *now)
{
    contact->state = say_answers_now(pass, facts, now);
    contact->open = now->state == NOW_OPEN;
    if (now->holidays_unsure)
        contact_fact(contact, "holidays", "info", say(pass, "It may be closed on public holidays"));
}

/* The language in which it is shown, NULL the page's; when it is another one, the strip says so. */
static const char *language_of(struct pass *pass, const struct network_text *text)
{
    for (size_t i = 0; i < text->count; i++)
        if (strcmp(text->in[i].language, pass->language) == 0)
            return NULL;
    pass->elsewhere |= text->count > 0;
    return text->count > 0 ? text->in[0].language : NULL;
}

static const char *languages_of(struct ui *ui, const struct content *content, const struct hotline *hotline)
{
    const char *line = "";
    for (size_t i = 0; i < hotline->language_count; i++)
        line = scratch_join(&ui->pass, line, line[0] ? say(&ui->pass, ", ") : "",
            say_language(ui, content, hotline->languages[i]));
    return line[0] ? say_with(&ui->pass, "They speak {languages}", "languages", line, NULL) : "";
}

static void add_facts(
    struct ui *ui, struct contact *contact, const struct content *content, const struct help_line *line)
{
    static const char *const phone[2] = {"pay", "phone"}, *const record[2] = {"check", "alarm"};
    static const char *const bill[2] = {"covered", "eye"};
    struct pass *pass = &ui->pass;
    const struct hotline *hotline = line->hotline;
    const char *free_words[2] = {
        say(pass, "Costs money with a foreign SIM card"), say(pass, "Free, with a foreign SIM card too")};
    const char *record_words[2] = {say(pass, "Calls are not recorded"), say(pass, "Calls are recorded")};
    const char *bill_words[2] = {
        say(pass, "The call is not on the phone bill"), say(pass, "The call can be seen on the phone bill")};
    contact_fact(contact, "speaks", "language", languages_of(ui, content, hotline));
    contact_either(contact, "free", hotline->free_from_foreign_sim, phone, free_words);
    contact_either(contact, "recorded", hotline->records_calls, record, record_words);
    contact_either(contact, "bill", hotline->on_phone_bill, bill, bill_words);
    if (hotline->children == FACT_YES)
        contact_fact(contact, "children", "child", say(pass, "Children can call too"));
    if (hotline->text_number && hotline->text_number[0])
        contact_fact(contact, "text", "tell",
            say_with(
                pass, "Text messages: {number}", "number", say_number(pass, hotline->text_number), NULL));
    contact_checked(pass, contact, hotline->checked_on, line->now.stale);
}

static bool flow_line(struct ui *ui, struct flow *flow, const struct content *content,
    const struct help_line *line, bool first, bool code)
{
    struct pass *pass = &ui->pass;
    const struct hotline *hotline = line->hotline;
    struct contact contact = {.prefix = "help",
        .id = hotline->id,
        .icon = "phone",
        .name = network_text(&hotline->name, pass->language),
        .about = network_text(&hotline->answered_by, pass->language),
        .number = hotline->number,
        .code = code};
    contact.name_language = language_of(pass, &hotline->name);
    contact.about_language = language_of(pass, &hotline->answered_by);
    contact_now(pass, &contact, ui->facts, &line->now);
    add_facts(ui, &contact, content, line);
    return flow_contact(ui, flow, &contact, first);
}

void flow_help_card(
    struct ui *ui, struct flow *flow, const struct content *content, const struct help_line *line, bool first)
{
    (void)flow_line(ui, flow, content, line, first, false);
}

struct nav flow_help_line(struct ui *ui, struct flow *flow, const struct content *content,
    struct visit *visit, const struct help_line *line, bool first)
{
    if (!flow_line(ui, flow, content, line, first, true))
        return (struct nav){0};
    visit->number_of_service = false;
    visit->number_at = line->at;
    return nav_go(SCREEN_NUMBER);
}
