#include "tally/placeholder.h"
#include <inttypes.h>
#include <string.h>

enum { MAX_WORDS = 32, PERCENT_DIGITS = 2 };

struct call {
    const struct placeholders *p;
    const char *words[MAX_WORDS];
    size_t n;
    struct text *why;
    struct diag *diag;
    bool broken;                                       /* diag is filled: not a fault of the text */
};

/* Braces may hold anything by mistake, also a person's number: messages repeat only what looks like an address. */
static const char *harmless(const char *word)
{
    enum { LONGEST_RUN = 6 };
    size_t n = strspn(word, "abcdefghijklmnopqrstuvwxyz0123456789_./"), digits = 0;
    if (word[n]) return "……";
    for (; *word; word++) {
        digits = *word >= '0' && *word <= '9' ? digits + 1 : 0;
        if (digits > LONGEST_RUN) return "……";
    }
    return word - n;
}

__attribute__((format(printf, 2, 0))) static bool wrong(struct call *c, const char *format, const char *word)
{
    text_clear(c->why);
    text_printf(c->why, format, harmless(word));
    return false;
}

static bool cell_at(struct call *c, const char *address, const struct cell **cell)
{
    const struct form_table *t;
    int slot;
    if (!form_address(c->p->report->form, address, &t, &slot)) return wrong(c, "表中没有单元格“%s”", address);
    *cell = &c->p->report->tables[t - c->p->report->form->tables].cells[slot];
    return true;
}

/* A cell is empty only where the ledger lacks a table: the report is a draft, and its words show that too. */
static const char no_number[] = "【缺数】";

static bool put_missing(struct text *out)
{
    text_add(out, no_number);
    return true;
}

static bool put_sum(struct call *c, struct text *out)
{
    struct decimal sum = {0, 0};
    char shown[DECIMAL_TEXT];
    bool missing = false;
    if (c->n < 2) return wrong(c, "%s 后面应有单元格", c->words[0]);
    for (size_t i = 1; i < c->n; i++) {
        const struct cell *cell;
        if (!cell_at(c, c->words[i], &cell)) return false;
        missing = missing || cell->state == CELL_EMPTY;
        if (cell->state == CELL_NUMBER && !decimal_add(sum, cell->number, &sum)) return wrong(c, "“%s”加不上去：数太大", c->words[i]);
    }
    if (missing) return put_missing(out);
    text_add(out, decimal_format(sum, shown));
    return true;
}

/* 10000·a/b rounded half up, in integers; both are counted at the same scale first. */
static bool put_percent(struct call *c, struct text *out)
{
    const struct cell *a, *b;
    struct decimal x, y;
    if (c->n != 3) return wrong(c, "%s 后面应有两个单元格", c->words[0]);
    if (!cell_at(c, c->words[1], &a) || !cell_at(c, c->words[2], &b)) return false;
    if (a->state == CELL_EMPTY || b->state == CELL_EMPTY) return put_missing(out);
    if (!decimal_rescale(a->number, DECIMAL_MAX_SCALE, &x) || !decimal_rescale(b->number, DECIMAL_MAX_SCALE, &y)) return wrong(c, "“%s”的数太大", c->words[1]);
    if ((y.value <= 0 || x.value < 0) && c->p->addresses_only) return put_missing(out);
    if (y.value <= 0 || x.value < 0) return wrong(c, "“%s”是 0，不能作百分比的分母；请改写这一句", c->words[2]);
    __extension__ typedef __int128 wide;
    wide parts = ((wide)x.value * 20000 + y.value) / ((wide)y.value * 2);
    if (parts > INT64_MAX) return wrong(c, "“%s”的数太大", c->words[1]);
    char shown[DECIMAL_TEXT];
    text_add(out, decimal_format((struct decimal){(int64_t)parts, PERCENT_DIGITS}, shown));
    return true;
}

/* Last year's number: that of last year's report or records (--previous), else the declared one. */
static bool last_year(struct call *c, const char *address, bool *found, struct decimal *value)
{
    static const char sql[] =
        "SELECT value, scale FROM cells WHERE agency = :agency AND year = :year - 1 AND tbl || '/' || row || '/' || col = :address"
        " AND set_id IN ('previous', 'declared') AND value IS NOT NULL ORDER BY set_id DESC LIMIT 1";
    struct query *q = NULL;
    if (!query_open(&q, c->p->store, sql, "diff", 1, c->diag)) return false;
    query_bind_asked(q, report_asked(c->p->report));
    query_bind_text(q, ":address", address);
    bool ok = query_next(q, found, c->diag);
    if (ok && *found) *value = (struct decimal){query_integer(q, 0), (int)query_integer(q, 1)};
    query_close(q);
    return ok;
}

static bool put_difference(struct call *c, struct text *out)
{
    const struct cell *cell;
    struct decimal before, now, d;
    bool found;
    if (c->n != 2) return wrong(c, "%s 后面应有一个单元格", c->words[0]);
    if (!cell_at(c, c->words[1], &cell)) return false;
    if (cell->state == CELL_EMPTY) return put_missing(out);
    if (!last_year(c, c->words[1], &found, &before)) {
        c->broken = true;
        return false;
    }
    if (!found && c->p->addresses_only) return put_missing(out);
    if (!found) return wrong(c, "没有“%s”的上年数；请用 --previous 给出上年报告，或在年报申报数里填上年的数", c->words[1]);
    now = cell->number;
    before.value = -before.value;
    if (!decimal_add(now, before, &d)) return wrong(c, "“%s”的数太大", c->words[1]);
    /* Decimals in the store have six digits; trailing zeros beyond this year's digits are cut. */
    while (d.scale > now.scale && d.value % 10 == 0) d.value /= 10, d.scale--;
    char shown[DECIMAL_TEXT];
    text_add(out, decimal_format(d, shown));
    return true;
}

static bool put_cell(struct call *c, struct text *out)
{
    const struct cell *cell;
    if (c->n != 1) return wrong(c, "不认识“%s”；可写单元格，或 pct、sum、diff", c->words[0]);
    if (!cell_at(c, c->words[0], &cell)) return false;
    if (cell->state == CELL_EMPTY) return put_missing(out);
    text_add(out, cell->text);
    return true;
}

/* Splits the inside of {{ }} into words, in place. */
static void split(struct call *c, char *inside)
{
    char *rest = inside;
    for (char *word; c->n < MAX_WORDS && (word = strsep(&rest, " \t\r\n"));)
        if (*word) c->words[c->n++] = word;
}

static bool fill_one(struct call *c, char *inside, struct text *out)
{
    split(c, inside);
    if (!c->n) return wrong(c, "{{ }} 里没有内容%s", "");
    if (!strcmp(c->words[0], "pct")) return put_percent(c, out);
    if (!strcmp(c->words[0], "sum")) return put_sum(c, out);
    if (!strcmp(c->words[0], "diff")) return put_difference(c, out);
    return put_cell(c, out);
}

bool placeholders_fill(const struct placeholders *p, const char *source, struct text *out, struct placeholder_faults *faults, struct diag *diag)
{
    struct arena words = {0};
    struct text why = {0};
    bool ok = true;
    for (const char *open; ok && (open = strstr(source, "{{"));) {
        const char *close = strstr(open, "}}");
        struct call c = {.p = p, .why = &why, .diag = diag};
        text_add_n(out, source, (size_t)(open - source));
        source = close ? close + 2 : open + 2;
        bool filled = close ? fill_one(&c, arena_dup_n(&words, open + 2, (size_t)(close - open - 2)), out) : wrong(&c, "“{{”没有“}}”与之相配%s", "");
        ok = !c.broken;
        if (filled || !ok) continue;
        faults->n++;
        faults->add(faults->context, open, text_get(&why));
    }
    if (ok) text_add(out, source);
    text_release(&why);
    arena_release(&words);
    return ok;
}
