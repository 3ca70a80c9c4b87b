#include "store/store_inside.h"
#include <stdlib.h>
#include <string.h>

/* Proves the names in setting('fee.jump') and code('events', 'JF') from the text of a query. SQLite calls these functions only when
 * a row comes to that place, which may happen in one ledger of a thousand. */

struct query_place { const struct store *s; const char *sql, *file, *at; int line; struct diag *diag; };

static bool fail(const struct query_place *p, const char *what, const char *name)
{
    int line = p->line;
    for (const char *c = p->sql; c < p->at; c++) line += *c == '\n';
    return diag_fail(p->diag, DIAG_INPUT, "%s:%d: 查询有误：没有这%s“%s”", p->file, line, what, name);
}

/* A copy of the 'word' after blanks and at most commas; NULL where something else stands. */
static char *word_at(const char **at)
{
    const char *p = *at + strspn(*at, " \t\n,");
    size_t n = *p == '\'' ? strcspn(p + 1, "'") : 0;
    if (!n || p[n + 1] != '\'') return NULL;
    char *word = memory_alloc(n + 1);
    memcpy(word, p + 1, n);
    *at = p + n + 2;
    return word;
}

static bool setting_known(const struct query_place *p, const char *rest)
{
    char *key = word_at(&rest);
    bool ok = !key || !p->s->settings || settings_has(p->s->settings, key) || fail(p, "项设置", key);
    free(key);
    return ok;
}

static bool code_known(const struct query_place *p, const char *rest)
{
    char *name = word_at(&rest), *code = name ? word_at(&rest) : NULL;
    const struct code_list *list = name ? schema_codes(p->s->schema, name) : NULL;
    bool ok = !name || list || fail(p, "张代码表", name);
    if (ok && list && code && !code_find(list, code)) ok = fail(p, "个代码", code);
    free(name);
    free(code);
    return ok;
}

bool store_names_known(const struct store *s, const char *sql, const char *file, int line, struct diag *diag)
{
    static const struct { const char *call; bool (*known)(const struct query_place *, const char *); } calls[] = {
        {"setting(", setting_known}, {"setting_text(", setting_known}, {"code(", code_known}, {"code_text(", code_known}, {"label_text(", code_known}};
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        for (const char *at = sql; (at = strstr(at, calls[i].call)); at++) {
            struct query_place p = {s, sql, file, at, line, diag};
            if (!calls[i].known(&p, at + strlen(calls[i].call))) return false;
        }
    return true;
}
