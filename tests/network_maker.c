#include "network_maker.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/json_write.h"

struct maker_team *network_maker_team(struct network_maker *maker, const char *name)
{
    if (maker->team_count == MAKER_MOST)
        return NULL;
    struct maker_team *team = &maker->teams[maker->team_count++];
    *team = (struct maker_team){
        .name = {name, "فريق المساعدة"},
        .reads_by = {"within 2 hours, day and night", "خلال ساعتين، ليلاً ونهاراً"},
        .must_report = {"This team must tell the police when a child is in danger of life.",
            "يجب على هذا الفريق إبلاغ الشرطة عندما تكون حياة طفل في خطر."},
        .keys_version = 1,
        .controller = "Example Aid, 1 Example Street",
        .contact = "+44 20 7946 0100",
        .kind = "ngo",
        .hours = "24/7",
        .reads_languages = {"en", "ar"},
        .act_by_hours = {2, 8, 48, 120},
    };
    randombytes_buf(team->id, ID_BYTES);
    return team;
}

struct maker_zone *network_maker_zone(struct network_maker *maker, const char *name)
{
    if (maker->zone_count == MAKER_MOST)
        return NULL;
    struct maker_zone *zone = &maker->zones[maker->zone_count++];
    *zone = (struct maker_zone){.name = {name, "المنطقة"}};
    randombytes_buf(zone->id, ID_BYTES);
    return zone;
}

struct maker_place *network_maker_place(struct network_maker *maker, const char *code)
{
    if (maker->place_count == MAKER_MOST)
        return NULL;
    struct maker_place *place = &maker->places[maker->place_count++];
    *place = (struct maker_place){
        .code = code,
        .name = {"Example Central Station", "محطة المثال المركزية"},
        .time_zone = "Europe/London",
        .languages = {"en", "ar"},
        .tick_s = 2,
        .safe_point = {"The information desk in the main hall, open day and night",
            "مكتب الاستعلامات في القاعة الرئيسية، مفتوح ليلاً ونهاراً"},
        .emergency_number = "112",
    };
    memcpy(place->zone, maker->zones[0].id, ID_BYTES);
    memcpy(place->team, maker->teams[0].id, ID_BYTES);
    return place;
}

struct maker_hotline *network_maker_hotline(struct network_maker *maker, const char *id, const char *number)
{
    if (maker->hotline_count == MAKER_MOST)
        return NULL;
    struct maker_hotline *hotline = &maker->hotlines[maker->hotline_count++];
    *hotline = (struct maker_hotline){
        .id = id,
        .number = number,
        .text_number = "",
        .name = {"Example helpline", "خط المساعدة"},
        .answered_by = {"Trained people of Example Aid", "أشخاص مدربون"},
        .languages = {"en", "ar"},
        .opening_hours = "24/7",
        .time_zone = "Europe/London",
        .checked_on = "2026-09-01",
        .free_from_foreign_sim = "unknown",
        .records_calls = "no",
        .on_phone_bill = "yes",
        .children = "yes",
    };
    return hotline;
}

bool network_maker_init(struct network_maker *ret_maker, struct network_keys *ret_keys)
{
    *ret_maker = (struct network_maker){
        .name = "wayside example network",
        .signed_at = time(NULL),
        .demo = true,
        .one_operator = true,
        .mix_beat_s = 2,
        .mix_files = 1,
        .zone_beat_s = 2,
        .desk_beat_s = 2,
    };
    memset(ret_keys, 0, sizeof *ret_keys);
    if (sodium_init() < 0 || seal_identity_new(&ret_keys->mix) != SEAL_OK ||
        seal_identity_new(&ret_keys->member) != SEAL_OK)
        return false;
    seal_signer_new(&ret_keys->root);
    seal_signer_new(&ret_keys->laptop);
    struct maker_team *team = network_maker_team(ret_maker, "Example help team");
    struct maker_zone *zone = network_maker_zone(ret_maker, "Example region");
    if (!team || !zone || !network_maker_place(ret_maker, "demo-1"))
        return false;
    struct maker_hotline *emergency = network_maker_hotline(ret_maker, "emergency", "112");
    if (!emergency || !network_maker_hotline(ret_maker, "helpline", "+442079460018"))
        return false;
    emergency->emergency = true;
    memcpy(ret_maker->mix, ret_keys->mix.recipient, 32);
    memcpy(team->recipients[team->recipient_count++], ret_keys->member.recipient, 32);
    memcpy(team->signers[team->signer_count++], ret_keys->laptop.public_key, 32);
    memcpy(ret_keys->team, team->id, ID_BYTES);
    memcpy(ret_keys->zone, zone->id, ID_BYTES);
    return true;
}

static void put_text(struct json_write *json, const char *key, struct maker_text text)
{
    json_key(json, key);
    json_open(json, '{');
    if (text.en)
        json_member_text(json, "en", text.en);
    if (text.ar)
        json_member_text(json, "ar", text.ar);
    json_close(json, '}');
}

static void put_recipient(struct json_write *json, const uint8_t recipient[static 32])
{
    char text[SEAL_RECIPIENT_TEXT];
    seal_recipient_text(recipient, text);
    json_text(json, text);
}

static void put_tags(struct json_write *json, const char *key, const char *const tags[MAKER_MOST])
{
    json_key(json, key);
    json_open(json, '[');
    for (size_t i = 0; i < MAKER_MOST && tags[i]; i++)
        json_text(json, tags[i]);
    json_close(json, ']');
}

static void put_team(struct json_write *json, const struct maker_team *team)
{
    json_open(json, '{');
    json_member_hex(json, "id", team->id, ID_BYTES);
    put_text(json, "name", team->name);
    put_text(json, "reads_by", team->reads_by);
    json_member_int(json, "keys_version", team->keys_version);
    json_key(json, "recipients");
    json_open(json, '[');
    for (size_t i = 0; i < team->recipient_count; i++)
        put_recipient(json, team->recipients[i]);
    json_close(json, ']');
    if (team->has_recovery) {
        json_key(json, "recovery");
        put_recipient(json, team->recovery);
    }
    json_key(json, "signers");
    json_open(json, '[');
    for (size_t i = 0; i < team->signer_count; i++)
        json_hex(json, team->signers[i], 32);
    json_close(json, ']');
    json_member_text(json, "controller", team->controller);
    json_member_text(json, "contact", team->contact);
    json_member_text(json, "kind", team->kind);
    put_text(json, "must_report", team->must_report);
    json_member_text(json, "hours", team->hours);
    put_tags(json, "reads_languages", team->reads_languages);
    json_key(json, "act_by_hours");
    json_open(json, '[');
    for (size_t i = 0; i < 4; i++)
        json_int(json, team->act_by_hours[i]);
    json_close(json, ']');
    json_close(json, '}');
}

static void put_clock(struct json_write *json, const struct network_maker *maker)
{
    json_key(json, "demo");
    json_bool(json, maker->demo);
    json_key(json, "one_operator");
    json_bool(json, maker->one_operator);
    json_key(json, "mix");
    json_open(json, '{');
    json_key(json, "recipient");
    put_recipient(json, maker->mix);
    json_member_int(json, "beat_s", maker->mix_beat_s);
    json_member_int(json, "files", maker->mix_files);
    json_member_int(json, "zone_beat_s", maker->zone_beat_s);
    json_close(json, '}');
    json_member_int(json, "desk_beat_s", maker->desk_beat_s);
}

static void put_teams_and_zones(struct json_write *json, const struct network_maker *maker)
{
    json_key(json, "teams");
    json_open(json, '[');
    for (size_t i = 0; i < maker->team_count; i++)
        put_team(json, &maker->teams[i]);
    json_close(json, ']');
    json_key(json, "zones");
    json_open(json, '[');
    for (size_t i = 0; i < maker->zone_count; i++) {
        json_open(json, '{');
        json_member_hex(json, "id", maker->zones[i].id, ID_BYTES);
        put_text(json, "name", maker->zones[i].name);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_route(
    struct json_write *json, const char *place, const char *kind, const uint8_t team[static ID_BYTES])
{
    json_open(json, '{');
    json_member_text(json, "place", place);
    json_member_text(json, "kind", kind);
    json_member_hex(json, "team", team, ID_BYTES);
    json_close(json, '}');
}

static void put_target_network(struct json_write *json, const struct network_maker *maker)
{
    json_open(json, '{');
    json_member_int(json, "v", 1);
    json_member_text(json, "kind", "network");
    json_member_text(json, "name", maker->name);
    put_clock(json, maker);
    put_teams_and_zones(json, maker);
    json_key(json, "routing");
    json_open(json, '[');
    for (size_t i = 0; i < maker->route_count; i++)
        put_route(json, maker->routes[i].place, maker->routes[i].kind, maker->routes[i].team);
    for (size_t i = 0; i < maker->place_count; i++)
        if (!maker->places[i].unrouted)
            put_route(json, maker->places[i].code, "*", maker->places[i].team);
    json_close(json, ']');
    put_tags(json, "revoked", maker->revoked);
    json_close(json, '}');
}

static void put_target_places(struct json_write *json, const struct network_maker *maker)
{
    json_open(json, '{');
    json_member_int(json, "v", 1);
    json_member_text(json, "kind", "places");
    json_key(json, "places");
    json_open(json, '[');
    for (size_t i = 0; i < maker->place_count; i++) {
        const struct maker_place *place = &maker->places[i];
        json_open(json, '{');
        json_member_text(json, "code", place->code);
        put_text(json, "name", place->name);
        json_member_hex(json, "zone", place->zone, ID_BYTES);
        json_member_text(json, "time_zone", place->time_zone);
        put_tags(json, "languages", place->languages);
        json_member_int(json, "tick_s", place->tick_s);
        put_text(json, "safe_point", place->safe_point);
        put_tags(json, "packs", place->packs);
        if (place->holidays[0])
            put_tags(json, "holidays", place->holidays);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_close(json, '}');
}

static void put_hotline(struct json_write *json, const struct maker_hotline *hotline)
{
    json_open(json, '{');
    json_member_text(json, "id", hotline->id);
    json_key(json, "emergency");
    json_bool(json, hotline->emergency);
    json_member_text(json, "number", hotline->number);
    json_member_text(json, "text_number", hotline->text_number);
    put_text(json, "name", hotline->name);
    put_text(json, "answered_by", hotline->answered_by);
    put_tags(json, "languages", hotline->languages);
    json_member_text(json, "opening_hours", hotline->opening_hours);
    json_member_text(json, "time_zone", hotline->time_zone);
    put_tags(json, "places", hotline->places);
    json_member_text(json, "checked_on", hotline->checked_on);
    json_member_text(json, "free_from_foreign_sim", hotline->free_from_foreign_sim);
    json_member_text(json, "records_calls", hotline->records_calls);
    json_member_text(json, "on_phone_bill", hotline->on_phone_bill);
    json_member_text(json, "children", hotline->children);
    json_close(json, '}');
}

static void put_target_hotlines(struct json_write *json, const struct network_maker *maker)
{
    json_open(json, '{');
    json_member_int(json, "v", 1);
    json_member_text(json, "kind", "hotlines");
    json_key(json, "hotlines");
    json_open(json, '[');
    for (size_t i = 0; i < maker->hotline_count; i++)
        put_hotline(json, &maker->hotlines[i]);
    json_close(json, ']');
    json_close(json, '}');
}

static bool written(const struct network_maker *maker,
    void (*put)(struct json_write *, const struct network_maker *), struct buffer *ret_file)
{
    char *out = malloc(NETWORK_BYTES);
    if (!out)
        return false;
    struct json_write json;
    json_write_init(&json, out, NETWORK_BYTES);
    put(&json, maker);
    bool done = json_done(&json);
    if (done) {
        buffer_clear(ret_file);
        done = buffer_add(ret_file, out, json.len) == BASE_OK;
    }
    free(out);
    return done;
}

bool network_maker_network(const struct network_maker *maker, struct buffer *ret_file)
{
    return written(maker, put_target_network, ret_file);
}

bool network_maker_places(const struct network_maker *maker, struct buffer *ret_file)
{
    return written(maker, put_target_places, ret_file);
}

bool network_maker_hotlines(const struct network_maker *maker, struct buffer *ret_file)
{
    return written(maker, put_target_hotlines, ret_file);
}
