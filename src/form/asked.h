/* Whose report a query asks about, and as of which days: what every query of a form or a check may use by name. */
#ifndef FORM_ASKED_H
#define FORM_ASKED_H
#include <stdint.h>

struct asked {
    int64_t agency;                                    /* :agency, its id in the store */
    int year;                                          /* :year; its 1 January is :first */
    int close, as_of;                                  /* :close and :as_of, civil days: min(31 December, as_of), and the day that is today */
};

#endif
