#include "flow/session_inside.h"
#include "base/own_folder.h"
#include "base/sandbox.h"
#include "base/scratch.h"
#include "database/databases.h"
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Converters of encodings are loaded when a file first needs them; the rest says how many processors there are, and what
 * SQLite draws random names from. */
static const char *const of_system[] = {"/usr", "/lib", "/lib64", "/nix/store", "/gnu/store", "/etc/ld.so.cache", "/sys/devices/system/cpu", "/dev/urandom"};

/* Allows the file or folder; of a workbook its whole folder, since the texts that it names lie there. */
static void read_input(struct sandbox *s, const char *path)
{
    struct stat st;
    sandbox_read_folder(s, path);
    if (stat(path, &st) || S_ISDIR(st.st_mode)) return;
    char *copy = memory_dup(path);
    sandbox_read_folder(s, dirname(copy));
    free(copy);
}

/* Of a setting: folders in which fonts are looked for, or PATH or PATH#FACE, several with ; between. */
static void read_named(struct sandbox *s, const char *list, bool folders)
{
    while (*(list += strspn(list, "; "))) {
        size_t path = strcspn(list, ";#");
        char *file = memory_alloc(path + 1);
        memcpy(file, list, path);
        if (folders) sandbox_read_folder(s, file);
        else sandbox_read(s, file);
        free(file);
        list += strcspn(list, ";");
    }
}

static const char *written(const struct options *o)
{
    switch (o->writes) {
    case WRITES_OUT: return o->out;
    case WRITES_OUT_WITH_MARK: return o->mark ? o->out : NULL;
    case WRITES_ITS_INPUT: return o->form_file ? o->form_file : o->inputs[0];
    case WRITES_NOTHING: break;
    }
    return NULL;
}

void confine(const struct options *o, const struct session *session)
{
    const char *const named[] = {session ? session->data : NULL, session ? session->templates : NULL};
    const char *const writes[] = {written(o), o->store};
    struct sandbox s;
    sandbox_init(&s);
    for (size_t i = 0; i < sizeof of_system / sizeof *of_system; i++) sandbox_read(&s, of_system[i]);
    if (own_converters()) sandbox_read(&s, own_folder());
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (named[i]) sandbox_read_folder(&s, named[i]);
    for (size_t i = 0; i < o->n_inputs; i++)
        if (!server_is_address(o->inputs[i])) read_input(&s, o->inputs[i]);
    if (o->previous) read_input(&s, o->previous);
    if (o->texts) sandbox_read_folder(&s, o->texts);
    if (o->waivers) sandbox_read(&s, o->waivers);
    if (o->headings) sandbox_read(&s, o->headings);
    if (o->tables) sandbox_read_folder(&s, o->tables);
    if (o->corrects) sandbox_read_folder(&s, o->corrects);
    if (o->reasons) sandbox_read(&s, o->reasons);
    if (o->fonds) sandbox_read(&s, o->fonds);
    if (o->from) read_input(&s, o->from);
    const char *key;
    for (size_t i = 0; session && (key = settings_key(session->settings, i)); i++)
        if (!strncmp(key, "font.", 5) || !strncmp(key, "icc.", 4)) read_named(&s, settings_text(session->settings, key), !strcmp(key, "font.places"));
    for (size_t i = 0; i < sizeof writes / sizeof *writes; i++)
        if (writes[i]) sandbox_write(&s, writes[i]);
    if (session && scratch_folder()) sandbox_write(&s, scratch_folder());   /* what exceeds the memory set aside */
    sandbox_enter(&s);
}
