#include "archive/transfer_inside.h"
#include "archive/digest_list.h"
#include "base/progress.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* UTF-8 with its mark, lines ended as Windows ends them: Notepad opens it too. */
static void add_windows(struct text *t, const char *words)
{
    text_add(t, "\xEF\xBB\xBF");
    for (const char *s = words; *s; s++) {
        if (*s == '\n') text_add_char(t, '\r');
        text_add_char(t, *s);
    }
    text_add(t, "\r\n");
}

static bool put_text(struct outdir *out, const char *name, const char *words, struct diag *diag)
{
    struct text t = {0};
    add_windows(&t, words);
    bool ok = outdir_put(out, name, text_get(&t), t.n, diag);
    text_release(&t);
    return ok;
}

static bool put_xml(struct outdir *out, const char *name, struct xml_out *x, struct diag *diag)
{
    bool ok = outdir_put(out, name, text_get(&x->text), x->text.n, diag);
    text_release(&x->text);
    return ok;
}

static const char *or_none(const struct archive_package *p, const char *words) { return *words ? words : p->words->texts[ARCHIVE_NONE]; }

static const char *missing_words(const struct archive_package *p, struct arena *a)
{
    size_t n;
    const char **list = archive_missing(a, p->words, p->fonds, p->items, p->n, &n);
    struct text t = {0};
    for (size_t i = 0; i < n; i++) text_printf(&t, "%s%s", i ? "、" : "", list[i]);
    const char *copy = arena_dup(a, text_get(&t));
    text_release(&t);
    return copy;
}

static const char *left_words(const struct archive_package *p, struct arena *a)
{
    struct text t = {0};
    for (size_t i = 0; i < p->n_left; i++) text_printf(&t, "%s%s（%s）", i ? "；" : "", p->left[i].name, p->left[i].why);
    const char *copy = arena_dup(a, text_get(&t));
    text_release(&t);
    return copy;
}

void record_internal_note(struct text *t, const struct archive_package *p) { add_windows(t, p->words->texts[ARCHIVE_INTERNAL]); }

void record_readme(struct text *t, const struct archive_package *p, struct arena *a, const char *sources, const char *left)
{
    int64_t bytes = 0;
    size_t files = 0;
    const char *first = NULL, *last = NULL;
    for (size_t i = 0; i < p->n; i++) {
        if (p->items[i].number) last = p->items[i].number, first = first ? first : last;
        for (size_t k = 0; k < p->items[i].n_files; k++) {
            const struct archive_file *f = &p->items[i].files[k];
            if (!f->kind || f->missing) continue;
            files++;
            bytes += f->digests.size;
        }
    }
    const struct filling values[] = {{"transferor", p->fonds->transferor}, {"archive", p->fonds->archive}, {"fonds", p->fonds->fonds}, {"transfer_date", p->fonds->transfer_date},
        {"content", record_content(a, p)}, {"first", first}, {"last", last}, {"items", arena_printf(a, "%zu", p->n)}, {"files", arena_printf(a, "%zu", files)},
        {"bytes", arena_printf(a, "%" PRId64, bytes)}, {"program", p->program}, {"missing", or_none(p, missing_words(p, a))}, {"sources", or_none(p, sources)}, {"left", or_none(p, left)},
        {"results", record_results(a, p)}, {NULL, NULL}};
    add_windows(t, archive_words_fill(p->words, a, ARCHIVE_README, values));
}

static bool put_readme(const struct archive_package *p, struct arena *a, const char *sources, struct outdir *out, struct diag *diag)
{
    struct text t = {0};
    record_readme(&t, p, a, sources, left_words(p, a));
    bool ok = outdir_put(out, ARCHIVE_README_FILE, text_get(&t), t.n, diag);
    text_release(&t);
    return ok;
}

static bool put_item(const struct archive_package *p, const struct archive_item *item, struct arena *a, struct outdir *out, struct diag *diag)
{
    struct xml_out x;
    for (size_t i = 0; i < item->n_files; i++) {
        const struct archive_file *f = &item->files[i];
        const char *name = arena_printf(a, "%s/%s", f->internal ? item->internal_place : item->place, f->name);
        if (!f->missing && !sources_copy(out, name, f->path, f->digests.sha256, diag)) return false;
    }
    record_metadata(&x, p, item);
    return put_xml(out, arena_printf(a, "%s/%s", item->place, ARCHIVE_METADATA), &x, diag) &&
           sources_copy(out, arena_printf(a, "其他/形成清单/%s.json", strchr(item->place, '/') + 1), arena_printf(a, "%s/manifest.json", item->folder), NULL, diag);
}

static bool put_tests(const struct archive_package *p, struct outdir *out, struct diag *diag)
{
    struct archive_package drawn = *p;
    struct text made_with = {0};
    struct xml_out x;
    unsigned char *bytes;
    size_t n;
    bool ok = tests_page(p, &bytes, &n, &made_with, diag);
    drawn.made_with = text_get(&made_with);
    if (ok) record_tests(&x, &drawn);
    ok = ok && put_xml(out, ARCHIVE_RESULTS_FILE, &x, diag) && (!bytes || outdir_put(out, ARCHIVE_RESULTS_PAGE, bytes, n, diag));
    free(bytes);
    text_release(&made_with);
    return ok;
}

static void hide_internal(struct outdir *out)
{
    static const char folder[] = "内部/";
    for (size_t i = 0; outdir_name(out, i); i++)
        if (!strncmp(outdir_name(out, i), folder, sizeof folder - 1)) outdir_private(out, outdir_name(out, i));
}

bool archive_transfer(const struct archive_package *p, struct outdir *out, struct diag *diag)
{
    struct arena a = {0};
    struct text sources = {0};
    struct xml_out x;
    record_catalogue(&x, p);
    bool ok = put_xml(out, ARCHIVE_CATALOGUE, &x, diag);
    for (size_t i = 0; ok && i < p->n; i++) {
        progress_part("写移交包", i + 1, p->n);
        ok = put_item(p, &p->items[i], &a, out, diag);
    }
    progress_part("", 0, 0);
    ok = ok && sources_put(p, out, &a, &sources, diag) && put_text(out, "内部/说明.txt", p->words->texts[ARCHIVE_INTERNAL], diag) &&
         put_readme(p, &a, text_get(&sources), out, diag) && put_tests(p, out, diag) && digest_list_put(out, diag);
    const char *too_large = archive_words_too_large(p->words);
    if (ok && too_large) ok = diag_fail(diag, DIAG_INPUT, "%s: " ARCHIVE_TOO_LARGE, p->words->path, too_large);
    if (ok) hide_internal(out);
    text_release(&sources);
    arena_release(&a);
    return ok;
}
