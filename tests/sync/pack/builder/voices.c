/* The voice of a pack: what is spoken, by which voice, and what is said to be silent. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "clip.h"
#include "pack/voice.h"
#include "pack_sources.h"
#include "sound.h"

#define INI "[pack]\nowner = harbour\nid = port\ntitle = Port\nversion = 1\nlanguages = %s\nvoice = yes\n"
#define TOPIC "---\ntitle: Papers\n---\n%s\n"

static void put(struct pack_sources *sources, const char *languages, const char *words)
{
    char text[512];
    snprintf(text, sizeof text, INI, languages);
    sources_put(sources, "pack.ini", text);
    snprintf(text, sizeof text, TOPIC, words);
    sources_put(sources, "topics/papers.md", text);
    sources->ground.speak = true;
}

static void build(struct pack_sources *sources, struct built *ret_built, struct report *report)
{
    report_init(report);
    if (!builder_build(&sources->ground, ret_built, report)) {
        sources_print(report);
        fail();
    }
}

static struct voice index_of(const struct built *built, const char *tag)
{
    char path[80], message[256] = "";
    struct voice voice = {.files = NULL};
    snprintf(path, sizeof path, "packs/harbour/port/voice/%s.voice", tag);
    const struct built_file *file = built_file_of(built, path);
    assert_non_null(file);
    assert_true(voice_read(&voice, file->bytes, file->len, message));
    return voice;
}

/* The clip of a text: bytes inside a file of the pack. NULL: none. */
static const uint8_t *clip_of(
    const struct built *built, const struct voice *voice, const char *text, size_t *ret_len)
{
    char path[100];
    const struct voice_clip *clip = voice_find(voice, text);
    if (!clip)
        return NULL;
    snprintf(path, sizeof path, "packs/harbour/port/%s", voice->files[clip->file]);
    const struct built_file *file = built_file_of(built, path);
    assert_non_null(file);
    assert_true(clip->len <= file->len && clip->at <= file->len - clip->len);
    *ret_len = clip->len;
    return file->bytes + clip->at;
}

static void every_text_of_a_page_has_a_clip_that_can_be_played(void **state)
{
    struct built built;
    struct report report;
    size_t len = 0;
    static const char *const texts[] = {"Papers", "Keep your papers.", "Port"};
    put(*state, "en", "Keep your papers.");
    build(*state, &built, &report);
    struct voice voice = index_of(&built, "en");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const uint8_t *clip = clip_of(&built, &voice, texts[i], &len);
        assert_non_null(clip);
        assert_null(sound_check(clip, len));
    }
    assert_null(clip_of(&built, &voice, "Something else", &len));
    const struct built_file *pack = built_file_of(&built, "packs/harbour/port/pack.json");
    assert_non_null(memmem(pack->bytes, pack->len, "\"voice/en.voice\"", 16));
    voice_clear(&voice);
    built_clear(&built);
    report_clear(&report);
}

static void equal_texts_sound_equal_whatever_stands_before_them(void **state)
{
    struct built first, second;
    struct report report;
    size_t len = 0, other_len = 0;
    put(*state, "en", "Keep your papers.");
    build(*state, &first, &report);
    report_clear(&report);
    build(*state, &second, &report);
    report_clear(&report);
    assert_int_equal(first.file_count, second.file_count);
    for (size_t i = 0; i < first.file_count; i++) {
        assert_string_equal(first.files[i].path, second.files[i].path);
        assert_int_equal(first.files[i].len, second.files[i].len);
        assert_memory_equal(first.files[i].bytes, second.files[i].bytes, first.files[i].len);
    }
    built_clear(&second);
    put(*state, "en", "Somebody says that you owe money.\n\nKeep your papers.");
    build(*state, &second, &report);
    struct voice voice = index_of(&first, "en"), other = index_of(&second, "en");
    const uint8_t *clip = clip_of(&first, &voice, "Keep your papers.", &len);
    const uint8_t *same = clip_of(&second, &other, "Keep your papers.", &other_len);
    assert_non_null(clip);
    assert_non_null(same);
    assert_int_equal(len, other_len);
    assert_memory_equal(clip, same, len);
    voice_clear(&voice);
    voice_clear(&other);
    built_clear(&first);
    built_clear(&second);
    report_clear(&report);
}

static void a_language_without_a_usable_voice_is_named_and_has_no_clips(void **state)
{
    struct built built;
    struct report report;
    put(*state, "en th", "Keep your papers.");
    sources_put(*state, "po/th.po",
        "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n\nmsgid \"Papers\"\nmsgstr "
        "\"เอกสาร\"\n");
    build(*state, &built, &report);
    sources_need_said(&report, "po/th.po", "", "no usable voice");
    assert_null(built_file_of(&built, "packs/harbour/port/voice/th.voice"));
    built_clear(&built);
    report_clear(&report);
}

static void chinese_is_spoken_from_pinyin_and_thai_not_at_all(void **state)
{
    (void)state;
    assert_string_equal(clip_voice("zh"), "cmn-latn-pinyin");
    assert_string_equal(clip_voice("zh-Hans"), "cmn-latn-pinyin");
    assert_null(clip_voice("th"));
    assert_null(clip_voice("my"));
    assert_null(clip_voice("km"));
    assert_null(clip_voice(""));
}

/* How long it is, in samples. "cmn" says the number of each tone in English, which takes longer. */
static size_t length(const char *voice, const char *text)
{
    struct clip_wish wish = {.text = text};
    assert_true(clips_make(voice, &wish, 1));
    size_t len = wish.ogg.len;
    assert_null(sound_check(wish.ogg.bytes, len));
    buffer_clear(&wish.ogg);
    return len;
}

static void each_language_speaks_and_chinese_without_its_tone_digits(void **state)
{
    (void)state;
    static const struct {
        const char *tag, *text;
    } all[] = {{"en", "Help now"}, {"es", "Ayuda ahora"}, {"fr", "De l'aide maintenant"},
        {"ar", "مساعدة الآن"}, {"ru", "Помощь сейчас"}, {"zh", "马上求助"}, {"hi", "अभी मदद"},
        {"am", "አሁን እርዳታ"}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        assert_true(length(clip_voice(all[i].tag), all[i].text) > 500);
    assert_true(length("cmn", "马上求助") > length("cmn-latn-pinyin", "马上求助"));
}

static void a_text_without_a_sound_is_named(void **state)
{
    struct built built;
    struct report report;
    put(*state, "en", "Keep your papers.\n\n…");
    build(*state, &built, &report);
    sources_need_said(&report, "pack.ini", "", "…");
    built_clear(&built);
    report_clear(&report);
}

static void a_recording_comes_first(void **state)
{
    struct built built;
    struct report report;
    struct clip_wish wish = {.text = "Something that nobody wrote, said by a person"};
    size_t len = 0;
    assert_true(clips_make("en", &wish, 1));
    put(*state, "en th", "Keep your papers.");
    sources_put_bytes(*state, "spoken/keep.ogg", wish.ogg.bytes, wish.ogg.len);
    sources_put(
        *state, "spoken.csv", "sound,language,text\nkeep.ogg,en,Keep your papers.\nkeep.ogg,th,Papers\n");
    sources_put(*state, "po/th.po",
        "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n\nmsgid \"Papers\"\nmsgstr "
        "\"เอกสาร\"\n");
    build(*state, &built, &report);
    struct voice voice = index_of(&built, "en");
    const uint8_t *clip = clip_of(&built, &voice, "Keep your papers.", &len);
    assert_non_null(clip);
    assert_int_equal(len, wish.ogg.len);
    assert_memory_equal(clip, wish.ogg.bytes, len);
    voice_clear(&voice);
    voice = index_of(&built, "th"); /* what people recorded is there in any language */
    assert_int_equal(voice.count, 1);
    assert_non_null(clip_of(&built, &voice, "เอกสาร", &len));
    voice_clear(&voice);
    built_clear(&built);
    report_clear(&report);
    buffer_clear(&wish.ogg);
}

static void clips_are_kept_for_the_next_time_and_damaged_ones_are_made_anew(void **state)
{
    struct pack_sources *sources = *state;
    struct built first, second;
    struct report report;
    char folder[128], command[200];
    snprintf(folder, sizeof folder, "%s/kept", sources->folder);
    assert_int_equal(mkdir(folder, 0750), 0);
    put(sources, "en", "Keep your papers.");
    sources->ground.clips = folder;
    build(sources, &first, &report);
    report_clear(&report);
    for (int i = 0; i < 2; i++) {
        build(sources, &second, &report);
        assert_int_equal(first.file_count, second.file_count);
        for (size_t k = 0; k < first.file_count; k++)
            assert_memory_equal(first.files[k].bytes, second.files[k].bytes, first.files[k].len);
        built_clear(&second);
        report_clear(&report);
        snprintf(command, sizeof command, "for f in %s/*; do truncate -s 50 $f; done", folder);
        assert_int_equal(system(command), 0);
    }
    snprintf(command, sizeof command, "rm -r %s", folder);
    assert_int_equal(system(command), 0);
    built_clear(&first);
}

static void without_voice_in_pack_ini_and_while_editing_nothing_is_spoken(void **state)
{
    struct pack_sources *sources = *state;
    struct built built;
    struct report report;
    put(sources, "en", "Keep your papers.");
    sources->ground.speak = false;
    build(sources, &built, &report);
    assert_null(built_file_of(&built, "packs/harbour/port/voice/en.voice"));
    assert_int_equal(report.count, 0);
    built_clear(&built);
    report_clear(&report);
    sources_put(sources, "pack.ini",
        "[pack]\nowner = harbour\nid = port\ntitle = Port\nversion = 1\nlanguages = en\nvoice = loud\n");
    assert_false(sources_report(sources, &report));
    sources_need_said(&report, "pack.ini", "line 7", "voice = yes");
    report_clear(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            every_text_of_a_page_has_a_clip_that_can_be_played, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(
            equal_texts_sound_equal_whatever_stands_before_them, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(
            a_language_without_a_usable_voice_is_named_and_has_no_clips, sources_set_up, sources_tear_down),
        cmocka_unit_test(chinese_is_spoken_from_pinyin_and_thai_not_at_all),
        cmocka_unit_test(each_language_speaks_and_chinese_without_its_tone_digits),
        cmocka_unit_test_setup_teardown(a_text_without_a_sound_is_named, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(a_recording_comes_first, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(clips_are_kept_for_the_next_time_and_damaged_ones_are_made_anew,
            sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(
            without_voice_in_pack_ini_and_while_editing_nothing_is_spoken, sources_set_up, sources_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
