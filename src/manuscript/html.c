#include "base/file.h"
#include "ledger/rows/encoding.h"
#include "manuscript/child.h"
#include "manuscript/html_inside.h"

/* A report's page has 0.1 to 0.5 MiB, pasted from Word up to 2. */
static const int64_t most = 8 * MEBIBYTE;

bool html_read(struct manuscript *m, const char *path, struct diag *diag)
{
    struct encoded_text page;
    struct fault fault = {0};
    struct diag too_large;
    if (!file_check(path, most, &too_large)) {
        manuscript_refuse(m, "超过 8 MB，不像一份年报：请在浏览器里打开，把正文复制到 Word 里存为 .docx");
        return true;
    }
    if (!encoding_open_page(&page, path, &fault)) {
        manuscript_refuse(m, "%s：请在浏览器里打开，另存为“网页，仅 HTML”，或交 .docx、.xlsx", fault.text);
        return true;
    }
    bool ok = child_read(m, page.text, page.n, html_parse, NULL, diag);
    if (ok && page.n_broken) manuscript_remark(m, "网页里有坏的字节（%zu 个），显示为 �", page.n_broken);
    encoding_close(&page);
    return ok;
}
