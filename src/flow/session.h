/* The program's own files, read once for a command.
 *
 * They are looked for in --data, $NIANBAO_DATA, ../share/nianbao beside the running program, the source tree when it runs from a
 * build tree there, and last where the program was to be installed (NIANBAO_DATADIR).
 */
#ifndef FLOW_SESSION_H
#define FLOW_SESSION_H
#include "base/intern.h"
#include "base/settings.h"
#include "flow/options.h"
#include "clock/clock.h"
#include "form/shelf.h"
#include "ledger/rows/ledger_database.h"
#include "rules/catalogue.h"
#include "store/store.h"

struct session {
    struct arena arena;
    const char *data, *templates;                      /* folders data and report_templates */
    struct settings *settings;
    struct schema *schema;
    struct catalogue *catalogue;
    struct clock_law *law;
    struct calendars *calendars;
    char calendar_hash[DIGEST_HEX];
    const char *region;                                /* --region, or NULL */
    struct form_shelf *shelf;
    struct ledger_databases *databases;                /* what opens them for a ledger; NULL = nothing does */
    int as_of;                                         /* --as-of, or today */
    struct intern *names;                              /* taken by this run (names.h): no report overwrites another */
    const char *stamp;                                 /* the instant that documents bear */
};

/* From here on only the files of the run can be opened (confine.h). */
MUST_CHECK bool session_open(struct session *s, const struct options *o, struct diag *diag);
/* Opens a store that has settings and lists for queries; path as for store_open. */
MUST_CHECK bool session_store(const struct session *s, struct store **store, const char *path, struct diag *diag);
void session_close(struct session *s);

#endif
