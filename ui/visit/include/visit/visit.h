/* visit: all that one person chose or typed, as one value in locked memory, and its wiping. Nothing a
 * visitor did is anywhere else. It knows no screen's looks and no network. */
#ifndef WAYSIDE_VISIT_H
#define WAYSIDE_VISIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/limits.h"

enum screen_id {
    SCREEN_ATTRACT,
    SCREEN_LANGUAGE,
    SCREEN_HOME,
    SCREEN_HELP,   /* numbers, without any network */
    SCREEN_TOPICS, /* your rights, and signs */
    SCREEN_TOPIC,
    SCREEN_ALONG,    /* a topic's page to take along */
    SCREEN_EPISODE,  /* one picture of a story after the other */
    SCREEN_SERVICES, /* doctor, bed, food, lawyer: by need and hour */
    SCREEN_NUMBER,   /* one number to take along, its QR code behind a warning */
    SCREEN_CARD,     /* the interpreter card */
    SCREEN_TELL,     /* about me, or about someone else */
    SCREEN_FORM,
    SCREEN_CHECK,
    SCREEN_RECEIPT,
    SCREEN_DIGITS, /* type a receipt's digits */
    SCREEN_ANSWER,
    SCREEN_WRITE_BACK,
    SCREEN_TAKE_BACK, /* permissions that were given */
    SCREEN_DELETE,    /* what was sent */
    SCREEN_JOB,       /* what the answers about a job offer mean */
    SCREEN_VOICE,     /* how fast and how loud the pages are read */
    SCREEN_GOODBYE,
    SCREEN_COUNT
};

/* The forms, by what they are for. Answers of one are gone when another is begun. */
enum form_role {
    FORM_HELP,   /* about me */
    FORM_REPORT, /* about someone else */
    FORM_CALL,   /* call me: the call card alone */
    FORM_JOB,    /* is this offer honest: answers never leave the machine */
    FORM_ROLES
};

/* What of the topics is listed, as chosen on home: each for other readers. */
enum topic_part {
    PART_RIGHTS, /* for everybody, and for children */
    PART_WORK,
    PART_BUYER, /* those who buy, hire and employ */
    PART_STAFF, /* those who work at this place */
};

#define VISIT_BACK 16
#define NEEDS_BYTES 144 /* eight names of needs of 16 bytes, with spaces between */

struct visit_answer { /* to one question of the form */
    uint32_t chosen;  /* bit per choice; consents: bit = yes */
    char value[20];   /* of a whole number "42", a day "2026-12-31", a telephone; "" not answered */
};
struct visit_found { /* one answer from the coordinator */
    uint32_t n;
    char day[11];
    char language[16];
    char text[ANSWER_TEXT_BYTES + 1];
};

/* One permission that is taken back: its name in the forms. */
#define TAKE_BACK_MOST CONSENTS_MAX
#define TAKE_BACK_NAME 65
struct visit_take_back {
    char name[TAKE_BACK_NAME]; /* "" none */
};

/* What the firmware is doing for this visit; the screens only show it. */
enum visit_work {
    WORK_NONE,
    WORK_RUNNING,
    WORK_DONE,    /* the file is durable / the answers are here */
    WORK_NOTHING, /* nothing found, or wrong digits: the same */
    WORK_FULL,    /* the outbox is full or the disk is: nothing was kept */
    WORK_RATE,    /* too many reports from this machine just now: wait */
    WORK_FAILED,
};

struct visit {
    enum screen_id screen;
    enum screen_id back[VISIT_BACK];
    uint16_t back_page[VISIT_BACK], back_pages[VISIT_BACK]; /* where each of them was left */
    size_t back_count;
    char language[16];
    int text_size, contrast;
    int8_t voice_rate; /* -3 to 3, 0 as it was recorded */
    int8_t voice_gain; /* -3 to 1, 0 as it was recorded */
    bool reach;        /* controls below 1,220 mm */

    enum topic_part part;
    char needs[NEEDS_BYTES];  /* of services: "papers lawyer"; "" all of them */
    char need[16];            /* whose services are listed */
    bool number_of_service;   /* what SCREEN_NUMBER shows: of a service, else of a hotline; */
    size_t number_at;         /* which of them, in the order in which the content came */
    bool child;               /* under 18: children's numbers stand first */
    uint16_t card_needs;      /* interpreter card: bit per sentence */
    bool card_turned;         /* the visitor's language stands large, not the staff's */
    uint8_t card_reply;       /* what the staff pressed, from 1; 0 nothing yet */
    size_t topic_pack, topic; /* what is read: index of the pack at this place, of the topic in it */
    char topic_language[16];  /* wished for a topic that is not in the visitor's language; "" none */

    bool told_first;     /* who reads it and what they pass on was read, the questions have begun */
    enum form_role form; /* which one is filled in */
    bool practice;       /* "show me how this works": nothing is sent */
    size_t question;     /* index in the form */
    struct visit_answer answers[QUESTIONS_MAX];
    char typed[TYPED_BYTES + 1]; /* the form's free text */
    size_t typed_caret;
    char write_back[TYPED_BYTES + 1];
    size_t write_back_caret;
    bool removed[QUESTIONS_MAX]; /* lines taken out on the check screen */

    enum visit_work sending;
    char receipt[RECEIPT_DIGITS + 1]; /* ASCII; set by firmware before sealing */
    char case_word[64];
    char digits[RECEIPT_DIGITS + 1]; /* typed on the keypad */
    size_t digit_count;
    char type_back[5]; /* the last four digits, typed back on leaving the receipt */

    enum visit_work reading;
    char found_team[128];        /* who answers, in the visit's language */
    char found_state[24];        /* "received", "working", "answered", "closed" */
    struct visit_found found[8]; /* the newest eight */
    size_t found_count;
    bool found_deleted; /* the team erased what was told: nothing more can be asked of it */
    struct visit_take_back taken_back[TAKE_BACK_MOST];
    enum visit_work writing; /* back, or taking back, or deleting: one at a time */

    /* what the widgets remember between passes: pages, keyboard layer, holds, focus */
    uint64_t widget_state[512];
};

struct visit_keeper;                         /* owns the arena */
struct visit_keeper *visit_keeper_new(void); /* NULL: the memory could not be locked */
void visit_keeper_free(struct visit_keeper *keeper);
/* Valid until the keeper is freed: visit_end wipes and begins anew at the same address. */
struct visit *visit_of(struct visit_keeper *keeper);
/* Wipes everything of the visit and begins the next: attract, settings as at first. */
void visit_end(struct visit_keeper *keeper);

#endif
