#include "ledger/rows/encoding.h"
#include "base/characters.h"
#include "base/file_kind.h"
#include "base/memory.h"
#include "base/text.h"
#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static bool unreadable(struct fault *fault)
{
    switch (errno) {
    case EACCES: case EPERM: return fault_set(fault, "S01", "没有读这个文件的权限");
    case ENOENT: return fault_set(fault, "S01", "文件不存在");
    default: return fault_set(fault, "S01", "文件读不出来");
    }
}

static bool map_file(struct encoded_text *t, const char *path, struct fault *fault)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return unreadable(fault);
    struct stat st;
    bool ok = false;
    if (fstat(fd, &st)) {
        unreadable(fault);
        goto out;
    }
    if (!S_ISREG(st.st_mode)) {
        fault_set(fault, "S01", "不是普通文件");
        goto out;
    }
    if (st.st_size > 0) {
        t->n_mapped = (size_t)st.st_size;
        void *mapped = mmap(NULL, t->n_mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_NORESERVE, fd, 0);
        if (mapped == MAP_FAILED) {
            if (errno == ENOMEM) memory_exhausted();
            unreadable(fault);
            goto out;
        }
        t->mapped = mapped;
        t->n_bytes = t->n_mapped;
    }
    ok = true;
out:
    close(fd);
    return ok;
}

static int64_t line_of(const char *bytes, size_t at)
{
    int64_t line = 1;
    for (size_t i = 0; i < at; i++) line += bytes[i] == '\n';
    return line;
}

/* A byte of no encoding and a character that no text holds are two faults. */
static bool look_over(struct encoded_text *t, size_t from, size_t end, size_t *bad)
{
    struct character_scan scan;
    if (!characters_scan(t->text + from, end - from, &scan)) {
        *bad = from + scan.bad;
        return false;
    }
    t->plain = scan.plain && (t->plain || !from);
    if (scan.plain) return true;
    t->odd = memchr(t->text + from, 0, scan.none);
    if (!t->odd && scan.none < end - from) t->odd = t->text + from + scan.none;
    return true;
}

static const char broken[] = "\xEF\xBF\xBD";          /* U+FFFD */

/* Converts the bytes from `start` on; false with *bad, the offset in the file of what is not of this encoding. Where `mends`, U+FFFD
 * stands for such a byte. */
static bool convert(struct encoded_text *t, iconv_t cd, size_t start, bool mends, size_t *bad)
{
    char *in = t->mapped + start;
    size_t left = t->n_bytes - start, cap = left + left / 2 + 16, n = 0;
    t->own = memory_resize(t->own, cap);
    while (left) {
        char *out = t->own + n;
        size_t room = cap - n, done = iconv(cd, &in, &left, &out, &room);
        n = (size_t)(out - t->own);
        if (done != (size_t)-1) continue;
        if (errno != E2BIG && mends && room >= sizeof broken) {
            memcpy(t->own + n, broken, sizeof broken - 1);
            n += sizeof broken - 1;
            in++, left--, t->n_broken++;
            continue;
        }
        if (errno != E2BIG && !mends) {
            *bad = t->n_bytes - left;
            return false;
        }
        cap *= 2;
        t->own = memory_resize(t->own, cap);
    }
    t->text = t->own;
    t->n = n;
    return look_over(t, 0, t->n, bad);
}

static bool convert_from(struct encoded_text *t, const char *name, size_t start, bool mends, size_t *bad)
{
    iconv_t cd = iconv_open("UTF-8", name);
    *bad = start;
    if (cd == (iconv_t)-1) return false;
    bool ok = convert(t, cd, start, mends, bad);
    iconv_close(cd);
    if (ok) t->encoding = name;
    return ok;
}

static bool not_of(struct fault *fault, const struct encoded_text *t, const char *name, size_t bad)
{
    fault_set(fault, "S02", "第 %zu 个字节起不是 %s 编码", bad + 1, name);
    fault->line = line_of(t->mapped, bad);
    return fault_expect(fault, "UTF-8 编码的 CSV");
}

static bool marked(const struct encoded_text *t, const char *mark, size_t n)
{
    return t->n_bytes >= n && !memcmp(t->mapped, mark, n);
}

enum { STEP = 8 * 1024 * 1024 };

void encoding_pass(struct encoded_text *t, const char *at)
{
    if (t->n_bytes < t->n_mapped) return;              /* the page was changed, and its mapping holds the changes */
    if (!t->mapped || t->own || (size_t)(at - t->mapped) - t->n_passed < STEP) return;
    size_t upto = (size_t)(at - t->mapped) / STEP * STEP;
    /* Only advice: where it is not taken, memory holds more. */
    madvise(t->mapped + t->n_passed, upto - t->n_passed, MADV_DONTNEED);
    t->n_passed = upto;
}

/* Up to STEP bytes from `from` on, cut between characters. */
static size_t step_end(const struct encoded_text *t, size_t from)
{
    if (t->n - from <= STEP) return t->n;
    size_t end = from + STEP;
    while (end > from && ((unsigned char)t->text[end] & 0xC0) == 0x80) end--;
    return end > from ? end : from + STEP;
}

static bool as_utf8(struct encoded_text *t, size_t start, size_t *bad)
{
    t->text = t->mapped + start;
    t->n = t->n_bytes - start;
    t->encoding = "UTF-8";
    for (size_t from = 0, end; from < t->n; from = end) {
        end = step_end(t, from);
        if (!look_over(t, from, end, bad)) {
            *bad += start;
            return false;
        }
        if (t->odd) break;                             /* refused, whatever follows */
        encoding_pass(t, t->text + end);
    }
    return true;
}

/* glibc drops odd characters of a name and takes an empty one for the locale's; a slash would ask it to leave out or
 * replace what it cannot read. */
static bool is_name(const char *name)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:+";
    return *name && !name[strspn(name, plain)];
}

const char *const encoding_names[] = {"UTF-8", "GB18030", "GBK", "GB2312", "UTF-16", "UTF-16LE", "UTF-16BE", NULL};

static bool as_forced(struct encoded_text *t, const char *name, struct fault *fault)
{
    size_t bad, start = marked(t, "\xEF\xBB\xBF", 3) ? 3 : 0;
    if (!strcasecmp(name, "UTF-8") || !strcasecmp(name, "UTF8")) return as_utf8(t, start, &bad) || not_of(fault, t, "UTF-8", bad);
    iconv_t cd = is_name(name) ? iconv_open("UTF-8", name) : (iconv_t)-1;
    if (cd == (iconv_t)-1) {
        fault_set(fault, "S02", "不认识编码“%s”", name);
        return fault_expect(fault, "UTF-8、GB18030、UTF-16 等");
    }
    bool ok = convert(t, cd, 0, false, &bad) || not_of(fault, t, name, bad);
    iconv_close(cd);
    if (!ok) return false;
    t->encoding = name;
    if (t->n >= 3 && !memcmp(t->text, "\xEF\xBB\xBF", 3)) t->text += 3, t->n -= 3;
    return true;
}

static bool as_found(struct encoded_text *t, struct fault *fault)
{
    size_t bad, bad_utf8;
    if (marked(t, "\xEF\xBB\xBF", 3)) return as_utf8(t, 3, &bad) || not_of(fault, t, "UTF-8", bad);
    if (marked(t, "\xFF\xFE", 2)) return convert_from(t, "UTF-16LE", 2, false, &bad) || not_of(fault, t, "UTF-16LE", bad);
    if (marked(t, "\xFE\xFF", 2)) return convert_from(t, "UTF-16BE", 2, false, &bad) || not_of(fault, t, "UTF-16BE", bad);
    if (as_utf8(t, 0, &bad_utf8) || convert_from(t, "GB18030", 0, false, &bad)) return true;
    fault_set(fault, "S02", "第 %zu 个字节起不是 UTF-8 编码，第 %zu 个字节起不是 GB18030 编码", bad_utf8 + 1, bad + 1);
    fault->line = line_of(t->mapped, bad > bad_utf8 ? bad : bad_utf8);
    return fault_expect(fault, "UTF-8 编码的 CSV");
}

static void drop_end_mark(struct encoded_text *t)
{
    size_t n = t->n;
    while (n && (t->text[n - 1] == '\r' || t->text[n - 1] == '\n' || t->text[n - 1] == 0x1A)) n--;
    t->end_mark = memchr(t->text + n, 0x1A, t->n - n);
    if (t->end_mark) t->n = n;
}

/* Many rename a file that they should have saved in another format. */
static bool is_text(const char *path, struct fault *fault)
{
    enum file_kind kind = file_kind_of(path);
    switch (kind) {
    case FILE_NONE: case FILE_EMPTY: case FILE_TEXT: case FILE_JSON: case FILE_BINARY: return true;
    case FILE_XLSX: case FILE_XLSB: case FILE_XLS: case FILE_ODS: case FILE_XML_2003:
        fault_set(fault, "S02", "是%s，只是名称改成了文本文件的", file_kind_name(kind));
        return fault_expect(fault, "在表格软件里打开，另存为“CSV UTF-8”；或改回原来的名称，把工作簿作为台账");
    default:
        fault_set(fault, "S02", "是%s，不是文本", file_kind_name(kind));
        return fault_expect(fault, "UTF-8 编码的文本；表格请%s", file_kind_advice(kind));
    }
}

static bool holds_odd(const struct encoded_text *t, struct fault *fault)
{
    struct character_fault what;
    size_t at = (size_t)(t->odd - t->text), left = t->n - at;
    if (!*t->odd || characters_allowed(t->odd, left < 4 ? left : 4, &what)) {
        fault_set(fault, "S02", "文件里有空字节（NUL），不是文本");
        fault_expect(fault, "UTF-8 编码的 CSV");
    } else {
        fault_set(fault, "S02", "文件里有 %s", what.words);
        fault_expect(fault, "删去它，或改成原来的字");
    }
    fault->line = line_of(t->text, at);
    return false;
}

/* Browsers pass over them, so a page that has some looks sound where it was saved. */
static size_t drop_nul(char *bytes, size_t n)
{
    char *at = n ? memchr(bytes, 0, n) : NULL;
    size_t left = at ? (size_t)(at - bytes) : n;
    for (size_t i = left; i < n; i++)
        if (bytes[i]) bytes[left++] = bytes[i];
    return left;
}

/* Systems cut texts within a character (a summary in a meta tag), and browsers show � there. One in twenty may be broken. */
static bool mostly(size_t good, size_t bad)
{
    enum { ONE_IN = 20 };
    return bad * ONE_IN <= good;
}

static bool mend_utf8(struct encoded_text *t)
{
    struct text mended = {0};
    size_t good = 0, bad = 0;
    for (size_t i = 0, used; i < t->n_bytes; i += used) {
        uint32_t c;
        used = utf8_next(t->mapped + i, t->n_bytes - i, &c);
        if (used == 1 && c == 0xFFFD) bad++;
        else good += used > 1;
        text_add_code_point(&mended, c);
    }
    if (!mostly(good, bad)) {
        text_release(&mended);
        return false;
    }
    free(t->own);
    t->own = mended.bytes;
    t->text = t->own;
    t->n = mended.n;
    t->n_broken = bad;
    t->encoding = "UTF-8";
    return true;
}

static bool mend_gb18030(struct encoded_text *t)
{
    size_t bad, good = 0;
    if (!convert_from(t, "GB18030", 0, true, &bad)) return false;
    for (size_t i = 0; i < t->n; i++) good += (unsigned char)t->text[i] >= 0xE0;
    return mostly(good - t->n_broken, t->n_broken);
}

/* Only what is read from the page decides whether an odd character in it matters. */
static bool decode_page(struct encoded_text *t, struct fault *fault)
{
    size_t bad;
    if (marked(t, "\xFF\xFE", 2) || marked(t, "\xFE\xFF", 2)) {
        if (!as_found(t, fault)) return false;
    } else {
        t->n_bytes = drop_nul(t->mapped, t->n_bytes);
        size_t start = marked(t, "\xEF\xBB\xBF", 3) ? 3 : 0;
        if (!as_utf8(t, start, &bad) && !mend_utf8(t) && !convert_from(t, "GB18030", 0, false, &bad) && !mend_gb18030(t)) return as_found(t, fault);
    }
    t->n = drop_nul(t->text, t->n);
    t->odd = NULL;
    return true;
}

static bool open_bytes(struct encoded_text *t, const char *path, const char *forced, bool page, struct fault *fault)
{
    *t = (struct encoded_text){.encoding = "UTF-8"};
    if (!map_file(t, path, fault)) {
        encoding_close(t);
        return false;
    }
    if (!t->mapped) {                                  /* an empty file cannot be mapped */
        t->own = memory_alloc(1);
        t->text = t->own;
        return true;
    }
    if (!page && !is_text(path, fault)) {
        encoding_close(t);
        return false;
    }
    bool ok = page ? decode_page(t, fault) : forced ? as_forced(t, forced, fault) : as_found(t, fault);
    t->n_passed = 0;                                   /* the reader begins at the front again */
    t->plain &= !page;                                 /* what was mended was not looked over */
    if (ok && t->odd) ok = holds_odd(t, fault);
    if (ok) drop_end_mark(t);
    else encoding_close(t);
    return ok;
}

bool encoding_open(struct encoded_text *t, const char *path, const char *forced, struct fault *fault) { return open_bytes(t, path, forced, false, fault); }
bool encoding_open_page(struct encoded_text *t, const char *path, struct fault *fault) { return open_bytes(t, path, NULL, true, fault); }

void encoding_close(struct encoded_text *t)
{
    if (t->mapped) munmap(t->mapped, t->n_mapped);
    free(t->own);
    *t = (struct encoded_text){0};
}
