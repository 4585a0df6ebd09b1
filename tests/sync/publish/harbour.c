#include "sync/publish/harbour.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "network_maker.h"
#include "sync/process.h"

/* wayside-hub with these words and its settings: the exit code. */
static int hub(struct harbour *harbour, const char *const *words)
{
    const char *all[16];
    size_t count = 0;
    while (words[count] && count < 12) {
        all[count] = words[count];
        count++;
    }
    all[count++] = "--settings";
    all[count++] = "hub.ini";
    all[count] = NULL;
    harbour->editor->program = "wayside-hub";
    int code = editor_types(harbour->editor, "", all);
    harbour->editor->program = "wayside-publish";
    return code;
}
#define HUB(harbour, ...) hub(harbour, (const char *const[]){__VA_ARGS__, NULL})

/* Until it answers; fails after half a minute. */
static void wait_for_hub(struct harbour *harbour)
{
    char log[256];
    snprintf(log, sizeof log, "%s/hub.log", harbour->editor->folder);
    for (int turns = 0; turns < 3000; turns++) {
        char *text = editor_get(harbour->editor, "hub.log");
        bool serves = text && strstr(text, "serving");
        free(text);
        if (serves)
            return;
        if (waitpid(harbour->hub, NULL, WNOHANG) != 0)
            break;
        nanosleep(&(struct timespec){.tv_nsec = 10 * 1000000L}, NULL);
    }
    fail_msg("the hub does not serve; %s says why", log);
}

void harbour_hub_start(struct harbour *harbour)
{
    char log[256], settings[256];
    snprintf(log, sizeof log, "%s/hub.log", harbour->editor->folder);
    snprintf(settings, sizeof settings, "%s/hub.ini", harbour->editor->folder);
    unlink(log);
    harbour->hub = program_start(
        "wayside-hub", log, (const char *const[]){"serve", "--settings", settings, NULL});
    wait_for_hub(harbour);
}

void harbour_hub_stop(struct harbour *harbour)
{
    if (harbour->hub > 0)
        assert_int_equal(program_end(harbour->hub, SIGTERM), 0);
    harbour->hub = 0;
}

static void write_settings(struct harbour *harbour)
{
    const char *folder = harbour->editor->folder;
    char text[2048];
    snprintf(text, sizeof text,
        "[listen]\naddress = 127.0.0.1\nport = %u\nmetrics_port = %u\n[store]\nfile = "
        "%s/store.db\n[tls]\nfolder = "
        "%s/tls\n[network]\nroot = %s/root.json\n[content]\nfolder = %s/content\nkeys = %s/keys\n",
        harbour->port, free_port(), folder, folder, folder, folder, folder);
    editor_put(harbour->editor, "hub.ini", text);
}

static void write_laptop(
    struct harbour *harbour, const char *file, const char *owner, const char *key, const char *enrol)
{
    const char *folder = harbour->editor->folder;
    char text[2048];
    snprintf(text, sizeof text,
        "[hub]\nurl = https://127.0.0.1:%u\nca = %s/tls/ca.pem\n[publish]\nowner = %s\nkey = "
        "%s/%s.key\n[network]\n"
        "root = %s/root.json\n%s",
        harbour->port, folder, owner, folder, key, folder, enrol);
    editor_put(harbour->editor, file, text);
}

static void enrol(struct harbour *harbour, const char *file, const char *owner, const char *key)
{
    struct editor *editor = harbour->editor;
    char name[128], token[300], section[400], code[32] = "", path[128];
    write_laptop(harbour, file, owner, key, "");
    editor_code(editor, TYPE(editor, "enrol", "--settings", file, "--json"), 0);
    assert_int_equal(sscanf(editor->said, "{\"name\":\"%100[^\"]", name), 1);
    editor_code(editor, HUB(harbour, "token", "--role", "publisher", "--name", name), 0);
    assert_int_equal(sscanf(editor->said, "%299s", token), 1);
    snprintf(section, sizeof section, "[enrol]\ntoken = %s\n", token);
    write_laptop(harbour, file, owner, key, section);
    editor_code(editor, TYPE(editor, "enrol", "--settings", file), 0);
    editor_heard(editor, "approve it");
    snprintf(
        path, sizeof path, "%.*s.wayside/enrolment-code", (int)(strlen(file) - strlen("publish.ini")), file);
    char *shown = editor_get(editor, path);
    assert_non_null(shown);
    snprintf(code, sizeof code, "%.*s", (int)strcspn(shown, "\n"), shown);
    free(shown);
    editor_code(editor, HUB(harbour, "approve", code), 0);
    editor_code(editor, TYPE(editor, "enrol", "--settings", file), 0);
    editor_heard(editor, "is known to the hub");
}

static void write_network(struct harbour *harbour)
{
    struct network_maker maker;
    struct network_keys keys;
    struct buffer file;
    buffer_init(&file, NETWORK_BYTES);
    assert_true(network_maker_init(&maker, &keys));
    maker.places[0].packs[0] = "harbour/port";
    assert_true(network_maker_network(&maker, &file));
    editor_put(harbour->editor, "network/network.json", (const char *)file.bytes);
    assert_true(network_maker_places(&maker, &file));
    editor_put(harbour->editor, "network/places.json", (const char *)file.bytes);
    buffer_clear(&file);
}

static int with_key(
    struct harbour *harbour, const char *settings, const char *answer, const char *const *words)
{
    const char *all[24];
    size_t count = 0;
    bool signs = strcmp(words[0], "sign") == 0 || strcmp(words[0], "withdraw") == 0;
    while (words[count] && count < 16) {
        all[count] = words[count];
        count++;
    }
    all[count++] = "--settings";
    all[count++] = settings;
    if (signs) {
        all[count++] = "--passphrase-file";
        all[count++] = "Dina.words"; /* all test keys have the same */
    }
    all[count] = NULL;
    return editor_types(harbour->editor, answer, all);
}

int dina(struct harbour *harbour, const char *answer, const char *const *words)
{
    return with_key(harbour, "publish.ini", answer, words);
}

int amina(struct harbour *harbour, const char *answer, const char *const *words)
{
    return with_key(harbour, "amina/publish.ini", answer, words);
}

static void publish_network(struct harbour *harbour)
{
    struct editor *editor = harbour->editor;
    editor_code(editor, AMINA(harbour, "", "push", STICK), 0);
    write_network(harbour);
    editor_code(editor, AMINA(harbour, "yes\n", "sign", "--network", "network", "--key", "Ben.key"), 0);
    editor_heard(editor, "recipients is not signed now");
    editor_code(editor, AMINA(harbour, "", "push"), 0);
    editor_heard(editor, "places is live");
    editor_code(editor, AMINA(harbour, "yes\n", "sign", "--network", "network"), 0);
    editor_code(editor, AMINA(harbour, "", "push"), 0);
    editor_heard(editor, "recipients waits for another signature");
    editor_heard(editor, "Chloe");
    editor_code(editor, AMINA(harbour, "yes\n", "sign", "--waiting", "recipients", "--key", "Chloe.key"), 0);
    editor_heard(editor, "recipients is live");
}

struct harbour *harbour_begin(void)
{
    struct harbour *harbour = calloc(1, sizeof *harbour);
    assert_non_null(harbour);
    struct editor *editor = harbour->editor = editor_begin();
    harbour->port = free_port();
    write_settings(harbour);
    editor_code(editor, HUB(harbour, "init"), 0);
    editor_code(editor, HUB(harbour, "content-keys"), 0);
    char *hub_json = strdup(editor->said);
    people_gather(editor, hub_json);
    free(hub_json);
    ceremony_held(editor, NULL, "Amina", "Chloe");
    char *root = editor_get(editor, STICK "/root.json");
    editor_put(editor, "root.json", root);
    free(root);
    harbour_hub_start(harbour);
    enrol(harbour, "publish.ini", "harbour", "Dina");
    enrol(harbour, "amina/publish.ini", "mission", "Amina");
    publish_network(harbour);
    editor_small_pack(editor, "pack");
    return harbour;
}

void harbour_end(struct harbour *harbour)
{
    harbour_hub_stop(harbour);
    editor_end(harbour->editor);
    free(harbour);
}

void harbour_rewrite(struct harbour *harbour, const char *file, const char *old, const char *new)
{
    char *text = editor_get(harbour->editor, file);
    assert_non_null(text);
    char *at = strstr(text, old);
    assert_non_null(at);
    char *changed = calloc(1, strlen(text) + strlen(new) + 1);
    assert_non_null(changed);
    memcpy(changed, text, (size_t)(at - text));
    strcat(changed, new);
    strcat(changed, at + strlen(old));
    editor_put(harbour->editor, file, changed);
    free(text);
    free(changed);
}

void harbour_publish(struct harbour *harbour)
{
    struct editor *editor = harbour->editor;
    editor_code(editor, DINA(harbour, "yes\n", "sign", "pack"), 0);
    editor_code(editor, DINA(harbour, "", "push"), 0);
    editor_heard(editor, "packs-harbour is live");
    editor_heard(editor, "hotlines waits for another signature");
    editor_code(editor, AMINA(harbour, "yes\n", "sign", "--waiting", "hotlines"), 0);
    editor_heard(editor, "hotlines is live");
}
