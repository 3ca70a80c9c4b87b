#include "manuscript/child.h"
#include "base/own_folder.h"
#include "base/sandbox.h"
#include "base/text.h"
#include "manuscript/passage.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

/* What counts is the work of the child. The clock ends one that does nothing: on a machine that is busy, work takes longer. */
enum { SECONDS = 15, PASSED = 4 * SECONDS, MOST_SENT = 64 << 20 };

enum { NO_ROOM = 4 };                                  /* the child's memory did not do, or what it opens */
static void die(void) { _exit(NO_ROOM); }

static void limit(int what, rlim_t most)
{
    const struct rlimit both = {most, most};
    setrlimit(what, &both);
}

/* SIGXCPU comes a second before SIGKILL, so that the parent knows what ended the child. */
static void limit_work(void)
{
    const struct rlimit work = {SECONDS, SECONDS + 1};
    setrlimit(RLIMIT_CPU, &work);
}

/* The sanitizers reserve more memory than any limit. */
static void limit_memory(void)
{
#ifndef NIANBAO_SANITIZED
    static const rlim_t beyond = (rlim_t)1 << 30;      /* bytes over what the program itself has */
    struct rusage used;
    if (!getrusage(RUSAGE_SELF, &used)) limit(RLIMIT_DATA, (rlim_t)used.ru_maxrss * 1024 + beyond);
#endif
}

/* Descriptors 0 to 2 lead nowhere: what a library prints is no answer. Files of the program that are open are closed. */
static void keep_only(int answer)
{
    int sink[2];
    if (pipe(sink)) die();
    close(sink[0]);
    for (int fd = 0; fd < 3; fd++)
        if (dup2(sink[1], fd) < 0) die();
    if (dup2(answer, 3) < 0) die();
    closefrom(4);
}

static _Noreturn void be_child(struct manuscript *m, const char *bytes, size_t n, void (*parse)(struct manuscript *, const char *, size_t),
                               const char *const *readable, int answer)
{
    static const int ends[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU};
    struct sandbox s;
    memory_on_exhaustion(die);                         /* the files of the program are not the child's to remove */
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) signal(ends[i], SIG_DFL);
    signal(SIGPIPE, SIG_IGN);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    keep_only(answer);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit_work();
    limit_memory();
    sandbox_init(&s);
    for (size_t i = 0; readable && readable[i]; i++) sandbox_read(&s, readable[i]);
    if (readable && own_converters()) sandbox_read(&s, own_folder());   /* a portable folder's own libraries */
    sandbox_enter(&s);
    sandbox_forbid_calls();
    sandbox_forbid_changes();
    parse(m, bytes, n);
    FILE *to = fdopen(3, "w");
    bool sent = to && passage_send(m, to) && !fflush(to);
    _exit(!sent);
}

/* The child cannot stop this clock. */
static int start_clock(void)
{
    int clock = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
    const struct itimerspec once = {.it_value.tv_sec = PASSED};
    if (clock >= 0 && !timerfd_settime(clock, 0, &once, NULL)) return clock;
    if (clock >= 0) close(clock);
    return -1;
}

enum outcome { ENDED, TOO_LATE, TOO_MUCH };

/* All that the child sends, until it ends, the clock rings, or the limit is reached. */
static enum outcome receive(int from, int clock, struct text *all)
{
    struct pollfd both[] = {{from, POLLIN, 0}, {clock, POLLIN, 0}};
    char chunk[1 << 16];
    for (;;) {
        if (poll(both, 2, -1) < 0 && errno == EINTR) continue;
        if (both[1].revents) return TOO_LATE;
        ssize_t n = read(from, chunk, sizeof chunk);
        if (!n) return ENDED;
        if (n < 0 && errno == EINTR) continue;
        if (n < 0 || all->n + (size_t)n > MOST_SENT) return TOO_MUCH;
        text_add_n(all, chunk, (size_t)n);
    }
}

static bool ended_well(enum outcome outcome, int status) { return outcome == ENDED && WIFEXITED(status) && !WEXITSTATUS(status); }

static bool is_late(enum outcome outcome, int status) { return outcome == TOO_LATE || (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU); }

/* The system ends what takes the memory that others need. */
static bool is_of_machine(enum outcome outcome, int status)
{
    return is_late(outcome, status) || (outcome == ENDED && ((WIFEXITED(status) && WEXITSTATUS(status) == NO_ROOM) || (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)));
}

static const char *why_not(enum outcome outcome, int status)
{
    if (is_late(outcome, status)) return "太复杂，限定的时间内读不完";
    return ended_well(outcome, status) ? "内容损坏，读不出来" : "内容损坏，或者太复杂，读不出来";
}

bool child_read(struct manuscript *m, const char *bytes, size_t n, void (*parse)(struct manuscript *m, const char *bytes, size_t n),
                const char *const *readable, struct diag *diag)
{
    int ends[2], status = 0, clock = start_clock();
    struct text all = {0};
    if (clock < 0) return diag_fail_errno(diag, "读不了文稿");
    pid_t child = pipe2(ends, O_CLOEXEC) ? -1 : fork();
    if (child < 0) {
        diag_fail_errno(diag, "读不了文稿");
        close(clock);
        return false;
    }
    if (!child) be_child(m, bytes, n, parse, readable, ends[1]);
    close(ends[1]);
    enum outcome outcome = receive(ends[0], clock, &all);
    close(ends[0]);
    close(clock);
    if (outcome != ENDED) kill(child, SIGKILL);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    m->exhausted = !ended_well(outcome, status) && is_of_machine(outcome, status);
    if (!ended_well(outcome, status) || !passage_take(m, text_get(&all), all.n)) (m->exhausted ? manuscript_unable : manuscript_refuse)(m, "%s：请打开后另存，或交 .docx、.xlsx", why_not(outcome, status));
    text_release(&all);
    return true;
}
