/* Arbitrary texts in every place of a report and its findings. Every driver writes them, and the target opens every document again:
 * it must be whole and hold the given texts.
 *
 * The first byte chooses the drivers and whether the report is a draft. The texts follow in the order of `places`, separated by NUL.
 * Bit 6 makes the text that the second byte names longer than a cell: a workbook has no space for such a name of an agency. Bit 7
 * keeps texts that no reader would accept. A driver may refuse both with a message, but a document that it writes is whole. With
 * KEEP_IN=FOLDER in the environment the target leaves the documents there (tests/whole/paper.py). */
#include "fuzz.h"
#include "reopen.h"
#include "render/csv/csv_writer.h"
#include "sample_report.h"
#include <stdlib.h>
#include <string.h>

enum { FLAG_DRAFT = 8, FLAG_ARCHIVE = 16, FLAG_LONG = 64, FLAG_NO_DOOR = 128, CELL_CHARACTERS = 32000, BEFORE = 20, MAX_PLACES = 40 };
/* In which documents a text stands: alone in a field, or within others. */
enum {
    HTML = 1, REPORT = 2, FINDINGS_JSON = 4, FINDINGS_CSV = 8, DEADLINES = 16, BOOK = 32, LIST = 64, TEXT = 128,
    IN_FINDINGS = FINDINGS_JSON | FINDINGS_CSV | LIST, IN_TEXT = HTML | REPORT | BOOK | TEXT
};
static const struct { const char *driver; unsigned document, family; } documents[] = {
    {"html", HTML, 0}, {"json", REPORT, 0}, {"findings.json", FINDINGS_JSON, 0}, {"findings.csv", FINDINGS_CSV, 0}, {"deadlines", DEADLINES, 0},
    {"carry-list", DEADLINES, 0}, {"manifest", 0, 0}, {"xlsx", BOOK, 1}, {"findings.xlsx", LIST, 1}, {"pdf", 0, 2}, {"ofd", 0, 2}, {"docx", TEXT, 2}};

struct fuzzed_place { const char **text; unsigned alone, within; };
struct input { struct arena arena; struct fuzzed_place places[MAX_PLACES]; size_t n; uint8_t flags; };

static void add_place(struct input *in, const char **text, unsigned alone, unsigned within) { in->places[in->n++] = (struct fuzzed_place){text, alone, within}; }

static void list_places(struct input *in, struct sample *s, struct finding *f, struct deadline *d, struct input_file *file)
{
    static struct block blocks[2];
    struct report *r = s->report;
    blocks[0] = (struct block){true, "（一）主动公开"};
    blocks[1] = (struct block){false, "依申请公开办理及时。"};
    r->sections[0].blocks = blocks;
    r->sections[0].n_blocks = 2;
    static const char *footnotes[1];
    footnotes[0] = "注：收费金额含上年应收未收部分。";
    r->tables[0].footnotes = footnotes;
    s->form.tables[0].grid.cells[4].text = "规章";      /* these are the same cells for every input */
    add_place(in, &r->title, HTML, BOOK | TEXT);
    add_place(in, &r->agency.name, REPORT, 0);
    add_place(in, &r->preamble, HTML | TEXT, BOOK);
    add_place(in, &blocks[0].text, HTML | TEXT, IN_TEXT);
    add_place(in, &blocks[1].text, HTML | TEXT, IN_TEXT);
    add_place(in, &footnotes[0], HTML | TEXT, BOOK);
    add_place(in, &r->tables[0].cells[0].note, HTML | REPORT | BOOK, TEXT);
    add_place(in, &s->form.sections[3].heading, HTML | TEXT, BOOK);
    add_place(in, &s->form.tables[0].grid.cells[4].text, HTML | BOOK | TEXT, 0);
    add_place(in, &r->agency.code, REPORT, 0);
    add_place(in, &file->name, REPORT, 0);
    add_place(in, &f->value, IN_FINDINGS, 0);
    add_place(in, &f->message, IN_FINDINGS, 0);
    add_place(in, &f->key, IN_FINDINGS, 0);
    add_place(in, &f->file, IN_FINDINGS, 0);
    add_place(in, &f->column, IN_FINDINGS, 0);
    add_place(in, &f->cell, IN_FINDINGS, 0);
    add_place(in, &f->expected, IN_FINDINGS, 0);
    add_place(in, &f->article, IN_FINDINGS, 0);
    add_place(in, &f->advice, IN_FINDINGS, 0);
    add_place(in, &f->department, LIST, 0);
    add_place(in, &d->request, DEADLINES, 0);
    add_place(in, &r->timeliness_rows[0].heading, 0, BOOK);
    add_place(in, &r->timeliness_rows[0].label, 0, BOOK);
    if (r->draft) add_place(in, &r->draft_text, HTML | BOOK | TEXT, 0);
}

static const char *lengthen(struct arena *a, const char *s)
{
    struct text t = {0};
    size_t length = utf8_length(s);
    if (!length) length = strlen(s) + 1;               /* continuation bytes without the first byte of a character */
    for (size_t n = 0; n <= CELL_CHARACTERS; n += length) text_add(&t, s);
    s = arena_dup(a, text_get(&t));
    text_release(&t);
    return s;
}

static void take_texts(struct input *in, const uint8_t *data, size_t n)
{
    size_t at = 0, which = in->flags & FLAG_LONG && n ? data[at++] % in->n : in->n;
    for (size_t i = 0; i < in->n; i++) {
        const uint8_t *end = at < n ? memchr(data + at, 0, n - at) : NULL;
        size_t length = end ? (size_t)(end - data) - at : n > at ? n - at : 0;
        const char *s = arena_dup_n(&in->arena, (const char *)data + at, length);
        if (length && (in->flags & FLAG_NO_DOOR || passes_door(s))) *in->places[i].text = s;
        if (i == which) *in->places[i].text = lengthen(&in->arena, *in->places[i].text);
        at = end ? at + length + 1 : n;
    }
}

/* The text as a document holds it: CSV puts a guard before formulas, a workbook cuts at its longest cell. */
static const char *shown(struct arena *a, unsigned document, const char *s, bool *cut)
{
    size_t n = 0, bytes = strlen(s);
    uint32_t c;
    *cut = (document & (BOOK | LIST)) && utf8_length(s) > CELL_CHARACTERS;
    int most = strstr(s, "_x") ? CELL_CHARACTERS / 4 : CELL_CHARACTERS - BEFORE;      /* the driver escapes a text that looks like an escape */
    for (int i = 0; *cut && i < most; i++) n += utf8_next(s + n, bytes - n, &c);
    if (*cut) return arena_dup_n(a, s, n);
    return (document & (FINDINGS_CSV | DEADLINES)) && csv_looks_like_formula(s) ? arena_printf(a, "'%s", s) : s;
}

/* A long title is broken before its year. */
static const char *in_one_line(struct arena *a, const char *s)
{
    char *line = arena_dup(a, s), *to = line;
    for (; *s; s++)
        if (*s != '\n') *to++ = *s;
    *to = 0;
    return line;
}

static void hold_texts(struct input *in, const struct reopened *r, unsigned document)
{
    for (size_t i = 0; i < in->n; i++) {
        const struct fuzzed_place *p = &in->places[i];
        bool cut;
        const char *text = shown(&in->arena, document, *p->text, &cut);
        bool within = (p->within & document) || ((p->alone & document) && cut);
        if (within) fuzz_hold(strstr(text_get(&r->joined), in_one_line(&in->arena, text)) != NULL, "a text is in the document");
        else if (p->alone & document) fuzz_hold(reopened_has(r, text), "a text is a field of the document");
    }
}

static const struct { const char *name, *file; draw_document *draw; } drawn[] = {
    {"pdf", "年报.pdf", draw_pdf}, {"ofd", "年报.ofd", draw_ofd}, {"docx", "年报.docx", draw_docx}, {"xlsx", "年报.xlsx", draw_xlsx}, {"html", "report.html", draw_html}, {"json", "report.json", draw_report_json},
    {"findings.json", "findings.json", draw_findings_json}, {"findings.csv", "findings.csv", draw_findings_csv}, {"findings.xlsx", "问题清单.xlsx", draw_findings_xlsx},
    {"deadlines", "deadlines.csv", draw_deadlines}, {"carry-list", "结转清单.csv", draw_carry_list}, {"manifest", "manifest.json", draw_manifest},
};

static void write_one(struct input *in, struct sample *s, const char *folder, const char *driver, unsigned document)
{
    struct outdir *out = NULL;
    struct diag diag = {0};
    size_t k = 0;
    while (strcmp(drawn[k].name, driver)) k++;
    const char *name = drawn[k].file;
    fuzz_hold(outdir_open(&out, folder, &diag), diag.text);
    bool ok = drawn[k].draw(s, out, name, &diag) && outdir_commit(out, &diag);
    outdir_close(out);
    if (ok) {
        struct reopened r = {0};
        reopen_document(&r, folder, name);
        if (!(in->flags & FLAG_NO_DOOR)) hold_texts(in, &r, document);
        reopened_release(&r);
    } else {
        fuzz_hold(*diag.text && diag.kind == DIAG_INPUT, "a refusal says why");
        fuzz_hold(in->flags & (FLAG_NO_DOOR | FLAG_LONG) || !strcmp(driver, "pdf") || !strcmp(driver, "ofd"), diag.text);      /* no font has every character */
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct settings *settings;
    struct diag diag;
    struct sample s;
    struct input in = {0};
    struct finding finding = {.id = "B01", .class = CLASS_TIMELINESS, .severity = SEVERITY_WARNING, .table = "requests", .file = "申请登记.csv", .row = 17, .column = "落款日期",
                              .key = "2025-017", .cell = "beta/new/person", .value = "9", .expected = "10", .department = "办公室", .article = "条例第三十三条", .message = "逾期", .advice = "请核对"};
    struct deadline deadline = {.request = "2025-017", .receipt = 20000, .due_strict = 20030, .due_lenient = 20031, .decisive = NO_DAY, .used_days = DEADLINE_NO_COUNT, .state = "open"};
    struct timeliness_row row = {"申请人类型", "A1", "自然人", {3, 2, 0, 1, 0, 9, 21}};
    struct input_file file = {"申请登记.csv", 12, {"01", "02", 345}, "UTF-8"};
    const char *kept = getenv("KEEP_IN");
    if (!n) return 0;
    if (!settings) fuzz_hold(settings_load(&settings, PROJECT_SOURCE_DIR "/data/settings.yaml", NULL, &diag), "the settings load");
    sample_init(&s);
    in.flags = data[0];
    s.report->draft = in.flags & FLAG_DRAFT;
    s.report->draft_text = "草稿：1个问题待改正";
    s.report->timeliness_rows = &row;
    s.report->n_timeliness_rows = 1;
    s.report->inputs = &file;
    s.findings.list = &finding;
    s.findings.n = 1;
    s.deadlines = &deadline;
    s.n_deadlines = 1;
    s.paper.settings = settings;
    s.paper.pdf_part = in.flags & FLAG_ARCHIVE ? 2 : 1;
    list_places(&in, &s, &finding, &deadline, &file);
    take_texts(&in, data + 1, n - 1);
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++)
        if (documents[i].family == (in.flags & 7u) % 3)
            write_one(&in, &s, kept ? kept : fuzz_folder("out", NULL, 0), documents[i].driver, documents[i].document);
    s.findings = (struct findings){0};                 /* the sample does not own its findings */
    sample_release(&s);
    arena_release(&in.arena);
    return 0;
}
