/* The tests of a package, in three files: what was made (inspect.c), what reading PDF and pages shows (inspect_files.c). */
#ifndef ARCHIVE_INSPECT_INSIDE_H
#define ARCHIVE_INSPECT_INSIDE_H
#include "archive/inspect.h"

struct inspecting { const struct archive_inspection *in; struct archive_results *results; struct archive_result *of[ARCHIVE_TESTS]; };

/* Adds what is wrong with an item, or with all of them (NULL). */
void inspect_find(struct inspecting *g, enum archive_test test, const struct archive_item *item, const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Adds what could not be looked at here, which is no fault: untested where nothing is wrong. of_file: the file may be the reason, not the machine. */
void inspect_unseen(struct inspecting *g, enum archive_test test, const struct archive_item *item, const char *file, const char *why, bool of_file);

void inspect_pdf(struct inspecting *g, const struct archive_item *item);
void inspect_pages(struct inspecting *g, const struct archive_item *item);
/* The text of the PDF, and personal values in it and in what report.json prints. */
MUST_CHECK bool inspect_texts(struct inspecting *g, const struct archive_item *item, struct diag *diag);

#endif
