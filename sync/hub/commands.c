/* The commands of the operator. Each prints what it did, or one sentence about why not. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/cursor.h"
#include "base/json_write.h"
#include "program.h"

bool program_settings(const char *path, struct settings **ret_settings, struct hub_settings *ret_hub,
    char ret_message[static HUB_MESSAGE])
{
    char message[256];
    struct settings *settings;
    if (!settings_read(path, &settings, message)) {
        snprintf(ret_message, HUB_MESSAGE, "%s", message);
        return false;
    }
    struct hub_settings hub = {.clock = clock_system()};
    hub.address = settings_need(settings, "listen", "address");
    hub.port = (uint16_t)settings_number(settings, "listen", "port", 8443, 1, 65535);
    hub.metrics_port = (int)settings_number(settings, "listen", "metrics_port", -1, 1, 65535);
    hub.store_file = settings_need(settings, "store", "file");
    hub.store_max_bytes = settings_number(settings, "store", "max_mb", 0, 16, 1 << 30) * (1LL << 20);
    hub.tls_folder = settings_need(settings, "tls", "folder");
    hub.root = settings_need(settings, "network", "root");
    hub.content_folder = settings_text(settings, "content", "folder");
    hub.content_keys = settings_text(settings, "content", "keys");
    bool ok = settings_check(settings, message);
    if (!ok)
        snprintf(ret_message, HUB_MESSAGE, "%s", message);
    else if (!(ok = !hub.content_folder == !hub.content_keys))
        snprintf(ret_message, HUB_MESSAGE,
            "%.200s: [content] needs both folder and keys, or neither for a hub that serves no content.",
            path);
    if (!ok) {
        settings_free(settings);
        return false;
    }
    *ret_settings = settings;
    *ret_hub = hub;
    return true;
}

static int result(enum hub_error error, const char *message)
{
    return error ? fail(message, error == HUB_SETTINGS ? 2 : 1) : 0;
}

int command_init(const struct hub_settings *settings, const struct options *options)
{
    char message[HUB_MESSAGE];
    enum hub_error error = hub_init(settings, options->hosts, options->host_count, message);
    if (!error)
        printf("The CA and the server's key are in %s, the store, which is empty, is %s.\n"
               "Keep a copy of ca.key where this machine cannot reach it; give ca.pem to every machine.\n%s",
            settings->tls_folder, settings->store_file,
            settings->content_keys
                ? "The people who make root.json need what wayside-hub content-keys prints.\n"
                : "");
    return result(error, message);
}

int command_content_keys(const struct hub_settings *settings, const struct options *options)
{
    char message[HUB_MESSAGE], json[256];
    uint8_t snapshot[32], timestamp[32];
    (void)options;
    enum hub_error error = hub_content_keys(settings, snapshot, timestamp, message);
    if (error)
        return result(error, message);
    struct json_write out;
    json_write_init(&out, json, sizeof json);
    json_open(&out, '{');
    json_member_text(&out, "name", "hub");
    json_member_hex(&out, "snapshot", snapshot, sizeof snapshot);
    json_member_hex(&out, "timestamp", timestamp, sizeof timestamp);
    json_close(&out, '}');
    printf("%.*s\n", (int)out.len, json);
    return 0;
}

int command_serve(const struct hub_settings *settings, const struct options *options)
{
    char message[HUB_MESSAGE];
    struct hub *hub;
    sigset_t ends;
    int signal_number;
    (void)options;
    signal(SIGPIPE, SIG_IGN);
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    sigprocmask(SIG_BLOCK, &ends, NULL); /* before any thread is made: all of them have it blocked */
    enum hub_error error = hub_start(settings, &hub, message);
    if (error)
        return result(error, message);
    bool six = strchr(settings->address, ':') != NULL;
    fprintf(stderr, "wayside-hub: serving https://%s%s%s:%u\n", six ? "[" : "", settings->address,
        six ? "]" : "", hub_port(hub));
    sigwait(&ends, &signal_number);
    hub_stop(hub);
    fprintf(stderr, "wayside-hub: stopped\n");
    return 0;
}

int command_token(const struct hub_settings *settings, const struct options *options)
{
    char message[HUB_MESSAGE], token[164], json[512];
    enum hub_role role = hub_role_read(options->role);
    if (!role)
        return fail("--role is one of device, mix, desk and publisher.", 2);
    enum hub_error error = hub_token(settings, role, options->name, token, message);
    if (error)
        return result(error, message);
    if (!options->json) {
        printf("%s\n", token);
        return 0;
    }
    struct json_write out;
    json_write_init(&out, json, sizeof json);
    json_open(&out, '{');
    json_member_text(&out, "token", token);
    json_member_text(&out, "role", options->role);
    json_member_text(&out, "name", options->name);
    json_close(&out, '}');
    printf("%.*s\n", (int)out.len, json);
    return 0;
}

/* ---- lists: a line for people, or one JSON object a line inside an array ---- */

struct list {
    bool json;
    size_t count;
};

static void list_begin(const struct list *list)
{
    if (list->json)
        printf("[");
}

static void list_end(const struct list *list)
{
    if (list->json)
        printf("%s]\n", list->count ? "\n" : "");
}

static void list_object(struct list *list, const struct json_write *object, const char *json)
{
    printf("%s\n%.*s", list->count ? "," : "", (int)object->len, json);
}

static void time_text(int64_t utc_s, char ret_text[static 24])
{
    time_t seconds = (time_t)utc_s;
    struct tm tm;
    if (!utc_s || !gmtime_r(&seconds, &tm) || !strftime(ret_text, 24, "%Y-%m-%d %H:%M:%SZ", &tm))
        snprintf(ret_text, 24, "never");
}

static int enrolment_print(void *ctx, const struct hub_enrolment *enrolment)
{
    struct list *list = ctx;
    char text[512];
    if (list->json) {
        struct json_write out;
        json_write_init(&out, text, sizeof text);
        json_open(&out, '{');
        json_member_text(&out, "code", enrolment->code);
        json_member_text(&out, "role", hub_role_text(enrolment->role));
        json_member_text(&out, "name", enrolment->name);
        json_member_int(&out, "asked_at", enrolment->asked_at);
        json_close(&out, '}');
        list_object(list, &out, text);
    } else {
        time_text(enrolment->asked_at, text);
        printf("%s  %-9s  %s  asked %s\n", enrolment->code, hub_role_text(enrolment->role), enrolment->name,
            text);
    }
    list->count++;
    return 0;
}

int command_enrolments(const struct hub_settings *settings, const struct options *options)
{
    char message[HUB_MESSAGE];
    struct list list = {options->json, 0};
    list_begin(&list);
    enum hub_error error = hub_enrolments(settings, enrolment_print, &list, message);
    list_end(&list);
    if (!error && !list.count && !list.json)
        printf("No machine waits for approval.\n");
    return result(error, message);
}

int command_approve(const struct hub_settings *settings, const struct options *options)
{
    char message[HUB_MESSAGE];
    struct hub_enrolment enrolment;
    enum hub_error error = hub_approve(settings, options->operand, &enrolment, message);
    if (!error)
        printf("Approved %s %s.\n", hub_role_text(enrolment.role), enrolment.name);
    return result(error, message);
}

static void identity_json(struct list *list, const struct hub_identity *identity)
{
    char text[1024];
    struct json_write out;
    json_write_init(&out, text, sizeof text);
    json_open(&out, '{');
    json_member_text(&out, "name", identity->name);
    json_member_text(&out, "role", hub_role_text(identity->role));
    json_member_int(&out, "valid_until", identity->valid_until);
    json_member_int(&out, "revoked_at", identity->revoked_at);
    json_member_int(&out, "heard_at", identity->heard_at);
    json_member_text(&out, "software", identity->software);
    json_member_text(&out, "place", identity->place);
    json_member_text(&out, "release", identity->release);
    json_member_text(&out, "shown", identity->shown);
    json_member_text(&out, "refused", identity->refused);
    json_member_text(&out, "disk", identity->disk);
    json_member_text(&out, "temperature", identity->temperature);
    json_close(&out, '}');
    list_object(list, &out, text);
}

static int identity_print(void *ctx, const struct hub_identity *identity)
{
    struct list *list = ctx;
    char until[24], heard[24];
    time_text(identity->valid_until, until);
    time_text(identity->heard_at, heard);
    if (list->json)
        identity_json(list, identity);
    else
        printf("%-9s  %s  %s %s%s%s%s%s%s%s%s%s\n", hub_role_text(identity->role), identity->name,
            identity->revoked_at ? "REVOKED; was valid until" : "valid until", until,
            identity->role == HUB_ROLE_DEVICE ? "  heard " : "",
            identity->role == HUB_ROLE_DEVICE ? heard : "",
            !strcmp(identity->disk, "low") ? ", disk low" : "",
            !strcmp(identity->temperature, "hot") ? ", hot" : "", *identity->place ? ", at " : "",
            identity->place, *identity->refused ? ", refuses a release: " : "", identity->refused);
    list->count++;
    return 0;
}

int command_identities(const struct hub_settings *settings, const struct options *options)
{
    char message[HUB_MESSAGE];
    struct list list = {options->json, 0};
    list_begin(&list);
    enum hub_error error = hub_identities(settings, identity_print, &list, message);
    list_end(&list);
    if (!error && !list.count && !list.json)
        printf("No machine is enrolled.\n");
    return result(error, message);
}

int command_revoke(const struct hub_settings *settings, const struct options *options)
{
    char message[HUB_MESSAGE];
    enum hub_error error = hub_revoke(settings, options->operand, message);
    if (!error)
        printf("Revoked %s.\n", options->operand);
    return result(error, message);
}
