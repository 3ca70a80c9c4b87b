#include "base/diag.h"
#include "base/text.h"
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void fill(struct diag *d, enum diag_kind kind, const char *format, va_list args)
{
    d->kind = kind;
    vsnprintf(d->text, sizeof d->text, format, args);
    utf8_drop_cut(d->text);
}

#undef diag_fail
bool diag_fail(struct diag *d, enum diag_kind kind, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fill(d, kind, format, args);
    va_end(args);
    return false;
}

/* The system's own words depend on the locale; the common ones are said here. */
static const char *reason(int error)
{
    switch (error) {
    case ENOENT: return "不存在";
    case EACCES: case EPERM: return "没有权限";
    case ENOSPC: case EDQUOT: return "磁盘已满";
    case EROFS: return "只读的文件系统";
    case EISDIR: return "是文件夹";
    case ENOTDIR: return "不是文件夹";
    case ENAMETOOLONG: return "名称过长";
    case ELOOP: return "符号链接过多";
    case ENOMEM: return "内存不足";
    case EFBIG: return "文件过大";
    case EMFILE: case ENFILE: return "同时打开的文件过多";
    case EEXIST: return "已经有了";
    default: return strerror(error);
    }
}

#undef diag_fail_errno
bool diag_fail_errno(struct diag *d, const char *format, ...)
{
    int error = errno;
    va_list args;
    va_start(args, format);
    fill(d, DIAG_SYSTEM, format, args);
    va_end(args);
    size_t n = strlen(d->text);
    snprintf(d->text + n, sizeof d->text - n, "：%s", reason(error));
    utf8_drop_cut(d->text);
    return false;
}
