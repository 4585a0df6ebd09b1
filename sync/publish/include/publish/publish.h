/* publish: what an NGO's editor runs on a laptop: new, check, preview, pack, sign, push, withdraw, web,
 * status; and the people who hold the keys of a network: ceremony, sign. It can publish only what its keys
 * may sign. */
#ifndef WAYSIDE_PUBLISH_H
#define WAYSIDE_PUBLISH_H

/* The whole program: reads argv, runs one command, prints, returns the exit code. */
int publish_program(int argc, char **argv);

#endif
