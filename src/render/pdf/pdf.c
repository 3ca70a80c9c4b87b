#include "render/pdf/pdf.h"
#include "base/memory.h"
#include "render/pdf/archive.h"
#include "render/pdf/document.h"
#include <stdlib.h>

static bool check(HPDF_Doc pdf, struct diag *diag)
{
    HPDF_STATUS status = HPDF_GetError(pdf);
    if (status == HPDF_OK) return true;
    return diag_fail(diag, DIAG_SYSTEM, "PDF 没有写成：libharu 报错 0x%04lX/%lu", (unsigned long)status,
                     (unsigned long)HPDF_GetErrorDetail(pdf));
}

static bool describe(const struct pdf_job *job, const struct rendering *r, HPDF_Doc pdf, struct diag *diag)
{
    return archive_describe(pdf, &(struct archive){r->pdf_part, job->title, job->author, job->subject, job->program, job->stamp,
                                                   settings_text(r->settings, "icc.srgb")}, diag);
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

bool pdf_make(const struct pdf_job *job, struct rendering *r, struct outdir *out, const char *file, struct diag *diag)
{
    struct arena arena = {0};
    struct fonts *fonts = NULL;
    struct canvas *canvas = NULL;
    bool ok = false;

    if (!fonts_open(&fonts, r->settings, diag)) goto out;
    canvas = canvas_new(fonts);
    struct flow flow = {.canvas = canvas, .fonts = fonts, .arena = &arena, .draft_text = job->draft_text};
    job->draw(&flow, job->what);
    if (!fonts_complete(fonts, diag)) goto out;
    if (!canvas_embed(canvas, r->pdf_part, diag)) goto out;
    tags_finish(canvas->tags);
    if (!describe(job, r, canvas->pdf, diag) || !save(canvas->pdf, out, file, diag)) goto out;
    ok = fonts_report(fonts, r, diag);
out:
    canvas_free(canvas);
    fonts_free(fonts);
    arena_release(&arena);
    return ok;
}

static void draw_report(struct flow *f, const void *what) { document_draw(f, what); }

bool pdf_write(struct rendering *r, struct outdir *out, const char *file, struct diag *diag)
{
    const struct report *report = r->report;
    struct pdf_job job = {.title = report->title, .author = report->agency.name, .subject = "政府信息公开工作年度报告", .program = report->program,
                          .stamp = report->stamp, .draw = draw_report, .what = report};
    if (report->draft) job.draft_text = report->draft_text ? report->draft_text : "草稿";
    return pdf_make(&job, r, out, file, diag);
}

void pdf_prepare(const struct settings *settings) { fonts_prepare(settings); }
