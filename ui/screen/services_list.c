#include "services_list.h"

#include <stdlib.h>
#include <string.h>

#include "pack/table.h"

#define LIST_SIGNS " ,;\t" /* between the names of a list in a cell */

struct services_list {
    const struct network_place *place;
    struct service *in;
    size_t count;
    uint32_t offered;
};

static const struct need needs[NEEDS] = {{"doctor", "doctor"}, {"bed", "bed"}, {"food", "food"},
    {"clothes", "clothes"}, {"talk", "talk"}, {"lawyer", "scales"}, {"pay", "pay"}, {"papers", "papers"},
    {"child", "child"}, {"home", "home"}, {"stay", "stay"}, {"leave", "door"}, {"police", "police"},
    {"interpreter", "language"}, {"work", "tools"}, {"labour", "inspect"}, {"compensation", "coins"},
    {"witness", "shield"}};

const struct need *need_at(size_t need)
{
    return &needs[need < NEEDS ? need : 0];
}

size_t need_named(const char *name, size_t len)
{
    size_t i = 0;
    while (i < NEEDS && !(strlen(needs[i].name) == len && memcmp(needs[i].name, name, len) == 0))
        i++;
    return i;
}

const char *say_need(struct pass *pass, size_t need)
{
    const char *const words[NEEDS] = {say(pass, "A doctor"), say(pass, "A place to sleep"), say(pass, "Food"),
        say(pass, "Clothes"), say(pass, "To talk"), say(pass, "A lawyer"), say(pass, "My pay"),
        say(pass, "My papers"), say(pass, "For children"), say(pass, "To go home"), say(pass, "To stay here"),
        say(pass, "To travel on"), say(pass, "The police"), say(pass, "An interpreter"),
        say(pass, "To find work"), say(pass, "Work inspectors"), say(pass, "Money you are owed"),
        say(pass, "Safety for witnesses")};
    return words[need < NEEDS ? need : 0];
}

/* Walks the names of a list: the next one at *at, its length; 0 at the end. */
static size_t next_name(const char **at)
{
    *at += strspn(*at, LIST_SIGNS);
    return strcspn(*at, LIST_SIGNS);
}

uint32_t needs_read(const char *list)
{
    uint32_t bits = 0;
    size_t len;
    for (const char *at = list; (len = next_name(&at)) > 0; at += len) {
        size_t need = need_named(at, len);
        if (need < NEEDS)
            bits |= UINT32_C(1) << need;
    }
    return bits;
}

static bool list_names(const char *list, const char *name)
{
    size_t len;
    for (const char *at = list; (len = next_name(&at)) > 0; at += len)
        if (strlen(name) == len && memcmp(at, name, len) == 0)
            return true;
    return false;
}

static bool list_speaks(const char *list, const char *language)
{
    size_t len;
    for (const char *at = list; (len = next_name(&at)) > 0; at += len)
        if (same_language(at, len, language))
            return true;
    return false;
}

static enum hotline_fact fact_of(const char *cell)
{
    return strcmp(cell, "yes") == 0 ? FACT_YES : (strcmp(cell, "no") == 0 ? FACT_NO : FACT_UNKNOWN);
}

static void take_row(
    struct services_list *list, const struct pack *pack, const struct pack_table *table, size_t row)
{
    const char *places = table_cell(table, row, "places"), *number = table_cell(table, row, "number");
    uint32_t of = needs_read(table_cell(table, row, "need"));
    if (of == 0 || (places[0] && !list_names(places, list->place->code)) || list->count == SERVICES_MAX)
        return;
    bool bed = of & (UINT32_C(1) << need_named("bed", 3));
    list->in[list->count++] = (struct service){.pack = pack,
        .needs = of,
        .id = table_cell(table, row, "id"),
        .name = table_cell(table, row, "name"),
        .description = table_cell(table, row, "description"),
        .address = bed ? "" : table_cell(table, row, "address"),
        .number = hotline_is_number(number) ? number : "", /* it becomes an address that a phone dials */
        .languages = table_cell(table, row, "languages"),
        .checked_on = table_cell(table, row, "checked_on"),
        .opening = opening_read(table_cell(table, row, "opening_hours"), table_cell(table, row, "time_zone")),
        .free = fact_of(table_cell(table, row, "free")),
        .asks_papers = fact_of(table_cell(table, row, "asks_papers")),
        .children = fact_of(table_cell(table, row, "children"))};
    list->offered |= of;
}

struct services_list *services_list_new(const struct content *content)
{
    size_t rows = 0;
    for (size_t i = 0; i < content->pack_count; i++) {
        const struct pack_table *table = pack_table(content->packs[i], "services");
        rows += table ? table->row_count : 0;
    }
    rows = rows > SERVICES_MAX ? SERVICES_MAX : rows;
    if (rows == 0 || !content->place)
        return NULL;
    struct services_list *list = calloc(1, sizeof(*list));
    if (!list || !(list->in = calloc(rows, sizeof(list->in[0])))) {
        free(list);
        return NULL;
    }
    list->place = content->place;
    for (size_t i = 0; i < content->pack_count; i++) {
        const struct pack_table *table = pack_table(content->packs[i], "services");
        for (size_t row = 0; table && row < table->row_count; row++)
            take_row(list, content->packs[i], table, row);
    }
    return list;
}

void services_list_free(struct services_list *list)
{
    if (!list)
        return;
    for (size_t i = 0; i < list->count; i++)
        opening_clear(&list->in[i].opening);
    free(list->in);
    free(list);
}

uint32_t services_offered(const struct services_list *list)
{
    return list ? list->offered : 0;
}

const struct service *service_at(const struct services_list *list, size_t at)
{
    return list && at < list->count ? &list->in[at] : NULL;
}

bool services_number_for(const struct services_list *list, const char *need, const char *number)
{
    uint32_t bit = needs_read(need);
    for (size_t i = 0; list && number[0] && i < list->count; i++)
        if ((list->in[i].needs & bit) && strcmp(list->in[i].number, number) == 0)
            return true;
    return false;
}

size_t services_now(const struct services_list *list, const struct ui_facts *facts, const char *language,
    bool child, size_t need, struct service_now ret_in[static SERVICES_SHOWN])
{
    size_t count = 0;
    for (size_t i = 0; list && need < NEEDS && i < list->count; i++) {
        const struct service *service = &list->in[i];
        if (!(service->needs & (UINT32_C(1) << need)))
            continue;
        struct service_now one = {service, i, opening_now(&service->opening, list->place, facts)};
        one.now.stale = checked_long_ago(service->checked_on, facts->today);
        one.now.child = child && service->children == FACT_YES;
        one.now.speaks = list_speaks(service->languages, language);
        size_t at = count;
        while (at > 0 && answers_before(&one.now, &ret_in[at - 1].now))
            at--;
        if (at == SERVICES_SHOWN)
            continue;
        count += count < SERVICES_SHOWN;
        memmove(&ret_in[at + 1], &ret_in[at], (count - at - 1) * sizeof(one));
        ret_in[at] = one;
    }
    return count;
}
