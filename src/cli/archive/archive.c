#include "archive/digest_list.h"
#include "archive/reread.h"
#include "archive/transfer.h"
#include "base/progress.h"
#include "base/say.h"
#include "cli/archive/archive_inside.h"
#include "cli/commands.h"
#include "cli/printing.h"
#include "cli/verify/verify_inside.h"
#include "flow/session.h"
#include "reopen/document.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* nianbao archive: output folders → a transfer package for the archives. */

enum { NOT_ALL_PASSED = 1, SHOWN = 5 };

struct packing {
    struct session *session;
    const struct options *options;
    struct arena arena;
    struct archive_folders folders;
    struct archive_words *words;
    char texts[2][DIGEST_HEX];                         /* SHA-256 of the words, of the layout */
    struct fonds fonds;
    struct archive_item *items;
    struct archive_seen *seen;                         /* one an item */
    size_t n;
    struct archive_results results;
};

/* ---- reading ---- */

struct read_folder { struct archive_item item; char manifest[DIGEST_HEX]; };

static int by_order(const void *a, const void *b)
{
    const struct read_folder *x = a, *y = b;
    int order = archive_item_order(&x->item, &y->item);
    return order ? order : strcmp(x->manifest, y->manifest);
}

static bool read_all(struct packing *p, struct read_folder *read, size_t *n, struct diag *diag)
{
    for (size_t i = 0; i < p->folders.n; i++) {
        const char *folder = p->folders.list[i];
        progress_count("读年报", i + 1, p->folders.n);
        struct read_folder *one = &read[(*n)++];
        if (!archive_item_read(&one->item, p->words, folder, arena_printf(&p->arena, "%s/manifest.json", folder), diag)) return false;
        if (!digest_file_sha256(arena_printf(&p->arena, "%s/manifest.json", folder), one->manifest, diag)) return false;
    }
    return true;
}

/* The same folder may have been given twice, or a copy of it; two different reports of one agency's year are for the office to tell apart. */
static bool take_each_once(struct packing *p, struct read_folder *read, size_t n, struct diag *diag)
{
    p->items = memory_alloc((n + 1) * sizeof *p->items);
    for (size_t i = 0; i < n; i++) {
        const struct archive_item *last = p->n ? &p->items[p->n - 1] : NULL;
        if (!last || archive_item_order(last, &read[i].item)) {
            p->items[p->n++] = read[i].item;
        } else if (!strcmp(read[i].manifest, read[i - 1].manifest)) {
            archive_item_release(&read[i].item);
        } else {
            diag_fail(diag, DIAG_INPUT, "%s有两份不同的：%s 和 %s；请只给一份，更正过的要有版次（report --corrects）", archive_item_words(&p->arena, last), last->folder, read[i].item.folder);
            for (; i < n; i++) archive_item_release(&read[i].item);
            return false;
        }
    }
    return true;
}

static bool read_items(struct packing *p, struct diag *diag)
{
    struct read_folder *read = memory_alloc((p->folders.n + 1) * sizeof *read);
    size_t n = 0;
    bool ok = read_all(p, read, &n, diag);
    if (ok) {
        qsort(read, n, sizeof *read, by_order);
        ok = take_each_once(p, read, n, diag);
    } else {
        for (size_t i = 0; i < n; i++) archive_item_release(&read[i].item);
    }
    free(read);
    return ok;
}

static bool take_forms(struct packing *p, struct diag *diag)
{
    for (size_t i = 0; i < p->n; i++)
        if (!archive_item_take_form(&p->items[i], p->session->shelf, diag)) return false;
    return true;
}

/* ---- looking at them again, as verify does ---- */

static void verify_all(struct packing *p)
{
    p->seen = memory_alloc((p->n + 1) * sizeof *p->seen);
    for (size_t i = 0; i < p->n; i++) {
        struct verify_folder f = {0};
        progress_count("核对年报", i + 1, p->n);
        verify_manifest(&f, p->items[i].folder);
        if (!f.unreadable) {
            verify_numbers(&f, p->items[i].folder);
            verify_folder_findings(&f, p->items[i].folder);
        }
        verify_seen(&p->arena, &f, &p->seen[i]);
        verify_folder_release(&f);
    }
}

/* ---- writing ---- */

/* What was made here is read to its end; of copies, whose digests were compared, and texts nothing more can be said. */
static bool is_whole(struct outdir *out, struct diag *diag)
{
    struct diag why;
    for (size_t i = 0; outdir_name(out, i); i++) {
        const char *name = outdir_name(out, i), *ending = strrchr(name, '.');
        bool made = ending && (!strcasecmp(ending, ".xml") || (!strchr(name, '/') && !strcmp(ending, ".pdf")));
        if (made && !document_sound(outdir_staged(out, i), name, &why))
            return diag_fail(diag, DIAG_SYSTEM, "写不了 %s/%s：%s；磁盘可能已满，请腾出空间后重做", outdir_path(out), name, why.text);
    }
    return true;
}

static bool write_package(struct packing *p, struct diag *diag)
{
    struct session *s = p->session;
    struct outdir *out = NULL;
    const struct archive_package package = {.words = p->words, .fonds = &p->fonds, .items = p->items, .n = p->n, .left = p->folders.left, .n_left = p->folders.n_left, .results = &p->results, .words_sha256 = p->texts[0], .layout_sha256 = p->texts[1], .settings = s->settings, .schema = s->schema,
        .templates = s->templates, .data = s->data, .rules_hash = s->catalogue->hash, .calendar_hash = s->calendar_hash, .calendar = p->options->calendar, .program = "nianbao " NIANBAO_VERSION};
    bool ok = archive_place_is_free(p->options->out, p->items, p->n, &p->fonds, diag) && outdir_open(&out, p->options->out, diag) && archive_transfer(&package, out, diag);
    if (ok) digest_list_drop_former(out);
    ok = ok && is_whole(out, diag) && outdir_commit(out, diag);
    if (ok) printing_notes(out, p->options->quiet);
    if (ok) say(stdout, "%s\n", outdir_path(out));
    outdir_close(out);
    return ok;
}

/* ---- what is said ---- */

static void say_found(void *context, const char *kind, const char *file, const char *message)
{
    size_t *n = context;
    if (!strcmp(kind, "unseen") || !strcmp(kind, "undecided")) return;      /* the results have it */
    ++*n;
    say(stderr, "写好的移交包不符：%s%s%s\n", file ? file : "", file ? "：" : "", message);
}

static void print_results(const struct packing *p)
{
    const struct archive_results *r = &p->results;
    if (!p->options->quiet) {
        say(stderr, "结果：%zu 件写成移交包，在 %s\n", p->n, p->options->out);
        say(stderr, "四性检测：通过 %zu 项，不通过 %zu 项，未检测 %zu 项\n", r->outcomes[OUTCOME_PASSED], r->outcomes[OUTCOME_FAILED], r->outcomes[OUTCOME_UNTESTED]);
        for (size_t i = 0; i < p->n; i++)
            for (size_t k = 0; k < p->items[i].n_earlier; k++)
                say(stderr, "没有收%d年度%s的第%d版：全宗的文件写明以前移交过，档号 %s；程序没有见到它\n", p->items[i].year, p->items[i].name, p->items[i].earlier[k].edition, p->items[i].earlier[k].number);
        for (size_t i = 0; i < p->folders.n_left; i++) say(stderr, "没有收：%s：%s\n", p->folders.left[i].path, p->folders.left[i].why);
    }
    for (size_t i = 0; i < r->n; i++) {
        const struct archive_result *one = &r->list[i];
        if (one->unseen) say(stderr, "没有检测完 %s·%s\n  %s\n", one->words->nature, one->words->name, one->unseen);
        if (one->outcome != OUTCOME_FAILED) continue;
        size_t shown = p->options->verbose || one->n <= SHOWN ? one->n : SHOWN;
        say(stderr, "不通过 %s·%s\n", one->words->nature, one->words->name);
        for (size_t k = 0; k < shown; k++) say(stderr, "  %s\n", one->found[k]);
        if (shown < one->n) say(stderr, "  …… 显示 %zu / %zu，全部用 -v，或见 四性检测.xml\n", shown, one->n);
    }
}

static bool any_undecided(const struct archive_results *r)
{
    bool any = false;
    for (size_t i = 0; i < r->n; i++) any = any || r->list[i].undecided;
    return any;
}

static int pack(struct packing *p, struct diag *diag)
{
    const char *words = archive_words_path(&p->arena, p->session->templates);
    bool ok = digest_file_sha256(words, p->texts[0], diag) && digest_file_sha256(archive_layout_path(&p->arena, p->session->templates), p->texts[1], diag) && archive_words_load(&p->words, words, diag) && fonds_load(&p->fonds, p->words, p->options->fonds, diag) && archive_find(&p->folders, &p->arena, p->options, diag) && read_items(p, diag) &&
              take_forms(p, diag) && fonds_apply(&p->fonds, p->words, p->items, p->n, diag);
    if (ok) verify_all(p);
    const struct archive_inspection in = {.words = p->words, .fonds = &p->fonds, .items = p->items, .seen = p->seen, .n = p->n, .left = p->folders.left, .n_left = p->folders.n_left, .schema = p->session->schema};
    if (ok) progress_show("检测，写移交包");
    ok = ok && archive_inspect(&in, &p->results, diag) && write_package(p, diag);
    if (!ok) return (int)diag->kind;
    struct reread counts;
    size_t wrong = 0;
    const struct reread_own own = {p->words, p->session->shelf, p->session->schema, verify_item, p->session->settings, "nianbao " NIANBAO_VERSION, p->session->templates, p->session->data, p->session->calendar_hash};
    bool whole = reread_package(p->options->out, &own, &counts, say_found, &wrong);
    progress_end();
    print_results(p);
    return printing_fonts(p->session, p->options, !whole || wrong || p->results.outcomes[OUTCOME_FAILED] || any_undecided(&p->results) ? NOT_ALL_PASSED : 0);
}

static int run(const struct options *o, struct diag *diag)
{
    struct session session = {0};
    struct packing p = {.session = &session, .options = o};
    if (!o->n_inputs || !o->fonds || !o->out_given) {
        diag_fail(diag, DIAG_USAGE, "请给出年报的输出文件夹、全宗的文件和移交包写到哪里，如 nianbao archive out --fonds 全宗.yaml -o 移交");
        return DIAG_USAGE;
    }
    int code = session_open(&session, o, diag) ? pack(&p, diag) : (int)diag->kind;
    archive_results_release(&p.results);
    for (size_t i = 0; i < p.n; i++) archive_item_release(&p.items[i]);
    free(p.items);
    free(p.seen);
    archive_folders_release(&p.folders);
    fonds_release(&p.fonds);
    archive_words_free(p.words);
    arena_release(&p.arena);
    session_close(&session);
    return code;
}

static const enum option_id options[] = {OPTION_FONDS, OPTION_PACKAGE, OPTION_VERBOSE, OPTION_QUIET, OPTION_CALENDAR, OPTION_SETTINGS, OPTION_DATA, OPTION_COUNT};
static const struct command_example examples[] = {
    {"archive out --fonds 全宗.yaml -o 移交", "把 out 里写好的年报写成移交包，放进文件夹 移交"}, {"archive out/2025 --fonds 全宗.yaml -o 移交2025", "只写2025年度的；以后用 nianbao verify 移交2025 核对它有没有变"}, {0}};
const struct command command_archive = {"archive", "文件夹… --fonds 全宗.yaml -o 文件夹", "把写好的年报写成移交档案馆的包：目录、元数据、四性检测、摘要", options, run, WRITES_OUT, "归档", examples};
