/* Cheap questions that are asked of every cell before the full ones: where they say no, the full one must find nothing. Hostile texts, and
 * random ones of the characters that numbers, names and sums are made of. Every number is invented. */
#include "base/characters.h"
#include "calendar/civil.h"
#include "ledger/rows/row_source.h"
#include "ledger/schema/name_kinds.h"
#include "ledger/schema/remark.h"
#include "ledger/values/personal_inside.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { TRIES = 60000, LONGEST = 26 };

static struct schema *schema;
static struct intern *people;

static struct slice of(const char *s) { return (struct slice){s, strlen(s)}; }

static unsigned next(void)
{
    static uint64_t state = 15;
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(state >> 33);
}

static const char *const hostile[] = {
    "13812345678", "138-1234-5678", "1 3 8 1 2 3 4 5 6 7 8", "１３８１２３４５６７８", "一三八一二三四五六七八", "幺叁捌壹贰叁肆伍陆柒捌", "①③⑧①②③④⑤⑥⑦⑧", "13812\u200B345678",
    "1\uFE0F\u20E33\uFE0F\u20E38\uFE0F\u20E312345678", "+86 138 1234 5678", "008613812345678", "86-138-1234-5678", "138****5678", "138※※※※5678", "13X12345678", "x13812345678",
    "*13812345678", "110105194912310021", "11010519491231002X", "11010519491231002Ⅹ", "110105********0021", "110105 19491231 0021", "1101054912310", "110105491231002",
    "6222021234567890128", "4111 1111 1111 1111", "SQ-2025-0000001", "SQ-2025-1-000001", "1-2025-0000000001", "11-2025-00000001", "２０25-13号", "１2025-000", "２01-000〔三〕01", "E2025001", "110105-19491231-002", "中山路〔2025〕12号", "1998年", "２０25", "20255", "12025", "2025一", "①025", "a/b@c", "GK2025-13812345678", "2025〔138〕1234.5678", "E12345678", "G12345678", "ＥA1234567", "h1234567890", "M12345678",
    "ab@example.com", "ab＠example.com", "云自然资公开答〔2025〕1号", "张建国2025-001", "张 建　国", "张·建国", "JohnSmith1", "J.o.h.n Smith", "ｊｏｈｎ　ｓｍｉｔｈ", "王平局〔2025〕1号", "王\u200B平",
    "合计", "合 计：", "（合计）", "小计(渔业)", "其中：减免", "２０２５-03-31", "2025-03-31", "2025.3.31", "-1-", "1.PAGE", "2025", "3月小计", "收费总额", "江州市禾丰种业有限公司", "某某局(1)", "\u00A0合计\u3000", "",
};

/* One of these may be the next character of a random text. */
static const char *const pieces[] = {
    "0", "1", "1", "3", "8", "2", "9", "5", "7", "6", "4", "13", "138", "2025", "1949", "110105", "123", " ", "-", "(", ")", ".", "/", ":", "*", "X", "x", "A", "E", "g", "Smith", "@", "\n", "〔", "〕", "、", "，", "（", "）", "·",
    "\u3000", "\u00A0", "\u200B", "\uFEFF", "\u2003", "\u202E", "\u00AD", "１", "３", "８", "Ｅ", "ｘ", "＊", "●", "■", "①", "⑧", "㈠", "²", "٣", "Ⅹ", "一", "三", "八", "〇", "零", "两", "幺", "十", "张", "建", "国", "王", "平", "高", "明", "合",
    "计", "小", "总", "其", "中", "月", "年", "日", "号", "局", "院", "公", "司", "\u3400", "\U00020000", "é", "ﬁ", "\u0301", "\u2010", "−", "＠", "\uFE0F", "\u20E3", "🀄",
};

static const char *random_text(char out[8 * LONGEST])
{
    char *end = out;
    *out = 0;
    /* Some are of figures and a few marks, others of anything. */
    size_t among = next() % 2 ? 40 : sizeof pieces / sizeof *pieces;
    for (unsigned n = next() % LONGEST; n; n--) end = stpcpy(end, pieces[next() % among]);
    return out;
}

static void each(void (*look)(const char *text))
{
    char text[8 * LONGEST];
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) look(hostile[i]);
    for (int i = 0; i < TRIES; i++) look(random_text(text));
}

static size_t said_no, said_yes;

static void count(bool may, bool is, const char *text, const char *question)
{
    if (is && !may) fail_msg("%s: “%s”", question, text);
    said_yes += may;
    said_no += !may;
}

static void look_for_numbers(const char *text)
{
    count(personal_may_be_number(of(text)), personal_pattern_in_full(text) || personal_hidden_in_full(text) != text, text, "numbers");
}

/* What one look tells beside numbers, character by character. */
static void look_once(const char *text)
{
    const struct personal_look look = personal_look(of(text));
    struct personal_letters t;
    uint64_t letters[2] = {0, 0};
    size_t digits = 0, n = strlen(text);
    bool ascii = true, year = false;
    char run[8 * LONGEST + 1];
    size_t in_run = 0;
    for (size_t i = 0; i <= n;) {
        uint32_t c = 0;
        i += i < n ? utf8_next(text + i, n - i, &c) : 1;
        ascii &= c < 0x80;
        c = spelling_narrow(c);
        if (c >= '0' && c <= '9') {
            run[in_run++] = (char)c;
            digits++;
            continue;
        }
        year |= in_run == 4 && (!memcmp(run, "19", 2) || !memcmp(run, "20", 2));
        in_run = 0;
    }
    personal_letters_of(of(text), &t);
    for (size_t i = 0; i < t.n; i++)
        if (t.list[i].c < 0x80) letters[t.list[i].c / 64] |= (uint64_t)1 << t.list[i].c % 64;
    free(t.list);
    const uint64_t figures = (uint64_t)0x3FF << '0';
    if (letters[0] & figures) letters[0] |= figures;
    if (look.digits != digits || look.ascii != ascii || look.year != year || look.letters[0] != letters[0] || look.letters[1] != letters[1]) fail_msg("look: “%s”", text);
}

static void look_at_key(const char *text)
{
    const struct row_context context = {.schema = schema, .today = civil_day(2026, 1, 20)};
    size_t n = strlen(text);
    const struct personal_look look = personal_look(of(text));
    bool may = look.number || personal_may_match_whole(schema->personal, &look);
    if (n <= 100) count(may, personal_key_in_full(&context, of(text)), text, "key");
}

static void look_for_names(const char *text)
{
    const struct personal_scope scope = {schema, people, NULL};
    count(personal_may_name(people, of(text)), personal_names_in_full(&scope, of(text)), text, "names");
}

/* The same schema without what the cheap questions are answered with. */
static void look_for_remarks(const char *text)
{
    struct schema full = *schema;
    full.sums_begin.others = full.endings_end.others = full.remarks_begin_with_figure = true;
    memset(full.sums_begin.han, 0xFF, sizeof full.sums_begin.han);
    memset(full.endings_end.han, 0xFF, sizeof full.endings_end.han);
    if (sum_name_of(schema, of(text)) != sum_name_of(&full, of(text))) fail_msg("sum: “%s”", text);
    if (remark_of(schema, of(text)) != remark_of(&full, of(text))) fail_msg("remark: “%s”", text);
    if (name_kind(schema, of(text)) != name_kind(&full, of(text))) fail_msg("kind: “%s”", text);
}

/* A file is plain where none of its characters is to be taken out or shown to be odd. */
static void look_at_characters(const char *text)
{
    struct character_scan scan;
    struct character_fault fault;
    struct text out = {0};
    size_t n = strlen(text);
    assert_true(characters_scan(text, n, &scan));
    bool odd = characters_clean(&out, text, n, &fault) > 0, covered = spelling_uncover(&out, of(text));
    count(!scan.plain, odd || covered, text, "plain");
    text_release(&out);
}

static void numbers(void **state) { (void)state, each(look_for_numbers); }
static void looks(void **state) { (void)state, each(look_once); }
static void keys(void **state) { (void)state, each(look_at_key); }
static void names(void **state) { (void)state, each(look_for_names); }
static void remarks(void **state) { (void)state, each(look_for_remarks); }
static void characters(void **state) { (void)state, each(look_at_characters); }

/* Every character, alone and between others, is scanned as one at a time would be, and every pair of odd bytes is refused. */
static void bytes(void **state)
{
    (void)state;
    struct character_scan scan;
    for (uint32_t c = 1; c <= 0x10FFFF; c++) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        struct text text = {0};
        text_add(&text, "甲公文12345");
        text_add_code_point(&text, c);
        text_add(&text, "12345678");
        enum character kind = character_of(c);
        assert_true(characters_scan(text.bytes, text.n, &scan));
        assert_int_equal(scan.none < text.n, kind == CHARACTER_NONE);
        struct text out = {0};
        bool odd = spelling_uncover(&out, (struct slice){text.bytes, text.n}) || (kind != CHARACTER_PLAIN && kind != CHARACTER_BREAK);
        if (scan.plain == odd) fail_msg("U+%04X", (unsigned)c);
        text_release(&out);
        text_release(&text);
    }
    for (unsigned pair = 0; pair < 0x10000; pair++) {
        char text[] = {'1', '2', '3', '4', (char)(pair >> 8), (char)pair, '5', '6', '7', '8', 0};
        size_t bad = 0;
        bool valid = utf8_valid(text, 10, &bad);
        assert_int_equal(characters_scan(text, 10, &scan), valid);
        if (!valid) assert_int_equal(scan.bad, bad);
    }
}

/* As scanned one character at a time. */
static bool is_plain(const char *s, size_t n)
{
    bool plain = true;
    for (size_t i = 0; i < n;) {
        uint32_t c;
        i += utf8_next(s + i, n - i, &c);
        enum character kind = character_of(c);
        plain &= (kind == CHARACTER_PLAIN || kind == CHARACTER_BREAK) && !((c >= 0x2000 && c <= 0x200F) || c == 0x202F || c == 0x205F);
    }
    return plain;
}

/* Files are scanned in blocks of sixteen bytes: any two bytes, and characters of three, wherever a block begins and ends, before and behind Chinese. */
static void blocks(void **state)
{
    (void)state;
    struct character_scan scan;
    size_t bad;
    static const char *const around[] = {"2025-03-31 SQ-2025", "年报，信息（公", "a年b、c"};
    for (size_t k = 0; k < 3; k++)
        for (unsigned at = 0; at < 18; at++) {
            char text[128];
            const size_t m = strlen(around[k]), before = at + m, n = before + 2 + m;
            memset(text, 'x', at);
            memcpy(text + at, around[k], m);
            memcpy(text + before + 2, around[k], m);
            for (unsigned pair = at % 5; pair < 0x10000; pair += at < 2 ? 1 : 5) {
                text[before] = (char)(pair >> 8);
                text[before + 1] = (char)pair;
                bool valid = utf8_valid(text, n, &bad);
                if (characters_scan(text, n, &scan) != valid || (!valid && scan.bad != bad)) fail_msg("%02X behind %zu bytes", pair, before);
                if (valid && scan.plain != is_plain(text, n)) fail_msg("%02X behind %zu bytes: plain", pair, before);
            }
        }
    for (uint32_t c = 0x800; c <= 0xFFFF; c += c == 0xD7FF ? 0x801 : 1)
        for (size_t k = 0; k < 3; k++) {
            struct text text = {0};
            for (size_t i = c % 17; i; i--) text_add_char(&text, 'x');
            text_add(&text, around[k]);
            text_add_code_point(&text, c);
            text_add(&text, around[k]);
            assert_true(characters_scan(text.bytes, text.n, &scan));
            if (scan.plain != is_plain(text.bytes, text.n) || (scan.none < text.n) != (character_of(c) == CHARACTER_NONE)) fail_msg("U+%04X", (unsigned)c);
            if (characters_scan(text.bytes, text.n - strlen(around[k]) - 1, &scan)) fail_msg("U+%04X cut", (unsigned)c);
            text_release(&text);
        }
}

int main(void)
{
    struct diag diag;
    if (!schema_load(&schema, PROJECT_SOURCE_DIR "/data", &diag)) return print_error("%s\n", diag.text), 1;
    people = intern_new();
    static const char *const cells[] = {"张建国", "王平", "高明", "欧阳若兰、赵小燕等3人", "阿依古丽·买买提", "John Smith", "公司明", "月年日"};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) personal_learn_name(schema, people, of(cells[i]));
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers), cmocka_unit_test(looks), cmocka_unit_test(keys), cmocka_unit_test(names), cmocka_unit_test(remarks), cmocka_unit_test(characters), cmocka_unit_test(bytes), cmocka_unit_test(blocks),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    if (!said_no || !said_yes) failed++;               /* a question with one answer only tells nothing */
    intern_free(people);
    schema_free(schema);
    return failed;
}
