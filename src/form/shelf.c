#include "form/shelf.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Only the forms themselves say which years they are for: answering opens all of them, so each year is asked once. */
struct answer { int year; const char *preferred, *id; };

struct shelved { struct form *form; void *made, (*release)(void *); };

struct form_shelf {
    struct arena arena;
    const char *root;
    struct shelved *forms;
    size_t n, cap;
    const char **ids;                                  /* NULL until they are asked for */
    size_t n_ids;
    struct answer *answers;
    size_t n_answers, cap_answers;
};

struct form_shelf *form_shelf_new(const char *root)
{
    struct form_shelf *s = memory_alloc(sizeof *s);
    s->root = arena_dup(&s->arena, root);
    return s;
}

void form_shelf_free(struct form_shelf *s)
{
    if (!s) return;
    for (size_t i = 0; i < s->n; i++) {
        if (s->forms[i].made) s->forms[i].release(s->forms[i].made);
        form_free(s->forms[i].form);
    }
    free(s->forms);
    free(s->answers);
    arena_release(&s->arena);
    free(s);
}

bool form_shelf_id(struct form_shelf *s, const char *id, const struct form **form, struct diag *diag)
{
    for (size_t i = 0; i < s->n; i++)
        if (!strcmp(s->forms[i].form->id, id)) {
            *form = s->forms[i].form;
            return true;
        }
    s->forms = memory_grow(s->forms, s->n, &s->cap, sizeof *s->forms);
    const char *file = arena_printf(&s->arena, "%s/%s/form.yaml", s->root, id);
    if (strchr(id, '/') || id[0] == '.' || access(file, F_OK)) return diag_fail(diag, DIAG_USAGE, "没有名为“%s”的表单；见 nianbao form list", id);
    s->forms[s->n] = (struct shelved){0};
    if (!form_load(&s->forms[s->n].form, arena_printf(&s->arena, "%s/%s", s->root, id), diag)) return false;
    *form = s->forms[s->n++].form;
    return true;
}

const void *form_shelf_made(struct form_shelf *s, const struct form *form, void *(*make)(const struct form *), void (*release)(void *))
{
    size_t i = 0;
    while (s->forms[i].form != form) i++;
    if (!s->forms[i].made) s->forms[i].made = make(form);
    s->forms[i].release = release;
    return s->forms[i].made;
}

bool form_shelf_ids(struct form_shelf *s, const char ***ids, size_t *n, struct diag *diag)
{
    if (!s->ids && !form_list(&s->arena, s->root, &s->ids, &s->n_ids, diag)) return false;
    *ids = s->ids;
    *n = s->n_ids;
    return true;
}

static bool same(const char *a, const char *b) { return a && b ? !strcmp(a, b) : a == b; }

static bool id_of_year(struct form_shelf *s, int year, const char *preferred, const char **id, struct diag *diag)
{
    for (size_t i = 0; i < s->n_answers; i++) {
        const struct answer *known = &s->answers[i];
        if (known->year != year || !same(known->preferred, preferred)) continue;
        *id = known->id;
        return true;
    }
    if (!form_of_year(&s->arena, s->root, year, preferred, id, diag)) return false;
    s->answers = memory_grow(s->answers, s->n_answers, &s->cap_answers, sizeof *s->answers);
    s->answers[s->n_answers++] = (struct answer){year, arena_dup(&s->arena, preferred), *id};
    return true;
}

bool form_shelf_year(struct form_shelf *s, int year, const char *preferred, const struct form **form, struct diag *diag)
{
    const char *id;
    *form = NULL;
    return id_of_year(s, year, preferred, &id, diag) && (!id || form_shelf_id(s, id, form, diag));
}
