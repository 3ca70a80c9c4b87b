#include "form/addresses.h"
#include "base/spelling.h"
#include "form/address_inside.h"
#include "form/label.h"
#include <string.h>

static void list_choices(struct text *why, const struct hits *hits)
{
    text_add(why, "可以是几个单元格，请写明是哪一个：");
    for (size_t i = 0; i < hits->n && i < CHOICES; i++) {
        const struct form_slot *slot = &hits->table[i]->slots[hits->slot[i]];
        text_printf(why, "%s%s", i ? "、" : "", slot->name ? slot->name : slot->address);
    }
    if (hits->n > CHOICES) text_printf(why, "……共%zu个", hits->n);
}

/* Names the cells that are fewest slips away; nothing where a third and more is otherwise. */
static void name_nearest(const struct form *form, const char *typed, struct text *why)
{
    enum { NEAREST = 3 };
    struct arena arena = {0};
    struct text folded = {0};
    const struct form_slot *near[NEAREST];
    spelling_fold(&folded, (struct slice){typed, strlen(typed)});
    size_t n = 0, typed_length = utf8_length(text_get(&folded)), least = typed_length / 3;
    for (size_t t = 0; t < form->n_tables; t++)
        for (size_t i = 0; i < form->tables[t].n_slots; i++) {
            const struct form_slot *slot = &form->tables[t].slots[i];
            const char *label = slot->row_node && slot->col_node ? arena_printf(&arena, "%s/%s", *slot->row_node->keys, *slot->col_node->keys) : NULL;
            const char *spellings[] = {slot->address, slot->name, label};
            size_t distance = SIZE_MAX;
            for (size_t k = 0; k < sizeof spellings / sizeof *spellings; k++) {
                struct text spelling = {0};
                if (spellings[k]) spelling_fold(&spelling, (struct slice){spellings[k], strlen(spellings[k])});
                size_t length = utf8_length(text_get(&spelling)), apart = length > typed_length ? length - typed_length : typed_length - length;
                size_t d = spelling.n && apart <= least ? label_distance(text_get(&folded), text_get(&spelling)) : SIZE_MAX;
                if (d < distance) distance = d;
                text_release(&spelling);
            }
            if (distance > least) continue;
            if (distance < least) n = 0;
            least = distance;
            if (n < NEAREST) near[n++] = slot;
        }
    for (size_t i = 0; i < n; i++) {
        text_add(why, i ? "、" : "，最接近的是 ");
        address_show(why, form, near[i]->address);
    }
    text_release(&folded);
    arena_release(&arena);
}

static void explain_miss(const struct form *form, const char *words, const struct typed *typed, struct text *why)
{
    struct hits hits = {0};
    find_all(form, typed, false, &hits);
    if (!hits.n) find_all(form, typed, true, &hits);
    if (hits.n > 1) {
        list_choices(why, &hits);
        return;
    }
    text_add(why, ADDRESS_UNKNOWN);
    if (!hits.n) {
        name_nearest(form, words, why);
        return;
    }
    text_add(why, "，最接近的是 ");
    address_show(why, form, hits.table[0]->slots[hits.slot[0]].address);
}

bool address_find(const struct form *form, const char *typed, const struct form_table **table, int *slot, struct text *why)
{
    if (form_address(form, typed, table, slot)) return true;
    struct arena arena = {0};
    struct typed parts;
    struct hits hits = {0};
    bool split = typed_split(&arena, &parts, typed);
    if (split) find_all(form, &parts, false, &hits);
    if (hits.n == 1) {
        *table = hits.table[0];
        *slot = hits.slot[0];
    } else if (why && split) {
        explain_miss(form, typed, &parts, why);
    } else if (why) {
        text_add(why, ADDRESS_UNKNOWN);
    }
    arena_release(&arena);
    return hits.n == 1;
}
