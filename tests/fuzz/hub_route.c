/* A request line as anyone may send it: the method, a space, the target. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "route.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *line = malloc(size + 1), methods[48];
    if (!line)
        return 0;
    memcpy(line, data, size);
    line[size] = 0;
    char *uri = strchr(line, ' ');
    struct route route;
    if (uri) {
        *uri++ = 0;
        if (route_read(line, uri, &route) == VERDICT_OK) {
            if (route.most < 1 || route.most > LIST_LIMIT || route.wait_s > WAIT_MOST_S || route.after.n < 0)
                abort();
            char text[AFTER_HEX + 1];
            after_text(route.after.epoch, route.after.n, text);
            if (route.has_after && !strstr(uri, text))
                abort(); /* what was read is what was written */
            if (strstr(route.name, "..") == route.name || strstr(route.name, "/.") || route.name[0] == '/' ||
                strchr(route.name, '\\'))
                abort(); /* a name leads out of its folder */
        }
        route_allowed(uri, methods);
    }
    free(line);
    return 0;
}
