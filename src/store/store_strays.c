#include "store/store_inside.h"
#include "base/intern.h"
#include "ledger/values/discretion.h"
#include "ledger/values/value_key.h"
#include <stdlib.h>
#include <string.h>

/* References to missing rows (A14; A34 where the row may lie outside the ledger), and which row was probably meant. */

/* The file, its header or the shape of a row could not be read, so the keys of the table are not all known. */
static bool keys_are_unknown(const struct problems *problems, const struct ledger_table *t)
{
    static const char *const ids[] = {"S01", "S02", "S03", "S04", "S09"};
    for (size_t i = 0; i < problems->n; i++) {
        const struct problem *p = &problems->list[i];
        if (!p->lost || p->key || !p->table || strcmp(p->table, t->id)) continue;
        for (size_t k = 0; k < sizeof ids / sizeof *ids; k++)
            if (!strcmp(p->id, ids[k])) return true;
    }
    return false;
}

/* Keys of rows that were left out for a fault of their own: a reference to one of them is no stray. */
static struct intern *keys_left_out(const struct problems *problems, const struct ledger_table *t)
{
    struct intern *keys = intern_new();
    for (size_t i = 0; i < problems->n; i++) {
        const struct problem *p = &problems->list[i];
        if (p->lost && p->key && p->table && !strcmp(p->table, t->id)) intern_number(keys, p->key, strlen(p->key));
    }
    return keys;
}

/* ---- the strays ---- */

/* A message names at most three keys. Keys one slip away are looked for in at most so many pairs of a stray and a key, and named only
 * where there is just one: the numbers of a register are all one slip apart. */
enum { NEAR_PAIRS = 4000000, NEAR_SHOWN = 3 };

struct near { struct text words; size_t n; };
struct stray { const char *file, *key; int64_t line, agency; struct slice folded; size_t dress; struct near slips; };
struct strays {
    struct arena arena;
    struct stray *list;
    size_t n, cap;
    struct intern *dresses;                            /* agency and folded key without dashes → a place in near */
    struct near *near;
    size_t n_near, cap_near;
    struct text scratch;
};

/* The agency and the folded key, without its '-' and the zeros in front of its numbers: 2025-1 is 2025-001. */
static void dress_of(struct strays *all, int64_t agency, struct slice folded)
{
    bool in_number = false;
    text_clear(&all->scratch);
    text_printf(&all->scratch, "%lld|", (long long)agency);
    for (size_t i = 0; i < folded.n; i++) {
        char c = folded.s[i];
        bool is_digit = c >= '0' && c <= '9';
        if (c == '0' && !in_number && i + 1 < folded.n && folded.s[i + 1] >= '0' && folded.s[i + 1] <= '9') continue;
        in_number = is_digit;
        if (c != '-') text_add_char(&all->scratch, c);
    }
}

static struct slice folded_key(struct arena *arena, const char *key)
{
    struct text t = {0};
    key_fold(&t, (struct slice){key, strlen(key)});
    struct slice copy = {arena_dup_n(arena, text_get(&t), t.n), t.n};
    text_release(&t);
    return copy;
}

static void add_stray(struct strays *all, sqlite3_stmt *q, const char *key)
{
    all->list = memory_grow(all->list, all->n, &all->cap, sizeof *all->list);
    struct stray *one = &all->list[all->n++];
    *one = (struct stray){.file = arena_dup(&all->arena, (const char *)sqlite3_column_text(q, 0)), .line = sqlite3_column_int64(q, 1),
                          .key = arena_dup(&all->arena, key), .agency = sqlite3_column_int64(q, 3), .folded = folded_key(&all->arena, key)};
    dress_of(all, one->agency, one->folded);
    one->dress = (size_t)intern_number(all->dresses, text_get(&all->scratch), all->scratch.n);
    if (one->dress <= all->n_near) return;
    all->near = memory_grow(all->near, all->n_near, &all->cap_near, sizeof *all->near);
    all->near[all->n_near++] = (struct near){0};
}

/* The table of agencies has no column of the agency. */
static const char *owner(const struct ledger_table *t) { return t->agency >= 0 ? t->columns[t->agency].name : "NULL"; }

static bool find(struct store *s, const struct ledger_table *t, const struct reference *r, const struct intern *left_out, struct strays *all, struct diag *diag)
{
    const char *from = t->columns[r->column].name, *to = r->table->columns[r->key].name;
    struct text sql = {0};
    sqlite3_stmt *q = NULL;
    int rc = SQLITE_DONE;
    /* CROSS: SQLite would else begin with the files where there are as many as rows, and walk through the table for each. */
    text_printf(&sql, "SELECT f.name, a.line, a.\"%s\", %s FROM \"%s\" a CROSS JOIN files f ON f.id = a.file WHERE a.\"%s\" IS NOT NULL AND ", from, owner(t), t->id, from);
    if (r->may_be_outside) text_printf(&sql, "a.\"%s\" NOT IN (SELECT \"%s\" FROM \"%s\" WHERE \"%s\" IS NOT NULL)", from, to, r->table->id, to);
    else text_printf(&sql, "NOT EXISTS (SELECT 1 FROM \"%s\" b WHERE b.agency IS a.agency AND b.\"%s\" = a.\"%s\")", r->table->id, to, from);
    text_add(&sql, " ORDER BY a.id");
    bool ok = sqlite3_prepare_v2(s->db, text_get(&sql), -1, &q, NULL) == SQLITE_OK;
    while (ok && (rc = sqlite3_step(q)) == SQLITE_ROW) {
        const char *key = (const char *)sqlite3_column_text(q, 2);
        if (!intern_find(left_out, key, strlen(key))) add_stray(all, q, key);
    }
    sqlite3_finalize(q);
    text_release(&sql);
    return (ok && rc == SQLITE_DONE) || store_fail(s, diag, "核对引用");
}

/* ---- which key was meant ---- */

static void note(struct near *near, const char *key)
{
    if (near->n++ < NEAR_SHOWN) text_printf(&near->words, "%s%s", near->words.n ? " 或 " : "", key);
}

static void compare(struct strays *all, int64_t agency, const char *key, bool slips)
{
    struct text folded = {0};
    key_fold(&folded, (struct slice){key, strlen(key)});
    struct slice plain = {text_get(&folded), folded.n};
    dress_of(all, agency, plain);
    size_t dress = (size_t)intern_find(all->dresses, text_get(&all->scratch), all->scratch.n);
    if (dress) note(&all->near[dress - 1], key);
    for (size_t i = 0; slips && i < all->n; i++)
        if (all->list[i].agency == agency && spelling_near(all->list[i].folded, plain)) note(&all->list[i].slips, key);
    text_release(&folded);
}

/* One walk over the keys serves all strays. */
static bool find_near(struct store *s, const struct reference *r, struct strays *all, struct diag *diag)
{
    const char *key = r->table->columns[r->key].name;
    struct text sql = {0};
    sqlite3_stmt *q = NULL;
    int rc = SQLITE_DONE;
    size_t left = r->may_be_outside ? 0 : NEAR_PAIRS;
    text_printf(&sql, "SELECT %s, \"%s\" FROM \"%s\" WHERE \"%s\" IS NOT NULL ORDER BY id", owner(r->table), key, r->table->id, key);
    bool ok = sqlite3_prepare_v2(s->db, text_get(&sql), -1, &q, NULL) == SQLITE_OK;
    while (ok && (rc = sqlite3_step(q)) == SQLITE_ROW) {
        compare(all, sqlite3_column_int64(q, 0), (const char *)sqlite3_column_text(q, 1), left >= all->n);
        left -= left >= all->n ? all->n : left;
    }
    sqlite3_finalize(q);
    text_release(&sql);
    return (ok && rc == SQLITE_DONE) || store_fail(s, diag, "核对引用");
}

/* ---- what is said ---- */

static void say(struct strays *all, const struct stray *one, const struct ledger_table *t, const struct reference *r, struct problems *problems)
{
    const struct near *dress = &all->near[one->dress - 1];
    const char *words = dress->n && dress->n <= NEAR_SHOWN ? text_get(&dress->words) : one->slips.n == 1 ? text_get(&one->slips.words) : NULL;
    const char *heading = r->table->columns[r->key].heading;
    struct problem p = {.id = "A14", .table = t->id, .file = one->file, .line = one->line, .column = t->columns[r->column].heading,
                        .key = one->key, .value = one->key, .text = "登记表里没有这个编号", .lost = true, .refuses = t->core};
    if (r->may_be_outside && !words) return;
    /* A word without digits is no number of a register; it may be a person's name in the wrong column. */
    if (!discretion_is_key((struct slice){one->key, strlen(one->key)})) p.key = p.value = PROBLEM_PERSONAL;
    p.expected = words ? words : arena_printf(&all->arena, "%s（%s）中已有的%s", r->table->name, r->table->id, heading);
    if (r->may_be_outside) {
        p.id = "A34";
        p.text = arena_printf(&all->arena, "与“%s”表里的%s只是写法不同，没有对上", r->table->name, heading);
        p.lost = p.refuses = false;
    } else if (words) {
        p.text = arena_printf(&all->arena, "登记表里没有这个编号，是不是“%s”", words);
    }
    problems_add(problems, &p);
}

bool store_find_strays(struct store *s, const struct ledger_table *t, const struct reference *r, struct problems *problems, struct diag *diag)
{
    struct strays all = {0};
    if (keys_are_unknown(problems, r->table)) return true;     /* the run is refused; the next one, with the table mended, finds the strays */
    struct intern *left_out = keys_left_out(problems, r->table);
    all.dresses = intern_new();
    bool ok = find(s, t, r, left_out, &all, diag) && (!all.n || find_near(s, r, &all, diag));
    for (size_t i = 0; ok && i < all.n; i++) say(&all, &all.list[i], t, r, problems);
    for (size_t i = 0; i < all.n; i++) text_release(&all.list[i].slips.words);
    for (size_t i = 0; i < all.n_near; i++) text_release(&all.near[i].words);
    free(all.list);
    free(all.near);
    intern_free(all.dresses);
    intern_free(left_out);
    text_release(&all.scratch);
    arena_release(&all.arena);
    return ok;
}

bool store_match_carried(struct store *s, struct diag *diag)
{
    static const char sql[] =
        "WITH lone AS MATERIALIZED (SELECT agency, no, fold(no) AS folded, replace(fold(no), '-', '') AS dress FROM carried_last l"
        " WHERE NOT EXISTS (SELECT 1 FROM requests r WHERE r.agency = l.agency AND r.no = l.no)),"
        " ours AS MATERIALIZED (SELECT agency, no, fold(no) AS folded, replace(fold(no), '-', '') AS dress FROM requests r"
        " WHERE EXISTS (SELECT 1 FROM lone) AND NOT EXISTS (SELECT 1 FROM carried_last l WHERE l.agency = r.agency AND l.no = r.no)),"
        " pairs AS (SELECT lone.agency, lone.no, min(ours.no) AS now FROM lone JOIN ours USING (agency, dress)"
        " WHERE lone.folded = ours.folded OR instr(lone.folded, '-') = 0 OR instr(ours.folded, '-') = 0 GROUP BY lone.agency, lone.no)"
        " UPDATE OR IGNORE carried_last SET no = pairs.now FROM pairs WHERE carried_last.agency = pairs.agency AND carried_last.no = pairs.no";
    return store_run(s, sql, diag);
}
