#include "base/folder.h"
#include "base/spelling.h"
#include "base/yaml.h"
#include "ledger/schema/cell_words.h"
#include "ledger/schema/codes.h"
#include "ledger/schema/heading_dress.h"
#include "ledger/schema/name_kinds.h"
#include "ledger/schema/schema_inside.h"
#include "ledger/values/personal_inside.h"
#include <stdlib.h>
#include <string.h>

/* ---- the folder of headings ---- */

static bool read_headings(struct schema *s, const char *dir, struct diag *diag)
{
    const char **names;
    size_t n;
    if (!folder_names(&s->arena, dir, "", ".csv", &names, &n, diag)) return false;
    for (size_t i = 0; i < n; i++)
        if (!schema_add_headings(s, arena_printf(&s->arena, "%s/%s", dir, names[i]), diag)) return false;
    return true;
}

/* ---- names of sheets ---- */

static bool read_words(struct schema *s, struct yaml *y, const char *key, struct word_list *list, struct diag *diag)
{
    yaml_item *words = yaml_get(y, yaml_root(y), key);
    struct text folded = {0};
    bool ok = true;
    list->words = arena_alloc(&s->arena, (yaml_count(words) + 1) * sizeof *list->words);
    for (size_t i = 0; ok && i < yaml_count(words); i++) {
        const char *word = yaml_text(y, yaml_at(y, words, i));
        text_clear(&folded);
        if (word) spelling_fold(&folded, (struct slice){word, strlen(word)});
        ok = folded.n || yaml_fail(diag, y, words, "%s 里应是词语", key);
        if (ok) list->words[list->n++] = arena_dup_n(&s->arena, folded.bytes, folded.n);
    }
    text_release(&folded);
    return ok;
}

static bool read_left_alone(struct schema *s, struct yaml *y, yaml_item *list, struct diag *diag)
{
    bool ok = true;
    s->sheets_left_alone = arena_alloc(&s->arena, (yaml_count(list) + 1) * sizeof *s->sheets_left_alone);
    for (size_t i = 0; ok && i < yaml_count(list); i++) {
        const char *name = yaml_text(y, yaml_at(y, list, i));
        if (!name || schema_table_named(s, name)) ok = yaml_fail(diag, y, list, "left_alone 里应是工作表的名称，不能是台账的表");
        else s->sheets_left_alone[s->n_sheets_left_alone++] = arena_dup(&s->arena, name);
    }
    return ok;
}

static bool read_by_name(struct schema *s, struct yaml *y, yaml_item *list, struct diag *diag)
{
    s->by_name = arena_alloc(&s->arena, (yaml_count(list) + 1) * sizeof *s->by_name);
    for (size_t i = 0; i < yaml_count(list); i++) {
        const char *id = yaml_text(y, yaml_at(y, list, i));
        const struct ledger_table *t = id ? schema_table(s, id) : NULL;
        if (!t) return yaml_fail(diag, y, list, "by_name 里应是台账的表");
        s->by_name[s->n_by_name++] = t;
    }
    return true;
}

static bool read_sheets(struct schema *s, const char *path, struct diag *diag)
{
    static const char *const keys[] = {"left_alone", "whole", "by_name", NULL};
    struct yaml *y;
    if (!yaml_load(&y, path, diag)) return false;
    bool ok = yaml_only(y, yaml_root(y), keys, diag) && read_left_alone(s, y, yaml_get(y, yaml_root(y), keys[0]), diag) &&
              read_words(s, y, keys[1], &s->whole_sheets, diag) && read_by_name(s, y, yaml_get(y, yaml_root(y), keys[2]), diag);
    yaml_close(y);
    return ok;
}

/* ---- rows that are no records ---- */

static void note_beginnings(struct spelling_set *set, const struct word_list *list)
{
    for (size_t i = 0; i < list->n; i++) spelling_set_add(set, list->words[i], list->words[i] + strlen(list->words[i]));
}

static bool begins_with_figure(const struct word_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (*list->words[i] >= '0' && *list->words[i] <= '9') return true;
    return false;
}

static bool read_rows(struct schema *s, const char *path, struct diag *diag)
{
    static const char *const keys[] = {"signed", "notes", "ends", "sums", "parts", "wholes", NULL};
    struct yaml *y;
    if (!yaml_load(&y, path, diag)) return false;
    bool ok = yaml_only(y, yaml_root(y), keys, diag) && read_words(s, y, keys[0], &s->signed_words, diag) &&
              read_words(s, y, keys[1], &s->note_words, diag) && read_words(s, y, keys[2], &s->end_words, diag) &&
              read_words(s, y, keys[3], &s->sum_words, diag) && read_words(s, y, keys[4], &s->part_words, diag) &&
              read_words(s, y, keys[5], &s->whole_words, diag);
    note_beginnings(&s->sums_begin, &s->sum_words);
    note_beginnings(&s->sums_begin, &s->part_words);
    note_beginnings(&s->sums_begin, &s->whole_words);
    s->remarks_begin_with_figure = begins_with_figure(&s->signed_words) || begins_with_figure(&s->note_words) || begins_with_figure(&s->end_words);
    yaml_close(y);
    return ok;
}

/* ---- the whole ---- */

bool schema_load(struct schema **out, const char *data, struct diag *diag)
{
    struct schema *s = memory_alloc(sizeof *s);
    bool ok = codes_read(s, arena_printf(&s->arena, "%s/ledger/codes.yaml", data), diag) &&
              schema_read_tables(s, arena_printf(&s->arena, "%s/ledger/tables.yaml", data), diag) &&
              schema_read_wide(s, arena_printf(&s->arena, "%s/ledger/wide.yaml", data), diag) &&
              schema_read_collected(s, arena_printf(&s->arena, "%s/ledger/collected.yaml", data), diag) &&
              name_kinds_read(s, arena_printf(&s->arena, "%s/ledger/name_kinds.yaml", data), diag) &&
              cell_words_read(s, arena_printf(&s->arena, "%s/ledger/words.yaml", data), diag) &&
              personal_rules_read(s, arena_printf(&s->arena, "%s/ledger/personal.yaml", data), diag) &&
              heading_remarks_read(s, arena_printf(&s->arena, "%s/ledger/remarks.yaml", data), diag) &&
              read_sheets(s, arena_printf(&s->arena, "%s/ledger/sheets.yaml", data), diag) &&
              read_rows(s, arena_printf(&s->arena, "%s/ledger/rows.yaml", data), diag) &&
              read_headings(s, arena_printf(&s->arena, "%s/headings", data), diag);
    if (ok) *out = s;
    else schema_free(s);
    return ok;
}
