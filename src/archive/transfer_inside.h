/* The parts of a package, each by the file of its name. */
#ifndef ARCHIVE_TRANSFER_INSIDE_H
#define ARCHIVE_TRANSFER_INSIDE_H
#include "archive/transfer.h"
#include "archive/xml_out.h"
#include "documents/document.h"

/* The element of 管理活动 in which an earlier edition stands. */
#define RECORD_EARLIER "以前移交"
/* records.c: XML files. */
void record_metadata(struct xml_out *x, const struct archive_package *p, const struct archive_item *item);
void record_catalogue(struct xml_out *x, const struct archive_package *p);
void record_tests(struct xml_out *x, const struct archive_package *p);
const char *record_content(struct arena *a, const struct archive_package *p);        /* 内容描述 */
const char *record_results(struct arena *a, const struct archive_package *p);        /* 通过12项，… */
/* What the program fills in there; the last one has no place. */
enum { RECORD_ABSTRACT = 3, RECORD_CONTENT = 5, RECORD_RESULTS = 4 };
void record_abstract_values(struct arena *a, const struct archive_item *item, struct filling values[RECORD_ABSTRACT]);      /* an item with a form */
void record_content_values(struct arena *a, const struct archive_package *p, struct filling values[RECORD_CONTENT]);
enum archive_text record_content_kind(const struct archive_package *p);
void record_results_values(struct arena *a, const struct archive_package *p, struct filling values[RECORD_RESULTS]);
enum archive_text record_outcome(const struct archive_result *r);

/* transfer.c: the texts of a package as their files hold them. `left`: folders that were given and not taken. */
void record_readme(struct text *t, const struct archive_package *p, struct arena *a, const char *sources, const char *left);
void record_internal_note(struct text *t, const struct archive_package *p);

/* tests_page.c: the same as a document, and drawn: *bytes is the caller's to free, NULL where this machine has no font. `made_with` gets what it was drawn
 * with. */
void tests_document(struct document *d, const struct archive_package *p);
MUST_CHECK bool tests_page(const struct archive_package *p, unsigned char **bytes, size_t *n, struct text *made_with, struct diag *diag);

/* The texts that a package is written by, which an office may change: `verify` writes it again by its own. */
#define SOURCES_WORDS "其他/用语.yaml"
#define SOURCES_LAYOUT "其他/目录结构.txt"
#define SOURCES_FONTS "其他/字体.json"
/* A calendar of the office's lies here by its own name, which its digest has. */
#define SOURCES_OWN_CALENDAR "其他/日历/本单位另加/"
/* sources.c: 其他/, the program's own files that the reports were made by. What is not the same any more is described in `missing`. */
MUST_CHECK bool sources_put(const struct archive_package *p, struct outdir *out, struct arena *a, struct text *missing, struct diag *diag);
/* 字体.json: each font that the manifests list, once. */
void sources_fonts(const struct archive_item *items, size_t n, struct text *t);
/* How it is described; NULL: the report does not record it. */
const char *sources_describe(const struct archive_words *words, const struct archive_item *item, int made, struct arena *a);
/* A copy of a file, byte for byte; fails where it is not the one with this SHA-256 (NULL = any). */
MUST_CHECK bool sources_copy(struct outdir *out, const char *name, const char *path, const char *sha256, struct diag *diag);

#endif
