/* A certificate request as anyone with a token may send it. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ca.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct enrol_token token = {.secret = {1}};
    char csr[ENROL_CSR_BYTES], code[ENROL_CODE_TEXT];
    if (size >= sizeof csr || memchr(data, 0, size))
        return 0;
    memcpy(csr, data, size);
    csr[size] = 0;
    if (csr_valid(csr) && !enrol_code(&token, csr, size, code))
        abort(); /* what the hub would sign has a code that a person can compare */
    return 0;
}
