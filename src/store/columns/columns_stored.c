#include "base/scratch.h"
#include "store/columns/columns_inside.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Where the bytes of tables lie: in memory up to the budget of the pool, then in its file. A file is read with pread and never mapped:
 * a fault of the disk is an error and no signal. */

struct columns_pool *columns_pool_new(size_t budget, size_t segment)
{
    struct columns_pool *pool = memory_alloc(sizeof *pool);
    pool->budget = budget;
    pool->segment = (uint32_t)segment;
    while ((size_t)1 << pool->bits < segment) pool->bits++;
    pool->fd = -1;
    return pool;
}

void columns_pool_free(struct columns_pool *pool)
{
    if (!pool) return;
    if (pool->fd >= 0) close(pool->fd);
    free(pool);
}

static bool write_all(int fd, const char *bytes, size_t n, int64_t at)
{
    while (n) {
        ssize_t done = pwrite(fd, bytes, n, at);
        if (done < 0 && errno == EINTR) continue;
        if (done < 0) return false;
        bytes += done;
        n -= (size_t)done;
        at += done;
    }
    return true;
}

bool columns_keep(struct columns_pool *pool, const void *bytes, size_t n, int quarters, struct columns_stored *out)
{
    if (pool->held + n <= pool->budget / 4 * (size_t)quarters) {
        *out = (struct columns_stored){.bytes = memory_alloc(n)};
        memcpy(out->bytes, bytes, n);
        pool->held += n;
        return true;
    }
    if (pool->fd < 0 && (pool->fd = scratch_open()) < 0) return false;
    *out = (struct columns_stored){.at = pool->end};
    pool->end += (int64_t)n;
    return write_all(pool->fd, bytes, n, out->at);
}

bool columns_fetch(const struct columns_pool *pool, int64_t at, void *out, size_t n)
{
    char *to = out;
    while (n) {
        ssize_t done = pread(pool->fd, to, n, at);
        if (done < 0 && errno == EINTR) continue;
        if (!done) errno = EIO;                        /* the file is shorter than it was written */
        if (done <= 0) return false;
        to += done;
        n -= (size_t)done;
        at += done;
    }
    return true;
}

void columns_release(struct columns_pool *pool, struct columns_stored *stored, size_t n)
{
    if (!stored->bytes) return;
    free(stored->bytes);
    stored->bytes = NULL;
    pool->held -= n;
}
