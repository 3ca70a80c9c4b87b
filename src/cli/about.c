#include "cli/commands.h"
#include "base/sandbox.h"
#include "base/say.h"
#include "database/libpq.h"
#include "manuscript/pdf/libraries.h"
#include <expat.h>
#include <gnu/libc-version.h>
#include <hb.h>
#include <hpdf.h>
#include <jansson.h>
#include <linebreak.h>
#include <openssl/crypto.h>
#include <sqlite3.h>
#include <utf8proc.h>
#include <xlsxwriter/utility.h>
#include <yaml.h>
#include <zip.h>

#ifdef UNIBREAK_VERSION                               /* since libunibreak 4 */
#define linebreak_version unibreak_version
#endif

enum { LIBPQ_MAJOR = 10000 };                        /* 150020 is 15.20 */

void about_print(FILE *out)
{
    say(out, "SQLite %s\nlibxlsxwriter %s\nlibharu %s\nHarfBuzz %s\nlibunibreak %d.%d\n", sqlite3_libversion(), lxw_version(), HPDF_GetVersion(), hb_version_string(),
            linebreak_version >> 8, linebreak_version & 0xFF);
    say(out, "libzip %s\n%s\ngumbo " GUMBO_VERSION "\nJansson %s\nlibyaml %s\nutf8proc %s\n", zip_libzip_version(), XML_ExpatVersion(), jansson_version_str(),
            yaml_get_version_string(), utf8proc_version());
    say(out, "%s\nglibc %s\n", OpenSSL_version(OPENSSL_VERSION), gnu_get_libc_version());
    struct pdf_libraries pdf;
    if (pdf_libraries_open(&pdf)) say(out, "poppler %s\ncairo %s\n", pdf.poppler_get_version(), pdf.cairo_version_string());
    else say(out, "poppler-glib、cairo：无，不能读 PDF\n");
    const struct libpq *pq = libpq_open();
    int version = pq ? pq->PQlibVersion() : 0;
    if (version) say(out, "libpq %d.%d\n", version / LIBPQ_MAJOR, version % LIBPQ_MAJOR);
    else say(out, "libpq：无，不能读数据库服务器\n");
    int abi = sandbox_landlock();
    if (abi) say(out, "Landlock：ABI %d%s\n", abi, abi < 2 ? "，太旧，不用" : "");
    else say(out, "Landlock：无\n");
    say(out, "seccomp：%s\n", sandbox_calls_forbidden() ? "有" : "无");
}
