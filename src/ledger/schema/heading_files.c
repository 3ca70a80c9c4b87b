#include "base/spelling.h"
#include "ledger/rows/csv.h"
#include "ledger/rows/encoding.h"
#include "ledger/values/guard.h"
#include "ledger/schema/codes.h"
#include "ledger/schema/schema.h"
#include <string.h>

/* data/headings and the file of an office (--headings): what other systems call our columns, and what a word is in this office. */

enum { AT_TABLE, AT_SEEN, AT_HEADING, AT_ADVICE, AT_WORD, AT_READS, N_CELLS };

static bool fail_at(const struct heading_line *l, struct diag *diag, const char *words)
{
    return diag_fail(diag, DIAG_INPUT, "%s:%lld: %s", l->path, (long long)l->line, words);
}

static bool fail_with(const struct heading_line *l, struct diag *diag, const char *format, const char *a, const char *b)
{
    struct text words = {0};
    text_printf(&words, format, a, b);
    fail_at(l, diag, text_get(&words));
    text_release(&words);
    return false;
}

/* ---- headings ---- */

/* Whether it is a heading of the table; NULL, every table, has none of its own. */
static bool is_heading(const struct ledger_table *t, const char *heading)
{
    for (size_t i = 0; t && i < t->n_columns; i++)
        if (!strcmp(t->columns[i].heading, heading)) return true;
    for (size_t i = 0; t && t->wide && i < t->wide->n_headings; i++)
        if (!strcmp(t->wide->headings[i], heading)) return true;
    return false;
}

static bool no_heading(const struct ledger_table *t, const char *heading, const struct heading_line *l, struct diag *diag)
{
    return fail_with(l, diag, "“%s”表中没有标题“%s”", t ? t->id : "*", heading);
}

static const char *fold(struct arena *a, const char *heading)
{
    struct text t = {0};
    spelling_fold(&t, (struct slice){heading, strlen(heading)});
    const char *folded = arena_dup(a, text_get(&t));
    text_release(&t);
    return folded;
}

/* "签收日期|实收日期" → "签收日期、实收日期"; each must be a heading of the table, and the choice explained. */
static bool read_meanings(struct schema *s, const struct ledger_table *t, struct heading_alias *a, const struct heading_line *l, struct diag *diag)
{
    struct text words = {0};
    char *cell = arena_dup(&s->arena, l->heading);
    bool ok = true;
    for (char *from = cell, *bar; ok && from; from = bar) {
        bar = strchr(from, '|');
        if (bar) *bar++ = 0;
        ok = is_heading(t, from) || no_heading(t, from, l, diag);
        text_printf(&words, "%s%s", words.n ? "、" : "", from);
    }
    a->meanings = arena_dup(&s->arena, text_get(&words));
    text_release(&words);
    a->advice = arena_dup(&s->arena, l->advice);
    return ok && (*a->advice || fail_at(l, diag, "含义不定的标题要在第四列说明怎么选"));
}

static bool doubled(const struct schema *s, const struct heading_alias *a)
{
    for (size_t i = s->n_aliases; i-- && s->aliases[i].file == a->file;)
        if (!strcmp(s->aliases[i].folded, a->folded) && s->aliases[i].table == a->table) return true;
    return false;
}

static bool find_table(const struct schema *s, const struct heading_line *l, const struct ledger_table **t, struct diag *diag)
{
    bool every = !strcmp(l->table, "*");
    *t = every ? NULL : schema_table_named(s, l->table);
    return every || *t || fail_with(l, diag, "没有名为“%s”的表", l->table, NULL);
}

bool schema_add_heading(struct schema *s, const struct heading_line *l, struct diag *diag)
{
    const struct ledger_table *t;
    if (!find_table(s, l, &t, diag)) return false;
    if (!*l->seen) return fail_at(l, diag, "没有写见到的标题");
    struct heading_alias a = {.table = t ? t->id : NULL, .seen = arena_dup(&s->arena, l->seen), .folded = fold(&s->arena, l->seen), .file = l->file};
    if (doubled(s, &a)) return fail_with(l, diag, "“%s”前面已经写过", a.seen, NULL);
    /* The table's own heading counts before every file: a line about it would say nothing. */
    if (is_heading(t, a.folded) && strcmp(l->heading, a.folded)) return fail_with(l, diag, "“%s”是台账自己的标题，不能另有意思", a.seen, NULL);
    if (strchr(l->heading, '|')) {
        if (!read_meanings(s, t, &a, l, diag)) return false;
    } else if (t && t == s->collected.table && !strcmp(l->heading, s->collected.word)) {
        a.collected = true;
    } else if (*l->heading) {
        if (!is_heading(t, l->heading)) return no_heading(t, l->heading, l, diag);
        a.heading = arena_dup(&s->arena, l->heading);
    }
    s->aliases = memory_grow(s->aliases, s->n_aliases, &s->cap_aliases, sizeof *s->aliases);
    s->aliases[s->n_aliases++] = a;
    return true;
}

/* ---- words ---- */

/* The column itself, or that of the other table which a wide column becomes part of. */
static struct ledger_column *column_of(struct schema *s, const struct ledger_table *t, const char *heading)
{
    const struct wide *w = t->wide;
    for (size_t i = 0; i < t->n_columns; i++)
        if (!strcmp(t->columns[i].heading, heading)) return &t->columns[i];
    for (size_t i = 0; w && i < w->n_events; i++)
        for (size_t k = 0; k < w->events[i].n_parts; k++)
            if (!strcmp(w->headings[w->events[i].parts[k].heading], heading))
                return &s->tables[w->into - s->tables].columns[w->events[i].parts[k].column];
    return NULL;
}

/* A code or its label is what it says: only other words may be given a meaning. */
static bool is_code_itself(const struct code_list *list, const char *folded)
{
    struct arena words = {0};
    bool is = false;
    for (size_t i = 0; i < list->n && !is; i++)
        is = !strcmp(fold(&words, list->codes[i].code), folded) || !strcmp(fold(&words, list->codes[i].label), folded);
    arena_release(&words);
    return is;
}

static bool read_reads(const struct ledger_column *c, struct column_word *w, const struct heading_line *l, struct diag *diag)
{
    struct text scratch = {0};
    if (!*l->reads) return true;
    if (c->type == COLUMN_FLAG) {
        w->code = !strcmp(l->reads, "是") ? 2 : !strcmp(l->reads, "否");
        return w->code || fail_with(l, diag, "“%s”里只有是和否，不能读作“%s”", c->heading, l->reads);
    }
    if (c->type != COLUMN_CODE) return fail_with(l, diag, "“%s”里没有代码，“读作”只能空着", c->heading, NULL);
    if (is_code_itself(c->codes, w->folded)) return fail_with(l, diag, "“%s”本来就是“%s”的一个代码", l->word, c->heading);
    int found = codes_find(c->codes, (struct slice){l->reads, strlen(l->reads)}, &scratch);
    text_release(&scratch);
    w->code = found > 0 ? found : 0;
    return w->code || fail_with(l, diag, "“%s”里没有代码“%s”", c->heading, l->reads);
}

bool schema_add_word(struct schema *s, const struct heading_line *l, struct diag *diag)
{
    const struct ledger_table *t;
    if (!find_table(s, l, &t, diag)) return false;
    struct ledger_column *c = t ? column_of(s, t, l->heading) : NULL;
    if (!c) return no_heading(t, l->heading, l, diag);
    if (*l->seen) return fail_at(l, diag, "写了“见到的词”的一行不写“见到的标题”：标题另写一行");
    if (!*l->word) return fail_at(l, diag, "没有写见到的词");
    if (c->personal != PERSONAL_NO) return fail_with(l, diag, "“%s”是个人信息，里面的词不能另有读法", c->heading, NULL);
    struct column_word *w = arena_alloc(&s->arena, sizeof *w);
    *w = (struct column_word){.folded = fold(&s->arena, l->word), .file = l->file, .next = c->words};
    for (const struct column_word *other = c->words; other && other->file == w->file; other = other->next)
        if (!strcmp(other->folded, w->folded)) return fail_with(l, diag, "“%s”前面已经写过", l->word, NULL);
    if (!read_reads(c, w, l, diag)) return false;
    c->words = w;
    return true;
}

/* ---- the file ---- */

static bool read_line(struct schema *s, const char *file, const char *path, const struct raw_row *row, struct diag *diag)
{
    bool odd = false;
    const char *cells[N_CELLS] = {"", "", "", "", "", ""};
    struct heading_line l = {.file = file, .path = path, .line = row->line};
    if (row->n < AT_ADVICE || row->n > N_CELLS)
        return fail_at(&l, diag, "应有三列：表,见到的标题,台账的标题；含义不定的加第四列：说明；词语再加两列：见到的词,读作");
    for (size_t i = 0; i < row->n; i++) {
        struct slice cell = spelling_trim(guard_off(row->cells[i]), &odd); /* '=… : no formula for a spreadsheet */
        cells[i] = arena_dup_n(&s->arena, cell.s, cell.n);
    }
    l.table = cells[AT_TABLE], l.seen = cells[AT_SEEN], l.heading = cells[AT_HEADING];
    l.advice = cells[AT_ADVICE], l.word = cells[AT_WORD], l.reads = cells[AT_READS];
    return *l.word || *l.reads ? schema_add_word(s, &l, diag) : schema_add_heading(s, &l, diag);
}

static bool row_is_filled(const struct raw_row *row)
{
    bool odd = false;
    for (size_t i = 0; i < row->n; i++)
        if (spelling_trim(row->cells[i], &odd).n) return true;
    return false;
}

bool schema_add_headings(struct schema *s, const char *path, struct diag *diag)
{
    struct encoded_text text;
    struct fault fault;
    struct raw_row row;
    if (!encoding_open(&text, path, NULL, &fault)) return diag_fail(diag, DIAG_INPUT, "%s：%s", path, fault.text);
    const char *slash = strrchr(path, '/'), *file = arena_dup(&s->arena, slash ? slash + 1 : path);
    struct raw_rows *rows = csv_open(text.text, text.n);
    enum raw_result result = RAW_END;
    bool ok = true;
    s->n_said = 0;
    for (bool title = true; ok && (result = rows->next(rows, &row, &fault)) == RAW_ROW; title = false)
        if (!title && row_is_filled(&row) && ++s->n_said) ok = read_line(s, file, path, &row, diag);
    if (ok && result == RAW_BROKEN) ok = diag_fail(diag, DIAG_INPUT, "%s:%lld: %s", path, (long long)fault.line, fault.text);
    rows->close(rows);
    encoding_close(&text);
    return ok;
}
