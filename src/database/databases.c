#include "database/databases.h"
#include "database/names.h"
#include "database/server_inside.h"
#include "database/sqlite_file.h"
#include <stdlib.h>
#include <string.h>

struct databases {
    struct ledger_databases face;
    struct databases_asked asked;
};

const char *databases_shown(const char *input, const char *label) { return !server_is_address(input) ? input : label ? label : "数据库"; }

static bool is_server(const struct databases *all, const char *path) { return all->asked.server && !strcmp(path, all->asked.server->address); }

static bool holds(const struct ledger_databases *self, const char *path) { return is_server((const struct databases *)self, path) || sqlite_file_is(path); }

static bool open_one(struct ledger_databases *self, const char *path, const struct schema *schema, struct ledger_database **out, struct diag *diag)
{
    const struct databases *all = (const struct databases *)self;
    const struct databases_asked *asked = &all->asked;
    struct database_names names = {0};
    if (asked->tables && !database_names_read(&names, asked->tables, schema, diag)) return false;
    bool ok = is_server(all, path) ? server_open(asked->server, databases_shown(path, asked->label), asked->schema, &names, schema, out, diag)
                                   : sqlite_file_open(path, &names, schema, out, diag);
    database_names_release(&names);
    return ok;
}

struct ledger_databases *databases_new(const struct databases_asked *asked)
{
    struct databases *all = memory_alloc(sizeof *all);
    *all = (struct databases){{holds, open_one}, *asked};
    return &all->face;
}

void databases_free(struct ledger_databases *all) { free(all); }
