#include "help_lines.h"

#include <stdlib.h>
#include <string.h>

#include "services_list.h"

struct kept {
    const struct hotline *hotline;
    struct opening opening;
    bool for_children; /* a children's helpline, not only one that answers them too */
};
struct help_lines {
    const struct content *content;
    struct kept *in;
    size_t count;
};

struct help_lines *help_lines_new(const struct content *content, const struct services_list *services)
{
    if (!content->hotlines || content->hotlines->count == 0 || !content->place)
        return NULL;
    struct help_lines *lines = calloc(1, sizeof(*lines));
    if (!lines || !(lines->in = calloc(content->hotlines->count, sizeof(lines->in[0])))) {
        free(lines);
        return NULL;
    }
    lines->content = content;
    for (size_t i = 0; i < content->hotlines->count; i++) {
        const struct hotline *hotline = &content->hotlines->in[i];
        if (!hotline_here(hotline, content->place->code))
            continue;
        lines->in[lines->count++] = (struct kept){hotline,
            opening_read(hotline->opening_hours, hotline->time_zone),
            hotline->children == FACT_YES && services_number_for(services, "child", hotline->number)};
    }
    return lines;
}

void help_lines_free(struct help_lines *lines)
{
    if (!lines)
        return;
    for (size_t i = 0; i < lines->count; i++)
        opening_clear(&lines->in[i].opening);
    free(lines->in);
    free(lines);
}

const struct hotline *help_line_at(const struct help_lines *lines, size_t at)
{
    return lines && at < lines->count ? lines->in[at].hotline : NULL;
}

bool help_lines_for_children(const struct help_lines *lines)
{
    for (size_t i = 0; lines && i < lines->count; i++)
        if (!lines->in[i].hotline->emergency && lines->in[i].hotline->children == FACT_YES)
            return true;
    return false;
}

static bool speaks(const struct hotline *hotline, const char *language)
{
    for (size_t i = 0; i < hotline->language_count; i++)
        if (same_language(hotline->languages[i], strlen(hotline->languages[i]), language))
            return true;
    return false;
}

/* A line of their own first, then those that answer children too; an emergency stays one for everybody. */
static int child_rank(const struct kept *kept)
{
    return kept->for_children ? 0 : (kept->hotline->children == FACT_YES ? 1 : 2);
}

/* Does a help more than b? Equal ones stay in the order of the file. */
static bool before(const struct help_lines *lines, const struct help_wish *wish, const struct help_line *a,
    const struct help_line *b)
{
    if (a->hotline->emergency != b->hotline->emergency)
        return a->hotline->emergency;
    int rank_a = child_rank(&lines->in[a->at]), rank_b = child_rank(&lines->in[b->at]);
    if (wish->child && a->now.stale == b->now.stale && a->now.state == b->now.state && rank_a != rank_b)
        return rank_a < rank_b;
    return answers_before(&a->now, &b->now);
}

size_t help_lines_now(const struct help_lines *lines, const struct ui_facts *facts,
    const struct help_wish *wish, struct help_line ret_in[static HELP_LINES_SHOWN])
{
    size_t count = 0;
    for (size_t i = 0; lines && i < lines->count; i++) {
        const struct kept *kept = &lines->in[i];
        struct help_line line = {.hotline = kept->hotline,
            .at = i,
            .now = opening_now(&kept->opening, lines->content->place, facts)};
        line.now.stale = checked_long_ago(kept->hotline->checked_on, facts->today);
        line.now.speaks = speaks(kept->hotline, wish->language);
        size_t at = count;
        while (at > 0 && before(lines, wish, &line, &ret_in[at - 1]))
            at--;
        if (at == HELP_LINES_SHOWN)
            continue;
        count += count < HELP_LINES_SHOWN;
        memmove(&ret_in[at + 1], &ret_in[at], (count - at - 1) * sizeof(line));
        ret_in[at] = line;
    }
    return count;
}

const char *emergency_number(const struct content *content)
{
    if (!content->place)
        return "";
    if (content->place->emergency_number && content->place->emergency_number[0])
        return content->place->emergency_number;
    for (size_t i = 0; content->hotlines && i < content->hotlines->count; i++)
        if (content->hotlines->in[i].emergency &&
            hotline_here(&content->hotlines->in[i], content->place->code))
            return content->hotlines->in[i].number;
    return "";
}
