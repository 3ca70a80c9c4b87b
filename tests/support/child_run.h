/* A parser of a test run in a child (manuscript/child.h); afterwards nothing of it may be left, and the files of the program are as they were.
 *
 *     struct manuscript m;
 *     child_run(&m, "x", parse);                      // what the child says in the end
 *     child_refused(parse, "内容损坏", false);        // it is refused with these words; true: for want of time or memory here
 */
#ifndef TESTS_CHILD_RUN_H
#define TESTS_CHILD_RUN_H
#include "manuscript/child.h"

typedef void child_parser(struct manuscript *m, const char *bytes, size_t n);

/* A folder of the program, a file there, the name of one that is not there, and a descriptor of the file, which is open. */
extern char child_folder[64], child_kept[128], child_fresh[128];
extern int child_lock;

/* For the group of tests. */
int child_set_up(void **state);
int child_tear_down(void **state);

void child_run(struct manuscript *m, const char *bytes, child_parser *parse);
void child_refused(child_parser *parse, const char *words, bool unable);

/* In the child: to where it answers. */
void child_send(const char *bytes, size_t n);

#endif
