/* A list on a sheet of rows: title, heads, rows, what is said below. */
#include "render/xlsx/measure.h"
#include "render/xlsx/xlsx_inside.h"
#include <stdlib.h>
#include <string.h>

/* Equal texts one below the other. */
struct list_run { int first; char *text; };

struct list_writing {
    struct drawing *w;
    struct book *book;
    struct drawn_sheet *s;
    const struct list *list;
    struct list_rows rows;
    int last;                                          /* the column where the last one of the list ends: texts stretch below a wider list */
    struct list_run *runs;                                  /* by column */
};

/* The first list of the sheet sets the widths of its columns, a wider one those behind. */
static int column_pixels(const struct drawn_sheet *s, const struct list *list, int column)
{
    enum { USUAL = 64 };
    const struct list *of = column < s->first->n_columns ? s->first : list;
    int pixels = column < of->n_columns ? of->columns[column].pixels : 0;
    return pixels ? pixels : USUAL;
}

static void set_columns(struct list_writing *x)
{
    int from = x->list == x->s->first ? 0 : x->s->first->n_columns;
    for (int c = from; c < x->list->n_columns; c++)
        if (x->list->columns[c].hidden) book_hide_column(x->book, x->s->sheet, c);
        else if (x->list->columns[c].pixels) book_column(x->book, x->s->sheet, c, x->list->columns[c].pixels);
}

static int last_column(const struct drawn_sheet *s, const struct list *list)
{
    int last = list->n_columns - 1;
    bool words = list->columns[last].type == ITEM_TEXT || list->columns[last].type == ITEM_EMPTY;
    bool stretches = list->n_columns < s->first->n_columns && words && !list->columns[last].centred;
    return stretches && s->span - 1 > last ? s->span - 1 : last;
}

/* ---- heads ---- */

/* A head without labels below it takes both rows, where there are two. The last one reaches as far as the rows do. */
static void put_label_heads(struct list_writing *x)
{
    const struct list *list = x->list;
    int top = x->rows.group < 0 ? x->rows.head : x->rows.group;
    bool labels;
    for (int c = 0, end; c < list->n_columns; c = end) {
        const char *group = list->columns[c].group;
        end = list_group_end(list, c, &labels);
        book_merge(x->book, x->s->sheet, top, c, labels ? top : x->rows.head, end == list->n_columns ? x->last : end - 1, book_head());
        book_put_text(x->book, x->s->sheet, top, c, group ? group : list->columns[c].label, book_head());
        for (int k = c; labels && k < end; k++) book_put_text(x->book, x->s->sheet, x->rows.head, k, list->columns[k].label, book_head());
    }
}

static void put_id_heads(struct list_writing *x)
{
    const char *draft = x->book->draft;
    if (draft && xlsx_plan_begins(x->s, x->list)) {
        book_put_text(x->book, x->s->sheet, 0, 0, draft, book_red());
        book_row_height(x->book, x->s->sheet, 0, 15.0 * (double)(2 + utf8_length(draft) / 12));
    }
    for (int c = 1; c < x->list->n_columns; c++)
        if (x->list->columns[c].id && *x->list->columns[c].id) book_put_text(x->book, x->s->sheet, x->rows.head, c, x->list->columns[c].id, book_id());
}

static void put_heads(struct list_writing *x)
{
    if (x->rows.title >= 0) book_put_text(x->book, x->s->sheet, x->rows.title, 0, x->list->title, (struct look){.font = "黑体", .size = 11});
    if (x->rows.head < 0) return;
    if (x->list->of_ids) put_id_heads(x);
    else put_label_heads(x);
    if (x->list->head_points) book_row_height(x->book, x->s->sheet, x->rows.head, x->list->head_points);
}

/* ---- rows ---- */

static void end_run(struct list_writing *x, int c, int row)
{
    struct list_run *run = &x->runs[c];
    if (run->text) {                                   /* written once: a text that is put twice is counted twice in the file */
        struct item item = item_text(run->text);
        struct look look = item_look(x->list, c, &item);
        if (row - run->first > 1) book_merge(x->book, x->s->sheet, run->first, c, row - 1, c, look);
        book_put_text(x->book, x->s->sheet, run->first, c, run->text, look);
    }
    free(run->text);
    run->text = NULL;
}

static void follow_run(struct list_writing *x, int c, int row, const struct item *item)
{
    struct list_run *run = &x->runs[c];
    if (run->text && !strcmp(run->text, item->text)) return;
    end_run(x, c, row);
    *run = (struct list_run){row, memory_dup(item->text)};
}

/* Numbers stand on one line; what a spreadsheet would not keep is a text. */
static double needs(const struct list_writing *x, int c, const struct item *item, struct arena *scratch)
{
    bool number = item->type != ITEM_TEXT && item->type != ITEM_EMPTY;
    int pixels = 0, end = c == x->list->n_columns - 1 ? x->last : c;
    for (int k = c; k <= end; k++) pixels += column_pixels(x->s, x->list, k);
    if (number && (!item->text || book_holds(item->text))) return measure_height("", LAY_SIZE, pixels);
    return measure_height(item_words(item, true, scratch), LAY_SIZE, pixels);
}

/* A row of more than a few lines is read from the top. */
static void put_row(struct list_writing *x, int row, const struct item *items, struct arena *scratch)
{
    enum { FEW_LINES = 64 };                           /* points */
    double height = 0;
    for (int c = 0; c < x->list->n_columns && x->list->wraps; c++) {
        double wants = needs(x, c, &items[c], scratch);
        if (wants > height) height = wants;
    }
    for (int c = 0; c < x->list->n_columns; c++) {
        const struct item *item = &items[c];
        struct look look = item_look(x->list, c, item);
        if (height > FEW_LINES) look.down = LXW_ALIGN_VERTICAL_TOP;
        bool gap = x->list->of_ids && item->type == ITEM_EMPTY && !item->text;    /* nothing: not even a cell */
        if (c == x->list->n_columns - 1) book_merge(x->book, x->s->sheet, row, c, row, x->last, look);
        if (x->list->columns[c].joined && !item->text) end_run(x, c, row);
        if (x->list->columns[c].joined && item->text) follow_run(x, c, row, item);
        else if (!gap) item_put(x->w, x->s, row, c, item, look);
        else if (item->name) item_define(x->w, x->s, row, c, item->name);
    }
    if (x->list->wraps) book_row_height(x->book, x->s->sheet, row, height < LAY_MOST_POINTS ? height : LAY_MOST_POINTS);
}

static void put_rows(struct list_writing *x)
{
    struct list_reader r;
    list_reader_init(&r, x->list);
    int row = x->rows.first;
    for (; row < x->rows.end && !x->book->fault && list_reader_next(&r); row++) put_row(x, row, r.items, &r.scratch);
    for (int c = 0; c < x->list->n_columns; c++) end_run(x, c, row);
    list_reader_release(&r);
}

/* ---- below and beside ---- */

static void put_line(struct list_writing *x, int row, const char *text, struct look look)
{
    int last = x->list->n_columns < x->s->span ? x->last : x->s->span - 1;
    book_merge(x->book, x->s->sheet, row, 0, row, last, look);
    book_put_text(x->book, x->s->sheet, row, 0, text, look);
}

static void put_below(struct list_writing *x)
{
    struct look plain = book_plain();
    size_t shown = (size_t)(x->rows.end - x->rows.first);
    if (x->rows.without >= 0) put_line(x, x->rows.without, x->list->without, plain);
    for (int c = 0; x->rows.labels >= 0 && c < x->list->n_columns; c++)
        if (x->list->columns[c].label)
            book_put_text(x->book, x->s->sheet, x->rows.labels, c, x->list->columns[c].label, (struct look){.font = "宋体", .size = LAY_SIZE, .color = 0x666666});
    if (x->rows.remark < 0) return;
    const char *remark = x->list->remark ? x->list->remark : "";
    const char *cut = arena_printf(&x->book->arena, "一张工作表放不下，余下 %zu 行从略。", x->list->n_rows - shown);
    put_line(x, x->rows.remark, shown < x->list->n_rows ? cut : remark, (struct look){.font = "宋体", .size = LAY_SIZE});
}

static void mark_alerts(struct list_writing *x)
{
    lxw_conditional_format rule = {.type = LXW_CONDITIONAL_TYPE_CELL, .criteria = LXW_CONDITIONAL_CRITERIA_NOT_EQUAL_TO};
    rule.format = book_format(x->book, (struct look){.color = 0xC00000, .fill = 0xFFE0E0, .bold = true});
    for (int c = 0; c < x->list->n_columns && x->rows.end > x->rows.first; c++) {
        if (!x->list->columns[c].live_alert || x->book->fault) continue;
        lxw_col_t col = (lxw_col_t)c;
        book_check(x->book, worksheet_conditional_format_range(x->s->sheet, (lxw_row_t)x->rows.first, col, (lxw_row_t)x->rows.end - 1, col, &rule));
    }
}

static void define_rows(struct list_writing *x)
{
    char from[LXW_MAX_CELL_NAME_LENGTH], to[LXW_MAX_CELL_NAME_LENGTH];
    if (!x->list->defines || x->rows.end == x->rows.first) return;
    lxw_rowcol_to_cell_abs(from, (lxw_row_t)x->rows.first, (lxw_col_t)x->list->defined, true, true);
    lxw_rowcol_to_cell_abs(to, (lxw_row_t)x->rows.end - 1, (lxw_col_t)x->list->defined, true, true);
    book_define(x->book, x->list->defines, x->s->facts->name, arena_printf(&x->book->arena, "%s:%s", from, to));
}

/* A sheet has one filter. It is set before a remark: a sheet that is written from the top down takes none over rows above the last one. */
static void set_filter(struct list_writing *x)
{
    if (!x->list->filtered || x->list->headless || x->s->filtered || x->book->fault) return;
    x->s->filtered = true;
    book_check(x->book, worksheet_autofilter(x->s->sheet, (lxw_row_t)x->rows.head, 0, (lxw_row_t)x->rows.end - 1, (lxw_col_t)x->list->n_columns - 1));
}

void list_put(struct drawing *w, struct drawn_sheet *s, const struct list *list, int top)
{
    struct list_writing x = {.w = w, .book = &w->book, .s = s, .list = list, .rows = xlsx_plan_list(list, top), .last = last_column(s, list)};
    x.runs = memory_alloc(((size_t)list->n_columns + 1) * sizeof *x.runs);
    set_columns(&x);
    put_heads(&x);
    put_rows(&x);
    set_filter(&x);
    put_below(&x);
    mark_alerts(&x);
    define_rows(&x);
    free(x.runs);
}
