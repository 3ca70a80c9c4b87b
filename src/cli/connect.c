#include "cli/commands.h"
#include "database/databases.h"
#include <stdlib.h>
#include <string.h>

bool connect_is_asked(int argc, char **argv)
{
    bool asked = false;
    for (int i = 2; i < argc; i++) asked |= server_is_address(argv[i]);
    if (asked) unsetenv("POSIXLY_CORRECT");            /* another order of arguments */
    return asked;
}

bool connect_servers(const struct command *c, struct options *o, struct diag *diag)
{
    const char *address = NULL;
    for (size_t i = 0; i < o->n_inputs; i++) {
        if (!server_is_address(o->inputs[i])) continue;
        if (address) return diag_fail(diag, DIAG_USAGE, "一次只能读一个数据库服务器；别的台账可以是文件");
        address = o->inputs[i];
    }
    if (!address) return true;
    if (!options_takes(c, OPTION_SCHEMA)) return diag_fail(diag, DIAG_USAGE, "nianbao %s 不读数据库服务器；台账在数据库里的，用 report、check、explain 和 rollup", c->name);
    return server_connect(&o->server, address, diag);
}

void connect_end(struct options *o)
{
    server_free(o->server);
    o->server = NULL;
}
