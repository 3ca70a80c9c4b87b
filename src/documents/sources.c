#include "documents/sources.h"
#include "base/text.h"
#include "form/mending.h"
#include "form/sources.h"

enum { RULE, LINE, SUM_GAP, AGENCY, GAP, WHAT, FILE_READ, COLUMNS };
static const struct list_column columns[COLUMNS] = {
    [RULE] = {"rule", "勾稽关系", ITEM_TEXT, .pixels = 290, .share = 4},
    [LINE] = {"line", "列或行", ITEM_TEXT, .pixels = 150, .share = 2},
    [SUM_GAP] = {"sum_gap", "汇总相差", ITEM_DECIMAL, .pixels = 74, .share = 1},
    [AGENCY] = {"agency", "来自", ITEM_TEXT, .pixels = 190, .share = 3, .heads_row = true},
    [GAP] = {"gap", "其中", ITEM_DECIMAL, .pixels = 64, .share = 1},
    [WHAT] = {"what", "哪一格", ITEM_TEXT, .pixels = 330, .share = 4},
    [FILE_READ] = {"file", "文件", ITEM_TEXT, .pixels = 330, .share = 3},
};
struct listed_source { const struct source_line *line; const struct source *one; };

static bool holds(const struct source_line *line) { return form_holds(line->identity, line->gap.value); }

static void fill(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    static const struct decimal none = {0, 0};
    const struct listed_source *at = (const struct listed_source *)list->context + row;
    struct text words = {0};
    items[RULE] = item_text(arena_printf(scratch, "%s %s", at->line->identity->check, at->line->identity->wording));
    mending_line_label(&words, at->line->identity, at->line->line);
    items[LINE] = item_text(arena_dup(scratch, text_get(&words)));
    items[SUM_GAP] = item_number(scratch, holds(at->line) ? &none : &at->line->gap);
    items[AGENCY] = item_text(filing_shown(at->one->part));
    items[GAP] = item_number(scratch, &at->one->gap);
    text_clear(&words);
    source_wrong(&words, at->one);
    items[WHAT] = item_text(words.n ? arena_dup(scratch, text_get(&words)) : "说不准是哪一格，见下级年报问题.csv");
    items[FILE_READ] = item_text(at->one->part->file);
    text_release(&words);
}

void sources_list(struct document *d, const struct rollup *all, size_t most)
{
    size_t n = 0, hidden = 0;
    for (size_t i = 0; i < all->n_sources; i++) {
        n += all->sources[i].n;
        hidden += holds(&all->sources[i]);
    }
    struct listed_source *rows = arena_alloc(&d->arena, (n + 1) * sizeof *rows);
    n = 0;
    for (size_t i = 0; i < all->n_sources; i++)
        for (size_t k = 0; k < all->sources[i].n; k++) rows[n++] = (struct listed_source){&all->sources[i], &all->sources[i].list[k]};
    if (!n) return;
    document_prose(d, "下面这些机关的年报里，勾稽关系不平，所以汇总不平。一处来自几个机关的，影响大的在前。退给这些机关改正。", NULL);
    if (hidden) document_caution(d, arena_printf(&d->arena, "有 %zu 处，各机关的差合起来抵消了，汇总看上去是对的（汇总相差 0）。", hidden));
    struct list *list = document_list(d, "sources", columns, COLUMNS);
    list->n_rows = most && n > most ? most : n;
    if (list->n_rows < n) list->remark = arena_printf(&d->arena, "显示 %zu / %zu 行，全部见工作簿的“问题来源”。", list->n_rows, n);
    list->fill = fill;
    list->context = rows;
    list->wraps = true;
    list->stacked = true;
}
