#include "render/findings_words.h"
#include "render/findings_xlsx.h"
#include <stdlib.h>
#include <string.h>

/* The first sheet of 问题清单.xlsx. A finding counts once in each of its two tables. */

enum { CLASSES = CLASS_MACRO + 1 };

/* The counts of one line, and of all. */
struct counts { int64_t by_standing[FINDING_STANDINGS], by_class[CLASSES], total; };

static void count(struct counts *n, const struct finding *f)
{
    n->by_standing[finding_standing(f)]++;
    n->by_class[f->class]++;
    n->total++;
}

/* What no department dealt with is the office's own. */
static const char *owner(const struct finding *f, const struct report *r) { return f->department ? f->department : r->agency.name; }

struct owned { const char *name; struct counts n; };

/* In the order in which they first appear: those with blocking findings come first. */
static struct owned *count_owners(struct book *b, const struct rendering *r, size_t *n)
{
    struct owned *all = arena_alloc(&b->arena, (r->findings->n + 1) * sizeof *all);
    *n = 0;
    for (size_t i = 0; i < r->findings->n; i++) {
        const char *name = owner(&r->findings->list[i], r->report);
        size_t k = 0;
        while (k < *n && strcmp(all[k].name, name)) k++;
        if (k == *n) all[(*n)++].name = name;
        count(&all[k].n, &r->findings->list[i]);
    }
    return all;
}

/* How many there are, as they stand: the counts of the terminal and of report.json. */
static void put_ends(struct book *b, lxw_worksheet *s, int row, int col, const struct counts *n, struct look look)
{
    for (int k = 0; k < FINDING_STANDINGS; k++) book_put_count(b, s, row, col++, n->by_standing[k], look);
    book_put_count(b, s, row, col, n->total, look);
}

static void put_heads(struct book *b, lxw_worksheet *s, int row, int col)
{
    for (int k = 0; k < FINDING_STANDINGS; k++) book_put_text(b, s, row, col++, finding_standing_name((enum finding_standing)k), book_head());
    book_put_text(b, s, row, col, "合计", book_head());
}

static struct look centred(void)
{
    struct look look = book_plain();
    look.across = LXW_ALIGN_CENTER;
    return look;
}

/* ---- by class ---- */

static void put_class_line(struct book *b, lxw_worksheet *s, int row, const char *name, const struct counts *n)
{
    book_put_text(b, s, row, 0, name, book_plain());
    put_ends(b, s, row, 1, n, centred());
}

static int put_classes(struct book *b, lxw_worksheet *s, int row, const struct findings *all, const struct counts *total)
{
    book_put_text(b, s, row, 0, "类别", book_head());
    put_heads(b, s, row++, 1);
    for (int c = 0; c < CLASSES; c++) {
        struct counts n = {0};
        for (size_t i = 0; i < all->n; i++)
            if ((int)all->list[i].class == c) count(&n, &all->list[i]);
        if (n.total) put_class_line(b, s, row++, finding_class_name((enum finding_class)c), &n);
    }
    put_class_line(b, s, row++, "合计", total);
    return row;
}

/* ---- by department ---- */

static void put_owner_line(struct book *b, lxw_worksheet *s, int row, const char *name, const struct counts *n, const struct counts *total)
{
    int col = 1;
    book_put_text(b, s, row, 0, name, book_plain());
    for (int c = 0; c < CLASSES; c++)
        if (total->by_class[c]) book_put_count(b, s, row, col++, n->by_class[c], centred());
    put_ends(b, s, row, col, n, centred());
}

/* Returns the number of columns used. */
static int put_owners(struct book *b, lxw_worksheet *s, int row, const struct rendering *r, const struct counts *total)
{
    size_t n;
    const struct owned *all = count_owners(b, r, &n);
    int col = 1;
    book_put_text(b, s, row, 0, "承办部门（没有的列机关）", book_head());
    for (int c = 0; c < CLASSES; c++)
        if (total->by_class[c]) book_put_text(b, s, row, col++, finding_class_name((enum finding_class)c), book_head());
    put_heads(b, s, row++, col);
    for (size_t i = 0; i < n; i++) put_owner_line(b, s, row++, all[i].name, &all[i].n, total);
    put_owner_line(b, s, row, "合计", total, total);
    return col + FINDING_STANDINGS + 1;
}

void findings_summary_sheet(struct book *b, const struct rendering *r)
{
    enum { COLUMNS = 1 + FINDING_STANDINGS + 1 };
    lxw_worksheet *s = book_sheet(b, "汇总", true);
    if (!s) return;
    struct look title = {.font = "黑体", .size = 14};
    struct counts total = {0};
    for (size_t i = 0; i < r->findings->n; i++) count(&total, &r->findings->list[i]);
    int row = book_put_draft(b, s, 0, COLUMNS - 1);
    book_put_text(b, s, row++, 0, arena_printf(&b->arena, "%s：问题清单", r->report->title), title);
    row = put_classes(b, s, row, r->findings, &total);
    int columns = put_owners(b, s, row + 1, r, &total);
    book_column(b, s, 0, 180);
    for (int c = 1; c < columns || c < COLUMNS; c++) book_column(b, s, c, 90);
}
