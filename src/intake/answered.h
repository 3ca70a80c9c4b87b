/* What the office has answered in the sheet 请确认 of a workbook (ledger/rows/confirmation.h). Its last row says of which old ledger and by
 * which program it was made.
 */
#ifndef INTAKE_ANSWERED_H
#define INTAKE_ANSWERED_H
#include "intake/old_sheets.h"
#include "intake/questions.h"
#include "ledger/rows/confirmation.h"

#define ANSWERED_VERBATIM "原样"
#define ANSWERED_SOURCE "来源"

struct answered {
    struct questions given, applied; /* answers alone: those of the sheet, those that the run before has used */
    const char *source;              /* NULL = the sheet does not say */
};
/* Whether the workbook's sheets have the sheet 请确认 with its columns; then its answers. Strings live as long as `book`. */
bool answered_read(struct answered *a, const struct old_sheets *book);
void answered_release(struct answered *a);

#endif
