#include "documents/defects.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

/* What a key of a text begins with: problems 第1段. */
static bool begins(const char *words, const char *id, char end)
{
    size_t n = strlen(id);
    return words && !strncmp(words, id, n) && (!words[n] || words[n] == end);
}

/* The section of the form that the finding is about: that of the cell's table, or of the text; n_sections where there is none. */
static size_t section_of(const struct form *form, const struct finding *f)
{
    size_t i = 0;
    while (i < form->n_sections && !(form->sections[i].table && begins(f->cell, form->sections[i].table->id, '/')) && !(!f->cell && begins(f->key, form->sections[i].id, ' '))) i++;
    return i;
}

static const char *heading_of(const struct form *form, const struct finding *f)
{
    size_t i = section_of(form, f);
    return i < form->n_sections ? form->sections[i].heading : NULL;
}

/* ---- one finding ---- */

/* Whose findings they are. */
struct defect_source {
    const struct letter_words *words;
    const struct catalogue *catalogue;
    const struct form *form;
    const char *name, *code;
    const struct findings *findings;
};

/* The row of a text changes with every edit, and a value with the attempt to mend it: neither is in the key. */
static const char *key_of(struct arena *a, const struct finding *f)
{
    const char *of = f->line ? f->line : f->cell ? f->cell : f->key ? f->key : "";
    return arena_printf(a, "%s %s", f->id, of);
}

/* An equation that one set of cells mends stands at those cells; of another, what stands there are its sides. */
static bool is_certain(const struct finding *f) { return f->mending && f->expected; }

/* A number of a text that differs from its cell, while something else is wrong in the tables of that part: the cell may be what is mended. */
static bool is_of_text(const struct form *form, const struct finding *f)
{
    size_t i = 0;
    while (i < form->n_sections && !begins(f->key, form->sections[i].id, ' ')) i++;
    return f->cell && !f->mending && i < form->n_sections;
}

static bool is_unsettled(const struct finding *f, const struct form *form, const struct findings *all)
{
    const size_t section = section_of(form, f);
    if (!is_of_text(form, f)) return false;
    for (size_t i = 0; i < all->n; i++) {
        const struct finding *o = &all->list[i];
        if (o->cell && finding_standing(o) < STANDING_HINT && !is_of_text(form, o) && section_of(form, o) == section) return true;
    }
    return false;
}

static const char *place_of(struct arena *a, const struct defect_source *s, const struct finding *f)
{
    const struct form *form = s->form;
    const size_t section = section_of(form, f);
    const bool whole = f->key && (text_same(f->key, s->name) || text_same(f->key, s->code));
    const char *name = f->cell_name ? f->cell_name : f->cell ? f->cell : whole ? NULL : f->key, *where = f->column;
    if (!f->cell && section < form->n_sections) {      /* a text goes by its heading, not by its id */
        const char *rest = f->key + strcspn(f->key, " ");
        name = arena_printf(a, "“%s”%s", form->sections[section].heading, rest + (*rest == ' '));
    }
    if (f->mending && !is_certain(f)) return arena_printf(a, "“%s”", f->line_name);
    if (f->row) where = arena_printf(a, "第%lld行%s%s", (long long)f->row, where ? " " : "", where ? where : "");
    if (!name) return where ? arena_dup(a, where) : NULL;
    return where ? arena_printf(a, "%s（%s）", name, where) : arena_dup(a, name);
}

/* Of an equation that several cells would mend, no side is the right one. */
static void add_place(struct arena *a, const struct defect_source *s, struct defect *t, const struct finding *f)
{
    const struct letter_words *words = s->words;
    const bool sides = f->mending && !is_certain(f);
    const struct letter_values v = {.of = {[PLACE_EXPECTED] = f->expected}};
    const struct defect_place p = {place_of(a, s, f), f->mending || !strcmp(f->message, t->what) ? NULL : f->message,
                                   sides ? arena_printf(a, "%s，而 %s", f->left, f->right) : f->value,
                                   sides ? words->texts[RETURNED_EQUAL] : f->expected && is_unsettled(f, s->form, s->findings) ? letter_words_fill(a, words, RETURNED_CHANGING, &v)
                                                                                                                   : f->expected};
    for (size_t i = t->n_places; i--;) {               /* the cells of equations come in any order; of other findings equal ones stand together */
        const struct defect_place *x = &t->places[i];
        if (text_same(x->place, p.place) && text_same(x->said, p.said) && text_same(x->found, p.found) && text_same(x->expected, p.expected)) return;
        if (!t->mending) break;
    }
    t->places = memory_grow(t->places, t->n_places, &t->cap_places, sizeof *t->places);
    t->places[t->n_places++] = p;
}

static const char *check_words(const struct catalogue *catalogue, const struct finding *f)
{
    const struct rule *rule = catalogue_rule(catalogue, f->id);
    return rule ? rule->message : f->message;
}

/* ---- joining ---- */

static bool belongs(const struct defect *t, const struct finding *f, int level, const char *section)
{
    if (t->level != level || !text_same(t->section, section)) return false;
    if (is_certain(f)) return t->certain && text_same(t->mending, f->mending);
    return !t->certain && t->standing == finding_standing(f) && !strcmp(t->id, f->id) && text_same(t->mending, f->mending);
}

static struct defect *defect_of(struct defects *all, const struct finding *f, int level, const char *section)
{
    for (size_t i = all->n; i--;)
        if (belongs(&all->list[i], f, level, section)) return &all->list[i];
    return NULL;
}

static const char *equation_words(struct arena *a, const struct finding *f, const char *what)
{
    return arena_printf(a, "%s（“%s”：%s，而 %s）", what, f->line_name, f->left, f->right);
}

static void begin(struct defects *all, const struct letter_words *words, const struct catalogue *catalogue, const struct finding *f, int level, const char *section)
{
    all->list = memory_grow(all->list, all->n, &all->cap, sizeof *all->list);
    const char *what = check_words(catalogue, f), *advice = letter_words_advice(words, f->id);
    all->list[all->n++] = (struct defect){.level = level, .standing = finding_standing(f), .section = section, .id = f->id, .what = what, .certain = is_certain(f),
                                          .words = is_certain(f) ? equation_words(&all->arena, f, what) : f->mending ? what : f->message, .article = f->article,
                                          .advice = f->mending ? f->mending : advice ? advice : f->advice, .mending = f->mending};
}

/* Of several findings of one check the words of the check stand; what each says of its own is in its place. */
static void join(struct defects *all, struct defect *t, const struct catalogue *catalogue, const struct finding *f)
{
    const char *what = check_words(catalogue, f);
    if (!t->certain) {
        t->words = t->what;
        return;
    }
    t->words = arena_printf(&all->arena, "%s；%s", t->words, equation_words(&all->arena, f, what));
    if (!strstr(t->what, what)) t->what = arena_printf(&all->arena, "%s；%s", t->what, what);
    if (!strstr(t->article, f->article)) t->article = arena_printf(&all->arena, "%s；%s", t->article, f->article);
}

static void take(struct defects *all, const struct defect_source *s, const struct finding *f, int level)
{
    const char *section = heading_of(s->form, f);
    struct defect *t = defect_of(all, f, level, section);
    if (t) join(all, t, s->catalogue, f);
    else begin(all, s->words, s->catalogue, f, level, section);
    if (!t) t = &all->list[all->n - 1];
    add_place(&all->arena, s, t, f);
    t->keys = memory_grow(t->keys, t->n_keys, &t->cap_keys, sizeof *t->keys);
    t->keys[t->n_keys++] = key_of(&all->arena, f);
}

void defects_find(struct defects *all, const struct letter_words *words, const struct catalogue *catalogue, const struct form *form, const char *name, const char *code,
                  const struct findings *findings)
{
    const struct defect_source source = {words, catalogue, form, name, code, findings};
    for (int level = 0; level < (int)words->n_levels; level++)
        for (size_t s = 0; s <= form->n_sections; s++)
            for (size_t i = 0; i < findings->n; i++) {
                const struct finding *f = &findings->list[i];
                if (words->level_of[finding_standing(f)] == level && section_of(form, f) == s) take(all, &source, f, level);
            }
}

void defects_release(struct defects *all)
{
    for (size_t i = 0; i < all->n; i++) {
        free(all->list[i].places);
        free(all->list[i].keys);
    }
    free(all->list);
    arena_release(&all->arena);
    *all = (struct defects){0};
}
