#include "render/pdf/pdf.h"
#include "base/memory.h"
#include "base/text.h"
#include "render/fonts/fonts.h"
#include "render/page/line_breaks.h"
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

/* Saves into memory and gives the file its identifier. */
static bool save(HPDF_Doc pdf, unsigned char **bytes, size_t *size, struct diag *diag)
{
    HPDF_SetPageMode(pdf, HPDF_PAGE_MODE_USE_OUTLINE);
    HPDF_SaveToStream(pdf);
    if (!check(pdf, diag)) return false;
    HPDF_UINT32 n = HPDF_GetStreamSize(pdf);
    *bytes = memory_alloc(n);
    HPDF_ReadFromStream(pdf, *bytes, &n);
    *size = n;
    if (check(pdf, diag)) {
        archive_identify(*bytes, n);
        return true;
    }
    free(*bytes);
    *bytes = NULL;
    return false;
}

bool pdf_bytes(const struct document *d, struct paper *paper, unsigned char **bytes, size_t *n, struct diag *diag)
{
    struct arena arena = {0};
    struct fonts *fonts = NULL;
    struct pdf_canvas *canvas = NULL;
    bool ok = false;

    *bytes = NULL;
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
    ok = archive_describe(canvas->pdf, &archive, diag) && digest_file_sha256(fonts_profile(fonts), paper->profile, diag) && save(canvas->pdf, bytes, n, diag);
    if (ok) fonts_report(fonts, paper);
out:
    pdf_canvas_free(canvas);
    fonts_free(fonts);
    arena_release(&arena);
    return ok;
}

bool pdf_write(const struct document *d, struct paper *paper, struct outdir *out, const char *file, struct diag *diag)
{
    unsigned char *bytes;
    size_t n;
    if (!pdf_bytes(d, paper, &bytes, &n, diag)) return false;
    bool ok = !bytes || outdir_put(out, file, bytes, n, diag);
    free(bytes);
    return ok;
}

void pdf_made_with(const struct paper *paper, struct text *lines)
{
    for (size_t i = 0; i < paper->n_fonts; i++) {
        const struct used_font *f = &paper->fonts[i];
        text_printf(lines, "字体 %s %s %s %s\n", f->role, f->face, f->revision, f->tables);
    }
    text_printf(lines, "颜色特性文件 %s\n设置 layout.quarter_space=%s\n", paper->profile, settings_text(paper->settings, "layout.quarter_space"));
    text_printf(lines, "程序库 libharu %s、HarfBuzz %s、libunibreak %d.%d\n", HPDF_GetVersion(), fonts_library(), line_breaks_library() >> 8, line_breaks_library() & 0xFF);
}
