/* A transfer package in the place of an output folder. */
#include "archive/item.h"
#include "cli/verify/verify_inside.h"
#include <string.h>

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
    struct archive_fault *faults = arena_alloc(a, (f->n + f->n_unseen + 1) * sizeof *faults);
    size_t n = 0;
    for (size_t i = 0; i < f->n + f->n_unseen; i++) {
        const struct verify_problem *v = i < f->n ? &f->problems[i] : &f->unseen[i - f->n];
        faults[n++] = (struct archive_fault){v->kind, v->file ? arena_dup(a, v->file) : NULL, v->cell ? arena_printf(a, "%s：%s", v->cell, v->message) : arena_dup(a, v->message)};
    }
    *seen = (struct archive_seen){f->cells, faults, n};
}

void verify_item(struct arena *a, const struct archive_item *item, struct archive_seen *seen)
{
    struct verify_folder f = {0};
    struct verify_lists lists = {0};
    for (size_t i = 0; i < item->n_files; i++) {
        const struct archive_file *file = &item->files[i];
        lists.list_told = lists.list_told || !strcmp(file->name, "findings.json");
        if (file->missing) continue;
        if (file->kind) verify_note_document(&f, file->name);
        if (!strcmp(file->name, "report.json")) lists.report = file->path;
        if (file->internal && !strcmp(file->name, "findings.json")) lists.list = file->path;
        if (file->internal && !strcmp(file->name, "findings.csv")) lists.table = file->path;
    }
    verify_numbers(&f, item->folder);
    if (lists.report) verify_findings(&f, &lists);
    verify_seen(a, &f, seen);
    verify_folder_release(&f);
}
