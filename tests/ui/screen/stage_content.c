/* What the kiosk of a stage knows: a made network in English and Arabic, and form, languages and catalogues
 * as they were built. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/disk.h"
#include "ui/screen/stage.h"

static void text_set(struct network_text *text, const char *en, const char *ar)
{
    *text = (struct network_text){.count = 2};
    snprintf(text->in[0].language, LANGUAGE_TAG, "en");
    snprintf(text->in[1].language, LANGUAGE_TAG, "ar");
    text->in[0].text = strdup(en);
    text->in[1].text = strdup(ar);
}

static void text_clear(struct network_text *text)
{
    for (size_t i = 0; i < text->count; i++)
        free(text->in[i].text);
}

static void make_network(struct stage *stage)
{
    static char en[] = "en", ar[] = "ar", code[] = "demo-1", number[] = "112", name[] = "test";
    static char zone[] = "Europe/London";
    static char *languages[] = {en, ar};
    text_set(&stage->team.name, "Harbour Light", "نور الميناء");
    text_set(&stage->team.reads_by, "within 2 hours, day and night", "خلال ساعتين، ليلًا ونهارًا");
    text_set(&stage->team.must_report, "They must tell the police when a life is in danger.",
        "عليهم إبلاغ الشرطة إذا كانت حياة أحد في خطر.");
    text_set(&stage->place.name, "Central Station", "المحطة المركزية");
    text_set(&stage->place.safe_point, "Travellers' Aid, hall 2, beside platform 1. Open day and night.",
        "مكتب مساعدة المسافرين، القاعة ٢، بجانب الرصيف ١. مفتوح ليلًا ونهارًا.");
    text_set(&stage->zone.name, "North", "الشمال");
    stage->place.code = code;
    stage->place.time_zone = zone;
    stage->place.emergency_number = number;
    stage->place.languages = languages;
    stage->place.language_count = 2;
    stage->network = (struct network){.name = name,
        .demo = true,
        .one_operator = true,
        .teams = &stage->team,
        .team_count = 1,
        .zones = &stage->zone,
        .zone_count = 1,
        .places = &stage->place,
        .place_count = 1};
}

/* Pictures of the pack: cards of the image under the names that the pack gives them. */
static bool get_media(void *self, const struct pack *pack, const char *file, struct buffer *ret_png)
{
    static const char *const cards[] = {"card-station", "card-road", "card-harbour"};
    struct stage *stage = self;
    char path[512];
    assert_true(pack == stage->pack || pack == stage->packs[1] || pack == stage->packs[2]);
    stage->media_asked++;
    size_t at = (size_t)(file[strlen("media/")] - '1');
    if (at >= sizeof(cards) / sizeof(cards[0]) || stage->no_media)
        return false;
    snprintf(path, sizeof(path), STAGE_SHARE "pictures/%s.png", cards[at]);
    return file_read(path, 4 << 20, ret_png) == BASE_OK;
}

struct pack *stage_pack(const char *folder)
{
    char message[256] = "";
    struct disk disk;
    assert_int_equal(disk_open(folder, &disk), BASE_OK);
    struct pack_files files = pack_folder(&disk);
    struct pack *pack = pack_read(&files, message);
    disk_close(&disk);
    if (!pack)
        fail_msg("%s", message);
    return pack;
}

/* One pack and the numbers of its NGO, as the builder would write them; another one with a form. */
static void make_pack(struct stage *stage)
{
    char message[256] = "";
    struct buffer bytes;
    stage->pack = stage_pack(STAGE_CONTENT "port");
    stage->asking = stage_pack(STAGE_CONTENT "ask");
    buffer_init(&bytes, 1 << 20);
    assert_int_equal(file_read(STAGE_CONTENT "hotlines.json", 1 << 20, &bytes), BASE_OK);
    if (!hotlines_read(&stage->hotlines, "harbour", bytes.bytes, bytes.len, message))
        fail_msg("%s", message);
    buffer_clear(&bytes);
    stage->packs[0] = stage->pack;
    stage->packs[1] = stage->asking;
    stage->content.packs = stage->packs;
    stage->content.pack_count = 1;
    stage->content.hotlines = &stage->hotlines;
    stage->content.media = (struct content_media){get_media, stage};
}

static struct buffer read_share(const char *name)
{
    struct buffer bytes;
    char path[512];
    snprintf(path, sizeof(path), STAGE_SHARE "%s", name);
    buffer_init(&bytes, CATALOGUE_BYTES);
    assert_int_equal(file_read(path, CATALOGUE_BYTES, &bytes), BASE_OK);
    return bytes;
}

static void make_content(struct stage *stage)
{
    char message[256] = "";
    struct buffer bytes = read_share("languages.json");
    assert_true(languages_read(bytes.bytes, bytes.len, &stage->languages, message));
    buffer_clear(&bytes);
    for (size_t i = 0; i < stage->languages.count; i++) {
        char name[64];
        snprintf(name, sizeof(name), "i18n/%s.mo", stage->languages.in[i].tag);
        bytes = read_share(name);
        stage->catalogue_bytes[i] = bytes.bytes;
        stage->catalogues[i] = catalogue_new(stage->languages.in[i].tag, bytes.bytes, bytes.len, message);
        if (!stage->catalogues[i])
            fail_msg("%s", message);
    }
    bytes = read_share("forms/help.json");
    stage->form = form_read(bytes.bytes, bytes.len, message);
    if (!stage->form)
        fail_msg("%s", message);
    buffer_clear(&bytes);
    stage->content = (struct content){
        .network = &stage->network,
        .place = &stage->place,
        .forms[FORM_HELP] = stage->form,
        .languages = &stage->languages,
        .catalogues = (const struct catalogue *const *)stage->catalogues,
        .pictures = STAGE_SHARE "pictures",
    };
}

void stage_form_of_pack(struct stage *stage)
{
    stage->content.pack_count = 2;
    stage->content.forms[FORM_HELP] = stage->asking->forms[0];
    ui_content(stage->ui, &stage->content);
}

void stage_content_make(struct stage *stage)
{
    make_network(stage);
    make_content(stage);
    make_pack(stage);
}

void stage_content_clear(struct stage *stage)
{
    form_free(stage->form);
    pack_free(stage->pack);
    pack_free(stage->asking);
    hotlines_clear(&stage->hotlines);
    for (size_t i = 0; i < stage->languages.count; i++) {
        catalogue_free(stage->catalogues[i]);
        free(stage->catalogue_bytes[i]);
    }
    languages_clear(&stage->languages);
    struct network_text *texts[] = {&stage->team.name, &stage->team.reads_by, &stage->team.must_report,
        &stage->place.name, &stage->place.safe_point, &stage->zone.name};
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        text_clear(texts[i]);
}

void stage_sealed(struct stage *stage)
{
    snprintf(stage->visit->receipt, sizeof(stage->visit->receipt), "%s", "472913508826104739");
    snprintf(stage->visit->case_word, sizeof(stage->visit->case_word), "%s",
        strcmp(stage->visit->language, "ar") == 0 ? "نهر مصباح" : "river lamp");
    stage->visit->sending = WORK_DONE;
    stage->facts.now_ms += 1000;
    stage_step(stage, NULL, 0);
}

void stage_found(struct stage *stage)
{
    struct visit *visit = stage->visit;
    bool arabic = strcmp(visit->language, "ar") == 0;
    snprintf(
        visit->found_team, sizeof(visit->found_team), "%s", network_text(&stage->team.name, visit->language));
    snprintf(visit->found_state, sizeof(visit->found_state), "answered");
    visit->found_count = 2;
    visit->found[0] = (struct visit_found){.n = 2};
    snprintf(visit->found[0].day, 11, "2026-11-24");
    snprintf(visit->found[0].language, 16, "%s", visit->language);
    snprintf(visit->found[0].text, ANSWER_TEXT_BYTES, "%s",
        arabic ? "يوجد مكان آمن لك الليلة. اذهب إلى مكتب مساعدة المسافرين في القاعة ٢ وقل: نهر مصباح. لن "
                 "يسألك أحد "
                 "عن أوراقك."
               : "There is a safe place for you tonight. Go to Travellers' Aid in hall 2 and say: river "
                 "lamp. Nobody "
                 "will ask for your papers.");
    visit->found[1] = (struct visit_found){.n = 1};
    snprintf(visit->found[1].day, 11, "2026-11-23");
    snprintf(visit->found[1].language, 16, "en");
    snprintf(visit->found[1].text, ANSWER_TEXT_BYTES,
        "We have read what you wrote. We are looking for a bed now.");
    visit->reading = WORK_DONE;
    stage->facts.now_ms += 1000;
    stage_step(stage, NULL, 0);
}
