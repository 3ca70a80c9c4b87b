/* A folder of the test's own that outputs go into (base/outdir.h), and what is in it. IN_FOLDER(test) is the test with a new one.
 *
 *     outdir_open(&out, folder, &diag) …
 *     holds("a", "1")                                 // the file is there, with this text
 *     files_in_folder()                               // hidden ones count
 */
#ifndef TESTS_OUTPUT_FOLDER_H
#define TESTS_OUTPUT_FOLDER_H
#include "base/outdir.h"
#include <stdbool.h>

extern char folder[64];

int make_folder(void **state);
int remove_folder(void **state);

/* The path of a file in it, until the next call. */
const char *at(const char *name);
bool holds(const char *name, const char *text);
int files_in_folder(void);

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

#endif
