#include "superior/unread.h"
#include "base/text.h"
#include "form/label.h"
#include "submission/title.h"
#include <stdlib.h>
#include <string.h>

/* ---- whose it is ---- */

static const char *folder_of(struct arena *arena, const char *file)
{
    const char *slash = strrchr(file, '/');
    return slash ? arena_dup_n(arena, file, (size_t)(slash - file)) : "";
}

/* The words at the beginning of a name, up to a number or to what reports are called: 民政局2025年年报 → 民政局. */
static const char *leading_words(struct arena *arena, const char *key)
{
    static const char *const ends[] = {"政府信息", "信息公开", "年报", "年度", "工作", "报告", "上报", "报送", "终稿", "定稿", "盖章"};
    size_t n = strcspn(key, "0123456789");
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const char *at = strstr(key, ends[i]);
        if (at && (size_t)(at - key) < n) n = (size_t)(at - key);
    }
    return arena_dup_n(arena, key, n);
}

struct search { struct arena *arena; const struct ledger_agencies *agencies; };

/* Every name by which the agency may be called. */
static bool any_name(const struct search *s, const struct ledger_agency *a, bool (*fits)(const char *name, const char *words), const char *words)
{
    if (a->name && fits(label_key(s->arena, a->name), words)) return true;
    for (const char *rest = a->aliases ? a->aliases : ""; *rest;) {
        size_t n = strcspn(rest, ";");
        const char *wide = strstr(rest, "；");
        if (wide && (size_t)(wide - rest) < n) n = (size_t)(wide - rest);
        if (fits(label_key(s->arena, arena_dup_n(s->arena, rest, n)), words)) return true;
        rest += n + (rest[n] == ';' ? 1 : rest[n] ? strlen("；") : 0);
    }
    return false;
}

static bool name_in_words(const char *name, const char *words) { return *name && strstr(words, name); }
static bool words_in_name(const char *name, const char *words) { return strstr(name, words) != NULL; }
static bool words_end_name(const char *name, const char *words)
{
    size_t n = strlen(name), k = strlen(words);
    return n >= k && !strcmp(name + n - k, words);
}

/* The agency whose whole name the words hold: of several that hold each other the longest; two others are none. */
static int64_t whole_name(const struct search *s, const char *words)
{
    size_t best = 0;
    int64_t found = 0;
    for (size_t i = 0; i < s->agencies->n; i++) {
        const struct ledger_agency *a = &s->agencies->list[i];
        bool coded = a->code && strstr(words, label_key(s->arena, a->code));
        size_t n = a->name ? strlen(a->name) : 1;
        if ((!coded && !any_name(s, a, name_in_words, words)) || n < best) continue;
        found = n == best ? 0 : (int64_t)i + 1;
        best = n;
    }
    return found;
}

/* The only agency whose name fits the words; 0 where two do. */
static int64_t only_one(const struct search *s, bool (*fits)(const char *name, const char *words), const char *words)
{
    int64_t found = 0;
    for (size_t i = 0; i < s->agencies->n; i++) {
        if (!any_name(s, &s->agencies->list[i], fits, words)) continue;
        if (found) return 0;
        found = (int64_t)i + 1;
    }
    return found;
}

/* 民政局 is 清河县民政局, although 清河县民政局城关所 has the words too; 石桥乡 is 清河县石桥乡人民政府. */
static int64_t part_of_name(const struct search *s, const char *words)
{
    enum { LEAST = 3 * 3 };                            /* three characters */
    if (strlen(words) < LEAST) return 0;
    int64_t found = only_one(s, words_end_name, words);
    return found ? found : only_one(s, words_in_name, words);
}

static int64_t agency_in(const struct search *s, const char *words)
{
    const char *key = label_key(s->arena, words);
    int64_t found = whole_name(s, key);
    return found ? found : part_of_name(s, leading_words(s->arena, key));
}

static int64_t agency_of(const struct search *s, const struct submission *sub)
{
    int64_t found = sub->code ? ledger_agencies_find(s->agencies, sub->code) : 0;
    if (!found && sub->name) found = ledger_agencies_find(s->agencies, sub->name);
    if (!found && sub->name) found = agency_in(s, sub->name);
    if (!found) found = agency_in(s, submission_file_stem(s->arena, sub->shown));
    const char *rest = folder_of(s->arena, sub->shown);
    for (const char *folder; !found && (folder = submission_folder_above(s->arena, &rest));) found = agency_in(s, folder);
    for (size_t i = 0; i < SUBMISSION_HEADINGS && !found; i++)
        if (sub->headings[i]) found = agency_in(s, sub->headings[i]);
    return found;
}

/* ---- a report whose path names another agency ---- */

static bool holds(const struct search *s, int64_t agency, const char *words)
{
    const struct ledger_agency *a = &s->agencies->list[agency - 1];
    return (a->code && strstr(words, label_key(s->arena, a->code))) || any_name(s, a, name_in_words, words);
}

/* Both may be named: 石桥乡转清河县民政局. The office's name holds the government's, and is the office's alone. */
static bool names_too(const struct search *s, int64_t agency, int64_t found, const char *part)
{
    const char *other = s->agencies->list[found - 1].name;
    return holds(s, agency, label_key(s->arena, part)) && !(other && holds(s, agency, label_key(s->arena, other)));
}

static bool is_above(const struct tree *tree, int64_t above, int64_t agency)
{
    const struct tree_agency *a = tree_agency(tree, agency);
    for (size_t i = 0; a && i <= tree->n; i++) {
        if (a->parent == above) return true;
        a = tree_agency(tree, a->parent);
    }
    return false;
}

/* An agency that was renamed or merged is called by its old name still; the successor's folder holds its last report. */
static bool is_succeeded(const struct tree *tree, int64_t agency, int64_t by)
{
    const struct tree_agency *a = tree_agency(tree, agency);
    return a && a->successor == by;
}

int64_t unread_other_agency(struct unread_files *all, const struct ledger_agencies *agencies, const struct tree *tree, const char *shown, int64_t agency, bool *folder)
{
    struct search s = {&all->arena, agencies};
    const char *rest = folder_of(s.arena, shown);
    *folder = false;
    for (const char *part = submission_file_stem(s.arena, shown); part; part = submission_folder_above(s.arena, &rest), *folder = true) {
        int64_t found = agency_in(&s, part);
        if (!found) continue;
        if (found == agency || names_too(&s, agency, found, part)) return 0;
        bool holder = found == tree->root || is_above(tree, found, tree->root) || is_succeeded(tree, found, agency) ||
                      (*folder && (is_above(tree, found, agency) || is_succeeded(tree, agency, found)));
        return holder ? 0 : found;
    }
    return 0;
}

void unread_take_astray(struct unread_files *all, const struct submission *s, const char *why, int64_t agency, int64_t other)
{
    struct arena *a = &all->arena;
    const int64_t either[] = {other, agency};
    for (size_t i = 0; i < 2; i++) {
        all->list = memory_grow(all->list, all->n, &all->cap, sizeof *all->list);
        all->list[all->n++] = (struct unread_file){.file = arena_dup(a, s->shown), .why = arena_dup(a, why), .stem = submission_file_stem(a, s->shown), .agency = either[i], .year = s->year};
    }
}

void unread_take(struct unread_files *all, const struct ledger_agencies *agencies, const struct submission *s, bool beside)
{
    struct search search = {&all->arena, agencies};
    struct arena *a = &all->arena;
    all->list = memory_grow(all->list, all->n, &all->cap, sizeof *all->list);
    all->list[all->n++] = (struct unread_file){.file = arena_dup(a, s->shown), .why = arena_dup(a, s->unread), .stem = submission_file_stem(a, s->shown), .name = arena_dup(a, s->name),
                                               .agency = agency_of(&search, s), .year = s->year, .other_year = s->other_year,
                                               .document = s->document, .beside = beside};
}

/* ---- settling ---- */

static const char *join(struct arena *arena, const char *list, const char *one) { return list ? arena_printf(arena, "%s、%s", list, one) : arena_dup(arena, one); }

/* Whoever is not summed is told; the sum does not wait. What the reader has said of the file already is made a warning. */
static bool is_summed(const struct filings *filings, int64_t agency)
{
    const struct tree_agency *a = tree_agency(filings->tree, agency);
    enum tree_standing s = a ? tree_standing(filings->tree, a) : TREE_STRANGER;
    return s == TREE_SUMMED || s == TREE_MERGED || s == TREE_STRANGER;
}

static void soften(struct problems *problems, const struct unread_file *u)
{
    for (size_t i = 0; i < problems->n; i++) {
        struct problem *p = &problems->list[i];
        if (!strcmp(p->id, "R01") && p->file && !strcmp(p->file, u->file)) p->past = true;
    }
}

static void say(struct problems *problems, const struct unread_file *u, const char *key, bool past)
{
    if (u->document) problems_add(problems, &(struct problem){.id = "R01", .file = u->file, .key = key, .text = u->why, .past = past, .lost = !past});
}

static void put_aside(struct unread_files *all, const struct unread_file *u, const char *agency)
{
    all->asides = memory_grow(all->asides, all->n_asides, &all->cap_asides, sizeof *all->asides);
    all->asides[all->n_asides++] = (struct rollup_aside){u->file, u->why, arena_dup(&all->arena, agency)};
}

/* A file of the year whose name does not tell the agency: is it a report at all? */
static void settle_unowned(struct unread_files *all, const struct unread_file *u, struct filings *filings, struct problems *problems)
{
    bool report = !u->document || strstr(u->stem, "年报") || strstr(u->stem, "信息公开") || strstr(u->stem, "年度报告");
    if (u->document && u->beside) return;              /* printed beside the report.json */
    say(problems, u, NULL, !report);
    if (report) filings_add_unread(filings, u->file, u->why);
    else put_aside(all, u, NULL);
}

static void settle_one(struct unread_files *all, const struct unread_file *u, struct filings *filings, struct problems *problems)
{
    struct filing *f = filings_of(filings, u->agency);
    struct arena *a = filings->arena;
    if (!f) {
        settle_unowned(all, u, filings, problems);
    } else if (f->file) {
        if (u->document) put_aside(all, u, f->name);
    } else if (!u->beside || !f->unread) {
        f->unread = join(a, f->unread, u->file);
        if (!f->why) f->why = arena_dup(a, u->why);
        bool summed = is_summed(filings, u->agency);
        say(problems, u, f->code ? f->code : f->name, !summed);
        if (!summed) soften(problems, u);
    }
}

static bool read_last_year(const struct last_reports *last, int64_t agency)
{
    for (size_t i = 0; i < last->n; i++)
        if (last->list[i].agency == agency) return true;
    return false;
}

void unread_settle(struct unread_files *all, struct filings *filings, int year, const struct last_reports *last, struct problems *problems)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct unread_file *u = &all->list[i];
        if (!u->year || u->year == year || u->other_year == year) settle_one(all, u, filings, problems);
        else if (u->year == year - 1 && u->agency && !read_last_year(last, u->agency)) say(problems, u, NULL, true);
    }
}

bool unread_is_copy(struct arena *arena, const struct unread_file *u, const char *shown, const char *name, const char *code, int year)
{
    const char *rest = folder_of(arena, u->file), *folder = submission_folder_above(arena, &rest), *key = name ? label_key(arena, name) : NULL;
    if (!u->document || (u->year && u->year != year)) return false;
    if (!strcmp(folder_of(arena, u->file), folder_of(arena, shown)) && (u->beside || !strcmp(u->stem, submission_file_stem(arena, shown)))) return true;
    if (u->name) return key && !strcmp(label_key(arena, u->name), key);
    return (key && strstr(label_key(arena, u->stem), key)) || (folder && ((key && !strcmp(label_key(arena, folder), key)) || (code && !strcmp(folder, code))));
}

void unread_release(struct unread_files *all)
{
    arena_release(&all->arena);
    free(all->list);
    free(all->asides);
    *all = (struct unread_files){0};
}
