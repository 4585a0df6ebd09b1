/* The invented port's network: who answers, from where, and how often things move. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/cursor.h"
#include "base/disk.h"
#include "demo/stage.h"
#include "network_maker.h"

static void describe_team(struct maker_team *team)
{
    team->name = (struct maker_text){STAGE_TEAM, STAGE_TEAM_AR};
    team->reads_by = (struct maker_text){"within 2 hours, day and night", "خلال ساعتين، ليلًا ونهارًا"};
    team->must_report = (struct maker_text){
        "They must tell the police only if a life is in danger now, or the child protection "
        "office if a child is being hurt.",
        "يجب عليهم إبلاغ الشرطة فقط إذا كانت حياة شخص في خطر الآن، أو مكتب حماية الطفل إذا كان طفل يتعرض "
        "للأذى."};
    team->controller = "Harbour Help, a charity";
    team->contact = "+44 20 7946 0018";
    team->kind = "ngo";
    team->reads_languages[0] = "en";
    team->reads_languages[1] = "ar";
}

static void describe_place(struct maker_place *place)
{
    place->code = STAGE_PLACE;
    place->name = (struct maker_text){"North Pier", "الرصيف الشمالي"};
    place->time_zone = "Europe/Lisbon";
    place->languages[0] = "en";
    place->languages[1] = "ar";
    place->tick_s = STAGE_BEAT_S;
    place->safe_point = (struct maker_text){
        "The information desk in the main hall", "مكتب الاستعلامات في القاعة الرئيسية"};
    place->emergency_number = "555 0112";
}

static bool read_keys(const struct stage *stage, struct network_maker *maker)
{
    struct maker_team *team = &maker->teams[0];
    maker->team_count = 1;
    memcpy(team->id, stage->team, ID_BYTES);
    memcpy(maker->zones[0].id, stage->zone, ID_BYTES);
    memcpy(maker->places[0].zone, stage->zone, ID_BYTES);
    memcpy(maker->places[0].team, stage->team, ID_BYTES);
    team->recipient_count = team->signer_count = 1;
    return seal_recipient_read(stage->mix_recipient, strlen(stage->mix_recipient), maker->mix) == SEAL_OK &&
           seal_recipient_read(stage->desk_recipient, strlen(stage->desk_recipient), team->recipients[0]) ==
               SEAL_OK &&
           hex_read(stage->desk_signer, strlen(stage->desk_signer), team->signers[0], 32);
}

bool stage_network(struct stage *stage)
{
    static const char *const places[] = {"network.json", "device/content/current/network.json"};
    struct network_maker maker;
    struct network_keys spare; /* the maker's own keys, which this stage does not use */
    struct buffer file;
    buffer_init(&file, NETWORK_BYTES);
    bool good = network_maker_init(&maker, &spare);
    if (good) {
        maker.name = "wayside demo";
        maker.signed_at = time(NULL);
        maker.demo = maker.one_operator = true;
        maker.mix_files = 1;
        maker.mix_beat_s = maker.zone_beat_s = maker.desk_beat_s = STAGE_BEAT_S;
        maker.zones[0].name = (struct maker_text){"The harbour", "الميناء"};
        describe_team(&maker.teams[0]);
        describe_place(&maker.places[0]);
        good = read_keys(stage, &maker) && network_maker_write(&maker, &stage->root, &file);
    }
    for (size_t i = 0; good && i < sizeof places / sizeof *places; i++) {
        char path[512];
        snprintf(path, sizeof path, "%s/%s", stage->run, places[i]);
        good = file_put(path, file.bytes, file.len, 0640) == BASE_OK;
    }
    buffer_clear(&file);
    if (!good)
        fprintf(stderr, "wayside-demo: the network file could not be made in %s\n", stage->run);
    return good;
}
