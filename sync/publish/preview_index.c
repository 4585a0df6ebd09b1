#include "preview.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "html.h"

#define INDEX_BYTES (16 << 20)
#define LANGUAGES 64

struct index {
    struct buffer html;
    json_t *pictures;
    const char *languages[LANGUAGES]; /* in the order of the pictures */
    size_t language_count;
    bool failed;
};

static void add(struct index *index, const char *text)
{
    index->failed |= buffer_text(&index->html, text) != BASE_OK;
}

static void add_text(struct index *index, const char *text)
{
    index->failed |= !html_text(&index->html, text);
}

static const char *text_of(json_t *picture, const char *key)
{
    const char *text = json_string_value(json_object_get(picture, key));
    return text ? text : "";
}

static long long number_of(json_t *picture, const char *key)
{
    return (long long)json_integer_value(json_object_get(picture, key));
}

static bool same_page(json_t *left, json_t *right)
{
    return strcmp(text_of(left, "kind"), text_of(right, "kind")) == 0 &&
           strcmp(text_of(left, "of"), text_of(right, "of")) == 0 &&
           number_of(left, "number") == number_of(right, "number") &&
           number_of(left, "page") == number_of(right, "page");
}

static void find_languages(struct index *index)
{
    size_t i;
    json_t *picture;
    json_array_foreach(index->pictures, i, picture)
    {
        const char *tag = text_of(picture, "language");
        bool known = index->language_count == LANGUAGES;
        for (size_t k = 0; k < index->language_count; k++) {
            known |= strcmp(index->languages[k], tag) == 0;
        }
        if (!known) {
            index->languages[index->language_count++] = tag;
        }
    }
}

/* Only plain names beside index.html become addresses. */
static bool is_name(const char *file)
{
    return file[0] && file[0] != '.' && !strpbrk(file, "/\\\"<>&");
}

static void add_cell(struct index *index, json_t *row, const char *language)
{
    size_t i;
    json_t *picture;
    add(index, "<td>");
    json_array_foreach(index->pictures, i, picture)
    {
        if (!same_page(picture, row) || strcmp(text_of(picture, "language"), language) != 0 ||
            !is_name(text_of(picture, "file"))) {
            continue;
        }
        const char *file = text_of(picture, "file");
        json_t *findings = json_object_get(picture, "findings"), *finding;
        size_t k;
        add(index, "<a href=\"");
        add(index, file);
        add(index, "\"><img loading=\"lazy\" src=\"");
        add(index, file);
        add(index, "\" alt=\"");
        add_text(index, file);
        add(index, "\"></a>");
        json_array_foreach(findings, k, finding)
        {
            add(index, "<p class=\"finding\">");
            add_text(index, json_string_value(finding) ? json_string_value(finding) : "?");
            add(index, "</p>");
        }
    }
    add(index, "</td>");
}

static bool seen_before(json_t *pictures, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (same_page(json_array_get(pictures, i), json_array_get(pictures, at))) {
            return true;
        }
    }
    return false;
}

static void add_row(struct index *index, json_t *row)
{
    char page[32];
    add(index, "<tr><th scope=\"row\">");
    add_text(index, text_of(row, "kind"));
    add(index, "<br>");
    add_text(index, text_of(row, "of"));
    snprintf(page, sizeof page, "<br>%lld", number_of(row, "number"));
    add(index, page);
    if (number_of(row, "page") > 1) {
        snprintf(page, sizeof page, ", page %lld", number_of(row, "page"));
        add(index, page);
    }
    add(index, "</th>");
    for (size_t i = 0; i < index->language_count; i++) {
        add_cell(index, row, index->languages[i]);
    }
    add(index, "</tr>\n");
}

static void add_all(struct index *index, const struct built *built)
{
    size_t i;
    json_t *picture;
    add(index, "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Preview of ");
    add_text(index, built->id);
    add(index,
        "</title>\n<style>body{font:16px/1.4 "
        "system-ui,sans-serif;margin:1rem;background:#eceff0;color:#1d2a30}"
        "table{border-collapse:collapse}thead th{position:sticky;top:0;background:#eceff0;padding:.5rem}"
        "th{text-align:left;vertical-align:top;padding:.5rem 1rem .5rem 0;min-width:8rem}td{padding:.5rem;"
        "vertical-align:top}img{width:20rem;height:auto;border:1px solid "
        "#9aa7ad;background:#fff;display:block}"
        ".finding{max-width:20rem;background:#fdeedd;border:2px solid #a3211a;padding:.4rem;margin:.4rem 0}"
        "</style></head><body>\n<h1>");
    add_text(index, built->id);
    add(index,
        "</h1>\n<p>Every page as the kiosk shows it. Touch a picture to see it large.</p>\n<table><thead><tr>"
        "<td></td>");
    for (i = 0; i < index->language_count; i++) {
        add(index, "<th scope=\"col\">");
        add_text(index, index->languages[i]);
        add(index, "</th>");
    }
    add(index, "</tr></thead><tbody>\n");
    json_array_foreach(index->pictures, i, picture)
    {
        if (!seen_before(index->pictures, i)) {
            add_row(index, picture);
        }
    }
    add(index, "</tbody></table></body></html>\n");
}

bool preview_index(const char *out, const struct built *built, size_t *ret_pictures, size_t *ret_findings)
{
    char path[PUBLISH_TEXT];
    struct buffer bytes;
    struct index index = {0};
    buffer_init(&bytes, INDEX_BYTES);
    buffer_init(&index.html, INDEX_BYTES);
    if (!join_path(path, out, "pictures.json") || !read_whole(path, INDEX_BYTES, &bytes)) {
        return false;
    }
    json_t *list = json_loadb((const char *)bytes.bytes, bytes.len, JSON_REJECT_DUPLICATES, NULL);
    buffer_clear(&bytes);
    index.pictures = json_object_get(list, "pictures");
    bool good = json_is_array(index.pictures);
    if (!good) {
        complain("%s cannot be read; wayside-preview may be of another version", path);
    } else {
        find_languages(&index);
        add_all(&index, built);
        *ret_pictures = json_array_size(index.pictures);
        *ret_findings = (size_t)json_integer_value(json_object_get(list, "findings"));
        good = !index.failed && join_path(path, out, "index.html") &&
               write_whole(path, index.html.bytes, index.html.len, 0644);
    }
    json_decref(list);
    buffer_clear(&index.html);
    return good;
}
