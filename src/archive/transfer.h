/* A transfer package (移交包), written into an output folder that is open: everything is staged, 摘要清单.txt last.
 *
 *     bool ok = archive_transfer(&p, out, diag) && outdir_commit(out, diag);
 *
 * The same reports, the same file of the office and the same version of the program give the same bytes: the package bears the stamp of
 * the latest report, never the clock.
 */
#ifndef ARCHIVE_TRANSFER_H
#define ARCHIVE_TRANSFER_H
#include "archive/inspect.h"
#include "base/outdir.h"
#include "base/settings.h"

#define ARCHIVE_CATALOGUE "目录文件.XML"
#define ARCHIVE_METADATA "元数据.xml"
#define ARCHIVE_README_FILE "说明文件.TXT"
#define ARCHIVE_RESULTS_FILE "四性检测.xml"
#define ARCHIVE_RESULTS_PAGE "四性检测.pdf"

struct archive_package {
    const struct archive_words *words;
    const struct fonds *fonds;
    const struct archive_item *items;                  /* in their order */
    size_t n;
    const struct archive_left *left;
    size_t n_left;
    const struct archive_results *results;
    const char *words_sha256, *layout_sha256;          /* of the two files of texts that the package is written by; NULL = it keeps none, as former versions wrote it */
    const struct settings *settings;
    const struct schema *schema;                       /* what identifies a person; NULL where the package is only read */
    const char *templates, *data;                      /* folders of the program's own files */
    const char *rules_hash, *calendar_hash;            /* of these files now */
    const char *made_with;                             /* what 四性检测.pdf was drawn with, a line each (render/pdf/pdf.h); NULL = not known, or there is none */
    const char *calendar;                              /* a calendar of the office's, or NULL */
    const char *program;                               /* "nianbao 0.8.0" */
};

MUST_CHECK bool archive_transfer(const struct archive_package *p, struct outdir *out, struct diag *diag);

#endif
