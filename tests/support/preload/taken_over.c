#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

/* A library for LD_PRELOAD (faults/confined.py). At the program's end it tries what a hostile ledger would try after taking over
 * the program, and prints the answer of the system, one attempt a line. Where the system forbids nothing, every attempt is
 * harmless and its answer is no refusal. */

static char secret[4096], fresh[4096];                 /* an existing file and the name of a new one, both outside of all folders that the run names */

__attribute__((constructor)) static void before_main(void)
{
    const char *outside = getenv("OUTSIDE");           /* the program clears its environment */
    snprintf(secret, sizeof secret, "%s/secret", outside ? outside : "");
    snprintf(fresh, sizeof fresh, "%s/fresh", outside ? outside : "");
}

static void tried(const char *what, long result)
{
    fprintf(stderr, "taken over: %s: %s\n", what, result < 0 && (errno == EPERM || errno == EACCES) ? "refused" : result < 0 ? strerror(errno) : "done");
}

static void try_files(void)
{
    tried("read", open(secret, O_RDONLY));
    tried("list", open("/", O_RDONLY | O_DIRECTORY));
    tried("write", open(secret, O_WRONLY));
    tried("truncate", truncate(secret, 0));
    tried("create", open(fresh, O_WRONLY | O_CREAT, 0600));
    tried("folder", mkdir(fresh, 0700));
    tried("link", symlink("/", fresh));
    tried("rename", rename(secret, fresh));
    tried("remove", unlink(secret));
}

static void try_calls(void)
{
    char *const words[] = {secret, NULL};
    int pair[2];
    const struct sockaddr_un log = {AF_UNIX, "/dev/log"};
    enum { USER_NAMESPACE = 0x10000000, CHILD_ENDS = 17 };
    tried("network", socket(AF_INET, SOCK_STREAM, 0));
    tried("local socket", socket(AF_UNIX, SOCK_DGRAM, 0));
    if (!socketpair(AF_UNIX, SOCK_DGRAM, 0, pair)) tried("send", sendto(pair[0], "x", 1, 0, (const struct sockaddr *)&log, sizeof log));
    tried("program", execv(secret, words));
    tried("program by handle", syscall(SYS_execveat, -1, "", words, words, 0));
    tried("trace", ptrace(PTRACE_PEEKDATA, 0, NULL, NULL));
    tried("memory of others", syscall(SYS_process_vm_readv, getpid(), NULL, 0UL, NULL, 0UL, 0UL));
    tried("keys", syscall(SYS_keyctl, -1, 0, 0, 0, 0));
    tried("ring", syscall(SYS_io_uring_setup, 0, NULL));
    tried("mount", mount(NULL, NULL, NULL, 0, NULL));
    tried("namespace", syscall(SYS_unshare, 0));
    long child = syscall(SYS_clone, USER_NAMESPACE | CHILD_ENDS, NULL, NULL, NULL, NULL);
    if (!child) _exit(0);
    tried("child in a namespace", child);
    tried("open up", chmod(fresh, 0666));
    tried("typing", ioctl(STDERR_FILENO, TIOCSTI, "x"));
#ifdef __x86_64__
    long result;                                       /* getpid as the 32-bit calls have it */
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(20L) : "memory", "r8", "r9", "r10", "r11");
    errno = (int)-result;
    tried("call of another architecture", result < 0 ? -1 : result);
    tried("call of x32", syscall(0x40000000 | SYS_getpid));
#endif
}

__attribute__((destructor)) static void take_over(void)
{
    try_files();
    try_calls();
}
