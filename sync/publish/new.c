/* new: a copy of the pack that comes with the program (share/wayside/starter), which builds as it is and
 * whose comments teach. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "commands.h"
#include "parts.h"

#define STARTER_FILE (4 << 20)
#define STARTER_DEPTH 4
#define STARTER_FILES 1000

struct copying {
    int files;
};
static bool copy_folder(const char *from, const char *to, int depth, struct copying *copying);

static bool copy_file(const char *from, const char *to, struct copying *copying)
{
    struct buffer bytes;
    buffer_init(&bytes, STARTER_FILE);
    bool good = copying->files++ < STARTER_FILES && read_whole(from, STARTER_FILE, &bytes) &&
                write_whole(to, bytes.bytes ? bytes.bytes : (const uint8_t *)"", bytes.len, 0644);
    buffer_clear(&bytes);
    return good;
}

static bool copy_entry(const char *from, const char *to, const char *name, int depth, struct copying *copying)
{
    char source[PUBLISH_TEXT], target[PUBLISH_TEXT];
    if (!join_path(source, from, "%s", name) || !join_path(target, to, "%s", name)) {
        return false;
    }
    return is_folder(source) ? copy_folder(source, target, depth + 1, copying)
                             : copy_file(source, target, copying);
}

static bool copy_folder(const char *from, const char *to, int depth, struct copying *copying)
{
    DIR *folder = opendir(from);
    if (!folder || depth > STARTER_DEPTH) {
        complain("%s: %s", from, folder ? "too many folders in each other" : strerror(errno));
        if (folder) {
            closedir(folder);
        }
        return false;
    }
    bool good = make_folder(to);
    for (struct dirent *entry; good && (entry = readdir(folder));) {
        good = entry->d_name[0] == '.' || copy_entry(from, to, entry->d_name, depth, copying);
    }
    closedir(folder);
    return good;
}

static const char publish_ini[] =
    "; What wayside-publish must know, for every pack in this folder and below it. Lines that begin with ; "
    "are\n"
    "; notes. The operator of the hub gives you the address, hub-ca.pem and root.json: put the two files "
    "beside\n"
    "; this one. Until then check, preview and web work without them.\n"
    "[publish]\n"
    "; your organisation, as the network knows it: small letters a-z, digits and -\n"
    ";owner = harbour\n"
    "; the key you sign with (wayside-publish key new \"Your name\" --out my.key)\n"
    ";key = my.key\n"
    "\n"
    "[hub]\n"
    ";url = https://hub.example.org:8443\n"
    "\n"
    "[enrol]\n"
    "; the one-time token from the operator; not needed any more once this laptop is enrolled\n"
    ";token =\n";

/* Beside pack.ini. One that is there, or above it, is somebody's and stays. */
static bool write_settings(const char *folder)
{
    char path[PUBLISH_TEXT];
    return join_path(path, folder, "publish.ini") &&
           (is_there(path) || write_whole(path, publish_ini, strlen(publish_ini), 0644));
}

int new_run(struct run *run)
{
    char starter[PUBLISH_TEXT], pack[PUBLISH_TEXT];
    struct copying copying = {0};
    if (run->options.word_count != 1) {
        return USAGE;
    }
    const char *folder = run->options.words[0];
    if (is_there(folder)) {
        return complain(
            "%s is there already, and stays as it is; choose another name for the new pack", folder);
    }
    if (run->options.starter) {
        snprintf(starter, sizeof starter, "%s", run->options.starter);
    } else if (!join_path(starter, run->share, "starter")) {
        return FAILED;
    }
    if (!join_path(pack, starter, "pack.ini")) {
        return FAILED;
    }
    if (!is_there(pack)) {
        return complain(
            "%s: there is no pack to begin with; the folder belongs to the program: install it again",
            starter);
    }
    if (!copy_folder(starter, folder, 0, &copying) || !write_settings(folder)) {
        return complain("the new pack is not whole; remove the folder %s and type the command again", folder);
    }
    say(run,
        "A small pack is in the folder %s. It builds as it is, and its numbers are not real.\n"
        "Open %s/pack.ini and then the files in %s/topics with any text editor: notes in them say what is "
        "what.",
        folder, folder, folder);
    say_next(run, "check %s", folder);
    return DONE;
}
