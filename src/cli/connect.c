#include "base/say.h"
#include "cli/commands.h"
#include "database/databases.h"
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool connect_is_asked(int argc, char **argv)
{
    bool asked = false;
    for (int i = 2; i < argc; i++) asked |= server_is_address(argv[i]) || server_is_near_address(argv[i]);
    if (asked) unsetenv("POSIXLY_CORRECT");            /* another order of arguments */
    return asked;
}

/* libpq prints in English what file of passwords it passes over, and has no function to keep it from that; server_notice says it. Words of
 * ours said meanwhile would be lost: it is for that moment alone. */
static void silence(bool on)
{
    static int kept = -1;
    if (on) {
        int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
        kept = nowhere >= 0 ? fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0) : -1;
        if (kept >= 0) dup2(nowhere, STDERR_FILENO);
        if (nowhere >= 0) close(nowhere);
    } else if (kept >= 0) {
        dup2(kept, STDERR_FILENO);
        close(kept);
    }
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
    if (!server_connect(&o->server, address, silence, diag)) return false;
    const char *notice = server_notice(o->server);
    if (notice && !o->quiet) say(stderr, "%s\n", notice);
    return true;
}

void connect_end(struct options *o)
{
    server_free(o->server);
    o->server = NULL;
}
