/* A text file in any encoding; the first byte chooses one to force. */
#include "base/text.h"
#include "fuzz.h"
#include "ledger/rows/encoding.h"
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const char *const forced[] = {NULL, "UTF-8", "GB18030", "GBK", "UTF-16", "UTF-16LE", "BIG5", "ISO-8859-1", "UTF-7"};
    struct encoded_text t;
    struct fault fault = {0};
    if (!n) return 0;
    if (encoding_open(&t, fuzz_file(data + 1, n - 1), forced[data[0] % (sizeof forced / sizeof *forced)], &fault)) {
        fuzz_hold(utf8_valid(t.text, t.n, NULL), "the text is UTF-8");
        fuzz_hold(!t.n || !memchr(t.text, 0, t.n), "the text has no NUL");
        encoding_pass(&t, t.text + t.n);
        encoding_close(&t);
    } else {
        fuzz_hold(fault.id && *fault.text && utf8_valid(fault.text, strlen(fault.text), NULL), "a refusal says why");
    }
    return 0;
}
