/* pack/network.h: every field is checked, and a fault is named by its path. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "network_maker.h"
#include "pack/network.h"

struct made {
    struct network_maker maker;
    struct network_keys keys;
};

static int make(void **state)
{
    struct made *made = calloc(1, sizeof *made);
    *state = made;
    return made && network_maker_init(&made->maker, &made->keys) ? 0 : -1;
}

static int unmake(void **state)
{
    free(*state);
    return 0;
}

/* The two documents of maker; NULL and message as network_open. */
static struct network *read_made(const struct made *made, char message[static 256])
{
    struct buffer recipients, places;
    buffer_init(&recipients, NETWORK_BYTES);
    buffer_init(&places, PLACES_BYTES);
    message[0] = 0;
    assert_true(network_maker_network(&made->maker, &recipients));
    assert_true(network_maker_places(&made->maker, &places));
    struct network *network = network_open(
        recipients.bytes, recipients.len, places.bytes, places.len, message);
    assert_int_equal(network == NULL, message[0] != 0);
    buffer_clear(&recipients);
    buffer_clear(&places);
    return network;
}

static void everything_that_was_written_is_read(void **state)
{
    struct made *made = *state;
    char message[256];
    made->maker.demo = false;
    made->maker.one_operator = false;
    made->maker.mix_beat_s = 60;
    made->maker.mix_files = 2;
    made->maker.zone_beat_s = 900;
    made->maker.desk_beat_s = 300;
    made->maker.places[0].tick_s = 30;
    made->maker.teams[0].has_recovery = true;
    memcpy(made->maker.teams[0].recovery, made->keys.mix.recipient, 32);
    assert_non_null(network_maker_zone(&made->maker, "Second region"));
    struct network *network = read_made(made, message);
    assert_string_equal(message, "");
    assert_non_null(network);
    assert_string_equal(network->name, "wayside example network");
    assert_false(network->demo || network->one_operator);
    assert_memory_equal(network->mix, made->keys.mix.recipient, 32);
    assert_int_equal(network->mix_count, 1);
    assert_int_equal(network->mix_beat_s, 60);
    assert_int_equal(network->mix_files, 2);
    assert_int_equal(network->zone_beat_s, 900);
    assert_int_equal(network->desk_beat_s, 300);
    const struct network_team *team = network_team(network, made->keys.team);
    assert_ptr_equal(team, &network->teams[0]);
    assert_int_equal(team->recipient_count, 2);
    assert_true(team->has_recovery);
    assert_memory_equal(team->recipients[0], made->keys.member.recipient, 32);
    assert_memory_equal(team->recipients[1], made->keys.mix.recipient, 32);
    assert_int_equal(team->signer_count, 1);
    assert_memory_equal(team->signers[0], made->keys.laptop.public_key, 32);
    assert_int_equal(team->act_by_hours[1], 2);
    assert_int_equal(team->act_by_hours[4], 120);
    assert_string_equal(team->kind, "ngo");
    assert_string_equal(team->contact, "+44 20 7946 0100");
    assert_int_equal(team->reads_language_count, 2);
    assert_string_equal(team->reads_languages[1], "ar");
    assert_int_equal(network->zone_count, 2);
    assert_non_null(network_zone(network, made->keys.zone));
    const struct network_place *place = network_place(network, "demo-1");
    assert_non_null(place);
    assert_int_equal(place->zone, 0);
    assert_int_equal(place->team, 0);
    assert_int_equal(place->tick_s, 30);
    assert_string_equal(place->time_zone, "Europe/London");
    assert_string_equal(place->emergency_number, ""); /* the hotlines know it */
    assert_int_equal(place->language_count, 2);
    assert_null(network_place(network, "demo-2"));
    assert_null(network_team(network, made->keys.zone));
    network_free(network);
    network_free(NULL);
}

static void a_text_comes_in_the_language_asked_for_or_the_first(void **state)
{
    char message[256];
    struct network *network = read_made(*state, message);
    assert_non_null(network);
    const struct network_text *name = &network->places[0].name, none = {0};
    assert_string_equal(network_text(name, "ar"), "محطة المثال المركزية");
    assert_string_equal(network_text(name, "en"), "Example Central Station");
    assert_string_equal(network_text(name, "fr"), "Example Central Station");
    assert_string_equal(network_text(&none, "en"), "");
    network_free(network);
}

/* ---- one field changed ---- */

/* The member at "teams.0.recipients.1": objects by key, arrays by index. *ret_parent has it under the
 * last step. */
static json_t *parent_of(json_t *root, const char *path, char ret_step[static 64])
{
    json_t *at = root;
    for (;;) {
        size_t n = strcspn(path, ".");
        snprintf(ret_step, 64, "%.*s", (int)n, path);
        if (!path[n])
            return at;
        at = json_is_array(at) ? json_array_get(at, (size_t)atoi(ret_step)) : json_object_get(at, ret_step);
        assert_non_null(at);
        path += n + 1;
    }
}

static void change(json_t *root, const char *path, const char *json)
{
    char step[64];
    json_t *parent = parent_of(root, path, step);
    json_t *value = json ? json_loads(json, JSON_DECODE_ANY, NULL) : NULL;
    assert_true(!json || value);
    if (!json)
        assert_int_equal(json_object_del(parent, step), 0);
    else if (json_is_array(parent) && strcmp(step, "+") == 0)
        assert_int_equal(json_array_append_new(parent, value), 0);
    else if (json_is_array(parent))
        assert_int_equal(json_array_set_new(parent, (size_t)atoi(step), value), 0);
    else
        assert_int_equal(json_object_set_new(parent, step, value), 0);
}

/* What is said when the member at path, of places.json when it begins with places, is replaced (NULL:
 * removed); "" when it is accepted. */
static const char *said(const struct made *made, const char *path, const char *json, char message[static 256])
{
    struct buffer files[2];
    int which = strncmp(path, "places", 6) == 0;
    buffer_init(&files[0], NETWORK_BYTES);
    buffer_init(&files[1], PLACES_BYTES);
    assert_true(network_maker_network(&made->maker, &files[0]));
    assert_true(network_maker_places(&made->maker, &files[1]));
    json_t *root = json_loadb((char *)files[which].bytes, files[which].len, 0, NULL);
    assert_non_null(root);
    change(root, path, json);
    char *text = json_dumps(root, JSON_COMPACT);
    buffer_clear(&files[which]);
    assert_int_equal(buffer_text(&files[which], text), BASE_OK);
    message[0] = 0;
    struct network *network = network_open(
        files[0].bytes, files[0].len, files[1].bytes, files[1].len, message);
    assert_int_equal(network == NULL, message[0] != 0);
    network_free(network);
    free(text);
    json_decref(root);
    buffer_clear(&files[0]);
    buffer_clear(&files[1]);
    return message;
}

#define RECIPIENT "\"age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p\""

static void what_is_refused_is_named(void **state)
{
    static const struct {
        const char *path, *json, *said;
    } faults[] = {
        {"v", "2", "recipients/network.json: v: not from 1 to 1."},
        {"v", "\"1\"", "recipients/network.json: v: not a whole number."},
        {"kind", "\"action\"", "recipients/network.json: kind: not \"network\"."},
        {"name", NULL, "recipients/network.json: name: missing."},
        {"name", "\"\"", "recipients/network.json: name: empty, give 1 to 200 bytes."},
        {"name", "\"a\\u0007\"", "recipients/network.json: name: holds a control character."},
        {"demo", "1", "recipients/network.json: demo: not true or false."},
        {"one_operator", NULL, "recipients/network.json: one_operator: missing."},
        {"mix", "[]", "recipients/network.json: mix: not an object."},
        {"mix.recipient", NULL, "recipients/network.json: mix.recipient: not an age recipient."},
        {"mix.recipient", "\"age1abc\"", "recipients/network.json: mix.recipient: not an age recipient."},
        {"mix.beat_s", "1", "recipients/network.json: mix.beat_s: not from 2 to 3600."},
        {"mix.files", "65", "recipients/network.json: mix.files: not from 1 to 64."},
        {"mix.zone_beat_s", "3601", "recipients/network.json: mix.zone_beat_s: not from 2 to 3600."},
        {"desk_beat_s", "1", "recipients/network.json: desk_beat_s: not from 2 to 3600."},
        {"teams", "[]", "recipients/network.json: teams: has 0 entries, not 1 to 256."},
        {"teams", "{}", "recipients/network.json: teams: not an array."},
        {"teams.0", "7", "recipients/network.json: teams[0].id: missing."},
        {"teams.0.id", "\"00\"",
            "recipients/network.json: teams[0].id: not 32 lower-case hexadecimal digits."},
        {"teams.0.id", "\"0000000000000000000000000000000A\"",
            "recipients/network.json: teams[0].id: not 32 lower-case hexadecimal digits."},
        {"teams.0.name", "\"Team\"", "recipients/network.json: teams[0].name: not an object."},
        {"teams.0.name", "{}", "recipients/network.json: teams[0].name: not in 1 to 64 languages."},
        {"teams.0.name.en", "7", "recipients/network.json: teams[0].name.en: not a text."},
        {"teams.0.name.e n", "\"x\"",
            "recipients/network.json: teams[0].name: has a key that is not a language tag."},
        {"teams.0.keys_version", "0",
            "recipients/network.json: teams[0].keys_version: not from 1 to 2147483647."},
        {"teams.0.recipients", "[]",
            "recipients/network.json: teams[0].recipients: has 0 entries, not 1 to 15."},
        {"teams.0.recipients.+", "\"age1\"",
            "recipients/network.json: teams[0].recipients[1]: not an age recipient."},
        {"teams.0.recipients.+", "null",
            "recipients/network.json: teams[0].recipients[1]: not an age recipient."},
        {"teams.0.recovery", "5", "recipients/network.json: teams[0].recovery: not an age recipient."},
        {"teams.0.signers", "[]", "recipients/network.json: teams[0].signers: has 0 entries, not 1 to 16."},
        {"teams.0.signers.0", "\"12\"",
            "recipients/network.json: teams[0].signers[0]: not 64 lower-case hexadecimal digits."},
        {"teams.0.signers.0", "\"0000000000000000000000000000000000000000000000000000000000000000\"",
            "recipients/network.json: teams[0].signers[0]: not an Ed25519 key."},
        {"teams.0.kind", "\"two words\"", "recipients/network.json: teams[0].kind: not one word."},
        {"teams.0.must_report", NULL, "recipients/network.json: teams[0].must_report: missing."},
        {"teams.0.controller", NULL, "recipients/network.json: teams[0].controller: missing."},
        {"teams.0.reads_languages.0", "\"English\\n\"",
            "recipients/network.json: teams[0].reads_languages[0]: not a language tag."},
        {"teams.0.reads_languages.1", "\"en\"",
            "recipients/network.json: teams[0].reads_languages[1]: is there twice."},
        {"teams.0.act_by_hours", "[1,2,3]",
            "recipients/network.json: teams[0].act_by_hours: has 3 entries, not 4 to 4."},
        {"teams.0.act_by_hours.2", "0",
            "recipients/network.json: teams[0].act_by_hours[2]: not a whole number from 1 to 8760."},
        {"teams.0.act_by_hours.2", "5",
            "recipients/network.json: teams[0].act_by_hours[2]: is sooner than that of a higher urgency."},
        {"zones", NULL, "recipients/network.json: zones: missing."},
        {"zones.0.name", NULL, "recipients/network.json: zones[0].name: missing."},
        {"places", "7", "places/places.json: places: not an array."},
        {"places.0.code", "\"../x\"", "places/places.json: places[0].code: not letters, digits, - and _."},
        {"places.0.zone", "\"00000000000000000000000000000000\"",
            "places/places.json: places[0].zone: not one of the zones in recipients/network.json."},
        {"places.0.time_zone", "\"UTC+1 (summer)\"",
            "places/places.json: places[0].time_zone: not a name like Europe/Lisbon."},
        {"places.0.tick_s", "1", "places/places.json: places[0].tick_s: not from 2 to 900."},
        {"places.0.tick_s", "901", "places/places.json: places[0].tick_s: not from 2 to 900."},
        {"places.0.languages", "[]", "places/places.json: places[0].languages: has 0 entries, not 1 to 64."},
        {"places.0.safe_point.en", "\"\"",
            "places/places.json: places[0].safe_point.en: empty, give 1 to 4000 bytes."},
    };
    char message[256];
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        assert_string_equal(said(*state, faults[i].path, faults[i].json, message), faults[i].said);
}

static void what_is_not_known_is_left_alone(void **state)
{
    char message[256];
    assert_string_equal(said(*state, "future", "{\"a\":[1]}", message), "");
    assert_string_equal(said(*state, "teams.0.future", "7", message), "");
    assert_string_equal(said(*state, "places.0.future", "null", message), "");
    assert_string_equal(said(*state, "mix.future", "false", message), "");
    assert_string_equal(said(*state, "teams.0.recovery", RECIPIENT, message), "");
    assert_string_equal(said(*state, "places", "[]", message), "");
}

static void short_beats_are_for_demo_networks_only(void **state)
{
    struct made *made = *state;
    char message[256];
    made->maker.demo = false;
    assert_null(read_made(made, message));
    assert_string_equal(message, "recipients/network.json: mix.beat_s: not from 15 to 3600.");
    made->maker.mix_beat_s = made->maker.zone_beat_s = made->maker.desk_beat_s = 15;
    assert_null(read_made(made, message));
    assert_string_equal(message, "places/places.json: places[0].tick_s: not from 30 to 900.");
    made->maker.places[0].tick_s = 30;
    struct network *network = read_made(made, message);
    assert_non_null(network);
    network_free(network);
}

static void a_team_has_fifteen_members_and_a_recovery_key_at_most(void **state)
{
    struct made *made = *state;
    struct maker_team *team = &made->maker.teams[0];
    char message[256];
    struct seal_identity identity;
    while (team->recipient_count < 15) {
        assert_int_equal(seal_identity_new(&identity), SEAL_OK);
        memcpy(team->recipients[team->recipient_count++], identity.recipient, 32);
    }
    team->has_recovery = true;
    memcpy(team->recovery, made->keys.mix.recipient, 32);
    struct network *network = read_made(made, message);
    assert_non_null(network);
    assert_int_equal(network->teams[0].recipient_count, 16);
    network_free(network);
    assert_int_equal(seal_identity_new(&identity), SEAL_OK);
    memcpy(team->recipients[team->recipient_count++], identity.recipient, 32);
    assert_null(read_made(made, message));
    assert_string_equal(
        message, "recipients/network.json: teams[0].recipients: has 16 entries, not 1 to 15.");
}

static void nothing_is_there_twice(void **state)
{
    struct made *made = *state;
    struct network_maker whole = made->maker;
    struct maker_team *team = &made->maker.teams[0];
    char message[256];

    memcpy(team->recipients[team->recipient_count++], team->recipients[0], 32);
    assert_null(read_made(made, message));
    assert_string_equal(message, "recipients/network.json: teams[0].recipients[1]: is there twice.");

    made->maker = whole;
    team->has_recovery = true;
    memcpy(team->recovery, team->recipients[0], 32);
    assert_null(read_made(made, message));
    assert_string_equal(message, "recipients/network.json: teams[0].recovery: is there twice.");

    made->maker = whole;
    memcpy(team->signers[team->signer_count++], team->signers[0], 32);
    assert_null(read_made(made, message));
    assert_string_equal(message, "recipients/network.json: teams[0].signers[1]: is there twice.");

    made->maker = whole;
    made->maker.teams[made->maker.team_count++] = whole.teams[0];
    assert_null(read_made(made, message));
    assert_string_equal(message, "recipients/network.json: teams[1].id: is that of an earlier team.");

    made->maker = whole;
    made->maker.zones[made->maker.zone_count++] = whole.zones[0];
    assert_null(read_made(made, message));
    assert_string_equal(message, "recipients/network.json: zones[1].id: is that of an earlier zone.");

    made->maker = whole;
    made->maker.places[made->maker.place_count++] = whole.places[0];
    assert_null(read_made(made, message));
    assert_string_equal(message, "places/places.json: the place demo-1 is there twice.");
}

static void what_is_no_json_object_with_each_key_once_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "{", "[]", "7", "{\"v\":1,\"v\":1}", "{\"v\":1} x", "{\"v\":1,}",
        "{\"name\":\"\\u0000\"}", "{\"name\":\"\xff\"}", "{\"v\":1e999}"};
    char message[256];
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_null(network_open(bad[i], strlen(bad[i]), "{}", 2, message));
        assert_non_null(strstr(message, "recipients/network.json: not "));
    }
}

#define MADE(test) cmocka_unit_test_setup_teardown(test, make, unmake)

int main(void)
{
    const struct CMUnitTest tests[] = {
        MADE(everything_that_was_written_is_read),
        MADE(a_text_comes_in_the_language_asked_for_or_the_first),
        MADE(what_is_refused_is_named),
        MADE(what_is_not_known_is_left_alone),
        MADE(short_beats_are_for_demo_networks_only),
        MADE(a_team_has_fifteen_members_and_a_recovery_key_at_most),
        MADE(nothing_is_there_twice),
        cmocka_unit_test(what_is_no_json_object_with_each_key_once_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
