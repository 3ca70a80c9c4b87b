#include "base/spelling.h"
#include "ledger/rows/csv.h"
#include "ledger/rows/encoding.h"
#include "ledger/schema/schema.h"
#include <string.h>

/* data/headings: what other systems call our columns (schema_add_headings). */

enum { AT_TABLE, AT_SEEN, AT_HEADING, AT_ADVICE, N_CELLS };

/* The file and line, for messages. */
struct at { const char *path; int64_t line; };

/* Whether it is a heading of the table; NULL, every table, has none of its own. */
static bool is_heading(const struct ledger_table *t, const char *heading)
{
    for (size_t i = 0; t && i < t->n_columns; i++)
        if (!strcmp(t->columns[i].heading, heading)) return true;
    for (size_t i = 0; t && t->wide && i < t->wide->n_headings; i++)
        if (!strcmp(t->wide->headings[i], heading)) return true;
    return false;
}

static bool no_heading(const struct ledger_table *t, const char *heading, struct at at, struct diag *diag)
{
    return diag_fail(diag, DIAG_INPUT, "%s:%lld: “%s”表中没有标题“%s”", at.path, (long long)at.line, t ? t->id : "*", heading);
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
static bool read_meanings(struct schema *s, const struct ledger_table *t, struct heading_alias *a, char *cell, const char *advice, struct at at, struct diag *diag)
{
    struct text words = {0};
    for (char *from = cell, *bar; from; from = bar) {
        bar = strchr(from, '|');
        if (bar) *bar++ = 0;
        if (!is_heading(t, from)) {
            text_release(&words);
            return no_heading(t, from, at, diag);
        }
        text_printf(&words, "%s%s", words.n ? "、" : "", from);
    }
    a->meanings = arena_dup(&s->arena, text_get(&words));
    text_release(&words);
    a->advice = advice;
    return *advice || diag_fail(diag, DIAG_INPUT, "%s:%lld: 含义不定的标题要在第四列说明怎么选", at.path, (long long)at.line);
}

static bool doubled(const struct schema *s, const struct heading_alias *a)
{
    for (size_t i = s->n_aliases; i-- && s->aliases[i].file == a->file;)
        if (!strcmp(s->aliases[i].folded, a->folded) && s->aliases[i].table == a->table) return true;
    return false;
}

static bool read_alias(struct schema *s, const char *file, const struct raw_row *row, struct at at, struct diag *diag)
{
    bool odd = false;
    char none[] = "", *cells[N_CELLS] = {none, none, none, none};
    if (row->n < AT_ADVICE || row->n > N_CELLS)
        return diag_fail(diag, DIAG_INPUT, "%s:%lld: 应有三列：表,见到的标题,台账的标题；含义不定的加第四列：说明", at.path, (long long)at.line);
    for (size_t i = 0; i < row->n; i++) {
        struct slice cell = spelling_trim(row->cells[i], &odd);
        cells[i] = arena_dup_n(&s->arena, cell.s, cell.n);
    }
    bool every = !strcmp(cells[AT_TABLE], "*"), ambiguous = strchr(cells[AT_HEADING], '|');
    const struct ledger_table *t = every ? NULL : schema_table_named(s, cells[AT_TABLE]);
    if (!every && !t) return diag_fail(diag, DIAG_INPUT, "%s:%lld: 没有名为“%s”的表", at.path, (long long)at.line, cells[AT_TABLE]);
    if (!*cells[AT_SEEN]) return diag_fail(diag, DIAG_INPUT, "%s:%lld: 没有写见到的标题", at.path, (long long)at.line);
    struct heading_alias a = {.table = t ? t->id : NULL, .seen = cells[AT_SEEN], .folded = fold(&s->arena, cells[AT_SEEN]), .file = file};
    if (doubled(s, &a)) return diag_fail(diag, DIAG_INPUT, "%s:%lld: “%s”前面已经写过", at.path, (long long)at.line, a.seen);
    if (ambiguous && !read_meanings(s, t, &a, cells[AT_HEADING], cells[AT_ADVICE], at, diag)) return false;
    if (!ambiguous && *cells[AT_HEADING]) a.heading = cells[AT_HEADING];
    if (a.heading && !is_heading(t, a.heading)) return no_heading(t, a.heading, at, diag);
    s->aliases = memory_grow(s->aliases, s->n_aliases, &s->cap_aliases, sizeof *s->aliases);
    s->aliases[s->n_aliases++] = a;
    return true;
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
    for (bool title = true; ok && (result = rows->next(rows, &row, &fault)) == RAW_ROW; title = false)
        if (!title && !(row.n == 1 && !row.cells[0].n)) ok = read_alias(s, file, &row, (struct at){path, row.line}, diag);
    if (ok && result == RAW_BROKEN) ok = diag_fail(diag, DIAG_INPUT, "%s:%lld: %s", path, (long long)fault.line, fault.text);
    rows->close(rows);
    encoding_close(&text);
    return ok;
}
