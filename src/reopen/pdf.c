/* A PDF as libharu lays it out: header, objects one after another, one cross-reference table, trailer.
 *
 * Written by hand: libharu only writes, and libraries that read PDF (qpdf, poppler) repair what this has to refuse. */
#include "base/file.h"
#include "base/memory.h"
#include "reopen/objects_inside.h"
#include "reopen/reopen_inside.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static bool is_blank(char c) { return c == ' ' || c == '\r' || c == '\n'; }
static void skip_blanks(struct pdf *p)
{
    while (p->at < p->n && is_blank(p->bytes[p->at])) p->at++;
}

static bool take_word(struct pdf *p, const char *word)
{
    size_t n = strlen(word);
    skip_blanks(p);
    if (p->n - p->at < n || memcmp(p->bytes + p->at, word, n) != 0) return false;
    p->at += n;
    return true;
}

static bool take_number(struct pdf *p, int64_t *value)
{
    enum { MOST_DIGITS = 15 };
    int digits = 0;
    skip_blanks(p);
    for (*value = 0; p->bytes[p->at] >= '0' && p->bytes[p->at] <= '9' && digits < MOST_DIGITS; digits++) *value = *value * 10 + (p->bytes[p->at++] - '0');
    return digits > 0;
}

/* The first `word` of [begin, end), or NULL. */
static const char *find(const struct pdf *p, size_t begin, size_t end, const char *word)
{
    size_t n = strlen(word);
    for (const char *s = p->bytes + begin, *last = p->bytes + end; (size_t)(last - s) >= n; s++) {
        s = memchr(s, *word, (size_t)(last - s) - n + 1);
        if (!s) return NULL;
        if (!memcmp(s, word, n)) return s;
    }
    return NULL;
}

static struct object *object_of(const struct pdf *p, int64_t number)
{
    return number < p->n_objects && p->objects[number].begin ? &p->objects[number] : NULL;
}

/* The end of the file tells where the table lies. */
static bool take_end(struct pdf *p)
{
    static const char mark[] = "startxref";
    enum { LONGEST_END = 64 };
    int64_t table;
    size_t tail = p->n > LONGEST_END ? p->n - LONGEST_END : 0;
    const char *end = find(p, tail, p->n, mark);
    if (!end) return false;
    p->at = (size_t)(end - p->bytes) + strlen(mark);
    if (!take_number(p, &table) || !take_word(p, "%%EOF") || table >= end - p->bytes) return false;
    skip_blanks(p);
    p->table = (size_t)table;
    return p->at == p->n;
}

static int by_place(const void *a, const void *b)
{
    const struct object *const *x = a, *const *y = b;
    return ((*x)->begin > (*y)->begin) - ((*x)->begin < (*y)->begin);
}

static bool take_entry(struct pdf *p, int64_t number)
{
    int64_t place, generation;
    if (!take_number(p, &place) || !take_number(p, &generation)) return false;
    if (take_word(p, "f")) return true;
    p->objects[number] = (struct object){number, (size_t)place, 0};
    p->order[p->n_used++] = &p->objects[number];
    return take_word(p, "n") && place && (size_t)place < p->table;
}

static bool take_table(struct pdf *p)
{
    enum { ENTRY = 20 };
    int64_t first, n;
    p->at = p->table;
    if (!take_word(p, "xref") || !take_number(p, &first) || !take_number(p, &n) || first || n > (int64_t)((p->n - p->at) / ENTRY)) return false;
    p->n_objects = n;
    p->objects = memory_alloc((size_t)n * sizeof *p->objects + 1);
    p->order = memory_alloc((size_t)n * sizeof *p->order + 1);
    for (int64_t i = 0; i < n; i++)
        if (!take_entry(p, i)) return false;
    qsort(p->order, p->n_used, sizeof *p->order, by_place);
    return take_word(p, "trailer");
}

/* An object ends before the next one, or before the table. */
static bool take_object(struct pdf *p, size_t i)
{
    struct object *o = p->order[i];
    int64_t number, generation;
    size_t end = i + 1 < p->n_used ? p->order[i + 1]->begin : p->table, mark = strlen("endobj");
    while (end > o->begin && is_blank(p->bytes[end - 1])) end--;
    p->at = o->begin;
    if (!take_number(p, &number) || number != o->number || !take_number(p, &generation) || !take_word(p, "obj")) return false;
    if (end - p->at < mark || memcmp(p->bytes + end - mark, "endobj", mark) != 0) return false;
    o->begin = p->at;
    o->end = end - mark;
    return true;
}

/* A length is a number, or refers to an object that is one. */
static bool length_of(struct pdf *p, const char *dictionary, const char *end, int64_t *length)
{
    static const char key[] = "/Length ";
    const char *at = find(p, (size_t)(dictionary - p->bytes), (size_t)(end - p->bytes), key);
    int64_t generation;
    if (!at) return false;
    p->at = (size_t)(at - p->bytes) + strlen(key);
    if (!take_number(p, length)) return false;
    if (!take_number(p, &generation)) return true;
    const struct object *o = object_of(p, *length);
    if (!o) return false;
    p->at = o->begin;
    return take_number(p, length);
}

/* A stream has the length that its object says. */
static bool stream_is_whole(struct pdf *p, const struct object *o)
{
    static const char begin[] = ">>\nstream\r\n", mark[] = "endstream";
    const char *stream = find(p, o->begin, o->end, begin);
    int64_t length;
    if (!stream) return true;
    if (!length_of(p, p->bytes + o->begin, stream, &length)) return false;
    p->at = (size_t)(stream - p->bytes) + strlen(begin);
    if (length > (int64_t)(o->end - p->at)) return false;
    p->at += (size_t)length;
    if (!take_word(p, mark)) return false;
    skip_blanks(p);
    return p->at == o->end;
}

static bool root_is_there(struct pdf *p, size_t trailer)
{
    static const char key[] = "/Root ";
    const char *root = find(p, trailer, p->n, key);
    int64_t number;
    if (!root) return false;
    p->at = (size_t)(root - p->bytes) + strlen(key);
    const struct object *o = take_number(p, &number) ? object_of(p, number) : NULL;
    return o && find(p, o->begin, o->end, "/Catalog");
}

static const char *fault_of(struct pdf *p)
{
    if (p->n < 8 || memcmp(p->bytes, "%PDF-1.", 7) != 0) return "没有 PDF 的开头";
    if (!take_end(p)) return "没有 PDF 的结尾";
    if (!take_table(p)) return "对象表残缺";
    size_t trailer = p->at;
    for (size_t i = 0; i < p->n_used; i++)
        if (!take_object(p, i)) return "有对象不在对象表所说的地方，或者残缺";
    for (size_t i = 0; i < p->n_used; i++)
        if (!stream_is_whole(p, p->order[i])) return "有内容流残缺";
    return root_is_there(p, trailer) ? NULL : "没有根对象";
}

bool pdf_take_apart(struct pdf *p, const char *path, struct diag *diag)
{
    const int64_t most = 256 * MEBIBYTE;
    FILE *f;
    *p = (struct pdf){0};
    if (!file_open(&f, path, most, diag)) return false;
    bool ok = !fseek(f, 0, SEEK_END) && (p->n = (size_t)ftell(f)) <= (size_t)most && !fseek(f, 0, SEEK_SET);
    p->bytes = memory_alloc(ok ? p->n + 1 : 1);
    ok = ok && fread(p->bytes, 1, p->n, f) == p->n;
    if (!ok) diag_fail_errno(diag, "读不下去");
    fclose(f);
    const char *fault = ok ? fault_of(p) : NULL;
    return ok && (!fault || diag_fail(diag, DIAG_INPUT, "%s", fault));
}

void pdf_release(struct pdf *p)
{
    free(p->bytes);
    free(p->objects);
    free(p->order);
}

bool pdf_sound(const char *path, struct diag *diag)
{
    struct pdf p;
    bool ok = pdf_take_apart(&p, path, diag);
    pdf_release(&p);
    return ok;
}
