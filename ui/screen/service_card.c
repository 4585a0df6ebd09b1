#include "service_card.h"

#include <string.h>

#define LIST_SIGNS " ,;\t"

/* A text of its pack in the visitor's language, else as it was written, and the strip says so. */
static const char *say_service(
    struct pass *pass, const struct service *service, const char *msgid, const char **ret_language)
{
    *ret_language = NULL;
    const struct pack *pack = service->pack;
    const struct pack_language *language = pack_language(pack, pass->language);
    const char *text = language && msgid[0] ? pack_string(language, msgid) : NULL;
    pack_marks(pass, pack, text ? language : NULL);
    if (text || !msgid[0])
        return text ? text : "";
    bool elsewhere = strcmp(pack->languages[0].tag, pass->language) != 0;
    *ret_language = elsewhere ? pack->languages[0].tag : NULL;
    pass->elsewhere |= elsewhere;
    text = pack_string(&pack->languages[0], msgid);
    return text ? text : msgid;
}

static const char *languages_of(struct ui *ui, const struct content *content, const char *list)
{
    struct pass *pass = &ui->pass;
    const char *line = "";
    size_t len;
    for (const char *at = list + strspn(list, LIST_SIGNS); (len = strcspn(at, LIST_SIGNS)) > 0;
         at += len, at += strspn(at, LIST_SIGNS))
        line = scratch_join(pass, line, line[0] ? say(pass, ", ") : "",
            say_language(ui, content, scratch_text(pass, at, len)));
    return line[0] ? say_with(pass, "They speak {languages}", "languages", line, NULL) : "";
}

static void add_facts(
    struct ui *ui, struct contact *contact, const struct content *content, const struct service_now *one)
{
    static const char *const money[2] = {"pay", "check"}, *const papers[2] = {"check", "papers"};
    static const char *const young[2] = {"age-adult", "child"};
    struct pass *pass = &ui->pass;
    const struct service *service = one->service;
    const char *money_words[2] = {say(pass, "Costs money"), say(pass, "Costs nothing")};
    const char *papers_words[2] = {
        say(pass, "Nobody asks for your papers"), say(pass, "They ask for papers")};
    const char *young_words[2] = {say(pass, "For adults only"), say(pass, "For children too")};
    bool bed = service->needs & needs_read("bed");
    if (bed && service->number[0])
        contact_fact(contact, "first", "phone",
            say_critical(pass, "Call first. They tell you on the telephone where to go."));
    contact_fact(contact, "address", "place", service->address);
    contact_fact(contact, "speaks", "language", languages_of(ui, content, service->languages));
    contact_either(contact, "free", service->free, money, money_words);
    contact_either(contact, "papers", service->asks_papers, papers, papers_words);
    contact_either(contact, "children", service->children, young, young_words);
    contact_checked(pass, contact, service->checked_on, one->now.stale);
}

bool flow_service_card(struct ui *ui, struct flow *flow, const struct content *content,
    const struct service_now *one, bool first)
{
    struct pass *pass = &ui->pass;
    const struct service *service = one->service;
    size_t need = 0;
    while (need + 1 < NEEDS && !(service->needs & (UINT32_C(1) << need)))
        need++;
    struct contact contact = {.prefix = "service",
        .id = service->id,
        .icon = need_at(need)->icon,
        .number = service->number,
        .code = service->number[0] != 0};
    contact.name = say_service(pass, service, service->name, &contact.name_language);
    contact.about = say_service(pass, service, service->description, &contact.about_language);
    contact_now(pass, &contact, ui->facts, &one->now);
    add_facts(ui, &contact, content, one);
    return flow_contact(ui, flow, &contact, first);
}
