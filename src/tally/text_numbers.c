#include "tally/text_numbers.h"
#include "base/text.h"
#include <string.h>

enum { SCALE = 6, MOST_DIGITS = 12 };                  /* a longer run of digits is an identifier */

/* Longest first where one begins another. */
static const char *const units[] = {"个工作日", "个百分点", "工作日", "个月", "万元", "亿元", "人次", "件次", "元", "件", "条", "项", "份", "宗",
                                    "起", "部", "次", "人", "篇", "期", "个", "年", "月", "日", "号", "时", "户", "页", "分", "天", ":", "："};

/* 行政复议、行政诉讼分别为7件和4件: the list of things in front of 分别, and the numbers behind it in the same order. */
struct shares { const char *list, *mark, *head, *end; int things, numbers, n; };

struct scan {
    struct store *store;
    struct diag *diag;
    struct number_record record;                       /* of the number at hand */
    const char *from, *end;                            /* the sentence */
    const char *joined;                                /* behind the last number of a thing and the word that joins another one to it; else from */
    struct shares shares;                              /* end is NULL where none are open */
    struct arena arena;
};

static uint32_t point_at(const char *p, const char *end, size_t *used)
{
    uint32_t c = 0;
    *used = p < end ? utf8_next(p, (size_t)(end - p), &c) : 0;
    return c;
}

/* The code point that ends at p; 0 at the beginning. */
static uint32_t point_before(const char *from, const char *p)
{
    size_t used;
    if (p == from) return 0;
    do p--; while (p > from && ((unsigned char)*p & 0xC0) == 0x80);
    return point_at(p, p + 4, &used);
}

static int digit_of(uint32_t c)
{
    if (c >= '0' && c <= '9') return (int)(c - '0');
    return c >= 0xFF10 && c <= 0xFF19 ? (int)(c - 0xFF10) : -1;
}

static bool latin(uint32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '/' || c == '@'; }

static bool is_minus(uint32_t c) { return c == '-' || c == 0xFF0D || c == 0x2212; }

static bool ends_sentence(uint32_t c) { return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF1B || c == ';' || c == '\n' || c == '\r'; }

/* Marks that separate the clauses of a sentence. */
static bool parts(uint32_t c)
{
    return c == 0xFF0C || c == ',' || c == 0x3001 || c == 0xFF1A || c == ':' || c == 0xFF08 || c == 0xFF09 || c == '(' || c == ')' || c == 0x201C || c == 0x201D ||
           ends_sentence(c);
}

static bool ends_with(const char *from, const char *p, const char *word)
{
    size_t n = strlen(word);
    return (size_t)(p - from) >= n && !memcmp(p - n, word, n);
}

static const char *clause_begin(const struct scan *s, const char *p)
{
    const char *begin = s->from;
    for (const char *at = s->from; at < p;) {
        size_t used;
        uint32_t c = point_at(at, s->end, &used);
        /* 其中：自然人80件; 统计期限：2025年1月1日 */
        bool goes_on = ends_with(s->from, at, "其中") || ((c == 0xFF1A || c == ':') && (ends_with(s->from, at, "期限") || ends_with(s->from, at, "统计期") || ends_with(s->from, at, "统计时间")));
        at += used;
        if (parts(c) && !goes_on) begin = at;
    }
    return begin;
}

static const char *clause_end(const struct scan *s, const char *p)
{
    size_t used;
    while (p < s->end && !parts(point_at(p, s->end, &used))) p += used;
    return p;
}

/* Whether a clause is nothing but a time: 截至2024年底 第一季度 3月 上半年 自2025年1月1日至12月31日. */
static bool is_time(const char *p, const char *end)
{
    static const uint32_t words[] = U"第一二三四五六七八九十前上下全当本今去每年度月日号底末初中旬半季截至止到在从自起以内期间份之~～-—– ";
    static const uint32_t spans[] = U"年月季旬半";
    bool span = false;
    while (p < end) {
        size_t used, i = 0;
        uint32_t c = point_at(p, end, &used);
        while (words[i] && words[i] != c) i++;
        if (!words[i] && digit_of(c) < 0) return false;
        for (i = 0; spans[i]; i++) span = span || spans[i] == c;
        p += used;
    }
    return span;
}

/* The last clause before `begin` that is only a time; empty where there is none. */
static const char *period_before(struct scan *s, const char *begin)
{
    const char *from = s->from, *found = s->from, *found_end = s->from;
    for (const char *at = s->from; at < begin;) {
        size_t used;
        bool mark = parts(point_at(at, s->end, &used));
        if (mark && is_time(from, at)) found = from, found_end = at;
        at += used;
        if (mark) from = at;
    }
    return arena_dup_n(&s->arena, found, (size_t)(found_end - found));
}

/* Reads the digits at p: 1,234.5. *value is scaled; false where this is no number to compare. */
static bool read_digits(const struct scan *s, const char **p, int64_t *value, int *decimals)
{
    size_t used;
    int digits = 0;
    bool point = false;
    *value = 0;
    *decimals = 0;
    for (;;) {
        uint32_t c = point_at(*p, s->end, &used);
        int d = digit_of(c);
        size_t next_used;
        if (d >= 0) {
            if (!point) digits++;
            else if (++*decimals > SCALE) digits = MOST_DIGITS + 1;
            if (digits <= MOST_DIGITS) *value = *value * 10 + d;
            *p += used;
        } else if (!point && (c == '.' || c == 0xFF0E) && digit_of(point_at(*p + used, s->end, &next_used)) >= 0) {
            point = true;
            *p += used;
        } else if (!point && c == ',' && s->end - *p > 3 && digit_of((unsigned char)(*p)[1]) >= 0 && digit_of((unsigned char)(*p)[2]) >= 0 &&
                   digit_of((unsigned char)(*p)[3]) >= 0 && !(s->end - *p > 4 && digit_of((unsigned char)(*p)[4]) >= 0)) {
            *p += used;                                /* 1,234 */
        } else {
            break;
        }
    }
    for (int i = *decimals; i < SCALE; i++)
        if (__builtin_mul_overflow(*value, 10, value)) return false;
    return digits <= MOST_DIGITS;
}

static const char *unit_at(const struct scan *s, const char *p)
{
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        size_t n = strlen(units[i]);
        if ((size_t)(s->end - p) >= n && !memcmp(p, units[i], n)) return units[i];
    }
    return "";
}

/* 行政复议7件和行政诉讼5件: what the second number counts stands behind 和. Not so in 1月和2月. */
static const char *behind_joint(const struct scan *s, const char *unit, const char *after)
{
    static const char *const joints[] = {"和", "及", "与", "以及"}, *const times[] = {"", "年", "月", "日", "号", "时", "分", "天", ":", "：", "%"};
    for (size_t i = 0; i < sizeof times / sizeof *times; i++)
        if (!strcmp(unit, times[i])) return s->from;
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
        if ((size_t)(s->end - after) > strlen(joints[i]) && !memcmp(after, joints[i], strlen(joints[i]))) return after + strlen(joints[i]);
    return s->from;
}

static size_t joint_at(const char *p, const char *end)
{
    static const char *const joints[] = {"、", "以及", "和", "及", "与"};
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
        if ((size_t)(end - p) > strlen(joints[i]) && !memcmp(p, joints[i], strlen(joints[i]))) return strlen(joints[i]);
    return 0;
}

static const char *find_word(const char *p, const char *end, const char *word)
{
    size_t n = strlen(word);
    for (; (size_t)(end - p) >= n; p++)
        if (!memcmp(p, word, n)) return p;
    return NULL;
}

static bool ends_list(uint32_t c) { return parts(c) && c != 0x3001; }

/* How many numbers stand from p to the end of their list, and where that is. */
static int numbers_listed(const struct scan *s, const char *p, const char **end)
{
    int n = 0, decimals;
    int64_t value;
    size_t used;
    while (p < s->end) {
        uint32_t c = point_at(p, s->end, &used);
        if (ends_list(c)) break;
        if (digit_of(c) >= 0) n++, (void)read_digits(s, &p, &value, &decimals);
        else p += used;
    }
    *end = p;
    return n;
}

static void open_shares(struct scan *s, const char *begin, const char *head)
{
    struct shares *list = &s->shares;
    size_t used;
    if (list->end && head < list->end) return;
    *list = (struct shares){.list = s->from, .mark = find_word(begin, head, "分别"), .head = head, .things = 1};
    if (!list->mark) return;
    for (const char *p = s->from; p < list->mark; p += used)
        if (ends_list(point_at(p, s->end, &used))) list->list = p + used;
    for (const char *p = list->list; p < list->mark; p += used) {
        used = joint_at(p, list->mark);
        list->things += used > 0;
        if (!used) (void)point_at(p, s->end, &used);
    }
    list->numbers = numbers_listed(s, head, &list->end);
    if (list->numbers == 1) list->end = NULL;
}

/* What the next number of the list counts: its thing, or the whole list where things and numbers are not as many. */
static const char *before_share(struct scan *s)
{
    struct shares *list = &s->shares;
    const char *thing = list->list, *end = list->mark;
    if (list->things == list->numbers) {
        int k = 0;
        size_t used;
        for (const char *p = list->list; p < list->mark; p += used) {
            used = joint_at(p, list->mark);
            if (used && k++ == list->n) { end = p; break; }
            if (used) thing = p + used;
            else (void)point_at(p, s->end, &used);
        }
    }
    list->n++;
    return arena_printf(&s->arena, "%.*s%.*s", (int)(end - thing), thing, (int)(list->head - list->mark), list->mark);
}

/* How many brackets are open at p. */
static int depth_at(const struct scan *s, const char *p)
{
    int depth = 0;
    size_t used;
    for (const char *at = s->from; at < p; at += used) {
        uint32_t c = point_at(at, s->end, &used);
        if (c == 0xFF08 || c == '(') depth++;
        else if ((c == 0xFF09 || c == ')') && depth) depth--;
    }
    return depth;
}

static bool put_number(struct scan *s, const char *number, const char *after)
{
    static const char hundredths[] = "百分之";
    struct number_record *r = &s->record;
    size_t used;
    const char *begin = clause_begin(s, number), *head = number;
    if (s->joined > begin) begin = s->joined;
    uint32_t sign = point_before(begin, number);
    if (is_minus(sign)) {
        const char *minus = number - (sign == '-' ? 1 : 3);
        if (digit_of(point_before(s->from, minus)) < 0 && !latin(point_before(s->from, minus))) {
            r->value = -r->value;
            head = minus;
        }
    }
    r->percent = ends_with(begin, head, hundredths);
    if (r->percent) head -= strlen(hundredths);
    uint32_t c = point_at(after, s->end, &used);
    if (c == '%' || c == 0xFF05) {
        r->percent = true;
        after += used;
    }
    const char *unit = after;
    while (unit < s->end && *unit == ' ') unit++;      /* 2023 年 1 月 */
    r->unit = r->percent ? "%" : unit_at(s, unit);
    if (!r->percent && *r->unit) after = unit + strlen(r->unit);
    if (after > s->end) after = s->end;
    s->joined = behind_joint(s, r->unit, after);
    const char *tail = clause_end(s, after);
    open_shares(s, begin, head);
    bool shared = s->shares.end;
    r->before = shared ? before_share(s) : arena_dup_n(&s->arena, begin, (size_t)(head - begin));
    r->after = arena_dup_n(&s->arena, after, (size_t)(tail - after));
    r->period = period_before(s, shared ? s->shares.list : begin);
    r->depth = depth_at(s, number);
    r->n++;
    return store_put_number(s->store, r, s->diag);
}

static bool scan_sentence(struct scan *s)
{
    s->record.words = arena_dup_n(&s->arena, s->from, (size_t)(s->end - s->from));
    s->joined = s->from;
    s->shares = (struct shares){0};
    for (const char *p = s->from; p < s->end;) {
        size_t used;
        if (digit_of(point_at(p, s->end, &used)) < 0) {
            p += used;
            continue;
        }
        const char *number = p;
        bool usable = read_digits(s, &p, &s->record.value, &s->record.decimals);
        if (usable && !latin(point_before(s->from, number)) && !latin(point_at(p, s->end, &used)) && !put_number(s, number, p)) return false;
    }
    return true;
}

/* Blanks separate no Chinese words: one is left only between two ASCII characters, and characters without width never. */
static char *fold_blanks(struct arena *arena, const char *body)
{
    const char *end = body + strlen(body);
    char *folded = arena_alloc(arena, (size_t)(end - body) + 1), *to = folded;
    bool blank = false;
    while (body < end) {
        size_t used;
        uint32_t c = point_at(body, end, &used);
        bool thin = c == 0xAD || (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF;
        if (!thin && (c == ' ' || c == '\t' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000)) {
            blank = true;
        } else if (!thin) {
            if (blank && c < 0x80 && to > folded && (unsigned char)to[-1] < 0x80) *to++ = ' ';
            blank = false;
            memcpy(to, body, used);
            to += used;
        }
        body += used;
    }
    *to = '\0';
    return folded;
}

static bool scan_body(struct scan *s, const char *printed)
{
    struct arena scratch = {0};
    const char *body = fold_blanks(&scratch, printed), *end = body + strlen(body);
    bool ok = true;
    s->record.n = 0;
    s->record.sentence = 0;
    for (const char *p = body; ok && p < end;) {
        size_t used = 0;
        s->from = p;
        while (p < end && !ends_sentence(point_at(p, end, &used))) p += used;
        s->end = p;
        p += p < end ? used : 0;
        if (s->end == s->from) continue;
        s->record.sentence++;
        ok = scan_sentence(s);
        arena_release(&s->arena);
    }
    arena_release(&scratch);
    return ok;
}

bool text_numbers_write(struct store *store, int64_t agency, struct diag *diag)
{
    static const char sql[] =
        "SELECT section, place, body FROM texts_printed WHERE agency = :agency"
        " UNION ALL SELECT 'texts', t.no, b.body FROM texts t JOIN texts_body b ON b.text_id = t.id WHERE t.agency = :agency";
    struct scan s = {.store = store, .diag = diag, .record = {.agency = agency}};
    struct query *q = NULL;
    bool row = true, ok = query_open(&q, store, sql, "text_numbers", 1, diag);
    if (!ok) return false;
    query_bind(q, ":agency", agency);
    ok = store_begin(store, diag);
    while (ok && (ok = query_next(q, &row, diag)) && row) {
        s.record.section = query_text(q, 0);
        s.record.place = query_text(q, 1);
        ok = scan_body(&s, query_text(q, 2));
    }
    query_close(q);
    arena_release(&s.arena);
    return ok && store_commit(store, diag);
}
