/* What the public TUF conformance suite does to a client, done to wayside-trust: the program itself, a
 * repository behind a plain HTTP server, and a look at its exit code, its folders and its requests.
 * Each file of cases here stands for one file of that suite. */
#ifndef WAYSIDE_TESTS_TUF_SUITE_H
#define WAYSIDE_TESTS_TUF_SUITE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdbool.h>

#include "sync/trust/repository.h"
#include "sync/wire/fake_server.h"

struct suite {
    struct repository repository;
    struct fake_server *server;
    char folder[64], metadata[96], targets[96], root[96];
    char metadata_url[128], targets_url[128];
    char asked[4096];     /* metadata, as "root:2 timestamp snapshot:1 " */
    char artifacts[4096]; /* targets, as they were asked for */
    char said[2048];
    int64_t now_s;
    int later_days; /* the program's clock stands so much later */
};
int suite_begin(void **state); /* client folder empty, repository in its first state */
int suite_end(void **state);
#define SUITE_TEST(test) cmocka_unit_test_setup_teardown(test, suite_begin, suite_end)

/* Exit codes. init writes the first root (or what root_file holds). */
int suite_init(struct suite *suite);
int suite_refresh(struct suite *suite);
int suite_download(struct suite *suite, const char *name);
int suite_run(struct suite *suite, const char *const *arguments);
/* Puts these bytes where init reads. */
void suite_initial_root(struct suite *suite, const void *bytes, size_t len);

/* Of the metadata folder: 0 when there is no such file. */
int64_t suite_version(struct suite *suite, const char *role);
/* "root:1 timestamp:1": all *.json, sorted. */
const char *suite_trusted(struct suite *suite, char ret_text[static 512]);
bool suite_holds(
    struct suite *suite, const char *role, const struct repository_file *file); /* byte for byte */
/* Files of the targets folder, their contents sorted and each ended by '|'. */
const char *suite_targets(struct suite *suite, char ret_text[static 2048]);

/* snapshot, then timestamp. */
void suite_update_snapshot(struct suite *suite);

#endif
