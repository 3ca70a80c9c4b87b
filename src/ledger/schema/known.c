#include "base/spelling.h"
#include "base/text.h"
#include "ledger/schema/schema.h"
#include <string.h>

/* What C names of the ledger's definitions, by kind. A data folder that lacks one of these, or has it as something else, is refused. */

/* Columns as name:type. Types are those of tables.yaml; text is also a key or prose, and a code is its list. */
static const struct { const char *table, *columns; } tables[] = {
    {"agencies", "code:text name:text aliases:text type:agency_types level:levels address:text phone:text contact:text postcode:text website:text calendar:text "
                 "active_from:date active_until:date parent_code:text successor_code:text vertical:flag"},
    {"requests", "agency:agency no:text channel:channels delivery:deliveries outcome:outcomes applicant_kind:applicant_kinds department:text"},
    {"events", "agency:agency request_no:text seq:count event:events day:date party:text party_received:date until:date days:count approver:text "
               "approved:date amount:money"},
    {"disputes", "agency:agency no:text request_no:text"},
    {"decisions", "agency:agency"},
    {"declared", "agency:agency year:year cell:text value:number"},
    {"publication", "agency:agency year:year submitted:date published:date"},
    {"texts", "agency:agency no:text file_name:text"},
    {"narrative", "agency:agency year:year section:narrative_sections text:text"},
    {"waivers", "agency:agency year:year rule:text place:text seen:text reason:text note:text"}};

/* Codes of a list. */
static const struct { const char *list, *codes; } lists[] = {
    {"agency_types", "E G N"}, {"levels", ""}, {"applicant_kinds", ""}, {"channels", ""}, {"deliveries", ""}, {"events", ""},
    {"narrative_sections", "overview problems"}, {"outcomes", ""}};

static const struct ledger_column *column_named(const struct ledger_table *t, struct slice name)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (slice_is(name, t->columns[i].name)) return &t->columns[i];
    return NULL;
}

static const char *type_of(const struct ledger_column *c)
{
    switch (c->type) {
    case COLUMN_KEY: case COLUMN_TEXT: case COLUMN_PROSE: return "text";
    case COLUMN_CODE: return c->codes->name;
    case COLUMN_DATE: return "date";
    case COLUMN_MONTH: return "month";
    case COLUMN_YEAR: return "year";
    case COLUMN_COUNT: return "count";
    case COLUMN_SIGNED: return "signed";
    case COLUMN_NUMBER: return "number";
    case COLUMN_MONEY: return "money";
    case COLUMN_FLAG: return "flag";
    case COLUMN_AGENCY: return "agency";
    }
    return "";
}

/* The next word of a list that is parted by blanks; empty at its end. */
static struct slice next_word(const char **rest)
{
    struct slice word = {*rest, strcspn(*rest, " ")};
    *rest += word.n + (word.s[word.n] == ' ');
    return word;
}

static void add_missing(struct text *missing, const char *what, const char *where, struct slice name, const char *more)
{
    text_printf(missing, "%s%s“%s”的 %.*s%s", missing->n ? "、" : "", what, where, (int)name.n, name.s, more);
}

static void name_columns(const struct ledger_table *t, const char *columns, struct text *missing)
{
    for (struct slice word; (word = next_word(&columns)).n;) {
        const char *colon = memchr(word.s, ':', word.n);
        struct slice name = {word.s, (size_t)(colon - word.s)}, type = {colon + 1, word.n - name.n - 1};
        const struct ledger_column *c = column_named(t, name);
        if (c && slice_is(type, type_of(c))) continue;
        add_missing(missing, "表", t->id, name, " 列");
        if (c) text_printf(missing, "（类型应是 %.*s）", (int)type.n, type.s);
    }
}

bool schema_has_known(const struct schema *schema, const char *dir, struct diag *diag)
{
    struct text missing = {0};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        const struct code_list *list = schema_codes(schema, lists[i].list);
        const char *codes = lists[i].codes;
        if (!list) text_printf(&missing, "%s代码表“%s”", missing.n ? "、" : "", lists[i].list);
        for (struct slice code; list && (code = next_word(&codes)).n;) {
            char word[32];
            memcpy(word, code.s, code.n);
            word[code.n] = 0;
            if (!code_find(list, word)) add_missing(&missing, "代码表", list->name, code, "");
        }
    }
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        const struct ledger_table *t = schema_table(schema, tables[i].table);
        if (t) name_columns(t, tables[i].columns, &missing);
        else text_printf(&missing, "%s“%s”表", missing.n ? "、" : "", tables[i].table);
    }
    bool ok = !missing.n || diag_fail(diag, DIAG_INPUT, "%s 缺少程序要用的：%s；请恢复程序原来的文件", dir, text_get(&missing));
    text_release(&missing);
    return ok;
}
