/* Addresses of cells as people type and read them: 新收/总计 beside requests/new/total.
 *
 * The one table of names is the form's own: the labels of its rows and columns without their numbers, what the folder calls them besides
 * (`short` and `names`, docs/forms.md), and the ids. An address names the row and the column; groups above them and the
 * table's heading may stand in front, as far as they are needed to tell two cells apart:
 *
 *     新收/总计    requests/新收/total    不予公开/属于国家秘密/商业企业    行政诉讼/复议后起诉/结果维持
 *
 * Width, blanks, case, punctuation and the numbers in front of labels do not matter; ： stands for /. Nothing is guessed: an address of
 * several cells, or of none, is refused.
 */
#ifndef FORM_ADDRESSES_H
#define FORM_ADDRESSES_H
#include "base/text.h"
#include "form/form.h"

#define ADDRESS_UNKNOWN "表单里没有这个单元格"

/* The cell that is meant. When false, *why (may be NULL) says what is wrong and what could be meant, in words of the form alone: what was
 * typed may be anything. 可以是几个单元格，请写明是哪一个：新收/自然人、新收/商业企业. It is ADDRESS_UNKNOWN where nothing is near. */
bool address_find(const struct form *form, const char *typed, const struct form_table **table, int *slot, struct text *why);

/* The Chinese name of a cell, 新收/总计; it lives as long as the form. NULL where the form has no cell of that address (ids), or no name for it. */
const char *address_name(const struct form *form, const char *address);
/* Adds words with the name in front of every address of the form that has none yet; false, with nothing added, where there is none. */
bool address_show_all(struct text *out, const struct form *form, const char *words);
/* 新收/总计（requests/new/total）; the address alone where it has no name. */
void address_show(struct text *out, const struct form *form, const char *address);

#endif
