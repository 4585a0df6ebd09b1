/* The program: keys are made once, the address is the first line, and each fault is one sentence. */
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/disk.h"
#include "desk/program.h"
#include "desk/server.h"
#include "release_maker.h"
#include "sync/desk/room.h"

static struct room room;
static char settings[128], output[8192], errors[8192];

struct child {
    pid_t pid;
    int out, err;
};

static struct child start(const char *const *args)
{
    int out[2], err[2];
    struct child child;
    char *argv[10] = {(char[]){"wayside-desk"}};
    int argc = 1;
    for (; args[argc - 1]; argc++) {
        argv[argc] = strdup(args[argc - 1]);
    }
    assert_int_equal(pipe(out), 0);
    assert_int_equal(pipe(err), 0);
    child.pid = fork();
    assert_true(child.pid >= 0);
    if (child.pid == 0) {
        dup2(out[1], STDOUT_FILENO);
        dup2(err[1], STDERR_FILENO);
        close(out[0]);
        close(err[0]);
        int code = desk_program(argc, argv);
        fflush(stdout);
        _exit(code);
    }
    for (int i = 1; i < argc; i++) {
        free(argv[i]);
    }
    close(out[1]);
    close(err[1]);
    child.out = out[0];
    child.err = err[0];
    return child;
}

static void read_all(int file, char text[static 8192])
{
    size_t len = 0;
    for (ssize_t got; len < 8191 && (got = read(file, text + len, 8191 - len)) > 0;) {
        len += (size_t)got;
    }
    text[len] = '\0';
    close(file);
}

static int finish(struct child child)
{
    int status = 0;
    read_all(child.out, output);
    read_all(child.err, errors);
    assert_int_equal(waitpid(child.pid, &status, 0), child.pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int run(const char *command, const char *more, const char *value)
{
    const char *args[8] = {command, "--settings", settings, more, value};
    return finish(start(args));
}

/* Content lies in path[6]. */
static void write_settings(const char *store, const char *root, int port, const char *extra)
{
    char text[2048];
    snprintf(text, sizeof text,
        "[hub]\nurl = https://127.0.0.1:1\nca = %s\n[desk]\nstore = %s\nwords = %s\nform = %s\nlisten_port = "
        "%d\n"
        "[network]\nroot = %s\ncontent = %s\n%s",
        room.path[4], store, room.path[1], room.path[2], port, root, room.path[6], extra);
    assert_int_equal(file_put(settings, text, strlen(text), 0600), BASE_OK);
}

static void write_content(void)
{
    struct release_maker *maker = release_maker_new(&room.maker, time(NULL) - 1000);
    assert_non_null(maker);
    assert_true(release_maker_write(maker));
    assert_true(release_maker_root(maker, room.path[3]));
    assert_true(release_maker_content(maker, room.path[6], "current"));
    release_maker_free(maker);
}

static int begin(void **state)
{
    *state = &room;
    room_begin(&room);
    desk_free(room.desk);
    room.desk = NULL;
    snprintf(settings, sizeof settings, "%s/desk.ini", room.folder);
    write_content();
    write_settings(room.path[0], room.path[3], 0, "");
    return 0;
}

static void init_makes_keys_once_that_only_its_words_open(void **state)
{
    (void)state;
    char words_path[160], public_keys[8192];
    struct disk disk;
    struct desk_keys keys;
    struct buffer words;
    struct stat info;
    snprintf(words_path, sizeof words_path, "%s/passphrase", room.folder);
    write_settings(room.path[5], "/nowhere/root.json", 0, ""); /* there is no network yet */
    const char *init[] = {"init", "--settings", settings, "--json", "--passphrase-file", words_path, NULL};
    assert_int_equal(finish(start(init)), 0);
    snprintf(public_keys, sizeof public_keys, "%s", output);
    json_t *said = json_loads(output, 0, NULL);
    assert_non_null(json_object_get(said, "laptop"));
    assert_non_null(json_object_get(said, "recipient"));
    assert_non_null(json_object_get(said, "signer"));
    json_decref(said);
    assert_int_equal(run("show-keys", "--json", NULL), 0);
    assert_string_equal(output, public_keys);
    assert_int_equal(run("init", NULL, NULL), 1);
    assert_non_null(strstr(errors, "has keys already"));
    assert_string_equal(output, ""); /* and no words are shown for keys that they do not open */
    assert_int_equal(stat(words_path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    buffer_init(&words, 256);
    assert_int_equal(file_read(words_path, 256, &words), BASE_OK);
    words.bytes[words.len - 1] = '\0';
    assert_int_equal(disk_open(room.path[5], &disk), BASE_OK);
    assert_int_equal(keys_open(&disk, (const char *)words.bytes, &keys), DESK_OK);
    words.bytes[0] ^= 1;
    assert_int_equal(keys_open(&disk, (const char *)words.bytes, &keys), DESK_PASSPHRASE);
    disk_close(&disk);
    buffer_clear(&words);
}

static void the_words_are_shown_once_on_the_terminal(void **state)
{
    (void)state;
    write_settings(room.path[5], room.path[3], 0, "");
    assert_int_equal(run("init", NULL, NULL), 0);
    const char *first = strstr(output, "    word");
    assert_non_null(first);
    int dashes = 0;
    for (const char *at = first; *at != '\n'; at++) {
        dashes += *at == '-';
    }
    assert_int_equal(dashes, 5);
    assert_non_null(strstr(output, "recipient  age1"));
    assert_int_equal(run("show-keys", NULL, NULL), 0);
    assert_null(strstr(output, "    word"));
    assert_false(room_disk_holds(&room, "word"));
}

static void the_first_line_is_the_address_and_a_signal_ends_it(void **state)
{
    (void)state;
    const char *serve[] = {"serve", "--settings", settings, NULL};
    struct child child = start(serve);
    char line[256] = "";
    for (size_t len = 0; len < sizeof line - 1 && !strchr(line, '\n'); len++) {
        assert_int_equal(read(child.out, line + len, 1), 1);
    }
    assert_memory_equal(line, "http://127.0.0.1:", 17);
    assert_non_null(strstr(line, "/open?token="));
    assert_int_equal(kill(child.pid, SIGTERM), 0);
    assert_int_equal(finish(child), 0);
}

static void each_fault_is_one_sentence_that_names_it(void **state)
{
    (void)state;
    struct server *server = NULL;
    char message[256], plain[128];
    snprintf(plain, sizeof plain, "%s/plain", room.folder);
    assert_int_equal(file_put(plain, "x", 1, 0600), BASE_OK);
    assert_int_equal(run("serve", "--nonsense", NULL), 2);
    assert_int_equal(run("dance", NULL, NULL), 2);
    assert_int_equal(finish(start((const char *[]){"serve", NULL})), 2);
    assert_non_null(strstr(errors, "--settings"));

    write_settings(room.path[0], room.path[3], 0, "[desk]\nlisten_prot = 1\n");
    assert_int_equal(run("serve", NULL, NULL), 2);
    assert_non_null(strstr(errors, "listen_prot"));
    write_settings(room.path[0], "/nowhere/root.json", 0, "");
    assert_int_equal(run("serve", NULL, NULL), 1);
    assert_non_null(strstr(errors, "/nowhere/root.json"));
    write_settings(room.path[0], plain, 0, "");
    assert_int_equal(run("serve", NULL, NULL), 1);
    assert_non_null(strstr(errors, plain));
    write_settings(plain, room.path[3], 0, "");
    assert_int_equal(run("serve", NULL, NULL), 1);
    assert_non_null(strstr(errors, plain));
    write_settings(room.path[5], room.path[3], 0, "");
    assert_int_equal(run("serve", NULL, NULL), 1);
    assert_non_null(strstr(errors, "wayside-desk init"));
    assert_int_equal(run("init", NULL, NULL), 0);
    assert_int_equal(run("serve", NULL, NULL), 1);
    assert_non_null(strstr(errors, "show-keys")); /* keys that no team has */

    assert_true(server_start(NULL, 0, &server, message));
    write_settings(room.path[0], room.path[3], server_port(server), "");
    assert_int_equal(run("serve", NULL, NULL), 1);
    assert_non_null(strstr(errors, "listen_port"));
    server_stop(server);
    const char *end_of_line = strchr(errors, '\n');
    assert_true(end_of_line && end_of_line[1] == '\0');
}

static void without_content_it_says_so_and_waits_until_it_is_ended(void **state)
{
    (void)state;
    char pointer[200], said[600] = "";
    snprintf(pointer, sizeof pointer, "%s/current", room.path[6]);
    assert_int_equal(unlink(pointer), 0);
    write_settings(room.path[0], room.path[3], 0, "");
    struct child child = start((const char *[]){"serve", "--settings", settings, NULL});
    for (size_t len = 0; !strstr(said, "127.0.0.1:1: ");) { /* the hub that is not there */
        ssize_t got = read(child.err, said + len, sizeof said - 1 - len);
        assert_true(got > 0);
        len += (size_t)got;
    }
    assert_non_null(strstr(said, "no content yet"));
    kill(child.pid, SIGTERM);
    assert_int_equal(finish(child), 0);
}

static void stock_age_reads_what_is_stored(void **state)
{
    (void)state;
    struct person person;
    char message[256], identity[SEAL_IDENTITY_TEXT], path[160], command[512], text[8192];
    person_new(&person);
    person_help(&room, &person, "\"urgency\":2,\"answers\":{\"more\":\"for stock age\"}");
    assert_true(desk_new(&room.settings, room_clock(&room), &room.desk, message));
    assert_true(desk_fetch(room.desk, &room.line));
    seal_identity_text(&room.keys.member, identity);
    snprintf(path, sizeof path, "%s/key.txt", room.folder);
    assert_int_equal(file_put(path, identity, strlen(identity), 0600), BASE_OK);
    snprintf(command, sizeof command, "age -d -i %s %s/inbox/*.age", path, room.path[0]);
    FILE *age = popen(command, "r");
    assert_non_null(age);
    size_t len = fread(text, 1, sizeof text - 1, age);
    text[len] = '\0';
    assert_int_equal(pclose(age), 0);
    assert_non_null(strstr(text, "for stock age"));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
#define PROGRAM_TEST(name) cmocka_unit_test_setup_teardown(name, begin, room_tear_down)
        PROGRAM_TEST(init_makes_keys_once_that_only_its_words_open),
        PROGRAM_TEST(the_words_are_shown_once_on_the_terminal),
        PROGRAM_TEST(the_first_line_is_the_address_and_a_signal_ends_it),
        PROGRAM_TEST(each_fault_is_one_sentence_that_names_it),
        PROGRAM_TEST(stock_age_reads_what_is_stored),
        cmocka_unit_test_setup_teardown(
            without_content_it_says_so_and_waits_until_it_is_ended, begin, room_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
