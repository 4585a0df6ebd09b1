/* A bounded cache, least recently used out first. Entries are counted by who holds them: one that was
 * turned out while a paragraph still shows it is freed when the paragraph is. */
#ifndef WAYSIDE_TEXT_CACHE_H
#define WAYSIDE_TEXT_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CACHE_BUCKETS 1024 /* a power of two */

struct entry { /* first member of what is cached */
    uint64_t hash;
    size_t bytes;
    unsigned holders;   /* the cache itself is one */
    struct entry *next; /* in its bucket */
    struct entry *newer, *older;
};

struct cache {
    size_t max_count, max_bytes;
    void (*destroy)(struct entry *entry); /* wipes and frees */
    size_t count, bytes;
    struct entry *newest, *oldest;
    struct entry *buckets[CACHE_BUCKETS];
};

void cache_init(
    struct cache *cache, size_t max_count, size_t max_bytes, void (*destroy)(struct entry *entry));
/* Lets go of all entries. */
void cache_clear(struct cache *cache);
/* The entry that `same` accepts, now the newest; or NULL. */
struct entry *cache_find(struct cache *cache, uint64_t hash,
    bool (*same)(const struct entry *entry, const void *key), const void *key);
/* Takes the entry (hash and bytes set), turns out old ones beyond the maxima. */
void cache_add(struct cache *cache, struct entry *entry);
void entry_hold(struct entry *entry);
void entry_release(struct entry *entry, void (*destroy)(struct entry *entry));

/* FNV-1a, 64 bits; start with HASH_START. */
#define HASH_START 0xcbf29ce484222325u
uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t len);

#endif
