/* Names below the folder of -o: 2025/机关代码 of a report, 2025/台账名（标注）.xlsx of a marked ledger.
 *
 * No two reports or marked ledgers of a run get one name. Names that are one on a system without case are one here.
 */
#ifndef FLOW_NAMES_H
#define FLOW_NAMES_H
#include "base/diag.h"
#include "base/intern.h"
#include "base/memory.h"

/* 年度/机关: by the code, or where it is NULL by the name; a code in full-width figures is one in plain ones. */
const char *names_of_report(struct arena *a, int year, const char *code, const char *agency);
/* The last part of the ledger's path. 台账/ and 台账.xlsx are both 台账, unless they lie beside each other. */
const char *names_of_ledger(struct arena *a, const char *path);
const char *names_of_mark(struct arena *a, const char *ledger);            /* 台账名（标注）.xlsx */
bool names_are_one(const char *a, const char *b);
/* Takes the name; false where it was taken before. */
bool names_take(struct intern *taken, const char *below);

#endif
