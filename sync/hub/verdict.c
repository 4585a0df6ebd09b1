#include "verdict.h"

#include <stdio.h>

struct text {
    unsigned status;
    const char *title, *detail;
};

static const struct text texts[VERDICT_COUNT] = {
    [VERDICT_OK] = {200, "", ""},
    [VERDICT_CREATED] = {201, "", ""},
    [VERDICT_WAITING] = {202, "", ""},
    [VERDICT_NOTHING] = {204, "", ""},
    [VERDICT_PART] = {206, "", ""},
    [VERDICT_SAID] = {200, "", ""},
    [VERDICT_ID] = {400, "Malformed id", "An id in the path is not 32 lower-case hexadecimal digits."},
    [VERDICT_QUERY] = {400, "Malformed query",
        "The query has a key that this route does not take, takes it twice, or has a value out of range."},
    [VERDICT_NAME] = {400, "Malformed name",
        "The name in the path has a character or a part that no file of a release has."},
    [VERDICT_RANGE] = {416, "Range refused", "The file ends before the range begins."},
    [VERDICT_BODY_SHORT] = {400, "Wrong size",
        "The body is shorter than the one size that this route takes."},
    [VERDICT_BODY_LARGE] = {413, "Too large", "The body is larger than this route takes."},
    [VERDICT_BODY_LENGTH] = {411, "Length required",
        "The request must say its body's length in Content-Length."},
    [VERDICT_BODY_UNSEALED] = {400, "Not a sealed file", "The body does not begin as an age v1 file does."},
    [VERDICT_BODY_JSON] = {400, "Malformed document",
        "The body is not a JSON object with exactly the members that this route takes."},
    [VERDICT_BODY_CSR] = {400, "Certificate request refused",
        "csr is not a PEM PKCS #10 request for a P-256 key, signed with ECDSA by that key."},
    [VERDICT_BODY_AFTER] = {400, "Malformed position", "The body is not a value that Wayside-After gave."},
    [VERDICT_NO_CERTIFICATE] = {403, "No certificate",
        "This route needs a client certificate; enrol the machine first."},
    [VERDICT_CERTIFICATE] = {403, "Certificate refused",
        "The client certificate was not issued by this hub's CA; enrol the machine here."},
    [VERDICT_EXPIRED] = {403, "Certificate ended",
        "The client certificate is not valid at this time; renew it, or check both clocks."},
    [VERDICT_REVOKED] = {403, "Certificate revoked",
        "The operator, or the network's signed list of revoked devices, revoked this identity; enrol the "
        "machine "
        "again under a new name."},
    [VERDICT_ROLE] = {403, "Not this role's route", "The client certificate's role may not use this route."},
    [VERDICT_SCOPE] = {403, "Another's team or zone",
        "The client certificate is for another team or zone than the path names."},
    [VERDICT_TOKEN_FORM] = {400, "Malformed token",
        "token is not the text that wayside-hub token printed; copy it whole."},
    [VERDICT_TOKEN_NETWORK] = {403, "Token of another network",
        "The token names another root key or another CA than this hub's; make one at this hub."},
    [VERDICT_TOKEN_UNKNOWN] = {403, "Token unknown", "This hub never gave this token, or it is long over."},
    [VERDICT_TOKEN_EXPIRED] = {403, "Token ended",
        "The token was good for one hour; ask the operator of the hub for a new one."},
    [VERDICT_TOKEN_USED] = {403, "Token used",
        "Another request was made with this token; if it was not yours, do not approve it. Make a new "
        "token."},
    [VERDICT_NOT_FOUND] = {404, "No such route", "This hub has nothing under this path."},
    [VERDICT_METHOD] = {405, "Method not allowed", "This path does not take this method."},
    [VERDICT_OTHER_BYTES] = {409, "Other bytes under this id",
        "A file with this id and other content is here already; it was left as it was."},
    [VERDICT_OTHER_EPOCH] = {409, "Position of another store",
        "The position is from before this hub's store was renewed; read from the beginning."},
    [VERDICT_FAULT] = {500, "Store fault", "The store could not be read or written; nothing was taken."},
    [VERDICT_BUSY] = {503, "Store busy",
        "The store is held by another program; nothing was taken, try again."},
    [VERDICT_STOPPING] = {503, "Stopping", "The hub is stopping; nothing was taken, try again."},
    [VERDICT_CROWDED] = {503, "Busy now",
        "Others send large files at this moment; nothing was taken, try again in a minute."},
    [VERDICT_NO_CONTENT] = {503, "No content here",
        "This hub serves no content, or cannot use its folder; its log says why. Tell the operator."},
    [VERDICT_FULL] = {507, "Store full", "The hub's disk is full; nothing was taken, try again."},
};

unsigned verdict_status(enum verdict verdict)
{
    return texts[verdict].status;
}

size_t verdict_problem(enum verdict verdict, char *ret_json, size_t cap)
{
    const struct text *text = &texts[verdict];
    int len = snprintf(ret_json, cap,
        "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%u,\"detail\":\"%s\"}\n", text->title,
        text->status, text->detail);
    return len < 0 ? 0 : (size_t)len < cap ? (size_t)len : cap - 1;
}
