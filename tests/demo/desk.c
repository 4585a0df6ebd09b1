#include "demo/desk.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define SOON_MS 10000
#define ARRIVES_MS 60000
#define FOLDED "#unfold[aria-expanded=false]"
#define UNFOLDED "#unfold[aria-expanded=true]"

bool desk_lost(struct browser *browser)
{
    fprintf(stderr, "wayside-demo: the desk's page: %s\n", browser_message(browser));
    return false;
}

bool desk_unlock(struct browser *browser, const struct stage *stage)
{
    return (browser_go(browser, stage->desk_url) && browser_wait(browser, "#passphrase", SOON_MS) &&
               browser_type(browser, "#passphrase", stage->passphrase) && browser_click(browser, "#unlock") &&
               browser_wait(browser, "#search", ARRIVES_MS)) ||
           desk_lost(browser);
}

bool desk_wait_for_case(struct browser *browser)
{
    return browser_wait(browser, "[data-case]", ARRIVES_MS) || desk_lost(browser);
}

bool desk_open_case(struct browser *browser)
{
    if (!browser_wait(browser, "[data-case]", SOON_MS) || !browser_click(browser, "[data-case]") ||
        !browser_wait(browser, "#take, #release", SOON_MS))
        return desk_lost(browser);
    if (browser_has(browser, "#take") &&
        (!browser_click(browser, "#take") || !browser_wait(browser, "#release", SOON_MS)))
        return desk_lost(browser);
    return desk_look_at(browser, "#urgent");
}

bool desk_unfold(struct browser *browser)
{
    return (browser_wait(browser, FOLDED ", " UNFOLDED, SOON_MS) &&
               (!browser_has(browser, FOLDED) || browser_click(browser, FOLDED)) &&
               browser_wait(browser, UNFOLDED, SOON_MS)) ||
           desk_lost(browser);
}

bool desk_look_at(struct browser *browser, const char *css)
{
    char script[256];
    snprintf(script, sizeof script,
        "document.querySelector('%s').scrollIntoView({block: 'center'}); return true", css);
    return browser_wait_script(browser, script, SOON_MS) || desk_lost(browser);
}

bool desk_shows(struct browser *browser, const char *text)
{
    char script[512];
    snprintf(script, sizeof script, "return document.body.innerText.includes(\"%s\")", text);
    return browser_wait_script(browser, script, ARRIVES_MS) || desk_lost(browser);
}

bool desk_answer(struct browser *browser, const char *text)
{
    return (browser_type(browser, "#answer-text", text) && browser_click(browser, "#answer-send") &&
               desk_shows(browser, text)) ||
           desk_lost(browser);
}

bool desk_picture(void *browser, const char *path)
{
    return browser_screenshot(browser, path);
}
