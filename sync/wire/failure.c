#include "failure.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct sentence {
    char *what;
    size_t cap;
};

static enum wire_error say(const struct sentence *sentence, enum wire_error error, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static enum wire_error say(const struct sentence *sentence, enum wire_error error, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    vsnprintf(sentence->what, sentence->cap, format, list);
    va_end(list);
    return error;
}

/* With TLS 1.3 the server looks at our certificate after the handshake is over for us, so its refusal
 * comes as an alert in the place of an answer. */
static bool refused_by_alert(const struct wire_failure *failure)
{
    static const char *const alerts[] = {"alert certificate required", "alert bad certificate",
        "alert unsupported certificate", "alert certificate revoked", "alert certificate expired",
        "alert certificate unknown", "alert unknown ca", "alert access denied"};
    for (size_t i = 0; i < sizeof alerts / sizeof *alerts; i++)
        if (strstr(failure->detail, alerts[i]))
            return true;
    return failure->code == CURLE_SSL_CLIENTCERT ||
           (failure->code != CURLE_SSL_CONNECT_ERROR && strstr(failure->detail, "alert handshake failure"));
}

static const char *or_none(const char *file)
{
    return file ? file : "(none)";
}

static enum wire_error explain_tls(const struct wire_failure *failure, const struct sentence *sentence)
{
    bool alert = strstr(failure->detail, "alert");
    if (failure->code == CURLE_SSL_CERTPROBLEM)
        return say(sentence, WIRE_OURS,
            "the certificate %s or its key %s cannot be used; remove both and enrol this machine again",
            or_none(failure->certificate), or_none(failure->key));
    if (failure->code == CURLE_SSL_CACERT_BADFILE)
        return say(sentence, WIRE_OURS,
            "the hub's CA file %s cannot be read; put the operator's CA there as PEM",
            or_none(failure->ca_file));
    /* OpenSSL reports a signature that is wrong as a fault of the connection. */
    if (failure->code == CURLE_SSL_CONNECT_ERROR && (alert || !failure->verified))
        return say(sentence, alert ? WIRE_PEER : WIRE_BROKEN, "no TLS 1.3 connection could be made (%s)",
            failure->detail);
    return say(sentence, WIRE_PEER,
        "the server is not the hub that is trusted here (%s); check the address and the CA file %s",
        failure->detail, or_none(failure->ca_file));
}

enum wire_error wire_failure_explain(const struct wire_failure *failure, char *ret_what, size_t cap)
{
    const struct sentence sentence = {ret_what, cap};
    if (refused_by_alert(failure))
        return say(&sentence, WIRE_OURS,
            "the hub refused the certificate of this machine (%s); enrol it again",
            or_none(failure->certificate));
    switch (failure->code) {
    case CURLE_OUT_OF_MEMORY:
        return say(&sentence, WIRE_NO_MEMORY, "out of memory");
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
        return explain_tls(failure, &sentence);
    case CURLE_COULDNT_RESOLVE_HOST:
        return say(&sentence, WIRE_UNREACHABLE, "this name is not known; check the address and the network");
    case CURLE_COULDNT_CONNECT: /* detail counts milliseconds: a log could not see that it is said again */
        return say(&sentence, WIRE_UNREACHABLE,
            "no connection (%s); check the address, the network and that the hub runs",
            failure->refused ? strerror((int)failure->refused) : curl_easy_strerror(failure->code));
    case CURLE_SEND_FAIL_REWIND:
    case CURLE_GOT_NOTHING:
        return say(&sentence, WIRE_BROKEN, "the connection ended before the answer");
    case CURLE_OPERATION_TIMEDOUT:
        return say(&sentence, WIRE_UNREACHABLE, "no answer in time; check the network and that the hub runs");
    case CURLE_UNSUPPORTED_PROTOCOL: /* also for an answer that is no HTTP/1 */
        if (!strstr(failure->detail, "Protocol"))
            return say(&sentence, WIRE_BROKEN, "the answer is not HTTP (%s)", failure->detail);
        __attribute__((fallthrough));
    case CURLE_URL_MALFORMAT:
        return say(
            &sentence, WIRE_UNREACHABLE, "this is not an https address; write it as https://name:port");
    default:
        return say(&sentence, WIRE_BROKEN, "the answer was cut short or is not HTTP (%s)", failure->detail);
    }
}
