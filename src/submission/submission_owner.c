/* Whose report a workbook or a manuscript is, and of which year: its own marks, its title, its path. */
#include "base/text.h"
#include "form/label.h"
#include "submission/submission_inside.h"
#include "submission/title.h"
#include <string.h>

struct owner_reading { struct submission_reading *r; const struct loaded_book *sheets; };

static const char *property(struct owner_reading *b, const char *name) { return arena_dup(&b->r->s->arena, loaded_book_property(b->sheets, name)); }

/* Seven counts, "-1" = not known; any other words are ignored. */
static void read_timeliness(struct timeliness *t, const char *words)
{
    int64_t counts[7];
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct text one = {0};
        struct decimal number;
        size_t n = strcspn(words, " ");
        text_add_n(&one, words, n);
        bool read = decimal_parse(text_get(&one), &number) && !number.scale && number.value >= -1;
        text_release(&one);
        if (!read) return;
        counts[i] = number.value;
        words += n + (words[n] != 0);
    }
    *t = (struct timeliness){counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6]};
}

static void read_marks(struct owner_reading *b)
{
    struct submission *s = b->r->s;
    const char *year = property(b, "nianbao.year"), *status = property(b, "nianbao.status");
    struct decimal number;
    s->code = property(b, "nianbao.code");
    s->name = property(b, "nianbao.name");
    s->draft = status && strcmp(status, "final");
    if (property(b, "nianbao.timeliness")) read_timeliness(&s->timeliness, property(b, "nianbao.timeliness"));
    s->origin = (struct submission_origin){property(b, "nianbao.hash.form"), property(b, "nianbao.hash.rules"), property(b, "nianbao.hash.calendar"),
                                           property(b, "nianbao.program"), property(b, "nianbao.as_of")};
    if (year && decimal_parse(year, &number) && !number.scale && number.value > 0 && number.value < 10000) s->year = (int)number.value;
}

static const char *row_text(const struct loaded_sheet *s, int row)
{
    for (int c = 0; c < s->n_cols; c++)
        if (loaded_sheet_at(s, row, c) && loaded_sheet_at(s, row, c)->kind == XLSX_TEXT) return loaded_sheet_at(s, row, c)->text;
    return NULL;
}

/* A title on two lines: the name above, or name and year above. */
static void complete_title(struct owner_reading *b, struct title *title, const char *above, const char *text)
{
    enum { MAX_NAME = 120 };
    struct arena *a = &b->r->s->arena;
    struct title both;
    if ((title->name && title->year) || !above || strlen(above) > MAX_NAME) return;
    if (title_read(a, arena_printf(a, "%s%s", above, text), &both) && both.name && both.year) *title = both;
}

/* 填报单位（盖章）：某某局, in one cell or in two side by side. */
static const char *teller_in(struct owner_reading *b, const struct loaded_sheet *s, int row)
{
    const char *name = NULL;
    for (int c = 0; c < s->n_cols && !(name && *name); c++) {
        const struct loaded_cell *cell = loaded_sheet_at(s, row, c);
        if (!cell || cell->kind != XLSX_TEXT) continue;
        if (name) return arena_dup(&b->r->s->arena, cell->text);
        name = title_teller(&b->r->s->arena, cell->text);
    }
    return name && *name ? name : NULL;
}

/* The year of （2018年度） or 2018年; a line of more words may hold any year. */
static int year_alone(struct owner_reading *b, const char *text)
{
    struct arena *a = &b->r->s->arena;
    int year = title_year(text);
    const char *key = label_key(a, text), *digits = arena_printf(a, "%d", year);
    bool alone = !strcmp(key, digits) || !strcmp(key, arena_printf(a, "%s年", digits));
    return alone || strstr(key, arena_printf(a, "%s年度", digits)) ? year : 0;
}

/* What a title lacks may stand in the lines below it: （2018年度）, 填报单位（盖章）：某某局. */
static void complete_below(struct owner_reading *b, const struct loaded_sheet *s, int row, struct title *title)
{
    enum { LINES = 5, MOST = 40 };
    for (int r = row + 1; r < s->n_rows && r <= row + LINES; r++)
        for (int c = 0; c < s->n_cols; c++) {
            const struct loaded_cell *cell = loaded_sheet_at(s, r, c);
            if (!title->year && cell && cell->kind == XLSX_TEXT && utf8_length(cell->text) <= MOST) title->year = year_alone(b, cell->text);
            if (!title->name && !c) title->name = teller_in(b, s, r);
        }
}

/* The title of a sheet, in its first rows. */
static bool find_title(struct owner_reading *b, const struct loaded_sheet *s, struct title *title)
{
    enum { TITLE_ROWS = 20 };
    const char *above = NULL;
    *title = (struct title){0};
    for (int r = 0; r < s->n_rows && r < TITLE_ROWS; r++) {
        const char *text = row_text(s, r);
        if (!text) continue;
        if (title_read(&b->r->s->arena, text, title)) {
            complete_title(b, title, above, text);
            complete_below(b, s, r, title);
            return true;
        }
        above = text;
    }
    return false;
}

static bool differs(const char *a, const char *b, struct arena *arena) { return a && b && strcmp(label_key(arena, a), label_key(arena, b)); }

/* Every visible sheet may have a title; all must be of one report. False: the file is left out. */
static bool read_titles(struct owner_reading *b, struct title *first)
{
    struct submission *s = b->r->s;
    struct title title;
    const char *titled = NULL;
    for (size_t i = 0; i < b->sheets->n; i++) {
        if (b->sheets->list[i].hidden || !find_title(b, &b->sheets->list[i], &title)) continue;
        if (!titled) titled = b->sheets->list[i].name;
        if (differs(first->name, title.name, &s->arena) || (first->year && title.year && first->year != title.year)) {
            s->of_several = true;
            submission_leave_out(b->r, "一个工作簿里有几份报告（“%s”和“%s”），请一份一个文件", titled, b->sheets->list[i].name);
            return false;
        }
        if (!first->name) first->name = title.name;
        if (!first->year) first->year = title.year;
    }
    return true;
}

/* ---- a manuscript ---- */

/* A line above a title that has no name, or no year, may be the first part of it; 来源：某某局 and 首页 > 政务公开 are none. */
static bool may_begin_title(const char *line)
{
    static const char *const marks[] = {"：", ":", ">", "|", "。", "《"};
    enum { MOST = 60 };
    bool marked = false;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) marked |= strstr(line, marks[i]) != NULL;
    return *line && !marked && utf8_length(line) <= MOST;
}

/* Content systems put a table above the text: 名称 | 某某局2025年政府信息公开工作年度报告. */
static bool find_in_table(struct owner_reading *b, const struct loaded_sheet *s, int row, struct title *title)
{
    for (int c = 0; c < s->n_cols; c++) {
        const struct loaded_cell *cell = loaded_sheet_at(s, row, c);
        if (cell && title_read(&b->r->s->arena, cell->text, title) && title->name && title->year) return true;
    }
    return false;
}

/* Whether the file's properties or its name give the agency this name. */
static bool is_known(struct owner_reading *b, const char *name)
{
    struct arena *a = &b->r->s->arena;
    const char *const titles[] = {property(b, "title"), property(b, "meta.ArticleTitle"), submission_file_stem(a, b->r->s->shown)};
    bool known = b->r->s->name && !differs(b->r->s->name, name, a);
    for (size_t i = 0; i < sizeof titles / sizeof *titles && !known; i++) {
        struct title t;
        const char *words = titles[i];
        known = words && title_read(a, words, &t) && t.name && !differs(t.name, name, a);
    }
    return known;
}

enum { TITLE_LINES = 4 };
struct last_line { const char *text; int paragraph; };

/* A title that ends on the last line. The name of an agency may itself stand on two lines: those of one paragraph belong together, and
 * of others those that make up the name which the file gives elsewhere. False: no title ends there. */
static bool join_title(struct owner_reading *b, const struct last_line last[TITLE_LINES], struct title *best)
{
    struct arena *a = &b->r->s->arena;
    const char *words = "";
    bool found = false, whole = false, together = true;
    for (int i = 0; i < TITLE_LINES && (i ? may_begin_title(last[i].text) && !strstr(last[i].text, "〔") : *last[i].text != 0); i++) {
        struct title title;
        words = arena_printf(a, "%s%s", last[i].text, words);
        if (whole) together &= last[i].paragraph == last[i - 1].paragraph;
        if (!title_read(a, words, &title)) continue;
        bool complete = title.name && title.year, known = complete && is_known(b, title.name);
        if (known || (complete && (!whole || together)) || !found) *best = title;
        found = true;
        whole |= complete;
        if (known) break;
    }
    return found;
}

/* The title stands before the first section, on a few lines; a page may have titles of other reports in its navigation, farther from
 * the text. */
static bool find_words(struct owner_reading *b, const struct loaded_sheet *s, struct title *best)
{
    enum { MAX_LINE = 200 };
    struct last_line last[TITLE_LINES] = {{"", 0}, {"", 0}, {"", 0}, {"", 0}};
    bool found = false;
    int at = 0;
    for (int r = 0; r < s->n_rows; r++) {
        const char *text = row_text(s, r);
        struct title title;
        if (!found && !s->lines[r].prose && find_in_table(b, s, r, &title)) *best = title;
        if (!text || strlen(text) > MAX_LINE) text = "";
        if (found && (!s->lines[r].prose || !strncmp(text, "一、", strlen("一、")))) break;
        memmove(last + 1, last, sizeof last - sizeof *last);
        last[0] = (struct last_line){text, s->lines[r].row};
        if (!join_title(b, last, &title)) continue;
        if ((title.name && title.year) || !found) *best = title;
        found = true;
        at = r;
    }
    if (found) complete_below(b, s, at, best);
    return found;
}

/* What may name the agency of a report whose title does not. */
static void take_headings(struct owner_reading *b, const struct loaded_sheet *s)
{
    struct submission *to = b->r->s;
    size_t n = 0;
    to->headings[n] = property(b, "title");
    n += to->headings[n] != NULL;
    for (int r = 0; r < s->n_rows && n < SUBMISSION_HEADINGS; r++) {
        const char *text = row_text(s, r);
        if (text && s->lines[r].prose && may_begin_title(text)) to->headings[n++] = arena_dup(&to->arena, text);
    }
}

static bool begins_as_draft(const char *words) { return !strncmp(words, "草稿", strlen("草稿")) || !strncmp(words, "（草稿）", strlen("（草稿）")); }

/* A page and a PDF have no mark but their words: above the report, in the title of a page, on every sheet of a PDF. */
static bool is_draft(const struct loaded_book *book)
{
    enum { LINES = 20 };
    const struct loaded_sheet *s = &book->list[0];
    for (size_t i = 0; i < book->manuscript.n_properties; i++) {
        const struct manuscript_property *p = &book->manuscript.properties[i];
        if ((!strcmp(p->name, "title") || !strcmp(p->name, "running")) && begins_as_draft(p->value)) return true;
    }
    for (int r = 0; r < s->n_rows && r < LINES; r++)
        if (s->lines[r].prose && row_text(s, r) && begins_as_draft(row_text(s, r))) return true;
    return false;
}

/* The title of another report with tables below it: whose numbers are they? */
static const char *other_report(struct owner_reading *b, const struct loaded_sheet *s, const struct title *first)
{
    enum { LEAST_ROWS = 5 };
    struct arena *a = &b->r->s->arena;
    const char *other = NULL;
    bool tables = false;
    int rows = 0;
    for (int r = 0; r < s->n_rows; r++) {
        const char *text = row_text(s, r);
        struct title title;
        if (!s->lines[r].prose) {
            tables = true;
            if (other && ++rows == LEAST_ROWS) return other;
        } else if (text && tables && !other && !s->lines[r].aside && may_begin_title(text) && title_read(a, text, &title) && title.name && title.year) {
            if (differs(title.name, first->name, a) || title.year != first->year) other = text;
        }
    }
    return NULL;
}

/* What the properties say of a text counts only where its title says the same: people make a report by writing over another one. */
static bool read_manuscript(struct owner_reading *b, struct title *title)
{
    static const char *const names[] = {"meta.ArticleTitle", "title"};
    struct submission *s = b->r->s;
    bool found = find_words(b, &b->sheets->list[0], title);
    for (size_t i = 0; i < sizeof names / sizeof *names && !(title->name && title->year); i++) {
        struct title other;
        const char *words = property(b, names[i]);
        if (words && title_read(&s->arena, words, &other) && other.name && other.year) *title = other;
    }
    const char *other = title->name && title->year ? other_report(b, &b->sheets->list[0], title) : NULL;
    if (other) {
        submission_leave_out(b->r, "一个文件里有几份报告（还有“%s”），请一份一个文件", other);
        return false;
    }
    if (!title->name) take_headings(b, &b->sheets->list[0]);
    s->draft |= is_draft(b->sheets);
    if (!s->name || (found && !differs(s->name, title->name, &s->arena) && (!title->year || title->year == s->year))) return true;
    s->code = s->name = NULL;
    s->year = 0;
    s->draft = is_draft(b->sheets);
    s->timeliness = (struct timeliness){-1, -1, -1, -1, -1, -1, -1};
    s->origin = (struct submission_origin){0};
    return true;
}

/* A letter, a form of something else: it is not asked whose report it is. */
static bool has_tables(const struct loaded_book *book)
{
    for (size_t i = 0; i < book->manuscript.n; i++)
        if (book->manuscript.parts[i].kind != MANUSCRIPT_PARAGRAPH) return true;
    return book->reader != NULL;
}

bool submission_take_owner(struct submission_reading *r, const struct loaded_book *book)
{
    struct submission *s = r->s;
    struct owner_reading b = {r, book};
    struct title title = {0};
    read_marks(&b);
    submission_take_answers(r, book);
    if (!(book->reader ? read_titles(&b, &title) : read_manuscript(&b, &title))) return false;
    if (!s->name) s->name = title.name;
    if (!s->year) s->year = title.year;
    submission_take_path(s);
    if (!s->name && !s->code) s->name = arena_dup(&s->arena, r->asked_name);
    if (!s->year) s->year = r->asked_year;
    if (!(s->year && (s->name || s->code)) && !has_tables(book)) submission_leave_out(r, "里面没有表格，不像年报；是年报的，请按标准格式填好表，存为 .docx 或 .xlsx");
    else if (!s->year) submission_leave_out(r, "看不出是哪一年的报告；请写上标题，如“某某局2025年政府信息公开工作年度报告”");
    else if (!s->name && !s->code) submission_leave_out(r, "看不出是哪个机关的报告；请写上标题，如“某某局%d年政府信息公开工作年度报告”", s->year);
    return s->year && (s->name || s->code);
}
