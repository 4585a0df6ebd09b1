/* The CSV tables: every cell is checked, and the numbers are written as two people will sign them. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "pack/hotlines.h"
#include "pack/table.h"
#include "pack_sources.h"

#define HEAD "id,number,name,answered_by,languages,opening_hours,checked_on,checked_by"
#define GOOD "line,+44 20 7946 0018,Workers' line,A charity,en ar,24/7,2026-11-20,Ana"

static void build(void **state, struct built *built, struct report *report)
{
    report_init(report);
    if (!builder_build(&((struct pack_sources *)*state)->ground, built, report)) {
        sources_print(report);
        fail();
    }
}

static void a_number_is_written_with_all_that_is_known_about_it(void **state)
{
    struct built built;
    struct report report;
    struct hotlines hotlines = {.in = NULL};
    char message[256] = "";
    sources_put(*state, "hotlines.csv",
        HEAD ",places,emergency,free from foreign SIM,note to us\n" GOOD
             ",\"quay, hall-2\",,yes,she speaks fast\n\n"
             "112,112,Emergency,\"Police,\nambulance\",en,24/7,2026-11-20,Ana,quay,yes,,\n");
    build(state, &built, &report);
    assert_int_equal(report.count, 0);
    const struct built_file *file = built_file_of(&built, "hotlines/harbour.json");
    assert_non_null(file);
    assert_true(hotlines_read(&hotlines, "harbour", file->bytes, file->len, message));
    assert_int_equal(hotlines.count, 2);
    const struct hotline *line = &hotlines.in[0], *emergency = &hotlines.in[1];
    assert_string_equal(line->number, "+442079460018");
    assert_int_equal(line->language_count, 2);
    assert_int_equal(line->place_count, 2);
    assert_string_equal(line->places[1], "hall-2");
    assert_int_equal(line->free_from_foreign_sim, FACT_YES);
    assert_int_equal(line->children, FACT_UNKNOWN);
    assert_false(line->emergency);
    assert_true(emergency->emergency);
    assert_string_equal(emergency->answered_by.in[0].text, "Police,\nambulance");
    assert_null(memmem(file->bytes, file->len, "Ana", 3));
    assert_null(memmem(file->bytes, file->len, "fast", 4));
    hotlines_clear(&hotlines);
    built_clear(&built);
    report_clear(&report);
}

static void every_wrong_cell_is_named(void **state)
{
    static const struct {
        const char *row, *place, *words;
    } cases[] = {
        {"Line,112,N,A,en,24/7,2026-11-20,Ana", "cell A2", "small letters"},
        {",112,N,A,en,24/7,2026-11-20,Ana", "cell A2", "Fill in id"},
        {"a,4.42E+11,N,A,en,24/7,2026-11-20,Ana", "cell B2", "spreadsheet"},
        {"a,020 7946 0018,N,A,en,24/7,2026-11-20,Ana", "cell B2", "with + and"},
        {"a,+0 20 7946 0018,N,A,en,24/7,2026-11-20,Ana", "cell B2", "7 to 15"},
        {"a,call us,N,A,en,24/7,2026-11-20,Ana", "cell B2", "digits only"},
        {"a,112;ext=1,N,A,en,24/7,2026-11-20,Ana", "cell B2", "digits only"},
        {"a,112,,A,en,24/7,2026-11-20,Ana", "cell C2", "Fill in name"},
        {"a,112,N,A,English,24/7,2026-11-20,Ana", "cell E2", "no language tag"},
        {"a,112,N,A,en en,24/7,2026-11-20,Ana", "cell E2", "twice"},
        {"a,112,N,A,en,Mo-Fr 8-,2026-11-20,Ana", "cell F2", "At letter"},
        {"a,112,N,A,en,24/7,20.11.2026,Ana", "cell G2", "2026-11-24"},
        {"a,112,N,A,en,24/7,2026-02-30,Ana", "cell G2", "2026-11-24"},
        {"a,112,N,A,en,24/7,2026-11-25,Ana", "cell G2", "not come yet"},
        {"a,112,N,A,en,24/7,2026-11-20,", "cell H2", "checked_by"},
        {"a,112,N,A,en,24/7,2026-11-20,Ana,Europe/Lisbonn", "cell I2", "no time zone"},
        {"a,112,N,A,en,24/7,2026-11-20,Ana,../../etc/passwd", "cell I2", "no time zone"},
        {"a,112,N,A,en,24/7,2026-11-20,Ana,,quay/1", "cell J2", "no code"},
        {"a,112,N,A,en,24/7,2026-11-20,Ana,,,maybe", "cell K2", "yes or no"},
        {"a,112,N,A,en,24/7,2026-11-20,Ana,,,,sometimes", "cell L2", "unknown"},
        {"a,112,N,A,en,24/7,2026-11-20,Ana,,,,,stray", "cell M2", "no name"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[512];
        struct report report;
        snprintf(text, sizeof text, HEAD ",time_zone,places,emergency,children\n%s\n", cases[i].row);
        sources_put(*state, "hotlines.csv", text);
        assert_false(sources_report(*state, &report));
        sources_need_said(&report, "hotlines.csv", cases[i].place, cases[i].words);
        report_clear(&report);
    }
}

static void wrong_columns_are_named(void **state)
{
    struct report report;
    sources_put(*state, "hotlines.csv", "id,number,name,nummer,id\nx,112,N,,\n");
    assert_false(sources_report(*state, &report));
    sources_need_said(&report, "hotlines.csv", "cell D1", "\"nummer\"");
    sources_need_said(&report, "hotlines.csv", "cell E1", "already");
    sources_need_said(&report, "hotlines.csv", "", "opening_hours is missing");
    report_clear(&report);
}

static void the_same_name_or_emergency_number_twice_is_a_mistake(void **state)
{
    struct report report;
    sources_put(*state, "hotlines.csv",
        HEAD ",emergency,places\n" GOOD ",yes,quay\n" GOOD ",yes,hall quay\n"
             "other,+44 20 7946 0019,N,A,en,24/7,2026-11-20,Ana,yes,\n");
    assert_false(sources_report(*state, &report));
    sources_need_said(&report, "hotlines.csv", "cell A3", "same as in cell A2");
    sources_need_said(&report, "hotlines.csv", "cell B3", "same number");
    sources_need_said(&report, "hotlines.csv", "cell I3", "same place");
    assert_int_equal(report.count, 3);
    report_clear(&report);
}

static void numbers_that_nobody_called_lately_are_warned_of(void **state)
{
    static const struct {
        const char *day, *words;
    } cases[] = {{"2026-10-26", NULL}, {"2026-10-24", "for 31 days"}, {"2026-08-25", "shown below"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[512];
        struct report report;
        snprintf(text, sizeof text, HEAD "\na,112,N,A,en,24/7,%s,Ana\n", cases[i].day);
        sources_put(*state, "hotlines.csv", text);
        assert_true(sources_report(*state, &report));
        if (cases[i].words)
            sources_need_said(&report, "hotlines.csv", "cell G2", cases[i].words);
        assert_int_equal(report.count, cases[i].words ? 1 : 0);
        report_clear(&report);
    }
}

static void a_shelter_has_no_address(void **state)
{
    struct report report;
    sources_put(*state, "services.csv",
        "id;name;need;address;checked_on;checked_by\na;House;food bed;1 Quay;2026-11-20;Ana\n"
        "b;Doctor;doctor;2 Quay;2026-11-20;Ana\n");
    assert_false(sources_report(*state, &report));
    sources_need_said(&report, "services.csv", "cell D2", "address");
    assert_int_equal(report.count, 1);
    report_clear(&report);
}

static void a_table_is_read_back_as_it_was_written(void **state)
{
    struct built built;
    struct report report;
    char message[256] = "";
    sources_put(*state, "indicators.csv",
        "source\ttext\taudience\tcode\nILO 2012\tThey keep his papers\tpublic\tpapers-kept\n"
        "ILO 2012\tDebt\tpractitioner\tdebt\n");
    build(state, &built, &report);
    const struct built_file *file = built_file_of(&built, "packs/harbour/port/table/indicators.json");
    assert_non_null(file);
    struct pack_table *table = table_read(file->bytes, file->len, message);
    assert_non_null(table);
    assert_int_equal(table->row_count, 2);
    assert_string_equal(table_cell(table, 0, "code"), "papers-kept");
    assert_string_equal(table_cell(table, 1, "audience"), "practitioner");
    assert_string_equal(table_cell(table, 1, "source"), "ILO 2012");
    table_free(table);
    const struct built_file *lang = built_file_of(&built, "packs/harbour/port/lang/en.json");
    assert_non_null(memmem(lang->bytes, lang->len, "They keep his papers", 20));
    built_clear(&built);
    report_clear(&report);
}

static void indicators_name_audience_and_source(void **state)
{
    struct report report;
    sources_put(*state, "indicators.csv", "code,text,audience,source\na,T,,\nb,T,all,ILO\n");
    assert_false(sources_report(*state, &report));
    sources_need_said(&report, "indicators.csv", "cell C2", "audience");
    sources_need_said(&report, "indicators.csv", "cell D2", "source");
    sources_need_said(&report, "indicators.csv", "cell C3", "\"all\"");
    report_clear(&report);
}

static void wrong_csv_is_refused_where_it_is_wrong(void **state)
{
    struct report report;
    sources_put(*state, "goods.csv", "good,country,kind,source,year\n\"Fish,X,both,G,2024\n");
    sources_put(*state, "roster.csv", "id,name\nx,caf\xe9\n");
    assert_false(sources_report(*state, &report));
    sources_need_said(&report, "goods.csv", "cell A2", "quotation mark");
    sources_need_said(&report, "roster.csv", "line 2", "UTF-8");
    report_clear(&report);
}

static void what_spreadsheets_and_web_pages_leave_behind_is_no_mistake(void **state)
{
    struct built built;
    struct report report;
    struct hotlines hotlines = {.in = NULL};
    char message[256] = "";
    sources_put(*state, "hotlines.csv",
        "\xef\xbb\xbf"
        "sep=;\r\nid ; Number;name;answered_by;languages;opening_hours;checked_on;checked_by;;\r\n"
        ";;;;;;;;;\r\nline\xc2\xa0;+44\xc2\xa0"
        "20 7946\xe2\x80\xaf"
        "0018;Line;A charity;en ;24/7\xc2\xa0;2026-11-20 ;Ana;;\r\n"
        " ; ;;;;;;;;\r\n\r\n");
    build(state, &built, &report);
    const struct built_file *file = built_file_of(&built, "hotlines/harbour.json");
    assert_non_null(file);
    assert_true(hotlines_read(&hotlines, "harbour", file->bytes, file->len, message));
    assert_int_equal(hotlines.count, 1);
    assert_string_equal(hotlines.in[0].number, "+442079460018");
    hotlines_clear(&hotlines);
    built_clear(&built);
    report_clear(&report);
}

static void a_name_that_no_kiosk_would_show_is_named_by_its_cell(void **state)
{
    struct report report;
    char text[1024];
    snprintf(text, sizeof text, HEAD "\nline,+442079460018,%0201d,A charity,en,24/7,2026-11-20,Ana\n", 0);
    sources_put(*state, "hotlines.csv", text);
    assert_false(sources_report(*state, &report));
    sources_need_said(&report, "hotlines.csv", "cell C2", "longer than 200 bytes");
    assert_int_equal(report.mistakes, 1);
    report_clear(&report);
}

static char *repeat(const char *head, const char *row, size_t times, size_t *ret_len)
{
    size_t head_len = strlen(head), row_len = strlen(row);
    char *text = malloc(head_len + times * row_len + 1);
    assert_non_null(text);
    memcpy(text, head, head_len);
    for (size_t i = 0; i < times; i++)
        memcpy(text + head_len + i * row_len, row, row_len);
    *ret_len = head_len + times * row_len;
    return text;
}

static void a_million_lines_end_in_one_sentence(void **state)
{
    static const char *const rows[] = {"a,b,licensed,c,2026-01-01\n", "\n",
        "Agency with a long name,licence,licensed,register,2026-11-20\n"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t len;
        struct report report;
        char *text = repeat("name,licence,status,source,as_of\n", rows[i], 1000000, &len);
        sources_put_bytes(*state, "agencies.csv", text, len);
        free(text);
        clock_t start = clock();
        bool built = sources_report(*state, &report);
        assert_true((clock() - start) / CLOCKS_PER_SEC < 5);
        assert_true(built == (i == 1)); /* empty lines are no rows */
        if (!built)
            assert_int_equal(report.mistakes, 1);
        if (i == 0)
            sources_need_said(&report, "agencies.csv", "", "more than 100000 rows");
        if (i == 2)
            sources_need_said(&report, "agencies.csv", "", "larger than 32768 KiB");
        report_clear(&report);
    }
}

static void a_column_that_is_wrong_all_the_way_down_is_said_often_enough(void **state)
{
    size_t len;
    struct report report;
    char *text = repeat("name,licence,status,source,as_of\n", "a,b,ok,c,2026-01-01\n", 90000, &len);
    sources_put_bytes(*state, "agencies.csv", text, len);
    free(text);
    assert_false(sources_report(*state, &report));
    assert_in_range(report.mistakes, 100, 102);
    sources_need_said(&report, "agencies.csv", "", "more mistakes");
    report_clear(&report);
}

static void one_word_in_a_hundred_thousand_cells_is_one_string(void **state)
{
    struct report report;
    size_t len;
    char *text = repeat(
        "good,country,kind,source,year\n", "Fish,Everywhere,both,A government,2024\n", 100000, &len);
    sources_put_bytes(*state, "goods.csv", text, len);
    free(text);
    report_init(&report);
    clock_t start = clock();
    assert_true(builder_templates(&((struct pack_sources *)*state)->ground, &report));
    assert_true((clock() - start) / CLOCKS_PER_SEC < 10);
    report_clear(&report);
}

static void a_large_register_is_a_table(void **state)
{
    struct built built;
    struct report report;
    size_t len;
    char *text = repeat(
        "name,licence,status,source,as_of\n", "Agency,licence,licensed,register,2026-01-01\n", 100000, &len);
    sources_put_bytes(*state, "agencies.csv", text, len);
    free(text);
    build(state, &built, &report);
    assert_non_null(built_file_of(&built, "packs/harbour/port/table/agencies.json"));
    built_clear(&built);
    report_clear(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_number_is_written_with_all_that_is_known_about_it, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(every_wrong_cell_is_named, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(wrong_columns_are_named, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(
            the_same_name_or_emergency_number_twice_is_a_mistake, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(
            numbers_that_nobody_called_lately_are_warned_of, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(a_shelter_has_no_address, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(
            a_table_is_read_back_as_it_was_written, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(
            indicators_name_audience_and_source, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(
            wrong_csv_is_refused_where_it_is_wrong, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(
            what_spreadsheets_and_web_pages_leave_behind_is_no_mistake, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(
            a_name_that_no_kiosk_would_show_is_named_by_its_cell, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(
            a_million_lines_end_in_one_sentence, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(
            a_column_that_is_wrong_all_the_way_down_is_said_often_enough, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(
            one_word_in_a_hundred_thousand_cells_is_one_string, sources_set_up, sources_tear_down),
        cmocka_unit_test_setup_teardown(a_large_register_is_a_table, sources_set_up, sources_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
