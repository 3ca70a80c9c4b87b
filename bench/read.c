/* Only the reading: the cost of the first steps of a run.
 *
 *     read submissions TEMPLATES FOLDER     every report below the folder, read into cells and forgotten
 *     read cells PATH                       every cell of a workbook, or of the workbooks in a folder (not below it)
 *
 * Prints how many reports or cells it read.
 */
#include "submission/submission.h"
#include "ledger/rows/ledger.h"
#include "workbook/xlsx_reader.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool read_submissions(const char *templates, const char *folder, size_t *n, struct diag *diag)
{
    struct arena arena = {0};
    struct problems problems = {0};
    struct submission_source *list;
    struct form_shelf *shelf = form_shelf_new(templates);
    bool ok = submission_find(&arena, folder, NULL, &list, n, &problems, diag);
    for (size_t i = 0; ok && i < *n; i++) {
        struct submission s;
        ok = submission_read(&s, &list[i], shelf, &problems, diag);
        if (ok) submission_release(&s);
    }
    form_shelf_free(shelf);
    problems_release(&problems);
    arena_release(&arena);
    return ok;
}

static bool read_book(const char *path, size_t *n, struct diag *diag)
{
    struct xlsx_reader *book = NULL;
    struct xlsx_sheet *sheet = NULL;
    const struct xlsx_row *row = NULL;
    bool ok = xlsx_reader_open(&book, path, diag);
    for (size_t i = 0; ok && i < xlsx_reader_sheets(book); i++) {
        ok = xlsx_sheet_open(&sheet, book, i, diag);
        while (ok && (ok = xlsx_sheet_next(sheet, &row, diag)) && row) *n += row->n;
        xlsx_sheet_close(sheet);
        sheet = NULL;
    }
    xlsx_reader_close(book);
    return ok;
}

static bool read_books(const char *path, size_t *n, struct diag *diag)
{
    struct dirent **entries;
    if (ledger_is_book(path)) return read_book(path, n, diag);
    int count = scandir(path, &entries, NULL, alphasort);
    bool ok = count >= 0 || diag_fail_errno(diag, "%s", path);
    for (int i = 0; i < count; i++) {
        char one[8192];
        int length = snprintf(one, sizeof one, "%s/%s", path, entries[i]->d_name);
        if (ok && length < (int)sizeof one && entries[i]->d_name[0] != '.' && ledger_is_book(one)) ok = read_book(one, n, diag);
        free(entries[i]);
    }
    if (count >= 0) free(entries);
    return ok;
}

int main(int argc, char **argv)
{
    struct diag diag = {0};
    size_t n = 0;
    bool ok;
    memory_hold_freed();                               /* the program does the same */
    if (argc == 4 && !strcmp(argv[1], "submissions")) ok = read_submissions(argv[2], argv[3], &n, &diag);
    else if (argc == 3 && !strcmp(argv[1], "cells")) ok = read_books(argv[2], &n, &diag);
    else {
        fprintf(stderr, "read submissions TEMPLATES FOLDER | read cells PATH\n");
        return 3;
    }
    if (!ok) fprintf(stderr, "read: %s\n", diag.text);
    else printf("%zu\n", n);
    return ok ? 0 : 2;
}
