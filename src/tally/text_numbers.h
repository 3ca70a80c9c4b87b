/* The numbers in an office's words, each with the words around it, so that checks can compare them with the tables.
 *
 * One row of the store's text_numbers for every number in the printed words (their section and place) and in the files of
 * 文本 (section `texts`, place its 编号):
 *
 *     sentence   which sentence of the place, from 1; 。！？；and line breaks end one
 *     value      scaled by 10^6; decimals: the digits behind the point; percent: 1 for 12.5% and 百分之12.5
 *     unit       件, 元, 个工作日, 年, 号 …; "" where another word follows
 *     before     from the last mark to the number: 新收政府信息公开申请. Of 行政复议、行政诉讼分别为7件、4件 the second has 行政诉讼分别为;
 *                where the things and the numbers are not as many, each has the whole list
 *     after      from the unit to the next mark
 *     words      the whole sentence
 *     period     the last clause in front that is nothing but a time (第一季度，… 截至2024年底，…); "" where there is none
 *     depth      how many brackets of the sentence are open: 1 in 收到9件（网络8件）
 *
 * All kinds of blanks are left out, except between two ASCII characters. A minus counts where no digit or letter stands before it,
 * so 2021-2025 and 0789-6551020 have none. Digits inside Latin words and addresses are no numbers.
 */
#ifndef TALLY_TEXT_NUMBERS_H
#define TALLY_TEXT_NUMBERS_H
#include "tally/tally.h"

/* After narrative_write; for the report's agency. */
MUST_CHECK bool text_numbers_write(struct store *store, int64_t agency, struct diag *diag);

#endif
