/* Files and sheets whose name is no table's, said together: a table in twelve parts is one fault and not twelve. */
#include "base/text.h"
#include "ledger/rows/ledger_inside.h"
#include <stdlib.h>
#include <string.h>

/* What stands beside a table's name in the name of a part of it: 申请登记3月, 2025年申请登记（一季度）, 申请登记-1. */
static bool is_part(const char *s, const char *end)
{
    static const char *const words[] = {"年度", "年", "月份", "月", "季度", "第", "上半", "下半", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "至", "部分", "续", "表",
                                        "(", ")", "（", "）", "-", "_", "—", "~", ".", " ", "　"};
    while (s < end) {
        const char *before = s;
        if (*s >= '0' && *s <= '9') s++;
        for (size_t i = 0; s == before && i < sizeof words / sizeof *words; i++)
            if (!strncmp(s, words[i], strlen(words[i]))) s += strlen(words[i]);
        if (s == before) return false;
    }
    return true;
}

/* The table that it looks like a part of; NULL = none. */
static const struct ledger_table *part_of(const struct schema *schema, const char *name)
{
    const char *end = name + strlen(name);
    for (size_t i = 0; i < schema->n_tables; i++) {
        const char *words[] = {schema->tables[i].name, schema->tables[i].id};
        for (size_t k = 0; k < 2; k++) {
            const char *at = strstr(name, words[k]);
            if (at && is_part(name, at) && is_part(at + strlen(words[k]), end)) return &schema->tables[i];
        }
    }
    return NULL;
}

void ledger_add_unknown(struct sorting *s, struct unknown one)
{
    one.part_of = part_of(s->schema, one.name);
    if (one.part_of) s->ledger->in_parts[one.part_of - s->schema->tables] = true;
    one.monthly = !one.part_of && (strstr(one.name, "月") || strstr(one.name, "季度")) && is_part(one.name, one.name + strlen(one.name));
    s->unknown = memory_grow(s->unknown, s->n_unknown, &s->cap_unknown, sizeof *s->unknown);
    s->unknown[s->n_unknown++] = one;
}

static bool alike(const struct unknown *a, const struct unknown *b) { return a->part_of == b->part_of && a->monthly == b->monthly && a->pivot == b->pivot; }

static void all_names(const struct sorting *s, bool sheets, struct text *out)
{
    for (size_t i = 0; i < s->schema->n_tables; i++)
        text_printf(out, sheets ? "%s%s（%s）" : "%s%s（%s.csv）", i ? "、" : "", s->schema->tables[i].name, s->schema->tables[i].id);
    if (!sheets) return;
    text_add(out, "；不是台账的工作表叫 ");
    for (size_t i = 0; i < s->schema->n_sheets_left_alone; i++) text_printf(out, "%s%s", i ? "、" : "", s->schema->sheets_left_alone[i]);
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
    } else if (u->part_of) {
        if (n > 1) text_printf(&words, "：“%s”分成了几%s", u->part_of->name, u->sheet ? "张" : "个文件");
        if (n > 1) text_printf(&expected, "把各%s的行接在一起，合成一%s，", u->sheet ? "张" : "文件", piece);
        text_printf(&expected, "叫 %s", u->part_of->name);
    } else if (u->monthly) {
        text_printf(&words, "：像是每月、每季一%s", piece);
        text_printf(&expected, "把各%s的行接在一起，按内容合成一%s，如 申请登记", u->sheet ? "张" : "文件", piece);
    } else {
        all_names(s, u->sheet, &expected);
    }
    problems_add(s->problems, &(struct problem){.id = "S09", .table = u->part_of ? u->part_of->id : NULL, .file = u->shown, .text = text_get(&words),
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
