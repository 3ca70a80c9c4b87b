/* Files and sheets that are tables: one of a table is that table, several with the same headings are one table in the order of their
 * months. What would count twice, or does not fit together, is refused. */
#include "base/spelling.h"
#include "ledger/rows/ledger_inside.h"
#include "ledger/rows/part_order.h"
#include <stdlib.h>
#include <string.h>

/* The parts of one table. */
struct table_parts {
    struct sorting *sorting;
    const struct ledger_table *table;
    struct ledger_part **parts;
    size_t n;
};

enum { SHOWN_PARTS = 14, SHOWN_HEADINGS = 6 };

void ledger_add_part(struct sorting *s, const struct ledger_part *part)
{
    s->parts = memory_grow(s->parts, s->n_parts, &s->cap_parts, sizeof *s->parts);
    s->parts[s->n_parts++] = *part;
}

/* ---- words ---- */

static const char *measure(const struct ledger_part *p) { return p->file.book || p->file.database ? "张" : "个文件"; }

/* Sheets by their own names where all are of one workbook. */
static const char *name_of(const struct table_parts *g, const struct ledger_part *p)
{
    for (size_t i = 0; i < g->n; i++)
        if (!p->file.book || g->parts[i]->file.book != p->file.book) return p->file.shown;
    return p->name;
}

static void list_parts(const struct table_parts *g, const struct ledger_part *but, struct text *out)
{
    size_t n = 0;
    for (size_t i = 0; i < g->n; i++) {
        if (g->parts[i] == but) continue;
        if (n++ == SHOWN_PARTS) {
            text_add(out, "等");
            return;
        }
        text_printf(out, "%s%s", n > 1 ? "、" : "", name_of(g, g->parts[i]));
    }
}

static void say(const struct table_parts *g, const struct ledger_part *p, const char *id, const char *text, const char *expected)
{
    bool refused = expected;
    problems_add(g->sorting->problems, &(struct problem){.id = id, .table = g->table->id, .file = p->file.shown, .line = refused ? 0 : p->fit.line, .text = text,
                                                         .expected = expected, .lost = refused, .refuses = refused});
    if (refused) g->sorting->ledger->in_parts[g->table - g->sorting->schema->tables] = true;
}

/* ---- taking one out ---- */

static void drop(struct table_parts *g, size_t i)
{
    g->n--;
    memmove(&g->parts[i], &g->parts[i + 1], (g->n - i) * sizeof(struct ledger_part *));
}

static bool has_whole_word(const struct schema *schema, const char *name)
{
    struct text folded = {0};
    bool has = false;
    spelling_fold(&folded, (struct slice){name, strlen(name)});
    for (size_t i = 0; i < schema->whole_sheets.n && !has; i++) has = strstr(text_get(&folded), schema->whole_sheets.words[i]);
    text_release(&folded);
    return has;
}

/* By its own name; by its workbook's as well, which of several it is. */
static bool says_whole(const struct table_parts *g, const struct ledger_part *p)
{
    const struct schema *schema = g->sorting->schema;
    bool several = false;
    if (p->own) return false;
    for (size_t i = 0; i < g->n; i++) several |= g->parts[i]->file.book != p->file.book;
    return has_whole_word(schema, p->name) || (several && p->of && has_whole_word(schema, p->of));
}

/* Where every name says so (1月汇总, 2月汇总), none of them repeats the others by its name. */
static bool all_say_whole(const struct table_parts *g)
{
    bool all = true;
    for (size_t i = 0; i < g->n; i++) all &= says_whole(g, g->parts[i]);
    return all;
}

/* A file by the table's id beside one by its Chinese name: two states of it, and only the office knows which is the last. */
static bool is_second_state(const struct table_parts *g, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (g->parts[i]->own && g->parts[k]->own && g->parts[i]->file.book == g->parts[k]->file.book && g->parts[i]->file.database == g->parts[k]->file.database) return true;
    return false;
}

static void refuse_one(struct table_parts *g, size_t i, const char *words)
{
    struct ledger_part *p = g->parts[i];
    struct text text = {0}, others = {0};
    list_parts(g, p, &others);
    text_printf(&text, words, g->table->name, text_get(&others));
    say(g, p, "S09", text_get(&text), "只留一种，别的移走");
    text_release(&text);
    text_release(&others);
    drop(g, i);
}

/* A template without rows is left alone. */
static bool has_rows(const struct table_parts *g, const struct ledger_part *p)
{
    struct repeats rows;
    ledger_compare_rows(g->sorting, &p, 1, &rows);
    return rows.n > 0;
}

static void refuse_wholes(struct table_parts *g)
{
    bool all = all_say_whole(g);
    for (size_t i = g->n; i-- && g->n > 1;) {
        if (is_second_state(g, i)) refuse_one(g, i, "“%s”这张表有两份，另一份是 %s：不知道哪一份是后来的，没有读");
        else if (!all && says_whole(g, g->parts[i]) && has_rows(g, g->parts[i])) refuse_one(g, i, "名称像是“%s”的汇总、副本或模板，又有 %s：不知道用哪一种，没有读");
    }
}

/* ---- those without rows, and those whose rows stand in others ---- */

/* Copies of a table with a key that is there once are the same records: one of them is read. Elsewhere equal rows may be two facts. */
static bool leave_copies(struct table_parts *g, const struct repeats *rows)
{
    struct text names = {0};
    struct ledger_part *kept = g->parts[0];
    for (size_t i = 0; i < g->n; i++) {
        if (!rows[i].everywhere || !g->table->n_unique) return false;
        if (g->parts[i]->own && !kept->own) kept = g->parts[i];
    }
    list_parts(g, kept, &names);
    say(g, kept, "S40", arena_printf(&g->sorting->ledger->arena, "“%s”在 %s 里一行不差又有一份，只读这一份", g->table->name, text_get(&names)), NULL);
    for (size_t i = g->n; i--;) {
        if (g->parts[i] == kept) continue;
        ledger_add_other(g->sorting->ledger, g->parts[i]->file.shown);
        drop(g, i);
    }
    text_release(&names);
    return true;
}

/* A table that only has its headings changes nothing, and may have other ones: the blank sheet beside those of the months. */
static void leave_empty(struct table_parts *g, struct repeats *rows)
{
    for (size_t i = g->n; i-- && g->n > 1;) {
        if (rows[i].n || !g->parts[i]->fit.table) continue;
        ledger_add_other(g->sorting->ledger, g->parts[i]->file.shown);
        drop(g, i);
        memmove(&rows[i], &rows[i + 1], (g->n - i) * sizeof *rows);
    }
}

/* Of those whose rows all stand in others, the one with the most is the list of all: it is refused, and the rest looked at again. */
static void refuse_repeats(struct table_parts *g)
{
    struct repeats *rows = memory_alloc(g->n * sizeof *rows);
    for (bool found = true; found && g->n > 1;) {
        ledger_compare_rows(g->sorting, (const struct ledger_part *const *)g->parts, g->n, rows);
        leave_empty(g, rows);
        size_t most = g->n;
        for (size_t i = 0; i < g->n; i++)
            if (rows[i].elsewhere && (most == g->n || rows[i].n >= rows[most].n)) most = i;
        found = most < g->n && !leave_copies(g, rows);
        if (found) refuse_one(g, most, "“%s”的这些行，%s 里都有：不知道用哪一种，没有读");
    }
    free(rows);
}

/* ---- headings and order ---- */

static const char *heading_at(const struct ledger_table *t, size_t place)
{
    return place < t->n_columns ? t->columns[place].heading : t->wide->headings[place - t->n_columns];
}

/* "5月 没有“备注”，多了“文号”": what one part has otherwise than the first. */
static void add_difference(const struct table_parts *g, const struct ledger_part *p, struct text *out)
{
    const struct ledger_table *t = g->table;
    size_t places = t->n_columns + (t->wide ? t->wide->n_headings : 0), n = 0;
    const int *first = g->parts[0]->fit.cell_of, *other = p->fit.cell_of;
    for (int more = 0; more <= 1; more++) {
        bool begun = false;
        for (size_t i = 0; i < places; i++) {
            if ((more ? first[i] < 0 && other[i] >= 0 : first[i] >= 0 && other[i] < 0) && n++ < SHOWN_HEADINGS) {
                if (!begun) text_printf(out, "%s%s", n == 1 ? "" : "，", more ? "多了" : "没有");
                text_printf(out, "%s“%s”", begun ? "、" : "", heading_at(t, i));
                begun = true;
            }
        }
    }
    if (n > SHOWN_HEADINGS) text_add(out, "等");
}

static bool same_headings(struct table_parts *g)
{
    struct text words = {0}, one = {0};
    size_t n = 0;
    const struct ledger_part *at = NULL;
    for (size_t i = 1; i < g->n; i++) {
        text_clear(&one);
        if (g->parts[0]->fit.table && g->parts[i]->fit.table) add_difference(g, g->parts[i], &one);
        if (!one.n) continue;
        if (!at) at = g->parts[i];
        if (n++ < SHOWN_HEADINGS) text_printf(&words, "%s%s %s", n > 1 ? "；" : "", name_of(g, g->parts[i]), text_get(&one));
    }
    if (at) {
        const char *text = arena_printf(&g->sorting->ledger->arena, "“%s”分成了 %zu %s，列不一样，不能合成一张：与 %s 比，%s%s", g->table->name, g->n, measure(at),
                                        name_of(g, g->parts[0]), text_get(&words), n > SHOWN_HEADINGS ? "；等" : "");
        say(g, at, "S09", text, "各份的列改成一样；不是这张表的移走");
    }
    text_release(&words);
    text_release(&one);
    return !at;
}

/* A sheet without a month in its name (Sheet1) has that of its workbook. */
static struct part_order order_of(const struct ledger_part *p)
{
    struct part_order own = part_order(p->name), book = p->of ? part_order(p->of) : own;
    return own.kind == PART_NONE || (own.kind == PART_NUMBER && book.kind == PART_MONTH) ? book : own;
}

/* Where one name says nothing, all stay as they came: by name, or as the workbook has them. */
static void put_in_order(struct table_parts *g)
{
    enum part_kind kind = order_of(g->parts[0]).kind;
    for (size_t i = 0; i < g->n; i++)
        if (order_of(g->parts[i]).kind != kind || kind == PART_NONE) return;
    for (size_t i = 1; i < g->n; i++) {
        struct ledger_part *moved = g->parts[i];
        struct part_order mine = order_of(moved), before;
        size_t k = i;
        for (; k && (before = order_of(g->parts[k - 1]), part_order_compare(&before, &mine) > 0); k--) g->parts[k] = g->parts[k - 1];
        g->parts[k] = moved;
    }
}

/* ---- the whole ---- */

/* The headings of those that are tables by their name. */
static void fit_own(struct table_parts *g)
{
    for (size_t i = 0; i < g->n; i++) {
        struct ledger_part *p = g->parts[i];
        if (p->fit.table) continue;
        struct table_fit fit = ledger_fit_part(g->sorting, p);
        if (fit.table == g->table) p->fit = fit;
    }
}

static void tell(const struct table_parts *g)
{
    const struct ledger_part *first = g->parts[0];
    struct arena *a = &g->sorting->ledger->arena;
    struct text names = {0};
    list_parts(g, NULL, &names);
    if (g->n > 1)
        say(g, first, "S40", arena_printf(a, "“%s”分成了 %zu %s，标题相同，合作一张来读，依次是：%s", g->table->name, g->n, measure(first), text_get(&names)), NULL);
    else if (!first->own)
        say(g, first, "S40", arena_printf(a, "这%s按标题读作“%s”", first->file.book ? "张工作表" : "个文件", g->table->name), NULL);
    text_release(&names);
}

static void settle(struct table_parts *g)
{
    if (g->n > 1) {
        fit_own(g);
        refuse_wholes(g);
        put_in_order(g);
    }
    if (g->n > 1) refuse_repeats(g);
    if (g->n && (g->n == 1 || same_headings(g))) tell(g);
    for (size_t i = 0; i < g->n; i++) ledger_add_file(g->sorting->ledger, &g->parts[i]->file);
}

void ledger_settle_parts(struct sorting *s)
{
    for (size_t t = 0; t < s->schema->n_tables; t++) {
        struct table_parts g = {.sorting = s, .table = &s->schema->tables[t], .parts = memory_alloc((s->n_parts + 1) * sizeof *g.parts)};
        for (size_t i = 0; i < s->n_parts; i++)
            if (s->parts[i].file.table == g.table) g.parts[g.n++] = &s->parts[i];
        settle(&g);
        free(g.parts);
    }
    free(s->parts);
    s->parts = NULL;
    s->n_parts = s->cap_parts = 0;
}
