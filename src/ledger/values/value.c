#include "ledger/values/value.h"
#include "calendar/civil.h"
#include "ledger/schema/cell_words.h"
#include "ledger/values/date_near.h"
#include "ledger/values/identity.h"
#include "ledger/values/personal.h"
#include "ledger/values/value_code.h"
#include "ledger/values/value_key.h"
#include "ledger/values/value_number.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* What programs write where there is nothing. */
static bool is_null(struct slice s)
{
    static const char *const words[] = {"NULL", "(NULL)", "NAN", "NONE", "NAT", "NIL", "N/A", "NA", "<NA>", "UNDEFINED", "\\N"};
    if (s.n > strlen("UNDEFINED") || (unsigned char)*s.s >= 0x80) return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == s.n && !strncasecmp(words[i], s.s, s.n)) return true;
    return false;
}

bool value_is_error(struct slice s)
{
    static const char in[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/_?!#";
    if (s.n < 2 || *s.s != '#') return false;
    size_t hashes = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (!s.s[i] || !strchr(in, s.s[i])) return false;
        hashes += s.s[i] == '#';
    }
    return hashes == s.n || slice_is(s, "#N/A") || s.s[s.n - 1] == '!' || s.s[s.n - 1] == '?';
}

bool value_absent(struct slice s)
{
    if (s.n > 1 && is_null(s)) return true;
    switch (s.n) {
    case 0: return true;
    case 1: return *s.s == '/' || *s.s == '-';
    case 2: return slice_is(s, "--");
    case 3: return slice_is(s, "—") || slice_is(s, "无") || slice_is(s, "／") || slice_is(s, "－") || slice_is(s, "–");
    case 6: return slice_is(s, "待定") || slice_is(s, "——");
    default: return false;
    }
}

/* In counts 无 and 待定 are no numbers, and what is missing must not look like zero. */
static bool count_absent(struct slice s) { return (s.n <= 3 || is_null(s)) && value_absent(s) && !slice_is(s, "无"); }

/* The value was written in this way; `plain` is how it reads. */
static void note(struct value_reader *r, enum notation_kind kind, const char *plain)
{
    r->notation = kind;
    text_clear(&r->plain);
    text_add(&r->plain, plain);
}

void value_reader_begin(struct value_reader *r)
{
    if (r->odd.blocks) arena_release(&r->odd);
}

void value_reader_release(struct value_reader *r)
{
    arena_release(&r->odd);
    text_release(&r->scratch);
    text_release(&r->plain);
    text_release(&r->last_agency_bytes);
}

/* ---- texts and keys ---- */

static void text_value(struct value *v, struct slice s) { *v = (struct value){.kind = VALUE_TEXT, .text = s.s, .n = s.n}; }

/* Without the characters that nobody sees: two texts that look alike are the same, whoever joins or compares them. */
static struct slice uncovered(struct value_reader *r, struct slice s)
{
    text_clear(&r->scratch);
    if (!spelling_uncover(&r->scratch, s)) return s;
    s = (struct slice){arena_dup_n(&r->odd, text_get(&r->scratch), r->scratch.n), r->scratch.n};
    note(r, NOTATION_BLANK, s.s);
    return s;
}

static bool read_key(struct value_reader *r, struct slice s, struct value *v, struct fault *fault)
{
    s = uncovered(r, s);
    if (key_in_exponents(s)) {
        fault_set(fault, "A05", "编号被电子表格改成了科学记数法，原来的数字丢失了");
        return fault_expect(fault, "原来的编号（先把这一列设为文本再填）");
    }
    if (personal_key(r->context, s)) {
        fault_set(fault, "A05", "编号像是身份证号码、手机号码或护照等证件的号码，会随编号公开出去");
        return fault_expect(fault, "另编的编号");
    }
    if (key_cut_short(s)) {
        fault_set(fault, "A05a", "编号第 16 位起全是 0，像是被电子表格抹去了末几位");
        fault_expect(fault, "原来的编号（先把这一列设为文本再填）");
    }
    text_value(v, s);
    return true;
}

/* ---- dates ---- */

static void note_date(struct value_reader *r, const struct date *d, int width)
{
    static const enum notation_kind kinds[] = {[DATE_OTHER_FORM] = NOTATION_DATE, [DATE_WITH_TIME] = NOTATION_TIME, [DATE_SERIAL] = NOTATION_SERIAL};
    char iso[CIVIL_ISO];
    civil_iso(d->day, iso);
    iso[width] = 0;
    if (d->way != DATE_PLAIN) note(r, kinds[d->way], iso);
}

static void repaired(const struct date *d, int width, struct fault *fault)
{
    char iso[CIVIL_ISO], other[CIVIL_ISO];
    civil_iso(d->day, iso);
    if (d->way == DATE_OF_GREENWICH) fault_set(fault, "A02", "时刻是格林尼治时间，按北京时间读作 %s", iso);
    else if (d->way == DATE_EITHER_SERIAL) fault_set(fault, "A02", "日期是电子表格的序号，按 1900 日期系统读作 %s（1904 系统则是 %s）", iso, civil_iso(d->other, other));
    else fault_set(fault, "A02", "日期缺少分隔，读作 %.*s", width, iso);
    fault_expect(fault, "%.*s", width, iso);
}

/* 16:00:00 behind a day, as in a program's slip or at four in the afternoon: the column tells which; both days are named. */
static bool read_slip(const struct value_reader *r, const struct column *c, struct date *d, int width, struct fault *fault)
{
    enum { HOUR = 3600, MINUTE = 60 };
    char iso[CIVIL_ISO], next[CIVIL_ISO], time[16];
    enum times_tell tell = r->times ? r->times(r->owner, c) : TIMES_UNCERTAIN;
    snprintf(time, sizeof time, "%02d:%02d:%02d", d->second / HOUR, d->second / MINUTE % MINUTE, d->second % MINUTE);
    civil_iso(d->day, iso), civil_iso(d->day + 1, next);
    iso[width] = next[width] = 0;
    switch (tell) {
    case TIMES_SLIPPED:
        fault_set(fault, "A02", "写着 %s %s；这一列的时刻都这样，是导出程序弄错了时区，按北京时间读作 %s", iso, time, next);
        fault_expect(fault, "%s", next);
        d->day++;
        return true;
    case TIMES_ARE_TIMES:
        fault_set(fault, "A02", "写着 %s %s，读作 %s；如果是导出程序弄错了时区，应是 %s", iso, time, iso, next);
        fault_expect(fault, "%s", iso);
        return true;
    case TIMES_UNCERTAIN:
        fault_set(fault, "A03", "写着 %s %s：是这一刻就是 %s，是导出程序弄错了时区就是 %s", iso, time, iso, next);
        return fault_expect(fault, "%s 或 %s，不带时刻", iso, next);
    }
    return true;
}

static bool two_ways(const struct date *d, bool month, int width, struct fault *fault)
{
    char iso[CIVIL_ISO], other[CIVIL_ISO];
    civil_iso(d->day, iso), civil_iso(d->other, other);
    iso[width] = other[width] = 0;
    fault_set(fault, "A03", "%s，可读作 %s，也可读作 %s", month ? "电子表格会去掉末尾的 0" : "日期缺少分隔", iso, other);
    return fault_expect(fault, "%s 或 %s", iso, other);
}

static bool other_weekday(const struct date *d, struct fault *fault)
{
    static const char *const names[] = {"一", "二", "三", "四", "五", "六", "日"};
    char iso[CIVIL_ISO];
    fault_set(fault, "A01", "日期与星期不符：%s 是星期%s", civil_iso(d->day, iso), names[civil_weekday(d->day) - 1]);
    return fault_expect(fault, "核对后的日期，不写星期");
}

/* What it lacks to be one, by what its column needs. */
static bool near_date(struct slice s, int today, int close, bool month, struct fault *fault)
{
    struct date d;
    char iso[CIVIL_ISO], other[CIVIL_ISO];
    enum date_lack lack = date_lacks(s, close && close < today ? close : today, &d);
    if (lack == DATE_LACKS_NOTHING_KNOWN && !(month && date_read(s, today, DATES_OF_UNKNOWN, &d) == DATE_OK)) return false;
    civil_iso(d.day, iso);
    if (month) iso[strlen("2025-03")] = 0;
    switch (lack) {
    case DATE_LACKS_YEAR: case DATE_LACKS_YEAR_AND_DAY:
        fault_set(fault, "A01", lack == DATE_LACKS_YEAR || month ? "没有写年份" : "没有写年份和日");
        if (lack == DATE_LACKS_YEAR || month) return fault_expect(fault, "写上年份，如 %s", iso);
        return fault_expect(fault, "2025-03-31 这样的日期");
    case DATE_LACKS_DAY:
        fault_set(fault, "A01", "只有年月，没有写是哪一天");
        return fault_expect(fault, "%.7s-xx，xx 是哪一日", iso);
    case DATE_YEAR_LAST:
        fault_set(fault, "A01", d.day == d.other ? "年份要写在前面" : "年份写在后面，分不清哪个是月、哪个是日");
        civil_iso(d.day, iso), civil_iso(d.other, other);
        return d.day == d.other ? fault_expect(fault, "%s", iso) : fault_expect(fault, "%s 或 %s", iso, other);
    case DATE_LACKS_NOTHING_KNOWN:
        fault_set(fault, "A01", "这一列填月份，不填日期");
        return fault_expect(fault, "%s 这样的月份", iso);
    }
    return false;
}

static bool read_date(struct value_reader *r, const struct column *c, struct slice s, struct value *v, struct fault *fault)
{
    struct date d = {0};
    bool month = c->type == COLUMN_MONTH;
    int width = month ? (int)strlen("2025-03") : (int)strlen("2025-03-31");
    enum date_verdict verdict = month ? month_read(s, r->context->today, r->dates, &d) : date_read(s, r->context->today, r->dates, &d);
    if (verdict == DATE_TWO_WAYS) return two_ways(&d, month, width, fault);
    if (verdict == DATE_OTHER_WEEKDAY) return other_weekday(&d, fault);
    if (verdict == DATE_BAD) {
        fault_set(fault, "A01", month ? "不是月份" : "不是真实的日期");
        fault_expect(fault, month ? "2025-03 这样的月份" : "2025-03-31 这样的日期");
        return near_date(s, r->context->today, r->context->close, month, fault);
    }
    if (verdict == DATE_REPAIRED) repaired(&d, width, fault);
    if (d.may_slip && !read_slip(r, c, &d, width, fault)) return false;
    if (verdict == DATE_OK && !fault->id) note_date(r, &d, width);
    *v = (struct value){.kind = VALUE_INTEGER, .integer = d.day};
    return true;
}

static bool read_year(struct value_reader *r, struct slice s, struct value *v, struct fault *fault)
{
    *v = (struct value){.kind = VALUE_INTEGER};
    if (!year_read(s, &v->integer)) {
        fault_set(fault, "A01", "不是年度");
        return fault_expect(fault, "2025 这样的四位数字");
    }
    if (s.n != strlen("2025")) {
        char plain[24];
        snprintf(plain, sizeof plain, "%lld", (long long)v->integer);
        note(r, NOTATION_NUMBER, plain);
    }
    return true;
}

/* ---- numbers ---- */

static struct number_rule rule_of(const struct column *c)
{
    switch (c->type) {
    case COLUMN_COUNT: return (struct number_rule){0, false, UNIT_OF_COUNT};
    case COLUMN_SIGNED: return (struct number_rule){0, true, UNIT_OF_COUNT};
    case COLUMN_MONEY:
        return (struct number_rule){c->decimals, false, strstr(c->heading, "万元") ? UNIT_TEN_THOUSAND_YUAN : UNIT_YUAN};
    default: return (struct number_rule){DECIMAL_MAX_SCALE, true, UNIT_NONE};
    }
}

/* 1,234件 is 1234, and that is said; plain digits are nearly all that there is. */
static void note_number(struct value_reader *r, const struct column *c, struct slice s, struct decimal d)
{
    char plain[DECIMAL_TEXT];
    size_t i = 0;
    while (i < s.n && s.s[i] >= '0' && s.s[i] <= '9') i++;
    if (i == s.n && (i == 1 || s.s[0] != '0')) return;
    decimal_format(d, plain);
    bool sign = c->type == COLUMN_SIGNED && *s.s == '+';    /* a rise is written so */
    if (!slice_is((struct slice){s.s + sign, s.n - sign}, plain)) note(r, NOTATION_NUMBER, plain);
}

static bool read_number(struct value_reader *r, const struct column *c, struct slice s, struct value *v, struct fault *fault)
{
    struct number_rule rule = rule_of(c);
    struct decimal d = {0, 0}, scaled;
    bool exact = c->type == COLUMN_MONEY || c->type == COLUMN_NUMBER;
    if (count_absent(s)) {
        if (c->type == COLUMN_NUMBER && s.n) *v = (struct value){.kind = VALUE_NONE, .text = s.s, .n = s.n};
        return true;
    }
    enum number_verdict verdict = number_read(s, &rule, &r->scratch, &d);
    if (verdict == NUMBER_OK && exact && !decimal_rescale(d, MONEY_SCALE, &scaled)) verdict = NUMBER_BAD;
    if (verdict != NUMBER_OK) return number_fault(&rule, verdict, fault);
    note_number(r, c, s, d);
    *v = (struct value){.kind = VALUE_INTEGER, .integer = exact ? scaled.value : d.value, .decimals = d.scale};
    if (c->type == COLUMN_NUMBER) v->text = s.s, v->n = s.n;
    return true;
}

static bool read_code(struct value_reader *r, const struct column *c, struct slice s, struct value *v, struct fault *fault)
{
    const char *odd;
    bool ok = code_value(&r->scratch, c, s, v, &odd, fault);
    if (ok && odd) note(r, NOTATION_CODE, odd);
    return ok;
}

/* ---- agencies ---- */

static bool read_agency(struct value_reader *r, struct slice s, struct value *v, struct fault *fault)
{
    const struct ledger_agencies *all = r->context->agencies;
    if (value_absent(s)) return true;
    *v = (struct value){.kind = VALUE_INTEGER, .integer = r->last_agency_id};
    if (r->last_agency_id && r->last_agency_bytes.n == s.n && !memcmp(r->last_agency_bytes.bytes, s.s, s.n)) return true;
    v->integer = ledger_agencies_find_slice(all, s);
    if (v->integer) {
        r->last_agency_id = v->integer;
        text_clear(&r->last_agency_bytes);
        text_add_n(&r->last_agency_bytes, s.s, s.n);
        return true;
    }
    v->kind = VALUE_NONE;
    text_clear(&r->scratch);
    if (!ledger_agencies_near(all, s, &r->scratch)) {
        fault_set(fault, "A15", "机关表里没有这个机关");
        return fault_expect(fault, "机关表里的机关代码、名称或别名");
    }
    fault_set(fault, "A15", "机关表里没有这个机关，是不是“%s”", text_get(&r->scratch));
    return fault_expect(fault, "%s", text_get(&r->scratch));
}

/* ---- personal columns ---- */

static bool identity_ok(struct value_reader *r, struct slice s)
{
    text_clear(&r->scratch);
    if (s.n <= 64) spelling_fold(&r->scratch, s);
    const char *folded = text_get(&r->scratch);
    return identity_resident(folded, r->scratch.n) || identity_organisation(folded, r->scratch.n);
}

static bool read_personal(struct value_reader *r, const struct column *c, struct slice s, struct value *v)
{
    if (value_absent(s)) return true;
    if (c->personal == PERSONAL_LINK) text_value(v, s);
    else *v = (struct value){.kind = VALUE_INTEGER, .integer = c->personal == PERSONAL_PRESENCE || identity_ok(r, s)};
    return true;
}

bool value_looks_personal(struct slice s)
{
    size_t digits = 0;
    for (size_t i = 0; i < s.n;) {
        uint32_t c;
        i += utf8_next(s.s + i, s.n - i, &c);
        c = spelling_narrow(c);
        digits = c >= '0' && c <= '9' ? digits + 1 : c == '-' || spelling_blank(c) ? digits : 0;
        if (digits >= 11) return true;
    }
    return false;
}

static bool read_plain(struct value_reader *r, const struct column *c, struct slice s, struct value *v, struct fault *fault)
{
    switch (c->type) {
    case COLUMN_KEY: return value_absent(s) || read_key(r, s, v, fault);
    case COLUMN_TEXT:
        if (!value_absent(s)) text_value(v, uncovered(r, s));
        return true;
    case COLUMN_PROSE:
        text_value(v, s);
        return true;
    case COLUMN_DATE: case COLUMN_MONTH: return value_absent(s) || read_date(r, c, s, v, fault);
    case COLUMN_YEAR: return value_absent(s) || read_year(r, s, v, fault);
    case COLUMN_COUNT: case COLUMN_SIGNED: case COLUMN_NUMBER: case COLUMN_MONEY: return read_number(r, c, s, v, fault);
    case COLUMN_FLAG: return flag_value(&r->scratch, s, v, fault);
    case COLUMN_CODE: return read_code(r, c, s, v, fault);
    case COLUMN_AGENCY: return read_agency(r, s, v, fault);
    }
    return true;
}

/* Of the column that it stands in, where the word is known. */
static void advise(const struct value_reader *r, const struct column *c, struct slice s, struct fault *fault)
{
    const char *advice = r->context->schema ? cell_words_advice(r->context->schema, c, s) : NULL;
    if (advice && !strstr(fault->text, "含义不定")) fault_expect(fault, "%s", advice);
}

static bool failed_formula(struct slice s, struct fault *fault)
{
    bool narrow = s.s[1] == '#';
    fault_set(fault, "S22", narrow ? "列太窄，存下来的只有 #" : "公式出错，这一格没有值");
    return fault_expect(fault, narrow ? "把列拉宽再存，或直接填值" : "改正公式，或直接填值");
}

bool value_read(struct value_reader *r, const struct column *c, struct slice s, struct value *v, struct fault *fault)
{
    fault->id = NULL;
    r->notation = NOTATION_NONE;
    v->kind = VALUE_NONE;
    v->text = NULL;
    v->n = 0;
    if (!s.n) return true;
    if (value_is_error(s) && c->type != COLUMN_PROSE) return failed_formula(s, fault);
    if (c->personal != PERSONAL_NO) return read_personal(r, c, s, v);
    bool ok = read_plain(r, c, s, v, fault);
    if (!ok) advise(r, c, s, fault);
    return ok;
}
