/* What the program writes of the reports of a package, written again from their report.json, manifests and PDF, and compared byte for byte.
 * Only what the office said, and why files of the output folder were wrong then, are taken from the records: each value from one place, so
 * that it must be the same at all others. */
#include "archive/reread_inside.h"
#include "archive/transfer_inside.h"
#include <stdlib.h>
#include <string.h>

static bool compare_xml(struct rereading *r, const char *name, struct xml_out *x)
{
    const bool same = reread_compare(r, name, text_get(&x->text), x->text.n);
    text_release(&x->text);
    return same;
}

/* ---- 四性检测.xml ---- */

static enum archive_outcome outcome_of(const struct archive_words *w, const char *said)
{
    return !strcmp(said, w->texts[ARCHIVE_PASSED]) ? OUTCOME_PASSED : !strcmp(said, w->texts[ARCHIVE_FAILED]) ? OUTCOME_FAILED : OUTCOME_UNTESTED;
}

/* How many were looked at, where the words of the test have {count}. */
static size_t count_of(const char *words, const char *said)
{
    const char *place = words ? strstr(words, "{count}") : NULL;
    size_t n = place ? (size_t)(place - words) : 0;
    return place && strlen(said) > n && strspn(said + n, "0123456789") ? strtoul(said + n, NULL, 10) : 0;
}

static void take_result(struct rereading *r, struct archive_result *one, const struct tree *entry)
{
    const struct archive_test_words *t = one->words;
    size_t n = 0;
    one->outcome = t->test < ARCHIVE_TESTS ? outcome_of(r->words, tree_text(entry, "结果")) : OUTCOME_UNTESTED;
    one->count = count_of(t->looked, tree_text(entry, "检测对象和依据"));
    for (const struct tree *e = entry ? entry->first : NULL; e; e = e->next) n += !strcmp(e->name, "说明");
    one->found = arena_alloc(&r->arena, (n + 1) * sizeof *one->found);
    for (const struct tree *e = entry && !t->untested ? entry->first : NULL; e; e = e->next)
        if (!strcmp(e->name, "说明")) one->found[one->n++] = e->text;
    if (!one->n && t->test < ARCHIVE_TESTS && one->outcome != OUTCOME_PASSED) one->outcome = OUTCOME_PASSED;
    if (one->n && one->outcome == OUTCOME_PASSED) one->outcome = OUTCOME_FAILED;
}

/* A test passed where nothing was found, and only there. */
static void read_results(struct rereading *r, struct archive_results *all)
{
    const struct archive_words *w = r->words;
    struct diag unread;
    const struct tree *root = reread_may_open(r, ARCHIVE_RESULTS_FILE) ? tree_read(&r->arena, reread_path(r, ARCHIVE_RESULTS_FILE), &unread) : NULL;
    const struct tree *entry = root ? root->first : NULL;
    *all = (struct archive_results){.n = w->n_tests, .list = arena_alloc(&r->arena, (w->n_tests + 1) * sizeof *all->list)};
    for (size_t i = 0; i < w->n_tests; i++, entry = entry ? entry->next : NULL) {
        while (entry && strcmp(entry->name, "项目")) entry = entry->next;
        all->list[i] = (struct archive_result){.words = &w->tests[i]};
        take_result(r, &all->list[i], entry);
        all->outcomes[all->list[i].outcome]++;
    }
}

/* Files that were changed, lost or not taken before the package was made: only the output folder could show them. */
static bool is_of_folder(enum archive_test test) { return test == TEST_DIGESTS || test == TEST_FILES; }

/* What is missing is told by name, and is not to be told again by how many are left. */
static bool all_there(const struct archive_package *p)
{
    for (size_t i = 0; i < p->n; i++)
        for (size_t k = 0; k < p->items[i].n_files; k++)
            if (p->items[i].files[k].missing) return false;
    return true;
}

/* A test that was not finished when the package was written, because something was missing there. */
static bool was_unseen(const struct archive_result *was)
{
    for (size_t i = 0; i < was->n; i++)
        if (!strstr(was->found[i], ARCHIVE_UNSEEN)) return false;
    return was->n && was->outcome == OUTCOME_UNTESTED;
}

/* Faults of the output folder's day stand as they were said; what is found again must be among them. NULL: it is. */
static const char *first_unsaid(const struct archive_result *now, const struct archive_result *was)
{
    for (size_t i = 0; i < now->n; i++) {
        bool said = false;
        for (size_t k = 0; k < was->n; k++) said = said || !strcmp(now->found[i], was->found[k]);
        if (!said) return now->found[i];
    }
    return NULL;
}

static const char *first_fault(const struct archive_result *one)
{
    for (size_t i = 0; i < one->n; i++)
        if (!strstr(one->found[i], ARCHIVE_UNSEEN)) return one->found[i];
    return "";
}

/* The tests that hold a report against its form, where the package has not that of an item: its writer had another one, and may have found more. */
static bool is_without_form(const struct archive_package *p, enum archive_test test)
{
    bool without = false;
    for (size_t i = 0; i < p->n; i++) without = without || p->items[i].abstract;
    return without && (test == TEST_SECTIONS || test == TEST_TEXT);
}

/* The tests made again; `said` are those of the record. */
static void test_again(struct rereading *r, const struct archive_package *p, const struct archive_results *said, struct archive_results *now)
{
    struct archive_seen *seen = arena_alloc(&r->arena, (p->n + 1) * sizeof *seen);
    const struct archive_inspection in = {.words = p->words, .fonds = p->fonds, .items = p->items, .seen = seen, .n = p->n, .schema = r->own->schema};
    struct diag why;
    for (size_t i = 0; i < p->n; i++) {
        seen[i] = (struct archive_seen){0};
        if (r->own->numbers) r->own->numbers(&r->arena, &p->items[i], &seen[i]);
    }
    bool ok = archive_inspect(&in, now, &why), counted = ok && all_there(p);
    if (!ok) reread_tell(r, why.kind == DIAG_SYSTEM ? "undecided" : "unreadable", ARCHIVE_RESULTS_FILE, "没有重新检测：%s", why.text);
    memset(now->outcomes, 0, sizeof now->outcomes);
    for (size_t i = 0; i < now->n && i < said->n; i++) {
        struct archive_result *one = &now->list[i];
        const struct archive_result *was = &said->list[i];
        const bool unsure = is_without_form(p, one->words->test);
        bool lost = one->outcome == OUTCOME_FAILED && (was->outcome == OUTCOME_PASSED || was_unseen(was));      /* told once, not in the lines that follow from it too */
        if (lost)
            reread_tell(r, "metadata", ARCHIVE_RESULTS_FILE, "“%s”写着%s，重新检测不是：%s%s", one->words->name, p->words->texts[record_outcome(was)], first_fault(one), r->of_another);
        else if (one->unseen)
            reread_tell(r, one->undecided ? "undecided" : "unseen", ARCHIVE_RESULTS_FILE, "“%s”没有重新检测完：%s", one->words->name, one->unseen);
        const bool of_folder = is_of_folder(one->words->test) && was->outcome == OUTCOME_FAILED;
        const char *unsaid = of_folder && counted ? first_unsaid(one, was) : NULL;
        if (unsaid) reread_tell(r, "metadata", ARCHIVE_RESULTS_FILE, "“%s”没有写：%s%s", one->words->name, unsaid, r->of_another);
        if (!counted) one->count = was->count;
        const bool kept = one->unseen || unsure || (was_unseen(was) && one->outcome == OUTCOME_PASSED);
        if (!ok || lost || kept || of_folder) {
            free(one->found);
            *one = (struct archive_result){.words = was->words, .outcome = was->outcome, .count = lost || kept ? was->count : one->count, .found = memory_alloc((was->n + 1) * sizeof *one->found), .n = was->n};
            if (was->n) memcpy(one->found, was->found, was->n * sizeof *one->found);
        }
        now->outcomes[one->outcome]++;
    }
}

/* ---- what it was drawn with ---- */

/* Only this record says it: what the page was drawn with. */
static const char *said_made_with(struct rereading *r)
{
    struct diag unread;
    struct text lines = {0};
    const struct tree *root = reread_may_open(r, ARCHIVE_RESULTS_FILE) ? tree_read(&r->arena, reread_path(r, ARCHIVE_RESULTS_FILE), &unread) : NULL, *one = tree_at(root, "版式");
    for (one = one ? one->first : NULL; one; one = one->next) text_printf(&lines, "%s\n", one->text);
    const char *copy = arena_dup(&r->arena, text_get(&lines));
    text_release(&lines);
    return copy;
}

static void check_fonts(struct rereading *r, const struct archive_item *items, size_t n)
{
    struct text wanted = {0};
    sources_fonts(items, n, &wanted);
    reread_compare(r, SOURCES_FONTS, text_get(&wanted), wanted.n);
    text_release(&wanted);
}

/* ---- all ---- */

static const char *value_at(const struct tree *root, const char *path)
{
    const char *text = tree_text(root, path);
    return *text ? text : NULL;
}

static bool is_one_of(const char *const *list, size_t n, const char *value)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(list[i], value)) return true;
    return false;
}

/* A code of a period between the marks of a 档号; codes of one letter may mean anything there. */
static bool has_part(const char *number, const char *code)
{
    for (const char *s = number; (s = strstr(s, code)); s++) {
        char before = s > number ? s[-1] : '-', after = s[strlen(code)];
        if (!(before & 0x80 ? 0 : (before | 0x20) >= 'a' && (before | 0x20) <= 'z') && !(before >= '0' && before <= '9') && !(after >= '0' && after <= '9')) return true;
    }
    return false;
}

static void check_office(struct rereading *r, const struct archive_item *item)
{
    const struct archive_words *w = r->words;
    const char *file = arena_printf(&r->arena, "%s/%s", item->place, ARCHIVE_METADATA), *own = NULL, *other = NULL;
    for (size_t i = 0; i < w->n_retention; i++) {
        const struct archive_retention *one = &w->retention[i];
        if (item->retention && !strcmp(item->retention, one->name)) own = one->code;
        else if (item->number && one->code[1] && has_part(item->number, one->code)) other = one->code;
    }
    if (item->retention && !own) reread_tell(r, "metadata", file, "保管期限“%s”不是程序所知道的", item->retention);
    if (other && !(own && has_part(item->number, own))) reread_tell(r, "metadata", file, "保管期限是“%s”，档号 %s 里却是 %s", item->retention ? item->retention : "", item->number, other);
    if (item->secrecy && !is_one_of(w->secrecy, w->n_secrecy, item->secrecy)) reread_tell(r, "metadata", file, "密级“%s”不是程序所知道的", item->secrecy);
}

/* What is internal lies apart. */
static void find_internal(struct rereading *r, struct archive_item *item)
{
    for (size_t i = 0; i < item->n_files; i++) {
        struct archive_file *f = &item->files[i];
        const char *name = f->internal ? arena_printf(&r->arena, "%s/%s", item->internal_place, f->name) : NULL;
        if (name) f->path = reread_path(r, name), f->missing = !reread_may_open(r, name);
    }
}

/* What the office said of earlier editions. */
static void take_earlier(struct rereading *r, struct archive_item *item, const struct tree *root)
{
    const struct tree *all = tree_at(root, "管理活动");
    size_t n = 0;
    for (const struct tree *e = all ? all->first : NULL; e; e = e->next) n += !strcmp(e->name, RECORD_EARLIER);
    item->earlier = arena_alloc(&r->arena, (n + 1) * sizeof *item->earlier);
    for (const struct tree *e = all ? all->first : NULL; e; e = e->next)
        if (!strcmp(e->name, RECORD_EARLIER)) item->earlier[item->n_earlier++] = (struct archive_earlier){(int)strtol(tree_text(e, "版次"), NULL, 10), tree_text(e, "档号"), tree_text(e, "摘要值")};
}

static bool is_sha256(const char *s) { return strlen(s) == DIGEST_HEX - 1 && strspn(s, "0123456789abcdef") == DIGEST_HEX - 1; }

/* As the program writes them: editions before this one, each once and in their order, under a 档号 of its own. */
static void check_earlier(struct rereading *r, const struct archive_item *items, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < items[i].n_earlier; k++) {
            const struct archive_earlier *e = &items[i].earlier[k];
            const char *file = arena_printf(&r->arena, "%s/%s", items[i].place, ARCHIVE_METADATA);
            if (e->edition < 1 || e->edition >= items[i].edition || (k && e[-1].edition >= e->edition)) reread_tell(r, "metadata", file, "写明以前移交的第%d版不会在第%d版以前，或者写了两次", e->edition, items[i].edition);
            if (!is_sha256(e->sha256)) reread_tell(r, "metadata", file, "写明以前移交的第%d版，摘要值“%s”不是 SHA-256", e->edition, e->sha256);
            for (size_t j = 0; j < n; j++)
                if (!*e->number || (items[j].number && !strcmp(items[j].number, e->number))) {
                    reread_tell(r, "metadata", file, "写明以前移交的第%d版，档号“%s”是空的，或者就是包里一件的", e->edition, e->number);
                    break;
                }
        }
}

static bool read_item(struct rereading *r, const struct record *one, struct archive_item *item)
{
    const char *below = strchr(one->place, '/') + 1, *manifest = arena_printf(&r->arena, "其他/形成清单/%s.json", below), *report = arena_printf(&r->arena, "%s/report.json", one->place);
    struct diag why;
    bool there = reread_may_open(r, manifest) && reread_may_open(r, report);
    if (!there) reread_tell(r, "missing", reread_may_open(r, report) ? manifest : report, "不在移交包里，%s 的文件无从核对", one->place);
    if (!there || !archive_item_read(item, r->words, reread_path(r, one->place), reread_path(r, manifest), &why)) {
        if (there) reread_tell(r, "metadata", report, "%s", why.text);
        else *item = (struct archive_item){0};
        archive_item_release(item);
        return false;
    }
    item->place = one->place;
    item->internal_place = arena_printf(&r->arena, "内部/%s", below);
    find_internal(r, item);
    item->number = value_at(one->root, "档号");
    item->retention = value_at(one->root, "保管期限");
    item->secrecy = value_at(one->root, "密级");
    take_earlier(r, item, one->root);
    reread_take_form(r, item, one->root);
    return true;
}

/* The rule of a 档号 stands in the catalogue alone. */
static void take_rows(struct rereading *r, struct archive_item *items, size_t n)
{
    struct diag unread;
    const struct tree *root = reread_may_open(r, ARCHIVE_CATALOGUE) ? tree_read(&r->arena, reread_path(r, ARCHIVE_CATALOGUE), &unread) : NULL;
    for (const struct tree *entry = root ? root->first : NULL; entry; entry = entry->next)
        for (size_t i = 0; i < n; i++)
            if (items[i].number && !strcmp(items[i].number, tree_text(entry, "档号"))) items[i].row = value_at(entry, "档号规则");
}

static int by_order(const void *a, const void *b) { return archive_item_order(a, b); }

static const char writer[] = "管理活动/移交/写包程序";

static const struct tree *record_of(const struct records *all, const struct archive_item *item)
{
    for (size_t i = 0; i < all->n; i++)
        if (!strcmp(all->list[i].place, item->place)) return all->list[i].root;
    return NULL;
}

static void write_again(struct rereading *r, const struct records *all, struct archive_item *items, size_t n, bool same_version)
{
    const struct tree *root = all->list[0].root;
    struct archive_words words = *r->words;
    struct archive_results said, results = {0};
    const struct fonds f = {.transferor = value_at(root, "管理活动/移交/移交单位"), .transfer_date = value_at(root, "管理活动/移交/移交日期"), .archive = value_at(root, "来源/档案馆代码"),
        .fonds = value_at(root, "来源/全宗号"), .creator = value_at(root, "来源/立档单位名称")};
    struct archive_package p = {.words = &words, .fonds = &f, .items = items, .n = n, .results = &results, .words_sha256 = r->words_sha256, .layout_sha256 = r->layout_sha256, .settings = r->own->settings,
        .program = value_at(root, writer)};
    struct xml_out x;
    for (size_t i = 0; i < n; i++) {
        reread_adopt_abstract(r, &words, &items[i], record_of(all, &items[i]));
        record_metadata(&x, &p, &items[i]);
        compare_xml(r, arena_printf(&r->arena, "%s/%s", items[i].place, ARCHIVE_METADATA), &x);
        check_office(r, &items[i]);
    }
    check_earlier(r, items, n);
    take_rows(r, items, n);
    record_catalogue(&x, &p);
    compare_xml(r, ARCHIVE_CATALOGUE, &x);
    read_results(r, &said);
    test_again(r, &p, &said, &results);
    reread_adopt_results(r, &p, &words, &results);
    p.made_with = said_made_with(r);
    record_tests(&x, &p);
    if (compare_xml(r, ARCHIVE_RESULTS_FILE, &x)) reread_page(r, &p, same_version);      /* the page would be another for the same reason */
    check_fonts(r, items, n);
    reread_readme(r, &p);
    archive_results_release(&results);
    struct text note = {0};
    record_internal_note(&note, &p);
    reread_note(r, "内部/说明.txt", text_get(&note), note.n);
    text_release(&note);
    const char *too_large = archive_words_too_large(r->words);
    if (too_large) reread_tell(r, "incomplete", SOURCES_WORDS, ARCHIVE_TOO_LARGE, too_large);
}

void reread_again(struct rereading *r, const struct records *all)
{
    struct archive_item *items = memory_alloc((all->n + 1) * sizeof *items);
    const char *program = all->n ? value_at(all->list[0].root, writer) : NULL;
    const bool same_version = program && r->own->program && !strcmp(program, r->own->program);
    size_t n = 0;
    if (program && r->own->program && !same_version)
        r->of_another = arena_printf(&r->arena, "（包是 %s 写的，这里是 %s，也可能是写法改了：请用那一版再核对）", program, r->own->program);
    reread_take_words(r);
    for (size_t i = 0; i < all->n; i++) n += read_item(r, &all->list[i], &items[n]);
    if (n) qsort(items, n, sizeof *items, by_order);
    bool whole = n == all->n && !all->lacking;
    if (!all->n && whole) reread_tell(r, "incomplete", ARCHIVE_CATALOGUE, "移交包里没有一件年报");
    reread_names(r, items, n, whole, same_version);
    if (n && whole) reread_own_files(r, same_version);
    if (n && whole) write_again(r, all, items, n, same_version);
    for (size_t i = 0; i < n; i++) archive_item_release(&items[i]);
    free(items);
}
