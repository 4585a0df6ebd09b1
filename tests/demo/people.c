#include "demo/people.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/disk.h"
#include "demo/settings_files.h"

static const char *const people[] = {"Ana", "Ben", "Chi", "Dina"};
static const char *const bodies[] = {
    "Seafarers' Mission", "Port Authority", "Workers' Union", "Harbour Help"};
enum { PEOPLE = sizeof people / sizeof *people, WORDS = 24 };

/* The laptops: Dina has her own; the others meet at Ana's. */
static const char *laptop_of(const char *person)
{
    return strcmp(person, "Dina") == 0 ? "dina.ini" : "ana.ini";
}

bool people_publish(struct stage *stage, const char *person, char *ret_out, const char *const words[])
{
    char program[512], key[512], passphrase[512], settings[512], out[PEOPLE_OUT];
    const char *argv[WORDS + 8] = {program};
    size_t count = 1;
    snprintf(program, sizeof program, "%s/wayside-publish", stage->bin);
    for (size_t i = 0; words[i] && count < WORDS; i++)
        argv[count++] = words[i];
    if (person) {
        snprintf(key, sizeof key, "%s/keys/%s.key", stage->run, person);
        snprintf(passphrase, sizeof passphrase, "%s/keys/%s.words", stage->run, person);
        snprintf(settings, sizeof settings, "%s/%s", stage->run, laptop_of(person));
        const char *const more[] = {"--key", key, "--passphrase-file", passphrase, "--settings", settings};
        /* A ceremony happens without a network, so without settings. */
        memcpy(argv + count, more, (strcmp(words[0], "ceremony") == 0 ? 4 : 6) * sizeof *more);
    }
    if (process_run(&stage->processes, "publish", argv, NULL, ret_out ? ret_out : out, PEOPLE_OUT) == 0)
        return true;
    fprintf(stderr, "wayside-demo: wayside-publish %s %s failed; %s/logs/publish.log says why\n", words[0],
        words[1] ? words[1] : "", stage->run);
    return false;
}

bool people_keys(struct stage *stage)
{
    for (size_t i = 0; i < PEOPLE; i++) {
        char key[512], passphrase[512];
        snprintf(key, sizeof key, "%s/keys/%s.key", stage->run, people[i]);
        snprintf(passphrase, sizeof passphrase, "%s/keys/%s.words", stage->run, people[i]);
        if (!people_publish(stage, NULL, NULL,
                (const char *const[]){
                    "key", "new", people[i], "--out", key, "--passphrase-file", passphrase, NULL}))
            return false;
    }
    return true;
}

static bool hub_keys_on_stick(struct stage *stage)
{
    char program[512], settings[512], path[512], out[1024];
    snprintf(program, sizeof program, "%s/wayside-hub", stage->bin);
    snprintf(settings, sizeof settings, "%s/hub.ini", stage->run);
    snprintf(path, sizeof path, "%s/stick/hub.json", stage->run);
    const char *const argv[] = {program, "content-keys", "--settings", settings, NULL};
    if (process_run(&stage->processes, "hub-content-keys", argv, NULL, out, sizeof out) == 0 &&
        file_put(path, out, strlen(out), 0640) == BASE_OK)
        return true;
    fprintf(stderr, "wayside-demo: the hub's content keys did not come onto the stick\n");
    return false;
}

static bool copy(const char *from, const char *to)
{
    struct buffer bytes;
    buffer_init(&bytes, 1 << 20);
    bool good = file_read(from, bytes.max, &bytes) == BASE_OK &&
                file_put(to, bytes.bytes, bytes.len, 0640) == BASE_OK;
    buffer_clear(&bytes);
    if (!good)
        fprintf(stderr, "wayside-demo: %s could not be copied to %s\n", from, to);
    return good;
}

bool people_ceremony(struct stage *stage)
{
    char stick[500], from[600], to[512];
    snprintf(stick, sizeof stick, "%s/stick", stage->run);
    snprintf(from, sizeof from, "%s/root.json", stick);
    snprintf(to, sizeof to, "%s/root.json", stage->run);
    if (!people_publish(stage, NULL, NULL,
            (const char *const[]){"ceremony", "begin", stick, "--name", "wayside demo", NULL}) ||
        !hub_keys_on_stick(stage) || !network_plan_write(stage))
        return false;
    for (size_t i = 0; i < PEOPLE; i++)
        if (!people_publish(stage, people[i], NULL,
                (const char *const[]){"ceremony", "join", stick, "--body", bodies[i], "--yes", NULL}))
            return false;
    return people_publish(stage, NULL, NULL, (const char *const[]){"ceremony", "plan", stick, NULL}) &&
           people_publish(
               stage, "Ana", NULL, (const char *const[]){"ceremony", "sign", stick, "--yes", NULL}) &&
           people_publish(
               stage, "Ben", NULL, (const char *const[]){"ceremony", "sign", stick, "--yes", NULL}) &&
           people_publish(stage, NULL, NULL, (const char *const[]){"ceremony", "finish", stick, NULL}) &&
           copy(from, to);
}

static bool enrol(struct stage *stage, const char *settings)
{
    char path[512], out[PEOPLE_OUT], name[128], token[256], code[512];
    snprintf(path, sizeof path, "%s/%s", stage->run, settings);
    const char *const words[] = {"enrol", "--settings", path, "--json", NULL};
    if (!people_publish(stage, NULL, out, words) || sscanf(out, "{\"name\":\"%100[^\"]", name) != 1 ||
        !stage_token(stage, "publisher", name, token, sizeof token) ||
        !settings_files_token(stage, settings, token) || !people_publish(stage, NULL, out, words))
        return false;
    snprintf(code, sizeof code, "%s/%.*s/enrolment-code", stage->run, (int)strcspn(settings, "."), settings);
    return stage_approve(stage, code) && people_publish(stage, NULL, out, words);
}

bool people_enrol(struct stage *stage)
{
    return enrol(stage, "ana.ini") && enrol(stage, "dina.ini");
}

static bool push(struct stage *stage, const char *person, const char *stick)
{
    char settings[512];
    snprintf(settings, sizeof settings, "%s/%s", stage->run, laptop_of(person));
    return people_publish(
        stage, NULL, NULL, (const char *const[]){"push", "--settings", settings, stick, NULL});
}

bool people_network(struct stage *stage)
{
    char stick[500], folder[500];
    snprintf(stick, sizeof stick, "%s/stick", stage->run);
    snprintf(folder, sizeof folder, "%s/network", stage->run);
    const char *const sign[] = {"sign", "--network", folder, "--yes", NULL};
    return network_files_write(stage) && push(stage, "Ana", stick) &&
           people_publish(stage, "Ben", NULL, sign) && push(stage, "Ben", NULL) &&
           people_publish(stage, "Ana", NULL, sign) && push(stage, "Ana", NULL) &&
           people_publish(
               stage, "Chi", NULL, (const char *const[]){"sign", "--waiting", "recipients", "--yes", NULL}) &&
           push(stage, "Chi", NULL);
}

bool people_pack(struct stage *stage, const char *folder)
{
    char out[PEOPLE_OUT], settings[512];
    snprintf(settings, sizeof settings, "%s/ana.ini", stage->run);
    return people_publish(stage, "Dina", NULL, (const char *const[]){"sign", folder, "--yes", NULL}) &&
           push(stage, "Dina", folder) &&
           people_publish(
               stage, NULL, out, (const char *const[]){"waiting", "--settings", settings, "--json", NULL}) &&
           (!strstr(out, "\"hotlines\"") ||
               (people_publish(stage, "Ana", NULL,
                    (const char *const[]){"sign", "--waiting", "hotlines", "--yes", NULL}) &&
                   push(stage, "Ana", NULL)));
}
