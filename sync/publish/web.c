/* web: builds the pack, reads it as a kiosk does, and writes it as a site. */
#include "web.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "commands.h"
#include "settings.h"

#define LANGUAGES_BYTES (1 << 20)

static enum base_error get(void *self, const char *name, struct buffer *ret_bytes)
{
    const struct built *built = self;
    for (size_t i = 0; i < built->file_count; i++) {
        const char *inside = built_inside(built, built->files[i].path);
        if (inside && strcmp(inside, name) == 0) {
            return buffer_add(ret_bytes, built->files[i].bytes, built->files[i].len);
        }
    }
    return BASE_NOT_FOUND;
}

static bool read_hotlines(struct site *site)
{
    char path[PUBLISH_TEXT], message[256];
    snprintf(path, sizeof path, "hotlines/%s.json", site->built->owner);
    const struct built_file *file = built_find(site->built, path);
    if (file && !hotlines_read(&site->hotlines, site->built->owner, file->bytes, file->len, message)) {
        complain("%s: %s", path, message);
        return false;
    }
    return true;
}

static bool read_languages(struct site *site, const char *path)
{
    char message[256];
    struct buffer bytes;
    buffer_init(&bytes, LANGUAGES_BYTES);
    bool good = read_whole(path, LANGUAGES_BYTES, &bytes);
    if (good && !languages_read(bytes.bytes, bytes.len, &site->languages, message)) {
        complain("%s: %s", path, message);
        good = false;
    }
    buffer_clear(&bytes);
    return good;
}

/* A language without a catalogue has the site's own words in English, marked as such. */
static void read_catalogues(struct site *site)
{
    char path[PUBLISH_TEXT], message[256];
    for (size_t i = 0; i < site->pack->language_count; i++) {
        const char *tag = site->pack->languages[i].tag;
        struct buffer *bytes = &site->catalogue_bytes[i];
        buffer_init(bytes, CATALOGUE_BYTES);
        if (join_path(path, site->run->share, "i18n/%s.mo", tag) && is_there(path) &&
            read_whole(path, CATALOGUE_BYTES, bytes)) {
            site->catalogues[i] = catalogue_new(tag, bytes->bytes, bytes->len, message);
        }
    }
}

static bool site_read(struct site *site, const char *languages)
{
    char message[256];
    union {
        const struct built *in;
        void *out;
    } self = {.in = site->built}; /* get only reads it */
    const struct pack_files files = {get, self.out};
    site->pack = pack_read(&files, message);
    if (!site->pack) {
        complain("the built pack cannot be read: %s", message);
        return false;
    }
    read_catalogues(site);
    return read_hotlines(site) && read_languages(site, languages);
}

static void site_clear(struct site *site)
{
    for (size_t i = 0; i < PACK_LANGUAGES; i++) {
        catalogue_free(site->catalogues[i]);
        buffer_clear(&site->catalogue_bytes[i]);
    }
    hotlines_clear(&site->hotlines);
    languages_clear(&site->languages);
    pack_free(site->pack);
}

static bool write_media(const struct site *site)
{
    char path[PUBLISH_TEXT];
    for (size_t i = 0; i < site->built->file_count; i++) {
        const struct built_file *file = &site->built->files[i];
        const char *inside = built_inside(site->built, file->path);
        if (inside && strncmp(inside, "media/", 6) == 0 &&
            (!join_path(path, site->out, "%s", inside) || !make_folder_of(path) ||
                !write_whole(path, file->bytes, file->len, 0644))) {
            return false;
        }
    }
    return true;
}

static bool write_language(const struct site *site, size_t language)
{
    bool good = page_home(site, language) && page_help(site, language) && page_services(site, language);
    for (size_t i = 0; good && i < site->pack->topic_count; i++) {
        good = page_topic(site, language, i) && page_lesson(site, language, i);
    }
    return good;
}

static bool site_write(const struct site *site)
{
    char path[PUBLISH_TEXT];
    bool good = make_folder(site->out) && join_path(path, site->out, "style.css") &&
                write_whole(path, web_css, strlen(web_css), 0644) && page_languages(site) &&
                write_media(site);
    for (size_t i = 0; good && i < site->pack->language_count; i++) {
        good = write_language(site, i);
    }
    return good;
}

int web_run(struct run *run)
{
    struct built built;
    struct publish_settings settings;
    int code;
    const char *folder = sources_folder_out(run, &code);
    if (!folder) {
        return code;
    }
    struct site *site = calloc(1, sizeof *site);
    bool good = site != NULL && publish_settings_find(run, folder, &settings) &&
                sources_build_quietly(run, folder, &built);
    if (good) {
        struct clock_source clock = clock_system();
        site->run = run;
        site->built = &built;
        site->out = run->options.out;
        day_format(clock.wall_s(clock.self), site->today);
        good = site_read(site, settings.languages) && site_write(site);
        site_clear(site);
        built_clear(&built);
    }
    free(site);
    if (!good) {
        return FAILED;
    }
    say(run,
        "The site is in %s. Open %s/index.html in a browser; put the folder as it is on any web server.\n"
        "Every topic has a lesson to print at its foot.",
        run->options.out, run->options.out);
    if (settings.key[0]) {
        say_next(run, "sign %s", folder);
    } else {
        say_next(
            run, "key new \"YOUR NAME\" --out my.key        (once, then enrol; docs/editors.md, step 5)");
    }
    return DONE;
}
