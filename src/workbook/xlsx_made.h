/* Whether a workbook is one that this program has written and no other has saved since: a spreadsheet program writes down when a
 * workbook was changed, this program gives the same instant as that of its making. */
#ifndef WORKBOOK_XLSX_MADE_H
#define WORKBOOK_XLSX_MADE_H
#include <stdbool.h>

/* `program` is how the description of its documents begins: "nianbao ". */
bool xlsx_made_by(const char *path, const char *program);

#endif
