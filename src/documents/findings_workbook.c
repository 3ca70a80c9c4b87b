/* 问题清单.xlsx: counts first, then one sheet a class. A finding counts once in each of the two tables of counts. */
#include "documents/findings.h"
#include "documents/findings_inside.h"
#include <string.h>

enum { CLASSES = CLASS_MACRO + 1 };

/* The counts of one line, and of all. */
struct counts { int64_t by_standing[FINDING_STANDINGS], by_class[CLASSES], total; };
struct counted { const char *name; struct counts n; bool total; };
/* Lines of counts; the classes that have a column of their own, as places in by_class. */
struct count_table { struct counted *lines; int classes[CLASSES], n_classes; };

static void count(struct counts *n, const struct finding *f)
{
    n->by_standing[finding_standing(f)]++;
    n->by_class[f->class]++;
    n->total++;
}

static void fill(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct count_table *t = list->context;
    const struct counted *line = &t->lines[row];
    int col = 0;
    items[col++] = item_text(line->name);
    for (int c = 0; c < t->n_classes; c++) items[col++] = item_count(scratch, line->n.by_class[t->classes[c]]);
    for (int k = 0; k < FINDING_STANDINGS; k++) items[col++] = item_count(scratch, line->n.by_standing[k]);
    items[col] = item_count(scratch, line->n.total);
}

static void add_counts(struct document *d, const char *id, const char *label, struct count_table *t, size_t n)
{
    enum { NAME_PIXELS = 180, COUNT_PIXELS = 90 };
    struct list_column columns[1 + CLASSES + FINDING_STANDINGS + 1];
    int col = 0;
    columns[col++] = (struct list_column){"name", label, ITEM_TEXT, .pixels = NAME_PIXELS};
    for (int c = 0; c < t->n_classes; c++) {
        enum finding_class class = (enum finding_class)t->classes[c];
        columns[col++] = (struct list_column){finding_class_id(class), finding_class_name(class), ITEM_COUNT, .pixels = COUNT_PIXELS};
    }
    for (int k = 0; k < FINDING_STANDINGS; k++) {
        const char *name = finding_standing_name((enum finding_standing)k);
        columns[col++] = (struct list_column){name, name, ITEM_COUNT, .pixels = COUNT_PIXELS};
    }
    columns[col++] = (struct list_column){"total", "合计", ITEM_COUNT, .pixels = COUNT_PIXELS};
    struct list *list = document_list(d, id, columns, col);
    list->n_rows = n;
    list->fill = fill;
    list->context = t;
}

/* As they stand: the counts of the terminal and of report.json. */
static void add_classes(struct document *d, const struct findings *all, const struct counts *total)
{
    struct count_table *t = arena_alloc(&d->arena, sizeof *t);
    size_t n = 0;
    t->lines = arena_alloc(&d->arena, (CLASSES + 1) * sizeof *t->lines);
    for (int c = 0; c < CLASSES; c++) {
        struct counted line = {.name = finding_class_name((enum finding_class)c)};
        for (size_t i = 0; i < all->n; i++)
            if ((int)all->list[i].class == c) count(&line.n, &all->list[i]);
        if (line.n.total) t->lines[n++] = line;
    }
    t->lines[n++] = (struct counted){"合计", *total, true};
    add_counts(d, "by_class", "类别", t, n);
}

/* What no department dealt with is the office's own. In the order in which departments first appear: those with blocking findings
 * come first. */
static void add_owners(struct document *d, const struct findings *all, const char *agency, const struct counts *total)
{
    struct count_table *t = arena_alloc(&d->arena, sizeof *t);
    size_t n = 0;
    t->lines = arena_alloc(&d->arena, (all->n + 1) * sizeof *t->lines);
    for (int c = 0; c < CLASSES; c++)
        if (total->by_class[c]) t->classes[t->n_classes++] = c;
    for (size_t i = 0; i < all->n; i++) {
        const char *name = all->list[i].department ? all->list[i].department : agency;
        size_t k = 0;
        while (k < n && strcmp(t->lines[k].name, name)) k++;
        if (k == n) t->lines[n++].name = name;
        count(&t->lines[k].n, &all->list[i]);
    }
    t->lines[n++] = (struct counted){"合计", *total, true};
    add_counts(d, "by_department", "承办部门（没有的列机关）", t, n);
}

void findings_workbook(struct document *d, const struct findings *all, const struct report *report)
{
    struct counts total = {0};
    for (size_t i = 0; i < all->n; i++) count(&total, &all->list[i]);
    document_sheet(d, "汇总", true);
    document_title(d, arena_printf(&d->arena, "%s：问题清单", report->title), report->agency.name, NULL);
    if (report->totals) document_prose(d, "依据：" REPORT_TOTALS "。", NULL);
    add_classes(d, all, &total);
    add_owners(d, all, report->agency.name, &total);
    for (int c = 0; c < CLASSES; c++)
        if (total.by_class[c]) findings_class_sheet(d, all, (enum finding_class)c);
}
