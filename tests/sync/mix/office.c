#include "sync/mix/office.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cursor.h"

static void must(bool ok, const char *what)
{
    if (!ok) {
        fprintf(stderr, "the test's office: %s\n", what);
        abort();
    }
}

static struct wire_client *machine(
    struct world *world, enum hub_role role, const char *name, const char *folder)
{
    char path[128];
    world_folder(world, folder, path);
    world_enrol(world, role, name, path);
    return world_client(world, path);
}

static void make_teams(struct office *office)
{
    struct network_maker *maker = &office->world->maker;
    struct maker_team *second = network_maker_team(maker, "second");
    office->members[0] = office->world->keys.member;
    must(seal_identity_new(&office->members[1]) == SEAL_OK, "seal_identity_new");
    memcpy(second->recipients[0], office->members[1].recipient, 32);
    second->recipient_count = 1;
    memcpy(second->signers[0], maker->teams[0].signers[0], 32);
    second->signer_count = 1;
    memcpy(office->teams[0], maker->teams[0].id, ID_BYTES);
    memcpy(office->teams[1], second->id, ID_BYTES);
}

static void write_identity(struct office *office)
{
    char text[SEAL_IDENTITY_TEXT], file[200];
    struct mix_settings *settings = &office->settings;
    snprintf(settings->identity, sizeof settings->identity, "%s/mix.identity", office->world->folder);
    seal_identity_text(&office->world->keys.mix, text);
    snprintf(file, sizeof file, "# of a test\n%s\n", text);
    world_write(settings->identity, file, strlen(file));
}

void office_init(struct office *office, struct world *world, int mix_files, bool own_process)
{
    char name[64];
    memset(office, 0, sizeof *office);
    office->world = world;
    world_init(world, own_process);
    world->maker.mix_files = mix_files;
    make_teams(office);
    write_identity(office);
    world_name(world->keys.zone, 7, name);
    office->device = machine(world, HUB_ROLE_DEVICE, name, "device");
    for (int i = 0; i < OFFICE_TEAMS; i++) {
        char folder[16];
        snprintf(folder, sizeof folder, "desk%d", i);
        world_name(office->teams[i], 1, name);
        office->desks[i] = machine(world, HUB_ROLE_DESK, name, folder);
    }
    office->mix = machine(world, HUB_ROLE_MIX, "mix", "mix");
    snprintf(office->folder, sizeof office->folder, "%s/mix", world->folder);
    struct mix_settings *settings = &office->settings;
    strcpy(settings->url, world->url);
    strcpy(settings->ca, world->ca);
    strcpy(settings->root, world->root);
    snprintf(settings->content, sizeof settings->content, "%s/mix-content", world->folder);
    world_content(world, settings->content);
    strcpy(settings->folder, office->folder);
    snprintf(settings->store, sizeof settings->store, "%s/mix.sqlite", world->folder);
}

void office_clear(struct office *office)
{
    wire_client_free(office->device);
    wire_client_free(office->mix);
    for (int i = 0; i < OFFICE_TEAMS; i++)
        wire_client_free(office->desks[i]);
    world_clear(office->world);
}

void office_send(struct office *office, struct wire_client *from, const uint8_t file[static ENVELOPE_BYTES])
{
    char path[80] = "/v1/envelopes/", after[80];
    uint8_t id[ID_BYTES];
    (void)office;
    randombytes_buf(id, sizeof id);
    hex_write(id, sizeof id, path + strlen(path));
    must(world_request(from, "PUT", path, file, ENVELOPE_BYTES, NULL, after) == 201, path);
}

void office_report(
    struct office *office, const uint8_t team[static ID_BYTES], const char *text, uint8_t *ret_file)
{
    struct outer *outer = calloc(1, sizeof *outer);
    uint8_t file[ENVELOPE_BYTES];
    char json[100];
    int who = !memcmp(team, office->teams[1], ID_BYTES);
    int len = snprintf(json, sizeof json, "{\"v\":1,\"kind\":\"help\",\"text\":\"%s\"}", text);
    outer->type = OUTER_REPORT;
    memcpy(outer->to, team, ID_BYTES);
    must(inner_seal(json, (size_t)len, (const uint8_t(*)[32])office->members[who].recipient, 1,
             outer->inner) == SEAL_OK,
        "inner_seal");
    must(outer_seal(outer, office->world->keys.mix.recipient, file) == SEAL_OK, "outer_seal");
    office_send(office, office->device, file);
    if (ret_file)
        memcpy(ret_file, file, sizeof file);
    free(outer);
}

void office_answer(struct office *office, const uint8_t tag[static ID_BYTES])
{
    struct outer *outer = calloc(1, sizeof *outer);
    uint8_t file[ENVELOPE_BYTES];
    outer->type = OUTER_ANSWER;
    memcpy(outer->to, office->world->keys.zone, ID_BYTES);
    memcpy(outer->tag, tag, ID_BYTES);
    must(answer_seal("{}", 2, office->members[0].recipient, outer->inner) == SEAL_OK, "answer_seal");
    must(outer_seal(outer, office->world->keys.mix.recipient, file) == SEAL_OK, "outer_seal");
    office_send(office, office->desks[0], file);
    free(outer);
}

void office_dummy(struct office *office)
{
    uint8_t file[ENVELOPE_BYTES];
    must(outer_dummy(office->world->keys.mix.recipient, file) == SEAL_OK, "outer_dummy");
    office_send(office, office->device, file);
}

void office_inbox(struct office *office, int team, struct office_inbox *ret_inbox)
{
    char path[80] = "/v1/teams/", *json = malloc(DOCUMENT_BYTES + 1);
    struct buffer records;
    size_t record = ID_BYTES + INNER_BYTES, len;
    buffer_init(&records, 128 << 20);
    memset(ret_inbox, 0, sizeof *ret_inbox);
    hex_write(office->teams[team], ID_BYTES, path + strlen(path));
    world_list(office->desks[team], path, record, &records);
    for (size_t at = 0; at < records.len; at += record) {
        const char *text;
        must(inner_open(&office->members[team], 1, records.bytes + at + ID_BYTES, INNER_BYTES, json, &len) ==
                 SEAL_OK,
            "an inner file in the inbox does not open");
        ret_inbox->all++;
        if (strstr(json, "\"kind\":\"cover\"")) {
            ret_inbox->covers++;
        } else if ((text = strstr(json, "\"text\":\"")) && ret_inbox->real < 512) {
            text += 8;
            snprintf(ret_inbox->texts[ret_inbox->real++], 40, "%.*s", (int)strcspn(text, "\""), text);
        }
    }
    buffer_clear(&records);
    free(json);
}

size_t office_zone(struct office *office, const uint8_t tag[static ID_BYTES], size_t *ret_all)
{
    char path[80] = "/v1/drops/";
    struct buffer records;
    size_t record = ID_BYTES + 8 + ANSWER_BYTES, found = 0;
    buffer_init(&records, 64 << 20);
    hex_write(office->world->keys.zone, ID_BYTES, path + strlen(path));
    world_list(office->device, path, record, &records);
    for (size_t at = 0; at < records.len; at += record)
        found += !memcmp(records.bytes + at, tag, ID_BYTES);
    *ret_all = records.len / record;
    buffer_clear(&records);
    return found;
}

size_t office_waiting(struct office *office)
{
    struct buffer records;
    size_t record = 2 * ID_BYTES + ENVELOPE_BYTES;
    buffer_init(&records, 128 << 20);
    world_list(office->mix, "/v1/mix/envelopes", record, &records);
    size_t count = records.len / record;
    buffer_clear(&records);
    return count;
}
