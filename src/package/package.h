/* A zip file of XML parts: a workbook (XLSX) or a text document (DOCX), from anywhere.
 *
 * package_open proves the zip file before anything is read. A part is parsed by a pump that the handlers may pause
 * (at the end of a row) and go on with later; the handlers see names without namespace prefixes, and stop everything
 * with package_pump_fail. Of an mc:AlternateContent they see one branch: of a workbook the Fallback, since what the choices ask for
 * is not known here; of a text the Choice, since its Fallback repeats the words of a drawing.
 */
#ifndef PACKAGE_PACKAGE_H
#define PACKAGE_PACKAGE_H
#include "base/diag.h"
#include "base/memory.h"
#include <expat.h>
#include <stddef.h>
#include <stdint.h>
#include <zip.h>

/* How messages speak of it, and what bounds it. */
struct package_kind {
    const char *name, *remedy;                         /* 工作簿; what to do with one that cannot be read */
    const char *is_not, *ending, *program;             /* of a file that is no package at all */
    int depth;                                         /* of elements */
    int64_t part_bytes;                                /* most of a part that is parsed */
    const char *passed_over;                           /* branch of an mc:AlternateContent */
};
extern const struct package_kind package_of_workbook, package_of_text;
struct package { zip_t *zip; char *path; const struct package_kind *kind; };

MUST_CHECK bool package_open(struct package *p, const char *path, const struct package_kind *kind, struct diag *diag);
void package_close(struct package *p);
bool package_has(const struct package *p, const char *part);
/* The part that `target` of a relationship of `base` means: "/xl/a.xml", "../b.xml", "c.xml"; from the arena. */
const char *package_resolve(struct arena *arena, const char *base, const char *target);

/* The callbacks of a reader of one part; any may be NULL. Attributes are name, value, name, value, NULL. */
struct package_handlers {
    void (*start)(void *user, const char *name, const char **attributes);
    void (*end)(void *user, const char *name);
    void (*text)(void *user, const char *bytes, size_t n);
};
/* The value of the attribute of that local name, or NULL. */
const char *package_attribute(const char **attributes, const char *name);

struct package_pump {
    const struct package *package;
    const char *part;
    const struct package_handlers *handlers;
    void *user;
    zip_file_t *file;
    XML_Parser parser;
    int64_t left;                                      /* bytes that the part may still have */
    int64_t silent;                                    /* bytes since the parser last called a handler */
    int depth;
    int skipped;                                       /* depth of the branch that is being passed over; 0 = none */
    const char *fault;                                 /* NULL while all is well */
};
MUST_CHECK bool package_pump_open(struct package_pump *pump, const struct package *package, const char *part,
                               const struct package_handlers *handlers, void *user, struct diag *diag);
/* Parses up to the next pause or the end; *finished tells which. */
MUST_CHECK bool package_pump_run(struct package_pump *pump, bool *finished, struct diag *diag);
void package_pump_close(struct package_pump *pump);
/* For the handlers. The fault is a short Chinese clause that outlives the pump. */
void package_pump_fail(struct package_pump *pump, const char *fault);
void package_pump_pause(struct package_pump *pump);
/* A whole part at once; `pump` is there for the handlers to fail with. */
MUST_CHECK bool package_pump_all(struct package_pump *pump, const struct package *package, const char *part,
                              const struct package_handlers *handlers, void *user, struct diag *diag);

#endif
