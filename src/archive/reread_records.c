#include "archive/item.h"
#include "archive/reread_inside.h"
#include "archive/serial.h"
#include "archive/transfer.h"
#include "base/folder.h"
#include "base/text.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* ---- one item ---- */

static bool is_number(const char *words, int64_t number)
{
    char digits[TEXT_INTEGER];
    return !strcmp(words, text_integer(number, digits));
}

static void differs(struct rereading *r, const char *file, const char *field, const char *said, const char *found)
{
    reread_tell(r, "metadata", file, "元数据的“%s”是“%s”，文件里的是“%s”", field, said, found);
}

/* What the metadata list, and what lies in the folder. */
static void check_listed(struct rereading *r, const struct record *one, const char *file)
{
    const struct tree *files = tree_at(one->root, "电子属性");
    for (const struct tree *f = files ? files->first : NULL; f; f = f->next) {
        const char *name = arena_printf(&r->arena, "%s/%s", one->place, tree_text(f, "文件名"));
        const struct listed_file *listed = digest_list_find(&r->list, name);
        struct stat st;
        if (!listed) {
            reread_tell(r, "metadata", file, "元数据列的文件 %s 不在摘要清单里", tree_text(f, "文件名"));
            continue;
        }
        if (strcmp(tree_text(f, "摘要值"), listed->sha256) || strcmp(tree_text(f, "摘要值二"), listed->sm3)) reread_tell(r, "metadata", name, "元数据里的摘要值与摘要清单的不同");
        if (!lstat(reread_path(r, name), &st) && !is_number(tree_text(f, "字节数"), st.st_size)) reread_tell(r, "metadata", name, "元数据里的字节数是%s，文件是%lld", tree_text(f, "字节数"), (long long)st.st_size);
        if (strcmp(tree_text(f, "存储位置"), name)) reread_tell(r, "metadata", name, "元数据里的存储位置是 %s", tree_text(f, "存储位置"));
    }
    const char *folder = arena_printf(&r->arena, "%s/", one->place);
    for (size_t i = 0; i < r->list.n; i++) {
        const char *name = r->list.files[i].name;
        if (strncmp(name, folder, strlen(folder)) || !strcmp(name, file)) continue;
        const struct tree *f = files ? files->first : NULL;
        while (f && strcmp(tree_text(f, "文件名"), name + strlen(folder))) f = f->next;
        if (!f) reread_tell(r, "metadata", name, "元数据没有列这个文件");
    }
}

static void check_pdf(struct rereading *r, const struct record *one, const char *file)
{
    const char *folder = arena_printf(&r->arena, "%s/", one->place);
    const char *title = tree_text(one->root, "内容描述/题名"), *author = tree_text(one->root, "内容描述/责任者"), *pages = tree_text(one->root, "形式特征/页数");
    for (size_t i = 0; i < r->list.n; i++) {
        const char *name = r->list.files[i].name;
        struct pdf_facts f;
        struct diag unread;                            /* told as a file that is not whole */
        size_t n = strlen(name);
        if (strncmp(name, folder, strlen(folder)) || n < 4 || strcmp(name + n - 4, ".pdf") || !reread_may_open(r, name) || !pdf_facts_read(&f, &r->arena, reread_path(r, name), &unread)) continue;
        if (strcmp(title, f.title ? f.title : "")) differs(r, file, "题名", title, f.title ? f.title : "");
        if (strcmp(author, f.author ? f.author : "")) differs(r, file, "责任者", author, f.author ? f.author : "");
        if (!is_number(pages, f.pages)) differs(r, file, "页数", pages, arena_printf(&r->arena, "%d", f.pages));
    }
}

static void check_report(struct rereading *r, const struct record *one, const char *file)
{
    const char *name = arena_printf(&r->arena, "%s/report.json", one->place);
    json_t *root = reread_may_open(r, name) ? json_load_file(reread_path(r, name), JSON_REJECT_DUPLICATES, NULL) : NULL;
    if (root) {
        const char *agency = json_string_value(json_object_get(json_object_get(root, "agency"), "name")), *said = tree_text(one->root, "内容描述/责任者");
        json_int_t year = json_integer_value(json_object_get(root, "year")), edition = json_integer_value(json_object_get(root, "edition"));
        if (strcmp(said, agency ? agency : "")) differs(r, file, "责任者", said, agency ? agency : "");
        if (!is_number(tree_text(one->root, "内容描述/年度"), year)) differs(r, file, "年度", tree_text(one->root, "内容描述/年度"), arena_printf(&r->arena, "%lld", (long long)year));
        if (!is_number(tree_text(one->root, "内容描述/版次"), edition ? edition : 1))
            differs(r, file, "版次", tree_text(one->root, "内容描述/版次"), arena_printf(&r->arena, "%lld", (long long)(edition ? edition : 1)));
    }
    json_decref(root);
}

static void check_place(struct rereading *r, const struct record *one, const char *file)
{
    const char *year = strchr(one->place, '/') + 1, *folder = strrchr(one->place, '/') + 1, *number = tree_text(one->root, "档号");
    const char *said = tree_text(one->root, "内容描述/年度");
    if (strcmp(tree_text(one->root, "存储位置"), one->place)) reread_tell(r, "metadata", file, "元数据的存储位置是 %s，实际在 %s：文件夹移动过", tree_text(one->root, "存储位置"), one->place);
    if (strlen(said) != (size_t)(folder - 1 - year) || strncmp(year, said, strlen(said)) != 0) reread_tell(r, "metadata", file, "元数据的年度是%s，却在文件夹 %s 里", said, one->place);
    if (*number && strcmp(number, folder)) reread_tell(r, "metadata", file, "元数据的档号是 %s，文件夹是 %s", number, folder);
}

/* ---- the catalogue ---- */

static struct record *record_at(const struct records *all, const char *place)
{
    for (size_t i = 0; i < all->n; i++)
        if (!strcmp(all->list[i].place, place)) return &all->list[i];
    return NULL;
}

static void check_entry(struct rereading *r, struct records *all, const struct tree *entry, size_t nth)
{
    static const struct { const char *field, *path; } same[] = {{"档号", "档号"}, {"责任者", "内容描述/责任者"}, {"题名", "内容描述/题名"}, {"日期", "内容描述/日期"}, {"保管期限", "保管期限"}, {"密级", "密级"}, {"页数", "形式特征/页数"}};
    const char *place = tree_text(entry, "存储位置");
    struct record *one = record_at(all, place);
    if (!is_number(tree_text(entry, "顺序号"), (int64_t)nth)) reread_tell(r, "catalogue", ARCHIVE_CATALOGUE, "第%zu件的顺序号是“%s”", nth, tree_text(entry, "顺序号"));
    if (!one) {
        reread_tell(r, "catalogue", ARCHIVE_CATALOGUE, "目录里的第%zu件 %s 在移交包里没有元数据", nth, place);
        all->lacking = true;
        return;
    }
    if (one->listed) reread_tell(r, "catalogue", ARCHIVE_CATALOGUE, "%s 在目录里有两条", place);
    one->listed = true;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        const char *here = tree_text(entry, same[i].field), *there = tree_text(one->root, same[i].path);
        if (strcmp(here, there)) reread_tell(r, "catalogue", ARCHIVE_CATALOGUE, "%s 的“%s”，目录里是“%s”，元数据里是“%s”", place, same[i].field, here, there);
    }
}

static void check_serials(struct rereading *r, struct serial *all, size_t n)
{
    if (n) qsort(all, n, sizeof *all, serial_order);
    for (size_t i = 1; i < n; i++)
        if (serial_one_row(&all[i - 1], &all[i]) && all[i].value != all[i - 1].value + 1)
            reread_tell(r, "catalogue", ARCHIVE_CATALOGUE, "档号 %s 和 %s 之间断号，或者重号", all[i - 1].number, all[i].number);
}

static void check_catalogue(struct rereading *r, struct records *all)
{
    struct diag why;
    const struct tree *root = tree_read(&r->arena, reread_path(r, ARCHIVE_CATALOGUE), &why);
    size_t nth = 0, n = 0;
    if (!root) {
        reread_tell(r, "incomplete", ARCHIVE_CATALOGUE, "%s", why.text);
        return;
    }
    struct serial *numbers = NULL;
    size_t cap = 0;
    for (const struct tree *entry = root->first; entry; entry = entry->next) {
        if (strcmp(entry->name, "件")) continue;
        check_entry(r, all, entry, ++nth);
        numbers = memory_grow(numbers, n, &cap, sizeof *numbers);
        n += serial_read(&r->arena, tree_text(entry, "档号"), tree_text(entry, "档号规则"), &numbers[n]);
    }
    check_serials(r, numbers, n);
    free(numbers);
    if (!is_number(tree_text(root, "件数"), (int64_t)nth)) reread_tell(r, "catalogue", ARCHIVE_CATALOGUE, "目录写着%s件，列了%zu件", tree_text(root, "件数"), nth);
    for (size_t i = 0; i < all->n; i++)
        if (!all->list[i].listed) reread_tell(r, "catalogue", ARCHIVE_CATALOGUE, "目录里没有 %s", all->list[i].place);
}

/* ---- all ---- */

static const char documents[] = "电子档案";

static void take_record(struct rereading *r, struct records *all, const char *place)
{
    struct diag why;
    const char *file = arena_printf(&r->arena, "%s/%s", place, ARCHIVE_METADATA);
    struct record *one = &all->list[all->n];
    *one = (struct record){place, tree_read(&r->arena, reread_path(r, file), &why), false};
    if (!one->root) {
        reread_tell(r, "incomplete", file, "%s", why.text);
        all->lacking = true;
        return;
    }
    all->n++;
    r->counts->items++;
    check_place(r, one, file);
    check_listed(r, one, file);
    check_pdf(r, one, file);
    check_report(r, one, file);
}

static bool folders(struct rereading *r, const char *below, const char ***names, size_t *n)
{
    struct diag unread;                                /* told by the search for files that were added */
    struct stat st;
    if (lstat(reread_path(r, below), &st) || !S_ISDIR(st.st_mode)) return false;
    return folder_names(&r->arena, reread_path(r, below), "", NULL, names, n, &unread);
}

void reread_records(struct rereading *r, struct records *all)
{
    size_t cap = 0, n_years, n;
    const char **years, **names;
    if (!folders(r, documents, &years, &n_years)) n_years = 0;
    for (size_t i = 0; i < n_years; i++) {
        const char *year = arena_printf(&r->arena, "%s/%s", documents, years[i]);
        if (!folders(r, year, &names, &n)) continue;
        for (size_t k = 0; k < n; k++) {
            all->list = memory_grow(all->list, all->n, &cap, sizeof *all->list);
            take_record(r, all, arena_printf(&r->arena, "%s/%s", year, names[k]));
        }
    }
    check_catalogue(r, all);
}
