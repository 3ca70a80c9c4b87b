#include "ledger/rows/row_inside.h"
#include "ledger/values/identity.h"
#include "ledger/values/value_key.h"
#include <string.h>

/* Rows of the agencies table make the agencies known that the other tables name. */

static int column_named(const struct ledger_table *t, const char *name)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (!strcmp(t->columns[i].name, name)) return (int)i;
    return -1;
}

static const char *text_in(const struct row_source *s, const char *name, struct arena *a)
{
    int column = column_named(s->table, name);
    const struct value *v = column >= 0 ? &s->values[column] : NULL;
    return v && v->kind == VALUE_TEXT ? arena_dup_n(a, v->text, v->n) : NULL;
}

/* The code of an agency above that is this one, perhaps written otherwise; NULL where there is none. */
static const char *same_code(const struct ledger_agencies *all, const char *code)
{
    int64_t id = ledger_agencies_find(all, code);
    struct text a = {0}, b = {0};
    const char *other = id ? all->list[id - 1].code : NULL;
    if (other) key_fold(&a, (struct slice){code, strlen(code)}), key_fold(&b, (struct slice){other, strlen(other)});
    bool same = other && !strcmp(text_get(&a), text_get(&b));
    text_release(&a);
    text_release(&b);
    return same ? other : NULL;
}

/* A full-width form in it: 的 is none. */
static bool is_wide(const char *code)
{
    uint32_t c;
    for (size_t i = 0, n = strlen(code); i < n;) {
        i += utf8_next(code + i, n - i, &c);
        if (spelling_narrow(c) != c && c >= 0xFF01 && c <= 0xFF5E) return true;
    }
    return false;
}

bool row_add_agency(struct row_source *s)
{
    struct fault fault;
    struct arena words = {0};
    bool ok = false;
    const char *code = text_in(s, "code", &words), *name = text_in(s, "name", &words), *aliases = text_in(s, "aliases", &words);
    int column = column_named(s->table, "code");
    const char *other = same_code(s->context->agencies, code);
    if (other) {
        if (!strcmp(other, code)) fault_set(&fault, "A05", "这个机关代码前面已经有了");
        else fault_set(&fault, "A05", "看来与前面的“%s”是同一个机关，代码只是写法不同", other);
        row_say(s, column, &fault, true);
        goto out;
    }
    if (is_wide(code)) {
        fault_set(&fault, "A16", "机关代码里有全角字符，输出文件夹的名称改用半角");
        fault_expect(&fault, "半角的数字和字母");
        row_say(s, column, &fault, false);
    } else if (strspn(code, "0-") == strlen(code)) {
        fault_set(&fault, "A16", "机关代码全是零");
        fault_expect(&fault, "本机关的统一社会信用代码");
        row_say(s, column, &fault, false);
    } else if (strlen(code) == 18 && !identity_organisation(code, 18)) {
        fault_set(&fault, "A16", "统一社会信用代码的校验位不对");
        row_say(s, column, &fault, false);
    }
    ledger_agencies_add(s->context->agencies, code, name, aliases);
    ok = true;
out:
    arena_release(&words);
    return ok;
}
