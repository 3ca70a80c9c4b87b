#include "reopen/pdf_facts.h"
#include "base/text.h"
#include "reopen/objects_inside.h"
#include <ctype.h>
#include <expat.h>
#include <stdlib.h>
#include <string.h>

/* ---- dictionaries ---- */

/* The open part of an object: a stream's bytes are not part of it. */
static struct object head_of(const struct pdf *p, const struct object *o)
{
    static const char mark[] = ">>\nstream\r\n";
    struct object head = *o;
    const char *stream = memmem(p->bytes + o->begin, o->end - o->begin, mark, sizeof mark - 1);
    if (stream) head.end = (size_t)(stream - p->bytes) + 2;
    return head;
}

/* What stands behind a name (/Title); NULL = the dictionary has none. A name ends where a letter or figure does not follow. */
static const char *value_of(const struct pdf *p, const struct object *o, const char *name)
{
    size_t n = strlen(name);
    const char *end = p->bytes + o->end;
    for (const char *s = p->bytes + o->begin; (s = memmem(s, (size_t)(end - s), name, n)); s += n)
        if (!isalnum((unsigned char)s[n])) return s + n + strspn(s + n, " \r\n");
    return NULL;
}

static bool is_name(const char *value, const char *name)
{
    size_t n = strlen(name);
    return value && !strncmp(value, name, n) && !isalnum((unsigned char)value[n]);
}

static int digit(char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; }

/* <FEFF5E74…> or (plain letters). */
static const char *string_of(struct arena *a, const char *value)
{
    struct text t = {0};
    size_t n = value && *value == '<' ? strspn(value + 1, "0123456789ABCDEFabcdef") : 0;
    uint32_t high = 0;
    if (value && *value == '(') return arena_dup_n(a, value + 1, strcspn(value + 1, ")\r\n"));
    if (n < 4 || strncasecmp(value + 1, "FEFF", 4)) return NULL;
    for (size_t i = 5; i + 3 <= n; i += 4) {
        uint32_t c = 0;
        for (size_t k = 0; k < 4; k++) c = c << 4 | (uint32_t)digit(value[i + k]);
        if (c >= 0xD800 && c < 0xDC00) high = c;
        else text_add_code_point(&t, high && c >= 0xDC00 && c < 0xE000 ? 0x10000 + ((high - 0xD800) << 10) + (c - 0xDC00) : c);
        if (c < 0xD800 || c >= 0xDC00) high = 0;
    }
    const char *copy = arena_dup(a, text_get(&t));
    text_release(&t);
    return copy;
}

/* ---- names ---- */

/* Every name that dictionaries of our PDFs hold; what is not here could be an action, a link, an attachment, a form. */
static bool is_known(const char *name, size_t n)
{
    static const char *const known[] = {"A", "Alt", "Artifact", "Ascent", "Author", "BBox", "BaseFont", "BitsPerComponent", "Block", "CIDFontType0", "CIDFontType0C", "CIDFontType2", "CIDSet", "CIDSystemInfo",
        "CIDToGIDMap", "CapHeight", "Caption", "Catalog", "ColSpan", "Column", "Contents", "Count", "CreationDate", "Creator", "DW", "DescendantFonts", "Descent", "Dest", "DestOutputProfile", "DisplayDocTitle",
        "Document", "Encoding", "Figure", "Filter", "First", "Flags", "FlateDecode", "Font", "FontBBox", "FontDescriptor", "FontFile2", "FontFile3", "FontName", "GTS_PDFA1", "H1", "H2", "H3", "H4", "Headers",
        "ID", "IDTree", "Identity", "Identity-H", "ImageB", "ImageC", "ImageI", "Info", "ItalicAngle", "K", "Keywords", "Kids", "L", "LBody", "LI", "Lang", "Last", "Layout", "Lbl", "Length", "Length1", "Limits", "MCID",
        "MCR", "MarkInfo", "Marked", "MediaBox", "Metadata", "ModDate", "N", "Names", "Next", "Nums", "O", "Ordering", "Outlines", "OutputCondition", "OutputConditionIdentifier", "OutputIntent", "OutputIntents", "P", "PDF",
        "Page", "PageMode", "Pages", "Parent", "ParentTree", "ParentTreeNextKey", "Pg", "Placement", "Prev", "ProcSet", "Producer", "Registry", "Resources", "Root", "Row", "RowSpan", "S", "Scope", "Sect", "Size", "Span",
        "StemV", "StructElem", "StructParents", "StructTreeRoot", "Subject", "Subtype", "Supplement", "TBody", "TD", "TH", "THead", "TR", "Table", "Tabs", "Text", "Title", "ToUnicode", "Type", "Type0", "UseOutlines",
        "ViewerPreferences", "W", "XML", "XYZ"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strlen(known[i]) == n && !memcmp(known[i], name, n)) return true;
    return n > 1 && name[0] == 'F' && strspn(name + 1, "0123456789") >= n - 1;      /* fonts of a page */
}

/* ABCDEF+Name: the subset of a font. */
static bool is_subset(const char *name, size_t n)
{
    enum { TAG = 6 };
    return n > TAG && name[TAG] == '+' && strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == TAG;
}

/* Past a text in round brackets. */
static const char *past_text(const char *s, const char *end)
{
    int depth = 0;
    for (; s < end; s++) {
        if (*s == '\\') s++;
        else if (*s == '(') depth++;
        else if (*s == ')' && !--depth) return s + 1;
    }
    return end;
}

/* The first name that none of ours holds. Names are compared as they stand: ours write none as #41. */
static const char *active_in(struct arena *a, const struct pdf *p, const struct object *o)
{
    static const char ends[] = " \t\r\n\f()<>[]{}/%";
    const char *end = p->bytes + o->end;
    for (const char *s = p->bytes + o->begin; s < end;) {
        if (*s == '(') {
            s = past_text(s, end);
        } else if (*s == '%') {
            return "注释";
        } else if (*s++ == '/') {
            size_t n = strcspn(s, ends);
            if (!is_known(s, n) && !is_subset(s, n)) return arena_printf(a, "/%.*s", n > 60 ? 60 : (int)n, s);
            s += n;
        }
    }
    return NULL;
}

/* ---- fonts ---- */

/* A font that draws is one that others do not stand for (Type0); its descriptor has the font itself. */
static void take_font(struct pdf_facts *f, const struct pdf *p, const struct object *head)
{
    if (is_name(value_of(p, head, "/Subtype"), "/Type0")) return;
    const char *descriptor = value_of(p, head, "/FontDescriptor");
    int64_t number = descriptor ? strtoll(descriptor, NULL, 10) : 0;
    f->fonts++;
    if (number <= 0 || number >= p->n_objects || !p->objects[number].begin) return;
    const struct object *o = &p->objects[number];
    const char *file = value_of(p, o, "/FontFile2");
    if (!file) file = value_of(p, o, "/FontFile3");
    number = file ? strtoll(file, NULL, 10) : 0;
    if (number > 0 && number < p->n_objects && p->objects[number].begin) f->embedded += head_of(p, &p->objects[number]).end < p->objects[number].end;
}

/* ---- metadata: XMP ---- */

struct xmp { struct pdf_facts *facts; struct arena *arena; struct text text; const char **into; XML_Parser parser; };

static void on_start(void *user, const XML_Char *name, const XML_Char **attributes)
{
    struct xmp *x = user;
    const struct { const char *name; const char **into; } wanted[] = {{"dc:title", &x->facts->xmp_title}, {"dc:creator", &x->facts->xmp_author},
        {"xmp:CreateDate", &x->facts->created}, {"pdfaid:part", &x->facts->part}, {"pdfaid:conformance", &x->facts->conformance}};
    (void)attributes;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        if (strcmp(name, wanted[i].name)) continue;
        x->into = wanted[i].into;
        text_clear(&x->text);
    }
}

static void on_end(void *user, const XML_Char *name)
{
    struct xmp *x = user;
    if (!x->into || !strncmp(name, "rdf:", 4)) return;
    *x->into = arena_dup(x->arena, text_get(&x->text));
    x->into = NULL;
}

static void on_text(void *user, const XML_Char *bytes, int n)
{
    struct xmp *x = user;
    if (x->into) text_add_n(&x->text, bytes, (size_t)n);
}

/* No metadata of ours declares entities. */
static void on_doctype(void *user, const XML_Char *name, const XML_Char *system, const XML_Char *public, int internal)
{
    (void)name, (void)system, (void)public, (void)internal;
    XML_StopParser(((struct xmp *)user)->parser, XML_FALSE);
}

static void read_xmp(struct pdf_facts *facts, struct arena *arena, const char *bytes, size_t n)
{
    enum { MOST = 1 << 20 };
    struct xmp x = {facts, arena, {0}, NULL, XML_ParserCreate("UTF-8")};
    if (x.parser && n <= MOST) {
        XML_SetUserData(x.parser, &x);
        XML_SetElementHandler(x.parser, on_start, on_end);
        XML_SetCharacterDataHandler(x.parser, on_text);
        XML_SetStartDoctypeDeclHandler(x.parser, on_doctype);
        if (XML_Parse(x.parser, bytes, (int)n, XML_TRUE) != XML_STATUS_OK) facts->part = facts->xmp_title = facts->xmp_author = NULL;
    }
    if (x.parser) XML_ParserFree(x.parser);
    text_release(&x.text);
}

/* ---- all of it ---- */

static void take_object(struct pdf_facts *f, struct arena *a, const struct pdf *p, const struct object *o)
{
    const struct object head = head_of(p, o);
    const char *type = value_of(p, &head, "/Type");
    if (is_name(type, "/Page")) f->pages++;
    if (is_name(type, "/Catalog")) {
        f->language = string_of(a, value_of(p, &head, "/Lang"));
        f->intent = value_of(p, &head, "/OutputIntents");
        f->tagged = value_of(p, &head, "/StructTreeRoot");
    }
    if (is_name(type, "/Font") || value_of(p, &head, "/BaseFont")) take_font(f, p, &head);
    if (is_name(type, "/Metadata") && head.end + 8 < o->end) {
        size_t from = head.end + sizeof "\nstream\r\n" - 1, n = o->end - from;
        const char *end = memmem(p->bytes + from, n, "endstream", 9);
        if (end) read_xmp(f, a, p->bytes + from, (size_t)(end - p->bytes) - from);
    }
    if (!f->active) f->active = active_in(a, p, &head);
}

static void take_trailer(struct pdf_facts *f, struct arena *a, const struct pdf *p)
{
    const struct object trailer = {0, p->table, p->n};
    const char *info = value_of(p, &trailer, "/Info");
    int64_t number = info ? strtoll(info, NULL, 10) : 0;
    f->encrypted = value_of(p, &trailer, "/Encrypt");
    if (!f->active && value_of(p, &trailer, "/Prev")) f->active = "写好以后追加的内容";
    if (!f->active && !f->encrypted) f->active = active_in(a, p, &(struct object){0, p->table, p->n - strlen("%%EOF") - 2});
    if (number <= 0 || number >= p->n_objects || !p->objects[number].begin) return;
    f->title = string_of(a, value_of(p, &p->objects[number], "/Title"));
    f->author = string_of(a, value_of(p, &p->objects[number], "/Author"));
}

bool pdf_facts_read(struct pdf_facts *facts, struct arena *arena, const char *path, struct diag *diag)
{
    struct pdf p;
    *facts = (struct pdf_facts){0};
    bool ok = pdf_take_apart(&p, path, diag);
    for (size_t i = 0; ok && i < p.n_used; i++) take_object(facts, arena, &p, p.order[i]);
    if (ok) take_trailer(facts, arena, &p);
    pdf_release(&p);
    return ok;
}
