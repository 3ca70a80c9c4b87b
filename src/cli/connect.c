#include "cli/commands.h"
#include "database/databases.h"
#include <stdlib.h>
#include <string.h>

bool connect_is_asked(int argc, char **argv)
{
    bool asked = false;
    for (int i = 2; i < argc; i++) asked |= server_is_address(argv[i]) || server_is_near_address(argv[i]);
    if (asked) unsetenv("POSIXLY_CORRECT");            /* another order of arguments */
    return asked;
}

bool connect_servers(const struct command *c, struct options *o, struct diag *diag)
{
    const char *address = NULL;
    for (size_t i = 0; i < o->n_inputs; i++) {
        if (server_is_near_address(o->inputs[i]))
            return diag_fail(diag, DIAG_USAGE, "数据库的地址要写作 postgresql://主机:端口/数据库，一个字母也不能差；口令不写在里面，见 docs/zh/数据库.md");
        if (!server_is_address(o->inputs[i])) continue;
        if (!options_takes(c, OPTION_SCHEMA)) return diag_fail(diag, DIAG_USAGE, "nianbao %s 不读数据库服务器；台账在数据库里的，用 report、check、explain 和 rollup", c->name);
        if (address) return diag_fail(diag, DIAG_USAGE, "一次只能读一个数据库服务器；别的台账可以是文件");
        address = o->inputs[i];
    }
    if (!address) return true;
    return server_connect(&o->server, address, diag);
}

void connect_end(struct options *o)
{
    server_free(o->server);
    o->server = NULL;
}
