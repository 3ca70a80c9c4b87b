/* The commands and the options that each of them takes: the one table of both. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H
#include "flow/options.h"

/* The options that exist; a command lists those it takes. */
enum option_id {
    OPTION_YEAR, OPTION_FORM, OPTION_OUT, OPTION_AS_OF, OPTION_PDF, OPTION_OFD, OPTION_AGENCY, OPTION_PREVIOUS, OPTION_WAIVERS, OPTION_STORE,
    OPTION_ENCODING, OPTION_CALENDAR, OPTION_REGION, OPTION_SETTINGS, OPTION_DATA, OPTION_JSON, OPTION_PLAIN, OPTION_QUIET, OPTION_VERBOSE, OPTION_WAIVER_LINES,
    OPTION_COLUMNS, OPTION_HEADINGS, OPTION_FROM, OPTION_MARK, OPTION_PARENT, OPTION_TEXTS, OPTION_ZERO, OPTION_FORM_FILE, OPTION_FONDS, OPTION_PACKAGE, OPTION_CORRECTS, OPTION_REASONS,
    OPTION_SCHEMA, OPTION_TABLES, OPTION_LABEL,
    OPTION_COUNT
};

/* A line that can be typed as it stands (tests/whole/examples.py types them all), and what it does. */
struct command_example { const char *line, *words; };

struct command {
    const char *name, *arguments, *summary;            /* report, 台账…, 读台账，写年报 */
    const enum option_id *options;                     /* in the order of use; ends with OPTION_COUNT */
    int (*run)(const struct options *o, struct diag *diag);   /* gives the exit code; where it is 2 or more, diag may have the reason */
    enum command_writes writes;
    const char *title;                                 /* 写年报 */
    const struct command_example *examples;            /* the simplest first; ends with one without a line */
};

/* Reads argv[1..] by the command's options (argv[0] is the command). *help is set for --help, -h, and "help" as the only word. */
MUST_CHECK bool options_read(const struct command *c, int argc, char **argv, struct options *o, bool *help, struct diag *diag);
bool options_takes(const struct command *c, enum option_id id);

/* An option in words: the help, the man page and the completion of the shell are made of these. */
enum { OPTION_PATH = 1, OPTION_RARE = 2 };             /* its value is a path and may have any bytes; it stands under 不常用 */
struct option_words {
    const char *name, *value, *title, *words;          /* year, 2025 (an example; NULL = takes none), 年度, what it does */
    int letter, traits;                                /* 'o', or 0 */
};
const struct option_words *options_words(enum option_id id);
extern const struct option_words options_help_words;   /* -h, --help, which every command takes */
const char *options_name(enum option_id id);           /* "year" */
void options_help(const struct command *c);            /* to stdout */

#endif
