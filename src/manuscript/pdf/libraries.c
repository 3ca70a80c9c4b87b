#include "manuscript/pdf/libraries.h"
#include <dlfcn.h>
#include <stddef.h>

/* By their ABIs, as the linker would note them. */
static const struct { const char *name, *functions[24]; size_t places[24]; } libraries[] = {
#define NAME(name) #name,
#define PLACE(name) offsetof(struct pdf_libraries, name),
    {"libglib-2.0.so.0", {PDF_OF_GLIB(NAME)}, {PDF_OF_GLIB(PLACE)}},
    {"libgobject-2.0.so.0", {PDF_OF_GOBJECT(NAME)}, {PDF_OF_GOBJECT(PLACE)}},
    {"libcairo.so.2", {PDF_OF_CAIRO(NAME)}, {PDF_OF_CAIRO(PLACE)}},
    {"libpoppler-glib.so.8", {PDF_OF_POPPLER(NAME)}, {PDF_OF_POPPLER(PLACE)}},
#undef NAME
#undef PLACE
};

bool pdf_libraries_open(struct pdf_libraries *pdf)
{
    for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++) {
        void *library = dlopen(libraries[i].name, RTLD_NOW | RTLD_LOCAL);
        if (!library) return false;
        for (size_t k = 0; libraries[i].functions[k]; k++) {
            void *function = dlsym(library, libraries[i].functions[k]);
            if (!function) return false;
            *(void **)((char *)pdf + libraries[i].places[k]) = function;
        }
    }
    return true;
}
