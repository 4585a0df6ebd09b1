/* The invented port's network, as its people write it down: who may sign what (network.ini), who answers and
 * how often things move (network.json), where the screens stand (places.json). */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/disk.h"
#include "base/json_write.h"
#include "demo/stage.h"

#define FILE_BYTES 8192

static void texts(struct json_write *json, const char *key, const char *en, const char *ar)
{
    json_key(json, key);
    json_open(json, '{');
    json_member_text(json, "en", en);
    json_member_text(json, "ar", ar);
    json_close(json, '}');
}

static void list(struct json_write *json, const char *key, const char *first, const char *second)
{
    json_key(json, key);
    json_open(json, '[');
    json_text(json, first);
    if (second)
        json_text(json, second);
    json_close(json, ']');
}

static void team(struct json_write *json, const struct stage *stage)
{
    json_open(json, '{');
    json_member_hex(json, "id", stage->team, ID_BYTES);
    texts(json, "name", STAGE_TEAM, STAGE_TEAM_AR);
    texts(json, "reads_by", "within 2 hours, day and night", "خلال ساعتين، ليلًا ونهارًا");
    json_member_int(json, "keys_version", 1);
    list(json, "recipients", stage->desk_recipient, NULL);
    list(json, "signers", stage->desk_signer, NULL);
    json_member_text(json, "controller", "Harbour Help, a charity");
    json_member_text(json, "contact", "+44 20 7946 0018");
    json_member_text(json, "kind", "ngo");
    texts(json, "must_report",
        "They must tell the police only if a life is in danger now, or the child protection office if a "
        "child is being hurt.",
        "يجب عليهم إبلاغ الشرطة فقط إذا كانت حياة شخص في خطر الآن، أو مكتب حماية الطفل إذا كان طفل يتعرض "
        "للأذى.");
    json_member_text(json, "hours", "24/7");
    list(json, "reads_languages", "en", "ar");
    json_key(json, "act_by_hours");
    json_open(json, '[');
    for (size_t i = 0; i < 4; i++)
        json_int(json, (const int[]){2, 8, 48, 120}[i]);
    json_close(json, ']');
    json_close(json, '}');
}

static void beats(struct json_write *json, const struct stage *stage)
{
    json_key(json, "mix");
    json_open(json, '{');
    json_member_text(json, "recipient", stage->mix_recipient);
    json_member_int(json, "beat_s", STAGE_BEAT_S);
    json_member_int(json, "files", 1);
    json_member_int(json, "zone_beat_s", STAGE_BEAT_S);
    json_close(json, '}');
    json_member_int(json, "desk_beat_s", STAGE_BEAT_S);
}

static void begin(struct json_write *json, char *text, const char *kind)
{
    json_write_init(json, text, FILE_BYTES);
    json_open(json, '{');
    json_member_int(json, "v", 1);
    json_member_text(json, "kind", kind);
}

static void network(struct json_write *json, const struct stage *stage, char *text)
{
    begin(json, text, "network");
    json_member_text(json, "name", "wayside demo");
    json_key(json, "demo");
    json_bool(json, true);
    json_key(json, "one_operator");
    json_bool(json, true);
    beats(json, stage);
    json_key(json, "teams");
    json_open(json, '[');
    team(json, stage);
    json_close(json, ']');
    json_key(json, "zones");
    json_open(json, '[');
    json_open(json, '{');
    json_member_hex(json, "id", stage->zone, ID_BYTES);
    texts(json, "name", "The harbour", "الميناء");
    json_close(json, '}');
    json_close(json, ']');
    json_key(json, "routing");
    json_open(json, '[');
    json_open(json, '{');
    json_member_text(json, "place", "*");
    json_member_text(json, "kind", "*");
    json_member_hex(json, "team", stage->team, ID_BYTES);
    json_close(json, '}');
    json_close(json, ']');
    json_key(json, "revoked");
    json_open(json, '[');
    json_close(json, ']');
    json_close(json, '}');
}

static void places(struct json_write *json, const struct stage *stage, char *text)
{
    begin(json, text, "places");
    json_key(json, "places");
    json_open(json, '[');
    json_open(json, '{');
    json_member_text(json, "code", STAGE_PLACE);
    texts(json, "name", "North Pier", "الرصيف الشمالي");
    json_member_hex(json, "zone", stage->zone, ID_BYTES);
    json_member_text(json, "time_zone", "Europe/Lisbon");
    list(json, "languages", "en", "ar");
    json_member_int(json, "tick_s", STAGE_BEAT_S);
    texts(json, "safe_point", "The information desk in the main hall", "مكتب الاستعلامات في القاعة الرئيسية");
    list(json, "packs", "harbour/port", NULL);
    json_close(json, '}');
    json_close(json, ']');
    json_close(json, '}');
}

static bool put(const struct stage *stage, const char *name, const char *text)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", stage->run, name);
    if (file_put(path, text, strlen(text), 0640) == BASE_OK)
        return true;
    fprintf(stderr, "wayside-demo: %s cannot be written\n", path);
    return false;
}

bool network_plan_write(const struct stage *stage)
{
    return put(stage, "stick/network.ini",
        "[network]\nname = wayside demo\noperator = Ben\n"
        "[root]\npeople = Ana, Ben, Chi\nthreshold = 2\n"
        "[recipients]\npeople = Ana, Chi\nthreshold = 2\n"
        "[hotlines]\npeople = Dina, Ana\nthreshold = 2\n"
        "[places]\npeople = Ben\nthreshold = 1\n"
        "[packs-harbour]\npeople = Dina\nthreshold = 1\n");
}

bool network_files_write(const struct stage *stage)
{
    struct json_write json;
    char text[FILE_BYTES];
    network(&json, stage, text);
    bool good = json_done(&json) && put(stage, "network/network.json", text);
    places(&json, stage, text);
    return good && json_done(&json) && put(stage, "network/places.json", text);
}
