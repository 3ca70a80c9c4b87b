/* What all parts of a form are read with: ids, labels, queries, files of the folder. */
#include "base/characters.h"
#include "base/file.h"
#include "base/folder.h"
#include "base/text.h"
#include "form/form_inside.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

bool form_open(struct yaml **y, const char *path, struct diag *diag)
{
    if (!yaml_load(y, path, diag)) return false;
    if (yaml_root(*y)) return true;
    yaml_close(*y);
    *y = NULL;
    return diag_fail(diag, DIAG_INPUT, "%s:1: 文件是空的", path);
}

bool form_check_id(struct yaml *y, const yaml_item *item, const char *id, struct diag *diag)
{
    if (*id && !id[strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789_.")]) return true;
    return yaml_fail(diag, y, item, "标识“%s”只能用小写字母、数字、“_”和“.”", id);
}

bool form_ids(struct arena *arena, struct yaml *y, const yaml_item *list, const char ***out, size_t *n, struct diag *diag)
{
    size_t count = yaml_count(list);
    if (yaml_kind(list) != YAML_LIST || !count) return yaml_fail(diag, y, list, "这里应是标识的列表，如 [new, carried_in]");
    const char **ids = arena_alloc(arena, count * sizeof *ids);
    for (size_t i = 0; i < count; i++) {
        const yaml_item *item = yaml_at(y, list, i);
        const char *id = yaml_text(y, item);
        if (!id) return yaml_fail(diag, y, item, "这里应是一个标识");
        if (!form_check_id(y, item, id, diag)) return false;
        for (size_t j = 0; j < i; j++)
            if (!strcmp(ids[j], id)) return yaml_fail(diag, y, item, "“%s”在列表里写了两次", id);
        ids[i] = arena_dup(arena, id);
    }
    *out = ids;
    *n = count;
    return true;
}

bool form_label(struct arena *arena, struct yaml *y, const yaml_item *map, const char *key, const char **out, struct diag *diag)
{
    const char *s;
    if (!yaml_need(y, map, key, &s, diag)) return false;
    if (!*s || strpbrk(s, "\r\n")) return yaml_fail(diag, y, yaml_get(y, map, key), "“%s”应是一行文字", key);
    *out = arena_dup(arena, s);
    return true;
}

bool form_query(struct arena *arena, struct yaml *y, const yaml_item *map, const char *key, const char **out, int *line, struct diag *diag)
{
    const char *s;
    if (!yaml_need(y, map, key, &s, diag)) return false;
    *out = arena_dup(arena, s);
    *line = yaml_text_line(yaml_get(y, map, key));
    return true;
}

const char *form_path(struct form *form, struct yaml *y, const yaml_item *place, const char *name, const char *suffix, struct diag *diag)
{
    size_t n = strlen(name), tail = strlen(suffix);
    struct stat st;
    if (strchr(name, '/') || *name == '.' || n <= tail || strcmp(name + n - tail, suffix)) {
        yaml_fail(diag, y, place, "“%s”应是本文件夹里的一个 %s 文件", name, suffix);
        return NULL;
    }
    const char *path = arena_printf(&form->arena, "%s/%s", form->dir, name);
    if (stat(path, &st) || !S_ISREG(st.st_mode)) {
        yaml_fail(diag, y, place, "表单文件夹里没有文件 %s", name);
        return NULL;
    }
    return path;
}

bool form_read(struct arena *arena, const char *path, const char **out, struct diag *diag)
{
    FILE *f;
    if (!file_open(&f, path, YAML_MAX_BYTES, diag)) return false;
    struct text t = {0};
    char buffer[4096];
    bool ok = false;
    for (size_t n; (n = fread(buffer, 1, sizeof buffer, f)) > 0;) text_add_n(&t, buffer, n);
    struct character_fault fault;
    if (ferror(f)) {
        diag_fail_errno(diag, "读不了 %s", path);
    } else if (!characters_allowed(text_get(&t), t.n, &fault)) {
        int line = 1;
        for (size_t i = 0; i < fault.at; i++) line += t.bytes[i] == '\n';
        diag_fail(diag, DIAG_INPUT, "%s:%d: 文字里不能有 %s", path, line, fault.words);
    } else {
        *out = arena_dup_n(arena, text_get(&t), t.n);
        ok = true;
    }
    text_release(&t);
    fclose(f);
    return ok;
}

/* Hidden files (of editors and desktops) do not count: no form can name one. */
bool form_digest(const char *dir, char hex[DIGEST_HEX], struct diag *diag)
{
    struct arena words = {0};
    const char **names;
    size_t n;
    bool ok = folder_names(&words, dir, "", NULL, &names, &n, diag);
    for (size_t i = 0; ok && i < n; i++) {
        struct stat st;
        const char *path = arena_printf(&words, "%s/%s", dir, names[i]);
        if (stat(path, &st)) ok = diag_fail_errno(diag, "读不了 %s", path);
        else if (!S_ISREG(st.st_mode)) ok = diag_fail(diag, DIAG_INPUT, "%s: 表单文件夹里只放文件，请移走它", path);
    }
    ok = ok && digest_files(dir, names, n, hex, diag);
    arena_release(&words);
    return ok;
}
