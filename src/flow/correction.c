#include "flow/correction_inside.h"
#include "base/folder.h"
#include "base/text.h"
#include "calendar/civil.h"
#include "documents/manifest_read.h"
#include "flow/names.h"
#include "flow/plan.h"
#include <string.h>
#include <sys/stat.h>

bool correction_prove(const struct session *s, struct diag *diag)
{
    struct arena a = {0};
    struct correction_words words;
    bool ok = correction_words_load(&words, &a, s->templates, diag);
    arena_release(&a);
    return ok;
}

/* ---- the report that is corrected ---- */

struct corrected_report { struct submission s; struct submission_source source; bool found, of_run; };      /* of_run: one of the run's agencies was found */

static bool is_report_json(const char *path)
{
    const char *slash = strrchr(path, '/');
    return !strcmp(slash ? slash + 1 : path, "report.json");
}

static bool is_of(const struct submission *s, const struct report *r)
{
    if (s->year != r->year) return false;
    return s->code && r->agency.code ? !strcmp(s->code, r->agency.code) : s->name && !strcmp(s->name, r->agency.name);
}

/* Ledgers of a batch are counted in processes of their own: what the others write is in the plan. */
static bool is_of_run(struct flow *f, const struct submission *s)
{
    for (size_t i = 0; i < f->n_reports; i++)
        if (is_of(s, f->reports[i].report)) return true;
    for (size_t i = 0; f->plan && i < f->plan->n_names; i++)
        if (names_are_one(f->plan->names[i].below, names_of_report(&f->arena, s->year, s->code, s->name))) return true;
    return false;
}

static const char *folder_of(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? arena_dup_n(a, path, (size_t)(slash - path) + (slash == path)) : ".";
}

/* An edition that was published stays as it is: nothing is written over it, or into its folder. */
static bool is_kept(struct flow *f, const struct flow_report *one, const struct submission *s, const struct submission_source *source, struct diag *diag)
{
    const char *folder = folder_of(&f->arena, source->path);
    struct stat st;
    bool listed = !lstat(arena_printf(&f->arena, "%s/manifest.json", folder), &st);
    bool over = folder_holds(folder, outdir_path(one->out)) && (listed || folder_holds(outdir_path(one->out), folder));
    return !over || diag_fail(diag, DIAG_INPUT, "--corrects：这次要写到 %s，原来的第%d版在那里（%s），会盖掉它；请用 -o 给一个新的文件夹", outdir_path(one->out), s->edition, source->path);
}

/* Whether it is what was published, as far as it and the manifest beside it say. */
static bool is_sound(struct flow *f, const struct submission *s, const struct submission_source *source, const struct problems *said, struct diag *diag)
{
    enum { LAST_EDITION = 998 };                       /* its correction has the last number of three figures */
    char listed[DIGEST_HEX], now[DIGEST_HEX];
    const char *slash = strrchr(source->path, '/'), *name = slash ? slash + 1 : source->path;
    if (s->edition < 1 || s->edition > LAST_EDITION) return diag_fail(diag, DIAG_INPUT, "--corrects：%s 的版次（edition）应是 1 到 %d 的整数", source->path, LAST_EDITION);
    for (size_t i = 0; i < s->n; i++)
        if (!s->cells[i].empty && s->cells[i].number.value < 0) return diag_fail(diag, DIAG_INPUT, "--corrects：%s 的 %s 是负数，不是公布的那一份；请找回原来的", source->path, s->cells[i].address);
    for (size_t i = 0; i < said->n; i++)
        if (said->list[i].cell && !strcmp(said->list[i].id, "R02")) return diag_fail(diag, DIAG_INPUT, "--corrects：%s 的 %s 不是数，不是公布的那一份；请找回原来的", source->path, said->list[i].cell);
    if (!manifest_lists(folder_of(&f->arena, source->path), name, listed)) return true;
    if (!digest_file_sha256(source->path, now, diag)) return false;
    return !strcmp(listed, now) || diag_fail(diag, DIAG_INPUT, "--corrects：%s 与它旁边的清单（manifest.json）不符，写成以后改过；请找回公布的那一份", source->path);
}

/* Of several editions the last one counts. */
static bool read_one(struct flow *f, const struct flow_report *one, const struct submission_source *source, struct corrected_report *former, struct diag *diag)
{
    struct submission s;
    struct problems said = {0};
    bool ok = submission_read(&s, source, f->session->shelf, &said, diag), taken = false;
    if (ok && s.kind == SUBMISSION_JSON) {
        former->of_run = former->of_run || is_of_run(f, &s);
        if (!s.draft) ok = is_kept(f, one, &s, source, diag);
    }
    if (ok && s.kind == SUBMISSION_JSON && is_of(&s, one->report)) {
        ok = is_sound(f, &s, source, &said, diag);
        if (ok && former->found && former->s.edition == s.edition && strcmp(former->source.path, source->path))
            ok = diag_fail(diag, DIAG_INPUT, "--corrects：第%d版有两份，%s 和 %s；请给出更正的那一份 report.json", s.edition, former->source.shown, source->shown);
        taken = ok && (!former->found || s.edition > former->s.edition);
    }
    if (taken) {
        if (former->found) submission_release(&former->s);
        former->s = s, former->source = *source, former->found = true;
    } else {
        submission_release(&s);
    }
    problems_release(&said);
    return ok;
}

/* An agency of which nothing was published is there only among others that are corrected: a folder that has none of the run is a wrong one. */
static bool find(struct flow *f, const struct flow_report *one, struct corrected_report *former, struct diag *diag)
{
    const char *path = f->options->corrects;
    const struct report *r = one->report;
    struct problems said = {0};
    struct submission_source *list, given = {.path = path, .shown = path};
    size_t n = 1;
    struct stat st;
    if (stat(path, &st)) return diag_fail(diag, DIAG_INPUT, "--corrects 给出的 %s 不存在或者读不了", path);
    bool folder = folder_is(path), ok = true;
    if (folder) ok = submission_find(&f->arena, path, f->session->schema, &list, &n, &said, diag);
    else list = &given;
    for (size_t i = 0; ok && i < n; i++)
        if (!folder || is_report_json(list[i].path)) ok = read_one(f, one, &list[i], former, diag);
    problems_release(&said);
    if (!ok || former->found || (folder && former->of_run)) return ok;
    return folder ? diag_fail(diag, DIAG_INPUT, "--corrects 给出的 %s 里没有%s%d年的 report.json；请给出原来那一份的文件夹或 report.json", path, r->agency.name, r->year)
                  : diag_fail(diag, DIAG_INPUT, "--corrects 给出的 %s 不是%s%d年的 report.json", path, r->agency.name, r->year);
}

static bool may_be_corrected(const struct corrected_report *former, const struct report *r, struct diag *diag)
{
    const struct submission *s = &former->s;
    char words[2][CIVIL_WORDS];
    int day;
    if (s->draft) return diag_fail(diag, DIAG_INPUT, "--corrects：%s 是草稿，没有公布过；不用 --corrects，重新写一次就是", former->source.shown);
    if (s->origin.as_of && civil_parse_iso(s->origin.as_of, &day) && r->as_of < day)
        return diag_fail(diag, DIAG_INPUT, "--corrects：这次的日期（--as-of）是%s，早于原来的第%d版（%s）；请改 --as-of", civil_words(r->as_of, words[0]), s->edition, civil_words(day, words[1]));
    return !strcmp(s->form, r->form->id) || diag_fail(diag, DIAG_INPUT, "--corrects：%s 用的是表单 %s，这次用的是 %s，没法逐格比；请用 --form %s", former->source.shown, s->form, r->form->id, s->form);
}

/* ---- the correction ---- */

static const struct correction_entry *entry_of(const struct correction *c, const char *address)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->entries[i].address && !c->entries[i].note && !strcmp(c->entries[i].address, address)) return &c->entries[i];
    return NULL;
}

/* A sum has changed because one of its terms has. */
static bool follows(const struct correction *c, const struct form *form, const char *address)
{
    const struct form_table *table;
    int slot;
    if (!form_address(form, address, &table, &slot)) return false;
    for (size_t i = 0; i < table->slots[slot].n_terms; i++)
        if (entry_of(c, table->slots[table->slots[slot].terms[i]].address)) return true;
    return false;
}

static void finish(struct correction *c, const struct correction_words *words, const struct report *r)
{
    for (size_t i = 0; i < c->n; i++) {
        struct correction_entry *e = &c->entries[i];
        if (!e->why && e->address && !e->note && follows(c, r->form, e->address)) e->why = words->texts[CORRECTION_SUM];
        c->unexplained += !e->why;
        e->why_words = e->why ? e->why : words->texts[CORRECTION_UNEXPLAINED];
    }
}

static const char *day_words(struct arena *a, const char *iso)
{
    char words[CIVIL_WORDS];
    int day;
    return iso && civil_parse_iso(iso, &day) ? arena_dup(a, civil_words(day, words)) : iso;
}

static void put_words(struct correction *c, const struct correction_words *words, struct report *r)
{
    struct arena *a = &r->arena;
    const struct filling values[] = {{"edition", arena_printf(a, "%d", r->edition)}, {"former", arena_printf(a, "%d", c->former)}, {"former_date", day_words(a, c->former_date)},
                                     {"count", arena_printf(a, "%zu", c->n)}, {"date", day_words(a, c->date)}, {NULL, NULL}};
    c->opening = filling_in(a, words->texts[CORRECTION_OPENING], values);
    for (int i = 0; i < CORRECTION_COLUMNS; i++) c->columns[i] = words->texts[CORRECTION_HEADS + i];
}

/* What a published text had of a person is not published again by its correction. */
static bool hide(struct flow *f, struct correction *c, struct report *r, struct diag *diag)
{
    bool ok = true;
    for (size_t i = 0; ok && i < c->n; i++) {
        struct correction_entry *e = &c->entries[i];
        struct text shown = {0};
        if (!e->was || (e->address && !e->note)) continue;
        ok = store_black_out(f->store, r->preamble, e->was, &shown, diag);
        if (ok) e->was = arena_dup(&r->arena, text_get(&shown));
        text_release(&shown);
    }
    return ok;
}

static bool make(struct flow *f, const struct corrected_report *former, struct report *r, struct diag *diag)
{
    char date[CIVIL_ISO], sha256[DIGEST_HEX];
    struct correction_words words;
    struct correction *c = arena_alloc(&r->arena, sizeof *c);
    if (!correction_words_load(&words, &r->arena, f->session->templates, diag) || !digest_file_sha256(former->source.path, sha256, diag)) return false;
    *c = (struct correction){.former = former->s.edition, .former_date = arena_dup(&r->arena, former->s.origin.as_of), .former_sha256 = arena_dup(&r->arena, sha256),
                             .date = arena_dup(&r->arena, civil_iso(r->as_of, date))};
    struct report *was = submission_report(&former->s, r->form);
    correction_compare(c, &words, was, r);
    report_free(was);
    if (!hide(f, c, r, diag) || (f->options->reasons && !correction_explain(c, r, f->store, f->options->reasons, diag))) return false;
    correction_show(c, &words, r);
    r->edition = c->n ? c->former + 1 : c->former;
    if (!c->n) return true;
    finish(c, &words, r);
    put_words(c, &words, r);
    r->correction = c;
    return true;
}

bool correction_make(struct flow *f, const struct flow_report *one, struct diag *diag)
{
    struct corrected_report former = {0};
    struct report *r = one->report;
    if (!f->options->corrects) return !f->options->reasons || diag_fail(diag, DIAG_USAGE, "--reasons 要和 --corrects 一起用：写明更正的是哪一份年报");
    bool ok = find(f, one, &former, diag);
    if (ok && former.found) ok = may_be_corrected(&former, r, diag) && make(f, &former, r, diag);
    if (ok && !former.found) outdir_note(one->out, true, "%s：%s 里没有它原来的年报，没有更正，是第1版", r->agency.name, f->options->corrects);
    else if (ok && !r->correction) outdir_note(one->out, true, "%s：与原来的第%d版没有一格、一段不同，没有更正说明，版次不变", r->agency.name, r->edition);
    if (former.found) submission_release(&former.s);
    return ok;
}
