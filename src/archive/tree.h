/* An XML file of a package, read back by Expat: elements with their texts. No document type, a bounded size and depth: the file may have
 * been changed on purpose.
 *
 *     const struct tree *root = tree_read(&arena, path, &diag);          // NULL: it is none
 *     tree_text(root, "内容描述/题名")
 */
#ifndef ARCHIVE_TREE_H
#define ARCHIVE_TREE_H
#include "base/diag.h"
#include "base/memory.h"

struct tree { const char *name, *text; struct tree *first, *last, *next, *parent; };      /* text without what stands around elements */

/* NULL: diag says why (DIAG_INPUT: it is no XML of this kind). Everything belongs to the arena. */
const struct tree *tree_read(struct arena *arena, const char *path, struct diag *diag);
/* The first element at this path below `node`, or NULL. */
const struct tree *tree_at(const struct tree *node, const char *path);
const char *tree_text(const struct tree *node, const char *path);      /* "" where there is none */

#endif
