/* wayside-demo: walks the main job on the real programs, and leaves pictures of every step. The walk runs
 * in a child; this process waits for it and ends everything that was started below it, however it ends. */
#include <dirent.h>
#include <getopt.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "demo/story.h"

static int usage(void)
{
    fputs("usage: wayside-demo --bin FOLDER --share FOLDER --out FOLDER [--stay]\n"
          "Started by ./wayside demo, which makes the folders.\n",
        stderr);
    return 2;
}

/* Calls end for every process whose parent is this one; returns how many there were. Orphans of ours come
 * to us too, since we asked to be their reaper. */
static int each_child(void (*end)(pid_t pid, int signal), int signal)
{
    DIR *proc = opendir("/proc");
    int count = 0;
    for (struct dirent *entry; proc && (entry = readdir(proc));) {
        char path[300], state;
        int pid = atoi(entry->d_name), parent = 0;
        snprintf(path, sizeof path, "/proc/%s/stat", entry->d_name);
        FILE *stat = pid > 0 ? fopen(path, "r") : NULL;
        char line[512];
        const char *rest = stat && fgets(line, sizeof line, stat) ? strrchr(line, ')') : NULL;
        if (stat)
            fclose(stat);
        if (rest && sscanf(rest, ") %c %d", &state, &parent) == 2 && parent == (int)getpid()) {
            end(pid, signal);
            count++;
        }
    }
    if (proc)
        closedir(proc);
    return count;
}

static void send_signal(pid_t pid, int signal)
{
    kill(pid, signal);
}

static void end_everything(void)
{
    for (int i = 0; i < 100; i++) {
        while (waitpid(-1, NULL, WNOHANG) > 0)
            ;
        if (each_child(send_signal, i < 60 ? SIGTERM : SIGKILL) == 0)
            return;
        usleep(50000);
    }
}

static int wait_for(pid_t walk, const sigset_t *ends)
{
    for (;;) {
        int status = 0, caught = 0;
        if (waitpid(walk, &status, WNOHANG) == walk)
            return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
        struct timespec turn = {.tv_nsec = 200000000};
        caught = sigtimedwait(ends, NULL, &turn);
        if (caught == SIGINT || caught == SIGTERM || caught == SIGHUP) {
            puts("\nEnding everything that was started");
            kill(walk, SIGTERM);
            return 130;
        }
    }
}

int main(int argc, char **argv)
{
    static const struct option options[] = {{"bin", required_argument, NULL, 'b'},
        {"share", required_argument, NULL, 's'}, {"out", required_argument, NULL, 'o'},
        {"stay", no_argument, NULL, 'y'}, {NULL, 0, NULL, 0}};
    char bin[PATH_MAX] = "", share[PATH_MAX] = "", out[PATH_MAX] = "";
    bool stay = false;
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;)
        if ((option == 'b' && !realpath(optarg, bin)) || (option == 's' && !realpath(optarg, share)) ||
            (option == 'o' && !realpath(optarg, out)) || option == '?')
            return usage();
        else if (option == 'y')
            stay = true;
    if (!bin[0] || !share[0] || !out[0] || optind != argc)
        return usage();
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGHUP);
    sigaddset(&ends, SIGCHLD);
    sigprocmask(SIG_BLOCK, &ends, NULL);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    pid_t parent = getpid(), walk = fork();
    if (walk == 0) {
        sigprocmask(SIG_UNBLOCK, &ends, NULL);
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        setpgid(0, 0);
        int seen = getppid() == parent && process_harden() == 0 ? story(bin, share, out, stay) : 1;
        fflush(NULL);
        _exit(seen);
    }
    int status = walk < 0 ? 1 : wait_for(walk, &ends);
    end_everything();
    return status;
}
