#include "clock/law.h"
#include "base/yaml.h"
#include "calendar/civil.h"
#include <stdlib.h>
#include <string.h>

/* ---- dates and codes ---- */

static int column_of(const struct ledger_table *t, const char *heading)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (!strcmp(t->columns[i].heading, heading)) return (int)i;
    return -1;
}

static bool add_date(const struct clock_law *law, struct yaml *y, yaml_item *item, struct law_dates *dates, struct diag *diag)
{
    const char *heading = yaml_text(y, item);
    int column = heading ? column_of(law->requests, heading) : -1;
    if (heading && !strcmp(heading, "receipt")) column = LAW_RECEIPT_DAY;
    else if (column < 0 || law->requests->columns[column].type != COLUMN_DATE)
        return yaml_fail(diag, y, item, "“%s”不是申请登记的日期列", heading ? heading : "");
    if (dates->n == LAW_MAX_DATES) return yaml_fail(diag, y, item, "日期列太多");
    dates->columns[dates->n++] = column;
    return true;
}

static bool read_dates(const struct clock_law *law, struct yaml *y, yaml_item *item, struct law_dates *dates, struct diag *diag)
{
    if (yaml_kind(item) == YAML_TEXT) return add_date(law, y, item, dates, diag);
    if (yaml_kind(item) != YAML_LIST || !yaml_count(item)) return yaml_fail(diag, y, item, "这里应是日期列的标题");
    for (size_t i = 0; i < yaml_count(item); i++)
        if (!add_date(law, y, yaml_at(y, item, i), dates, diag)) return false;
    return true;
}

static const char *text_at(struct clock_law *law, struct yaml *y, const yaml_item *map, const char *key)
{
    return arena_dup(&law->arena, yaml_text(y, yaml_get(y, map, key)));
}

static bool code_at(struct yaml *y, yaml_item *map, size_t i, const struct code_list *list, int *code, struct diag *diag)
{
    *code = code_find(list, yaml_key(y, map, i));
    return *code || yaml_fail(diag, y, yaml_at(y, map, i), "代码表 %s 里没有“%s”", list->name, yaml_key(y, map, i));
}

/* Place of the word in a NULL-terminated list, -1 where it is none. */
static int word_of(const char *const *words, const char *word)
{
    for (int i = 0; word && words[i]; i++)
        if (!strcmp(words[i], word)) return i;
    return -1;
}

/* ---- one file each ---- */

static bool read_channel(struct clock_law *law, struct yaml *y, yaml_item *item, struct law_channel *c, struct diag *diag)
{
    static const char *const keys[] = {"receipt", "lenient", "first", "handed", "article", "reason", NULL};
    yaml_item *lenient = yaml_get(y, item, "lenient"), *first = yaml_get(y, item, "first"), *handed = yaml_get(y, item, "handed");
    *c = (struct law_channel){.article = text_at(law, y, item, "article"), .reason = text_at(law, y, item, "reason")};
    if (!yaml_only(y, item, keys, diag) || !read_dates(law, y, yaml_get(y, item, "receipt"), &c->strict, diag)) return false;
    if (first && !read_dates(law, y, first, &c->first, diag)) return false;
    if (handed && !read_dates(law, y, handed, &c->handed, diag)) return false;
    c->lenient = c->strict;
    c->lenient.n = lenient ? 0 : c->lenient.n;
    return !lenient || read_dates(law, y, lenient, &c->lenient, diag);
}

static bool read_channels(struct clock_law *law, struct yaml *y, struct diag *diag)
{
    yaml_item *root = yaml_root(y);
    law->channels = arena_alloc(&law->arena, (law->channel_codes->n + 1) * sizeof *law->channels);
    for (size_t i = 0; i < yaml_count(root); i++) {
        int code;
        if (!code_at(y, root, i, law->channel_codes, &code, diag) || !read_channel(law, y, yaml_at(y, root, i), &law->channels[code], diag)) return false;
    }
    for (size_t i = 1; i <= law->channel_codes->n; i++)
        if (!law->channels[i].strict.n) return yaml_fail(diag, y, root, "缺少代码“%s”", law->channel_codes->codes[i - 1].code);
    return true;
}

static bool read_deliveries(struct clock_law *law, struct yaml *y, struct diag *diag)
{
    static const char *const keys[] = {"deliveries", "otherwise", "article", NULL};
    yaml_item *root = yaml_root(y), *map = yaml_get(y, root, "deliveries");
    law->deliveries = arena_alloc(&law->arena, (law->delivery_codes->n + 1) * sizeof *law->deliveries);
    if (!yaml_only(y, root, keys, diag)) return false;
    for (size_t i = 0; i < yaml_count(map); i++) {
        int code;
        if (!code_at(y, map, i, law->delivery_codes, &code, diag)) return false;
        if (!read_dates(law, y, yaml_at(y, map, i), &law->deliveries[code], diag)) return false;
    }
    for (size_t i = 1; i <= law->delivery_codes->n; i++)
        if (!law->deliveries[i].n) return yaml_fail(diag, y, map, "缺少代码“%s”", law->delivery_codes->codes[i - 1].code);
    law->delivery_article = text_at(law, y, root, "article");
    return read_dates(law, y, yaml_get(y, root, "otherwise"), &law->otherwise, diag);
}

static bool read_event(struct clock_law *law, struct yaml *y, yaml_item *item, struct law_event *e, struct diag *diag)
{
    static const char *const keys[] = {"does", "answers", "limit", "article", NULL};
    static const char *const does[] = {"nothing", "ask_supplement", "supplement", "extend", "consult", "ask_reasons", "answer", "delay",
                                       "ask_payment", "pay", "lose_contact", "find_contact", "withdraw", NULL};
    static const char *const limits[] = {"none", "third_party", "co_maker", NULL};
    const char *answers = yaml_text(y, yaml_get(y, item, "answers")), *limit = yaml_text(y, yaml_get(y, item, "limit"));
    if (!yaml_only(y, item, keys, diag)) return false;
    int kind = word_of(does, yaml_text(y, yaml_get(y, item, "does"))), until = limit ? word_of(limits, limit) : LIMIT_NONE;
    if (kind < 0) return yaml_fail(diag, y, item, "does 不认识：%s", yaml_text(y, yaml_get(y, item, "does")) ? yaml_text(y, yaml_get(y, item, "does")) : "");
    if (until < 0) return yaml_fail(diag, y, item, "limit 应是 third_party 或 co_maker");
    e->does = (enum law_does)kind;
    e->limit = (enum law_limit)until;
    e->answers = answers ? code_find(law->event_codes, answers) : 0;
    if ((kind == DOES_ANSWER) != (e->answers > 0)) return yaml_fail(diag, y, item, "answer 要用 answers 写明它答复的事件，别的事件不写");
    e->article = text_at(law, y, item, "article");
    return true;
}

static bool read_events(struct clock_law *law, struct yaml *y, struct diag *diag)
{
    yaml_item *root = yaml_root(y);
    law->events = arena_alloc(&law->arena, (law->event_codes->n + 1) * sizeof *law->events);
    for (size_t i = 0; i < law->event_codes->n; i++) {
        const struct code *c = &law->event_codes->codes[i];
        yaml_item *item = yaml_get(y, root, c->code);
        law->events[i + 1] = (struct law_event){.code = c->code, .label = c->label};
        if (!item) return yaml_fail(diag, y, root, "缺少代码“%s”", c->code);
        if (!read_event(law, y, item, &law->events[i + 1], diag)) return false;
    }
    for (size_t i = 0; i < yaml_count(root); i++) {
        int code;
        if (!code_at(y, root, i, law->event_codes, &code, diag)) return false;
    }
    return true;
}

static bool read_outcomes(struct clock_law *law, struct yaml *y, struct diag *diag)
{
    static const char *const keys[] = {"waits_for", "withdrawn", "counted_as", NULL}, *const waits[] = {"", "supplement", "payment", NULL};
    yaml_item *root = yaml_root(y);
    law->outcomes = arena_alloc(&law->arena, (law->outcome_codes->n + 1) * sizeof *law->outcomes);
    for (size_t i = 1; i <= law->outcome_codes->n; i++) law->outcomes[i].counted_as = (int)i;
    for (size_t i = 0; i < yaml_count(root); i++) {
        yaml_item *item = yaml_at(y, root, i);
        const char *word = yaml_text(y, yaml_get(y, item, "waits_for")), *as = yaml_text(y, yaml_get(y, item, "counted_as"));
        bool withdrawn;
        int code, wait = word ? word_of(waits, word) : 0;
        if (!code_at(y, root, i, law->outcome_codes, &code, diag) || !yaml_only(y, item, keys, diag) || !yaml_flag(y, item, "withdrawn", &withdrawn, diag)) return false;
        if (wait < 0) return yaml_fail(diag, y, item, "waits_for 应是 supplement 或 payment");
        law->outcomes[code] = (struct law_outcome){(enum law_wait)wait, withdrawn, as ? code_find(law->outcome_codes, as) : code};
        if (!law->outcomes[code].counted_as) return yaml_fail(diag, y, item, "counted_as 不是办理结果的代码：%s", as);
    }
    return true;
}

/* ---- regimes ---- */

static bool read_days(struct yaml *y, const yaml_item *map, const char *key, bool needed, int *days, struct diag *diag)
{
    const yaml_item *item = yaml_get(y, map, key);
    const char *s = yaml_text(y, item);
    *days = LAW_NO_LIMIT;
    if (!s) return !needed || yaml_fail(diag, y, map, "缺少“%s”", key);
    int n = 0;
    for (const char *c = s; *c; c++) {
        if (*c < '0' || *c > '9' || n > 999) return yaml_fail(diag, y, item, "“%s”应是工作日数", key);
        n = n * 10 + (*c - '0');
    }
    *days = n;
    return n > 0 || yaml_fail(diag, y, item, "“%s”应是工作日数", key);
}

/* The channels under this regime: those of channels.yaml, replaced where the regime has its own. */
static bool read_own_channels(struct clock_law *law, struct yaml *y, const yaml_item *regime, struct law_regime *r, struct diag *diag)
{
    yaml_item *map = yaml_get(y, regime, "channels");
    const char *article = text_at(law, y, regime, "receipt_article");
    size_t n = law->channel_codes->n + 1;
    r->channels = arena_alloc(&law->arena, n * sizeof *r->channels);
    memcpy(r->channels, law->channels, n * sizeof *r->channels);
    for (size_t i = 0; map && i < yaml_count(map); i++) {
        int code;
        if (!code_at(y, map, i, law->channel_codes, &code, diag) || !read_channel(law, y, yaml_at(y, map, i), &r->channels[code], diag)) return false;
    }
    for (size_t i = 1; article && i < n; i++) r->channels[i].article = article;
    return true;
}

static bool read_own_articles(struct clock_law *law, struct yaml *y, const yaml_item *regime, struct law_regime *r, struct diag *diag)
{
    yaml_item *map = yaml_get(y, regime, "articles");
    r->articles = arena_alloc(&law->arena, (law->event_codes->n + 1) * sizeof *r->articles);
    for (size_t i = 0; map && i < yaml_count(map); i++) {
        int code;
        if (!code_at(y, map, i, law->event_codes, &code, diag)) return false;
        r->articles[code] = arena_dup(&law->arena, yaml_text(y, yaml_at(y, map, i)));
    }
    return true;
}

static bool read_own_outcomes(struct clock_law *law, struct yaml *y, const yaml_item *regime, struct law_regime *r, struct diag *diag)
{
    const yaml_item *list = yaml_get(y, regime, "outcomes");
    r->outcomes = arena_alloc(&law->arena, (law->outcome_codes->n + 1) * sizeof *r->outcomes);
    if (yaml_kind(list) != YAML_LIST) return yaml_fail(diag, y, regime, "outcomes 应列出办理结果的代码");
    for (size_t i = 0; i < yaml_count(list); i++) {
        const char *word = yaml_text(y, yaml_at(y, list, i));
        int code = word ? code_find(law->outcome_codes, word) : 0;
        if (!code) return yaml_fail(diag, y, yaml_at(y, list, i), "outcomes 里的“%s”不是办理结果的代码", word ? word : "");
        r->outcomes[code] = true;
    }
    return true;
}

/* Each outcome is one of some regime, and counts as one of the newest. */
static bool prove_outcomes(const struct clock_law *law, struct yaml *y, struct diag *diag)
{
    const struct law_regime *newest = &law->regimes[law->n_regimes - 1];
    for (size_t code = 1; code <= law->outcome_codes->n; code++) {
        bool known = false;
        for (size_t i = 0; i < law->n_regimes; i++) known = known || law->regimes[i].outcomes[code];
        const char *name = law->outcome_codes->codes[code - 1].code;
        if (!known) return yaml_fail(diag, y, yaml_root(y), "哪一部条例的 outcomes 里都没有办理结果“%s”", name);
        if (!newest->outcomes[law->outcomes[code].counted_as])
            return yaml_fail(diag, y, yaml_root(y), "outcomes.yaml 要用 counted_as 写明“%s”计作现行条例的哪一种办理结果", name);
    }
    return true;
}

static bool read_regime(struct clock_law *law, struct yaml *y, yaml_item *item, struct law_regime *r, struct diag *diag)
{
    static const char *const keys[] = {"id", "name", "from", "reply", "extension", "supplement_notice", "third_party", "co_maker", "payment",
                                       "reply_article", "receipt_article", "articles", "channels", "outcomes", "compare", NULL};
    const char *from = yaml_text(y, yaml_get(y, item, "from")), *id, *name, *article;
    if (!yaml_only(y, item, keys, diag) || !yaml_need(y, item, "id", &id, diag) || !yaml_need(y, item, "name", &name, diag) ||
        !yaml_need(y, item, "reply_article", &article, diag)) return false;
    r->id = arena_dup(&law->arena, id);
    r->name = arena_dup(&law->arena, name);
    r->reply_article = arena_dup(&law->arena, article);
    r->from = civil_day(1, 1, 1);
    if (from && !civil_parse_iso(from, &r->from)) return yaml_fail(diag, y, item, "from 应是日期");
    return read_days(y, item, "reply", true, &r->reply, diag) && read_days(y, item, "extension", true, &r->extension, diag) &&
           read_days(y, item, "supplement_notice", false, &r->supplement_notice, diag) &&
           read_days(y, item, "third_party", false, &r->third_party, diag) && read_days(y, item, "co_maker", false, &r->co_maker, diag) &&
           read_days(y, item, "payment", false, &r->payment, diag) && read_own_channels(law, y, item, r, diag) &&
           read_own_outcomes(law, y, item, r, diag) && read_own_articles(law, y, item, r, diag);
}

static bool read_regimes(struct clock_law *law, struct yaml *y, struct diag *diag)
{
    yaml_item *root = yaml_root(y);
    law->n_regimes = yaml_count(root);
    law->regimes = arena_alloc(&law->arena, (law->n_regimes + 1) * sizeof *law->regimes);
    if (yaml_kind(root) != YAML_LIST || !law->n_regimes) return yaml_fail(diag, y, root, "这里应是各部条例的期限");
    for (size_t i = 0; i < law->n_regimes; i++) {
        yaml_item *item = yaml_at(y, root, i);
        if (!read_regime(law, y, item, &law->regimes[i], diag)) return false;
        if (i ? law->regimes[i].from <= law->regimes[i - 1].from : yaml_text(y, yaml_get(y, item, "from")) != NULL)
            return yaml_fail(diag, y, item, "按 from 从早到晚排列，第一个的 from 写 ~");
    }
    for (size_t i = 0; i < law->n_regimes; i++) {
        const char *compare = yaml_text(y, yaml_get(y, yaml_at(y, root, i), "compare"));
        for (size_t k = 0; compare && k < law->n_regimes; k++)
            if (!strcmp(law->regimes[k].id, compare)) law->regimes[i].compare = &law->regimes[k];
        if (compare && !law->regimes[i].compare) return yaml_fail(diag, y, yaml_at(y, root, i), "compare 不是这里的 id：%s", compare);
    }
    return prove_outcomes(law, y, diag);
}

const char *law_article(const struct clock_law *law, const struct law_regime *regime, int event)
{
    return regime->articles[event] ? regime->articles[event] : law->events[event].article;
}

/* ---- all of it ---- */

static bool read_file(struct clock_law *law, const char *data, const char *name, bool (*read)(struct clock_law *, struct yaml *, struct diag *), struct diag *diag)
{
    struct yaml *y;
    if (!yaml_load(&y, arena_printf(&law->arena, "%s/clock/%s", data, name), diag)) return false;
    bool ok = read(law, y, diag);
    yaml_close(y);
    return ok;
}

static void read_thresholds(struct clock_law *law, const struct settings *s)
{
    law->supplement_period_min = (int)settings_number(s, "clock.supplement_period_min");
    law->supplement_period_max = (int)settings_number(s, "clock.supplement_period_max");
    law->supplement_wait = (int)settings_number(s, "clock.supplement_wait");
    law->agency_consult_max = (int)settings_number(s, "clock.agency_consult_max");
}

bool clock_law_load(struct clock_law **out, const char *data, const struct schema *schema, const struct settings *settings, struct diag *diag)
{
    struct clock_law *law = memory_alloc(sizeof *law);
    law->requests = schema_table(schema, "requests");
    law->channel_codes = schema_codes(schema, "channels");
    law->delivery_codes = schema_codes(schema, "deliveries");
    law->outcome_codes = schema_codes(schema, "outcomes");
    law->event_codes = schema_codes(schema, "events");
    read_thresholds(law, settings);
    bool ok = read_file(law, data, "channels.yaml", read_channels, diag) && read_file(law, data, "deliveries.yaml", read_deliveries, diag) &&
              read_file(law, data, "events.yaml", read_events, diag) && read_file(law, data, "outcomes.yaml", read_outcomes, diag) &&
              read_file(law, data, "regimes.yaml", read_regimes, diag);
    if (!ok) {
        clock_law_free(law);
        return false;
    }
    *out = law;
    return true;
}

void clock_law_free(struct clock_law *law)
{
    if (!law) return;
    arena_release(&law->arena);
    free(law);
}
