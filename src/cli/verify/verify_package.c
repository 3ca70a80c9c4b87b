/* A transfer package in the place of an output folder. */
#include "archive/reread.h"
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
