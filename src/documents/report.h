/* An agency's annual report (条例第五十条) as a document for people: title, opening paragraph, sections with their texts and tables;
 * and as a workbook, whose numbers live on one sheet a table and follow from there. */
#ifndef DOCUMENTS_REPORT_H
#define DOCUMENTS_REPORT_H
#include "base/settings.h"
#include "documents/document.h"
#include "form/report.h"

/* What the files of a report say of themselves. */
struct document_facts report_facts(const struct report *report);
void report_document(struct document *d, const struct report *report);
/* The same as a page of its own with the named <meta> of 国办发〔2017〕47号 (网页设计规范): what the settings website.* say of the site
 * and its column, then title, source, and, unless it is a draft, the report's stamp as the time of publication. */
void report_page(struct document *d, const struct report *report, const struct settings *settings);
/* The same, then a sheet a table, 校验, 附注, 办理时限, and of a sum 汇总构成 and 报送情况. */
void report_workbook(struct document *d, const struct report *report);

#endif
