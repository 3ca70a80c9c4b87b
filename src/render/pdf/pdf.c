#include "render/pdf/pdf.h"
#include "base/memory.h"
#include "base/text.h"
#include "render/page/pages.h"
#include "render/pdf/canvas.h"
#include "render/pdf/pdf_inside.h"
#include <stdlib.h>
#include <string.h>

static bool check(HPDF_Doc pdf, struct diag *diag)
{
    HPDF_STATUS status = HPDF_GetError(pdf);
    if (status == HPDF_OK) return true;
    return diag_fail(diag, DIAG_SYSTEM, "PDF 没有写成：libharu 报错 0x%04lX/%lu", (unsigned long)status,
                     (unsigned long)HPDF_GetErrorDetail(pdf));
}

/* Saves into memory, gives the file its identifier and stages it. */
static bool save(HPDF_Doc pdf, struct outdir *out, const char *file, struct diag *diag)
{
    HPDF_SetPageMode(pdf, HPDF_PAGE_MODE_USE_OUTLINE);
    HPDF_SaveToStream(pdf);
    if (!check(pdf, diag)) return false;
    HPDF_UINT32 n = HPDF_GetStreamSize(pdf);
    HPDF_BYTE *bytes = memory_alloc(n);
    HPDF_ReadFromStream(pdf, bytes, &n);
    bool ok = check(pdf, diag);
    if (ok) {
        archive_identify(bytes, n);
        ok = outdir_put(out, file, bytes, n, diag);
    }
    free(bytes);
    return ok;
}

bool pdf_write(const struct document *d, struct paper *paper, struct outdir *out, const char *file, struct diag *diag)
{
    struct arena arena = {0};
    struct fonts *fonts = NULL;
    struct pdf_canvas *canvas = NULL;
    bool ok = false;

    if (!fonts_open(&fonts, paper->settings, diag)) goto out;
    if (*fonts_lacking(fonts)) {
        ok = true;
        goto out;
    }
    canvas = pdf_canvas_new(fonts);
    struct pages pages = pages_of(&canvas->canvas, &arena, settings_is(paper->settings, "layout.quarter_space"), d->facts.draft);
    const struct archive archive = {paper->pdf_part, &d->facts, fonts_profile(fonts)};
    pages_blocks(&pages, d);
    if (!fonts_complete(fonts, paper, diag) || !pdf_canvas_embed(canvas, paper->pdf_part, diag)) goto out;
    tags_finish(canvas->tags);
    ok = archive_describe(canvas->pdf, &archive, diag) && save(canvas->pdf, out, file, diag);
    if (ok) fonts_report(fonts, paper);
out:
    pdf_canvas_free(canvas);
    fonts_free(fonts);
    arena_release(&arena);
    return ok;
}
