#include "manuscript/docx_inside.h"
#include <string.h>

static bool read_notes(struct manuscript *m, const struct package *package, const char *part, const char *what, struct diag *diag)
{
    struct text words = {0};
    int n = 0;
    bool ok = !part || docx_notes(package, part, &words, &n, diag);
    if (ok && n) manuscript_remark(m, "有 %d 条%s，没有读进正文：%s", n, what, text_get(&words));
    text_release(&words);
    return ok;
}

static bool read_parts(struct manuscript *m, const struct package *package, struct diag *diag)
{
    struct arena names = {0};
    struct docx_parts parts;
    struct docx_styles styles = {0};
    struct docx_body body = {.styles = &styles};
    bool ok = docx_parts_find(&parts, package, &names, diag) && docx_properties(m, &parts, package, diag) && docx_styles_read(&styles, package, parts.styles, diag) &&
              docx_numbering_read(&body.numbering, package, parts.numbering, diag) && docx_body_read(m, package, parts.main, &body, diag);
    if (ok && body.notes) ok = read_notes(m, package, parts.footnotes, "脚注", diag) && read_notes(m, package, parts.endnotes, "尾注", diag);
    if (ok && parts.macros) manuscript_remark(m, "里面有宏，没有运行");
    docx_numbering_free(body.numbering);
    docx_styles_release(&styles);
    arena_release(&names);
    return ok;
}

bool docx_read(struct manuscript *m, const char *path, struct diag *diag)
{
    struct package package;
    struct diag unreadable;
    bool ok = package_open(&package, path, &package_of_text, &unreadable);
    if (ok) {
        ok = read_parts(m, &package, &unreadable);
        package_close(&package);
    }
    if (ok || m->refused) return true;
    if (unreadable.kind != DIAG_INPUT) {
        *diag = unreadable;
        return false;
    }
    size_t n = strlen(path);                           /* a refusal does not name the file */
    bool named = !strncmp(unreadable.text, path, n) && !strncmp(unreadable.text + n, "：", strlen("："));
    manuscript_refuse(m, "%s", named ? unreadable.text + n + strlen("：") : unreadable.text);
    return true;
}
