/* Paragraphs and runs of text. */
#include "render/docx/docx_inside.h"
#include "base/text.h"
#include "render/page/page.h"
#include "render/xml.h"
#include <math.h>
#include <string.h>

static long in_twips(double points) { return lround(points * 20); }
/* Down, so that what was set smaller to fit still fits. */
static long in_half_points(double points) { return (long)floor(points * 2 + 0.01); }

/* CT_PPr: pStyle, keepNext, spacing, ind, jc. */
void docx_open_paragraph(struct docx *x, const struct docx_look *p)
{
    text_printf(x->out, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/>", p->style);
    if (p->keep_next) text_add(x->out, "<w:keepNext/>");
    if (p->new_page) text_add(x->out, "<w:pageBreakBefore/>");
    if (p->size > 0) text_printf(x->out, "<w:spacing w:line=\"%ld\" w:lineRule=\"exact\"/>", in_twips(p->size * CELL_LEADING));
    if (p->signs)
        text_printf(x->out, "<w:ind w:left=\"%ld\" w:right=\"%ld\"/><w:jc w:val=\"center\"/>", in_twips(AREA_WIDTH - SIGNED_RIGHT - SIGNED_WIDTH), in_twips(SIGNED_RIGHT));
    if (p->left) text_add(x->out, "<w:jc w:val=\"left\"/>");
    text_add(x->out, "</w:pPr>");
}

void docx_close_paragraph(struct docx *x) { text_add(x->out, "</w:p>\n"); }

/* Without the hint Word takes “ ” — … for Latin characters. */
static bool is_chinese(const char *s)
{
    for (; *s; s++)
        if ((unsigned char)*s >= 0x80) return true;
    return false;
}

/* CT_RPr: rStyle, rFonts, sz, szCs. */
static void put_properties(struct text *t, const char *style, double size, bool chinese)
{
    if (!style && size <= 0 && !chinese) return;
    text_add(t, "<w:rPr>");
    if (style) text_printf(t, "<w:rStyle w:val=\"%s\"/>", style);
    if (chinese) text_add(t, "<w:rFonts w:hint=\"eastAsia\"/>");
    if (size > 0) text_printf(t, "<w:sz w:val=\"%ld\"/><w:szCs w:val=\"%ld\"/>", in_half_points(size), in_half_points(size));
    text_add(t, "</w:rPr>");
}

static void put_words(struct text *t, const char *words, size_t n)
{
    struct text line = {0};
    if (!n) return;
    text_add_n(&line, words, n);
    text_add(t, "<w:t xml:space=\"preserve\">");
    xml_escape(t, text_get(&line));
    text_add(t, "</w:t>");
    text_release(&line);
}

void docx_run(struct docx *x, const char *style, double size, const char *words)
{
    text_add(x->out, "<w:r>");
    put_properties(x->out, style, size, is_chinese(words));
    for (const char *end; *words; words = end) {
        end = words + strcspn(words, "\n");
        put_words(x->out, words, (size_t)(end - words));
        for (; *end == '\n'; end++) text_add(x->out, "<w:br/>");
    }
    text_add(x->out, "</w:r>");
}

void docx_words(struct docx *x, const char *style, const char *words)
{
    docx_open_paragraph(x, &(struct docx_look){.style = style});
    docx_run(x, NULL, 0, words);
    docx_close_paragraph(x);
    x->below_table = false;
}
