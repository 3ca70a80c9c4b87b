/* The parts of 问题清单.xlsx. */
#ifndef RENDER_FINDINGS_XLSX_H
#define RENDER_FINDINGS_XLSX_H
#include "render/render.h"
#include "render/xlsx_book.h"

/* 汇总: how many findings there are, by class and severity, and by who has to look at them. */
void findings_summary_sheet(struct book *b, const struct rendering *r);

#endif
