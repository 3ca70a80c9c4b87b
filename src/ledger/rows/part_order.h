/* The place of a file or sheet in its year, by its name: 3月, 三月, 202503, 2025-03, 第一季度, 上半年, 申请登记2.
 *
 *     struct part_order a = part_order("申请登记3月"), b = part_order("十月");
 *     if (a.kind == b.kind && part_order_compare(&a, &b) > 0) …
 */
#ifndef LEDGER_PART_ORDER_H
#define LEDGER_PART_ORDER_H

enum part_kind { PART_NONE, PART_NUMBER, PART_MONTH };
struct part_order {
    enum part_kind kind;
    int year;                                          /* 0 = not given */
    int place;                                         /* the month with which it begins, or the number */
};

struct part_order part_order(const char *name);
/* Below, above or at zero, of two of one kind. */
int part_order_compare(const struct part_order *a, const struct part_order *b);

#endif
