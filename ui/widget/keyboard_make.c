/* Run at build: prints the layouts that people know, as xkeyboard-config has them, as a C table.
 * keyboard_make > keyboard_familiar.c */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <xkbcommon/xkbcommon.h>

struct layout {
    const char *language, *name;
};
static const struct layout layouts[] = {{"en", "us"}, {"ar", "ara"}};

static const char *const rows[3][13] = {
    {"AD01", "AD02", "AD03", "AD04", "AD05", "AD06", "AD07", "AD08", "AD09", "AD10", "AD11", "AD12", NULL},
    {"AC01", "AC02", "AC03", "AC04", "AC05", "AC06", "AC07", "AC08", "AC09", "AC10", "AC11", "TLDE", NULL},
    {"AB01", "AB02", "AB03", "AB04", "AB05", "AB06", "AB07", "AB08", "AB09", "AB10", NULL},
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

static bool wanted(unsigned code)
{
    if (code < 0x80)
        return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z') || strchr(",.'", (int)code);
    return code >= 0xa0;
}

static void key_text(struct xkb_keymap *map, const char *key, unsigned level, char out[static 16])
{
    const xkb_keysym_t *syms;
    xkb_keycode_t code = xkb_keymap_key_by_name(map, key);
    out[0] = 0;
    if (code == XKB_KEYCODE_INVALID || xkb_keymap_key_get_syms_by_level(map, code, 0, level, &syms) != 1)
        return;
    unsigned utf32 = xkb_keysym_to_utf32(syms[0]);
    if (plain(utf32))
        snprintf(out, 16, "%s", plain(utf32));
    else if (utf32 && wanted(utf32))
        xkb_keysym_to_utf8(syms[0], out, 16);
}

static void print_text(const char *text)
{
    putchar('"');
    for (; *text; text++)
        printf("\\x%02x", (unsigned char)*text);
    putchar('"');
}

static void print_level(struct xkb_keymap *map, unsigned level)
{
    printf("    {");
    for (int row = 0; row < 3; row++) {
        printf("{");
        for (int key = 0; rows[row][key]; key++) {
            char text[16];
            key_text(map, rows[row][key], level, text);
            if (!text[0] && level == 1)
                key_text(map, rows[row][key], 0, text);
            if (text[0]) {
                print_text(text);
                printf(", ");
            }
        }
        printf("NULL}, ");
    }
    printf("},\n");
}

int main(void)
{
    struct xkb_context *context = xkb_context_new(XKB_CONTEXT_NO_FLAGS);
    if (!context)
        return 1;
    printf("/* Made at build by keyboard_make from xkeyboard-config. */\n"
           "#include \"keyboard_layout.h\"\n\n#include <stddef.h>\n\n"
           "const struct keyboard_familiar keyboard_familiar[] = {\n");
    for (size_t i = 0; i < sizeof(layouts) / sizeof(layouts[0]); i++) {
        struct xkb_rule_names names = {.layout = layouts[i].name};
        struct xkb_keymap *map = xkb_keymap_new_from_names(context, &names, XKB_KEYMAP_COMPILE_NO_FLAGS);
        if (!map) {
            fprintf(stderr, "keyboard_make: xkeyboard-config has no layout %s; install xkb-data\n",
                layouts[i].name);
            return 1;
        }
        printf("{\"%s\", {\n", layouts[i].language);
        print_level(map, 0);
        print_level(map, 1);
        printf("}},\n");
        xkb_keymap_unref(map);
    }
    printf("{NULL, {{{NULL}}}}};\n");
    xkb_context_unref(context);
    return 0;
}
