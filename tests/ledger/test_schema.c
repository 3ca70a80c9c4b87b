/* The definitions of the data folder load, and the loader reports faults in a copy with file and line. */
#include "ledger/schema/codes.h"
#include "ledger/values/value.h"
#include "ledger_fixture.h"
#include <sys/stat.h>

#define HEADINGS_HEAD "表,见到的标题,台账的标题\n"

static struct fixture f;

static int set_up(void **state)
{
    (void)state;
    f = fixture_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_release(&f);
    return 0;
}

static void shipped(void **state)
{
    (void)state;
    const struct ledger_table *t = schema_table(f.schema, "requests");
    assert_string_equal(t->name, "申请登记");
    assert_ptr_equal(schema_table_named(f.schema, "申请登记"), t);
    assert_true(t->core && t->columns[0].needed && t->columns[0].type == COLUMN_KEY);
    assert_int_equal(t->agency, 2);
    assert_string_equal(t->columns[t->key[0]].heading, "受理编号");
    const struct code_list *outcomes = schema_codes(f.schema, "outcomes");
    assert_int_equal(outcomes->n, 34);
    assert_int_equal(code_find(outcomes, "6.3"), 21);
    assert_int_equal(code_find(outcomes, "其他"), 0);
    const struct ledger_table *decisions = schema_table(f.schema, "decisions");
    assert_int_equal(decisions->n_needs_one, 2);
    assert_int_equal(decisions->n_counted, 2);
    assert_null(schema_table(f.schema, "申请登记"));
    assert_ptr_equal(schema_table_named(f.schema, " 申请登记\u3000"), t);      /* it is invisible in the name of a sheet */
    assert_null(schema_table_named(f.schema, "申请登记(最终)"));
}

static int find(const char *list, const char *cell)
{
    struct text scratch = {0};
    int found = codes_find(schema_codes(f.schema, list), (struct slice){cell, strlen(cell)}, &scratch);
    text_release(&scratch);
    return found;
}

static const struct code_list *outcomes(void) { return schema_codes(f.schema, "outcomes"); }

static void codes(void **state)
{
    (void)state;
    const char *const a1[] = {"A1", "a1", "Ａ１", "自然人", "公民", "A1 自然人", "A1-自然人", "（一）自然人", "1.自然人", "一、自然人", " 自 然 人"};
    for (size_t i = 0; i < sizeof a1 / sizeof *a1; i++)
        if (find("applicant_kinds", a1[i]) != 1) fail_msg("%s", a1[i]);
    const char *const none[] = {"A2", "A1 商业企业", "1.1", "自然", "", "自然人自然人", "A"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (find("applicant_kinds", none[i])) fail_msg("%s", none[i]);
    assert_int_equal(find("outcomes", "3.4"), 6);
    assert_int_equal(find("outcomes", "商业秘密"), 6);
    assert_int_equal(find("outcomes", "（一）予以公开"), 1);
    assert_int_equal(find("outcomes", "(一)予以公开"), 1);
    assert_int_equal(find("outcomes", "4.保护第三方合法权益"), 6);
    assert_int_equal(find("outcomes", "危及\"三安全一稳定\""), 5);
    assert_int_equal(find("outcomes", "1"), 1);
    assert_int_equal(find("outcomes", "1.1"), 0);
    assert_true(find("outcomes", "申请内容不明确") < 0);
    assert_true(find("outcomes", "转办") < 0);
    assert_true(find("applicant_kinds", "公民/法人") < 0);
    /* Words of older systems: they have one meaning, or several among which the program must not choose. */
    assert_int_equal(find("applicant_kinds", "公民"), 1);
    assert_true(find("applicant_kinds", "法人或其他组织") < 0 && find("applicant_kinds", "其他组织") < 0 && find("applicant_kinds", "法人") < 0);
    assert_int_equal(find("channels", "网上申请"), code_find(schema_codes(f.schema, "channels"), "C4"));
    assert_int_equal(find("channels", "ems"), code_find(schema_codes(f.schema, "channels"), "C2"));
    assert_true(find("channels", "信函") < 0 && find("channels", "邮寄") < 0);
    assert_int_equal(find("outcomes", "全部公开"), 1);
    assert_int_equal(find("outcomes", "非本单位公开信息"), code_find(outcomes(), "4.1"));
    assert_true(find("outcomes", "不予公开") < 0 && find("outcomes", "登记回执") < 0 && find("outcomes", "过程中且影响安全稳定") < 0);
}

/* Loads only the headings; returns the message without the folder. */
static const char *headings_say(const char *csv)
{
    static char said[256];
    struct diag diag;
    char path[64];
    snprintf(path, sizeof path, "%s/x.csv", f.folder);
    fixture_put(&f, "x.csv", csv, strlen(csv));
    bool ok = schema_add_headings(f.schema, path, &diag);
    fixture_remove(&f, "x.csv");
    snprintf(said, sizeof said, "%s", ok ? "" : diag.text + strlen(f.folder) + 1);
    return said;
}

static void heading_files(void **state)
{
    (void)state;
    assert_string_equal(headings_say(HEADINGS_HEAD "requests,收件号,受理编号\n\n申请登记,\"经办,人\",\n*,页,\n"), "");
    assert_string_equal(headings_say(HEADINGS_HEAD "requests,收件号\n"),
                        "x.csv:2: 应有三列：表,见到的标题,台账的标题；含义不定的加第四列：说明；词语再加两列：见到的词,读作");
    assert_string_equal(headings_say(HEADINGS_HEAD "requests,收件号,,,,,\n"),
                        "x.csv:2: 应有三列：表,见到的标题,台账的标题；含义不定的加第四列：说明；词语再加两列：见到的词,读作");
    assert_string_equal(headings_say(HEADINGS_HEAD "requests,收件号,延期告知日期\n"), "");
    assert_string_equal(headings_say(HEADINGS_HEAD "requests,收件号,受理编号\nrequests,收件 号,来件编号\n"), "x.csv:3: “收件 号”前面已经写过");
    assert_string_equal(headings_say(HEADINGS_HEAD "requests,收件号,受理编号|来件编号,看着办\n"), "");
    assert_string_equal(headings_say(HEADINGS_HEAD "requests,收件号,受理编号|来件编号\n"), "x.csv:2: 含义不定的标题要在第四列说明怎么选");
    assert_string_equal(headings_say(HEADINGS_HEAD "requests,收件号,受理编号|收件号,看着办\n"), "x.csv:2: “requests”表中没有标题“收件号”");
    assert_string_equal(headings_say(HEADINGS_HEAD "*,收件号,受理编号|来件编号,看着办\n"), "x.csv:2: “*”表中没有标题“受理编号”");
    assert_string_equal(headings_say(HEADINGS_HEAD "request,收件号,受理编号\n"), "x.csv:2: 没有名为“request”的表");
    assert_string_equal(headings_say(HEADINGS_HEAD "requests,收件号,编码\n"), "x.csv:2: “requests”表中没有标题“编码”");
    assert_string_equal(headings_say(HEADINGS_HEAD "requests,来件编号,受理编号\n"), "x.csv:2: “来件编号”是台账自己的标题，不能另有意思");
    assert_string_equal(headings_say(HEADINGS_HEAD "requests,来件编号,\n"), "x.csv:2: “来件编号”是台账自己的标题，不能另有意思");
    assert_string_equal(headings_say(HEADINGS_HEAD "*,收件号,受理编号\n"), "x.csv:2: “*”表中没有标题“受理编号”");
    assert_string_equal(headings_say(HEADINGS_HEAD "requests,\"收\n"), "x.csv:2: 这一行打开的引号到文件末尾也没有关上");
}

/* A word in a column is a code in this office, whatever the code lists say of it; or no value. */
static void words_of_the_office(void **state)
{
    (void)state;
    struct value v;
    struct fault fault;
    struct value_reader reader = {.context = &f.context};
    const struct ledger_table *t = schema_table(f.schema, "requests");
    const struct ledger_column *outcome = NULL, *told = NULL;
    for (size_t i = 0; i < t->n_columns; i++) {
        if (!strcmp(t->columns[i].name, "outcome")) outcome = &t->columns[i];
        if (!strcmp(t->columns[i].name, "remedy_told")) told = &t->columns[i];
    }
    assert_false(value_read(&reader, outcome, (struct slice){"已答复", 9}, &v, &fault));
    assert_string_equal(headings_say(HEADINGS_HEAD "requests,,办理结果,,已答复,1\nrequests,,办理结果,,在 办,\nrequests,,救济告知,,已写明,是\n"), "");
    assert_true(value_read(&reader, outcome, (struct slice){"已答复", 9}, &v, &fault));
    assert_int_equal(v.integer, 1);
    assert_true(value_read(&reader, outcome, (struct slice){"在办", 6}, &v, &fault));
    assert_int_equal(v.kind, VALUE_NONE);
    assert_true(value_read(&reader, told, (struct slice){"已写明", 9}, &v, &fault));
    assert_int_equal(v.integer, 1);
    assert_string_equal(headings_say(HEADINGS_HEAD "申请登记,,办理结果,,已答复,不予公开\n"), "x.csv:2: “办理结果”里没有代码“不予公开”");
    assert_string_equal(headings_say(HEADINGS_HEAD "requests,,办理结果,,3.6,1\n"), "x.csv:2: “3.6”本来就是“办理结果”的一个代码");
    assert_string_equal(headings_say(HEADINGS_HEAD "requests,,办理结果,,甲,1\nrequests,,办理结果,,乙,1\nrequests,,办理结果,,甲,2\n"),
                        "x.csv:4: “甲”前面已经写过");
    assert_string_equal(headings_say(HEADINGS_HEAD "requests,结果,办理结果,,丙,1\n"), "x.csv:2: 写了“见到的词”的一行不写“见到的标题”：标题另写一行");
    assert_string_equal(headings_say(HEADINGS_HEAD "requests,,办理结果,,,1\n"), "x.csv:2: 没有写见到的词");
    assert_string_equal(headings_say(HEADINGS_HEAD "requests,,申请人名称,,甲某,\n"), "x.csv:2: “申请人名称”是个人信息，里面的词不能另有读法");
    assert_string_equal(headings_say(HEADINGS_HEAD "requests,,提交日期,,上周,2025\n"), "x.csv:2: “提交日期”里没有代码，“读作”只能空着");
    assert_string_equal(headings_say(HEADINGS_HEAD "requests,,结论,,甲,1\n"), "x.csv:2: “requests”表中没有标题“结论”");
    assert_string_equal(headings_say(HEADINGS_HEAD "*,,办理结果,,甲,1\n"), "x.csv:2: “*”表中没有标题“办理结果”");
    value_reader_release(&reader);
}

/* ---- faults of the definitions ---- */

static void put_in(const char *folder, const char *name, const char *text)
{
    char path[64];
    snprintf(path, sizeof path, "%s/%s", f.folder, folder);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    fixture_put(&f, path, text, strlen(text));
}

static const char *words_yaml = "words: [公开]\n", *personal_yaml = "kinds: [A1]\n";
static const char sound_rows[] = "signed: [审核人]\nnotes: [注]\nends: [以下空白]\nsums: [合计]\nparts: [其中]\nwholes: [全部]\n",
                  *rows_yaml = sound_rows, *collected_yaml = "";

static void refuses_all(const char *codes_yaml, const char *tables_yaml, const char *name_kinds_yaml, const char *sheets_yaml, const char *wide_yaml,
                        const char *expected)
{
    struct schema *s;
    struct diag diag;
    put_in("ledger", "codes.yaml", codes_yaml);
    put_in("ledger", "tables.yaml", tables_yaml);
    put_in("ledger", "name_kinds.yaml", name_kinds_yaml);
    put_in("ledger", "sheets.yaml", sheets_yaml);
    put_in("ledger", "rows.yaml", rows_yaml);
    put_in("ledger", "wide.yaml", wide_yaml);
    put_in("ledger", "collected.yaml", collected_yaml);
    put_in("ledger", "words.yaml", words_yaml);
    put_in("ledger", "remarks.yaml", "any: [必填]\n");
    put_in("ledger", "personal.yaml", personal_yaml);
    put_in("headings", "common.csv", HEADINGS_HEAD);
    bool ok = schema_load(&s, f.folder, &diag);
    fixture_remove(&f, "ledger/codes.yaml");
    fixture_remove(&f, "ledger/tables.yaml");
    fixture_remove(&f, "ledger/name_kinds.yaml");
    fixture_remove(&f, "ledger/sheets.yaml");
    fixture_remove(&f, "ledger/rows.yaml");
    fixture_remove(&f, "ledger/wide.yaml");
    fixture_remove(&f, "ledger/collected.yaml");
    fixture_remove(&f, "ledger/words.yaml");
    fixture_remove(&f, "ledger/remarks.yaml");
    fixture_remove(&f, "ledger/personal.yaml");
    fixture_remove(&f, "headings/common.csv");
    fixture_remove(&f, "ledger");
    fixture_remove(&f, "headings");
    if (ok) schema_free(s);
    assert_int_equal(ok, !expected);
    if (expected && !strstr(diag.text, expected)) fail_msg("%s", diag.text);
}

static void refuses_names(const char *codes_yaml, const char *tables_yaml, const char *name_kinds_yaml, const char *expected)
{
    refuses_all(codes_yaml, tables_yaml, name_kinds_yaml, "left_alone: []\n", "", expected);
}

static void refuses(const char *codes_yaml, const char *tables_yaml, const char *expected) { refuses_names(codes_yaml, tables_yaml, "", expected); }

#define CODES "kinds:\n  codes:\n    - {code: 'A', label: '甲'}\n"
#define COLUMNS(x) "t:\n  name: 表\n  core: true\n  key: [编号]\n  columns:\n    - {heading: 编号, column: no, type: key, need: R}\n    - " x "\n"

static void faulty(void **state)
{
    (void)state;
    refuses(CODES, COLUMNS("{heading: 类, column: kind, type: 'code:kinds'}"), NULL);
    refuses(CODES "    - {code: 'B', label: '乙', aliases: ['Ａ']}\n", COLUMNS("{heading: 类, column: kind, type: text}"), "codes.yaml:4: “B”的写法与同表另一个代码相同");
    refuses(CODES "  ambiguous:\n    - {label: '甲', advice: '改'}\n", COLUMNS("{heading: 类, column: kind, type: text}"), "codes.yaml:5: “甲”已是一个代码的写法");
    refuses("kinds: {}\n", COLUMNS("{heading: 类, column: kind, type: text}"), "代码表里没有代码");
    refuses(CODES, COLUMNS("{heading: 类, column: kind, type: 'code:kind'}"), "tables.yaml:7: 不认识列的类型“code:kind”");
    refuses(CODES, COLUMNS("{heading: 类, column: kind, type: 'money:7'}"), "不认识列的类型“money:7”");
    refuses(CODES, COLUMNS("{heading: 类, column: kind, type: string}"), "不认识列的类型“string”");
    refuses(CODES, COLUMNS("{heading: 编号, column: kind, type: text}"), "“编号”这一列写了两次");
    refuses(CODES, COLUMNS("{heading: 类, column: kind, type: date, personal: presence}"), "个人信息的列只能是 text");
    refuses(CODES, COLUMNS("{heading: 类, column: kind, type: text, personal: all}"), "personal 只能是");
    refuses(CODES, COLUMNS("{heading: 类, column: kind, type: text, need: C}"), "need 只能是 R");
    refuses(CODES, COLUMNS("{heading: 类, colum: kind, type: text}"), "tables.yaml:7: 不认识“colum”");
    refuses(CODES, COLUMNS("{heading: 类, column: kind, type: 'code:kinds'}") "  example: {编号: 示例-1}\n  wanted: {编号: {类: [A]}}\n  notes: {类: 说明}\n", NULL);
    refuses(CODES, COLUMNS("{heading: 类, column: kind, type: 'code:kinds'}") "  example: {编号: '1'}\n", "示例行“编号”的文字要以“示例-”或“示例：”开头");
    refuses(CODES, COLUMNS("{heading: 类, column: kind, type: 'code:kinds'}") "  wanted: {编号: {类: [C]}}\n", "“类”没有代码“C”");
    refuses(CODES, COLUMNS("{heading: 类, column: kind, type: text}") "  wanted: {编号: {类: [A]}}\n", "wanted 应是");
    refuses(CODES, COLUMNS("{heading: 类, column: kind, type: text}") "  notes: {型: 说明}\n", "表中没有“型”这一列");
    refuses(CODES, COLUMNS("{heading: 类, column: kind, type: text}") "  since: 2008-02-30\n", "since 应是");
    refuses(CODES, COLUMNS("{heading: 类, column: kind, type: text}") "  years: {counted: [类]}\n", "“类”不是日期、月份或年度");
    refuses(CODES, COLUMNS("{heading: 日, column: day, type: date}") "  years: {until: [日]}\n", "有 until 的要有 from");
    refuses(CODES, COLUMNS("{heading: 日, column: day, type: date}") "  years: {of: [日]}\n", "不认识“of”");
    refuses("kinds:\n  pick: code\n  codes:\n    - {code: 'A', label: '甲'}\n", COLUMNS("{heading: 类, column: kind, type: text}"), "pick 只能是 label");
    refuses(CODES, "t: {name: 表, core: yes, columns: []}\n", "core 应是 true 或 false");
    refuses(CODES, "t: {name: 表, core: true, key: [编号], columns: []}\n", "表中没有“编号”这一列");
}

static void faulty_names(void **state)
{
    (void)state;
    static const char kinds[] = "applicant_kinds:\n  codes:\n    - {code: 'A1', label: '自然人'}\n";
    static const char tables[] = COLUMNS("{heading: 类, column: kind, type: text}");
    refuses_names(kinds, tables, "- {kind: A1, ends: [个人]}\n- {ends: [室]}\n", NULL);
    refuses_names(kinds, tables, "- {kind: A2, ends: [个人]}\n", "name_kinds.yaml:1: “A2”不是申请人类型");
    refuses_names(kinds, tables, "- {kind: A1, ends: [[个人]]}\n", "name_kinds.yaml:1: ends 应是词尾的列表");
    refuses_names(kinds, tables, "- {kind: A1, end: [个人]}\n", "name_kinds.yaml:1: 不认识“end”");
}

static void faulty_personal(void **state)
{
    (void)state;
    static const struct { const char *yaml, *said; } all[] = {
        {"kind: [A1]\n", "personal.yaml:1: 不认识“kind”"}, {"patterns:\n  - {pattern: [E, digits 8]}\n", "personal.yaml:2: "},
        {"patterns:\n  - {kind: 护照号, pattern: [E, digits 8-7]}\n", "personal.yaml:2: “digits 8-7”的字数不对"},
        {"patterns:\n  - {kind: 护照号, pattern: []}\n", "personal.yaml:2: 没有 pattern"}, {"patterns:\n  - {kind: 微信号, glued: true, pattern: [word 5-9]}\n", "personal.yaml:2: glued 的要有 after，不能有 within"}, {"patterns:\n  - {kind: 护照号, pattern: [E], key: yes}\n", "personal.yaml:2: key 应是 true 或 false"},
        {"patterns:\n  - {kind: 住址, pattern: [any 0-99, any 0-99, any 0-99]}\n", "personal.yaml:2: pattern 里可长可短的太多"},
        {"patterns:\n  - {kind: 护照号, pattern: [E|G, digits 8, 号?], after: [护照], within: 3}\n", NULL},
    };
    const char *plain = personal_yaml;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        personal_yaml = all[i].yaml;
        refuses(CODES, COLUMNS("{heading: 类, column: kind, type: text}"), all[i].said);
    }
    personal_yaml = plain;
}

static void faulty_words(void **state)
{
    (void)state;
    static const struct { const char *yaml, *said; } all[] = {
        {"words: [[公开]]\n", "words.yaml:1: 应是词的列表"}, {"word: [公开]\n", "words.yaml:1: 不认识“word”"},
        {"words: [公开]\nadvice:\n  - {words: [长期], columns: [有效期至]}\n", "words.yaml:3: "},
        {"words: [公开]\nadvice:\n  - {words: [长期], column: [有效期至], advice: 留空}\n", "words.yaml:3: 不认识“column”"},
        {"words: [公开]\nadvice:\n  - {words: [长期], columns: [有效期至], advice: 留空}\n", NULL},
    };
    const char *plain = words_yaml;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        words_yaml = all[i].yaml;
        refuses(CODES, COLUMNS("{heading: 类, column: kind, type: text}"), all[i].said);
    }
    words_yaml = plain;
}

/* ---- the headings of the data folder, and those of wide ledgers ---- */

/* A table's own heading is no alias, and no heading is defined twice: the order of the files would decide. */
static void headings_shipped(void **state)
{
    (void)state;
    struct schema *s;
    struct diag diag;
    assert_true(schema_load(&s, PROJECT_SOURCE_DIR "/data", &diag));
    assert_true(s->n_aliases > 300);
    for (size_t i = 0; i < s->n_aliases; i++) {
        const struct heading_alias *a = &s->aliases[i];
        const struct ledger_table *t = a->table ? schema_table(s, a->table) : NULL;
        for (size_t k = 0; t && k < t->n_columns; k++)
            if (!strcmp(t->columns[k].heading, a->seen)) fail_msg("%s %s", a->file, a->seen);
        for (size_t k = 0; t && t->wide && k < t->wide->n_headings; k++)
            if (!strcmp(t->wide->headings[k], a->seen)) fail_msg("%s %s", a->file, a->seen);
        for (size_t k = 0; k < i; k++)
            if (s->aliases[k].table == a->table && !strcmp(s->aliases[k].folded, a->folded)) fail_msg("%s, %s: %s", s->aliases[k].file, a->file, a->seen);
    }
    schema_free(s);
}

#define WIDE_CODES "kinds:\n  codes:\n    - {code: 'A', label: '甲'}\n    - {code: 'B', label: '乙'}\n"
#define WIDE_TABLES                                                                                                                      \
    "r: {name: 件, core: true, key: [编号], columns: [{heading: 编号, column: no, type: key, need: R}]}\n"                                  \
    "e: {name: 过程, core: true, key: [编号], columns: [{heading: 编号, column: no, type: key}, {heading: 次, column: n, type: count},"      \
    " {heading: 类, column: kind, type: 'code:kinds'}, {heading: 日, column: day, type: date}, {heading: 谁, column: who, type: text}]}\n"
#define WIDE(events) "r: {into: e, copy: {编号: 编号}, order: 次, event: 类, date: 日, events: [" events "]}\n"

static void refuses_wide(const char *wide_yaml, const char *expected) { refuses_all(WIDE_CODES, WIDE_TABLES, "", "left_alone: []\n", wide_yaml, expected); }

static void faulty_wide(void **state)
{
    (void)state;
    refuses_wide(WIDE("{event: A, date: 甲日, flag: 有甲, with: {谁: 甲谁}}, {event: B, date: 乙日, shared: {谁: 甲谁}}"), NULL);
    refuses_wide(WIDE("{event: C, date: 甲日}"), "wide.yaml:1: 没有“C”这种事件");
    refuses_wide(WIDE("{event: A, date: 编号}"), "“编号”已有别的用处");
    refuses_wide(WIDE("{event: A, date: 甲日, flag: 甲日}"), "“甲日”已有别的用处");
    refuses_wide(WIDE("{event: A, date: 甲日, with: {何人: 甲谁}}"), "“过程”表中没有“何人”这一列");
    refuses_wide(WIDE("{event: A, date: 甲日, shared: {谁: 甲谁}}"), "前面没有“甲谁”这一列");
    refuses_wide(WIDE("{event: A}"), "date");
    refuses_wide("r: {into: x, order: 次, event: 类, date: 日}\n", "没有“x”这张表");
    refuses_wide("x: {into: e, order: 次, event: 类, date: 日}\n", "没有“x”这张表");
    refuses_wide("r: {into: e, order: 次, event: 谁, date: 日}\n", "order、event、date 应是“过程”的列，event 是代码");
    refuses_wide("r: {into: e, copy: {编号: 号}, order: 次, event: 类, date: 日}\n", "copy 应是“过程的列: 件的列”");
}

/* Every code of the row must lead to a column of dates: no date may find no place. */
static void faulty_collected(void **state)
{
    (void)state;
    static const struct {
        const char *yaml, *said;
    } all[] = {
        {"table: e\nword: 按类\nby: 类\ninto: {A: 日, B: 日}\n", NULL},
        {"table: e\nword: 按类\nby: 类\ninto: {A: 日}\n", "collected.yaml:4: 缺少代码“B”"},
        {"table: e\nword: 按类\nby: 类\ninto: {A: 日, B: 谁}\n", "collected.yaml:4: “B”应归入“e”表的日期列"},
        {"table: e\nword: 按类\nby: 类\ninto: {A: 日, C: 日}\n", "collected.yaml:4: 没有“C”这个代码"},
        {"table: e\nword: 按类\nby: 谁\ninto: {A: 日, B: 日}\n", "collected.yaml:1: by 应是这张表的代码列"},
        {"table: x\nword: 按类\nby: 类\ninto: {A: 日, B: 日}\n", "collected.yaml:1: by 应是这张表的代码列"},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        collected_yaml = all[i].yaml;
        refuses_wide("", all[i].said);
    }
    collected_yaml = "";
}

static void faulty_sheets(void **state)
{
    (void)state;
    static const char tables[] = COLUMNS("{heading: 类, column: kind, type: text}");
    refuses_all(CODES, tables, "", "left_alone: [说明, 封面]\n", "", NULL);
    refuses_all(CODES, tables, "", "left_alone: [说明, 表]\n", "", "sheets.yaml:1: left_alone 里应是工作表的名称，不能是台账的表");
    refuses_all(CODES, tables, "", "left_alone: [[说明]]\n", "", "left_alone 里应是工作表的名称");
    refuses_all(CODES, tables, "", "alone: [说明]\n", "", "sheets.yaml:1: 不认识“alone”");
    rows_yaml = "signed: [审核人]\nnote: [注]\n";
    refuses(CODES, tables, "rows.yaml:2: 不认识“note”");
    rows_yaml = "signed: [[审核人]]\n";
    refuses(CODES, tables, "rows.yaml:1: signed 里应是词语");
    rows_yaml = sound_rows;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(shipped), cmocka_unit_test(codes), cmocka_unit_test(heading_files), cmocka_unit_test(words_of_the_office),
                                       cmocka_unit_test(faulty), cmocka_unit_test(faulty_names), cmocka_unit_test(faulty_words), cmocka_unit_test(faulty_personal),
                                       cmocka_unit_test(faulty_sheets), cmocka_unit_test(headings_shipped), cmocka_unit_test(faulty_wide), cmocka_unit_test(faulty_collected)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
