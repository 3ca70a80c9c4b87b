#include "flow/batch.h"
#include "base/memory.h"
#include "base/progress.h"
#include "base/say.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

struct child {
    pid_t pid;
    FILE *out, *err;                                   /* what it prints */
    int code;
    bool ended;
};

struct batch {
    batch_job job;
    void *context;
    size_t n, started, shown, running;                 /* jobs in all, begun, and shown; children are those in between */
    struct child *children;                            /* by job; a job's place is kept when it was shown */
};

static _Noreturn void be_child(const struct batch *b, size_t job)
{
    const struct child *c = &b->children[job];
    progress_leave();
    prctl(PR_SET_PDEATHSIG, SIGTERM);                  /* what it has staged goes when the program is killed */
    if (dup2(fileno(c->out), STDOUT_FILENO) < 0 || dup2(fileno(c->err), STDERR_FILENO) < 0) _exit(DIAG_SYSTEM);
    int code = b->job(b->context, job);
    if (fflush(stdout) || ferror(stdout) || ferror(stderr)) code = DIAG_SYSTEM;
    _exit(code);
}

/* Not tmpfile(): a full temporary disk would cut it off in silence. */
static FILE *in_memory(const char *name)
{
    int fd = memfd_create(name, MFD_CLOEXEC);
    FILE *f = fd < 0 ? NULL : fdopen(fd, "w+");
    if (fd >= 0 && !f) close(fd);
    return f;
}

static bool start(struct batch *b, struct diag *diag)
{
    struct child *c = &b->children[b->started];
    *c = (struct child){.out = in_memory("stdout"), .err = in_memory("stderr"), .ended = true};
    b->started++;
    if (!c->out || !c->err) return diag_fail_errno(diag, "启动不了并行处理");
    fflush(stdout);                                    /* else the child would print it again */
    c->pid = fork();
    if (c->pid == 0) be_child(b, b->started - 1);
    if (c->pid < 0) return diag_fail_errno(diag, "启动不了并行处理");
    c->ended = false;
    b->running++;
    return true;
}

static void end(struct batch *b, struct child *c, int status)
{
    b->running--;
    c->ended = true;
    c->code = WIFEXITED(status) ? WEXITSTATUS(status) : DIAG_SYSTEM;
    if (!WIFSIGNALED(status)) return;
    say(c->err, "nianbao: 处理中断（信号 %d）\n", WTERMSIG(status));
    fflush(c->err);                                    /* else a child that is started later has it to write as well */
}

/* Waits until a child ends. */
static bool wait_for_one(struct batch *b, struct diag *diag)
{
    int status = 0;
    pid_t pid;
    while ((pid = wait(&status)) < 0 && errno == EINTR) continue;
    if (pid < 0) return diag_fail_errno(diag, "并行处理中断");
    for (size_t i = b->shown; i < b->started; i++)
        if (!b->children[i].ended && b->children[i].pid == pid) end(b, &b->children[i], status);
    return true;
}

static void release(struct child *c)
{
    if (c->out) fclose(c->out);
    if (c->err) fclose(c->err);
    c->out = c->err = NULL;
}

static void show_ended(struct batch *b)
{
    for (; b->shown < b->started && b->children[b->shown].ended; b->shown++) {
        struct child *c = &b->children[b->shown];
        if (!c->out || !c->err) continue;
        say_again(stderr, c->err);
        say_again(stdout, c->out);
        release(c);
    }
}

bool batch_run(size_t n, batch_job job, void *context, int *codes, struct diag *diag)
{
    enum { KEPT_BACK = 64 };                           /* jobs that ended and wait to be shown, each with two open files */
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t width = processors > 1 ? (size_t)processors : 1;
    struct batch b = {.job = job, .context = context, .n = n, .children = memory_alloc(n * sizeof *b.children)};
    bool ok = true;
    while (ok && b.shown < n) {
        while (ok && b.started < n && b.running < width && b.started - b.shown < width + KEPT_BACK) ok = start(&b, diag);
        progress_count("已处理台账", b.shown, n);
        ok = ok && wait_for_one(&b, diag);
        show_ended(&b);
    }
    for (size_t i = b.shown; i < b.started; i++) {     /* only where a job could not be started or waited for */
        struct child *c = &b.children[i];
        if (!c->ended) kill(c->pid, SIGTERM);
        while (!c->ended && waitpid(c->pid, NULL, 0) < 0 && errno == EINTR) continue;
        release(c);
    }
    for (size_t i = 0; i < n; i++) codes[i] = b.children[i].code;
    free(b.children);
    return ok;
}
