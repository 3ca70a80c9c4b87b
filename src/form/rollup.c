#include "form/rollup.h"
#include <stdlib.h>

static const struct { const char *id, *name; } states[FILING_STATES] = {
    [FILING_IN_TIME] = {"in_time", "按时"}, [FILING_GRACE] = {"grace", "按时（期限顺延）"}, [FILING_LATE] = {"late", "逾期"},
    [FILING_UNDATED] = {"undated", "已报，没有提交日期"}, [FILING_MISSING] = {"missing", "缺报"}, [FILING_PENDING] = {"pending", "还没有交，未到期"},
    [FILING_UNREAD] = {"unread", "已交未读"}, [FILING_MERGED] = {"merged", "已并入"}, [FILING_LEFT_OUT] = {"left_out", "不汇总"}, [FILING_UNKNOWN] = {"unknown", "不明"}};

const char *filing_shown(const struct filing *f) { return f->apart ? f->apart : f->name; }
const char *filing_state_id(enum filing_state s) { return states[s].id; }
const char *filing_state_name(enum filing_state s) { return states[s].name; }

const struct decimal *rollup_number(const struct rollup *r, size_t part, size_t table, size_t slot)
{
    const struct decimal *n = &r->numbers[part * r->n_slots + r->first[table] + slot];
    return n->scale < 0 ? NULL : n;
}

static int by_size(const void *a, const void *b)
{
    const struct rollup_move *x = a, *y = b;
    struct decimal more;
    if (decimal_subtract(decimal_size(x->by), decimal_size(y->by), &more) && more.value) return more.value < 0 ? 1 : -1;
    return x->mover < y->mover ? -1 : x->mover > y->mover;
}

const struct rollup_move *rollup_moves(struct arena *arena, const struct rollup *r, size_t table, size_t slot, size_t *n, struct decimal *before, struct decimal *by)
{
    size_t at = r->first[table] + slot;
    *n = 0;
    *before = *by = (struct decimal){0, 0};
    if (!r->last || !r->last->known[at]) return NULL;
    struct rollup_move *moves = arena_alloc(arena, (r->last->n + 1) * sizeof *moves);
    for (size_t i = 0; i < r->last->n; i++) {
        const struct rollup_mover *m = &r->last->movers[i];
        const struct decimal none = {0, 0}, *now = m->part < 0 ? NULL : rollup_number(r, (size_t)m->part, table, slot);
        struct decimal last = m->last && m->last[at].scale >= 0 ? m->last[at] : none, move;
        if (!decimal_add(*before, last, before) || !decimal_subtract(now ? *now : none, last, &move) || !decimal_add(*by, move, by)) return NULL;
        const char *without = m->part >= 0 && !now ? "今年没有这个数" : m->last && m->last[at].scale < 0 ? "上年没有这个数" : NULL;
        if (move.value) moves[(*n)++] = (struct rollup_move){m, move, without};
    }
    qsort(moves, *n, sizeof *moves, by_size);
    return moves;
}
