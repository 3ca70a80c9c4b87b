#include <dlfcn.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A library for LD_PRELOAD (whole/plans.py). It writes every query that the program ran into the file that ASKED names:
 *
 *     query STEPS SQL        in one line, with \v for an end of line; STEPS of SQLite's machine since the query was last reset
 *     plan ID PARENT WORDS   its plan, where the query is written for the first time
 */

enum { MOST = 4096 };
static FILE *out;
static char *known[MOST];
static int n_known;
static bool inside;                                    /* while a plan is being asked for */

/* The program clears its environment and then may open no file that no option names. */
__attribute__((constructor)) static void before_main(void)
{
    const char *path = getenv("ASKED");
    out = path ? fopen(path, "w") : NULL;
}

static void put_line(const char *s)
{
    for (; *s; s++) putc(*s == '\n' ? '\v' : *s, out);
    putc('\n', out);
}

static bool is_known(const char *sql)
{
    for (int i = 0; i < n_known; i++)
        if (!strcmp(known[i], sql)) return true;
    if (n_known < MOST) known[n_known++] = strdup(sql);
    return false;
}

static void put_plan(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *q = NULL;
    char *explain = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", sql);
    if (sqlite3_prepare_v2(db, explain, -1, &q, NULL) != SQLITE_OK) fprintf(out, "plan -1 0 none: %s\n", sqlite3_errmsg(db));
    while (q && sqlite3_step(q) == SQLITE_ROW) {
        fprintf(out, "plan %d %d ", sqlite3_column_int(q, 0), sqlite3_column_int(q, 1));
        put_line((const char *)sqlite3_column_text(q, 3));
    }
    sqlite3_finalize(q);
    sqlite3_free(explain);
}

static void note(sqlite3_stmt *q)
{
    if (!out || inside || !q || !sqlite3_stmt_readonly(q) || sqlite3_stmt_isexplain(q)) return;
    int steps = sqlite3_stmt_status(q, SQLITE_STMTSTATUS_VM_STEP, 1);
    if (!steps) return;
    inside = true;
    fprintf(out, "query %d ", steps);
    put_line(sqlite3_sql(q));
    if (!is_known(sqlite3_sql(q))) put_plan(sqlite3_db_handle(q), sqlite3_sql(q));
    fflush(out);
    inside = false;
}

int sqlite3_reset(sqlite3_stmt *q)
{
    static int (*real)(sqlite3_stmt *);
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "sqlite3_reset");
    note(q);
    return real(q);
}

int sqlite3_finalize(sqlite3_stmt *q)
{
    static int (*real)(sqlite3_stmt *);
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "sqlite3_finalize");
    note(q);
    return real(q);
}
