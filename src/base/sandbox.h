/* A sandbox that the program enters before it reads foreign files: an attacker who takes the program over through a ledger finds no
 * network, no other program, and no files but those of the run.
 *
 * A filter of system calls (seccomp) forbids calls, Landlock forbids files (ABI 2, Linux 5.19, or later: before it, no
 * file could be renamed from one folder into another). Where the kernel or a container has neither, the run goes on
 * without; children inherit both. A missing path is no fault here: the function that opens it reports it.
 *
 *     sandbox_forbid_calls();
 *     struct sandbox s;
 *     sandbox_init(&s);
 *     sandbox_read_folder(&s, "data");
 *     sandbox_write(&s, "out/2025");
 *     sandbox_enter(&s);
 */
#ifndef BASE_SANDBOX_H
#define BASE_SANDBOX_H
#include <stdbool.h>
#include <stdint.h>

struct sandbox {
    int rules;                                         /* -1: this kernel has no use for them */
    uint64_t handled;
    long looked_at;                                    /* files that were looked at for links */
};

void sandbox_forbid_calls(void);                       /* sockets, other programs, other processes, the system itself */
/* The same for a run that was connected to a server before: on what is connected it may send, and to no other address. */
void sandbox_forbid_calls_but_sending(void);
/* For a process that only reads what it was given and answers on what is open: no process, no signal, no change to any file. */
void sandbox_forbid_changes(void);

void sandbox_init(struct sandbox *s);
/* A file, or a folder with all below it, may be read. */
void sandbox_read(struct sandbox *s, const char *path);
/* The same, and what symbolic links in the folder lead to. */
void sandbox_read_folder(struct sandbox *s, const char *path);
/* The folder may be read and written, with all below it; for a file or a folder that is still to be made, the nearest one
 * above it that is there. */
void sandbox_write(struct sandbox *s, const char *path);
/* From here on nothing else may be opened. */
void sandbox_enter(struct sandbox *s);

/* What this machine gives. */
int sandbox_landlock(void);                            /* the version of its ABI; 0 = none */
bool sandbox_calls_forbidden(void);

#endif
