/* HMAC and HKDF with SHA-256 (RFC 2104, RFC 5869), over libsodium's. */
#ifndef WAYSIDE_SEAL_KDF_H
#define WAYSIDE_SEAL_KDF_H

#include <stddef.h>
#include <stdint.h>

/* 32 bytes out. An empty salt is what RFC 5869 calls "not provided". info: a NUL-terminated ASCII text. */
void hkdf_sha256(const void *secret, size_t secret_len, const void *salt, size_t salt_len, const char *info,
    uint8_t ret_key[static 32]);
void hmac_sha256(const void *key, size_t key_len, const void *bytes, size_t len, uint8_t ret_mac[static 32]);

#endif
