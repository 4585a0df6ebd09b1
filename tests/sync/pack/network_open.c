/* pack/network.h: recipients and places of two signers fit together, or it is said what does not. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
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

static struct network *open_texts(const char *recipients, const char *places, char message[static 256])
{
    message[0] = 0;
    struct network *network = network_open(recipients, strlen(recipients), places, strlen(places), message);
    assert_int_equal(network == NULL, message[0] != 0);
    return network;
}

static struct network *open_made(const struct made *made, char message[static 256])
{
    struct buffer recipients, places;
    buffer_init(&recipients, NETWORK_BYTES);
    buffer_init(&places, PLACES_BYTES);
    assert_true(network_maker_network(&made->maker, &recipients));
    assert_true(network_maker_places(&made->maker, &places));
    struct network *network = open_texts((char *)recipients.bytes, (char *)places.bytes, message);
    buffer_clear(&recipients);
    buffer_clear(&places);
    return network;
}

static void everything_that_was_written_is_read(void **state)
{
    struct made *made = *state;
    char message[256];
    made->maker.revoked[0] = "00112233445566ff";
    made->maker.places[0].holidays[0] = "2026-12-25";
    made->maker.places[0].packs[0] = "harbour/port";
    struct network *network = open_made(made, message);
    assert_string_equal(message, "");
    assert_string_equal(network->name, "wayside example network");
    assert_int_equal(network->team_count, 1);
    assert_non_null(network->teams[0].hours);
    assert_int_equal(network->revoked_count, 1);
    assert_int_equal(network->revoked[0][7], 0xFF);
    const struct network_place *place = network_place(network, "demo-1");
    assert_non_null(place);
    assert_int_equal(place->team, 0);
    assert_int_equal(place->pack_count, 1);
    assert_string_equal(place->packs[0], "harbour/port");
    assert_int_equal(place->holiday_count, 1);
    assert_string_equal(place->emergency_number, "");
    network_free(network);
}

static void the_first_route_that_fits_decides(void **state)
{
    struct made *made = *state;
    char message[256];
    struct maker_team *second = network_maker_team(&made->maker, "Second team");
    memcpy(second->recipients[second->recipient_count++], made->keys.member.recipient, 32);
    memcpy(second->signers[second->signer_count++], made->keys.laptop.public_key, 32);
    struct maker_place *place = network_maker_place(&made->maker, "demo-2");
    assert_non_null(place);
    made->maker.route_count = 3;
    made->maker.routes[0] = (struct maker_route){.place = "demo-2", .kind = "report"};
    memcpy(made->maker.routes[0].team, made->maker.teams[0].id, ID_BYTES);
    made->maker.routes[1] = (struct maker_route){.place = "demo-2", .kind = "*"};
    memcpy(made->maker.routes[1].team, second->id, ID_BYTES);
    made->maker.routes[2] = (struct maker_route){.place = "*", .kind = "help"};
    memcpy(made->maker.routes[2].team, made->maker.teams[0].id, ID_BYTES);
    struct network *network = open_made(made, message);
    assert_string_equal(message, "");
    assert_int_equal(network_place(network, "demo-1")->team, 0);
    assert_int_equal(network_place(network, "demo-2")->team, 1);
    assert_int_equal(network_route(network, "demo-2", "report"), 0);
    assert_int_equal(network_route(network, "demo-2", "help"), 1);
    assert_int_equal(network_route(network, "demo-1", "help"), 0);
    network_free(network);
}

static void a_place_without_a_route_for_help_is_refused(void **state)
{
    struct made *made = *state;
    char message[256];
    made->maker.places[0].unrouted = true;
    made->maker.route_count = 1;
    made->maker.routes[0] = (struct maker_route){.place = "demo-1", .kind = "report"};
    memcpy(made->maker.routes[0].team, made->maker.teams[0].id, ID_BYTES);
    assert_null(open_made(made, message));
    assert_string_equal(
        message, "places/places.json: no route in recipients/network.json fits help from demo-1.");
    made->maker.routes[0].kind = "help";
    network_free(open_made(made, message));
    assert_string_equal(message, "");
    made->maker.routes[0].place = "demo-9"; /* gone from places, which have another signer */
    assert_null(open_made(made, message));
    assert_non_null(strstr(message, "fits help from demo-1"));
}

/* What is said when the first from in one of the two documents is replaced. */
static const char *said(const struct made *made, bool places, const char *from, const char *to, char *message)
{
    struct buffer files[2];
    char changed[16384];
    buffer_init(&files[0], NETWORK_BYTES);
    buffer_init(&files[1], PLACES_BYTES);
    assert_true(network_maker_network(&made->maker, &files[0]));
    assert_true(network_maker_places(&made->maker, &files[1]));
    const char *text = (char *)files[places].bytes, *at = strstr(text, from);
    assert_non_null(at);
    snprintf(changed, sizeof changed, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    network_free(open_texts(
        places ? (char *)files[0].bytes : changed, places ? changed : (char *)files[1].bytes, message));
    buffer_clear(&files[0]);
    buffer_clear(&files[1]);
    return message;
}

static void what_is_refused_is_named(void **state)
{
    struct made *made = *state;
    struct {
        bool places;
        const char *from, *to, *said;
    } bad[] = {
        {false, "\"kind\":\"network\"", "\"kind\":\"places\"",
            "recipients/network.json: kind: not \"network\"."},
        {false, "\"hours\"", "\"hour\"", "recipients/network.json: teams[0].hours: missing."},
        {false, "\"routing\"", "\"routes\"", "recipients/network.json: routing: missing."},
        {false, "\"revoked\":[", "\"revoked\":[\"1\",",
            "recipients/network.json: revoked[0]: not 16 lower-case "
            "hexadecimal digits."},
        {false, "\"routing\":[{\"place\":\"demo-1\",\"kind\":\"",
            "\"routing\":[{\"place\":\"demo-1\",\"kind\":\"all ",
            "recipients/network.json: routing[0].kind: not help, report or \"*\"."},
        {true, "\"kind\":\"places\"", "\"kind\":\"network\"", "places/places.json: kind: not \"places\"."},
        {true, "\"zone\":\"", "\"zone\":\"0", "places/places.json: places[0].zone: not 32 lower-case "},
        {true, "\"packs\":[", "\"packs\":[\"../x\",",
            "places/places.json: places[0].packs[0]: not <ngo>/<pack> in "
            "small letters."},
        {true, "\"holidays\":[", "\"holidays\":[\"25.12.\",",
            "places/places.json: places[0].holidays[0]: not a day, "
            "YYYY-MM-DD."},
        {true, "\"tick_s\":2", "\"tick_s\":1", "places/places.json: places[0].tick_s: not from 2 to 900."},
        {true, "\"code\":\"demo-1\"", "\"code\":\"demo 1\"",
            "places/places.json: places[0].code: not letters, digits, - and _."},
    };
    char message[256];
    made->maker.places[0].packs[0] = "harbour/port";
    made->maker.places[0].holidays[0] = "2026-12-25";
    made->maker.revoked[0] = "00112233445566ff";
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const char *is = said(made, bad[i].places, bad[i].from, bad[i].to, message);
        if (strncmp(is, bad[i].said, strlen(bad[i].said)) != 0)
            fail_msg("%zu said \"%s\", not \"%s\"", i, is, bad[i].said);
    }
}

static void a_place_that_is_there_twice_is_named(void **state)
{
    struct made *made = *state;
    char message[256];
    made->maker.places[1] = made->maker.places[0];
    made->maker.place_count = 2;
    assert_null(open_made(made, message));
    assert_string_equal(message, "places/places.json: the place demo-1 is there twice.");
}

#define MADE(test) cmocka_unit_test_setup_teardown(test, make, unmake)

int main(void)
{
    const struct CMUnitTest tests[] = {
        MADE(everything_that_was_written_is_read),
        MADE(the_first_route_that_fits_decides),
        MADE(a_place_without_a_route_for_help_is_refused),
        MADE(what_is_refused_is_named),
        MADE(a_place_that_is_there_twice_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
