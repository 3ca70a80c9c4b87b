#include "base/text.h"
#include "form/markdown.h"
#include <string.h>

/* Marks of Markdown and HTML that the report does not know. Typed out of habit, they would be printed as they stand. */

static bool is_blank(char c) { return c == ' ' || c == '\t'; }
static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* --- *** ___ === and the like: three or more of one mark, with or without blanks, and nothing else. */
static bool is_rule(const char *s, size_t n)
{
    size_t marks = 0;
    if (!n || !strchr("-*_=", *s)) return false;
    for (size_t i = 0; i < n; i++) {
        if (is_blank(s[i])) continue;
        if (s[i] != *s) return false;
        marks++;
    }
    return marks >= 3;
}

static bool is_item(const char *s, size_t n) { return n && strchr("-*+", *s) && (n == 1 || is_blank(s[1])); }

static bool is_numbered_item(const char *s, size_t n)
{
    size_t digits = 0;
    while (digits < n && is_digit(s[digits])) digits++;
    return digits && digits < n && (s[digits] == '.' || s[digits] == ')') && (digits + 1 == n || is_blank(s[digits + 1]));
}

static bool is_heading_fault(const char *s, size_t n)
{
    size_t marks = 0;
    while (marks < n && s[marks] == '#') marks++;
    return marks && (marks != 3 || marks == n);
}

static bool is_table(const char *s, size_t n)
{
    const char *first = memchr(s, '|', n);
    return first && (first == s || memchr(first + 1, '|', n - (size_t)(first + 1 - s)));
}

static bool holds(const char *s, size_t n, const char *mark) { return memmem(s, n, mark, strlen(mark)) != NULL; }

/* A letter, a digit, or a Chinese character (E4–E9 in front of two more bytes), not a wide mark. */
static bool is_word(char c) { return is_letter(c) || is_digit(c) || ((unsigned char)c >= 0xE4 && (unsigned char)c <= 0xE9); }
static bool is_word_before(const char *s, const char *p) { return p > s && (is_word(p[-1]) || (p - s >= 3 && (unsigned char)p[-1] >= 0x80 && is_word(p[-3]))); }

/* **词**, and *词* at the edges of a word: A*B*C is a name. */
static bool has_emphasis(const char *s, size_t n)
{
    const char *end = s + n;
    for (const char *open = memchr(s, '*', n); open; open = memchr(open + 1, '*', (size_t)(end - open - 1))) {
        bool two = open + 1 < end && open[1] == '*';
        const char *words = open + (two ? 2 : 1), *close = memmem(words, (size_t)(end - words), "**", two ? 2 : 1);
        if (two && close) return true;
        if (two) open++;                               /* a pair that is never closed: 身份证号**** */
        else if (close && close > words && !is_blank(*words) && !is_word_before(s, open) && (close + 1 == end || !is_word(close[1]))) return true;
    }
    return false;
}

/* <b>, </b>, <!-- -->, <http://…>, &nbsp; */
static bool has_html(const char *s, size_t n)
{
    for (size_t i = 0; i + 1 < n; i++) {
        size_t k = i + 1;
        if (s[i] == '<' && (is_letter(s[k]) || s[k] == '/' || s[k] == '!' || s[k] == '?')) return true;
        if (s[i] != '&') continue;
        while (k < n && (is_letter(s[k]) || is_digit(s[k]) || s[k] == '#')) k++;
        if (k > i + 1 && k < n && s[k] == ';') return true;
    }
    return false;
}

static bool is_fence(const char *s, size_t n) { return n >= 3 && (!memcmp(s, "```", 3) || !memcmp(s, "~~~", 3)); }

/* Names what is wrong with a line; nothing when it is well. */
static void name_marks(struct text *names, const char *s, size_t n)
{
    const struct { bool is; const char *name; } marks[] = {
        {is_heading_fault(s, n), "别的“#”标题"},
        {is_fence(s, n), "代码框（```）"},
        {is_rule(s, n), "分隔线（---）"},
        {!is_rule(s, n) && is_item(s, n), "列表（- ）"},
        {is_numbered_item(s, n), "列表（1. ：后面不要空格，或写（1））"},
        {n && *s == '>', "引用（>）"},
        {is_table(s, n), "表格（|）"},
        {!is_rule(s, n) && !is_item(s, n) && has_emphasis(s, n), "加粗或强调（**）"},
        {holds(s, n, "~~") && !is_fence(s, n), "删除线（~~）"},
        {memchr(s, '`', n) && !is_fence(s, n), "代码（`）"},
        {holds(s, n, "!["), "图片（![ ]）"},
        {holds(s, n, "[^"), "脚注（[^ ]）"},
        {(holds(s, n, "](") && !holds(s, n, "![")) || holds(s, n, "][") || (holds(s, n, "]:") && !holds(s, n, "[^")), "链接（[ ]( )）"},
        {has_html(s, n), "HTML 标记"},
        {memchr(s, '\\', n) != NULL, "反斜杠"},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (marks[i].is) text_printf(names, "%s%s", names->n ? "、" : "", marks[i].name);
}

void markdown_marks(const char *source, struct markdown_faults faults)
{
    struct text names = {0};
    bool in_code = false;
    for (int line = 1; *source; line++) {
        size_t length = strcspn(source, "\n"), n = length;
        const char *s = markdown_trim(source, &n);
        text_clear(&names);
        if (!in_code) name_marks(&names, s, n);        /* the contents of a code box are reported with it */
        if (n && is_fence(s, n)) in_code = !in_code;
        if (names.n) faults.add(faults.context, line, text_get(&names));
        source += length + (source[length] == '\n');
    }
    text_release(&names);
}
