#include "sync/follow/tool/suite.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <signal.h>

/* As the suite counts: "2.root.json" is root:2, "timestamp.json" timestamp. */
static void note(struct suite *suite, const char *name)
{
    char text[300], *role = text, *end;
    snprintf(text, sizeof text, "%s", name);
    size_t len = strlen(text), at = strlen(suite->asked);
    if (len > 5)
        text[len - 5] = 0;
    long version = strtol(text, &end, 10);
    if (end != text && *end == '.')
        role = end + 1;
    else
        version = 0;
    if (version)
        snprintf(suite->asked + at, sizeof suite->asked - at, "%s:%ld ", role, version);
    else
        snprintf(suite->asked + at, sizeof suite->asked - at, "%s ", role);
}

static void handle(void *ctx, const struct fake_request *request, struct fake_reply *reply)
{
    struct suite *suite = ctx;
    const struct repository_file *file = NULL;
    static const char metadata[] = "/a%5Btest%5D/metadata/", targets[] = "/a%5Btest%5D/targets/";
    if (!strncmp(request->path, metadata, sizeof metadata - 1)) {
        note(suite, request->path + sizeof metadata - 1);
        file = repository_fetch(&suite->repository, request->path + sizeof metadata - 1);
    } else if (!strncmp(request->path, targets, sizeof targets - 1)) {
        size_t at = strlen(suite->artifacts);
        snprintf(
            suite->artifacts + at, sizeof suite->artifacts - at, "%s ", request->path + sizeof targets - 1);
        file = repository_fetch_target(&suite->repository, request->path + sizeof targets - 1);
    }
    reply->status = file ? 200 : 404;
    reply->body = file ? file->bytes : NULL;
    reply->len = file ? file->len : 0;
}

int suite_begin(void **state)
{
    struct suite *suite = calloc(1, sizeof *suite);
    suite->now_s = time(NULL);
    repository_init(&suite->repository, suite->now_s);
    strcpy(suite->folder, "/tmp/wayside-tuf.XXXXXX");
    if (!mkdtemp(suite->folder))
        return -1;
    snprintf(suite->metadata, sizeof suite->metadata, "%s/metadata", suite->folder);
    snprintf(suite->targets, sizeof suite->targets, "%s/targets", suite->folder);
    snprintf(suite->root, sizeof suite->root, "%s/initial_root.json", suite->folder);
    if (mkdir(suite->metadata, 0700) || mkdir(suite->targets, 0700))
        return -1;
    struct fake_settings settings = {.plain = true, .handler = handle, .ctx = suite};
    suite->server = fake_server_new(&settings);
    int port = fake_server_port(suite->server);
    snprintf(
        suite->metadata_url, sizeof suite->metadata_url, "http://127.0.0.1:%d/a%%5Btest%%5D/metadata/", port);
    snprintf(
        suite->targets_url, sizeof suite->targets_url, "http://127.0.0.1:%d/a%%5Btest%%5D/targets/", port);
    const struct repository_file *root = repository_last(&suite->repository, "root");
    suite_initial_root(suite, root->bytes, root->len);
    *state = suite;
    return 0;
}

int suite_end(void **state)
{
    char command[100];
    struct suite *suite = *state;
    fake_server_free(suite->server);
    repository_clear(&suite->repository);
    snprintf(command, sizeof command, "rm -r %s", suite->folder);
    int failed = system(command);
    free(suite);
    return failed;
}

void suite_initial_root(struct suite *suite, const void *bytes, size_t len)
{
    FILE *file = fopen(suite->root, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    fclose(file);
}

/* faketime puts a library before that of the sanitizers, which they would refuse. */
static void become(struct suite *suite, char **argv)
{
    char days[32], name[] = "faketime", option[] = "-f", *faketime[24] = {name, option, days};
    snprintf(days, sizeof days, "+%dd", suite->later_days);
    if (!suite->later_days)
        execv(argv[0], argv);
    setenv("ASAN_OPTIONS", "verify_asan_link_order=0:detect_leaks=0", 1);
    for (int i = 0; i < 20; i++)
        faketime[i + 3] = argv[i];
    execvp(faketime[0], faketime);
    _exit(127);
}

int suite_run(struct suite *suite, const char *const *arguments)
{
    char log[128], copies[19][512], program[] = WAYSIDE_BUILD "/bin/wayside-trust", *argv[24] = {program};
    snprintf(log, sizeof log, "%s/log", suite->folder);
    for (int i = 0; arguments[i] && i < 19; i++) {
        snprintf(copies[i], sizeof copies[i], "%s", arguments[i]);
        argv[i + 1] = copies[i];
    }
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (!pid) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        int fd = open(log, O_CREAT | O_WRONLY | O_TRUNC, 0600);
        dup2(fd, 1);
        dup2(fd, 2);
        become(suite, argv);
    }
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    FILE *file = fopen(log, "r");
    assert_non_null(file);
    suite->said[fread(suite->said, 1, sizeof suite->said - 1, file)] = 0;
    fclose(file);
    if (!WIFEXITED(status) || WEXITSTATUS(status) > 2)
        fail_msg("the program ended with %d: %s", status, suite->said);
    return WEXITSTATUS(status);
}

int suite_init(struct suite *suite)
{
    const char *const arguments[] = {"--metadata-dir", suite->metadata, "init", suite->root, NULL};
    return suite_run(suite, arguments);
}

int suite_refresh(struct suite *suite)
{
    const char *const arguments[] = {
        "--metadata-url", suite->metadata_url, "--metadata-dir", suite->metadata, "refresh", NULL};
    return suite_run(suite, arguments);
}

int suite_download(struct suite *suite, const char *name)
{
    const char *const arguments[] = {"--metadata-url", suite->metadata_url, "--metadata-dir", suite->metadata,
        "--target-name", name, "--target-dir", suite->targets, "--target-base-url", suite->targets_url,
        "download", NULL};
    return suite_run(suite, arguments);
}

static char *read_in(const char *folder, const char *name, size_t *ret_len)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "r");
    char *bytes = file ? calloc(1, 1 << 20) : NULL;
    *ret_len = file ? fread(bytes, 1, (1 << 20) - 1, file) : 0;
    if (file)
        fclose(file);
    return bytes;
}

int64_t suite_version(struct suite *suite, const char *role)
{
    char name[300];
    size_t len;
    snprintf(name, sizeof name, "%s.json", role);
    char *bytes = read_in(suite->metadata, name, &len);
    json_t *document = bytes ? json_loadb(bytes, len, 0, NULL) : NULL;
    int64_t version = json_integer_value(json_object_get(json_object_get(document, "signed"), "version"));
    json_decref(document);
    free(bytes);
    return version;
}

static int visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.' || strlen(entry->d_name) > 2;
}

const char *suite_trusted(struct suite *suite, char ret_text[static 512])
{
    struct dirent **names;
    int count = scandir(suite->metadata, &names, visible, alphasort);
    ret_text[0] = 0;
    for (int i = 0; i < count; i++) {
        size_t at = strlen(ret_text), len = strlen(names[i]->d_name);
        if (len > 5 && !strcmp(names[i]->d_name + len - 5, ".json")) {
            names[i]->d_name[len - 5] = 0;
            snprintf(ret_text + at, 512 - at, "%s%s:%lld", at ? " " : "", names[i]->d_name,
                (long long)suite_version(suite, names[i]->d_name));
        }
        free(names[i]);
    }
    free(names);
    return ret_text;
}

bool suite_holds(struct suite *suite, const char *role, const struct repository_file *file)
{
    char name[300];
    size_t len;
    snprintf(name, sizeof name, "%s.json", role);
    char *bytes = read_in(suite->metadata, name, &len);
    bool same = bytes && len == file->len && !memcmp(bytes, file->bytes, len);
    free(bytes);
    return same;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

const char *suite_targets(struct suite *suite, char ret_text[static 2048])
{
    struct dirent **names;
    char *contents[64];
    int count = scandir(suite->targets, &names, visible, alphasort), got = 0;
    ret_text[0] = 0;
    for (int i = 0; i < count; i++) {
        size_t len;
        contents[got++] = read_in(suite->targets, names[i]->d_name, &len);
        free(names[i]);
    }
    free(names);
    if (got > 0)
        qsort(contents, (size_t)got, sizeof *contents, by_text);
    for (int i = 0; i < got; i++) {
        size_t at = strlen(ret_text);
        snprintf(ret_text + at, 2048 - at, "%s|", contents[i]);
        free(contents[i]);
    }
    return ret_text;
}

void suite_update_snapshot(struct suite *suite)
{
    repository_publish(&suite->repository, "snapshot timestamp");
}
