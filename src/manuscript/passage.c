#include "manuscript/passage.h"
#include "base/characters.h"
#include "base/json_out.h"
#include <jansson.h>
#include <string.h>

/* ---- sending: by short keys, since a report has some five hundred cells ---- */

static void send_table(struct json_out *j, const struct manuscript_table *t)
{
    json_out_array(j, "cells");
    for (size_t i = 0; i < t->n; i++) {
        const struct manuscript_cell *c = &t->cells[i];
        const int places[] = {c->row, c->col, c->rows, c->cols, c->page};
        json_out_array(j, NULL);
        for (size_t k = 0; k < sizeof places / sizeof *places; k++) json_out_count(j, NULL, places[k]);
        json_out_text(j, NULL, c->text);
        json_out_text(j, NULL, c->unsure);
        json_out_close(j);
    }
    json_out_close(j);
}

bool passage_send(const struct manuscript *m, FILE *to)
{
    struct json_out j;
    json_out_begin(&j, to, false);
    json_out_object(&j, NULL);
    json_out_text(&j, "refused", m->refused);
    json_out_flag(&j, "unable", m->unable);
    json_out_array(&j, "remarks");
    for (size_t i = 0; i < m->n_remarks; i++) json_out_text(&j, NULL, m->remarks[i]);
    json_out_close(&j);
    json_out_array(&j, "properties");
    for (size_t i = 0; i < m->n_properties; i++) {
        json_out_array(&j, NULL);
        json_out_text(&j, NULL, m->properties[i].name);
        json_out_text(&j, NULL, m->properties[i].value);
        json_out_close(&j);
    }
    json_out_close(&j);
    json_out_array(&j, "parts");
    for (size_t i = 0; i < m->n; i++) {
        const struct manuscript_part *p = &m->parts[i];
        json_out_object(&j, NULL);
        json_out_count(&j, "kind", p->kind);
        json_out_count(&j, "page", p->page);
        json_out_text(&j, "text", p->text);
        json_out_count(&j, "heading", p->heading);
        json_out_count(&j, "aside", p->aside);
        json_out_text(&j, "mark", p->mark);
        send_table(&j, &p->table);
        json_out_close(&j);
    }
    json_out_close(&j);
    json_out_close(&j);
    return json_out_end(&j);
}

/* ---- taking: nothing is believed ---- */

enum { MOST_PAGES = 10000 };

static bool allowed(const char *text)
{
    struct character_fault fault;
    return !text || characters_allowed(text, strlen(text), &fault);
}

/* A text, or null for none. */
static bool take_text(const json_t *json, const char **text)
{
    *text = json_string_value(json);
    return (json_is_string(json) || json_is_null(json)) && allowed(*text);
}

static bool take_cell(struct manuscript *m, struct manuscript_table *t, json_t *json)
{
    struct manuscript_cell c = {0};
    json_t *unsure;
    if (json_unpack(json, "[i,i,i,i,i,s,o!]", &c.row, &c.col, &c.rows, &c.cols, &c.page, &c.text, &unsure)) return false;
    if (!allowed(c.text) || !take_text(unsure, &c.unsure) || c.page < 0 || c.page > MOST_PAGES) return false;
    manuscript_add_cell(m, t, &c);
    return true;
}

static bool take_part(struct manuscript *m, json_t *json)
{
    int kind, page, heading, aside;
    const char *text, *mark;
    json_t *cells, *cell, *marked;
    struct manuscript_part *part;
    size_t i;
    if (json_unpack(json, "{s:i,s:i,s:s,s:i,s:i,s:o,s:o!}", "kind", &kind, "page", &page, "text", &text, "heading", &heading, "aside", &aside, "mark", &marked,
                    "cells", &cells))
        return false;
    if (!allowed(text) || !take_text(marked, &mark) || page < 0 || page > MOST_PAGES || !json_is_array(cells)) return false;
    switch (kind) {
    case MANUSCRIPT_PARAGRAPH:
        part = manuscript_add_paragraph(m, page, text, mark);
        if (part) part->heading = heading != 0, part->aside = aside != 0;
        return true;
    case MANUSCRIPT_PICTURE: manuscript_add_picture(m, page, text); return true;
    case MANUSCRIPT_TABLE: break;
    default: return false;
    }
    struct manuscript_table *t = manuscript_add_table(m, page);
    json_array_foreach(cells, i, cell)
        if (!take_cell(m, t, cell)) return false;
    return true;
}

static bool take_all(struct manuscript *m, json_t *json)
{
    const char *refused, *name, *value;
    int unable;
    json_t *refusal, *remarks, *properties, *parts, *one;
    size_t i;
    if (json_unpack(json, "{s:o,s:b,s:o,s:o,s:o!}", "refused", &refusal, "unable", &unable, "remarks", &remarks, "properties", &properties, "parts", &parts)) return false;
    if (!take_text(refusal, &refused) || !json_is_array(remarks) || !json_is_array(properties) || !json_is_array(parts)) return false;
    if (refused) (unable ? manuscript_unable : manuscript_refuse)(m, "%s", refused);
    json_array_foreach(remarks, i, one) {
        if (!json_is_string(one) || !allowed(json_string_value(one))) return false;
        manuscript_remark(m, "%s", json_string_value(one));
    }
    json_array_foreach(properties, i, one) {
        if (json_unpack(one, "[s,s!]", &name, &value) || !allowed(name) || !allowed(value)) return false;
        manuscript_add_property(m, name, value);
    }
    json_array_foreach(parts, i, one)
        if (!take_part(m, one)) return false;
    return true;
}

bool passage_take(struct manuscript *m, const char *bytes, size_t n)
{
    json_t *json = json_loadb(bytes, n, JSON_REJECT_DUPLICATES, NULL);
    bool ok = json && take_all(m, json);
    json_decref(json);
    return ok;
}
