#include "package/package.h"
#include "base/file.h"
#include "base/text.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    MAX_FILE_MEBIBYTES = 256,
    MAX_ENTRIES = 4096,
    MAX_RATIO = 500,                                   /* of an entry over RATIO_FLOOR; deflate itself ends at 1032 */
    CHUNK = 1 << 16,
    MAX_TOKEN = 1 << 18                                /* of a tag with its attributes: Expat holds it whole, and reads it again a chunk */
};
static const uint64_t max_entry_bytes = 512u << 20, max_total_bytes = 1024u << 20, ratio_floor = 8u << 20;

const struct package_kind package_of_workbook = {"工作簿", "请在表格软件里重新另存", "不是 XLSX 工作簿", ".xlsx", "表格软件", 100, 512 * MEBIBYTE, "Choice"};
const struct package_kind package_of_text = {"Word 文档", "请在 Word 或 WPS 里重新另存", "不是 Word 文档", ".docx", " Word 或 WPS ", 256, 64 * MEBIBYTE, "Fallback"};
/* What can be wrong with the zip file; said with the remedy of its kind where it brings none of its own. */
struct package_fault { const char *words, *remedy; };
static const struct package_fault no_fault = {0}, broken = {"压缩目录损坏", NULL}, encrypted = {"加了密", "请去掉密码后另存"}, too_large = {"展开后过大", "请拆分后再读"},
                                  odd_ratio = {"压缩比异常，不予展开", NULL}, too_many = {"里面的部件过多", NULL}, doubled = {"里面有重名的部件", NULL},
                                  empty = {"是空的压缩文件", NULL};

static bool refuse(const struct package *p, struct diag *diag, struct package_fault fault)
{
    return diag_fail(diag, DIAG_INPUT, "%s：%s%s，%s", p->path, p->kind->name, fault.words, fault.remedy ? fault.remedy : p->kind->remedy);
}

static int compare_names(const void *a, const void *b) { return strcasecmp(*(const char *const *)a, *(const char *const *)b); }

/* Names of parts differ by more than case, or two readers could see two workbooks in one file. */
static bool names_are_unique(const char **names, size_t n)
{
    qsort(names, n, sizeof *names, compare_names);
    for (size_t i = 1; i < n; i++)
        if (!strcasecmp(names[i - 1], names[i])) return false;
    return true;
}

static struct package_fault fault_of_entry(const zip_stat_t *s, uint64_t *total)
{
    const uint64_t wanted = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
    if ((s->valid & wanted) != wanted || !*s->name) return broken;
    if ((s->valid & ZIP_STAT_ENCRYPTION_METHOD) && s->encryption_method != ZIP_EM_NONE) return encrypted;
    if (s->size > max_entry_bytes || (*total += s->size) > max_total_bytes) return too_large;
    if (s->size > ratio_floor && s->size / MAX_RATIO > s->comp_size) return odd_ratio;
    return no_fault;
}

static struct package_fault fault_of_package(const struct package *p)
{
    zip_int64_t n = zip_get_num_entries(p->zip, 0);
    if (n < 1) return empty;
    if (n > MAX_ENTRIES) return too_many;
    const char **names = memory_alloc((size_t)n * sizeof *names);
    struct package_fault fault = no_fault;
    uint64_t total = 0;
    for (zip_int64_t i = 0; i < n && !fault.words; i++) {
        zip_stat_t s;
        fault = zip_stat_index(p->zip, (zip_uint64_t)i, 0, &s) ? broken : fault_of_entry(&s, &total);
        names[i] = fault.words ? "" : s.name;
    }
    if (!fault.words && !names_are_unique(names, (size_t)n)) fault = doubled;
    free(names);
    return fault;
}

bool package_open(struct package *p, const char *path, const struct package_kind *kind, struct diag *diag)
{
    int error = 0;
    *p = (struct package){.path = memory_dup(path), .kind = kind};
    if (!file_check(path, MAX_FILE_MEBIBYTES * MEBIBYTE, diag)) {
        package_close(p);
        return false;
    }
    errno = 0;
    p->zip = zip_open(path, ZIP_RDONLY, &error);
    if (!p->zip) {
        if (error == ZIP_ER_NOENT || error == ZIP_ER_OPEN || error == ZIP_ER_READ) {
            if (!errno) errno = error == ZIP_ER_NOENT ? ENOENT : EIO;
            diag_fail_errno(diag, "读不了 %s", path);
        } else {
            diag_fail(diag, DIAG_INPUT, "%s：%s，或者加了密、没有传完：请在%s里另存为 %s，或让对方重新发送", path, kind->is_not, kind->program, kind->ending);
        }
    } else {
        struct package_fault fault = fault_of_package(p);
        if (!fault.words) return true;
        refuse(p, diag, fault);
    }
    package_close(p);
    return false;
}

void package_close(struct package *p)
{
    if (p->zip) zip_discard(p->zip);
    free(p->path);
    *p = (struct package){0};
}

/* Names of parts are equal without regard to case. */
static zip_int64_t locate(const struct package *p, const char *part)
{
    zip_int64_t i = zip_name_locate(p->zip, part, 0);
    return i >= 0 ? i : zip_name_locate(p->zip, part, ZIP_FL_NOCASE);
}

bool package_has(const struct package *p, const char *part) { return locate(p, part) >= 0; }

const char *package_resolve(struct arena *arena, const char *base, const char *target)
{
    if (*target == '/') return arena_dup(arena, target + 1);
    const char *slash = strrchr(base, '/');
    size_t n = slash ? (size_t)(slash - base) : 0;
    for (; !strncmp(target, "../", 3) || !strncmp(target, "./", 2); target = strchr(target, '/') + 1) {
        if (target[1] != '.') continue;
        while (n && base[n - 1] != '/') n--;
        if (n) n--;
    }
    return arena_printf(arena, "%.*s%s%s", (int)n, base, n ? "/" : "", target);
}

/* Names are short, and many. */
static const char *local_name(const char *name)
{
    const char *local = name;
    for (; *name; name++)
        if (*name == ':') local = name + 1;
    return local;
}

const char *package_attribute(const char **attributes, const char *name)
{
    for (; *attributes; attributes += 2) {
        const char *local = local_name(attributes[0]);
        if (*local == *name && !strcmp(local, name)) return attributes[1];
    }
    return NULL;
}

static void on_start(void *user, const XML_Char *name, const XML_Char **attributes)
{
    struct package_pump *p = user;
    p->silent = 0;
    if (p->fault) return;
    const char *local = local_name(name);
    if (++p->depth > p->package->kind->depth) package_pump_fail(p, "层次过深");
    else if (p->skipped) return;
    else if (!strcmp(local, p->package->kind->passed_over)) p->skipped = p->depth;
    else if (p->handlers->start) p->handlers->start(p->user, local, attributes);
}

static void on_end(void *user, const XML_Char *name)
{
    struct package_pump *p = user;
    p->silent = 0;
    int depth = p->depth--;
    if (p->skipped) {
        if (depth == p->skipped) p->skipped = 0;
        return;
    }
    if (!p->fault && p->handlers->end) p->handlers->end(p->user, local_name(name));
}

static void on_text(void *user, const XML_Char *bytes, int n)
{
    struct package_pump *p = user;
    p->silent = 0;
    if (!p->fault && !p->skipped && p->handlers->text) p->handlers->text(p->user, bytes, (size_t)n);
}

/* No office program writes a DOCTYPE; only an attack needs its entities. */
static void on_doctype(void *user, const XML_Char *name, const XML_Char *system, const XML_Char *public, int internal)
{
    (void)name, (void)system, (void)public, (void)internal;
    package_pump_fail(user, "含有 DOCTYPE，不予读取");
}

void package_pump_fail(struct package_pump *pump, const char *fault)
{
    if (pump->fault) return;
    pump->fault = fault;
    XML_StopParser(pump->parser, XML_FALSE);
}

void package_pump_pause(struct package_pump *pump)
{
    if (!pump->fault) XML_StopParser(pump->parser, XML_TRUE);
}

bool package_pump_open(struct package_pump *pump, const struct package *package, const char *part,
                    const struct package_handlers *handlers, void *user, struct diag *diag)
{
    zip_stat_t s;
    zip_int64_t index = locate(package, part);
    *pump = (struct package_pump){.package = package, .part = part, .handlers = handlers, .user = user};
    if (index < 0 || zip_stat_index(package->zip, (zip_uint64_t)index, 0, &s))
        return diag_fail(diag, DIAG_INPUT, "%s：%s缺少部件 %s，%s", package->path, package->kind->name, part, package->kind->remedy);
    pump->left = (int64_t)s.size;
    if (pump->left > package->kind->part_bytes) return diag_fail(diag, DIAG_INPUT, "%s：部件 %s 过大，请删去多余的内容后另存", package->path, part);
    pump->file = zip_fopen_index(package->zip, (zip_uint64_t)index, 0);
    if (!pump->file) return diag_fail(diag, DIAG_INPUT, "%s：展不开部件 %s，%s", package->path, part, package->kind->remedy);
    pump->parser = XML_ParserCreate(NULL);
    if (!pump->parser) {
        package_pump_close(pump);
        return diag_fail(diag, DIAG_SYSTEM, "%s：内存不足", package->path);
    }
    XML_SetUserData(pump->parser, pump);
    XML_SetElementHandler(pump->parser, on_start, on_end);
    XML_SetCharacterDataHandler(pump->parser, on_text);
    XML_SetStartDoctypeDeclHandler(pump->parser, on_doctype);
    return true;
}

/* One chunk into the parser; `left` counts against the size that was declared and judged at opening. */
static enum XML_Status feed(struct package_pump *pump)
{
    void *buffer = XML_GetBuffer(pump->parser, CHUNK);
    if (!buffer) return XML_STATUS_ERROR;
    zip_int64_t n = zip_fread(pump->file, buffer, CHUNK);
    if (n < 0) {
        pump->fault = "压缩数据损坏";
        return XML_STATUS_ERROR;
    }
    pump->left -= n;
    if (pump->left < 0) {
        pump->fault = "实际大小超过压缩目录所写";
        return XML_STATUS_ERROR;
    }
    pump->silent += n;
    if (pump->silent > MAX_TOKEN) {
        pump->fault = "一处标记或注释过长";
        return XML_STATUS_ERROR;
    }
    return XML_ParseBuffer(pump->parser, (int)n, n == 0);
}

bool package_pump_run(struct package_pump *pump, bool *finished, struct diag *diag)
{
    XML_ParsingStatus status;
    enum XML_Status result = XML_STATUS_OK;
    XML_GetParsingStatus(pump->parser, &status);
    while (status.parsing != XML_FINISHED && result == XML_STATUS_OK) {
        result = status.parsing == XML_SUSPENDED ? XML_ResumeParser(pump->parser) : feed(pump);
        XML_GetParsingStatus(pump->parser, &status);
    }
    *finished = status.parsing == XML_FINISHED;
    if (!pump->fault && result != XML_STATUS_ERROR) return true;
    const char *why = pump->fault ? pump->fault : "内容残缺或不是合法的 XML";
    return diag_fail(diag, DIAG_INPUT, "%s：部件 %s 第 %lu 行读不了（%s），%s", pump->package->path, pump->part,
                     (unsigned long)XML_GetCurrentLineNumber(pump->parser), why, pump->package->kind->remedy);
}

void package_pump_close(struct package_pump *pump)
{
    if (pump->parser) XML_ParserFree(pump->parser);
    if (pump->file) zip_fclose(pump->file);
    pump->parser = NULL;
    pump->file = NULL;
}

bool package_pump_all(struct package_pump *pump, const struct package *package, const char *part,
                   const struct package_handlers *handlers, void *user, struct diag *diag)
{
    bool finished;
    if (!package_pump_open(pump, package, part, handlers, user, diag)) return false;
    bool ok = package_pump_run(pump, &finished, diag);
    package_pump_close(pump);
    return ok;
}
