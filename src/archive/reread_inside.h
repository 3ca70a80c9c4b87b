/* A package that is being read back. */
#ifndef ARCHIVE_REREAD_INSIDE_H
#define ARCHIVE_REREAD_INSIDE_H
#include "archive/digest_list.h"
#include "archive/reread.h"
#include "archive/tree.h"
#include "base/memory.h"

struct archive_item;

/* A package that is being read back: what lies in it, and what was found. */
struct rereading {
    const char *folder;
    const struct reread_own *own;
    struct arena arena;
    struct digest_list list;
    reread_found found;
    void *context;
    struct reread *counts;
    const struct archive_words *words;                 /* by which it is written again: kept_words, or where it keeps none the program's */
    struct archive_words *kept_words;
    const char *words_sha256, *layout_sha256;          /* of the texts that it keeps; NULL = none, a former version wrote it */
    struct form_shelf *forms;                          /* those that it keeps */
    const char *words_told;                            /* the last file whose words are told to be others */
    const char *of_another;                            /* said behind a line that is written in another way: "", or that another version wrote the package */
};

void reread_tell(struct rereading *r, const char *kind, const char *file, const char *format, ...) __attribute__((format(printf, 4, 5)));
const char *reread_path(struct rereading *r, const char *name);
const char *reread_link(struct rereading *r, const char *name);      /* the outermost part of the path that is a link, or NULL */
bool reread_may_open(struct rereading *r, const char *name);         /* it is listed, and a file of bounded size that no link leads to */
/* A listed file whole, with a NUL behind it; the caller frees it. NULL: it cannot be read, which is told elsewhere. */
char *reread_bytes(struct rereading *r, const char *name, size_t *n);
/* reread_records.c: 元数据.xml of each item, against its documents and the catalogue. */
struct record { const char *place; const struct tree *root; bool listed; };
struct records { struct record *list; size_t n; bool lacking; };      /* lacking: of an item that the package has, or has had, there is no record */
void reread_records(struct rereading *r, struct records *all);
/* reread_compare.c: a file against what it should be. One finding a file, the first line that differs; false: there is one. */
bool reread_compare(struct rereading *r, const char *name, const char *wanted, size_t n);
const char *reread_line(struct arena *a, const char *bytes, size_t n, size_t at);      /* the line around a place, cut where it is long */
/* reread_again.c: what the program writes of these reports, written again. */
void reread_again(struct rereading *r, const struct records *all);
struct archive_package;
/* reread_wordless.c: words of a former version, which the package does not keep. `w`: a copy of r->words, which takes what the records say instead. */
bool reread_is_wordless(const struct rereading *r);
void reread_adopt_abstract(struct rereading *r, struct archive_words *w, const struct archive_item *item, const struct tree *record);
void reread_adopt_results(struct rereading *r, const struct archive_package *p, struct archive_words *w, struct archive_results *results);
bool reread_adopt_readme(struct rereading *r, const struct archive_package *p, const char *bytes);      /* false: it has to be compared */
void reread_note(struct rereading *r, const char *name, const char *wanted, size_t n);      /* a file of words alone */
/* reread_readme.c: 说明文件.TXT, and the sources that it does not say were left out. */
void reread_readme(struct rereading *r, const struct archive_package *p);
/* reread_page.c: 四性检测.pdf, drawn again where this machine draws as the one did that wrote the package. */
void reread_page(struct rereading *r, const struct archive_package *p, bool same_version);
/* reread_kept.c: finds r->words; and the form of an item, whose record says what is not made of it. */
void reread_take_words(struct rereading *r);
void reread_take_form(struct rereading *r, struct archive_item *item, const struct tree *record);
/* reread_names.c: the files that a package of these items has, and no others (told where all of the items could be read). */
void reread_names(struct rereading *r, const struct archive_item *items, size_t n, bool all, bool same_version);
/* reread_sources.c: what the reports were made by. It should be there, with its digest. */
const char *reread_source_name(struct rereading *r, const struct archive_item *item, int made);      /* a file, or a folder */
bool reread_there(struct rereading *r, const char *name);            /* something of this name, listed or not */
void reread_source(struct rereading *r, const struct archive_item *item, int made);
/* Schemas, where this version wrote the package: they are the program's own. */
void reread_own_files(struct rereading *r, bool same_version);

#endif
