/* Arbitrary names, codes and paths of agencies in a comparison, written by every driver and opened again. The first byte chooses
 * the drivers, as in fuzz_documents. The texts follow, separated by NUL. */
#include "fuzz.h"
#include "submission/submission.h"
#include "documents/comparison.h"
#include "documents/json_files.h"
#include "render/html/html.h"
#include "render/pdf/pdf.h"
#include "render/xlsx/xlsx.h"
#include "reopen.h"
#include "reopen/document.h"
#include <stdlib.h>
#include <string.h>

enum { REPORTS = 4, TEXTS = 5, FLAG_NO_DOOR = 128 };
struct one { const char *code, *name, *shown, *program, *rules; };

static const struct comparison_settings how = {.cases = 30, .outlier = 3090, .peers = 2, .pooled = 3, .spread = 8, .first = 20};

static void take_texts(struct arena *a, struct one *all, bool any, const uint8_t *data, size_t n)
{
    for (size_t i = 0, at = 0; i < REPORTS * TEXTS && at < n; i++) {
        const char **const places[] = {&all[i % REPORTS].name, &all[i % REPORTS].code, &all[i % REPORTS].shown, &all[i % REPORTS].program, &all[i % REPORTS].rules};
        const uint8_t *end = memchr(data + at, 0, n - at);
        size_t length = end ? (size_t)(end - data) - at : n - at;
        const char *s = arena_dup_n(a, (const char *)data + at, length);
        if (length && (any || (passes_door(s) && !strchr(s, '\n')))) *places[i / REPORTS] = s;
        at += length + 1;
    }
}

static void add(struct comparison *c, const struct one *o, int year, int64_t granted)
{
    const struct { const char *address; int64_t value; } cells[] = {
        {"requests/closed/total", 100}, {"requests/1/total", granted}, {"requests/2/total", 5}, {"review/reconsideration/corrected", 1},
        {"review/reconsideration/total", 9}, {"requests/6.1/total", 1}, {"requests/6/total", 8}};
    enum { CELLS = sizeof cells / sizeof *cells };
    struct submission_cell list[CELLS];
    struct submission s = {.kind = SUBMISSION_JSON, .path = o->shown, .shown = o->shown, .code = o->code, .name = o->name, .form = "2021", .year = year,
                           .draft = granted > 50, .cells = list, .n = CELLS, .timeliness = {-1, -1, -1, -1, -1, -1, -1}};
    for (int i = 0; i < CELLS; i++) list[i] = (struct submission_cell){.address = cells[i].address, .number = {cells[i].value, 0}};
    s.origin.program = o->program;
    s.origin.rules_hash = o->rules;
    comparison_add(c, &s, &(struct digests){.sha256 = "0"});
}

static void hold_names(const struct comparison *c, const struct reopened *r)
{
    for (size_t i = 0; i < c->n_agencies; i++) fuzz_hold(strstr(text_get(&r->joined), c->agencies[i].name) != NULL, "an agency is in the document");
}

static const char title[] = "比较", program[] = "nianbao 0.1.0";

static bool draw(const struct comparison *c, unsigned family, int pdf_part, const struct settings *settings, struct outdir *out, const char *file, struct diag *diag)
{
    static void (*const make[])(struct document *, const struct comparison *, const char *, const struct comparison_limits *) = {
        comparison_page, comparison_workbook, comparison_paper};
    const struct comparison_limits limits = {(size_t)settings_number(settings, "compare.charted"), (size_t)settings_number(settings, "compare.listed")};
    struct paper paper = {.settings = settings, .pdf_part = pdf_part};
    struct document d;
    document_init(&d, &(struct document_facts){.title = title, .author = "nianbao", .program = program, .stamp = "2026-01-20T00:00:00+08:00"});
    make[family](&d, c, title, &limits);
    bool ok = family == 0 ? html_write(&d, out, file, diag) : family == 1 ? xlsx_write(&d, out, file, diag) : pdf_write(&d, &paper, out, file, diag);
    document_release(&d);
    return ok;
}

static bool draw_agencies(const struct comparison *c, struct outdir *out, struct diag *diag)
{
    struct arena a = {0};
    const struct comparison_pages *pages = comparison_pages(&a, c);
    bool ok = true;
    for (size_t i = 0; ok && i < c->n_agencies; i++) {
        struct document d;
        document_init(&d, &(struct document_facts){.title = title, .author = "nianbao", .program = program, .stamp = "2026-01-20T00:00:00+08:00"});
        comparison_agency_page(&d, pages, i);
        ok = html_write(&d, out, comparison_page_file(pages, i), diag);
        document_release(&d);
    }
    arena_release(&a);
    return ok;
}

static void write_one(const struct comparison *c, unsigned family, int pdf_part, const struct settings *settings, bool any)
{
    static const char *const files[] = {"比较.html", "比较.xlsx", "比较.pdf"};
    struct outdir *out = NULL;
    struct diag diag = {0};
    const char *folder = fuzz_folder("out", NULL, 0), *file = files[family];
    bool pdf = family == 2;
    fuzz_hold(outdir_open(&out, folder, &diag), diag.text);
    bool ok = draw(c, family, pdf_part, settings, out, file, &diag);
    if (ok && family == 0) ok = draw_agencies(c, out, &diag) && documents_sound(out, &diag) && comparison_json_write(c, title, program, out, "comparison.json", &diag);
    ok = ok && outdir_commit(out, &diag);
    outdir_close(out);
    if (ok) {
        struct reopened r = {0};
        reopen_document(&r, folder, file);
        if (!any && !pdf) hold_names(c, &r);
        reopened_release(&r);
    } else {
        fuzz_hold(*diag.text && diag.kind == DIAG_INPUT, "a refusal says why");
        fuzz_hold(any || pdf, diag.text);              /* no font has every character */
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct form_shelf *shelf;
    static struct indicators *indicators;
    static struct settings *settings;
    struct diag diag;
    struct arena arena = {0};
    struct one all[REPORTS] = {{"A", "甲局", "甲/report.json", "nianbao 1", "aa"}, {"B", "乙局", "乙/report.json", "nianbao 1", "aa"},
                               {"A", "甲局", "甲/2024.json", "nianbao 1", "aa"}, {"C", "丙局", "丙/report.json", "nianbao 2", "bb"}};
    if (!n) return 0;
    if (!shelf) {
        shelf = form_shelf_new(PROJECT_SOURCE_DIR "/report_templates");
        fuzz_hold(indicators_load(&indicators, PROJECT_SOURCE_DIR "/report_templates/indicators.yaml", shelf, &diag), "the indicators load");
        fuzz_hold(settings_load(&settings, PROJECT_SOURCE_DIR "/data/settings.yaml", NULL, &diag), "the settings load");
    }
    bool any = data[0] & FLAG_NO_DOOR;
    take_texts(&arena, all, any, data + 1, n - 1);
    struct comparison *c = comparison_new(indicators, NULL, &how);
    for (int i = 0; i < REPORTS; i++) add(c, &all[i], i == 2 ? 2024 : 2025, i * 30);
    comparison_finish(c);
    if (!c->n_doubles) write_one(c, (data[0] & 7u) % 3, data[0] & 16 ? 2 : 1, settings, any);
    comparison_free(c);
    arena_release(&arena);
    return 0;
}
