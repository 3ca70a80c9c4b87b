/* What the checks have to say, as lists: the one place that knows the columns of a finding. */
#ifndef DOCUMENTS_FINDINGS_H
#define DOCUMENTS_FINDINGS_H
#include "documents/document.h"
#include "form/report.h"
#include "form/rollup.h"
#include "rules/finding.h"

/* findings.csv: every finding with all its columns; the columns are the keys of findings.json, in their order. */
void findings_document(struct document *d, const struct findings *findings);
/* 问题清单.xlsx: how many by class and by department, then a sheet a class. */
void findings_workbook(struct document *d, const struct findings *findings, const struct report *report);

/* 下级年报问题.csv: the same columns behind the agency whose report it is. One agency's findings at a time: the list lasts as
 * long as both. */
#define CHILD_FINDINGS_FILE "下级年报问题.csv"
struct child_findings { const struct filing *filing; const struct findings *findings; };
struct list child_findings_list(const struct child_findings *of);

/* Where a finding stands in a marked copy: a sheet of the copy, what the cell is called, and a link to it; each may be NULL. */
struct finding_place { const char *sheet, *cell, *link; };
/* The findings of a marked copy as a list; `places` is by finding and must last as long as the document. */
struct list *findings_marked_list(struct document *d, const struct finding *const *findings, const struct finding_place *places, size_t n);

#endif
