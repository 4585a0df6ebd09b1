#include "firmware/confine.h"

#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>

static const char *const refused[] = {
    /* running or reading something else */
    "execve", "execveat", "ptrace", "process_vm_readv", "process_vm_writev", "pidfd_getfd", "kcmp",
    /* ways around a filter of sockets */
    "io_uring_setup", "io_uring_enter", "io_uring_register",
    /* the kernel, and large pieces of it that a screen never needs */
    "bpf", "perf_event_open", "userfaultfd", "init_module", "finit_module", "delete_module", "kexec_load",
    "kexec_file_load", "reboot", "swapon", "swapoff", "acct", "quotactl", "syslog", "iopl", "ioperm",
    "add_key", "request_key", "keyctl", "lookup_dcookie", "vmsplice", "fanotify_init",
    /* another view of the file system, another identity, another clock */
    "mount", "umount2", "move_mount", "open_tree", "fsopen", "fsmount", "fspick", "mount_setattr",
    "pivot_root", "chroot", "unshare", "setns", "open_by_handle_at", "sethostname", "setdomainname",
    "settimeofday", "clock_settime", "clock_adjtime", "adjtimex", "setuid", "setgid", "setreuid", "setregid",
    "setresuid", "setresgid", "setgroups", "personality"};

#define NEW_SPACES (CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET)

static int add_names(scmp_filter_ctx filter)
{
    int error = 0;
    for (size_t i = 0; !error && i < sizeof refused / sizeof *refused; i++) {
        int number = seccomp_syscall_resolve_name(refused[i]);
        if (number >= 0) /* below: this machine does not have it */
            error = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), number, 0);
    }
    return error;
}

static int add_sockets(scmp_filter_ctx filter)
{
    int error = seccomp_rule_add(
        filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(socket), 1, SCMP_A0_32(SCMP_CMP_NE, AF_UNIX));
    if (!error)
        error = seccomp_rule_add(
            filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(socketpair), 1, SCMP_A0_32(SCMP_CMP_NE, AF_UNIX));
    return error;
}

/* One rule for each flag: what is compared is a mask. clone3 hides its flags behind a pointer. */
static int add_clones(scmp_filter_ctx filter)
{
    int error = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    for (unsigned bit = 0; !error && bit < 32; bit++)
        if ((unsigned)NEW_SPACES >> bit & 1)
            error = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(clone), 1,
                SCMP_A0(SCMP_CMP_MASKED_EQ, 1ul << bit, 1ul << bit));
    return error;
}

static int add_memory(scmp_filter_ctx filter)
{
    static const int calls[] = {SCMP_SYS(mmap), SCMP_SYS(mprotect), SCMP_SYS(pkey_mprotect)};
    int error = 0;
    for (size_t i = 0; !error && i < sizeof calls / sizeof *calls; i++)
        error = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), calls[i], 1,
            SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_WRITE | PROT_EXEC, PROT_WRITE | PROT_EXEC));
    return error;
}

bool confine(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (!filter)
        return false;
    /* The worker's thread too. Another architecture's calls end the process. */
    int error = seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1);
    if (!error)
        error = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
    if (!error)
        error = add_names(filter);
    if (!error)
        error = add_sockets(filter);
    if (!error)
        error = add_clones(filter);
    if (!error)
        error = add_memory(filter);
    if (!error)
        error = seccomp_load(filter);
    seccomp_release(filter);
    return !error;
}

void confine_environment(void)
{
    setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", 1);
    setenv("XMODIFIERS", "@im=none", 1);
    setenv(
        "XCOMPOSEFILE", "/dev/null", 1); /* Xlib reads all of it at the start; nothing is typed through X */
    unsetenv("SDL_DYNAMIC_API");
    unsetenv("SDL_AUDIODRIVER");
}
