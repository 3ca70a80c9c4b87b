#include "clock/law.h"
#include "base/yaml.h"
#include <stdlib.h>
#include <string.h>

static int column_of(const struct table *t, const char *heading)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (!strcmp(t->columns[i].heading, heading)) return (int)i;
    return -1;
}

static bool add_date(const struct clock_law *law, struct yaml *y, yaml_item *item, struct law_dates *dates, struct diag *diag)
{
    const char *heading = yaml_text(y, item);
    int column = heading ? column_of(law->requests, heading) : -1;
    if (heading && !strcmp(heading, "receipt")) column = LAW_RECEIPT_DAY;
    else if (column < 0 || law->requests->columns[column].type != COLUMN_DATE)
        return yaml_fail(diag, y, item, "“%s”不是申请登记的日期列", heading ? heading : "");
    if (dates->n == LAW_MAX_DATES) return yaml_fail(diag, y, item, "日期列太多");
    dates->columns[dates->n++] = column;
    return true;
}

static bool read_dates(const struct clock_law *law, struct yaml *y, yaml_item *item, struct law_dates *dates, struct diag *diag)
{
    if (yaml_kind(item) == YAML_TEXT) return add_date(law, y, item, dates, diag);
    if (yaml_kind(item) != YAML_LIST || !yaml_count(item)) return yaml_fail(diag, y, item, "这里应是日期列的标题");
    for (size_t i = 0; i < yaml_count(item); i++)
        if (!add_date(law, y, yaml_at(y, item, i), dates, diag)) return false;
    return true;
}

/* A mapping from the codes of a list, each of which must be there, to date columns. */
static bool read_codes(struct clock_law *law, struct yaml *y, yaml_item *map, const struct code_list *list, struct law_dates **out, struct diag *diag)
{
    struct law_dates *all = arena_alloc(&law->arena, (list->n + 1) * sizeof *all);
    for (size_t i = 0; i < yaml_count(map); i++) {
        int code = code_find(list, yaml_key(y, map, i));
        if (!code) return yaml_fail(diag, y, yaml_at(y, map, i), "代码表 %s 里没有“%s”", list->name, yaml_key(y, map, i));
        if (!read_dates(law, y, yaml_at(y, map, i), &all[code], diag)) return false;
    }
    for (size_t i = 1; i <= list->n; i++)
        if (!all[i].n) return yaml_fail(diag, y, map, "缺少代码“%s”", list->codes[i - 1].code);
    *out = all;
    return true;
}

static bool load_file(struct yaml **y, struct clock_law *law, const char *data, const char *name, struct diag *diag)
{
    return yaml_load(y, arena_printf(&law->arena, "%s/clock/%s", data, name), diag);
}

bool clock_law_load(struct clock_law **out, const char *data, const struct schema *schema, struct diag *diag)
{
    static const char *const keys[] = {"deliveries", "otherwise", NULL};
    struct clock_law *law = memory_alloc(sizeof *law);
    struct yaml *channels = NULL, *deliveries = NULL;
    law->requests = schema_table(schema, "requests");
    bool ok = load_file(&channels, law, data, "channels.yaml", diag) && load_file(&deliveries, law, data, "deliveries.yaml", diag);
    if (ok) {
        yaml_item *root = yaml_root(deliveries);
        ok = read_codes(law, channels, yaml_root(channels), schema_codes(schema, "channels"), &law->channels, diag) &&
             yaml_only(deliveries, root, keys, diag) &&
             read_codes(law, deliveries, yaml_get(deliveries, root, "deliveries"), schema_codes(schema, "deliveries"), &law->deliveries, diag) &&
             read_dates(law, deliveries, yaml_get(deliveries, root, "otherwise"), &law->otherwise, diag);
    }
    yaml_close(channels);
    yaml_close(deliveries);
    if (!ok) {
        clock_law_free(law);
        return false;
    }
    *out = law;
    return true;
}

void clock_law_free(struct clock_law *law)
{
    if (!law) return;
    arena_release(&law->arena);
    free(law);
}
