#include "archive/words.h"
#include "base/folder.h"
#include "base/say.h"
#include "base/yaml.h"
#include "cli/commands.h"
#include "flow/session.h"
#include "compare/indicators.h"
#include "documents/letter_words.h"
#include "flow/correction.h"
#include "flow/expected.h"
#include "rules/rules.h"
#include "tally/tally.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* nianbao form list|show|lint */

static int list(struct session *s, struct diag *diag)
{
    const char **ids;
    size_t n;
    if (!form_list(&s->arena, s->templates, &ids, &n, diag)) return (int)diag->kind;
    for (size_t i = 0; i < n; i++) {
        const struct form *f;
        if (!form_shelf_id(s->shelf, ids[i], &f, diag)) return (int)diag->kind;
        char years[64] = "—";
        if (f->first_year && f->last_year) snprintf(years, sizeof years, "%d—%d年", f->first_year, f->last_year);
        else if (f->first_year) snprintf(years, sizeof years, "%d年起", f->first_year);
        say(stdout, "%s\t%s\t%s\n", f->id, years, f->name);
    }
    return 0;
}

static int show(struct session *s, const char *id, struct diag *diag)
{
    const struct form *f;
    if (!form_shelf_id(s->shelf, id, &f, diag)) return (int)diag->kind;
    say(stdout, "%s　%s\n依据：%s\n", f->id, f->name, f->basis);
    for (size_t i = 0; i < f->n_sections; i++) {
        const struct form_table *t = f->sections[i].table;
        say(stdout, "\n%s（%s）\n", f->sections[i].heading, f->sections[i].id);
        for (size_t k = 0; t && k < t->n_slots; k++)
            say(stdout, "  %s\t%s\t%s\t%s%s\n", t->slots[k].address, t->slots[k].name ? t->slots[k].name : "", t->slots[k].row_label, t->slots[k].col_label,
                t->slots[k].n_terms ? "\t合计" : "");
    }
    say(stdout, "\n勾稽关系\n");
    for (size_t i = 0; i < f->n_identities; i++) say(stdout, "  %s\t%s\t%s\t%s\n", f->identities[i].id, f->identities[i].check, f->identities[i].table->id, f->identities[i].wording);
    return 0;
}

static void add_fault(struct problems *problems, const char *text)
{
    problems_add(problems, &(struct problem){.id = "S12", .text = text, .refuses = true});
}

/* A folder without form.yaml is not listed as a form: its loss would show only when a report of its year is made. */
static void lint_folders(struct session *s, struct problems *problems)
{
    const char **names;
    size_t n;
    struct diag diag;
    if (!folder_names(&s->arena, s->templates, "", NULL, &names, &n, &diag)) add_fault(problems, diag.text), n = 0;
    for (size_t i = 0; i < n; i++) {
        const char *folder = arena_printf(&s->arena, "%s/%s", s->templates, names[i]);
        if (!strcmp(names[i], "rules") || !strcmp(names[i], "letters") || !strcmp(names[i], "archive") || !folder_is(folder)) continue;
        if (access(arena_printf(&s->arena, "%s/form.yaml", folder), R_OK)) add_fault(problems, arena_printf(&s->arena, "%s: 缺少 form.yaml，不是表单", folder));
    }
}

/* The indicators and peers, which only compare reads. */
static void lint_indicators(struct session *s, struct problems *problems)
{
    struct indicators *indicators = NULL;
    struct diag diag;
    if (!indicators_load(&indicators, arena_printf(&s->arena, "%s/indicators.yaml", s->templates), s->shelf, &diag)) add_fault(problems, diag.text);
    indicators_free(indicators);
    struct peers *peers = NULL;
    if (!expected_peers(&peers, s, &diag)) add_fault(problems, diag.text);
    peers_free(peers);
}

/* The words of letters, which only rollup reads. */
static void lint_letters(struct session *s, struct problems *problems)
{
    struct letter_words *words = NULL;
    struct diag diag;
    if (!letter_words_load(&words, arena_printf(&s->arena, "%s/letters", s->templates), s->catalogue, &diag)) add_fault(problems, diag.text);
    letter_words_free(words);
}

/* The words of a transfer package and of a correction, which few runs read. */
static void lint_archive(struct session *s, struct problems *problems)
{
    struct archive_words *words = NULL;
    struct diag diag;
    if (!archive_words_load(&words, archive_words_path(&s->arena, s->templates), &diag)) add_fault(problems, diag.text);
    archive_words_free(words);
    if (!correction_prove(s, &diag)) add_fault(problems, diag.text);
}

/* The guide of the blank ledger, which only init reads. */
static void lint_guide(struct session *s, struct problems *problems)
{
    struct yaml *guide = NULL;
    struct diag diag;
    if (!yaml_load(&guide, arena_printf(&s->arena, "%s/ledger/guide.yaml", s->data), &diag)) add_fault(problems, diag.text);
    yaml_close(guide);
}

/* One form; where none is named every form, the checks, the indicators, the peers, the letters and the guide. */
static int lint(struct session *s, const char *id, struct diag *diag)
{
    struct problems problems = {0};
    struct store *store = NULL;
    const char **ids = &id;
    size_t n = 1;
    bool ok = session_store(s, &store, NULL, diag) && (id || form_list(&s->arena, s->templates, &ids, &n, diag));
    for (size_t i = 0; ok && i < n; i++) {
        const struct form *f;
        struct diag one;
        if (!form_shelf_id(s->shelf, ids[i], &f, &one) || !tally_lint(store, f, &problems, &one))
            add_fault(&problems, one.text);
        else rules_lint_form(s->catalogue, f, &problems);
    }
    if (ok && !id) {
        rules_lint(s->catalogue, store, &problems);
        lint_folders(s, &problems);
        lint_indicators(s, &problems);
        lint_letters(s, &problems);
        lint_archive(s, &problems);
        lint_guide(s, &problems);
    }
    for (size_t i = 0; i < problems.n; i++) say(stderr, "%s\n", problems.list[i].text);
    if (ok && !problems.n) say(stdout, "没有问题\n");
    int code = !ok ? (int)diag->kind : problems.n ? DIAG_INPUT : 0;
    store_close(store);
    problems_release(&problems);
    return code;
}

static int run(const struct options *o, struct diag *diag)
{
    const char *what = o->n_inputs ? o->inputs[0] : "", *id = o->n_inputs > 1 ? o->inputs[1] : NULL;
    struct session session = {0};
    int code = DIAG_USAGE;
    if (o->n_inputs > 2 || (strcmp(what, "list") && strcmp(what, "show") && strcmp(what, "lint")) || (!strcmp(what, "show") && !id)) {
        diag_fail(diag, DIAG_USAGE, "用法：nianbao form list，form show 表单，form lint [表单]");
        return code;
    }
    if (!session_open(&session, o, diag)) code = (int)diag->kind;
    else if (!strcmp(what, "list")) code = list(&session, diag);
    else if (!strcmp(what, "show")) code = show(&session, id, diag);
    else code = lint(&session, id, diag);
    session_close(&session);
    return code;
}

static const enum option_id options[] = {OPTION_DATA, OPTION_COUNT};
static const struct command_example examples[] = {
    {"form list", "有哪些表单，各用于哪些年度"}, {"form show 2021", "表单的每一格，和它们的地址"}, {"form lint", "检验每个表单"}, {0}};
const struct command command_form = {"form", "list | show 表单 | lint [表单]", "列出、显示、检验表单", options, run, WRITES_NOTHING, "表单",
                                     examples};
