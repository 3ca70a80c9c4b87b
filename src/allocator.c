#include "base/memory.h"
#include <dlfcn.h>
#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>

/* The allocator of the whole process: of the program, and of the libraries that it is linked with.
 *
 * Of these, libxlsxwriter writes through NULL when an allocation fails, HarfBuzz draws no glyphs and reports nothing, libyaml calls it
 * a fault of the text, SQLite fails a query. So no library ever sees a failed allocation: the linker takes these functions for the
 * whole process (glibc manual, "Replacing malloc"), they pass each request on to the allocator that would have had it, and where there
 * is no memory the program ends here, with a message and exit code 4.
 *
 * No library does this. Considered and rejected: hooks of each library (SQLite, Jansson, Expat, libharu and libcrypto have them,
 * libxlsxwriter, HarfBuzz, libyaml, libzip, iconv and the C library itself do not); a child process for workbooks (mends one library,
 * and what a child that has died has written must still be found and undone). free() is not replaced: memory comes from the next
 * allocator.
 *
 * Memory that the next allocator cannot give for any amount of it (a size beyond PTRDIFF_MAX) is out as well: nothing that comes from
 * outside may decide about a size before it was held against a limit. Not part of sanitizer builds, which have an allocator of their
 * own that ends the program. */

static struct {
    void *(*malloc)(size_t), *(*calloc)(size_t, size_t), *(*realloc)(void *, size_t), *(*memalign)(size_t, size_t);
    int (*posix_memalign)(void **, size_t, size_t);
} next;

/* dlsym may ask for memory itself (for the words of an error) and does without when it gets none. */
static _Thread_local int looking;

static void *look(const char *name)
{
    looking++;
    void *found = dlsym(RTLD_NEXT, name);
    looking--;
    if (!found) memory_exhausted();
    return found;
}

#define FIND(name) (next.name ? (void)0 : (void)(*(void **)&next.name = look(#name)))

static void *there(void *p)
{
    if (!p) memory_exhausted();
    return p;
}

void *malloc(size_t size)
{
    if (looking) return NULL;
    FIND(malloc);
    return there(next.malloc(size));
}

void *calloc(size_t n, size_t size)
{
    if (looking) return NULL;
    FIND(calloc);
    return there(next.calloc(n, size));
}

/* Of 0 bytes of an old block NULL is right: it was given back. */
void *realloc(void *old, size_t size)
{
    if (looking) return NULL;
    FIND(realloc);
    void *p = next.realloc(old, size);
    return old && !size ? p : there(p);
}

void *reallocarray(void *old, size_t n, size_t size)
{
    size_t all;
    return __builtin_mul_overflow(n, size, &all) ? there(NULL) : realloc(old, all);
}

void *memalign(size_t alignment, size_t size)
{
    if (looking) return NULL;
    FIND(memalign);
    return there(next.memalign(alignment, size));
}

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void **out, size_t alignment, size_t size)
{
    if (looking) return ENOMEM;
    FIND(posix_memalign);
    int error = next.posix_memalign(out, alignment, size);
    if (error == ENOMEM) memory_exhausted();
    return error;
}
