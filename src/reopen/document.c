#include "reopen/document.h"
#include "base/progress.h"
#include "reopen/reopen_inside.h"
#include <string.h>

static const struct {
    const char *suffix;
    bool (*read)(const char *path, struct diag *diag);
} kinds[] = {{".xlsx", workbook_sound}, {".docx", text_document_sound}, {".pdf", pdf_sound}, {".ofd", layout_sound}, {".json", json_sound}, {".csv", csv_sound}, {".html", page_sound}, {".xml", page_sound}, {".XML", page_sound}};

static bool ends_in(const char *name, const char *suffix)
{
    size_t n = strlen(name), m = strlen(suffix);
    return n >= m && !strcmp(name + n - m, suffix);
}

bool document_sound(const char *path, const char *name, struct diag *diag)
{
    struct diag why;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (ends_in(name, kinds[i].suffix))
            return kinds[i].read(path, &why) || diag_fail(diag, why.kind, "%s%s", why.kind == DIAG_INPUT ? "不完整：" : "", why.text);
    return diag_fail(diag, DIAG_INPUT, "不是本程序写的文件种类，无从核对");
}

bool documents_sound(const struct outdir *out, struct diag *diag)
{
    struct diag why;
    progress_show("重读写好的文件");
    for (size_t i = 0; outdir_name(out, i); i++)
        if (!document_sound(outdir_staged(out, i), outdir_name(out, i), &why))
            return diag_fail(diag, DIAG_SYSTEM, "写不了 %s/%s：写完重读，%s；磁盘可能已满，请腾出空间后重做", outdir_path(out),
                             outdir_name(out, i), why.text);
    return true;
}
