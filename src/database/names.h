/* --tables: which relation or query of a database is which table of the ledger, where their names do not say it.
 *
 * A file in YAML, 申请登记: 表, or 申请登记: 模式.表 (the first dot divides them); or a folder of queries, 申请登记.sql or requests.sql,
 * each of one SELECT. Tables are called by their Chinese name or their id. Nothing of it is passed over: a name that is no table, one
 * that is there twice, an empty query fail with file and line.
 */
#ifndef DATABASE_NAMES_H
#define DATABASE_NAMES_H
#include "base/diag.h"
#include "base/memory.h"
#include "ledger/schema/schema.h"

struct database_name {
    const struct ledger_table *table;
    const char *in, *relation;                         /* 模式 or NULL, 表; NULL of a query */
    const char *query;                                 /* without blanks and ; at its end; NULL of a relation */
    const char *place;                                 /* 表名.yaml:3, 查询/申请登记.sql */
};
struct database_names {
    struct arena arena;
    struct database_name *list;
    size_t n, cap;
};

MUST_CHECK bool database_names_read(struct database_names *names, const char *path, const struct schema *schema, struct diag *diag);
const struct database_name *database_names_of(const struct database_names *names, const struct ledger_table *table);   /* NULL = not named */
void database_names_release(struct database_names *names);

/* What a column of a relation of the table is called to the reader: an id (applicant_kind, in any case) is its heading, and any other name itself. */
const char *database_heading(const struct ledger_table *table, const char *column);

#endif
