/* What is read from a Word file, construct by construct: each test writes a body and looks at all that comes out. */
#include "base/text.h"
#include "manuscript/manuscript.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>
#include <cmocka.h>

#define NAMES "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" " \
              "xmlns:v=\"urn:v\" xmlns:wp=\"urn:wp\" xmlns:pic=\"urn:pic\" xmlns:o=\"urn:o\" xmlns:m=\"urn:m\" xmlns:wps=\"urn:wps\""
#define RELATIONS "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
#define TYPE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define R(text) "<w:r><w:t>" text "</w:t></w:r>"
#define P(text) "<w:p>" R(text) "</w:p>"
#define TC(properties, text) "<w:tc><w:tcPr>" properties "</w:tcPr>" P(text) "</w:tc>"
#define TR(cells) "<w:tr>" cells "</w:tr>"
#define TBL(rows) "<w:tbl>" rows "</w:tbl>"
#define FIELD(type) "<w:r><w:fldChar w:fldCharType=\"" type "\"/></w:r>"

struct part { const char *name, *bytes; };

static char path[64];

static int make_file(void **state)
{
    (void)state;
    strncpy(path, "/tmp/nianbao-docx-XXXXXX", sizeof path - 1);
    int fd = mkstemp(path);
    return fd < 0 || close(fd);
}

static int remove_file(void **state)
{
    (void)state;
    return unlink(path);
}

static void pack(const struct part *parts)
{
    int error;
    zip_t *z = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &error);
    assert_non_null(z);
    for (; parts->name; parts++) assert_true(zip_file_add(z, parts->name, zip_source_buffer(z, parts->bytes, strlen(parts->bytes), 0), ZIP_FL_OVERWRITE) >= 0);
    assert_int_equal(zip_close(z), 0);
}

/* All that was read: "P text", "T rows×cols", "C row,col rows×cols text ?unsure", "I picture", "= property", "! remark", each on a line. */
static const char *shown(void)
{
    static struct text out;
    struct manuscript m;
    struct diag diag;
    text_clear(&out);
    assert_true(manuscript_read(&m, path, &diag));
    for (size_t i = 0; i < m.n_properties; i++) text_printf(&out, "= %s %s\n", m.properties[i].name, m.properties[i].value);
    for (size_t i = 0; i < m.n && !m.refused; i++) {
        const struct manuscript_part *p = &m.parts[i];
        if (p->kind == MANUSCRIPT_TABLE) text_printf(&out, "T %d×%d\n", p->table.n_rows, p->table.n_cols);
        else text_printf(&out, "%s%s%s %s\n", p->kind == MANUSCRIPT_PICTURE ? "I" : "P", p->mark ? "#" : "", p->mark ? p->mark : "", p->text);
        for (size_t k = 0; k < p->table.n; k++) {
            const struct manuscript_cell *c = &p->table.cells[k];
            text_printf(&out, "C %d,%d", c->row, c->col);
            if (c->rows > 1 || c->cols > 1) text_printf(&out, " %d×%d", c->rows, c->cols);
            text_printf(&out, " %s%s%s\n", c->text, c->unsure ? " ?" : "", c->unsure ? c->unsure : "");
        }
    }
    for (size_t i = 0; i < m.n_remarks; i++) text_printf(&out, "! %s\n", m.remarks[i]);
    if (m.refused) {
        text_clear(&out);
        text_printf(&out, "refused: %s", m.refused);
    }
    manuscript_release(&m);
    return text_get(&out);
}

static const char styles[] = "<w:styles " NAMES ">"
    "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"/>"
    "<w:style w:type=\"paragraph\" w:styleId=\"1\"><w:basedOn w:val=\"a\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>"
    "<w:style w:type=\"paragraph\" w:styleId=\"2\"><w:basedOn w:val=\"1\"/><w:pPr><w:numPr><w:ilvl w:val=\"1\"/></w:numPr></w:pPr></w:style>"
    "<w:style w:type=\"paragraph\" w:styleId=\"none\"><w:basedOn w:val=\"1\"/><w:pPr><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr></w:style>"
    "<w:style w:type=\"paragraph\" w:styleId=\"gone\"><w:rPr><w:vanish/></w:rPr></w:style>"
    "<w:style w:type=\"character\" w:styleId=\"c\"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type=\"character\" w:styleId=\"c2\"><w:basedOn w:val=\"c\"/></w:style>"
    "<w:style w:type=\"character\" w:styleId=\"up\"><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr></w:style><w:style w:type=\"character\" w:styleId=\"up2\"><w:basedOn w:val=\"up\"/></w:style>"
    "<w:style w:type=\"character\" w:styleId=\"old\"><w:rPr><w:strike/></w:rPr></w:style>"
    "<w:style w:type=\"table\" w:styleId=\"t\"><w:tblStylePr w:type=\"firstRow\"><w:rPr><w:vanish/></w:rPr></w:tblStylePr></w:style></w:styles>";
#define LVL(level, format, text, more) "<w:lvl w:ilvl=\"" level "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" format "\"/><w:lvlText w:val=\"" text "\"/>" more "</w:lvl>"
static const char numbering[] = "<w:numbering " NAMES ">"
    "<w:abstractNum w:abstractNumId=\"0\"><w:styleLink w:val=\"L\"/>" LVL("0", "chineseCountingThousand", "%1、", "<w:suff w:val=\"nothing\"/>") LVL("1", "chineseCounting", "（%2）", "")
        LVL("2", "decimal", "%3.", "") LVL("3", "decimal", "%1.%4", "<w:isLgl/>") "</w:abstractNum>"
    "<w:abstractNum w:abstractNumId=\"1\">" LVL("0", "bullet", "\xEF\x82\xB7", "") LVL("1", "lowerRoman", "(%2)", "") LVL("2", "upperLetter", "%3", "<w:suff w:val=\"nothing\"/>")
        LVL("3", "decimalEnclosedCircle", "%4", "") LVL("4", "hebrew1", "%5.", "") LVL("5", "decimal", "%6.", "<w:rPr><w:vanish/></w:rPr>") "</w:abstractNum>"
    "<w:abstractNum w:abstractNumId=\"2\"><w:numStyleLink w:val=\"L\"/></w:abstractNum><w:num w:numId=\"4\"><w:abstractNumId w:val=\"2\"/></w:num>"
    "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num>"
    "<w:num w:numId=\"3\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num></w:numbering>";

static const char *body(const char *xml)
{
    struct text document = {0};
    text_printf(&document, "<w:document " NAMES "><w:body>%s<w:sectPr/></w:body></w:document>", xml);
    const struct part parts[] = {
        {"_rels/.rels", RELATIONS "<Relationship Id=\"a\" Type=\"" TYPE "officeDocument\" Target=\"/word/document.xml\"/></Relationships>"},
        {"word/_rels/document.xml.rels", RELATIONS "<Relationship Id=\"a\" Type=\"" TYPE "styles\" Target=\"styles.xml\"/>"
                                                   "<Relationship Id=\"b\" Type=\"" TYPE "numbering\" Target=\"numbering.xml\"/></Relationships>"},
        {"word/styles.xml", styles}, {"word/numbering.xml", numbering}, {"word/document.xml", text_get(&document)}, {NULL, NULL}};
    pack(parts);
    text_release(&document);
    return shown();
}

#define READS(xml, wanted) assert_string_equal(body(xml), wanted)

static void text_of_a_paragraph(void **state)
{
    (void)state;
    READS("<w:p><w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"9\"/></w:tabs></w:pPr>" R("1") R("2") "<w:r><w:tab/><w:t>三</w:t><w:br/><w:t>　四\n </w:t><w:cr/></w:r></w:p>", "P 12 三\n四\n");
    READS("<w:p><w:r><w:noBreakHyphen/><w:t>5</w:t><w:softHyphen/><w:t>0</w:t></w:r></w:p>", "P -50\n");
    READS("<w:p><w:r><w:sym w:font=\"Symbol\" w:char=\"F031\"/><w:sym w:font=\"宋体\" w:char=\"2460\"/><w:sym w:font=\"x\" w:char=\"202E\"/></w:r></w:p>", "P 1①□\n");
    READS("<w:p><w:smartTag><w:hyperlink>" R("甲") "</w:hyperlink></w:smartTag><w:customXml>" R("乙") "</w:customXml><m:oMath><m:r><m:t>丙</m:t></m:r></m:oMath></w:p><w:p/>", "P 甲乙丙\n");
    READS("<w:p><w:r><w:ruby><w:rt>" R("pinyin") "</w:rt><w:rubyBase>" R("字") "</w:rubyBase></w:ruby></w:r></w:p>", "P 字\n");
}

static void revisions_are_accepted(void **state)
{
    (void)state;
    READS("<w:p><w:del>" R("1") "<w:r><w:delText>2</w:delText></w:r></w:del><w:ins>" R("3") "<w:del>" R("4") "</w:del></w:ins><w:moveFrom>" R("5") "</w:moveFrom><w:moveTo>" R("6")
          "</w:moveTo></w:p>", "P 36\n! 有修订痕迹（5 处），按接受修订读\n");
    READS("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" R("前") "</w:p>" P("后"), "P 前后\n! 有修订痕迹（1 处），按接受修订读\n");
    READS("<w:p><w:pPr><w:pPrChange><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:pPrChange></w:pPr><w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr>"
          "<w:t>在</w:t></w:r></w:p>", "P 在\n");
    READS(TBL(TR(TC("", "a") TC("", "b")) "<w:tr><w:trPr><w:del/></w:trPr>" TC("", "1") TC("", "2") "</w:tr>" TR(TC("<w:cellDel/>", "x") TC("", "c") TC("<w:cellIns/>", "d"))),
          "T 2×2\nC 0,0 a\nC 0,1 b\nC 1,0 c\nC 1,1 d\n! 有修订痕迹（3 处），按接受修订读\n");
}

static void hidden_words_are_not_read(void **state)
{
    (void)state;
    READS("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>1</w:t></w:r>" R("2") "<w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>3</w:t></w:r><w:r><w:rPr><w:rStyle w:val=\"c2\"/></w:rPr><w:t>4</w:t>"
          "</w:r></w:p>", "P 23\n! 有 2 处隐藏的文字，没有读\n");
    READS("<w:p><w:pPr><w:pStyle w:val=\"gone\"/></w:pPr>" R("无") "<w:r><w:rPr><w:rStyle w:val=\"c\"/></w:rPr><w:t>两次</w:t></w:r></w:p>" P("有"),
          "P 两次有\n! 有 1 处隐藏的文字，没有读\n");
    READS("<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>" R("前") "</w:p>" P("后"), "P 前后\n");
}

static void fields_show_their_results(void **state)
{
    (void)state;
    READS("<w:p>" FIELD("begin") "<w:r><w:instrText>IF </w:instrText></w:r>" FIELD("begin") R("9") FIELD("separate") R("8") FIELD("end") FIELD("separate") R("7") FIELD("end") R("6") "</w:p>", "P 76\n");
    READS(TBL(TR("<w:tc><w:p>" R("2") FIELD("begin") "<w:r><w:instrText> eq \\o\\ac(</w:instrText></w:r>" R("2") "<w:r><w:instrText>)</w:instrText></w:r>" FIELD("end") "</w:p></w:tc>"
                 "<w:tc><w:p>" FIELD("begin") "<w:r><w:instrText>=SUM(LEFT)</w:instrText></w:r>" FIELD("end") "</w:p></w:tc>")),
          "T 1×2\nC 0,0 2 ?有公式域画出来的字（如带圈的字）\nC 0,1 \n");
    READS("<w:p>" FIELD("begin") R("x") FIELD("end") "<w:fldSimple w:instr=\"PAGE\">" R("5") "</w:fldSimple></w:p>", "P 5\n");
    READS("<w:p>" FIELD("begin") "<w:r><w:instrText> TOC \\o</w:instrText></w:r>" FIELD("separate") R("一、总体情况 1") "</w:p>" "<w:p>" FIELD("end") "</w:p>" P("一、总体情况"),
          "P 一、总体情况\n! 目录没有读\n");
    READS(TBL(TR("<w:tc><w:p>" FIELD("begin") R("1") "</w:p></w:tc>" TC("", "2"))), "T 1×2\nC 0,0 \nC 0,1 2\n! 有没有写完的域，其中的文字没有读\n");
    READS("<w:p>" FIELD("begin") R("1") "</w:p>" P("2"), "refused: 有一个域没有写完，后面的文字读不出来：请在 Word 或 WPS 里把域转成文字后另存");
}

static void content_controls(void **state)
{
    (void)state;
    READS("<w:sdt><w:sdtPr><w:rPr><w:vanish/></w:rPr></w:sdtPr><w:sdtContent>" TBL("<w:sdt><w:sdtContent>" TR("<w:sdt><w:sdtContent>" TC("", "1") "</w:sdtContent></w:sdt>" TC("", "2"))
          "</w:sdtContent></w:sdt>") "</w:sdtContent></w:sdt>", "T 1×2\nC 0,0 1\nC 0,1 2\n");
    READS("<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" R("点击输入") "</w:sdtContent></w:sdt>" R("后") "</w:p>", "P 后\n");
    READS("<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj></w:sdtPr><w:sdtContent>" P("一、总体情况 1") "</w:sdtContent></w:sdt>" P("正文"),
          "P 正文\n! 目录没有读\n");
}

static void places_of_cells(void **state)
{
    (void)state;
    READS(TBL(TR(TC("<w:gridSpan w:val=\"2\"/><w:vMerge w:val=\"restart\"/>", "a") TC("", "b")) TR(TC("<w:gridSpan w:val=\"2\"/><w:vMerge/>", "") TC("<w:vMerge/>", "c"))
              TR(TC("<w:vMerge/>", "d") TC("", "e") TC("<w:vMerge/>", ""))),
          "T 3×3\nC 0,0 2×2 a\nC 0,2 b\nC 1,2 2×1 c\nC 2,0 d\nC 2,1 e\n");
    READS(TBL("<w:tr><w:trPr><w:gridBefore w:val=\"1\"/><w:gridAfter w:val=\"1\"/></w:trPr>" TC("", "a") "</w:tr>" TR(TC("", "b") TC("", "c") TC("", "d"))),
          "T 2×3\nC 0,1 a\nC 1,0 b\nC 1,1 c\nC 1,2 d\n");
    READS(TBL(TR(TC("<w:hMerge w:val=\"restart\"/>", "a") TC("<w:hMerge/>", "盖住") TC("<w:hMerge/>", "") TC("", "b"))),
          "T 1×4\nC 0,0 1×3 a\nC 0,3 b\n! 合并单元格盖住了 1 格里的字，没有读：“盖住”\n");
    READS(TBL(TR("<w:tc>" P("1") "<w:p/>" P("2") "</w:tc>" TC("", "b"))), "T 1×2\nC 0,0 1\n2\nC 0,1 b\n");
    READS(TBL(TR(TC("<w:cellMerge w:vMerge=\"rest\"/>", "a") TC("", "b")) TR(TC("<w:cellMerge w:vMerge=\"cont\"/>", "") TC("", "c"))),
          "T 2×2\nC 0,0 2×1 a\nC 0,1 b\nC 1,1 c\n! 有修订痕迹（2 处），按接受修订读\n");
}

static void tables_within_tables(void **state)
{
    (void)state;
    READS(TBL(TR("<w:tc>" TBL(TR(TC("", "1"))) "<w:p/></w:tc>" TC("", "2"))), "T 1×2\nC 0,0 1\nC 0,1 2\n");
    READS(TBL(TR("<w:tc>" P("前") TBL(TR(TC("", "a") TC("", "b"))) P("后") "</w:tc>" TC("", "2"))),
          "T 1×2\nC 0,0 前\n后\nC 0,1 2\nT 1×2\nC 0,0 a\nC 0,1 b\n! 单元格里套着的表，放在外面那张表后面读\n");
    READS(TBL(TR("<w:tc>" P("一、总体情况") TBL(TR(TC("", "a") TC("", "b"))) P("尾") "</w:tc>")), "P 一、总体情况\nT 1×2\nC 0,0 a\nC 0,1 b\nP 尾\n");
}

#define BOX(inside) "<w:txbxContent>" inside "</w:txbxContent>"
static void text_boxes(void **state)
{
    (void)state;
    READS("<w:p>" R("外") "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing>" BOX(P("里") TBL(TR(TC("", "a") TC("", "b")))) "</w:drawing></mc:Choice><mc:Choice>" P("又")
          "</mc:Choice><mc:Fallback><w:pict>" BOX(P("里")) "</w:pict></mc:Fallback></mc:AlternateContent></w:r>" R("面") "</w:p>" P("后"), "P 外面\nP 里\nT 1×2\nC 0,0 a\nC 0,1 b\nP 后\n");
    READS(TBL(TR("<w:tc><w:p><w:r><w:pict><v:shape><v:textbox>" BOX(P("5")) "</v:textbox></v:shape></w:pict></w:r></w:p></w:tc>" TC("", "b"))), "T 1×2\nC 0,0 5\nC 0,1 b\n");
    READS("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:pict>" BOX(P("里")) "</w:pict></w:r>" R("外") "</w:p>", "P 外\n! 有 1 处隐藏的文字，没有读\n");
}

#define NUMBERED(number, level, text) "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" level "\"/><w:numId w:val=\"" number "\"/></w:numPr></w:pPr>" R(text) "</w:p>"
static void numbers_of_lists(void **state)
{
    (void)state;
    READS(NUMBERED("1", "0", "总体情况") NUMBERED("1", "1", "甲") NUMBERED("1", "2", "乙") NUMBERED("1", "2", "Yi") NUMBERED("1", "1", "丙") NUMBERED("1", "2", "丁") NUMBERED("1", "0", "主动公开")
              NUMBERED("1", "3", "戊"), "P 一、总体情况\nP （一）甲\nP 1.乙\nP 2. Yi\nP （二）丙\nP 1.丁\nP 二、主动公开\nP 2.1戊\n");
    READS(NUMBERED("1", "0", "甲") NUMBERED("3", "0", "乙") NUMBERED("3", "0", "丙") NUMBERED("1", "0", "丁"), "P 一、甲\nP 一、乙\nP 二、丙\nP 三、丁\n");
    READS("<w:p><w:pPr><w:pStyle w:val=\"1\"/></w:pPr>" R("甲") "</w:p><w:p><w:pPr><w:pStyle w:val=\"2\"/></w:pPr>" R("乙") "</w:p><w:p><w:pPr><w:pStyle w:val=\"none\"/></w:pPr>" R("丙") "</w:p>",
          "P 一、甲\nP （一）乙\nP 丙\n");
    READS(NUMBERED("2", "0", "甲") NUMBERED("2", "1", "乙") NUMBERED("2", "2", "5") NUMBERED("2", "3", "丁") NUMBERED("2", "4", "戊") NUMBERED("2", "5", "己"),
          "P •甲\nP (i)乙\nP A 5\nP ①丁\nP 1.戊\nP 己\n! 自动编号的格式 hebrew1 不认识，读成了阿拉伯数字\n");
    READS(NUMBERED("4", "0", "甲") NUMBERED("1", "0", "乙"), "P 一、甲\nP 二、乙\n");
    READS(TBL(TR("<w:tc>" NUMBERED("1", "0", "") "</w:tc>" TC("", "b"))), "T 1×2\nC 0,0 一、\nC 0,1 b\n");
}

static void numbers_that_may_be_others(void **state)
{
    (void)state;
    READS(TBL(TR("<w:tc><w:p>" R("12") "<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>1</w:t></w:r></w:p></w:tc><w:tc><w:p>" R("1")
              "<w:r><w:rPr><w:strike/></w:rPr><w:t>2</w:t></w:r></w:p></w:tc>" TC("", "&#x202E;21"))),
          "T 1×3\nC 0,0 121 ?有上标或下标的数字，可能是注号\nC 0,1 12 ?有带删除线的字\nC 0,2 21 ?有 U+202E（改变书写方向的控制符）\n");
#define STYLED(properties) "<w:tc><w:p>" R("12") "<w:r><w:rPr>" properties "</w:rPr><w:t>3</w:t></w:r></w:p></w:tc>"
    READS(TBL(TR(STYLED("<w:position w:val=\"6\"/>") STYLED("<w:position w:val=\"0\"/>") STYLED("<w:rStyle w:val=\"up2\"/>") STYLED("<w:rStyle w:val=\"old\"/>"))),
          "T 1×4\nC 0,0 123 ?有上标或下标的数字，可能是注号\nC 0,1 123\nC 0,2 123 ?有上标或下标的数字，可能是注号\nC 0,3 123 ?有带删除线的字\n");
    READS("<w:p>" R("8") "<w:r><w:footnoteReference w:id=\"1\" w:customMarkFollows=\"1\"/><w:t>3</w:t></w:r>" R("件") "<w:r><w:commentReference w:id=\"1\"/></w:r></w:p>", "P 8件\n! 有 1 条批注，没有读\n");
    READS(TBL(TR(STYLED("<w:color w:val=\"FFFFFF\"/>") STYLED("<w:color w:val=\"FF0000\"/>") "<w:tc><w:p><w:r><w:rPr><w:color w:val=\"ffffff\"/></w:rPr><w:t>总计</w:t></w:r></w:p></w:tc>")),
          "T 1×3\nC 0,0 123 ?有白色的数字，看得见的也许不是这个数\nC 0,1 123\nC 0,2 总计\n");
    READS("<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>旧</w:t></w:r></w:p>", "P 旧\n! 正文里有带删除线的字，照读\n");
}

static void bookmarks_of_ours(void **state)
{
    (void)state;
#define MARK(id) "<w:bookmarkStart w:id=\"1\" w:name=\"" id "\"/>"
    READS("<w:p>" MARK("nianbao_overview") R("甲") "</w:p><w:p>" MARK("_Toc1") R("乙") "</w:p>" MARK("nianbao_problems") P("丙"), "P#overview 甲\nP 乙\nP#problems 丙\n");
    READS(MARK("nianbao_a") "<w:p>" MARK("nianbao_b") "</w:p>" MARK("nianbao_c") TBL(TR(TC("", "a") TC("", "b"))) MARK("nianbao_d"),
          "P#a \nP#b \nP#c \nT 1×2\nC 0,0 a\nC 0,1 b\nP#d \n");
    READS("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del>" MARK("nianbao_a") R("旧") "</w:del></w:p>" P("新"), "P#a 新\n! 有修订痕迹（2 处），按接受修订读\n");
}

static void what_is_no_text_is_said(void **state)
{
    (void)state;
#define PICTURE(cx, cy) "<w:p><w:r><w:drawing><wp:inline><wp:extent cx=\"" cx "\" cy=\"" cy "\"/><wp:docPr descr=\"表三\"/><pic:pic/></wp:inline></w:drawing></w:r></w:p>"
    READS(PICTURE("5270000", "3000000") PICTURE("100000", "100000"), "I 表三\n! 有 1 张小图片，没有读\n");
    READS("<w:p><w:r><w:object><v:shape style=\"width:415.3pt;height:200pt\"><v:imagedata/></v:shape><o:OLEObject ProgID=\"Excel.Sheet.12\"/></w:object></w:r></w:p>",
          "I Excel.Sheet.12\n! 嵌有别的程序的内容（Excel.Sheet.12），没有读：里面如果有表，请转成 Word 表格\n");
    READS("<w:p><w:r><w:pict><v:shape style=\"width:100pt\"><v:textpath string=\"标题\"/></v:shape></w:pict></w:r></w:p><w:altChunk/>",
          "! 有艺术字“标题”，没有读\n! 夹有另一个文件，没有读：请在 Word 或 WPS 里打开后另存\n");
}

static void parts_of_the_package(void **state)
{
    (void)state;
#define MAIN(text) "<w:document " NAMES "><w:body>" P(text) "</w:body></w:document>"
    const struct part strict[] = {
        {"_rels/.rels", RELATIONS "<Relationship Id=\"a\" Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\" Target=\"word/main7.xml\"/>"
                                  "<Relationship Id=\"b\" Type=\"x/core-properties\" Target=\"docProps/core.xml\"/><Relationship Id=\"c\" Type=\"x/custom-properties\" Target=\"c.xml\"/></Relationships>"},
        {"word/_rels/main7.xml.rels", RELATIONS "<Relationship Id=\"a\" Type=\"x/vbaProject\" Target=\"vba.bin\"/></Relationships>"},
        {"docProps/core.xml", "<c:c xmlns:c=\"c\" xmlns:dc=\"d\"><dc:title> 年报\n</dc:title><dc:creator>x</dc:creator></c:c>"},
        {"c.xml", "<P xmlns:vt=\"v\"><property name=\"nianbao.code\"><vt:lpwstr>11A</vt:lpwstr></property><property name=\"n\"><vt:i4>5</vt:i4></property></P>"},
        {"word/main7.xml", MAIN("正文")}, {NULL, NULL}};
    pack(strict);
    assert_string_equal(shown(), "= title 年报\n= nianbao.code 11A\n= n 5\nP 正文\n! 里面有宏，没有运行\n");
    pack((const struct part[]){{"_rels/.rels", RELATIONS "</Relationships>"}, {"word/document.xml", MAIN("x")}, {NULL, NULL}});
    assert_string_equal(shown(), "refused: 里面没有正文，请在 Word 或 WPS 里重新另存");
}

static void what_is_no_report_is_refused(void **state)
{
    (void)state;
    struct text many = {0};
    for (int i = 0; i < 130; i++) text_add(&many, TC("", "1"));
    struct text wide = {0};
    text_printf(&wide, TBL(TR("%s")), text_get(&many));
    READS(text_get(&wide), "refused: 有一张表太宽，不像年报的表");
    READS(TBL(TR(TC("<w:gridSpan w:val=\"2147483647\"/>", "a") TC("", "b"))), "refused: 有一张表太宽，不像年报的表");
    text_clear(&many);
    for (int i = 0; i < 300; i++) text_add(&many, "<w:smartTag>");
    assert_non_null(strstr(body(text_get(&many)), "层次过深"));
    assert_non_null(strstr(body("<w:p>"), "残缺"));
    text_clear(&many);
    for (int i = 0; i <= MANUSCRIPT_PARTS; i++) text_add(&many, P("1"));
    READS(text_get(&many), "refused: 段落和表格太多，不像一份年报");
    text_release(&many);
    text_release(&wide);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_of_a_paragraph), cmocka_unit_test(revisions_are_accepted), cmocka_unit_test(hidden_words_are_not_read), cmocka_unit_test(fields_show_their_results),
        cmocka_unit_test(content_controls), cmocka_unit_test(places_of_cells), cmocka_unit_test(tables_within_tables), cmocka_unit_test(text_boxes),
        cmocka_unit_test(numbers_of_lists), cmocka_unit_test(numbers_that_may_be_others), cmocka_unit_test(bookmarks_of_ours), cmocka_unit_test(what_is_no_text_is_said),
        cmocka_unit_test(parts_of_the_package), cmocka_unit_test(what_is_no_report_is_refused),
    };
    return cmocka_run_group_tests(tests, make_file, remove_file);
}
