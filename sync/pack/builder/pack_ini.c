#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "sources.h"

#define NAME_BYTES 32 /* of an NGO's or a pack's name, as the reader takes it */
#define CAMPAIGNS_MOST 256
#define PLACES_LISTED 4096
#define CAMPAIGN "campaign "

struct reading {
    struct ini ini;
    const char *file;
    struct report *report;
};

bool is_slug(const char *text)
{
    size_t len = strlen(text);
    for (size_t i = 0; i < len; i++) {
        bool alphanumeric = (text[i] >= 'a' && text[i] <= 'z') || (text[i] >= '0' && text[i] <= '9');
        if (!alphanumeric && (text[i] != '-' || i == 0 || text[i - 1] == '-'))
            return false;
    }
    return len > 0 && len <= SLUG_BYTES && text[len - 1] != '-';
}

bool is_day(const char *text)
{
    int64_t seconds;
    return day_read(text, &seconds);
}

static void complain(struct reading *reading, const struct ini_value *value, const char *what)
{
    char place[32];
    snprintf(place, sizeof place, "line %zu", value->line);
    report_mistake(reading->report, reading->file, place, "%s", what);
}

/* The value, "" and a mistake when it is missing. */
static const struct ini_value *need(struct reading *reading, const char *section, const char *key)
{
    const struct ini_value *value = ini_find(&reading->ini, section, key);
    if (value && value->value[0])
        return value;
    report_mistake(
        reading->report, reading->file, "", "In [%.80s] a line \"%s = ...\" is missing.", section, key);
    return NULL;
}

static char *read_name(struct reading *reading, const char *key)
{
    const struct ini_value *value = need(reading, "pack", key);
    if (value && (!is_slug(value->value) || strlen(value->value) > NAME_BYTES)) {
        complain(reading, value, "Use small letters a to z, digits and hyphens, at most 32.");
        value = NULL;
    }
    return strdup(value ? value->value : "");
}

static char *read_title(struct reading *reading, size_t *ret_line)
{
    const struct ini_value *value = need(reading, "pack", "title");
    if (value && strlen(value->value) > STRING_BYTES) {
        complain(reading, value, "The title is too long; a few words are enough.");
        value = NULL;
    }
    *ret_line = value ? value->line : 0;
    return strdup(value ? value->value : "");
}

static int read_version(struct reading *reading)
{
    const struct ini_value *value = need(reading, "pack", "version");
    char *end = NULL;
    long version = value && value->value[0] >= '0' && value->value[0] <= '9' ? strtol(value->value, &end, 10)
                                                                             : 0;
    if (value && (version < 1 || version > 1000000000 || *end)) {
        complain(reading, value, "The version is a whole number from 1.");
        version = 0;
    }
    return (int)version;
}

static bool read_channel(struct reading *reading)
{
    const struct ini_value *value = ini_find(&reading->ini, "pack", "channel");
    if (value && strcmp(value->value, "live") != 0 && strcmp(value->value, "demo") != 0)
        complain(reading, value, "The channel is demo or live.");
    return value && strcmp(value->value, "live") == 0;
}

/* Where the web export is put: NULL without it, or after a mistake. */
static char *read_web(struct reading *reading)
{
    const struct ini_value *value = ini_find(&reading->ini, "pack", "web");
    static const char start[] = "https://";
    if (!value || !value->value[0])
        return NULL;
    const char *text = value->value;
    size_t len = strlen(text);
    while (len > 0 && text[len - 1] == '/')
        len--;
    bool good = strncmp(text, start, strlen(start)) == 0 && len > strlen(start) && len <= PACK_WEB;
    for (size_t i = 0; i < len; i++)
        good &= text[i] > ' ' && text[i] < 0x7f && !strchr("\"'<>\\^`{|}?#&", text[i]);
    if (good)
        return strndup(text, len);
    complain(reading, value,
        "Write the address of the folder with the web pages: https://harbour.example/port, at most 120 "
        "letters.");
    return NULL;
}

static bool read_voice(struct reading *reading)
{
    const struct ini_value *value = ini_find(&reading->ini, "pack", "voice");
    if (value && strcmp(value->value, "yes") != 0 && strcmp(value->value, "no") != 0)
        complain(reading, value, "Write voice = yes when the pages are to be read aloud, else voice = no.");
    return value && strcmp(value->value, "yes") == 0;
}

/* False when the key is not there. */
static bool read_list(struct reading *reading, const char *key, const char *separators, size_t most,
    struct list *ret_list, size_t *ret_line)
{
    const struct ini_value *value = ini_find(&reading->ini, "pack", key);
    char place[32];
    if (!value)
        return false;
    snprintf(place, sizeof place, "line %zu", value->line);
    *ret_line = value->line;
    if (!list_split(value->value, separators, most, ret_list))
        report_mistake(
            reading->report, reading->file, place, "There are more than %zu names; take some out.", most);
    for (size_t i = 0; i < ret_list->count; i++)
        for (size_t k = 0; k < i; k++)
            if (strcmp(ret_list->in[i], ret_list->in[k]) == 0)
                report_mistake(reading->report, reading->file, place,
                    "\"%.64s\" stands there twice; take one out.", ret_list->in[i]);
    return true;
}

static char *read_campaign_day(struct reading *reading, const char *section, const char *key)
{
    const struct ini_value *value = need(reading, section, key);
    if (value && !is_day(value->value)) {
        complain(reading, value, "This is no day. Write it as 2027-03-01.");
        value = NULL;
    }
    return strdup(value ? value->value : "");
}

static void read_campaign(struct reading *reading, const char *section, size_t line, struct pack_ini *pack)
{
    struct campaign campaign = {.id = strdup(section + strlen(CAMPAIGN))};
    const struct ini_value first = {.line = line};
    struct campaign *campaigns = realloc(pack->campaigns, (pack->campaign_count + 1) * sizeof *campaigns);
    if (!campaigns) {
        free(campaign.id);
        return;
    }
    pack->campaigns = campaigns;
    if (!is_slug(campaign.id))
        complain(
            reading, &first, "Call a campaign with small letters, digits and hyphens: [campaign season].");
    campaign.from = read_campaign_day(reading, section, "from");
    campaign.until = read_campaign_day(reading, section, "until");
    const struct ini_value *until = ini_find(&reading->ini, section, "until");
    if (until && campaign.from && campaign.until && strcmp(campaign.until, campaign.from) < 0 &&
        campaign.until[0])
        complain(reading, until, "The last day is before the first one.");
    const struct ini_value *places = ini_find(&reading->ini, section, "places");
    if (places && !list_split(places->value, LIST_WORDS, PLACES_LISTED, &campaign.places))
        complain(reading, places, "There are too many places; leave the line out to show it everywhere.");
    campaigns[pack->campaign_count++] = campaign;
}

static void read_campaigns(struct reading *reading, struct pack_ini *pack)
{
    for (size_t i = 0; i < reading->ini.count; i++) {
        const struct ini_value *value = &reading->ini.in[i];
        if (strncmp(value->section, CAMPAIGN, strlen(CAMPAIGN)) != 0 ||
            pack_ini_campaign(pack, value->section + strlen(CAMPAIGN)))
            continue;
        if (pack->campaign_count == CAMPAIGNS_MOST) {
            complain(reading, value, "There are more than 256 campaigns; take out those that are over.");
            return;
        }
        read_campaign(reading, value->section, value->line, pack);
    }
}

static void name_unknown(struct reading *reading)
{
    for (size_t i = 0; i < reading->ini.count; i++) {
        const struct ini_value *value = &reading->ini.in[i];
        char place[32];
        snprintf(place, sizeof place, "line %zu", value->line);
        if (!value->known)
            report_mistake(reading->report, reading->file, place,
                "\"%.60s\" in [%.60s] is not known; correct the name or take the line out.", value->key,
                value->section);
    }
}

void pack_ini_read(
    const char *file, const void *bytes, size_t len, struct report *report, struct pack_ini *ret_pack)
{
    struct reading reading = {.file = file, .report = report};
    struct pack_ini pack = {.owner = NULL};
    size_t line = 0;
    ini_read(file, bytes, len, report, &reading.ini);
    pack.owner = read_name(&reading, "owner");
    pack.id = read_name(&reading, "id");
    pack.title = read_title(&reading, &pack.title_line);
    pack.version = read_version(&reading);
    pack.live = read_channel(&reading);
    pack.web = read_web(&reading);
    pack.voice = read_voice(&reading);
    if (need(&reading, "pack", "languages"))
        read_list(&reading, "languages", LIST_WORDS, PACK_LANGUAGES, &pack.languages, &pack.languages_line);
    read_list(&reading, "topics", LIST_WORDS, PACK_TOPICS, &pack.topics, &pack.topics_line);
    pack.forms_named = read_list(&reading, "forms", LIST_WORDS, PACK_FORMS, &pack.forms, &pack.forms_line);
    read_list(&reading, "reviewed_by", LIST_NAMES, 16, &pack.reviewers, &line);
    read_campaigns(&reading, &pack);
    name_unknown(&reading);
    ini_clear(&reading.ini);
    *ret_pack = pack;
}

const struct campaign *pack_ini_campaign(const struct pack_ini *pack, const char *id)
{
    for (size_t i = 0; i < pack->campaign_count; i++)
        if (pack->campaigns[i].id && strcmp(pack->campaigns[i].id, id) == 0)
            return &pack->campaigns[i];
    return NULL;
}

void pack_ini_clear(struct pack_ini *pack)
{
    for (size_t i = 0; i < pack->campaign_count; i++) {
        free(pack->campaigns[i].id);
        free(pack->campaigns[i].from);
        free(pack->campaigns[i].until);
        list_clear(&pack->campaigns[i].places);
    }
    free(pack->campaigns);
    list_clear(&pack->languages);
    list_clear(&pack->topics);
    list_clear(&pack->forms);
    list_clear(&pack->reviewers);
    free(pack->owner);
    free(pack->id);
    free(pack->title);
    free(pack->web);
    *pack = (struct pack_ini){.owner = NULL};
}
