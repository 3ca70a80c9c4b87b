/* SHA-256 and SM3 as lower-case hex, for manifests and provenance. SM3 takes six times as long, so only what archives ask it of has it. */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H
#include "base/diag.h"
#include <stddef.h>
#include <stdint.h>

enum { DIGEST_HEX = 65 };
struct digests { char sha256[DIGEST_HEX], sm3[DIGEST_HEX]; int64_t size; };      /* sm3 "" = not worked out */

void digest_sha256(const void *bytes, size_t n, char hex[DIGEST_HEX]);
/* SHA-256 of bytes that come in pieces; digest_end frees it, and `hex` may be NULL. */
struct digest_stream;
struct digest_stream *digest_begin(void);
void digest_more(struct digest_stream *d, const void *bytes, size_t n);
void digest_end(struct digest_stream *d, char hex[DIGEST_HEX]);
/* One pass over the file, with SM3 or without. */
MUST_CHECK bool digest_file(const char *path, bool sm3, struct digests *out, struct diag *diag);
MUST_CHECK bool digest_file_sha256(const char *path, char hex[DIGEST_HEX], struct diag *diag);
/* One SHA-256 over files in the given order: each by its name and its bytes; names are as given, paths are dir/name. */
MUST_CHECK bool digest_files(const char *dir, const char *const *names, size_t n, char hex[DIGEST_HEX], struct diag *diag);

#endif
