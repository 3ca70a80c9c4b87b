#include "archive/inspect_inside.h"
#include "archive/serial.h"
#include "base/intern.h"
#include "base/text.h"
#include "reopen/document.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- 真实性 ---- */

static enum archive_test test_of(const char *kind)
{
    static const struct { const char *kind; enum archive_test test; } kinds[] = {{"number", TEST_NUMBERS}, {"incomplete", TEST_OPENS}, {"missing", TEST_FILES}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!strcmp(kinds[i].kind, kind)) return kinds[i].test;
    return TEST_DIGESTS;                               /* changed, added, name, link, unreadable */
}

static bool is_of_package(const struct archive_item *item, const char *file)
{
    for (size_t i = 0; file && i < item->n_files; i++)
        if (!strcmp(item->files[i].name, file)) return true;
    return !file;
}

/* Lists that stay with the office do not matter here. */
static void take_seen(struct inspecting *g, const struct archive_item *item, const struct archive_seen *seen)
{
    g->of[TEST_DIGESTS]->count += item->n_files;
    g->of[TEST_NUMBERS]->count += seen->cells;
    for (size_t i = 0; i < seen->n; i++) {
        const struct archive_fault *f = &seen->faults[i];
        enum archive_test test = test_of(f->kind);
        if (!strcmp(f->kind, "undecided")) inspect_unseen(g, TEST_NUMBERS, item, f->file, f->message, true);
        else if (test == TEST_NUMBERS || !strcmp(f->kind, "added") || is_of_package(item, f->file)) inspect_find(g, test, item, "%s%s%s", f->file ? f->file : "", f->file ? "：" : "", f->message);
    }
}

static void take_provenance(struct inspecting *g, const struct archive_item *item)
{
    static const enum archive_text names[MADE_BY] = {ARCHIVE_SOURCE_FORM, ARCHIVE_SOURCE_RULES, ARCHIVE_SOURCE_CALENDAR, ARCHIVE_SOURCE_SETTINGS};
    const char *other = json_string_value(json_object_get(json_object_get(item->report, "provenance"), "program"));
    g->of[TEST_PROVENANCE]->count++;
    if (!other || strcmp(other, item->program)) inspect_find(g, TEST_PROVENANCE, item, "report.json 的程序是“%s”，清单的是“%s”", other ? other : "", item->program);
    for (int i = 0; i < MADE_BY; i++)
        if (!item->made_by[i]) inspect_find(g, TEST_PROVENANCE, item, "没有%s的摘要，或者 report.json 与清单的不同", g->in->words->texts[names[i]]);
}

/* ---- 完整性 ---- */

/* A number, or a text of figures (amounts); NULL and an empty text are cells without one. */
static bool is_cell(const json_t *cell)
{
    const char *text = json_string_value(cell);
    return json_is_integer(cell) || json_is_null(cell) || (text && strspn(text, "-.0123456789") == strlen(text));
}

static void take_table(struct inspecting *g, const struct archive_item *item, const struct form_table *t)
{
    const json_t *table = json_object_get(json_object_get(item->report, "tables"), t->id);
    for (size_t i = 0; i < t->n_slots; i++) {
        const json_t *cell = json_object_get(json_object_get(table, t->slots[i].row), t->slots[i].col);
        if (!cell) inspect_find(g, TEST_SECTIONS, item, "没有单元格 %s", t->slots[i].address);
        else if (!is_cell(cell)) inspect_find(g, TEST_SECTIONS, item, "单元格 %s 不是数", t->slots[i].address);
    }
}

static void take_sections(struct inspecting *g, const struct archive_item *item)
{
    const struct form *form = item->its_form;
    g->of[TEST_SECTIONS]->count++;
    if (!form && !item->abstract) inspect_find(g, TEST_SECTIONS, item, "程序没有它所用的表单 %s", item->form);
    for (size_t i = 0; form && i < form->n_sections; i++) {
        const struct form_section *s = &form->sections[i];
        const char *text = json_string_value(json_object_get(json_object_get(item->report, "narrative"), s->id));
        if (s->table) take_table(g, item, s->table);
        else if (!text || !*text) inspect_find(g, TEST_SECTIONS, item, "“%s”没有文字", s->heading);
    }
}

static void take_files(struct inspecting *g, const struct archive_item *item)
{
    const struct archive_words *w = g->in->words;
    g->of[TEST_FILES]->count += item->n_files;
    for (size_t k = 0; k < w->n_documents; k++) {
        bool there = !w->documents[k].needed;
        for (size_t i = 0; i < item->n_files; i++) there = there || item->files[i].kind == &w->documents[k];
        if (!there) inspect_find(g, TEST_FILES, item, "清单上没有 %s 文件（%s）", w->documents[k].format, w->documents[k].file);
    }
}

static const struct archive_file *file_of(const struct archive_item *item, const char *name)
{
    for (size_t k = 0; item && k < item->n_files; k++)
        if (!item->files[k].missing && !strcmp(item->files[k].name, name)) return &item->files[k];
    return NULL;
}

/* Whether its 更正说明 says that it corrects the report.json of this digest. */
static bool corrects(const struct archive_file *correction, const char *sha256)
{
    json_t *root = json_load_file(correction->path, JSON_REJECT_DUPLICATES, NULL);
    const char *of = json_string_value(json_object_get(json_object_get(root, "corrects"), "report"));
    bool same = of && !strncmp(of, "sha256:", 7) && !strcmp(of + 7, sha256);
    json_decref(root);
    return same;
}

/* Editions that are neither here nor said to be handed over before. */
static void find_missed(struct inspecting *g, const struct archive_item *item, int first, int last)
{
    static const char advice[] = "请也给出%s文件夹，以前移交过的在全宗的文件里写明（“已移交”）";
    for (int i = first, from = 0; i <= last + 1; i++) {
        const bool missed = i <= last && !archive_item_earlier(item, i);
        if (missed && !from) from = i;
        if (missed || !from) continue;
        const char *range = from < i - 1 ? arena_printf(&g->results->arena, "第%d版到第%d版", from, i - 1) : arena_printf(&g->results->arena, "第%d版", from);
        inspect_find(g, TEST_FILES, item, "前面的%s没有收；%s", range, arena_printf(&g->results->arena, advice, from < i - 1 ? "它们的" : "它的"));
        from = 0;
    }
}

/* An edition is a correction of the one before it, which belongs beside it, or was handed over before; the items are in the order of their editions. */
static void take_edition(struct inspecting *g, const struct archive_item *item, const struct archive_item *last)
{
    const json_t *edition = json_object_get(item->report, "edition");
    const struct archive_file *correction = file_of(item, "更正说明.json"), *former = file_of(last, "report.json");
    const int before = last ? last->edition : 0, corrected = item->edition - 1;
    const struct archive_earlier *earlier = archive_item_earlier(item, corrected);
    if (edition && (!json_is_integer(edition) || json_integer_value(edition) != item->edition || item->edition < 2)) inspect_find(g, TEST_FILES, item, "report.json 的版次不是 2 以上的整数");
    if (item->edition > 1 && !correction) inspect_find(g, TEST_FILES, item, "是更正过的，没有 更正说明.json");
    find_missed(g, item, before + 1, corrected);
    if (correction && earlier && !corrects(correction, earlier->sha256)) inspect_find(g, TEST_FILES, item, "更正说明.json 里更正的不是写明以前移交的第%d版（%s），摘要不同", corrected, earlier->number);
    else if (correction && former && before == corrected && !corrects(correction, former->digests.sha256)) inspect_find(g, TEST_FILES, item, "更正说明.json 里更正的不是收了的第%d版，摘要不同", corrected);
}

static void take_editions(struct inspecting *g)
{
    for (size_t i = 0; i < g->in->n; i++) {
        const struct archive_item *item = &g->in->items[i], *last = i ? item - 1 : NULL;
        bool one_row = last && last->year == item->year && !strcmp(archive_item_agency(last), archive_item_agency(item));
        take_edition(g, item, one_row ? last : NULL);
    }
}

static void take_numbers(struct inspecting *g)
{
    struct serial *all = memory_alloc((g->in->n + 1) * sizeof *all);
    size_t n = 0;
    for (size_t i = 0; i < g->in->n; i++) {
        const struct archive_item *item = &g->in->items[i];
        if (!item->number) continue;
        g->of[TEST_NUMBERING]->count++;
        if (serial_read(&g->results->arena, item->number, item->row, &all[n])) n++;
        else inspect_find(g, TEST_NUMBERING, item, "档号 %s 不以流水号结尾，看不出断不断号", item->number);
    }
    qsort(all, n, sizeof *all, serial_order);
    for (size_t i = 1; i < n; i++) {
        if (!serial_one_row(&all[i - 1], &all[i])) continue;
        if (all[i].value == all[i - 1].value) inspect_find(g, TEST_NUMBERING, NULL, "%s 和 %s 的流水号相同", all[i - 1].number, all[i].number);
        else if (all[i].value != all[i - 1].value + 1) inspect_find(g, TEST_NUMBERING, NULL, "%s 和 %s 之间断号", all[i - 1].number, all[i].number);
    }
    free(all);
    if (!g->of[TEST_NUMBERING]->count) {
        inspect_find(g, TEST_NUMBERING, NULL, "没有档号");
        g->of[TEST_NUMBERING]->outcome = OUTCOME_UNTESTED;
    }
}

const char **archive_missing(struct arena *a, const struct archive_words *words, const struct fonds *f, const struct archive_item *items, size_t n, size_t *n_missing)
{
    const struct { const char *field, *value; } once[] = {{"移交单位", f->transferor}, {"立档单位", f->creator}, {"档案馆代码", f->archive}, {"全宗号", f->fonds}};
    enum { ONCE = sizeof once / sizeof *once, EACH = 3 };
    const char **list = arena_alloc(a, (ONCE + EACH * n) * sizeof *list);
    *n_missing = 0;
    for (size_t i = 0; i < ONCE; i++)
        if (!once[i].value) list[(*n_missing)++] = archive_words_fill(words, a, ARCHIVE_MISSING_ALL, (const struct filling[]){{"field", once[i].field}, {NULL, NULL}});
    for (size_t i = 0; i < n; i++) {
        const struct { const char *field, *value; } each[EACH] = {{"档号", items[i].number}, {"保管期限", items[i].retention}, {"密级", items[i].secrecy}};
        for (size_t k = 0; k < EACH; k++)
            if (!each[k].value)
                list[(*n_missing)++] = archive_words_fill(words, a, ARCHIVE_MISSING, (const struct filling[]){{"field", each[k].field}, {"item", archive_item_words(a, &items[i])}, {NULL, NULL}});
    }
    return list;
}

static void take_office(struct inspecting *g)
{
    size_t n;
    const char **missing = archive_missing(&g->results->arena, g->in->words, g->in->fonds, g->in->items, g->in->n, &n);
    g->of[TEST_OFFICE]->count = g->in->n;
    for (size_t i = 0; i < n; i++) inspect_find(g, TEST_OFFICE, NULL, "没有%s", missing[i]);
}

/* ---- 可用性 ---- */

static void take_opens(struct inspecting *g, const struct archive_item *item)
{
    struct diag why;
    for (size_t i = 0; i < item->n_files; i++) {
        if (item->files[i].missing) continue;
        g->of[TEST_OPENS]->count++;
        if (document_sound(item->files[i].path, item->files[i].name, &why)) continue;
        bool said = false;                             /* verify reads by the same functions */
        for (size_t k = 0; k < g->of[TEST_OPENS]->n; k++) said = said || strstr(g->of[TEST_OPENS]->found[k], item->files[i].name);
        if (!said) inspect_find(g, TEST_OPENS, item, "%s：%s", item->files[i].name, why.text);
    }
}

/* ---- all ---- */

static void begin(struct inspecting *g)
{
    const struct archive_words *w = g->in->words;
    struct archive_results *all = g->results;
    *all = (struct archive_results){.n = w->n_tests};
    all->list = memory_alloc((w->n_tests + 1) * sizeof *all->list);
    for (size_t i = 0; i < w->n_tests; i++) {
        struct archive_result *r = &all->list[i];
        r->words = &w->tests[i];
        if (r->words->test < ARCHIVE_TESTS) g->of[r->words->test] = r;
        else r->outcome = OUTCOME_UNTESTED;
    }
}

bool archive_inspect(const struct archive_inspection *in, struct archive_results *results, struct diag *diag)
{
    struct inspecting g = {.in = in, .results = results};
    bool ok = true;
    begin(&g);
    for (size_t i = 0; ok && i < in->n; i++) {
        const struct archive_item *item = &in->items[i];
        take_seen(&g, item, &in->seen[i]);
        take_provenance(&g, item);
        take_files(&g, item);
        take_opens(&g, item);
        inspect_pdf(&g, item);
        inspect_pages(&g, item);
        take_sections(&g, item);
        ok = inspect_texts(&g, item, diag);
    }
    take_editions(&g);
    for (size_t i = 0; i < in->n_left; i++)
        if (in->left[i].fault) inspect_find(&g, TEST_FILES, NULL, "%s：%s", in->left[i].name, in->left[i].why);
    take_numbers(&g);
    take_office(&g);
    for (size_t i = 0; i < results->n; i++) results->outcomes[results->list[i].outcome]++;
    return ok;
}

void archive_results_release(struct archive_results *results)
{
    for (size_t i = 0; i < results->n; i++) free(results->list[i].found);
    free(results->list);
    arena_release(&results->arena);
}
