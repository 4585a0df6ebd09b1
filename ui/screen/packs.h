/* Inside ui/screen only: what packs hold, as a screen needs it. */
#ifndef WAYSIDE_SCREEN_PACKS_H
#define WAYSIDE_SCREEN_PACKS_H

#include "screen.h"

#define TOPICS_LISTED 2048 /* of all packs of a place: two of the largest that can be */

struct topic_ref {
    size_t pack, topic; /* indices: of the place's pack, of the topic in it */
};
/* The topics that are shown today, in the packs' order; returns how many. */
size_t topics_shown(
    const struct ui *ui, const struct content *content, struct topic_ref *ret_in, size_t most);

/* One part of them; of a story only its first episode that is shown. */
size_t topics_of(const struct ui *ui, const struct content *content, enum topic_part part,
    struct topic_ref *ret_in, size_t most);
/* Is there anything in this part: a topic, or at work the questions about a job offer? */
bool part_shown(const struct ui *ui, const struct content *content, enum topic_part part);
/* How many episodes of the topic's story are shown, and which of them it is, from 1; 0: of no story. */
size_t story_length(const struct ui *ui, const struct content *content, struct topic_ref ref, size_t *ret_at);
/* Is this need one of a service's: "bed food"? */
bool service_meets(const char *needs, const char *need);
/* Does a pack of this place have services? */
bool services_here(const struct content *content);

/* A topic in one language: the visitor's, else the one that was wished for, else the first of the place's
 * languages, else the first of the pack's in which it is. */
struct topic_view {
    const struct pack *pack;
    const struct pack_topic *topic;
    const struct pack_language *language;
    const struct pack_text *text;
    bool mine; /* in the visitor's language */
};
/* False when there is no such topic any more, or it is in no language. */
bool topic_view(const struct pass *pass, const struct content *content, struct topic_ref ref,
    const char *wish, struct topic_view *ret_view);
/* The languages in which it is, one after the other: "English, العربية". */
const char *say_topic_languages(struct ui *ui, const struct content *content, const struct topic_view *view);
/* A language's name as its readers write it where the image has letters for it, else as the page's do. */
const char *say_language(struct ui *ui, const struct content *content, const char *tag);

/* A picture of a pack that is about `width` px wide; index SIZE_MAX: none. Lives for the pass. */
const struct picture_source *pack_picture(
    struct ui *ui, const struct content *content, const struct pack *pack, size_t index, int width);

/* What is shown now comes from this pack in this language: the strip says what must be said of it. */
void pack_marks(struct pass *pass, const struct pack *pack, const struct pack_language *language);

#endif
