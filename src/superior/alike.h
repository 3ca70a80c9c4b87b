/* Texts of different agencies that are largely the same (F09), found without comparing each with each.
 *
 * A text is a section's paragraphs without those that the program itself proposes (the words stand in the form). Each text
 * gets a signature: for many orders of all shingles the first one that it has (min-hash; the share of equal places in two
 * signatures is about the share of shingles that the texts have in common). Texts whose signatures agree in a whole band are
 * compared word by word, each with its neighbour and with the first of the band: a text that many agencies copied gives as many
 * pairs as it has copies, not their square.
 */
#ifndef SUPERIOR_ALIKE_H
#define SUPERIOR_ALIKE_H
#include "form/form.h"
#include "store/store.h"

/* Puts the pairs that are alike by at least `percent` both ways into the store's table `alike`; texts with fewer than `shortest`
 * different shingles are not compared. Reads texts_printed of the agencies that have a row in `filings`. */
MUST_CHECK bool alike_find(struct store *store, const struct form *form, int percent, int shortest, struct diag *diag);

#endif
