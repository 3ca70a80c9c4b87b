/* A sheet to be filled in: a heading a column, what each may hold, and which cells must not stay empty. */
#ifndef DOCUMENTS_ENTRY_H
#define DOCUMENTS_ENTRY_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum entry_type {
    ENTRY_TEXT, ENTRY_PROSE,
    ENTRY_DATE,                                        /* not before `least`, a civil day */
    ENTRY_WHOLE, ENTRY_NUMBER,                         /* from `least` to `most` */
    ENTRY_MONEY,                                       /* the same, with the decimals of an amount */
    ENTRY_CHOICE                                       /* one of a list; other words are asked about where `open`, else refused */
};
enum entry_need { ENTRY_NEEDED, ENTRY_WANTED, ENTRY_FREE };

/* An empty cell is coloured where the row has anything and the condition holds. */
struct entry_condition {
    enum { WHEN_ALWAYS, WHEN_FILLED, WHEN_ONE_OF, WHEN_ALL_EMPTY, WHEN_SEVERAL } kind;
    int column;                                        /* of WHEN_FILLED and WHEN_ONE_OF */
    const char *const *values;                         /* WHEN_ONE_OF: spellings of a value; one that ends with . is the beginning of several */
    size_t n_values;
    const int *columns;                                /* WHEN_ALL_EMPTY */
    size_t n_columns;
    const char *name;                                  /* WHEN_SEVERAL: a name of the workbook whose cells hold more than one value */
    bool urgent;                                       /* it must be filled, else it should */
};

struct entry_column {
    const char *heading, *note;                        /* note: on the heading; NULL = none */
    const char *example;                               /* grey, in the first row; NULL = none */
    const char *value;                                 /* known already: in the first row, black; NULL = none */
    enum entry_type type;
    enum entry_need need;
    bool personal;                                     /* may tell who a person is: its heading is coloured */
    bool bold;
    bool hidden;                                       /* for the program alone */
    double least, most;
    int decimals;
    bool open;
    const char *choices;                               /* a name of the workbook that lists them; NULL: 是 and 否 */
    const char *error_title, *error;                   /* said where what is typed does not fit */
    int pixels;
    const struct entry_condition *conditions;
    size_t n_conditions;
};

/* A row that is filled in already. */
struct entry_row {
    const char *const *values;  /* by column; NULL or "" where nothing stands */
    const char *const *choices; /* what may be chosen in column `asked` of this row */
    size_t n_choices;
    bool open;  /* other words may be typed there, too */
    bool quiet; /* grey: nothing is asked in it */
};

struct entry {
    const struct entry_column *columns;
    size_t n_columns;
    const struct entry_row *rows; /* where there are any, no example and no value of a column is put */
    size_t n_rows;
    int asked;           /* the column of entry_row.choices; -1 = none */
    bool wraps;          /* rows are as high as their texts */
    const char *defines; /* a name for the cells of column `defined`; NULL = none */
    int defined;
};

#endif
