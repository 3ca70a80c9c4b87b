/* The libraries that take a PDF apart, poppler (by GLib) and cairo, loaded when one is read: some fifty libraries hang on them, and
 * every start of the program would pay five milliseconds for what few runs need. Only their headers are needed to build.
 *
 *     struct pdf_libraries pdf;
 *     if (!pdf_libraries_open(&pdf)) …                              // they are not on this machine
 *     pdf.poppler_document_get_n_pages(document);
 */
#ifndef PDF_LIBRARIES_H
#define PDF_LIBRARIES_H
#include <cairo-svg.h>
#include <poppler.h>
#include <stdbool.h>

#define PDF_OF_GLIB(X) X(g_bytes_new_static) X(g_bytes_unref) X(g_clear_error) X(g_free) X(g_unichar_fully_decompose)
#define PDF_OF_GOBJECT(X) X(g_object_unref)
#define PDF_OF_CAIRO(X) \
    X(cairo_create) X(cairo_destroy) X(cairo_status) X(cairo_surface_destroy) X(cairo_surface_finish) X(cairo_surface_status) \
    X(cairo_svg_surface_create_for_stream) X(cairo_version_string)
#define PDF_OF_POPPLER(X) \
    X(poppler_font_info_free) X(poppler_font_info_new) X(poppler_font_info_scan) X(poppler_fonts_iter_free) X(poppler_fonts_iter_get_name) \
    X(poppler_fonts_iter_is_embedded) X(poppler_fonts_iter_next) X(poppler_document_get_n_pages) X(poppler_document_get_page) X(poppler_document_new_from_bytes) X(poppler_error_quark) \
    X(poppler_get_version) X(poppler_page_free_image_mapping) X(poppler_page_free_text_attributes) X(poppler_page_get_image_mapping) \
    X(poppler_page_get_size) X(poppler_page_get_text) X(poppler_page_get_text_attributes) X(poppler_page_get_text_layout) X(poppler_page_render)

struct pdf_libraries {
#define PDF_FUNCTION(name) __typeof__(name) *name;
    PDF_OF_GLIB(PDF_FUNCTION) PDF_OF_GOBJECT(PDF_FUNCTION) PDF_OF_CAIRO(PDF_FUNCTION) PDF_OF_POPPLER(PDF_FUNCTION)
#undef PDF_FUNCTION
};

/* False where one is missing. They stay loaded. */
bool pdf_libraries_open(struct pdf_libraries *pdf);

#endif
