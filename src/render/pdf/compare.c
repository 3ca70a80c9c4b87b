/* 比较.pdf: a few pages for the superior's desk. Title and summary, all together, charts of the latest year, years side by
 * side, what stands out, the agencies, and how to read it. The page, the headings and the tables are those of the report. */
#include "render/pdf/compare_parts.h"
#include "render/pdf/document.h"
#include "render/pdf/pdf.h"

struct book { const struct comparison *comparison; const char *title; size_t charted, listed; int section; };

static const char *const numbers[] = {"一", "二", "三", "四", "五", "六", "七"};

static const char *heading(struct flow *f, struct book *b, const char *words)
{
    return arena_printf(f->arena, "%s、%s", numbers[b->section++], words);
}

static void draw_charts(struct flow *f, struct book *b)
{
    const struct comparison *c = b->comparison;
    bool begun = false;
    for (size_t i = 0; i < c->indicators->n; i++) {
        if (!c->indicators->list[i].chart) continue;
        struct chart chart = chart_make(f->arena, c, i, 0, b->charted);
        if (!chart.n) continue;
        double height = compare_chart_height(&chart);
        if (!begun) {
            flow_snap(f);
            if (flow_room(f) < height + 2 * FLOW_PITCH) flow_new_page(f);
            document_heading(f, heading(f, b, arena_printf(f->arena, "%d年各机关比较", chart.year)), NULL, 0);
        }
        begun = true;
        fonts_at(f->fonts, arena_printf(f->arena, "图“%s”", chart.indicator->label));
        document_subheading(f, chart.heading, height);
        compare_chart_draw(f, c, &chart);
    }
}

static void draw_table(struct flow *f, struct book *b, const char *words, const struct report_table *table)
{
    if (table) document_heading(f, heading(f, b, words), table, 0);
}

static void draw_notes(struct flow *f, struct book *b)
{
    size_t n_cautions, n_method;
    const char *const *cautions = comparison_cautions(f->arena, b->comparison, &n_cautions);
    const char *const *method = comparison_method(f->arena, b->comparison, &n_method);
    draw_table(f, b, "指标怎样算", compare_table_of_formulas(f->arena, b->comparison));
    document_heading(f, heading(f, b, "说明"), NULL, 1);
    fonts_at(f->fonts, "说明");
    for (size_t i = 0; i < n_cautions; i++) document_prose(f, cautions[i]);
    for (size_t i = 0; i < n_method; i++) document_prose(f, method[i]);
}

/* What must be known before any number is looked at (drafts, mixed editions, files that were not read) is pointed to here and
 * said with the notes, so that the first table keeps its room on the page. */
static void draw_opening(struct flow *f, const struct book *b)
{
    size_t n;
    const char *summary = comparison_summary(f->arena, b->comparison);
    (void)comparison_cautions(f->arena, b->comparison, &n);
    fonts_at(f->fonts, "开头一段");
    document_prose(f, n ? arena_printf(f->arena, "%s请先看“说明”。", summary) : summary);
}

static void draw(struct flow *f, const void *what)
{
    struct book b = *(const struct book *)what;
    f->document = tag_new(f->canvas->tags, NULL, "Document");
    flow_new_page(f);
    document_title(f, b.title, "");
    draw_opening(f, &b);
    draw_table(f, &b, "总的情况", compare_table_of_all(f->arena, b.comparison));
    draw_charts(f, &b);
    draw_table(f, &b, "各年度比较", compare_table_of_years(f->arena, b.comparison, b.listed));
    draw_table(f, &b, "离群", compare_table_of_outliers(f->arena, b.comparison, b.listed));
    draw_table(f, &b, arena_printf(f->arena, "%d年各机关一览", b.comparison->years[0].year),
               compare_table_of_agencies(f->arena, b.comparison, b.listed));
    draw_notes(f, &b);
}

bool pdf_compare_write(struct comparison_rendering *r, struct outdir *out, const char *file, struct diag *diag)
{
    struct book b = {.comparison = r->comparison, .title = r->title, .charted = (size_t)settings_number(r->paper.settings, "compare.charted"),
                     .listed = (size_t)settings_number(r->paper.settings, "compare.listed")};
    struct pdf_job job = {.title = r->title, .author = r->author, .subject = "政府信息公开工作年度报告比较", .program = r->program, .stamp = r->stamp,
                          .draw = draw, .what = &b};
    return pdf_make(&job, &r->paper, out, file, diag);
}
