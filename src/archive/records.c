/* The XML files of a package. Their elements are a contract with the programs that read them back (archive/reread.c); a value that is not
 * known is an empty element. */
#include "archive/transfer_inside.h"
#include <inttypes.h>
#include <string.h>

/* ---- 元数据.xml ---- */

static void put_file(struct xml_out *x, const struct archive_item *item, const struct archive_file *f)
{
    struct arena a = {0};
    xml_out_open(x, "文件");
    xml_out_leaf(x, "文件名", f->name);
    xml_out_leaf(x, "格式", f->kind->format);
    xml_out_number(x, "字节数", f->digests.size);
    xml_out_leaf(x, "摘要算法", "SHA-256");
    xml_out_leaf(x, "摘要值", f->digests.sha256);
    xml_out_leaf(x, "摘要算法二", "SM3");
    xml_out_leaf(x, "摘要值二", f->digests.sm3);
    xml_out_leaf(x, "创建程序", item->program);
    xml_out_leaf(x, "创建时间", item->stamp);
    xml_out_leaf(x, "存储位置", arena_printf(&a, "%s/%s", item->place, f->name));
    xml_out_close(x);
    arena_release(&a);
}

void record_abstract_values(struct arena *a, const struct archive_item *item, struct filling values[RECORD_ABSTRACT])
{
    const struct form *form = item->its_form;
    struct text sections = {0};
    for (size_t i = 0; i < form->n_sections; i++) text_printf(&sections, "%s%s", i ? "；" : "", form->sections[i].heading);
    values[0] = (struct filling){"count", arena_printf(a, "%zu", form->n_sections)};
    values[1] = (struct filling){"sections", arena_dup(a, text_get(&sections))};
    values[2] = (struct filling){NULL, NULL};
    text_release(&sections);
}

static const char *abstract_of(struct arena *a, const struct archive_package *p, const struct archive_item *item)
{
    struct filling values[RECORD_ABSTRACT];
    if (item->abstract || !item->its_form) return item->abstract;      /* the test of sections says that there is none */
    record_abstract_values(a, item, values);
    return archive_words_fill(p->words, a, ARCHIVE_ABSTRACT, values);
}

static void put_content(struct xml_out *x, const struct archive_package *p, const struct archive_item *item, struct arena *a)
{
    xml_out_open(x, "内容描述");
    xml_out_leaf(x, "题名", item->title);
    xml_out_leaf(x, "责任者", item->name);
    xml_out_number(x, "年度", item->year);
    xml_out_number(x, "版次", item->edition);
    xml_out_leaf(x, "日期", archive_item_day(a, item));
    xml_out_leaf(x, "语种", item->has_facts ? item->facts.language : NULL);
    xml_out_leaf(x, "摘要", abstract_of(a, p, item));
    xml_out_close(x);
}

static void put_making(struct xml_out *x, const struct archive_item *item)
{
    static const char *const names[MADE_BY] = {"表单摘要", "检查规则摘要", "日历摘要", "设置摘要"};
    const json_t *findings = json_object_get(item->report, "findings"), *inputs = json_object_get(item->manifest, "inputs");
    static const struct { const char *name, *key; } counts[] = {{"须改正", "blocking"}, {"超期", "late"}, {"警告", "warnings"}, {"有争议", "disputed"}, {"提示", "hints"}, {"豁免", "waived"}, {"无法核对", "not_assessable"}};
    xml_out_open(x, "形成");
    xml_out_leaf(x, "时间", item->stamp);
    xml_out_leaf(x, "程序", item->program);
    xml_out_leaf(x, "依据", json_string_value(json_object_get(item->manifest, "basis_words")));
    xml_out_leaf(x, "表单", item->form);
    for (int i = 0; i < MADE_BY; i++) xml_out_leaf(x, names[i], item->made_by[i]);
    xml_out_number(x, "读入文件数", (int64_t)json_array_size(inputs));
    xml_out_close(x);
    xml_out_open(x, "检查");
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        const json_t *count = json_object_get(findings, counts[i].key);
        if (json_is_integer(count)) xml_out_number(x, counts[i].name, json_integer_value(count));
        else xml_out_leaf(x, counts[i].name, NULL);
    }
    xml_out_close(x);
}

static void put_earlier(struct xml_out *x, const struct archive_earlier *e)
{
    xml_out_open(x, RECORD_EARLIER);
    xml_out_number(x, "版次", e->edition);
    xml_out_leaf(x, "档号", e->number);
    xml_out_leaf(x, "摘要算法", "SHA-256");
    xml_out_leaf(x, "摘要值", e->sha256);
    xml_out_close(x);
}

void record_metadata(struct xml_out *x, const struct archive_package *p, const struct archive_item *item)
{
    struct arena a = {0};
    xml_out_begin(x, "电子文件", "DA/T 46", "nianbao.metadata/1");
    xml_out_leaf(x, "聚合层次", "件");
    xml_out_open(x, "来源");
    xml_out_leaf(x, "档案馆代码", p->fonds->archive);
    xml_out_leaf(x, "全宗号", p->fonds->fonds);
    xml_out_leaf(x, "立档单位名称", p->fonds->creator);
    xml_out_close(x);
    xml_out_leaf(x, "电子文件号", archive_item_id(&a, item));
    xml_out_leaf(x, "档号", item->number);
    put_content(x, p, item, &a);
    xml_out_open(x, "形式特征");
    if (item->has_facts) xml_out_number(x, "页数", item->facts.pages);
    else xml_out_leaf(x, "页数", NULL);
    xml_out_leaf(x, "文件组合类型", "组合文件");
    xml_out_close(x);
    xml_out_open(x, "电子属性");
    for (size_t i = 0; i < item->n_files; i++)
        if (item->files[i].kind && !item->files[i].missing) put_file(x, item, &item->files[i]);
    xml_out_close(x);
    xml_out_leaf(x, "存储位置", item->place);
    xml_out_leaf(x, "保管期限", item->retention);
    xml_out_leaf(x, "密级", item->secrecy);
    xml_out_open(x, "机构人员");
    xml_out_leaf(x, "机构名称", item->name);
    xml_out_leaf(x, "机构代码", item->code);
    xml_out_leaf(x, "机构类型", item->type);
    xml_out_close(x);
    xml_out_open(x, "管理活动");
    put_making(x, item);
    xml_out_open(x, "移交");
    xml_out_leaf(x, "移交单位", p->fonds->transferor);
    xml_out_leaf(x, "移交日期", p->fonds->transfer_date);
    xml_out_leaf(x, "写包程序", p->program);
    if (p->words_sha256) xml_out_leaf(x, "用语摘要", p->words_sha256);
    if (p->layout_sha256) xml_out_leaf(x, "目录结构摘要", p->layout_sha256);
    xml_out_close(x);
    for (size_t i = 0; i < item->n_earlier; i++) put_earlier(x, &item->earlier[i]);
    xml_out_close(x);
    xml_out_close(x);
    arena_release(&a);
}

/* ---- 目录文件.XML ---- */

/* Which edition it is, and which ones were handed over before. */
static const char *remark_of(struct arena *a, const struct archive_package *p, const struct archive_item *item)
{
    struct text t = {0};
    if (item->edition > 1) text_add(&t, archive_words_fill(p->words, a, ARCHIVE_EDITION, (const struct filling[]){{"edition", arena_printf(a, "%d", item->edition)}, {NULL, NULL}}));
    for (size_t i = 0; i < item->n_earlier; i++) {
        const struct filling values[] = {{"edition", arena_printf(a, "%d", item->earlier[i].edition)}, {"number", item->earlier[i].number}, {NULL, NULL}};
        text_printf(&t, "；%s", archive_words_fill(p->words, a, ARCHIVE_EARLIER, values));
    }
    const char *copy = arena_dup(a, text_get(&t));
    text_release(&t);
    return copy;
}

void record_catalogue(struct xml_out *x, const struct archive_package *p)
{
    struct arena a = {0};
    xml_out_begin(x, "目录文件", "DA/T 93", "nianbao.catalogue/1");
    xml_out_leaf(x, "移交单位", p->fonds->transferor);
    xml_out_leaf(x, "档案馆代码", p->fonds->archive);
    xml_out_leaf(x, "全宗号", p->fonds->fonds);
    xml_out_number(x, "件数", (int64_t)p->n);
    for (size_t i = 0; i < p->n; i++) {
        const struct archive_item *item = &p->items[i];
        xml_out_open(x, "件");
        xml_out_number(x, "顺序号", (int64_t)i + 1);
        xml_out_leaf(x, "档号", item->number);
        xml_out_leaf(x, "档号规则", item->number ? item->row : NULL);
        xml_out_leaf(x, "责任者", item->name);
        xml_out_leaf(x, "题名", item->title);
        xml_out_leaf(x, "日期", archive_item_day(&a, item));
        xml_out_leaf(x, "保管期限", item->retention);
        xml_out_leaf(x, "密级", item->secrecy);
        if (item->has_facts) xml_out_number(x, "页数", item->facts.pages);
        else xml_out_leaf(x, "页数", NULL);
        xml_out_leaf(x, "备注", remark_of(&a, p, item));
        xml_out_leaf(x, "存储位置", item->place);
        xml_out_close(x);
    }
    xml_out_close(x);
    arena_release(&a);
}

/* ---- 四性检测.xml ---- */

enum archive_text record_outcome(const struct archive_result *r)
{
    return r->outcome == OUTCOME_PASSED ? ARCHIVE_PASSED : r->outcome == OUTCOME_FAILED ? ARCHIVE_FAILED : ARCHIVE_UNTESTED;
}

void record_results_values(struct arena *a, const struct archive_package *p, struct filling values[RECORD_RESULTS])
{
    static const char *const places[ARCHIVE_OUTCOMES] = {[OUTCOME_PASSED] = "passed", [OUTCOME_FAILED] = "failed", [OUTCOME_UNTESTED] = "untested"};
    for (int i = 0; i < ARCHIVE_OUTCOMES; i++) values[i] = (struct filling){places[i], arena_printf(a, "%zu", p->results->outcomes[i])};
    values[ARCHIVE_OUTCOMES] = (struct filling){NULL, NULL};
}

const char *record_results(struct arena *a, const struct archive_package *p)
{
    struct filling values[RECORD_RESULTS];
    record_results_values(a, p, values);
    return archive_words_fill(p->words, a, ARCHIVE_RESULTS, values);
}

void record_content_values(struct arena *a, const struct archive_package *p, struct filling values[RECORD_CONTENT])
{
    enum { NAMED = 5 };
    struct text names = {0};
    size_t agencies = 0;
    for (size_t i = 0; i < p->n; i++) {
        bool before = false;
        for (size_t k = 0; k < i; k++) before = before || !strcmp(archive_item_agency(&p->items[k]), archive_item_agency(&p->items[i]));
        if (before) continue;
        if (agencies++ < NAMED) text_printf(&names, "%s%s", agencies > 1 ? "、" : "", p->items[i].name);
    }
    if (agencies > NAMED) text_add(&names, "等");
    const struct filling all[RECORD_CONTENT] = {{"first_year", arena_printf(a, "%d", p->items[0].year)}, {"last_year", arena_printf(a, "%d", p->items[p->n - 1].year)}, {"agencies", arena_printf(a, "%zu", agencies)},
                                                {"names", arena_dup(a, text_get(&names))}, {NULL, NULL}};
    for (int i = 0; i < RECORD_CONTENT; i++) values[i] = all[i];
    text_release(&names);
}

enum archive_text record_content_kind(const struct archive_package *p) { return p->items[0].year == p->items[p->n - 1].year ? ARCHIVE_CONTENT_ONE_YEAR : ARCHIVE_CONTENT; }

const char *record_content(struct arena *a, const struct archive_package *p)
{
    struct filling values[RECORD_CONTENT];
    record_content_values(a, p, values);
    return archive_words_fill(p->words, a, record_content_kind(p), values);
}

/* Of the page beside it. */
static void put_made_with(struct xml_out *x, const char *lines)
{
    struct arena a = {0};
    xml_out_open(x, "版式");
    for (const char *end; (end = strchr(lines, '\n')); lines = end + 1) xml_out_leaf(x, "所用", arena_dup_n(&a, lines, (size_t)(end - lines)));
    xml_out_close(x);
    arena_release(&a);
}

void record_tests(struct xml_out *x, const struct archive_package *p)
{
    struct arena a = {0};
    xml_out_begin(x, "四性检测", "DA/T 70", "nianbao.tests/1");
    xml_out_leaf(x, "检测程序", p->program);
    xml_out_leaf(x, "检测内容", record_content(&a, p));
    xml_out_number(x, "件数", (int64_t)p->n);
    xml_out_leaf(x, "结果", record_results(&a, p));
    if (p->made_with && *p->made_with) put_made_with(x, p->made_with);
    for (size_t i = 0; i < p->results->n; i++) {
        const struct archive_result *r = &p->results->list[i];
        const struct filling count[] = {{"count", arena_printf(&a, "%zu", r->count)}, {NULL, NULL}};
        xml_out_open(x, "项目");
        xml_out_number(x, "序号", (int64_t)i + 1);
        xml_out_leaf(x, "性", r->words->nature);
        xml_out_leaf(x, "名称", r->words->name);
        xml_out_leaf(x, "结果", p->words->texts[record_outcome(r)]);
        xml_out_leaf(x, "检测对象和依据", r->words->looked ? filling_in(&a, r->words->looked, count) : NULL);
        if (r->words->untested) xml_out_leaf(x, "说明", r->words->untested);
        for (size_t k = 0; k < r->n; k++) xml_out_leaf(x, "说明", r->found[k]);
        xml_out_close(x);
    }
    xml_out_close(x);
    arena_release(&a);
}
