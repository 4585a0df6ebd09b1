/* The demo's stage: fresh keys, a signed network file, settings, and the running programs, all below one
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
    struct seal_signer root;
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
bool stage_keys(struct stage *stage); /* root, mix and the coordinator's laptop, whose desk makes its own */
bool stage_network(struct stage *stage); /* signed; for the device, the mix and the desk */
bool stage_hub(struct stage *stage);
bool stage_enrol(
    struct stage *stage); /* mix, agent and desk start; the operator compares codes and approves */
bool stage_screen(struct stage *stage); /* a screen of its own (Xvfb), and the kiosk on it */
/* After the walk: a kiosk and a desk for people, in windows where there is a display; says where to click. */
void stage_stay(struct stage *stage);
void stage_end(struct stage *stage);
/* Names the first program that is not running any more, and its log; true when all are. */
bool stage_alive(struct stage *stage);

#endif
