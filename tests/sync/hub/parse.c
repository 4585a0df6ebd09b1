/* The parts of the hub that only compute: paths, positions, verdicts, subjects of certificates. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "ca.h"
#include "peer.h"
#include "route.h"

#define ID "0123456789abcdef0123456789abcdef"
#define TEAM "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define AFTER "00112233445566770000000000000102"

static void a_path_gives_its_route_its_scope_and_its_id(void **state)
{
    (void)state;
    struct route route;
    assert_int_equal(route_read("PUT", "/v1/teams/" TEAM "/" ID, &route), VERDICT_OK);
    assert_int_equal(route.entry->kind, ROUTE_INBOX_PUT);
    assert_int_equal(route.scope[0], 0xaa);
    assert_int_equal(route.id[1], 0x23);
    assert_int_equal(route_read("GET", "/v1/teams/" TEAM "?wait=60&after=" AFTER, &route), VERDICT_OK);
    assert_int_equal(route.entry->kind, ROUTE_INBOX_LIST);
    assert_int_equal(route.wait_s, 60);
    assert_int_equal(route.after.n, 258);
    assert_int_equal(route.after.epoch[7], 0x77);
    assert_int_equal(route.most, LIST_MOST);
    assert_int_equal(route_read("POST", "/v1/teams/" TEAM "/done", &route), VERDICT_OK);
    assert_int_equal(route.entry->kind, ROUTE_INBOX_DONE);
}

static void a_path_that_is_not_exactly_a_route_is_none(void **state)
{
    (void)state;
    struct route route;
    static const struct {
        const char *method, *uri;
        enum verdict verdict;
    } cases[] = {{"GET", "", VERDICT_NOT_FOUND}, {"GET", "/", VERDICT_NOT_FOUND},
        {"GET", "/v1/teams", VERDICT_NOT_FOUND}, {"GET", "/v1/teams/" TEAM "/", VERDICT_METHOD},
        {"GET", "/V1/healthz", VERDICT_NOT_FOUND}, {"GET", "/v1/healthz/", VERDICT_NOT_FOUND},
        {"get", "/v1/healthz", VERDICT_METHOD}, {"GET", "/v1/healthz?", VERDICT_QUERY},
        {"GET", "/v1/./healthz", VERDICT_NOT_FOUND}, {"PUT", "/v1/envelopes/../" ID, VERDICT_NOT_FOUND},
        {"PUT", "/v1/envelopes/%30123456789abcdef0123456789abcde", VERDICT_ID},
        {"PUT", "/v1/envelopes/" ID "0", VERDICT_ID}, {"PUT", "/v1/teams//" ID, VERDICT_ID},
        {"GET", "/v1/teams/" TEAM "?after=" AFTER "0", VERDICT_QUERY},
        {"GET", "/v1/teams/" TEAM "?after=0011223344556677f000000000000102", VERDICT_QUERY},
        {"GET", "/v1/teams/" TEAM "?after=" AFTER "&after=" AFTER, VERDICT_QUERY},
        {"GET", "/v1/drops/" TEAM "?wait=1", VERDICT_QUERY}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(route_read(cases[i].method, cases[i].uri, &route), cases[i].verdict);
}

static void names_of_content_are_decoded_once_and_lead_nowhere_else(void **state)
{
    (void)state;
    struct route route;
    static const struct {
        const char *uri, *name; /* NULL: refused */
    } cases[] = {{"/v1/metadata/3.packs-a.json", "3.packs-a.json"},
        {"/v1/metadata/3.packs%2Da.json", "3.packs-a.json"}, {"/v1/metadata/%61", "a"},
        {"/v1/metadata/a%2fb", NULL}, {"/v1/metadata/..", NULL}, {"/v1/metadata/%2e%2e", NULL},
        {"/v1/metadata/.hidden", NULL}, {"/v1/metadata/", NULL}, {"/v1/metadata/a%", NULL},
        {"/v1/metadata/a%4", NULL}, {"/v1/metadata/a%zz", NULL}, {"/v1/metadata/a%00", NULL},
        {"/v1/metadata/a%5Cb", NULL}, {"/v1/metadata/%ff", NULL}, {"/v1/metadata/%25", "%"},
        {"/v1/targets/a/b/c.json", "a/b/c.json"}, {"/v1/targets/a//b", NULL}, {"/v1/targets/a/../b", NULL},
        {"/v1/targets/a/%2e%2e/b", NULL}, {"/v1/targets/a/", NULL}, {"/v1/targets//a", NULL},
        {"/v1/targets/%C3%A9", "\xc3\xa9"}, {"/v1/targets/a/.b", NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        enum verdict verdict = route_read("GET", cases[i].uri, &route);
        assert_int_equal(verdict, cases[i].name ? VERDICT_OK : VERDICT_NAME);
        if (cases[i].name)
            assert_string_equal(route.name, cases[i].name);
    }
    char longest[700] = "/v1/targets/";
    memset(longest + 12, 'a', 256);
    assert_int_equal(route_read("GET", longest, &route), VERDICT_NAME);
    longest[12 + 255] = 0;
    assert_int_equal(route_read("GET", longest, &route), VERDICT_OK);
}

static void a_range_is_one_plain_range_or_none(void **state)
{
    (void)state;
    static const struct {
        const char *header;
        enum verdict verdict;
        uint64_t from, len; /* of 100 */
    } cases[] = {{NULL, VERDICT_OK, 0, 100}, {"bytes=0-", VERDICT_PART, 0, 100},
        {"bytes=10-", VERDICT_PART, 10, 90}, {"bytes=10-19", VERDICT_PART, 10, 10},
        {"bytes=99-500", VERDICT_PART, 99, 1}, {"bytes=-5", VERDICT_PART, 95, 5},
        {"bytes=-500", VERDICT_PART, 0, 100}, {"bytes=100-", VERDICT_RANGE, 0, 0},
        {"bytes=-0", VERDICT_RANGE, 0, 0}, {"bytes=5-4", VERDICT_OK, 0, 100},
        {"bytes=1-2,4-5", VERDICT_OK, 0, 100}, {"bytes=", VERDICT_OK, 0, 100},
        {"bytes=-", VERDICT_OK, 0, 100}, {"bytes=a-", VERDICT_OK, 0, 100}, {"items=0-1", VERDICT_OK, 0, 100},
        {"bytes=99999999999999999999-", VERDICT_OK, 0, 100},
        {"bytes=999999999999999999-", VERDICT_RANGE, 0, 0}, {"bytes= 1-2", VERDICT_OK, 0, 100}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uint64_t from = 0, len = 0;
        assert_int_equal(range_read(cases[i].header, 100, &from, &len), cases[i].verdict);
        if (cases[i].verdict != VERDICT_RANGE) {
            assert_int_equal(from, cases[i].from);
            assert_int_equal(len, cases[i].len);
        }
    }
}

static void a_publisher_is_called_by_its_ngo_and_its_laptop(void **state)
{
    (void)state;
    char ngo[HUB_NGO];
    assert_true(name_fits(HUB_ROLE_PUBLISHER, "red-cross-2.0123456789abcdef"));
    publisher_ngo("red-cross-2.0123456789abcdef", ngo);
    assert_string_equal(ngo, "red-cross-2");
    static const char *const wrong[] = {"", "a", ".0123456789abcdef", "a.0123456789abcde",
        "a.0123456789abcdeF", "-a.0123456789abcdef", "a-.0123456789abcdef", "a.b.0123456789abcdef",
        "abcdefghijklmnopqrstuvwxyzabcdef.0123456789abcdef"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(name_fits(HUB_ROLE_PUBLISHER, wrong[i]));
}

static void a_path_says_which_methods_it_takes(void **state)
{
    (void)state;
    char methods[48];
    route_allowed("/v1/teams/" TEAM, methods);
    assert_string_equal(methods, "GET");
    route_allowed("/v1/healthz?x", methods);
    assert_string_equal(methods, "GET");
    route_allowed("/nowhere", methods);
    assert_string_equal(methods, "");
}

static void every_refusal_is_a_problem_document_that_says_what_to_do(void **state)
{
    (void)state;
    char text[512];
    for (enum verdict verdict = VERDICT_ID; verdict < VERDICT_COUNT; verdict++) {
        size_t len = verdict_problem(verdict, text, sizeof text);
        json_t *json = json_loadb(text, len, JSON_REJECT_DUPLICATES, NULL);
        assert_non_null(json);
        assert_string_equal(json_string_value(json_object_get(json, "type")), "about:blank");
        assert_int_equal(json_integer_value(json_object_get(json, "status")), verdict_status(verdict));
        assert_true(json_string_length(json_object_get(json, "title")) > 5);
        assert_true(json_string_length(json_object_get(json, "detail")) > 20);
        assert_true(verdict_status(verdict) >= 400);
        json_decref(json);
    }
}

static mbedtls_pk_context key;
static const char ca_name[] = "O=wayside,OU=ca,CN=wayside hub CA";

/* Reads a certificate of this subject as a peer's. */
static struct peer peer_of(
    const mbedtls_x509_crt *ca, const char *subject, const char *issuer, bool is_ca, bool server)
{
    char pem[CERTIFICATE_BYTES];
    struct peer peer;
    mbedtls_x509_crt certificate;
    struct certificate_plan plan = {.subject = subject,
        .issuer = issuer,
        .subject_key = &key,
        .issuer_key = &key,
        .from_s = 1700000000,
        .until_s = 1800000000,
        .is_ca = is_ca,
        .for_server = server};
    assert_true(certificate_write(&plan, pem));
    mbedtls_x509_crt_init(&certificate);
    assert_int_equal(mbedtls_x509_crt_parse(&certificate, (unsigned char *)pem, strlen(pem) + 1), 0);
    peer_read(ca, certificate.raw.p, certificate.raw.len, &peer);
    mbedtls_x509_crt_free(&certificate);
    return peer;
}

static void only_a_client_certificate_with_a_subject_of_ours_is_trusted(void **state)
{
    (void)state;
    char pem[CERTIFICATE_BYTES];
    mbedtls_x509_crt ca;
    assert_true(p256_key_new(&key));
    struct certificate_plan plan = {.subject = ca_name,
        .issuer = ca_name,
        .subject_key = &key,
        .issuer_key = &key,
        .from_s = 1700000000,
        .until_s = 1900000000,
        .is_ca = true};
    assert_true(certificate_write(&plan, pem));
    mbedtls_x509_crt_init(&ca);
    assert_int_equal(mbedtls_x509_crt_parse(&ca, (unsigned char *)pem, strlen(pem) + 1), 0);
    struct peer peer = peer_of(&ca, "O=wayside,OU=desk,CN=" TEAM ".0123456789abcdef", ca_name, false, false);
    assert_true(peer.trusted);
    assert_int_equal(peer.role, HUB_ROLE_DESK);
    assert_int_equal(peer.scope[15], 0xaa);
    assert_int_equal(peer.until_s, 1800000000);
    assert_true(peer_of(&ca, "O=wayside,OU=mix,CN=mix", ca_name, false, false).trusted);
    static const char *const wrong[] = {"O=wayside,OU=hub,CN=hub", "O=other,OU=mix,CN=mix",
        "OU=mix,O=wayside,CN=mix", "O=wayside,OU=mix,CN=mix,L=x", "O=wayside,OU=mix", "CN=mix",
        "O=wayside,OU=king,CN=mix", "O=wayside,OU=desk,CN=mix", "O=wayside,OU=device,CN=" TEAM,
        "O=wayside,OU=mix,CN=Mix", "O=wayside,OU=ca,CN=wayside hub CA"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(peer_of(&ca, wrong[i], ca_name, false, false).trusted);
    assert_false(peer_of(&ca, "O=wayside,OU=mix,CN=mix", ca_name, false, true).trusted); /* for a server */
    assert_false(peer_of(&ca, "O=wayside,OU=mix,CN=mix", ca_name, true, false).trusted); /* a CA */
    assert_false(peer_of(&ca, "O=wayside,OU=mix,CN=mix", "CN=x", false, false).trusted); /* another's */
    mbedtls_x509_crt_free(&ca);
    mbedtls_pk_free(&key);
}

static void a_peer_may_use_what_its_role_its_scope_and_its_dates_allow(void **state)
{
    (void)state;
    struct peer peer = {
        .present = true, .trusted = true, .role = HUB_ROLE_DESK, .from_s = 100, .until_s = 200};
    uint8_t other[ID_BYTES] = {1};
    unsigned desk = ROLE_BIT(HUB_ROLE_DESK), mix = ROLE_BIT(HUB_ROLE_MIX);
    assert_int_equal(peer_may(&peer, desk | mix, peer.scope, 150, 0), VERDICT_OK);
    assert_int_equal(peer_may(&peer, mix, NULL, 150, 0), VERDICT_ROLE);
    assert_int_equal(peer_may(&peer, desk, other, 150, 0), VERDICT_SCOPE);
    assert_int_equal(peer_may(&peer, desk, NULL, 99, 0), VERDICT_EXPIRED);
    assert_int_equal(peer_may(&peer, desk, NULL, 201, 0), VERDICT_EXPIRED);
    assert_int_equal(peer_may(&peer, desk, NULL, 201, 1), VERDICT_OK);
    peer.trusted = false;
    assert_int_equal(peer_may(&peer, desk, NULL, 150, 0), VERDICT_CERTIFICATE);
    peer.present = false;
    assert_int_equal(peer_may(&peer, desk, NULL, 150, 0), VERDICT_NO_CERTIFICATE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_gives_its_route_its_scope_and_its_id),
        cmocka_unit_test(a_path_that_is_not_exactly_a_route_is_none),
        cmocka_unit_test(names_of_content_are_decoded_once_and_lead_nowhere_else),
        cmocka_unit_test(a_range_is_one_plain_range_or_none),
        cmocka_unit_test(a_publisher_is_called_by_its_ngo_and_its_laptop),
        cmocka_unit_test(a_path_says_which_methods_it_takes),
        cmocka_unit_test(every_refusal_is_a_problem_document_that_says_what_to_do),
        cmocka_unit_test(only_a_client_certificate_with_a_subject_of_ours_is_trusted),
        cmocka_unit_test(a_peer_may_use_what_its_role_its_scope_and_its_dates_allow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
