#include "flow/session.h"
#include "flow/session_inside.h"
#include "base/own_folder.h"
#include "base/today.h"
#include "base/text.h"
#include "calendar/civil.h"
#include "clock/calendar_files.h"
#include "database/databases.h"
#include "rules/rules.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool try_folders(struct session *s, const char *data, const char *templates)
{
    if (access(arena_printf(&s->arena, "%s/settings.yaml", data), R_OK) || access(templates, R_OK | X_OK)) return false;
    s->data = data;
    s->templates = templates;
    return true;
}

/* An installed data folder holds report_templates; in a source tree they stand beside it. */
static bool try_data(struct session *s, const char *data)
{
    return try_folders(s, data, arena_printf(&s->arena, "%s/report_templates", data)) ||
           try_folders(s, data, arena_printf(&s->arena, "%s/../report_templates", data));
}

static bool find_data(struct session *s, const struct options *o, struct diag *diag)
{
    const char *given = o->data ? o->data : getenv("NIANBAO_DATA");
    if (given && *given) {
        if (try_data(s, given)) return true;
        return diag_fail(diag, DIAG_USAGE, "%s 里没有程序的数据（settings.yaml 和 report_templates）", given);
    }
    char *folder = arena_dup(&s->arena, own_folder());
    if (*folder && try_data(s, arena_printf(&s->arena, "%s/../share/nianbao", folder))) return true;
    /* From a build tree: the nearest folder above that holds both. */
    while (*folder) {
        if (try_data(s, arena_printf(&s->arena, "%s/data", folder))) return true;
        char *slash = strrchr(folder, '/');
        if (!slash) break;
        *slash = 0;
    }
    if (try_data(s, NIANBAO_DATADIR)) return true;
    return diag_fail(diag, DIAG_SYSTEM, "找不到程序的数据文件夹（" NIANBAO_DATADIR " 里也没有）；请用 --data 指明");
}

static bool find_today(struct session *s, const struct options *o, struct diag *diag)
{
    enum { CHINA = 8 * 3600, DAY = 86400 };
    int64_t seconds;
    bool fixed;
    char iso[CIVIL_ISO];
    if (!today_seconds(&seconds, &fixed, diag)) return false;
    seconds += CHINA;
    s->as_of = o->as_of != NO_DAY ? o->as_of : (int)(seconds / DAY);
    /* Without a fixed instant documents bear the day alone, so that two runs of one day give the same bytes. */
    int of_day = fixed ? (int)(seconds % DAY) : 0;
    civil_iso(fixed ? (int)(seconds / DAY) : s->as_of, iso);
    s->stamp = arena_printf(&s->arena, "%sT%02d:%02d:%02d+08:00", iso, of_day / 3600, of_day / 60 % 60, of_day % 60);
    return true;
}

static bool find_calendars(struct session *s, const struct options *o, struct diag *diag)
{
    if (!calendar_files_load(&s->calendars, arena_printf(&s->arena, "%s/calendars", s->data), o->calendar, s->calendar_hash, diag)) return false;
    if (!calendars_any(s->calendars)) return diag_fail(diag, DIAG_INPUT, "%s/calendars 缺少程序要用的“%s”的工作日历；请恢复程序原来的文件", s->data, CALENDAR_NATIONAL);
    s->region = o->region;
    if (!o->region || calendars_find(s->calendars, o->region)) return true;
    struct text names = {0};
    const struct calendar *c;
    for (size_t i = 0; (c = calendars_at(s->calendars, i)); i++) text_printf(&names, "%s%s", i ? "、" : "", calendar_name(c));
    diag_fail(diag, DIAG_USAGE, "--region 没有“%s”的工作日历；有：%s", o->region, text_get(&names));
    text_release(&names);
    return false;
}

/* The option is named, where the file's reader knows none. */
static bool named_are_there(const struct options *o, struct diag *diag)
{
    const struct { const char *option, *path; } named[] = {{"fonds", o->fonds}, {"reasons", o->reasons}, {"settings", o->settings}, {"tables", o->tables}};
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (named[i].path && access(named[i].path, F_OK)) return diag_fail(diag, DIAG_INPUT, "--%s 缺少文件 %s", named[i].option, named[i].path);
    return true;
}

static const char *first_database(const struct session *s, const struct options *o)
{
    for (size_t i = 0; i < o->n_inputs; i++)
        if (s->databases->holds(s->databases, o->inputs[i])) return o->inputs[i];
    return NULL;
}

/* What is said of a database where there is none would do nothing. */
static bool open_databases(struct session *s, const struct options *o, struct diag *diag)
{
    s->databases = databases_new(&(struct databases_asked){o->server, o->schema, o->tables, o->label});
    const char *first = first_database(s, o), *of_server = o->schema ? "schema" : o->label ? "label" : NULL;
    if (of_server && !o->server) return diag_fail(diag, DIAG_USAGE, "--%s 只用于数据库服务器里的台账，如 postgresql://主机/数据库", of_server);
    if (o->tables && !first) return diag_fail(diag, DIAG_USAGE, "--tables 只用于数据库里的台账");
    if (o->mark && first) return diag_fail(diag, DIAG_USAGE, "--mark 标注的是文件的副本，台账在数据库里没有文件；每一处的表、编号和问题见问题清单，-v 列出全部");
    return true;
}

bool session_open(struct session *s, const struct options *o, struct diag *diag)
{
    *s = (struct session){0};
    if (!named_are_there(o, diag) || !find_data(s, o, diag) || !find_today(s, o, diag)) return false;
    s->shelf = form_shelf_new(s->templates);
    s->names = intern_new();
    bool ok = open_databases(s, o, diag) && settings_load(&s->settings, arena_printf(&s->arena, "%s/settings.yaml", s->data), o->settings, diag) &&
           schema_load(&s->schema, s->data, diag) && schema_has_known(s->schema, arena_printf(&s->arena, "%s/ledger", s->data), diag) &&
           (!o->headings || schema_add_headings(s->schema, o->headings, diag)) &&
           catalogue_load(&s->catalogue, arena_printf(&s->arena, "%s/rules", s->templates), diag) &&
           clock_law_load(&s->law, s->data, s->schema, s->settings, diag) && find_calendars(s, o, diag);
    if (ok) confine(o, s);
    return ok;
}

bool session_store(const struct session *s, struct store **store, const char *path, struct diag *diag)
{
    char *lists = memory_alloc(strlen(s->data) + sizeof "/lists");
    memcpy(lists, s->data, strlen(s->data));
    memcpy(lists + strlen(s->data), "/lists", sizeof "/lists");
    bool ok = store_open(store, path, s->schema, diag);
    if (ok) store_use_settings(*store, s->settings);
    ok = ok && store_add_lists(*store, lists, diag) && rules_prove_lists(s->catalogue, *store, diag);
    free(lists);
    return ok;
}

void session_close(struct session *s)
{
    clock_law_free(s->law);
    calendars_free(s->calendars);
    catalogue_free(s->catalogue);
    schema_free(s->schema);
    settings_free(s->settings);
    form_shelf_free(s->shelf);
    databases_free(s->databases);
    intern_free(s->names);
    arena_release(&s->arena);
}
