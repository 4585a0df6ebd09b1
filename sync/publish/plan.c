#include "plan.h"

#include <ctype.h>
#include <ini.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "key.h"

#define PLAN_LINE 190

struct reading {
    struct plan *plan;
    char *message;
    bool failed;
};

static bool refuse(char message[static 256], const char *format, ...) __attribute__((format(printf, 2, 3)));
static bool refuse(char message[static 256], const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(message, 256, format, args);
    va_end(args);
    return false;
}

/* "Amina, Ben" into names. */
static bool read_names(const char *text, char names[][PUBLISH_NAME], size_t *ret_count, const char *section,
    char message[static 256])
{
    size_t count = 0;
    for (const char *at = text; *at;) {
        size_t len = strcspn(at, ",");
        const char *next = at + len + (at[len] == ',');
        while (len > 0 && isspace((unsigned char)*at)) {
            at++, len--;
        }
        while (len > 0 && isspace((unsigned char)at[len - 1])) {
            len--;
        }
        if (len == 0 || len >= PUBLISH_NAME || count == SIGNER_KEYS) {
            return refuse(message, "network.ini: [%.60s] names stand apart by one comma, at most %d of them",
                section, SIGNER_KEYS);
        }
        memcpy(names[count], at, len);
        names[count][len] = '\0';
        for (size_t i = 0; i < count; i++) {
            if (strcmp(names[i], names[count]) == 0) {
                return refuse(message, "network.ini: [%.60s] %.60s stands there twice", section, names[i]);
            }
        }
        count++;
        at = next;
    }
    *ret_count = count;
    return true;
}

static bool known_role(const char *name)
{
    return strcmp(name, "root") == 0 || strcmp(name, "recipients") == 0 || strcmp(name, "hotlines") == 0 ||
           strcmp(name, "places") == 0 ||
           (strncmp(name, "packs-", 6) == 0 && slug_valid(name + 6, PUBLISH_NAME - 8));
}

static struct plan_role *role_of(struct reading *reading, const char *section)
{
    struct plan *plan = reading->plan;
    for (size_t i = 0; i < plan->role_count; i++) {
        if (strcmp(plan->roles[i].name, section) == 0) {
            return &plan->roles[i];
        }
    }
    if (!known_role(section) || plan->role_count == PLAN_ROLES) {
        refuse(reading->message,
            "network.ini: [%.60s] is no role; roles are root, recipients, hotlines, places and packs-<ngo> "
            "(a-z, "
            "0-9, '-'), at most %d",
            section, PLAN_ROLES);
        return NULL;
    }
    struct plan_role *role = &plan->roles[plan->role_count++];
    snprintf(role->name, sizeof role->name, "%s", section);
    return role;
}

static bool take_network(struct reading *reading, const char *key, const char *value)
{
    struct plan *plan = reading->plan;
    if (strcmp(key, "name") == 0) {
        return (strlen(value) < sizeof plan->network && key_name_valid(value) &&
                   snprintf(plan->network, sizeof plan->network, "%s", value) > 0) ||
               refuse(reading->message, "network.ini: [network] name is too long, or has quotes or commas");
    }
    if (strcmp(key, "operator") != 0) {
        return refuse(
            reading->message, "network.ini: [network] %.60s is not known; it has name and operator", key);
    }
    plan->operator_said = value[0] != '\0';
    return strcmp(value, "nobody") == 0 ||
           read_names(value, plan->operators, &plan->operator_count, "network", reading->message);
}

static bool take(struct reading *reading, const char *section, const char *key, const char *value)
{
    if (strcmp(section, "network") == 0) {
        return take_network(reading, key, value);
    }
    struct plan_role *role = role_of(reading, section);
    if (!role) {
        return false;
    }
    if (strcmp(key, "people") == 0 && role->count > 0) {
        return refuse(reading->message,
            "network.ini: [%.60s] people stands there twice; write all in one line", section);
    }
    if (strcmp(key, "people") == 0) {
        return read_names(value, role->people, &role->count, section, reading->message);
    }
    if (strcmp(key, "threshold") == 0) {
        char *end;
        long number = strtol(value, &end, 10);
        role->threshold = *end == '\0' && number > 0 && number <= SIGNER_KEYS ? (int)number : -1;
        return role->threshold > 0 ||
               refuse(reading->message, "network.ini: [%.60s] threshold must be a number from 1 to %d",
                   section, SIGNER_KEYS);
    }
    return refuse(reading->message,
        "network.ini: [%.60s] %.60s is not known; a role has people and threshold", section, key);
}

static int handler(void *user, const char *section, const char *key, const char *value)
{
    struct reading *reading = user;
    if (!reading->failed) {
        reading->failed = !take(reading, section, key, value);
    }
    return 1;
}

static bool is_operator(const struct plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->operator_count; i++) {
        if (strcmp(plan->operators[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static int operators_in(const struct plan *plan, const struct plan_role *role)
{
    int count = 0;
    for (size_t i = 0; i < role->count; i++) {
        count += is_operator(plan, role->people[i]);
    }
    return count;
}

static bool check_role(const struct plan *plan, struct plan_role *role, char message[static 256])
{
    bool pair = strcmp(role->name, "recipients") == 0 || strcmp(role->name, "hotlines") == 0;
    bool root = strcmp(role->name, "root") == 0;
    if (role->threshold == 0) {
        role->threshold = pair || root ? 2 : 1;
    }
    if ((size_t)role->threshold > role->count) {
        return refuse(message, "network.ini: [%.60s] asks for %d signatures and names %zu people", role->name,
            role->threshold, role->count);
    }
    if ((pair || root) && role->threshold < 2) {
        return refuse(
            message, "network.ini: [%.60s] needs two signatures at least: threshold = 2", role->name);
    }
    int operators = operators_in(plan, role);
    if (root && operators > 1) {
        return refuse(message,
            "network.ini: [root] has %d people of the operator; at most one may be, so that nobody who runs "
            "the "
            "hub can change who is believed",
            operators);
    }
    if (pair && operators >= role->threshold) {
        return refuse(message,
            "network.ini: [%.60s] could be signed by the operator's people alone; name fewer of them",
            role->name);
    }
    return true;
}

static bool check(struct plan *plan, char message[static 256])
{
    static const char *const needed[] = {"root", "recipients", "hotlines", "places"};
    if (!plan->network[0]) {
        return refuse(message, "network.ini: [network] name is missing");
    }
    if (!plan->operator_said) {
        return refuse(message, "network.ini: write who of these people works for the body that runs the hub: "
                               "[network] operator = NAME, or operator = nobody");
    }
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        if (!plan_role(plan, needed[i])) {
            return refuse(
                message, "network.ini: [%s] is missing; write who signs it: people = NAME, NAME", needed[i]);
        }
    }
    for (size_t i = 0; i < plan->role_count; i++) {
        if (!check_role(plan, &plan->roles[i], message)) {
            return false;
        }
    }
    return true;
}

/* inih would cut it and read the rest as a line of its own. */
static bool lines_fit(const char *text, char message[static 256])
{
    int number = 1;
    for (const char *at = text; *at; number++) {
        size_t len = strcspn(at, "\n");
        if (len > PLAN_LINE) {
            return refuse(
                message, "network.ini, line %d: longer than %d bytes; use shorter names", number, PLAN_LINE);
        }
        at += len + (at[len] == '\n');
    }
    return true;
}

bool plan_read(const void *bytes, size_t len, struct plan *ret_plan, char ret_message[static 256])
{
    char *text = len <= PLAN_BYTES && !memchr(bytes, '\0', len) ? malloc(len + 1) : NULL;
    struct plan *plan = calloc(1, sizeof *plan);
    struct reading reading = {plan, ret_message, false};
    bool good = false;
    if (!text || !plan) {
        refuse(ret_message, "network.ini: not a text, or too long");
    } else {
        memcpy(text, bytes, len);
        text[len] = '\0';
        good = lines_fit(text, ret_message);
        int line = good ? ini_parse_string(text, handler, &reading) : 0;
        good = good && !reading.failed &&
               (line == 0 || refuse(ret_message, "network.ini, line %d: not \"name = value\"", line)) &&
               check(plan, ret_message);
    }
    if (good) {
        *ret_plan = *plan;
    }
    free(text);
    free(plan);
    return good;
}

const struct plan_role *plan_role(const struct plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->role_count; i++) {
        if (strcmp(plan->roles[i].name, name) == 0) {
            return &plan->roles[i];
        }
    }
    return NULL;
}

const struct person *people_find(const struct people *people, const char *name)
{
    for (size_t i = 0; i < people->count; i++) {
        if (strcmp(people->in[i].key.name, name) == 0) {
            return &people->in[i];
        }
    }
    return NULL;
}

static bool fill(const struct plan_role *role, const struct people *people, struct signer_role *ret_role,
    char message[static 256])
{
    ret_role->threshold = role->threshold;
    for (size_t i = 0; i < role->count; i++) {
        const struct person *person = people_find(people, role->people[i]);
        if (!person) {
            return refuse(message,
                "network.ini: [%.60s] names %.60s, who has not joined; type: wayside-publish ceremony join "
                "STICK "
                "--key FILE",
                role->name, role->people[i]);
        }
        ret_role->keys[ret_role->key_count++] = person->key;
    }
    return true;
}

static void set_paths(struct signer_role *role)
{
    const char *ngo = strncmp(role->name, "packs-", 6) == 0 ? role->name + 6 : NULL;
    if (!ngo) {
        snprintf(role->paths[0], sizeof role->paths[0], "%s/*", role->name);
        role->path_count = 1;
        return;
    }
    snprintf(role->paths[0], sizeof role->paths[0], "packs/%.56s/*/*", ngo);
    snprintf(role->paths[1], sizeof role->paths[1], "packs/%.56s/*/*/*", ngo);
    snprintf(role->paths[2], sizeof role->paths[2], "withdrawn/%.56s/*", ngo);
    role->path_count = 3;
}

bool plan_delegations(const struct plan *plan, const struct people *people, struct signer_role *ret_roles,
    size_t *ret_count, char ret_message[static 256])
{
    size_t count = 0;
    for (size_t i = 0; i < plan->role_count; i++) {
        if (strcmp(plan->roles[i].name, "root") == 0) {
            continue;
        }
        struct signer_role *role = &ret_roles[count++];
        *role = (struct signer_role){0};
        snprintf(role->name, sizeof role->name, "%s", plan->roles[i].name);
        set_paths(role);
        if (!fill(&plan->roles[i], people, role, ret_message)) {
            return false;
        }
    }
    *ret_count = count;
    return true;
}

bool plan_top(const struct plan *plan, const struct people *people, const char *name,
    struct signer_role *ret_role, char ret_message[static 256])
{
    *ret_role = (struct signer_role){0};
    snprintf(ret_role->name, sizeof ret_role->name, "%s", name);
    return fill(plan_role(plan, "root"), people, ret_role, ret_message);
}
