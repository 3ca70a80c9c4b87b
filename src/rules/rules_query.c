#include "rules/rules_inside.h"
#include "base/text.h"
#include <string.h>

/* One check's query, and its rows as findings (docs/checks.md has the columns). */

static void bind_sections(struct query *q, const struct form *form)
{
    struct text lines = {0};
    for (size_t i = 0; i < form->n_sections; i++)
        if (!form->sections[i].table) text_printf(&lines, "%s %s\n", form->sections[i].id, form->sections[i].heading);
    query_bind_text(q, ":sections", text_get(&lines));
    text_release(&lines);
}

static void bind_run(struct query *q, const struct report *r)
{
    query_bind_asked(q, report_asked(r));
    query_bind_text(q, ":form", r->form->id);
    bind_sections(q, r->form);
}

/* :set names the cells of this report; :scope tells whose report it is, and what it was made of. */
static void bind_scope(struct query *q, const struct rules_run *run)
{
    static const char *const names[] = {[SCOPE_LEDGER] = "ledger", [SCOPE_SUBMISSION] = "submission", [SCOPE_ROLLUP] = "rollup", [SCOPE_TOTALS] = "totals"};
    query_bind_text(q, ":set", run->scope == SCOPE_SUBMISSION || run->scope == SCOPE_TOTALS ? "submission" : "computed");
    query_bind_text(q, ":scope", names[run->scope]);
}

static bool severity_named(const char *s, enum finding_severity *out)
{
    for (int i = 0; s && i <= SEVERITY_HINT; i++)
        if (!strcmp(finding_severity_id((enum finding_severity)i), s)) {
            *out = (enum finding_severity)i;
            return true;
        }
    return false;
}

static bool state_named(const char *s, enum finding_state *out)
{
    static const enum finding_state of_queries[] = {STATE_FAIL, STATE_DISPUTED, STATE_NOT_ASSESSABLE};
    for (size_t i = 0; s && i < sizeof of_queries / sizeof *of_queries; i++)
        if (!strcmp(finding_state_id(of_queries[i]), s)) {
            *out = of_queries[i];
            return true;
        }
    return false;
}

/* No office mends more places by hand, or reads a longer text in a list. Where findings or words are cut, the finding tells so. */
enum { FINDINGS_OF_A_CHECK = 10000, FINDING_TEXT = 4096 };

static const char *named(const struct query *q, const char *column, struct arena *arena)
{
    const char *s = query_text(q, query_column(q, column));
    size_t n = FINDING_TEXT;
    if (!s || strlen(s) <= n) return s;
    while (((unsigned char)s[n] & 0xC0) == 0x80) n--;
    return arena_printf(arena, "%.*s……（文字过长，共 %zu 字，后面的没有列出）", (int)n, s, utf8_length(s));
}

/* Where a cell of a submission stands in its file: 年报!D17. */
static bool place_of(const struct rules_run *run, struct finding *f, struct arena *arena, struct diag *diag)
{
    static const char sql[] =
        "SELECT place FROM cells WHERE agency = :agency AND year = :year AND set_id = 'submission' AND tbl = :tbl AND row = :row AND col = :col";
    const struct form_table *t;
    struct query *q = NULL;
    bool row;
    int slot;
    if (f->file && strcmp(f->file, run->file)) return true;   /* last year's */
    f->file = run->file;
    f->table = NULL;
    if (!f->cell || !form_address(run->report->form, f->cell, &t, &slot)) return true;
    if (!query_open(&q, run->store, sql, "place", 1, diag)) return false;
    query_bind_asked(q, report_asked(run->report));
    query_bind_text(q, ":tbl", t->id);
    query_bind_text(q, ":row", t->slots[slot].row);
    query_bind_text(q, ":col", t->slots[slot].col);
    bool ok = query_next(q, &row, diag);
    f->column = ok && row ? arena_dup(arena, query_text(q, 0)) : NULL;
    query_close(q);
    return ok;
}

static bool take_row(const struct rules_run *run, const struct rule *rule, const struct query *q, struct finding *f, struct arena *arena, struct diag *diag)
{
    enum finding_severity severity;
    *f = rule_finding(rule);
    f->agency = rules_agency(run->report);
    f->table = named(q, "tbl", arena);
    f->file = named(q, "file", arena);
    f->row = query_integer(q, query_column(q, "row_no"));
    f->column = named(q, "col", arena);
    if (f->table) store_wide_place(run->store, f->file, query_integer(q, query_column(q, "event")), &f->table, &f->column);
    f->key = named(q, "key", arena);
    f->cell = named(q, "cell", arena);
    f->value = named(q, "value", arena);
    f->expected = named(q, "expected", arena);
    const char *message = named(q, "message", arena);
    if (message) f->message = message;
    if (severity_named(named(q, "severity", arena), &severity)) finding_lower(f, rule, severity);
    if (!state_named(named(q, "state", arena), &f->state)) f->state = STATE_FAIL;
    if (f->state != STATE_FAIL) f->blocking = false;
    return !run->file || (f->table && f->file) || place_of(run, f, arena, diag);
}

/* The last finding of a check with too many: as grave as the gravest that is not listed. */
static void add_more(const struct rules_run *run, const struct rule *rule, int64_t n, const struct finding *gravest, struct findings *findings)
{
    struct finding f = rule_finding(rule);
    f.agency = rules_agency(run->report);
    f.severity = gravest->severity;
    f.state = gravest->state;
    f.blocking = gravest->blocking;
    f.late = gravest->late;
    f.message = arena_printf(&findings->arena, "这一项查出 %lld 处，只列出前 %d 处：请先改正已列出的，再查一次", (long long)n, FINDINGS_OF_A_CHECK);
    findings_add(findings, &f);
}

bool rules_run_query(const struct rules_run *run, const struct rule *rule, struct findings *findings, struct diag *diag)
{
    struct query *q = NULL;
    struct finding f, gravest = {0};
    struct arena unlisted = {0};
    int64_t n = 0;
    bool row = true;
    if (!query_open(&q, run->store, rule->query, rule->file, rule->line, diag)) return false;
    bind_run(q, run->report);
    bind_scope(q, run);
    bool ok = true;
    while (ok && (ok = query_next(q, &row, diag)) && row) {
        bool listed = ++n <= FINDINGS_OF_A_CHECK;
        ok = take_row(run, rule, q, &f, listed ? &findings->arena : &unlisted, diag);
        if (ok && listed) findings_add(findings, &f);
        else if (n == FINDINGS_OF_A_CHECK + 1 || finding_standing(&f) < finding_standing(&gravest)) gravest = f;
        arena_release(&unlisted);
    }
    if (ok && n > FINDINGS_OF_A_CHECK) add_more(run, rule, n, &gravest, findings);
    query_close(q);
    return ok;
}
