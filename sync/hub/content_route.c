/* GET /v1/metadata/<name>, /v1/targets/<path> and, for publishers, /v1/publish/targets/<hash>: files of the
 * content folder, whole or from a byte on, in pieces, so that a slow reader costs a descriptor and no memory.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/cursor.h"
#include "request.h"

enum { PIECE = 32 << 10 };

static bool finish(struct request *request, enum verdict verdict)
{
    request->verdict = verdict;
    return true;
}

static void path_of(const struct request *request, char ret_path[static 512])
{
    char hash[65];
    switch (request->route.entry->kind) {
    case ROUTE_METADATA:
        snprintf(ret_path, 512, "metadata/%s", request->route.name);
        break;
    case ROUTE_TARGET:
        snprintf(ret_path, 512, "targets/%s", request->route.name);
        break;
    default:
        hex_write(request->route.sha256, 32, hash);
        snprintf(ret_path, 512, "incoming/%s", hash);
    }
}

/* Only whole names are served: a temporary file is none yet. */
static bool temporary(const char *path)
{
    size_t len = strlen(path);
    return len > 4 && strcmp(path + len - 4, ".tmp") == 0;
}

static int file_open(const struct request *request, uint64_t *ret_size)
{
    char path[512];
    struct stat status;
    path_of(request, path);
    if (temporary(path))
        return -1;
    int fd = openat(
        keeper_folder(request->hub->keeper), path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (fd >= 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode)) {
        *ret_size = (uint64_t)status.st_size;
        return fd;
    }
    if (fd >= 0)
        close(fd);
    return -1;
}

bool content_run(struct request *request)
{
    if (!request->hub->keeper)
        return finish(request, VERDICT_NO_CONTENT);
    uint64_t size;
    int fd = file_open(request, &size);
    if (fd < 0)
        return finish(request, VERDICT_NOT_FOUND);
    const char *range = MHD_lookup_connection_value(request->mhd, MHD_HEADER_KIND, "Range");
    enum verdict verdict = range_read(range, size, &request->file_from, &request->file_len);
    request->file_size = size;
    request->serving = true;
    if (verdict == VERDICT_RANGE) {
        close(fd);
        return finish(request, verdict);
    }
    request->file = fd;
    request->has_file = true;
    return finish(request, verdict);
}

struct reading {
    struct request *request; /* lives as long as the response is being sent */
    int fd;
    uint64_t from, len;
};

static ssize_t read_piece(void *cls, uint64_t at, char *bytes, size_t max)
{
    struct reading *reading = cls;
    uint64_t left = reading->len - at;
    if (!left)
        return MHD_CONTENT_READER_END_OF_STREAM;
    request_hold(reading->request, reading->request->hub->request_ms); /* it reads: it may go on */
    ssize_t n = pread(reading->fd, bytes, left < max ? (size_t)left : max, (off_t)(reading->from + at));
    return n > 0 ? n : MHD_CONTENT_READER_END_WITH_ERROR;
}

static void read_over(void *cls)
{
    struct reading *reading = cls;
    close(reading->fd);
    free(reading);
}

struct MHD_Response *content_answer(struct request *request)
{
    struct reading *reading = malloc(sizeof *reading);
    request->has_file = false;
    if (!reading) {
        close(request->file);
        return NULL;
    }
    *reading = (struct reading){request, request->file, request->file_from, request->file_len};
    struct MHD_Response *response = MHD_create_response_from_callback(
        request->file_len, PIECE, read_piece, reading, read_over);
    if (!response) {
        read_over(reading);
        return NULL;
    }
    bool metadata = request->route.entry->kind == ROUTE_METADATA;
    MHD_add_response_header(
        response, "Content-Type", metadata ? "application/json" : "application/octet-stream");
    MHD_add_response_header(response, "Accept-Ranges", "bytes");
    /* timestamp.json alone changes under its name */
    MHD_add_response_header(response, "Cache-Control",
        metadata && strcmp(request->route.name, "timestamp.json") == 0
            ? "no-cache"
            : "public, max-age=31536000, immutable");
    return response;
}
