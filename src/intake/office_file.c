#include "intake/intake_inside.h"
#include "ledger/schema/codes.h"
#include <stdlib.h>
#include <string.h>

/* The parts of a key 词/申请登记/办理结果/答复: all but the last have no stroke. */
struct key {
    const char *kind, *table, *heading, *word;
};

static struct key split(struct arena *a, const char *key)
{
    const char *parts[4] = {"", "", "", ""};
    for (size_t i = 0; i < 4; i++) {
        const char *end = i < 3 ? strchr(key, '/') : NULL;
        parts[i] = end ? arena_dup_n(a, key, (size_t)(end - key)) : arena_dup(a, key);
        if (!end) break;
        key = end + 1;
    }
    return (struct key){parts[0], parts[1], parts[2], parts[3]};
}

enum { AT_TABLE, AT_SEEN, AT_HEADING, AT_ADVICE, AT_WORD, AT_READS };

/* A line of the file, of an answer or as it was. */
struct line {
    const char *cells[OFFICE_CELLS];
    bool said; /* the office has answered, and nothing forbids to write it */
};

static const struct line title = {.cells = {"表", "见到的标题", "台账的标题", "说明", "见到的词", "读作"}};

static void add_line(struct intake *k, struct office_file *file, const struct line *l)
{
    file->lines = memory_grow(file->lines, file->n, &file->cap, sizeof *file->lines);
    const char **cells = file->lines[file->n++] = arena_alloc(&k->arena, sizeof l->cells);
    memcpy(cells, l->cells, sizeof l->cells);
}

/* Whether both are about the same heading, or the same word. */
static bool same_subject(const struct schema *s, const struct line *a, const struct line *b)
{
    const struct ledger_table *x = schema_table_named(s, a->cells[AT_TABLE]), *y = schema_table_named(s, b->cells[AT_TABLE]);
    if (x != y || strcmp(a->cells[AT_SEEN], b->cells[AT_SEEN]) || strcmp(a->cells[AT_WORD], b->cells[AT_WORD])) return false;
    return !*a->cells[AT_WORD] || !strcmp(a->cells[AT_HEADING], b->cells[AT_HEADING]);
}

/* ---- a line of a question ---- */

struct writing {
    struct intake *k;
    struct intern *people;
    const struct questions *applied;
    struct line *lines; /* by question; cells[AT_TABLE] NULL: it is about no heading and no word */
    size_t n_hidden;
};

static bool is_given(const struct question *q) { return q->answer && !q->wrong; }

/* The key of a column has all that follows the table as its heading, strokes too. */
static void heading_line(struct writing *w, struct line *l, const struct question *q)
{
    struct key key = split(&w->k->arena, q->key);
    const struct ledger_table *t = schema_table_named(w->k->schema, key.table);
    const char *heading = is_given(q) ? q->answer : "";
    if (!t) return;
    if (!strcmp(heading, INTAKE_LEFT)) heading = "";
    else if (!strcmp(heading, INTAKE_NOTE)) heading = t->columns[carried_note_column(t)].heading;
    const char *label = q->key + strlen(key.kind) + strlen(key.table) + 2;
    bool hidden = is_given(q) && intake_names_person(w->k, w->people, NULL, label);
    bool ours = table_column(t, label) >= 0 || table_wide(t, label) >= 0;      /* no file gives a heading of ours another meaning */
    *l = (struct line){{key.table, label, heading, "", "", ""}, is_given(q) && !hidden && !ours};
    w->n_hidden += hidden;
}

static void word_line(struct writing *w, struct line *l, const struct question *q)
{
    struct key key = split(&w->k->arena, q->key);
    const struct ledger_table *t = schema_table_named(w->k->schema, key.table);
    const struct ledger_column *c = NULL;
    struct text scratch = {0};
    for (size_t i = 0; t && i < t->n_columns; i++)
        if (t->columns[i].codes && !strcmp(t->columns[i].heading, key.heading)) c = &t->columns[i];
    int code = c && is_given(q) ? codes_find(c->codes, (struct slice){q->answer, strlen(q->answer)}, &scratch) : 0;
    text_release(&scratch);
    if (!c) return;
    bool said = is_given(q) && (code > 0 || !strcmp(q->answer, INTAKE_EMPTY));
    bool hidden = said && intake_names_person(w->k, w->people, c->codes, key.word);
    *l = (struct line){{key.table, "", key.heading, "", key.word, code > 0 ? c->codes->codes[code - 1].code : ""}, said && !hidden};
    w->n_hidden += hidden;
}

static void find_lines(struct writing *w)
{
    const struct questions *q = &w->k->questions;
    w->lines = arena_alloc(&w->k->arena, (q->n + 1) * sizeof *w->lines);
    for (size_t i = 0; i < q->n; i++) {
        if (!strncmp(q->list[i].key, "列/", strlen("列/"))) heading_line(w, &w->lines[i], &q->list[i]);
        if (!strncmp(q->list[i].key, "词/", strlen("词/"))) word_line(w, &w->lines[i], &q->list[i]);
    }
}

/* ---- the file ---- */

static struct line line_of(const struct old_row *row)
{
    struct line l = {0};
    for (size_t i = 0; i < OFFICE_CELLS; i++) l.cells[i] = old_cell(row, i);
    return l;
}

static bool was_applied(const struct writing *w, const char *key)
{
    for (size_t i = 0; w->applied && i < w->applied->n_answers; i++)
        if (!strcmp(w->applied->answers[i].key, key)) return true;
    return false;
}

/* An answer of now says it, or one of the run before said it and is taken back. */
static bool is_replaced(const struct writing *w, const struct line *kept)
{
    for (size_t i = 0; i < w->k->questions.n; i++) {
        const struct line *l = &w->lines[i];
        if (l->cells[AT_TABLE] && same_subject(w->k->schema, l, kept) && (l->said || was_applied(w, w->k->questions.list[i].key))) return true;
    }
    return false;
}

bool office_file_is(const struct old_sheet *sheet)
{
    if (!sheet->n_rows) return false;
    struct line first = line_of(&sheet->rows[0]);
    return !strcmp(first.cells[AT_TABLE], title.cells[AT_TABLE]) && !strcmp(first.cells[AT_SEEN], title.cells[AT_SEEN]);
}

void office_file_make(struct office_file *file, struct intake *k, const struct old_sheet *kept, const struct questions *applied)
{
    struct writing w = {.k = k, .people = intake_people(k), .applied = applied};
    *file = (struct office_file){0};
    find_lines(&w);
    add_line(k, file, &title);
    for (size_t r = 1; kept && r < kept->n_rows; r++) {
        struct line l = line_of(&kept->rows[r]);
        if (!is_replaced(&w, &l)) add_line(k, file, &l);
    }
    for (size_t i = 0; i < k->questions.n; i++)
        if (w.lines[i].said) add_line(k, file, &w.lines[i]), file->n_answers++;
    file->n_hidden = w.n_hidden;
    intern_free(w.people);
}

void office_file_release(struct office_file *file) { free(file->lines); }
