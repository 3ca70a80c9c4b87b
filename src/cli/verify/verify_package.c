/* A transfer package in the place of an output folder. */
#include "archive/item.h"
#include "cli/verify/verify_inside.h"

static void found(void *context, const char *kind, const char *file, const char *message) { verify_add(context, kind, file, NULL, "%s", message); }

void verify_package(struct verify_folder *f, const char *folder, const struct reread_own *own)
{
    struct reread counts;
    f->package = true;
    f->unreadable = !reread_package(folder, own, &counts, found, f);
    f->files = f->sm3 = counts.files;
    f->cells = counts.items;
}

void verify_seen(struct arena *a, const struct verify_folder *f, struct archive_seen *seen)
{
    struct archive_fault *faults = arena_alloc(a, (f->n + 1) * sizeof *faults);
    for (size_t i = 0; i < f->n; i++) {
        const struct verify_problem *v = &f->problems[i];
        faults[i] = (struct archive_fault){v->kind, v->file ? arena_dup(a, v->file) : NULL, v->cell ? arena_printf(a, "%s：%s", v->cell, v->message) : arena_dup(a, v->message)};
    }
    *seen = (struct archive_seen){f->cells, faults, f->n};
}

void verify_item(struct arena *a, const struct archive_item *item, struct archive_seen *seen)
{
    struct verify_folder f = {0};
    for (size_t i = 0; i < item->n_files; i++)
        if (item->files[i].kind && !item->files[i].missing) verify_note_document(&f, item->files[i].name);
    verify_numbers(&f, item->folder);
    verify_seen(a, &f, seen);
    verify_folder_release(&f);
}
