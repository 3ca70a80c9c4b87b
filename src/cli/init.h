/* What the files of nianbao init share (init_shared.c): init.c writes a blank ledger, init_from.c one made from the ledger that an office has,
 * init_form.c a blank form. */
#ifndef CLI_INIT_H
#define CLI_INIT_H
#include "documents/document.h"
#include "documents/blank_ledger.h"
#include "flow/session.h"

/* Where the file is to lie. */
struct init_place {
    const char *path, *dir, *name;
};
struct init_place init_place(struct session *s, const char *path);
/* …/台账.xlsx */
bool init_names_workbook(const char *path);
/* What --agency gives: names are Chinese, codes are ASCII. */
bool init_is_code(const char *agency);
/* Fails where the file is there: it may hold records. */
MUST_CHECK bool init_is_free(const char *path, struct diag *diag);
/* The blank ledger of this run: definitions, guide, the forms that count each table, the agency that was given. */
MUST_CHECK bool init_blank(struct session *s, const struct options *o, struct blank_ledger *blank, struct diag *diag);
/* Writes the document there, where no file is, reads it again, and prints the path. */
MUST_CHECK bool init_write(struct session *s, const char *path, const struct document *d, struct diag *diag);
/* nianbao init --form 年报表.xlsx: gives the exit code. */
int init_form(const struct options *o, struct diag *diag);
struct command;
/* nianbao init 台账.xlsx --from 旧台账…: gives the exit code. `init` is the command itself, to be typed once more. */
int init_from(struct session *s, const struct options *o, const struct command *init, struct diag *diag);

#endif
