#include "base/file_kind.h"
#include "base/file.h"
#include "base/memory.h"
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- words ---- */

#define SAVE_AS "用 Excel 或 WPS 表格打开，另存为 .xlsx"
#define COPY_TABLES "把里面的表格复制到工作簿里，存为 .xlsx"

static const struct { const char *name, *advice; } words[FILE_KINDS] = {
    [FILE_NONE] = {"读不出来的文件", "换一个能打开的文件"},
    [FILE_EMPTY] = {"空文件（0 字节）", "重新保存，或者重新发送"},
    [FILE_XLSX] = {"XLSX 工作簿", SAVE_AS},
    [FILE_XLSB] = {"二进制工作簿（.xlsb）", SAVE_AS},
    [FILE_ODS] = {".ods 工作簿", "在表格软件里打开，另存为 .xlsx"},
    [FILE_IWORK] = {"苹果电脑的 Numbers（或 Pages）文件", "在 Numbers 里用“导出为”→“Excel”，存成 .xlsx"},
    [FILE_XLS] = {"旧格式的工作簿（.xls、.et）", SAVE_AS},
    [FILE_PASSWORD] = {"加了密码的文件", "打开后去掉密码，另存为 .xlsx"},
    [FILE_XML_2003] = {"“XML 表格 2003”格式的文件", SAVE_AS "（类型选“Excel 工作簿”）"},
    [FILE_HTML] = {"网页（HTML）", SAVE_AS "（类型选“Excel 工作簿”，不要选“网页”）"},
    [FILE_MHTML] = {"单个文件网页（MHTML）", SAVE_AS "（类型选“Excel 工作簿”，不要选“网页”）"},
    [FILE_DOCX] = {"Word 文档（.docx）", COPY_TABLES},
    [FILE_ODT] = {"OpenDocument 文档（.odt）", COPY_TABLES},
    [FILE_DOC] = {"旧格式的文字文档（.doc、.wps）", COPY_TABLES},
    [FILE_RTF] = {"RTF 文字文档", COPY_TABLES},
    [FILE_WORD_XML] = {"Word 的 XML 文档", COPY_TABLES},
    [FILE_SLIDES] = {"演示文稿", COPY_TABLES},
    [FILE_PDF] = {"PDF 文档", "向对方要原来的工作簿（.xlsx）"},
    [FILE_OFD] = {"OFD 版式文档", "向对方要原来的工作簿（.xlsx）"},
    [FILE_IMAGE] = {"图片", "向对方要原来的工作簿（.xlsx）"},
    [FILE_ZIP] = {"压缩包（ZIP）", "先解压，再用里面的文件"},
    [FILE_ZIP_BROKEN] = {"不完整的压缩文件或工作簿（可能没有传完）", "重新保存，或者重新发送"},
    [FILE_ARCHIVE] = {"压缩包", "先解压，再用里面的文件"},
    [FILE_OLE] = {"旧格式的 Office 文件", SAVE_AS},
    [FILE_SQLITE] = {"SQLite 数据库", "直接把这个文件作为台账给出"},
    [FILE_KEPT] = {"本程序的记录库（--store）", "直接把这个文件作为台账，或给 --previous"},
    [FILE_XML] = {"XML 文件", "从原来的系统导出 .xlsx 或 CSV"},
    [FILE_JSON] = {"JSON 文本", "从原来的系统导出 .xlsx 或 CSV"},
    [FILE_TEXT] = {"文本文件（CSV 一类）", SAVE_AS},
    [FILE_BINARY] = {"不认识的文件", SAVE_AS},
};

const char *file_kind_name(enum file_kind kind) { return words[kind].name; }
const char *file_kind_advice(enum file_kind kind) { return words[kind].advice; }

const char *file_kind_report_advice(enum file_kind kind)
{
    switch (kind) {
    case FILE_ODT:
    case FILE_DOC:
    case FILE_RTF:
    case FILE_WORD_XML: return "用 Word 或 WPS 打开，另存为 .docx";
    case FILE_IWORK: return "用“导出为”存成 .docx 或 .xlsx";
    case FILE_PASSWORD: return "打开后去掉密码，另存为 .docx 或 .xlsx";
    case FILE_OLE: return "用 Word、Excel 或 WPS 打开，另存为 .docx 或 .xlsx";
    case FILE_SLIDES:
    case FILE_OFD:
    case FILE_IMAGE: return "向对方要原来的文件（.docx 或 .xlsx）";
    case FILE_SQLITE:
    case FILE_KEPT: return "给出年报的文件；里面的机关表请另存为 agencies.csv";
    default: return file_kind_advice(kind);
    }
}

/* ---- zip files: by the names in their directory ---- */

static uint32_t number(const unsigned char *p, int bytes)
{
    uint32_t n = 0;
    for (int i = bytes; i--;) n = n << 8 | p[i];
    return n;
}

/* `n` bytes at `offset`; NULL where the file has not as many. */
static unsigned char *read_at(FILE *f, int64_t offset, size_t n)
{
    unsigned char *bytes = memory_alloc(n + 1);
    if (offset >= 0 && !fseeko(f, offset, SEEK_SET) && fread(bytes, 1, n, f) == n) return bytes;
    free(bytes);
    return NULL;
}

/* A workbook's parts may have other names; those of the last line it has in common with other files. The main part of a text may be
 * word/document2.xml. */
static enum file_kind kind_by_part(const char *name, size_t n)
{
    static const struct { const char *part; enum file_kind kind; } parts[] = {
        {"xl/workbook.bin", FILE_XLSB}, {"ppt/presentation.xml", FILE_SLIDES}, {"OFD.xml", FILE_OFD},
        {"Index/Document.iwa", FILE_IWORK}, {"Index.zip", FILE_IWORK},
        {"xl/workbook.xml", FILE_XLSX}, {"[Content_Types].xml", FILE_XLSX}, {"_rels/.rels", FILE_XLSX},
    };
    if (n > strlen("word/") && !strncasecmp(name, "word/", strlen("word/"))) return FILE_DOCX;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (n == strlen(parts[i].part) && !strncasecmp(name, parts[i].part, n)) return parts[i].kind;
    return FILE_ZIP;
}

static enum file_kind kind_by_directory(const unsigned char *bytes, size_t n)
{
    enum { FIXED = 46, NAME = 28, EXTRA = 30, COMMENT = 32 };
    enum file_kind found = FILE_ZIP;
    for (size_t at = 0; at + FIXED <= n && !memcmp(bytes + at, "PK\1\2", 4);) {
        size_t name = number(bytes + at + NAME, 2), rest = number(bytes + at + EXTRA, 2) + number(bytes + at + COMMENT, 2);
        if (at + FIXED + name > n) break;
        enum file_kind kind = kind_by_part((const char *)bytes + at + FIXED, name);
        if (kind != FILE_ZIP) found = kind;
        if (found != FILE_ZIP && found != FILE_XLSX) break;
        at += FIXED + name + rest;
    }
    return found;
}

/* The directory stands before the end record, and that before a comment of up to 64 KiB. */
static enum file_kind kind_of_zip(FILE *f, int64_t size)
{
    enum { END = 22, LONGEST_COMMENT = 65535, DIRECTORY_BYTES = 12, DIRECTORY_OFFSET = 16 };
    static const uint32_t most = 8 * MEBIBYTE;
    size_t n = size < END + LONGEST_COMMENT ? (size_t)size : END + LONGEST_COMMENT;
    unsigned char *tail = read_at(f, size - (int64_t)n, n), *directory = NULL;
    enum file_kind kind = FILE_ZIP_BROKEN;
    for (size_t at = n >= END ? n - END + 1 : 0; tail && at--;) {
        if (memcmp(tail + at, "PK\5\6", 4)) continue;
        uint32_t bytes = number(tail + at + DIRECTORY_BYTES, 4);
        if (bytes == UINT32_MAX) kind = FILE_XLSX;     /* ZIP64 has it elsewhere: the reader of workbooks judges */
        else if (bytes <= most) directory = read_at(f, number(tail + at + DIRECTORY_OFFSET, 4), bytes);
        if (directory) kind = kind_by_directory(directory, bytes);
        break;
    }
    free(tail);
    free(directory);
    return kind;
}

/* OpenDocument says what it is in its first, uncompressed entry. */
static enum file_kind kind_of_open_document(const char *head, size_t n)
{
    static const char mark[] = "mimetypeapplication/vnd.oasis.opendocument.";
    const char *at = memmem(head, n, mark, sizeof mark - 1);
    if (!at) return FILE_NONE;
    at += sizeof mark - 1;
    if (!strncmp(at, "spreadsheet", strlen("spreadsheet"))) return FILE_ODS;
    return !strncmp(at, "presentation", strlen("presentation")) ? FILE_SLIDES : FILE_ODT;
}

/* ---- old Office files: by the streams in their directory, whose entries lie at multiples of 128 ---- */

enum { OLE_ENTRY = 128 };

static enum file_kind kind_by_entry(const unsigned char *entry)
{
    static const struct { const char *name; enum file_kind kind; } streams[] = {
        {"EncryptedPackage", FILE_PASSWORD}, {"Workbook", FILE_XLS}, {"Book", FILE_XLS}, {"WordDocument", FILE_DOC}, {"PowerPoint Document", FILE_SLIDES}};
    enum { NAME_BYTES = 64, TYPE = 66, STREAM = 2 };
    if (entry[TYPE] != STREAM) return FILE_OLE;
    for (size_t i = 0; i < sizeof streams / sizeof *streams; i++) {
        size_t n = strlen(streams[i].name), same = 0;
        if (number(entry + NAME_BYTES, 2) != 2 * (n + 1)) continue;
        while (same < n && entry[2 * same] == (unsigned char)streams[i].name[same] && !entry[2 * same + 1]) same++;
        if (same == n) return streams[i].kind;
    }
    return FILE_OLE;
}

/* The first such stream is the file's own; those of embedded objects come behind it. */
static enum file_kind kind_of_ole(FILE *f)
{
    enum { ENTRIES = 512, MOST = 64 * 16 };            /* 64 KiB at a time, 64 MiB in all */
    unsigned char *bytes = memory_alloc(ENTRIES * OLE_ENTRY);
    enum file_kind kind = FILE_OLE;
    size_t n;
    rewind(f);
    for (int i = 0; i < MOST && kind == FILE_OLE && (n = fread(bytes, OLE_ENTRY, ENTRIES, f)) > 0; i++)
        for (size_t k = 0; k < n && kind == FILE_OLE; k++) kind = kind_by_entry(bytes + k * OLE_ENTRY);
    free(bytes);
    return kind;
}

/* ---- texts ---- */

static bool begins(const char *s, const char *with) { return !strncasecmp(s, with, strlen(with)); }

static enum file_kind kind_of_markup(const char *s)
{
    static const char *const html[] = {"<html", "<!doctype html", "<table", "<head", "<meta", "<body", "<style", "<div", "<p>", "<p ", "<tr", "<title", "<script", "<link", "<base",
                                      "<center", "<font", "<span", "<section", "<article", "<h1", "<h2", "<ul", "<ol"};
    bool declared = begins(s, "<?xml") || begins(s, "<?mso");
    if (declared && (strstr(s, "urn:schemas-microsoft-com:office:spreadsheet") || strstr(s, "progid=\"Excel.Sheet\""))) return FILE_XML_2003;
    if (declared && (strstr(s, "progid=\"Word.Document\"") || strstr(s, "/wordml\"") || strstr(s, "2006/xmlPackage"))) return FILE_WORD_XML;
    for (size_t i = 0; i < sizeof html / sizeof *html; i++)
        if (begins(s, html[i]) || ((declared || begins(s, "<!--")) && strcasestr(s, html[i]))) return FILE_HTML;
    return declared ? FILE_XML : FILE_TEXT;
}

/* Drops the NUL bytes of UTF-16: the words that decide are ASCII. A page may have some, which browsers pass over; other texts have none. */
static enum file_kind kind_of_text(char *head, size_t n)
{
    enum { ONE_IN = 16 };
    size_t left = 0, start = 0;
    bool wide = n >= 2 && (!memcmp(head, "\xFF\xFE", 2) || !memcmp(head, "\xFE\xFF", 2));
    if (wide) start = 2;
    else if (n >= 3 && !memcmp(head, "\xEF\xBB\xBF", 3)) start = 3;
    for (size_t i = start; i < n; i++)
        if (head[i]) head[left++] = head[i];
    head[left] = 0;
    const char *s = head + strspn(head, " \t\r\n");
    enum file_kind markup = *s == '<' ? kind_of_markup(s) : FILE_TEXT;
    if (!wide && left + start < n && (markup != FILE_HTML || (n - start - left) * ONE_IN > n)) return FILE_BINARY;
    if (*s == '<') return markup;
    if (begins(s, "MIME-Version:")) return FILE_MHTML;
    return *s == '{' || *s == '[' ? FILE_JSON : FILE_TEXT;
}

/* ---- the whole ---- */

static enum file_kind kind_by_beginning(const char *head, size_t n)
{
    static const struct { const char *bytes; size_t n; enum file_kind kind; } beginnings[] = {
        {"%PDF", 4, FILE_PDF}, {"{\\rtf", 5, FILE_RTF}, {"\x89PNG", 4, FILE_IMAGE}, {"\xFF\xD8\xFF", 3, FILE_IMAGE}, {"GIF8", 4, FILE_IMAGE},
        {"BM", 2, FILE_IMAGE}, {"II*\0", 4, FILE_IMAGE}, {"MM\0*", 4, FILE_IMAGE}, {"Rar!", 4, FILE_ARCHIVE}, {"7z\xBC\xAF", 4, FILE_ARCHIVE},
        {"\x1F\x8B", 2, FILE_ARCHIVE}, {"\x09\x08", 2, FILE_XLS}, {"\x09\x04\x06\0", 4, FILE_XLS}, {"\x09\x02\x06\0", 4, FILE_XLS}};
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
        bool same = n >= beginnings[i].n && !memcmp(head, beginnings[i].bytes, beginnings[i].n);
        /* Two letters begin many a text; a picture has a NUL among the bytes that follow. */
        if (same && (beginnings[i].n > 2 || memchr(head, 0, n))) return beginnings[i].kind;
    }
    return FILE_NONE;
}

static enum file_kind kind_of_database(const unsigned char *head, size_t n)
{
    enum { APPLICATION_AT = 68 };
    uint32_t application = 0;
    for (size_t i = 0; n >= APPLICATION_AT + 4 && i < 4; i++) application = application << 8 | head[APPLICATION_AT + i];
    return application == FILE_APPLICATION ? FILE_KEPT : FILE_SQLITE;
}

static enum file_kind kind_of(FILE *f)
{
    enum { HEAD = 4096 };
    static const char sqlite[] = "SQLite format 3";    /* with the NUL at its end */
    char head[HEAD + 1] = "";
    size_t n = fread(head, 1, HEAD, f);
    enum file_kind kind;
    if (!n) return ferror(f) ? FILE_NONE : FILE_EMPTY;
    if (n >= 4 && !memcmp(head, "PK\3\4", 4)) {
        if ((kind = kind_of_open_document(head, n)) != FILE_NONE) return kind;
        return fseeko(f, 0, SEEK_END) ? FILE_ZIP_BROKEN : kind_of_zip(f, ftello(f));
    }
    if (n >= 4 && !memcmp(head, "\xD0\xCF\x11\xE0", 4)) return kind_of_ole(f);
    if (n >= 4 && !memcmp(head, "PK\5\6", 4)) return FILE_ZIP;
    if (n >= sizeof sqlite && !memcmp(head, sqlite, sizeof sqlite)) return kind_of_database((const unsigned char *)head, n);
    kind = kind_by_beginning(head, n);
    return kind != FILE_NONE ? kind : kind_of_text(head, n);
}

enum file_kind file_kind_of(const char *path)
{
    FILE *f;
    struct diag unreadable;                            /* the reader that opens the file next says why it cannot */
    if (!file_open(&f, path, FILE_ANY_SIZE, &unreadable)) return FILE_NONE;
    enum file_kind kind = kind_of(f);
    fclose(f);
    return kind;
}
