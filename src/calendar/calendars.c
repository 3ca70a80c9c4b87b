#include "calendar/calendars.h"
#include "base/memory.h"
#include "calendar/calendar_inside.h"
#include "calendar/civil.h"
#include <stdlib.h>
#include <string.h>

struct calendars {
    struct arena arena;
    struct calendar_row *rows;
    size_t n, cap;
    struct calendar *list;                             /* the national one first */
    size_t n_list;
};

struct calendars *calendars_new(void) { return memory_alloc(sizeof(struct calendars)); }

void calendars_free(struct calendars *all)
{
    if (!all) return;
    arena_release(&all->arena);
    free(all->rows);
    free(all);
}

void calendars_add(struct calendars *all, const struct calendar_row *row)
{
    struct calendar_row *copy;
    all->rows = memory_grow(all->rows, all->n, &all->cap, sizeof *all->rows);
    copy = &all->rows[all->n++];
    *copy = *row;
    copy->name = arena_dup(&all->arena, row->name);
    copy->source = arena_dup(&all->arena, row->source);
    copy->region = arena_dup(&all->arena, row->region);
    copy->place = arena_dup(&all->arena, row->place);
}

/* ---- proving the rows ---- */

/* By region, status and day, the higher layer first. */
static int order(const void *x, const void *y)
{
    const struct calendar_row *a = x, *b = y;
    int by = strcmp(a->region, b->region);
    if (!by) by = a->official - b->official;
    if (!by) by = (a->day > b->day) - (a->day < b->day);
    if (!by) by = b->layer - a->layer;
    return by ? by : strcmp(a->place, b->place);
}

static bool one_shelf(const struct calendar_row *a, const struct calendar_row *b)
{
    return a->official == b->official && !strcmp(a->region, b->region);
}

static bool replaces(const struct calendar_row *a, const struct calendar_row *b)
{
    return a->layer > b->layer && a->day == b->day && one_shelf(a, b);
}

/* A holiday that was called off later is a working day again, whatever day of the week it is. */
static bool calls_off(const struct calendars *all, const struct calendar_row *row)
{
    for (size_t i = 0; i < all->n; i++)
        if (replaces(row, &all->rows[i]) && !all->rows[i].work) return true;
    return false;
}

static void prove_row(const struct calendars *all, const struct calendar_row *row, struct text *why)
{
    char iso[CIVIL_ISO];
    if (row->work && civil_weekday(row->day) < 6 && !calls_off(all, row))
        text_printf(why, "%s: %s 不是周六或周日，不会是调休上班日\n", row->place, civil_iso(row->day, iso));
}

static void prove_pair(const struct calendar_row *a, const struct calendar_row *b, struct text *why)
{
    char iso[CIVIL_ISO];
    if (one_shelf(a, b) && a->layer == b->layer && a->day == b->day)
        text_printf(why, "%s: %s 已经在 %s 里，同一地区同一性质的一天只能写一次\n", b->place, civil_iso(b->day, iso), a->place);
}

/* Rows of one shelf and day stand together, the higher layer first. */
static void drop_replaced(struct calendars *all)
{
    size_t left = 0;
    for (size_t i = 0; i < all->n; i++)
        if (!left || !replaces(&all->rows[left - 1], &all->rows[i])) all->rows[left++] = all->rows[i];
    all->n = left;
}

/* ---- building ---- */

/* Whether the region has official rows of the year. */
static bool has_year(const struct calendars *all, const char *region, int year)
{
    int first = civil_day(year, 1, 1), last = civil_day(year, 12, 31);
    for (size_t i = 0; i < all->n; i++) {
        const struct calendar_row *r = &all->rows[i];
        if (r->official && r->day >= first && r->day <= last && !strcmp(r->region, region)) return true;
    }
    return false;
}

bool calendars_any(const struct calendars *all)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->rows[i].official && !strcmp(all->rows[i].region, CALENDAR_NATIONAL)) return true;
    return false;
}

static bool known_year(const struct calendars *all, const char *region, int year)
{
    return has_year(all, CALENDAR_NATIONAL, year) && (!strcmp(region, CALENDAR_NATIONAL) || has_year(all, region, year));
}

/* Which notice speaks of each day: the region's own wins over the national one. */
static void list_days(struct calendars *all, struct calendar *c)
{
    struct calendar_day *days = arena_alloc(&all->arena, (all->n + 1) * sizeof *days);
    int year = 0;                                      /* of the row before, and whether it is known: rows stand in order of days */
    bool known = false;
    c->days = days;
    for (size_t i = 0; i < all->n; i++) {
        const struct calendar_row *r = &all->rows[i];
        bool own = !strcmp(r->region, c->name);
        if (!r->official || (!own && strcmp(r->region, CALENDAR_NATIONAL))) continue;
        if (civil_year(r->day) != year) {
            year = civil_year(r->day);
            known = known_year(all, c->name, year);
        }
        if (!known) continue;
        days[i] = (struct calendar_day){r->work, r->name, r->source};
        int *place = &c->listed[r->day - c->first];
        if (own || !*place) *place = (int)i + 1;
    }
}

static void add_up(const struct calendars *all, struct calendar *c)
{
    bool known = false;
    for (int i = 0; i < c->n; i++) {
        int day = c->first + i, year, month, of_month;
        civil_split(day, &year, &month, &of_month);
        if (!i || (month == 1 && of_month == 1)) known = known_year(all, c->name, year);
        bool work = known && (c->listed[i] ? c->days[c->listed[i] - 1].work : civil_weekday(day) < 6);
        c->worked[i + 1] = c->worked[i] + work;
        c->unknown[i + 1] = c->unknown[i] + !known;
        if (work) c->nth[c->worked[i + 1]] = day;
    }
}

static void build(struct calendars *all, const char *region, int first_year, int last_year)
{
    struct calendar *c = &all->list[all->n_list++];
    c->name = region;
    c->first = civil_day(first_year, 1, 1);
    c->last = civil_day(last_year, 12, 31);
    c->n = c->last - c->first + 1;
    size_t room = ((size_t)c->n + 1) * sizeof(int);
    c->worked = arena_alloc(&all->arena, room);
    c->unknown = arena_alloc(&all->arena, room);
    c->nth = arena_alloc(&all->arena, room);
    c->listed = arena_alloc(&all->arena, room);
    list_days(all, c);
    add_up(all, c);
}

bool calendars_build(struct calendars *all, struct text *why)
{
    size_t before = why->n;
    int first = 0, last = 0;
    if (all->n) qsort(all->rows, all->n, sizeof *all->rows, order);
    for (size_t i = 0; i < all->n; i++) {
        prove_row(all, &all->rows[i], why);
        if (i) prove_pair(&all->rows[i - 1], &all->rows[i], why);
    }
    if (why->n > before) return false;
    drop_replaced(all);
    for (size_t i = 0; i < all->n; i++) {
        int year = civil_year(all->rows[i].day);
        if (!i || year < first) first = year;
        if (!i || year > last) last = year;
    }
    if (!all->n) first = last = 1970;                  /* nothing is known */
    all->list = arena_alloc(&all->arena, (all->n + 1) * sizeof *all->list);
    build(all, CALENDAR_NATIONAL, first, last);
    for (size_t i = 0; i < all->n; i++)
        if (!calendars_find(all, all->rows[i].region)) build(all, all->rows[i].region, first, last);
    return true;
}

/* ---- asking ---- */

const struct calendar *calendars_national(const struct calendars *all) { return &all->list[0]; }
const struct calendar *calendars_at(const struct calendars *all, size_t i) { return i < all->n_list ? &all->list[i] : NULL; }

const struct calendar *calendars_find(const struct calendars *all, const char *region)
{
    for (size_t i = 0; i < all->n_list; i++)
        if (!strcmp(all->list[i].name, region)) return &all->list[i];
    return NULL;
}

bool calendars_provisional(const struct calendars *all, const struct calendar *c, int year)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct calendar_row *r = &all->rows[i];
        if (!r->official && civil_year(r->day) == year && !strcmp(r->region, c->name)) return true;
    }
    return false;
}
