#include "sync/publish/editor.h"

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/cursor.h"
#include "base/disk.h"
#include "signer/key_file.h"

static void path_of(const struct editor *editor, const char *name, char path[static 256])
{
    assert_true(snprintf(path, 256, "%s/%s", editor->folder, name) < 256);
}

struct editor *editor_begin(void)
{
    struct editor *editor = calloc(1, sizeof *editor);
    assert_non_null(editor);
    editor->program = "wayside-publish";
    strcpy(editor->folder, "/tmp/wayside-editor-XXXXXX");
    assert_non_null(mkdtemp(editor->folder));
    signal(SIGPIPE, SIG_IGN);
    return editor;
}

static int remove_one(const char *path, const struct stat *stat, int type, struct FTW *ftw)
{
    (void)stat;
    (void)type;
    (void)ftw;
    return remove(path);
}

void editor_end(struct editor *editor)
{
    nftw(editor->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(editor);
}

static pid_t start(struct editor *editor, const char *const *words, int in)
{
    char log[256];
    path_of(editor, ".said", log);
    int out = open(log, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
    assert_true(out >= 0);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        char *argv[32] = {NULL};
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        char program[512];
        snprintf(program, sizeof program, "%s/bin/%s", WAYSIDE_BUILD, editor->program);
        argv[0] = program;
        for (int i = 0; words[i] && i < 30; i++)
            argv[i + 1] = strdup(words[i]);
        setsid(); /* no terminal: nothing can be asked there */
        if (editor->room) {
            signal(SIGXFSZ, SIG_IGN); /* then a write ends with EFBIG */
            setrlimit(RLIMIT_FSIZE, &(struct rlimit){editor->room, editor->room});
        }
        dup2(in, 0);
        dup2(editor->deaf ? open("/dev/full", O_WRONLY) : out, 1);
        dup2(out, 2);
        if (chdir(editor->folder) == 0)
            execv(argv[0], argv);
        _exit(126);
    }
    close(out);
    return pid;
}

static void hear(struct editor *editor)
{
    char log[256];
    path_of(editor, ".said", log);
    FILE *file = fopen(log, "r");
    assert_non_null(file);
    editor->said[fread(editor->said, 1, EDITOR_SAID - 1, file)] = '\0';
    fclose(file);
}

int editor_types(struct editor *editor, const char *answer, const char *const *words)
{
    int pipes[2], status;
    assert_int_equal(pipe2(pipes, O_CLOEXEC), 0);
    pid_t pid = start(editor, words, pipes[0]);
    close(pipes[0]);
    (void)!write(pipes[1], answer, strlen(answer));
    close(pipes[1]);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    hear(editor);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

pid_t editor_starts(struct editor *editor, const char *const *words)
{
    int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
    pid_t pid = start(editor, words, null);
    close(null);
    return pid;
}

void editor_put(struct editor *editor, const char *name, const char *text)
{
    char path[256];
    path_of(editor, name, path);
    for (char *slash = strchr(path + strlen(editor->folder) + 1, '/'); slash;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        (void)mkdir(path, 0755);
        *slash = '/';
    }
    assert_int_equal(file_put(path, text, strlen(text), 0644), BASE_OK);
}

char *editor_get(struct editor *editor, const char *name)
{
    char path[256];
    struct buffer bytes;
    path_of(editor, name, path);
    buffer_init(&bytes, 16 << 20);
    if (file_read(path, 16 << 20, &bytes))
        return NULL;
    char *text = calloc(1, bytes.len + 1);
    assert_non_null(text);
    if (bytes.len)
        memcpy(text, bytes.bytes, bytes.len);
    buffer_clear(&bytes);
    return text;
}

bool editor_has(struct editor *editor, const char *name)
{
    char path[256];
    path_of(editor, name, path);
    return access(path, F_OK) == 0;
}

void editor_key(struct editor *editor, const char *name)
{
    char path[256], message[256], file[128], hex[65], text[512];
    struct signer_secret secret;
    snprintf(file, sizeof file, "%s.key", name);
    path_of(editor, file, path);
    assert_true(signer_secret_new(name, &secret, message));
    if (!signer_secret_write(&secret, path, "six-words-of-a-test-key", 2, message))
        fail_msg("%s", message);
    hex_write(secret.signer.public_key, 32, hex);
    snprintf(text, sizeof text, "{\"v\":1,\"kind\":\"public key\",\"name\":\"%s\",\"public\":\"%s\"}\n", name,
        hex);
    snprintf(file, sizeof file, "%s.key.public", name);
    editor_put(editor, file, text);
    snprintf(file, sizeof file, "%s.words", name);
    editor_put(editor, file, "six words of a test key\n");
    signer_secret_clear(&secret);
}

/* What fits into a failure's message. */
static const char *tail(const struct editor *editor)
{
    size_t len = strlen(editor->said);
    return editor->said + (len > 800 ? len - 800 : 0);
}

void editor_heard(struct editor *editor, const char *words)
{
    if (!strstr(editor->said, words))
        fail_msg("not said: \"%s\"; it said:\n...%s", words, tail(editor));
}

void editor_not_heard(struct editor *editor, const char *words)
{
    if (strstr(editor->said, words))
        fail_msg("said: \"%s\"; it ended with:\n...%s", words, tail(editor));
}

void editor_code(struct editor *editor, int code, int expected)
{
    if (code != expected)
        fail_msg("exit code %d, not %d; it said:\n...%s", code, expected, tail(editor));
}

/* In one folder, all but these. */
static void keep_only(struct editor *editor, const char *folder, const char *const names[])
{
    char path[256];
    path_of(editor, folder, path);
    DIR *all = opendir(path);
    assert_non_null(all);
    for (struct dirent *entry = readdir(all); entry; entry = readdir(all)) {
        bool stays = entry->d_name[0] == '.';
        for (size_t i = 0; names[i]; i++)
            stays |= strcmp(entry->d_name, names[i]) == 0;
        if (!stays)
            assert_int_equal(unlinkat(dirfd(all), entry->d_name, 0), 0);
    }
    closedir(all);
}

void editor_small_pack(struct editor *editor, const char *folder)
{
    char name[256], text[4096];
    editor_code(editor, TYPE(editor, "new", folder), 0);
    snprintf(name, sizeof name, "%s/topics", folder);
    keep_only(
        editor, name, (const char *const[]){"your-papers.md", "job-offer.md", "when-you-call.md", NULL});
    snprintf(name, sizeof name, "%s/media", folder);
    keep_only(editor, name, (const char *const[]){"papers.svg", "offer.svg", "call.svg", NULL});
    snprintf(name, sizeof name, "%s/forms", folder);
    keep_only(editor, name, (const char *const[]){"help.csv", NULL});
    snprintf(name, sizeof name, "%s/pack.ini", folder);
    char *ini = editor_get(editor, name), *topics = ini ? strstr(ini, "\ntopics = ") : NULL;
    assert_non_null(topics);
    assert_true(
        snprintf(text, sizeof text, "%.*s\ntopics = your-papers job-offer when-you-call\nforms = help\n",
            (int)(topics - ini), ini) < (int)sizeof text);
    free(ini);
    editor_put(editor, name, text);
}
