/* A kept store (--store) as the ledger of a later run: its records are taken as they were read, and with them what only the reader of
 * the files knew: problems of the data, where columns of sheets stand, headings of wide ledgers. So the figures, findings and documents are those
 * of the ledger that it was kept from.
 *
 * Personal values are not in a kept store (docs/privacy.md): texts in which some stood are blank there, and the names of applicants are
 * not known. The caller refuses the former and says the latter.
 *
 *     if (!kept_ledger_open(&k, path, schema, diag)) …
 *     ok = kept_ledger_take(k, store, &agencies, &problems, &rows, diag);     // a store without rows
 *     kept_ledger_close(k);
 */
#ifndef STORE_KEPT_LEDGER_H
#define STORE_KEPT_LEDGER_H
#include "store/store.h"

/* ---- in the later run ---- */
struct kept_ledger;
/* As store_open_kept; also refuses a store of a sum, or one without what the reader knew (DIAG_INPUT). */
MUST_CHECK bool kept_ledger_open(struct kept_ledger **k, const char *path, const struct schema *schema, struct diag *diag);
void kept_ledger_close(struct kept_ledger *k);         /* NULL is allowed */
int kept_ledger_year(const struct kept_ledger *k);     /* of the run that kept it */
/* Whether that run had an option whose files are part of the records now: texts, waivers. */
MUST_CHECK bool kept_ledger_had(struct kept_ledger *k, const char *option, bool *had, struct diag *diag);
/* Every value is proved to be one that a reader could have given: the file may have been changed (DIAG_INPUT). *rows counts those of
 * the tables of the ledger. */
MUST_CHECK bool kept_ledger_take(struct kept_ledger *k, struct store *into, struct ledger_agencies *agencies, struct problems *problems, int64_t *rows, struct diag *diag);
/* What --texts had taken for the year of the kept run, with the cells of that file. After kept_ledger_take. */
MUST_CHECK bool kept_ledger_take_texts(struct kept_ledger *k, struct store *into, struct diag *diag);
/* Where columns of sheets stand (workbook/sheet_places.h). */
MUST_CHECK bool kept_ledger_each_place(struct kept_ledger *k, void (*take)(void *context, const char *name, int column), void *context, struct diag *diag);

/* ---- in the run that keeps it ---- */
bool store_is_to_be_kept(const struct store *s);
/* All problems so far: of reading the ledger and linking its rows. */
MUST_CHECK bool store_keep_problems(struct store *s, const struct problems *problems, struct diag *diag);
/* Does nothing for a store that is not to be kept. */
MUST_CHECK bool store_keep_option(struct store *s, const char *option, struct diag *diag);
MUST_CHECK bool store_keep_place(struct store *s, const char *name, int column, struct diag *diag);

#endif
