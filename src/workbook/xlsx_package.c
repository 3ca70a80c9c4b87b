#include "workbook/xlsx_package.h"
#include "base/file.h"
#include "base/text.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    MAX_FILE_MEBIBYTES = 256,
    MAX_ENTRIES = 4096,
    MAX_DEPTH = 100,
    MAX_RATIO = 500,                                   /* of an entry over RATIO_FLOOR; deflate itself ends at 1032 */
    CHUNK = 1 << 16,
    MAX_TOKEN = 1 << 18                                /* of a tag with its attributes: Expat holds it whole, and reads it again a chunk */
};
static const uint64_t max_entry_bytes = 512u << 20, max_total_bytes = 1024u << 20, ratio_floor = 8u << 20;

static bool refuse(const struct xlsx_package *p, struct diag *diag, const char *why)
{
    return diag_fail(diag, DIAG_INPUT, "%s：%s", p->path, why);
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

static const char *fault_of_entry(const zip_stat_t *s, uint64_t *total)
{
    const uint64_t wanted = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
    if ((s->valid & wanted) != wanted || !*s->name) return "压缩目录损坏，请在表格软件里重新另存";
    if ((s->valid & ZIP_STAT_ENCRYPTION_METHOD) && s->encryption_method != ZIP_EM_NONE) return "工作簿加了密，请去掉密码后另存";
    if (s->size > max_entry_bytes || (*total += s->size) > max_total_bytes) return "工作簿展开后过大，请拆分后再读";
    if (s->size > ratio_floor && s->size / MAX_RATIO > s->comp_size) return "压缩比异常，不予展开，请在表格软件里重新另存";
    return NULL;
}

static const char *fault_of_package(const struct xlsx_package *p)
{
    zip_int64_t n = zip_get_num_entries(p->zip, 0);
    if (n < 1) return "是空的压缩文件，不是 XLSX 工作簿";
    if (n > MAX_ENTRIES) return "工作簿里的部件过多，请在表格软件里重新另存";
    const char **names = memory_alloc((size_t)n * sizeof *names), *fault = NULL;
    uint64_t total = 0;
    for (zip_int64_t i = 0; i < n && !fault; i++) {
        zip_stat_t s;
        fault = zip_stat_index(p->zip, (zip_uint64_t)i, 0, &s) ? "压缩目录损坏，请在表格软件里重新另存" : fault_of_entry(&s, &total);
        names[i] = fault ? "" : s.name;
    }
    if (!fault && !names_are_unique(names, (size_t)n)) fault = "工作簿里有重名的部件，请在表格软件里重新另存";
    free(names);
    return fault;
}

bool xlsx_package_open(struct xlsx_package *p, const char *path, struct diag *diag)
{
    int error = 0;
    *p = (struct xlsx_package){.path = memory_dup(path)};
    if (!file_check(path, MAX_FILE_MEBIBYTES * MEBIBYTE, diag)) {
        xlsx_package_close(p);
        return false;
    }
    errno = 0;
    p->zip = zip_open(path, ZIP_RDONLY, &error);
    if (!p->zip) {
        if (error == ZIP_ER_NOENT || error == ZIP_ER_OPEN || error == ZIP_ER_READ) {
            if (!errno) errno = error == ZIP_ER_NOENT ? ENOENT : EIO;
            diag_fail_errno(diag, "读不了 %s", path);
        } else {
            refuse(p, diag, "不是 XLSX 工作簿，或者加了密、没有传完：请在表格软件里另存为 .xlsx，或让对方重新发送");
        }
    } else {
        const char *fault = fault_of_package(p);
        if (!fault) return true;
        refuse(p, diag, fault);
    }
    xlsx_package_close(p);
    return false;
}

void xlsx_package_close(struct xlsx_package *p)
{
    if (p->zip) zip_discard(p->zip);
    free(p->path);
    *p = (struct xlsx_package){0};
}

/* Names of parts are equal without regard to case. */
static zip_int64_t locate(const struct xlsx_package *p, const char *part)
{
    zip_int64_t i = zip_name_locate(p->zip, part, 0);
    return i >= 0 ? i : zip_name_locate(p->zip, part, ZIP_FL_NOCASE);
}

bool xlsx_package_has(const struct xlsx_package *p, const char *part) { return locate(p, part) >= 0; }

const char *xlsx_package_resolve(struct arena *arena, const char *base, const char *target)
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

static const char *local_name(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

const char *xlsx_attribute(const char **attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (!strcmp(local_name(attributes[0]), name)) return attributes[1];
    return NULL;
}

static void on_start(void *user, const XML_Char *name, const XML_Char **attributes)
{
    struct xlsx_pump *p = user;
    p->silent = 0;
    if (p->fault) return;
    const char *local = local_name(name);
    if (++p->depth > MAX_DEPTH) xlsx_pump_fail(p, "层次过深");
    else if (p->skipped) return;
    else if (*local == 'C' && !strcmp(local, "Choice")) p->skipped = p->depth;
    else if (p->handlers->start) p->handlers->start(p->user, local, attributes);
}

static void on_end(void *user, const XML_Char *name)
{
    struct xlsx_pump *p = user;
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
    struct xlsx_pump *p = user;
    p->silent = 0;
    if (!p->fault && !p->skipped && p->handlers->text) p->handlers->text(p->user, bytes, (size_t)n);
}

/* No spreadsheet program writes a DOCTYPE; only an attack needs its entities. */
static void on_doctype(void *user, const XML_Char *name, const XML_Char *system, const XML_Char *public, int internal)
{
    (void)name, (void)system, (void)public, (void)internal;
    xlsx_pump_fail(user, "含有 DOCTYPE，不予读取");
}

void xlsx_pump_fail(struct xlsx_pump *pump, const char *fault)
{
    if (pump->fault) return;
    pump->fault = fault;
    XML_StopParser(pump->parser, XML_FALSE);
}

void xlsx_pump_pause(struct xlsx_pump *pump)
{
    if (!pump->fault) XML_StopParser(pump->parser, XML_TRUE);
}

bool xlsx_pump_open(struct xlsx_pump *pump, const struct xlsx_package *package, const char *part,
                    const struct xlsx_handlers *handlers, void *user, struct diag *diag)
{
    zip_stat_t s;
    zip_int64_t index = locate(package, part);
    *pump = (struct xlsx_pump){.package = package, .part = part, .handlers = handlers, .user = user};
    if (index < 0 || zip_stat_index(package->zip, (zip_uint64_t)index, 0, &s))
        return diag_fail(diag, DIAG_INPUT, "%s：工作簿缺少部件 %s，请在表格软件里重新另存", package->path, part);
    pump->left = (int64_t)s.size;
    pump->file = zip_fopen_index(package->zip, (zip_uint64_t)index, 0);
    if (!pump->file) return diag_fail(diag, DIAG_INPUT, "%s：展不开部件 %s，请在表格软件里重新另存", package->path, part);
    pump->parser = XML_ParserCreate(NULL);
    if (!pump->parser) {
        xlsx_pump_close(pump);
        return diag_fail(diag, DIAG_SYSTEM, "%s：内存不足", package->path);
    }
    XML_SetUserData(pump->parser, pump);
    XML_SetElementHandler(pump->parser, on_start, on_end);
    XML_SetCharacterDataHandler(pump->parser, on_text);
    XML_SetStartDoctypeDeclHandler(pump->parser, on_doctype);
    return true;
}

/* One chunk into the parser; `left` counts against the size that was declared and judged at opening. */
static enum XML_Status feed(struct xlsx_pump *pump)
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

bool xlsx_pump_run(struct xlsx_pump *pump, bool *finished, struct diag *diag)
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
    return diag_fail(diag, DIAG_INPUT, "%s：部件 %s 第 %lu 行读不了（%s），请在表格软件里重新另存", pump->package->path, pump->part,
                     (unsigned long)XML_GetCurrentLineNumber(pump->parser), why);
}

void xlsx_pump_close(struct xlsx_pump *pump)
{
    if (pump->parser) XML_ParserFree(pump->parser);
    if (pump->file) zip_fclose(pump->file);
    pump->parser = NULL;
    pump->file = NULL;
}

bool xlsx_pump_all(struct xlsx_pump *pump, const struct xlsx_package *package, const char *part,
                   const struct xlsx_handlers *handlers, void *user, struct diag *diag)
{
    bool finished;
    if (!xlsx_pump_open(pump, package, part, handlers, user, diag)) return false;
    bool ok = xlsx_pump_run(pump, &finished, diag);
    xlsx_pump_close(pump);
    return ok;
}
