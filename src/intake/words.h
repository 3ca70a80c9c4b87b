/* The words by which old ledgers are understood: data/ledger/intake.yaml. */
#ifndef INTAKE_WORDS_H
#define INTAKE_WORDS_H
#include "ledger/schema/schema.h"

/* Headings beside a column that say more of its words: 不予公开理由 of 办理结果. */
struct intake_detail {
    const struct ledger_table *table;
    int column;
    const char **headings;
    size_t n;
};
/* Words of a remark that speak of a step whose date belongs in a column: 已延期. `wide` is a place in the events of table->wide. */
struct intake_hint {
    const struct ledger_table *table;
    size_t event;
    const char **words;
    size_t n;
};
/* A heading of ours that offices also use for another column of ours, where they have none of that: 文号 for 文书号. */
struct intake_doubt {
    const struct ledger_table *table;
    int column, other;
};
/* A table of last year's ledger that is carried over, but for rows whose last date is of a year before. */
struct intake_kept { const struct ledger_table *table; const char **headings; size_t n; };
struct intake_words {
    struct arena arena;
    const char **numbers; /* headings of running numbers: 序号 */
    size_t n_numbers;
    const char **denials; /* before such a word: 未, 没有 */
    size_t n_denials;
    const char **units; /* behind a code's name in a heading: 件数, 数 */
    size_t n_units;
    const char **agencies; /* how names of agencies end: 局, 政府 */
    size_t n_agencies;
    struct intake_detail *details;
    size_t n_details;
    struct intake_hint *hints;
    size_t n_hints;
    struct intake_doubt *doubts;
    size_t n_doubts;
    struct intake_kept *kept;
    size_t n_kept;
};

/* `path` is the file; what it names must be in the schema. */
MUST_CHECK bool intake_words_load(struct intake_words *w, const struct schema *schema, const char *path, struct diag *diag);
void intake_words_release(struct intake_words *w);

#endif
