/* SHA-256 and SM3 as lower-case hex, for manifests and provenance. */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H
#include "base/diag.h"
#include <stddef.h>
#include <stdint.h>

enum { DIGEST_HEX = 65 };
struct digests { char sha256[DIGEST_HEX], sm3[DIGEST_HEX]; int64_t size; };

void digest_bytes(const void *bytes, size_t n, struct digests *out);
/* SHA-256 alone: SM3 takes six times as long. */
void digest_sha256(const void *bytes, size_t n, char hex[DIGEST_HEX]);
MUST_CHECK bool digest_file(const char *path, struct digests *out, struct diag *diag);
MUST_CHECK bool digest_file_sha256(const char *path, char hex[DIGEST_HEX], struct diag *diag);
/* One SHA-256 over files in the given order: each by its name and its bytes; names are as given, paths are dir/name. */
MUST_CHECK bool digest_files(const char *dir, const char *const *names, size_t n, char hex[DIGEST_HEX], struct diag *diag);

#endif
