/* The cells of reports in memory, for a run over thousands of agencies: the numbers of one agency, year and set are a sheet, whose cells lie
 * by table, row and column in as few bytes as their numbers need: about five a cell.
 *
 * A sheet that is being filled is open; it is packed when it is first read, or when many are open. What comes later for the same cell
 * takes the place of what was there. Nobody writes while a query reads.
 *
 *     struct cells *all = cells_new();
 *     cells_put(all, &record);
 *     for (size_t i = cells_from(all, agency, year); i < all->n && all->sheets[i]->agency == agency; i++) …
 *     cells_free(all);
 */
#ifndef STORE_CELLS_H
#define STORE_CELLS_H
#include "base/decimal.h"
#include "base/memory.h"
#include "store/columns/columns_inside.h"
#include "store/store.h"

/* What is kept of a cell. ADDRESS and SET are numbers of cells_address and names; SHOWN and PLACE places in `words`, 0 = NULL; FILE and LINE 0 = NULL.
 * MARKS: its scale, whether it is empty, and with how many digits its value reads as what was shown. */
enum cells_field { CELLS_ADDRESS, CELLS_VALUE, CELLS_MARKS, CELLS_SHOWN, CELLS_FILE, CELLS_LINE, CELLS_PLACE, CELLS_FIELDS };
enum { CELLS_SCALE = 7, CELLS_EMPTY = 8, CELLS_DIGITS = 16 };   /* of marks; DIGITS: times digits + 1, 0 = not shown as its value */

/* The numbers of one field, each as base + raw. */
struct cells_packed { int64_t base; uint8_t width; uint32_t at; };
struct cells_row { int64_t fields[CELLS_FIELDS]; };
struct cells_sheet {
    int64_t agency;
    int year;
    uint32_t set;                                      /* a place in `sets` */
    uint32_t n, cap;
    struct cells_row *open;                            /* NULL = packed */
    struct cells_packed fields[CELLS_FIELDS];
    unsigned char *bytes;
};

/* table, row, col; their numbers; and the place among all addresses in order. */
struct cells_address { const char *ids[3]; uint32_t numbers[3], rank; };

struct cells {
    struct cells_sheet **sheets;                       /* by agency, year and name of the set */
    size_t n, cap, n_open;
    const char **sets;
    size_t n_sets, cap_sets;
    struct cells_address *addresses;
    size_t n_addresses, cap_addresses, n_ranked;
    uint32_t *order;                                   /* addresses by rank */
    uint32_t latest;                                   /* the address put last */
    struct cells_sheet *filling;                       /* the sheet put into last; NULL = none */
    struct intern *keys;                               /* of addresses: numbers are places + 1 */
    struct intern *ids;                                /* of tables, rows and columns */
    char *words;
    size_t n_words, cap_words;
    struct arena arena;
};

struct cells *cells_new(void);
void cells_free(struct cells *all);                    /* NULL is allowed */
void cells_put(struct cells *all, const struct cell_record *record);
/* Gives the set another name, which the agency's year does not have yet. */
void cells_rename(struct cells *all, int64_t agency, int year, const char *from, const char *to);
void cells_forget(struct cells *all, int64_t agency, int year, const char *set);   /* NULL: all sets */

/* The first sheet of that agency and year, or of the next. */
size_t cells_from(const struct cells *all, int64_t agency, int64_t year);
/* Packs the sheet; its cells can then be read. */
void cells_pack(struct cells *all, struct cells_sheet *sheet);
/* The first cell of a packed sheet whose address is not before `rank`. */
uint32_t cells_of_rank(const struct cells *all, const struct cells_sheet *sheet, uint32_t rank);
/* The address of these ids, or NULL. */
const struct cells_address *cells_address(const struct cells *all, const char *const ids[3]);
/* Ranks are right only after this. */
void cells_rank(struct cells *all);
/* What was shown, written into `buffer` where it is not kept; or NULL. */
const char *cells_shown(const struct cells *all, const struct cells_sheet *sheet, uint32_t i, char buffer[DECIMAL_TEXT]);

static inline int64_t cells_get(const struct cells_sheet *sheet, enum cells_field field, uint32_t i)
{
    const struct cells_packed *f = &sheet->fields[field];
    return f->width ? (int64_t)((uint64_t)f->base + columns_raw(sheet->bytes + f->at, f->width, i)) : f->base;
}
static inline const char *cells_words(const struct cells *all, int64_t at) { return at ? all->words + at : NULL; }

#endif
