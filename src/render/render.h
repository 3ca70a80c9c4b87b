/* Writing a report: one driver a format behind one call.
 *
 * Drivers read the model and nothing else: no ledger row, no database. Each stages one file in the output folder and
 * fails with a diag when it cannot (a character that no font has is named with its place). The same model gives the
 * same bytes: no clock, no locale, no addresses.
 */
#ifndef RENDER_RENDER_H
#define RENDER_RENDER_H
#include "base/outdir.h"
#include "base/settings.h"
#include "form/report.h"
#include "rules/finding.h"
#include "tally/deadlines.h"
#include <stdio.h>

/* A font that was embedded, for the manifest. */
struct used_font { char role[16]; char face[64]; char path[512]; char sha256[DIGEST_HEX]; bool substitute; };
enum { RENDER_MAX_FONTS = 8 };

struct rendering {
    const struct report *report;
    const struct findings *findings;
    const struct deadline *deadlines;
    size_t n_deadlines;
    const struct settings *settings;
    int pdf_part;                                      /* 1 = PDF/A-1a, 2 = PDF/A-2a with PDF/UA-1 */
    struct used_font fonts[RENDER_MAX_FONTS];          /* filled by the PDF driver */
    size_t n_fonts;
};

struct driver {
    const char *name;                                  /* "pdf" */
    const char *file;                                  /* "report.json", or a suffix ".pdf" behind the report's title */
    bool (*write)(struct rendering *r, struct outdir *out, const char *file, struct diag *diag);
    bool private;                                      /* a list of rows or agencies: for the office's eyes (docs/privacy.md) */
};

/* All drivers, in the order in which they are written; the last has name NULL. The manifest is the last one. */
extern const struct driver render_drivers[];

/* Before several processes write reports: what each of them would work out alone, the digests of the fonts' files, is worked
 * out once. What cannot be is said by the driver that needs it. */
void render_prepare(const struct settings *settings);

/* The findings as findings.json has them, on an open stream; false when they cannot be written. */
MUST_CHECK bool findings_json_print(FILE *out, const struct findings *findings);

/* The file name that a driver writes for the report: safe for a file system. malloc()ed. */
char *render_file_name(const struct driver *d, const struct report *r);

#endif
