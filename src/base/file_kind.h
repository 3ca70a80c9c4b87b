/* The kind of a file, told by its bytes and never by its name: people rename a file that they should have saved in another format,
 * and other systems export web pages under the name .xls.
 *
 *     enum file_kind kind = file_kind_of(path);
 *     if (kind != FILE_XLSX) say("%s 其实是%s：请%s", path, file_kind_name(kind), file_kind_advice(kind));
 */
#ifndef BASE_FILE_KIND_H
#define BASE_FILE_KIND_H

enum file_kind {
    FILE_NONE,                                         /* not there, no regular file, or not to be read */
    FILE_EMPTY,
    FILE_XLSX,                                         /* also .xlsm: a zip file with a workbook's parts in XML */
    FILE_XLSB, FILE_ODS, FILE_IWORK,                   /* other workbooks: binary Excel, OpenDocument, Numbers (or Pages) */
    FILE_XLS, FILE_PASSWORD,                           /* old Excel and WPS (.xls, .et); an Office file with a password */
    FILE_XML_2003,                                     /* "XML 表格 2003" */
    FILE_HTML, FILE_MHTML,
    FILE_DOCX, FILE_ODT, FILE_DOC, FILE_RTF, FILE_WORD_XML,   /* texts; .doc also of WPS (.wps) */
    FILE_SLIDES,
    FILE_PDF, FILE_OFD, FILE_IMAGE,
    FILE_ZIP, FILE_ZIP_BROKEN, FILE_ARCHIVE,           /* a zip file of something else; one without its end; rar, 7z, gzip */
    FILE_OLE,                                          /* an old Office file of something else */
    FILE_SQLITE, FILE_KEPT,                            /* a database of SQLite; one that this program has kept (--store) */
    FILE_XML, FILE_JSON,
    FILE_TEXT,                                         /* CSV, or any other text */
    FILE_BINARY,
    FILE_KINDS
};

enum { FILE_APPLICATION = 0x4E424132 };                /* "NBA2" in the head of a kept store: a database of this program */

enum file_kind file_kind_of(const char *path);
/* "网页（HTML）". */
const char *file_kind_name(enum file_kind kind);
/* How the user gets a workbook that can be read; follows 请: "用 Excel 或 WPS 表格打开，另存为 .xlsx". */
const char *file_kind_advice(enum file_kind kind);
/* The same of a report, which may also be a text document. */
const char *file_kind_report_advice(enum file_kind kind);

#endif
