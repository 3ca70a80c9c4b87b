/* The report model: what one agency's annual report says, complete and ready to be printed.
 *
 * Tally fills it, render prints it; numbers and the strings that show them are made once, here, so that no two formats
 * can disagree. Ids, labels and layout are those of the form. Everything in a report lives until report_free.
 */
#ifndef FORM_REPORT_H
#define FORM_REPORT_H
#include "form/asked.h"
#include "form/rollup.h"
#include "form/table.h"

struct block { bool heading; const char *text; };      /* a ### heading, or a paragraph; one line of plain text each */

struct report_section {
    const struct form_section *form;
    const struct report_table *table;                  /* NULL for text */
    struct block *blocks;
    size_t n_blocks;
    bool missing;                                      /* no text was given: prints 【待填写】 */
};

struct agency {
    int64_t id;                                        /* in the store */
    const char *code, *name;                           /* code NULL when the ledger gives none */
    const char *type;                                  /* "B"; a code of 机关类型; NULL unknown */
    int level;                                         /* 1..5; 0 unknown */
    const char *address, *phone, *postcode, *website;  /* NULL when not given */
};

struct input_file { const char *name; int64_t rows; struct digests digests; const char *encoding; };

struct timeliness {                                    /* 办理时限: counts of requests, and working days; -1 = not known */
    int64_t answered, in_time, disputed, late, unknown, median_days, p90_days;
};

/* The same for a part of the requests: those of one code (商业企业) of one heading (申请人类型). The lines of a heading stand
 * together, in the order of its codes, and add up to the whole; codes without an answer are left out. */
struct timeliness_row { const char *heading, *code, *label; struct timeliness numbers; };

/* What stands in findings.json, counted as it stands (rules/finding.h). */
struct finding_counts { int64_t blocking, late, errors, warnings, disputed, hints, waived, not_assessable; };

/* What a corrected edition changes in the one before it, ready to be printed: 更正说明. */
enum correction_column { CORRECTION_NUMBER, CORRECTION_PLACE, CORRECTION_WAS, CORRECTION_IS, CORRECTION_WHY, CORRECTION_COLUMNS };
struct correction_entry {
    const char *address;                               /* of a cell or its note; NULL = a paragraph */
    const char *section;                               /* id, of a paragraph; else NULL */
    const char *place;                                 /* 新收/总计; “一、总体情况”第3段 */
    const char *was, *is;                              /* NULL = nothing stood or stands there */
    const char *was_words, *is_words;                  /* the same for people: （空） */
    const char *why;                                   /* NULL = nobody has said why */
    const char *why_words;
    bool note;                                         /* of the note beside the cell */
};
struct correction {
    int former;                                        /* the edition that is corrected; report.edition is the next one */
    const char *former_date, *former_sha256;           /* its as-of day (ISO) and its report.json */
    const char *date;                                  /* ISO: of this edition */
    const char *opening, *columns[CORRECTION_COLUMNS]; /* words for the page */
    struct correction_entry *entries;
    size_t n, unexplained;
};
#define REPORT_CORRECTION "更正说明"                    /* its heading, its sheet, its file; what reads a report back stops there */

struct report {
    struct arena arena;
    const struct form *form;
    struct agency agency;
    int year;
    int as_of, closing_day;                            /* civil days (calendar/civil.h); closing_day = min(31 December, as_of) */
    const char *title;                                 /* 机关名称2025年政府信息公开工作年度报告; also the documents' file name */
    const char *preamble;                              /* the opening paragraph; NULL = none */
    struct report_section *sections;                   /* form->n_sections */
    struct report_table *tables;                       /* form->n_tables */
    struct timeliness timeliness;
    struct timeliness_row *timeliness_rows;            /* by applicant kind, by outcome */
    size_t n_timeliness_rows;
    bool totals;                                       /* the office's own totals: its numbers were filled in, and there are no records */
    struct rollup *rollup;                             /* what it is the sum of; NULL unless it is one */
    struct finding_counts findings;
    int edition;                                       /* 版次; 0 and 1 = the first */
    const struct correction *correction;               /* NULL = it corrects none */
    bool draft;                                        /* blocking findings remain, or as_of lies before the year's end */
    const char *draft_text;                            /* for every page and sheet: 草稿：3个问题待改正；统计截至2025年11月20日 */
    const char *stamp;                                 /* ISO instant that all documents bear: 2026-01-20T00:00:00+08:00 */
    const char *program;                               /* "nianbao 0.8.0" */
    const char *rules_hash, *calendar_hash, *settings_hash;
    const struct input_file *inputs;
    size_t n_inputs;
};

/* What all that a report without records says of its numbers. */
#define REPORT_TOTALS "按填报数，无台账"

/* An empty report of the form: every cell CELL_EMPTY. The form must outlive it. */
struct report *report_new(const struct form *form);
void report_free(struct report *r);
struct asked report_asked(const struct report *r);
struct report_table *report_table(struct report *r, const char *id);
/* Sets a cell and the string that shows it. */
void report_set(struct report *r, struct report_table *t, int slot, struct decimal number);
void report_set_note(struct report *r, struct report_table *t, int slot, const char *note);
/* Fills every sum from its terms; an empty term counts as 0. Fails on overflow. */
MUST_CHECK bool report_add_up(struct report *r, struct diag *diag);

#endif
