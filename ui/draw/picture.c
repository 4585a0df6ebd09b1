#include <png.h>
#include <stdlib.h>
#include <string.h>

#include "draw/draw.h"

#define SIDE_MAX                                                                                             \
    4096 /* four times the longest side of an icon; a hostile header asks no more than 64 MiB                \
          */

struct loaded_picture {
    int width, height;
    uint64_t key;
    uint32_t *pixels; /* premultiplied 0xAARRGGBB */
    uint8_t *alpha;
};

static uint64_t key_of(const uint32_t *pixels, int width, int height)
{
    uint64_t key = (uint64_t)width << 32 | (uint64_t)height;
    for (size_t i = 0; i < (size_t)width * (size_t)height; i++) {
        key = (key ^ pixels[i]) * 0x9e3779b97f4a7c15u;
        key ^= key >> 32;
    }
    return key;
}

static uint32_t premultiply(uint32_t pixel)
{
    uint32_t a = pixel >> 24, r = pixel >> 16 & 255, g = pixel >> 8 & 255, b = pixel & 255;
    return a << 24 | (r * a + 127) / 255 << 16 | (g * a + 127) / 255 << 8 | (b * a + 127) / 255;
}

static enum base_error decode(
    const void *png, size_t len, uint32_t **ret_pixels, int *ret_width, int *ret_height)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    uint32_t *pixels = NULL;
    enum base_error error = BASE_FORMAT;
    if (!png_image_begin_read_from_memory(&image, png, len))
        goto out;
    if (image.width > SIDE_MAX || image.height > SIDE_MAX) {
        error = BASE_TOO_LARGE;
        goto out;
    }
    if (image.format & PNG_FORMAT_FLAG_LINEAR) /* 16 bits a channel */
        goto out;
    image.format = PNG_FORMAT_BGRA;
    pixels = malloc(PNG_IMAGE_SIZE(image));
    if (!pixels) {
        error = BASE_NO_MEMORY;
        goto out;
    }
    if (!png_image_finish_read(&image, NULL, pixels, 0, NULL))
        goto out;
    for (size_t i = 0; i < (size_t)image.width * image.height; i++)
        pixels[i] = premultiply(pixels[i]);
    *ret_pixels = pixels;
    *ret_width = (int)image.width;
    *ret_height = (int)image.height;
    pixels = NULL;
    error = BASE_OK;
out:
    free(pixels);
    png_image_free(&image);
    return error;
}

/* Takes the pixels. */
static enum base_error wrap(uint32_t *pixels, int width, int height, struct loaded_picture **ret_picture)
{
    size_t count = (size_t)width * (size_t)height;
    struct loaded_picture *picture = calloc(1, sizeof *picture);
    uint8_t *alpha = malloc(count);
    if (!picture || !alpha) {
        free(picture);
        free(alpha);
        free(pixels);
        return BASE_NO_MEMORY;
    }
    for (size_t i = 0; i < count; i++)
        alpha[i] = (uint8_t)(pixels[i] >> 24);
    *picture = (struct loaded_picture){width, height, key_of(pixels, width, height), pixels, alpha};
    *ret_picture = picture;
    return BASE_OK;
}

enum base_error picture_load(const void *png, size_t len, struct loaded_picture **ret_picture)
{
    uint32_t *pixels;
    int width, height;
    enum base_error error = decode(png, len, &pixels, &width, &height);
    return error ? error : wrap(pixels, width, height, ret_picture);
}

/* A row of `from` pixels averaged into `to` pixels by the area that each covers. */
static void average(const float *in, int from, float *out, int to)
{
    double ratio = (double)from / to;
    for (int i = 0; i < to; i++) {
        double start = i * ratio, end = start + ratio;
        float sum[4] = {0, 0, 0, 0};
        for (int k = (int)start; k < from && k < end; k++) {
            double left = k > start ? k : start, right = k + 1 < end ? k + 1 : end;
            for (int c = 0; c < 4; c++)
                sum[c] += in[4 * k + c] * (float)(right - left);
        }
        for (int c = 0; c < 4; c++)
            out[4 * i + c] = sum[c] / (float)ratio;
    }
}

static void unpack(const uint32_t *row, int width, float *out)
{
    for (int x = 0; x < width; x++)
        for (int c = 0; c < 4; c++)
            out[4 * x + c] = (float)(row[x] >> 8 * c & 255);
}

static uint32_t pack(const float channels[static 4])
{
    uint32_t pixel = 0;
    for (int c = 0; c < 4; c++) {
        float value = channels[c] + 0.5f;
        pixel |= (value >= 255 ? 255u : (uint32_t)value) << 8 * c;
    }
    return pixel;
}

/* Row by row, since whole pictures of floats, and columns of them, do not fit into a cache: each row to the
 * new width once, and rows into one by the area that each covers. */
static uint32_t *scale(const uint32_t *from, int from_w, int from_h, int w, int h)
{
    size_t row = 4 * (size_t)w;
    double ratio = (double)from_h / h;
    float *wide = malloc(4 * (size_t)from_w * sizeof *wide);
    float *narrow = malloc(2 * row * sizeof *narrow), *sum = narrow ? narrow + row : NULL;
    uint32_t *out = malloc((size_t)w * (size_t)h * sizeof *out);
    if (!wide || !narrow || !out) {
        free(out);
        out = NULL;
        goto done;
    }
    for (int y = 0, held = -1; y < h; y++) {
        double start = y * ratio, end = start + ratio;
        memset(sum, 0, row * sizeof *sum);
        for (int k = (int)start; k < from_h && k < end; k++) {
            double top = k > start ? k : start, bottom = k + 1 < end ? k + 1 : end;
            if (k != held) {
                unpack(from + (size_t)k * (size_t)from_w, from_w, wide);
                average(wide, from_w, narrow, w);
                held = k;
            }
            for (size_t i = 0; i < row; i++)
                sum[i] += narrow[i] * (float)(bottom - top);
        }
        for (size_t i = 0; i < row; i++)
            sum[i] /= (float)ratio;
        for (int x = 0; x < w; x++)
            out[(size_t)y * (size_t)w + (size_t)x] = pack(sum + 4 * (size_t)x);
    }
done:
    free(wide);
    free(narrow);
    return out;
}

static int at_least_one(int64_t value)
{
    return value > 1 ? (int)value : 1;
}

enum base_error picture_load_scaled(
    const void *png, size_t len, int w, int h, struct loaded_picture **ret_picture)
{
    uint32_t *pixels;
    int width, height;
    if (w < 1 || h < 1 || w > SIDE_MAX || h > SIDE_MAX)
        return BASE_TOO_LARGE;
    enum base_error error = decode(png, len, &pixels, &width, &height);
    if (error)
        return error;
    if ((int64_t)width * h > (int64_t)height * w) /* the width decides */
        h = at_least_one(((int64_t)height * w + width / 2) / width);
    else
        w = at_least_one(((int64_t)width * h + height / 2) / height);
    if (w == width && h == height)
        return wrap(pixels, w, h, ret_picture);
    uint32_t *scaled = scale(pixels, width, height, w, h);
    free(pixels);
    return scaled ? wrap(scaled, w, h, ret_picture) : BASE_NO_MEMORY;
}

void picture_free(struct loaded_picture *picture)
{
    if (!picture)
        return;
    free(picture->pixels);
    free(picture->alpha);
    free(picture);
}

struct picture picture_of(const struct loaded_picture *picture)
{
    return (struct picture){picture->pixels, picture->width, picture->height, picture->width, picture->key};
}

struct mask picture_mask(const struct loaded_picture *picture)
{
    return (struct mask){picture->alpha, picture->width, picture->height, picture->width, ~picture->key};
}
