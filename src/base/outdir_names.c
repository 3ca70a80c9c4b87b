#include "base/characters.h"
#include "base/memory.h"
#include "base/outdir.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MAX_BYTES = 200 };

/* Devices of Windows, with any ending behind a dot. */
static bool is_device(const char *name)
{
    static const char *const all[] = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"};
    static const char *const numbered[] = {"COM", "LPT"};
    static const char *const digits[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³"};
    size_t n = strcspn(name, ".");
    while (n && name[n - 1] == ' ') n--;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (n == strlen(all[i]) && !strncasecmp(name, all[i], n)) return true;
    for (size_t i = 0; i < sizeof numbered / sizeof *numbered; i++)
        for (size_t k = 0; k < sizeof digits / sizeof *digits; k++)
            if (n == 3 + strlen(digits[k]) && !strncasecmp(name, numbered[i], 3) && !memcmp(name + 3, digits[k], n - 3)) return true;
    return false;
}

static bool is_refused(uint32_t c)
{
    return character_of(c) != CHARACTER_PLAIN || c == 0xFFFD || (c < 0x80 && strchr("/\\:*?\"<>|", (int)c));
}

static char *replace_refused(const char *text)
{
    struct text t = {0};
    for (size_t i = 0, n = strlen(text); i < n;) {
        uint32_t c;
        size_t used = utf8_next(text + i, n - i, &c);
        bool leading_dot = c == '.' && t.n == strspn(text_get(&t), "_");
        if (is_refused(c) || leading_dot) text_add_char(&t, '_');
        else text_add_n(&t, text + i, used);
        i += used;
    }
    char *clean = utf8_composed(text_get(&t), false);
    text_release(&t);
    return clean;
}

char *outdir_safe_name(const char *text)
{
    char *clean = replace_refused(text);
    if (strlen(clean) > MAX_BYTES) {
        clean[MAX_BYTES] = 0;
        utf8_drop_cut(clean);
    }
    for (size_t n = strlen(clean); n && (clean[n - 1] == '.' || clean[n - 1] == ' '); n--) clean[n - 1] = '_';
    struct text t = {0};
    if (!*clean || is_device(clean)) text_add_char(&t, '_');
    text_add(&t, clean);
    char *name = memory_dup(text_get(&t));
    text_release(&t);
    free(clean);
    return name;
}

char *outdir_folded_name(const char *name) { return utf8_composed(name, true); }
