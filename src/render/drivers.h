/* The drivers of this room, one a format; render.c lists them in the order of writing. Each stages `file` in `out`. */
#ifndef RENDER_DRIVERS_H
#define RENDER_DRIVERS_H
#include "render/render.h"

MUST_CHECK bool xlsx_write(struct rendering *r, struct outdir *out, const char *file, struct diag *diag);
MUST_CHECK bool html_write(struct rendering *r, struct outdir *out, const char *file, struct diag *diag);
MUST_CHECK bool json_write(struct rendering *r, struct outdir *out, const char *file, struct diag *diag);
MUST_CHECK bool findings_json_write(struct rendering *r, struct outdir *out, const char *file, struct diag *diag);
MUST_CHECK bool findings_csv_write(struct rendering *r, struct outdir *out, const char *file, struct diag *diag);
/* Without findings it writes nothing and lets an older file be removed. */
MUST_CHECK bool findings_xlsx_write(struct rendering *r, struct outdir *out, const char *file, struct diag *diag);
MUST_CHECK bool deadlines_write(struct rendering *r, struct outdir *out, const char *file, struct diag *diag);
MUST_CHECK bool carry_list_write(struct rendering *r, struct outdir *out, const char *file, struct diag *diag);
/* 报送情况.csv, of a report that is the sum of others. */
MUST_CHECK bool filings_write(struct rendering *r, struct outdir *out, const char *file, struct diag *diag);
/* Lists what is staged so far: it must come last. */
MUST_CHECK bool manifest_write(struct rendering *r, struct outdir *out, const char *file, struct diag *diag);

#endif
