#include "base/text.h"
#include "ledger/schema/schema.h"
#include <string.h>

static const struct { const char *table, *columns; } tables[] = {
    {"agencies", "code name type level address phone postcode website calendar active_from active_until parent_code successor_code vertical"},
    {"requests", "agency no channel delivery outcome applicant_kind department"},
    {"events", "agency request_no seq event day party party_received until days approver approved"},
    {"disputes", "agency no request_no"},
    {"declared", "agency year cell value"},
    {"publication", "agency year submitted published"},
    {"texts", "agency no file_name"},
    {"narrative", "agency year section text"},
    {"waivers", "agency year rule place seen reason note"}};
static const char *const lists[] = {"applicant_kinds", "channels", "deliveries", "events", "narrative_sections", "outcomes"};

static bool has_column(const struct ledger_table *t, const char *name, size_t n)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (strlen(t->columns[i].name) == n && !strncmp(t->columns[i].name, name, n)) return true;
    return false;
}

static void name_columns(const struct ledger_table *t, const char *columns, struct text *missing)
{
    for (size_t n; *columns; columns += n + (columns[n] == ' ')) {
        n = strcspn(columns, " ");
        if (!has_column(t, columns, n)) text_printf(missing, "%s“%s”表的 %.*s 列", missing->n ? "、" : "", t->id, (int)n, columns);
    }
}

bool schema_has_known(const struct schema *schema, const char *dir, struct diag *diag)
{
    struct text missing = {0};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        const struct ledger_table *t = schema_table(schema, tables[i].table);
        if (t) name_columns(t, tables[i].columns, &missing);
        else text_printf(&missing, "%s“%s”表", missing.n ? "、" : "", tables[i].table);
    }
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (!schema_codes(schema, lists[i])) text_printf(&missing, "%s代码表“%s”", missing.n ? "、" : "", lists[i]);
    bool ok = !missing.n || diag_fail(diag, DIAG_INPUT, "%s 缺少程序要用的：%s；请恢复程序原来的文件", dir, text_get(&missing));
    text_release(&missing);
    return ok;
}
