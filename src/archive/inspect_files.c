#include "archive/inspect_inside.h"
#include "base/text.h"
#include "ledger/values/personal.h"
#include "manuscript/manuscript.h"
#include "reopen/document.h"
#include <string.h>

/* ---- what the PDF says of itself ---- */

static bool same(const char *a, const char *b) { return a && b && !strcmp(a, b); }

static void take_metadata(struct inspecting *g, const struct archive_item *item)
{
    const struct pdf_facts *f = &item->facts;
    struct arena *a = &g->results->arena;
    const char *year = arena_printf(a, "%d年", item->year);
    g->of[TEST_METADATA]->count++;
    if (!f->title || !strstr(f->title, item->name) || !strstr(f->title, year)) inspect_find(g, TEST_METADATA, item, "PDF 的标题是“%s”，里面没有机关的名称或者年度", f->title ? f->title : "");
    if (!same(f->author, item->name)) inspect_find(g, TEST_METADATA, item, "PDF 的作者是“%s”，不是机关的名称", f->author ? f->author : "");
    if (!same(f->created, item->stamp)) inspect_find(g, TEST_METADATA, item, "PDF 的创建日期是%s，清单的是%s", f->created ? f->created : "空的", item->stamp);
    if (!f->pages) inspect_find(g, TEST_METADATA, item, "PDF 没有页");
}

static void take_archival(struct inspecting *g, const struct archive_item *item)
{
    const struct pdf_facts *f = &item->facts;
    g->of[TEST_ARCHIVAL]->count++;
    if (!f->part || !f->conformance) inspect_find(g, TEST_ARCHIVAL, item, "没有 PDF/A 的标识");
    else if ((strcmp(f->part, "1") && strcmp(f->part, "2")) || strcmp(f->conformance, "A")) inspect_find(g, TEST_ARCHIVAL, item, "PDF/A 的标识是 %s%s，程序写的是 1A 或者 2A", f->part, f->conformance);
    if (!f->intent) inspect_find(g, TEST_ARCHIVAL, item, "没有输出意图");
    if (!f->tagged) inspect_find(g, TEST_ARCHIVAL, item, "没有结构标签");
    if (!f->language) inspect_find(g, TEST_ARCHIVAL, item, "没有说明语言");
    if (!same(f->title, f->xmp_title) || !same(f->author, f->xmp_author)) inspect_find(g, TEST_ARCHIVAL, item, "XMP 的标题、作者与文档属性不同");
}

void inspect_pdf(struct inspecting *g, const struct archive_item *item)
{
    static const enum archive_test tests[] = {TEST_METADATA, TEST_FONTS, TEST_ARCHIVAL, TEST_ENCRYPTION, TEST_ACTIVE};
    const struct pdf_facts *f = &item->facts;
    for (size_t i = 0; !item->has_facts && i < sizeof tests / sizeof *tests; i++) inspect_find(g, tests[i], item, "没有完整的 PDF");
    if (!item->has_facts) return;
    take_metadata(g, item);
    take_archival(g, item);
    g->of[TEST_FONTS]->count += f->fonts;
    if (!f->fonts || f->embedded != f->fonts) inspect_find(g, TEST_FONTS, item, "%zu种字体里%zu种没有嵌入", f->fonts, f->fonts - f->embedded);
    g->of[TEST_ENCRYPTION]->count++;
    if (f->encrypted) inspect_find(g, TEST_ENCRYPTION, item, "PDF 加密了");
    g->of[TEST_ACTIVE]->count++;
    if (f->active) inspect_find(g, TEST_ACTIVE, item, "PDF 里有 %s", f->active);
}

/* ---- what a page must not have ---- */

static bool is_parts(const char *ending) { return !strcmp(ending, ".docx") || !strcmp(ending, ".xlsx") || !strcmp(ending, ".ofd"); }

void inspect_pages(struct inspecting *g, const struct archive_item *item)
{
    struct arena a = {0};
    for (size_t i = 0; i < item->n_files; i++) {
        const struct archive_file *f = &item->files[i];
        const char *ending = strrchr(f->name, '.');
        if (f->missing || !f->kind || !ending || (strcmp(ending, ".html") && !is_parts(ending))) continue;
        g->of[TEST_ACTIVE]->count++;
        const char *active = active_in_document(&a, f->path, f->name);
        if (active) inspect_find(g, TEST_ACTIVE, item, "%s：%s", f->name, active);
    }
    arena_release(&a);
}

/* ---- words ---- */

/* All of a manuscript's words without blanks, since lines end anywhere. */
static void add_words(struct text *all, const char *words)
{
    static const char wide[] = "\u3000", hard[] = "\u00a0";
    for (const char *s = words; *s; s++)
        if (!strncmp(s, wide, sizeof wide - 1)) s += sizeof wide - 2;
        else if (!strncmp(s, hard, sizeof hard - 1)) s += sizeof hard - 2;
        else if (!strchr(" \n\r\t", *s)) text_add_char(all, *s);
}

static bool holds(const char *all, const char *words)
{
    struct text flat = {0};
    add_words(&flat, words);
    bool found = strstr(all, text_get(&flat));
    text_release(&flat);
    return found;
}

/* The digits of a digest that the report records are no person's number, though they may look like one. */
static const char *without_digests(struct arena *a, const struct archive_item *item, const char *words)
{
    char *copy = arena_dup(a, words);
    for (int i = 0; i < MADE_BY; i++)
        for (char *at = copy; item->made_by[i] && (at = strstr(at, item->made_by[i]));) memset(at, '.', strlen(item->made_by[i]));
    return copy;
}

/* The property of a document that has the figures of timeliness in a row, as report.json has them. */
static bool is_timeliness(const struct archive_item *item, const char *words)
{
    struct text row = {0};
    const char *key;
    json_t *figure;
    json_object_foreach(json_object_get(item->report, "timeliness"), key, figure) text_printf(&row, "%s%lld", row.n ? " " : "", json_is_integer(figure) ? (long long)json_integer_value(figure) : -1LL);
    bool same = row.n && !strcmp(words, text_get(&row));
    text_release(&row);
    return same;
}

static void scan(struct inspecting *g, const struct archive_item *item, const char *what, const char *words)
{
    const struct personal_scope scope = {.schema = g->in->schema};
    struct personal_marks marks = {0};
    struct text kinds = {0};
    struct arena a = {0};
    if (!is_timeliness(item, words)) personal_scan(&scope, without_digests(&a, item, words), &marks);
    if (personal_kinds(&marks, true, &kinds)) inspect_find(g, TEST_PERSONAL, item, "%s里有像%s的", what, text_get(&kinds));
    personal_marks_release(&marks);
    text_release(&kinds);
    arena_release(&a);
}

static void scan_report(struct inspecting *g, const struct archive_item *item)
{
    static const struct { const char *key, *words; } parts[] = {{"narrative", "正文"}, {"notes", "附注"}};
    const char *key;
    json_t *value;
    g->of[TEST_PERSONAL]->count++;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        json_object_foreach(json_object_get(item->report, parts[i].key), key, value)
            if (json_is_string(value)) scan(g, item, parts[i].words, json_string_value(value));
}

/* Every text of a document, of its tables too. */
static void scan_parts(struct inspecting *g, const struct archive_item *item, const char *what, const struct manuscript *m)
{
    for (size_t i = 0; i < m->n; i++) {
        const struct manuscript_part *p = &m->parts[i];
        if (p->text) scan(g, item, what, p->text);
        for (size_t k = 0; p->kind == MANUSCRIPT_TABLE && k < p->table.n; k++) scan(g, item, what, p->table.cells[k].text);
    }
}

/* What report.json says in words is printed, line by line; marks of headings are not. */
static void take_narrative(struct inspecting *g, const struct archive_item *item, const char *all)
{
    struct arena a = {0};
    const char *key;
    json_t *value;
    json_object_foreach(json_object_get(item->report, "narrative"), key, value) {
        for (const char *line = json_is_string(value) ? json_string_value(value) : ""; *line; line += strcspn(line, "\n"), line += *line == '\n') {
            const char *words = line + strspn(line, "# ");
            if (words < line + strcspn(line, "\n") && !holds(all, arena_dup_n(&a, words, strcspn(words, "\n")))) {
                inspect_find(g, TEST_TEXT, item, "report.json 的正文（%s）与提取出的文字不同", key);
                break;
            }
        }
    }
    arena_release(&a);
}

static void take_text(struct inspecting *g, const struct archive_item *item, const struct manuscript *m)
{
    struct text all = {0};
    for (size_t i = 0; i < m->n; i++) {
        const struct manuscript_part *p = &m->parts[i];
        if (p->text) add_words(&all, p->text);
        for (size_t k = 0; p->kind == MANUSCRIPT_TABLE && k < p->table.n; k++) add_words(&all, p->table.cells[k].text);
    }
    g->of[TEST_TEXT]->count++;
    if (!holds(text_get(&all), item->title)) inspect_find(g, TEST_TEXT, item, "提取出的文字里没有标题");
    const struct form *form = item->its_form;
    for (size_t i = 0; form && i < form->n_sections; i++)
        if (!holds(text_get(&all), form->sections[i].heading)) inspect_find(g, TEST_TEXT, item, "提取出的文字里没有“%s”", form->sections[i].heading);
    take_narrative(g, item, text_get(&all));
    text_release(&all);
}

struct scanning { struct inspecting *inspecting; const struct archive_item *item; const char *what; };

static void scan_words(void *context, const char *words)
{
    const struct scanning *s = context;
    scan(s->inspecting, s->item, s->what, words);
}

/* All words of its parts, of those too that a reader does not see. */
static void scan_package(struct inspecting *g, const struct archive_item *item, const struct archive_file *file)
{
    struct scanning s = {g, item, file->name};
    struct diag unread;
    if (!words_of_document(file->path, file->name, scan_words, &s, &unread)) inspect_find(g, TEST_PERSONAL, item, "%s 的文字没有看完：%s", file->name, unread.text);
}

static bool scan_file(struct inspecting *g, const struct archive_item *item, const struct archive_file *file, struct diag *diag)
{
    struct manuscript m = {0};
    const char *ending = strrchr(file->name, '.');
    bool taken = !file->missing && file->kind && ending, parts = taken && is_parts(ending), ok = true;
    g->of[TEST_PERSONAL]->count += parts;
    if (parts) scan_package(g, item, file);
    if (taken && (!strcmp(ending, ".pdf") || !strcmp(ending, ".html"))) {
        g->of[TEST_PERSONAL]->count++;
        ok = manuscript_read(&m, file->path, diag);
        if (ok && m.unable) inspect_unseen(g, TEST_PERSONAL, item, file->name, m.refused, m.exhausted);
        else if (ok && m.refused) inspect_find(g, TEST_PERSONAL, item, "%s 的文字没有看：%s", file->name, m.refused);
        else if (ok) scan_parts(g, item, file->name, &m);
        if (ok && file == item->pdf && m.unable) {
            inspect_unseen(g, TEST_TEXT, item, file->name, m.refused, m.exhausted);
        } else if (ok && file == item->pdf && m.refused) {
            inspect_find(g, TEST_TEXT, item, "%s", m.refused);
            g->of[TEST_TEXT]->outcome = OUTCOME_UNTESTED;
        } else if (ok && file == item->pdf) {
            take_text(g, item, &m);
        }
    }
    manuscript_release(&m);
    return ok;
}

bool inspect_texts(struct inspecting *g, const struct archive_item *item, struct diag *diag)
{
    bool ok = true;
    scan_report(g, item);
    if (!item->has_facts) inspect_find(g, TEST_TEXT, item, "没有完整的 PDF");
    for (size_t i = 0; ok && i < item->n_files; i++)
        if (item->has_facts || &item->files[i] != item->pdf) ok = scan_file(g, item, &item->files[i], diag);
    return ok;
}
