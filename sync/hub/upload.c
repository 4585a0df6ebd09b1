#include "upload.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/cursor.h"

static enum base_error error_now(void)
{
    return errno == ENOSPC || errno == EDQUOT ? BASE_NO_SPACE : errno == EACCES ? BASE_DENIED : BASE_IO;
}

static bool room(int folder, size_t length)
{
    struct statvfs disk;
    return fstatvfs(folder, &disk) != 0 ||
           (double)disk.f_bavail * (double)disk.f_frsize >= (double)CONTENT_RESERVE_BYTES + (double)length;
}

bool upload_begin(struct keeper *keeper, const uint8_t sha256[static 32], size_t length,
    struct upload *ret_upload, struct said *ret_said)
{
    struct upload upload = {.keeper = keeper, .length = length};
    char hash[65], random[17];
    uint8_t bytes[8];
    memcpy(upload.sha256, sha256, 32);
    hex_write(sha256, 32, hash);
    randombytes_buf(bytes, sizeof bytes);
    hex_write(bytes, sizeof bytes, random);
    snprintf(upload.name, sizeof upload.name, "incoming/%s", hash);
    snprintf(upload.part, sizeof upload.part, "incoming/%s.%s.tmp", hash, random);
    crypto_hash_sha256_init(&upload.state);
    if (!room(keeper_folder(keeper), length))
        return said_disk(ret_said, BASE_NO_SPACE);
    if (!keeper_incoming(keeper, (int64_t)length))
        return said_so(ret_said, 507, "Too many files",
            "Too many files lie here that no published metadata names. Sign and push what they belong to; "
            "what "
            "nobody names is removed after two days.");
    upload.fd = openat(
        keeper_folder(keeper), upload.part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0640);
    if (upload.fd < 0) {
        enum base_error error = error_now();
        (void)!keeper_incoming(keeper, -(int64_t)length);
        return said_disk(ret_said, error);
    }
    *ret_upload = upload;
    return true;
}

bool upload_add(struct upload *upload, const void *bytes, size_t len, struct said *ret_said)
{
    const char *p = bytes;
    if (len > upload->length - upload->len)
        return said_so(ret_said, 400, "Wrong size", "More bytes came than the request said.");
    crypto_hash_sha256_update(&upload->state, bytes, len);
    upload->len += len;
    while (len) {
        ssize_t n = write(upload->fd, p, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return said_disk(ret_said, n < 0 ? error_now() : BASE_IO);
        p += n;
        len -= (size_t)n;
    }
    return true;
}

void upload_keep(struct upload *upload, struct said *ret_said)
{
    uint8_t digest[32];
    int folder = keeper_folder(upload->keeper);
    crypto_hash_sha256_final(&upload->state, digest);
    if (memcmp(digest, upload->sha256, 32) != 0) {
        (void)!said_so(ret_said, 422, "Other bytes",
            "The bytes that came are not those that their name promises; send them again.");
        return;
    }
    bool there = faccessat(folder, upload->name, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
    int entries = openat(folder, "incoming", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fsync(upload->fd) != 0 || renameat(folder, upload->part, folder, upload->name) != 0 || entries < 0 ||
        fsync(entries) != 0)
        (void)!said_disk(ret_said, error_now());
    else
        upload->kept = said_so(ret_said, there ? 200 : 201, "Here", "The file is here.") && !there;
    if (entries >= 0)
        close(entries);
}

void upload_end(struct upload *upload)
{
    if (!upload->keeper)
        return;
    close(upload->fd);
    (void)unlinkat(keeper_folder(upload->keeper), upload->part, 0);
    if (!upload->kept)
        (void)!keeper_incoming(upload->keeper, -(int64_t)upload->length);
    upload->keeper = NULL;
}
