/* Properties: a bit that is flipped anywhere is refused or means the same; every field that is missing or of
 * another kind is refused; patterns; canonical JSON; bounds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "pattern.h"
#include "strict_json.h"
#include "sync/trust/walk.h"
#include "trust/bounds.h"

/* An update with one file changed. Whether it was taken. */
static bool taken(struct walk *walk, const char *role, const char *bytes, size_t len)
{
    const struct repository_file *file = repository_last(&walk->repository, role);
    struct repository_file kept = {malloc(file->len), file->len};
    memcpy(kept.bytes, file->bytes, file->len);
    repository_replace(&walk->repository, role, bytes, len);
    while (walk->kept_count > 1)
        free(walk->kept[--walk->kept_count].file.bytes);
    walk_update(walk);
    bool took = walk->trust && trust_version(walk->trust, role) == 2;
    repository_replace(&walk->repository, role, kept.bytes, kept.len);
    free(kept.bytes);
    return took;
}

static void any_bit_that_is_flipped_is_refused(void **state)
{
    static const char *const roles[] = {"root", "timestamp", "snapshot", "targets"};
    struct walk walk;
    (void)state;
    walk_begin(&walk);
    const struct repository_file *first = repository_last(&walk.repository, "root");
    struct repository_file root = {malloc(first->len), first->len};
    memcpy(root.bytes, first->bytes, first->len);
    repository_publish(&walk.repository, "targets snapshot timestamp root");
    for (size_t i = 0; i < 4; i++) {
        const struct repository_file *file = repository_last(&walk.repository, roles[i]);
        size_t len = file->len;
        char *bytes = malloc(len);
        memcpy(bytes, file->bytes, len);
        assert_true(taken(&walk, roles[i], bytes, len));
        for (size_t bit = i; bit < 8 * len; bit += 3) {
            bytes[bit / 8] ^= (char)(1 << bit % 8);
            free(walk.kept[0].file.bytes);
            walk.kept[0].file = (struct repository_file){malloc(root.len + 1), root.len};
            memcpy(walk.kept[0].file.bytes, root.bytes, root.len);
            if (taken(&walk, roles[i], bytes, len))
                fail_msg("%s: bit %zu of byte %zu does not matter", roles[i], bit % 8, bit / 8);
            bytes[bit / 8] ^= (char)(1 << bit % 8);
        }
        free(bytes);
    }
    free(root.bytes);
    walk_end(&walk);
}

/* Signs whatever the body says now. */
static bool body_taken(struct walk *walk, const char *role)
{
    repository_publish_as(&walk->repository, role, 2);
    const struct repository_file *file = repository_last(&walk->repository, role);
    char *bytes = malloc(file->len);
    size_t len = file->len;
    memcpy(bytes, file->bytes, len);
    repository_unpublish(&walk->repository, role);
    bool took = taken(walk, role, bytes, len);
    free(bytes);
    return took;
}

/* version apart, which publishing sets */
static void every_field_that_a_role_needs_is_asked_for(void **state)
{
    static const struct {
        const char *role, *field;
    } cases[] = {{"timestamp", "_type"}, {"timestamp", "spec_version"}, {"timestamp", "expires"},
        {"timestamp", "meta"}, {"snapshot", "_type"}, {"snapshot", "spec_version"}, {"snapshot", "expires"},
        {"snapshot", "meta"}, {"targets", "_type"}, {"targets", "spec_version"}, {"targets", "expires"},
        {"targets", "targets"}};
    struct walk walk;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (int way = 0; way < 3; way++) {
            walk_begin(&walk);
            repository_publish(&walk.repository, "targets snapshot timestamp");
            json_t *body = repository_body(&walk.repository, cases[i].role);
            if (way == 0)
                json_object_del(body, cases[i].field);
            else
                json_object_set_new(body, cases[i].field, way == 1 ? json_integer(1) : json_string("1.x"));
            if (strcmp(cases[i].role, "targets") != 0 && !strcmp(cases[i].field, "meta"))
                json_object_set_new(body, "keep", json_true());
            if (way != 0 || strcmp(cases[i].field, "meta") != 0)
                assert_false(body_taken(&walk, cases[i].role));
            walk_end(&walk);
        }
    }
}

static void numbers_that_are_not_integers_and_names_that_stand_twice_are_refused(void **state)
{
    static const char *const refused[] = {"", "[]", "1", "{", "{}x", "{\"a\":1,\"a\":1}",
        "{\"a\":\"\\u0000\"}", "{\"a\":\"\xff\"}", "{\"a\":99999999999999999999}", "{'a':1}", "{\"a\":01}",
        "{\"a\":NaN}"};
    json_t *document = NULL;
    struct buffer bytes;
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_int_equal(strict_json_read(refused[i], strlen(refused[i]), &document), TRUST_FORMAT);
    assert_int_equal(strict_json_read("{\"a\":1.0}", 9, &document), TRUST_OK);
    buffer_init(&bytes, 100);
    assert_int_equal(canonical_write(document, &bytes), TRUST_FORMAT);
    buffer_clear(&bytes);
    json_decref(document);
}

static void depth_and_number_of_values_are_bounded_before_anything_is_read(void **state)
{
    json_t *document = NULL;
    size_t len = 4 << 20;
    char *deep = malloc(len);
    (void)state;
    memset(deep, '[', len);
    assert_int_equal(strict_json_read(deep, len, &document), TRUST_BOUND);
    for (size_t i = 0; i < len; i++)
        deep[i] = "1,"[i % 2];
    deep[0] = '[';
    assert_int_equal(strict_json_read(deep, len, &document), TRUST_BOUND);
    memset(deep, '"', len); /* brackets in texts do not count */
    memset(deep + 1, '[', 100);
    assert_int_equal(strict_json_read(deep, 102, &document), TRUST_FORMAT);
    free(deep);
}

static void canonical_json_is_sorted_and_escapes_two_characters(void **state)
{
    static const char text[] =
        " { \"b\" : [ 1 , -2 , true , null, false ] , \"a\\n\" : \"\\\"\\\\\\n\\u00e9/\", \"A\":{} } ";
    static const char canonical[] = "{\"A\":{},\"a\n\":\"\\\"\\\\\n\xc3\xa9/\",\"b\":[1,-2,true,null,false]}";
    json_t *document = NULL;
    struct buffer bytes;
    (void)state;
    buffer_init(&bytes, 1000);
    assert_int_equal(strict_json_read(text, sizeof text - 1, &document), TRUST_OK);
    assert_int_equal(canonical_write(document, &bytes), TRUST_OK);
    assert_string_equal((char *)bytes.bytes, canonical);
    buffer_clear(&bytes);
    json_decref(document);
}

static void patterns_stay_within_a_folder(void **state)
{
    static const struct {
        const char *pattern, *path;
        bool fits;
    } cases[] = {{"*", "a", true}, {"*", "a/b", false}, {"*", "", true}, {"a*c", "abc", true},
        {"a*c", "ac", true}, {"a*c", "abcd", false}, {"*.tgz", "foo.tgz", true},
        {"*.tgz", "targets/foo.tgz", false}, {"foo-version-?.tgz", "foo-version-2.tgz", true},
        {"foo-version-?.tgz", "foo-version-alpha.tgz", false}, {"?", "/", false}, {"a?b", "a/b", false},
        {"a/*/c", "a/b/c", true}, {"a/*/c", "a/b/b/c", false}, {"a/*", "a/", true}, {"a/*", "a", false},
        {"*/*", "a/b", true}, {"**", "a/b", false}, {"*a*b*c", "xaxbxc", true}, {"*a*b*c", "xaxbx", false},
        {"*x/y", "ax/bx/y", false}, {"foo", "foo", true}, {"foo", "fo", false}, {"", "", true},
        {"", "a", false}, {"?", "\xc3\xa9", true}, {"[a]", "a", false}, {"[a]", "[a]", true},
        {"*", "*", true}, {"\\*", "*", false}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (pattern_fits(cases[i].pattern, cases[i].path) != cases[i].fits)
            fail_msg("%s and %s", cases[i].pattern, cases[i].path);
}

static void a_pattern_of_stars_takes_no_time(void **state)
{
    char pattern[4001], path[251];
    (void)state;
    for (size_t i = 0; i < 4000; i++)
        pattern[i] = "*a"[i % 2];
    pattern[4000] = 0;
    memset(path, 'a', 250);
    path[250] = 0;
    for (int i = 0; i < 1000; i++)
        assert_false(pattern_fits(pattern, path));
}

static void names_are_escaped_as_addresses_want_it(void **state)
{
    char text[32];
    (void)state;
    assert_true(trust_escape("a b/\xc3\xbc?%.-_~", true, text, sizeof text));
    assert_string_equal(text, "a%20b/%C3%BC%3F%25.-_~");
    assert_true(trust_escape("a/b", false, text, sizeof text));
    assert_string_equal(text, "a%2Fb");
    assert_true(trust_escape("abc", false, text, 4));
    assert_false(trust_escape("abcd", false, text, 4));
    assert_false(trust_escape("ab c", false, text, 6));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_bit_that_is_flipped_is_refused),
        cmocka_unit_test(every_field_that_a_role_needs_is_asked_for),
        cmocka_unit_test(numbers_that_are_not_integers_and_names_that_stand_twice_are_refused),
        cmocka_unit_test(depth_and_number_of_values_are_bounded_before_anything_is_read),
        cmocka_unit_test(canonical_json_is_sorted_and_escapes_two_characters),
        cmocka_unit_test(patterns_stay_within_a_folder),
        cmocka_unit_test(a_pattern_of_stars_takes_no_time),
        cmocka_unit_test(names_are_escaped_as_addresses_want_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
