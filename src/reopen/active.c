#include "base/file.h"
#include "base/text.h"
#include "reopen/document.h"
#include "reopen/parts_inside.h"
#include <expat.h>
#include <stdlib.h>
#include <string.h>

static bool is_one_of(const char *const *list, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(list[i], name)) return true;
    return false;
}
#define IS_ONE_OF(list, name) is_one_of(list, sizeof(list) / sizeof *(list), name)

/* ---- pages ---- */

struct active_page { XML_Parser parser; struct arena *arena; struct text text; const char *found; };

static void page_find(struct active_page *p, const char *what, const char *words)
{
    if (!p->found) p->found = arena_printf(p->arena, "%s%.80s", what, words);
}

/* What a style may do is more than look: it can fetch. */
static void check_style(struct active_page *p, const char *style)
{
    static const char *const marks[] = {"url(", "@import", "image(", "image-set(", "expression(", "src(", "\\", "/*"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (strcasestr(style, marks[i])) page_find(p, "样式里的 ", marks[i]);
}

static void check_attribute(struct active_page *p, const char *name, const char *value)
{
    static const char *const known[] = {"aria-label", "aria-labelledby", "charset", "class", "colspan", "content", "cx", "cy", "data-label", "data-v", "fill", "headers", "height", "href",
                                        "http-equiv", "id", "lang", "name", "r", "role", "rowspan", "scope", "stroke", "stroke-width", "style", "tabindex", "viewBox", "width", "x", "x1", "x2", "y", "y1", "y2"};
    if (!IS_ONE_OF(known, name)) page_find(p, "属性 ", name);
    if (!strcmp(name, "style")) check_style(p, value);
    if (!strcmp(name, "href") && (strpbrk(value, ":\\") || *value == '/')) page_find(p, "外部链接 ", value);
    if (!strcmp(name, "http-equiv") && strcmp(value, "Content-Security-Policy")) page_find(p, "http-equiv ", value);
    if ((!strcmp(name, "fill") || !strcmp(name, "stroke")) && strchr(value, '(')) page_find(p, "属性 ", name);
}

static void on_start(void *user, const XML_Char *name, const XML_Char **attributes)
{
    static const char *const known[] = {"a", "article", "b", "body", "caption", "circle", "col", "colgroup", "div", "figcaption", "figure", "h1", "h2", "h3", "h4", "head", "html", "li", "line", "main",
                                        "meta", "nav", "p", "rect", "section", "small", "span", "style", "svg", "table", "tbody", "td", "text", "th", "thead", "title", "tr", "ul", "wbr"};
    struct active_page *p = user;
    if (!IS_ONE_OF(known, name)) page_find(p, "标签 ", name);
    for (size_t i = 0; attributes[i]; i += 2) check_attribute(p, attributes[i], attributes[i + 1]);
    text_clear(&p->text);
}

static void on_end(void *user, const XML_Char *name)
{
    struct active_page *p = user;
    if (!strcmp(name, "style")) check_style(p, text_get(&p->text));
}

static void on_text(void *user, const XML_Char *bytes, int n) { text_add_n(&((struct active_page *)user)->text, bytes, (size_t)n); }

/* Browsers end these elsewhere than XML does, so that markup can hide in them; no page of ours has one. */
static void on_comment(void *user, const XML_Char *words) { page_find(user, "注释 ", words); }
static void on_instruction(void *user, const XML_Char *target, const XML_Char *words) { (void)words, page_find(user, "处理指令 ", target); }
static void on_cdata(void *user) { page_find(user, "CDATA", ""); }
static void on_doctype(void *user, const XML_Char *name, const XML_Char *system, const XML_Char *public, int internal)
{
    struct active_page *p = user;
    if (!system && !public && !internal && !strcmp(name, "html")) return;
    page_find(p, "文档类型 ", name);
    XML_StopParser(p->parser, XML_FALSE);
}

static const char *in_page(struct arena *arena, const char *path)
{
    enum { CHUNK = 1 << 15 };
    const int64_t most = 64 * MEBIBYTE;
    char bytes[CHUNK];
    struct diag unread;
    FILE *f;
    if (!file_open(&f, path, most, &unread)) return "读不了，没有看";
    struct active_page p = {.parser = XML_ParserCreate("UTF-8"), .arena = arena};
    bool ok = p.parser, end = !ok;
    if (ok) {
        XML_SetUserData(p.parser, &p);
        XML_SetElementHandler(p.parser, on_start, on_end);
        XML_SetCharacterDataHandler(p.parser, on_text);
        XML_SetCommentHandler(p.parser, on_comment);
        XML_SetProcessingInstructionHandler(p.parser, on_instruction);
        XML_SetStartCdataSectionHandler(p.parser, on_cdata);
        XML_SetStartDoctypeDeclHandler(p.parser, on_doctype);
    }
    while (ok && !end && !p.found) {
        size_t n = fread(bytes, 1, sizeof bytes, f);
        end = n < sizeof bytes;
        ok = XML_Parse(p.parser, bytes, (int)n, end) == XML_STATUS_OK;
    }
    if (p.parser) XML_ParserFree(p.parser);
    fclose(f);
    text_release(&p.text);
    return p.found || ok ? p.found : "不是完整的网页，没有看完";
}

/* ---- parts ---- */

struct active_part { struct arena *arena; const char *part, *found; struct text text; };

static void part_find(struct active_part *p, const char *what, const char *words)
{
    if (!p->found) p->found = arena_printf(p->arena, "部件 %s 的%s%.80s", p->part, what, words);
}

/* Folders and endings of the parts that the program writes, or that a workbook of the office has which it fills in. */
static bool is_known_part(const char *name)
{
    static const char *const begins[] = {"[Content_Types].xml", "_rels/.rels", "docProps/", "word/document.xml", "word/_rels/", "word/styles.xml", "word/fontTable.xml", "word/settings.xml", "word/footer",
                                         "word/header", "xl/workbook.xml", "xl/_rels/", "xl/worksheets/", "xl/sharedStrings.xml", "xl/theme/", "xl/styles.xml", "xl/drawings/", "xl/charts/",
                                         "xl/comments", "xl/tables/", "xl/printerSettings", "xl/calcChain.xml"};
    const char *ending = strrchr(name, '.');
    bool known = false;
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) known = known || !strncmp(name, begins[i], strlen(begins[i]));
    return known && ending && (!strcmp(ending, ".xml") || !strcmp(ending, ".rels"));
}

static void part_start(void *user, const char *name, const char **attributes)
{
    static const char *const never[] = {"object", "OLEObject", "oleObject", "control", "altChunk", "hyperlink", "ddeLink", "oleLink", "externalReference", "attachedTemplate", "subDoc", "mailMerge", "legacyDrawing", "script"};
    struct active_part *p = user;
    const char *mode = package_attribute(attributes, "TargetMode"), *type = package_attribute(attributes, "ContentType"), *instruction = package_attribute(attributes, "instr");
    if (IS_ONE_OF(never, name)) part_find(p, "元素 ", name);
    if (mode && strcmp(mode, "Internal")) part_find(p, "关系指向文件以外", "");
    if (type && (strcasestr(type, "macro") || strcasestr(type, "vba") || strcasestr(type, "activeX"))) part_find(p, "种类 ", type);
    if (!strcmp(name, "fldSimple") && (!instruction || strncmp(instruction + strspn(instruction, " "), "PAGE", 4))) part_find(p, "域 ", instruction ? instruction : "");
    if (strcmp(name, "instrText") && strcmp(name, "fldChar")) text_clear(&p->text);
}

static void part_end(void *user, const char *name)
{
    static const char *const leads[] = {"|", "://", "WEBSERVICE", "HYPERLINK", "DDE", "CALL(", "REGISTER", "["};
    struct active_part *p = user;
    const char *words = text_get(&p->text);
    if (!strcmp(name, "instrText")) {
        const char *from = words + strspn(words, " ");
        if (strcmp(from, "PAGE ") && strcmp(from, "PAGE")) part_find(p, "域 ", words);
        text_clear(&p->text);
    } else if (!strcmp(name, "f") || !strcmp(name, "definedName")) {
        for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
            if (strcasestr(words, leads[i])) part_find(p, "公式 ", words);
    }
}

static void part_text(void *user, const char *bytes, size_t n) { text_add_n(&((struct active_part *)user)->text, bytes, n); }

/* ---- fixed layout ---- */

static bool is_layout_part(const char *name)
{
    static const char *const whole[] = {"OFD.xml", "Doc_0/Document.xml", "Doc_0/PublicRes.xml"};
    static const char page[] = "Doc_0/Pages/Page_", content[] = "/Content.xml", font[] = "Doc_0/Res/Font_";
    static const char digits[] = "0123456789";
    if (IS_ONE_OF(whole, name)) return true;
    if (!strncmp(name, page, sizeof page - 1)) return !strcmp(name + sizeof page - 1 + strspn(name + sizeof page - 1, digits), content);
    if (strncmp(name, font, sizeof font - 1)) return false;
    const char *ending = name + sizeof font - 1 + strspn(name + sizeof font - 1, digits);
    return !strcmp(ending, ".otf") || !strcmp(ending, ".ttf");
}

/* Of actions only an outline's way to a place of the same document. */
static void layout_start(void *user, const char *name, const char **attributes)
{
    static const char *const known[] = {"OFD", "DocBody", "DocInfo", "DocID", "Title", "Author", "Subject", "CreationDate", "ModDate", "Creator", "CreatorVersion", "DocRoot", "Document",
                                        "CommonData", "MaxUnitID", "PageArea", "PhysicalBox", "PublicRes", "Pages", "Page", "Outlines", "OutlineElem", "Actions", "Action", "Goto", "Dest",
                                        "Res", "Fonts", "Font", "FontFile", "Area", "Content", "Layer", "TextObject", "TextCode", "CGTransform", "Glyphs", "PathObject", "AbbreviatedData",
                                        "FillColor", "StrokeColor"};
    (void)attributes;
    if (!IS_ONE_OF(known, name)) part_find(user, "元素 ", name);
}

/* ---- all parts ---- */

static const struct package_handlers part_handlers = {part_start, part_end, part_text}, layout_handlers = {layout_start, NULL, NULL};

static const char *in_parts(struct arena *arena, const char *path, const struct package_kind *kind)
{
    bool layout = kind == &parts_of_layout;
    struct package package;
    struct active_part p = {.arena = arena, .part = ""};
    struct diag unread;
    bool ok = parts_open(&package, path, kind, &unread);
    for (zip_int64_t i = 0, n = ok ? zip_get_num_entries(package.zip, 0) : 0; ok && !p.found && i < n; i++) {
        struct package_pump pump = {0};
        p.part = arena_dup(arena, zip_get_name(package.zip, (zip_uint64_t)i, 0));
        text_clear(&p.text);
        const char *ending = strrchr(p.part, '.');
        if (layout ? !is_layout_part(p.part) : !is_known_part(p.part)) part_find(&p, "名称不是程序写的：宏、对象或者别的", "");
        else if (!layout || !strcmp(ending, ".xml")) ok = package_pump_all(&pump, &package, p.part, layout ? &layout_handlers : &part_handlers, &p, &unread);
    }
    package_close(&package);
    text_release(&p.text);
    return p.found || ok ? p.found : "不完整，没有看完";
}

/* ---- all ---- */

const char *active_in_document(struct arena *arena, const char *path, const char *name)
{
    const char *ending = strrchr(name, '.');
    if (ending && !strcmp(ending, ".html")) return in_page(arena, path);
    if (ending && !strcmp(ending, ".docx")) return in_parts(arena, path, &package_of_text);
    if (ending && !strcmp(ending, ".ofd")) return in_parts(arena, path, &parts_of_layout);
    return in_parts(arena, path, &package_of_workbook);
}
