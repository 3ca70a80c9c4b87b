/* The blank ledger (nianbao init): one workbook made from the definitions of the tables, to be filled in by an office.
 *
 * 使用说明 first, a sheet a table, 代码表 last. What is put into it is what ledger/schema/schema.h knows, so that the workbook and
 * the reader cannot disagree. The same definitions give the same bytes on every day.
 *
 *     struct ledger_blank blank = {schema, "data/ledger/guide.yaml", counted, NULL, "某局", "nianbao 0.1.0"};
 *     if (!ledger_blank_write(&blank, path, "台账.xlsx", diag)) …
 */
#ifndef RENDER_XLSX_LEDGER_H
#define RENDER_XLSX_LEDGER_H
#include "base/diag.h"
#include "ledger/schema/schema.h"

struct ledger_blank {
    const struct schema *schema;
    const char *guide;                                 /* the file with the words of 使用说明 */
    const char *const *counted;                        /* by table: the years whose form counts it ("2021年起"), or NULL */
    const char *agency_code, *agency_name;             /* what is known of the agency; each may be NULL */
    const char *program;
};

/* Writes to `path`; `file` is its name in messages. */
MUST_CHECK bool ledger_blank_write(const struct ledger_blank *blank, const char *path, const char *file, struct diag *diag);

#endif
