#include "base/characters.h"
#include "ledger/rows/row_inside.h"
#include "ledger/values/discretion.h"
#include <string.h>

/* One hint a column and kind names the plain way to write it (notation.h). */
static void count_notation(struct row_source *s, size_t column, enum notation_kind kind, struct slice before, const char *after)
{
    struct notation one = {.line = s->row.line};
    size_t at = column;
    if (s->wide && s->view_headings[column] < 0) return;
    if (s->wide) at = (size_t)s->view_headings[column];
    if (notations_first(&s->notations, at, kind)) {
        one.personal = row_must_hide(s, column, row_cell(s, column));
        if (!one.personal) one.before = before, one.after = after;
    }
    notations_add(&s->notations, at, kind, &one);
}

/* Blanks were cut off both ends (`trimmed` is left), or the reader took some out of the middle. */
static void count_blanks(struct row_source *s, size_t column, struct slice before, struct slice trimmed)
{
    struct text *plain = &s->reader.plain;
    if (s->reader.notation != NOTATION_BLANK) {
        text_clear(plain);
        text_add_n(plain, trimmed.s, trimmed.n);
    }
    count_notation(s, column, NOTATION_BLANK, before, text_get(plain));
}

static void count_notations(struct row_source *s, size_t column, struct slice before, struct slice trimmed, bool odd)
{
    enum notation_kind kind = s->reader.notation;
    if (kind && kind != NOTATION_BLANK) count_notation(s, column, kind, trimmed, text_get(&s->reader.plain));
    if (odd || kind == NOTATION_BLANK) count_blanks(s, column, before, trimmed);
    struct slice seen = {NULL, 0};
    const char *read = NULL;
    enum notation_kind shown = s->bad[column] ? NOTATION_NONE : cell_marks_notation(s, column, &seen, &read);
    if (shown && !value_looks_personal(seen)) count_notation(s, column, shown, seen, read);
}

/* Two stray quotes make one cell of the rows between them, and those rows would be lost unreported. A note may have
 * lines; a number has none, and no text has lines with as many commas as a row has columns. */
static bool holds_rows(const struct row_source *s, size_t column, struct slice cell, struct fault *fault)
{
    const char *line = s->breaks ? memchr(cell.s, '\n', cell.n) : NULL;
    size_t commas = 0;
    if (!line || s->raw->sheet || s->table->columns[column].type == COLUMN_PROSE) return false;
    for (const char *p = line; p < cell.s + cell.n; p++) commas += *p == ',';
    if (s->table->columns[column].type != COLUMN_KEY && commas + 1 < s->headings.n / 2) return false;
    fault_set(fault, "S03", "这一格里有换行，像是引号不成对，把几行并成了一格");
    fault_expect(fault, "成对的引号");
    return true;
}

/* The key of a request is published in lists: a name must not become one. */
static bool may_be_name(const struct row_source *s, size_t column, struct slice cell, struct fault *fault)
{
    if (!s->personal || s->table->columns[column].type != COLUMN_KEY || discretion_is_key(cell) || value_absent(cell)) return false;
    fault_set(fault, "A05", "编号里没有数字，可能是错位的姓名");
    fault_expect(fault, "这一件的编号");
    return true;
}

/* Our own files have a ' before such words, and come back as waivers. */
static bool like_formula(struct slice s)
{
    uint32_t c = 0;
    if (s.n) utf8_next(s.s, s.n, &c);
    c = spelling_narrow(c);
    return c == '=' || c == '+' || c == '-' || c == '@';
}

static void count_guard(struct row_source *s, size_t column, size_t i)
{
    bool odd = false;
    struct slice inside = s->row.cells[i];
    if (inside.s == s->stood[i].s || (s->table->columns[column].type == COLUMN_PROSE && like_formula(inside))) return;
    struct text *plain = &s->reader.plain;
    text_clear(plain);
    text_add_n(plain, inside.s, inside.n);
    count_notation(s, column, NOTATION_GUARD, spelling_trim(s->stood[i], &odd), text_get(plain));
}

/* As nearly every cell of a CSV file is: nothing was taken off, nothing is known of it but its text. */
static bool is_bare(const struct row_source *s, size_t i)
{
    return s->row.plain && !s->row.marks && s->trimmed[i].s == s->stood[i].s && s->trimmed[i].n == s->stood[i].n;
}

/* Reads such a cell where nothing is to be said of it; else false, and it is read again with care. */
static bool read_bare(struct row_source *s, size_t column, size_t i, struct fault *fault)
{
    struct slice cell = s->trimmed[i];
    const struct ledger_column *c = &s->table->columns[column];
    if (s->breaks || !is_bare(s, i) || (s->personal && c->type == COLUMN_KEY && !discretion_is_key(cell))) return false;
    return value_read(&s->reader, c, cell, &s->values[column], fault) && !fault->id && !s->reader.notation;
}

static bool read_cell(struct row_source *s, size_t column, size_t i)
{
    struct fault fault;
    struct character_fault unsaid;
    bool odd = false, cleaned = false;
    struct slice cell = s->row.cells[i], before = cell;
    bool bare = is_bare(s, i);
    if (!bare) count_guard(s, column, i);
    if (s->trimmed[i].n < cell.n) cell = spelling_trim(cell, &odd);
    if (!s->row.plain) text_clear(&s->reader.scratch);
    if (!s->row.plain && characters_clean(&s->reader.scratch, cell.s, cell.n, &unsaid)) {
        const char *plain = arena_dup_n(&s->reader.odd, text_get(&s->reader.scratch), s->reader.scratch.n);
        cell = spelling_trim((struct slice){plain, s->reader.scratch.n}, &odd);
        cleaned = true;
    }
    s->reader.notation = NOTATION_NONE;
    bool ok = !holds_rows(s, column, cell, &fault) && !may_be_name(s, column, cell, &fault) && (bare || cell_marks_allow(s, column, &cell, &fault)) &&
              value_read(&s->reader, &s->table->columns[column], cell, &s->values[column], &fault);
    if (ok && !fault.id) cell_marks_warn(s, column, &fault);
    else if (!ok && !row_must_hide(s, column, cell)) cell_marks_explain(s, column, &fault);
    if (fault.id) row_say(s, (int)column, &fault, !ok);
    if (!ok) {
        s->bad[column] = true;
        s->reader.notation = NOTATION_NONE;
    }
    count_notations(s, column, before, cell, odd || (ok && cleaned));
    return ok;
}

static bool read_cells(struct row_source *s)
{
    struct fault fault;
    bool ok = true;
    size_t n = s->row.n < s->headings.n ? s->row.n : s->headings.n;
    const struct slice *last = &s->stood[s->row.n - 1];
    s->breaks = !s->raw->sheet && (s->wide || memchr(s->stood[0].s, '\n', (size_t)(last->s + last->n - s->stood[0].s)));
    value_reader_begin(&s->reader);
    memset(s->values, 0, s->table->n_columns * sizeof *s->values);
    memset(s->bad, 0, s->table->n_columns * sizeof *s->bad);
    for (size_t i = 0; i < n; i++) {
        int column = s->headings.column_of[i];
        if (column < 0 || !(s->stood[i].n || (s->row.marks && s->row.marks[i]))) continue;
        if (!read_bare(s, (size_t)column, i, &fault) && !read_cell(s, (size_t)column, i)) ok = false;
    }
    return ok;
}

/* The publisher that a catalogue names in place of a code. */
static int publisher_column(const struct row_source *s)
{
    bool agency = false;
    int other = -1;
    for (size_t i = 0; i < s->table->n_needs_one; i++) {
        if (s->table->needs_one[i] == s->table->agency) agency = true;
        else other = s->table->needs_one[i];
    }
    return agency && other >= 0 && s->values[other].kind == VALUE_TEXT ? other : -1;
}

static bool fill_agency(struct row_source *s)
{
    int column = s->table->agency;
    if (column < 0 || s->bad[column] || s->values[column].kind != VALUE_NONE) return true;
    struct value *v = &s->values[column];
    struct fault fault;
    if (s->context->agencies->n == 1) {
        *v = (struct value){.kind = VALUE_INTEGER, .integer = 1};
        return true;
    }
    int publisher = publisher_column(s);
    if (publisher >= 0) {
        const struct ledger_column by_name = {.type = COLUMN_AGENCY};
        struct slice name = {s->values[publisher].text, s->values[publisher].n};
        if (value_read(&s->reader, &by_name, name, v, &fault)) return true;
        row_say(s, publisher, &fault, true);
        s->bad[column] = true;
        return false;
    }
    fault_set(&fault, "S08", s->context->agencies->n ? "没有写机关，台账里不是只有一个机关" : "没有写机关，机关表里也没有一行读得出来");
    fault_expect(&fault, "机关表里的机关代码或名称");
    row_say(s, column, &fault, true);
    s->bad[column] = true;
    return false;
}

static bool one_of_them(struct row_source *s)
{
    const struct ledger_table *t = s->table;
    for (size_t i = 0; i < t->n_needs_one; i++)
        if (s->values[t->needs_one[i]].kind != VALUE_NONE || s->bad[t->needs_one[i]]) return true;
    struct text words = {0};
    struct fault fault;
    for (size_t i = 0; i < t->n_needs_one; i++) text_printf(&words, "%s“%s”", i ? "、" : "", t->columns[t->needs_one[i]].heading);
    fault_set(&fault, "S08", "%s至少要填一个", text_get(&words));
    text_release(&words);
    row_say(s, t->needs_one[0], &fault, true);
    return false;
}

static bool all_needed(struct row_source *s)
{
    struct fault fault;
    bool ok = true;
    for (size_t k = 0; k < s->n_needed; k++) {
        int i = s->needed[k];
        if (s->values[i].kind != VALUE_NONE || s->bad[i]) continue;
        fault_set(&fault, s->table->columns[i].type == COLUMN_KEY ? "A05" : "S08", row_cell(s, (size_t)i).n ? "这样写等于没有填" : "没有填");
        row_say(s, i, &fault, true);
        ok = false;
    }
    return (!s->table->n_needs_one || one_of_them(s)) && ok;
}

/* A run with a faulty row of a core table is refused, so nothing is counted with it; but what the row has of its own and what
 * refers to it is looked at all the same, so that one run says everything. */
static bool is_known(const struct row_source *s)
{
    const int agency = s->table->agency;
    bool known = s->table->core && !s->wide && (agency < 0 || s->values[agency].kind != VALUE_NONE);
    for (size_t k = 0; k < s->n_needed; k++) known &= !s->bad[s->needed[k]] && s->values[s->needed[k]].kind != VALUE_NONE;
    bool one = !s->table->n_needs_one;
    for (size_t i = 0; i < s->table->n_needs_one; i++) one |= s->values[s->table->needs_one[i]].kind != VALUE_NONE;
    return known && one;
}

bool row_read(struct row_source *s)
{
    if (!row_in_shape(s)) return false;
    bool ok = read_cells(s);
    ok = row_collected_well(s) && ok;
    ok = row_keys_are_anonymous(s) && ok;
    ok = fill_agency(s) && ok;
    ok = all_needed(s) && ok;
    s->set_aside |= !ok;
    if (!ok && !is_known(s)) return false;
    if (!strcmp(s->table->id, "agencies") && !row_add_agency(s)) return false;
    row_redact(s);
    return true;
}
