/* Tells by content what form a submission has, lets that form's reader read it, and looks over the result. */
#include "base/characters.h"
#include "base/file_kind.h"
#include "form/label.h"
#include "submission/submission_inside.h"
#include <string.h>

static void begin(struct submission *s, const char *path, const char *shown)
{
    *s = (struct submission){.timeliness = {-1, -1, -1, -1, -1, -1, -1}};
    s->path = arena_dup(&s->arena, path);
    s->shown = arena_dup(&s->arena, shown);
}

static bool other_report(struct submission *a, const struct submission *b)
{
    bool other_code = a->code && b->code && strcmp(a->code, b->code);
    bool other_name = a->name && b->name && strcmp(label_key(&a->arena, a->name), label_key(&a->arena, b->name));
    return a->year != b->year || other_code || (other_name && !(a->code && b->code));
}

/* The name of the workbook beside a report.json, as people see it. */
static const char *shown_beside(struct submission *s, const char *workbook)
{
    const char *slash = strrchr(workbook, '/'), *folder = strrchr(s->shown, '/');
    return arena_printf(&s->arena, "%.*s%s", folder ? (int)(folder - s->shown) + 1 : 0, s->shown, slash ? characters_shown(&s->arena, slash + 1) : characters_shown(&s->arena, workbook));
}

static void say_differs(struct submission_reading *r, const struct submission_cell *here, const char *file, const char *place, const char *value)
{
    problems_add(r->problems, &(struct problem){.id = "R03", .file = file, .column = place, .key = r->s->name, .cell = here->address, .value = value,
                                                .expected = here->empty ? "空" : here->shown});
}

/* The report.json counts, so of the workbook's own faults only those are reported that concern its numbers: it cannot be read, a
 * cell is no number, the page for printing has another number. */
static void say_own_faults(struct submission_reading *r, const struct submission *twin, const struct problems *own)
{
    for (size_t i = 0; i < own->n; i++) {
        struct problem p = own->list[i];
        const struct submission_cell *here = p.cell ? submission_cell(r->s, p.cell) : NULL;
        p.past |= !strcmp(p.id, "R01");                /* nothing is lost: the report.json was read */
        p.lost = false;
        const struct submission_cell *there = p.cell ? submission_cell(twin, p.cell) : NULL;
        bool typed_over = here && there && !strcmp(p.id, "R03") && submission_same(here, there);
        if (here && !strcmp(p.id, "R02")) say_differs(r, here, twin->shown, p.column, p.value);
        else if (p.past || typed_over) problems_add(r->problems, &p);
    }
}

static void compare_cells(struct submission_reading *r, const struct submission *twin)
{
    for (size_t i = 0; i < r->s->n; i++) {
        const struct submission_cell *here = &r->s->cells[i], *there = submission_cell(twin, here->address);
        if (there && !submission_same(here, there)) say_differs(r, here, twin->shown, there->place, there->empty ? "空" : there->shown);
    }
}

/* The report.json and the workbook beside it must be the same report with the same numbers (R03). */
static bool compare_twin(struct submission_reading *r, const char *workbook, struct diag *diag)
{
    struct submission *s = r->s, twin;
    struct problems own = {0};
    const char *shown = shown_beside(s, workbook);
    struct submission_reading of = {&twin, r->shelf, &own, false, NULL, 0};
    begin(&twin, workbook, shown);
    bool ok = book_read(&of, diag);
    if (ok && twin.kind && other_report(s, &twin)) {
        const char *expected = arena_printf(&s->arena, "%s%d年", s->name, s->year);
        const char *seen = arena_printf(&s->arena, "%s%d年", twin.name ? twin.name : twin.code, twin.year);
        problems_add(r->problems, &(struct problem){.id = "R03", .file = shown, .key = s->name, .value = seen, .expected = expected, .past = true,
                                                    .text = "工作簿和旁边的 report.json 不是同一份报告；单独读了"});
        s->other_book = arena_dup(&s->arena, workbook);
        s->other_shown = shown;
    } else if (ok) {
        say_own_faults(r, &twin, &own);
        if (twin.kind) compare_cells(r, &twin);
    }
    problems_release(&own);
    submission_release(&twin);
    return ok;
}

/* A broken file named .json goes to the reader of JSON too, which says where it breaks. */
static bool is_json(const char *path, enum file_kind kind)
{
    size_t n = strlen(path), k = strlen(".json");
    return kind == FILE_JSON || (n > k && !strcmp(path + n - k, ".json") && (kind == FILE_NONE || kind == FILE_TEXT));
}

static bool read_source(struct submission_reading *r, const struct submission_source *source, struct diag *diag)
{
    enum file_kind kind = file_kind_of(source->path);
    if (source->rows) return cells_read(r, source->rows, diag);
    if (!source->document && (kind == FILE_XLSX || kind == FILE_ZIP_BROKEN)) return book_read(r, diag);
    if (manuscript_reads(kind) && !(source->beside && kind != FILE_DOCX)) return book_read(r, diag);
    if (source->beside && manuscript_reads(kind)) {
        submission_leave_out(r, "当作旁边 report.json 的副本，没有读");
        return true;
    }
    if (!source->document && (kind == FILE_NONE || is_json(source->path, kind))) return json_read(r, diag);
    submission_take_document(r);
    return true;
}

static bool words_allowed(struct submission_reading *r, const char *what, const char *words)
{
    struct character_fault fault;
    if (!words || characters_allowed(words, strlen(words), &fault)) return true;
    submission_leave_out(r, "%s里有 %s：请删去它，再交一次", what, fault.words);
    return false;
}

/* Control characters in one report must not reach the superior's documents. */
static bool all_words_allowed(struct submission_reading *r)
{
    const struct submission *s = r->s;
    bool ok = words_allowed(r, "机关代码", s->code) && words_allowed(r, "机关名称", s->name) && words_allowed(r, "程序的版本", s->origin.program) && words_allowed(r, "截至日期", s->origin.as_of);
    for (size_t i = 0; ok && i < s->n; i++) ok = words_allowed(r, s->cells[i].address, s->cells[i].shown) && words_allowed(r, s->cells[i].address, s->cells[i].note);
    for (size_t i = 0; ok && i < s->n_texts; i++) ok = words_allowed(r, s->texts[i].section, s->texts[i].section) && words_allowed(r, s->texts[i].section, s->texts[i].markdown);
    return ok;
}

/* Looks at a report that was read as a whole; for one that was not, the path tells whose it is. */
static bool look_over(struct submission_reading *r, const struct submission_source *source, struct diag *diag)
{
    const struct form *form;
    if (!r->s->kind || !all_words_allowed(r)) {
        submission_take_path(r->s);
        return true;
    }
    if (!form_shelf_id(r->shelf, r->s->form, &form, diag)) return false;
    bool several = source->rows && !source->rows->one_year;
    if (several || submission_years_agree(r)) submission_say_blank(r, form);
    return true;
}

bool submission_read(struct submission *s, const struct submission_source *source, struct form_shelf *shelf, struct problems *problems,
                     struct diag *diag)
{
    struct submission_reading r = {s, shelf, problems, source->document, source->asked_name, source->asked_year};
    begin(s, source->path, source->shown);
    s->of_several = source->rows && !source->rows->one_agency;
    bool ok = read_source(&r, source, diag);
    if (ok && !s->kind && source->workbook) {          /* a broken report.json beside a good workbook */
        const char *shown = shown_beside(s, source->workbook);
        struct submission broken = *s;
        begin(s, source->workbook, shown);
        submission_release(&broken);
        ok = book_read(&r, diag);
    } else if (ok && s->kind == SUBMISSION_JSON && source->workbook) {
        ok = compare_twin(&r, source->workbook, diag);
    }
    ok = ok && look_over(&r, source, diag);
    if (!ok) submission_release(s);
    return ok;
}
