#include "base/sandbox.h"
#include "base/memory.h"
#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <libgen.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The sanitizers look at the process from outside and start others: a sanitized program enters no sandbox. */
#ifdef NIANBAO_SANITIZED
static const bool in_force = false;
#else
static const bool in_force = true;
#endif

/* ---- system calls ---- */

/* Each fails with EPERM. Calls that read files or work on open descriptors are not among them. */
static const int forbidden[] = {
    SYS_socket, SYS_socketpair, SYS_connect, SYS_bind, SYS_listen, SYS_accept, SYS_accept4, SYS_sendmsg, SYS_sendmmsg,
    SYS_execve, SYS_execveat, SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kcmp, SYS_pidfd_open, SYS_pidfd_getfd,
    SYS_pidfd_send_signal, SYS_process_madvise, SYS_keyctl, SYS_add_key, SYS_request_key, SYS_bpf, SYS_perf_event_open,
    SYS_userfaultfd, SYS_io_uring_setup, SYS_io_uring_enter, SYS_io_uring_register, SYS_open_by_handle_at, SYS_name_to_handle_at,
    SYS_fanotify_init, SYS_mknodat, SYS_fchmodat, SYS_fchownat, SYS_setxattr, SYS_lsetxattr, SYS_removexattr, SYS_lremovexattr,
    SYS_mount, SYS_umount2, SYS_move_mount, SYS_open_tree, SYS_fsopen, SYS_fsconfig, SYS_fsmount, SYS_fspick, SYS_pivot_root,
    SYS_chroot, SYS_unshare, SYS_setns, SYS_personality, SYS_quotactl, SYS_acct, SYS_swapon, SYS_swapoff, SYS_reboot, SYS_syslog,
    SYS_kexec_load, SYS_init_module, SYS_finit_module, SYS_delete_module, SYS_settimeofday, SYS_clock_settime, SYS_adjtimex,
    SYS_clock_adjtime, SYS_sethostname, SYS_setdomainname,
#ifdef SYS_mount_setattr
    SYS_mount_setattr,
#endif
#ifdef SYS_kexec_file_load
    SYS_kexec_file_load,
#endif
#ifdef __x86_64__
    SYS_mknod, SYS_chmod, SYS_chown, SYS_lchown, SYS_iopl, SYS_ioperm, SYS_modify_ldt,
#endif
};
/* What a parser of a foreign document has no use for: it reads what it was given, and answers on a pipe. */
static const int changing[] = {
    SYS_clone, SYS_clone3, SYS_kill, SYS_tkill, SYS_tgkill, SYS_openat2, SYS_unlinkat, SYS_renameat2, SYS_mkdirat, SYS_linkat, SYS_symlinkat,
    SYS_truncate, SYS_ftruncate, SYS_prlimit64, SYS_utimensat, SYS_fallocate, SYS_fchmod, SYS_fchown, SYS_fsetxattr, SYS_fremovexattr,
    SYS_rt_sigqueueinfo, SYS_rt_tgsigqueueinfo, SYS_setpriority, SYS_ioprio_set, SYS_sched_setaffinity, SYS_sched_setscheduler,
    SYS_sched_setparam, SYS_sched_setattr, SYS_move_pages, SYS_migrate_pages, SYS_shmget, SYS_msgget, SYS_semget, SYS_mq_open,
#ifdef SYS_renameat
    SYS_renameat,
#endif
#ifdef __x86_64__
    SYS_fork, SYS_vfork, SYS_creat, SYS_unlink, SYS_rename, SYS_mkdir, SYS_rmdir, SYS_link, SYS_symlink, SYS_setrlimit,
#endif
};
enum { FORBIDDEN = sizeof forbidden / sizeof *forbidden, CHANGING = sizeof changing / sizeof *changing };

#if defined __x86_64__
#define THIS_MACHINE AUDIT_ARCH_X86_64
#elif defined __aarch64__
#define THIS_MACHINE AUDIT_ARCH_AARCH64
#endif

#ifdef THIS_MACHINE
#define WORD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offsetof(struct seccomp_data, field))
#define IS(value, yes, no) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(value), yes, no)
#define HAS(bits, yes, no) BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, (uint32_t)(bits), yes, no)
#define ANSWER(error) BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (error))
#define ALLOW BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
enum { X32 = 0x40000000, NAMESPACES = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET };

/* Filters add up: a call is made where every one of them allows it. */
static void forbid(const int *calls, size_t n, const struct sock_filter *end, size_t n_end)
{
    static const struct sock_filter begin[] = {        /* no call of another architecture, whose numbers mean others */
        WORD(arch), IS(THIS_MACHINE, 1, 0), ANSWER(EPERM),
        WORD(nr), BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, X32, 0, 1), ANSWER(EPERM)};
    enum { BEGIN = sizeof begin / sizeof *begin };
    struct sock_filter *filter = memory_alloc((BEGIN + 2 * n + n_end) * sizeof *filter), *f = filter + BEGIN;
    memcpy(filter, begin, sizeof begin);
    for (size_t i = 0; i < n; i++) {
        *f++ = (struct sock_filter)IS(calls[i], 0, 1);
        *f++ = (struct sock_filter)ANSWER(EPERM);
    }
    memcpy(f, end, n_end * sizeof *end);
    struct sock_fprog program = {(unsigned short)(BEGIN + 2 * n + n_end), filter};
    if (in_force && !prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
    free(filter);
}
#endif

#ifdef THIS_MACHINE
#define CALLS_LEFT \
        IS(SYS_clone3, 0, 1), ANSWER(ENOSYS),          /* its flags lie where no filter sees them; the C library then uses clone */ \
        IS(SYS_clone, 0, 4), WORD(args[0]), HAS(NAMESPACES, 0, 1), ANSWER(EPERM), ALLOW, \
        IS(SYS_ioctl, 0, 4), WORD(args[1]), IS(TIOCSTI, 1, 0), IS(TIOCLINUX, 0, 1), ANSWER(EPERM), ALLOW       /* typing into the terminal */
#endif

void sandbox_forbid_calls(void)
{
#ifdef THIS_MACHINE
    static const struct sock_filter end[] = {IS(SYS_sendto, 0, 1), ANSWER(EPERM), CALLS_LEFT};
    forbid(forbidden, FORBIDDEN, end, sizeof end / sizeof *end);
#endif
}

/* send() is sendto() without an address: an address is a pointer, of which the filter sees both halves. */
void sandbox_forbid_calls_but_sending(void)
{
#ifdef THIS_MACHINE
    enum { HALF = sizeof(uint32_t) };
    static const struct sock_filter end[] = {
        IS(SYS_sendto, 0, 6), WORD(args[4]), IS(0, 0, 3), BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offsetof(struct seccomp_data, args[4]) + HALF), IS(0, 0, 1), ALLOW,
        ANSWER(EPERM), CALLS_LEFT};
    forbid(forbidden, FORBIDDEN, end, sizeof end / sizeof *end);
#endif
}

void sandbox_forbid_changes(void)
{
#ifdef THIS_MACHINE
    enum { WRITING = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC };
    static const struct sock_filter end[] = {
        IS(SYS_openat, 0, 4), WORD(args[2]), HAS(WRITING, 0, 1), ANSWER(EPERM), ALLOW,
#ifdef SYS_open
        IS(SYS_open, 0, 4), WORD(args[1]), HAS(WRITING, 0, 1), ANSWER(EPERM), ALLOW,
#endif
        IS(SYS_fcntl, 0, 4), WORD(args[1]), IS(F_SETOWN, 1, 0), IS(F_SETOWN_EX, 0, 1), ANSWER(EPERM), ALLOW,   /* signals to others */
        ALLOW};
    forbid(changing, CHANGING, end, sizeof end / sizeof *end);
#endif
}

bool sandbox_calls_forbidden(void) { return prctl(PR_GET_SECCOMP) == SECCOMP_MODE_FILTER; }

/* ---- files ---- */

/* As the kernel has it since ABI 6; an older one takes it when what it does not know is 0. The header may be older still. */
struct ruleset { uint64_t files, net, scoped; };
enum { TRUNCATE = 1 << 14, ALL_OF_ABI_2 = (1 << 14) - 1, CONNECT_AND_BIND = 3, SIGNALS_AND_SOCKETS = 3 };
enum {
    OF_FILES = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | TRUNCATE,
    READ = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
    WRITE = READ | LANDLOCK_ACCESS_FS_WRITE_FILE | TRUNCATE | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_DIR |
            LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REFER,
};

int sandbox_landlock(void)
{
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return abi > 0 ? (int)abi : 0;
}

void sandbox_init(struct sandbox *s)
{
    int abi = sandbox_landlock();
    *s = (struct sandbox){.rules = -1, .handled = ALL_OF_ABI_2 | (abi >= 3 ? TRUNCATE : 0)};
    struct ruleset all = {s->handled, abi >= 4 ? CONNECT_AND_BIND : 0, abi >= 6 ? SIGNALS_AND_SOCKETS : 0};
    if (abi >= 2) s->rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
}

static void give_up(struct sandbox *s)
{
    if (s->rules >= 0) close(s->rules);
    s->rules = -1;
}

/* false: there is no such path. Where a rule cannot be made, all rules are given up: half of
 * them would stop a sound run. EBADFD: no rule applies to this kind of file. */
static bool allow(struct sandbox *s, const char *path, uint64_t rights, int flags)
{
    struct stat st;
    int fd = open(path, O_PATH | O_CLOEXEC | flags);
    if (fd < 0) return false;
    if (fstat(fd, &st) || !S_ISDIR(st.st_mode)) rights &= OF_FILES;
    struct landlock_path_beneath_attr rule = {.allowed_access = rights & s->handled, .parent_fd = fd};
    if (s->rules >= 0 && syscall(SYS_landlock_add_rule, s->rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) && errno != EBADFD) give_up(s);
    close(fd);
    return true;
}

void sandbox_read(struct sandbox *s, const char *path) { allow(s, path, READ, 0); }

/* Links are followed as deep as a table in a folder in a folder; links behind links behind links are not. */
static void allow_links(struct sandbox *s, const char *path, int more)
{
    enum { DEEPEST = 3, MOST = 1 << 18 };
    char *folder = memory_dup(path), *const roots[] = {folder, NULL};
    FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR, NULL);
    for (FTSENT *e; walk && s->looked_at <= MOST && (e = fts_read(walk)); s->looked_at++) {
        if (s->looked_at == MOST) sandbox_read(s, "/");    /* no walk without end: then anything may be read */
        if (e->fts_info == FTS_D && e->fts_level >= DEEPEST) fts_set(walk, e, FTS_SKIP);
        if (e->fts_info != FTS_SL) continue;
        sandbox_read(s, e->fts_path);
        if (more) allow_links(s, e->fts_path, more - 1);
    }
    if (walk) fts_close(walk);
    free(folder);
}

void sandbox_read_folder(struct sandbox *s, const char *path)
{
    if (s->rules < 0) return;
    sandbox_read(s, path);
    allow_links(s, path, 1);
}

void sandbox_write(struct sandbox *s, const char *path)
{
    char *copy = memory_dup(path), *folder = copy;
    while (!allow(s, folder, WRITE, O_DIRECTORY) && strcmp(folder, ".") && strcmp(folder, "/")) folder = dirname(folder);
    free(copy);
}

void sandbox_enter(struct sandbox *s)
{
    if (in_force && s->rules >= 0 && !prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) syscall(SYS_landlock_restrict_self, s->rules, 0);
    give_up(s);
}
