#include "documents/report.h"
#include "calendar/civil.h"
#include "documents/report_inside.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct document_facts report_facts(const struct report *r)
{
    return (struct document_facts){.title = r->title, .subject = "政府信息公开工作年度报告", .author = r->agency.name, .program = r->program,
                                   .stamp = r->stamp, .draft = !r->draft ? NULL : r->draft_text ? r->draft_text : "草稿"};
}

static void add_section(struct document *d, const struct report_section *s, const struct report_grids *grids)
{
    document_heading(d, 1, s->form->heading);
    d->blocks[d->n_blocks - 1].words.id = s->form->id;
    for (size_t i = 0; i < s->n_blocks; i++) {
        const struct block *b = &s->blocks[i];
        if (b->heading) document_heading(d, 2, b->text);
        else document_prose(d, b->text, NULL);
    }
    if (s->missing && !s->n_blocks) document_prose(d, "【待填写】", NULL);
    if (!s->table) return;
    struct document_grid *grid = document_grid(d, s->table, s->form->heading);
    for (size_t i = 0; grids && i < grids->n; i++) {
        if (grids->numbers[i].table != s->table) continue;
        grid->values = grids->values[i];
        grid->notes = grids->notes ? grids->notes[i] : NULL;
    }
}

/* That of a file that was filled in may have several paragraphs, a line each. */
static void add_preamble(struct document *d, const char *words)
{
    for (size_t n; words && *words; words += n + (words[n] == '\n')) {
        n = strcspn(words, "\n");
        if (n) document_prose(d, arena_dup_n(&d->arena, words, n), "开头一段");
    }
}

/* ---- 更正说明 ---- */

static void fill_correction(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct correction_entry *e = &((const struct correction *)list->context)->entries[row];
    items[CORRECTION_NUMBER] = item_text(arena_printf(scratch, "%zu", row + 1));
    items[CORRECTION_PLACE] = item_text(e->place);
    items[CORRECTION_WAS] = item_text(e->was_words);
    items[CORRECTION_IS] = item_text(e->is_words);
    items[CORRECTION_WHY] = item_text(e->why_words);
}

void report_correction(struct document *d, const struct correction *c)
{
    static const struct list_column looks[CORRECTION_COLUMNS] = {
        [CORRECTION_NUMBER] = {"number", NULL, ITEM_TEXT, .pixels = 50, .share = 1, .heads_row = true, .centred = true},
        [CORRECTION_PLACE] = {"place", NULL, ITEM_TEXT, .pixels = 240, .share = 3.4},
        [CORRECTION_WAS] = {"was", NULL, ITEM_TEXT, .pixels = 320, .share = 3.6},
        [CORRECTION_IS] = {"is", NULL, ITEM_TEXT, .pixels = 320, .share = 3.6},
        [CORRECTION_WHY] = {"why", NULL, ITEM_TEXT, .pixels = 260, .share = 3.4},
    };
    struct list_column columns[CORRECTION_COLUMNS];
    for (int i = 0; i < CORRECTION_COLUMNS; i++) {
        columns[i] = looks[i];
        columns[i].label = c->columns[i];
    }
    document_prose(d, c->opening, REPORT_CORRECTION);
    struct list *list = document_list(d, "correction", columns, CORRECTION_COLUMNS);
    list->n_rows = c->n;
    list->fill = fill_correction;
    list->context = c;
    list->wraps = true;
    list->compact = true;
}

/* A workbook has a sheet for it. */
static void add_correction_page(struct document *d, const struct correction *c)
{
    document_heading(d, 1, REPORT_CORRECTION);
    d->blocks[d->n_blocks - 1].words.new_page = true;
    report_correction(d, c);
}

void report_blocks(struct document *d, const struct report *r, const struct report_grids *grids)
{
    char year[16];
    snprintf(year, sizeof year, "%d年", r->year);
    document_title(d, r->title, r->agency.name, strstr(r->title, year));
    add_preamble(d, r->preamble);
    for (size_t i = 0; i < r->form->n_sections; i++) add_section(d, &r->sections[i], grids);
    if (r->correction && !grids) add_correction_page(d, r->correction);
}

void report_properties(struct document *d, const struct report *r, const char *schema)
{
    const struct timeliness *t = &r->timeliness;
    char as_of[CIVIL_ISO], year[16], times[8 * 21];
    snprintf(year, sizeof year, "%d", r->year);
    /* In the order of report.json; -1 = not known. */
    snprintf(times, sizeof times, "%" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64, t->answered, t->in_time, t->disputed,
             t->late, t->unknown, t->median_days, t->p90_days);
    document_property(d, "nianbao.schema", schema);
    document_property(d, "nianbao.code", r->agency.code);
    document_property(d, "nianbao.name", r->agency.name);
    document_property(d, "nianbao.year", year);
    document_property(d, "nianbao.form", r->form->id);
    document_property(d, "nianbao.status", r->draft ? "draft" : "final");
    document_property(d, "nianbao.basis", r->totals ? REPORT_TOTALS : NULL);
    document_property(d, "nianbao.program", r->program);
    document_property(d, "nianbao.hash.form", r->form->hash);
    document_property(d, "nianbao.hash.rules", r->rules_hash);
    document_property(d, "nianbao.hash.calendar", r->calendar_hash);
    document_property(d, "nianbao.as_of", civil_iso(r->as_of, as_of));
    document_property(d, "nianbao.timeliness", times);
}

void report_document(struct document *d, const struct report *r)
{
    report_blocks(d, r, NULL);
    report_properties(d, r, "nianbao.text/1");
}
