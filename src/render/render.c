#include "render/render.h"
#include "base/memory.h"
#include "base/text.h"
#include "render/drivers.h"
#include "render/pdf/pdf.h"
#include <stdlib.h>

const struct driver render_drivers[] = {
    {"pdf", ".pdf", pdf_write},
    {"xlsx", ".xlsx", xlsx_write},
    {"html", "report.html", html_write},
    {"json", "report.json", json_write},
    {"findings.json", "findings.json", findings_json_write},
    {"findings.csv", "findings.csv", findings_csv_write},
    {"findings.xlsx", "问题清单.xlsx", findings_xlsx_write},
    {"filings", "报送情况.csv", filings_write},
    {"deadlines", "deadlines.csv", deadlines_write},
    {"carry-list", "结转清单.csv", carry_list_write},
    {"manifest", "manifest.json", manifest_write},
    {NULL, NULL, NULL},
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
