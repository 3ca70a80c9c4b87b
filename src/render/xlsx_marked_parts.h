/* The parts of a marked copy; see xlsx_marked.h. */
#ifndef RENDER_XLSX_MARKED_PARTS_H
#define RENDER_XLSX_MARKED_PARTS_H
#include "render/xlsx_book.h"
#include "render/xlsx_marked_findings.h"

#define MARKED_LIST "问题清单"

/* What had no room on a sheet. */
struct marked_tally { size_t notes, without_note; bool cut; };

/* The list of all findings, with links to the cells; `tally` by sheet. */
void marked_list_sheet(struct book *b, lxw_worksheet *s, const struct marked_book *book, const struct marks *marks, const struct marked_tally *tally);

#endif
