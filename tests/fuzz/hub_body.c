/* JSON bodies as anyone may send them; the first byte chooses the route. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "body.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size)
        return 0;
    char csr[ENROL_CSR_BYTES], text[164], code[ENROL_CODE_TEXT];
    struct enrol_token token, again;
    struct heartbeat heartbeat;
    switch (data[0]) {
    case 'e':
        if (enrol_body_read(data + 1, size - 1, &token, csr) == VERDICT_OK) {
            enrol_token_text(&token, text);
            if (!enrol_token_read(text, &again) || memcmp(&token, &again, sizeof token))
                abort();
            (void)!enrol_code(&token, csr, strlen(csr), code);
        }
        break;
    case 'r':
        if (renew_body_read(data + 1, size - 1, csr) == VERDICT_OK && strlen(csr) >= sizeof csr)
            abort();
        break;
    default:
        if (heartbeat_body_read(data + 1, size - 1, &heartbeat) == VERDICT_OK &&
            strcmp(heartbeat.disk, "ok") && strcmp(heartbeat.disk, "low"))
            abort();
    }
    return 0;
}
