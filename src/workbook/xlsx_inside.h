/* The struct behind workbook/xlsx_reader.h: sheets, shared strings, styles and names of an open workbook. */
#ifndef WORKBOOK_XLSX_INSIDE_H
#define WORKBOOK_XLSX_INSIDE_H
#include "base/text.h"
#include "package/package.h"
#include "workbook/xlsx_reader.h"

enum { XLSX_MAX_TEXT = 1 << 20 };                      /* bytes of one cell; spreadsheets allow 32,767 characters */

enum xlsx_shows { XLSX_SHOWS_NUMBER, XLSX_SHOWS_DATE, XLSX_SHOWS_MONTH };   /* a date or time; year and month alone */
struct xlsx_sheet_entry { const char *name, *part; bool hidden, very_hidden; };
/* All shared strings, one behind the other; string i begins at starts[i] and ends with a NUL. */
struct xlsx_strings { struct text bytes; size_t *starts, n, cap; };
struct xlsx_named { const char *name, *value; };       /* of a name: what it refers to */
struct xlsx_named_list { struct xlsx_named *list; size_t n, cap; };
/* `format` is the number format; NULL = General. */
struct xlsx_style { enum xlsx_shows shows; const char *format; };
struct xlsx_reader {
    struct package package;
    struct arena arena;
    struct xlsx_sheet_entry *sheets;
    size_t n_sheets, cap_sheets;
    const char **other_sheets;
    size_t n_other_sheets, cap_other_sheets;
    bool date1904;
    struct xlsx_strings strings;
    struct xlsx_style *styles;                         /* by the number of a cell's style */
    size_t n_styles, cap_styles;
    struct xlsx_named_list names, properties;
};

MUST_CHECK bool xlsx_strings_load(struct xlsx_strings *s, const struct package *p, const char *part, struct diag *diag);
/* The string and its bytes; NULL when there is none of that number. It stays where it is. */
const char *xlsx_strings_at(const struct xlsx_strings *s, const char *number, size_t *n);
void xlsx_strings_release(struct xlsx_strings *s);
/* Adds text of a cell or string with the escapes _xHHHH_ taken out. */
void xlsx_add_unescaped(struct text *t, const char *s, size_t n);

MUST_CHECK bool xlsx_styles_load(struct xlsx_reader *book, const char *part, struct diag *diag);
/* false when there are too many. */
bool xlsx_named_add(struct xlsx_reader *book, struct xlsx_named_list *list, const char *name, const char *value);
/* The custom properties of the document, texts only (docProps/custom.xml). */
MUST_CHECK bool xlsx_properties_load(struct xlsx_reader *book, const char *part, struct diag *diag);

/* What a number format ("yyyy\"年\"m\"月\"", "0.00") shows. */
enum xlsx_shows xlsx_format_shows(const char *code);

#endif
