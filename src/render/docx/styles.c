/* The parts that are the same in every document but for the draft's header: styles, fonts, settings, page numbers.
 *
 * Sizes are half points: 44 is 2号 (22 pt), 32 is 3号 (16 pt), 28 is 4号 (14 pt), 21 is 五号 (10.5 pt). */
#include "render/docx/docx_inside.h"

/* A paragraph style; `more` is what follows its name: basedOn, next, …, pPr, rPr. */
#define STYLE(id, name, more) "<w:style w:type=\"paragraph\" w:styleId=\"" id "\"><w:name w:val=\"" name "\"/>" more "</w:style>\n"
#define OWN(id, name, more) "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"" id "\"><w:name w:val=\"" name "\"/>" more "</w:style>\n"
#define CHINESE(font) "<w:rFonts w:eastAsia=\"" font "\"/>"
#define SONG "<w:rFonts w:ascii=\"宋体\" w:hAnsi=\"宋体\" w:eastAsia=\"宋体\"/>"
#define SIZE(half_points) "<w:sz w:val=\"" half_points "\"/><w:szCs w:val=\"" half_points "\"/>"
#define NO_SPACING "<w:spacing w:val=\"0\"/>"
#define INDENT "<w:ind w:firstLineChars=\"200\" w:firstLine=\"630\"/>"
#define HEADING(level, next, font) \
    "<w:basedOn w:val=\"Normal\"/><w:next w:val=\"NormalIndent\"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/>" INDENT "<w:outlineLvl w:val=\"" level "\"/></w:pPr>" \
    "<w:rPr>" CHINESE(font) "</w:rPr>"
/* In a table lines have a height of their own, so that rows are as high as they were laid out whatever the font. */
#define IN_TABLE(more, font) \
    "<w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr>" more "<w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"262\" w:lineRule=\"exact\"/><w:jc w:val=\"center\"/></w:pPr>" \
    "<w:rPr>" CHINESE(font) NO_SPACING SIZE("21") "</w:rPr>"
#define RULE(side, eighths) "<w:" side " w:val=\"single\" w:sz=\"" eighths "\" w:space=\"0\" w:color=\"auto\"/>"

const char docx_style_defaults[] =
    DOCX_HEAD "<w:styles" DOCX_SPACES "><w:docDefaults><w:rPrDefault><w:rPr>"
    "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"仿宋_GB2312\" w:cs=\"Times New Roman\"/>"
    "<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault>";

/* Character spacing of -0.25 points gives 28 characters of 16 points in a line of 156 mm. */
const char docx_styles[] =
    "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/><w:pPr><w:widowControl w:val=\"0\"/><w:jc w:val=\"both\"/></w:pPr>"
    "<w:rPr><w:spacing w:val=\"-5\"/><w:kern w:val=\"2\"/>" SIZE("32") "</w:rPr></w:style>\n"
    "<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\"><w:name w:val=\"Default Paragraph Font\"/><w:uiPriority w:val=\"1\"/>"
    "<w:semiHidden/></w:style>\n"
    "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:uiPriority w:val=\"99\"/><w:semiHidden/>"
    "<w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"108\" w:type=\"dxa\"/>"
    "<w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>\n"
    STYLE("NormalIndent", "Normal Indent", "<w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr>" INDENT "</w:pPr>")
    STYLE("Title", "Title",
          "<w:basedOn w:val=\"Normal\"/><w:next w:val=\"NormalIndent\"/><w:qFormat/><w:pPr><w:snapToGrid w:val=\"0\"/>"
          "<w:spacing w:before=\"289\" w:after=\"579\" w:line=\"660\" w:lineRule=\"exact\"/><w:jc w:val=\"center\"/></w:pPr>"
          "<w:rPr>" CHINESE("方正小标宋简体") NO_SPACING SIZE("44") "</w:rPr>")
    STYLE("Heading1", "heading 1", HEADING("0", "NormalIndent", "黑体"))
    STYLE("Heading2", "heading 2", HEADING("1", "NormalIndent", "楷体_GB2312"))
    STYLE("Header", "header", "<w:basedOn w:val=\"Normal\"/><w:pPr><w:snapToGrid w:val=\"0\"/></w:pPr>")
    STYLE("Footer", "footer", "<w:basedOn w:val=\"Normal\"/><w:pPr><w:snapToGrid w:val=\"0\"/></w:pPr><w:rPr>" SONG NO_SPACING SIZE("28") "</w:rPr>");

/* Styles of a draft and of tables, to the end of the part. */
const char docx_styles_of_tables[] =
    OWN("Draft", "草稿", "<w:basedOn w:val=\"Normal\"/><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:rPr>" CHINESE("黑体") "<w:color w:val=\"C00000\"/>" SIZE("21") "</w:rPr>")
    OWN("TableText", "表格文字", IN_TABLE("", "宋体"))
    OWN("TableHead", "表头", IN_TABLE("", "黑体"))
    OWN("TableNumber", "表格数字", IN_TABLE("", "宋体"))
    OWN("TableFootnote", "表注",
        "<w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr><w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"300\" w:lineRule=\"exact\"/></w:pPr>"
        "<w:rPr>" CHINESE("宋体") NO_SPACING SIZE("21") "</w:rPr>")
    "<w:style w:type=\"character\" w:customStyle=\"1\" w:styleId=\"TableNote\"><w:name w:val=\"表格附注\"/><w:basedOn w:val=\"DefaultParagraphFont\"/><w:qFormat/>"
    "<w:rPr>" SIZE("17") "</w:rPr></w:style>\n"
    "<w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/><w:basedOn w:val=\"TableNormal\"/><w:uiPriority w:val=\"39\"/><w:tblPr>"
    "<w:tblBorders>" RULE("top", "8") RULE("left", "8") RULE("bottom", "8") RULE("right", "8") RULE("insideH", "4") RULE("insideV", "4") "</w:tblBorders>"
    "<w:tblCellMar><w:left w:w=\"46\" w:type=\"dxa\"/><w:right w:w=\"46\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>\n</w:styles>\n";

/* What a machine without the font may take: other names of the font, of a like one, and its measure (panose). */
#define FONT(name, others, panose, family, pitch, charset) \
    "<w:font w:name=\"" name "\">" others "<w:panose1 w:val=\"" panose "\"/><w:charset w:val=\"" charset "\"/><w:family w:val=\"" family "\"/>" \
    "<w:pitch w:val=\"" pitch "\"/></w:font>\n"
#define ALSO(names) "<w:altName w:val=\"" names "\"/>"

const char docx_fonts[] =
    DOCX_HEAD "<w:fonts" DOCX_SPACES ">\n"
    FONT("Times New Roman", "", "02020603050405020304", "roman", "variable", "00")
    FONT("仿宋_GB2312", ALSO("仿宋,FangSong,FangSong_GB2312,华文仿宋,STFangsong"), "02010609030101010101", "modern", "fixed", "86")
    FONT("黑体", ALSO("SimHei,华文黑体,STHeiti"), "02010609060101010101", "modern", "fixed", "86")
    FONT("楷体_GB2312", ALSO("楷体,KaiTi,KaiTi_GB2312,华文楷体,STKaiti"), "02010609030101010101", "modern", "fixed", "86")
    FONT("方正小标宋简体", ALSO("FZXiaoBiaoSong-B05S,方正小标宋_GBK,华文中宋,STZhongsong"), "02010601030101010101", "auto", "variable", "86")
    FONT("宋体", ALSO("SimSun,华文宋体,STSong"), "02010600030101010101", "auto", "variable", "86")
    "</w:fonts>\n";

/* As Word of Chinese writes them, but for the marks of a line, which keep their width (28 characters a line). */
const char docx_settings[] =
    DOCX_HEAD "<w:settings" DOCX_SPACES "><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"420\"/><w:evenAndOddHeaders/>"
    "<w:characterSpacingControl w:val=\"compressPunctuation\"/><w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
    "<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
    "<w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>"
    "<w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:settings>\n";

/* ---- page numbers: — 1 —, one character in (GB/T 9704 7.5) ---- */

#define RUN(content) "<w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr>" content "</w:r>"
#define FOOTER(side) \
    DOCX_HEAD "<w:ftr" DOCX_SPACES "><w:p><w:pPr><w:pStyle w:val=\"Footer\"/><w:spacing w:line=\"360\" w:lineRule=\"exact\"/>" \
    "<w:ind w:" side "Chars=\"100\" w:" side "=\"280\"/><w:jc w:val=\"" side "\"/></w:pPr>" RUN("<w:t xml:space=\"preserve\">— </w:t>") \
    RUN("<w:fldChar w:fldCharType=\"begin\"/>") RUN("<w:instrText xml:space=\"preserve\"> PAGE </w:instrText>") \
    RUN("<w:fldChar w:fldCharType=\"separate\"/>") RUN("<w:t>1</w:t>") RUN("<w:fldChar w:fldCharType=\"end\"/>") \
    RUN("<w:t xml:space=\"preserve\"> —</w:t>") "</w:p></w:ftr>\n"
const char docx_footer_odd[] = FOOTER("right"), docx_footer_even[] = FOOTER("left");

/* ---- the watermark of a draft: WordArt across the page, as Word itself makes it ---- */

const char docx_header_draft[] =
    DOCX_HEAD "<w:hdr" DOCX_SPACES " xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\">"
    "<w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr><w:r><w:pict><v:shapetype id=\"_x0000_t136\" coordsize=\"21600,21600\" o:spt=\"136\" adj=\"10800\""
    " path=\"m@7,l@8,m@5,21600l@6,21600e\"><v:formulas><v:f eqn=\"sum #0 0 10800\"/><v:f eqn=\"prod #0 2 1\"/><v:f eqn=\"sum 21600 0 @1\"/>"
    "<v:f eqn=\"sum 0 0 @2\"/><v:f eqn=\"sum 21600 0 @3\"/><v:f eqn=\"if @0 @3 0\"/><v:f eqn=\"if @0 21600 @1\"/><v:f eqn=\"if @0 0 @2\"/>"
    "<v:f eqn=\"if @0 @4 21600\"/><v:f eqn=\"mid @5 @6\"/><v:f eqn=\"mid @8 @5\"/><v:f eqn=\"mid @7 @8\"/><v:f eqn=\"mid @6 @7\"/>"
    "<v:f eqn=\"sum @6 0 @5\"/></v:formulas><v:path textpathok=\"t\" o:connecttype=\"custom\" o:connectlocs=\"@9,0;@10,10800;@11,21600;@12,10800\""
    " o:connectangles=\"270,180,90,0\"/><v:textpath on=\"t\" fitshape=\"t\"/><v:handles><v:h position=\"#0,bottomRight\" xrange=\"6629,14971\"/></v:handles>"
    "<o:lock v:ext=\"edit\" text=\"t\" shapetype=\"t\"/></v:shapetype>"
    "<v:shape id=\"PowerPlusWaterMarkObject1\" o:spid=\"_x0000_s2049\" type=\"#_x0000_t136\" alt=\"草稿\" style=\"position:absolute;margin-left:0;margin-top:0;"
    "width:360pt;height:180pt;rotation:315;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    "mso-position-vertical:center;mso-position-vertical-relative:margin\" o:allowincell=\"f\" fillcolor=\"silver\" stroked=\"f\"><v:fill opacity=\".5\"/>"
    "<v:textpath style=\"font-family:&quot;宋体&quot;;font-size:1pt\" string=\"草稿\"/></v:shape></w:pict></w:r></w:p></w:hdr>\n";
