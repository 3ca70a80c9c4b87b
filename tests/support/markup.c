#include "markup.h"
#include "render/html/html.h"
#include "sample_report.h"
#include <expat.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

void is_well_formed(const char *xml)
{
    XML_Parser p = XML_ParserCreate("UTF-8");
    if (XML_Parse(p, xml, (int)strlen(xml), 1) != XML_STATUS_OK) fail_msg("line %lu: %s", XML_GetCurrentLineNumber(p), XML_ErrorString(XML_GetErrorCode(p)));
    XML_ParserFree(p);
}

void has_all(const char *text, const char *const *wanted, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!strstr(text, wanted[i])) fail_msg("no %s", wanted[i]);
}

char *page_of(struct document *d, size_t *n)
{
    struct outdir *out;
    struct diag diag;
    char *folder = sample_folder();
    assert_true(outdir_open(&out, folder, &diag));
    assert_true(html_write(d, out, "a.html", &diag));
    assert_true(outdir_commit(out, &diag));
    outdir_close(out);
    document_release(d);
    char *bytes = sample_read(folder, "a.html", n);
    sample_remove_folder(folder);
    return bytes;
}
