#include "archive/transfer_inside.h"
#include "render/pdf/pdf.h"
#include <string.h>

enum { NUMBER, NAME, OUTCOME, LOOKED, FOUND, COLUMNS, SHOWN = 10 };

/* The results of one nature, which stand together. */
struct rows { const struct archive_package *package; size_t from; };

static const char *found_words(struct arena *a, const struct archive_package *p, const struct archive_result *r)
{
    struct text t = {0};
    if (r->words->untested) return r->words->untested;
    for (size_t i = 0; i < r->n && i < SHOWN; i++) text_printf(&t, "%s%s", i ? "；" : "", r->found[i]);
    if (r->n > SHOWN) {
        const struct filling values[] = {{"shown", arena_printf(a, "%d", SHOWN)}, {"all", arena_printf(a, "%zu", r->n)}, {NULL, NULL}};
        text_printf(&t, "（%s）", archive_words_fill(p->words, a, ARCHIVE_MORE, values));
    }
    const char *copy = arena_dup(a, text_get(&t));
    text_release(&t);
    return copy;
}

static void fill(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct rows *rows = list->context;
    const struct archive_package *p = rows->package;
    const struct archive_result *r = &p->results->list[rows->from + row];
    const struct filling count[] = {{"count", arena_printf(scratch, "%zu", r->count)}, {NULL, NULL}};
    items[NUMBER] = item_text(arena_printf(scratch, "%zu", rows->from + row + 1));
    items[NAME] = item_text(r->words->name);
    items[OUTCOME] = item_text(p->words->texts[record_outcome(r)]);
    items[LOOKED] = item_text(r->words->looked ? filling_in(scratch, r->words->looked, count) : NULL);
    items[FOUND] = item_text(found_words(scratch, p, r));
}

void tests_document(struct document *d, const struct archive_package *p)
{
    const char *const *t = p->words->texts;
    const struct list_column columns[COLUMNS] = {
        [NUMBER] = {"number", t[ARCHIVE_NUMBER], ITEM_TEXT, .share = 1, .heads_row = true, .centred = true},
        [NAME] = {"name", t[ARCHIVE_NAME], ITEM_TEXT, .share = 3.2},
        [OUTCOME] = {"outcome", t[ARCHIVE_OUTCOME], ITEM_TEXT, .share = 1.7, .centred = true},
        [LOOKED] = {"looked", t[ARCHIVE_LOOKED], ITEM_TEXT, .share = 5},
        [FOUND] = {"found", t[ARCHIVE_FOUND], ITEM_TEXT, .share = 4},
    };
    const struct filling values[] = {{"content", record_content(&d->arena, p)}, {"items", arena_printf(&d->arena, "%zu", p->n)}, {"program", p->program}, {NULL, NULL}};
    const struct archive_results *all = p->results;
    int nth = 0;
    document_title(d, t[ARCHIVE_TESTS_TITLE], "", NULL);
    document_prose(d, archive_words_fill(p->words, &d->arena, ARCHIVE_TESTS_OPENING, values), NULL);
    document_prose(d, arena_printf(&d->arena, "%s。", record_results(&d->arena, p)), NULL);
    for (size_t from = 0, n; from < all->n; from += n) {
        const char *nature = all->list[from].words->nature;
        for (n = 1; from + n < all->n && !strcmp(all->list[from + n].words->nature, nature);) n++;
        document_heading(d, 1, arena_printf(&d->arena, "%s、%s", document_ordinal(&d->arena, ++nth), nature));
        struct rows *rows = arena_alloc(&d->arena, sizeof *rows);
        *rows = (struct rows){p, from};
        struct list *list = document_list(d, "tests", columns, COLUMNS);
        list->n_rows = n;
        list->fill = fill;
        list->context = rows;
    }
}

bool tests_page(const struct archive_package *p, unsigned char **bytes, size_t *n, struct text *made_with, struct diag *diag)
{
    const char *stamp = p->items[0].stamp, *title = p->words->texts[ARCHIVE_TESTS_TITLE];
    for (size_t i = 1; i < p->n; i++)
        if (strcmp(p->items[i].stamp, stamp) > 0) stamp = p->items[i].stamp;
    struct document d;
    struct paper paper = {.settings = p->settings, .pdf_part = 1};
    const struct document_facts facts = {.title = title, .subject = title, .author = p->fonds->transferor ? p->fonds->transferor : "nianbao", .program = p->program, .stamp = stamp};
    document_init(&d, &facts);
    tests_document(&d, p);
    bool ok = pdf_bytes(&d, &paper, bytes, n, diag);
    if (ok && *bytes) pdf_made_with(&paper, made_with);
    document_release(&d);
    return ok;
}
