#include "tally/placeholder.h"
#include "base/spelling.h"
#include "form/addresses.h"
#include <inttypes.h>
#include <string.h>

enum { MAX_WORDS = 32, PERCENT_DIGITS = 2 };

struct call {
    const struct placeholders *p;
    const char *words[MAX_WORDS];                      /* those of cells that were found are their names: they may be repeated */
    size_t n;
    struct text *why;
    struct diag *diag;
    bool broken;                                       /* diag is filled: not a fault of the text */
};

/* Braces may hold anything by mistake, also a person's number: messages repeat only what looks like an address. */
static bool is_harmless(const char *word)
{
    enum { LONGEST_RUN = 6 };
    size_t digits = 0;
    if (word[strspn(word, "abcdefghijklmnopqrstuvwxyz0123456789_./")]) return false;
    for (; *word && digits <= LONGEST_RUN; word++) digits = *word >= '0' && *word <= '9' ? digits + 1 : 0;
    return digits <= LONGEST_RUN;
}

static const char *harmless(const char *word) { return is_harmless(word) ? word : "……"; }

/* `word` is a name of the form, a word of ours, or harmless. */
__attribute__((format(printf, 2, 0))) static bool wrong(struct call *c, const char *format, const char *word)
{
    text_clear(c->why);
    text_printf(c->why, format, word);
    return false;
}

struct found_cell { const struct cell *cell; const char *address; };

static bool cell_at(struct call *c, size_t word, struct found_cell *found)
{
    const struct form_table *t;
    int slot;
    text_clear(c->why);
    if (is_harmless(c->words[word])) text_printf(c->why, "“%s”：", c->words[word]);
    if (!address_find(c->p->report->form, c->words[word], &t, &slot, c->why)) return false;
    found->cell = &c->p->report->tables[t - c->p->report->form->tables].cells[slot];
    found->address = t->slots[slot].address;
    c->words[word] = t->slots[slot].name ? t->slots[slot].name : found->address;
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
        struct found_cell found;
        if (!cell_at(c, i, &found)) return false;
        missing = missing || found.cell->state == CELL_EMPTY;
        if (found.cell->state == CELL_NUMBER && !decimal_add(sum, found.cell->number, &sum)) return wrong(c, "“%s”加不上去：数太大", c->words[i]);
    }
    if (missing) return put_missing(out);
    text_add(out, decimal_format(sum, shown));
    return true;
}

/* 10000·a/b rounded half up, in integers; both are counted at the same scale first. */
static bool put_percent(struct call *c, struct text *out)
{
    struct found_cell first, second;
    struct decimal x, y;
    if (c->n != 3) return wrong(c, "%s 后面应有两个单元格", c->words[0]);
    if (!cell_at(c, 1, &first) || !cell_at(c, 2, &second)) return false;
    const struct cell *a = first.cell, *b = second.cell;
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
    struct found_cell at;
    struct decimal before, now, d;
    bool found;
    if (c->n != 2) return wrong(c, "%s 后面应有一个单元格", c->words[0]);
    if (!cell_at(c, 1, &at)) return false;
    if (at.cell->state == CELL_EMPTY) return put_missing(out);
    if (!last_year(c, at.address, &found, &before)) {
        c->broken = true;
        return false;
    }
    if (!found && c->p->addresses_only) return put_missing(out);
    if (!found) return wrong(c, "没有“%s”的上年数；请用 --previous 给出上年报告，或在年报申报数里填上年的数", c->words[1]);
    now = at.cell->number;
    if (!decimal_subtract(now, before, &d)) return wrong(c, "“%s”的数太大", c->words[1]);
    /* Decimals in the store have six digits; trailing zeros beyond this year's digits are cut. */
    while (d.scale > now.scale && d.value % 10 == 0) d.value /= 10, d.scale--;
    char shown[DECIMAL_TEXT];
    text_add(out, decimal_format(d, shown));
    return true;
}

static bool put_cell(struct call *c, struct text *out)
{
    struct found_cell at;
    if (c->n != 1) return wrong(c, "不认识“%s”；可写单元格，或 pct、sum、diff", harmless(c->words[0]));
    if (!cell_at(c, 0, &at)) return false;
    if (at.cell->state == CELL_EMPTY) return put_missing(out);
    text_add(out, at.cell->text);
    return true;
}

/* / and ： hold an address together, whatever blanks stand around them. */
static bool joins(uint32_t c) { return spelling_narrow(c) == '/' || spelling_narrow(c) == ':'; }

/* Splits the inside of {{ }} into words, in place; false where there are too many. */
static bool split(struct call *c, char *inside)
{
    char *to = inside;
    bool joined = false, gap = true;
    for (const char *s = inside, *end = inside + strlen(inside); s < end;) {
        uint32_t point;
        size_t used = utf8_next(s, (size_t)(end - s), &point);
        if (!spelling_blank(point)) {
            if (!c->n || (gap && !joined && !joins(point))) {
                if (c->n == MAX_WORDS) return false;
                if (to > inside) *to++ = 0;
                c->words[c->n++] = to;
            }
            gap = false;
            joined = joins(point);
            memmove(to, s, used);
            to += used;
        } else {
            gap = true;
        }
        s += used;
    }
    *to = 0;
    return true;
}

static bool fill_one(struct call *c, char *inside, struct text *out)
{
    if (!split(c, inside)) return wrong(c, "{{ }} 里的单元格过多，请分成几个%s", "");
    if (!c->n) return wrong(c, "{{ }} 里没有内容%s", "");
    if (!strcmp(c->words[0], "pct")) return put_percent(c, out);
    if (!strcmp(c->words[0], "sum")) return put_sum(c, out);
    if (!strcmp(c->words[0], "diff")) return put_difference(c, out);
    return put_cell(c, out);
}

/* The first {{ or ｛｛ (}} or ｝｝), whichever comes first; NULL where there is none. */
static const char *find_braces(const char *s, const char *narrow, const char *wide, size_t *n)
{
    const char *a = strstr(s, narrow), *b = strstr(s, wide);
    bool first = a && (!b || a < b);
    *n = strlen(first ? narrow : wide);
    return first ? a : b;
}

bool placeholders_fill(const struct placeholders *p, const char *source, struct text *out, struct placeholder_faults *faults, struct diag *diag)
{
    struct arena words = {0};
    struct text why = {0};
    bool ok = true;
    size_t opens, closes;
    for (const char *open; ok && (open = find_braces(source, "{{", "｛｛", &opens));) {
        const char *inside = open + opens, *close = find_braces(inside, "}}", "｝｝", &closes);
        struct call c = {.p = p, .why = &why, .diag = diag};
        text_add_n(out, source, (size_t)(open - source));
        source = close ? close + closes : inside;
        bool filled = close ? fill_one(&c, arena_dup_n(&words, inside, (size_t)(close - inside)), out) : wrong(&c, "“{{”没有“}}”与之相配%s", "");
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
