#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "parts.h"

enum { BACKLOG = 1024 };

static uint16_t port_of(int fd)
{
    struct sockaddr_storage address = {0};
    socklen_t len = sizeof address;
    if (getsockname(fd, (struct sockaddr *)&address, &len))
        return 0;
    if (address.ss_family == AF_INET6)
        return ntohs(((struct sockaddr_in6 *)&address)->sin6_port);
    return ntohs(((struct sockaddr_in *)&address)->sin_port);
}

static bool address_read(
    const char *text, uint16_t port, struct sockaddr_storage *ret_address, socklen_t *ret_len)
{
    struct sockaddr_storage address = {0};
    struct sockaddr_in *four = (struct sockaddr_in *)&address;
    struct sockaddr_in6 *six = (struct sockaddr_in6 *)&address;
    if (inet_pton(AF_INET, text, &four->sin_addr) == 1) {
        four->sin_family = AF_INET;
        four->sin_port = htons(port);
        *ret_len = sizeof *four;
    } else if (inet_pton(AF_INET6, text, &six->sin6_addr) == 1) {
        six->sin6_family = AF_INET6;
        six->sin6_port = htons(port);
        *ret_len = sizeof *six;
    } else {
        return false;
    }
    *ret_address = address;
    return true;
}

int listen_on(const char *address, uint16_t port, uint16_t *ret_port, char ret_message[static HUB_MESSAGE])
{
    struct sockaddr_storage where;
    socklen_t len = 0;
    if (!address_read(address, port, &where, &len)) {
        snprintf(ret_message, HUB_MESSAGE,
            "[listen] address: \"%.100s\" is not a numeric IPv4 or IPv6 address.", address);
        return -1;
    }
    int one = 1;
    int fd = socket(where.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    bool ok = fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) == 0 &&
              bind(fd, (struct sockaddr *)&where, len) == 0 && listen(fd, BACKLOG) == 0;
    if (!ok)
        snprintf(ret_message, HUB_MESSAGE, "%.100s port %u: %s.", address, port,
            errno == EADDRINUSE ? "another program listens there; end it, or choose another [listen] port"
            : errno == EACCES   ? "this user may not listen there; choose a port above 1023"
            : errno == EADDRNOTAVAIL ? "this machine does not have that address; check [listen] address"
                                     : strerror(errno));
    if (!ok) {
        if (fd >= 0)
            close(fd);
        return -1;
    }
    *ret_port = port_of(fd);
    return fd;
}
