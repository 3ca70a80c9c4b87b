#include "flow/deadline_files.h"
#include "documents/deadlines.h"
#include "render/csv/csv.h"

static const char deadlines_file[] = "deadlines.csv", carry_file[] = "结转清单.csv";

enum { PIECE = 256 };
struct writer {
    struct csv_file *file;
    struct document document;                          /* of the list that is written again and again */
    struct list *list;
    struct deadline piece[PIECE];
    struct arena words;                                /* of the piece */
    bool begun;
};

static bool flush(struct writer *w, struct diag *diag)
{
    bool ok = csv_file_add(w->file, w->list, !w->begun, diag);
    w->begun = true;
    w->list->n_rows = 0;
    arena_clear(&w->words);
    return ok;
}

static bool take(void *context, const struct deadline *one, struct diag *diag)
{
    struct writer *w = context;
    struct deadline *copy = &w->piece[w->list->n_rows++];
    *copy = *one;
    copy->request = arena_dup(&w->words, one->request);
    copy->state = arena_dup(&w->words, one->state);
    return w->list->n_rows < PIECE || flush(w, diag);
}

static bool write_deadlines(struct store *store, const struct report *r, struct outdir *out, struct deadlines *all, struct diag *diag)
{
    struct writer w = {0};
    if (!csv_file_open(&w.file, out, deadlines_file, diag)) return false;
    outdir_private(out, deadlines_file);
    w.list = deadlines_list(&w.document, w.piece, 0);
    bool ok = deadlines_read(store, r, all, (struct deadline_sink){take, &w}, diag) && flush(&w, diag);
    document_release(&w.document);
    arena_release(&w.words);
    return csv_file_close(w.file, ok, diag);
}

bool deadline_files_write(struct store *store, const struct report *r, struct outdir *out, struct deadlines *all, struct diag *diag)
{
    struct document d = {0};
    if (!write_deadlines(store, r, out, all, diag)) return false;
    carry_list_document(&d, all);
    bool ok = csv_write(&d, out, carry_file, diag);
    outdir_private(out, carry_file);
    document_release(&d);
    return ok;
}
