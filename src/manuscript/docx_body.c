#include "manuscript/docx_reader_inside.h"
#include <stdlib.h>
#include <string.h>

/* ---- what lies around text ---- */

static void start_box(struct docx_reader *r, const char **attributes)
{
    (void)attributes;
    if (!docx_seen(r) || (r->n_pictures && r->pictures[r->n_pictures - 1].hidden)) {
        r->hidden += docx_shown(r);
        docx_skip(r);
        return;
    }
    r->open[r->depth].saved = r->field_base;
    r->field_base = r->n_fields;
}

static void end_box(struct docx_reader *r)
{
    docx_fields_close(r, r->field_base);
    r->field_base = r->open[r->depth].saved;
}

/* A content control that shows its hint is empty. */
static void control_property(struct docx_reader *r, const char **attributes)
{
    const char *value = package_attribute(attributes, "val");
    bool hint = !strcmp(docx_around(r, 0), "showingPlcHdr") && docx_on(attributes), directory = value && !strcmp(value, "Table of Contents");
    int up = !strcmp(docx_around(r, 1), "sdtPr") ? 2 : 3;
    if (r->unseen || (!hint && !directory) || strcmp(docx_around(r, up), "sdt")) return;
    if (directory) manuscript_remark(r->m, "目录没有读");
    r->unseen = r->depth - up;
}

/* Of several choices the first is as good as any. */
static void start_choice(struct docx_reader *r, const char **attributes)
{
    (void)attributes;
    if (r->depth > 1 && r->open[r->depth - 1].saved++) docx_skip(r);
}

static void skip(struct docx_reader *r, const char **attributes)
{
    (void)attributes;
    docx_skip(r);
}

static void comment(struct docx_reader *r, const char **attributes)
{
    (void)attributes;
    r->comments++;
}

static void not_read(struct docx_reader *r, const char **attributes)
{
    static const char *const words[][2] = {{"altChunk", "夹有另一个文件，没有读：请在 Word 或 WPS 里打开后另存"}, {"subDoc", "引用了子文档，没有读"}, {"control", "有控件，没有读"},
                                           {"ddList", "有下拉选项，没有读选了什么"}};
    (void)attributes;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcmp(docx_around(r, 0), words[i][0])) manuscript_remark(r->m, "%s", words[i][1]);
}

/* ---- the walk ---- */

struct element {
    const char *name;
    void (*start)(struct docx_reader *, const char **attributes);
    void (*end)(struct docx_reader *);
};

/* By name. What is not listed lies around what is (w:smartTag, w:hyperlink, w:customXml …) or tells only how things look. */
static const struct element elements[] = {
    {"AlternateContent"}, {"Choice", start_choice}, {"OLEObject", docx_picture_detail}, {"altChunk", not_read}, {"bookmarkStart", docx_bookmark}, {"br", docx_break},
    {"cellDel", docx_cell_property}, {"cellIns", docx_cell_property}, {"cellMerge", docx_cell_property}, {"chart", docx_picture_detail}, {"color", docx_run_property}, {"commentReference", comment},
    {"contentPart", docx_picture_detail}, {"control", not_read}, {"cr", docx_break}, {"ddList", not_read}, {"del", docx_deletion}, {"delInstrText", skip}, {"delText", skip},
    {"docPartGallery", control_property}, {"docPartObj"}, {"docPr", docx_picture_detail}, {"drawing", docx_picture_start, docx_picture_end},
    {"dstrike", docx_run_property}, {"endnoteReference", docx_note}, {"extent", docx_picture_detail}, {"fldChar", docx_field_char}, {"fldSimple", docx_field_simple},
    {"footnoteReference", docx_note}, {"gridBefore", docx_row_property}, {"gridSpan", docx_cell_property}, {"hMerge", docx_cell_property}, {"ilvl", docx_paragraph_number},
    {"imagedata", docx_picture_detail}, {"ins", docx_insertion}, {"instrText"}, {"moveFrom", docx_deletion}, {"moveTo", docx_insertion}, {"noBreakHyphen", docx_break},
    {"numId", docx_paragraph_number}, {"numPr"}, {"object", docx_picture_start, docx_picture_end}, {"outlineLvl", docx_paragraph_outline}, {"p", docx_paragraph_start, docx_paragraph_end}, {"pPr"}, {"pStyle", docx_paragraph_style},
    {"pic", docx_picture_detail}, {"pict", docx_picture_start, docx_picture_end}, {"position", docx_run_property}, {"ptab", docx_break}, {"r", docx_run_start}, {"rPr"}, {"rStyle", docx_run_property},
    {"rect", docx_picture_detail}, {"relIds", docx_picture_detail}, {"rt", skip}, {"sdt"}, {"sdtPr"}, {"sectPr", skip}, {"shape", docx_picture_detail},
    {"showingPlcHdr", control_property}, {"strike", docx_run_property}, {"subDoc", not_read}, {"sym", docx_sign}, {"t"}, {"tab", docx_break}, {"tabs"},
    {"tbl", docx_tbl_start, docx_tbl_end}, {"tc", docx_tc_start, docx_tc_end}, {"tcPr"}, {"textpath", docx_picture_detail}, {"tr", docx_tr_start, docx_tr_end}, {"trPr"},
    {"txbxContent", start_box, end_box}, {"vMerge", docx_cell_property}, {"vanish", docx_run_property}, {"vertAlign", docx_run_property},
};

static int by_name(const void *key, const void *element) { return strcmp(key, ((const struct element *)element)->name); }

static const struct element *element_of(const char *name) { return bsearch(name, elements, sizeof elements / sizeof *elements, sizeof *elements, by_name); }

/* w:rPrChange, w:tcPrChange … hold what was before. */
static bool is_former(const char *name)
{
    size_t n = strlen(name), end = strlen("Change");
    return n > end && !strcmp(name + n - end, "Change");
}

static void on_start(void *user, const char *name, const char **attributes)
{
    struct docx_reader *r = user;
    const struct element *e = element_of(name);
    r->open[++r->depth] = (struct docx_open){.name = e ? e->name : ""};
    if (r->m->refused) package_pump_fail(&r->pump, "不像一份年报");
    if (r->skipped && !(e && e->start == docx_bookmark)) return;
    if (!e && is_former(name)) docx_skip(r);
    if (e && e->start) e->start(r, attributes);
}

static void on_end(void *user, const char *name)
{
    struct docx_reader *r = user;
    (void)name;
    bool skipped = r->skipped != 0;
    if (!skipped && *r->open[r->depth].name) {
        const struct element *e = element_of(r->open[r->depth].name);
        if (e && e->end) e->end(r);
    }
    if (r->skipped == r->depth) r->skipped = 0;
    if (r->unseen == r->depth) r->unseen = 0;
    r->depth--;
}

static void on_text(void *user, const char *bytes, size_t n)
{
    struct docx_reader *r = user;
    if (r->skipped) return;
    if (!strcmp(r->open[r->depth].name, "t")) docx_add(r, bytes, n);
    else if (!strcmp(r->open[r->depth].name, "instrText")) docx_field_code(r, bytes, n);
}

static void say_remarks(struct docx_reader *r)
{
    if (r->tracked) manuscript_remark(r->m, "有修订痕迹（%d 处），按接受修订读", r->tracked);
    if (r->comments) manuscript_remark(r->m, "有 %d 条批注，没有读", r->comments);
    if (r->hidden) manuscript_remark(r->m, "有 %d 处隐藏的文字，没有读", r->hidden);
    if (r->small_pictures) manuscript_remark(r->m, "有 %d 张小图片，没有读", r->small_pictures);
    if (r->unknown) manuscript_remark(r->m, "自动编号的格式 %s 不认识，读成了阿拉伯数字", r->unknown);
    for (size_t i = 0; i < r->n_fields; i++)
        if (r->fields[i].phase != DOCX_RESULT) manuscript_refuse(r->m, "有一个域没有写完，后面的文字读不出来：请在 Word 或 WPS 里把域转成文字后另存");
}

bool docx_body_read(struct manuscript *m, const struct package *package, const char *part, struct docx_body *body, struct diag *diag)
{
    static const struct package_handlers handlers = {on_start, on_end, on_text};
    struct docx_reader *r = memory_alloc(sizeof *r);
    r->m = r->blocks.m = m;
    r->body = body;
    bool ok = package_pump_all(&r->pump, package, part, &handlers, r, diag);
    if (ok) say_remarks(r);
    docx_blocks_finish(&r->blocks);
    text_release(&r->words);
    free(r);
    return ok;
}
