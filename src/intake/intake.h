/* From the ledger that an office has to the tables of ours: what is sure is carried over, the rest is asked.
 *
 *     struct intake k;
 *     intake_init(&k, schema, &facts);
 *     questions_answer(&k.questions, key, answer);       // of an earlier run
 *     intake_build(&k, &sheets);
 *     // k.tables: rows of our tables; k.questions: what to ask; k.notes: what was done and left
 *     intake_release(&k);
 *
 * The same sheets, facts and answers give the same result. Cells are carried as they stand, but for what is known to be the same: dates
 * as 2025-03-31, codes as the drop-down lists name them. What a cell means is judged later by the reader of ledgers, which has the last
 * word. The old ledger itself is never changed, and all of it stands in the new workbook word for word.
 */
#ifndef INTAKE_INTAKE_H
#define INTAKE_INTAKE_H
#include "intake/carried.h"
#include "intake/heads.h"
#include "intake/old_sheets.h"
#include "intake/questions.h"
#include "intake/words.h"

struct intake_facts {
    int year;           /* of the report, 0 = not known */
    const char *agency;                                /* code or name, or NULL */
    const struct old_sheets *previous;                 /* last year's ledger, in our tables; NULL = not given */
    const struct submitted *submitted;                 /* last year's report; NULL = not given */
};

/* What last year's report says that this year's ledger needs. */
struct submitted {
    const char *code, *name;                           /* of the agency; either may be NULL */
    int year;
    const char *shown;                                 /* the file */
    struct submitted_text {
        const char *section, *text;                    /* a code of narrative_sections, Markdown */
    } *texts;
    size_t n_texts;
};

struct column_use {
    enum { USE_LEFT, USE_COLUMN, USE_WIDE, USE_BY_CHANNEL, USE_MIXED, USE_NOTE, USE_DETAIL, USE_SPREAD } kind;
    int column;                        /* of the table; of its wide headings; USE_DETAIL: the column that it explains */
    bool assumed;                      /* the office has not answered yet: what follows is asked, nothing is carried */
    const char *value;                 /* USE_SPREAD: what the code column holds in the row of this cell */
    const struct heading_alias *alias; /* USE_MIXED: whose meanings its words have */
};

/* Sheets of one table with the same heads. */
struct layout {
    struct old_head head;    /* of the first sheet */
    struct column_use *uses; /* by cell */
    int number;              /* the cell of 序号, or -1 */
    bool **records;          /* by sheet of the layout and row: row_is_record */
    const char **constants;  /* by column of the table: what stands in every row of the layout; NULL = nothing */
    bool *advised;           /* by column: the office is asked whether an unknown column is this one */
    bool asks_names;         /* that kinds go by names is not answered yet: names that do not tell are asked about already */
    size_t *sheets, n_sheets, cap_sheets;
};

struct intake {
    struct arena arena;
    const struct schema *schema;
    const struct intake_words *words;
    struct intake_facts facts;
    struct questions questions;
    struct old_sheets parts;          /* the old sheets, each table of a sheet by itself */
    const struct old_sheets *sheets;  /* those */
    struct old_head *heads; /* by sheet */
    int *layout_of;         /* by sheet, -1 = not read */
    struct layout *layouts;
    size_t n_layouts, cap_layouts;
    struct carried_table *tables; /* by table of the schema */
    struct carried_note *notes;
    size_t n_notes, cap_notes;
};

void intake_init(struct intake *k, const struct schema *schema, const struct intake_words *words, const struct intake_facts *facts);
void intake_build(struct intake *k, const struct old_sheets *sheets);
void intake_release(struct intake *k);

/* office_file.c: what the office has answered about headings and words, as its own file of headings (--headings; docs/zh/台账.md), so that
 * next year nothing of it is asked again. Answers about single rows, sheets and years are not in it, nor words that may be a person's name
 * or number. `kept` is the file as it was, or NULL: its lines stay, but for those that an answer of now replaces, or that an answer of the
 * run before (`applied`, or NULL) had made and that is taken back. Cells belong to `k` and `kept`. */
enum { OFFICE_CELLS = 6 };
struct office_file {
    const char ***lines;                               /* of OFFICE_CELLS; the first is that of the headings */
    size_t n, cap;
    size_t n_answers, n_hidden;                        /* of now: those in it, and those that may name a person */
};
void office_file_make(struct office_file *file, struct intake *k, const struct old_sheet *kept, const struct questions *applied);
void office_file_release(struct office_file *file);
/* Whether the sheet is such a file. */
bool office_file_is(const struct old_sheet *sheet);

#endif
