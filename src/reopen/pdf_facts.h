/* What a PDF that this program wrote says of itself, and what it holds that an archive must not take.
 *
 *     struct pdf_facts facts;
 *     if (!pdf_facts_read(&facts, &arena, path, diag)) …            // it is not whole: reopen/document.h
 *
 * Dictionaries of such a file lie open (PDF 1.4: no streams of objects), so each of them is looked through; what streams draw is not read.
 */
#ifndef REOPEN_PDF_FACTS_H
#define REOPEN_PDF_FACTS_H
#include "base/diag.h"
#include "base/memory.h"

struct pdf_facts {
    int pages;
    const char *title, *author;                        /* of the Info dictionary; NULL = not given */
    const char *xmp_title, *xmp_author, *created;      /* of the metadata: 2026-01-20T00:00:00+08:00 */
    const char *part, *conformance;                    /* "1", "A"; NULL = it does not say that it is PDF/A */
    const char *language;                              /* zh-CN */
    bool intent, tagged, encrypted;                    /* an output intent; a structure tree */
    size_t fonts, embedded;                            /* that draw; those with the font itself */
    const char *active;                                /* the first name that our PDFs do not hold: a script, an action, a link, an attached file, a form; NULL = none */
};

/* Strings belong to the arena. */
MUST_CHECK bool pdf_facts_read(struct pdf_facts *facts, struct arena *arena, const char *path, struct diag *diag);

#endif
