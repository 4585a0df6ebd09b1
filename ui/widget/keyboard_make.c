/* Run at build: prints what the keyboards take from elsewhere as C tables, so that nothing is looked up on
 * the device: the layouts that people know, as xkeyboard-config has them; what dead keys make of letters,
 * from the Compose tables; the rows of vowel forms of a syllabary, from its Unicode block. keyboard_make >
 * keyboard_familiar.c */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ulocdata.h>
#include <unicode/uset.h>
#include <unicode/utf8.h>
#include <xkbcommon/xkbcommon-compose.h>
#include <xkbcommon/xkbcommon.h>

#define ROWS 4
#define LEVELS 4
#define TEXT 24 /* bytes of what a key types */
#define DEAD_MAX 32
#define SEEN_MAX 64 /* keys of a level */

struct layout {
    const char *language, *name, *variant, *compose;
    bool upper_row; /* letters stand in the row of digits too */
};
/* Chinese is typed as pinyin, on Latin letters. */
static const struct layout layouts[] = {{"en", "us", "", NULL, false}, {"es", "es", "", "es_ES.UTF-8", false},
    {"fr", "fr", "oss", "fr_FR.UTF-8", true}, {"ar", "ara", "", NULL, false}, {"ru", "ru", "", NULL, false},
    {"zh", "us", "", NULL, false}, {"hi", "in", "", NULL, true}, {"th", "th", "", NULL, true},
    {"am", "et", "", NULL, false}};

static const char *const rows[ROWS][13] = {
    {"AE01", "AE02", "AE03", "AE04", "AE05", "AE06", "AE07", "AE08", "AE09", "AE10", "AE11", "AE12", NULL},
    {"AD01", "AD02", "AD03", "AD04", "AD05", "AD06", "AD07", "AD08", "AD09", "AD10", "AD11", "AD12", NULL},
    {"AC01", "AC02", "AC03", "AC04", "AC05", "AC06", "AC07", "AC08", "AC09", "AC10", "AC11", "BKSL", NULL},
    {"AB01", "AB02", "AB03", "AB04", "AB05", "AB06", "AB07", "AB08", "AB09", "AB10", "TLDE", NULL},
};

struct dead {
    const char *language;
    xkb_keysym_t sym;
    char sign[TEXT];
};
struct maker {
    struct xkb_context *context;
    struct dead dead[DEAD_MAX];
    size_t dead_count;
    char seen[SEEN_MAX][TEXT];
    size_t seen_count;
};

/* Presentation forms that one key types: two letters in plain Arabic. */
static const char *plain(unsigned code)
{
    switch (code) {
    case 0xfef5:
        return "\xd9\x84\xd8\xa2";
    case 0xfef7:
        return "\xd9\x84\xd8\xa3";
    case 0xfef9:
        return "\xd9\x84\xd8\xa5";
    case 0xfefb:
        return "\xd9\x84\xd8\xa7";
    default:
        return NULL;
    }
}

/* Letters, the signs that stand on them, digits of their own, money, and the marks of a language. Other
 * marks are in the layer of digits; the presentation forms of Ethiopic vowels are rows of their own. */
static bool wanted(UChar32 code)
{
    static const UChar marks[] = u",.'\u00a1\u00bf\u00ab\u00bb\u060c\u061b\u061f\u066a\u0964\u0965\u0e2f"
                                 u"\u1361\u1362\u1363\u1364\u1365\u1366\u1367\u2018\u2019\u201c\u201d\u0640";
    if (u_hasBinaryProperty(code, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ||
        ublock_getCode(code) == UBLOCK_ARABIC_PRESENTATION_FORMS_B ||
        ublock_getCode(code) == UBLOCK_SMALL_FORM_VARIANTS)
        return false;
    for (size_t i = 0; marks[i]; i++)
        if (marks[i] == code)
            return true;
    int type = u_charType(code);
    return u_isUAlphabetic(code) || type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK ||
           (type == U_CURRENCY_SYMBOL && code >= 0x80) || (type == U_DECIMAL_DIGIT_NUMBER && code >= 0x80);
}

static bool is_dead(xkb_keysym_t sym)
{
    return sym >= 0xfe50 && sym <= 0xfe93;
}

/* What two keys give one after the other, "" when nothing. */
static void composed(struct xkb_compose_table *table, xkb_keysym_t a, xkb_keysym_t b, char out[static TEXT])
{
    out[0] = 0;
    struct xkb_compose_state *state = xkb_compose_state_new(table, XKB_COMPOSE_STATE_NO_FLAGS);
    if (!state)
        return;
    xkb_compose_state_feed(state, a);
    xkb_compose_state_feed(state, b);
    if (xkb_compose_state_get_status(state) == XKB_COMPOSE_COMPOSED)
        xkb_compose_state_get_utf8(state, out, TEXT);
    xkb_compose_state_unref(state);
}

/* The sign that the dead key gives when it is pressed twice. Returns false when it makes nothing. */
static bool add_dead(
    struct maker *maker, const struct layout *layout, xkb_keysym_t sym, char ret_text[static TEXT])
{
    struct xkb_compose_table *table = xkb_compose_table_new_from_locale(
        maker->context, layout->compose, XKB_COMPOSE_COMPILE_NO_FLAGS);
    char sign[TEXT] = "";
    if (table) {
        composed(table, sym, sym, sign);
        xkb_compose_table_unref(table);
    }
    if (!sign[0] || maker->dead_count == DEAD_MAX)
        return false;
    snprintf(ret_text, TEXT, "\1%.16s", sign);
    for (size_t i = 0; i < maker->dead_count; i++)
        if (maker->dead[i].sym == sym && strcmp(maker->dead[i].language, layout->language) == 0)
            return true;
    struct dead *dead = &maker->dead[maker->dead_count++];
    *dead = (struct dead){.language = layout->language, .sym = sym};
    memcpy(dead->sign, sign, sizeof(dead->sign));
    return true;
}

static void key_text(struct maker *maker, const struct layout *layout, struct xkb_keymap *map,
    const char *key, unsigned level, char out[static TEXT])
{
    const xkb_keysym_t *syms;
    xkb_keycode_t code = xkb_keymap_key_by_name(map, key);
    out[0] = 0;
    if (code == XKB_KEYCODE_INVALID || level >= xkb_keymap_num_levels_for_key(map, code, 0) ||
        xkb_keymap_key_get_syms_by_level(map, code, 0, level, &syms) != 1)
        return;
    unsigned utf32 = xkb_keysym_to_utf32(syms[0]);
    if (is_dead(syms[0]) && layout->compose) {
        if (!add_dead(maker, layout, syms[0], out))
            out[0] = 0;
    } else if (plain(utf32))
        snprintf(out, TEXT, "%s", plain(utf32));
    else if (utf32 && wanted((UChar32)utf32))
        xkb_keysym_to_utf8(syms[0], out, TEXT);
}

/* With shift, where the layout has a mark above a letter: the letter's capital. */
static void capital(char text[static TEXT])
{
    UChar32 c;
    int32_t i = 0, len = (int32_t)strlen(text);
    U8_NEXT(text, i, len, c);
    if (c < 0 || i != len || u_toupper(c) == c)
        return;
    c = u_toupper(c);
    i = 0;
    U8_APPEND_UNSAFE(text, i, c);
    text[i] = 0;
}

static bool seen(struct maker *maker, const char *text)
{
    for (size_t i = 0; i < maker->seen_count; i++)
        if (strcmp(maker->seen[i], text) == 0)
            return true;
    if (maker->seen_count < SEEN_MAX)
        snprintf(maker->seen[maker->seen_count++], TEXT, "%s", text);
    return false;
}

static void print_text(const char *text)
{
    putchar('"');
    for (; *text; text++)
        printf("\\%03o", (unsigned char)*text);
    putchar('"');
}

static void print_level(
    struct maker *maker, const struct layout *layout, struct xkb_keymap *map, unsigned level)
{
    printf("    {");
    maker->seen_count = 0;
    for (int row = 0; row < ROWS; row++) {
        printf("{");
        for (int key = 0; rows[row][key] && (row > 0 || layout->upper_row); key++) {
            char text[TEXT];
            key_text(maker, layout, map, rows[row][key], level, text);
            if (!text[0] && level == 1) {
                key_text(maker, layout, map, rows[row][key], 0, text);
                capital(text);
            }
            if (text[0] && !seen(maker, text)) {
                print_text(text);
                printf(", ");
            }
        }
        printf("NULL}, ");
    }
    printf("},\n");
}

static bool print_layouts(struct maker *maker)
{
    printf("const struct keyboard_familiar keyboard_familiar[] = {\n");
    for (size_t i = 0; i < sizeof(layouts) / sizeof(layouts[0]); i++) {
        struct xkb_rule_names names = {.layout = layouts[i].name, .variant = layouts[i].variant};
        struct xkb_keymap *map = xkb_keymap_new_from_names(
            maker->context, &names, XKB_KEYMAP_COMPILE_NO_FLAGS);
        if (!map) {
            fprintf(stderr, "keyboard_make: xkeyboard-config has no layout %s; install xkb-data\n",
                layouts[i].name);
            return false;
        }
        printf("{\"%s\", {\n", layouts[i].language);
        for (unsigned level = 0; level < LEVELS; level++)
            print_level(maker, &layouts[i], map, level);
        printf("}},\n");
        xkb_keymap_unref(map);
    }
    printf("{NULL, {{{NULL}}}}};\n");
    return true;
}

static const char *locale_of(const char *language)
{
    for (size_t i = 0; i < sizeof(layouts) / sizeof(layouts[0]); i++)
        if (strcmp(layouts[i].language, language) == 0)
            return layouts[i].compose;
    return NULL;
}

static bool print_dead(struct maker *maker)
{
    printf("const struct keyboard_dead keyboard_dead[] = {\n");
    for (size_t i = 0; i < maker->dead_count; i++) {
        struct dead *dead = &maker->dead[i];
        struct xkb_compose_table *table = xkb_compose_table_new_from_locale(
            maker->context, locale_of(dead->language), XKB_COMPOSE_COMPILE_NO_FLAGS);
        if (!table) {
            fprintf(stderr, "keyboard_make: no Compose table of %s; install libx11-data\n", dead->language);
            return false;
        }
        printf("{\"%s\", ", dead->language);
        print_text(dead->sign);
        printf(", \"\"");
        for (xkb_keysym_t letter = 'A'; letter <= 'z'; letter++) {
            char text[TEXT];
            composed(table, dead->sym, letter, text);
            if (letter > 'Z' && letter < 'a')
                continue;
            if (text[0]) {
                printf("\"%c \" ", (char)letter);
                print_text(text);
                printf("\" \"");
            }
        }
        printf("},\n");
        xkb_compose_table_unref(table);
    }
    printf("{NULL, NULL, NULL}};\n");
    return maker->dead_count > 0;
}

static void print_code(UChar32 c)
{
    char text[8];
    int32_t len = 0;
    U8_APPEND_UNSAFE(text, len, c);
    text[len] = 0;
    print_text(text);
}

/* The consonant of a row, as Unicode names it: "Q" of ETHIOPIC SYLLABLE QA, "QW" of QWA. */
static bool stem_of(UChar32 c, char ret_stem[static 32])
{
    static const char start[] = "ETHIOPIC SYLLABLE ";
    char name[96];
    UErrorCode error = U_ZERO_ERROR;
    u_charName(c, U_UNICODE_CHAR_NAME, name, sizeof(name), &error);
    size_t len = strlen(name);
    if (U_FAILURE(error) || strncmp(name, start, sizeof(start) - 1) != 0 || name[len - 1] != 'A')
        return false;
    snprintf(ret_stem, 32, "%.*s", (int)(len - sizeof(start)), name + sizeof(start) - 1);
    return ret_stem[0] != 0;
}

static void print_row(const USet *used, bool all, UChar32 first)
{
    for (UChar32 c = first; c < first + 8; c++)
        if (u_isUAlphabetic(c) && (all || uset_contains(used, c))) {
            print_code(c);
            printf(" \" \" ");
        }
}

/* A row of eight forms for each consonant; the row of its labialised sister follows in the same list. */
static bool print_families(void)
{
    UErrorCode error = U_ZERO_ERROR;
    ULocaleData *data = ulocdata_open("am", &error);
    USet *used = uset_openEmpty();
    ulocdata_getExemplarSet(data, used, 0, ULOCDATA_ES_STANDARD, &error);
    if (U_FAILURE(error))
        return false;
    printf("const struct keyboard_family keyboard_families[] = {\n");
    for (UChar32 c = 0x1200; c < 0x1358; c += 8) {
        char stem[32], before[32] = "", sister[32];
        bool known = stem_of(c, stem);
        if (!known || (c > 0x1200 && stem_of(c - 8, before) && strlen(stem) == strlen(before) + 1 &&
                          stem[strlen(before)] == 'W' && strncmp(stem, before, strlen(before)) == 0))
            continue;
        printf("{");
        print_code(c);
        printf(", ");
        bool all = !uset_contains(used, c);
        print_row(used, all, c);
        snprintf(before, sizeof(before), "%.30sW", stem);
        if (stem_of(c + 8, sister) && strcmp(sister, before) == 0)
            print_row(used, all, c + 8);
        printf("},\n");
    }
    printf("{NULL, NULL}};\n");
    uset_close(used);
    ulocdata_close(data);
    return true;
}

int main(void)
{
    struct maker maker = {.context = xkb_context_new(XKB_CONTEXT_NO_FLAGS)};
    if (!maker.context)
        return 1;
    printf(
        "/* Made at build by keyboard_make. */\n#include \"keyboard_layout.h\"\n\n#include <stddef.h>\n\n");
    bool made = print_layouts(&maker) && print_dead(&maker) && print_families();
    xkb_context_unref(maker.context);
    return made ? 0 : 1;
}
