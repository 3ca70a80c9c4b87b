#include "base/text.h"
#include "package/package.h"
#include "workbook/xlsx_reader.h"
#include <string.h>

enum { DESCRIPTION, CREATED, MODIFIED, FACTS };
struct made_facts { struct text texts[FACTS]; int open; };  /* open: whose text is being read; FACTS = none */

static void begin(void *user, const char *name, const char **attributes)
{
    static const char *const names[FACTS] = {"description", "created", "modified"};
    struct made_facts *f = user;
    (void)attributes;
    for (f->open = 0; f->open < FACTS && strcmp(name, names[f->open]);) f->open++;
}

static void end(void *user, const char *name)
{
    (void)name;
    ((struct made_facts *)user)->open = FACTS;
}

static void text(void *user, const char *bytes, size_t n)
{
    struct made_facts *f = user;
    if (f->open < FACTS) text_add_n(&f->texts[f->open], bytes, n);
}

bool xlsx_made_by(const char *path, const char *program)
{
    static const struct package_handlers handlers = {begin, end, text};
    struct made_facts f = {.open = FACTS};
    struct package package;
    struct package_pump pump;
    struct diag unread;
    if (!package_open(&package, path, &package_of_workbook, &unread)) return false;
    bool ours = package_pump_all(&pump, &package, "docProps/core.xml", &handlers, &f, &unread);
    const char *created = text_get(&f.texts[CREATED]);
    ours = ours && !strncmp(text_get(&f.texts[DESCRIPTION]), program, strlen(program)) && *created && !strcmp(created, text_get(&f.texts[MODIFIED]));
    for (int i = 0; i < FACTS; i++) text_release(&f.texts[i]);
    package_close(&package);
    return ours;
}
