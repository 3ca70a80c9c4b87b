#include "base/characters.h"
#include "base/text.h"
#include "ledger/rows/encoding.h"
#include "ledger/rows/ledger.h"
#include "ledger/rows/raw_rows.h"

static void say_odd(struct problems *problems, const char *shown, const struct encoded_text *t, size_t odd, const struct character_fault *first)
{
    int64_t line = 1;
    for (size_t i = 0; i < first->at; i++) line += t->text[i] == '\n';
    const char *words = arena_printf(&problems->arena, "正文里有 %zu 个不能印出的字符，已去掉；这里是第一个，%s", odd, first->words);
    problems_add(problems, &(struct problem){.id = "S05", .file = shown, .line = line, .text = words});
}

bool ledger_text(const char *path, const char *shown, const char *encoding, struct problems *problems, char **text, size_t *n,
                 const char **used)
{
    struct encoded_text t;
    struct fault fault;
    if (!encoding_open(&t, path, encoding, &fault)) {
        problems_add(problems, &(struct problem){.id = fault.id, .file = shown, .line = fault.line, .text = fault.text,
                                                 .expected = fault.expected[0] ? fault.expected : NULL, .refuses = true});
        return false;
    }
    if (t.n > RAW_MAX_CELL_BYTES) {
        problems_add(problems, &(struct problem){.id = "S03", .file = shown, .text = "一篇文字超过 1 MiB，不予读取", .refuses = true});
        encoding_close(&t);
        return false;
    }
    struct text plain = {0};
    struct character_fault first;
    size_t odd = characters_clean(&plain, t.text, t.n, &first);
    if (odd) say_odd(problems, shown, &t, odd, &first);
    else text_add_n(&plain, t.text, t.n);
    *text = plain.bytes;
    *n = plain.n;
    *used = t.encoding;
    encoding_close(&t);
    return true;
}
