/* What the plan of a query over a table of columns says, from the file that makes it to the one that follows it. */
#ifndef STORE_COLUMNS_TABLE_INSIDE_H
#define STORE_COLUMNS_TABLE_INSIDE_H
#include "store/columns/columns_table.h"

enum { PLAN_ALL, PLAN_CONDITIONS, PLAN_HASH, PLAN_ROW };
/* A plan is two characters for each condition: what it is, and the column. OP_NULL and OP_THERE have no value. */
enum { OP_EQUAL = '=', OP_IS = 'i', OP_LESS = '<', OP_AT_MOST = 'l', OP_MORE = '>', OP_AT_LEAST = 'm', OP_IN = 'I', OP_NULL = 'n', OP_THERE = 't',
       OP_HASH = 'h', OP_OWNER = 'o', OP_OWNER_IS = 'O' };
enum { MOST_CONDITIONS = 24, FIRST_COLUMN = '0' };

/* columns_plan.c: xBestIndex of a table whose rows are all sealed. */
int columns_plan(const struct columns_table *of, sqlite3_index_info *info);

#endif
