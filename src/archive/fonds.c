#include "archive/fonds.h"
#include "archive/serial.h"
#include "base/characters.h"
#include "base/intern.h"
#include "base/outdir.h"
#include "base/text.h"
#include "base/yaml.h"
#include "calendar/civil.h"
#include "ledger/values/personal.h"
#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* What the file says of one report alone. */
struct fonds_entry { const char *agency, *number, *retention, *secrecy; int64_t year, edition; const char *where; int line; };

/* Of an edition that was handed over before. */
struct fonds_earlier { const char *agency, *number, *sha256; int64_t year, edition; int line; };

enum { MOST_BYTES = 120, MOST_DIGITS = 8, MOST_FIRST = 99999999 };
static const char number_place[] = SERIAL_PLACE;

/* ---- reading ---- */

struct fonds_reading { struct fonds *f; const struct archive_words *words; struct yaml *y; };

/* A text of one line that may stand in documents; NULL where the key is not there, or has no value. */
static bool take_text(struct fonds_reading *r, yaml_item *map, const char *key, const char **out, struct diag *diag)
{
    yaml_item *item = yaml_get(r->y, map, key);
    const char *s = yaml_text(r->y, item);
    struct character_fault unseen;
    *out = NULL;
    if (item && yaml_kind(item) != YAML_TEXT && yaml_kind(item) != YAML_NONE) return yaml_fail(diag, r->y, item, "“%s”应是一行文字", key);
    if (!s || !*s) return true;
    if (strlen(s) > MOST_BYTES || strpbrk(s, "\r\n\t") || s[0] == ' ' || s[strlen(s) - 1] == ' ')
        return yaml_fail(diag, r->y, item, "“%s”应是一行文字，两头没有空格，不超过 %d 字节", key, MOST_BYTES);
    if (!characters_visible(s, strlen(s), &unseen)) return yaml_fail(diag, r->y, item, "“%s”的值里有 %s，人看不出来；请删去，重新打一遍", key, unseen.words);
    if (personal_pattern(s)) return yaml_fail(diag, r->y, item, "“%s”里有%s；移交包里不写个人信息", key, personal_pattern(s));
    *out = arena_dup(&r->f->arena, s);
    return true;
}

static bool take_code(struct fonds_reading *r, const char *key, const char **out, struct diag *diag)
{
    yaml_item *root = yaml_root(r->y);
    if (!take_text(r, root, key, out, diag)) return false;
    if (!*out) return true;
    for (const char *s = *out; *s; s++)
        if (!isascii((unsigned char)*s) || (!isalnum((unsigned char)*s) && *s != '-')) return yaml_fail(diag, r->y, yaml_get(r->y, root, key), "“%s”应是字母、数字和 -：%s", key, *out);
    return true;
}

static bool take_number(struct fonds_reading *r, yaml_item *map, const char *key, int64_t least, int64_t most, int64_t *out, struct diag *diag)
{
    yaml_item *item = yaml_get(r->y, map, key);
    const char *s = yaml_text(r->y, item);
    if (!s) return !item || yaml_kind(item) == YAML_NONE || yaml_kind(item) == YAML_TEXT || yaml_fail(diag, r->y, item, "“%s”应是数", key);
    size_t n = strlen(s);
    int64_t number = n && n <= 9 && strspn(s, "0123456789") == n ? strtoll(s, NULL, 10) : least - 1;
    if (number < least || number > most) return yaml_fail(diag, r->y, item, "“%s”应是 %" PRId64 " 到 %" PRId64 " 的数：%s", key, least, most, s);
    *out = number;
    return true;
}

static bool take_retention(struct fonds_reading *r, yaml_item *map, const char **out, struct diag *diag)
{
    struct text all = {0};
    bool ok = take_text(r, map, "保管期限", out, diag), known = !*out;
    for (size_t i = 0; ok && i < r->words->n_retention; i++) {
        known = known || !strcmp(r->words->retention[i].name, *out);
        text_printf(&all, "%s%s", i ? "、" : "", r->words->retention[i].name);
    }
    if (ok && !known) ok = yaml_fail(diag, r->y, yaml_get(r->y, map, "保管期限"), "不认识保管期限“%s”；有：%s", *out, text_get(&all));
    text_release(&all);
    return ok;
}

static bool take_secrecy(struct fonds_reading *r, yaml_item *map, const char **out, struct diag *diag)
{
    struct text all = {0};
    bool ok = take_text(r, map, "密级", out, diag), known = !*out;
    for (size_t i = 0; ok && i < r->words->n_secrecy; i++) {
        known = known || !strcmp(r->words->secrecy[i], *out);
        text_printf(&all, "%s%s", i ? "、" : "", r->words->secrecy[i]);
    }
    if (ok && !known) ok = yaml_fail(diag, r->y, yaml_get(r->y, map, "密级"), "不认识密级“%s”；有：%s", *out, text_get(&all));
    text_release(&all);
    return ok;
}

static bool prove_rule(struct fonds_reading *r, const char *rule, struct diag *diag)
{
    yaml_item *item = yaml_get(r->y, yaml_root(r->y), "档号");
    size_t numbers = 0;
    if (!filling_prove(r->y, item, "档号", rule, "全宗号 年度 保管期限 机关代码 版次 件号", diag)) return false;
    for (const char *s = rule; (s = strstr(s, "{件号}")); s++) numbers++;
    return numbers == 1 || yaml_fail(diag, r->y, item, "“档号”里要有一个 {件号}，也只能有一个，现在有%zu个", numbers);
}

/* The number is the name of a folder too. */
static bool prove_number(struct fonds_reading *r, yaml_item *item, const char *number, struct diag *diag)
{
    char *safe = number ? outdir_safe_name(number) : NULL;
    bool ok = !number || !strcmp(safe, number) || yaml_fail(diag, r->y, item, "档号“%s”要作文件夹的名称，不能有 / \\ : * ? \" < > |，不能以点开头或结尾", number);
    free(safe);
    return ok;
}

static bool take_entry(struct fonds_reading *r, yaml_item *one, struct diag *diag)
{
    static const char *const keys[] = {"机关", "年度", "版次", "档号", "保管期限", "密级", NULL};
    struct fonds_entry *e = &r->f->entries[r->f->n_entries++];
    e->edition = 1;
    struct diag where;
    if (!yaml_only(r->y, one, keys, diag) || !take_text(r, one, "机关", &e->agency, diag) || !take_number(r, one, "年度", 2008, 9998, &e->year, diag) ||
        !take_number(r, one, "版次", 1, 999, &e->edition, diag) || !take_text(r, one, "档号", &e->number, diag) || !take_retention(r, one, &e->retention, diag) ||
        !take_secrecy(r, one, &e->secrecy, diag) || !prove_number(r, yaml_get(r->y, one, "档号"), e->number, diag))
        return false;
    if (!e->agency || !e->year) return yaml_fail(diag, r->y, one, "“件”里的每一项要写“机关”（代码或名称）和“年度”");
    yaml_fail(&where, r->y, one, "没有要移交的年报：%" PRId64 "年度 %s%s", e->year, e->agency, e->edition > 1 ? "（这一版）" : "");
    e->where = arena_dup(&r->f->arena, where.text);
    e->line = yaml_line(one);
    return true;
}

static bool take_entries(struct fonds_reading *r, struct diag *diag)
{
    yaml_item *list = yaml_get(r->y, yaml_root(r->y), "件");
    if (!list || yaml_kind(list) == YAML_NONE) return true;
    if (yaml_kind(list) != YAML_LIST) return yaml_fail(diag, r->y, list, "“件”应是列表，每一项写机关、年度和它的档号、保管期限、密级");
    r->f->entries = arena_alloc(&r->f->arena, (yaml_count(list) + 1) * sizeof *r->f->entries);
    for (size_t i = 0; i < yaml_count(list); i++)
        if (!take_entry(r, yaml_at(r->y, list, i), diag)) return false;
    return true;
}

/* SHA-256 of a file, as sha256sum or 更正说明.json say it. */
static bool take_digest(struct fonds_reading *r, yaml_item *map, const char *key, const char **out, struct diag *diag)
{
    static const char mark[] = "sha256:";
    const char *s = yaml_text(r->y, yaml_get(r->y, map, key));
    s = s && !strncmp(s, mark, sizeof mark - 1) ? s + sizeof mark - 1 : s;
    if (!s || strlen(s) != DIGEST_HEX - 1 || strspn(s, "0123456789abcdef") != DIGEST_HEX - 1)
        return yaml_fail(diag, r->y, yaml_get(r->y, map, key) ? yaml_get(r->y, map, key) : map, "“%s”应是那一版 report.json 的 SHA-256，64个小写的十六进制数字：从前的移交包里，元数据.xml 有它的摘要值", key);
    *out = arena_dup(&r->f->arena, s);
    return true;
}

static bool take_earlier(struct fonds_reading *r, struct diag *diag)
{
    static const char *const keys[] = {"机关", "年度", "版次", "档号", "摘要", NULL};
    yaml_item *list = yaml_get(r->y, yaml_root(r->y), "已移交");
    if (!list || yaml_kind(list) == YAML_NONE) return true;
    if (yaml_kind(list) != YAML_LIST) return yaml_fail(diag, r->y, list, "“已移交”应是列表，每一项写以前移交的一版：机关、年度、版次、档号、摘要");
    r->f->earlier = arena_alloc(&r->f->arena, (yaml_count(list) + 1) * sizeof *r->f->earlier);
    for (size_t i = 0; i < yaml_count(list); i++) {
        yaml_item *one = yaml_at(r->y, list, i);
        struct fonds_earlier e = {.line = yaml_line(one)};
        if (!yaml_only(r->y, one, keys, diag) || !take_text(r, one, "机关", &e.agency, diag) || !take_number(r, one, "年度", 2008, 9998, &e.year, diag) ||
            !take_number(r, one, "版次", 1, 999, &e.edition, diag) || !take_text(r, one, "档号", &e.number, diag) || !take_digest(r, one, "摘要", &e.sha256, diag))
            return false;
        if (!e.agency || !e.year || !e.edition || !e.number) return yaml_fail(diag, r->y, one, "“已移交”里的每一项要写“机关”（代码或名称）、“年度”、“版次”、“档号”和“摘要”");
        r->f->earlier[r->f->n_earlier++] = e;
    }
    return true;
}

static bool take_all(struct fonds_reading *r, struct diag *diag)
{
    static const char *const keys[] = {"移交单位", "立档单位", "档案馆代码", "全宗号", "档号", "起始件号", "件号位数", "保管期限", "密级", "移交日期", "件", "已移交", NULL};
    struct fonds *f = r->f;
    yaml_item *root = yaml_root(r->y);
    int64_t digits = 4;
    int day;
    if (!root) return true;
    if (!yaml_only(r->y, root, keys, diag) || !take_text(r, root, "移交单位", &f->transferor, diag) || !take_text(r, root, "立档单位", &f->creator, diag) || !take_code(r, "档案馆代码", &f->archive, diag) ||
        !take_code(r, "全宗号", &f->fonds, diag) || !take_text(r, root, "档号", &f->rule, diag) || !take_number(r, root, "起始件号", 1, MOST_FIRST, &f->first, diag) ||
        !take_number(r, root, "件号位数", 1, MOST_DIGITS, &digits, diag) || !take_retention(r, root, &f->retention, diag) || !take_secrecy(r, root, &f->secrecy, diag) ||
        !take_text(r, root, "移交日期", &f->transfer_date, diag))
        return false;
    f->digits = (int)digits;
    if (f->transfer_date && !civil_parse_iso(f->transfer_date, &day))
        return yaml_fail(diag, r->y, yaml_get(r->y, root, "移交日期"), "“移交日期”应是 2026-06-30 这样的日期：%s", f->transfer_date);
    f->transfer_line = yaml_line(yaml_get(r->y, root, "移交日期"));
    f->rule_line = f->rule ? yaml_line(yaml_get(r->y, root, "档号")) : 0;
    return (!f->rule || prove_rule(r, f->rule, diag)) && take_entries(r, diag) && take_earlier(r, diag);
}

bool fonds_load(struct fonds *f, const struct archive_words *words, const char *path, struct diag *diag)
{
    *f = (struct fonds){.first = 1};
    f->path = arena_dup(&f->arena, path);
    struct fonds_reading r = {f, words, NULL};
    bool ok = yaml_load(&r.y, path, diag) && take_all(&r, diag);
    yaml_close(r.y);
    return ok;
}

void fonds_release(struct fonds *f) { arena_release(&f->arena); }

/* ---- the items ---- */

static bool is_of(const char *agency, int64_t year, const struct archive_item *i) { return year == i->year && ((i->code && !strcmp(i->code, agency)) || !strcmp(i->name, agency)); }

static bool is_about(const struct fonds_entry *e, const struct archive_item *i) { return e->edition == i->edition && is_of(e->agency, e->year, i); }

static const char *retention_code(const struct archive_words *words, const char *name)
{
    for (size_t i = 0; name && i < words->n_retention; i++)
        if (!strcmp(words->retention[i].name, name)) return words->retention[i].code;
    return NULL;
}

/* The rule with all but 件号 filled; NULL where something that it needs is not known. */
static const char *row_of(struct fonds *f, const struct archive_words *words, const struct archive_item *i)
{
    const struct filling values[] = {{"全宗号", f->fonds}, {"年度", arena_printf(&f->arena, "%d", i->year)}, {"保管期限", retention_code(words, i->retention)}, {"机关代码", i->code},
                                           {"版次", arena_printf(&f->arena, "%d", i->edition)}, {number_place, "{件号}"}, {NULL, NULL}};
    if (!f->rule) return NULL;
    for (const struct filling *v = values; v->place; v++)
        if (!v->value && strstr(f->rule, arena_printf(&f->arena, "{%s}", v->place))) return NULL;
    return filling_in(&f->arena, f->rule, values);
}

static void number_items(struct fonds *f, const struct archive_words *words, struct archive_item *items, size_t n)
{
    struct intern *rows = intern_new();
    int64_t *next = memory_alloc((n + 1) * sizeof *next);
    for (size_t i = 0; i < n; i++) {
        char serial[24];
        const char *row = items[i].row = row_of(f, words, &items[i]);
        if (!row || items[i].number) continue;
        int64_t *at = &next[intern_number(rows, row, strlen(row))];
        snprintf(serial, sizeof serial, "%0*" PRId64, f->digits, f->first + (*at)++);
        items[i].number = filling_in(&f->arena, row, (const struct filling[]){{number_place, serial}, {NULL, NULL}});
    }
    intern_free(rows);
    free(next);
}

/* A name that two agencies of the package share tells neither. */
static bool prove_agency(struct fonds *f, const char *agency, int64_t year, int line, const struct archive_item *items, size_t n, struct diag *diag)
{
    const struct archive_item *first = NULL;
    for (size_t i = 0; i < n; i++) {
        if (!is_of(agency, year, &items[i])) continue;
        if (first && strcmp(archive_item_agency(first), archive_item_agency(&items[i])))
            return diag_fail(diag, DIAG_INPUT, "%s:%d: 叫“%s”的有两个机关：%s、%s；请写机关代码", f->path, line, agency, archive_item_agency(first), archive_item_agency(&items[i]));
        first = &items[i];
    }
    return true;
}

/* Where the 档号 of an item is written: the file, and the line of its own or of the rule. */
static const char *number_line(struct fonds *f, const struct archive_item *i)
{
    int line = f->rule_line;
    for (size_t e = 0; e < f->n_entries; e++)
        if (f->entries[e].number && is_about(&f->entries[e], i)) line = f->entries[e].line;
    return line ? arena_printf(&f->arena, "%s:%d", f->path, line) : f->path;
}

static bool place_item(struct fonds *f, struct archive_item *i, struct intern *taken, struct diag *diag)
{
    char *safe = outdir_safe_name(i->number ? i->number : archive_item_agency(i));
    if (i->number && strcmp(safe, i->number)) diag_fail(diag, DIAG_INPUT, "%s: 按规则得出的档号“%s”不能作文件夹的名称；请改“档号”", number_line(f, i), i->number);
    const char *name = !i->number && i->edition > 1 ? arena_printf(&f->arena, "%s（第%d版）", safe, i->edition) : arena_dup(&f->arena, safe);
    bool ok = !i->number || !strcmp(safe, i->number);
    free(safe);
    if (!ok) return false;
    i->place = arena_printf(&f->arena, "电子档案/%d/%s", i->year, name);
    i->internal_place = arena_printf(&f->arena, "内部/%d/%s", i->year, name);
    const char *key = i->number ? i->number : i->place;
    char *folded = outdir_folded_name(key);
    int64_t before = intern_find(taken, folded, strlen(folded));
    intern_number(taken, folded, strlen(folded));
    free(folded);
    return !before || diag_fail(diag, DIAG_INPUT, "%s: %s与另一件的档号（文件夹）相同：%s；请改“起始件号”，或者在“件”里分别写明", number_line(f, i), archive_item_words(&f->arena, i), key);
}

static bool is_alone(struct fonds *f, size_t e, const struct archive_item *items, size_t n, struct diag *diag)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; is_about(&f->entries[e], &items[i]) && k < e; k++)
            if (is_about(&f->entries[k], &items[i]))
                return diag_fail(diag, DIAG_INPUT, "%s:%d: “件”里%s写了两次，第%d行已经写过（代码和名称是一个机关）；请合成一项", f->path, f->entries[e].line, archive_item_words(&f->arena, &items[i]), f->entries[k].line);
    return true;
}

/* The day of the transfer is not before a report was made, and not so far behind the newest that the year must be a slip. */
static bool prove_day(struct fonds *f, const struct archive_item *items, size_t n, struct diag *diag)
{
    enum { MOST_YEARS = 10 };
    const struct archive_item *newest = n ? &items[0] : NULL;
    int day = 0, made = 0;
    for (size_t i = 1; i < n; i++)
        if (strcmp(items[i].stamp, newest->stamp) > 0) newest = &items[i];
    if (!newest || !f->transfer_date || !civil_parse_iso(f->transfer_date, &day) || !civil_parse_iso(archive_item_day(&f->arena, newest), &made)) return true;
    bool before = day < made;
    if (!before && day <= civil_add_months(made, 12 * MOST_YEARS)) return true;
    return diag_fail(diag, DIAG_INPUT, before ? "%s:%d: “移交日期” %s 早于包里%s的日期 %s；请看年份有没有写错，没有错的不要给出这一件" : "%s:%d: “移交日期” %s 比包里最新的%s（%s）晚10年以上；请看年份有没有写错", f->path,
                     f->transfer_line, f->transfer_date, archive_item_words(&f->arena, newest), archive_item_day(&f->arena, newest));
}

/* Said of the next edition that is here; the items are in the order of their editions. */
static bool add_earlier(struct fonds *f, const struct fonds_earlier *e, struct archive_item *items, size_t n, struct diag *diag)
{
    struct archive_item *next = NULL;
    for (size_t i = 0; i < n; i++) {
        if (!is_of(e->agency, e->year, &items[i])) continue;
        if (items[i].edition == e->edition) return diag_fail(diag, DIAG_INPUT, "%s:%d: “已移交”里的这一版就在给出的年报里：%s；请只留一处", f->path, e->line, items[i].folder);
        if (items[i].edition > e->edition && !next) next = &items[i];
    }
    if (!next) return diag_fail(diag, DIAG_INPUT, "%s:%d: “已移交”里的 %" PRId64 "年度 %s 第%" PRId64 "版，没有要移交的后一版", f->path, e->line, e->year, e->agency, e->edition);
    if (archive_item_earlier(next, (int)e->edition)) return diag_fail(diag, DIAG_INPUT, "%s:%d: “已移交”里%s的第%" PRId64 "版写了两次；请合成一项", f->path, e->line, next->name, e->edition);
    struct archive_earlier *all = arena_alloc(&f->arena, (next->n_earlier + 1) * sizeof *all);
    size_t at = 0;
    while (at < next->n_earlier && next->earlier[at].edition < e->edition) at++;
    for (size_t i = 0; i < next->n_earlier; i++) all[i + (i >= at)] = next->earlier[i];
    all[at] = (struct archive_earlier){(int)e->edition, e->number, e->sha256};
    next->earlier = all;
    next->n_earlier++;
    return true;
}

static bool apply_earlier(struct fonds *f, struct archive_item *items, size_t n, struct intern *taken, struct diag *diag)
{
    for (size_t i = 0; i < f->n_earlier; i++) {
        const struct fonds_earlier *e = &f->earlier[i];
        char *folded = outdir_folded_name(e->number);
        const bool before = intern_find(taken, folded, strlen(folded));
        intern_number(taken, folded, strlen(folded));
        free(folded);
        if (!prove_agency(f, e->agency, e->year, e->line, items, n, diag) || !add_earlier(f, e, items, n, diag)) return false;
        if (before) return diag_fail(diag, DIAG_INPUT, "%s:%d: “已移交”里有两版是同一个档号：%s；每一版有它自己的，请照从前的移交目录写", f->path, e->line, e->number);
        for (size_t k = 0; k < i; k++)
            if (!strcmp(f->earlier[k].sha256, e->sha256)) return diag_fail(diag, DIAG_INPUT, "%s:%d: “摘要”与第%d行的相同：两版 report.json 不会相同，请照从前的移交包写", f->path, e->line, f->earlier[k].line);
    }
    return true;
}

bool fonds_apply(struct fonds *f, const struct archive_words *words, struct archive_item *items, size_t n, struct diag *diag)
{
    if (!prove_day(f, items, n, diag)) return false;
    for (size_t i = 0; i < n; i++) items[i].retention = f->retention, items[i].secrecy = f->secrecy;
    for (size_t e = 0; e < f->n_entries; e++) {
        const struct fonds_entry *entry = &f->entries[e];
        if (!prove_agency(f, entry->agency, entry->year, entry->line, items, n, diag) || !is_alone(f, e, items, n, diag)) return false;
        bool found = false;
        for (size_t i = 0; i < n; i++) {
            if (!is_about(entry, &items[i])) continue;
            found = true;
            if (entry->number) items[i].number = entry->number;
            if (entry->retention) items[i].retention = entry->retention;
            if (entry->secrecy) items[i].secrecy = entry->secrecy;
        }
        if (!found) return diag_fail(diag, DIAG_INPUT, "%s", entry->where);
    }
    number_items(f, words, items, n);
    struct intern *taken = intern_new();
    bool ok = apply_earlier(f, items, n, taken, diag);
    for (size_t i = 0; ok && i < n; i++) ok = place_item(f, &items[i], taken, diag);
    intern_free(taken);
    return ok;
}
