/* A parser that was taken over, breaks down or never ends: the answer is a refusal, and the program goes on. */
#include "manuscript/child.h"
#include "base/memory.h"
#include <dirent.h>
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
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

static char folder[64], kept[128], fresh[128];
static bool hurried;
static int lock;                                       /* a descriptor of the program, as that of a file it is writing */

static int set_up(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/nianbao-child-XXXXXX");
    if (!mkdtemp(folder)) return -1;
    snprintf(kept, sizeof kept, "%s/kept", folder);
    snprintf(fresh, sizeof fresh, "%s/fresh", folder);
    int fd = open(kept, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    lock = fcntl(fd, F_DUPFD_CLOEXEC, 10);             /* 3 is where the child answers */
    close(fd);
    return lock < 0 || write(lock, "kept", 4) != 4;
}

static int tear_down(void **state)
{
    (void)state;
    close(lock);
    return unlink(kept) || rmdir(folder);
}

static int open_descriptors(void)
{
    int n = 0;
    DIR *list = opendir("/proc/self/fd");
    assert_non_null(list);
    while (readdir(list)) n++;
    closedir(list);
    return n;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* What the child says in the end, in m; afterwards nothing of it is left. */
static void run(struct manuscript *m, const char *bytes, void (*parse)(struct manuscript *m, const char *bytes, size_t n))
{
    struct diag diag;
    struct stat st;
    int before = open_descriptors();
    *m = (struct manuscript){.kind = FILE_HTML};
    assert_true(child_read(m, bytes, strlen(bytes), parse, NULL, &diag));
    assert_int_equal(open_descriptors(), before);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);  /* no child, running or dead */
    assert_int_equal(errno, ECHILD);
    assert_int_equal(fstat(lock, &st), 0);
    assert_int_equal(st.st_size, 4);
    assert_int_not_equal(access(fresh, F_OK), 0);
    assert_int_equal(stat(kept, &st), 0);
}

/* unable: for want of time or memory here. */
static void refused(void (*parse)(struct manuscript *m, const char *bytes, size_t n), const char *words, bool unable)
{
    struct manuscript m;
    run(&m, "x", parse);
    assert_non_null(m.refused);
    if (!strstr(m.refused, words)) fail_msg("refused with %s", m.refused);
    assert_int_equal(m.n, 0);
    assert_int_equal(m.unable, unable);
    manuscript_release(&m);
}

/* ---- what is sound ---- */

static void whole(struct manuscript *m, const char *bytes, size_t n)
{
    char *words = arena_dup_n(&m->arena, bytes, n);
    manuscript_add_paragraph(m, 0, words, NULL);
    manuscript_add_paragraph(m, 3, "“引号”\\\n第二行", "overview");
    manuscript_add_picture(m, 2, "表三");
    struct manuscript_table *t = manuscript_add_table(m, 1);
    manuscript_add_cell(m, t, &(struct manuscript_cell){.row = 0, .col = 0, .rows = 2, .cols = 1, .page = 1, .text = "一"});
    manuscript_add_cell(m, t, &(struct manuscript_cell){.row = 0, .col = 1, .rows = 1, .cols = 3, .page = 2, .text = "", .unsure = "两个数挤在一格里"});
    manuscript_add_property(m, "title", "标题");
    manuscript_remark(m, "有%s", "修订");
}

static void a_manuscript_comes_back_as_it_was(void **state)
{
    (void)state;
    struct manuscript m;
    run(&m, "某某局", whole);
    assert_null(m.refused);
    assert_int_equal(m.n, 4);
    assert_string_equal(m.parts[0].text, "某某局");
    assert_null(m.parts[0].mark);
    assert_string_equal(m.parts[1].text, "“引号”\\\n第二行");
    assert_string_equal(m.parts[1].mark, "overview");
    assert_int_equal(m.parts[1].page, 3);
    assert_int_equal(m.parts[2].kind, MANUSCRIPT_PICTURE);
    assert_string_equal(m.parts[2].text, "表三");
    const struct manuscript_table *t = &m.parts[3].table;
    assert_int_equal(t->n, 2);
    assert_int_equal(t->n_rows, 2);
    assert_int_equal(t->n_cols, 4);
    assert_null(t->cells[0].unsure);
    assert_int_equal(t->cells[1].cols, 3);
    assert_int_equal(t->cells[1].page, 2);
    assert_string_equal(t->cells[1].unsure, "两个数挤在一格里");
    assert_string_equal(manuscript_property(&m, "title"), "标题");
    assert_int_equal(m.n_remarks, 1);
    assert_string_equal(m.remarks[0], "有修订");
    manuscript_release(&m);
}

static void refuses(struct manuscript *m, const char *bytes, size_t n)
{
    (void)bytes, (void)n;
    manuscript_refuse(m, "是扫描件");
}

static void lacks(struct manuscript *m, const char *bytes, size_t n)
{
    (void)bytes, (void)n;
    manuscript_unable(m, "没有程序库");
}

static void a_refusal_comes_back(void **state)
{
    (void)state;
    refused(lacks, "没有程序库", true);
    refused(refuses, "是扫描件", false);
}

/* ---- what breaks down ---- */

static void crash(struct manuscript *m, const char *bytes, size_t n)
{
    (void)m, (void)n;
    signal(SIGSEGV, SIG_DFL);                          /* the sanitizers' handler prints for long */
    raise(SIGSEGV);
    abort();
    (void)bytes;
}

static void end_early(struct manuscript *m, const char *bytes, size_t n)
{
    (void)m, (void)bytes, (void)n;
    _exit(0);
}

static void end_badly(struct manuscript *m, const char *bytes, size_t n)
{
    whole(m, bytes, n);
    _exit(3);
}

static void loop(struct manuscript *m, const char *bytes, size_t n)
{
    (void)m, (void)bytes, (void)n;
    for (volatile int i = 0;; i = i + 1) {}
}

static void sleep_on(struct manuscript *m, const char *bytes, size_t n)
{
    (void)m, (void)bytes, (void)n;
    for (;;) pause();
}

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

static void a_parser_that_breaks_down_is_a_refusal(void **state)
{
    (void)state;
    refused(crash, "内容损坏", false);
    refused(end_early, "内容损坏", false);
    refused(end_badly, "内容损坏", false);
}

/* The sanitizers reserve more than any limit and make calls of their own, so a sanitized program enters no sandbox; valgrind does not
 * pass on the limit, and makes calls in place of the child. */
static bool is_bare(void)
{
#ifdef NIANBAO_SANITIZED
    return false;
#else
    const char *preloaded = getenv("LD_PRELOAD");
    return !preloaded || !strstr(preloaded, "vgpreload");
#endif
}

static void memory_has_an_end(void **state)
{
    (void)state;
    if (!is_bare()) skip();
    refused(devour, "内容损坏", true);
    refused(map_much, "内容损坏", false);
}

/* ---- what it sends ---- */

static void send_all(const char *bytes, size_t n)
{
    while (n) {
        ssize_t sent = write(3, bytes, n);
        if (sent < 0) _exit(0);
        bytes += sent;
        n -= (size_t)sent;
    }
}

static void flood(struct manuscript *m, const char *bytes, size_t n)
{
    static char much[1 << 16];
    (void)m, (void)bytes, (void)n;
    memset(much, ' ', sizeof much);
    for (;;) send_all(much, sizeof much);
}

static void send_text(struct manuscript *m, const char *bytes, size_t n)
{
    (void)m;
    send_all(bytes, n);
    _exit(0);
}

static void a_flood_ends(void **state)
{
    (void)state;
    double begun = now();
    refused(flood, "内容损坏", false);
    assert_true(now() - begun < 10);
}

/* What a child that was taken over could send instead of a manuscript. */
static void only_a_manuscript_is_taken(void **state)
{
    static const char *const bad[] = {
        "", "{}", "[]", "null", "1", "{\"refused\": null", "\xFF",
        "{\"refused\": 1, \"remarks\": [], \"properties\": [], \"parts\": []}",
        "{\"refused\": null, \"remarks\": {}, \"properties\": [], \"parts\": []}",
        "{\"refused\": null, \"remarks\": [1], \"properties\": [], \"parts\": []}",
        "{\"refused\": null, \"remarks\": [], \"properties\": [[\"a\"]], \"parts\": []}",
        "{\"refused\": null, \"remarks\": [], \"properties\": [], \"parts\": [], \"more\": 1}",
        "{\"refused\": null, \"remarks\": [\"a\\u202Eb\"], \"properties\": [], \"parts\": []}",
        "{\"refused\": \"\\u001b[2J\", \"remarks\": [], \"properties\": [], \"parts\": []}",
        "{\"refused\": null, \"remarks\": [], \"properties\": [], \"parts\": [{\"kind\": 9, \"page\": 0, \"text\": \"\", \"mark\": null, \"cells\": []}]}",
        "{\"refused\": null, \"remarks\": [], \"properties\": [], \"parts\": [{\"kind\": 0, \"page\": -1, \"text\": \"a\", \"mark\": null, \"cells\": []}]}",
        "{\"refused\": null, \"remarks\": [], \"properties\": [], \"parts\": [{\"kind\": 0, \"page\": 0, \"text\": null, \"mark\": null, \"cells\": []}]}",
        "{\"refused\": null, \"remarks\": [], \"properties\": [], \"parts\": [{\"kind\": 1, \"page\": 0, \"text\": \"\", \"mark\": null, \"cells\": [[0, 0, 1, 1, 0, \"a\"]]}]}",
    };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct manuscript m;
        run(&m, bad[i], send_text);
        if (!m.refused || !strstr(m.refused, "内容损坏")) fail_msg("taken: %s", bad[i]);
        manuscript_release(&m);
    }
}

/* Places outside of the limits are refused by the functions that build a manuscript. */
static void cells_keep_their_bounds(void **state)
{
    static const char *const places[] = {"-1, 0, 1, 1", "0, 0, 0, 1", "0, 0, 1, 129", "2999, 0, 2, 1", "2147483647, 0, 2147483647, 1", "0, 127, 1, 2"};
    (void)state;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct manuscript m;
        char sent[400];
        snprintf(sent, sizeof sent, "{\"refused\": null, \"remarks\": [], \"properties\": [], \"parts\": [{\"kind\": 1, \"page\": 0, \"text\": \"\", \"mark\": null, "
                 "\"cells\": [[%s, 0, \"a\", null]]}]}", places[i]);
        run(&m, sent, send_text);
        assert_non_null(m.refused);
        manuscript_release(&m);
    }
}

/* ---- what it tries ---- */

static void note(struct manuscript *m, const char *what, long result)
{
    if (result >= 0 || (errno != EPERM && errno != EACCES && errno != EBADF)) manuscript_remark(m, "%s: %s", what, result < 0 ? strerror(errno) : "done");
}

static void try_everything(struct manuscript *m, const char *bytes, size_t n)
{
    char *const words[] = {kept, NULL};
    const struct rlimit more = {RLIM_INFINITY, RLIM_INFINITY};
    (void)bytes, (void)n;
    note(m, "open for writing", open(kept, O_WRONLY));
    note(m, "open for both", open(kept, O_RDWR));
    note(m, "create", open(fresh, O_WRONLY | O_CREAT, 0600));
    note(m, "create for reading", open(fresh, O_RDONLY | O_CREAT, 0600));
    note(m, "creat", creat(fresh, 0600));
    note(m, "empty", open(kept, O_RDONLY | O_TRUNC));
    note(m, "temporary", open(folder, O_RDWR | O_TMPFILE, 0600));
    note(m, "openat2", syscall(SYS_openat2, AT_FDCWD, kept, &(struct { uint64_t flags, mode, resolve; }){O_RDWR, 0, 0}, 24));
    note(m, "remove", unlink(kept));
    note(m, "rename", rename(kept, fresh));
    note(m, "link", link(kept, fresh));
    note(m, "symbolic link", symlink(kept, fresh));
    note(m, "folder", mkdir(fresh, 0700));
    note(m, "shorten", truncate(kept, 0));
    note(m, "mode", chmod(kept, 0));
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
    note(m, "descriptor of the parent", write(lock, "lost", 4));
    note(m, "standard input", read(0, kept, 1));
}

static void everything_else_is_forbidden(void **state)
{
    (void)state;
    struct manuscript m;
    if (!is_bare()) skip();
    run(&m, "x", try_everything);
    if (m.refused) fail_msg("%s", m.refused);
    for (size_t i = 0; i < m.n_remarks; i++) print_error("%s\n", m.remarks[i]);
    assert_int_equal(m.n_remarks, 0);
    manuscript_release(&m);
}

/* ---- time: a third of a second instead of what is granted ---- */

int __real_timerfd_settime(int fd, int flags, const struct itimerspec *new, struct itimerspec *old);
int __wrap_timerfd_settime(int fd, int flags, const struct itimerspec *new, struct itimerspec *old);
int __wrap_timerfd_settime(int fd, int flags, const struct itimerspec *new, struct itimerspec *old)
{
    struct itimerspec soon = *new;
    assert_in_range(new->it_value.tv_sec, 5, 60);
    if (hurried) soon.it_value = (struct timespec){.tv_nsec = 300000000};
    return __real_timerfd_settime(fd, flags, &soon, old);
}

static void drip(struct manuscript *m, const char *bytes, size_t n)
{
    (void)m, (void)bytes, (void)n;
    for (;;) {
        send_all(" ", 1);
        nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
    }
}

static void time_has_an_end(void **state)
{
    (void)state;
    double begun = now();
    hurried = true;
    refused(loop, "限定的时间内读不完", true);
    refused(sleep_on, "限定的时间内读不完", true);
    refused(drip, "限定的时间内读不完", true);
    hurried = false;
    assert_true(now() - begun < 15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_manuscript_comes_back_as_it_was), cmocka_unit_test(a_refusal_comes_back), cmocka_unit_test(a_parser_that_breaks_down_is_a_refusal),
        cmocka_unit_test(memory_has_an_end), cmocka_unit_test(a_flood_ends), cmocka_unit_test(only_a_manuscript_is_taken),
        cmocka_unit_test(cells_keep_their_bounds), cmocka_unit_test(everything_else_is_forbidden), cmocka_unit_test(time_has_an_end),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
