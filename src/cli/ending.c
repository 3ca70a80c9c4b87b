#include "cli/ending.h"
#include "cli/again.h"
#include "cli/printing.h"
#include "cli/screen.h"
#include "cli/terminal.h"
#include <stdlib.h>
#include <string.h>

enum { HANG = 6, FIRST = 3 };                          /* columns of 结果：; things to mend */

static void print_result(enum colour colour, struct text *words)
{
    screen_label(stderr, colour, "结果：", HANG, "%s", text_get(words));
    text_release(words);
}

static void print_first(struct text *words)
{
    screen_say(stderr, HANG, "先改：%s", words->n ? text_get(words) : "没有必须改的");
    text_release(words);
}

static void print_next(const char *why, struct text *command)
{
    struct text words = {0};
    text_printf(&words, "接着：%s：", why);
    screen_command(stderr, HANG, text_get(&words), text_get(command));
    text_release(&words);
    text_release(command);
}

static bool writes(const struct command *c) { return c->writes == WRITES_OUT; }

/* ---- one run ---- */

static bool can_mark(const struct flow *f, const struct command *c) { return !f->options->mark && !f->from_totals && !f->kept && !f->ledger.n_bases && options_takes(c, OPTION_MARK); }

static size_t drafts(const struct flow *f)
{
    size_t n = 0;
    for (size_t i = 0; i < f->n_reports; i++) n += f->reports[i].report->draft;
    return n;
}

static void print_one(const struct flow *f, bool written)
{
    const struct flow_report *one = &f->reports[0];
    const struct report *r = one->report;
    struct text words = {0}, counts = {0};
    if (written) {
        text_printf(&words, "%s的年报%s%s，在 %s", r->agency.name, r->draft ? "是" : "写好了", r->draft ? r->draft_text : "", outdir_path(one->out));
    } else {
        text_printf(&words, "%s：%s%s", r->agency.name, r->draft ? "年报还只能是" : "没有须改正的问题，可以写年报", r->draft ? r->draft_text : "");
    }
    printing_count_words(&counts, &r->findings, true);
    if (counts.n) text_printf(&words, "（%s）", text_get(&counts));
    text_release(&counts);
    print_result(r->draft ? COLOUR_YELLOW : COLOUR_GREEN, &words);
}

static void print_several(const struct flow *f, bool written)
{
    struct text words = {0};
    size_t n = drafts(f);
    text_printf(&words, "%zu 个机关的年报，", f->n_reports);
    if (n) text_printf(&words, "其中 %zu 份%s是草稿", n, written ? "" : "还只能");
    else text_add(&words, written ? "都写好了" : "都没有须改正的问题");
    if (written) text_printf(&words, "，在 %s/%d", f->options->out, f->year);
    print_result(n ? COLOUR_YELLOW : COLOUR_GREEN, &words);
}

/* Of several agencies each is named with its first thing, drafts first. */
static void print_first_of(const struct flow *f)
{
    struct text words = {0};
    if (f->n_reports == 1) {
        size_t n = terminal_first(&words, f->session->catalogue, &f->reports[0].findings, FIRST);
        if (n > FIRST) text_printf(&words, "（共 %zu 种）", n);
    }
    for (size_t pass = 0, named = 0; f->n_reports > 1 && pass < 2; pass++)
        for (size_t i = 0; i < f->n_reports && named < FIRST; i++) {
            const struct report *r = f->reports[i].report;
            struct text one = {0};
            if (r->draft == !pass && terminal_first(&one, f->session->catalogue, &f->reports[i].findings, 1))
                text_printf(&words, "%s%s %s", named++ ? "；" : "", r->agency.name, text_get(&one));
            text_release(&one);
        }
    print_first(&words);
}

/* What is no draft and not whole all the same lacks its PDF. */
static void print_written(const struct options *o, const struct command *c, const struct command *after, const char *folder, int code)
{
    struct text command = {0};
    if (!code) again(&command, &(struct options){.program = o->program}, after, OPTION_COUNT, folder);
    else again(&command, o, c, OPTION_COUNT, NULL);
    print_next(!code ? "看 PDF，送审；发布以前核对文件没有变" : "还没有 PDF，照上面说的安装以后再运行", &command);
}

static void print_next_of(const struct flow *f, const struct command *c, const struct command *after, int code)
{
    const struct options *o = f->options;
    struct text command = {0};
    bool draft = drafts(f) > 0, blocked = false, mark = can_mark(f, c);
    const char *folder = f->n_reports == 1 && f->reports[0].out ? outdir_path(f->reports[0].out) : arena_printf(&f->session->arena, "%s/%d", o->out, f->year);
    for (size_t i = 0; i < f->n_reports; i++) blocked = blocked || f->reports[i].report->findings.blocking;
    if (o->waiver_lines) {
        again(&command, o, c, OPTION_COUNT, NULL);
        print_next("留下要豁免的行，填理由和批准人，存为台账里的 waivers.csv（豁免.csv），再核对", &command);
    } else if (draft) {
        again(&command, o, c, mark && blocked ? OPTION_MARK : OPTION_COUNT, NULL);
        print_next(!blocked ? "到年底再运行" : f->kept ? "在原来的台账里改正，重新用 --store 留下，再运行" : mark ? "改正后再运行，问题同时标在台账的副本上" : "改正后再运行", &command);
    } else if (!writes(c)) {
        again(&command, o, after, OPTION_COUNT, NULL);
        print_next("写年报", &command);
    } else {
        print_written(o, c, after, folder, code);
    }
}

void ending_done(const struct flow *f, const struct command *c, const struct command *after, int code)
{
    if (f->options->quiet) return;
    if (f->n_reports == 1) print_one(f, writes(c));
    else print_several(f, writes(c));
    print_first_of(f);
    print_next_of(f, c, after, code);
}

/* Most of what refuses is headings or sheets that are none of ours: the ledger is one that the office kept before. */
static bool is_of_other_kind(const struct flow *f)
{
    size_t other = 0;
    for (size_t i = 0; i < f->problems.n; i++) {
        const struct problem *p = &f->problems.list[i];
        other += p->refuses && (!strcmp(p->id, "S04") || !strcmp(p->id, "S09"));
    }
    return other && 2 * other >= f->problems.refusing;
}

/* init --from with the same ledgers. */
static void print_bring(const struct options *o)
{
    static const enum option_id typed[] = {OPTION_FROM, OPTION_AGENCY, OPTION_YEAR, OPTION_HEADINGS, OPTION_ENCODING, OPTION_DATA, OPTION_COUNT};
    static const struct command init = {.name = "init", .options = typed};
    _Static_assert((int)OPTION_COUNT < (int)OPTIONS_MOST, "room for one more");
    struct text command = {0};
    const char **inputs = memory_alloc(o->n_inputs * sizeof *inputs);
    struct options next = *o;
    memcpy(inputs, o->inputs, o->n_inputs * sizeof *inputs);
    inputs[0] = "新台账.xlsx";
    next.inputs = inputs;
    for (size_t i = next.n_given; i; i--) next.given[i] = o->given[i - 1];
    next.given[0] = (struct given_option){OPTION_FROM, "from", o->inputs[0]};
    next.n_given = o->n_given + 1;
    again(&command, &next, &init, OPTION_COUNT, NULL);
    print_next("改标题；或者是别的样子的台账，把它带进来", &command);
    free(inputs);
}

void ending_refused(const struct flow *f, const struct command *c, const struct findings *all, bool of_many)
{
    const struct options *o = f->options;
    bool mark = can_mark(f, c);
    struct text words = {0}, command = {0};
    text_printf(&words, "有 %zu 处无法统计，没有写%s", f->problems.refusing, o->mark ? "年报；标注副本已写出" : "任何文件");
    if (o->quiet || of_many) {
        screen_say(stderr, HANG, "%s", text_get(&words));
        text_release(&words);
        return;
    }
    print_result(COLOUR_RED, &words);
    size_t n = terminal_first(&words, f->session->catalogue, all, FIRST);
    if (n > FIRST) text_printf(&words, "（共 %zu 种）", n);
    print_first(&words);
    if (is_of_other_kind(f) && !f->from_totals && !f->ledger.n_bases && !o->parent) {
        print_bring(o);
        return;
    }
    again(&command, o, c, mark ? OPTION_MARK : OPTION_COUNT, NULL);
    print_next(mark ? "看标在台账副本上的问题" : o->mark ? "照标注副本改台账，再运行" : "改正后再运行", &command);
}

/* ---- a folder of ledgers ---- */

void ending_batch(const struct options *o, const struct command *c, const struct command *after, const char *const *paths, const int *codes,
                  const bool *stopped, size_t n, int worst)
{
    size_t count[3] = {0}, named = 0, first = n;
    struct text words = {0}, command = {0};
    if (o->quiet) return;
    for (size_t i = 0; i < n; i++) count[codes[i] < DIAG_INPUT ? codes[i] : 2]++;
    text_printf(&words, "%zu 份台账：%s %zu", n, writes(c) ? "写好" : "没有须改正的问题", count[0]);
    if (count[1]) text_printf(&words, "，%s草稿 %zu", writes(c) ? "" : "还只能是", count[1]);
    if (count[2]) text_printf(&words, "，没有写成 %zu", count[2]);
    if (writes(c)) text_printf(&words, "；在 %s", o->out);
    print_result(count[2] ? COLOUR_RED : count[1] ? COLOUR_YELLOW : COLOUR_GREEN, &words);
    for (int code = 2; code; code--)
        for (size_t i = 0; i < n && named < FIRST; i++) {
            if ((codes[i] < DIAG_INPUT ? codes[i] : 2) != code) continue;
            if (!named) first = i;
            text_printf(&words, "%s%s（%s）", named++ ? "；" : "", paths[i], code == 2 ? "没有写成" : "草稿");
        }
    if (count[1] + count[2] > FIRST) text_printf(&words, "（共 %zu 份）", count[1] + count[2]);
    print_first(&words);
    if (first < n) {
        again(&command, o, c, o->mark || stopped[first] ? OPTION_COUNT : OPTION_MARK, paths[first]);
        print_next(stopped[first] ? "从第一份改起，照上面它的“nianbao:”那一行说的做，再运行" : "从第一份改起", &command);
    } else if (!writes(c)) {
        again(&command, o, after, OPTION_COUNT, NULL);
        print_next("写年报", &command);
    } else {
        print_written(o, c, after, o->out, worst);
    }
}

/* ---- init ---- */

void ending_init(const struct options *o, const char *file, const char *what, const char *first, const struct command *after)
{
    struct text words = {0}, command = {0};
    struct options next = {.program = o->program};
    for (size_t i = 0; i < o->n_given; i++)
        if (o->given[i].option == OPTION_DATA || o->given[i].option == OPTION_YEAR) next.given[next.n_given++] = o->given[i];
    text_printf(&words, "%s写好了：%s", what, file);
    print_result(COLOUR_GREEN, &words);
    screen_say(stderr, HANG, "先填：%s", first);
    again(&command, &next, after, OPTION_COUNT, file);
    print_next("填好以后", &command);
}

void ending_brought(const struct options *o, const char *file, size_t open, const struct command *same, const struct command *after)
{
    struct text words = {0}, command = {0};
    struct options next = {.program = o->program};
    for (size_t i = 0; i < o->n_given; i++)
        if (o->given[i].option == OPTION_DATA || o->given[i].option == OPTION_YEAR) next.given[next.n_given++] = o->given[i];
    text_printf(&words, "台账写好了：%s", file);
    if (open) text_printf(&words, "，还有 %zu 个问题要答", open);
    print_result(open ? COLOUR_YELLOW : COLOUR_GREEN, &words);
    screen_say(stderr, HANG, open ? "先填：打开它，在“请确认”里答完、保存" : "先改：看一遍“请确认”里“看一下”的各行和各张表，不对的改");
    if (open) again(&command, o, same, OPTION_COUNT, NULL);
    else again(&command, &next, after, OPTION_COUNT, file);
    print_next(open ? "答完以后，同样的命令" : "核对", &command);
}
