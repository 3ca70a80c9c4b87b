/* The headings of a report's sections: which section a line opens, and what is wrong with the headings of a whole report (D28). */
#include "base/text.h"
#include "form/label.h"
#include "submission/submission_inside.h"
#include <stdlib.h>
#include <string.h>

enum { NUMERAL = 3 };                                  /* bytes of 一 … 十 */

const struct form_section *section_headed(const struct form *form, struct arena *arena, const char *words, bool *exact)
{
    const struct form_section *alike = NULL;
    const char *key = label_key(arena, words), *brief = label_short(arena, words);
    bool same = false, one;
    for (size_t i = 0; i < form->n_sections && !same; i++) {
        const struct form_section *s = &form->sections[i];
        same = !strcmp(key, label_key(arena, s->heading));
        for (size_t k = 0; k < s->n_also && !same; k++) {
            const char *also = label_key(arena, s->also[k]);
            same = !strcmp(key, also) || (s->table && !strcmp(brief, also));   /* 政府信息公开情况统计表（2018年度） */
        }
        if (same || (!alike && label_is_title(arena, words, s->heading, &one))) alike = s;
    }
    *exact = same;
    return alike;
}

bool section_title_short(const char *words)
{
    enum { MOST = 40 };
    return utf8_length(words) <= MOST && !strstr(words, "。");
}

/* ---- D28 ---- */

struct title_line { const struct loaded_sheet *sheet; const struct loaded_cell *cell; const struct form_section *section; bool used; };
struct titles { struct title_line *list; size_t n, cap; };

/* The numeral in front of a heading (一、); NULL where there is none. */
static const char *numeral_of(const char *words)
{
    static const char *const numerals[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
    while (*words == ' ' || !strncmp(words, "\u3000", NUMERAL)) words += *words == ' ' ? 1 : NUMERAL;
    const char *behind = strlen(words) > NUMERAL ? words + NUMERAL : "";
    bool mark = !strncmp(behind, "、", NUMERAL) || !strncmp(behind, "．", NUMERAL) || *behind == '.' || *behind == ' ';
    for (size_t i = 0; mark && i < sizeof numerals / sizeof *numerals; i++)
        if (!strncmp(words, numerals[i], NUMERAL)) return numerals[i];
    return NULL;
}

static bool in_table(const struct standard_form *standard, const struct standard_tables *found, const struct loaded_sheet *sheet, int row)
{
    for (size_t t = 0; t < standard->form->n_tables; t++) {
        int first = sheet->n_rows, last = -1;
        for (size_t i = 0; i < standard->n_slots; i++) {
            if (standard->slots[i].table != &standard->form->tables[t] || found->cells[i].sheet != sheet) continue;
            if (found->cells[i].row < first) first = found->cells[i].row;
            if (found->cells[i].row > last) last = found->cells[i].row;
        }
        if (row >= first && row <= last) return true;
    }
    return false;
}

/* The only text of the row, where it can be a heading; NULL where it cannot. */
static const struct loaded_cell *alone_in(const struct loaded_sheet *sheet, int row)
{
    const struct loaded_cell *only = NULL;
    if (sheet->lines && (!sheet->lines[row].prose || sheet->lines[row].aside)) return NULL;
    for (int c = 0; c < sheet->n_cols; c++) {
        const struct loaded_cell *cell = loaded_sheet_at(sheet, row, c);
        if (cell && only) return NULL;
        if (cell) only = cell;
    }
    return only && only->kind == XLSX_TEXT && section_title_short(only->text) ? only : NULL;
}

const struct form_section *section_called(const struct form *form, const char *id)
{
    for (size_t i = 0; id && i < form->n_sections; i++)
        if (!strcmp(form->sections[i].id, id)) return &form->sections[i];
    return NULL;
}

static void collect(struct titles *all, struct arena *scratch, const struct standard_form *standard, const struct standard_tables *found, const struct loaded_sheet *sheet)
{
    for (int row = 0; row < sheet->n_rows; row++) {
        bool exact;
        const struct loaded_cell *cell = alone_in(sheet, row);
        if (!cell || in_table(standard, found, sheet, row)) continue;
        const struct form_section *section = section_headed(standard->form, scratch, cell->text, &exact);
        if (!section && sheet->lines) section = section_called(standard->form, sheet->lines[row].mark);
        if (!section && !numeral_of(cell->text)) continue;
        all->list = memory_grow(all->list, all->n, &all->cap, sizeof *all->list);
        all->list[all->n++] = (struct title_line){sheet, cell, section, false};
    }
}

/* The last heading of the section: a directory stands before. */
static struct title_line *line_of(const struct titles *all, const struct form_section *section)
{
    for (size_t i = all->n; i-- > 0;)
        if (all->list[i].section == section) return &all->list[i];
    return NULL;
}

static void say(struct submission_reading *r, const struct title_line *line, const struct form_section *section, const char *text)
{
    problems_add(r->problems, &(struct problem){.id = "D28", .file = r->s->shown, .key = r->s->name, .expected = section->heading, .text = text,
                                                .column = line ? loaded_sheet_place(&r->s->arena, line->sheet, line->cell->row, line->cell->col) : NULL,
                                                .value = line ? submission_value(line->cell->text) : NULL});
}

static bool same_numeral(const char *words, const char *heading)
{
    const char *numeral = numeral_of(words), *official = numeral_of(heading);
    return numeral && official && numeral == official;
}

/* A heading of no section that stands in the place of a missing one: with its number, or with nearly its words. */
static struct title_line *meant(struct titles *all, struct arena *scratch, const struct form_section *section)
{
    const char *key = label_key(scratch, section->heading);
    for (int by_number = 0; by_number < 2; by_number++)
        for (size_t i = 0; i < all->n; i++) {
            struct title_line *line = &all->list[i];
            if (!line->section && !line->used && (by_number ? same_numeral(line->cell->text, section->heading) : label_near_in_order(label_key(scratch, line->cell->text), key))) return line;
        }
    return NULL;
}

static void say_missing(struct submission_reading *r, struct titles *all, struct arena *scratch, const struct form_section *section)
{
    struct title_line *line = meant(all, scratch, section);
    if (line) line->used = true;
    say(r, line, section, line ? "这个标题不是表单的，看来是这一部分的" : "没有这一部分的标题");
}

/* The section in front of which this one should stand, and stands behind it. */
static const struct form_section *overtaken(const struct titles *all, const struct form *form, size_t k)
{
    const struct title_line *line = line_of(all, &form->sections[k]);
    for (size_t i = k + 1; i < form->n_sections; i++) {
        const struct title_line *later = line_of(all, &form->sections[i]);
        if (later && later < line) return &form->sections[i];
    }
    return NULL;
}

static void say_found(struct submission_reading *r, const struct titles *all, const struct form *form, size_t k)
{
    const struct form_section *section = &form->sections[k], *before = overtaken(all, form, k);
    const struct title_line *line = line_of(all, section);
    const char *numeral = numeral_of(line->cell->text);
    if (numeral && numeral_of(section->heading) && numeral != numeral_of(section->heading)) say(r, line, section, "标题的序号与表单不同");
    else if (before) say(r, line, section, arena_printf(&r->s->arena, "这一部分排在“%s”的后面，次序与表单不同", before->heading));
}

void section_titles_judge(struct submission_reading *r, const struct standard_form *standard, const struct standard_tables *found, const struct loaded_book *book)
{
    const struct form *form = standard->form;
    struct arena scratch = {0};
    struct titles all = {0};
    bool words = false;                                /* a heading of a section of text: else only tables were handed over */
    for (size_t i = 0; i < book->n; i++)
        if (!book->list[i].hidden) collect(&all, &scratch, standard, found, &book->list[i]);
    for (size_t i = 0; i < all.n; i++) words = words || (all.list[i].section && !all.list[i].section->table);
    for (size_t k = 0; words && !form->own_headings && k < form->n_sections; k++) {
        if (line_of(&all, &form->sections[k])) say_found(r, &all, form, k);
        else say_missing(r, &all, &scratch, &form->sections[k]);
    }
    free(all.list);
    arena_release(&scratch);
}
