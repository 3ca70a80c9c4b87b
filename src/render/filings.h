/* The columns of 报送情况, in the file and in the workbook. */
#ifndef RENDER_FILINGS_H
#define RENDER_FILINGS_H
#include "calendar/civil.h"
#include "form/rollup.h"

enum { FILING_COLUMNS = 13 };
struct filing_row { const char *fields[FILING_COLUMNS]; char days[3][CIVIL_ISO]; };
extern const char *const filing_heads[FILING_COLUMNS];
/* Fields are borrowed from the filing and from `row`; NULL is empty. */
void filing_row_fill(struct filing_row *row, const struct filing *f);

#endif
