/* All screens in one table, and the ways between them. */
#include "screen.h"

static const struct screen screens[SCREEN_COUNT] = {
    [SCREEN_ATTRACT] = {"attract", screen_attract, NULL},
    [SCREEN_LANGUAGE] = {"language", screen_language, NULL},
    [SCREEN_HOME] = {"home", screen_home, NULL},
    [SCREEN_HELP] = {"help", screen_help, NULL},
    [SCREEN_TELL] = {"tell", screen_tell, NULL},
    [SCREEN_TOPICS] = {"topics", screen_topics, NULL},
    [SCREEN_TOPIC] = {"topic", screen_topic, NULL},
    [SCREEN_ALONG] = {"along", screen_along, NULL},
    [SCREEN_EPISODE] = {"episode", screen_episode, NULL},
    [SCREEN_SERVICES] = {"services", screen_services, screen_services_back},
    [SCREEN_NUMBER] = {"number", screen_number, screen_number_back},
    [SCREEN_CARD] = {"card", screen_card, screen_card_back},
    [SCREEN_FORM] = {"form", screen_form, screen_form_back},
    [SCREEN_CHECK] = {"check", screen_check, screen_check_back},
    [SCREEN_RECEIPT] = {"receipt", screen_receipt, screen_receipt_back},
    [SCREEN_DIGITS] = {"digits", screen_digits, NULL},
    [SCREEN_ANSWER] = {"answer", screen_answer, NULL},
    [SCREEN_WRITE_BACK] = {"write_back", screen_write_back, screen_write_back_back},
    [SCREEN_TAKE_BACK] = {"take_back", screen_take_back, screen_later_back},
    [SCREEN_DELETE] = {"delete", screen_delete, screen_later_back},
    [SCREEN_JOB] = {"job", screen_job, NULL},
    [SCREEN_VOICE] = {"voice", screen_voice, NULL},
    [SCREEN_GOODBYE] = {"goodbye", screen_goodbye, NULL},
};

const struct screen *screen_of(enum screen_id id)
{
    return &screens[id < SCREEN_COUNT ? id : SCREEN_ATTRACT];
}

const char *screen_name(enum screen_id id)
{
    return screen_of(id)->name;
}

const struct form *form_now(const struct content *content, const struct visit *visit)
{
    return content->forms[visit->form < FORM_ROLES ? visit->form : FORM_HELP];
}

struct nav nav_go(enum screen_id screen)
{
    return (struct nav){.kind = NAV_GO, .screen = screen};
}

struct nav nav_instead(enum screen_id screen)
{
    return (struct nav){.kind = NAV_INSTEAD, .screen = screen};
}

struct nav nav_back(void)
{
    return (struct nav){.kind = NAV_BACK};
}

struct nav nav_end(void)
{
    return (struct nav){.want = UI_END};
}

void turn(struct ui *ui)
{
    pass_turned(&ui->pass);
}

void turn_to_stage(struct ui *ui, uint8_t stage)
{
    ui->pass.state->stage = stage;
    pass_turned(&ui->pass);
}
