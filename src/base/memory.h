/* Allocation that never returns NULL: where there is no memory, the program ends.
 *
 * Every allocation of the program goes through here, those of the libraries through allocator.c. Where none is left, the
 * handler that main() has set removes what was staged for writing, and the program says so and exits with code 4.
 *
 * An arena holds what lives as long as one phase (a form, a report, the problems of a load): allocate freely, release
 * once. Strings given out by an arena belong to it.
 *
 *     struct arena a = {0};
 *     const char *s = arena_printf(&a, "%s/%s", dir, name);
 *     arena_release(&a);
 */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H
#include <stddef.h>

/* `handler` is called when memory is out, and must not allocate. */
void memory_on_exhaustion(void (*handler)(void));
_Noreturn void memory_exhausted(void);

/* Freed memory stays with the process: otherwise the end of every report returns pages to the system that the next report asks
 * for again (a quarter of the time of a superior's sum). Blocks up to 8 MB too: by itself the library gives back what is larger than
 * 128 KiB, once M_TRIM_THRESHOLD is set, which made a third of the page faults of a run. */
void memory_hold_freed(void);

void *memory_alloc(size_t size);                       /* zeroed */
void *memory_resize(void *old, size_t size);           /* new bytes are not zeroed */
char *memory_dup(const char *s);
/* Room for one more of `size` bytes in an array of *cap, n in use; doubles when full. */
void *memory_grow(void *array, size_t n, size_t *cap, size_t size);

struct arena_block;
struct arena { struct arena_block *blocks; };

void *arena_alloc(struct arena *a, size_t size);       /* zeroed, aligned for any type */
char *arena_dup(struct arena *a, const char *s);       /* NULL gives NULL */
char *arena_dup_n(struct arena *a, const char *s, size_t n);
char *arena_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
void arena_release(struct arena *a);
void arena_clear(struct arena *a);                     /* the same, but room for the next texts stays */

#endif
