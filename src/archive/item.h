/* One report of a transfer package: an output folder (年度/机关) as it lies on the disk.
 *
 *     struct archive_item item;
 *     if (!archive_item_read(&item, words, "out/2025/HD01", "out/2025/HD01/manifest.json", diag)) return false;     // a draft, or no report of ours
 *     archive_item_release(&item);
 */
#ifndef ARCHIVE_ITEM_H
#define ARCHIVE_ITEM_H
#include "archive/words.h"
#include "base/digest.h"
#include "form/shelf.h"
#include "reopen/pdf_facts.h"
#include <jansson.h>

struct archive_file {
    const char *name, *path;                           /* path: where it lies */
    const struct archive_kind *kind;                   /* NULL: internal, or not taken */
    bool internal, missing;                            /* missing: the manifest lists it, and the folder has no such file */
    struct digests digests;                            /* as they are now */
};
enum archive_made { MADE_BY_FORM, MADE_BY_RULES, MADE_BY_CALENDAR, MADE_BY_SETTINGS, MADE_BY };

/* An edition of the same report that the office says was handed over before, and by which 档号; sha256: of its report.json. */
struct archive_earlier { int edition; const char *number, *sha256; };

struct archive_item {
    struct arena arena;
    const char *folder;                                /* as it was given or found */
    json_t *report, *manifest;
    /* what they say */
    const char *code, *name, *type, *form;             /* code and type NULL = not given */
    int year, edition;                                 /* edition 1 where there is none */
    const char *program, *stamp;
    const char *made_by[MADE_BY];                      /* SHA-256; NULL = not recorded, or the two differ */
    struct archive_file *files;                        /* those of the manifest that are taken, or that should be there */
    size_t n_files;
    const struct archive_file *pdf;                    /* NULL = none that is there */
    struct pdf_facts facts;                            /* of it */
    bool has_facts;
    const char *title;                                 /* of the PDF; else what its file is called */
    const struct form *its_form;                       /* the one of that id that is at hand, though it may have another digest; NULL = none. Not the item's own */
    const char *abstract;                              /* 摘要 as it was said, where a package that is read has not the form; NULL = it is made of its_form */
    /* what the office says; NULL = not given */
    const char *number, *retention, *secrecy;          /* 档号, 保管期限, 密级 */
    const char *row;                                   /* the row of numbers that the rule makes for it (serial.h), or NULL */
    struct archive_earlier *earlier;                   /* editions that lie between the one before it in the package and this one, in their order; not the item's own */
    size_t n_earlier;
    const char *place;                                 /* 电子档案/2025/档号 */
    const char *internal_place;                        /* 内部/2025/档号 */
};

/* manifest: the path of the folder's manifest.json, which in a package lies elsewhere. */
MUST_CHECK bool archive_item_read(struct archive_item *item, const struct archive_words *words, const char *folder, const char *manifest, struct diag *diag);
void archive_item_release(struct archive_item *item);
/* Finds its_form on the shelf, which must outlive it; that there is none is no failure. */
MUST_CHECK bool archive_item_take_form(struct archive_item *item, struct form_shelf *shelf, struct diag *diag);
/* By year, agency and edition. */
int archive_item_order(const struct archive_item *a, const struct archive_item *b);
/* The code, or where there is none the name. */
const char *archive_item_agency(const struct archive_item *item);
const char *archive_item_id(struct arena *a, const struct archive_item *item);       /* 电子文件号: agency-year-edition */
/* How messages call it: 2025年度 江州市云溪县自然资源局 */
const char *archive_item_words(struct arena *a, const struct archive_item *item);
const struct archive_earlier *archive_item_earlier(const struct archive_item *item, int edition);      /* NULL = not said of it */
const char *archive_item_day(struct arena *a, const struct archive_item *item);      /* 2026-01-20, of its stamp */

#endif
