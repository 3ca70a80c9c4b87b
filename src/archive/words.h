/* The words and lists of a transfer package: report_templates/archive/words.yaml (docs/zh/归档.md).
 *
 * C names the texts, the places {items} … that each may have, and the tests that the program makes. Loading proves all three: what is
 * missing or unknown is refused with file and line.
 */
#ifndef ARCHIVE_WORDS_H
#define ARCHIVE_WORDS_H
#include "base/diag.h"
#include "base/filling.h"

enum archive_text {
    ARCHIVE_README, ARCHIVE_CONTENT, ARCHIVE_CONTENT_ONE_YEAR, ARCHIVE_NONE, ARCHIVE_SOURCE, ARCHIVE_SOURCE_FORM, ARCHIVE_SOURCE_RULES, ARCHIVE_SOURCE_CALENDAR,
    ARCHIVE_SOURCE_SETTINGS, ARCHIVE_ABSTRACT, ARCHIVE_EDITION, ARCHIVE_EARLIER, ARCHIVE_MISSING, ARCHIVE_MISSING_ALL, ARCHIVE_INTERNAL, ARCHIVE_TESTS_TITLE, ARCHIVE_TESTS_OPENING,
    ARCHIVE_RESULTS, ARCHIVE_NUMBER, ARCHIVE_NAME, ARCHIVE_OUTCOME, ARCHIVE_LOOKED, ARCHIVE_FOUND, ARCHIVE_PASSED, ARCHIVE_FAILED, ARCHIVE_UNTESTED, ARCHIVE_MORE,
    ARCHIVE_TEXTS
};

enum archive_test {
    TEST_DIGESTS, TEST_NUMBERS, TEST_METADATA, TEST_PROVENANCE, TEST_SECTIONS, TEST_FILES, TEST_NUMBERING, TEST_OFFICE, TEST_OPENS, TEST_FONTS, TEST_TEXT,
    TEST_ARCHIVAL, TEST_ENCRYPTION, TEST_ACTIVE, TEST_PERSONAL,
    ARCHIVE_TESTS
};

struct archive_kind { const char *file, *format; bool needed; };       /* file: a name, or an ending that begins with a dot */
struct archive_retention { const char *name, *code; };
/* test ARCHIVE_TESTS: it is not made, and `untested` says why. */
struct archive_test_words { enum archive_test test; const char *nature, *name, *looked, *untested; };

/* What was filled in since the words were taken: bytes, and the key of the first text that was too large, or NULL. */
struct archive_filled { size_t all; const char *too_large; };

struct archive_words {
    struct arena arena;
    const char *path;
    struct archive_filled *filled;
    const char *texts[ARCHIVE_TEXTS];
    struct archive_kind *documents;
    size_t n_documents;
    const char **internal, **lists, **secrecy;
    size_t n_internal, n_lists, n_secrecy;
    struct archive_retention *retention;
    size_t n_retention;
    struct archive_test_words *tests;
    size_t n_tests;
};

MUST_CHECK bool archive_words_load(struct archive_words **words, const char *path, struct diag *diag);
/* A text with its places filled. One of more than 8 MiB, or that makes 256 MiB with all before it, is "": values come from reports, which may be of any size. */
const char *archive_words_fill(const struct archive_words *words, struct arena *a, enum archive_text text, const struct filling *values);
/* The key of the first text that was too large, or NULL; and begins anew. */
const char *archive_words_too_large(const struct archive_words *words);
#define ARCHIVE_TOO_LARGE "“%s”填好以后太大；请少写几处由程序填写的词，或者看年报里机关的名称对不对"
/* In the folder report_templates. */
const char *archive_words_path(struct arena *a, const char *templates);
const char *archive_layout_path(struct arena *a, const char *templates);      /* the text on where a package holds what */
void archive_words_free(struct archive_words *words);

/* The kind of a document of the package; NULL: the file is not taken, or (*internal) it is for the office's eyes. A file in a folder is
 * never taken. */
const struct archive_kind *archive_kind_of(const struct archive_words *words, const char *name, bool *internal);

#endif
