#include "demo/album.h"

#include <png.h>
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
    album->page = fopen(path, "w");
    if (!album->page)
        return false;
    fputs("<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Wayside: from a finger to a "
          "coordinator "
          "and back</title>\n<meta name=\"viewport\" content=\"width=device-width\">\n<style>\n"
          "body{margin:0 auto;max-width:76rem;padding:2rem;font:1rem/1.5 "
          "system-ui,sans-serif;color:#1d2a33;background:#f6f4ef}\n"
          "h1{font-weight:600}section{margin:2.5rem 0;padding-top:1rem;border-top:1px solid #cfc9bb}\n"
          "h2{font-size:1.15rem;font-weight:600}h2 "
          "small{color:#5b6770;font-weight:400;margin-inline-start:.6rem}\n"
          ""
          "figure{display:inline-block;vertical-align:top;margin:0 1.5rem 1rem "
          "0}figcaption,p.note{color:#5b6770;font-size:.9rem}\n"
          "img{display:block;border:1px solid #cfc9bb;border-radius:.4rem;background:#fff}\n"
          "img.kiosk{height:44rem}img.desk{width:44rem;max-width:100%}\n</style>\n"
          "<h1>From a finger to a coordinator and back</h1>\n<p>Every picture is of the running programs: "
          "the kiosk's "
          "window as the X server holds it, the desk's page in Chromium.</p>\n<section>\n",
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
    fprintf(album->page, "</section>\n<section><h2>%d. ", ++album->steps);
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

static FILE *picture_file(struct album *album, const char *who, char *ret_name, size_t cap)
{
    char path[512];
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    for (size_t i = 0; i < sizeof letters - 1; i++) {
        struct stat there;
        snprintf(ret_name, cap, "%02d%c-%s.png", album->steps, letters[i], who);
        snprintf(path, sizeof path, "%s/%s", album->folder, ret_name);
        if (stat(path, &there) != 0)
            return fopen(path, "wb");
    }
    return NULL;
}

static void show(struct album *album, const char *who, const char *name)
{
    fprintf(album->page,
        "<figure><img class=\"%s\" src=\"%s\" alt=\"the %s at this "
        "step\"><figcaption>%s</figcaption></figure>\n",
        who, name, who, who);
    fflush(album->page);
}

bool album_pixels(struct album *album, const char *who, const uint32_t *pixels, int width, int height)
{
    char name[64];
    FILE *file = picture_file(album, who, name, sizeof name);
    png_structp png = file ? png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL) : NULL;
    png_infop info = png ? png_create_info_struct(png) : NULL;
    bool good = info != NULL;
    if (good && !setjmp(png_jmpbuf(png))) {
        png_init_io(png, file);
        png_set_compression_level(png, 2);
        png_set_IHDR(png, info, (png_uint_32)width, (png_uint_32)height, 8, PNG_COLOR_TYPE_RGB,
            PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
        png_write_info(png, info);
        png_set_filler(png, 0, PNG_FILLER_AFTER);
        png_set_bgr(png);
        for (int y = 0; y < height; y++)
            png_write_row(png, (png_const_bytep)(pixels + (size_t)y * (size_t)width));
        png_write_end(png, info);
    } else {
        good = false;
    }
    if (png)
        png_destroy_write_struct(&png, &info);
    if (file && fclose(file) != 0)
        good = false;
    if (good)
        show(album, who, name);
    return good;
}

bool album_png(struct album *album, const char *who, const void *png, size_t len)
{
    char name[64];
    FILE *file = picture_file(album, who, name, sizeof name);
    bool good = file && fwrite(png, 1, len, file) == len;
    if (file && fclose(file) != 0)
        good = false;
    if (good)
        show(album, who, name);
    return good;
}

bool album_close(struct album *album, const char *ending)
{
    fputs("</section>\n<section><h2>", album->page);
    escape(album->page, ending);
    fputs("</h2></section>\n</html>\n", album->page);
    bool good = !ferror(album->page);
    if (fclose(album->page) != 0)
        good = false;
    album->page = NULL;
    return good;
}
