#include "tally/text_changes.h"
#include "base/text.h"
#include <stdlib.h>

static const char now_sql[] = "SELECT body FROM texts_printed WHERE agency = :agency AND section = :section ORDER BY rowid";
/* As E07: last year's report, or the words of its year in the ledger. */
static const char before_sql[] =
    "SELECT body FROM (SELECT 0 AS kind, rowid AS n, body FROM texts_previous WHERE agency = :agency AND section = :section"
    " UNION ALL SELECT 1, id, text FROM narrative WHERE agency = :agency AND year = :before AND code_text('narrative_sections', section) = :section"
    "  AND NOT EXISTS (SELECT 1 FROM texts_previous WHERE agency = :agency)) ORDER BY kind, n";

struct reading { struct store *store; int64_t agency; int year; struct diag *diag; };

static bool read_texts(const struct reading *r, const char *sql, const char *section, struct text *out)
{
    struct query *q = NULL;
    bool row = true, ok = query_open(&q, r->store, sql, "text_changes", 1, r->diag);
    if (!ok) return false;
    query_bind(q, ":agency", r->agency);
    query_bind(q, ":before", r->year - 1);
    query_bind_text(q, ":section", section);
    while ((ok = query_next(q, &row, r->diag)) && row) text_printf(out, "%s\n", query_text(q, 0) ? query_text(q, 0) : "");
    query_close(q);
    return ok;
}

/* This year's words are blacked out already: what they show of the office is no secret in last year's, all else is. */
static bool read_part(const struct reading *r, const struct form_section *section, struct text_changes *c)
{
    struct text now = {0}, before = {0}, shown = {0};
    bool ok = read_texts(r, now_sql, section->id, &now) && read_texts(r, before_sql, section->id, &before);
    if (ok && now.n && before.n && (ok = store_black_out(r->store, text_get(&now), text_get(&before), &shown, r->diag))) {
        struct text_part *part = &c->parts[c->n++];
        *part = (struct text_part){.heading = section->heading};
        sentences_compare(&part->pairs, text_get(&now), text_get(&shown));
    }
    text_release(&now);
    text_release(&before);
    text_release(&shown);
    return ok;
}

bool text_changes_read(struct text_changes *c, struct store *store, const struct form *form, int64_t agency, const char *name, int year, struct diag *diag)
{
    const struct reading r = {store, agency, year, diag};
    *c = (struct text_changes){.agency = name, .parts = memory_alloc((form->n_sections + 1) * sizeof *c->parts)};
    for (size_t i = 0; i < form->n_sections; i++)
        if (!form->sections[i].table && !read_part(&r, &form->sections[i], c)) return false;
    return true;
}

void text_changes_release(struct text_changes *c)
{
    for (size_t i = 0; i < c->n; i++) sentence_pairs_release(&c->parts[i].pairs);
    free(c->parts);
    *c = (struct text_changes){0};
}
