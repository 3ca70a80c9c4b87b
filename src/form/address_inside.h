/* How the words of an address are matched with the labels and ids of a form; addresses.h says what an address is. */
#ifndef FORM_ADDRESS_INSIDE_H
#define FORM_ADDRESS_INSIDE_H
#include "form/form_inside.h"

/* A full path has a table, the groups of a row and of a column, and both labels. */
enum { MAX_PARTS = 12, MAX_STEPS = 18, MAX_TYPED = 600, CHOICES = 8 };   /* MAX_TYPED: bytes */

/* What was typed, cut at / and ：; labels hold these as well (本年增/减), so that a name is one part or several in a row. */
struct typed {
    size_t n;
    const char *part[MAX_PARTS];                       /* folded */
    const char *key[MAX_PARTS][MAX_PARTS];             /* label_key of the parts i to j */
};

/* False where it is too long for an address. The parts belong to the arena. */
bool typed_split(struct arena *arena, struct typed *t, const char *words);

/* One name on the way from a cell to its table; node NULL: the table. */
struct step { const struct label_node *node; const char *id; const char *const *keys; size_t n_keys; bool needed; };

/* From the column outwards, then the row, its groups and the table; the number of steps. The column and the row are needed. */
size_t path_of(const struct form_table *table, const struct form_slot *slot, struct step out[MAX_STEPS]);

/* The cells that are meant: how many, and the first of them. */
struct hits { size_t n; const struct form_table *table[CHOICES]; int slot[CHOICES]; };

/* `partly`: the row or the column may be left out. */
void find_all(const struct form *form, const struct typed *typed, bool partly, struct hits *hits);

#endif
