#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fonts.h"

struct line {
    char script[24], weight[16], index[8], letter[16], height[16], path[256], rest[2];
};

static bool script_read(const char *word, struct face *face)
{
    const char *dash = strchr(word, '-');
    size_t len = dash ? (size_t)(dash - word) : strlen(word);
    if (len != 4 || (dash && (!dash[1] || strlen(dash + 1) >= sizeof face->language)))
        return false;
    for (size_t i = 0; i < 4; i++)
        if (!(i == 0 ? isupper((unsigned char)word[i]) : islower((unsigned char)word[i])))
            return false;
    memcpy(face->script, word, 4);
    face->script[4] = 0;
    snprintf(face->language, sizeof face->language, "%s", dash ? dash + 1 : "");
    return true;
}

static bool number_read(const char *word, int base, long most, long *ret_value)
{
    char *end;
    long value = isxdigit((unsigned char)word[0]) ? strtol(word, &end, base) : -1;
    if (value < 0 || value > most || *end)
        return false;
    *ret_value = value;
    return true;
}

static bool height_read(const char *word, double *ret_height)
{
    char *end;
    double height = isdigit((unsigned char)word[0]) ? strtod(word, &end) : 0;
    if (!(height >= 0.2 && height <= 4) || *end)
        return false;
    *ret_height = height;
    return true;
}

/* script[-language] weight index U+letter height path */
static const char *face_read(const struct line *line, struct face *face)
{
    long index, letter;
    if (!script_read(line->script, face))
        return "the script is not four letters, with or without -language";
    if (strcmp(line->weight, "regular") != 0 && strcmp(line->weight, "bold") != 0)
        return "the weight is neither regular nor bold";
    if (!number_read(line->index, 10, 255, &index))
        return "the index is not a number";
    if (strncmp(line->letter, "U+", 2) != 0 || !number_read(line->letter + 2, 16, 0x10ffff, &letter))
        return "the reference letter is not written as U+0048";
    if (!height_read(line->height, &face->height))
        return "the height is not a number from 0.2 to 4";
    if (line->path[0] != '/')
        return "the file is not an absolute path";
    face->weight = line->weight[0] == 'b' ? TEXT_BOLD : TEXT_REGULAR;
    face->index = (int)index;
    face->letter = (UChar32)letter;
    snprintf(face->path, sizeof face->path, "%s", line->path);
    return NULL;
}

static const char *line_read(const char *text, size_t len, struct face *face)
{
    char copy[512];
    struct line line;
    if (len >= sizeof copy)
        return "the line is too long";
    memcpy(copy, text, len);
    copy[len] = 0;
    if (memchr(text, 0, len) || sscanf(copy, "%23s %15s %7s %15s %15s %255s %1s", line.script, line.weight,
                                    line.index, line.letter, line.height, line.path, line.rest) != 6)
        return "there are not six words: script weight index letter height file";
    return face_read(&line, face);
}

static bool blank(const char *text, size_t len)
{
    size_t i = 0;
    while (i < len && (text[i] == ' ' || text[i] == '\t' || text[i] == '\r'))
        i++;
    return i == len || text[i] == '#';
}

bool fonts_parse(
    const char *list, size_t len, struct face **ret_faces, size_t *ret_count, char ret_message[static 256])
{
    struct face *faces = calloc(FACES_MAX, sizeof *faces);
    const char *wrong = faces ? NULL : "there is no memory";
    size_t count = 0, at = 0;
    int number = 0;
    for (; !wrong && at < len; number++) {
        const char *end = memchr(list + at, '\n', len - at);
        size_t line = end ? (size_t)(end - list) - at : len - at;
        if (!blank(list + at, line))
            wrong = count == FACES_MAX ? "there are too many faces"
                                       : line_read(list + at, line, &faces[count++]);
        at += line + 1;
    }
    if (!wrong && count == 0)
        wrong = "no face is named";
    if (wrong) {
        snprintf(ret_message, 256, "The list of fonts is wrong at line %d: %s.", number, wrong);
        free(faces);
        return false;
    }
    *ret_faces = faces;
    *ret_count = count;
    return true;
}
