/* A second opinion: tuf-js (tests/peer/tuf) looks at the same repositories, right and wrong ones, and comes
 * to the verdict that wayside-trust comes to. */
#include "sync/follow/tool/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define MODULES WAYSIDE_SOURCE "/build/peer/node_modules"

static int run_peer(struct suite *suite, const char *name)
{
    char command[2048];
    snprintf(command, sizeof command,
        "mkdir -p %s/peer/metadata %s/peer/targets && cp -n %s %s/peer/metadata/root.json && "
        "node %s/tests/peer/tuf/client.js %s %s/peer/metadata '%.*s' %s/peer/targets '%.*s' '%s' > "
        "%s/peer/said 2>&1",
        suite->folder, suite->folder, suite->root, suite->folder, WAYSIDE_SOURCE, MODULES, suite->folder,
        (int)strlen(suite->metadata_url) - 1, suite->metadata_url, suite->folder,
        (int)strlen(suite->targets_url) - 1, suite->targets_url, name, suite->folder);
    int status = system(command);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

/* Both clients come again, with what they kept from the time before. */
static void both(struct suite *suite, const char *state, const char *name, int expected)
{
    int ours = suite_download(suite, name), theirs = run_peer(suite, name);
    if (ours != expected || theirs != expected)
        fail_msg(
            "%s: wayside-trust %d, tuf-js %d, expected %d: %s", state, ours, theirs, expected, suite->said);
}

static void two_clients_come_to_one_verdict(void **state)
{
    struct suite *suite = *state;
    struct repository *repository = &suite->repository;
    assert_int_equal(suite_init(suite), 0);
    repository->hashes = true;
    repository_delegate(repository, "targets", "ngo", "packs/ngo/*,packs/ngo/*/*", true);
    repository_target(repository, "ngo", "packs/ngo/page.json", "a page");
    repository_target(repository, "ngo", "recipients/key.json", "not theirs");
    repository_publish(repository, "ngo targets snapshot timestamp");
    both(suite, "a repository as it should be", "packs/ngo/page.json", 0);
    both(suite, "a target outside the delegation", "recipients/key.json", 1);
    int ecdsa = repository_key(repository, KIND_ECDSA), rsa = repository_key(repository, KIND_RSA);
    repository_grant(repository, "root", "root", ecdsa);
    repository_sign_with(repository, "root", ecdsa);
    repository_grant(repository, "root", "root", rsa);
    repository_sign_with(repository, "root", rsa);
    repository_threshold(repository, "root", 3);
    repository_publish(repository, "root snapshot timestamp");
    both(suite, "a root signed by three kinds of keys", "packs/ngo/page.json", 0);
    repository_target(repository, "ngo", "packs/ngo/page.json", "another page");
    repository_publish(repository, "ngo snapshot timestamp");
    both(suite, "a page that changed", "packs/ngo/page.json", 0);
    repository_publish_as(repository, "timestamp", 1);
    both(suite, "a timestamp that goes back", "packs/ngo/page.json", 1);
    repository_unpublish(repository, "timestamp");
    repository_set_version(repository, "timestamp", 4);
    repository_role(repository, "ngo")->signer_count = 0;
    repository_publish(repository, "ngo snapshot timestamp");
    both(suite, "a role that nobody signed", "packs/ngo/page.json", 1);
    repository_rotate(repository, "snapshot");
    repository_publish(repository, "snapshot root timestamp");
    both(suite, "a new snapshot key and still an unsigned role", "packs/ngo/page.json", 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {SUITE_TEST(two_clients_come_to_one_verdict)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
