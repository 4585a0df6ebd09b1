/* Enrolment (docs/formats.md, Devices and identities): a P-256 key, a CSR, a one-time token, and the
 * code that both screens show. Used by agent, mix, desk and, for the check, by the hub. */
#ifndef WAYSIDE_WIRE_ENROL_H
#define WAYSIDE_WIRE_ENROL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

#define ENROL_CSR_BYTES 2048 /* a request as PEM with its NUL; ours take about 400 bytes */
#define ENROL_CODE_TEXT 12   /* "ABCDE-FGHJK" and a NUL: 10 Crockford base-32 digits of 50 bits */

/* "<32 hex secret>.<64 hex SHA-256 of root.json or the root key>.<64 hex SHA-256 of the hub's CA, DER>" */
struct enrol_token {
    uint8_t secret[16], root_hash[32], ca_hash[32];
};
/* Exactly that text, nothing before or after it; false otherwise. */
MUST_CHECK bool enrol_token_read(const char *text, struct enrol_token *ret_token);
void enrol_token_text(const struct enrol_token *token, char ret_text[static 164]);

/* A fresh P-256 key and its CSR (PKCS #10), both PEM, added to the caller's buffers
 * (1 KiB and ENROL_CSR_BYTES do). The buffer of the key must be cleared by the caller. */
MUST_CHECK bool enrol_request_new(struct buffer *ret_key_pem, struct buffer *ret_csr_pem);
/* First 50 bits of SHA-256(root hash | CA hash | token secret | CSR DER). False when csr_pem is not
 * one PEM request of less than ENROL_CSR_BYTES. */
MUST_CHECK bool enrol_code(
    const struct enrol_token *token, const char *csr_pem, size_t len, char ret_code[static ENROL_CODE_TEXT]);

/* The client's whole step, resumable: makes key and CSR in folder when missing, writes the code to
 * folder/enrolment-code, asks POST /v1/enrol until the operator approved; then folder/client.pem and
 * folder/client.key are there and the code is gone. now_s: trusted time, a lower bound for the dates of
 * the hub's certificate; 0 takes the machine's clock as it is. Call it at each start: it also ends a
 * renewal that a power cut interrupted. Returns 0 done, 1 waiting for approval, -1 failed (ret_message,
 * one sentence; asking again later is always safe). Files of folder: client.key (0600), client.csr,
 * client.pem, enrolment-code; next.key, next.csr, next.pem during a renewal. */
int enrol_step_at(const char *url, const char *ca_file, const char *token, const char *folder, int64_t now_s,
    char ret_message[static 256]);
/* The same with the machine's clock. */
int enrol_step(const char *url, const char *ca_file, const char *token, const char *folder,
    char ret_message[static 256]);
/* POST /v1/renew with a fresh key when the certificate in folder is older than 30 days. now_s as above.
 * Returns 0: client.pem and client.key are new, make the client anew; 1: not due; -1 failed. */
int enrol_renew_step(
    const char *url, const char *ca_file, const char *folder, int64_t now_s, char ret_message[static 256]);

#endif
