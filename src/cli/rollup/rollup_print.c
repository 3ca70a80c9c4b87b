#include "cli/rollup/rollup_print.h"
#include "calendar/civil.h"
#include "cli/screen.h"
#include "cli/terminal.h"
#include "flow/letters.h"
#include "flow/outputs.h"
#include <inttypes.h>

enum { HANG = 4 };

static void print(FILE *to, struct text *words)
{
    screen_say(to, HANG, "%s", text_get(words));
    text_release(words);
}

static size_t count(const struct gathering *g, enum filing_state state)
{
    size_t n = 0;
    for (size_t i = 0; i < g->filings.n; i++) n += g->filings.list[i].state == state;
    return n;
}

static void add_day(struct text *out, const char *before, int day)
{
    char iso[CIVIL_ISO];
    if (day != NO_DAY) text_printf(out, "%s%s", before, civil_iso(day, iso));
}

static void print_filing(FILE *to, const struct filing *f)
{
    struct text words = {0}, *out = &words;
    text_printf(out, "  %s%s%s", f->name, f->code ? " " : "", f->code ? f->code : "");
    if (f->state == FILING_LATE || f->state == FILING_GRACE || f->state == FILING_MISSING || f->state == FILING_PENDING) add_day(out, "：期限 ", f->due);
    if (f->state == FILING_LATE || f->state == FILING_GRACE) add_day(out, "，提交 ", f->submitted);
    if (f->state == FILING_UNREAD) text_printf(out, "：%s", f->unread);
    if (f->why) text_printf(out, "：%s", f->why);
    if (f->why && f->file) text_printf(out, "（%s）", f->file);
    print(to, out);
}

static void print_state(FILE *out, const struct gathering *g, enum filing_state state)
{
    if (!count(g, state)) return;
    screen_say(out, HANG, "%s %zu：", filing_state_name(state), count(g, state));
    for (size_t i = 0; i < g->filings.n; i++)
        if (g->filings.list[i].state == state) print_filing(out, &g->filings.list[i]);
}

static void print_marked(FILE *to, const struct gathering *g, const char *words, bool twice)
{
    struct text line = {0}, *out = &line;
    size_t n = 0;
    for (size_t i = 0; i < g->filings.n; i++) {
        const struct filing *f = &g->filings.list[i];
        if (!(twice ? f->twice : f->zero && f->file)) continue;
        text_printf(out, "%s%s", n++ ? "、" : words, filing_shown(f));
        if (twice) text_printf(out, "（%s，%s）", f->file, f->other_file);
    }
    if (n) print(to, out);
}

/* Files that are no reports are named, so that they do not seem to be counted. */
static void print_asides(FILE *to, const struct unread_files *all)
{
    struct text read = {0}, unknown = {0};
    for (size_t i = 0; i < all->n_asides; i++)
        if (all->asides[i].agency) text_printf(&read, "%s%s", read.n ? "、" : "没有读（这些机关的年报已从别的文件读入）：", all->asides[i].file);
        else text_printf(&unknown, "%s%s", unknown.n ? "、" : "没有读（看不出是年报）：", all->asides[i].file);
    if (read.n) print(to, &read);
    if (unknown.n) print(to, &unknown);
}

void rollup_print_filings(FILE *out, const struct gathering *g)
{
    static const enum filing_state told[] = {FILING_UNREAD, FILING_MISSING, FILING_PENDING, FILING_LATE, FILING_GRACE, FILING_UNKNOWN, FILING_MERGED, FILING_LEFT_OUT};
    size_t due = 0, came = 0, unread = 0;
    for (size_t i = 0; i < g->filings.n; i++) {
        const struct filing *f = &g->filings.list[i];
        came += f->counted;
        unread += f->agency && f->state == FILING_UNREAD;
        due += f->counted || f->state == FILING_MISSING || f->state == FILING_PENDING || (f->agency && f->state == FILING_UNREAD);
    }
    struct text words = {0};
    text_printf(&words, "应报 %zu，已报 %zu（按时 %zu，逾期 %zu，没有提交日期 %zu）", due, came, count(g, FILING_IN_TIME) + count(g, FILING_GRACE), count(g, FILING_LATE),
            count(g, FILING_UNDATED));
    const size_t unowned = count(g, FILING_UNREAD) - unread;
    if (unread + unowned) text_printf(&words, "，已交未读 %zu", unread + unowned);
    if (unowned) text_printf(&words, "（其中看不出机关的 %zu）", unowned);
    text_printf(&words, "，缺报 %zu", count(g, FILING_MISSING));
    if (count(g, FILING_PENDING)) text_printf(&words, "，未到期还没有交 %zu", count(g, FILING_PENDING));
    print(out, &words);
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) print_state(out, g, told[i]);
    if (unowned && due > came + unread) screen_say(out, HANG, "催报以前，先看清 %zu 份看不出机关的是谁交的", unowned);
    print_marked(out, g, "零报告：", false);
    print_marked(out, g, "重复：", true);
    print_asides(out, &g->collection.unread);
    if (g->collection.other_years) screen_say(out, HANG, "另有 %zu 份是其他年度的年报，没有用", g->collection.other_years);
}

/* ---- what to send ---- */

void rollup_print_letters(FILE *out, const struct gathering *g)
{
    const struct letters *l = g->flow->letters;
    const size_t missing = count(g, FILING_MISSING), unread = count(g, FILING_UNREAD);
    if (l->kinds.n_letters) screen_say(out, HANG, "退回修改：%zu 个机关，信在 %s/，看过以后发给各机关", l->kinds.n_letters, LETTERS_FOLDER);
    if (missing + unread) screen_say(out, HANG, "催报：缺报 %zu，已交未读 %zu，联系人和电话见 催报名单.xlsx", missing, unread);
    if (l->kinds.n_letters + missing + unread) screen_say(out, HANG, "通报：通报.docx，审定以后印发");
}

void rollup_print_checked(FILE *out, const struct catalogue *catalogue, const struct filing *filing, const struct findings *findings, bool all)
{
    screen_say(out, HANG, "== %s（%s）：须改正 %" PRId64, filing_shown(filing), filing->file, filing->blocking);
    terminal_findings(out, catalogue, findings, all ? TERMINAL_ALL : TERMINAL_BLOCKING);
}
