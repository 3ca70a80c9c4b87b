#include "calendar/civil.h"
#include "ledger/rows/row_source.h"
#include "ledger/values/identity.h"
#include "ledger/values/personal_inside.h"
#include <stdlib.h>
#include <string.h>

enum { SHORTEST = 9, LONGEST = 100, MOBILE = 11, YEAR_AT = 3 };

/* 13000000012 behind letters counts from one; 139-2025-0001 has the year of the request. */
static bool counts(const char *s, bool parted)
{
    return parted ? !strncmp(s + YEAR_AT, "20", 2) : strstr(s, "0000") != NULL;
}

/* One run of figures of a key, `whole` when there is nothing else in it, `parted` where marks stand between them. */
static bool is_personal(const char *s, size_t n, bool whole, bool parted, int year)
{
    if (!identity_as_key(s, n, year)) return !parted && identity_masked(s, n);
    return n != MOBILE || (whole && !parted) || !counts(s, parted);
}

/* Han figures are figures only where there is nothing else: 第一二三号 is a number of the house. */
static bool all_figures(const struct personal_letters *t)
{
    for (size_t i = 0; i < t->n; i++)
        if (personal_digit(t->list[i].c) < 0 && !personal_is_separator(t->list[i].c)) return false;
    return true;
}

static char plain(uint32_t c, bool han)
{
    int digit = c < 0x80 || han ? personal_digit(c) : -1;
    return (char)(digit >= 0 ? '0' + digit : c == '*' || c == 'X' ? (int)c : 0);
}

static bool has_number(const struct personal_letters *t, int year)
{
    char run[LONGEST + 1], all[LONGEST + 1];
    size_t n = 0, n_all = 0, marks = 0;
    bool found = false, han = all_figures(t);
    for (size_t i = 0; i <= t->n; i++) {
        uint32_t c = i < t->n ? t->list[i].c : 0;
        char d = plain(c, han);
        if (d && (n || d != 'X')) {
            run[n++] = d;
            all[n_all++] = d;
            continue;
        }
        if (spelling_blank(c)) continue;               /* 138 1234 5678 */
        run[n] = 0;
        found |= n && is_personal(run, n, n_all == n && !marks && i == t->n, false, year);
        marks += i < t->n;
        n = 0;
    }
    all[n_all] = 0;
    return found || (han && marks && is_personal(all, n_all, true, true, year));
}

static const struct personal_rules *rules_of(const struct row_context *context) { return context->schema ? context->schema->personal : NULL; }

bool personal_key_in_full(const struct row_context *context, struct slice key)
{
    struct personal_letters t;
    int day = context->close ? context->close : context->today;
    personal_letters_of(key, &t);
    bool is = has_number(&t, day ? civil_year(day) : 0) || (rules_of(context) && personal_match_whole(rules_of(context), &t));
    free(t.list);
    return is;
}

bool personal_key_looked_at(const struct row_context *context, struct slice key, const struct personal_look *look)
{
    if (key.n < SHORTEST || key.n > LONGEST || !(look->number || (rules_of(context) && personal_may_match_whole(rules_of(context), look)))) return false;
    return !identity_organisation(key.s, key.n) && personal_key_in_full(context, key);
}

bool personal_key(const struct row_context *context, struct slice key)
{
    const struct personal_look look = personal_look(key);
    return personal_key_looked_at(context, key, &look);
}

/* An agency may write its own name into its numbers, even where an applicant has that name. */
bool personal_key_names(const struct row_context *context, struct slice key)
{
    struct personal_scope scope = {context->schema, context->people, NULL};
    if (!scope.people || !personal_names(&scope, key)) return false;
    scope.own = context->agencies ? text_get(&context->agencies->own) : "";
    return personal_names(&scope, key);
}
