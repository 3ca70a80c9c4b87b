/* The shared parts of the fuzz targets: bytes as a file, bytes as a folder of files, and the entry that libFuzzer or replay.c calls.
 *
 * An input of several parts has each behind a line "====NAME"; names are cut down to letters, digits and "._-/":
 *
 *     ====form.yaml
 *     id: "2021"
 *     ====overview.yaml
 *     …
 */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

struct fuzz_part { char name[64]; const uint8_t *bytes; size_t n; };

/* The path of a file in memory with these bytes; the next call writes over it. */
const char *fuzz_file(const void *bytes, size_t n);
/* The next part. *at begins at 0, and each call advances it. false: no part is left. */
bool fuzz_part_next(const uint8_t *data, size_t n, size_t *at, struct fuzz_part *part);
/* The path of a folder of that name that holds the parts as files and nothing else; removed when the program ends. */
const char *fuzz_folder(const char *name, const uint8_t *data, size_t n);
/* Ends the program like a crash. */
void fuzz_hold(bool holds, const char *what);

#endif
