#include "documents/reminders.h"
#include "calendar/civil.h"
#include "documents/letter.h"

enum { NUMBER, AGENCY, CODE, CONTACT, PHONE, DUE, OVER, COLUMNS_OF_CALL, FILE_READ = COLUMNS_OF_CALL, WHY, COLUMNS };

/* The filings of one state. */
struct reminded { const struct letter_words *words; const struct filing **list; size_t n; int as_of; };

static struct reminded *of_state(struct arena *a, const struct letter_words *words, const struct report *r, enum filing_state state)
{
    struct reminded *m = arena_alloc(a, sizeof *m);
    *m = (struct reminded){words, arena_alloc(a, (r->rollup->n_filings + 1) * sizeof *m->list), 0, r->as_of};
    for (size_t i = 0; i < r->rollup->n_filings; i++)
        if (r->rollup->filings[i].state == state) m->list[m->n++] = &r->rollup->filings[i];
    return m;
}

static void fill(const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    const struct reminded *m = list->context;
    const struct filing *f = m->list[row];
    items[NUMBER] = item_count(scratch, (int64_t)row + 1);
    items[AGENCY] = item_text(f->agency ? f->name : m->words->texts[REMINDERS_UNKNOWN]);
    items[CODE] = item_text(f->code);
    items[CONTACT] = item_text(f->contact);
    items[PHONE] = item_text(f->phone);
    items[DUE] = item_date(scratch, f->due);
    if (f->due != NO_DAY && m->as_of > f->due) items[OVER] = item_count(scratch, m->as_of - f->due);
    if (list->n_columns == COLUMNS_OF_CALL) return;
    items[FILE_READ] = item_text(f->unread);
    items[WHY] = item_text(f->why);
}

static void add_sheet(struct document *d, const struct letter_words *w, const struct report *r, enum filing_state state, enum letter_text sheet, enum letter_text none)
{
    const struct list_column columns[COLUMNS] = {
        [NUMBER] = {"number", w->texts[REMINDERS_NUMBER], ITEM_COUNT, .pixels = 45},
        [AGENCY] = {"agency", w->texts[REMINDERS_AGENCY], ITEM_TEXT, .pixels = 210},
        [CODE] = {"code", w->texts[REMINDERS_CODE], ITEM_TEXT, .pixels = 180},
        [CONTACT] = {"contact", w->texts[REMINDERS_CONTACT], ITEM_TEXT, .pixels = 90},
        [PHONE] = {"phone", w->texts[REMINDERS_PHONE], ITEM_TEXT, .pixels = 120},
        [DUE] = {"due", w->texts[REMINDERS_DUE], ITEM_DATE, .pixels = 90},
        [OVER] = {"over", w->texts[REMINDERS_OVER], ITEM_COUNT, .pixels = 75},
        [FILE_READ] = {"file", w->texts[REMINDERS_FILE], ITEM_TEXT, .pixels = 220},
        [WHY] = {"why", w->texts[REMINDERS_WHY], ITEM_TEXT, .pixels = 300},
    };
    const struct letter_values v = {.of = {[PLACE_PARENT] = r->agency.name, [PLACE_YEAR] = arena_printf(&d->arena, "%d", r->year),
                                           [PLACE_DATE] = letter_day(&d->arena, r->as_of)}};
    const struct reminded *m = of_state(&d->arena, w, r, state);
    document_sheet(d, w->texts[sheet], true);
    document_title(d, letter_words_fill(&d->arena, w, REMINDERS_TITLE, &v), r->agency.name, NULL);
    document_prose(d, letter_words_fill(&d->arena, w, REMINDERS_SUBTITLE, &v), NULL);
    struct list *list = document_list(d, filing_state_id(state), columns, state == FILING_UNREAD ? COLUMNS : COLUMNS_OF_CALL);
    list->n_rows = m->n;
    list->fill = fill;
    list->context = m;
    list->without = w->texts[none];
    list->wraps = list->filtered = true;
}

void reminders_document(struct document *d, const struct letter_words *words, const struct report *report)
{
    add_sheet(d, words, report, FILING_MISSING, REMINDERS_SHEET_MISSING, REMINDERS_NONE_MISSING);
    add_sheet(d, words, report, FILING_UNREAD, REMINDERS_SHEET_UNREAD, REMINDERS_NONE_UNREAD);
    add_sheet(d, words, report, FILING_PENDING, REMINDERS_SHEET_PENDING, REMINDERS_NONE_PENDING);
}
