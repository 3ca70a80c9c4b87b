/* The zip file of a workbook and its XML parts, for xlsx_reader and for the reopening of written workbooks.
 *
 * xlsx_package_open proves the zip file before anything is read. A part is parsed by a pump that the handlers may pause
 * (at the end of a row) and go on with later; the handlers see names without namespace prefixes, and stop everything
 * with xlsx_pump_fail. Of an mc:AlternateContent they see the Fallback: what the choices ask for is not known here.
 */
#ifndef WORKBOOK_XLSX_PACKAGE_H
#define WORKBOOK_XLSX_PACKAGE_H
#include "base/diag.h"
#include "base/memory.h"
#include <expat.h>
#include <stddef.h>
#include <stdint.h>
#include <zip.h>

struct xlsx_package { zip_t *zip; char *path; };

MUST_CHECK bool xlsx_package_open(struct xlsx_package *p, const char *path, struct diag *diag);
void xlsx_package_close(struct xlsx_package *p);
bool xlsx_package_has(const struct xlsx_package *p, const char *part);
/* The part that `target` of a relationship of `base` means: "/xl/a.xml", "../b.xml", "c.xml"; from the arena. */
const char *xlsx_package_resolve(struct arena *arena, const char *base, const char *target);

/* The callbacks of a reader of one part; any may be NULL. Attributes are name, value, name, value, NULL. */
struct xlsx_handlers {
    void (*start)(void *user, const char *name, const char **attributes);
    void (*end)(void *user, const char *name);
    void (*text)(void *user, const char *bytes, size_t n);
};
/* The value of the attribute of that local name, or NULL. */
const char *xlsx_attribute(const char **attributes, const char *name);

struct xlsx_pump {
    const struct xlsx_package *package;
    const char *part;
    const struct xlsx_handlers *handlers;
    void *user;
    zip_file_t *file;
    XML_Parser parser;
    int64_t left;                                      /* bytes that the part may still have */
    int64_t silent;                                    /* bytes since the parser last called a handler */
    int depth;
    int skipped;                                       /* depth of the mc:Choice that is being passed over; 0 = none */
    const char *fault;                                 /* NULL while all is well */
};
MUST_CHECK bool xlsx_pump_open(struct xlsx_pump *pump, const struct xlsx_package *package, const char *part,
                               const struct xlsx_handlers *handlers, void *user, struct diag *diag);
/* Parses up to the next pause or the end; *finished tells which. */
MUST_CHECK bool xlsx_pump_run(struct xlsx_pump *pump, bool *finished, struct diag *diag);
void xlsx_pump_close(struct xlsx_pump *pump);
/* For the handlers. The fault is a short Chinese clause that outlives the pump. */
void xlsx_pump_fail(struct xlsx_pump *pump, const char *fault);
void xlsx_pump_pause(struct xlsx_pump *pump);
/* A whole part at once; `pump` is there for the handlers to fail with. */
MUST_CHECK bool xlsx_pump_all(struct xlsx_pump *pump, const struct xlsx_package *package, const char *part,
                              const struct xlsx_handlers *handlers, void *user, struct diag *diag);

#endif
