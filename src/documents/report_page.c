#include "documents/report_inside.h"

/* What the office does not say is not known: the content system puts it in. */
static void add(struct document *d, const char *name, const char *value)
{
    if (value && *value) document_property(d, name, value);
}

/* 网站标签、栏目标签: the same for every report. */
static void add_website(struct document *d, const struct settings *settings)
{
    add(d, "SiteName", settings_text(settings, "website.site_name"));
    add(d, "SiteDomain", settings_text(settings, "website.site_domain"));
    add(d, "SiteIDCode", settings_text(settings, "website.site_id_code"));
    add(d, "ColumnName", settings_text(settings, "website.column_name"));
    add(d, "ColumnDescription", settings_text(settings, "website.column_description"));
    add(d, "ColumnKeywords", settings_text(settings, "website.column_keywords"));
    add(d, "ColumnType", settings_text(settings, "website.column_type"));
}

/* YYYY-MM-DD HH:MM, of 2026-01-20T00:00:00+08:00. */
static const char *publication_time(struct arena *a, const char *stamp)
{
    enum { DAY = 10, MINUTE = 5 };
    return arena_printf(a, "%.*s %.*s", DAY, stamp, MINUTE, stamp + DAY + 1);
}

/* 内容页标签. A draft is not published. */
static void add_article(struct document *d, const struct report *r)
{
    add(d, "ArticleTitle", r->title);
    if (!r->draft) add(d, "PubDate", publication_time(&d->arena, r->stamp));
    add(d, "ContentSource", r->agency.name);
}

void report_page(struct document *d, const struct report *r, const struct settings *settings)
{
    d->whole_page = true;
    add_website(d, settings);
    add_article(d, r);
    report_blocks(d, r, NULL);
}
