/* A library for LD_PRELOAD that fails the n-th request for memory: FAIL_AT=n. With FAIL_ALWAYS=1 it fails all later ones too.
 * It writes the number of requests of this process into the file that FAIL_COUNT names. */
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t), *__libc_memalign(size_t, size_t);

static long asked, fail_at;
static bool always, failed;
static int counted = -1;

/* Requests of the loader count; where the n-th is one of them, the first request after the loader fails in its place. The program
 * clears its environment and gives up access to files, so the library reads its settings and opens its file before. */
__attribute__((constructor)) static void begin(void)
{
    const char *at = getenv("FAIL_AT"), *path = getenv("FAIL_COUNT");
    fail_at = at ? strtol(at, NULL, 10) : 0;
    always = getenv("FAIL_ALWAYS");
    counted = path ? open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
}

/* The processes of a batch write too, before the process that waits for them. */
__attribute__((destructor)) static void end(void)
{
    char number[32];
    if (counted < 0) return;
    int n = snprintf(number, sizeof number, "%ld", asked);
    if (ftruncate(counted, 0) || pwrite(counted, number, (size_t)n, 0) < 0) _exit(1);
    close(counted);
}

static bool none_left(void)
{
    asked++;
    if (!fail_at || asked < fail_at || (failed && !always)) return false;
    failed = true;
    errno = ENOMEM;
    return true;
}

void *malloc(size_t size) { return none_left() ? NULL : __libc_malloc(size); }
void *calloc(size_t n, size_t size) { return none_left() ? NULL : __libc_calloc(n, size); }
void *realloc(void *old, size_t size) { return none_left() ? NULL : __libc_realloc(old, size); }
void *memalign(size_t alignment, size_t size) { return none_left() ? NULL : __libc_memalign(alignment, size); }
void *aligned_alloc(size_t alignment, size_t size) { return none_left() ? NULL : __libc_memalign(alignment, size); }

int posix_memalign(void **out, size_t alignment, size_t size)
{
    if (none_left()) return ENOMEM;
    *out = __libc_memalign(alignment, size);
    return *out ? 0 : ENOMEM;
}

void *mmap(void *at, size_t size, int protection, int flags, int fd, off_t offset)
{
    if (none_left()) return MAP_FAILED;
    return (void *)syscall(SYS_mmap, at, size, protection, flags, fd, offset);
}
