#include "base/memory.h"
#include "base/diag.h"
#include <malloc.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void (*tidy)(void);

void memory_on_exhaustion(void (*handler)(void)) { tidy = handler; }

/* Libraries may allocate before main() has begun. Nothing here allocates; a handler that does is not called again. */
void memory_exhausted(void)
{
    static const char words[] = "nianbao: 内存不足\n";
    void (*handler)(void) = tidy;
    tidy = NULL;
    if (handler) handler();
    if (write(STDERR_FILENO, words, sizeof words - 1) < 0) _exit(DIAG_SYSTEM);
    _exit(DIAG_SYSTEM);
}

void memory_hold_freed(void)
{
    enum { KEPT = 64 << 20, STEP = 1 << 20, OF_ITS_OWN = 8 << 20 };
    mallopt(M_TRIM_THRESHOLD, KEPT);
    mallopt(M_TOP_PAD, STEP);
    mallopt(M_MMAP_THRESHOLD, OF_ITS_OWN);
}

void *memory_alloc(size_t size)
{
    void *p = calloc(1, size ? size : 1);
    if (!p) memory_exhausted();
    return p;
}

void *memory_resize(void *old, size_t size)
{
    void *p = realloc(old, size ? size : 1);
    if (!p) memory_exhausted();
    return p;
}

char *memory_dup(const char *s)
{
    size_t n = strlen(s) + 1;
    return memcpy(memory_alloc(n), s, n);
}

void *memory_grow(void *array, size_t n, size_t *cap, size_t size)
{
    if (n < *cap) return array;
    size_t more = *cap ? *cap * 2 : 16;
    if (more > SIZE_MAX / size) memory_exhausted();
    *cap = more;
    return memory_resize(array, more * size);
}

/* Blocks are chained; the newest has the free room, and each is twice as large as the one before it: most arenas hold a few words, and
 * clearing 64 KiB for them would cost more than their use. Large pieces get a block of their own. */
enum { FIRST_BLOCK = 512, LARGEST_BLOCK = 64 * 1024 };
struct arena_block {
    struct arena_block *next;
    size_t used, size;
    _Alignas(max_align_t) unsigned char bytes[];
};

void *arena_alloc(struct arena *a, size_t size)
{
    const size_t align = _Alignof(max_align_t);
    if (size > SIZE_MAX / 2) memory_exhausted();
    size = (size + align - 1) / align * align;
    if (!a->blocks || a->blocks->size - a->blocks->used < size) {
        size_t room = !a->blocks ? FIRST_BLOCK : a->blocks->size < LARGEST_BLOCK / 2 ? a->blocks->size * 2 : LARGEST_BLOCK;
        if (room < size) room = size;
        struct arena_block *b = memory_alloc(sizeof *b + room);
        b->size = room;
        b->next = a->blocks;
        a->blocks = b;
    }
    void *p = a->blocks->bytes + a->blocks->used;
    a->blocks->used += size;
    return p;
}

char *arena_dup_n(struct arena *a, const char *s, size_t n)
{
    char *p = arena_alloc(a, n + 1);
    memcpy(p, s, n);
    return p;
}

char *arena_dup(struct arena *a, const char *s) { return s ? arena_dup_n(a, s, strlen(s)) : NULL; }

char *arena_printf(struct arena *a, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    char *p = arena_alloc(a, (size_t)(n < 0 ? 0 : n) + 1);
    if (n >= 0) vsnprintf(p, (size_t)n + 1, format, again);
    va_end(again);
    va_end(args);
    return p;
}

void arena_clear(struct arena *a)
{
    struct arena_block *kept = a->blocks;
    while (kept && kept->size > LARGEST_BLOCK) kept = kept->next;
    while (a->blocks) {
        struct arena_block *b = a->blocks;
        a->blocks = b->next;
        if (b != kept) free(b);
    }
    if (!kept) return;
    memset(kept->bytes, 0, kept->used);
    kept->used = 0;
    kept->next = NULL;
    a->blocks = kept;
}

void arena_release(struct arena *a)
{
    while (a->blocks) {
        struct arena_block *next = a->blocks->next;
        free(a->blocks);
        a->blocks = next;
    }
}
