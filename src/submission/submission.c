#include "submission/submission.h"
#include "base/characters.h"
#include "base/file.h"
#include "base/file_kind.h"
#include "base/text.h"
#include "submission/submission_inside.h"
#include "form/label.h"
#include "ledger/rows/ledger.h"
#include "ledger/values/personal.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void submission_add(struct submission *s, struct submission_cell cell)
{
    s->cells = memory_grow(s->cells, s->n, &s->cap, sizeof *s->cells);
    s->cells[s->n++] = cell;
}

void submission_add_text(struct submission *s, const char *section, const char *markdown)
{
    s->texts = memory_grow(s->texts, s->n_texts, &s->cap_texts, sizeof *s->texts);
    s->texts[s->n_texts++] = (struct submission_text){arena_dup(&s->arena, section), arena_dup(&s->arena, markdown)};
}

/* Somebody's register may lie where a report should. */
const char *submission_value(const char *text) { return text && personal_pattern(text) ? PROBLEM_PERSONAL : text; }

void submission_leave_out(struct reading *r, const char *format, ...)
{
    char words[512];
    va_list list;
    va_start(list, format);
    vsnprintf(words, sizeof words, format, list);
    va_end(list);
    size_t bad;
    if (!utf8_valid(words, strlen(words), &bad)) words[bad] = 0;       /* cut in the midst of a character */
    const char *whose = r->s->name ? r->s->name : r->s->code;
    problems_add(r->problems, &(struct problem){.id = "R01", .file = r->s->shown, .key = whose, .text = words, .lost = true});
    r->s->kind = SUBMISSION_NONE;
    r->s->unread = characters_shown(&r->s->arena, words);
}

bool submission_form(struct reading *r, const struct form **form, struct diag *diag)
{
    if (!form_shelf_year(r->shelf, r->s->year, NULL, form, diag)) return false;
    if (*form) r->s->form = (*form)->id;
    else submission_leave_out(r, "没有适用于%d年的表单", r->s->year);
    return true;
}

bool submission_same(const struct submission_cell *a, const struct submission_cell *b)
{
    struct decimal x, y;
    if (a->empty || b->empty) return a->empty == b->empty;
    return decimal_rescale(a->number, DECIMAL_MAX_SCALE, &x) && decimal_rescale(b->number, DECIMAL_MAX_SCALE, &y) && x.value == y.value;
}

const struct submission_cell *submission_cell(const struct submission *s, const char *address)
{
    for (size_t i = 0; i < s->n; i++)
        if (!strcmp(s->cells[i].address, address)) return &s->cells[i];
    return NULL;
}

/* ---- reading ---- */

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

/* How the workbook beside a report.json is called for people. */
static const char *shown_beside(struct submission *s, const char *workbook)
{
    const char *slash = strrchr(workbook, '/'), *folder = strrchr(s->shown, '/');
    return arena_printf(&s->arena, "%.*s%s", folder ? (int)(folder - s->shown) + 1 : 0, s->shown, slash ? characters_shown(&s->arena, slash + 1) : characters_shown(&s->arena, workbook));
}

bool submission_left_over(const struct submission *s, struct submission_source *out)
{
    *out = (struct submission_source){.path = s->other_book, .shown = s->other_book ? s->other_shown : NULL};
    return s->other_book != NULL;
}

static void say_differs(struct reading *r, const struct submission_cell *here, const char *file, const char *place, const char *value)
{
    problems_add(r->problems, &(struct problem){.id = "R03", .file = file, .column = place, .key = r->s->name, .cell = here->address, .value = value,
                                                .expected = here->empty ? "空" : here->shown});
}

/* The report.json counts, so of the workbook's own faults those are told that touch its numbers: it cannot be read, a cell is
 * no number, the page for printing says another number. */
static void say_own_faults(struct reading *r, const struct submission *twin, const struct problems *own)
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

static void compare_cells(struct reading *r, const struct submission *twin)
{
    for (size_t i = 0; i < r->s->n; i++) {
        const struct submission_cell *here = &r->s->cells[i], *there = submission_cell(twin, here->address);
        if (there && !submission_same(here, there)) say_differs(r, here, twin->shown, there->place, there->empty ? "空" : there->shown);
    }
}

bool submission_compare_twin(struct reading *r, const char *workbook, struct diag *diag)
{
    struct submission *s = r->s, twin;
    struct problems own = {0};
    const char *shown = shown_beside(s, workbook);
    struct reading of = {&twin, r->shelf, &own};
    begin(&twin, workbook, shown);
    bool ok = workbook_read(&of, diag);
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

/* A file that is named report.json is one, and a broken one says where it breaks. */
static bool is_json(const char *path, enum file_kind kind)
{
    size_t n = strlen(path), k = strlen(".json");
    return kind == FILE_JSON || (n > k && !strcmp(path + n - k, ".json") && (kind == FILE_NONE || kind == FILE_TEXT));
}

static bool read_source(struct reading *r, const struct submission_source *source, struct diag *diag)
{
    enum file_kind kind = file_kind_of(source->path);
    if (source->rows) return cells_read(r, source->rows, diag);
    if (!source->document && (kind == FILE_XLSX || kind == FILE_ZIP_BROKEN)) return workbook_read(r, diag);
    if (!source->document && (kind == FILE_NONE || is_json(source->path, kind))) return json_read(r, diag);
    submission_take_document(r, source->document);
    return true;
}

static bool words_allowed(struct reading *r, const char *what, const char *words)
{
    struct character_fault fault;
    if (!words || characters_allowed(words, strlen(words), &fault)) return true;
    submission_leave_out(r, "%s里有 %s：请删去它，再交一次", what, fault.words);
    return false;
}

/* One report's name must not turn the superior's documents around. */
static bool all_words_allowed(struct reading *r)
{
    const struct submission *s = r->s;
    bool ok = words_allowed(r, "机关代码", s->code) && words_allowed(r, "机关名称", s->name) && words_allowed(r, "程序的版本", s->origin.program) && words_allowed(r, "截至日期", s->origin.as_of);
    for (size_t i = 0; ok && i < s->n; i++) ok = words_allowed(r, s->cells[i].address, s->cells[i].shown) && words_allowed(r, s->cells[i].address, s->cells[i].note);
    for (size_t i = 0; ok && i < s->n_texts; i++) ok = words_allowed(r, s->texts[i].section, s->texts[i].section) && words_allowed(r, s->texts[i].section, s->texts[i].markdown);
    return ok;
}

/* What was read is looked at as a whole; of what was not, the path says whose it is. */
static bool look_over(struct reading *r, const struct submission_source *source, struct diag *diag)
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
    struct reading r = {s, shelf, problems};
    begin(s, source->path, source->shown);
    s->of_several = source->rows && !source->rows->one_agency;
    bool ok = read_source(&r, source, diag);
    if (ok && !s->kind && source->workbook) {          /* a broken report.json beside a good workbook */
        const char *shown = shown_beside(s, source->workbook);
        struct submission broken = *s;
        begin(s, source->workbook, shown);
        submission_release(&broken);
        ok = workbook_read(&r, diag);
    } else if (ok && s->kind == SUBMISSION_JSON && source->workbook) {
        ok = submission_compare_twin(&r, source->workbook, diag);
    }
    ok = ok && look_over(&r, source, diag);
    if (!ok) submission_release(s);
    return ok;
}

void submission_release(struct submission *s)
{
    arena_release(&s->arena);
    free(s->cells);
    free(s->texts);
    *s = (struct submission){0};
}

/* ---- the report that it is ---- */

static void put_words(struct report *r, struct report_section *section, const char *markdown)
{
    size_t n = 1;
    for (const char *p = markdown; (p = strstr(p, "\n\n")); p += 2) n++;
    section->blocks = arena_alloc(&r->arena, n * sizeof *section->blocks);
    while (*markdown) {
        const char *end = strstr(markdown, "\n\n");
        size_t size = end ? (size_t)(end - markdown) : strlen(markdown);
        bool heading = !strncmp(markdown, "### ", 4);
        size_t mark = heading ? 4 : 0;
        if (size) section->blocks[section->n_blocks++] = (struct block){heading, arena_dup_n(&r->arena, markdown + mark, size - mark)};
        markdown += size + (end ? 2 : 0);
    }
}

static void put_sections(struct report *r, const struct submission *s)
{
    for (size_t i = 0; i < r->form->n_sections; i++) {
        struct report_section *section = &r->sections[i];
        section->missing = !section->table;
        for (size_t k = 0; k < s->n_texts && section->missing; k++) {
            if (strcmp(s->texts[k].section, section->form->id)) continue;
            put_words(r, section, s->texts[k].markdown);
            section->missing = false;
        }
    }
}

struct report *submission_report(const struct submission *s, const struct form *form)
{
    struct report *r = report_new(form);
    const struct form_table *t;
    int slot;
    r->year = s->year;
    r->draft = s->draft;
    r->agency.code = arena_dup(&r->arena, s->code);
    r->agency.name = arena_dup(&r->arena, s->name);
    r->timeliness = s->timeliness;
    for (size_t i = 0; i < s->n; i++) {
        const struct submission_cell *c = &s->cells[i];
        if (!form_address(form, c->address, &t, &slot)) continue;
        struct report_table *table = report_table(r, t->id);
        if (!c->empty) report_set(r, table, slot, c->number);
        if (c->note) report_set_note(r, table, slot, c->note);
    }
    put_sections(r, s);
    return r;
}
