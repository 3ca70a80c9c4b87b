/* The forms that there are, and which of them a year asks for. */
#include "base/decimal.h"
#include "base/folder.h"
#include "base/text.h"
#include "form/form_inside.h"
#include <string.h>
#include <unistd.h>

static bool read_year(struct yaml *y, const yaml_item *item, int *year, struct diag *diag)
{
    const char *s = yaml_text(y, item);
    struct decimal d;
    if (!s || !decimal_parse(s, &d) || d.scale || d.value < 1 || d.value > 9999) return yaml_fail(diag, y, item, "这里应是年份");
    *year = (int)d.value;
    return true;
}

bool form_years(struct yaml *y, int *first, int *last, struct diag *diag)
{
    const yaml_item *root = yaml_root(y), *years = yaml_get(y, root, "years"), *end = yaml_at(y, years, 1);
    if (yaml_kind(years) != YAML_LIST || yaml_count(years) != 2)
        return yaml_fail(diag, y, years ? years : root, "years 应是起止年份，如 [2019, 2020]；没有止期写 [2021, ~]");
    *last = 0;
    if (!read_year(y, yaml_at(y, years, 0), first, diag)) return false;
    if (yaml_kind(end) == YAML_TEXT && !yaml_text(y, end)) return true;
    if (!read_year(y, end, last, diag)) return false;
    return *first <= *last || yaml_fail(diag, y, years, "years 的起年在止年之后");
}

bool form_list(struct arena *arena, const char *root, const char ***out, size_t *n, struct diag *diag)
{
    size_t count;
    struct text path = {0};
    *n = 0;
    if (!folder_names(arena, root, "", NULL, out, &count, diag)) return false;
    for (size_t i = 0; i < count; i++) {
        text_clear(&path);
        text_printf(&path, "%s/%s/form.yaml", root, (*out)[i]);
        if (!access(text_get(&path), F_OK)) (*out)[(*n)++] = (*out)[i];
    }
    text_release(&path);
    return true;
}

static bool years_of(const char *root, const char *id, int *first, int *last, struct diag *diag)
{
    struct text path = {0};
    struct yaml *y = NULL;
    text_printf(&path, "%s/%s/form.yaml", root, id);
    bool ok = form_open(&y, text_get(&path), diag) && form_years(y, first, last, diag);
    yaml_close(y);
    text_release(&path);
    return ok;
}

/* Of several forms that hold the year the one that began last is meant: a new form takes over from an open-ended one. */
bool form_of_year(struct arena *arena, const char *root, int year, const char *preferred, const char **out, struct diag *diag)
{
    const char **ids, *best = NULL, *rival = NULL;
    size_t n;
    int best_first = 0;
    *out = NULL;
    if (!form_list(arena, root, &ids, &n, diag)) return false;
    for (size_t i = 0; i < n; i++) {
        int first, last;
        if (!years_of(root, ids[i], &first, &last, diag)) return false;
        if (year < first || (last && year > last) || first < best_first) continue;
        bool settled = best && first == best_first && preferred && !strcmp(best, preferred);
        if (settled) continue;
        rival = first == best_first && !(preferred && !strcmp(ids[i], preferred)) ? best : NULL;
        best = ids[i];
        best_first = first;
    }
    if (rival) return diag_fail(diag, DIAG_INPUT, "表单 %s 和 %s 都适用于%d年，请用 --form 指明", rival, best, year);
    *out = best;
    return true;
}
