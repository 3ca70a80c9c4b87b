#include "store/pattern.h"
#include "store/store_inside.h"
#include <stdlib.h>
#include <string.h>

/* Replacements for those text functions of SQLite whose work grows faster than the text. They give the same results, search in one
 * walk or charge the query for their work (store_charge), and refuse patterns longer than PATTERN_LONGEST. SQLite's other functions
 * are paid for by the steps of its machine: a step costs what the longest text makes it cost (query.c). */

enum { BYTES_A_STEP = 64, PAIRS_A_STEP = 256, DIGITS_A_STEP = 16 };

/* false for NULL: then the result is NULL too. */
static bool text_arg(sqlite3_value *v, struct slice *out)
{
    out->s = (const char *)sqlite3_value_text(v);
    out->n = (size_t)sqlite3_value_bytes(v);
    return out->s;
}

static bool pattern_fits(sqlite3_context *out, struct slice text, struct slice pattern)
{
    if (pattern.n <= PATTERN_LONGEST) return store_charge(out, (int64_t)(text.n / BYTES_A_STEP + text.n * pattern.n / PAIRS_A_STEP));
    sqlite3_result_error(out, "LIKE、GLOB 和 trim 的样式不能超过 200 字节", -1);
    return false;
}

static size_t characters(const char *s, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++) count += ((unsigned char)s[i] & 0xC0) != 0x80;
    return count;
}

static void fn_instr(sqlite3_context *out, int argc, sqlite3_value **argv)
{
    (void)argc;
    struct slice text, word;
    if (!text_arg(argv[0], &text) || !text_arg(argv[1], &word) || !store_charge(out, (int64_t)(text.n / BYTES_A_STEP))) return;
    const char *found = memmem(text.s, text.n, word.s, word.n);
    sqlite3_result_int64(out, found ? (int64_t)characters(text.s, (size_t)(found - text.s)) + 1 : 0);
}

/* Adds text, `by` in place of every `word`, which is not empty; stops when more than `most` bytes were made. */
static void add_replaced(struct text *made, struct slice text, struct slice word, struct slice by, size_t most)
{
    const char *at = text.s, *end = text.s + text.n;
    for (const char *found; made->n <= most && (found = memmem(at, (size_t)(end - at), word.s, word.n)); at = found + word.n) {
        text_add_n(made, at, (size_t)(found - at));
        text_add_n(made, by.s, by.n);
    }
    text_add_n(made, at, (size_t)(end - at));
}

static size_t longest_text(sqlite3_context *out) { return (size_t)sqlite3_limit(sqlite3_context_db_handle(out), SQLITE_LIMIT_LENGTH, -1); }

static void give_text(sqlite3_context *out, const struct text *made, size_t most)
{
    if (made->n > most) sqlite3_result_error_toobig(out);
    else sqlite3_result_text(out, text_get(made), (int)made->n, SQLITE_TRANSIENT);
}

static void fn_replace(sqlite3_context *out, int argc, sqlite3_value **argv)
{
    (void)argc;
    struct slice text, word, by;
    if (!text_arg(argv[0], &text) || !text_arg(argv[1], &word) || !text_arg(argv[2], &by) || !store_charge(out, (int64_t)(text.n / BYTES_A_STEP))) return;
    if (!word.n) {
        sqlite3_result_value(out, argv[0]);
        return;
    }
    struct text made = {0};
    size_t most = longest_text(out);
    add_replaced(&made, text, word, by, most);
    give_text(out, &made, most);
    text_release(&made);
}

/* ---- replace(), for many words at once ---- */

/* A text that changes word by word: in the two buffers by turns, so that each is read while the other is made. */
struct changing { struct slice now; struct text made[2]; size_t turn, most; };

/* false when the query has no steps left. */
static bool change(sqlite3_context *out, struct changing *c, struct slice word, struct slice by)
{
    if (!store_charge(out, 1 + (int64_t)(c->now.n / BYTES_A_STEP))) return false;
    if (c->now.n > c->most || !word.n || !memmem(c->now.s, c->now.n, word.s, word.n)) return true;
    struct text *made = &c->made[c->turn = !c->turn];
    text_clear(made);
    add_replaced(made, c->now, word, by, c->most);
    c->now = (struct slice){text_get(made), made->n};
    return true;
}

static void give_changed(sqlite3_context *out, struct changing *c)
{
    if (c->now.n > c->most) sqlite3_result_error_toobig(out);
    else sqlite3_result_text(out, c->now.s, (int)c->now.n, SQLITE_TRANSIENT);
}

static void changing_release(struct changing *c)
{
    text_release(&c->made[0]);
    text_release(&c->made[1]);
}

/* leave_out(text, words): without the words, in their order. U+001F parts them: a cell has line breaks, but no controls. */
static void fn_leave_out(sqlite3_context *out, int argc, sqlite3_value **argv)
{
    (void)argc;
    struct slice words;
    struct changing c = {.most = longest_text(out)};
    if (!text_arg(argv[0], &c.now) || !text_arg(argv[1], &words)) return;
    bool ok = true;
    for (size_t n; ok && words.n; words.s += n, words.n -= n) {
        const char *end = memchr(words.s, '\x1F', words.n);
        n = end ? (size_t)(end - words.s) : words.n;
        ok = change(out, &c, (struct slice){words.s, n}, (struct slice){"", 0});
        n += end != NULL;
    }
    if (ok) give_changed(out, &c);
    changing_release(&c);
}

/* replace_listed(text, list): every word of the list's first column, in their order, replaced by the second. */
static void fn_replace_listed(sqlite3_context *out, int argc, sqlite3_value **argv)
{
    (void)argc;
    struct slice name;
    struct changing c = {.most = longest_text(out)};
    if (!text_arg(argv[0], &c.now)) return;
    const struct listed_words *list = text_arg(argv[1], &name) ? store_list(sqlite3_user_data(out), name.s) : NULL;
    bool ok = true;
    for (size_t i = 0; list && ok && i < list->n; i++) ok = change(out, &c, list->words[i].word, list->words[i].second);
    if (!list) sqlite3_result_error(out, "replace_listed(文字, 表名)：data/lists 里没有这张表", -1);
    else if (ok) give_changed(out, &c);
    changing_release(&c);
}

/* Queries ask the same patterns of row after row, and of agency after agency. */
static const struct pattern *pattern_of(struct store *s, struct slice words, enum pattern_kind kind)
{
    uint32_t h = kind;
    for (size_t i = 0; i < words.n; i++) h = h * 31 + (unsigned char)words.s[i];
    struct pattern **kept = &s->patterns[(h ^ h >> 16) % STORE_PATTERNS];
    if (*kept && pattern_is(*kept, words.s, words.n, kind)) return *kept;
    free(*kept);
    return *kept = pattern_new(words.s, words.n, kind);
}

static void match(sqlite3_context *out, sqlite3_value **argv, enum pattern_kind kind)
{
    struct slice words, text;
    if (text_arg(argv[0], &words) && text_arg(argv[1], &text) && pattern_fits(out, text, words))
        sqlite3_result_int(out, pattern_matches(pattern_of(sqlite3_user_data(out), words, kind), text.s, strlen(text.s)));
}

void store_patterns_free(struct store *s)
{
    for (size_t i = 0; i < STORE_PATTERNS; i++) free(s->patterns[i]);
}

static void fn_glob(sqlite3_context *out, int argc, sqlite3_value **argv) { (void)argc, match(out, argv, PATTERN_GLOB); }

static void fn_like(sqlite3_context *out, int argc, sqlite3_value **argv)
{
    struct slice pattern, text, escape;
    uint32_t c = 0;
    if (argc < 3) match(out, argv, PATTERN_LIKE);
    else if (!text_arg(argv[0], &pattern) || !text_arg(argv[1], &text) || !text_arg(argv[2], &escape) || !pattern_fits(out, text, pattern)) return;
    else if (!escape.n || utf8_next(escape.s, escape.n, &c) != escape.n) sqlite3_result_error(out, "ESCAPE 后面应是一个字符", -1);
    else sqlite3_result_int(out, !sqlite3_strlike(pattern.s, text.s, c));
}

static size_t character_at(struct slice s, size_t i)
{
    size_t n = 1;
    while (i + n < s.n && ((unsigned char)s.s[i + n] & 0xC0) == 0x80) n++;
    return n;
}

static bool has_character(struct slice set, const char *c, size_t n)
{
    for (size_t i = 0, used; i < set.n; i += used)
        if ((used = character_at(set, i)) == n && !memcmp(set.s + i, c, n)) return true;
    return false;
}

enum { TRIM_LEFT = 1, TRIM_RIGHT = 2 };

static void trim(sqlite3_context *out, int argc, sqlite3_value **argv, int sides)
{
    struct slice text, set = {" ", 1};
    if (!text_arg(argv[0], &text) || (argc > 1 && !text_arg(argv[1], &set)) || !pattern_fits(out, text, set)) return;
    while (sides & TRIM_LEFT && text.n) {
        size_t n = character_at(text, 0);
        if (!has_character(set, text.s, n)) break;
        text = (struct slice){text.s + n, text.n - n};
    }
    while (sides & TRIM_RIGHT && text.n) {
        size_t n = 1;
        while (n < text.n && ((unsigned char)text.s[text.n - n] & 0xC0) == 0x80) n++;
        if (!has_character(set, text.s + text.n - n, n)) break;
        text.n -= n;
    }
    sqlite3_result_text(out, text.s, (int)text.n, SQLITE_TRANSIENT);
}

static void fn_trim(sqlite3_context *out, int argc, sqlite3_value **argv) { trim(out, argc, argv, TRIM_LEFT | TRIM_RIGHT); }
static void fn_ltrim(sqlite3_context *out, int argc, sqlite3_value **argv) { trim(out, argc, argv, TRIM_LEFT); }
static void fn_rtrim(sqlite3_context *out, int argc, sqlite3_value **argv) { trim(out, argc, argv, TRIM_RIGHT); }

/* ---- printf: SQLite's gives NULL, and no word, where what it made is too long ---- */

static int number_arg(int argc, sqlite3_value **argv, int *next) { return *next < argc ? sqlite3_value_int(argv[(*next)++]) : 0; }

/* Makes one conversion ("%-5.2f"), from after its '%' on, and returns the place after it. A '*' becomes its number; integers have
 * 64 bits. */
static const char *convert(sqlite3_str *made, const char *at, int argc, sqlite3_value **argv, int *next)
{
    struct text spec = {0};
    text_add_char(&spec, '%');
    for (; *at && strchr("-+ #!0,123456789.*lh", *at); at++) {
        if (*at == '*') text_printf(&spec, "%d", number_arg(argc, argv, next));
        else if (*at != 'l' && *at != 'h') text_add_char(&spec, *at);
    }
    char c = *at;
    bool whole = c && strchr("diuxXo", c), real = c && strchr("feEgG", c), text = c && strchr("szqQwc", c);
    sqlite3_value *v = (whole || real || text) && *next < argc ? argv[(*next)++] : NULL;
    text_printf(&spec, "%s%c", whole ? "ll" : "", c == 'z' ? 's' : c);
    const char *words = v ? (const char *)sqlite3_value_text(v) : NULL;
    if (whole) sqlite3_str_appendf(made, text_get(&spec), v ? sqlite3_value_int64(v) : (sqlite3_int64)0);
    else if (real) sqlite3_str_appendf(made, text_get(&spec), v ? sqlite3_value_double(v) : 0.0);
    else if (c == 'c') sqlite3_str_append(made, words ? words : "", words && *words ? (int)utf8_next(words, strnlen(words, UTF8_MOST), &(uint32_t){0}) : 0);
    else if (text) sqlite3_str_appendf(made, text_get(&spec), words ? words : c == 'Q' ? NULL : "");
    else if (c == '%') sqlite3_str_appendchar(made, 1, '%');
    text_release(&spec);
    return c ? at + 1 : at;
}

static void fn_printf(sqlite3_context *out, int argc, sqlite3_value **argv)
{
    struct slice format;
    int next = 1;
    if (!argc || !text_arg(argv[0], &format)) return;
    sqlite3_str *made = sqlite3_str_new(sqlite3_context_db_handle(out));
    for (const char *at = format.s, *percent; *at;) {
        percent = strchr(at, '%');
        sqlite3_str_append(made, at, (int)(percent ? (size_t)(percent - at) : strlen(at)));
        at = percent ? convert(made, percent + 1, argc, argv, &next) : "";
    }
    int error = sqlite3_str_errcode(made), n = sqlite3_str_length(made);
    char *text = sqlite3_str_finish(made);
    if (error == SQLITE_TOOBIG) sqlite3_result_error_toobig(out);
    else if (error) sqlite3_result_error_nomem(out);
    else if (store_charge(out, n / DIGITS_A_STEP)) sqlite3_result_text(out, text ? text : "", n, SQLITE_TRANSIENT);
    sqlite3_free(text);
}

bool store_texts_register(struct store *s, struct diag *diag)
{
    static const struct { const char *name; int n; void (*run)(sqlite3_context *, int, sqlite3_value **); } all[] = {
        {"instr", 2, fn_instr}, {"replace", 3, fn_replace}, {"leave_out", 2, fn_leave_out}, {"replace_listed", 2, fn_replace_listed}, {"glob", 2, fn_glob}, {"like", 2, fn_like}, {"like", 3, fn_like}, {"trim", 1, fn_trim},
        {"trim", 2, fn_trim}, {"ltrim", 1, fn_ltrim}, {"ltrim", 2, fn_ltrim}, {"rtrim", 1, fn_rtrim}, {"rtrim", 2, fn_rtrim}, {"printf", -1, fn_printf}, {"format", -1, fn_printf}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (sqlite3_create_function(s->db, all[i].name, all[i].n, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, s, all[i].run, NULL, NULL) != SQLITE_OK)
            return store_fail(s, diag, "登记函数");
    return true;
}
