#include "reopen.h"
#include "base/characters.h"
#include "fuzz.h"
#include "ledger/rows/csv.h"
#include "package/package.h"
#include "workbook/xlsx_reader.h"
#include <expat.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

bool passes_door(const char *s)
{
    struct character_fault fault;
    return *s && characters_allowed(s, strlen(s), &fault) && !strchr(s, '\r');
}

static void add(struct reopened *r, const char *s, size_t n)
{
    r->texts = memory_grow(r->texts, r->n, &r->cap, sizeof *r->texts);
    r->texts[r->n++] = arena_dup_n(&r->arena, s, n);
    for (size_t i = 0; i < n; i++)
        if (s[i] != '\n') text_add_char(&r->joined, s[i]);
}

bool reopened_has(const struct reopened *r, const char *text)
{
    for (size_t i = 0; i < r->n; i++)
        if (!strcmp(r->texts[i], text)) return true;
    return false;
}

void reopened_release(struct reopened *r)
{
    free(r->texts);
    text_release(&r->joined);
    arena_release(&r->arena);
    *r = (struct reopened){0};
}

static void read_bytes(const char *path, struct text *bytes)
{
    char buffer[4096];
    FILE *f = fopen(path, "rb");
    fuzz_hold(f != NULL, "what was written is there");
    for (size_t n; (n = fread(buffer, 1, sizeof buffer, f)) > 0;) text_add_n(bytes, buffer, n);
    fclose(f);
}

/* ---- HTML and the parts of packages ---- */

struct words { struct reopened *reopened; struct text text; };

static void end_words(struct words *w)
{
    if (w->text.n) add(w->reopened, w->text.bytes, w->text.n);
    text_clear(&w->text);
}

static void on_start(void *user, const XML_Char *name, const XML_Char **attributes)
{
    (void)attributes;
    if (strcmp(name, "wbr")) end_words(user);          /* a place where a title may break */
}

static void on_end(void *user, const XML_Char *name)
{
    if (strcmp(name, "wbr")) end_words(user);
}

static void on_text(void *user, const XML_Char *s, int n) { text_add_n(&((struct words *)user)->text, s, (size_t)n); }

/* `r` may be NULL: then the document need only be whole. */
static void parse_xml(struct reopened *r, const char *bytes, size_t n)
{
    struct words words = {.reopened = r};
    XML_Parser p = XML_ParserCreate(NULL);
    if (r) {
        XML_SetUserData(p, &words);
        XML_SetElementHandler(p, on_start, on_end);
        XML_SetCharacterDataHandler(p, on_text);
    }
    fuzz_hold(XML_Parse(p, bytes, (int)n, 1) == XML_STATUS_OK, "XML is whole");
    XML_ParserFree(p);
    text_release(&words.text);
}

static bool ends_with(const char *s, const char *end) { return strlen(s) >= strlen(end) && !strcmp(s + strlen(s) - strlen(end), end); }

/* All but fonts are XML. */
static void parse_parts(const char *path)
{
    int error;
    zip_t *z = zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, &error);
    fuzz_hold(z != NULL, "a package is a zip file");
    for (zip_int64_t i = 0; i < zip_get_num_entries(z, 0); i++) {
        zip_stat_t st;
        fuzz_hold(!zip_stat_index(z, (zip_uint64_t)i, 0, &st), "a part has a size");
        char *bytes = memory_alloc(st.size + 1);
        zip_file_t *f = zip_fopen_index(z, (zip_uint64_t)i, 0);
        fuzz_hold(f && zip_fread(f, bytes, st.size) == (zip_int64_t)st.size && !zip_fclose(f), "a part is whole");
        if (!ends_with(st.name, ".otf") && !ends_with(st.name, ".ttf")) parse_xml(NULL, bytes, st.size);
        free(bytes);
    }
    zip_discard(z);
}

static void read_book(struct reopened *r, const char *path)
{
    struct xlsx_reader *book = NULL;
    struct xlsx_sheet *sheet = NULL;
    const struct xlsx_row *row = NULL;
    struct diag diag = {0};
    fuzz_hold(xlsx_reader_open(&book, path, &diag), diag.text);
    for (size_t i = 0; i < xlsx_reader_sheets(book); i++) {
        bool ok = xlsx_sheet_open(&sheet, book, i, &diag);
        while (ok && (ok = xlsx_sheet_next(sheet, &row, &diag)) && row)
            for (size_t k = 0; k < row->n; k++) add(r, row->cells[k].text, row->cells[k].n);
        fuzz_hold(ok, diag.text);
        xlsx_sheet_close(sheet);
    }
    xlsx_reader_close(book);
}

/* ---- text documents: a paragraph is a text ---- */

struct paragraphs { struct words words; bool inside; };

static void on_element(void *user, const char *name, const char **attributes)
{
    struct paragraphs *p = user;
    (void)attributes;
    p->inside = !strcmp(name, "t");
    if (!strcmp(name, "br")) text_add_char(&p->words.text, '\n');
    if (!strcmp(name, "p")) end_words(&p->words);
}

static void on_element_end(void *user, const char *name)
{
    struct paragraphs *p = user;
    p->inside = false;
    if (!strcmp(name, "p")) end_words(&p->words);
}

static void on_words(void *user, const char *bytes, size_t n)
{
    struct paragraphs *p = user;
    if (p->inside) text_add_n(&p->words.text, bytes, n);
}

static void read_text(struct reopened *r, const char *path)
{
    static const struct package_handlers handlers = {on_element, on_element_end, on_words};
    struct paragraphs p = {.words = {.reopened = r}};
    struct package package;
    struct package_pump pump;
    struct diag diag = {0};
    fuzz_hold(package_open(&package, path, &package_of_text, &diag), diag.text);
    fuzz_hold(package_pump_all(&pump, &package, "word/document.xml", &handlers, &p, &diag), diag.text);
    package_close(&package);
    text_release(&p.words.text);
}

/* ---- JSON, CSV, PDF ---- */

static void add_strings(struct reopened *r, json_t *value)
{
    const char *key;
    json_t *inner;
    size_t i;
    if (json_is_string(value)) add(r, json_string_value(value), json_string_length(value));
    json_array_foreach(value, i, inner) add_strings(r, inner);
    json_object_foreach(value, key, inner) add_strings(r, inner);
}

static void read_json(struct reopened *r, const char *bytes, size_t n)
{
    json_t *root = json_loadb(bytes, n, JSON_REJECT_DUPLICATES, NULL);
    fuzz_hold(root != NULL, "JSON is whole");
    add_strings(r, root);
    json_decref(root);
}

static void read_csv(struct reopened *r, char *bytes, size_t n)
{
    struct raw_row row;
    struct fault fault = {0};
    enum raw_result result;
    size_t columns = 0;
    fuzz_hold(n > 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3), "a CSV begins with a BOM");
    struct raw_rows *rows = csv_open(bytes + 3, n - 3);
    while ((result = rows->next(rows, &row, &fault)) == RAW_ROW) {
        columns = columns ? columns : row.n;
        fuzz_hold(row.n == columns, "every line has its columns");
        for (size_t i = 0; i < row.n; i++) add(r, row.cells[i].s, row.cells[i].n);
    }
    fuzz_hold(result == RAW_END, "a CSV is whole");
    rows->close(rows);
}

/* The metadata are XML and are not compressed. */
static void check_metadata(const char *bytes, size_t n)
{
    static const char begin[] = "<x:xmpmeta", close[] = "</x:xmpmeta>";
    const char *from = memmem(bytes, n, begin, strlen(begin)), *to = from ? memmem(from, n - (size_t)(from - bytes), close, strlen(close)) : NULL;
    fuzz_hold(to != NULL, "a PDF has metadata");
    parse_xml(NULL, from, (size_t)(to - from) + strlen(close));
}

/* Every object begins where the last cross-reference table says. */
static void check_pdf(const char *bytes, size_t n)
{
    const char *mark = NULL, *end;
    for (const char *p = bytes; (p = memmem(p, n - (size_t)(p - bytes), "startxref", 9)); p += 9) mark = p;
    fuzz_hold(n > 100 && !memcmp(bytes, "%PDF-1.", 7) && mark, "a PDF has a table of its objects");
    fuzz_hold(memmem(mark, n - (size_t)(mark - bytes), "%%EOF", 5) != NULL, "a PDF has an end");
    size_t at = strtoul(mark + 9, NULL, 10);
    fuzz_hold(at < n && !strncmp(bytes + at, "xref", 4), "the table is where it is said to be");
    const char *p = bytes + at + 4;
    unsigned long first = strtoul(p, (char **)&end, 10), count = strtoul(end, (char **)&p, 10);
    p += strspn(p, "\r\n ");
    check_metadata(bytes, n);
    fuzz_hold(!first && count > 1 && (size_t)(p - bytes) + count * 20 < n, "the table is whole");
    for (unsigned long i = 0; i < count; i++, p += 20) {
        if (p[17] != 'n') continue;
        size_t place = strtoul(p, NULL, 10);
        fuzz_hold(place < n && strtoul(bytes + place, (char **)&end, 10) == i && !strncmp(end, " 0 obj", 6), "an object begins where the table says");
    }
}

void reopen_document(struct reopened *r, const char *folder, const char *name)
{
    struct text bytes = {0};
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    read_bytes(path, &bytes);
    if (ends_with(name, ".xlsx")) {
        parse_parts(path);
        read_book(r, path);
    } else if (ends_with(name, ".docx")) {
        parse_parts(path);
        read_text(r, path);
    } else if (ends_with(name, ".ofd")) {
        parse_parts(path);
    } else if (ends_with(name, ".json")) {
        read_json(r, bytes.bytes, bytes.n);
    } else if (ends_with(name, ".csv")) {
        read_csv(r, bytes.bytes, bytes.n);
    } else if (ends_with(name, ".html")) {
        parse_xml(r, bytes.bytes, bytes.n);
    } else {
        check_pdf(bytes.bytes, bytes.n);
    }
    text_release(&bytes);
}
