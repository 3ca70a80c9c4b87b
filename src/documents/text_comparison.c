#include "documents/text_comparison.h"

enum { NOW, BEFORE, FOUND, COLUMNS };
static const struct list_column columns[COLUMNS] = {
    [NOW] = {"now", "今年", ITEM_TEXT, .share = 4},
    [BEFORE] = {"before", "上年", ITEM_TEXT, .share = 4},
    [FOUND] = {"found", "对照", ITEM_TEXT, .share = 1.3},
};

static const char *const kinds[SENTENCE_KINDS] = {
    [SENTENCE_COPIED] = "照抄", [SENTENCE_DATED] = "照抄，只改了年份", [SENTENCE_COUNTED] = "只改了数", [SENTENCE_NEW] = "今年新写", [SENTENCE_GONE] = "今年没有了",
};

static const char *const count_names[SENTENCE_KINDS] = {
    [SENTENCE_COPIED] = "照抄", [SENTENCE_DATED] = "只改了年份", [SENTENCE_COUNTED] = "只改了数", [SENTENCE_REWRITTEN] = "改写", [SENTENCE_NEW] = "新写", [SENTENCE_GONE] = "上年有今年没有",
};

static const char *found_words(const struct sentence_pair *p, struct arena *scratch)
{
    const char *words = p->kind == SENTENCE_REWRITTEN ? arena_printf(scratch, "改写，%d%%相同", p->percent) : kinds[p->kind];
    return arena_printf(scratch, "%s%s%s", words, p->same_numbers ? "，数没有改" : "", p->moved ? "（换了位置）" : "");
}

static void fill(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct sentence_pair *p = &((const struct sentence_pairs *)list->context)->list[row];
    items[NOW] = item_text(p->now);
    items[BEFORE] = item_text(p->before);
    items[FOUND] = item_text(found_words(p, scratch));
}

/* 照抄 3 句，今年新写 2 句。 */
static const char *counts_words(const struct sentence_pairs *p, struct arena *arena)
{
    const char *words = "";
    for (int k = 0; k < SENTENCE_KINDS; k++)
        if (p->counts[k]) words = arena_printf(arena, "%s%s%s %zu 句", words, *words ? "，" : "", count_names[k], p->counts[k]);
    return arena_printf(arena, "%s。", words);
}

static void add_part(struct document *d, const struct text_part *part, int level)
{
    const struct sentence_pairs *p = &part->pairs;
    document_heading(d, level, part->heading);
    document_prose(d, counts_words(p, &d->arena), NULL);
    struct list *list = document_list(d, "text_changes", columns, COLUMNS);
    list->n_rows = p->n;
    list->fill = fill;
    list->context = p;
    list->wraps = list->stacked = true;
    if (p->cut) list->remark = arena_printf(&d->arena, "只对照了每年的前 %d 句。", SENTENCES_MOST);
}

void text_comparison_document(struct document *d, const char *title, const struct text_changes *all, size_t n)
{
    d->whole_page = d->internal = true;
    document_title(d, title, "", NULL);
    document_prose(d, "一句一行，左边是今年的，右边是上年的；两年逐字相同的在【】里，涂黑的是个人信息。“数没有改”是说除日期外的数都与上年相同，请核对是不是忘了改。", NULL);
    for (size_t i = 0; i < n; i++) {
        if (!all[i].n) continue;
        if (n > 1) document_heading(d, 1, all[i].agency);
        for (size_t k = 0; k < all[i].n; k++) add_part(d, &all[i].parts[k], n > 1 ? 2 : 1);
    }
}
