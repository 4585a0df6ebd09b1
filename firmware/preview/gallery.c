#include "preview/gallery.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/disk.h"
#include "gallery_inside.h"
#include "stage_inside.h"

#define WORKERS_MOST 8
#define PART_BYTES (32 << 20)

const struct gallery_panel gallery_panels[PANELS] = {
    {"portrait", {1080, 1920, 4.03, 4.03}},
    {"landscape", {1920, 1080, 4.03, 4.03}},
    {"small", {800, 480, 5.19, 5.59}},
};

struct gallery {
    const struct kiosk_settings *settings;
    const struct gallery_options *options;
    struct scenes scenes[PANELS];
    struct languages languages;
    struct job jobs[JOBS_MOST];
    size_t job_count;
    int queue[2]; /* numbers of jobs, two bytes each; a worker reads the next */
    char message[256];
};

static bool panel_wanted(const struct gallery *gallery, size_t panel)
{
    const char *wish = gallery->options->panel;
    if (wish)
        return !strcmp(wish, gallery_panels[panel].name);
    return !gallery->options->quick || strcmp(gallery_panels[panel].name, "landscape");
}

static bool language_wanted(const struct gallery *gallery, const char *tag)
{
    const char *wish = gallery->options->language;
    if (wish)
        return !strcmp(wish, tag);
    return !gallery->options->quick || !strcmp(tag, "en") || !strcmp(tag, "ar");
}

static struct stage *stage_for(
    const struct gallery *gallery, struct kiosk_settings *settings, size_t panel, char message[static 256])
{
    *settings = *gallery->settings; /* its texts stay the owner's */
    settings->panel = gallery_panels[panel].panel;
    return gallery->options->pack ? stage_new_pack(settings, gallery->options->pack, message)
                                  : stage_new(settings, message);
}

static void add_job(struct gallery *gallery, struct job job, const char *name, const char *more)
{
    if (gallery->job_count == JOBS_MOST)
        return;
    snprintf(job.name, sizeof job.name, "%.20s-%.20s", name, more);
    gallery->jobs[gallery->job_count++] = job;
}

static void plan(struct gallery *gallery)
{
    static const char *const sizes[TEXT_SIZES] = {"text-small", "contrast", "text-large", "text-largest"};
    for (size_t panel = 0; panel < PANELS; panel++) {
        const char *name = gallery_panels[panel].name;
        if (!panel_wanted(gallery, panel))
            continue;
        for (size_t i = 0; i < gallery->languages.count; i++) {
            const char *tag = gallery->languages.in[i].tag;
            if (language_wanted(gallery, tag))
                add_job(
                    gallery, (struct job){.panel = panel, .language = tag, .size = TEXT_NORMAL}, name, tag);
        }
        for (int size = 0; size < TEXT_SIZES; size++)
            if (!gallery->options->quick ||
                (size == TEXT_LARGEST && panel_small(&gallery_panels[panel].panel)))
                add_job(gallery, (struct job){.panel = panel, .size = (enum text_size)size, .turning = true},
                    name, sizes[size]);
    }
}

/* What there is to show on each panel, and the languages. */
static bool survey(struct gallery *gallery)
{
    for (size_t panel = 0; panel < PANELS; panel++) {
        struct kiosk_settings settings;
        if (!panel_wanted(gallery, panel))
            continue;
        struct stage *stage = stage_for(gallery, &settings, panel, gallery->message);
        if (!stage)
            return false;
        bool good = scenes_of(stage, !gallery->options->quick, &gallery->scenes[panel], gallery->message);
        const struct languages *from = &stage->image.languages;
        if (good && !gallery->languages.in) {
            gallery->languages.in = calloc(from->count, sizeof *from->in);
            gallery->languages.count = gallery->languages.in ? from->count : 0;
            if (gallery->languages.in)
                memcpy(gallery->languages.in, from->in, from->count * sizeof *from->in);
        }
        stage_free(stage);
        if (!good)
            return false;
    }
    return gallery->languages.count > 0 ||
           stage_fail(gallery->message, "no panel of that name, or no language");
}

static void part_path(const struct gallery *gallery, size_t job, char ret_path[static 600])
{
    snprintf(ret_path, 600, "%.500s/findings/.part-%zu", gallery->options->folder, job);
}

static bool run_one(struct gallery *gallery, size_t number, struct stage *stage)
{
    char path[600];
    struct worker worker = {.settings = gallery->settings,
        .options = gallery->options,
        .job = &gallery->jobs[number],
        .scenes = &gallery->scenes[gallery->jobs[number].panel],
        .stage = stage,
        .pages = json_array(),
        .message = gallery->message};
    bool good = worker.pages && job_run(&worker);
    char *text = good ? json_dumps(worker.pages, JSON_COMPACT) : NULL;
    part_path(gallery, number, path);
    if (good && (!text || file_put(path, text, strlen(text), 0644) != BASE_OK))
        good = stage_fail(gallery->message, "%.150s cannot be written; is the disk full?", path);
    free(text);
    json_decref(worker.pages);
    return good;
}

/* A worker's whole life: the next job, until there is none. */
static bool work(struct gallery *gallery)
{
    struct stage *stages[PANELS] = {0};
    struct kiosk_settings settings[PANELS];
    uint16_t number;
    bool good = true;
    while (good && read(gallery->queue[0], &number, sizeof number) == sizeof number) {
        size_t panel = gallery->jobs[number].panel;
        if (!stages[panel])
            stages[panel] = stage_for(gallery, &settings[panel], panel, gallery->message);
        good = stages[panel] && run_one(gallery, number, stages[panel]);
    }
    for (size_t i = 0; i < PANELS; i++)
        stage_free(stages[i]);
    return good;
}

static int start_worker(struct gallery *gallery, pid_t *ret_pid)
{
    *ret_pid = fork();
    if (*ret_pid)
        return *ret_pid > 0;
    close(gallery->queue[1]);
    bool good = work(gallery);
    if (!good)
        fprintf(stderr, "wayside-preview: %s\n", gallery->message);
    fflush(stderr);
    _exit(good ? 0 : 1);
}

static bool run_jobs(struct gallery *gallery)
{
    pid_t pids[WORKERS_MOST];
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    size_t workers = cores < 1 ? 1 : cores > WORKERS_MOST ? WORKERS_MOST : (size_t)cores, started = 0;
    bool good = true;
    if (pipe(gallery->queue))
        return stage_fail(gallery->message, "no pipe: %s", strerror(errno));
    for (size_t i = 0; i < gallery->job_count; i++) {
        uint16_t number = (uint16_t)i;
        good = good && write(gallery->queue[1], &number, sizeof number) == sizeof number;
    }
    while (good && started < workers && start_worker(gallery, &pids[started]))
        started++;
    close(gallery->queue[1]);
    for (size_t i = 0; i < started; i++) {
        int status = 0;
        good = waitpid(pids[i], &status, 0) == pids[i] && WIFEXITED(status) && !WEXITSTATUS(status) && good;
    }
    close(gallery->queue[0]);
    return (good && started) || stage_fail(gallery->message, "not all pages could be drawn");
}

static bool gather(const struct gallery *gallery, json_t *pages, char message[static 256])
{
    for (size_t i = 0; i < gallery->job_count; i++) {
        char path[600];
        struct buffer bytes;
        json_t *part = NULL;
        part_path(gallery, i, path);
        buffer_init(&bytes, PART_BYTES);
        if (file_read(path, PART_BYTES, &bytes) == BASE_OK)
            part = json_loadb((const char *)bytes.bytes, bytes.len, 0, NULL);
        buffer_clear(&bytes);
        unlink(path);
        bool good = part && json_array_extend(pages, part) == 0;
        json_decref(part);
        if (!good)
            return stage_fail(message, "%.200s cannot be read", path);
    }
    return true;
}

bool gallery(const struct kiosk_settings *settings, const struct gallery_options *options, size_t *ret_pages,
    size_t *ret_findings, char ret_message[static 256])
{
    char path[600];
    json_t *pages = json_array();
    struct gallery *gallery = calloc(1, sizeof *gallery);
    snprintf(path, sizeof path, "%.500s/findings", options->folder);
    bool good = gallery && pages && (mkdir(path, 0755) == 0 || errno == EEXIST);
    snprintf(ret_message, 256, "%.200s: the folder cannot be made", path);
    if (good) {
        gallery->settings = settings;
        gallery->options = options;
        good = survey(gallery);
        if (good) {
            plan(gallery);
            good = run_jobs(gallery) && gather(gallery, pages, gallery->message) &&
                   gallery_list(options->folder, pages, ret_findings, gallery->message);
        }
        snprintf(ret_message, 256, "%s", gallery->message);
        for (size_t i = 0; i < PANELS; i++)
            scenes_clear(&gallery->scenes[i]);
        free(gallery->languages.in);
    }
    if (good)
        *ret_pages = json_array_size(pages);
    json_decref(pages);
    free(gallery);
    return good;
}
