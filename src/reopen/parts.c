/* A package of XML parts: every part read to its end, and the parts compared with what relates them.
 *
 * libzip and Expat read; written by hand is only what relates the parts, which libraries read without proving it. */
#include "reopen/parts_inside.h"
#include "base/file.h"
#include <stdlib.h>
#include <string.h>

static const char types_part[] = "[Content_Types].xml", root_part[] = "_rels/.rels";

int64_t parts_number(const char **attributes, const char *name)
{
    const char *value = package_attribute(attributes, name);
    return value ? strtoll(value, NULL, 10) : -1;
}

static bool is_between(const char *name, const char *begin, const char *end)
{
    size_t n = strlen(name), m = strlen(end);
    return n >= m && !strncmp(name, begin, strlen(begin)) && !strcmp(name + n - m, end);
}

/* ---- what relates the parts ---- */

static void on_types(void *user, const char *name, const char **attributes)
{
    struct part *p = user;
    const char *extension = package_attribute(attributes, "Extension"), *part = package_attribute(attributes, "PartName");
    if (!strcmp(name, "Default") && extension) intern_number(p->parts->types, extension, strlen(extension));
    if (strcmp(name, "Override") || !part) return;
    intern_number(p->parts->types, part, strlen(part));
    if (*part != '/' || !package_has(&p->parts->package, part + 1)) package_pump_fail(&p->pump, "所列的部件不在");
}

/* The relations of xl/workbook.xml lie in xl/_rels/workbook.xml.rels; their targets are relative to xl/. */
static void on_relation(void *user, const char *name, const char **attributes)
{
    struct part *p = user;
    struct parts *all = p->parts;
    const char *target = package_attribute(attributes, "Target"), *mode = package_attribute(attributes, "TargetMode"), *folder = strstr(p->name, "_rels/");
    const char *fault = mode && !strcmp(mode, "External") ? "指向文件以外" : !folder ? "不在关系文件夹里" : NULL;      /* no document of ours leads out of itself */
    if (strcmp(name, "Relationship")) return;
    if (fault) {
        package_pump_fail(&p->pump, fault);
        return;
    }
    const char *base = arena_dup_n(&all->arena, p->name, (size_t)(folder - p->name));
    const char *part = target ? package_resolve(&all->arena, base, target) : "";
    if (!package_has(&all->package, part)) package_pump_fail(&p->pump, "所指的部件不在");
    if (!strcmp(p->name, root_part) && !strcmp(part, all->kind->main)) all->leads_to_main = true;
    if (all->kind->on_relation) all->kind->on_relation(p, part);
}

/* ---- one part ---- */

static const struct part_reader everywhere[] = {{types_part, "", {.start = on_types}, NULL}, {"", ".rels", {.start = on_relation}, NULL}};
static const struct part_reader plain = {"", ".xml", {0}, NULL};

static const struct part_reader *reader_in(const struct part_reader *list, size_t n, const char *part)
{
    for (size_t i = 0; i < n; i++)
        if (is_between(part, list[i].begin, list[i].end_of_name)) return &list[i];
    return NULL;
}

static const struct part_reader *reader_of(const struct parts_kind *kind, const char *part)
{
    const struct part_reader *reader = reader_in(everywhere, sizeof everywhere / sizeof *everywhere, part);
    if (!reader) reader = reader_in(kind->readers, kind->n_readers, part);
    return reader ? reader : reader_in(&plain, 1, part);
}

bool parts_refuse(const char *part, const char *why, struct diag *diag) { return diag_fail(diag, DIAG_INPUT, "部件 %s %s", part, why); }

static bool read_part(struct parts *all, const char *name, struct diag *diag)
{
    struct part p = {.parts = all, .name = name};
    struct diag why;
    const struct part_reader *reader = reader_of(all->kind, name);
    if (!reader) return parts_refuse(name, all->kind->not_one, diag);
    if (!package_pump_all(&p.pump, &all->package, name, &reader->handlers, &p, &why)) return parts_refuse(name, p.pump.fault ? p.pump.fault : "残缺", diag);
    const char *fault = reader->end ? reader->end(&p) : NULL;
    return !fault || parts_refuse(name, fault, diag);
}

/* ---- all ---- */

/* Office programs need the type of each XML part by its name; the type of the ending .xml alone is not enough. */
static bool has_type(struct parts *all, const char *part)
{
    const char *key = is_between(part, "", ".xml") ? arena_printf(&all->arena, "/%s", part) : strrchr(part, '.') + 1;
    return intern_find(all->types, key, strlen(key)) > 0;
}

/* libzip compares each part with its checksum when the last byte of it has been read. */
static bool read_parts(struct parts *all, struct diag *diag)
{
    const char *const needed[] = {types_part, root_part, all->kind->main, all->kind->relations};
    zip_int64_t n = zip_get_num_entries(all->package.zip, 0);
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (!package_has(&all->package, needed[i])) return parts_refuse(needed[i], "不在", diag);
    for (zip_int64_t i = 0; i < n; i++)
        if (!read_part(all, zip_get_name(all->package.zip, (zip_uint64_t)i, 0), diag)) return false;
    for (zip_int64_t i = 0; i < n; i++) {
        const char *part = zip_get_name(all->package.zip, (zip_uint64_t)i, 0);
        if (strcmp(part, types_part) && !has_type(all, part)) return parts_refuse(part, "没有列出种类", diag);
    }
    return all->leads_to_main || parts_refuse(root_part, all->kind->not_led, diag);
}

/* Without zip64 no package unpacks to more than 4 GiB, a part or all of it. */
static bool bounded(zip_t *zip)
{
    const uint64_t most = UINT64_C(4) << 30;
    uint64_t total = 0;
    zip_stat_t s;
    for (zip_int64_t i = 0, n = zip_get_num_entries(zip, 0); i < n; i++)
        if (zip_stat_index(zip, (zip_uint64_t)i, 0, &s) || !(s.valid & ZIP_STAT_SIZE) || s.size > most || (total += s.size) > most) return false;
    return true;
}

bool parts_open(struct package *p, const char *path, const struct package_kind *kind, struct diag *diag)
{
    int error = 0;
    *p = (struct package){.kind = kind};
    if (!file_check(path, FILE_ANY_SIZE, diag)) return false;
    p->zip = zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, &error);
    p->path = memory_dup(path);
    return (p->zip && bounded(p->zip)) || diag_fail(diag, DIAG_INPUT, "不是完整的压缩文件");
}

bool parts_sound(const char *path, const struct parts_kind *kind, void *claims, struct diag *diag)
{
    struct parts all = {.kind = kind, .claims = claims};
    all.types = intern_new();
    bool ok = parts_open(&all.package, path, kind->package, diag) && read_parts(&all, diag);
    package_close(&all.package);
    intern_free(all.types);
    arena_release(&all.arena);
    return ok;
}
