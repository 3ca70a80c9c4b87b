#include "store/cells.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_OPEN = 256, IDS = 3 };

struct cells *cells_new(void)
{
    struct cells *all = memory_alloc(sizeof *all);
    all->keys = intern_new();
    all->ids = intern_new();
    all->n_words = 1;                                  /* place 0 is no place */
    return all;
}

static void free_sheet(struct cells *all, struct cells_sheet *s)
{
    if (s->open) all->n_open--;
    free(s->open);
    free(s->bytes);
    free(s);
}

void cells_free(struct cells *all)
{
    if (!all) return;
    for (size_t i = 0; i < all->n; i++) free_sheet(all, all->sheets[i]);
    free(all->sheets);
    free(all->sets);
    free(all->addresses);
    free(all->order);
    free(all->words);
    intern_free(all->keys);
    intern_free(all->ids);
    arena_release(&all->arena);
    free(all);
}

/* ---- addresses ---- */

static bool is_address(const struct cells_address *a, const char *const ids[IDS])
{
    return !strcmp(a->ids[2], ids[2]) && !strcmp(a->ids[1], ids[1]) && !strcmp(a->ids[0], ids[0]);
}

static size_t key_of(struct text *key, const char *const ids[IDS])
{
    for (int i = 0; i < IDS; i++) text_add_n(key, ids[i], strlen(ids[i]) + 1);
    return key->n;
}

const struct cells_address *cells_address(const struct cells *all, const char *const ids[IDS])
{
    struct text key = {0};
    size_t n = key_of(&key, ids);
    int64_t number = intern_find(all->keys, key.bytes, n);
    text_release(&key);
    return number ? &all->addresses[number - 1] : NULL;
}

static uint32_t add_address(struct cells *all, const char *const ids[IDS])
{
    struct cells_address a = {.rank = 0};
    for (int i = 0; i < IDS; i++) {
        a.ids[i] = arena_dup(&all->arena, ids[i]);
        a.numbers[i] = (uint32_t)intern_number(all->ids, ids[i], strlen(ids[i]));
    }
    all->addresses = memory_grow(all->addresses, all->n_addresses, &all->cap_addresses, sizeof *all->addresses);
    all->addresses[all->n_addresses] = a;
    return (uint32_t)all->n_addresses++;
}

/* Reports name their cells in one order. */
static uint32_t number_of(struct cells *all, const char *const ids[IDS])
{
    uint32_t next = all->latest + 1 < all->n_addresses ? all->latest + 1 : 0;
    if (next < all->n_addresses && is_address(&all->addresses[next], ids)) return all->latest = next;
    struct text key = {0};
    size_t n = key_of(&key, ids);
    size_t number = (size_t)intern_number(all->keys, key.bytes, n);
    text_release(&key);
    return all->latest = number > all->n_addresses ? add_address(all, ids) : (uint32_t)number - 1;
}

static int by_ids(const void *a, const void *b, void *context)
{
    const struct cells *all = context;
    const struct cells_address *x = &all->addresses[*(const uint32_t *)a], *y = &all->addresses[*(const uint32_t *)b];
    int order = 0;
    for (int i = 0; !order && i < IDS; i++) order = strcmp(x->ids[i], y->ids[i]);
    return order;
}

void cells_rank(struct cells *all)
{
    if (all->n_ranked == all->n_addresses) return;
    all->order = memory_resize(all->order, all->n_addresses * sizeof *all->order);
    for (size_t i = 0; i < all->n_addresses; i++) all->order[i] = (uint32_t)i;
    qsort_r(all->order, all->n_addresses, sizeof *all->order, by_ids, all);
    for (size_t i = 0; i < all->n_addresses; i++) all->addresses[all->order[i]].rank = (uint32_t)i;
    all->n_ranked = all->n_addresses;
}

/* ---- sheets ---- */

static int compare(const struct cells *all, const struct cells_sheet *s, int64_t agency, int64_t year, const char *set)
{
    if (s->agency != agency) return s->agency < agency ? -1 : 1;
    if (s->year != year) return s->year < year ? -1 : 1;
    return set ? strcmp(all->sets[s->set], set) : 1;
}

static size_t place_of(const struct cells *all, int64_t agency, int64_t year, const char *set)
{
    size_t low = 0;
    for (size_t high = all->n; low < high;) {
        size_t middle = (low + high) / 2;
        if (compare(all, all->sheets[middle], agency, year, set) < 0) low = middle + 1;
        else high = middle;
    }
    return low;
}

size_t cells_from(const struct cells *all, int64_t agency, int64_t year) { return place_of(all, agency, year, NULL); }

static uint32_t set_of(struct cells *all, const char *name)
{
    for (size_t i = 0; i < all->n_sets; i++)
        if (!strcmp(all->sets[i], name)) return (uint32_t)i;
    all->sets = memory_grow(all->sets, all->n_sets, &all->cap_sets, sizeof *all->sets);
    all->sets[all->n_sets] = arena_dup(&all->arena, name);
    return (uint32_t)all->n_sets++;
}

static void insert(struct cells *all, struct cells_sheet *s)
{
    size_t at = place_of(all, s->agency, s->year, all->sets[s->set]);
    all->sheets = memory_grow(all->sheets, all->n, &all->cap, sizeof *all->sheets);
    memmove(all->sheets + at + 1, all->sheets + at, (all->n++ - at) * sizeof *all->sheets);
    all->sheets[at] = s;
}

static struct cells_sheet *take_out(struct cells *all, size_t at)
{
    struct cells_sheet *s = all->sheets[at];
    all->filling = NULL;
    memmove(all->sheets + at, all->sheets + at + 1, (--all->n - at) * sizeof *all->sheets);
    return s;
}

void cells_rename(struct cells *all, int64_t agency, int year, const char *from, const char *to)
{
    size_t at = place_of(all, agency, year, from);
    if (at == all->n || compare(all, all->sheets[at], agency, year, from)) return;
    struct cells_sheet *s = take_out(all, at);
    s->set = set_of(all, to);
    insert(all, s);
}

void cells_forget(struct cells *all, int64_t agency, int year, const char *set)
{
    size_t at = place_of(all, agency, year, set);
    while (at < all->n && all->sheets[at]->agency == agency && all->sheets[at]->year == year && (!set || !strcmp(all->sets[all->sheets[at]->set], set)))
        free_sheet(all, take_out(all, at));
}

/* ---- packing ---- */

static void pack_field(struct cells_sheet *s, enum cells_field field, const struct cells_row *rows, uint32_t *end)
{
    int64_t least = rows[0].fields[field], most = least;
    for (uint32_t i = 1; i < s->n; i++) {
        int64_t v = rows[i].fields[field];
        if (v < least) least = v;
        if (v > most) most = v;
    }
    uint64_t range = (uint64_t)most - (uint64_t)least;
    uint8_t width = !range ? 0 : range <= UINT8_MAX ? 1 : range <= UINT16_MAX ? 2 : range <= UINT32_MAX ? 4 : 8;
    if (width) *end = (*end + width - 1) / width * width;
    s->fields[field] = (struct cells_packed){least, width, *end};
    s->bytes = memory_resize(s->bytes, *end + (size_t)width * s->n);
    for (uint32_t i = 0; width && i < s->n; i++) {
        uint64_t raw = (uint64_t)rows[i].fields[field] - (uint64_t)least;
        void *at = s->bytes + *end + (size_t)width * i;
        if (width == 1) *(uint8_t *)at = (uint8_t)raw;
        else if (width == 2) *(uint16_t *)at = (uint16_t)raw;
        else if (width == 4) *(uint32_t *)at = (uint32_t)raw;
        else *(uint64_t *)at = raw;
    }
    *end += width * s->n;
}

/* Lays the rows by rank; of two with one address the later counts. */
static struct cells_row *sorted(struct cells *all, struct cells_sheet *s)
{
    cells_rank(all);
    uint32_t *last = memory_alloc(all->n_addresses * sizeof *last), n = 0;     /* by rank: row + 1 */
    struct cells_row *rows = memory_resize(NULL, s->n * sizeof *rows);
    for (uint32_t i = 0; i < s->n; i++) last[all->addresses[s->open[i].fields[CELLS_ADDRESS]].rank] = i + 1;
    for (size_t i = 0; i < all->n_addresses; i++)
        if (last[i]) rows[n++] = s->open[last[i] - 1];
    s->n = n;
    free(last);
    return rows;
}

void cells_pack(struct cells *all, struct cells_sheet *s)
{
    if (!s->open) return;
    struct cells_row *rows = sorted(all, s);
    uint32_t end = 0;
    for (int f = 0; f < CELLS_FIELDS; f++) pack_field(s, (enum cells_field)f, rows, &end);
    free(rows);
    free(s->open);
    s->open = NULL;
    all->n_open--;
}

static void unpack(struct cells *all, struct cells_sheet *s)
{
    s->cap = s->n + 1;
    s->open = memory_resize(NULL, s->cap * sizeof *s->open);
    for (uint32_t i = 0; i < s->n; i++)
        for (int f = 0; f < CELLS_FIELDS; f++) s->open[i].fields[f] = cells_get(s, (enum cells_field)f, i);
    free(s->bytes);
    s->bytes = NULL;
    all->n_open++;
}

uint32_t cells_of_rank(const struct cells *all, const struct cells_sheet *s, uint32_t rank)
{
    uint32_t low = 0;
    for (uint32_t high = s->n; low < high;) {
        uint32_t middle = (low + high) / 2;
        if (all->addresses[cells_get(s, CELLS_ADDRESS, middle)].rank < rank) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* ---- cells ---- */

static int64_t add_words(struct cells *all, const char *words)
{
    if (!words) return 0;
    size_t n = strlen(words) + 1, at = all->n_words;
    if (at + n > all->cap_words) {
        all->cap_words = 2 * (at + n);
        all->words = memory_resize(all->words, all->cap_words);
    }
    memcpy(all->words + at, words, n);
    all->n_words += n;
    return (int64_t)at;
}

/* With how many digits the value reads like this; -1 = it reads otherwise. */
static int digits_of(const struct cell_record *c)
{
    char buffer[DECIMAL_TEXT];
    struct decimal same;
    const char *point = strchr(c->shown, '.');
    size_t digits = point ? strlen(point + 1) : 0;
    bool may = !c->empty && digits <= (size_t)c->scale && decimal_rescale((struct decimal){c->value, c->scale}, (int)digits, &same);
    return may && !strcmp(decimal_format(same, buffer), c->shown) ? (int)digits : -1;
}

const char *cells_shown(const struct cells *all, const struct cells_sheet *s, uint32_t i, char buffer[DECIMAL_TEXT])
{
    int64_t marks = cells_get(s, CELLS_MARKS, i);
    struct decimal d = {cells_get(s, CELLS_VALUE, i), (int)(marks & CELLS_SCALE)};
    if (marks < CELLS_DIGITS) return cells_words(all, cells_get(s, CELLS_SHOWN, i));
    return decimal_rescale(d, (int)(marks / CELLS_DIGITS) - 1, &d) ? decimal_format(d, buffer) : NULL;
}

static struct cells_sheet *sheet_of(struct cells *all, const struct cell_record *c)
{
    if (all->filling && !compare(all, all->filling, c->agency, c->year, c->set)) return all->filling;
    size_t at = place_of(all, c->agency, c->year, c->set);
    if (at < all->n && !compare(all, all->sheets[at], c->agency, c->year, c->set)) return all->filling = all->sheets[at];
    struct cells_sheet *s = all->filling = memory_alloc(sizeof *s);
    s->agency = c->agency;
    s->year = c->year;
    s->set = set_of(all, c->set);
    insert(all, s);
    return s;
}

void cells_put(struct cells *all, const struct cell_record *c)
{
    const char *const ids[IDS] = {c->table, c->row, c->col};
    struct cells_sheet *s = sheet_of(all, c);
    int digits = c->shown ? digits_of(c) : -1;
    if (!s->open && all->n_open >= MOST_OPEN)
        for (size_t i = 0; i < all->n; i++) cells_pack(all, all->sheets[i]);
    if (!s->open) unpack(all, s);
    if (s->n == s->cap) s->open = memory_resize(s->open, (s->cap = 2 * s->cap) * sizeof *s->open);
    s->open[s->n++] = (struct cells_row){{
        [CELLS_ADDRESS] = number_of(all, ids), [CELLS_VALUE] = c->empty ? 0 : c->value,
        [CELLS_MARKS] = c->scale | (c->empty ? CELLS_EMPTY : 0) | CELLS_DIGITS * (digits + 1), [CELLS_SHOWN] = digits < 0 ? add_words(all, c->shown) : 0,
        [CELLS_FILE] = c->file, [CELLS_LINE] = c->line, [CELLS_PLACE] = add_words(all, c->place)}};
}
