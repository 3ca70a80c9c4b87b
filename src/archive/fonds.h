/* What only the office knows of a transfer, from its file (全宗.yaml; docs/zh/归档.md): 移交单位, 立档单位, 档案馆代码, 全宗号, 档号 or a rule for it, 保管期限, 密级.
 *
 *     移交单位: 清河县人民政府办公室
 *     全宗号: J012
 *     保管期限: 永久
 *     档号: '{全宗号}-WS·{年度}-{保管期限}-{件号}'
 *
 * Every key may be missing: what is missing stays empty and is listed, nothing is invented. A value that cannot be right is refused with
 * its line.
 */
#ifndef ARCHIVE_FONDS_H
#define ARCHIVE_FONDS_H
#include "archive/item.h"

struct fonds_entry;
struct fonds_earlier;
struct fonds {
    struct arena arena;
    const char *transferor, *creator, *archive, *fonds, *transfer_date;          /* NULL = not given */
    const char *rule, *retention, *secrecy;
    int64_t first;                                     /* the first 件号 of each row of numbers */
    int digits;                                        /* 件号 is filled with zeros to so many */
    struct fonds_entry *entries;
    size_t n_entries;
    struct fonds_earlier *earlier;                     /* editions that were handed over before */
    size_t n_earlier;
    const char *path;
    int rule_line, transfer_line;                      /* of `rule` and `transfer_date`; 0 = none */
};

MUST_CHECK bool fonds_load(struct fonds *f, const struct archive_words *words, const char *path, struct diag *diag);
/* Gives the items, which are in their order, what the office says of them, and their places in the package. Refused: an entry that is about
 * none of them, an earlier edition that is here or has no later one, two entries about one, two items of one 档号, and a day of the transfer before that of an item or ten years behind it. */
MUST_CHECK bool fonds_apply(struct fonds *f, const struct archive_words *words, struct archive_item *items, size_t n, struct diag *diag);
void fonds_release(struct fonds *f);

#endif
