/* Ledgers → records, with the dates that the clock gives them. */
#ifndef FLOW_READING_H
#define FLOW_READING_H
#include "flow/flow.h"

/* As flow_read. A table that the form reads and the ledger lacks is a blocking finding (S99), never a silent zero. */
MUST_CHECK bool reading_records(struct flow *f, const char *const *ledgers, size_t n, const char *store, struct diag *diag);
/* The table of agencies alone, without forms, checks and other tables; the flow's store then has it. *any: whether there was one. */
MUST_CHECK bool reading_agency_table(struct flow *f, const char *const *ledgers, size_t n, bool *any, struct diag *diag);
/* The files that the table 文本 of `file` names, after it was loaded: guides and pages, read from beside the ledger. A file that
 * lies outside the ledger's folder, a link that leads out of it, or one that cannot be read is a problem that does not refuse. */
MUST_CHECK bool reading_texts(struct flow *f, const struct ledger_file *file, struct diag *diag);
/* Which of the ledgers is a kept store (--store); *kept is NULL where none is. It is read alone, and not with options that want the files
 * that it was made of. */
MUST_CHECK bool reading_kept(const struct options *o, const char *const *ledgers, size_t n, const char **kept, struct diag *diag);
/* Its records, with all that was known of the files; or its agencies, so that the flow's store has them. */
MUST_CHECK bool reading_kept_records(struct flow *f, const char *path, struct diag *diag);
MUST_CHECK bool reading_kept_agencies(struct flow *f, const char *path, bool *any, struct diag *diag);
/* Fails where words of the year that are printed or checked are blank in it; after --texts has given others. */
MUST_CHECK bool reading_kept_words(struct flow *f, struct diag *diag);
/* Puts what is known beside the rows into a store that will be kept; after store_link. */
MUST_CHECK bool reading_keep(struct flow *f, struct diag *diag);
/* The agencies that report for the year: those active in it, public enterprises (kind E) left out, governments (kind G)
 * only with rows of their own; with --agency or --parent that one. The array belongs to the flow. */
MUST_CHECK bool reading_agencies(struct flow *f, struct agency **agencies, size_t *n, struct diag *diag);
/* Finds the form of the year, and that of the year before. */
MUST_CHECK bool reading_forms(struct flow *f, struct diag *diag);
/* Reads the file of --waivers, which counts for this year only. */
MUST_CHECK bool reading_waivers(struct flow *f, struct diag *diag);

#endif
