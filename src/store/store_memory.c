#include "store/store_inside.h"
#include "base/memory.h"
#include <stdlib.h>
#include <string.h>

/* SQLite's memory. A query of a check is prepared in thousands of small pieces, which are asked for and given back in bursts. Each size has
 * its own list of free pieces here: a third of the work that the process's allocator has with them, which keeps seven of a size and joins
 * and parts the others. Large pieces come from it as ever. What was once a small piece stays one: as much as there was at the same time, for
 * one prepared query after another. */

enum { STEP = 32, LARGEST = 1024, SIZES = LARGEST / STEP };

/* Stands before each piece; its size without it. SQLite wants pieces aligned to eight bytes. */
struct head { uint64_t size; };
struct free_piece { struct free_piece *next; };

static struct free_piece *idle[SIZES + 1];
static struct arena pieces;                            /* for the life of the process, as are SQLite's own settings */

static void *new_piece(size_t size)
{
    struct head *head = arena_alloc(&pieces, sizeof *head + size);
    head->size = size;
    return head + 1;
}

static int round_up(int size) { return (size + STEP - 1) / STEP * STEP; }
static int size_of(void *piece) { return (int)((struct head *)piece - 1)->size; }

static void *take(int size)
{
    size_t all = (size_t)round_up(size);
    if (all > LARGEST) {
        struct head *head = memory_resize(NULL, sizeof *head + all);
        head->size = all;
        return head + 1;
    }
    struct free_piece *piece = idle[all / STEP];
    if (!piece) return new_piece(all);
    idle[all / STEP] = piece->next;
    return piece;
}

static void give_back(void *piece)
{
    int size = size_of(piece);
    if (size > LARGEST) {
        free((struct head *)piece - 1);
        return;
    }
    struct free_piece *p = piece;
    p->next = idle[size / STEP];
    idle[size / STEP] = p;
}

static void *change(void *piece, int size)
{
    int old = size_of(piece);
    if (round_up(size) == old) return piece;
    if (old > LARGEST && round_up(size) > LARGEST) {
        struct head *head = memory_resize((struct head *)piece - 1, sizeof *head + (size_t)round_up(size));
        head->size = (size_t)round_up(size);
        return head + 1;
    }
    void *other = take(size);
    memcpy(other, piece, (size_t)(old < size ? old : size));
    give_back(piece);
    return other;
}

static int begin(void *context) { (void)context; return SQLITE_OK; }
static void end(void *context) { (void)context; }

/* The sanitizers look at each piece of the process's allocator: a sanitized program leaves SQLite to it. */
void store_memory_begin(void)
{
#ifndef NIANBAO_SANITIZED
    static const sqlite3_mem_methods methods = {take, give_back, change, size_of, round_up, begin, end, NULL};
    sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
#endif
}
