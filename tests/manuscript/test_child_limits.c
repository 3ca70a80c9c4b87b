/* What the child of a parser cannot do: reach anything of the system, take all of the memory, or work or wait without an end. */
#include "child_run.h"
#include "base/memory.h"
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

/* The sanitizers reserve more than any limit and make calls of their own, so a sanitized program enters no sandbox; valgrind does not
 * pass on the limit, and makes calls in place of the child. */
static bool has_valgrind(void)
{
    const char *preloaded = getenv("LD_PRELOAD");
    return preloaded && strstr(preloaded, "vgpreload");
}

static bool is_bare(void)
{
#ifdef NIANBAO_SANITIZED
    return false;
#else
    return !has_valgrind();
#endif
}

/* ---- memory ---- */

static void devour(struct manuscript *m, const char *bytes, size_t n)
{
    (void)m, (void)bytes, (void)n;
    for (;;) memory_resize(NULL, 1 << 24);
}

static void map_much(struct manuscript *m, const char *bytes, size_t n)
{
    (void)m, (void)bytes, (void)n;
    for (;;) {
        void *at = mmap(NULL, 1 << 24, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (at == MAP_FAILED) _exit(1);
    }
}

static void memory_has_an_end(void **state)
{
    (void)state;
    if (!is_bare()) skip();
    child_refused(devour, "内容损坏", true);
    child_refused(map_much, "内容损坏", false);
}

/* ---- what it tries ---- */

static void note(struct manuscript *m, const char *what, long result)
{
    if (result >= 0 || (errno != EPERM && errno != EACCES && errno != EBADF)) manuscript_remark(m, "%s: %s", what, result < 0 ? strerror(errno) : "done");
}

static void try_everything(struct manuscript *m, const char *bytes, size_t n)
{
    char *const words[] = {child_kept, NULL};
    const struct rlimit more = {RLIM_INFINITY, RLIM_INFINITY};
    (void)bytes, (void)n;
    note(m, "open for writing", open(child_kept, O_WRONLY));
    note(m, "open for both", open(child_kept, O_RDWR));
    note(m, "create", open(child_fresh, O_WRONLY | O_CREAT, 0600));
    note(m, "create for reading", open(child_fresh, O_RDONLY | O_CREAT, 0600));
    note(m, "creat", creat(child_fresh, 0600));
    note(m, "empty", open(child_kept, O_RDONLY | O_TRUNC));
    note(m, "temporary", open(child_folder, O_RDWR | O_TMPFILE, 0600));
    note(m, "openat2", syscall(SYS_openat2, AT_FDCWD, child_kept, &(struct { uint64_t flags, mode, resolve; }){O_RDWR, 0, 0}, 24));
    note(m, "remove", unlink(child_kept));
    note(m, "rename", rename(child_kept, child_fresh));
    note(m, "link", link(child_kept, child_fresh));
    note(m, "symbolic link", symlink(child_kept, child_fresh));
    note(m, "folder", mkdir(child_fresh, 0700));
    note(m, "shorten", truncate(child_kept, 0));
    note(m, "mode", chmod(child_kept, 0));
    note(m, "socket", socket(AF_INET, SOCK_STREAM, 0));
    note(m, "program", execv("/bin/true", words));
    note(m, "process", syscall(SYS_fork));
    note(m, "process again", syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL));
    note(m, "vfork", syscall(SYS_vfork));
    note(m, "kill", kill(getppid(), SIGTERM));
    note(m, "kill all of the group", kill(0, SIGTERM));
    note(m, "thread of the parent", syscall(SYS_tgkill, getppid(), getppid(), SIGTERM));
    note(m, "queued signal", sigqueue(getppid(), SIGTERM, (union sigval){0}));
    note(m, "signal by a pipe", fcntl(3, F_SETOWN, getppid()));
    note(m, "priority of the parent", setpriority(PRIO_PROCESS, (id_t)getppid(), 19));
    note(m, "shared memory", shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600));
    note(m, "limit", setrlimit(RLIMIT_CPU, &more));
    note(m, "limit of the parent", prlimit(getppid(), RLIMIT_NOFILE, &(struct rlimit){0, 0}, NULL));
    note(m, "descriptor of the parent", write(child_lock, "lost", 4));
    note(m, "standard input", read(0, child_kept, 1));
}

static void everything_else_is_forbidden(void **state)
{
    (void)state;
    struct manuscript m;
    if (!is_bare()) skip();
    child_run(&m, "x", try_everything);
    if (m.refused) fail_msg("%s", m.refused);
    for (size_t i = 0; i < m.n_remarks; i++) print_error("%s\n", m.remarks[i]);
    assert_int_equal(m.n_remarks, 0);
    manuscript_release(&m);
}

/* ---- time: a third of a second instead of what may pass, a second instead of what may be worked ---- */

static bool hurried, worked;
static long passes;                                    /* seconds that may pass */

int __real_timerfd_settime(int fd, int flags, const struct itimerspec *new, struct itimerspec *old);
int __wrap_timerfd_settime(int fd, int flags, const struct itimerspec *new, struct itimerspec *old);
int __wrap_timerfd_settime(int fd, int flags, const struct itimerspec *new, struct itimerspec *old)
{
    struct itimerspec soon = *new;
    assert_in_range(new->it_value.tv_sec, 5, 60);
    passes = new->it_value.tv_sec;
    if (hurried) soon.it_value = (struct timespec){.tv_nsec = 300000000};
    return __real_timerfd_settime(fd, flags, &soon, old);
}

/* On a machine that three others use as well, the work must still end the child before the clock does. */
int __real_setrlimit(int what, const struct rlimit *limit);
int __wrap_setrlimit(int what, const struct rlimit *limit);
int __wrap_setrlimit(int what, const struct rlimit *limit)
{
    if (what != RLIMIT_CPU || !worked) return __real_setrlimit(what, limit);
    if (4 * limit->rlim_cur > (rlim_t)passes || limit->rlim_max <= limit->rlim_cur) _exit(0);
    return __real_setrlimit(what, &(struct rlimit){1, limit->rlim_max});
}

static void loop(struct manuscript *m, const char *bytes, size_t n)
{
    (void)m, (void)bytes, (void)n;
    for (volatile unsigned i = 0;; i = i + 1) {}
}

static void sleep_on(struct manuscript *m, const char *bytes, size_t n)
{
    (void)m, (void)bytes, (void)n;
    for (;;) pause();
}

static void drip(struct manuscript *m, const char *bytes, size_t n)
{
    (void)m, (void)bytes, (void)n;
    for (;;) {
        child_send(" ", 1);
        nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
    }
}

static void time_has_an_end(void **state)
{
    (void)state;
    hurried = true;
    child_refused(loop, "限定的时间内读不完", true);
    child_refused(sleep_on, "限定的时间内读不完", true);
    child_refused(drip, "限定的时间内读不完", true);
    hurried = false;
}

static void work_has_an_end(void **state)
{
    (void)state;
    if (has_valgrind()) skip();                        /* it tells of the signal by calls that the sandbox forbids */
    worked = true;
    child_refused(loop, "限定的时间内读不完", true);
    worked = false;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_has_an_end), cmocka_unit_test(everything_else_is_forbidden), cmocka_unit_test(time_has_an_end), cmocka_unit_test(work_has_an_end),
    };
    return cmocka_run_group_tests(tests, child_set_up, child_tear_down);
}
