/* wayside-desk without its main, so that a test can run it. docs/man/wayside-desk.1 says what it takes. */
#ifndef WAYSIDE_DESK_PROGRAM_H
#define WAYSIDE_DESK_PROGRAM_H

/* Exit codes of docs/formats.md: 0 done, 1 failed, 2 wrong command line or settings. */
int desk_program(int argc, char **argv);

#endif
