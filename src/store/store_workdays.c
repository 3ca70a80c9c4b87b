#include "store/store_inside.h"
#include <string.h>

/* Working days for queries: wd_add(day, n), wd_count(from, to), wd_is(day), wd_known(day), wd_next(day), each by the
 * national calendar, or with one argument more by that of an agency. NULL where the calendar of a year is not known. */

void store_set_calendar(struct store *s, int64_t agency, const struct calendar *calendar)
{
    while (s->n_calendars <= (size_t)agency) {
        s->calendars = memory_grow(s->calendars, s->n_calendars, &s->cap_calendars, sizeof *s->calendars);
        s->calendars[s->n_calendars++] = NULL;
    }
    s->calendars[agency] = calendar;
}

const struct calendar *store_calendar(const struct store *s, int64_t agency)
{
    if (agency > 0 && (size_t)agency < s->n_calendars && s->calendars[agency]) return s->calendars[agency];
    return s->n_calendars ? s->calendars[0] : NULL;
}

/* The arguments as whole numbers, and the calendar that the one behind them names; false when any is NULL. */
static bool arguments(sqlite3_context *out, int argc, sqlite3_value **argv, int n, int values[2], const struct calendar **calendar)
{
    enum { FAR = 1 << 24 };                            /* beyond every date there is, and far from overflow */
    for (int i = 0; i < n; i++) {
        int64_t v = sqlite3_value_int64(argv[i]);
        if (sqlite3_value_type(argv[i]) == SQLITE_NULL || v > FAR || v < -FAR) return false;
        values[i] = (int)v;
    }
    *calendar = store_calendar(sqlite3_user_data(out), argc > n ? sqlite3_value_int64(argv[n]) : 0);
    return *calendar != NULL;
}

static void fn_add(sqlite3_context *out, int argc, sqlite3_value **argv)
{
    const struct calendar *c;
    int v[2], to;
    if (arguments(out, argc, argv, 2, v, &c) && v[1] >= 0 && calendar_add(c, v[0], v[1], &to)) sqlite3_result_int(out, to);
}

static void fn_count(sqlite3_context *out, int argc, sqlite3_value **argv)
{
    const struct calendar *c;
    int v[2], n;
    if (arguments(out, argc, argv, 2, v, &c) && calendar_count(c, v[0], v[1], &n)) sqlite3_result_int(out, n);
}

static void fn_is(sqlite3_context *out, int argc, sqlite3_value **argv)
{
    const struct calendar *c;
    int v[2];
    bool work;
    if (arguments(out, argc, argv, 1, v, &c) && calendar_is(c, v[0], &work)) sqlite3_result_int(out, work);
}

static void fn_known(sqlite3_context *out, int argc, sqlite3_value **argv)
{
    const struct calendar *c;
    int v[2];
    if (arguments(out, argc, argv, 1, v, &c)) sqlite3_result_int(out, calendar_known(c, v[0]));
}

static void fn_next(sqlite3_context *out, int argc, sqlite3_value **argv)
{
    const struct calendar *c;
    int v[2], to;
    if (arguments(out, argc, argv, 1, v, &c) && calendar_next(c, v[0], &to)) sqlite3_result_int(out, to);
}

bool store_workdays_register(struct store *s, struct diag *diag)
{
    static const struct { const char *name; int n; void (*run)(sqlite3_context *, int, sqlite3_value **); } all[] = {
        {"wd_add", 2, fn_add}, {"wd_count", 2, fn_count}, {"wd_is", 1, fn_is}, {"wd_known", 1, fn_known}, {"wd_next", 1, fn_next},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        for (int agency = 0; agency <= 1; agency++)
            if (sqlite3_create_function(s->db, all[i].name, all[i].n + agency, SQLITE_UTF8 | SQLITE_DETERMINISTIC, s, all[i].run, NULL, NULL) != SQLITE_OK)
                return store_fail(s, diag, "登记函数");
    return true;
}
