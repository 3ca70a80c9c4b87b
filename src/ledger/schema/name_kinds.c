#include "ledger/schema/name_kinds.h"
#include "base/yaml.h"
#include <stdlib.h>
#include <string.h>

static int longer_first(const void *a, const void *b)
{
    const struct name_ending *x = a, *y = b;
    if (x->n != y->n) return x->n < y->n ? 1 : -1;
    return strcmp(x->text, y->text);
}

static const char *last_character(const char *s, size_t n)
{
    const char *at = s + n - 1;
    while (at > s && ((unsigned char)*at & 0xC0) == 0x80) at--;
    return at;
}

static bool add_endings(struct schema *schema, struct yaml *y, yaml_item *list, int kind, struct diag *diag)
{
    struct text folded = {0};
    bool ok = true;
    size_t cap = schema->n_endings;
    struct name_ending *all = arena_alloc(&schema->arena, (cap + yaml_count(list) + 1) * sizeof *all);
    if (cap) memcpy(all, schema->endings, cap * sizeof *all);
    schema->endings = all;
    for (size_t i = 0; ok && i < yaml_count(list); i++) {
        const char *ending = yaml_text(y, yaml_at(y, list, i));
        if (!ending) {
            ok = yaml_fail(diag, y, list, "ends 应是词尾的列表");
            break;
        }
        text_clear(&folded);
        spelling_fold(&folded, (struct slice){ending, strlen(ending)});
        if (folded.n) spelling_set_add(&schema->endings_end, last_character(folded.bytes, folded.n), folded.bytes + folded.n);
        all[schema->n_endings++] = (struct name_ending){arena_dup(&schema->arena, text_get(&folded)), folded.n, kind};
    }
    text_release(&folded);
    return ok;
}

static bool read_group(struct schema *schema, struct yaml *y, yaml_item *item, struct diag *diag)
{
    static const char *const keys[] = {"kind", "ends", NULL};
    if (!yaml_only(y, item, keys, diag)) return false;
    const struct code_list *kinds = schema_codes(schema, "applicant_kinds");
    const char *code = yaml_text(y, yaml_get(y, item, "kind"));
    int kind = code && kinds ? code_find(kinds, code) : 0;
    if (code && !kind) return yaml_fail(diag, y, item, "“%s”不是申请人类型", code);
    return add_endings(schema, y, yaml_get(y, item, "ends"), kind, diag);
}

bool name_kinds_read(struct schema *schema, const char *path, struct diag *diag)
{
    struct yaml *y;
    if (!yaml_load(&y, path, diag)) return false;
    yaml_item *root = yaml_root(y);
    bool ok = true;
    for (size_t i = 0; ok && i < yaml_count(root); i++) ok = read_group(schema, y, yaml_at(y, root, i), diag);
    yaml_close(y);
    if (ok && schema->n_endings) qsort(schema->endings, schema->n_endings, sizeof *schema->endings, longer_first);
    return ok;
}

/* Up to the bracket that closes at the end; folding has made it an ASCII one. */
static size_t without_brackets(struct slice name)
{
    size_t n = name.n;
    if (!n || name.s[n - 1] != ')') return n;
    while (n && name.s[n - 1] != '(') n--;
    return n ? n - 1 : name.n;
}

int name_kind(const struct schema *schema, struct slice name)
{
    size_t n = without_brackets(name);
    if (!n || !spelling_set_has(&schema->endings_end, last_character(name.s, n), name.s + n)) return 0;
    for (size_t i = 0; i < schema->n_endings; i++) {
        const struct name_ending *e = &schema->endings[i];
        if (n >= e->n && !memcmp(name.s + n - e->n, e->text, e->n)) return e->kind;
    }
    return 0;
}
