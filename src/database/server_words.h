/* What went wrong with a server, in words that say what to do, by the SQLSTATE that it answers with.
 *
 * A server's own message may hold values of rows, and names of roles and schemas: none of it stands in these words.
 *
 *     struct server_words words = server_words("42501");
 */
#ifndef DATABASE_SERVER_WORDS_H
#define DATABASE_SERVER_WORDS_H
#include <stdbool.h>

enum { SQLSTATE = 5 };

struct server_words {
    const char *text, *expected;                       /* what it is; what to do */
    bool lost;                                         /* the connection is gone, or will be */
};

/* The state of rows that a policy would hide, which the server calls 42501 like a missing right. */
#define SERVER_HIDES_ROWS "42501 rows"

/* `state` is of five characters, the one above, or "" where no answer came at all. */
struct server_words server_words(const char *state);
/* Where libpq's words about a failed connection name a state ("FATAL:  28P01: …"), it is copied; else it is "". */
void server_words_state(const char *message, char state[SQLSTATE + 1]);

#endif
