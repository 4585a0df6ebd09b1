/* signer/key_file.h: keys come back as they went, to their owner and to nobody else. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/disk.h"
#include "signer/key_file.h"

struct place {
    char folder[64], path[96];
    struct signer_secret secret, read;
    char message[256];
};

static int make(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    snprintf(place->folder, sizeof place->folder, "/tmp/wayside-key-XXXXXX");
    if (!place || !mkdtemp(place->folder))
        return -1;
    snprintf(place->path, sizeof place->path, "%s/key", place->folder);
    *state = place;
    return signer_secret_new("Ana, Example Aid", &place->secret, place->message) ? 0 : -1;
}

static int unmake(void **state)
{
    struct place *place = *state;
    (void)unlink(place->path);
    (void)rmdir(place->folder);
    free(place);
    return 0;
}

static void a_key_under_a_passphrase_opens_with_it_only(void **state)
{
    struct place *place = *state;
    assert_true(signer_secret_write(&place->secret, place->path, "six words", 4, place->message));
    assert_false(signer_secret_read(place->path, "other words", &place->read, place->message));
    assert_non_null(strstr(place->message, "the passphrase does not open"));
    assert_false(signer_secret_read(place->path, NULL, &place->read, place->message));
    assert_true(signer_secret_read(place->path, "six words", &place->read, place->message));
    assert_memory_equal(&place->read, &place->secret, sizeof place->secret);
    struct stat status;
    assert_int_equal(stat(place->path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
}

static void a_plain_key_that_others_may_read_is_refused(void **state)
{
    struct place *place = *state;
    assert_true(signer_secret_write(&place->secret, place->path, NULL, 0, place->message));
    assert_true(signer_secret_read(place->path, NULL, &place->read, place->message));
    assert_memory_equal(&place->read, &place->secret, sizeof place->secret);
    assert_int_equal(chmod(place->path, 0640), 0);
    assert_false(signer_secret_read(place->path, NULL, &place->read, place->message));
    assert_non_null(strstr(place->message, "chmod 600"));
}

static void a_key_never_takes_the_place_of_another(void **state)
{
    struct place *place = *state;
    struct signer_secret other;
    assert_true(signer_secret_new("Ben", &other, place->message));
    assert_true(signer_secret_write(&place->secret, place->path, NULL, 0, place->message));
    assert_false(signer_secret_write(&other, place->path, NULL, 0, place->message));
    assert_true(signer_secret_read(place->path, NULL, &place->read, place->message));
    assert_string_equal(place->read.name, "Ana, Example Aid");
}

static void a_file_with_any_byte_cut_or_changed_is_no_key(void **state)
{
    struct place *place = *state;
    struct buffer file;
    buffer_init(&file, 4096);
    assert_true(signer_secret_write(&place->secret, place->path, NULL, 0, place->message));
    assert_int_equal(file_read(place->path, 4096, &file), BASE_OK);
    for (size_t len = 0; len + 1 < file.len; len++) {
        assert_int_equal(file_put(place->path, file.bytes, len, 0600), BASE_OK);
        assert_false(signer_secret_read(place->path, NULL, &place->read, place->message));
    }
    file.bytes[2] ^= 1;
    assert_int_equal(file_put(place->path, file.bytes, file.len, 0600), BASE_OK);
    assert_false(signer_secret_read(place->path, NULL, &place->read, place->message));
    buffer_clear(&file);
}

static void names_that_would_need_escapes_are_refused(void **state)
{
    struct place *place = *state;
    static const char *const names[] = {"", "a\"b", "a\\b", "a\nb", "\xff",
        "0123456789012345678901234567890123456789012345678901234567890123"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_false(signer_secret_new(names[i], &place->read, place->message));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_key_under_a_passphrase_opens_with_it_only, make, unmake),
        cmocka_unit_test_setup_teardown(a_plain_key_that_others_may_read_is_refused, make, unmake),
        cmocka_unit_test_setup_teardown(a_key_never_takes_the_place_of_another, make, unmake),
        cmocka_unit_test_setup_teardown(a_file_with_any_byte_cut_or_changed_is_no_key, make, unmake),
        cmocka_unit_test_setup_teardown(names_that_would_need_escapes_are_refused, make, unmake),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
