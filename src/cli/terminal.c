#include "cli/terminal.h"
#include "base/say.h"
#include "base/text.h"
#include "workbook/sheet_places.h"
#include <string.h>

enum { SHOWN = 20 };

static bool same_group(const struct finding *a, const struct finding *b)
{
    return !strcmp(a->id, b->id) && finding_standing(a) == finding_standing(b);
}

static const char *print_place(FILE *out, const struct finding *f)
{
    const char *gap = "";
    if (f->file) {
        struct text words = {0};
        sheet_place_words(&words, f->file, f->sheet, f->row, f->sheet_column);
        say(out, "%s", text_get(&words));
        text_release(&words);
        gap = " ";
    }
    if (f->column) say(out, "%s[%s]", gap, f->column), gap = " ";
    if (f->cell_name) say(out, "%s%s（%s）", gap, f->cell_name, f->cell), gap = " ";
    else if (f->cell) say(out, "%s%s", gap, f->cell), gap = " ";
    if (f->key && !f->cell) say(out, "%s%s", gap, f->key), gap = " ";
    return *gap ? "：" : "";
}

/* The finding's words without the heading, where they begin with it. */
static const char *own_words(const struct finding *f, const char *heading)
{
    size_t n = strlen(heading);
    if (strncmp(f->message, heading, n)) return f->message;
    const char *rest = f->message + n;
    static const char comma[] = "，";
    return strncmp(rest, comma, strlen(comma)) ? rest : rest + strlen(comma);
}

static void print_one(FILE *out, const struct finding *f, const char *heading)
{
    say(out, "  ");
    const char *gap = print_place(out, f), *words = own_words(f, heading);
    if (*words) say(out, "%s%s", gap, words), gap = "；";
    if (f->value) say(out, "%s所见“%s”", gap, f->value), gap = "，";
    if (f->expected) say(out, "%s应为 %s", gap, f->expected);
    say(out, "\n");
}

/* A finding on the whole check: something that it needs is missing. */
static bool lacks_something(const struct finding *f) { return f->state == STATE_NOT_ASSESSABLE && f->value && !f->file && !f->cell && !f->key; }

/* One line for each missing thing, with the checks that lack it. */
static void print_lacking(FILE *out, const struct findings *findings)
{
    for (size_t i = 0; i < findings->n; i++) {
        const struct finding *f = &findings->list[i];
        bool said = !lacks_something(f);
        for (size_t k = 0; k < i && !said; k++) said = lacks_something(&findings->list[k]) && !strcmp(findings->list[k].value, f->value);
        if (said) continue;
        say(out, "[无法核对] %s：%s", f->value, f->id);
        for (size_t k = i + 1; k < findings->n; k++)
            if (lacks_something(&findings->list[k]) && !strcmp(findings->list[k].value, f->value)) say(out, "、%s", findings->list[k].id);
        say(out, "\n");
    }
}

/* The catalogue's sentence, because the first finding's own words may not fit the others. */
static const char *heading_of(const struct catalogue *catalogue, const struct finding *first)
{
    const struct rule *rule = catalogue ? catalogue_rule(catalogue, first->id) : NULL;
    return rule ? rule->message : first->message;
}

void terminal_findings(FILE *out, const struct catalogue *catalogue, const struct findings *findings, enum terminal_extent extent)
{
    for (size_t i = 0; i < findings->n;) {
        const struct finding *first = &findings->list[i];
        size_t n = 1;
        while (i + n < findings->n && same_group(first, &findings->list[i + n])) n++;
        size_t shown = extent == TERMINAL_ALL || n <= SHOWN ? n : SHOWN;
        i += n;
        if (extent == TERMINAL_BLOCKING && !first->blocking) continue;
        if (extent == TERMINAL_SOME && lacks_something(first)) continue;
        const char *heading = heading_of(catalogue, first);
        say(out, "[%s] %s %s（%s）\n", finding_standing_name(finding_standing(first)), first->id, heading, first->article);
        for (size_t k = 0; k < shown; k++) print_one(out, first + k, heading);
        if (shown < n) say(out, "  …… 显示 %zu / %zu，全部见 findings.csv 或 -v\n", shown, n);
        say(out, "  怎么办：%s\n", first->advice);
    }
    if (extent == TERMINAL_SOME) print_lacking(out, findings);
}
