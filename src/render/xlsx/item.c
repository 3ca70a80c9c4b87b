#include "render/xlsx/xlsx_inside.h"
#include <string.h>

uint32_t entry_fill(enum item_tone tone)
{
    return tone == TONE_NEEDED ? 0xF4B6A6 : tone == TONE_WANTED ? 0xFFE699 : 0xEDEDED;
}

/* ---- looks ---- */

static struct look base_look(const struct list *list, int column, const struct item *item)
{
    struct look look = book_plain();
    if (list->of_ids) {
        if (!column) return book_id();
        look = (struct look){.font = "宋体", .size = LAY_SIZE};
        if (item->type == ITEM_TEXT) look.color = 0x666666;
        return look;
    }
    look.wrap = list->wraps;
    if (list->columns[column].centred || (item->type != ITEM_TEXT && item->type != ITEM_EMPTY)) look.across = LXW_ALIGN_CENTER;
    if (item->type == ITEM_EMPTY && list->columns[column].type != ITEM_TEXT) look.across = LXW_ALIGN_CENTER;
    return look;
}

static const char *number_format(const struct item *item)
{
    bool few = item->tone == TONE_FEW, free = item->live && (item->live->kind == LIVE_DIFFERENCE || item->live->kind == LIVE_EXCESS);
    if (item->type == ITEM_SHARE) return few ? "\"（\"0.00%\"）\"" : "0.00%";
    if (item->type == ITEM_DATE) return "yyyy-mm-dd";
    if (item->type == ITEM_COUNT && few) return "\"（\"0\"）\"";
    if (free) return NULL;                             /* a difference may have any number of decimals */
    if (item->type == ITEM_COUNT) return "0";
    return item->type == ITEM_DECIMAL ? book_number_format(item->decimal.scale) : NULL;
}

struct look item_look(const struct list *list, int column, const struct item *item)
{
    struct look look = base_look(list, column, item), id = book_id(), head = book_head();
    const char *number = number_format(item);
    if (number) look.number = number;
    switch (item->tone) {
    case TONE_TOTAL: look.bold = true; break;
    case TONE_ALERT: look.color = 0xC00000; break;
    case TONE_FEW: look.color = 0x707070; break;
    case TONE_ID: return id;
    case TONE_NEEDED: case TONE_WANTED: case TONE_OPEN:
        head.fill = entry_fill(item->tone);
        head.bold = item->tone == TONE_NEEDED;
        return head;
    default: break;
    }
    return look;
}

/* ---- cells ---- */

const char *item_words(const struct item *item, bool wraps, struct arena *scratch)
{
    if (!item->text) return "";
    if (!item->note || item->type != ITEM_TEXT) return item->text;
    return wraps ? arena_printf(scratch, "%s\n%s", item->text, item->note) : arena_printf(scratch, "%s（%s）", item->text, item->note);
}

static void put_value(struct book *b, lxw_worksheet *s, int row, int col, const struct item *item, struct look look)
{
    struct arena scratch = {0};
    char digits[DECIMAL_TEXT];
    const char *words = item->text ? item->text : "";
    switch (item->type) {
    case ITEM_COUNT: book_put_number(b, s, row, col, decimal_format((struct decimal){item->number, 0}, digits), look); break;
    case ITEM_DECIMAL: book_put_number(b, s, row, col, decimal_format(item->decimal, digits), look); break;
    case ITEM_SHARE:
        if (item->whole) book_put_share(b, s, row, col, item->number, item->whole, look);
        else book_put_text(b, s, row, col, words, look);
        break;
    case ITEM_DATE: book_put_day(b, s, row, col, (int)item->number, look); break;
    default: book_put_text(b, s, row, col, item_words(item, look.wrap, &scratch), look);
    }
    arena_release(&scratch);
}

void item_define(struct drawing *w, const struct drawn_sheet *s, int row, int col, const char *name)
{
    char cell[LXW_MAX_CELL_NAME_LENGTH];
    lxw_rowcol_to_cell_abs(cell, (lxw_row_t)row, (lxw_col_t)col, true, true);
    book_define(&w->book, name, s->facts->name, cell);
}

void item_put(struct drawing *w, struct drawn_sheet *s, int row, int col, const struct item *item, struct look look)
{
    enum { MOST_LINKS = 65000 };                       /* a sheet has room for 65,530 links */
    if (item->name) item_define(w, s, row, col, item->name);
    if (item->live && live_put(w, s, row, col, item, look)) return;
    if (item->link && item->text && s->links++ < MOST_LINKS) book_put_link(&w->book, s->sheet, row, col, item->text, item->link, look);
    else put_value(&w->book, s->sheet, row, col, item, look);
}
