/* pack/pack.h: a pack is read whole, a text that is not there is normal, anything else wrong is named. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fault/cut_disk.h"
#include "pack/pack.h"

#define HEX32 "00112233445566778899aabbccddeeff"

static const char head[] =
    "{\"v\":1,\"kind\":\"pack\",\"id\":\"harbour/"
    "port\",\"version\":3,\"owner\":\"harbour\",\"title\":\"Port\","
    "\"web\":\"https://harbour.example/"
    "port\",\"demo\":true,\"languages\":[{\"tag\":\"en\",\"reviewed\":true},{\"tag\":\"ar\",\"reviewed\":"
    "false}],"
    "\"topics\":[{\"slug\":\"papers\",\"audience\":\"public\",\"picture\":\"boat\",\"review_by\":\"2027-01-"
    "31\"},"
    "{\"slug\":\"week\",\"audience\":\"worker\",\"campaign\":\"october\",\"review_by\":\"2027-01-31\","
    "\"story\":\"job\",\"episode\":2,\"needs\":[\"bed\",\"lawyer\"]},"
    "{\"slug\":\"pay\",\"audience\":\"staff\",\"review_by\":\"2027-01-31\"}],"
    "\"campaigns\":[{\"id\":\"october\",\"from\":\"2026-10-01\",\"until\":\"2026-10-31\",\"places\":[\"demo-"
    "1\"]}],"
    "\"pictures\":[{\"name\":\"boat\",\"alt\":\"A boat\",\"sizes\":[{\"width\":320,\"height\":200,"
    "\"file\":\"media/" HEX32 ".png\"},{\"width\":640,\"height\":400,\"file\":\"media/" HEX32 ".png\"}]}],"
    "\"sounds\":[{\"name\":\"papers-en\",\"language\":\"en\",\"of\":\"papers\",\"file\":\"media/" HEX32
    ".ogg\"}],"
    "\"forms\":[\"help\"],\"tables\":[\"services\"]}";
static const char english[] =
    "{\"v\":1,\"kind\":\"lang\",\"language\":\"en\",\"strings\":{\"Port\":\"Port\",\"A boat\":\"A boat\"},"
    "\"topics\":{\"papers\":{\"title\":\"Your papers\",\"summary\":\"They are yours.\",\"blocks\":["
    "{\"type\":\"heading\",\"text\":\"Yours\"},{\"type\":\"text\",\"text\":\"Nobody may keep them.\"},"
    "{\"type\":\"list\",\"items\":[\"one\",\"two\"]},{\"type\":\"picture\",\"picture\":\"boat\",\"text\":"
    "\"\"},"
    "{\"type\":\"help\"},{\"type\":\"signs\"}]},\"week\":{\"title\":\"Week\",\"summary\":\"S\",\"blocks\":[]}"
    "}}";
static const char form[] = "{\"id\":\"help\",\"version\":1,\"title\":\"t\",\"questions\":["
                           "{\"name\":\"a\",\"type\":\"text\",\"label\":\"l\",\"why\":\"w\"}]}";
static const char table[] =
    "{\"v\":1,\"kind\":\"table\",\"name\":\"services\",\"columns\":[\"name\",\"town\"],"
    "\"rows\":[[\"Clinic\",\"Porto\"],[\"Office\",\"\"]]}";

struct folder {
    struct cut_disk *cut;
    struct disk disk;
};

static void put(struct folder *folder, const char *name, const char *text)
{
    assert_int_equal(disk_put(&folder->disk, name, text, strlen(text)), BASE_OK);
}

static int make(void **state)
{
    struct folder *folder = calloc(1, sizeof *folder);
    folder->cut = cut_disk_new();
    folder->disk = cut_disk_disk(folder->cut);
    put(folder, "pack.json", head);
    put(folder, "lang/en.json", english);
    put(folder, "form/help.json", form);
    put(folder, "table/services.json", table);
    *state = folder;
    return 0;
}

static int unmake(void **state)
{
    struct folder *folder = *state;
    cut_disk_free(folder->cut);
    free(folder);
    return 0;
}

static struct pack *read_folder(struct folder *folder, char message[static 256])
{
    struct pack_files files = pack_folder(&folder->disk);
    message[0] = 0;
    struct pack *pack = pack_read(&files, message);
    assert_int_equal(pack == NULL, message[0] != 0);
    return pack;
}

static void everything_that_was_written_is_read(void **state)
{
    char message[256];
    struct pack *pack = read_folder(*state, message);
    assert_string_equal(message, "");
    assert_string_equal(pack->id, "harbour/port");
    assert_string_equal(pack->owner, "harbour");
    assert_string_equal(pack->title, "Port");
    assert_int_equal(pack->version, 3);
    assert_true(pack->demo);
    assert_int_equal(pack->language_count, 2);
    assert_true(pack->languages[0].reviewed && !pack->languages[1].reviewed);
    assert_int_equal(pack->topic_count, 3);
    assert_int_equal(pack->topics[0].picture, 0);
    assert_int_equal(pack->topics[1].picture, SIZE_MAX);
    assert_int_equal(pack->topics[1].campaign, 0);
    assert_int_equal(pack->topics[0].campaign, SIZE_MAX);
    assert_int_equal(pack->topics[2].audience, AUDIENCE_STAFF);
    assert_string_equal(pack->topics[0].review_by, "2027-01-31");
    assert_int_equal(pack->pictures[0].size_count, 2);
    assert_int_equal(pack->pictures[0].sizes[1].width, 640);
    assert_string_equal(pack->pictures[0].sizes[0].file, "media/" HEX32 ".png");
    assert_string_equal(pack->sounds[0].of, "papers");
    assert_non_null(pack_form(pack, "help"));
    assert_null(pack_form(pack, "report"));
    const struct pack_table *services = pack_table(pack, "services");
    assert_string_equal(table_cell(services, 0, "town"), "Porto");
    assert_string_equal(table_cell(services, 1, "town"), "");
    assert_null(pack_table(pack, "goods"));
    const struct pack_text *text = &pack_language(pack, "en")->topics[0];
    assert_true(text->there);
    assert_string_equal(text->title, "Your papers");
    assert_int_equal(text->block_count, 6);
    assert_int_equal(text->blocks[2].type, BLOCK_LIST);
    assert_string_equal(text->blocks[2].text[1], "two");
    assert_int_equal(text->blocks[3].picture, 0);
    assert_string_equal(text->blocks[3].text[0], "");
    assert_int_equal(text->blocks[4].type, BLOCK_HELP);
    assert_int_equal(text->blocks[4].text_count, 0);
    assert_int_equal(text->blocks[5].type, BLOCK_SIGNS);
    assert_int_equal(text->blocks[5].text_count, 0);
    assert_string_equal(pack->web, "https://harbour.example/port");
    assert_string_equal(pack->topics[0].story, "");
    assert_string_equal(pack->topics[1].story, "job");
    assert_int_equal(pack->topics[1].episode, 2);
    assert_int_equal(pack->topics[1].need_count, 2);
    assert_string_equal(pack->topics[1].needs[0], "bed");
    pack_free(pack);
    pack_free(NULL);
}

static void what_is_not_translated_is_not_there(void **state)
{
    char message[256];
    struct pack *pack = read_folder(*state, message);
    assert_non_null(pack);
    const struct pack_language *en = pack_language(pack, "en"), *ar = pack_language(pack, "ar");
    assert_string_equal(pack_string(en, "A boat"), "A boat");
    assert_null(pack_string(en, "A ship"));
    assert_null(pack_string(ar, "A boat"));
    assert_false(en->topics[2].there);
    for (size_t i = 0; i < pack->topic_count; i++)
        assert_false(ar->topics[i].there);
    assert_null(pack_language(pack, "fr"));
    pack_free(pack);
}

static void a_campaign_is_shown_on_its_days_at_its_places(void **state)
{
    char message[256];
    struct pack *pack = read_folder(*state, message);
    assert_non_null(pack);
    assert_true(pack_topic_shown(pack, 0, "", "demo-2"));
    assert_true(pack_topic_shown(pack, 1, "2026-10-01", "demo-1"));
    assert_true(pack_topic_shown(pack, 1, "2026-10-31", "demo-1"));
    assert_false(pack_topic_shown(pack, 1, "2026-09-30", "demo-1"));
    assert_false(pack_topic_shown(pack, 1, "2026-11-01", "demo-1"));
    assert_false(pack_topic_shown(pack, 1, "2026-10-15", "demo-2"));
    assert_false(pack_topic_shown(pack, 1, "", "demo-1"));
    assert_false(pack_topic_shown(pack, 3, "2026-10-15", "demo-1"));
    pack_free(pack);
}

static void episodes_follow_each_other_by_their_numbers(void **state)
{
    char job[] = "job", sea[] = "sea", none[] = "";
    (void)state;
    struct pack_topic topics[] = {{.story = job, .episode = 4, .campaign = SIZE_MAX},
        {.story = none, .campaign = SIZE_MAX}, {.story = job, .episode = 1, .campaign = SIZE_MAX},
        {.story = sea, .episode = 2, .campaign = SIZE_MAX},
        {.story = job, .episode = 2, .campaign = SIZE_MAX}};
    struct pack pack = {.topics = topics, .topic_count = 5};
    assert_int_equal(pack_episode(&pack, 2, 1, "", ""), 4);
    assert_int_equal(pack_episode(&pack, 4, 1, "", ""), 0);
    assert_int_equal(pack_episode(&pack, 0, 1, "", ""), SIZE_MAX);
    assert_int_equal(pack_episode(&pack, 0, -1, "", ""), 4);
    assert_int_equal(pack_episode(&pack, 2, -1, "", ""), SIZE_MAX);
    assert_int_equal(pack_episode(&pack, 1, 1, "", ""), SIZE_MAX);
    assert_true(pack_sign_for(AUDIENCE_WORKER, "worker") && pack_sign_for(AUDIENCE_WORKER, "public"));
    assert_true(pack_sign_for(AUDIENCE_CHILD, "public") && !pack_sign_for(AUDIENCE_PUBLIC, "worker"));
    assert_false(pack_sign_for(AUDIENCE_WORKER, "practitioner"));
}

static void a_withdrawn_topic_is_gone_in_every_language_with_its_sounds(void **state)
{
    char message[256];
    struct pack *pack = read_folder(*state, message);
    assert_non_null(pack);
    assert_false(pack_withdraw(pack, "boat"));
    assert_true(pack_withdraw(pack, "papers"));
    assert_false(pack_withdraw(pack, "papers"));
    assert_int_equal(pack->topic_count, 2);
    assert_int_equal(pack->sound_count, 0);
    assert_string_equal(pack->topics[0].slug, "week");
    assert_string_equal(pack_language(pack, "en")->topics[0].title, "Week");
    assert_false(pack_language(pack, "en")->topics[1].there);
    pack_free(pack);
}

/* What is said when the first from in a file is replaced. */
static const char *said(struct folder *folder, const char *name, const char *text, const char *from,
    const char *to, char message[static 256])
{
    static char changed[8192];
    const char *at = strstr(text, from);
    assert_non_null(at);
    snprintf(changed, sizeof changed, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    put(folder, name, changed);
    pack_free(read_folder(folder, message));
    put(folder, name, text);
    return message;
}

static void what_is_refused_is_named(void **state)
{
    struct {
        const char *name, *text, *from, *to, *said;
    } bad[] = {
        {"pack.json", head, "\"v\":1", "\"v\":2", "pack.json: v: not from 1 to 1."},
        {"pack.json", head, "\"kind\":\"pack\"", "\"kind\":\"lang\"", "pack.json: kind: not \"pack\"."},
        {"pack.json", head, "harbour/port", "other/port",
            "pack.json: id: not the owner, a slash and a name in small letters."},
        {"pack.json", head, "harbour/port", "harbour/../port",
            "pack.json: id: not the owner, a slash and a name in small letters."},
        {"pack.json", head, "\"owner\":\"harbour\"", "\"owner\":\"Harbour\"",
            "pack.json: owner: not small letters, digits and hyphens."},
        {"pack.json", head, "\"tag\":\"ar\"", "\"tag\":\"en\"",
            "pack.json: languages: a tag is there twice."},
        {"pack.json", head, "\"languages\"", "\"tongues\"", "pack.json: languages: missing."},
        {"pack.json", head, "\"slug\":\"week\"", "\"slug\":\"papers\"",
            "pack.json: topics: papers is there twice."},
        {"pack.json", head, "\"slug\":\"week\"", "\"slug\":\"../week\"",
            "pack.json: topics[1].slug: not letters, digits, - and _."},
        {"pack.json", head, "\"audience\":\"worker\"", "\"audience\":\"all\"",
            "pack.json: topics[1].audience: not public, worker, buyer, child or staff."},
        {"pack.json", head, "\"picture\":\"boat\"", "\"picture\":\"ship\"",
            "pack.json: topics[0].picture: not one of the pictures."},
        {"pack.json", head, "\"campaign\":\"october\"", "\"campaign\":\"may\"",
            "pack.json: topics[1].campaign: not one of the campaigns."},
        {"pack.json", head, "2027-01-31", "2027-02-31",
            "pack.json: topics[0].review_by: not a day, YYYY-MM-DD."},
        {"pack.json", head, "2026-10-31", "2026-09-30", "pack.json: campaigns[0].until: is before from."},
        {"pack.json", head, "\"story\":\"job\",", "",
            "pack.json: topics[1].episode: story and episode go together."},
        {"pack.json", head, ",\"episode\":2", "",
            "pack.json: topics[1].episode: story and episode go together."},
        {"pack.json", head, "\"episode\":2", "\"episode\":0",
            "pack.json: topics[1].episode: not from 1 to 99."},
        {"pack.json", head, "\"story\":\"job\"", "\"story\":\"a job\"",
            "pack.json: topics[1].story: not letters, digits, - and _."},
        {"pack.json", head, "{\"slug\":\"pay\",", "{\"slug\":\"pay\",\"story\":\"job\",\"episode\":2,",
            "pack.json: topics: an episode of a story is there twice."},
        {"pack.json", head, "[\"bed\",", "[\"a bed\",",
            "pack.json: topics[1].needs[0]: not letters, digits, - and _."},
        {"pack.json", head, "[\"bed\",", "[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",",
            "pack.json: topics[1].needs: has 9 entries, not 0 to 8."},
        {"pack.json", head, "https://", "http://", "pack.json: web: not https://"},
        {"pack.json", head, "example/port", "example/port/", "pack.json: web: not https://"},
        {"pack.json", head, "example/port", "example/<port", "pack.json: web: not https://"},
        {"pack.json", head, "\"width\":640", "\"width\":320",
            "pack.json: pictures[0].sizes[1].width: not from 321 to 8192."},
        {"pack.json", head, "media/" HEX32 ".png", "media/../" HEX32 ".png",
            "pack.json: pictures[0].sizes[0].file: not media/<32 hexadecimal digits> and its ending."},
        {"pack.json", head, "\"of\":\"papers\"", "\"of\":\"boat\"",
            "pack.json: sounds[0].of: not one of the topics."},
        {"pack.json", head, "\"language\":\"en\"", "\"language\":\"fr\"",
            "pack.json: sounds[0].language: not one of the languages."},
        {"pack.json", head, "[\"help\"]", "[\"help\",\"help\"]", "pack.json: forms: help is there twice."},
        {"pack.json", head, "[\"help\"]", "[\"../help\"]",
            "pack.json: forms[0]: not letters, digits, - and _."},
        {"pack.json", head, "[\"help\"]", "[\"report\"]", "form/report.json: no such file or folder."},
        {"pack.json", head, "[\"services\"]", "[\"goods\"]", "table/goods.json: no such file or folder."},
        {"lang/en.json", english, "\"language\":\"en\"", "\"language\":\"ar\"",
            "lang/en.json: language: not that of the file's name."},
        {"lang/en.json", english, "\"A boat\":\"A boat\"", "\"A boat\":\"\"",
            "lang/en.json: strings.A boat: empty, give 1 to 8000 bytes."},
        {"lang/en.json", english, "\"A boat\":\"A boat\"", "\"A boat\":7",
            "lang/en.json: strings.A boat: not a text."},
        {"lang/en.json", english, "\"A boat\":\"A boat\"", "\"Port\":\"A boat\"",
            "lang/en.json: not JSON with every key once, near byte "},
        {"lang/en.json", english, "\"papers\":{", "\"ships\":{",
            "lang/en.json: topics.ships: not one of the topics in pack.json."},
        {"lang/en.json", english, "\"title\":\"Your papers\",", "",
            "lang/en.json: topics.papers.title: missing."},
        {"lang/en.json", english, "\"type\":\"list\"", "\"type\":\"text\"",
            "lang/en.json: topics.papers.blocks[2].text: missing."},
        {"lang/en.json", english, "\"type\":\"heading\"", "\"type\":\"script\"",
            "lang/en.json: topics.papers.blocks[0].type: not heading, text, list, numbered, quote, picture, "
            "help or "
            "signs."},
        {"lang/en.json", english, "\"picture\":\"boat\"", "\"picture\":\"ship\"",
            "lang/en.json: topics.papers.blocks[3].picture: not one of the pictures in pack.json."},
        {"form/help.json", form, "\"id\":\"help\"", "\"id\":\"report\"",
            "form/help.json: id: not that of the file's name."},
        {"form/help.json", form, "\"type\":\"text\"", "\"type\":\"x\"",
            "form/help.json: form: questions[0].type: "},
        {"table/services.json", table, "\"name\":\"services\"", "\"name\":\"goods\"",
            "table/services.json: name: not that of the file's name."},
        {"table/services.json", table, "[\"Clinic\",", "[",
            "table/services.json: table: rows[0]: cell 2: missing."},
    };
    char message[256];
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const char *is = said(*state, bad[i].name, bad[i].text, bad[i].from, bad[i].to, message);
        if (strncmp(is, bad[i].said, strlen(bad[i].said)) != 0)
            fail_msg("said \"%s\", not \"%s\"", is, bad[i].said);
    }
}

static void what_is_not_there_or_too_large_is_named(void **state)
{
    struct folder *folder = *state;
    char message[256], *large = malloc(PACK_BYTES + 2);
    memset(large, ' ', PACK_BYTES + 1);
    large[PACK_BYTES + 1] = 0;
    put(folder, "pack.json", large);
    assert_null(read_folder(folder, message));
    assert_string_equal(message, "pack.json: over 1048576 bytes.");
    assert_int_equal(disk_remove(&folder->disk, "pack.json"), BASE_OK);
    assert_null(read_folder(folder, message));
    assert_string_equal(message, "pack.json: no such file or folder.");
    free(large);
}

static void put_most_topics(char *text, size_t cap, unsigned count)
{
    size_t len = (size_t)snprintf(text, cap,
        "{\"v\":1,\"kind\":\"pack\",\"id\":\"a/b\",\"version\":1,"
        "\"owner\":\"a\",\"title\":\"t\",\"demo\":false,\"languages\":[{\"tag\":\"en\",\"reviewed\":true}],"
        "\"topics\":[");
    for (unsigned i = 0; i < count; i++)
        len += (size_t)snprintf(
            text + len, cap - len, "%s{\"slug\":\"t%u\",\"audience\":\"public\"}", i ? "," : "", i);
    snprintf(text + len, cap - len, "]}");
}

static void ten_thousand_topics_are_refused_with_their_number(void **state)
{
    struct folder *folder = *state;
    char message[256], *text = malloc(PACK_BYTES);
    put_most_topics(text, PACK_BYTES, PACK_TOPICS);
    put(folder, "pack.json", text);
    struct pack *pack = read_folder(folder, message);
    assert_string_equal(message, "lang/en.json: topics.papers: not one of the topics in pack.json.");
    put(folder, "lang/en.json",
        "{\"v\":1,\"kind\":\"lang\",\"language\":\"en\",\"strings\":{},\"topics\":{}}");
    pack = read_folder(folder, message);
    assert_int_equal(pack->topic_count, PACK_TOPICS);
    pack_free(pack);
    put_most_topics(text, PACK_BYTES, 10000);
    put(folder, "pack.json", text);
    assert_null(read_folder(folder, message));
    assert_string_equal(message, "pack.json: topics: has 10000 entries, not 0 to 1024.");
    free(text);
}

static void ten_thousand_strings_are_all_found(void **state)
{
    struct folder *folder = *state;
    char message[256], msgid[32], *text = malloc(PACK_BYTES);
    size_t len = (size_t)snprintf(
        text, PACK_BYTES, "{\"v\":1,\"kind\":\"lang\",\"language\":\"ar\",\"topics\":{},\"strings\":{");
    for (unsigned i = 0; i < 10000; i++)
        len += (size_t)snprintf(text + len, PACK_BYTES - len, "%s\"m%u\":\"نص %u\"", i ? "," : "",
            i * 7919 % 10000, i * 7919 % 10000);
    snprintf(text + len, PACK_BYTES - len, "}}");
    put(folder, "lang/ar.json", text);
    struct pack *pack = read_folder(folder, message);
    assert_string_equal(message, "");
    for (unsigned i = 0; i < 10000; i++) {
        snprintf(msgid, sizeof msgid, "m%u", i);
        snprintf(text, PACK_BYTES, "نص %u", i);
        assert_string_equal(pack_string(pack_language(pack, "ar"), msgid), text);
    }
    pack_free(pack);
    free(text);
}

#define MADE(test) cmocka_unit_test_setup_teardown(test, make, unmake)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(episodes_follow_each_other_by_their_numbers),
        MADE(everything_that_was_written_is_read),
        MADE(what_is_not_translated_is_not_there),
        MADE(a_campaign_is_shown_on_its_days_at_its_places),
        MADE(a_withdrawn_topic_is_gone_in_every_language_with_its_sounds),
        MADE(what_is_refused_is_named),
        MADE(what_is_not_there_or_too_large_is_named),
        MADE(ten_thousand_topics_are_refused_with_their_number),
        MADE(ten_thousand_strings_are_all_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
