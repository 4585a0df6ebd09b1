#include "bench/figures.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define PIDS_MOST 256

double wall_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

double cpu_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

void figures_add(struct figures *figures, double value)
{
    if (figures->count < FIGURES_MOST)
        figures->of[figures->count++] = value;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double figures_at(struct figures *figures, double part)
{
    if (figures->count == 0)
        return 0;
    qsort(figures->of, figures->count, sizeof figures->of[0], by_size);
    size_t at = (size_t)(part * (double)figures->count);
    return figures->of[at < figures->count ? at : figures->count - 1];
}

struct family {
    pid_t pids[PIDS_MOST], parents[PIDS_MOST];
    double ticks[PIDS_MOST];
    int count;
};

/* The name of a program is in brackets and may hold anything. */
static void read_stat(struct family *all, pid_t pid)
{
    char path[64], text[1024] = "";
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    FILE *file = fopen(path, "r");
    size_t len = file ? fread(text, 1, sizeof text - 1, file) : 0;
    if (file)
        fclose(file);
    text[len] = 0;
    const char *at = strrchr(text, ')');
    char *next = NULL;
    if (!at || strlen(at) < 4 || all->count == PIDS_MOST)
        return;
    long parent = strtol(at + 3, &next, 10);
    double ticks = 0;
    for (int field = 5; field <= 15 && *next; field++) {
        double value = strtod(next, &next);
        ticks += field >= 14 ? value : 0;
    }
    all->pids[all->count] = pid;
    all->parents[all->count] = (pid_t)parent;
    all->ticks[all->count++] = ticks;
}

static double pss_kib(pid_t pid)
{
    char path[64], line[256];
    double kib = 0;
    snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)pid);
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        if (!strncmp(line, "Pss:", 4))
            kib = strtod(line + 4, NULL);
    if (file)
        fclose(file);
    return kib;
}

struct costs costs_of(pid_t pid)
{
    struct family all = {.count = 0};
    bool of_it[PIDS_MOST] = {false};
    struct costs costs = {0};
    DIR *proc = opendir("/proc");
    struct dirent *entry;
    while (proc && (entry = readdir(proc)))
        if (strtol(entry->d_name, NULL, 10) >= pid)
            read_stat(&all, (pid_t)strtol(entry->d_name, NULL, 10));
    if (proc)
        closedir(proc);
    for (bool more = true; more;) {
        more = false;
        for (int i = 0; i < all.count; i++)
            for (int k = 0; k < all.count && !of_it[i]; k++)
                if (all.pids[i] == pid || (of_it[k] && all.pids[k] == all.parents[i]))
                    more = of_it[i] = true;
    }
    for (int i = 0; i < all.count; i++)
        if (of_it[i]) {
            costs.pss_kib += pss_kib(all.pids[i]);
            costs.cpu_ms += all.ticks[i] * 1e3 / (double)sysconf(_SC_CLK_TCK);
            costs.processes++;
        }
    return costs;
}
