#include "documents/document.h"
#include "base/text.h"
#include "calendar/civil.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void document_init(struct document *d, const struct document_facts *facts) { *d = (struct document){.facts = *facts}; }

void document_release(struct document *d)
{
    free(d->blocks);
    free(d->properties);
    arena_release(&d->arena);
    *d = (struct document){0};
}

struct document_block *document_add(struct document *d, enum block_kind kind)
{
    d->blocks = memory_grow(d->blocks, d->n_blocks, &d->cap_blocks, sizeof *d->blocks);
    struct document_block *b = &d->blocks[d->n_blocks++];
    *b = (struct document_block){.kind = kind};
    return b;
}

void document_sheet(struct document *d, const char *name, bool landscape)
{
    document_add(d, BLOCK_SHEET)->sheet = (struct document_sheet){.name = name, .landscape = landscape};
}

void document_title(struct document *d, const char *text, const char *name, const char *best_break)
{
    document_add(d, BLOCK_TITLE)->title = (struct document_title){text, name ? name : "", best_break};
}

static void add_words(struct document *d, enum block_kind kind, int level, const char *text, const char *where)
{
    struct document_block *b = document_add(d, kind);
    b->words.text = text;
    b->words.where = where;
    b->words.level = level;
}

void document_heading(struct document *d, int level, const char *text) { add_words(d, BLOCK_HEADING, level, text, NULL); }
void document_prose(struct document *d, const char *text, const char *where) { add_words(d, BLOCK_PROSE, 0, text, where); }

void document_note(struct document *d, const char *text, const char *where)
{
    add_words(d, BLOCK_PROSE, 0, text, where);
    d->blocks[d->n_blocks - 1].words.small = true;
}

void document_lines_of(struct document *d, enum prose_place place, const char *text)
{
    for (size_t n; *text; text += n + (text[n] == '\n')) {
        n = strcspn(text, "\n");
        if (!n) continue;
        document_prose(d, arena_dup_n(&d->arena, text, n), NULL);
        d->blocks[d->n_blocks - 1].words.place = place;
    }
}

void document_caution(struct document *d, const char *text) { add_words(d, BLOCK_CAUTION, 0, text, NULL); }

struct document_grid *document_grid(struct document *d, const struct report_table *table, const char *title)
{
    struct document_block *b = document_add(d, BLOCK_GRID);
    b->grid = (struct document_grid){.table = table, .title = title};
    return &b->grid;
}

struct list *document_list(struct document *d, const char *id, const struct list_column *columns, int n_columns)
{
    struct list *list = arena_alloc(&d->arena, sizeof *list);
    struct list_column *own = arena_alloc(&d->arena, (size_t)n_columns * sizeof *own);
    memcpy(own, columns, (size_t)n_columns * sizeof *own);
    *list = (struct list){.id = id, .columns = own, .n_columns = n_columns};
    document_add(d, BLOCK_LIST)->list = list;
    return list;
}

void document_bars(struct document *d, const struct bar_chart *chart) { document_add(d, BLOCK_BARS)->bars = chart; }
void document_lines(struct document *d, const struct line_chart *chart) { document_add(d, BLOCK_LINES)->lines = chart; }
void document_panels(struct document *d, const struct panel_chart *chart) { document_add(d, BLOCK_PANELS)->panels = chart; }

void document_property(struct document *d, const char *name, const char *value)
{
    if (!value) return;
    d->properties = memory_grow(d->properties, d->n_properties, &d->cap_properties, sizeof *d->properties);
    d->properties[d->n_properties++] = (struct document_property){arena_dup(&d->arena, name), arena_dup(&d->arena, value)};
}

const char *document_ordinal(struct arena *a, int n)
{
    static const char *const digits[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    if (n < 10) return digits[n];
    if (n < 100) return arena_printf(a, "%s十%s", n < 20 ? "" : digits[n / 10], digits[n % 10]);
    return arena_printf(a, "%d", n);
}

/* ---- items ---- */

struct item item_text(const char *text) { return (struct item){.type = text && *text ? ITEM_TEXT : ITEM_EMPTY, .text = text && *text ? text : NULL}; }

/* Most counts are small: their digits are made once. NULL for others. */
static const char *small_count(int64_t count)
{
    enum { SMALL = 1000 };
    static char kept[SMALL][sizeof "999"];
    if (count < 0 || count >= SMALL) return NULL;
    char digits[TEXT_INTEGER];
    if (!*kept[count]) snprintf(kept[count], sizeof kept[count], "%s", text_integer(count, digits));
    return kept[count];
}

struct item item_count(struct arena *a, int64_t count)
{
    const char *small = small_count(count);
    if (small) return (struct item){.type = ITEM_COUNT, .number = count, .text = small};
    char digits[TEXT_INTEGER];
    return (struct item){.type = ITEM_COUNT, .number = count, .text = arena_dup(a, text_integer(count, digits))};
}

struct item item_decimal(const struct decimal *d, const char *text)
{
    return d ? (struct item){.type = ITEM_DECIMAL, .decimal = *d, .text = text} : (struct item){0};
}

struct item item_number(struct arena *a, const struct decimal *d)
{
    char shown[DECIMAL_TEXT];
    return item_decimal(d, d ? arena_dup(a, decimal_format(*d, shown)) : NULL);
}

struct item item_date(struct arena *a, int day)
{
    char iso[CIVIL_ISO];
    if (day == NO_DAY) return (struct item){0};
    const char *kept = civil_iso_kept(day);
    return (struct item){.type = ITEM_DATE, .number = day, .text = kept ? kept : arena_dup(a, civil_iso(day, iso))};
}

struct item item_share(int64_t part, int64_t whole, const char *text) { return (struct item){.type = ITEM_SHARE, .number = part, .whole = whole, .text = text}; }

const struct live *live_from(struct arena *a, enum live_kind kind, const struct place *of, size_t n)
{
    struct live *live = arena_alloc(a, sizeof *live);
    struct place *own = arena_alloc(a, (n + 1) * sizeof *own);
    if (n) memcpy(own, of, n * sizeof *own);
    *live = (struct live){.kind = kind, .of = own, .n = n};
    return live;
}

/* ---- reading a list ---- */

void list_reader_begin(struct list_reader *r, const struct list *list)
{
    if (list->n_columns >= r->room) r->items = memory_resize(r->items, (size_t)(r->room = list->n_columns + 1) * sizeof *r->items);
    r->list = list;
    r->next = 0;
}

void list_reader_init(struct list_reader *r, const struct list *list)
{
    *r = (struct list_reader){0};
    list_reader_begin(r, list);
}

void list_fill(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    if (!list->records) {
        list->fill(list, row, items, scratch);
        return;
    }
    const char *record = (const char *)list->records + row * list->record_size;
    for (int i = 0; i < list->n_columns; i++) {
        const void *member = record + list->columns[i].at;
        const int number = list->columns[i].type == ITEM_TEXT ? 0 : *(const int *)member;
        if (list->columns[i].type == ITEM_TEXT) items[i] = item_text(*(const char *const *)member);
        else if (list->columns[i].type == ITEM_DATE) items[i] = item_date(scratch, number);
        else if (number >= 0) items[i] = item_count(scratch, number);
    }
}

bool list_reader_next(struct list_reader *r)
{
    if (r->next >= r->list->n_rows) return false;
    arena_clear(&r->scratch);
    memset(r->items, 0, (size_t)r->list->n_columns * sizeof *r->items);
    list_fill(r->list, r->next++, r->items, &r->scratch);
    return true;
}

void list_reader_release(struct list_reader *r)
{
    arena_release(&r->scratch);
    free(r->items);
}

int list_group_end(const struct list *list, int column, bool *labelled)
{
    const char *group = list->columns[column].group;
    bool any = false;
    int end = column;
    do any = any || (group && list->columns[end].label);
    while (++end < list->n_columns && group && list->columns[end].group && !strcmp(list->columns[end].group, group));
    if (labelled) *labelled = any;
    return end;
}
