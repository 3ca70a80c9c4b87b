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
    const char *stop = strstr(words, "。");
    return utf8_length(words) <= MOST && (!stop || !stop[strlen("。")]);
}

static size_t blank_at(const char *p)
{
    static const char *const blanks[] = {" ", "\t", "\r", "\n", "\u3000", "\u00A0"};
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
        if (!strncmp(p, blanks[i], strlen(blanks[i]))) return strlen(blanks[i]);
    return 0;
}

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

/* The words behind the heading that a paragraph begins with, blanks passed over; NULL where it does not. */
static const char *behind_heading(const char *words, const char *heading)
{
    const char *numeral = numeral_of(words), *official = numeral_of(heading);
    if (!numeral || numeral != official) return NULL;
    const char *p = strstr(words, numeral) + NUMERAL, *h = heading + NUMERAL;
    uint32_t c, wanted;
    p += utf8_next(p, strlen(p), &c);                  /* 、 */
    h += utf8_next(h, strlen(h), &wanted);
    while (*h) {
        for (size_t n; (n = blank_at(p));) p += n;
        size_t n = *p ? utf8_next(p, strlen(p), &c) : 0;
        h += utf8_next(h, strlen(h), &wanted);
        if (!n || c != wanted) return NULL;
        p += n;
    }
    return p;
}

/* What stands behind the heading in its paragraph, where that is text: no page number, no other words of the heading. */
static const char *text_behind(const char *p)
{
    enum { FEWEST = 10 };                              /* without a mark between */
    static const char *const marks[] = {"：", ":", "。", "．"}, *const goes_on[] = {"、", "；", ";", "，", ",", "（", "(", "及", "和", "…", ".", "·"};
    const char *from = p;
    for (size_t i = 0; i < sizeof goes_on / sizeof *goes_on; i++)
        if (!strncmp(p, goes_on[i], strlen(goes_on[i]))) return NULL;
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
            if (!strncmp(p, marks[i], strlen(marks[i]))) p += strlen(marks[i]), more = true;
        for (size_t n; (n = blank_at(p)); more = true) p += n;
    }
    if (!p[strspn(p, "0123456789.-· ")] || !strncmp(p, "…", strlen("…"))) return NULL;
    return p > from || utf8_length(p) >= FEWEST ? p : NULL;
}

const struct form_section *section_run_in(const struct form *form, const char *words, const char **text)
{
    for (size_t i = 0; i < form->n_sections; i++) {
        const struct form_section *s = &form->sections[i];
        for (size_t k = 0; k <= s->n_also; k++) {
            const char *behind = behind_heading(words, k ? s->also[k - 1] : s->heading);
            if (behind && (*text = text_behind(behind))) return s;
        }
    }
    return NULL;
}

/* The label without its numeral, the words that join, 它 and 他. */
static const char *bare_key(struct arena *arena, const char *words)
{
    static const char *const joints[] = {"和", "及", "与", "的", "他", "它"};
    const char *numeral = numeral_of(words), *key = label_key(arena, numeral ? strstr(words, numeral) + NUMERAL : words);
    char *bare = arena_alloc(arena, strlen(key) + 1), *to = bare;
    while (*key) {
        size_t i = 0, n = sizeof joints / sizeof *joints;
        while (i < n && strncmp(key, joints[i], NUMERAL)) i++;
        if (i < n) key += NUMERAL;
        else *to++ = *key++;
    }
    *to = '\0';
    return bare;
}

bool section_words_differ(const struct form_section *section, struct arena *arena, const char *words)
{
    const char *key = bare_key(arena, words);
    bool same = !strcmp(key, bare_key(arena, section->heading));
    for (size_t i = 0; i < section->n_also; i++) same = same || !strcmp(key, bare_key(arena, section->also[i]));
    return !same;
}

const struct form_section *section_numbered(const struct form *form, const struct form_section *before, const char *words)
{
    const struct form_section *next = before ? before + 1 : form->sections;
    const char *numeral = section_title_short(words) ? numeral_of(words) : NULL;
    if (form->own_headings || next == form->sections + form->n_sections || next->table) return NULL;
    return numeral && numeral == numeral_of(next->heading) ? next : NULL;
}

/* ---- D28 ---- */

struct title_line { const struct loaded_sheet *sheet; const struct loaded_cell *cell; const struct form_section *section; bool used, exact; };
struct titles { struct title_line *list; size_t n, cap; };

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

/* The only text of the row; NULL where there are others, or none. */
static const struct loaded_cell *alone_in(const struct loaded_sheet *sheet, int row)
{
    const struct loaded_cell *only = NULL;
    if (sheet->lines && (!sheet->lines[row].prose || sheet->lines[row].aside)) return NULL;
    for (int c = 0; c < sheet->n_cols; c++) {
        const struct loaded_cell *cell = loaded_sheet_at(sheet, row, c);
        if (cell && only) return NULL;
        if (cell) only = cell;
    }
    return only && only->kind == XLSX_TEXT ? only : NULL;
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
        bool exact = true;
        const char *text;
        const struct loaded_cell *cell = alone_in(sheet, row);
        if (!cell || in_table(standard, found, sheet, row)) continue;
        const struct form_section *section = section_run_in(standard->form, cell->text, &text);
        if (!section && !section_title_short(cell->text)) continue;
        if (!section) section = section_headed(standard->form, scratch, cell->text, &exact);
        if (!section && sheet->lines) section = section_called(standard->form, sheet->lines[row].mark);
        if (!section && !numeral_of(cell->text)) continue;
        all->list = memory_grow(all->list, all->n, &all->cap, sizeof *all->list);
        all->list[all->n++] = (struct title_line){sheet, cell, section, false, exact};
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

static bool has_text(const struct submission *s, const struct form_section *section)
{
    for (size_t i = 0; i < s->n_texts; i++)
        if (!strcmp(s->texts[i].section, section->id)) return true;
    return false;
}

/* A section of text that is missing with its heading is G06's. */
static void say_missing(struct submission_reading *r, struct titles *all, struct arena *scratch, const struct form_section *section)
{
    struct title_line *line = meant(all, scratch, section);
    if (line) line->used = true;
    else if (!section->table && !has_text(r->s, section)) return;
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

static void say_found(struct submission_reading *r, const struct titles *all, struct arena *scratch, const struct form *form, size_t k)
{
    const struct form_section *section = &form->sections[k], *before = overtaken(all, form, k);
    const struct title_line *line = line_of(all, section);
    const char *numeral = numeral_of(line->cell->text);
    if (numeral && numeral_of(section->heading) && numeral != numeral_of(section->heading)) say(r, line, section, "标题的序号与表单不同");
    else if (before) say(r, line, section, arena_printf(&r->s->arena, "这一部分排在“%s”的后面，次序与表单不同", before->heading));
    else if (!line->exact && section_words_differ(section, scratch, line->cell->text)) say(r, line, section, "标题的字与表单不同");
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
        if (line_of(&all, &form->sections[k])) say_found(r, &all, &scratch, form, k);
        else say_missing(r, &all, &scratch, &form->sections[k]);
    }
    free(all.list);
    arena_release(&scratch);
}
