/* Files and sheets that are no table, by name or headings, said together: twelve alike are one fault. */
#include "base/text.h"
#include "ledger/rows/ledger_inside.h"
#include "ledger/values/discretion.h"
#include <stdlib.h>
#include <string.h>

void ledger_add_unknown(struct sorting *s, struct unknown one)
{
    const struct ledger_table *t = one.fit.table;
    if (t) s->ledger->in_parts[t - s->schema->tables] = true;
    s->unknown = memory_grow(s->unknown, s->n_unknown, &s->cap_unknown, sizeof *s->unknown);
    s->unknown[s->n_unknown++] = one;
}

static bool same_text(const char *a, const char *b) { return !strcmp(a, b); }

/* The same table with the same headings missing and not known: one cause. */
static bool alike(const struct unknown *a, const struct unknown *b)
{
    const struct table_fit *x = &a->fit, *y = &b->fit;
    if (a->pivot != b->pivot || x->table != y->table || x->also != y->also || x->n_missing != y->n_missing || x->n_failing != y->n_failing) return false;
    for (size_t i = 0; i < x->n_missing; i++)
        if (!same_text(x->missing[i], y->missing[i])) return false;
    for (size_t i = 0; x->table && i < x->n_failing; i++)
        if (!same_text(x->failing[i].seen, y->failing[i].seen)) return false;
    return true;
}

static void all_names(const struct sorting *s, bool sheets, struct text *out)
{
    for (size_t i = 0; i < s->schema->n_tables; i++)
        text_printf(out, sheets ? "%s%s（%s）" : "%s%s（%s.csv）", i ? "、" : "", s->schema->tables[i].name, s->schema->tables[i].id);
    if (!sheets) return;
    text_add(out, "；不是台账的工作表叫 ");
    for (size_t i = 0; i < s->schema->n_sheets_left_alone; i++) text_printf(out, "%s%s", i ? "、" : "", s->schema->sheets_left_alone[i]);
}

/* The nearest table, what it needs, and the headings that it does not know. */
static void name_nearest(const struct sorting *s, const struct unknown *u, struct text *words, struct text *expected)
{
    enum { SHOWN = 8 };
    const struct table_fit *fit = &u->fit;
    const char *name = u->sheet ? "工作表" : "文件";
    if (fit->also) {
        text_printf(words, "：标题与“%s”和“%s”都相符，不知道是哪一张", fit->table->name, fit->also->name);
        text_printf(expected, "%s改名为 %s 或 %s", name, fit->table->name, fit->also->name);
        return;
    }
    text_printf(words, "：最像“%s”", fit->table->name);
    for (size_t i = 0; i < fit->n_missing; i++) text_printf(words, "%s“%s”", i ? "、" : "，缺少", fit->missing[i]);
    for (size_t i = 0; i < fit->n_failing && i < SHOWN; i++) {
        const struct table_fit_cell *cell = &fit->failing[i];
        text_add(words, i ? "" : "，不认识");
        if (discretion_may_show_heading(s->schema, (struct slice){cell->seen, strlen(cell->seen)})) text_printf(words, "%s“%s”", i ? "、" : "", cell->seen);
        else text_printf(words, "%s第%zu列", i ? "、" : "", cell->cell + 1);
    }
    if (fit->n_failing > SHOWN) text_printf(words, "等 %zu 个标题", fit->n_failing);
    if (!fit->n_missing) text_printf(expected, "是这张表的，%s改名为 %s；不是的移走", name, fit->table->name);
    else text_add(expected, "是这张表的，补上缺少的列，不认识的改成台账的标题；不是的移走");
    if (u->sheet) text_add(expected, "，或改名为 说明");
}

static void tell(const struct sorting *s, size_t first)
{
    const struct unknown *u = &s->unknown[first];
    struct text names = {0}, words = {0}, expected = {0};
    size_t n = 0;
    bool hidden = false;
    for (size_t i = first; i < s->n_unknown; i++) {
        if (!alike(u, &s->unknown[i])) continue;
        if (n++) text_printf(&names, "%s%s", n > 2 ? "、" : "", u->sheet ? s->unknown[i].name : s->unknown[i].shown);
        hidden |= s->unknown[i].hidden;
    }
    const char *kind = u->sheet ? "工作表" : "文件", *piece = u->sheet ? "张" : "个";
    text_printf(&words, "这%s%s没有读", piece, kind);
    if (n > 1) text_printf(&words, "，还有 %zu %s（%s）也没有读", n - 1, piece, text_get(&names));
    if (hidden) text_add(&words, n > 1 ? "；其中有隐藏的" : "；它是隐藏的");
    if (u->pivot) {
        text_add(&words, "：像是数据透视表，不是台账的表");
        text_add(&expected, "删去这张表，或移到别的工作簿");
    } else if (u->fit.table) {
        name_nearest(s, u, &words, &expected);
    } else {
        all_names(s, u->sheet, &expected);
    }
    problems_add(s->problems, &(struct problem){.id = "S09", .table = u->fit.table ? u->fit.table->id : NULL, .file = u->shown, .line = u->fit.line, .text = text_get(&words),
                                                .expected = text_get(&expected), .lost = true, .refuses = true});
    text_release(&names);
    text_release(&words);
    text_release(&expected);
}

void ledger_report_unknown(struct sorting *s)
{
    for (size_t i = 0; i < s->n_unknown; i++) {
        bool told = false;
        for (size_t k = 0; k < i; k++) told |= alike(&s->unknown[k], &s->unknown[i]);
        if (!told) tell(s, i);
    }
    free(s->unknown);
    s->unknown = NULL;
    s->n_unknown = s->cap_unknown = 0;
}
