/* builder/builder.h: from the folder that an editor works in to the files of a pack. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack_sources.h"

static int begin(void **state)
{
    struct pack_sources *sources = calloc(1, sizeof *sources);
    sources_begin(sources);
    *state = sources;
    return 0;
}

static int end(void **state)
{
    sources_end(*state);
    free(*state);
    return 0;
}

static void build_whole(const struct pack_sources *sources, struct built *built)
{
    struct report report;
    report_init(&report);
    if (!builder_build(&sources->ground, built, &report) || report.mistakes) {
        sources_print(&report);
        fail();
    }
    report_clear(&report);
}

static void one_topic_in_one_language_is_a_pack(void **state)
{
    struct built built;
    build_whole(*state, &built);
    assert_string_equal(built.owner, "harbour");
    assert_string_equal(built.id, "harbour/port");
    assert_int_equal(built.version, 1);
    const struct built_file *pack = built_file_of(&built, "packs/harbour/port/pack.json");
    const struct built_file *lang = built_file_of(&built, "packs/harbour/port/lang/en.json");
    assert_non_null(pack);
    assert_non_null(lang);
    static const char wanted_pack[] =
        "{\"v\":1,\"kind\":\"pack\",\"id\":\"harbour/port\",\"version\":1,\"owner\":\"harbour\","
        "\"title\":\"Your rights at the "
        "port\",\"demo\":true,\"languages\":[{\"tag\":\"en\",\"reviewed\":true}],"
        "\"topics\":[{\"slug\":\"papers\",\"audience\":\"worker\"}],\"campaigns\":[],\"pictures\":[],"
        "\"sounds\":[],\"forms\":[],\"tables\":[]}";
    static const char wanted_lang[] =
        "{\"v\":1,\"kind\":\"lang\",\"language\":\"en\",\"strings\":{\"Your rights at the port\":\"Your "
        "rights at the "
        "port\"},\"topics\":{\"papers\":{\"title\":\"Who keeps your papers?\",\"summary\":\"Your passport is "
        "yours\",\"blocks\":[{\"type\":\"text\",\"text\":\"Nobody may keep your passport, not even an "
        "employer.\"},{\"type\":\"list\",\"items\":[\"Ask for it back.\",\"Write down its number.\"]},"
        "{\"type\":\"help\"}]}}}";
    assert_int_equal(pack->len, strlen(wanted_pack));
    assert_memory_equal(pack->bytes, wanted_pack, pack->len);
    assert_int_equal(lang->len, strlen(wanted_lang));
    assert_memory_equal(lang->bytes, wanted_lang, lang->len);
    built_clear(&built);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(one_topic_in_one_language_is_a_pack, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
