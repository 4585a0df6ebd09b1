/* The demo's stage: fresh keys, a signed network, settings, and the running programs, all below one
 * folder and on loopback. Every function returns false after one sentence on standard error. */
#ifndef WAYSIDE_DEMO_STAGE_H
#define WAYSIDE_DEMO_STAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/limits.h"
#include "demo/process.h"
#include "seal/keys.h"

#define STAGE_TEAM "Harbour Help"
#define STAGE_TEAM_AR "عون الميناء"
#define STAGE_PLACE "north-pier-1"
#define STAGE_BEAT_S 2

struct stage {
    const char *bin, *share; /* where the programs and the image's files are */
    char run[400];           /* everything made here */
    struct processes processes;
    uint8_t team[ID_BYTES], zone[ID_BYTES];
    char mix_recipient[SEAL_RECIPIENT_TEXT];
    char desk_recipient[SEAL_RECIPIENT_TEXT], desk_signer[65], desk_laptop[33];
    char passphrase[128];
    int hub_port, metrics_port, desk_port;
    char display[16];
    char desk_url[256];
    struct process *hub, *mix, *agent, *desk, *kiosk;
};

bool stage_begin(struct stage *stage, const char *bin, const char *share, const char *run);
bool stage_keys(struct stage *stage); /* the mix's and the coordinator's laptop, whose desk makes its own */
bool stage_hub_init(struct stage *stage);
bool stage_hub(struct stage *stage); /* with the root that the ceremony made */
/* mix, agent and desk start; the operator compares codes and approves */
bool stage_enrol(struct stage *stage);
/* A one-time token, and: the operator reads the code in that file and approves it. */
bool stage_token(struct stage *stage, const char *role, const char *name, char *ret_token, size_t cap);
bool stage_approve(struct stage *stage, const char *code_file);
/* The agent alone, which a thief may have stopped. */
bool stage_agent(struct stage *stage);
bool stage_screen(struct stage *stage); /* a screen of its own (Xvfb), and the kiosk on it */
/* After the walk: a kiosk and a desk for people, in windows where there is a display; says where to click. */
void stage_stay(struct stage *stage);
void stage_end(struct stage *stage);
/* Names the first program that is not running any more, and its log; true when all are. */
bool stage_alive(struct stage *stage);

/* network.c: what the network's people write down, into run/stick and run/network */
bool network_plan_write(const struct stage *stage);
bool network_files_write(const struct stage *stage);

#endif
