#include "render/page/marks.h"
#include <utf8proc.h>

bool mark_is_one_of(uint32_t c, const uint32_t *list)
{
    for (; *list; list++)
        if (*list == c) return true;
    return false;
}

bool mark_closes(uint32_t c)
{
    static const uint32_t closing[] = {U'，', U'。', U'、', U'；', U'：', U'！', U'？', U'）', U'》', U'」', U'』', U'】',
                                       U'〕', U'〉', U'〗', U'”', U'’', U'．', U'］', U'｝', 0};
    return mark_is_one_of(c, closing);
}

bool mark_opens(uint32_t c)
{
    static const uint32_t opening[] = {U'（', U'《', U'「', U'『', U'【', U'〔', U'〈', U'〖', U'“', U'‘', U'［', U'｛', 0};
    return mark_is_one_of(c, opening);
}

static bool is_combining(uint32_t c)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC || category == UTF8PROC_CATEGORY_ME;
}

bool mark_never_begins(uint32_t c)
{
    static const uint32_t others[] = {'!', ')', ',', '.', ':', ';', '?', ']', '}', '%', '/', '~', U'…', U'⋯', U'—', U'―', U'─', U'⸺', U'–',
                                      U'‐', U'·', U'•', U'‧', U'・', U'／', U'～', U'〜', U'－', U'％', U'‰', U'℃', U'℉', U'°', U'′', U'″', U'¢', U'￠',
                                      U'々', U'〞', U'〟', U'»', U'›', U'∶', U'︰', U'﹐', U'﹑', U'﹒', U'﹔', U'﹕', U'﹖', U'﹗', U'﹚', U'﹜', U'﹞', U'｡',
                                      U'､', U'｣', U'‼', U'⁇', U'⁈', U'⁉', 0};
    return mark_closes(c) || mark_is_one_of(c, others) || is_combining(c);
}

bool mark_never_ends(uint32_t c)
{
    static const uint32_t others[] = {'(', '[', '{', '$', U'／', U'￥', U'¥', U'＄', U'£', U'￡', U'€', U'№', U'〝', U'«', U'‹', U'﹙', U'﹛', U'﹝', U'｢', 0};
    return mark_opens(c) || mark_is_one_of(c, others);
}

bool mark_runs_on(uint32_t c)
{
    static const uint32_t running[] = {U'—', U'―', U'─', U'…', U'⋯', U'⸺', 0};
    return mark_is_one_of(c, running);
}

bool mark_is_selector(uint32_t c) { return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF); }

bool mark_is_left_out(uint32_t c, uint32_t before)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    if (mark_is_selector(c)) return before <= ' ' || mark_is_selector(before);
    return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CF;
}

bool mark_is_han(uint32_t c) { return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF); }

bool mark_is_western(uint32_t c)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    bool letter = category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LL || category == UTF8PROC_CATEGORY_ND;
    return c == '%' || (letter && !(c >= 0xFF00 && c <= 0xFFEF));
}
