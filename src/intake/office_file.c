#include "intake/intake_inside.h"
#include "ledger/schema/codes.h"
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

static void add_cell(struct text *out, const char *cell, const char *end)
{
    bool quoted = strpbrk(cell, ",\"\r\n") != NULL;
    if (quoted) text_add_char(out, '"');
    for (; *cell; cell++) {
        if (*cell == '"') text_add_char(out, '"');
        text_add_char(out, *cell);
    }
    if (quoted) text_add_char(out, '"');
    text_add(out, end);
}

static void add_line(struct text *out, const char *table, const char *seen, const char *heading, const char *word, const char *reads)
{
    const char *const cells[] = {table, seen, heading, "", word, reads};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) add_cell(out, cells[i], i + 1 < sizeof cells / sizeof *cells ? "," : "\r\n");
}

/* The key of a column has all that follows the table as its heading, strokes too. */
static bool add_heading(struct intake *k, struct text *out, const struct question *q)
{
    struct key key = split(&k->arena, q->key);
    const struct ledger_table *t = schema_table_named(k->schema, key.table);
    const char *label = t ? q->key + strlen(key.kind) + strlen(key.table) + 2 : NULL, *heading = q->answer;
    if (!t) return false;
    if (!strcmp(heading, INTAKE_LEFT)) heading = "";
    else if (!strcmp(heading, INTAKE_NOTE)) heading = t->columns[carried_note_column(t)].heading;
    add_line(out, key.table, label, heading, "", "");
    return true;
}

static bool add_word(struct intake *k, struct text *out, const struct question *q)
{
    struct key key = split(&k->arena, q->key);
    const struct ledger_table *t = schema_table_named(k->schema, key.table);
    const struct ledger_column *c = NULL;
    struct text scratch = {0};
    for (size_t i = 0; t && i < t->n_columns; i++)
        if (t->columns[i].codes && !strcmp(t->columns[i].heading, key.heading)) c = &t->columns[i];
    int code = c ? codes_find(c->codes, (struct slice){q->answer, strlen(q->answer)}, &scratch) : 0;
    text_release(&scratch);
    if (!c || (code <= 0 && strcmp(q->answer, INTAKE_EMPTY))) return false;
    add_line(out, key.table, "", key.heading, key.word, code > 0 ? c->codes->codes[code - 1].code : "");
    return true;
}

size_t office_file(struct intake *k, struct text *out)
{
    size_t n = 0;
    text_add(out, "\xEF\xBB\xBF表,见到的标题,台账的标题,说明,见到的词,读作\r\n");
    for (size_t i = 0; i < k->questions.n; i++) {
        const struct question *q = &k->questions.list[i];
        if (!q->answer || q->wrong) continue;
        if (!strncmp(q->key, "列/", strlen("列/"))) n += add_heading(k, out, q);
        if (!strncmp(q->key, "词/", strlen("词/"))) n += add_word(k, out, q);
    }
    return n;
}
