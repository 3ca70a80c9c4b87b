#include "cli/rollup/rollup_print.h"
#include "base/say.h"
#include "calendar/civil.h"
#include "cli/terminal.h"
#include <inttypes.h>

static size_t count(const struct gathering *g, enum filing_state state)
{
    size_t n = 0;
    for (size_t i = 0; i < g->filings.n; i++) n += g->filings.list[i].state == state;
    return n;
}

static void print_day(FILE *out, const char *before, int day)
{
    char iso[CIVIL_ISO];
    if (day != NO_DAY) say(out, "%s%s", before, civil_iso(day, iso));
}

static void print_filing(FILE *out, const struct filing *f)
{
    say(out, "  %s%s%s", f->name, f->code ? " " : "", f->code ? f->code : "");
    if (f->state == FILING_LATE || f->state == FILING_GRACE || f->state == FILING_MISSING || f->state == FILING_PENDING) print_day(out, "：期限 ", f->due);
    if (f->state == FILING_LATE || f->state == FILING_GRACE) print_day(out, "，提交 ", f->submitted);
    if (f->state == FILING_UNREAD) say(out, "：%s", f->unread);
    if (f->why) say(out, "：%s", f->why);
    if (f->why && f->file) say(out, "（%s）", f->file);
    say(out, "\n");
}

static void print_state(FILE *out, const struct gathering *g, enum filing_state state)
{
    if (!count(g, state)) return;
    say(out, "%s %zu：\n", filing_state_name(state), count(g, state));
    for (size_t i = 0; i < g->filings.n; i++)
        if (g->filings.list[i].state == state) print_filing(out, &g->filings.list[i]);
}

static void print_marked(FILE *out, const struct gathering *g, const char *words, bool twice)
{
    size_t n = 0;
    for (size_t i = 0; i < g->filings.n; i++) {
        const struct filing *f = &g->filings.list[i];
        if (!(twice ? f->twice : f->zero && f->file)) continue;
        say(out, "%s%s", n++ ? "、" : words, f->name);
        if (twice) say(out, "（%s，%s）", f->file, f->other_file);
    }
    if (n) say(out, "\n");
}

/* Files that are no reports are named, so that they do not seem to be counted. */
static void print_asides(FILE *out, const struct unread_files *all)
{
    size_t n = 0;
    for (size_t i = 0; i < all->n_asides; i++)
        if (all->asides[i].agency) say(out, "%s%s", n++ ? "、" : "没有读（这些机关的年报已从别的文件读入）：", all->asides[i].file);
    if (n) say(out, "\n");
    n = 0;
    for (size_t i = 0; i < all->n_asides; i++)
        if (!all->asides[i].agency) say(out, "%s%s", n++ ? "、" : "没有读（看不出是年报）：", all->asides[i].file);
    if (n) say(out, "\n");
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
    say(out, "应报 %zu，已报 %zu（按时 %zu，逾期 %zu，没有提交日期 %zu）", due, came, count(g, FILING_IN_TIME) + count(g, FILING_GRACE), count(g, FILING_LATE),
            count(g, FILING_UNDATED));
    const size_t unowned = count(g, FILING_UNREAD) - unread;
    if (unread + unowned) say(out, "，已交未读 %zu", unread + unowned);
    if (unowned) say(out, "（其中看不出机关的 %zu）", unowned);
    say(out, "，缺报 %zu\n", due - came - unread);
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) print_state(out, g, told[i]);
    if (unowned && due > came + unread) say(out, "催报以前，先看清 %zu 份看不出机关的是谁交的\n", unowned);
    print_marked(out, g, "零报告：", false);
    print_marked(out, g, "重复：", true);
    print_asides(out, &g->collection.unread);
    if (g->collection.other_years) say(out, "另有 %zu 份是其他年度的年报，没有用\n", g->collection.other_years);
}

void rollup_print_checked(FILE *out, const struct catalogue *catalogue, const struct filing *filing, const struct findings *findings, bool all)
{
    say(out, "== %s（%s）：须改正 %" PRId64 "\n", filing->name, filing->file, filing->blocking);
    terminal_findings(out, catalogue, findings, all ? TERMINAL_ALL : TERMINAL_BLOCKING);
}
