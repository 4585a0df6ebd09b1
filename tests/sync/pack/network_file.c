/* pack/network_file.h: from a path to a network, or to one sentence. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/disk.h"
#include "network_maker.h"
#include "pack/network_file.h"

#define PATH "n.json"

static struct network_maker maker;
static struct network_keys keys;

static int in_a_new_folder(void **state)
{
    char *folder = strdup("/tmp/wayside-network-XXXXXX");
    *state = folder;
    return folder && mkdtemp(folder) && chdir(folder) == 0 && network_maker_init(&maker, &keys) ? 0 : -1;
}

static int out_of_it(void **state)
{
    unlink(PATH);
    int gone = chdir("/") == 0 && rmdir(*state) == 0 ? 0 : -1;
    free(*state);
    return gone;
}

static void write_network(void)
{
    struct buffer file;
    buffer_init(&file, NETWORK_BYTES);
    assert_true(network_maker_write(&maker, &keys.root, &file));
    assert_int_equal(file_put(PATH, file.bytes, file.len, 0640), BASE_OK);
    buffer_clear(&file);
}

static void a_signed_network_is_read_with_its_bytes(void **state)
{
    (void)state;
    char message[256];
    struct buffer bytes, same;
    buffer_init(&bytes, NETWORK_BYTES);
    buffer_init(&same, NETWORK_BYTES);
    write_network();
    struct network *network = network_file_read(PATH, keys.root.public_key, &bytes, message);
    assert_non_null(network);
    assert_string_equal(network->name, maker.name);
    assert_int_equal(file_read(PATH, NETWORK_BYTES, &same), BASE_OK);
    assert_int_equal(bytes.len, same.len);
    assert_memory_equal(bytes.bytes, same.bytes, same.len);
    network_free(network);
    buffer_clear(&bytes);
    buffer_clear(&same);
    network = network_file_read(PATH, keys.root.public_key, NULL, message);
    assert_non_null(network);
    network_free(network);
}

static void every_fault_names_the_file_once(void **state)
{
    (void)state;
    char message[256];
    unlink(PATH);
    assert_null(network_file_read(PATH, keys.root.public_key, NULL, message));
    assert_string_equal(message, "n.json: no such file or folder; put the network file there");
    write_network();
    assert_null(network_file_read(PATH, keys.laptop.public_key, NULL, message));
    assert_non_null(strstr(message, "n.json: it is not signed by the root key"));
    maker.mix_files = 0;
    write_network();
    assert_null(network_file_read(PATH, keys.root.public_key, NULL, message));
    assert_string_equal(message, "n.json: mix.files: not from 1 to 64.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_signed_network_is_read_with_its_bytes),
        cmocka_unit_test(every_fault_names_the_file_once),
    };
    return cmocka_run_group_tests(tests, in_a_new_folder, out_of_it);
}
