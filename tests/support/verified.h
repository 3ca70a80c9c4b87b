/* A folder of outputs that `verify` looks at, and changes in it. VERIFIED(test) is the test with a new one.
 *
 *     change("report.json", "\"person\": 9", "\"person\": 8");
 *     renew_manifest("report.json");                  // as a forger would
 *     assert_says(1, "…");                            // the exit code, and words that are printed
 */
#ifndef TESTS_VERIFIED_H
#define TESTS_VERIFIED_H
#include <stdbool.h>

extern char *folder;

int verified_set_up(void **state);
int verified_tear_down(void **state);
#define VERIFIED(test) cmocka_unit_test_setup_teardown(test, verified_set_up, verified_tear_down)

/* The outputs of a run, into this folder. */
void write_output(const char *path);
/* Runs verify and returns what it printed. */
char *run(const char *path, bool json, int *code);
void assert_says(int wanted, const char *words);

/* Replaces words of a file in the folder. */
void change(const char *name, const char *was, const char *now);
/* Gives the file's entry in the manifest its size and digests; sm3: that one too, as all had in former versions. */
void renew_entry(const char *name, bool sm3);
void renew_manifest(const char *name);

#endif
