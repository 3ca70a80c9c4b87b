#include "superior/submission_put.h"
#include <string.h>

bool submission_put_cells(struct store *store, const struct submission *s, const struct form *form, const char *set, int64_t agency, struct diag *diag)
{
    int64_t file;
    if (!store_add_file(store, s->shown, &file, diag)) return false;
    for (size_t i = 0; i < s->n; i++) {
        const struct submission_cell *c = &s->cells[i];
        const struct form_table *t;
        struct decimal number = c->number;
        int slot;
        if (!form_address(form, c->address, &t, &slot)) continue;   /* its reader has reported it (D16) */
        int scale = t->slots[slot].type == CELL_COUNT ? 0 : DECIMAL_MAX_SCALE;
        if (!c->empty && !decimal_rescale(number, scale, &number)) return diag_fail(diag, DIAG_INPUT, "%s：%s 的数不对：%s", s->shown, c->address, c->shown ? c->shown : "");
        const struct cell_record record = {
            .set = set, .agency = agency, .year = s->year, .table = t->id, .row = t->slots[slot].row, .col = t->slots[slot].col, .empty = c->empty,
            .value = number.value, .scale = scale, .shown = c->shown, .file = file, .place = c->place};
        if (!store_put_cell(store, &record, diag)) return false;
    }
    return true;
}

const char *submission_preamble(const struct submission *s)
{
    for (size_t i = 0; i < s->n_texts; i++)
        if (!strcmp(s->texts[i].section, "preamble")) return s->texts[i].markdown;
    return NULL;
}

static bool put_paragraphs(struct store *store, const struct submission *s, const struct submission_text *t, int64_t agency, bool last_year, struct diag *diag)
{
    struct arena arena = {0};
    struct text shown = {0};
    size_t marks;
    bool ok = true;
    const char *rest = t->markdown;
    for (int n = 1; ok && *rest; n++) {
        const char *end = strstr(rest, "\n\n");
        size_t size = end ? (size_t)(end - rest) : strlen(rest);
        const char *words = arena_dup_n(&arena, rest, size), *place = arena_printf(&arena, "第%d段", n);
        const char *body = strncmp(words, "### ", 4) ? words : words + 4;
        const struct printed_text printed = {.agency = agency, .section = t->section, .place = place, .body = body, .own = submission_preamble(s)};
        ok = last_year ? store_put_previous_text(store, agency, t->section, place, body, diag) : store_put_printed(store, &printed, &shown, &marks, diag);
        rest += size + (end ? 2 : 0);
    }
    arena_release(&arena);
    text_release(&shown);
    return ok;
}

bool submission_put_texts(struct store *store, const struct submission *s, int64_t agency, bool last_year, struct diag *diag)
{
    for (size_t i = 0; i < s->n_texts; i++)
        if (!put_paragraphs(store, s, &s->texts[i], agency, last_year, diag)) return false;
    return true;
}
