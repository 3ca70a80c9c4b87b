#include "documents/outcome.h"
#include "calendar/civil.h"
#include "documents/outcome_inside.h"
#include "documents/sources.h"
#include <inttypes.h>
#include <string.h>

/* ---- how the report stands ---- */

static bool is_early(const struct report *r) { return r->closing_day < civil_day(r->year, 12, 31); }

static void add_standing(struct document *d, const struct report *r, bool pdf)
{
    struct arena *a = &d->arena;
    const struct finding_counts *n = &r->findings;
    const char *to_mend = arena_printf(a, "有 %" PRId64 " 处须改正", n->blocking);
    char day[CIVIL_WORDS];
    const char *early = arena_printf(a, "%d年还没有结束，统计截至%s", r->year, civil_words(r->closing_day, day));
    const char *late = r->totals ? "" : arena_printf(a, "超期 %" PRId64 "，", n->late);    /* not known without records */
    const char *others = arena_printf(a, "此外：%s错误 %" PRId64 "，警告 %" PRId64 "，有争议 %" PRId64 "，提示 %" PRId64 "，已豁免 %" PRId64 "，无法核对 %" PRId64 "。",
                                      late, n->errors, n->warnings, n->disputed, n->hints, n->waived, n->not_assessable);
    if (!r->draft && !pdf) document_caution(d, "年报已经写成，但是没有 PDF；没有须改正的问题。");
    else if (!r->draft) document_prose(d, "年报已经写成，没有须改正的问题。", NULL);
    else if (!n->blocking) document_caution(d, arena_printf(a, "还是草稿：%s。", early));
    else if (is_early(r)) document_caution(d, arena_printf(a, "还是草稿：%s；%s。", to_mend, early));
    else document_caution(d, arena_printf(a, "还是草稿：%s。", to_mend));
    document_prose(d, others, NULL);
    if (r->totals) document_prose(d, "依据：" REPORT_TOTALS "。", NULL);
}

/* ---- what to do next ---- */

static void add_step(struct document *d, int *n, const char *words) { document_prose(d, arena_printf(&d->arena, "%d. %s", ++*n, words), NULL); }

static void add_steps(struct document *d, const struct report *r, const char *no_pdf)
{
    int n = 0;
    const struct finding_counts *c = &r->findings;
    document_heading(d, 1, "下一步");
    if (no_pdf) add_step(d, &n, arena_printf(&d->arena, "这台机器上写不了 PDF：%s。装好以后再运行一次同样的命令，就有 PDF。", no_pdf));
    if (c->blocking) {
        add_step(d, &n, r->rollup   ? "“退回修改意见”里的信看过以后发给各机关；没有交的、交了读不了的，照 催报名单.xlsx 催。机关表里的由本级改。"
                        : r->totals ? "在填好的年报里改正“须改正”的各处，数改了，有关的合计也要改。"
                                    : "在台账里改正“须改正”的各处；要发给承办部门的，用 问题清单.xlsx。");
        add_step(d, &n, "再运行一次同样的命令，看这一页还有没有“须改正”。");
        return;
    }
    if (c->late + c->errors + c->warnings + c->disputed)
        add_step(d, &n, "看一遍下面的“超期”“错误”“警告”“有争议”：改得了的改了再运行一次；属实的不必改，准备好怎么说明。");
    if (is_early(r)) {
        add_step(d, &n, "年度结束以后再运行一次，写出正式的年报；草稿不要公布。");
        return;
    }
    add_step(d, &n, arena_printf(&d->arena, "把 Word 文档%s送领导审阅；要改的数在%s里改，再运行一次。", no_pdf ? "" : "或者 PDF ", r->totals ? "填好的年报" : "台账"));
    add_step(d, &n, arena_printf(&d->arena, "公布：网站用 page.html，或者把 report.html 贴进内容管理系统%s。", no_pdf ? "" : "；PDF 作附件"));
    add_step(d, &n, "向主管部门报送工作簿和 report.json；整个文件夹归档，以后用 nianbao verify 核对。");
}

/* ---- files ---- */

static const struct list_column file_columns[] = {
    {"file", "文件", ITEM_TEXT, .share = 3, .heads_row = true},
    {"use", "用途", ITEM_TEXT, .share = 4},
};

static void fill_file(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct outcome_file *f = ((const struct outcome_file *const *)list->context)[row];
    (void)scratch;
    items[0] = item_text(f->name);
    items[0].file = f->name;
    items[1] = item_text(f->use);
}

static void add_file_list(struct document *d, const struct run_outcome *of, const char *id, const char *title, bool published)
{
    const struct outcome_file **chosen = arena_alloc(&d->arena, (of->n_files + 1) * sizeof *chosen);
    struct list *list = document_list(d, id, file_columns, sizeof file_columns / sizeof *file_columns);
    for (size_t i = 0; i < of->n_files; i++)
        if (of->files[i].published == published) chosen[list->n_rows++] = &of->files[i];
    list->title = title;
    list->fill = fill_file;
    list->context = chosen;
    list->stacked = true;
}

static void add_files(struct document *d, const struct run_outcome *of)
{
    document_heading(d, 1, "文件");
    add_file_list(d, of, "published", of->report->draft ? "改正、写成以后才可以公布、报送的（现在是草稿）" : "可以公布、报送的", true);
    add_file_list(d, of, "internal", "只供内部使用的，不要公布（本页也是）", false);
}

/* ---- letters ---- */

static const struct list_column letter_columns[] = {
    {"agency", "机关", ITEM_TEXT, .share = 3, .heads_row = true},
    {"letter", "信", ITEM_TEXT, .share = 3},
    {"faults", "问题", ITEM_TEXT, .share = 1, .centred = true},
    {"again", "第几次", ITEM_TEXT, .share = 1, .centred = true},
};

static void fill_letter(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct sent_letter *l = (const struct sent_letter *)list->context + row;
    items[0] = item_text(l->agency);
    items[1] = item_text("Word 文档");
    items[1].file = arena_printf(scratch, "%s.docx", l->file);
    items[2] = item_text(arena_printf(scratch, "%zu项", l->faults));
    items[3] = item_text(l->again ? "改后又退回" : "第一次");
}

static void add_letters(struct document *d, const struct run_outcome *of)
{
    if (!of->n_letters) return;
    document_heading(d, 1, "退回修改的");
    struct list *list = document_list(d, "letters", letter_columns, sizeof letter_columns / sizeof *letter_columns);
    list->n_rows = of->n_letters;
    list->fill = fill_letter;
    list->context = of->letters;
    list->stacked = true;
}

/* ---- figures ---- */

static const struct list_column change_columns[] = {
    {"figure", "数", ITEM_TEXT, .share = 4, .heads_row = true},
    {"before", "上次", ITEM_TEXT, .share = 1, .centred = true},
    {"now", "这次", ITEM_TEXT, .share = 1, .centred = true},
};

static void fill_change(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct figure_change *c = (const struct figure_change *)list->context + row;
    (void)scratch;
    items[0] = item_text(c->name);
    items[0].note = c->address;
    items[1] = item_text(c->before ? c->before : "空");
    items[2] = item_text(c->now ? c->now : "空");
}

static void add_changes(struct document *d, const struct last_run *last_run)
{
    struct arena *a = &d->arena;
    char iso[CIVIL_ISO];
    document_heading(d, 1, "与上次相比，变了的数");
    if (last_run->state == LAST_RUN_NONE) {
        document_prose(d, "这个文件夹里第一次写年报，没有上次可以比。", NULL);
        return;
    }
    if (last_run->state == LAST_RUN_UNREAD) {
        document_caution(d, arena_printf(a, "上次的 report.json 没有比：%s。", last_run->why));
        return;
    }
    const char *day = last_run->as_of == NO_DAY ? "" : arena_printf(a, "（--as-of %s）", civil_iso(last_run->as_of, iso));
    const char *last = arena_printf(a, "上次写的是%s%s", last_run->draft ? "草稿" : "正式的年报", day);
    document_prose(d, arena_printf(a, last_run->n_changes ? "%s；变了 %zu 个数。" : "%s；没有变化。", last, last_run->n_changes), NULL);
    if (!last_run->n_changes) return;
    struct list *list = document_list(d, "changes", change_columns, sizeof change_columns / sizeof *change_columns);
    list->n_rows = last_run->n_changes;
    list->fill = fill_change;
    list->context = last_run->changes;
    list->stacked = true;
}

enum { SOURCES_ON_PAGE = 100 };

void outcome_document(struct document *d, const struct run_outcome *of)
{
    const struct report *r = of->report;
    d->whole_page = d->internal = true;
    const char *title = arena_printf(&d->arena, "%s%d年年报：本次结果", r->agency.name, r->year);
    document_title(d, title, r->agency.name, title + strlen(r->agency.name));
    add_standing(d, r, !of->no_pdf);
    add_steps(d, r, of->no_pdf);
    add_letters(d, of);
    add_files(d, of);
    if (r->rollup && r->rollup->n_sources) {
        document_heading(d, 1, "问题来源");
        sources_list(d, r->rollup, SOURCES_ON_PAGE);
    }
    outcome_findings(d, of);
    add_changes(d, of->last_run);
    outcome_limits(d, of);
}
