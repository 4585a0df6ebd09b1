#include "demo/hand.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "demo/png_write.h"

#define LOOK_MS 20
#define WAIT_MS 8000
#define TAP_MS 60
#define BETWEEN_MS 330 /* a press sooner after a new screen counts as a double strike */

static bool lost(struct walk *walk, const char *id)
{
    char ids[2048];
    mirror_ids(walk->mirror, ids, sizeof ids);
    fprintf(stderr, "wayside-demo: \"%s\" is not on the screen \"%s\"; there are: %s\n", id,
        screen_name(mirror_visit(walk->mirror)->screen), ids);
    return false;
}

static bool find(struct walk *walk, const char *id, int *ret_x, int *ret_y)
{
    for (int waited = 0; waited < WAIT_MS; waited += LOOK_MS) {
        mirror_look(walk->mirror);
        if (mirror_middle(walk->mirror, id, ret_x, ret_y))
            return true;
        usleep(LOOK_MS * 1000);
    }
    return lost(walk, id);
}

bool hand_down(struct walk *walk, const char *id)
{
    int x, y;
    if (!find(walk, id, &x, &y))
        return false;
    window_press(walk->window, x, y);
    mirror_touch(walk->mirror, UI_PRESS, x, y);
    return true;
}

bool hand_lift(struct walk *walk)
{
    int x = -1, y = -1;
    window_place(walk->window, &x, &y);
    window_release(walk->window);
    mirror_touch(walk->mirror, UI_RELEASE, x, y);
    return true;
}

bool hand_hold(struct walk *walk, const char *id, int ms)
{
    if (!hand_down(walk, id))
        return false;
    for (int held = 0; held < ms; held += LOOK_MS) {
        usleep(LOOK_MS * 1000);
        mirror_look(walk->mirror);
    }
    return hand_lift(walk);
}

bool hand_tap(struct walk *walk, const char *id)
{
    enum screen_id before = mirror_visit(walk->mirror)->screen;
    size_t question = mirror_visit(walk->mirror)->question;
    if (!hand_hold(walk, id, TAP_MS))
        return false;
    if (mirror_visit(walk->mirror)->screen != before || mirror_visit(walk->mirror)->question != question)
        usleep(BETWEEN_MS * 1000);
    return true;
}

static bool named(const char *list, const char *id)
{
    size_t len = strlen(id);
    for (const char *p = list; (p = strstr(p, id)); p += len)
        if ((p == list || p[-1] == ' ') && (p[len] == ' ' || p[len] == 0))
            return true;
    return false;
}

static void cover(const struct surface *surface, struct box box, uint32_t *seen, uint32_t *mirrored)
{
    for (int y = box.y < 0 ? 0 : box.y; y < box.y + box.h && y < surface->height; y++)
        for (int x = box.x < 0 ? 0 : box.x; x < box.x + box.w && x < surface->width; x++)
            seen[y * surface->width + x] = mirrored[y * surface->width + x] = 0;
}

static size_t differing(struct walk *walk, const char *unknown, uint32_t *mirrored)
{
    size_t count, different = 0, pixels = (size_t)walk->width * (size_t)walk->height;
    const struct surface *surface = mirror_surface(walk->mirror);
    if (surface->width != walk->width || surface->height != walk->height ||
        !window_look(walk->window, walk->seen))
        return pixels;
    memcpy(mirrored, surface->pixels, pixels * 4);
    const struct ui_node *nodes = mirror_nodes(walk->mirror, &count);
    for (size_t i = 0; i < count; i++)
        if (named(unknown, nodes[i].id))
            cover(surface, nodes[i].box, walk->seen, mirrored);
    for (size_t i = 0; i < pixels; i++)
        different += (walk->seen[i] & 0xffffff) != (mirrored[i] & 0xffffff);
    return different;
}

bool hand_same(struct walk *walk, const char *unknown)
{
    size_t different = 0;
    uint32_t *mirrored = malloc((size_t)walk->width * (size_t)walk->height * 4);
    bool same = false;
    for (int waited = 0; mirrored && !same && waited < WAIT_MS; waited += LOOK_MS) {
        mirror_look(walk->mirror);
        different = differing(walk, unknown, mirrored);
        same = different == 0;
        if (!same)
            usleep(LOOK_MS * 1000);
    }
    if (!same && mirrored) {
        char window[600], mirror[600];
        snprintf(window, sizeof window, "%s/differs-window.png", walk->stage->run);
        snprintf(mirror, sizeof mirror, "%s/differs-mirror.png", walk->stage->run);
        png_write(window, walk->seen, walk->width, walk->height);
        png_write(mirror, mirrored, walk->width, walk->height);
        fprintf(stderr,
            "wayside-demo: on the screen \"%s\" the kiosk's window differs from the same screen drawn here "
            "in %zu "
            "pixels; see %s and %s\n",
            screen_name(mirror_visit(walk->mirror)->screen), different, window, mirror);
    }
    free(mirrored);
    const char *findings = mirror_findings(walk->mirror);
    if (same && findings[0])
        fprintf(stderr, "wayside-demo: on the screen \"%s\": %s\n",
            screen_name(mirror_visit(walk->mirror)->screen), findings);
    return same && !findings[0] && stage_alive(walk->stage);
}

bool hand_equal(struct walk *walk, const char *unknown)
{
    uint32_t *mirrored = malloc((size_t)walk->width * (size_t)walk->height * 4);
    mirror_look(walk->mirror);
    bool equal = mirrored && differing(walk, unknown, mirrored) == 0;
    free(mirrored);
    return equal;
}

bool hand_still(struct walk *walk)
{
    size_t bytes = (size_t)walk->width * (size_t)walk->height * 4;
    uint32_t *before = calloc(1, bytes);
    int equal = 0;
    for (int waited = 0; before && equal < 3 && waited < WAIT_MS; waited += 3 * LOOK_MS) {
        usleep(3 * LOOK_MS * 1000);
        if (!window_look(walk->window, walk->seen))
            break;
        equal = memcmp(before, walk->seen, bytes) == 0 ? equal + 1 : 0;
        memcpy(before, walk->seen, bytes);
    }
    free(before);
    return equal >= 3 || (fprintf(stderr, "wayside-demo: the kiosk's window does not come to rest\n"), false);
}

bool hand_picture(struct walk *walk)
{
    return window_look(walk->window, walk->seen) &&
           album_pixels(walk->album, "kiosk", walk->seen, walk->width, walk->height);
}

bool hand_type(struct walk *walk, const char *utf8)
{
    while (*utf8) {
        char id[48];
        int len = 1;
        while (((unsigned char)utf8[len] & 0xc0) == 0x80)
            len++;
        if (*utf8 == ' ')
            snprintf(id, sizeof id, "key.space");
        else
            snprintf(id, sizeof id, "key.%.*s", len, utf8);
        if (!hand_tap(walk, id))
            return false;
        utf8 += len;
    }
    return hand_same(walk, "");
}
