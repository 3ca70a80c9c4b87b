/* The sample report with settings of its own, and a folder to write PDFs into. */
#ifndef TESTS_PDF_BENCH_H
#define TESTS_PDF_BENCH_H
#include "base/settings.h"
#include "sample_report.h"

struct bench {
    struct sample sample;
    struct settings *settings;
    char *folder;
    struct diag diag;
};

/* overrides: lines of settings over the shipped ones; NULL = none. */
void set_up(struct bench *b, const char *overrides);
void tear_down(struct bench *b);

#endif
