/* The only file that knows libpinyin, and glib with it. */
#include "pinyin/pinyin.h"

#include <glib.h>
#include <pinyin.h>
#include <stdlib.h>
#include <string.h>

#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ /* as gcc says it */
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#else
#define __lsan_disable() ((void)0)
#define __lsan_enable() ((void)0)
#endif

/* The library keeps files of what it learnt in a user's folder; this one cannot be there. */
#define NO_FOLDER "/dev/null/pinyin"

struct pinyin {
    pinyin_context_t *context;
    pinyin_instance_t *instance;
    bool absent;                       /* the model cannot be read: not tried again */
    char letters[PINYIN_LETTERS];      /* of the last look, as the library takes them */
    size_t origin[PINYIN_LETTERS + 1]; /* each of them, in bytes of the caller's letters */
    lookup_candidate_t *words[PINYIN_WORDS];
    size_t count;
};

struct pinyin *pinyin_new(void)
{
    return calloc(1, sizeof(struct pinyin));
}

static void forget(struct pinyin *pinyin)
{
    explicit_bzero(pinyin->letters, sizeof(pinyin->letters));
    explicit_bzero(pinyin->origin, sizeof(pinyin->origin));
    explicit_bzero(pinyin->words, sizeof(pinyin->words));
    pinyin->count = 0;
}

void pinyin_wipe(struct pinyin *pinyin)
{
    forget(pinyin);
    if (pinyin->instance)
        pinyin_free_instance(pinyin->instance);
    pinyin->instance = NULL;
}

void pinyin_free(struct pinyin *pinyin)
{
    if (!pinyin)
        return;
    pinyin_wipe(pinyin);
    if (pinyin->context)
        pinyin_fini(pinyin->context);
    free(pinyin);
}

static bool open_model(struct pinyin *pinyin)
{
    if (pinyin->absent)
        return false;
    if (!pinyin->context) {
        __lsan_disable(); /* it never frees the handles of its tables, one for each of them */
        pinyin->context = pinyin_init(WAYSIDE_PINYIN_MODEL, NO_FOLDER);
        __lsan_enable();
        if (pinyin->context) /* without DYNAMIC_ADJUST: it does not learn */
            pinyin_set_options(pinyin->context,
                PINYIN_INCOMPLETE | PINYIN_CORRECT_ALL | USE_DIVIDED_TABLE | USE_RESPLIT_TABLE);
    }
    if (pinyin->context && !pinyin->instance)
        pinyin->instance = pinyin_alloc_instance(pinyin->context);
    pinyin->absent = !pinyin->instance;
    return !pinyin->absent;
}

/* ü is v to the library. False: too long, or not letters. */
static bool take_letters(
    const char *from, size_t len, char to[static PINYIN_LETTERS], size_t origin[static PINYIN_LETTERS + 1])
{
    size_t n = 0;
    for (size_t i = 0; i < len; n++) {
        if (n == PINYIN_LETTERS - 1)
            return false;
        bool umlaut = len - i >= 2 && memcmp(from + i, "\xc3\xbc", 2) == 0;
        if (!umlaut && from[i] != '\'' && (from[i] < 'a' || from[i] > 'z'))
            return false;
        to[n] = umlaut ? 'v' : from[i];
        origin[n] = i;
        i += umlaut ? 2 : 1;
    }
    to[n] = 0;
    origin[n] = len;
    return n > 0;
}

static const char *text_of(const struct pinyin *pinyin, lookup_candidate_t *word)
{
    const gchar *text = NULL;
    return pinyin_get_candidate_string(pinyin->instance, word, &text) && text ? text : "";
}

static bool offered(const struct pinyin *pinyin, const char *text)
{
    size_t most = pinyin->count < 16 ? pinyin->count : 16; /* only sentences repeat what comes after them */
    for (size_t i = 0; i < most; i++)
        if (strcmp(text_of(pinyin, pinyin->words[i]), text) == 0)
            return true;
    return false;
}

static void collect(struct pinyin *pinyin)
{
    guint count = 0;
    pinyin_get_n_candidate(pinyin->instance, &count);
    for (guint i = 0; i < count && pinyin->count < PINYIN_WORDS; i++) {
        lookup_candidate_t *word = NULL;
        if (!pinyin_get_candidate(pinyin->instance, i, &word) || !word)
            continue;
        const char *text = text_of(pinyin, word);
        if ((unsigned char)text[0] >= 0x80 && !offered(pinyin, text))
            pinyin->words[pinyin->count++] = word;
    }
}

size_t pinyin_look(struct pinyin *pinyin, const char *letters, size_t len)
{
    char taken[PINYIN_LETTERS];
    size_t origin[PINYIN_LETTERS + 1];
    if (!take_letters(letters, len, taken, origin)) {
        forget(pinyin);
        return 0;
    }
    if (strcmp(taken, pinyin->letters) == 0)
        return pinyin->count;
    forget(pinyin);
    if (!open_model(pinyin))
        return 0;
    memcpy(pinyin->letters, taken, sizeof(taken));
    memcpy(pinyin->origin, origin, sizeof(origin));
    pinyin_reset(pinyin->instance);
    if (pinyin_parse_more_full_pinyins(pinyin->instance, taken) > 0) {
        pinyin_guess_sentence(pinyin->instance);
        pinyin_guess_candidates(pinyin->instance, 0, SORT_BY_PHRASE_LENGTH_AND_PINYIN_LENGTH_AND_FREQUENCY);
        collect(pinyin);
    }
    explicit_bzero(taken, sizeof(taken));
    return pinyin->count;
}

const char *pinyin_word(const struct pinyin *pinyin, size_t n)
{
    return n < pinyin->count ? text_of(pinyin, pinyin->words[n]) : "";
}

size_t pinyin_taken(struct pinyin *pinyin, size_t n)
{
    size_t letters = strlen(pinyin->letters), taken = letters;
    if (n >= pinyin->count)
        return 0;
    int end = pinyin_choose_candidate(pinyin->instance, 0, pinyin->words[n]);
    if (end > 0 && (size_t)end < letters)
        taken = (size_t)end;
    while (taken < letters && pinyin->letters[taken] == '\'')
        taken++; /* what stood between the syllables */
    size_t bytes = pinyin->origin[taken];
    pinyin_reset(pinyin->instance);
    forget(pinyin);
    return bytes > 0 ? bytes : 1;
}
