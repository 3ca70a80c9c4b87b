/* The HTML driver: a fragment to paste into a website's content system (inline styles, no script, well-formed XML), or a page that
 * opens from the disk with everything in it (document.whole_page).
 *
 * Each number of a grid stands in a <td> whose id is its address ("requests-3.4-enterprise"), before a note in <small>; its
 * headers= names the heads above it and the labels beside it. `nianbao verify` reads the numbers back by these ids.
 *
 * Written by hand: a library that writes XML (libxml2) would do only what render/xml.c does in a few lines, the escaping.
 */
#ifndef RENDER_HTML_HTML_H
#define RENDER_HTML_HTML_H
#include "base/outdir.h"
#include "documents/document.h"

/* Stages the document; fails, and stages nothing, where a text is not UTF-8. */
MUST_CHECK bool html_write(const struct document *d, struct outdir *out, const char *file, struct diag *diag);

#endif
