/* A small WebDriver client (W3C WebDriver, JSON over HTTP) for tests and the demo: one chromedriver, one
 * headless Chromium, one fresh profile folder, all gone after browser_stop. Elements are named by CSS
 * selectors. Nothing here waits by sleeping for luck: browser_wait asks until it is true or time is up.
 *
 * Needs: curl, jansson. Link tests/browser/webdriver.c and driver.c. */
#ifndef WAYSIDE_TESTS_WEBDRIVER_H
#define WAYSIDE_TESTS_WEBDRIVER_H

#include <stdbool.h>
#include <stddef.h>

struct browser;

/* A page of width x height CSS pixels. NULL with one sentence in ret_message when chromedriver or
 * Chromium cannot be started. headless false opens a window on DISPLAY. */
struct browser *browser_start(int width, int height, bool headless, char ret_message[static 256]);
/* Ends the session, chromedriver (by its pid) and the profile folder. Takes NULL. */
void browser_stop(struct browser *browser);
/* One sentence about the last call that returned false. Never what was typed. */
const char *browser_message(const struct browser *browser);

bool browser_go(struct browser *browser, const char *url);
bool browser_resize(struct browser *browser, int width, int height);
/* prefers-color-scheme of the page. */
bool browser_dark(struct browser *browser, bool dark);

/* Is there such an element now? */
bool browser_has(struct browser *browser, const char *css);
/* Until there is one that can be seen, at most timeout_ms. */
bool browser_wait(struct browser *browser, const char *css, int timeout_ms);
/* Until the script ("return ...") gives true, at most timeout_ms. */
bool browser_wait_script(struct browser *browser, const char *script, int timeout_ms);
/* Real input events: scrolls there, presses; false when something covers it. */
bool browser_click(struct browser *browser, const char *css);
bool browser_type(struct browser *browser, const char *css, const char *text);
bool browser_clear(struct browser *browser, const char *css);
/* Keys to whatever has the focus; WebDriver's code points for special keys, such as BROWSER_TAB. */
bool browser_keys(struct browser *browser, const char *keys);
#define BROWSER_TAB "\xEE\x80\x84"
#define BROWSER_ENTER "\xEE\x80\x87"

/* Text as shown; cut at cap. */
bool browser_text(struct browser *browser, const char *css, char *ret_text, size_t cap);
/* The script's result as a string (numbers and booleans as JSON); "" for null. */
bool browser_script(struct browser *browser, const char *script, char *ret_text, size_t cap);
/* The whole page as a PNG file. */
bool browser_screenshot(struct browser *browser, const char *path);
/* Lines that the page wrote to the console at level SEVERE (errors, violations of its policy). */
bool browser_errors(struct browser *browser, char *ret_text, size_t cap);

#endif
