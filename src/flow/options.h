/* The options and inputs of the command line. Strings are those of argv. */
#ifndef FLOW_OPTIONS_H
#define FLOW_OPTIONS_H
#include "base/diag.h"
#include "calendar/civil.h"
#include <stddef.h>

/* Where a command writes, apart from --store. */
enum command_writes { WRITES_NOTHING, WRITES_OUT, WRITES_OUT_WITH_MARK, WRITES_ITS_INPUT };

enum { OPTIONS_MOST = 40 };
struct given_option { int option; const char *name, *value; };      /* name without its dashes; value NULL for a flag */

struct server;
struct options {
    const char *program;                               /* argv[0] */
    struct given_option given[OPTIONS_MOST];           /* as typed, for the next command to type (cli/again.h) */
    size_t n_given;
    enum command_writes writes;
    const char *const *inputs;                         /* the arguments behind the command: ledgers, folders, ids */
    size_t n_inputs;
    int year;                                          /* 0 = not given */
    const char *form, *form_file, *data, *settings, *encoding, *agency, *previous, *texts, *waivers, *store, *calendar, *region, *parent, *headings, *from, *fonds, *corrects, *reasons, *schema, *tables, *label;
    struct server *server;                             /* the one that an input is the address of, connected (database/databases.h); else NULL */
    const char *out;                                   /* "out" unless given */
    int as_of;                                         /* a civil day; NO_DAY = not given */
    int pdf_part;                                      /* 1, or 2 */
    bool ofd, zero, json, plain, quiet, verbose, waiver_lines, columns, mark, out_given;
};

#endif
