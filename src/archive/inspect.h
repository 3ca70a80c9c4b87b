/* The four-nature test of a package (四性检测): authenticity, integrity, usability, safety, item by item as words.yaml lists them.
 *
 * A test passes, fails with what it found, or is not made. What the program cannot vouch for is never passed: it says 未检测 and why.
 */
#ifndef ARCHIVE_INSPECT_H
#define ARCHIVE_INSPECT_H
#include "archive/fonds.h"
#include "ledger/schema/schema.h"

/* What reading an output folder again has found (cli/verify); kind and file as there, file NULL = the folder. */
struct archive_fault { const char *kind, *file, *message; };
struct archive_seen { size_t cells; const struct archive_fault *faults; size_t n; };

struct archive_item;
/* Compares the numbers of an item's documents, each format with the others. What is found belongs to the arena. */
typedef void (*archive_numbers)(struct arena *a, const struct archive_item *item, struct archive_seen *seen);

/* What of the folders given is not in the package, and why; a fault is one of integrity. */
struct archive_left { const char *path, *name, *why; bool fault; };      /* name: what the package says, from the given folder's own name on */

/* Stands between a file and why this machine could not look at it. */
#define ARCHIVE_UNSEEN " 的文字没有看："

enum archive_outcome { OUTCOME_PASSED, OUTCOME_FAILED, OUTCOME_UNTESTED, ARCHIVE_OUTCOMES };
struct archive_result {
    const struct archive_test_words *words;
    enum archive_outcome outcome;
    size_t count;                                      /* how many were looked at */
    const char **found;                                /* what is wrong, or why it was not tested */
    size_t n, cap;
    const char *unseen;                                /* the first thing that this machine could not look at; else untested is not what it says */
    bool undecided;                                    /* time or memory gave out before a file was looked at, which a file can be made for: no success */
};
struct archive_results { struct arena arena; struct archive_result *list; size_t n; size_t outcomes[ARCHIVE_OUTCOMES]; };

struct archive_inspection {
    const struct archive_words *words;
    const struct fonds *fonds;
    const struct archive_item *items;
    const struct archive_seen *seen;                   /* one an item */
    size_t n;
    const struct archive_left *left;
    size_t n_left;
    const struct schema *schema;                       /* what identifies a person */
};

MUST_CHECK bool archive_inspect(const struct archive_inspection *in, struct archive_results *results, struct diag *diag);
void archive_results_release(struct archive_results *results);

/* What the office has not said: 全宗号 and the like once, 档号, 保管期限, 密级 by item. Texts for people; belongs to the arena. */
const char **archive_missing(struct arena *a, const struct archive_words *words, const struct fonds *fonds, const struct archive_item *items, size_t n, size_t *n_missing);

#endif
