/* The inside of a browser: chromedriver as a process and the calls to it. Only for webdriver.c. */
#ifndef WAYSIDE_TESTS_DRIVER_H
#define WAYSIDE_TESTS_DRIVER_H

#include <curl/curl.h>
#include <jansson.h>
#include <sys/types.h>

#include "browser/webdriver.h"

struct browser {
    pid_t driver;
    int output; /* chromedriver's standard output, kept open so that it can write */
    int port;
    CURL *curl;
    char session[128];
    char profile[64];
    char message[256];
};

/* Keeps the sentence; false, so that it can be returned. */
bool driver_fail(struct browser *browser, const char *format, ...) __attribute__((format(printf, 2, 3)));
long long driver_now_ms(void);
/* Takes body. Gives the member "value" of the answer, or NULL with a message. */
json_t *driver_call(struct browser *browser, const char *method, const char *path, json_t *body);
/* Takes an answer: was there one? */
bool driver_done(json_t *value);

#endif
