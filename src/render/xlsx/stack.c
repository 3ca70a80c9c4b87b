/* A sheet of words, lists and charts, one below the other. */
#include "render/xlsx/measure.h"
#include "render/xlsx/xlsx_inside.h"
#include <inttypes.h>

static struct look words_look(const struct drawn_sheet *s, const struct document_block *b)
{
    struct look look = {.font = "宋体", .size = xlsx_plan_words_size(s, b), .wrap = true, .down = LXW_ALIGN_VERTICAL_CENTER};
    if (b->kind == BLOCK_TITLE || b->kind == BLOCK_HEADING) look.font = "黑体";
    if (b->kind == BLOCK_TITLE && !s->first) look.across = LXW_ALIGN_CENTER;
    look.bold = b->kind == BLOCK_CAUTION;
    return look;
}

static void put_words(struct book *b, struct drawn_sheet *s, int row, const struct document_block *block, const char *text)
{
    struct look look = words_look(s, block);
    for (; text && *text && !b->fault; row++) {
        size_t n = xlsx_plan_words_piece(text, look.size, s->span_pixels);
        const char *piece = arena_dup_n(&b->arena, text, n);
        double height = measure_height(piece, look.size, s->span_pixels);
        book_merge(b, s->sheet, row, 0, row, s->span - 1, look);
        book_put_text(b, s->sheet, row, 0, piece, look);
        book_row_height(b, s->sheet, row, height);
        s->words += height;
        text += n;
    }
}

/* How many rows of the list are not 0, live like them. */
static void put_tally(struct drawing *w, const struct drawn_sheet *s, int row, const struct document_tally *t)
{
    struct look bold = {.font = "宋体", .size = 11, .bold = true};
    struct text range = {0}, formula = {0}, value = {0};
    if (!t->list->n_rows) text_add(&value, t->without);
    else if (t->count) text_printf(&value, "%" PRId64 "%s", t->count, t->some);
    else text_add(&value, t->none);
    if (live_range(w, &range, s, t->list, t->column)) {
        const char *at = text_get(&range);
        text_printf(&formula, "=IF(COUNTIF(%s,\"<>0\")=0,\"%s\",COUNTIF(%s,\"<>0\")&\"%s\")", at, t->none, at, t->some);
        book_put_text_formula(&w->book, s->sheet, row, 0, text_get(&formula), text_get(&value), bold);
    } else {
        book_put_text(&w->book, s->sheet, row, 0, text_get(&value), bold);
    }
    text_release(&range);
    text_release(&formula);
    text_release(&value);
}

/* Whether the first row is that of all together: it then stays in sight, so that the others can be compared with it. */
static bool opens_with_total(const struct list *list)
{
    struct list_reader r;
    bool total = false;
    if (!list->frozen || list->n_rows < 2) return false;
    list_reader_init(&r, list);
    if (list_reader_next(&r))
        for (int c = 0; c < list->frozen; c++) total = total || r.items[c].tone == TONE_TOTAL;
    list_reader_release(&r);
    return total;
}

/* Heads stay in sight where they are the only ones of the sheet and begin near its top. */
static void keep_heads(struct drawing *w, const struct drawn_sheet *s)
{
    enum { MOST_POINTS = 300, ROW_POINTS = 15 };
    const struct document_block *headed = NULL;
    int heads = 0;
    for (size_t i = 0; i < s->n; i++) {
        if (s->blocks[i].kind != BLOCK_LIST || s->blocks[i].list->headless) continue;
        if (!headed) headed = &s->blocks[i];
        heads++;
    }
    if (heads != 1 || w->book.fault) return;
    const struct list *list = headed->list;
    struct list_rows r = xlsx_plan_list(list, s->rows[headed - s->blocks]);
    if (s->above + ROW_POINTS * r.first > MOST_POINTS) return;
    worksheet_freeze_panes(s->sheet, (lxw_row_t)r.first + opens_with_total(list), (lxw_col_t)list->frozen);
    book_check(&w->book, worksheet_repeat_rows(s->sheet, (lxw_row_t)(r.group < 0 ? r.head : r.group), (lxw_row_t)r.head));
    if (list->of_ids && list->frozen) book_check(&w->book, worksheet_repeat_columns(s->sheet, 0, (lxw_col_t)list->frozen - 1));
}

/* A list with a column for each agency: all on one page would be too small to read. */
static void set_paper(struct drawing *w, const struct drawn_sheet *s)
{
    enum { PERCENT = 75 };
    const struct list *list = s->first;
    int end = s->rows[s->n];
    if (!list || w->book.fault) return;
    if (list->paper) book_check(&w->book, worksheet_print_area(s->sheet, 0, 0, (lxw_row_t)end, (lxw_col_t)list->paper - 1));
    if (!list->across) return;
    worksheet_set_print_scale(s->sheet, PERCENT);
    worksheet_set_margins(s->sheet, 0.5, 0.5, 0.7, 0.7);
    book_check(&w->book, worksheet_repeat_columns(s->sheet, 0, (lxw_col_t)list->frozen - 1));
}

/* ---- pages with charts ---- */

enum { CHART_WIDTH = 720, SCALE = 64, PAGE_ROWS = 70, MOST_BREAKS = 64 };    /* percent of print; rows that a page holds at it */

static int figures_column(const struct drawn_sheet *s)
{
    int behind = s->first ? s->first->n_columns + 1 : 0;
    return behind > LAY_FIGURES ? behind : LAY_FIGURES;
}

/* Breaks pages before charts, so that none is cut. libxlsxwriter takes the rows as a list that ends with 0. Where the sheet has a list too, it is more important
 * that its columns stay together: the sheet is one page wide. */
static void set_chart_pages(struct drawing *w, const struct drawn_sheet *s)
{
    lxw_row_t breaks[MOST_BREAKS + 1] = {0};
    int n = 0, page = 0, end = s->rows[s->n];
    book_check(&w->book, worksheet_print_area(s->sheet, 0, 0, (lxw_row_t)(end ? end : 1), (lxw_col_t)figures_column(s) - 1));
    if (s->first) return;
    for (size_t i = 0; i < s->n; i++) {
        int row = s->rows[i], next = i + 1 < s->n ? s->rows[i + 1] : end;
        if (next - page <= PAGE_ROWS || n == MOST_BREAKS || row == page) continue;
        breaks[n++] = (lxw_row_t)row;
        page = row;
    }
    worksheet_set_print_scale(s->sheet, SCALE);        /* fitting the sheet to pages would ignore the breaks */
    if (n) book_check(&w->book, worksheet_set_h_pagebreaks(s->sheet, breaks));
}

/* ---- the whole ---- */

static void put_block(struct drawing *w, struct drawn_sheet *s, const struct document_block *b, int row)
{
    const struct chart_frame frame = {row, figures_column(s), CHART_WIDTH};
    switch (b->kind) {
    case BLOCK_TITLE: put_words(&w->book, s, row, b, b->title.text); break;
    case BLOCK_HEADING: case BLOCK_PROSE: case BLOCK_CAUTION: put_words(&w->book, s, row, b, b->words.text); break;
    case BLOCK_LIST:
        if (!b->list->headless && s->above < 0) s->above = s->words;
        list_put(w, s, b->list, row);
        break;
    case BLOCK_BARS: chart_put_bars(w, s, b->bars, frame); break;
    case BLOCK_LINES: chart_put_lines(w, s, b->lines, frame); break;
    case BLOCK_PANELS: chart_put_panels(w, s, b->panels, frame); break;
    case BLOCK_TALLY: put_tally(w, s, row, &b->tally); break;
    default: break;
    }
}

void stack_put(struct drawing *w, struct drawn_sheet *s)
{
    if (!s->first && !s->charts) book_column(&w->book, s->sheet, 0, s->span_pixels);
    s->above = -1;
    if (s->draft_row) book_put_draft(&w->book, s->sheet, 0, s->span - 1);
    for (size_t i = 0; i < s->n && !w->book.fault; i++) put_block(w, s, &s->blocks[i], s->rows[i]);
    if (w->book.fault) return;
    if (s->charts) set_chart_pages(w, s);
    else keep_heads(w, s);
    set_paper(w, s);
}
