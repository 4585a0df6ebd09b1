/* One function for each command; each prints, and returns DONE, FAILED (after one sentence) or USAGE. */
#ifndef WAYSIDE_PUBLISH_COMMANDS_H
#define WAYSIDE_PUBLISH_COMMANDS_H

#include "parts.h"

int new_run(struct run *run);
int check_run(struct run *run);
int templates_run(struct run *run);
int preview_run(struct run *run);
int pack_run(struct run *run);
int web_run(struct run *run);
int key_new_run(struct run *run);
int key_show_run(struct run *run);
int ceremony_begin_run(struct run *run);
int ceremony_join_run(struct run *run);
int ceremony_plan_run(struct run *run);
int ceremony_sign_run(struct run *run);
int ceremony_check_run(struct run *run);
int ceremony_finish_run(struct run *run);
int enrol_run(struct run *run);
int sign_run(struct run *run);
int waiting_run(struct run *run);
int push_run(struct run *run);
int withdraw_run(struct run *run);
int status_run(struct run *run);

#endif
