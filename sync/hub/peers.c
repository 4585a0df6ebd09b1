/* Certificates seen before, by their hash. Only what cannot change is kept: who signed it, for whom and
 * until when. A slot is overwritten by the next certificate that falls into it. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "peer.h"

enum { SLOTS = 4096, HASH = 32 };

struct peers {
    pthread_mutex_t lock;
    uint8_t key[crypto_generichash_KEYBYTES]; /* ours alone, so that nobody chooses a slot */
    struct {
        uint8_t hash[HASH]; /* zero: empty */
        struct peer peer;
    } slots[SLOTS];
};

struct peers *peers_new(void)
{
    struct peers *peers = calloc(1, sizeof *peers);
    if (!peers)
        return NULL;
    pthread_mutex_init(&peers->lock, NULL);
    randombytes_buf(peers->key, sizeof peers->key);
    return peers;
}

void peers_free(struct peers *peers)
{
    if (!peers)
        return;
    pthread_mutex_destroy(&peers->lock);
    free(peers);
}

void peer_look(
    struct peers *peers, const mbedtls_x509_crt *ca, const uint8_t *der, size_t len, struct peer *ret_peer)
{
    uint8_t hash[HASH];
    if (!len) {
        peer_read(ca, der, len, ret_peer);
        return;
    }
    crypto_generichash(hash, sizeof hash, der, len, peers->key, sizeof peers->key);
    size_t slot = (hash[0] | (size_t)hash[1] << 8) % SLOTS;
    pthread_mutex_lock(&peers->lock);
    bool known = !memcmp(peers->slots[slot].hash, hash, HASH);
    if (known)
        *ret_peer = peers->slots[slot].peer;
    pthread_mutex_unlock(&peers->lock);
    if (known)
        return;
    peer_read(ca, der, len, ret_peer);
    if (!ret_peer->trusted)
        return;
    pthread_mutex_lock(&peers->lock);
    memcpy(peers->slots[slot].hash, hash, HASH);
    peers->slots[slot].peer = *ret_peer;
    pthread_mutex_unlock(&peers->lock);
}
