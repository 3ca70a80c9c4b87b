#include "flow/batch.h"
#include "base/intern.h"
#include "base/memory.h"
#include "base/say.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct batch_claims { int line; };

struct child {
    size_t job;
    pid_t pid;
    int line;                                          /* to the child: its claims come here; closed there when it ends */
    FILE *out, *err;                                   /* what it prints */
    int code;
    bool ended, settled;                               /* settled: it takes no more names */
};

struct batch {
    batch_job job;
    void *context;
    size_t n, started, shown;                          /* jobs in all, begun, and shown; children are those in between */
    struct child *children;                            /* by job; a job's place is kept when it was shown */
    struct intern *taken;
    int worst;
};

/* ---- in the child ---- */

static bool send_all(int line, const void *bytes, size_t n)
{
    for (const char *p = bytes; n;) {
        ssize_t sent = write(line, p, n);                /* SIGPIPE is ignored (main.c) */
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        p += sent;
        n -= (size_t)sent;
    }
    return true;
}

static bool receive_all(int line, void *bytes, size_t n)
{
    for (char *p = bytes; n;) {
        ssize_t got = read(line, p, n);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        p += got;
        n -= (size_t)got;
    }
    return true;
}

/* A claim is its length and its bytes; a length of 0 ends them. */
bool batch_claim(struct batch_claims *claims, const char *name)
{
    uint32_t n = (uint32_t)strlen(name);
    char answer = 0;
    return send_all(claims->line, &n, sizeof n) && send_all(claims->line, name, n) && receive_all(claims->line, &answer, 1) && answer;
}

void batch_claimed(struct batch_claims *claims)
{
    uint32_t none = 0;
    if (!send_all(claims->line, &none, sizeof none)) return;    /* nobody is waiting any more */
}

static _Noreturn void be_child(const struct batch *b, const struct child *c, int line)
{
    struct batch_claims claims = {line};
    prctl(PR_SET_PDEATHSIG, SIGTERM);                  /* what it has staged goes when the program is killed */
    if (dup2(fileno(c->out), STDOUT_FILENO) < 0 || dup2(fileno(c->err), STDERR_FILENO) < 0) _exit(DIAG_SYSTEM);
    int code = b->job(b->context, c->job, &claims);
    if (fflush(stdout) || ferror(stdout) || ferror(stderr)) code = DIAG_SYSTEM;
    _exit(code);
}

/* ---- in the parent ---- */

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
    int lines[2];
    *c = (struct child){.job = b->started, .out = in_memory("stdout"), .err = in_memory("stderr")};
    b->started++;
    if (!c->out || !c->err || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, lines)) {
        c->ended = true;
        return diag_fail_errno(diag, "启动不了并行处理");
    }
    fflush(stdout);                                    /* else the child would print it once more */
    c->line = lines[0];
    c->pid = fork();
    if (c->pid == 0) {
        close(lines[0]);
        be_child(b, c, lines[1]);
    }
    close(lines[1]);
    if (c->pid > 0) return true;
    close(lines[0]);
    c->ended = true;
    return diag_fail_errno(diag, "启动不了并行处理");
}

static void end(struct child *c)
{
    int status = 0;
    while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR) continue;
    close(c->line);
    c->ended = c->settled = true;
    c->code = WIFEXITED(status) ? WEXITSTATUS(status) : DIAG_SYSTEM;
    if (WIFSIGNALED(status)) say(c->err, "nianbao: 处理中断（信号 %d）\n", WTERMSIG(status));
}

/* One message of the child whose turn it is. A line that is closed ends the child. */
static void listen_to(struct batch *b, struct child *c)
{
    enum { LONGEST_NAME = 1 << 20 };
    uint32_t n;
    if (!receive_all(c->line, &n, sizeof n) || n > LONGEST_NAME) {
        end(c);
        return;
    }
    if (!n) {
        c->settled = true;
        return;
    }
    char *name = memory_alloc(n);
    if (receive_all(c->line, name, n)) {
        char answer = !intern_find(b->taken, name, n);
        if (answer) intern_number(b->taken, name, n);
        if (!send_all(c->line, &answer, 1)) c->settled = true;
    }
    free(name);
}

/* The first child that may still take names; all that come behind it wait for it. */
static struct child *on_turn(struct batch *b)
{
    for (size_t i = b->shown; i < b->started; i++)
        if (!b->children[i].settled) return &b->children[i];
    return NULL;
}

/* Waits until a child ends or the one on turn speaks. Of the others only their end is listened for. */
static bool wait_for_one(struct batch *b, struct pollfd *polls, struct diag *diag)
{
    nfds_t n = 0;
    const struct child *turn = on_turn(b);
    for (size_t i = b->shown; i < b->started; i++)
        if (!b->children[i].ended) polls[n++] = (struct pollfd){b->children[i].line, &b->children[i] == turn ? POLLIN : 0, 0};
    while (n && poll(polls, n, -1) < 0)
        if (errno != EINTR) return diag_fail_errno(diag, "并行处理中断");
    n = 0;
    for (size_t i = b->shown; i < b->started; i++) {
        struct child *c = &b->children[i];
        if (c->ended) continue;
        short seen = polls[n++].revents;
        if (seen & POLLIN) listen_to(b, c);
        else if (seen) end(c);
    }
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
        if (c->code > b->worst) b->worst = c->code;
        release(c);
    }
}

static size_t running(const struct batch *b)
{
    size_t n = 0;
    for (size_t i = b->shown; i < b->started; i++) n += !b->children[i].ended;
    return n;
}

bool batch_run(size_t n, batch_job job, void *context, int *worst, struct diag *diag)
{
    enum { KEPT_BACK = 64 };                           /* done, but waiting to be shown: files that are open */
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t width = processors > 1 ? (size_t)processors : 1;
    struct batch b = {.job = job, .context = context, .n = n, .taken = intern_new()};
    struct pollfd *polls = memory_alloc((width + KEPT_BACK) * sizeof *polls);
    bool ok = true;
    b.children = memory_alloc(n * sizeof *b.children);
    while (ok && b.shown < n) {
        while (ok && b.started < n && running(&b) < width && b.started - b.shown < width + KEPT_BACK) ok = start(&b, diag);
        ok = ok && wait_for_one(&b, polls, diag);
        show_ended(&b);
    }
    for (size_t i = b.shown; i < b.started; i++) {     /* only where it could not go on */
        if (!b.children[i].ended) kill(b.children[i].pid, SIGTERM), end(&b.children[i]);
        release(&b.children[i]);
    }
    intern_free(b.taken);
    free(b.children);
    free(polls);
    *worst = b.worst;
    return ok;
}
