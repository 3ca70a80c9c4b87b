#include "documents/returned.h"
#include "base/file.h"
#include "base/json_out.h"
#include "base/text.h"
#include "calendar/civil.h"
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char schema[] = "nianbao.returned/1";

/* ---- in memory ---- */

static const char *name_of(const char *code, const char *name) { return code ? code : name ? name : ""; }

const struct returned_agency *returned_of(const struct returned *all, const char *code, const char *name)
{
    const char *by = name_of(code, name);
    int64_t at = all->at ? intern_find(all->at, by, strlen(by)) : 0;
    return at ? &all->list[at - 1] : NULL;
}

static struct returned_round copy_round(struct arena *a, const struct returned_round *r)
{
    struct returned_round copy = {arena_dup(a, r->sha256), r->day, arena_dup(a, r->stamp), arena_alloc(a, (r->n + 1) * sizeof *copy.faults), r->n};
    for (size_t i = 0; i < r->n; i++) {
        const struct returned_defect *f = &r->faults[i];
        const char **keys = arena_alloc(a, (f->n_keys + 1) * sizeof *keys);
        for (size_t k = 0; k < f->n_keys; k++) keys[k] = arena_dup(a, f->keys[k]);
        copy.faults[i] = (struct returned_defect){arena_dup(a, f->place), arena_dup(a, f->what), keys, f->n_keys};
    }
    return copy;
}

void returned_add(struct returned *all, const struct returned_agency *agency)
{
    const char *by = name_of(agency->code, agency->name);
    if (!all->at) all->at = intern_new();
    if ((size_t)intern_number(all->at, by, strlen(by)) <= all->n) return;
    all->list = memory_grow(all->list, all->n, &all->cap, sizeof *all->list);
    struct arena *a = &all->arena;
    all->list[all->n++] = (struct returned_agency){arena_dup(a, agency->code), arena_dup(a, agency->name), copy_round(a, &agency->now), copy_round(a, &agency->before)};
}

struct returned_round returned_round_of(struct arena *a, const struct defects *faults, const char *sha256, int day, const char *stamp)
{
    struct returned_round r = {sha256, day, stamp, arena_alloc(a, (faults->n + 1) * sizeof *r.faults), faults->n};
    for (size_t i = 0; i < faults->n; i++) {
        const struct defect *f = &faults->list[i];
        const char *place = f->places[0].place;
        if (place && f->n_places > 1) place = arena_printf(a, "%s等%zu处", place, f->n_places);
        r.faults[i] = (struct returned_defect){place, f->what, f->keys, f->n_keys};
    }
    return r;
}

bool returned_has(const struct returned_round *round, const char *const *keys, size_t n)
{
    for (size_t i = 0; i < round->n; i++)
        for (size_t k = 0; k < round->faults[i].n_keys; k++)
            for (size_t m = 0; m < n; m++)
                if (!strcmp(round->faults[i].keys[k], keys[m])) return true;
    return false;
}

bool returned_same(const struct returned_round *a, const struct returned_round *b)
{
    if (a->n != b->n) return false;
    for (size_t i = 0; i < a->n; i++) {
        const struct returned_defect *x = &a->faults[i], *y = &b->faults[i];
        if (!text_same(x->place, y->place) || !text_same(x->what, y->what) || x->n_keys != y->n_keys) return false;
        for (size_t k = 0; k < x->n_keys; k++)
            if (strcmp(x->keys[k], y->keys[k])) return false;
    }
    return true;
}

void returned_release(struct returned *all)
{
    if (all->at) intern_free(all->at);
    free(all->list);
    arena_release(&all->arena);
    *all = (struct returned){0};
}

/* ---- reading ---- */

static const char *text_at(const json_t *o, const char *key) { return json_string_value(json_object_get(o, key)); }

static bool read_keys(struct arena *a, const json_t *list, struct returned_defect *f)
{
    size_t i;
    const json_t *key;
    const char **keys = arena_alloc(a, (json_array_size(list) + 1) * sizeof *keys);
    json_array_foreach(list, i, key) {
        if (!json_is_string(key)) return false;
        keys[f->n_keys++] = json_string_value(key);
    }
    f->keys = keys;
    return json_is_array(list);
}

/* NULL is no round. */
static bool read_round(struct arena *a, const json_t *o, struct returned_round *r)
{
    const json_t *list = json_object_get(o, "faults"), *fault;
    const char *day = text_at(o, "day");
    size_t i;
    if (json_is_null(o)) return true;
    r->sha256 = text_at(o, "sha256");
    r->stamp = text_at(o, "stamp");
    if (!r->sha256 || !r->stamp || !day || !civil_parse_iso(day, &r->day) || !json_is_array(list)) return false;
    r->faults = arena_alloc(a, (json_array_size(list) + 1) * sizeof *r->faults);
    json_array_foreach(list, i, fault) {
        struct returned_defect *f = &r->faults[r->n++];
        f->place = text_at(fault, "place");
        f->what = text_at(fault, "what");
        if (!f->what || !read_keys(a, json_object_get(fault, "keys"), f)) return false;
    }
    return true;
}

static bool read_all(struct returned *all, const json_t *root, int year)
{
    const json_t *list = json_object_get(root, "agencies"), *o;
    size_t i;
    bool ok = text_same(text_at(root, "schema"), schema) && json_integer_value(json_object_get(root, "year")) == year && json_is_array(list);
    struct arena scratch = {0};
    json_array_foreach(list, i, o) {
        struct returned_agency a = {.code = text_at(o, "code"), .name = text_at(o, "name")};
        ok = ok && a.name && read_round(&scratch, json_object_get(o, "now"), &a.now) && a.now.sha256 && read_round(&scratch, json_object_get(o, "before"), &a.before);
        if (!ok) break;
        returned_add(all, &a);
    }
    arena_release(&scratch);
    return ok;
}

bool returned_read(struct returned *all, const char *path, int year)
{
    enum { MOST = 256 };
    struct stat st;
    struct diag unread;
    FILE *file;
    if (lstat(path, &st) || !S_ISREG(st.st_mode) || !file_open(&file, path, MOST * MEBIBYTE, &unread)) return false;
    json_t *root = json_loadf(file, JSON_REJECT_DUPLICATES, NULL);
    fclose(file);
    bool ok = root && read_all(all, root, year);
    if (!ok) returned_release(all);
    json_decref(root);
    return ok;
}

/* ---- writing ---- */

static void put_round(struct json_out *j, const char *key, const struct returned_round *r)
{
    char iso[CIVIL_ISO];
    if (!r->sha256) {
        json_out_null(j, key);
        return;
    }
    json_out_object(j, key);
    json_out_text(j, "sha256", r->sha256);
    json_out_text(j, "day", civil_iso(r->day, iso));
    json_out_text(j, "stamp", r->stamp);
    json_out_array(j, "faults");
    for (size_t i = 0; i < r->n; i++) {
        json_out_object(j, NULL);
        json_out_text(j, "place", r->faults[i].place);
        json_out_text(j, "what", r->faults[i].what);
        json_out_array(j, "keys");
        for (size_t k = 0; k < r->faults[i].n_keys; k++) json_out_text(j, NULL, r->faults[i].keys[k]);
        json_out_close(j);
        json_out_close(j);
    }
    json_out_close(j);
    json_out_close(j);
}

bool returned_write(const struct returned *all, int year, struct outdir *out, struct diag *diag)
{
    struct json_out j;
    if (!json_out_stage(&j, out, RETURNED_FILE, diag)) return false;
    outdir_private(out, RETURNED_FILE);
    json_out_object(&j, NULL);
    json_out_text(&j, "schema", schema);
    json_out_count(&j, "year", year);
    json_out_array(&j, "agencies");
    for (size_t i = 0; i < all->n; i++) {
        json_out_object(&j, NULL);
        json_out_text(&j, "code", all->list[i].code);
        json_out_text(&j, "name", all->list[i].name);
        put_round(&j, "now", &all->list[i].now);
        put_round(&j, "before", &all->list[i].before);
        json_out_close(&j);
    }
    json_out_close(&j);
    json_out_close(&j);
    return json_out_commit(&j, diag);
}
