/* The parts of a package that was written (XLSX, DOCX), read to their ends: unpacked to their checksums, well-formed, each with a type,
 * every relation leading to a part, and the first of them to the main part. What parts claim of each other is each kind's own.
 */
#ifndef REOPEN_PARTS_INSIDE_H
#define REOPEN_PARTS_INSIDE_H
#include "base/intern.h"
#include "package/package.h"

struct parts {
    struct package package;
    struct arena arena;
    struct intern *types;                              /* of [Content_Types].xml: "xml", "/xl/workbook.xml" */
    bool leads_to_main;
    const struct parts_kind *kind;
    void *claims;                                      /* the kind's own */
};
/* What the handlers of a part are called with. */
struct part { struct parts *parts; struct package_pump pump; const char *name; };

/* Of the parts whose name begins and ends so. end() is called behind a whole part, and may return a fault (a Chinese clause). */
struct part_reader {
    const char *begin, *end_of_name;
    struct package_handlers handlers;
    const char *(*end)(struct part *part);
};
struct parts_kind {
    const struct package_kind *package;
    const char *main, *relations;                      /* xl/workbook.xml, xl/_rels/workbook.xml.rels */
    const char *not_one, *not_led;                     /* 不是工作簿该有的, 不指向工作簿 */
    const struct part_reader *readers;                 /* of other parts nothing is asked but their ends; each ends in .xml */
    size_t n_readers;
    void (*on_relation)(struct part *part, const char *target);      /* NULL = nothing is to be counted */
};

extern const struct package_kind parts_of_layout;     /* OFD (layout.c) */
/* Of any zip file; package_close in either case. */
MUST_CHECK bool parts_open(struct package *p, const char *path, const struct package_kind *kind, struct diag *diag);
MUST_CHECK bool parts_sound(const char *path, const struct parts_kind *kind, void *claims, struct diag *diag);
bool parts_refuse(const char *part, const char *why, struct diag *diag);     /* false */
int64_t parts_number(const char **attributes, const char *name);             /* -1: it has none of that name */

#endif
