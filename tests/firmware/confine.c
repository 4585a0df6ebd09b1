/* Each refused thing is tried by a child that confined itself as wayside-kiosk does. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "firmware/confine.h"

enum outcome { REFUSED = 10, ALLOWED, OTHER, NOT_CONFINED };

static enum outcome outcome_of(long result)
{
    return result >= 0 ? ALLOWED : errno == EACCES ? REFUSED : OTHER;
}

static enum outcome confined(long (*attempt)(void))
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        _exit(confine() ? (int)outcome_of(attempt()) : NOT_CONFINED);
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return (enum outcome)WEXITSTATUS(status);
}

static long internet_socket(void)
{
    return socket(AF_INET, SOCK_STREAM, 0);
}
static long internet6_socket(void)
{
    return socket(AF_INET6, SOCK_DGRAM, 0);
}
static long netlink_socket(void)
{
    return socket(AF_NETLINK, SOCK_RAW, 0);
}
static long packet_socket(void)
{
    return socket(AF_PACKET, SOCK_RAW, 0);
}
static long vsock_socket(void)
{
    return socket(40, SOCK_STREAM, 0);
}
static long tipc_pair(void)
{
    int pair[2];
    return socketpair(30, SOCK_DGRAM, 0, pair);
}
static long high_bits_socket(void) /* the kernel looks at 32 bits only, so must the filter */
{
    return syscall(SYS_socket, (1ul << 32) | AF_INET, SOCK_STREAM, 0);
}
static void no_socket_but_a_local_one_can_be_made(void **state)
{
    (void)state;
    assert_int_equal(confined(internet_socket), REFUSED);
    assert_int_equal(confined(internet6_socket), REFUSED);
    assert_int_equal(confined(netlink_socket), REFUSED);
    assert_int_equal(confined(packet_socket), REFUSED);
    assert_int_equal(confined(vsock_socket), REFUSED);
    assert_int_equal(confined(tipc_pair), REFUSED);
    assert_int_equal(confined(high_bits_socket), REFUSED);
}

static long local_socket(void)
{
    return socket(AF_UNIX, SOCK_STREAM, 0);
}
static long local_pair(void)
{
    int pair[2];
    return socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
}
static void the_screen_can_still_be_reached(void **state)
{
    (void)state;
    assert_int_equal(confined(local_socket), ALLOWED);
    assert_int_equal(confined(local_pair), ALLOWED);
}

static long ring(void)
{
    char parameters[128] = {0};
    return syscall(SYS_io_uring_setup, 1, parameters);
}
static void no_ring_opens_a_socket_behind_the_filter(void **state)
{
    (void)state;
    assert_int_equal(confined(ring), REFUSED);
}

static long run_program(void)
{
    char *const none[] = {NULL};
    return execve("/bin/true", none, none);
}
static long run_descriptor(void)
{
    char *const none[] = {NULL};
    return syscall(SYS_execveat, AT_FDCWD, "/bin/true", none, none, 0);
}
static void no_program_can_be_run(void **state)
{
    (void)state;
    assert_int_equal(confined(run_program), REFUSED);
    assert_int_equal(confined(run_descriptor), REFUSED);
}

static long trace_parent(void)
{
    return ptrace(PTRACE_ATTACH, getppid(), NULL, NULL);
}
static long read_parent(void)
{
    char here[8];
    struct iovec local = {here, sizeof here}, remote = {here, sizeof here};
    return process_vm_readv(getppid(), &local, 1, &remote, 1, 0);
}
static long write_parent(void)
{
    char here[8] = {0};
    struct iovec local = {here, sizeof here}, remote = {here, sizeof here};
    return process_vm_writev(getppid(), &local, 1, &remote, 1, 0);
}
static long take_descriptor(void)
{
    return syscall(SYS_pidfd_getfd, 0, 0, 0);
}
static void no_other_process_can_be_read(void **state)
{
    (void)state;
    assert_int_equal(confined(trace_parent), REFUSED);
    assert_int_equal(confined(read_parent), REFUSED);
    assert_int_equal(confined(write_parent), REFUSED);
    assert_int_equal(confined(take_descriptor), REFUSED);
}

static long user_namespace(void)
{
    return unshare(CLONE_NEWUSER);
}
static long user_namespace_by_clone(void)
{
    long child = syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0);
    if (child == 0)
        _exit(0);
    return child;
}
static long set_clock(void)
{
    struct timespec now = {0};
    return clock_settime(CLOCK_REALTIME, &now);
}
static long program_bpf(void)
{
    return syscall(SYS_bpf, 0, NULL, 0);
}
static void no_other_view_of_the_system_can_be_had(void **state)
{
    (void)state;
    assert_int_equal(confined(user_namespace), REFUSED);
    assert_int_equal(confined(user_namespace_by_clone), REFUSED);
    assert_int_equal(confined(set_clock), REFUSED);
    assert_int_equal(confined(program_bpf), REFUSED);
}

static long writable_code(void)
{
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return page == MAP_FAILED ? -1 : 0;
}
static void no_memory_is_both_writable_and_code(void **state)
{
    (void)state;
    assert_int_equal(confined(writable_code), REFUSED);
}

static void *try_socket(void *ret)
{
    *(enum outcome *)ret = outcome_of(internet_socket());
    return NULL;
}
static long socket_by_a_new_thread(void)
{
    enum outcome outcome = OTHER;
    pthread_t thread;
    if (pthread_create(&thread, NULL, try_socket, &outcome) || pthread_join(thread, NULL))
        return 0;
    errno = outcome == REFUSED ? EACCES : ENOENT;
    return -1;
}
static void threads_can_be_started_and_are_confined_too(void **state)
{
    (void)state;
    assert_int_equal(confined(socket_by_a_new_thread), REFUSED);
}

struct early {
    pthread_barrier_t ready;
    enum outcome outcome;
};
static void *wait_then_try(void *arg)
{
    struct early *early = arg;
    pthread_barrier_wait(&early->ready);
    early->outcome = outcome_of(internet_socket());
    return NULL;
}
static void a_thread_that_was_there_before_is_confined_too(void **state)
{
    (void)state;
    pid_t child = fork();
    if (child == 0) {
        struct early early = {.outcome = OTHER};
        pthread_t thread;
        pthread_barrier_init(&early.ready, NULL, 2);
        if (pthread_create(&thread, NULL, wait_then_try, &early) || !confine())
            _exit(NOT_CONFINED);
        pthread_barrier_wait(&early.ready);
        pthread_join(thread, NULL);
        _exit((int)early.outcome);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(WEXITSTATUS(status), REFUSED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_socket_but_a_local_one_can_be_made),
        cmocka_unit_test(the_screen_can_still_be_reached),
        cmocka_unit_test(no_ring_opens_a_socket_behind_the_filter),
        cmocka_unit_test(no_program_can_be_run),
        cmocka_unit_test(no_other_process_can_be_read),
        cmocka_unit_test(no_other_view_of_the_system_can_be_had),
        cmocka_unit_test(no_memory_is_both_writable_and_code),
        cmocka_unit_test(threads_can_be_started_and_are_confined_too),
        cmocka_unit_test(a_thread_that_was_there_before_is_confined_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
