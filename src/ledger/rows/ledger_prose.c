#include "ledger/rows/ledger_inside.h"
#include <string.h>

/* Overview.MD, 总体情况（定稿）.md: a text of a section by another name; the form's default text must not replace it unreported. */
static bool names_a_section(struct arena *a, const struct code_list *sections, const char *name)
{
    const char *text = ledger_stem(a, name, ".md");
    if (!text) text = ledger_stem(a, name, ".txt");
    for (size_t i = 0; text && i < sections->n; i++)
        if (strcasestr(text, sections->codes[i].code) || strstr(text, sections->codes[i].label)) return true;
    return false;
}

void ledger_add_prose(struct ledger *l, const struct schema *schema, struct problems *problems, const char *path, const char *shown,
                               const char *name, const char *agency)
{
    const struct code_list *sections = schema_codes(schema, "narrative_sections");
    const char *section = ledger_stem(&l->arena, name, ".md");
    for (size_t i = 0; i < l->n_prose; i++)
        if (!strcmp(l->prose[i].path, path)) return;   /* beside several files of one folder */
    for (size_t i = 0; section && sections && i < sections->n; i++) {
        if (strcmp(section, sections->codes[i].code) && strcmp(section, sections->codes[i].label)) continue;
        l->prose = memory_grow(l->prose, l->n_prose, &l->cap_prose, sizeof *l->prose);
        l->prose[l->n_prose++] = (struct ledger_prose){path, shown, sections->codes[i].code, agency, false};
        return;
    }
    if (sections && names_a_section(&l->arena, sections, name)) ledger_refuse(problems, shown, "正文文件的名称不对，没有读", "overview.md、problems.md、other.md");
    else ledger_add_other(l, shown);
}

/* ---- narrative/ and narrative/机关代码/ ---- */

static bool open_agency_prose(struct ledger *l, const char *dir, const char *shown, const char *agency,
                              const struct schema *schema, struct problems *problems, struct diag *diag)
{
    const char **names;
    size_t n;
    if (!ledger_names(&l->arena, dir, &names, &n, diag)) return false;
    for (size_t i = 0; i < n; i++) {
        const char *path = ledger_join(&l->arena, dir, names[i]), *seen = ledger_join_shown(&l->arena, shown, names[i]);
        if (folder_is(path)) ledger_add_other(l, seen);
        else ledger_add_prose(l, schema, problems, path, seen, names[i], agency);
    }
    return true;
}

bool ledger_add_narrative(struct ledger *l, const char *dir, const char *shown_dir, const struct schema *schema, struct problems *problems,
                           struct diag *diag)
{
    const char **names;
    size_t n;
    if (!ledger_names(&l->arena, dir, &names, &n, diag)) return false;
    for (size_t i = 0; i < n; i++) {
        const char *path = ledger_join(&l->arena, dir, names[i]), *shown = ledger_join_shown(&l->arena, shown_dir, names[i]);
        if (folder_is(path)) {
            if (!open_agency_prose(l, path, shown, names[i], schema, problems, diag)) return false;
        } else {
            ledger_add_prose(l, schema, problems, path, shown, names[i], NULL);
        }
    }
    return true;
}

/* ---- texts beside a workbook ---- */

bool ledger_is_prose(struct arena *a, const struct schema *schema, const char *name)
{
    const struct code_list *sections = schema_codes(schema, "narrative_sections");
    return sections && (ledger_stem(a, name, ".md") || ledger_stem(a, name, ".txt")) && names_a_section(a, sections, name);
}

/* Whether other ledgers lie in the folder: then it is not clear whose a text beside them is. */
static bool is_shared(struct ledger *l, const struct schema *schema, const char *dir, const char *const *names, size_t n)
{
    size_t books = 0;
    for (size_t i = 0; i < n && books < 2; i++) books += ledger_is_ledger_book(ledger_join(&l->arena, dir, names[i]), schema);
    return books > 1;
}

bool ledger_add_prose_beside(const struct sorting *s, const char *book, struct diag *diag)
{
    struct ledger *l = s->ledger;
    const char *slash = strrchr(book, '/'), *dir = slash ? arena_dup_n(&l->arena, book, slash > book ? (size_t)(slash - book) : 1) : ".";
    const char **names, *folder = ledger_folder_shown(l, dir);
    size_t n, first = l->n_prose;
    bool shared = false, counted = false;
    if (!ledger_names(&l->arena, dir, &names, &n, diag)) return false;
    for (size_t i = 0; i < n; i++) {
        const char *file = ledger_join(&l->arena, dir, names[i]), *shown = ledger_join_shown(&l->arena, folder, names[i]);
        bool texts = folder_is(file) ? !strcmp(names[i], "narrative") : ledger_is_prose(&l->arena, s->schema, names[i]);
        if (texts && !counted) shared = is_shared(l, s->schema, dir, names, n);
        counted = counted || texts;
        if (!texts) continue;
        if (folder_is(file)) {
            if (!ledger_add_narrative(l, file, shown, s->schema, s->problems, diag)) return false;
        } else if (shared) {
            problems_add(s->problems, &(struct problem){.id = "S32", .file = shown, .text = "这个文件夹里不止一个台账，分不清正文是哪一个的，没有读", .lost = true, .refuses = true});
        } else {
            ledger_add_prose(l, s->schema, s->problems, file, shown, names[i], NULL);
        }
    }
    for (size_t i = first; i < l->n_prose; i++) l->prose[i].shared = shared;
    return true;
}
