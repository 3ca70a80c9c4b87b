/* JSON, CSV and HTML pages, read as a stream: findings.json may hold a million findings.
 *
 * JSON is scanned by hand because Jansson reads only by building the whole tree in memory. CSV is scanned by hand because the
 * ledger's reader forgives what our own files must not have (other line ends, rows of other lengths). Pages are read by Expat. */
#include "base/file.h"
#include "base/text.h"
#include "reopen/reopen_inside.h"
#include <ctype.h>
#include <expat.h>
#include <inttypes.h>
#include <limits.h>
#include <string.h>

static bool close_read(FILE *f, bool fine, const char *fault, struct diag *diag)
{
    bool failed = ferror(f);
    if (failed) diag_fail_errno(diag, "读不下去");
    fclose(f);
    if (failed) return false;
    return fine || diag_fail(diag, DIAG_INPUT, "%s", fault);
}

/* A character may lie across two chunks: its first bytes are moved before the next chunk. */
static bool is_utf8(FILE *f)
{
    enum { CHUNK = 1 << 16, LONGEST = 4 };
    char bytes[CHUNK + LONGEST];
    size_t rest = 0, bad, n;
    while ((n = fread(bytes + rest, 1, CHUNK, f)) > 0) {
        n += rest;
        rest = 0;
        if (utf8_valid(bytes, n, &bad)) continue;
        rest = n - bad;
        if (rest >= LONGEST) return false;
        for (size_t i = 0; i < rest; i++) bytes[i] = bytes[bad + i];
    }
    return !rest && !fseek(f, 0, SEEK_SET);            /* rewind() would clear the error of a failed read */
}

/* ---- JSON ---- */

struct json_scan { FILE *file; int64_t line; int c; };      /* c: the character at hand, or EOF */

static void step(struct json_scan *j)
{
    j->line += j->c == '\n';
    j->c = getc(j->file);
}

static void skip_blanks(struct json_scan *j)
{
    while (j->c == ' ' || j->c == '\n' || j->c == '\r' || j->c == '\t') step(j);
}

static bool take(struct json_scan *j, int c)
{
    if (j->c != c) return false;
    step(j);
    return true;
}

static bool take_word(struct json_scan *j, const char *word)
{
    while (*word && take(j, *word)) word++;
    return !*word;
}

static bool take_digits(struct json_scan *j)
{
    if (!isdigit(j->c)) return false;
    while (isdigit(j->c)) step(j);
    return true;
}

static bool take_number(struct json_scan *j)
{
    if (j->c == '-') step(j);
    if (!take(j, '0') && !take_digits(j)) return false;
    if (take(j, '.') && !take_digits(j)) return false;
    if (!take(j, 'e') && !take(j, 'E')) return true;
    if (!take(j, '+') && j->c == '-') step(j);
    return take_digits(j);
}

static bool take_escape(struct json_scan *j)
{
    if (j->c != 'u') {
        bool known = j->c != EOF && j->c && strchr("\"\\/bfnrt", j->c);
        step(j);
        return known;
    }
    step(j);
    for (int i = 0; i < 4; i++, step(j))
        if (!isxdigit(j->c)) return false;
    return true;
}

static bool take_string(struct json_scan *j)
{
    if (!take(j, '"')) return false;
    while (j->c != '"') {
        if (j->c < ' ') return false;                  /* also at the end of the file */
        bool escape = j->c == '\\';
        step(j);
        if (escape && !take_escape(j)) return false;
    }
    step(j);
    return true;
}

static bool take_value(struct json_scan *j, int depth);

/* The members between brackets; those of an object have keys. */
static bool take_members(struct json_scan *j, char end, int depth)
{
    step(j);
    skip_blanks(j);
    if (take(j, end)) return true;
    do {
        skip_blanks(j);
        if (end == '}') {
            if (!take_string(j)) return false;
            skip_blanks(j);
            if (!take(j, ':')) return false;
        }
        if (!take_value(j, depth + 1)) return false;
    } while (take(j, ','));
    return take(j, end);
}

static bool take_value(struct json_scan *j, int depth)
{
    enum { MAX_DEPTH = 64 };
    bool fine = false;
    skip_blanks(j);
    if (depth > MAX_DEPTH) return false;
    if (j->c == '{') fine = take_members(j, '}', depth);
    else if (j->c == '[') fine = take_members(j, ']', depth);
    else if (j->c == '"') fine = take_string(j);
    else if (j->c == 't') fine = take_word(j, "true");
    else if (j->c == 'f') fine = take_word(j, "false");
    else if (j->c == 'n') fine = take_word(j, "null");
    else fine = take_number(j);
    skip_blanks(j);
    return fine;
}

bool json_sound(const char *path, struct diag *diag)
{
    struct json_scan j = {.line = 1};
    char fault[64] = "不是 UTF-8";
    if (!file_open(&j.file, path, FILE_ANY_SIZE, diag)) return false;
    bool fine = is_utf8(j.file);
    if (fine) {
        step(&j);
        fine = take_value(&j, 0) && j.c == EOF;
        snprintf(fault, sizeof fault, "第 %" PRId64 " 行起不是合法的 JSON", j.line);
    }
    return close_read(j.file, fine, fault, diag);
}

/* ---- CSV ---- */

struct csv_scan { int64_t fields, wanted, line; bool quoted; char before; };

/* Takes a byte that means something; false at the end of a row that is not like the first row. */
static bool take_mark(struct csv_scan *s, char c)
{
    s->line += c == '\n';
    if (c == '"') s->quoted = !s->quoted;              /* the second of a doubled quote opens again */
    if (s->quoted) return true;
    if (c == ',') s->fields++;
    if (c != '\n') return s->before != '\r';
    if (!s->wanted) s->wanted = s->fields;
    bool fine = s->before == '\r' && s->fields == s->wanted;
    s->fields = 1;
    return fine;
}

/* All other bytes are passed over; none may follow the CR of a row's end. */
static bool take_bytes(struct csv_scan *s, const char *bytes, size_t n)
{
    static const bool means[UCHAR_MAX + 1] = {['"'] = true, [','] = true, ['\r'] = true, ['\n'] = true};
    for (size_t i = 0;; i++) {
        const size_t from = i;
        while (i < n && !means[(unsigned char)bytes[i]]) i++;
        bool fine = i == from || s->quoted || s->before != '\r';
        if (i > from) s->before = bytes[i - 1];
        if (i == n || !fine) return fine;
        fine = take_mark(s, bytes[i]);
        s->before = bytes[i];
        if (!fine) return false;
    }
}

bool csv_sound(const char *path, struct diag *diag)
{
    enum { CHUNK = 1 << 16 };
    struct csv_scan s = {.fields = 1};
    char fault[64] = "不是 UTF-8", bytes[CHUNK];
    FILE *f;
    if (!file_open(&f, path, FILE_ANY_SIZE, diag)) return false;
    bool fine = is_utf8(f);
    if (fine) {
        for (size_t n; fine && (n = fread(bytes, 1, sizeof bytes, f)) > 0;) fine = take_bytes(&s, bytes, n);
        fine = fine && s.wanted && !s.quoted && s.before == '\n';
        snprintf(fault, sizeof fault, "第 %" PRId64 " 行残缺", s.line + (s.before != '\n'));
    }
    return close_read(f, fine, fault, diag);
}

/* ---- pages ---- */

/* Expat holds open elements and a tag with its attributes whole: both are bounded. */
struct page_scan { XML_Parser parser; int depth; size_t silent; };      /* silent: bytes since the parser last called back */

static void on_start(void *user, const XML_Char *name, const XML_Char **attributes)
{
    enum { MAX_DEPTH = 100 };
    struct page_scan *p = user;
    (void)name, (void)attributes;
    p->silent = 0;
    if (++p->depth > MAX_DEPTH) XML_StopParser(p->parser, XML_FALSE);
}

static void on_end(void *user, const XML_Char *name)
{
    struct page_scan *p = user;
    (void)name;
    p->silent = 0;
    p->depth--;
}

static void on_text(void *user, const XML_Char *bytes, int n)
{
    (void)bytes, (void)n;
    ((struct page_scan *)user)->silent = 0;
}

/* Our pages declare no entities; a page that does is refused, since entities can be made to grow without bound. */
static void on_doctype(void *user, const XML_Char *name, const XML_Char *system, const XML_Char *public, int internal)
{
    (void)name, (void)system, (void)public;
    if (internal) XML_StopParser(((struct page_scan *)user)->parser, XML_FALSE);
}

static bool parse_page(struct page_scan *p, FILE *f)
{
    enum { CHUNK = 1 << 15, MAX_TOKEN = 1 << 18 };
    char bytes[CHUNK];
    XML_SetUserData(p->parser, p);
    XML_SetElementHandler(p->parser, on_start, on_end);
    XML_SetCharacterDataHandler(p->parser, on_text);
    XML_SetStartDoctypeDeclHandler(p->parser, on_doctype);
    for (bool end = false; !end;) {
        size_t n = fread(bytes, 1, sizeof bytes, f);
        end = n < sizeof bytes;
        p->silent += n;
        if (p->silent > MAX_TOKEN || XML_Parse(p->parser, bytes, (int)n, end) != XML_STATUS_OK) return false;
    }
    return true;
}

bool page_sound(const char *path, struct diag *diag)
{
    char fault[64];
    FILE *f;
    if (!file_open(&f, path, FILE_ANY_SIZE, diag)) return false;
    struct page_scan p = {.parser = XML_ParserCreate("UTF-8")};
    bool fine = p.parser && parse_page(&p, f);
    snprintf(fault, sizeof fault, "第 %lu 行起读不了", p.parser ? (unsigned long)XML_GetCurrentLineNumber(p.parser) : 0);
    if (p.parser) XML_ParserFree(p.parser);
    return close_read(f, fine, fault, diag);
}
