#include "rules/finding.h"
#include "base/characters.h"
#include "base/problem.h"
#include "form/addresses.h"
#include "ledger/values/personal.h"
#include "workbook/sheet_places.h"
#include <stdlib.h>
#include <string.h>

/* The reader puts a number behind each value that it hides, so that different values stay different; a finding drops the number. */
static const char *hidden(const char *s)
{
    static const char mark[] = PROBLEM_PERSONAL "〔";
    return s && !strncmp(s, mark, sizeof mark - 1) && strstr(s, "〕") == s + strlen(s) - strlen("〕") ? PROBLEM_PERSONAL : personal_hidden(s);
}

void findings_add(struct findings *all, const struct finding *f)
{
    struct arena *a = &all->arena;
    const struct finding none = {0}, *last = all->n ? &all->list[all->n - 1] : &none;
    struct finding copy = *f;
    /* For every check and table: a telephone number may stand in any column by mistake. */
    copy.key = personal_hidden(copy.key);
    copy.value = hidden(copy.value);
    copy.expected = hidden(copy.expected);
    if (personal_hidden(copy.message) != copy.message) copy.message = "这一处的说明里有个人信息，不显示";
    if (copy.state == STATE_NOT_ASSESSABLE) copy.severity = SEVERITY_HINT;   /* a check that could not run has found no error */
    const char **strings[] = {&copy.id, &copy.agency, &copy.table, &copy.file, &copy.column, &copy.key, &copy.cell, &copy.cell_name, &copy.value,
                              &copy.expected, &copy.department, &copy.article, &copy.message, &copy.advice, &copy.line,
                              &copy.line_name, &copy.left, &copy.right, &copy.mending};
    const char *const before[] = {last->id, last->agency, last->table, last->file, last->column, last->key, last->cell, last->cell_name, last->value,
                                  last->expected, last->department, last->article, last->message, last->advice, last->line,
                                  last->line_name, last->left, last->right, last->mending};
    /* A check often has a thousand findings, so most strings are those of the finding before and can be shared. */
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
        const char *s = *strings[i];
        *strings[i] = s && before[i] && !strcmp(s, before[i]) ? before[i] : characters_shown(a, s);
    }
    all->list = memory_grow(all->list, all->n, &all->cap, sizeof *all->list);
    all->list[all->n++] = copy;
}

static int compare_text(const char *a, const char *b) { return strcmp(a ? a : "", b ? b : ""); }
static int compare_number(int64_t a, int64_t b) { return (a > b) - (a < b); }

bool finding_on_figure(const struct finding *f) { return f->cell != NULL; }

/* By standing, then those on a figure, then class, id, place, and at last the words. */
static int compare(const void *left, const void *right)
{
    const struct finding *a = left, *b = right;
    int by[] = {
        compare_number(finding_standing(a), finding_standing(b)), compare_number(!finding_on_figure(a), !finding_on_figure(b)),
        compare_number(a->class, b->class), compare_text(a->id, b->id),
        compare_number(a->state, b->state), compare_text(a->agency, b->agency), compare_text(a->file, b->file), compare_number(a->row, b->row),
        compare_text(a->cell, b->cell), compare_text(a->column, b->column), compare_text(a->key, b->key), compare_text(a->value, b->value),
        compare_text(a->expected, b->expected), compare_text(a->message, b->message),
    };
    for (size_t i = 0; i < sizeof by / sizeof *by; i++)
        if (by[i]) return by[i];
    return 0;
}

void findings_sort(struct findings *all)
{
    if (all->n) qsort(all->list, all->n, sizeof *all->list, compare);
}

void findings_release(struct findings *all)
{
    arena_release(&all->arena);
    free(all->list);
    *all = (struct findings){0};
}

void findings_place(struct findings *all, const struct sheet_places *places)
{
    for (size_t i = 0; i < all->n; i++) {
        struct finding *f = &all->list[i];
        f->sheet = sheet_places_is_sheet(places, f->file);
        if (f->sheet && !f->sheet_column) f->sheet_column = sheet_places_column(places, f->file, f->column);
    }
}

void findings_name(struct findings *all, const struct form *form)
{
    struct text words = {0};
    for (size_t i = 0; form && i < all->n; i++) {
        struct finding *f = &all->list[i];
        if (f->cell) f->cell_name = address_name(form, f->cell);
        text_clear(&words);
        if (address_show_all(&words, form, f->message)) f->message = arena_dup(&all->arena, text_get(&words));
    }
    text_release(&words);
}

static const struct { const char *id, *name; } classes[] = {
    [CLASS_SYNTAX] = {"syntax", "读取"}, [CLASS_VALIDITY] = {"validity", "数据有误"}, [CLASS_IDENTITY] = {"identity", "勾稽不符"},
    [CLASS_CONTINUITY] = {"continuity", "前后不符"}, [CLASS_HIERARCHY] = {"hierarchy", "上下级不符"}, [CLASS_TIMELINESS] = {"timeliness", "时限与法定义务"},
    [CLASS_QUALITY] = {"quality", "规范性"}, [CLASS_MACRO] = {"macro", "总体情况"},
};
static const struct { const char *id, *name; } severities[] = {
    [SEVERITY_ERROR] = {"error", "错误"}, [SEVERITY_WARNING] = {"warning", "警告"}, [SEVERITY_HINT] = {"hint", "提示"},
};
static const char *const states[] = {
    [STATE_FAIL] = "fail", [STATE_DISPUTED] = "disputed", [STATE_NOT_ASSESSABLE] = "not_assessable", [STATE_WAIVED] = "waived",
};

static const char *const standings[FINDING_STANDINGS] = {
    [STANDING_BLOCKING] = "须改正", [STANDING_LATE] = "超期", [STANDING_ERROR] = "错误", [STANDING_WARNING] = "警告", [STANDING_DISPUTED] = "有争议",
    [STANDING_HINT] = "提示", [STANDING_WAIVED] = "已豁免", [STANDING_NOT_ASSESSABLE] = "无法核对",
};

enum finding_standing finding_standing(const struct finding *f)
{
    if (f->state == STATE_NOT_ASSESSABLE) return STANDING_NOT_ASSESSABLE;
    if (f->state == STATE_WAIVED) return STANDING_WAIVED;
    if (f->state == STATE_DISPUTED) return STANDING_DISPUTED;
    if (f->blocking) return STANDING_BLOCKING;
    if (f->severity == SEVERITY_ERROR) return f->late ? STANDING_LATE : STANDING_ERROR;
    return f->severity == SEVERITY_HINT ? STANDING_HINT : STANDING_WARNING;
}

const char *finding_standing_name(enum finding_standing s) { return standings[s]; }
const char *finding_class_id(enum finding_class c) { return classes[c].id; }
const char *finding_class_name(enum finding_class c) { return classes[c].name; }
const char *finding_severity_id(enum finding_severity s) { return severities[s].id; }
const char *finding_severity_name(enum finding_severity s) { return severities[s].name; }
const char *finding_state_id(enum finding_state s) { return states[s]; }

struct finding_counts findings_count(const struct findings *findings)
{
    struct finding_counts n = {0};
    int64_t *const counts[FINDING_STANDINGS] = {
        [STANDING_BLOCKING] = &n.blocking, [STANDING_LATE] = &n.late, [STANDING_ERROR] = &n.errors, [STANDING_WARNING] = &n.warnings,
        [STANDING_DISPUTED] = &n.disputed, [STANDING_HINT] = &n.hints, [STANDING_WAIVED] = &n.waived, [STANDING_NOT_ASSESSABLE] = &n.not_assessable};
    for (size_t i = 0; i < findings->n; i++) ++*counts[finding_standing(&findings->list[i])];
    return n;
}
