/* nianbao --version -v: to find out why two machines differ. */
#ifndef CLI_ABOUT_H
#define CLI_ABOUT_H
#include <stdio.h>

/* The libraries that are in use now, and which of the system's fences this machine has. */
void about_print(FILE *out);

#endif
