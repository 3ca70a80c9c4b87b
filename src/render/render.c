#include "render/render.h"
#include "base/memory.h"
#include "base/text.h"
#include "render/drivers.h"
#include "render/pdf/pdf.h"
#include <stdlib.h>

const struct driver render_drivers[] = {
    {"pdf", ".pdf", pdf_write, false},
    {"xlsx", ".xlsx", xlsx_write, false},
    {"html", "report.html", html_write, false},
    {"json", "report.json", json_write, false},
    {"findings.json", "findings.json", findings_json_write, true},
    {"findings.csv", "findings.csv", findings_csv_write, true},
    {"findings.xlsx", "问题清单.xlsx", findings_xlsx_write, true},
    {"filings", "报送情况.csv", filings_write, true},
    {"deadlines", "deadlines.csv", deadlines_write, true},
    {"carry-list", "结转清单.csv", carry_list_write, true},
    {"manifest", "manifest.json", manifest_write, false},
    {NULL, NULL, NULL, false},
};

void render_prepare(const struct settings *settings) { pdf_prepare(settings); }

char *render_file_name(const struct driver *d, const struct report *r)
{
    if (d->file[0] != '.') return memory_dup(d->file);
    char *title = outdir_safe_name(r->title);
    struct text name = {0};
    text_printf(&name, "%s%s", title, d->file);
    char *copy = memory_dup(text_get(&name));
    text_release(&name);
    free(title);
    return copy;
}
