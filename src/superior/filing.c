#include "superior/filing.h"
#include "base/apart.h"
#include <stdlib.h>
#include <string.h>

void filings_init(struct filings *f, struct arena *arena, const struct agency_tree *tree)
{
    *f = (struct filings){.arena = arena, .tree = tree};
    for (size_t i = 0; i < tree->n; i++) {
        const struct tree_agency *a = &tree->list[i];
        f->list = memory_grow(f->list, f->n, &f->cap, sizeof *f->list);
        f->list[f->n++] = (struct filing){.agency = a->id, .code = a->code, .name = a->name, .due = a->due, .submitted = a->submitted, .published = a->published,
                                           .contact = a->contact, .phone = a->phone};
    }
}

void filings_release(struct filings *f)
{
    free(f->list);
    *f = (struct filings){0};
}

struct filing *filings_of(struct filings *f, int64_t agency)
{
    const struct tree_agency *a = agency_tree_find(f->tree, agency);
    return a ? &f->list[a - f->tree->list] : NULL;
}

void filings_add_unknown(struct filings *f, const char *code, const char *name, const char *file, const char *why)
{
    f->list = memory_grow(f->list, f->n, &f->cap, sizeof *f->list);
    f->list[f->n++] = (struct filing){
        .code = arena_dup(f->arena, code), .name = arena_dup(f->arena, name ? name : code ? code : "没有写机关"), .state = FILING_UNKNOWN, .standing = agency_standing_id(AGENCY_STRANGER),
        .why = arena_dup(f->arena, why), .file = arena_dup(f->arena, file), .due = NO_DAY, .submitted = NO_DAY, .published = NO_DAY};
}

void filings_add_unread(struct filings *f, const char *file, const char *why)
{
    filings_add_unknown(f, NULL, "看不出是哪个机关", NULL, why);
    f->list[f->n - 1].state = FILING_UNREAD;
    f->list[f->n - 1].unread = arena_dup(f->arena, file);
}

/* ---- settling ---- */

/* Whose report holds the numbers of one below another agency, or of one that was merged; else NULL. */
static const struct tree_agency *above_of(const struct filings *f, const struct tree_agency *a, enum agency_standing s)
{
    return s == AGENCY_BELOW ? agency_tree_branch(f->tree, a) : s == AGENCY_MERGED ? agency_tree_find(f->tree, a->successor) : NULL;
}

static const char *words_why(const struct filings *f, enum agency_standing s, const char *above)
{
    switch (s) {
    case AGENCY_VERTICAL: return "垂直管理，按本系统上报";
    case AGENCY_ENTERPRISE: return "公共企事业单位，不列入政府年报";
    case AGENCY_INTERNAL: return "内设机构，已含在所属机关的年报里";
    case AGENCY_CLOSED: return "年初以前已经停用";
    case AGENCY_NOT_YET: return "年末以后才启用";
    case AGENCY_STRANGER: return "上级机关不是本级政府";
    case AGENCY_BELOW: return arena_printf(f->arena, "已含在%s的年报里", above);
    case AGENCY_MERGED: return arena_printf(f->arena, "年内停用，由%s报告", above);
    case AGENCY_ROOT: case AGENCY_SUMMED: break;
    }
    return NULL;
}

static enum filing_state in_time(const struct tree_agency *a)
{
    if (a->submitted == NO_DAY) return FILING_UNDATED;
    return a->submitted <= a->due ? FILING_IN_TIME : a->submitted <= a->soft ? FILING_GRACE : FILING_LATE;
}

/* A closed agency may still have reported its part of the year: then its numbers count, and F05 checks whether the successor's report
 * has them too. */
static void settle(const struct filings *f, struct filing *one, const struct tree_agency *a, int as_of)
{
    enum agency_standing s = agency_tree_standing(f->tree, a);
    const struct tree_agency *up = above_of(f, a, s);
    bool reports = s == AGENCY_SUMMED || s == AGENCY_MERGED;
    one->standing = agency_standing_id(s);
    one->above = up ? up->id : 0;
    one->counted = one->file && reports;
    const char *unread = one->why;
    one->why = one->counted ? NULL : words_why(f, s, up ? up->name : NULL);
    if (one->counted) one->state = in_time(a);
    else if (one->unread && reports) one->state = FILING_UNREAD, one->why = unread;
    else if (s == AGENCY_MERGED) one->state = FILING_MERGED;
    else if (s == AGENCY_SUMMED) one->state = as_of > a->soft ? FILING_MISSING : FILING_PENDING;
    else one->state = s == AGENCY_STRANGER ? FILING_UNKNOWN : FILING_LEFT_OUT;
}

static bool is_listed(const struct filing *one, const char *standing)
{
    static const char *const always[] = {"summed", "merged", "vertical", "enterprise", "internal"};
    if (one->file || one->unread) return true;
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        if (!strcmp(always[i], standing)) return true;
    return false;
}

/* Those of the tree, which come first: a report with the code of no agency of the tree is listed as unknown, and changes no other's name. */
static void tell_apart(struct filings *f)
{
    struct coded_name *list = memory_alloc((f->n + 1) * sizeof *list);
    size_t n = 0;
    for (; n < f->n && f->list[n].agency; n++) list[n] = (struct coded_name){f->list[n].name, f->list[n].code};
    const char **shown = names_apart(f->arena, list, n);
    for (size_t i = 0; i < n; i++) f->list[i].apart = shown[i] == f->list[i].name ? NULL : shown[i];
    free(list);
}

static const char *apart_of(const struct filings *f, int64_t agency)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->list[i].agency == agency) return f->list[i].apart;
    return NULL;
}

/* `why` names the agency whose report has the numbers, told apart by its code where another one has that name. */
static void name_above(struct filings *f)
{
    for (size_t i = 0; i < f->n; i++) {
        struct filing *one = &f->list[i];
        const char *apart = one->above && (one->state == FILING_MERGED || one->state == FILING_LEFT_OUT) ? apart_of(f, one->above) : NULL;
        if (apart) one->why = words_why(f, agency_tree_standing(f->tree, agency_tree_find(f->tree, one->agency)), apart);
    }
}

void filings_settle(struct filings *f, int as_of)
{
    size_t kept = 0;
    for (size_t i = 0; i < f->n; i++) {
        struct filing *one = &f->list[i];
        if (i < f->tree->n) settle(f, one, &f->tree->list[i], as_of);
        if (one->agency == f->tree->root || !is_listed(one, one->standing)) continue;
        f->list[kept++] = *one;
    }
    f->n = kept;
    tell_apart(f);
    name_above(f);
}

bool filings_put(const struct filings *f, struct store *store, struct diag *diag)
{
    if (!store_begin(store, diag)) return false;
    for (size_t i = 0; i < f->n; i++) {
        const struct filing *one = &f->list[i];
        const struct filing_record record = {
            .agency = one->agency, .above = one->above, .code = one->code, .name = filing_shown(one), .standing = one->standing, .state = filing_state_id(one->state),
            .file = one->file, .other_file = one->other_file, .said = one->said, .form_hash = one->form_hash, .rules_hash = one->rules_hash, .calendar_hash = one->calendar_hash,
            .counted = one->counted, .zero = one->zero, .twice = one->twice, .draft = one->draft, .due = one->due, .submitted = one->submitted,
            .published = one->published, .blocking = one->blocking, .unequal = one->unequal};
        if (!store_put_filing(store, &record, diag)) return false;
    }
    return store_commit(store, diag);
}
