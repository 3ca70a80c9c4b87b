/* manifest.json read back: by verify, and by the next run, which removes what it does not write any more. */
#ifndef DOCUMENTS_MANIFEST_READ_H
#define DOCUMENTS_MANIFEST_READ_H
#include "base/outdir.h"
#include <jansson.h>

/* Whether it is a manifest of ours whose outputs all have a name, a size and a SHA-256; SM3 may be missing. */
bool manifest_is_whole(const json_t *root);
/* A name of a manifest is the name of a file in its own folder, or in a folder there (机关/财政局.html), and nothing that could lead out of it. */
bool manifest_names_file(const char *name);

/* The digest that the manifest in `folder` has for a file; false: there is none, or no manifest of ours. */
bool manifest_lists(const char *folder, const char *name, char sha256[DIGEST_HEX]);

/* Drops what the manifests of earlier runs in this folder list, where it is not staged now. Of one that cannot be read nothing
 * is dropped, and a note says so. */
void manifest_drop_former(struct outdir *out);

#endif
