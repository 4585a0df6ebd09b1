#include "sync/hub/raw.h"

#include <arpa/inet.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cmocka.h>

int raw_connect(const struct net *net)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(hub_port(net->hub))};
    struct timeval patience = {.tv_sec = 30};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    return fd;
}

int raw_open_with(struct raw *raw, const struct net *net, const char *label, const char *priority,
    const gnutls_datum_t *resume)
{
    char certificate[192], key[192];
    assert_int_equal(gnutls_certificate_allocate_credentials(&raw->credentials), 0);
    assert_true(gnutls_certificate_set_x509_trust_file(raw->credentials, net->ca, GNUTLS_X509_FMT_PEM) == 1);
    if (label) {
        net_file(net, label, ".pem", certificate);
        net_file(net, label, ".key", key);
        assert_int_equal(
            gnutls_certificate_set_x509_key_file(raw->credentials, certificate, key, GNUTLS_X509_FMT_PEM), 0);
    }
    raw->fd = raw_connect(net);
    assert_int_equal(gnutls_init(&raw->session, GNUTLS_CLIENT), 0);
    assert_int_equal(
        gnutls_priority_set_direct(raw->session, priority ? priority : "NORMAL:-VERS-ALL:+VERS-TLS1.3", NULL),
        0);
    gnutls_credentials_set(raw->session, GNUTLS_CRD_CERTIFICATE, raw->credentials);
    gnutls_session_set_verify_cert(raw->session, "127.0.0.1", 0);
    if (resume)
        gnutls_session_set_data(raw->session, resume->data, resume->size);
    gnutls_transport_set_int(raw->session, raw->fd);
    int result;
    do
        result = gnutls_handshake(raw->session);
    while (result < 0 && !gnutls_error_is_fatal(result));
    return result;
}

void raw_open(struct raw *raw, const struct net *net, const char *label)
{
    assert_int_equal(raw_open_with(raw, net, label, NULL, NULL), 0);
}

bool raw_send(struct raw *raw, const void *bytes, size_t len)
{
    const char *at = bytes;
    while (len) {
        ssize_t sent = gnutls_record_send(raw->session, at, len);
        if (sent == GNUTLS_E_INTERRUPTED)
            continue;
        if (sent <= 0)
            return false;
        at += sent;
        len -= (size_t)sent;
    }
    return true;
}

bool raw_say(struct raw *raw, const char *text)
{
    return raw_send(raw, text, strlen(text));
}

int raw_status(struct raw *raw)
{
    char head[4096];
    size_t len = 0;
    while (len < sizeof head - 1) {
        ssize_t got = gnutls_record_recv(raw->session, head + len, 1);
        if (got == GNUTLS_E_INTERRUPTED || got == GNUTLS_E_AGAIN)
            continue;
        if (got <= 0)
            return 0;
        len += (size_t)got;
        head[len] = 0;
        if (len >= 4 && !strcmp(head + len - 4, "\r\n\r\n"))
            break;
    }
    int status = 0;
    assert_int_equal(sscanf(head, "HTTP/1.1 %d", &status), 1);
    return status;
}

bool raw_ended(struct raw *raw)
{
    char bytes[4096];
    struct clock_source clock = clock_system();
    int64_t until_ms = clock.mono_ms(clock.self) + 30000;
    ssize_t got;
    do /* GnuTLS also says "again" after a session ticket */
        got = gnutls_record_recv(raw->session, bytes, sizeof bytes);
    while (got > 0 || got == GNUTLS_E_INTERRUPTED ||
           (got == GNUTLS_E_AGAIN && clock.mono_ms(clock.self) < until_ms));
    return got != GNUTLS_E_AGAIN;
}

bool fd_ended(int fd)
{
    char bytes[4096];
    ssize_t got;
    do
        got = recv(fd, bytes, sizeof bytes, 0);
    while (got > 0);
    return got == 0 || (errno != EAGAIN && errno != EWOULDBLOCK);
}

void raw_close(struct raw *raw)
{
    gnutls_deinit(raw->session);
    gnutls_certificate_free_credentials(raw->credentials);
    close(raw->fd);
}
