#include "database/server_words.h"
#include <ctype.h>
#include <stddef.h>
#include <string.h>

/* By the whole state, or by its class of two characters; the first line that fits. */
static const struct { const char *state; struct server_words words; } known[] = {
    {"28P01", {"用户名或者口令不对", "核对用户名；口令放在 ~/.pgpass（或 PGPASSFILE 指的文件）里，或用环境变量 PGPASSWORD", false}},
    {"28", {"数据库不让登录：没有这个用户，或者不许它从这台机器、不用 TLS 来", "核对用户名、证书和 sslmode；请数据库管理员看 pg_hba.conf", false}},
    {"3D", {"服务器上没有这个数据库", "核对地址里 / 后面的数据库名", false}},
    {"3F", {"没有这个模式", "核对 --schema、--tables 里的模式", false}},
    {"53300", {"数据库的连接满了", "过一会儿再运行，或请数据库管理员增加连接数", false}},
    {"53", {"数据库服务器的磁盘、内存或连接不够用", "请数据库管理员处理后再运行", false}},
    {"57014", {"查询被数据库取消了（超过它的时限，或被管理员停下）", "请数据库管理员放宽这个用户的 statement_timeout，再运行一次", false}},
    {"57P04", {"数据库被删除了", "请问数据库管理员", true}},
    {"57P03", {"数据库正在启动或关闭，还不能用", "过一会儿再运行", true}},
    {"57P", {"数据库服务器断开了连接（关闭、重启，或空闲太久）", "等它恢复后再运行一次", true}},
    {"25P03", {"数据库服务器断开了连接（事务空闲太久）", "请数据库管理员放宽这个用户的 idle_in_transaction_session_timeout，再运行一次", true}},
    {"25P04", {"数据库服务器断开了连接（事务时间太长）", "请数据库管理员放宽这个用户的 transaction_timeout，再运行一次", true}},
    {"25006", {"查询要写数据库，本程序只读", "只写 SELECT；视图里不调用会写的函数", false}},
    {"08P01", {"查询里有没有给值的参数（$1），或服务器不认这样的问法", "查询里直接写值，先在 psql 里试好", false}},
    {"08", {"与数据库的连接断了", "等网络和服务器恢复后再运行一次", true}},
    {SERVER_HIDES_ROWS, {"它有行级安全策略，这个用户只看得见一部分行，数会少", "请数据库管理员给出要读的行的视图，或让这个用户绕过策略（BYPASSRLS）", false}},
    {"42501", {"没有读它的权限", "请数据库管理员给这个用户 GRANT SELECT ON 表（视图），以及 GRANT USAGE ON SCHEMA 模式；给过的，看视图的所有者能不能读视图用到的表", false}},
    {"42P01", {"它，或者它用到的一张表，在数据库里没有", "核对表名、视图名和模式；大写的名称区分大小写", false}},
    {"42703", {"用到的一列在数据库里没有", "核对视图或查询里的列名", false}},
    {"42601", {"查询的写法不对", "一个文件里只写一句 SELECT，先在 psql 里试好", false}},
    {"42", {"查询的写法不对，或用到的函数、类型在数据库里没有", "先在 psql 里试好这个视图或查询", false}},
    {"22021", {"数据库里有的字不是它声明的编码", "请数据库管理员改正数据库里的编码；或在视图里去掉这些字", false}},
    {"22P05", {"数据库里有的字没有对应的 UTF-8 字", "在视图里换掉或去掉这些字", false}},
    {"22", {"有一个值转换不了（视图或查询里的转换、计算）", "在视图或查询里改正转换；拿不准的列原样给出，由本程序读", false}},
    {"21", {"查询里的一个子查询给出了不止一行", "先在 psql 里试好这个视图或查询", false}},
    {"40", {"数据库中断了这次查询（与别的事务冲突）", "再运行一次", false}},
    {"55000", {"物化视图里还没有数据，或者它现在不能读", "请数据库管理员 REFRESH MATERIALIZED VIEW", false}},
    {"55P03", {"表正被别的程序锁住，等不到", "过一会儿再运行", false}},
    {"0A", {"数据库不会做这个查询要的事", "改写视图或查询，先在 psql 里试好", false}},
    {"54", {"查询太复杂，数据库做不了", "把视图或查询写简单些", false}},
    {"HV", {"外部表那一头读不了", "请数据库管理员看外部表的服务器和映射", false}},
    {"58", {"数据库服务器读写文件出错", "请数据库管理员看服务器的日志", false}},
    {"XX", {"数据库服务器内部出错", "请数据库管理员看服务器的日志", false}},
};

struct server_words server_words(const char *state)
{
    static const struct server_words silent = {"与数据库的连接断了", "等网络和服务器恢复后再运行一次", true};
    static const struct server_words other = {"数据库拒绝了查询", "请数据库管理员看服务器的日志", false};
    if (!*state) return silent;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!strncmp(known[i].state, state, strlen(known[i].state))) return known[i].words;
    return other;
}

static bool is_state(const char *s)
{
    for (int i = 0; i < SQLSTATE; i++)
        if (!isdigit((unsigned char)s[i]) && !(s[i] >= 'A' && s[i] <= 'Z')) return false;
    return s[SQLSTATE] == ':' || s[SQLSTATE] == '\n' || !s[SQLSTATE];
}

void server_words_state(const char *message, char state[SQLSTATE + 1])
{
    state[0] = 0;
    for (const char *s = strstr(message, ":  "); s; s = strstr(s + 1, ":  ")) {
        if (!is_state(s + 3)) continue;
        memcpy(state, s + 3, SQLSTATE);
        state[SQLSTATE] = 0;
    }
}
