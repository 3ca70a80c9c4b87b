#include "flow/reading.h"
#include "base/characters.h"
#include "calendar/civil.h"
#include "flow/taken_texts.h"
#include "tally/tally.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- tables ---- */

static int closing_day(const struct flow *f)
{
    return f->options->year ? civil_day(f->options->year, 12, 31) : 0;
}

static struct row_context context_of(struct flow *f)
{
    return (struct row_context){f->session->schema, &f->problems, &f->agencies, f->applicants, f->session->as_of, f->options->encoding, &f->places, NULL, closing_day(f), f->people};
}

/* A workbook is one input, with the rows of all its sheets, and so is a file of SQLite; of a server each relation is one. */
static const char *input_name(const struct ledger_file *file)
{
    return file->book ? file->book_shown : file->database && file->path ? file->database->shown : file->shown;
}

static bool digest_input(const struct ledger_file *file, struct digests *digests)
{
    struct diag unreadable;                            /* reported before, as a problem of the file */
    if (file->database && !file->path) return file->database->digests(file->database, file->relation, digests);
    return digest_file(file->path, false, digests, &unreadable);
}

/* What could not be read, whatever its size, has no digest. */
static struct input_file *input_of(struct flow *f, const struct ledger_file *file, bool readable)
{
    const char *name = input_name(file);
    for (size_t i = 0; name != file->shown && i < f->n_inputs; i++)
        if (!strcmp(f->inputs[i].name, name)) return &f->inputs[i];
    f->inputs = memory_grow(f->inputs, f->n_inputs, &f->cap_inputs, sizeof *f->inputs);
    struct input_file *input = &f->inputs[f->n_inputs++];
    *input = (struct input_file){.name = arena_dup(&f->arena, name)};
    if (!readable || !digest_input(file, &input->digests)) input->digests = (struct digests){0};
    return input;
}

static bool read_file(struct flow *f, const struct ledger_file *file, struct diag *diag)
{
    struct row_context context = context_of(f);
    int64_t rows;
    const char *encoding;
    if (!store_load(f->store, &context, file, &rows, &encoding, diag) || ledger_lost(&f->ledger, diag)) return false;
    struct input_file *input = input_of(f, file, *encoding);
    input->rows += rows;
    if (*encoding || !input->encoding) input->encoding = encoding;
    return strcmp(file->table->id, "texts") || reading_texts(f, file, diag);
}

static bool has_table(const struct flow *f, const struct ledger_table *t)
{
    for (size_t i = 0; i < f->ledger.n_files; i++)
        if (f->ledger.files[i].table == t) return true;
    return false;
}

/* What a table that is missed should be called: in a database there are no files. */
static void add_wanted(const struct flow *f, const struct ledger_table *t, struct text *out)
{
    if (f->ledger.n_bases) text_printf(out, "名称是 %s 或 %s 的表或视图", t->name, t->id);
    else text_printf(out, "%s.csv 或 %s.csv", t->id, t->name);
}

/* Without a table of agencies the name on the command line is the agency; its kind and level stay unknown. */
static bool name_agency(struct flow *f, struct diag *diag)
{
    if (!f->options->agency) {
        struct text expected = {0};
        add_wanted(f, schema_table(f->session->schema, "agencies"), &expected);
        text_add(&expected, "，或 --agency 机关名称");
        problems_add(&f->problems, &(struct problem){.id = "S08", .table = "agencies", .text = "台账里没有机关表，也没有用 --agency 给出机关名称", .expected = text_get(&expected),
                                                     .refuses = true});
        text_release(&expected);
        return true;
    }
    ledger_agencies_add(&f->agencies, NULL, f->options->agency, NULL);
    return store_add_agency(f->store, NULL, f->options->agency, diag);
}

static bool find_parent(const struct flow *f, struct diag *diag)
{
    const char *parent = f->options->parent;
    return !parent || ledger_agencies_find(&f->agencies, parent) || flow_refused(f) ||
           diag_fail(diag, DIAG_INPUT, "机关表里没有“%s”；--parent 应是要汇总的政府的机关代码", parent);
}

/* It was read with the definitions, and says what figures depend on. */
static bool note_headings(struct flow *f, struct diag *diag)
{
    const char *path = f->options->headings, *slash = path ? strrchr(path, '/') : NULL;
    if (!path || f->year != f->options->year) return true;
    if (!flow_add_input(f, path, characters_shown(&f->arena, slash ? slash + 1 : path), diag)) return false;
    f->inputs[f->n_inputs - 1].rows = (int64_t)f->session->schema->n_said;
    return true;
}

static bool read_tables(struct flow *f, struct diag *diag)
{
    const struct schema *s = f->session->schema;
    if (!has_table(f, schema_table(s, "agencies")) && !name_agency(f, diag)) return false;
    for (size_t t = 0; t < s->n_tables; t++) {         /* agencies come first: the other tables name them */
        for (size_t i = 0; i < f->ledger.n_files; i++)
            if (f->ledger.files[i].table == &s->tables[t] && !read_file(f, &f->ledger.files[i], diag)) return false;
        if (!t && f->options->agency) ledger_leave_out_others(&f->ledger, &f->agencies, ledger_agencies_find(&f->agencies, f->options->agency));
    }
    return find_parent(f, diag) && reading_waivers(f, diag) && note_headings(f, diag);
}

bool reading_waivers(struct flow *f, struct diag *diag)
{
    if (!f->options->waivers || f->year != f->options->year) return true;
    const char *slash = strrchr(f->options->waivers, '/');
    struct ledger_file waivers = {.path = f->options->waivers, .shown = characters_shown(&f->arena, slash ? slash + 1 : f->options->waivers),
                                  .table = schema_table(f->session->schema, "waivers")};
    return read_file(f, &waivers, diag);
}

static void find_missing_tables(struct flow *f)
{
    for (size_t i = 0; i < f->form->n_reads; i++) {
        const struct ledger_table *t = schema_table(f->session->schema, f->form->reads[i]);
        bool in_parts = t && f->ledger.in_parts && f->ledger.in_parts[t - f->session->schema->tables];
        if (!t || has_table(f, t) || in_parts || store_has(f->store, t->id)) continue;   /* a table that is there but cannot be read was reported before */
        struct text words = {0}, expected = {0};
        text_printf(&words, "台账里没有“%s”表", t->name);
        add_wanted(f, t, &expected);
        text_add(&expected, f->ledger.n_bases ? "；当年没有的建一个没有行的视图" : "；当年没有的只写表头");
        problems_add(&f->problems, &(struct problem){.id = "S99", .table = t->id, .key = t->id, .text = text_get(&words), .expected = text_get(&expected)});
        text_release(&words);
        text_release(&expected);
    }
}

/* ---- Markdown ---- */

/* Refuses a part that is written twice, in the table and in a file or in two files: both would be printed. */
static bool refuse_twice(struct flow *f, const struct ledger_prose *p, int64_t agency, int section, bool *twice, struct diag *diag)
{
    static const char sql[] =
        "SELECT f.name || iif(n.line > 1, ' 第' || n.line || '行', ''), label_text('narrative_sections', n.section) FROM narrative n JOIN files f ON f.id = n.file"
        " WHERE n.agency = :agency AND n.year = :year AND n.section = :section ORDER BY n.id LIMIT 1";
    struct query *q = NULL;
    if (!query_open(&q, f->store, sql, "narrative", 1, diag)) return false;
    query_bind(q, ":agency", agency);
    query_bind(q, ":year", f->year);
    query_bind(q, ":section", section);
    bool ok = query_next(q, twice, diag);
    if (ok && *twice)
        problems_add(&f->problems, &(struct problem){.id = "S31", .table = "narrative", .file = p->shown, .refuses = true,
                                                     .text = arena_printf(&f->arena, "“%s”写了两处：%s 和 %s", query_text(q, 1), query_text(q, 0), p->shown)});
    query_close(q);
    return ok;
}

static bool read_prose(struct flow *f, const struct ledger_prose *p, struct diag *diag)
{
    char *text;
    size_t n;
    const char *encoding;
    int section = code_find(schema_codes(f->session->schema, "narrative_sections"), p->section);
    int64_t agency = p->agency ? ledger_agencies_find(&f->agencies, p->agency) : f->options->parent ? ledger_agencies_find(&f->agencies, f->options->parent) : f->agencies.n == 1 ? 1 : 0;
    if (!agency && p->shared) {                        /* another workbook's agency */
        ledger_add_other(&f->ledger, p->shown);
        return true;
    }
    if (!agency) {
        problems_add(&f->problems, &(struct problem){.id = p->agency ? "A15" : "S08", .table = "narrative", .file = p->shown, .value = p->agency,
                                                     .text = p->agency ? "文件夹的名称不是机关表里的机关代码" : "有多个机关时，正文要放在 narrative/机关代码/ 下",
                                                     .refuses = true});
        return true;
    }
    bool twice;
    if (!refuse_twice(f, p, agency, section, &twice, diag)) return false;
    if (twice || !ledger_text(p->path, p->shown, f->options->encoding, &f->problems, &text, &n, &encoding)) return true;
    struct input_file input = {.name = arena_dup(&f->arena, p->shown), .rows = 1, .encoding = encoding};
    bool ok = store_add_prose(f->store, agency, f->year, section, text, p->shown, 1, diag) && digest_file(p->path, false, &input.digests, diag);
    free(text);
    f->inputs = memory_grow(f->inputs, f->n_inputs, &f->cap_inputs, sizeof *f->inputs);
    f->inputs[f->n_inputs++] = input;
    return ok;
}

static bool read_all_prose(struct flow *f, struct diag *diag)
{
    for (size_t i = 0; i < f->ledger.n_prose; i++)
        if (!read_prose(f, &f->ledger.prose[i], diag)) return false;
    return true;
}

/* ---- all of it ---- */

bool reading_forms(struct flow *f, struct diag *diag)
{
    const char *id = f->options->form && f->year == f->options->year ? f->options->form : NULL;
    if (id ? !form_shelf_id(f->session->shelf, id, &f->form, diag) : !form_shelf_year(f->session->shelf, f->year, f->options->form, &f->form, diag)) return false;
    if (!f->form) return diag_fail(diag, DIAG_INPUT, "没有适用于%d年的表单；可用 --form 指定，见 nianbao form list", f->year);
    return tally_has_sections(f->form, f->session->schema, diag) && form_shelf_year(f->session->shelf, f->year - 1, f->options->form, &f->last_form, diag);
}

static bool read_ledgers(struct flow *f, const char *const *ledgers, size_t n, struct diag *diag)
{
    f->ledger.several = n > 1;
    f->ledger.databases = f->session->databases;
    f->ledger.encoding = f->options->encoding;
    for (size_t i = 0; i < n; i++)
        if (!ledger_open(&f->ledger, ledgers[i], f->session->schema, &f->problems, diag)) return false;
    return ledger_prove_encoding(&f->ledger, f->options->waivers, diag) && read_tables(f, diag) && read_all_prose(f, diag);
}

/* What linking finds in rows of a kept store was found and kept before. */
static bool link_kept(struct flow *f, struct diag *diag)
{
    struct problems known = {0};
    bool ok = store_link(f->store, &known, diag);
    problems_release(&known);
    return ok;
}

bool reading_records(struct flow *f, const char *const *ledgers, size_t n, const char *store, struct diag *diag)
{
    const char *kept;
    if (!reading_kept(f->options, ledgers, n, &kept, diag) || !reading_forms(f, diag) || !session_store(f->session, &f->store, store, diag)) return false;
    store_know_people(f->store, f->people);
    if (kept ? !reading_kept_records(f, kept, diag) || !find_parent(f, diag) || !reading_waivers(f, diag) : !read_ledgers(f, ledgers, n, diag)) return false;
    if (!taken_texts_read(f, diag) || (kept && !reading_kept_words(f, diag)) || !(kept ? link_kept(f, diag) : store_link(f->store, &f->problems, diag))) return false;
    if (!reading_keep(f, diag)) return false;
    if (!f->options->parent) find_missing_tables(f);   /* a sum is not counted from records */
    struct clock_context context = flow_clock(f);
    return clock_run(f->store, &context, &f->problems, diag);
}

bool reading_agency_table(struct flow *f, const char *const *ledgers, size_t n, bool *any, struct diag *diag)
{
    const struct ledger_table *agencies = schema_table(f->session->schema, "agencies");
    const char *kept;
    if (!reading_kept(f->options, ledgers, n, &kept, diag) || !session_store(f->session, &f->store, NULL, diag)) return false;
    if (kept) return reading_kept_agencies(f, kept, any, diag);
    f->ledger.several = n > 1;
    f->ledger.databases = f->session->databases;
    for (size_t i = 0; i < n; i++)
        if (!ledger_open(&f->ledger, ledgers[i], f->session->schema, &f->problems, diag)) return false;
    for (size_t i = 0; i < f->ledger.n_files; i++)
        if (f->ledger.files[i].table == agencies && !read_file(f, &f->ledger.files[i], diag)) return false;
    *any = has_table(f, agencies);
    return true;
}

/* ---- agencies ---- */

/* Whether the ledger has rows that the agency's report would count. */
static bool has_rows(struct flow *f, int64_t agency, bool *found, struct diag *diag)
{
    struct text sql = {0};
    struct query *q = NULL;
    for (size_t i = 0; i < f->form->n_reads; i++)
        text_printf(&sql, "%sSELECT 1 FROM \"%s\" WHERE agency = :agency", i ? " UNION ALL " : "", f->form->reads[i]);
    text_add(&sql, " LIMIT 1");
    bool ok = query_open(&q, f->store, text_get(&sql), "agencies", 1, diag);
    if (ok) {
        query_bind(q, ":agency", agency);
        ok = query_next(q, found, diag);
    }
    query_close(q);
    text_release(&sql);
    return ok;
}

static bool reports(struct flow *f, const struct agency *a, bool active, bool *yes, struct diag *diag)
{
    const char *chosen = f->options->parent ? f->options->parent : f->options->agency;
    *yes = false;
    if (chosen) {
        *yes = (a->code && !strcmp(a->code, chosen)) || !strcmp(a->name, chosen);
        return true;
    }
    if (!active || (a->type && !strcmp(a->type, "E"))) return true;
    if (a->type && !strcmp(a->type, "G")) return has_rows(f, a->id, yes, diag);
    *yes = true;
    return true;
}

enum { AT_ID, AT_CODE, AT_NAME, AT_TYPE, AT_LEVEL, AT_ADDRESS, AT_PHONE, AT_POSTCODE, AT_WEBSITE, AT_ACTIVE };

bool reading_agencies(struct flow *f, struct agency **agencies, size_t *n, struct diag *diag)
{
    static const char sql[] =
        "SELECT id, code, name, code_text('agency_types', type), code_text('levels', level), address, phone, postcode, website,"
        " coalesce(active_from <= :last, 1) AND coalesce(active_until >= :first, 1) FROM agencies ORDER BY id";
    struct query *q = NULL;
    size_t cap = 0;
    struct agency *list = NULL;
    bool row = true, yes, ok = query_open(&q, f->store, sql, "agencies", 1, diag);
    if (!ok) return false;
    query_bind(q, ":first", civil_day(f->year, 1, 1));
    query_bind(q, ":last", civil_day(f->year, 12, 31));
    *n = 0;
    while (ok && (ok = query_next(q, &row, diag)) && row) {
        struct agency a = {query_integer(q, AT_ID), arena_dup(&f->arena, query_text(q, AT_CODE)), arena_dup(&f->arena, query_text(q, AT_NAME)),
                           arena_dup(&f->arena, query_text(q, AT_TYPE)), (int)query_integer(q, AT_LEVEL), arena_dup(&f->arena, query_text(q, AT_ADDRESS)),
                           arena_dup(&f->arena, query_text(q, AT_PHONE)), arena_dup(&f->arena, query_text(q, AT_POSTCODE)), arena_dup(&f->arena, query_text(q, AT_WEBSITE))};
        ok = reports(f, &a, query_integer(q, AT_ACTIVE) != 0, &yes, diag);
        if (!ok || !yes) continue;
        list = memory_grow(list, *n, &cap, sizeof *list);
        list[(*n)++] = a;
    }
    query_close(q);
    *agencies = arena_alloc(&f->arena, (*n + 1) * sizeof **agencies);
    if (*n) memcpy(*agencies, list, *n * sizeof **agencies);
    free(list);
    if (!ok || *n) return ok;
    if (f->options->agency) return diag_fail(diag, DIAG_INPUT, "机关表里没有“%s”", f->options->agency);
    return diag_fail(diag, DIAG_INPUT, "机关表里没有%d年要写年报的机关", f->year);
}
