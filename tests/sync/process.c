#include "sync/process.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

uint16_t free_port(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t len = sizeof address;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &len), 0);
    close(fd);
    return ntohs(address.sin_port);
}

pid_t program_start(const char *program, const char *log, const char *const *arguments)
{
    char copies[15][512], path[512];
    char *argv[16] = {path};
    snprintf(path, sizeof path, "%s/bin/%s", WAYSIDE_BUILD, program);
    for (int i = 0; arguments[i] && i < 14; i++) {
        snprintf(copies[i], sizeof copies[i], "%s", arguments[i]);
        argv[i + 1] = copies[i];
    }
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        int fd = open(log, O_CREAT | O_WRONLY | O_APPEND, 0600);
        dup2(fd, 1);
        dup2(fd, 2);
        execv(path, argv);
        _exit(127);
    }
    return pid;
}

static int wait_for(pid_t pid)
{
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

int program_end(pid_t pid, int signal)
{
    assert_int_equal(kill(pid, signal), 0);
    return wait_for(pid);
}

int program_run(const char *program, const char *log, const char *const *arguments, char *ret_said, int cap)
{
    unlink(log);
    int code = wait_for(program_start(program, log, arguments));
    FILE *file = fopen(log, "r");
    assert_non_null(file);
    ret_said[fread(ret_said, 1, (size_t)cap - 1, file)] = 0;
    fclose(file);
    return code;
}

void program_refuses(const char *program, const char *log, const char *settings, int code, const char *words)
{
    char said[2000];
    const char *const arguments[] = {"--settings", settings, NULL};
    int got = program_run(program, log, arguments, said, sizeof said);
    const char *end = strchr(said, '\n'), *colon = strstr(said, ": ");
    bool named = colon == said + strlen(program) && strncmp(said, program, strlen(program)) == 0;
    if (got != code || !strstr(said, words) || !end || end[1] || !named)
        fail_msg("exit %d instead of %d, with: %s", got, code, said);
}
