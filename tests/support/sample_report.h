/* A small report made by hand, for the units of the drivers: no ledger, no form folder.
 *
 * It has two tables. `alpha` has two blocks with their own heads, a caption over all columns, a decimal and a cell with a
 * note. `beta` has labels over several rows, a head over two columns, sums of rows and of columns, and two identities; a test
 * can break one of them by setting a cell.
 *
 *     struct sample s;
 *     sample_init(&s);
 *     … draw_report_json(&s, out, "report.json", &diag) …
 *     sample_release(&s);
 */
#ifndef SUPPORT_SAMPLE_REPORT_H
#define SUPPORT_SAMPLE_REPORT_H
#include "base/outdir.h"
#include "form/report.h"
#include "render/paper.h"
#include "rules/finding.h"
#include "tally/deadlines.h"

struct sample {
    struct form form;
    struct report *report;
    struct findings findings;
    const struct deadline *deadlines;
    size_t n_deadlines;
    struct deadlines all_deadlines;                    /* of sample_deadlines */
    struct paper paper;
};

void sample_init(struct sample *s);
void sample_release(struct sample *s);
/* Makes the report a draft with two findings. */
void sample_make_draft(struct sample *s);
/* Sets the cell at an address and computes the sums again. */
void sample_set(struct sample *s, const char *address, const char *number);

/* What is kept in memory of s->deadlines; until the next call. */
const struct deadlines *sample_deadlines(struct sample *s);

/* Each function stages the sample's document of that name. */
typedef bool draw_document(struct sample *s, struct outdir *out, const char *file, struct diag *diag);
draw_document draw_pdf, draw_ofd, draw_docx, draw_html, draw_page, draw_xlsx, draw_findings_csv, draw_findings_xlsx, draw_deadlines, draw_carry_list, draw_report_json,
    draw_findings_json, draw_manifest;

/* A new empty folder under the temporary folder; free the name with sample_remove_folder, which removes it too. */
char *sample_folder(void);
void sample_remove_folder(char *folder);
/* The bytes of folder/name, NUL-terminated; *n (may be NULL) gets their number. Free them. */
char *sample_read(const char *folder, const char *name, size_t *n);
void sample_write(const char *folder, const char *name, const void *bytes, size_t n);
/* How often the words stand in these bytes. */
size_t sample_count(const char *bytes, size_t n, const char *words);

#endif
