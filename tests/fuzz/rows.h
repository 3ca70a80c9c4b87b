/* The shared parts of fuzz_csv and fuzz_xlsx: read one file as a table and check every row and message. */
#ifndef TESTS_FUZZ_ROWS_H
#define TESTS_FUZZ_ROWS_H
#include "ledger/rows/row_source.h"

const struct schema *fuzz_schema(void);
void fuzz_read_rows(const struct ledger_file *file);

#endif
