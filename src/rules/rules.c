#include "rules/rules.h"
#include "base/text.h"
#include "rules/identities.h"
#include <stdlib.h>
#include <string.h>

static const char *agency_name(const struct report *r) { return r->agency.code ? r->agency.code : r->agency.name; }

static void take_problem(const struct catalogue *c, const struct schema *schema, const struct problem *p, const char *agency, struct findings *findings)
{
    const struct rule *rule = catalogue_rule(c, p->id);
    if (!rule) abort();                            /* not in the list of catalogue.c: no data can do that */
    struct finding f = rule_finding(rule);
    f.agency = agency;
    const struct ledger_table *t = p->table ? schema_table(schema, p->table) : NULL;
    if (t && !t->core) f.blocking = false;
    f.table = p->table;
    f.file = p->file;
    f.row = p->line;
    f.column = p->column;
    f.cell = p->cell;
    f.sheet_column = p->sheet_column;
    f.key = p->key;
    f.value = p->value;
    f.expected = p->expected;
    if (p->past && f.severity == SEVERITY_ERROR) finding_lower(&f, rule, SEVERITY_WARNING);
    if (p->text) f.message = p->text;
    findings_add(findings, &f);
}

void rules_take_problems(const struct catalogue *c, const struct schema *schema, const struct problems *problems, struct findings *findings)
{
    for (size_t i = 0; i < problems->n; i++) take_problem(c, schema, &problems->list[i], NULL, findings);
}

void rules_take_file(const struct rules_run *run, const struct problems *problems, const char *name, const char *code, struct findings *findings)
{
    for (size_t i = 0; i < problems->n; i++) {
        const struct problem *p = &problems->list[i];
        const struct rule *rule = catalogue_rule(run->catalogue, p->id);
        if (!p->file || strcmp(p->file, run->file) || !rule || *rule->id == 'R') continue;   /* R: of the handing over, which is the superior's */
        bool named = (name && p->key && !strcmp(p->key, name)) || (code && p->key && !strcmp(p->key, code));
        if (named || (!name && !code)) take_problem(run->catalogue, store_schema(run->store), p, agency_name(run->report), findings);
    }
}

static void bind_run(struct query *q, const struct report *r)
{
    query_bind_asked(q, report_asked(r));
    query_bind_text(q, ":form", r->form->id);
}

/* :set is what the run calls "this report"; :scope tells a sum from a report of one's own. */
static void bind_scope(struct query *q, const struct rules_run *run)
{
    static const char *const names[] = {[SCOPE_LEDGER] = "ledger", [SCOPE_SUBMISSION] = "submission", [SCOPE_ROLLUP] = "rollup"};
    query_bind_text(q, ":set", run->scope == SCOPE_SUBMISSION ? "submission" : "computed");
    query_bind_text(q, ":scope", names[run->scope]);
}

/* ---- what a check needs ---- */

static bool rows_there(const struct rules_run *run, const char *sql, bool *found, struct diag *diag)
{
    struct query *q = NULL;
    if (!query_open(&q, run->store, sql, "needs", 1, diag)) return false;
    query_bind_asked(q, report_asked(run->report));
    bool ok = query_next(q, found, diag);
    query_close(q);
    return ok;
}

/* "requests.contact" → its column; NULL where the ledger has no such table or column. */
static const struct ledger_column *column_needed(const struct schema *schema, const char *address, const struct ledger_table **table)
{
    const char *dot = strchr(address, '.');
    for (size_t i = 0; dot && i < schema->n_tables; i++) {
        const struct ledger_table *t = *table = &schema->tables[i];
        if (strlen(t->id) != (size_t)(dot - address) || strncmp(t->id, address, strlen(t->id))) continue;
        for (size_t k = 0; k < t->n_columns; k++)
            if (!strcmp(t->columns[k].name, dot + 1)) return &t->columns[k];
    }
    return NULL;
}

/* Names what is missing; empty when the check can run. */
static bool missing_needs(const struct rules_run *run, const struct rule *rule, struct text *missing, struct diag *diag)
{
    bool found;
    for (size_t i = 0; i < rule->n_tables; i++) {
        const struct ledger_table *t = schema_table(store_schema(run->store), rule->tables[i]);
        if (!store_has(run->store, rule->tables[i])) text_printf(missing, "%s没有%s表（%s）", missing->n ? "；" : "", t ? t->name : "", rule->tables[i]);
    }
    for (size_t i = 0; i < rule->n_columns; i++) {
        const struct ledger_table *t = NULL;
        const struct ledger_column *c = column_needed(store_schema(run->store), rule->columns[i], &t);
        if (c && store_has(run->store, t->id) && !store_has_column(run->store, t->id, c->name))
            text_printf(missing, "%s%s表没有“%s”列", missing->n ? "；" : "", t->name, c->heading);
    }
    if (rule->needs_level && (!run->report->agency.type || !run->report->agency.level))
        text_printf(missing, "%s机关表没有机关类型和层级", missing->n ? "；" : "");
    if (rule->needs_last_year) {
        if (!rows_there(run, "SELECT 1 FROM cells WHERE agency = :agency AND year = :year - 1 AND set_id IN ('declared', 'previous') LIMIT 1", &found, diag)) return false;
        if (!found) text_printf(missing, "%s没有上年的数（--previous，或年报申报数里的上年数）", missing->n ? "；" : "");
    }
    if (rule->needs_last_texts) {
        static const char sql[] = "SELECT 1 FROM texts_previous WHERE agency = :agency UNION ALL SELECT 1 FROM narrative WHERE agency = :agency AND year = :year - 1 LIMIT 1";
        if (!rows_there(run, sql, &found, diag)) return false;
        if (!found) text_printf(missing, "%s没有上年报告的正文（--previous，或正文表里的上年各部分）", missing->n ? "；" : "");
    }
    return true;
}

/* A check runs on the rows that are left, but what it does not find there is no proof. */
static void incomplete_needs(const struct rules_run *run, const struct rule *rule, struct text *words)
{
    for (size_t i = 0; i < rule->n_tables; i++) {
        const struct ledger_table *t = schema_table(store_schema(run->store), rule->tables[i]);
        if (t && !store_has_all_of(run->store, t->id)) text_printf(words, "%s%s表（%s）有读不出的行", words->n ? "；" : "", t->name, t->id);
    }
}

static bool for_this_form(const struct rule *rule, const struct form *form)
{
    for (size_t i = 0; i < rule->n_forms; i++)
        if (!strcmp(rule->forms[i], form->id)) return true;
    return rule->n_forms == 0;
}

/* ---- queries ---- */

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

/* No office mends more places by hand or reads a longer text in a list: what is left out is said. */
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
    f->agency = agency_name(run->report);
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

/* The last finding of a check that found too many: as grave as the gravest that is not listed. */
static void add_more(const struct rules_run *run, const struct rule *rule, int64_t n, const struct finding *gravest, struct findings *findings)
{
    struct finding f = rule_finding(rule);
    f.agency = agency_name(run->report);
    f.severity = gravest->severity;
    f.state = gravest->state;
    f.blocking = gravest->blocking;
    f.late = gravest->late;
    f.message = arena_printf(&findings->arena, "这一项查出 %lld 处，只列出前 %d 处：请先改正已列出的，再查一次", (long long)n, FINDINGS_OF_A_CHECK);
    findings_add(findings, &f);
}

static bool run_query(const struct rules_run *run, const struct rule *rule, struct findings *findings, struct diag *diag)
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

static void add_not_assessable(const struct rules_run *run, const struct rule *rule, const char *missing, struct findings *findings)
{
    struct finding f = rule_finding(rule);
    f.agency = agency_name(run->report);
    f.state = STATE_NOT_ASSESSABLE;
    f.blocking = false;
    f.value = missing;
    findings_add(findings, &f);
}

bool rules_run(const struct rules_run *run, struct findings *findings, struct diag *diag)
{
    struct text missing = {0};
    bool ok = true;
    for (size_t i = 0; ok && i < run->catalogue->n; i++) {
        const struct rule *rule = &run->catalogue->rules[i];
        if (rule->found != FOUND_QUERY || !(rule->scopes & run->scope) || !for_this_form(rule, run->report->form)) continue;
        text_clear(&missing);
        ok = missing_needs(run, rule, &missing, diag);
        bool runs = ok && !missing.n;
        if (ok && missing.n && run->scope == SCOPE_SUBMISSION) continue;
        if (runs) incomplete_needs(run, rule, &missing);
        if (ok && missing.n) add_not_assessable(run, rule, text_get(&missing), findings);
        if (runs) ok = run_query(run, rule, findings, diag);
    }
    text_release(&missing);
    return ok && identities_run(run, findings, diag);
}

struct finding_counts findings_count(const struct findings *findings)
{
    struct finding_counts n = {0};
    int64_t *const counts[FINDING_STANDINGS] = {
        [STANDING_BLOCKING] = &n.blocking, [STANDING_LATE] = &n.late, [STANDING_ERROR] = &n.errors, [STANDING_WARNING] = &n.warnings,
        [STANDING_DISPUTED] = &n.disputed, [STANDING_HINT] = &n.hints, [STANDING_WAIVED] = &n.waived, [STANDING_NOT_ASSESSABLE] = &n.not_assessable};
    for (size_t i = 0; i < findings->n; i++) ++*counts[finding_standing(&findings->list[i])];
    return n;
}

static void lint_needs(const struct rule *rule, const struct schema *schema, struct problems *problems)
{
    struct text words = {0};
    for (size_t i = 0; i < rule->n_tables; i++)
        if (!schema_table(schema, rule->tables[i])) text_printf(&words, "%s: 没有“%s”这张表", rule->file, rule->tables[i]);
    for (size_t i = 0; i < rule->n_columns; i++) {
        const struct ledger_table *t;
        if (!column_needed(schema, rule->columns[i], &t)) text_printf(&words, "%s: 没有“%s”这一列", rule->file, rule->columns[i]);
    }
    if (words.n) problems_add(problems, &(struct problem){.id = "S12", .file = rule->file, .text = text_get(&words), .refuses = true});
    text_release(&words);
}

/* Asked of a store without rows, a query still meets the codes and settings it names. */
static bool runs_empty(struct store *store, const struct rule *rule, struct diag *diag)
{
    struct query *q = NULL;
    bool row;
    bool ok = query_open(&q, store, rule->query, rule->file, rule->line, diag) && query_next(q, &row, diag);
    query_close(q);
    return ok;
}

void rules_lint(const struct catalogue *c, struct store *store, struct problems *problems)
{
    for (size_t i = 0; i < c->n; i++) {
        struct diag diag;
        lint_needs(&c->rules[i], store_schema(store), problems);
        if (c->rules[i].found == FOUND_QUERY && !runs_empty(store, &c->rules[i], &diag))
            problems_add(problems, &(struct problem){.id = "S12", .file = c->rules[i].file, .text = diag.text, .refuses = true});
    }
}

bool rules_prove_lists(const struct catalogue *c, struct store *store, struct diag *diag)
{
    bool ok = true;
    for (size_t i = 0; ok && i < c->n; i++) {
        const struct rule *r = &c->rules[i];
        struct query *q = NULL;
        bool row = false;
        if (!r->proof) continue;
        ok = query_open(&q, store, r->proof, r->file, r->proof_line, diag) && query_next(q, &row, diag);
        if (ok && row) ok = diag_fail(diag, DIAG_INPUT, "%s:%d: %s", r->file, r->proof_line, query_text(q, query_column(q, "text")));
        query_close(q);
    }
    return ok;
}

void rules_lint_form(const struct catalogue *c, const struct form *form, struct problems *problems)
{
    for (size_t i = 0; i < form->n_identities; i++) {
        const struct form_identity *id = &form->identities[i];
        const struct rule *rule = catalogue_rule(c, id->check);
        struct diag diag;
        if (rule && rule->found == FOUND_IDENTITY) continue;
        diag_fail(&diag, DIAG_INPUT, "%s:%d: 勾稽关系 %s 的检查 %s 不在检查目录里", form->file, id->line, id->id, id->check);
        problems_add(problems, &(struct problem){.id = "S12", .file = form->file, .text = diag.text, .refuses = true});
    }
}
