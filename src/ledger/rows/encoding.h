/* A text file as UTF-8, whatever it was written in (docs/zh/台账.md).
 *
 * A byte order mark decides; else the whole file is strict UTF-8, else the whole file is strict GB18030, else it is
 * refused with the offset of the first bad byte. Nothing is guessed from statistics, as uchardet does: it misreads short Chinese
 * tables. iconv converts. NUL and noncharacters (U+FFFF …) are refused. A file that is UTF-8 already is mapped into memory and not
 * copied; the mapping is private, so readers may write into `text`. A reader that goes from front to back says how far it is
 * (encoding_pass), and memory holds a few megabytes of the file at a time.
 *
 *     struct encoded_text t;
 *     if (!encoding_open(&t, path, NULL, &fault)) …
 *     encoding_pass(&t, at);
 *     encoding_close(&t);
 */
#ifndef LEDGER_ENCODING_H
#define LEDGER_ENCODING_H
#include "base/diag.h"
#include "ledger/values/fault.h"
#include <stdbool.h>
#include <stddef.h>

struct encoded_text {
    char *text;                                        /* without a byte order mark; not NUL-terminated */
    size_t n;
    size_t n_broken;                                   /* of a page: bytes that are no character; each is U+FFFD in the text */
    bool end_mark;                                     /* a 0x1A was dropped from its end, as programs of old wrote it */
    bool plain;                                        /* nothing but plain characters and breaks (base/characters.h); false: not known */
    const char *encoding;                              /* "UTF-8", "GB18030", "UTF-16LE" …: static, or `forced` itself */
    const char *odd;                                   /* the first NUL or noncharacter, while opening */
    char *mapped;
    size_t n_mapped, n_passed;
    size_t n_bytes;                                    /* of the mapping, that are decoded */
    char *own;
};

/* What --encoding may name, in letters of any case; ends with NULL. A list, since machines have other converters: these are wherever the program is. */
extern const char *const encoding_names[];
/* `forced` names an encoding that overrides all detection (--encoding), or is NULL. false: fault S01 or S02. */
MUST_CHECK bool encoding_open(struct encoded_text *t, const char *path, const char *forced, struct fault *fault);
/* A web page, which encoding_open refuses: it is no table. As in browsers, NULs are dropped, a few
 * broken characters are U+FFFD, and noncharacters pass. */
MUST_CHECK bool encoding_open_page(struct encoded_text *t, const char *path, struct fault *fault);
/* What lies before `at`, a place in `text`, is not looked at again; nothing happens where no file is open. */
void encoding_pass(struct encoded_text *t, const char *at);
void encoding_close(struct encoded_text *t);           /* also of a zeroed one */

#endif
