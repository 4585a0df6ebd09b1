/* From a token to a certificate, to its renewal, to its end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/disk.h"
#include "base/limits.h"
#include "sync/hub/net.h"
#include "wire/enrol.h"

enum { DAY = 86400 };

struct fixture {
    struct net net;
    struct wire_client *nobody;
    char message[HUB_MESSAGE];
    struct buffer key, csr;
};

static int begin(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    net_init(&f->net);
    net_start(&f->net);
    f->nobody = net_client(&f->net, NULL);
    buffer_init(&f->key, 1024);
    buffer_init(&f->csr, ENROL_CSR_BYTES);
    assert_true(enrol_request_new(&f->key, &f->csr));
    *state = f;
    return 0;
}

static int end(void **state)
{
    struct fixture *f = *state;
    wire_client_free(f->nobody);
    buffer_clear(&f->key);
    buffer_clear(&f->csr);
    net_clear(&f->net);
    free(f);
    return 0;
}

/* POST of the members (NULL: left out); the answer is the caller's. */
static struct wire_answer *ask(
    struct wire_client *client, const char *path, const char *token, const char *csr)
{
    struct wire_answer *answer = answer_new();
    json_t *json = json_object();
    if (token)
        json_object_set_new(json, "token", json_string(token));
    if (csr)
        json_object_set_new(json, "csr", json_string(csr));
    char *body = json_dumps(json, JSON_COMPACT);
    assert_int_equal(wire_request(client, "POST", path, body, strlen(body), answer), WIRE_OK);
    free(body);
    json_decref(json);
    return answer;
}

static int ask_status(struct wire_client *client, const char *path, const char *token, const char *csr)
{
    struct wire_answer *answer = ask(client, path, token, csr);
    int status = answer->status;
    answer_free(answer);
    return status;
}

static void token_new(struct fixture *f, char token[static 164])
{
    if (hub_token(&f->net.settings, HUB_ROLE_DEVICE, DEVICE_NAME, token, f->message))
        fail_msg("%s", f->message);
}

static int remember(void *ctx, const struct hub_enrolment *enrolment)
{
    *(struct hub_enrolment *)ctx = *enrolment;
    return 0;
}

static void a_machine_gets_its_certificate_once_the_operator_approved_its_code(void **state)
{
    struct fixture *f = *state;
    char token[164], code[ENROL_CODE_TEXT];
    const char *csr = (const char *)f->csr.bytes;
    struct enrol_token read;
    struct hub_enrolment waiting = {.code = ""};
    token_new(f, token);
    assert_true(enrol_token_read(token, &read) && enrol_code(&read, csr, f->csr.len, code));
    for (int i = 0; i < 3; i++)
        assert_int_equal(ask_status(f->nobody, "/v1/enrol", token, csr), 202);
    assert_int_equal(hub_enrolments(&f->net.settings, remember, &waiting, f->message), HUB_OK);
    assert_string_equal(waiting.code, code);
    assert_string_equal(waiting.name, DEVICE_NAME);
    assert_int_equal(waiting.role, HUB_ROLE_DEVICE);
    char typed[ENROL_CODE_TEXT] = "";
    for (size_t i = 0, n = 0; i < 11; i++)
        if (code[i] != '-')
            typed[n++] = (char)(code[i] >= 'A' ? code[i] + 32 : code[i]); /* as a person types it */
    assert_int_equal(hub_approve(&f->net.settings, typed, &waiting, f->message), HUB_OK);
    struct wire_answer *answer = ask(f->nobody, "/v1/enrol", token, csr);
    assert_int_equal(answer->status, 200);
    assert_non_null(strstr((const char *)answer->body.bytes, "-----BEGIN CERTIFICATE-----"));
    struct wire_answer *again = ask(f->nobody, "/v1/enrol", token, csr); /* lost on the way: once more */
    assert_int_equal(again->body.len, answer->body.len);
    assert_memory_equal(again->body.bytes, answer->body.bytes, answer->body.len);
    answer_free(answer);
    answer_free(again);
    assert_int_equal(hub_approve(&f->net.settings, code, &waiting, f->message), HUB_REFUSED);
    assert_int_equal(
        hub_token(&f->net.settings, HUB_ROLE_DEVICE, DEVICE_NAME, token, f->message), HUB_REFUSED);
}

/* What agent, mix and desk do at their start, against this hub. */
static void the_clients_own_steps_lead_to_a_certificate_and_to_its_renewal(void **state)
{
    struct fixture *f = *state;
    char token[164], folder[192], path[192], why[256] = "";
    struct hub_enrolment enrolment;
    struct buffer code, first, second;
    buffer_init(&code, 64);
    buffer_init(&first, 4096);
    buffer_init(&second, 4096);
    net_file(&f->net, "machine", "", folder);
    assert_int_equal(mkdir(folder, 0700), 0);
    token_new(f, token);
    int64_t now_s = f->net.settings.clock.wall_s(&f->net);
    assert_int_equal(enrol_step(f->net.url, f->net.ca, token, folder, why), 1);
    net_file(&f->net, "machine", "/enrolment-code", path);
    assert_int_equal(file_read(path, 63, &code), BASE_OK);
    char shown[ENROL_CODE_TEXT];
    snprintf(shown, sizeof shown, "%s", (const char *)code.bytes);
    assert_int_equal(hub_approve(&f->net.settings, shown, &enrolment, f->message), HUB_OK);
    assert_int_equal(enrol_step(f->net.url, f->net.ca, token, folder, why), 0);
    net_file(&f->net, "machine", "/client.pem", path);
    assert_int_equal(file_read(path, 4095, &first), BASE_OK);
    assert_int_equal(enrol_renew_step(f->net.url, f->net.ca, folder, now_s + 29 * DAY, why), 1);
    atomic_fetch_add(&f->net.clock_add_s, 31 * DAY);
    if (enrol_renew_step(f->net.url, f->net.ca, folder, now_s + 31 * DAY, why))
        fail_msg("%s", why);
    assert_int_equal(file_read(path, 4095, &second), BASE_OK);
    assert_string_not_equal((const char *)first.bytes, (const char *)second.bytes);
    struct wire_client *device = net_client(&f->net, "machine/client");
    assert_int_equal(net_status(device, "GET", "/v1/drops/" ZONE, NULL, 0), 200);
    wire_client_free(device);
    buffer_clear(&code);
    buffer_clear(&first);
    buffer_clear(&second);
}

static void a_token_serves_one_request_only(void **state)
{
    struct fixture *f = *state;
    char token[164];
    struct buffer key, csr;
    buffer_init(&key, 1024);
    buffer_init(&csr, ENROL_CSR_BYTES);
    assert_true(enrol_request_new(&key, &csr));
    token_new(f, token);
    assert_int_equal(ask_status(f->nobody, "/v1/enrol", token, (const char *)f->csr.bytes), 202);
    assert_int_equal(ask_status(f->nobody, "/v1/enrol", token, (const char *)csr.bytes), 403);
    assert_int_equal(ask_status(f->nobody, "/v1/enrol", token, (const char *)f->csr.bytes), 202);
    buffer_clear(&key);
    buffer_clear(&csr);
}

static void a_token_is_good_for_one_hour(void **state)
{
    struct fixture *f = *state;
    char token[164];
    const char *csr = (const char *)f->csr.bytes;
    token_new(f, token);
    atomic_fetch_add(&f->net.clock_add_s, 3601);
    struct wire_answer *answer = ask(f->nobody, "/v1/enrol", token, csr);
    assert_int_equal(answer->status, 403);
    assert_non_null(strstr(answer->problem, "one hour"));
    answer_free(answer);
    token_new(f, token);
    atomic_fetch_add(&f->net.clock_add_s, 3590);
    assert_int_equal(ask_status(f->nobody, "/v1/enrol", token, csr), 202);
    atomic_fetch_add(&f->net.clock_add_s, 3590); /* once asked, the operator has time */
    assert_int_equal(ask_status(f->nobody, "/v1/enrol", token, csr), 202);
}

static void a_token_of_another_hub_or_made_up_is_refused(void **state)
{
    struct fixture *f = *state;
    char token[164], other[164];
    const char *csr = (const char *)f->csr.bytes;
    token_new(f, token);
    for (size_t at = 0; at < 162; at += 23) {
        if (token[at] == '.')
            continue;
        strcpy(other, token);
        other[at] = other[at] == '0' ? '1' : '0';
        assert_int_equal(ask_status(f->nobody, "/v1/enrol", other, csr), 403);
    }
    assert_int_equal(ask_status(f->nobody, "/v1/enrol", "short", csr), 400);
    assert_int_equal(ask_status(f->nobody, "/v1/enrol", NULL, csr), 400);
    assert_int_equal(ask_status(f->nobody, "/v1/enrol", token, NULL), 400);
    assert_int_equal(net_status(f->nobody, "POST", "/v1/enrol", "{\"token\":", 9), 400);
}

static void a_request_that_its_key_did_not_sign_is_refused(void **state)
{
    struct fixture *f = *state;
    char token[164], csr[ENROL_CSR_BYTES];
    static const char p384[] = "-----BEGIN CERTIFICATE REQUEST-----\n"
                               "MIIBDDCBkgIBADATMREwDwYDVQQKDAh3YXlzaWRlMHYwEAYHKoZIzj0CAQYFK4EE\n"
                               "-----END CERTIFICATE REQUEST-----\n";
    token_new(f, token);
    strcpy(csr, (const char *)f->csr.bytes);
    char *end_line = strstr(csr, "\n-----END");
    assert_non_null(end_line);
    end_line[-8] = end_line[-8] == 'A' ? 'B' : 'A'; /* inside the signature */
    assert_int_equal(ask_status(f->nobody, "/v1/enrol", token, csr), 400);
    assert_int_equal(ask_status(f->nobody, "/v1/enrol", token, p384), 400);
    assert_int_equal(ask_status(f->nobody, "/v1/enrol", token, "not one"), 400);
    assert_int_equal(ask_status(f->nobody, "/v1/enrol", token, (const char *)f->csr.bytes), 202);
}

static void a_certificate_is_renewed_also_when_it_ended_and_not_after_400_days(void **state)
{
    struct fixture *f = *state;
    char path[192];
    net_enrol(&f->net, HUB_ROLE_DEVICE, DEVICE_NAME, "device");
    struct wire_client *device = net_client(&f->net, "device");
    assert_int_equal(ask_status(f->nobody, "/v1/renew", NULL, (const char *)f->csr.bytes), 403);
    assert_int_equal(ask_status(device, "/v1/renew", NULL, "not one"), 400);
    atomic_fetch_add(&f->net.clock_add_s, 91 * DAY);
    assert_int_equal(net_status(device, "GET", "/v1/drops/" ZONE, NULL, 0), 403);
    atomic_fetch_add(&f->net.clock_add_s, 398 * DAY);
    struct wire_answer *answer = ask(device, "/v1/renew", NULL, (const char *)f->csr.bytes);
    assert_int_equal(answer->status, 200);
    net_file(&f->net, "renewed", ".pem", path);
    assert_int_equal(file_put(path, answer->body.bytes, answer->body.len, 0600), BASE_OK);
    net_file(&f->net, "renewed", ".key", path);
    assert_int_equal(file_put(path, f->key.bytes, f->key.len, 0600), BASE_OK);
    answer_free(answer);
    struct wire_client *renewed = net_client(&f->net, "renewed");
    assert_int_equal(net_status(renewed, "GET", "/v1/drops/" ZONE, NULL, 0), 200);
    assert_int_equal(net_status(renewed, "GET", "/v1/drops/" OTHER_ZONE, NULL, 0), 403);
    atomic_fetch_add(&f->net.clock_add_s, 3 * DAY);
    assert_int_equal(ask_status(device, "/v1/renew", NULL, (const char *)f->csr.bytes), 403);
    assert_int_equal(net_status(renewed, "GET", "/v1/drops/" ZONE, NULL, 0), 200);
    wire_client_free(device);
    wire_client_free(renewed);
}

static void nothing_is_taken_from_a_revoked_machine(void **state)
{
    struct fixture *f = *state;
    char token[164];
    net_enrol(&f->net, HUB_ROLE_DEVICE, DEVICE_NAME, "device");
    struct wire_client *device = net_client(&f->net, "device");
    assert_int_equal(net_status(device, "GET", "/v1/drops/" ZONE, NULL, 0), 200);
    assert_int_equal(hub_revoke(&f->net.settings, DEVICE_NAME, f->message), HUB_OK);
    assert_int_equal(net_status(device, "GET", "/v1/drops/" ZONE, NULL, 0), 403);
    assert_int_equal(ask_status(device, "/v1/renew", NULL, (const char *)f->csr.bytes), 403);
    assert_int_equal(
        hub_token(&f->net.settings, HUB_ROLE_DEVICE, DEVICE_NAME, token, f->message), HUB_REFUSED);
    assert_int_equal(hub_revoke(&f->net.settings, "nobody", f->message), HUB_REFUSED);
    wire_client_free(device);
}

static void revoking_a_name_takes_back_what_waits_for_approval(void **state)
{
    struct fixture *f = *state;
    char token[164];
    struct hub_enrolment waiting = {.code = ""};
    token_new(f, token);
    assert_int_equal(ask_status(f->nobody, "/v1/enrol", token, (const char *)f->csr.bytes), 202);
    assert_int_equal(hub_revoke(&f->net.settings, DEVICE_NAME, f->message), HUB_OK);
    assert_int_equal(hub_enrolments(&f->net.settings, remember, &waiting, f->message), HUB_OK);
    assert_string_equal(waiting.code, "");
    assert_int_equal(ask_status(f->nobody, "/v1/enrol", token, (const char *)f->csr.bytes), 403);
}

static void a_certificate_of_another_ca_is_refused(void **state)
{
    struct fixture *f = *state;
    struct net other;
    net_init(&other);
    net_start(&other);
    net_enrol(&other, HUB_ROLE_DEVICE, DEVICE_NAME, "device");
    char certificate[192], key[192];
    net_file(&other, "device", ".pem", certificate);
    net_file(&other, "device", ".key", key);
    struct wire_client_settings settings = {
        .url = f->net.url, .ca_file = f->net.ca, .certificate = certificate, .key = key};
    struct wire_client *stranger;
    assert_int_equal(wire_client_new(&settings, &stranger), WIRE_OK);
    struct wire_answer *answer = net_get(stranger, "/v1/drops/" ZONE);
    assert_int_equal(answer->status, 403);
    assert_non_null(strstr(answer->problem, "Certificate refused"));
    answer_free(answer);
    wire_client_free(stranger);
    net_clear(&other);
}

static void a_name_that_does_not_fit_its_role_gets_no_token(void **state)
{
    struct fixture *f = *state;
    char token[164];
    static const char *const wrong[] = {"", "device", ZONE, ZONE ".", ZONE ".000000000000000g",
        ZONE ".00000000000000010", "1111111111111111111111111111111G.0000000000000001",
        ZONE "-0000000000000001", ZONE ".000000000000001,"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_int_equal(
            hub_token(&f->net.settings, HUB_ROLE_DEVICE, wrong[i], token, f->message), HUB_REFUSED);
    assert_int_equal(hub_token(&f->net.settings, HUB_ROLE_MIX, "mix,CN=x", token, f->message), HUB_REFUSED);
    assert_int_equal(hub_token(&f->net.settings, HUB_ROLE_MIX, "Mix", token, f->message), HUB_REFUSED);
    assert_int_equal(hub_token(&f->net.settings, HUB_ROLE_HUB, "hub", token, f->message), HUB_REFUSED);
    assert_int_equal(hub_token(&f->net.settings, HUB_ROLE_MIX, "mix-1.example", token, f->message), HUB_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_machine_gets_its_certificate_once_the_operator_approved_its_code, begin, end),
        cmocka_unit_test_setup_teardown(
            the_clients_own_steps_lead_to_a_certificate_and_to_its_renewal, begin, end),
        cmocka_unit_test_setup_teardown(a_token_serves_one_request_only, begin, end),
        cmocka_unit_test_setup_teardown(a_token_is_good_for_one_hour, begin, end),
        cmocka_unit_test_setup_teardown(a_token_of_another_hub_or_made_up_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(a_request_that_its_key_did_not_sign_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(
            a_certificate_is_renewed_also_when_it_ended_and_not_after_400_days, begin, end),
        cmocka_unit_test_setup_teardown(nothing_is_taken_from_a_revoked_machine, begin, end),
        cmocka_unit_test_setup_teardown(revoking_a_name_takes_back_what_waits_for_approval, begin, end),
        cmocka_unit_test_setup_teardown(a_certificate_of_another_ca_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(a_name_that_does_not_fit_its_role_gets_no_token, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
