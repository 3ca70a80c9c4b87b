/* What was asked for on the command line. Strings are those of argv. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H
#include "base/diag.h"
#include <stddef.h>

struct command;

struct options {
    const struct command *command;
    const char *const *inputs;                         /* what stands behind the command: ledgers, folders, ids */
    size_t n_inputs;
    int year;                                          /* 0 = not given */
    const char *form, *data, *settings, *encoding, *agency, *previous, *waivers, *store, *calendar, *region, *parent;
    const char *out;                                   /* "out" unless given */
    int as_of;                                         /* a civil day; NO_AS_OF = not given */
    int pdf_part;                                      /* 1, or 2 */
    bool json, quiet, verbose, waiver_lines, headings, mark, out_given;
};
enum { NO_AS_OF = -2147483647 - 1 };

/* The options that exist; a command lists those it takes. */
enum option_id {
    OPTION_YEAR, OPTION_FORM, OPTION_OUT, OPTION_AS_OF, OPTION_PDF, OPTION_AGENCY, OPTION_PREVIOUS, OPTION_WAIVERS, OPTION_STORE,
    OPTION_ENCODING, OPTION_CALENDAR, OPTION_REGION, OPTION_SETTINGS, OPTION_DATA, OPTION_JSON, OPTION_QUIET, OPTION_VERBOSE, OPTION_WAIVER_LINES,
    OPTION_HEADINGS, OPTION_MARK, OPTION_PARENT,
    OPTION_COUNT
};

/* Where a command writes, apart from --store. */
enum command_writes { WRITES_NOTHING, WRITES_OUT, WRITES_OUT_WITH_MARK, WRITES_ITS_INPUT };

struct command {
    const char *name, *arguments, *summary;            /* report, 台账…, 读台账，写年报 */
    const enum option_id *options;                     /* ends with OPTION_COUNT */
    int (*run)(const struct options *o, struct diag *diag);   /* an exit code; where it is 2 or more, diag may say why */
    enum command_writes writes;
};

/* Reads argv[1..] by the command's options (argv[0] is the command). *help is set for --help. */
MUST_CHECK bool options_read(const struct command *c, int argc, char **argv, struct options *o, bool *help, struct diag *diag);
void options_help(const struct command *c);            /* to stdout */

#endif
