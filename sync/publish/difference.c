#include "difference.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LABEL 520
#define DEPTH 16

struct entry { /* one text of a file, and where it stands */
    char *label, *text;
    size_t at; /* the how manieth of its file */
};
struct entries {
    struct entry *in;
    size_t count, cap;
    bool failed;
};

static void entries_clear(struct entries *entries)
{
    for (size_t i = 0; i < entries->count; i++) {
        free(entries->in[i].label);
        free(entries->in[i].text);
    }
    free(entries->in);
}

static void entries_add(struct entries *entries, const char *label, const char *text)
{
    if (entries->count == entries->cap) {
        size_t cap = entries->cap ? entries->cap * 2 : 256;
        struct entry *more = realloc(entries->in, cap * sizeof *more);
        if (!more) {
            entries->failed = true;
            return;
        }
        entries->in = more;
        entries->cap = cap;
    }
    struct entry entry = {strdup(label), strdup(text), entries->count};
    entries->failed |= !entry.label || !entry.text;
    entries->in[entries->count++] = entry;
}

/* Names of containers say nothing to an editor: what is in them is called by its own name. A list of plain
 * texts has nothing else to be called by, but for those of a page. */
static bool is_plain(const char *key, json_t *value)
{
    bool texts = json_is_string(json_array_get(value, 0));
    if (texts && strcmp(key, "items") != 0 && strcmp(key, "text") != 0) {
        return false;
    }
    static const char *const plain[] = {"topics", "blocks", "text", "items", "strings", "hotlines", "teams",
        "places", "zones", "questions", "rows", "pictures", "type", "sizes"};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        if (strcmp(key, plain[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void label_join(char out[static LABEL], const char *label, const char *part)
{
    snprintf(out, LABEL, "%.250s%s%.250s", label, label[0] && part[0] ? ", " : "", part);
}

/* "night-line", "papers"; a long number has a name before it. All of it: two of one label could change places
 * unseen. */
static void element_name(json_t *element, char ret_name[static LABEL])
{
    static const char *const keys[] = {"slug", "code", "tag", "id", "name", "place"};
    const char *id = NULL, *name = NULL;
    for (size_t i = 0; i < sizeof keys / sizeof *keys && (!id || strlen(id) >= 32) && !name; i++) {
        json_t *value = json_object_get(element, keys[i]);
        const char *text = json_string_value(value);
        name = json_string_value(json_object_iter_value(json_object_iter(value)));
        id = id ? id : text;
    }
    snprintf(ret_name, LABEL, "%.120s%s%.100s%s", name ? name : "", name && id ? " (" : "", id ? id : "",
        name && id ? ")" : "");
}

static void walk(struct entries *entries, const char *label, json_t *value, int depth);

static void walk_row(struct entries *entries, const char *label, json_t *row)
{
    char line[2048];
    size_t len = 0;
    for (size_t i = 0; i < json_array_size(row) && len < sizeof line - 1; i++) {
        const char *cell = json_string_value(json_array_get(row, i));
        int more = snprintf(line + len, sizeof line - len, "%s%s", i ? " | " : "", cell ? cell : "");
        len += more > 0 ? (size_t)more : 0;
    }
    line[len < sizeof line ? len : sizeof line - 1] = '\0';
    entries_add(entries, label, line);
}

static void walk_list(struct entries *entries, const char *label, json_t *list, int depth)
{
    size_t i;
    json_t *element;
    json_array_foreach(list, i, element)
    {
        if (json_is_array(element)) {
            walk_row(entries, label, element);
            continue;
        }
        char inside[LABEL], name[LABEL] = "";
        if (json_is_object(element)) {
            element_name(element, name);
        }
        label_join(inside, label, name);
        walk(entries, inside, element, depth + 1);
    }
}

/* A picture is three files of growing width, named by their hash: one line says that it is another one. */
static void walk_sizes(struct entries *entries, const char *label, json_t *sizes)
{
    char text[64], inside[LABEL];
    const char *file = json_string_value(json_object_get(json_array_get(sizes, 0), "file"));
    snprintf(text, sizeof text, "%.8s...", file && strlen(file) > 14 ? file + 6 : "none");
    label_join(inside, label, "drawing");
    entries_add(entries, inside, text);
}

/* What only programs look at, and what stands in the label already: a text that is its own name. */
static bool is_machinery(const char *key, json_t *value, int depth)
{
    static const char *const keys[] = {"type", "columns", "slug", "code", "tag"};
    if (depth == 0 && (strcmp(key, "v") == 0 || strcmp(key, "kind") == 0)) {
        return true;
    }
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (strcmp(key, keys[i]) == 0) {
            return true;
        }
    }
    return json_is_string(value) && strcmp(key, json_string_value(value)) == 0;
}

static void walk_object(struct entries *entries, const char *label, json_t *object, int depth)
{
    const char *key;
    json_t *value;
    json_object_foreach(object, key, value)
    {
        char inside[LABEL];
        if (is_machinery(key, value, depth)) {
            continue;
        }
        if (strcmp(key, "sizes") == 0) {
            walk_sizes(entries, label, value);
            continue;
        }
        label_join(inside, label, is_plain(key, value) ? "" : key);
        walk(entries, inside, value, depth + 1);
    }
}

static void walk(struct entries *entries, const char *label, json_t *value, int depth)
{
    char number[32];
    if (depth > DEPTH) {
        entries->failed = true;
    } else if (json_is_object(value)) {
        walk_object(entries, label, value, depth);
    } else if (json_is_array(value)) {
        walk_list(entries, label, value, depth);
    } else if (json_is_string(value)) {
        if (json_string_length(value) > 0) {
            entries_add(entries, label, json_string_value(value));
        }
    } else if (json_is_integer(value)) {
        snprintf(number, sizeof number, "%lld", (long long)json_integer_value(value));
        entries_add(entries, label, number);
    } else {
        entries_add(entries, label, json_is_true(value) ? "yes" : json_is_false(value) ? "no" : "?");
    }
}

static int by_label(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    int order = strcmp(a->label, b->label);
    return order ? order : strcmp(a->text, b->text);
}

/* For showing: what has one label stands as it is read. */
static int by_place(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    int order = strcmp(a->label, b->label);
    return order ? order : a->at < b->at ? -1 : a->at > b->at;
}

static bool read_entries(const struct buffer *bytes, struct entries *entries)
{
    if (!bytes) {
        return true;
    }
    json_t *json = json_loadb((const char *)bytes->bytes, bytes->len, JSON_REJECT_DUPLICATES, NULL);
    if (!json) {
        return false;
    }
    walk(entries, "", json, 0);
    json_decref(json);
    if (!entries->failed && entries->count > 0) {
        qsort(entries->in, entries->count, sizeof *entries->in, by_label);
    }
    return true;
}

/* What only one side has stays, in order; the rest goes. */
static void keep_only_different(struct entries *old, struct entries *new)
{
    size_t a = 0, b = 0, a_out = 0, b_out = 0;
    while (a < old->count || b < new->count) {
        int order = a == old->count ? 1 : b == new->count ? -1 : by_label(&old->in[a], &new->in[b]);
        if (order == 0) {
            free(old->in[a].label), free(old->in[a].text);
            free(new->in[b].label), free(new->in[b].text);
            a++, b++;
        } else if (order < 0) {
            old->in[a_out++] = old->in[a++];
        } else {
            new->in[b_out++] = new->in[b++];
        }
    }
    old->count = a_out;
    new->count = b_out;
}

static void show_label(const char *label)
{
    if (label[0]) {
        print_safely(label);
        fputs(": ", stdout);
    }
}

static void show_line(const struct run *run, char sign, const struct entry *entry)
{
    printf("    %s%c%s ", paint(run, sign == '+' ? PAINT_GOOD : PAINT_BAD), sign, paint(run, PAINT_NONE));
    show_label(entry->label);
    print_safely(entry->text);
    putchar('\n');
}

/* How many entries from at on have the same label. */
static size_t same_label(const struct entries *entries, size_t at, const char *label)
{
    size_t count = 0;
    while (at + count < entries->count && strcmp(entries->in[at + count].label, label) == 0) {
        count++;
    }
    return count;
}

static void show_pair(const struct run *run, const struct entry *old, const struct entry *new)
{
    fputs("    ", stdout);
    show_label(new->label);
    fputs(paint(run, PAINT_BAD), stdout);
    print_safely(old->text);
    printf("%s -> %s", paint(run, PAINT_NONE), paint(run, PAINT_GOOD));
    print_safely(new->text);
    printf("%s\n", paint(run, PAINT_NONE));
}

static void show_entries(const struct run *run, struct entries *old, struct entries *new)
{
    size_t a = 0, b = 0;
    if (old->count > 0) {
        qsort(old->in, old->count, sizeof *old->in, by_place);
    }
    if (new->count > 0) {
        qsort(new->in, new->count, sizeof *new->in, by_place);
    }
    while (a < old->count || b < new->count) {
        const char *label = a == old->count ||
                                    (b < new->count &&strcmp(new->in[b].label, old->in[a].label) < 0)
                                ? new->in[b].label
                                : old->in[a].label;
        size_t gone = same_label(old, a, label), come = same_label(new, b, label);
        if (gone == 1 && come == 1 && strlen(old->in[a].text) < 60 && strlen(new->in[b].text) < 60) {
            show_pair(run, &old->in[a], &new->in[b]);
        } else {
            for (size_t i = 0; i < gone; i++) {
                show_line(run, '-', &old->in[a + i]);
            }
            for (size_t i = 0; i < come; i++) {
                show_line(run, '+', &new->in[b + i]);
            }
        }
        a += gone;
        b += come;
    }
}

bool difference_show(
    const struct run *run, const char *path, const struct buffer *old, const struct buffer *new)
{
    struct entries before = {0}, after = {0};
    printf("  %s", paint(run, PAINT_STRONG));
    print_safely(path);
    printf("%s%s\n", paint(run, PAINT_NONE), !new ? " is taken away" : !old ? " is new" : "");
    size_t len = strlen(path);
    bool text = len > 5 && strcmp(path + len - 5, ".json") == 0;
    bool was = read_entries(old, &before), is = read_entries(new, &after);
    if (text && !is) {
        after.failed = true; /* what nobody can read here, another program might */
    } else if (!text && (!was || !is)) {
        puts("    (a picture or a sound)");
    } else if (!before.failed && !after.failed) {
        keep_only_different(&before, &after);
        show_entries(run, &before, &after);
        if (before.count == 0 && after.count == 0) {
            puts("    only order or layout changes");
        }
    }
    bool good = !before.failed && !after.failed;
    if (!good) {
        complain(
            "%s: it is too deep, or cannot be read, so that what changes cannot be shown; nothing was signed",
            path);
    }
    entries_clear(&before);
    entries_clear(&after);
    return good;
}
