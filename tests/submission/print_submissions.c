/* For tests: prints what the readers of src/submission read from files and folders, as one JSON document.
 *
 *     print_submissions TEMPLATES PATH…
 *     {"submissions": [{"shown", "kind", "code", "name", "year", "form", "draft", "cells": {ADDRESS: [text or null, note, place]}, "texts",
 *                       "timeliness": [7 numbers], "origin": […]}, …],
 *      "problems": [{"id", "file", "line", "column", "cell", "value", "expected", "text"}, …]}
 */
#include "submission/submission.h"
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

static json_t *text_json(const char *s) { return s ? json_string(s) : json_null(); }

static json_t *submission_json(const struct submission *s)
{
    static const char *const kinds[] = {"none", "json", "ours", "workbook", "cells", "word", "page", "pdf"};
    json_t *cells = json_object(), *texts = json_object();
    const struct submission_origin *o = &s->origin;
    for (size_t i = 0; i < s->n; i++) {
        const struct submission_cell *c = &s->cells[i];
        json_object_set_new(cells, c->address, json_pack("[o, o, o, o]", c->empty ? json_null() : text_json(c->shown), text_json(c->note), text_json(c->place),
                                                         c->empty ? text_json(c->shown) : json_null()));
    }
    for (size_t i = 0; i < s->n_texts; i++) json_object_set_new(texts, s->texts[i].section, text_json(s->texts[i].markdown));
    return json_pack("{s:o, s:s, s:o, s:o, s:i, s:o, s:b, s:o, s:o, s:[I, I, I, I, I, I, I], s:[o, o, o, o, o]}", "shown", text_json(s->shown), "kind", kinds[s->kind],
                     "code", text_json(s->code), "name", text_json(s->name), "year", s->year, "form", text_json(s->form), "draft", s->draft, "cells", cells,
                     "texts", texts, "timeliness", (json_int_t)s->timeliness.answered, (json_int_t)s->timeliness.in_time, (json_int_t)s->timeliness.disputed,
                     (json_int_t)s->timeliness.late, (json_int_t)s->timeliness.unknown, (json_int_t)s->timeliness.median_days, (json_int_t)s->timeliness.p90_days,
                     "origin", text_json(o->form_hash), text_json(o->rules_hash), text_json(o->calendar_hash), text_json(o->program), text_json(o->as_of));
}

static json_t *problem_json(const struct problem *p)
{
    return json_pack("{s:s, s:o, s:I, s:o, s:o, s:o, s:o, s:o}", "id", p->id, "file", text_json(p->file), "line", (json_int_t)p->line, "column", text_json(p->column),
                     "cell", text_json(p->cell), "value", text_json(p->value), "expected", text_json(p->expected), "text", text_json(p->text));
}

static bool print_one(const struct submission_source *source, struct form_shelf *shelf, json_t *list, struct problems *problems, struct diag *diag)
{
    struct submission s;
    struct submission_source other;
    const struct form *form;
    bool ok = submission_read(&s, source, shelf, problems, diag);
    if (!ok) return false;
    if (s.kind && form_shelf_id(shelf, s.form, &form, diag)) report_free(submission_report(&s, form));
    json_array_append_new(list, submission_json(&s));
    if (submission_left_over(&s, &other)) ok = print_one(&other, shelf, list, problems, diag);
    submission_release(&s);
    return ok;
}

static bool print_all(int n_paths, char **paths, struct form_shelf *shelf, json_t *root, struct diag *diag)
{
    struct problems problems = {0};
    json_t *list = json_array(), *faults = json_array();
    bool ok = true;
    for (int p = 0; p < n_paths && ok; p++) {
        struct arena arena = {0};
        struct submission_source *sources;
        size_t n = 0;
        ok = submission_find(&arena, paths[p], NULL, &sources, &n, &problems, diag);
        for (size_t i = 0; ok && i < n; i++) ok = print_one(&sources[i], shelf, list, &problems, diag);
        arena_release(&arena);
    }
    for (size_t i = 0; i < problems.n; i++) json_array_append_new(faults, problem_json(&problems.list[i]));
    json_object_set_new(root, "submissions", list);
    json_object_set_new(root, "problems", faults);
    problems_release(&problems);
    return ok;
}

int main(int argc, char **argv)
{
    struct diag diag = {0};
    if (argc < 3) return 3;
    struct form_shelf *shelf = form_shelf_new(argv[1]);
    json_t *root = json_object();
    bool ok = print_all(argc - 2, argv + 2, shelf, root, &diag);
    if (ok) json_dumpf(root, stdout, JSON_INDENT(1));
    else fprintf(stderr, "%s\n", diag.text);
    json_decref(root);
    form_shelf_free(shelf);
    return ok ? 0 : (int)diag.kind;
}
