/* What was found before publication (findings.json), against what report.json says of it: how many of each standing and, since 0.8, the digest of the
 * list, which must be there; and findings.csv, which is the same list. */
#include "base/digest.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/verify/verify_inside.h"
#include "documents/findings.h"
#include "render/csv/csv_writer.h"
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char list_name[] = "findings.json", table_name[] = "findings.csv";

/* ---- the list ---- */

static const char *text_of(const json_t *entry, const char *key) { return json_string_value(json_object_get(entry, key)); }

static const char *text_or_none(const json_t *entry, const char *key)
{
    const char *text = text_of(entry, key);
    return text ? text : "";
}

/* The place of an id among those that `id` gives; -1 = none of them. */
static int place_of(const char *said, const char *(*id)(int), int n)
{
    for (int i = 0; said && i < n; i++)
        if (!strcmp(id(i), said)) return i;
    return -1;
}

static const char *class_id(int i) { return finding_class_id((enum finding_class)i); }
static const char *severity_id(int i) { return finding_severity_id((enum finding_severity)i); }
static const char *state_id(int i) { return finding_state_id((enum finding_state)i); }

/* Strings stay those of the entry. */
static bool read_finding(const json_t *entry, struct finding *f)
{
    const int class = place_of(text_of(entry, "class"), class_id, CLASS_MACRO + 1), severity = place_of(text_of(entry, "severity"), severity_id, SEVERITY_HINT + 1),
              state = place_of(text_of(entry, "state"), state_id, STATE_WAIVED + 1);
    *f = (struct finding){.id = text_or_none(entry, "id"), .blocking = json_is_true(json_object_get(entry, "blocking")), .table = text_of(entry, "table"), .file = text_of(entry, "file"),
        .row = json_integer_value(json_object_get(entry, "row")), .column = text_of(entry, "column"), .key = text_of(entry, "key"), .cell = text_of(entry, "cell"),
        .cell_name = text_of(entry, "cell_name"), .value = text_of(entry, "value"), .expected = text_of(entry, "expected"), .article = text_or_none(entry, "article"),
        .message = text_or_none(entry, "message"), .advice = text_or_none(entry, "advice")};
    if (class < 0 || severity < 0 || state < 0) return false;
    f->class = (enum finding_class)class, f->severity = (enum finding_severity)severity, f->state = (enum finding_state)state;
    return true;
}

/* ---- how many ---- */

/* Whether an answer was late the list does not say: those, and other errors, are counted together. */
static void check_counts(struct verify_folder *f, const json_t *said, const struct findings *all)
{
    const struct finding_counts n = findings_count(all);
    const struct { const char *words, *key, *also; int64_t count; } counts[] = {{"须改正", "blocking", NULL, n.blocking}, {"超期或错误", "late", "errors", n.late + n.errors}, {"警告", "warnings", NULL, n.warnings},
        {"有争议", "disputed", NULL, n.disputed}, {"提示", "hints", NULL, n.hints}, {"豁免", "waived", NULL, n.waived}, {"无法核对", "not_assessable", NULL, n.not_assessable}};
    enum { COUNTS = sizeof counts / sizeof *counts };
    for (size_t i = 0; i < COUNTS; i++)                /* former versions counted otherwise */
        if (!json_is_integer(json_object_get(said, counts[i].key)) || (counts[i].also && !json_is_integer(json_object_get(said, counts[i].also)))) return;
    for (size_t i = 0; i < COUNTS; i++) {
        const json_int_t wanted = json_integer_value(json_object_get(said, counts[i].key)) + (counts[i].also ? json_integer_value(json_object_get(said, counts[i].also)) : 0);
        if (wanted != counts[i].count) verify_add(f, "number", list_name, NULL, "%s的有%lld条，report.json 里是%lld条", counts[i].words, (long long)counts[i].count, (long long)wanted);
    }
}

/* ---- the table ---- */

struct rest { const char *at; size_t n; };              /* what of the file was not compared yet */

static void write_row(struct csv_writer *w, const struct list *list, size_t row, struct item *items, struct arena *scratch)
{
    list->fill(list, row, items, scratch);
    text_clear(&w->text);
    for (int i = 0; i < list->n_columns; i++) {
        if (items[i].type == ITEM_COUNT) csv_writer_number(w, items[i].number);
        else csv_writer_text(w, items[i].text);
    }
    csv_writer_end_row(w);
}

static bool takes(struct rest *rest, const struct text *row)
{
    if (rest->n < row->n || memcmp(rest->at, text_get(row), row->n) != 0) return false;
    rest->at += row->n;
    rest->n -= row->n;
    return true;
}

/* Row by row, as it would be written. */
static void check_rows(struct verify_folder *f, const struct list *list, struct findings *all, struct rest at)
{
    struct csv_writer w = {0};
    struct arena scratch = {0};
    struct item *items = memory_alloc((size_t)list->n_columns * sizeof *items);
    for (int i = 0; i < list->n_columns; i++) csv_writer_text(&w, list->columns[i].label);
    csv_writer_end_row(&w);
    bool same = takes(&at, &w.text);
    size_t row = 0;
    for (; same && row < all->n; row++) {
        write_row(&w, list, row, items, &scratch);
        same = takes(&at, &w.text);
        if (!same && (all->list[row].late = all->list[row].severity == SEVERITY_ERROR)) write_row(&w, list, row, items, &scratch), same = takes(&at, &w.text);
    }
    if (!same || at.n) verify_add(f, "number", table_name, NULL, "与 %s 的不同：第%zu条起", list_name, same ? row + 1 : row ? row : 1);
    free(items);
    csv_writer_release(&w);
    arena_release(&scratch);
}

static void check_table(struct verify_folder *f, const char *path, struct findings *all)
{
    const struct document_facts facts = {.title = table_name};
    struct document d;
    struct diag why;
    struct text bytes = {0};
    char part[1 << 14];
    FILE *file;
    if (!file_open(&file, path, (int64_t)VERIFY_MAX_FILE, &why)) {
        verify_add(f, "unreadable", table_name, NULL, "%s", why.text);
        return;
    }
    for (size_t n; (n = fread(part, 1, sizeof part, file)) > 0;) text_add_n(&bytes, part, n);
    fclose(file);
    document_init(&d, &facts);
    findings_document(&d, all);
    for (size_t i = 0; i < d.n_blocks; i++)
        if (d.blocks[i].kind == BLOCK_LIST) check_rows(f, d.blocks[i].list, all, (struct rest){text_get(&bytes), bytes.n});
    document_release(&d);
    text_release(&bytes);
}

/* ---- both ---- */

static void check_list(struct verify_folder *f, const struct verify_lists *l, const json_t *report, const json_t *list, bool digested)
{
    struct findings all = {.n = json_array_size(list)};
    all.list = memory_alloc((all.n + 1) * sizeof *all.list);
    for (size_t i = 0; i < all.n; i++)
        if (!read_finding(json_array_get(list, i), &all.list[i])) {
            if (digested) verify_add(f, "number", list_name, NULL, "第%zu条的类别、级别或者状态不是程序写的", i + 1);
            free(all.list);
            return;
        }
    check_counts(f, json_object_get(report, "findings"), &all);
    if (digested && l->table) check_table(f, l->table, &all);
    free(all.list);
}

/* By a program that is not known to be before 0.8.0, the first that wrote the digest. */
static bool needs_digest(const json_t *provenance)
{
    const char *program = text_of(provenance, "program");
    unsigned major, minor;
    return !program || sscanf(program, "nianbao %u.%u.", &major, &minor) != 2 || major || minor >= 8;
}

/* The SHA-256 that report.json has of the list; NULL: it has none, which is told where it should. */
static const char *digest_of_list(struct verify_folder *f, const json_t *report)
{
    static const char mark[] = "sha256:";
    const json_t *provenance = json_object_get(report, "provenance"), *said = json_object_get(provenance, "findings");
    const char *text = json_string_value(said), *hex = text && !strncmp(text, mark, sizeof mark - 1) ? text + sizeof mark - 1 : NULL;
    if (hex && strlen(hex) == DIGEST_HEX - 1 && strspn(hex, "0123456789abcdef") == DIGEST_HEX - 1) return hex;
    if (said) verify_add(f, "number", "report.json", NULL, "findings.json 的摘要（provenance.findings）不是 sha256: 和64个十六进制数字：%s", text ? text : "不是文字");
    else if (needs_digest(provenance)) verify_add(f, "number", "report.json", NULL, "没有 findings.json 的摘要（provenance.findings）：0.8.0 起写的都有");
    return NULL;
}

void verify_findings(struct verify_folder *f, const struct verify_lists *l)
{
    struct diag why;
    struct stat st;
    char hex[DIGEST_HEX];
    json_t *report = verify_load_json(l->report, &why);      /* that it cannot be read is told where its numbers are read */
    const char *digest = report ? digest_of_list(f, report) : NULL;
    if (digest && !l->list && !l->list_told) verify_add(f, "number", list_name, NULL, "清单里没有，report.json 里有它的摘要");
    if (digest && l->list && digest_file_sha256(l->list, hex, &why) && strcmp(hex, digest)) verify_add(f, "number", list_name, NULL, "与 report.json 所记的摘要不同：年报写出以后变了");
    if (report && l->list && !stat(l->list, &st) && st.st_size > VERIFY_MAX_FILE) {
        verify_add(f, "undecided", list_name, NULL, "太大，没有逐条数");
    } else if (report && l->list) {
        json_t *list = verify_load_json(l->list, &why);
        if (!json_is_array(list)) verify_add(f, "unreadable", list_name, NULL, "%s", list ? "不是问题的列表" : why.text);
        else check_list(f, l, report, list, digest);
        json_decref(list);
    }
    json_decref(report);
}

void verify_folder_findings(struct verify_folder *f, const char *folder)
{
    struct arena *a = &f->arena;
    if (!f->report) return;                            /* told before */
    verify_findings(f, &(struct verify_lists){verify_path(a, folder, f->report), f->findings ? verify_path(a, folder, f->findings) : NULL, f->findings_table ? verify_path(a, folder, f->findings_table) : NULL, f->findings_listed});
}
