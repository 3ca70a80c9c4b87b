#include "manuscript/child.h"
#include "base/sandbox.h"
#include "base/text.h"
#include "manuscript/passage.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SECONDS = 15, MOST_SENT = 64 << 20 };
static const rlim_t memory_beyond = (rlim_t)1 << 30;  /* bytes over what the program itself has */

static void die(void) { _exit(1); }

static void limit(int what, rlim_t most)
{
    const struct rlimit both = {most, most};
    setrlimit(what, &both);
}

/* The sanitizers reserve more memory than any limit. */
static void limit_memory(void)
{
#ifndef NIANBAO_SANITIZED
    struct rusage used;
    if (!getrusage(RUSAGE_SELF, &used)) limit(RLIMIT_DATA, (rlim_t)used.ru_maxrss * 1024 + memory_beyond);
#endif
}

/* Descriptors 0 to 2 lead nowhere: what a library prints is nobody's answer. Files of the program that are open are closed. */
static void keep_only(int answer)
{
    int sink[2];
    if (pipe(sink)) die();
    close(sink[0]);
    for (int fd = 0; fd < 3; fd++)
        if (dup2(sink[1], fd) < 0) die();
    if (dup2(answer, 3) < 0) die();
    syscall(SYS_close_range, 4u, ~0u, 0u);
}

static _Noreturn void be_child(struct manuscript *m, const char *bytes, size_t n, void (*parse)(struct manuscript *, const char *, size_t),
                               const char *const *readable, int answer)
{
    struct sandbox s;
    memory_on_exhaustion(die);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGALRM, SIG_DFL);
    alarm(SECONDS);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    keep_only(answer);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CPU, SECONDS);
    limit_memory();
    sandbox_init(&s);
    for (size_t i = 0; readable && readable[i]; i++) sandbox_read(&s, readable[i]);
    sandbox_enter(&s);
    sandbox_forbid_changes();
    parse(m, bytes, n);
    FILE *to = fdopen(3, "w");
    bool sent = to && passage_send(m, to) && !fflush(to);
    _exit(!sent);
}

/* All that the child sends, up to the limit; whether it ended by itself. */
static bool receive(int from, struct text *all)
{
    char chunk[1 << 16];
    ssize_t n;
    while ((n = read(from, chunk, sizeof chunk)) != 0) {
        if (n < 0 && errno == EINTR) continue;
        if (n < 0 || all->n + (size_t)n > MOST_SENT) return false;
        text_add_n(all, chunk, (size_t)n);
    }
    return true;
}

static const char *why_dead(int status)
{
    if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGALRM || WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL)) return "太复杂，限定的时间内读不完";
    return "内容损坏，或者太复杂，读不出来";
}

bool child_read(struct manuscript *m, const char *bytes, size_t n, void (*parse)(struct manuscript *m, const char *bytes, size_t n),
                const char *const *readable, struct diag *diag)
{
    int ends[2], status = 0;
    struct text all = {0};
    if (pipe2(ends, O_CLOEXEC)) return diag_fail_errno(diag, "读不了文稿");
    pid_t child = fork();
    if (child < 0) {
        close(ends[0]);
        close(ends[1]);
        return diag_fail_errno(diag, "读不了文稿");
    }
    if (!child) be_child(m, bytes, n, parse, readable, ends[1]);
    close(ends[1]);
    bool whole = receive(ends[0], &all);
    close(ends[0]);
    if (!whole) kill(child, SIGKILL);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    bool well = whole && WIFEXITED(status) && !WEXITSTATUS(status);
    if (!well || !passage_take(m, text_get(&all), all.n)) manuscript_refuse(m, "%s：请打开后另存，或交 .docx、.xlsx", well ? "内容损坏，读不出来" : why_dead(status));
    text_release(&all);
    return true;
}
