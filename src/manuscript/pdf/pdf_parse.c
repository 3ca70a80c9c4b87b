#include "manuscript/pdf/libraries.h"
#include "manuscript/pdf/pdf_inside.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_PAGES = 200, END_WITHIN = 4096 };
static const double as_wide_as_a_table = 200;          /* points */
static const char hand_in[] = "请交 .docx 或 .xlsx";

/* One page, taken apart. */
struct paper_sheet {
    int number;
    struct pdf_grids grids;
    struct pdf_fragment *fragments;
    struct pdf_boxes pictures;                         /* as wide as a table may be */
};

struct pdf_pages {
    struct manuscript *m;
    struct pdf_libraries pdf;
    struct paper_sheet *sheets;
    struct pdf_column *columns;                        /* the text of each sheet */
    size_t n;
    size_t letters, lost, tables, pictures, scans;     /* of all pages; pages that are one picture, with or without hidden text */
    struct pdf_passed passed;
    struct pdf_fonts absent;
};

/* ---- pages ---- */

static size_t count_letters(const struct pdf_page *page)
{
    size_t n = 0;
    for (size_t i = 0; i < page->n_letters; i++) n += !pdf_is_blank(page->letters[i].c);
    return n;
}

static void take_page(struct pdf_pages *d, struct pdf_page *page, size_t i)
{
    struct paper_sheet *s = &d->sheets[i];
    size_t letters = count_letters(page);
    s->number = page->number;
    d->columns[i].height = page->height;
    d->letters += letters;
    d->lost += page->n_lost;
    d->pictures += page->pictures.n > 0;
    d->scans += pdf_page_is_picture(page) && page->glyphs.n * 5 < letters + 1;
    s->fragments = memory_alloc((s->grids.n + 1) * sizeof *s->fragments);
    d->tables += s->grids.n;
    pdf_cells_fill(page, &s->grids, &d->m->arena, s->fragments, &d->columns[i].lines, &d->passed);
    for (size_t k = 0; k < page->pictures.n; k++) {
        const struct pdf_box *b = &page->pictures.of[k];
        if (b->x2 - b->x1 < as_wide_as_a_table) continue;
        s->pictures.of = memory_grow(s->pictures.of, s->pictures.n, &s->pictures.cap, sizeof *s->pictures.of);
        s->pictures.of[s->pictures.n++] = *b;
    }
}

static void read_page(struct pdf_pages *d, PopplerDocument *from, size_t i)
{
    struct pdf_page page;
    PopplerPage *one = d->pdf.poppler_document_get_page(from, (int)i);
    if (!one) {
        manuscript_refuse(d->m, "第%zu页损坏，读不出来：%s", i + 1, hand_in);
        return;
    }
    bool ok = pdf_page_read(&d->pdf, one, &d->absent, (int)i + 1, &page) && pdf_grids_find(&d->sheets[i].grids, page.rules.of, page.rules.n);
    if (ok && page.lies) manuscript_refuse(d->m, "第%zu页的字是横倒或颠倒的：请把页面转正再交", i + 1);
    else if (ok) take_page(d, &page, i);
    else if (page.too_much) manuscript_refuse(d->m, "第%zu页太大或者画的东西太多，不像年报的一页：%s", i + 1, hand_in);
    else manuscript_refuse(d->m, "第%zu页读不出来：%s", i + 1, hand_in);
    pdf_page_release(&page);
    d->pdf.g_object_unref(one);
}

static void refuse_unfit(struct pdf_pages *d)
{
    if (!d->letters && d->pictures) manuscript_refuse(d->m, "没有文字，像是扫描件：请交电子稿（.docx、.xlsx，或由它们直接导出的 PDF）");
    else if (!d->letters && d->lost) manuscript_refuse(d->m, "字体里没有说明每个字是什么，读不出文字：%s", hand_in);
    else if (!d->letters) manuscript_refuse(d->m, "没有文字，可能转成了图形：%s", hand_in);
    else if (d->scans == d->n) manuscript_refuse(d->m, "是扫描件，文字由识别得来，不可靠：请交电子稿（.docx、.xlsx，或由它们直接导出的 PDF）");
    else if (d->lost > d->letters / 2) manuscript_refuse(d->m, "多数字读不出是什么字（字体里没有说明）：%s", hand_in);
    else if (!d->tables) manuscript_refuse(d->m, "没有带格线的表格，分不清数字在哪一格：%s", hand_in);
}

/* ---- the order in which they are read ---- */

struct paper_parts { struct pdf_fragment **of; size_t n, cap; bool closed; struct pdf_prose prose; };

static void end_table(struct pdf_pages *d, struct paper_parts *j)
{
    if (j->n) pdf_table_add(d->m, j->of, j->n);
    j->n = 0;
}

static void add_fragment(struct pdf_pages *d, struct paper_parts *j, struct pdf_fragment *f)
{
    if (j->n && (j->closed || !pdf_table_goes_on(j->of[j->n - 1], f))) end_table(d, j);
    pdf_prose_end(&j->prose, d->m);
    j->of = memory_grow(j->of, j->n, &j->cap, sizeof *j->of);
    j->of[j->n++] = f;
    j->closed = false;
}

static void add_line(struct pdf_pages *d, struct paper_parts *j, const struct pdf_column *column, const struct pdf_line *line)
{
    end_table(d, j);
    pdf_prose_add(&j->prose, d->m, column, line);
}

static void add_picture(struct pdf_pages *d, struct paper_parts *j, int page)
{
    end_table(d, j);
    pdf_prose_end(&j->prose, d->m);
    manuscript_add_picture(d->m, page, "");
}

static void emit(struct pdf_pages *d)
{
    struct paper_parts j = {0};
    for (size_t i = 0; i < d->n; i++) {
        struct paper_sheet *s = &d->sheets[i];
        const struct pdf_column *column = &d->columns[i];
        size_t fragment = 0, line = 0, picture = 0;
        for (;;) {
            double a = fragment < s->grids.n ? s->fragments[fragment].box.y1 : 1e9, b = line < column->lines.n ? pdf_mid_y(&column->lines.of[line].box) : 1e9,
                   c = picture < s->pictures.n ? s->pictures.of[picture].y1 : 1e9;
            if (a >= 1e9 && b >= 1e9 && c >= 1e9) break;
            if (c < a && c < b) add_picture(d, &j, s->number), picture++;
            else if (b < a) add_line(d, &j, column, &column->lines.of[line++]);
            else add_fragment(d, &j, &s->fragments[fragment++]);
        }
    }
    end_table(d, &j);
    pdf_prose_end(&j.prose, d->m);
    text_release(&j.prose.text);
    free(j.of);
}

static void remark_passed(struct pdf_pages *d)
{
    if (d->passed.watermark) manuscript_remark(d->m, "很大或很淡的字当作水印，没有读入");
    if (d->passed.unseen) manuscript_remark(d->m, "有看不见的字，没有读入");
    if (d->passed.struck) manuscript_remark(d->m, "正文里有画了线的字，可能是删去的，也读入了");
    if (d->passed.turned) manuscript_remark(d->m, "有斜的或横倒的字，没有读入");
}

static void read_pages(struct pdf_pages *d, PopplerDocument *from)
{
    int n = d->pdf.poppler_document_get_n_pages(from);
    if (n < 1) manuscript_refuse(d->m, "没有一页，可能已损坏：%s", hand_in);
    if (n > MOST_PAGES) manuscript_refuse(d->m, "有%d页，年报不会超过%d页：请只交年报", n, MOST_PAGES);
    if (d->m->refused) return;
    d->n = (size_t)n;
    d->sheets = memory_alloc(d->n * sizeof *d->sheets);
    d->columns = memory_alloc(d->n * sizeof *d->columns);
    pdf_fonts_read(&d->pdf, from, &d->absent);
    for (size_t i = 0; i < d->n && !d->m->refused; i++) read_page(d, from, i);
    if (!d->m->refused) refuse_unfit(d);
    if (!d->m->refused) {
        pdf_drop_running(d->m, d->columns, d->n);
        pdf_find_margins(d->columns, d->n);
        emit(d);
        remark_passed(d);
    }
    for (size_t i = 0; i < d->n; i++) {
        for (size_t k = 0; d->sheets[i].fragments && k < d->sheets[i].grids.n; k++) pdf_fragment_release(&d->sheets[i].fragments[k]);
        free(d->sheets[i].fragments);
        free(d->sheets[i].pictures.of);
        pdf_grids_release(&d->sheets[i].grids);
        free(d->columns[i].lines.of);
    }
    pdf_fonts_release(&d->absent);
    free(d->sheets);
    free(d->columns);
}

/* ---- the file ---- */

/* A file that lost its end is opened all the same by the library, which looks for what is left. */
static bool is_whole(const char *bytes, size_t n)
{
    size_t within = n < END_WITHIN ? n : END_WITHIN;
    const char *end = bytes + n - within;
    return memmem(end, within, "startxref", 9) && memmem(end, within, "%%EOF", 5);
}

/* Whether its end leads to its list of objects: xref, or 12 0 obj. Where it does not, the library makes a list from what it finds. */
static bool is_listed(const char *bytes, size_t n)
{
    static const char word[] = "startxref";
    size_t at = 0, within = n < END_WITHIN ? n : END_WITHIN;
    const char *last = NULL, *end = bytes + n;
    for (const char *p = end - within; (p = memmem(p, (size_t)(end - p), word, sizeof word - 1)); p += sizeof word - 1) last = p + sizeof word - 1;
    if (!last) return false;
    while (last < end && *last <= ' ') last++;
    for (; last < end && *last >= '0' && *last <= '9' && at < n; last++) at = at * 10 + (size_t)(*last - '0');
    while (at < n && bytes[at] <= ' ') at++;
    if (at + 4 < n && !memcmp(bytes + at, "xref", 4)) return true;
    size_t digits = at;
    while (at < n && ((bytes[at] >= '0' && bytes[at] <= '9') || bytes[at] == ' ')) at++;
    return at > digits && at + 3 < n && !memcmp(bytes + at, "obj", 3);
}

/* poppler makes three transforms of colours a page by the profile of a PDF/A, which take as long as all the rest; the colours here are those of
 * the device. A copy with another name in the place of the profile's. */
static char *without_profiles(const char *bytes, size_t n)
{
    static const char name[] = "/OutputIntents";
    char *copy = memory_alloc(n + 1), *end = copy + n;
    memcpy(copy, bytes, n);
    for (char *at = copy; (at = memmem(at, (size_t)(end - at), name, sizeof name - 1)); at++) at[sizeof name - 2] = 'x';
    return copy;
}

void pdf_parse(struct manuscript *m, const char *bytes, size_t n)
{
    struct pdf_pages d = {.m = m};
    GError *error = NULL;
    if (!pdf_libraries_open(&d.pdf)) {
        manuscript_unable(m, "这台机器上没有读 PDF 的程序库（poppler-glib 和 cairo）：请安装，或交 .docx、.xlsx");
        return;
    }
    if (!is_whole(bytes, n)) {
        manuscript_refuse(m, "文件不完整，后面缺了：请重新发送");
        return;
    }
    if (!is_listed(bytes, n)) manuscript_remark(m, "文件里的目录与内容对不上，可能损坏过，读出的可能不全");
    char *plain = without_profiles(bytes, n);
    GBytes *all = d.pdf.g_bytes_new_static(plain, n);
    PopplerDocument *from = d.pdf.poppler_document_new_from_bytes(all, NULL, &error);
    if (from) read_pages(&d, from);
    else if (error && error->domain == d.pdf.poppler_error_quark() && error->code == POPPLER_ERROR_ENCRYPTED) manuscript_refuse(m, "有密码，打不开：请去掉密码再交");
    else manuscript_refuse(m, "文件损坏，打不开：%s", hand_in);
    d.pdf.g_clear_error(&error);
    if (from) d.pdf.g_object_unref(from);
    d.pdf.g_bytes_unref(all);
    free(plain);
}
