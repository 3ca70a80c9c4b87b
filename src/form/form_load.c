#include "form/form_inside.h"
#include <stdlib.h>
#include <string.h>

/* A form is asked for by the name of its folder, so the two may not differ. */
static bool read_id(struct form *form, struct yaml *y, struct diag *diag)
{
    const yaml_item *item = yaml_get(y, yaml_root(y), "id");
    if (!form_label(&form->arena, y, yaml_root(y), "id", &form->id, diag)) return false;
    char *real = realpath(form->dir, NULL);
    if (!real) return diag_fail_errno(diag, "读不了 %s", form->dir);
    const char *slash = strrchr(real, '/');
    bool same = !strcmp(slash + 1, form->id);
    if (!same) yaml_fail(diag, y, item, "id“%s”应与文件夹名相同：%s", form->id, slash + 1);
    free(real);
    return same;
}

static bool read_reads(struct form *form, struct yaml *y, struct diag *diag)
{
    const yaml_item *list = yaml_get(y, yaml_root(y), "reads");
    if (!list) return yaml_fail(diag, y, yaml_root(y), "缺少“reads”（查询要读的台账表）");
    const yaml_item *more = yaml_get(y, yaml_root(y), "may_read");
    form->reads_line = yaml_line(list);
    return form_ids(&form->arena, y, list, &form->reads, &form->n_reads, diag) &&
           (!more || form_ids(&form->arena, y, more, &form->may_read, &form->n_may_read, diag));
}

static bool read_form(struct form *form, struct yaml *y, struct diag *diag)
{
    static const char *const keys[] = {"id", "name", "basis", "years", "reads", "may_read", "own_headings", "earlier_law", "title", "preamble", "sections", "identities", "entry", NULL};
    const yaml_item *root = yaml_root(y);
    struct arena *arena = &form->arena;
    return yaml_only(y, root, keys, diag)
        && read_id(form, y, diag)
        && form_label(arena, y, root, "name", &form->name, diag)
        && form_label(arena, y, root, "basis", &form->basis, diag)
        && form_years(y, &form->first_year, &form->last_year, diag)
        && read_reads(form, y, diag)
        && yaml_flag(y, root, "earlier_law", &form->earlier_law, diag)
        && yaml_flag(y, root, "own_headings", &form->own_headings, diag)
        && form_query(arena, y, root, "title", &form->title_query, &form->title_line, diag)
        && form_query(arena, y, root, "preamble", &form->preamble_query, &form->preamble_line, diag)
        && sections_read(form, y, yaml_get(y, root, "sections"), diag)
        && addresses_name(form, diag)
        && identities_read(form, y, yaml_get(y, root, "identities"), diag)
        && entry_read(form, y, yaml_get(y, root, "entry"), diag);
}

bool form_load(struct form **out, const char *dir, struct diag *diag)
{
    struct form *form = memory_alloc(sizeof *form);
    struct yaml *y = NULL;
    size_t n = strlen(dir);
    while (n > 1 && dir[n - 1] == '/') n--;
    form->dir = arena_dup_n(&form->arena, dir, n);
    form->file = arena_printf(&form->arena, "%s/form.yaml", form->dir);
    bool ok = form_open(&y, form->file, diag) && read_form(form, y, diag) && form_digest(form->dir, form->hash, diag);
    yaml_close(y);
    if (ok) *out = form;
    else form_free(form);
    return ok;
}
