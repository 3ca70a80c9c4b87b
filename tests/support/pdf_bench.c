#include "pdf_bench.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

void set_up(struct bench *b, const char *overrides)
{
    *b = (struct bench){0};
    sample_init(&b->sample);
    b->folder = sample_folder();
    char *path = NULL;
    if (overrides) {
        sample_write(b->folder, "settings.yaml", overrides, strlen(overrides));
        if (asprintf(&path, "%s/settings.yaml", b->folder) < 0) abort();
    }
    if (!settings_load(&b->settings, PROJECT_SOURCE_DIR "/data/settings.yaml", path, &b->diag)) fail_msg("%s", b->diag.text);
    free(path);
    b->sample.paper.settings = b->settings;
    b->sample.paper.pdf_part = 1;
}

void tear_down(struct bench *b)
{
    settings_free(b->settings);
    sample_release(&b->sample);
    sample_remove_folder(b->folder);
}
