/* Inside ui/screen only: what stands on the attract screen, one after the other. */
#ifndef WAYSIDE_SCREEN_ATTRACT_SLIDES_H
#define WAYSIDE_SCREEN_ATTRACT_SLIDES_H

#include "packs.h"

#define LANGUAGES_TRIED 64

enum slide_says { SAYS_WELCOME, SAYS_JOURNEY, SAYS_WORK, SAYS_RESTING };

/* A card of the image, a topic with its picture, or one panel of an episode. */
struct slide {
    const char *card; /* of the image: name of the picture; NULL: of a pack */
    enum slide_says says;
    const struct pack *pack;
    size_t topic;
    size_t panel; /* the block with its picture; SIZE_MAX: the topic as a whole */
    size_t run;   /* panels of the same episode have the same: they keep their languages */
    bool in_episode;
};
/* The slide of this step of the loop: the image's cards and those of topics in turn, then an episode, panel
 * by panel; the next time round the next episode. */
struct slide slide_now(struct ui *ui, const struct content *content, size_t step);

/* The languages of the place that it is in, most spoken first; all of the image while there is no place.
 * Indices into content->languages. Returns how many. */
size_t slide_languages(
    const struct content *content, const struct slide *slide, size_t ret_index[static LANGUAGES_TRIED]);
/* The words of a topic's or a panel's slide in a language: title, and what stands below it. "" for nothing.
 */
struct slide_words {
    const char *title, *text;
    bool caption; /* the title is a caption: whole sentences */
};
struct slide_words slide_words(struct ui *ui, const struct slide *slide, const char *tag);

#endif
