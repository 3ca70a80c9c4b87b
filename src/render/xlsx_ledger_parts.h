/* The parts of the blank ledger's workbook; see xlsx_ledger.h. */
#ifndef RENDER_XLSX_LEDGER_PARTS_H
#define RENDER_XLSX_LEDGER_PARTS_H
#include "base/yaml.h"
#include "render/xlsx_book.h"
#include "render/xlsx_ledger.h"

/* The name of the agencies' codes in the workbook, and of the choices of a code list: with these prefixes no name can be
 * taken for a cell. */
#define LEDGER_NAME_AGENCIES "ledger_agencies"
#define LEDGER_NAME_CODES "ledger_codes_"

/* The looks of headings and of the legend that explains them. */
enum ledger_need { LEDGER_NEEDED, LEDGER_WANTED, LEDGER_FREE };
enum ledger_need ledger_need_of(const struct table *t, size_t column);
uint32_t ledger_need_fill(enum ledger_need need);
enum { LEDGER_PERSONAL_COLOR = 0x7030A0, LEDGER_MISSING_FILL = 0xFFC7CE, LEDGER_WANTED_FILL = 0xFFEB9C };

/* What a column asks of its cells while they are typed, and which empty ones are coloured. */
void ledger_column_rules(struct book *b, lxw_worksheet *s, const struct table *t, size_t column);
void ledger_guide_sheet(struct book *b, const struct ledger_blank *blank, struct yaml *guide);
/* Also defines the names of the lists. */
void ledger_codes_sheet(struct book *b, const struct schema *schema, const char *name);

#endif
