#include "demo/album.h"
#include "demo/png_write.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

static long long now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

bool album_open(struct album *album, const char *folder)
{
    char path[512];
    memset(album, 0, sizeof *album);
    snprintf(album->folder, sizeof album->folder, "%s", folder);
    snprintf(path, sizeof path, "%s/index.html", folder);
    album->began_ms = now_ms();
    album->page = fopen(path, "we");
    if (!album->page)
        return false;
    fputs(
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\">\n"
        "<title>Wayside: from a finger to a coordinator and back</title>\n"
        "<meta name=\"viewport\" content=\"width=device-width\">\n<style>\n"
        "body{margin:0 auto;max-width:76rem;padding:2rem;font:1rem/1.5 system-ui,sans-serif;"
        "color:#1d2a33;background:#f6f4ef}\n"
        "h1{font-weight:600;margin:0}header p{max-width:46rem}\n"
        "section{margin-top:1.5rem;padding-top:1rem;border-top:1px solid #cfc9bb}\n"
        "h2{font-size:1.15rem;font-weight:600;margin:0 0 .5rem}\n"
        "h2 small{color:#5b6770;font-weight:400;margin-inline-start:.6rem}p.note{color:#5b6770;margin:.2rem "
        "0}\n"
        "section{display:grid;grid-template-columns:repeat(auto-fill,minmax(14rem,1fr));gap:1rem 1.5rem}\n"
        "h2,p.note{grid-column:1/-1}a.desk{grid-column:span 2}\n"
        "img{display:block;width:100%;border:1px solid #cfc9bb;border-radius:.4rem;background:#fff}\n"
        "@media(max-width:36rem){body{padding:1rem}a.desk{grid-column:1/-1}}\n</style>\n"
        "<header><h1>From a finger to a coordinator and back</h1>\n"
        "<p>Wayside is a touchscreen in stations, ports and airports where anyone can ask for help in "
        "confidence. Below, a person asks at the kiosk (the tall pictures), a coordinator answers on her "
        "laptop (the wide ones), and the person reads the answer with nothing but 18 digits.</p>\n"
        "<p>Every picture is of the running programs, pressed and typed into as a person would: the "
        "kiosk's window as the X server holds it, the coordinator's page in Chromium. The time after each "
        "step "
        "is counted from the start. Touch a picture to see it at its full size. People, team, place and "
        "numbers "
        "are made up; keys and digits are new in each demo.</p></header>\n",
        album->page);
    return true;
}

static void escape(FILE *page, const char *text)
{
    for (; *text; text++)
        if (*text == '<' || *text == '&' || *text == '"')
            fprintf(page, "&#%d;", *text);
        else
            fputc(*text, page);
}

void album_step(struct album *album, const char *sentence)
{
    double at = (double)(now_ms() - album->began_ms) / 1000;
    printf("%6.1f s  %s\n", at, sentence);
    fflush(stdout);
    fprintf(album->page, "%s<section><h2>%d. ", album->steps ? "</section>\n" : "", album->steps + 1);
    album->steps++;
    escape(album->page, sentence);
    fprintf(album->page, " <small>%.1f s</small></h2>\n", at);
}

void album_note(struct album *album, const char *text)
{
    printf("          %s\n", text);
    fflush(stdout);
    fputs("<p class=\"note\">", album->page);
    escape(album->page, text);
    fputs("</p>\n", album->page);
}

static bool picture_name(struct album *album, const char *who, char *ret_name, size_t cap)
{
    char path[512];
    for (char letter = 'a'; letter <= 'z'; letter++) {
        struct stat there;
        snprintf(ret_name, cap, "%02d%c-%s.png", album->steps, letter, who);
        snprintf(path, sizeof path, "%s/%s", album->folder, ret_name);
        if (stat(path, &there) != 0)
            return true;
    }
    return false;
}

static void show(struct album *album, const char *who, const char *name)
{
    fprintf(album->page, "<a class=\"%s\" href=\"%s\"><img src=\"%s\" alt=\"the %s at this step\"></a>\n",
        who, name, name, who);
    fflush(album->page);
}

bool album_pixels(struct album *album, const char *who, const uint32_t *pixels, int width, int height)
{
    char name[64], path[512];
    if (!picture_name(album, who, name, sizeof name))
        return false;
    snprintf(path, sizeof path, "%s/%s", album->folder, name);
    if (!png_write(path, pixels, width, height))
        return false;
    show(album, who, name);
    return true;
}

bool album_file(struct album *album, const char *who, bool (*draw)(void *ctx, const char *path), void *ctx)
{
    char name[64], path[512];
    if (!picture_name(album, who, name, sizeof name))
        return false;
    snprintf(path, sizeof path, "%s/%s", album->folder, name);
    if (!draw(ctx, path))
        return false;
    show(album, who, name);
    return true;
}

bool album_close(struct album *album, const char *ending)
{
    fprintf(album->page, "%s<section><h2>", album->steps ? "</section>\n" : "");
    escape(album->page, ending);
    fputs("</h2></section>\n</html>\n", album->page);
    bool good = !ferror(album->page);
    if (fclose(album->page) != 0)
        good = false;
    album->page = NULL;
    return good;
}
