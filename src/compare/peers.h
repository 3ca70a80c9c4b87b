/* Which agencies are peers: report_templates/peers.yaml; C knows no kind and no level.
 *
 * An agency's kind and level are those of the table of agencies where there is one. Else its name tells: the kind by its ending (the
 * longest counts), the level by the last of the places that it begins with (江州市临江县财政局: 县). 0 where the name does not tell.
 *
 *     struct peers *all;
 *     if (!peers_load(&all, "report_templates/peers.yaml", diag)) return false;
 *     struct peer p = peers_by_name(all, "江州市临江县财政局");      // kind: department, level 4
 *     peers_free(all);
 */
#ifndef COMPARE_PEERS_H
#define COMPARE_PEERS_H
#include "base/diag.h"
#include "base/digest.h"
#include "base/memory.h"
#include <stdbool.h>
#include <stddef.h>

struct peer_words { const char **list; size_t n; };
struct peer_level { int code; const char *label; struct peer_words names; };
struct peer_kind { const char *id, *label; bool levelled; struct peer_words types, endings; };     /* levelled: of each level a group */
struct peers {
    struct arena arena;
    struct peer_level *levels;
    size_t n_levels;
    struct peer_words not_places;
    struct peer_kind *kinds;
    size_t n_kinds;
    char hash[DIGEST_HEX];                             /* SHA-256 of the file */
};
struct peer { size_t kind; int level; };               /* kind: its place, n_kinds where it is not known; level 0 = not known */

MUST_CHECK bool peers_load(struct peers **all, const char *path, struct diag *diag);
void peers_free(struct peers *all);
struct peer peers_by_name(const struct peers *all, const char *name);
/* By the codes of the table; what these do not tell the name does. */
struct peer peers_by_codes(const struct peers *all, const char *type, int level, const char *name);
const char *peers_level_label(const struct peers *all, int level);        /* "" of 0 */

#endif
