#include "store/store_inside.h"
#include "base/decimal.h"
#include "base/digest.h"
#include "base/overlap.h"
#include "calendar/civil.h"
#include "ledger/values/personal.h"
#include "ledger/values/value_key.h"
#include <stdio.h>
#include <string.h>

/* The functions that queries of form and rule folders may use beside SQLite's own; docs/sql.md lists them for their
 * writers. All are deterministic. */

static const char *text_of(sqlite3_value *v) { return (const char *)sqlite3_value_text(v); }

/* The text for a function that reads it byte by byte, at so many bytes a step; NULL for NULL, and when the query has no steps left. */
enum { BYTES_A_STEP = 16, FOLDED_A_STEP = 8, COMPARED_A_STEP = 4 };
static const char *paid_text(sqlite3_context *out, sqlite3_value *v, int bytes_a_step)
{
    const char *s = text_of(v);
    return s && store_charge(out, sqlite3_value_bytes(v) / bytes_a_step) ? s : NULL;
}

/* The first argument, a list's name. SQLite remembers what was found for a constant from row to row. */
static const struct code_list *list_of(sqlite3_context *out, sqlite3_value *v)
{
    struct store *s = sqlite3_user_data(out);
    const struct code_list *list = sqlite3_get_auxdata(out, 0);
    const char *name = text_of(v);
    if (list) return list;
    list = name ? schema_codes(s->schema, name) : NULL;
    if (list) sqlite3_set_auxdata(out, 0, (void *)list, NULL);
    else sqlite3_result_error(out, "没有这张代码表", -1);
    return list;
}

static void fn_code(sqlite3_context *out, int argc, sqlite3_value **argv)
{
    (void)argc;
    const struct code_list *list = list_of(out, argv[0]);
    const char *code = text_of(argv[1]);
    int n = list && code ? code_find(list, code) : 0;
    if (n) sqlite3_result_int(out, n);
    else if (list) sqlite3_result_error(out, "代码表里没有这个代码", -1);
}

static void code_part(sqlite3_context *out, sqlite3_value **argv, bool label)
{
    const struct code_list *list = list_of(out, argv[0]);
    if (!list || sqlite3_value_type(argv[1]) == SQLITE_NULL) return;
    int64_t n = sqlite3_value_int64(argv[1]);
    if (n < 1 || (size_t)n > list->n) return;
    sqlite3_result_text(out, label ? list->codes[n - 1].label : list->codes[n - 1].code, -1, SQLITE_STATIC);
}

static void fn_code_text(sqlite3_context *out, int argc, sqlite3_value **argv) { (void)argc, code_part(out, argv, false); }
static void fn_label_text(sqlite3_context *out, int argc, sqlite3_value **argv) { (void)argc, code_part(out, argv, true); }

/* decimal_text(value, scale, decimals): an exact amount with as many digits as were given. */
static void fn_decimal_text(sqlite3_context *out, int argc, sqlite3_value **argv)
{
    (void)argc;
    if (sqlite3_value_type(argv[0]) == SQLITE_NULL) return;
    struct decimal d = {sqlite3_value_int64(argv[0]), sqlite3_value_int(argv[1])};
    int decimals = sqlite3_value_int(argv[2]);
    char shown[DECIMAL_TEXT];
    if (d.scale < 0 || d.scale > DECIMAL_MAX_SCALE || decimals < 0 || decimals > DECIMAL_MAX_SCALE || !decimal_rescale(d, decimals, &d))
        sqlite3_result_error(out, "decimal_text(数, 放大了几位, 要写几位)：都应是 0 到 6 的整数，而且写得下这个数的每一位", -1);
    else
        sqlite3_result_text(out, decimal_format(d, shown), -1, SQLITE_TRANSIENT);
}

static void fn_ymd(sqlite3_context *out, int argc, sqlite3_value **argv)
{
    (void)argc;
    char iso[CIVIL_ISO];
    if (sqlite3_value_type(argv[0]) != SQLITE_NULL) sqlite3_result_text(out, civil_iso(sqlite3_value_int(argv[0]), iso), -1, SQLITE_TRANSIENT);
}

static void fn_date_words(sqlite3_context *out, int argc, sqlite3_value **argv)
{
    (void)argc;
    char words[CIVIL_WORDS];
    if (sqlite3_value_type(argv[0]) != SQLITE_NULL) sqlite3_result_text(out, civil_words(sqlite3_value_int(argv[0]), words), -1, SQLITE_TRANSIENT);
}

static void fn_day(sqlite3_context *out, int argc, sqlite3_value **argv)
{
    (void)argc;
    int day;
    const char *s = text_of(argv[0]);
    if (s && civil_parse_iso(s, &day)) sqlite3_result_int(out, day);
}

static void fn_year_of(sqlite3_context *out, int argc, sqlite3_value **argv)
{
    (void)argc;
    if (sqlite3_value_type(argv[0]) != SQLITE_NULL) sqlite3_result_int(out, civil_year(sqlite3_value_int(argv[0])));
}

/* month_add(day, n): the same day n months on, or the month's last. */
static void fn_month_add(sqlite3_context *out, int argc, sqlite3_value **argv)
{
    (void)argc;
    if (sqlite3_value_type(argv[0]) == SQLITE_NULL || sqlite3_value_type(argv[1]) == SQLITE_NULL) return;
    int64_t months = sqlite3_value_int64(argv[1]);
    if (months >= -1200 && months <= 1200) sqlite3_result_int(out, civil_add_months(sqlite3_value_int(argv[0]), (int)months));
}

/* fold(key): the key in the one spelling that is compared: width, case, dashes and brackets made alike. */
static void fn_fold(sqlite3_context *out, int argc, sqlite3_value **argv)
{
    (void)argc;
    const char *key = paid_text(out, argv[0], FOLDED_A_STEP);
    struct text folded = {0};
    if (!key) return;
    key_fold(&folded, (struct slice){key, strlen(key)});
    sqlite3_result_text(out, text_get(&folded), (int)folded.n, SQLITE_TRANSIENT);
    text_release(&folded);
}

/* bare(key): the folded key without the zeros in front of its numbers. */
static void fn_bare(sqlite3_context *out, int argc, sqlite3_value **argv)
{
    (void)argc;
    const char *key = paid_text(out, argv[0], FOLDED_A_STEP);
    struct text folded = {0}, bare = {0};
    if (!key) return;
    key_fold(&folded, (struct slice){key, strlen(key)});
    key_bare(&bare, (struct slice){text_get(&folded), folded.n});
    sqlite3_result_text(out, text_get(&bare), (int)bare.n, SQLITE_TRANSIENT);
    text_release(&folded);
    text_release(&bare);
}

static void fn_overlap(sqlite3_context *out, int argc, sqlite3_value **argv)
{
    (void)argc;
    const char *a = paid_text(out, argv[0], COMPARED_A_STEP), *b = a ? paid_text(out, argv[1], COMPARED_A_STEP) : NULL;
    if (a && b) sqlite3_result_int(out, overlap_percent(a, b));
}

/* ---- setting(key), setting_text(key) ---- */

static const char *setting_of(sqlite3_context *out, sqlite3_value *key)
{
    struct store *s = sqlite3_user_data(out);
    const char *name = text_of(key);
    if (s->settings && name && settings_has(s->settings, name)) return name;
    sqlite3_result_error(out, "没有这项设置", -1);
    return NULL;
}

static void fn_setting(sqlite3_context *out, int argc, sqlite3_value **argv)
{
    (void)argc;
    const char *key = setting_of(out, argv[0]);
    if (key) sqlite3_result_int64(out, settings_number(((struct store *)sqlite3_user_data(out))->settings, key));
}

static void fn_setting_text(sqlite3_context *out, int argc, sqlite3_value **argv)
{
    (void)argc;
    const char *key = setting_of(out, argv[0]);
    if (key) sqlite3_result_text(out, settings_text(((struct store *)sqlite3_user_data(out))->settings, key), -1, SQLITE_TRANSIENT);
}

static void fn_personal_pattern(sqlite3_context *out, int argc, sqlite3_value **argv)
{
    (void)argc;
    enum { STEPS_A_BYTE = 8 };                         /* every kind and every name is looked for at every character */
    struct store *s = sqlite3_user_data(out);
    const struct personal_scope scope = {s->schema, s->people, store_own_words(s)};
    struct personal_marks marks = {0};
    struct text kinds = {0};
    const char *text = text_of(argv[0]);
    if (!scope.own) {
        sqlite3_result_error_code(out, sqlite3_errcode(s->db));
        return;
    }
    if (text && store_charge(out, (int64_t)sqlite3_value_bytes(argv[0]) * STEPS_A_BYTE)) personal_scan(&scope, text, &marks);
    if (personal_kinds(&marks, true, &kinds)) sqlite3_result_text(out, text_get(&kinds), (int)kinds.n, SQLITE_TRANSIENT);
    personal_marks_release(&marks);
    text_release(&kinds);
}

/* A digest tells apart texts that must not be shown. */
static void fn_digest_text(sqlite3_context *out, int argc, sqlite3_value **argv)
{
    (void)argc;
    enum { SHOWN = 12 };
    char digest[DIGEST_HEX];
    const char *s = paid_text(out, argv[0], BYTES_A_STEP);
    if (!s) return;
    digest_sha256(s, strlen(s), digest);
    sqlite3_result_text(out, digest, SHOWN, SQLITE_TRANSIENT);
}

/* The number that stands for these words in columns of which the store has only a number; NULL where no row has them. */
static void fn_link_text(sqlite3_context *out, int argc, sqlite3_value **argv)
{
    (void)argc;
    const struct store *s = sqlite3_user_data(out);
    struct text words = {0};
    const char *text = text_of(argv[0]);
    int64_t kept = text && s->taken.words ? intern_find(s->taken.words, text, strlen(text)) : 0;
    if (kept) sqlite3_result_int64(out, s->taken.links[kept - 1]);
    if (!text || !s->links || kept) return;
    text_add_char(&words, ROW_LINK_MARK);
    text_add(&words, text);
    int64_t number = intern_find(s->links, words.bytes, words.n);
    text_release(&words);
    if (number) sqlite3_result_int64(out, number);
}

bool store_functions_register(struct store *s, struct diag *diag)
{
    static const struct { const char *name; int n; void (*run)(sqlite3_context *, int, sqlite3_value **); } all[] = {
        {"code", 2, fn_code}, {"code_text", 2, fn_code_text}, {"label_text", 2, fn_label_text}, {"decimal_text", 3, fn_decimal_text},
        {"ymd", 1, fn_ymd}, {"day", 1, fn_day}, {"year_of", 1, fn_year_of}, {"date_words", 1, fn_date_words},
        {"personal_pattern", 1, fn_personal_pattern}, {"digest_text", 1, fn_digest_text}, {"link_text", 1, fn_link_text},
        {"setting", 1, fn_setting}, {"setting_text", 1, fn_setting_text}, {"month_add", 2, fn_month_add}, {"overlap", 2, fn_overlap}, {"fold", 1, fn_fold}, {"bare", 1, fn_bare},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (sqlite3_create_function(s->db, all[i].name, all[i].n, SQLITE_UTF8 | SQLITE_DETERMINISTIC, s, all[i].run, NULL, NULL) != SQLITE_OK)
            return store_fail(s, diag, "登记函数");
    return true;
}
