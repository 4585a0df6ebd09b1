/* Who gets a form, by what was chosen in it, and how much fits. */
#include <string.h>

#include "screen/answers.h"

static bool call_asked(void *ctx, const struct answer_leaving *answer)
{
    (void)ctx;
    return answer->question->type != QUESTION_PHONE;
}

bool answers_ask_call(const struct form *form, const struct visit *visit)
{
    return !answers_leaving(form, visit, call_asked, NULL);
}

struct excluded {
    const char **kinds;
    size_t count;
};

static void exclude(struct excluded *excluded, const char *kind)
{
    for (size_t i = 0; i < excluded->count; i++)
        if (strcmp(excluded->kinds[i], kind) == 0)
            return;
    if (excluded->count < EXCLUDED_MOST)
        excluded->kinds[excluded->count++] = kind;
}

static bool excluded_by(void *ctx, const struct answer_leaving *answer)
{
    for (size_t i = 0; i < answer->question->choice_count; i++)
        for (size_t k = 0; answer->chosen >> i & 1 && k < answer->question->choices[i].exclude_count; k++)
            exclude(ctx, answer->question->choices[i].excludes[k]);
    return true;
}

size_t answers_excluded(
    const struct form *form, const struct visit *visit, const char *ret_kinds[static EXCLUDED_MOST])
{
    struct excluded excluded = {ret_kinds, 0};
    (void)answers_leaving(form, visit, excluded_by, &excluded);
    return excluded.count;
}

const char *form_id(enum form_role role)
{
    static const char *const ids[FORM_ROLES] = {
        [FORM_HELP] = "help", [FORM_REPORT] = "report", [FORM_CALL] = "call", [FORM_JOB] = "job"};
    return role < FORM_ROLES ? ids[role] : "";
}

const char *form_kind(enum form_role role)
{
    return role == FORM_REPORT ? "report" : "help";
}

const struct network_team *form_team(const struct network *network, const struct network_place *place,
    enum form_role role, const struct form *form, const struct visit *visit)
{
    const char *kinds[EXCLUDED_MOST];
    if (!network || !place || place->team >= network->team_count)
        return NULL;
    size_t count = form ? answers_excluded(form, visit, kinds) : 0;
    size_t team = network_route_except(network, place->code, form_kind(role), kinds, count);
    if (team == network->team_count)
        team = network_route_except(network, place->code, "help", kinds, count);
    if (team == network->team_count && !network_kind_among(&network->teams[place->team], kinds, count))
        team = place->team;
    return team < network->team_count ? &network->teams[team] : NULL;
}

size_t text_written(const char *text)
{
    size_t len = 0;
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;
        bool short_escape = byte == '"' || byte == '\\' || byte == '\n' || byte == '\t' || byte == '\r' ||
                            byte == '\b' || byte == '\f';
        if (byte == 0xe2 && (unsigned char)text[1] == 0x80 && ((unsigned char)text[2] & 0xfe) == 0xa8)
            len += 3; /* U+2028 and U+2029: six for three */
        len += short_escape ? 2 : byte < 0x20 || byte == 0x7f ? 6 : 1;
    }
    return len;
}
