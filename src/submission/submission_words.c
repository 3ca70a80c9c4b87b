/* The narrative of a workbook: what stands between the headings of the sections. */
#include "base/text.h"
#include "submission/submission_inside.h"
#include "submission/title.h"
#include "form/label.h"
#include "base/spelling.h"
#include <string.h>

/* The words of a section so far, and the blanks cut off behind them, which stand between them and a later piece of the paragraph. */
struct section_words { struct text words, tail; };

static void add_line(struct section_words *t, const char *s, size_t n, bool joins, bool heading)
{
    bool odd = false;
    struct slice line = spelling_trim((struct slice){s, n}, &odd);
    if (!line.n) return;
    const char *from = joins ? s : line.s, *end = line.s + line.n;
    text_add(&t->words, joins ? text_get(&t->tail) : t->words.n ? "\n\n" : "");
    text_add(&t->words, !joins && (heading || label_is_subheading(line.s, line.n)) ? "### " : "");
    text_add_n(&t->words, from, (size_t)(end - from));
    text_clear(&t->tail);
    text_add_n(&t->tail, end, (size_t)(s + n - end));
}

/* A cell may hold several paragraphs, each on its own line. One that is marked as a heading may have become a paragraph since. */
static void add_paragraphs(struct section_words *t, const char *words, enum loaded_role role)
{
    bool joins = role == ROLE_CONTINUES && t->words.n;
    size_t first = strcspn(words, "\r\n");
    bool heading = role == ROLE_HEADING && !words[first] && section_title_short(words);
    for (size_t n; *words; words += n + (words[n] != 0), joins = false) {
        n = strcspn(words, "\r\n");
        add_line(t, words, n, joins, heading);
    }
}

static void say_twice(struct submission_reading *r, const struct form_section *section)
{
    problems_add(r->problems, &(struct problem){.id = "R10", .file = r->s->shown, .key = r->s->name,
                                                .text = arena_printf(&r->s->arena, "“%s”的标题不止一处，后面一处的文字没有读", section->heading)});
}

static void say_directory(struct submission_reading *r)
{
    problems_add(r->problems, &(struct problem){.id = "R10", .file = r->s->shown, .key = r->s->name, .text = "目录没有读"});
}

/* The words before the first heading are the preamble. It is not summed, but it names a year and a period for checks. */
static void finish(struct submission_reading *r, const struct form_section *section, struct section_words *t)
{
    struct submission *s = r->s;
    const char *words = text_get(&t->words), *id = section ? section->id : "preamble";
    struct submission_text *there = NULL;
    for (size_t i = 0; i < s->n_texts; i++)
        if (!strcmp(s->texts[i].section, id)) there = &s->texts[i];
    bool written = (section ? !section->table : !s->filled_in) && *words && strcmp(words, "【待填写】");
    if (written && !there) {
        submission_add_text(s, id, words);
    } else if (written && section) {
        there->twice = true;
        say_twice(r, section);
    }
    text_clear(&t->words);
    text_clear(&t->tail);
}

static const struct loaded_cell *first_text(const struct loaded_sheet *sheet, int row)
{
    for (int c = 0; c < sheet->n_cols; c++) {
        const struct loaded_cell *cell = loaded_sheet_at(sheet, row, c);
        if (cell && cell->kind == XLSX_TEXT) return cell;
    }
    return NULL;
}

static void say_alike(struct submission_reading *r, const struct form_section *section, const struct loaded_sheet *sheet, int row, const struct loaded_cell *cell)
{
    problems_add(r->problems, &(struct problem){.id = "R04", .file = r->s->shown, .column = loaded_sheet_place(&r->s->arena, sheet, row, cell->col), .key = r->s->name,
                                                .value = submission_value(cell->text), .expected = section->heading,
                                                .text = "部分的标题与表单不完全相同，按相近的读了"});
}

/* A table in a section of text is no text. */
static void say_table(struct submission_reading *r, const struct form_section *section, const struct loaded_sheet *sheet, int row)
{
    problems_add(r->problems, &(struct problem){.id = "R10", .file = r->s->shown, .column = loaded_sheet_place(&r->s->arena, sheet, row, 0), .key = r->s->name,
                                                .text = arena_printf(&r->s->arena, "“%s”里有一张表，没有读", section->heading)});
}

/* A paragraph of a manuscript; on a sheet a text alone in its row, below the last cell of the table. */
static bool is_beside(const struct standard_form *form, const struct standard_tables *found, const struct form_table *table, const struct loaded_sheet *sheet, int row)
{
    bool any = false;
    int cells = 0;
    if (sheet->lines) return sheet->lines[row].prose;
    for (int c = 0; c < sheet->n_cols; c++) cells += loaded_sheet_at(sheet, row, c) != NULL;
    for (size_t i = 0; i < form->n_slots; i++) {
        if (form->slots[i].table != table || found->cells[i].sheet != sheet) continue;
        any = true;
        if (found->cells[i].row >= row) return false;
    }
    return any && cells == 1;
}

/* ---- rows of the tables that were read ---- */

static const struct form_section *section_with(const struct form *form, const struct form_table *table)
{
    for (size_t i = 0; i < form->n_sections; i++)
        if (form->sections[i].table == table) return &form->sections[i];
    return NULL;
}

/* Whether the row has a head of the form, or is a line of words between rows. */
static bool is_label(const struct standard_form *form, const struct loaded_sheet *sheet, int row, struct arena *scratch)
{
    for (int c = 0; c < sheet->n_cols; c++) {
        const struct loaded_cell *cell = loaded_sheet_at(sheet, row, c);
        const char *key = cell && cell->kind == XLSX_TEXT ? label_key(scratch, cell->text) : NULL;
        if (key && standard_form_is_head(form, key)) return true;
        for (size_t i = 0; key && i < form->n_rows; i++)
            if (!form->rows[i].n && !strcmp(form->rows[i].label.key, key)) return true;
    }
    return false;
}

/* Of each row of the sheet the section whose table was read there, its heads and lines of words included; NULL for other rows. Labels of a
 * table are no headings (三、依申请公开情况). */
static const struct form_section **sections_by_row(const struct standard_form *form, const struct standard_tables *found, const struct loaded_sheet *sheet, struct arena *scratch)
{
    const struct form_section **rows = arena_alloc(scratch, ((size_t)sheet->n_rows + 1) * sizeof *rows);
    int last = -1;
    for (size_t i = 0; i < form->n_slots; i++)
        if (found->cells[i].sheet == sheet) rows[found->cells[i].row] = section_with(form->form, form->slots[i].table);
    for (int r = sheet->n_rows; r-- > 0;) {
        if (rows[r]) last = r;
        else if (last == r + 1 && is_label(form, sheet, r, scratch)) rows[last = r] = rows[r + 1];
    }
    return rows;
}

/* The section of a table that the words are the title of: 附表：政府信息公开情况统计表（2018年度） above it. */
static const struct form_section *section_titled(const struct loaded_sheet *sheet, const struct form_section *const *tables, int row, const char *words, struct arena *scratch)
{
    enum { LINES = 6 };
    if (!section_title_short(words) || !title_is_annex(scratch, words)) return NULL;
    for (int r = row + 1; r < sheet->n_rows && r <= row + LINES; r++)
        if (tables[r]) return tables[r];
    return NULL;
}

/* ---- a directory that was typed, or made into text ---- */

static size_t bit_of(const struct form *form, const struct form_section *section) { return (size_t)1 << ((size_t)(section - form->sections) % (8 * sizeof(size_t))); }

/* The sections whose headings stand in the rows from `row` on: one bit each. */
static size_t sections_from(const struct form *form, const struct loaded_sheet *sheet, int row, struct arena *scratch)
{
    size_t found = 0;
    bool exact;
    for (; row < sheet->n_rows; row++) {
        const struct loaded_cell *cell = first_text(sheet, row);
        const char *text;
        const struct form_section *section = cell && sheet->lines[row].prose ? section_run_in(form, cell->text, &text) : NULL;
        if (!section && cell && sheet->lines[row].prose) section = section_headed(form, scratch, cell->text, &exact);
        if (section) found |= bit_of(form, section);
    }
    return found;
}

/* The row behind a directory that begins at `row`, or `row`: short lines, among them the headings of several sections, one after the
 * other, of which each stands once more behind them. */
static int behind_directory(const struct form *form, const struct loaded_sheet *sheet, int row, struct arena *scratch)
{
    enum { FEWEST = 3 };
    size_t found = 0;
    int n = 0, end = row;
    bool exact;
    for (int at = row; at < sheet->n_rows; at++) {
        const struct loaded_cell *cell = first_text(sheet, at);
        if (!cell && sheet->lines[at].prose) continue;
        if (!cell || !sheet->lines[at].prose || !section_title_short(cell->text)) break;
        const struct form_section *section = section_headed(form, scratch, cell->text, &exact);
        if (!section) continue;
        if (found & bit_of(form, section)) break;      /* the section itself begins */
        found |= bit_of(form, section);
        end = at + 1;
        n++;
    }
    return n >= FEWEST && !(found & ~sections_from(form, sheet, end, scratch)) ? end : row;
}

void workbook_words(struct submission_reading *r, const struct standard_form *standard, const struct standard_tables *found, const struct loaded_sheet *sheet)
{
    const struct form *form = standard->form;
    const struct form_section *section = NULL;
    struct submission *s = r->s;
    struct arena scratch = {0};
    struct section_words t = {0};
    bool begun = false;                                /* a heading of a section was met */
    const struct form_section **tables = sections_by_row(standard, found, sheet, &scratch);
    const size_t headed = sheet->lines ? sections_from(form, sheet, 0, &scratch) : 0;
    for (int row = 0; row < sheet->n_rows; row++) {
        bool exact;
        const struct loaded_cell *cell = first_text(sheet, row);
        if (tables[row]) {
            if (section && section != tables[row]) {   /* without a heading above, the table has no preamble */
                finish(r, section, &t);
                section = tables[row];
            }
            continue;
        }
        if (!cell || (sheet->lines && sheet->lines[row].aside)) continue;
        const char *run_in = NULL;
        const struct form_section *next = section_run_in(form, cell->text, &run_in);
        exact = next;
        if (!next) next = section_headed(form, &scratch, cell->text, &exact);
        const struct form_section *annex = !next && section && !section->table ? section_titled(sheet, tables, row, cell->text, &scratch) : NULL;
        if (annex) {
            finish(r, section, &t);
            section = annex;
            continue;
        }
        if (next && !begun && sheet->lines) {
            int behind = behind_directory(form, sheet, row, &scratch);
            begun = true;
            if (behind > row) {
                say_directory(r);
                row = behind - 1;
                continue;
            }
        }
        const struct form_section *marked = sheet->lines ? section_called(form, sheet->lines[row].mark) : NULL;
        if (sheet->lines && !sheet->lines[row].prose && !next) {
            if (section && !section->table && row > 0 && sheet->lines[row - 1].prose) say_table(r, section, sheet, row);
            continue;
        }
        const struct form_section *meant = !next && !marked && sheet->lines ? section_numbered(form, section, cell->text) : NULL;
        if (meant && !(headed & bit_of(form, meant))) {                            /* D28 says what its heading should be */
            finish(r, section, &t);
            section = meant;
        } else if (next) {
            if (!exact && (form->own_headings || !section_words_differ(next, &scratch, cell->text))) say_alike(r, next, sheet, row, cell);
            finish(r, section, &t);
            section = next;
            if (run_in && !section->table) add_paragraphs(&t, run_in, ROLE_NONE);
        } else if (marked) {                           /* its heading was given other words, or taken away */
            finish(r, section, &t);
            section = marked;
            if (section_title_short(cell->text)) say_alike(r, section, sheet, row, cell);
            else if (!section->table) add_paragraphs(&t, cell->text, sheet->roles[row]);
        } else if (!section || !section->table) {
            add_paragraphs(&t, cell->text, section || sheet->roles[row] != ROLE_HEADING ? sheet->roles[row] : ROLE_NONE);   /* a title is no heading */
        } else if (is_beside(standard, found, section->table, sheet, row)) {
            submission_add_beside(s, section->id, cell->text);
        }
    }
    if (section) finish(r, section, &t);
    text_release(&t.words);
    text_release(&t.tail);
    arena_release(&scratch);
}
