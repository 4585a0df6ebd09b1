#include "cache.h"

#include <string.h>

void cache_init(struct cache *cache, size_t max_count, size_t max_bytes, void (*destroy)(struct entry *entry))
{
    memset(cache, 0, sizeof *cache);
    cache->max_count = max_count;
    cache->max_bytes = max_bytes;
    cache->destroy = destroy;
}

static struct entry **bucket(struct cache *cache, uint64_t hash)
{
    return &cache->buckets[(hash ^ hash >> 32) & (CACHE_BUCKETS - 1)];
}

static void unchain(struct cache *cache, struct entry *entry)
{
    *(entry->newer ? &entry->newer->older : &cache->newest) = entry->older;
    *(entry->older ? &entry->older->newer : &cache->oldest) = entry->newer;
    entry->newer = entry->older = NULL;
}

static void chain(struct cache *cache, struct entry *entry)
{
    entry->older = cache->newest;
    entry->newer = NULL;
    *(cache->newest ? &cache->newest->newer : &cache->oldest) = entry;
    cache->newest = entry;
}

static void turn_out(struct cache *cache, struct entry *entry)
{
    struct entry **link = bucket(cache, entry->hash);
    while (*link != entry)
        link = &(*link)->next;
    *link = entry->next;
    entry->next = NULL;
    unchain(cache, entry);
    cache->count--;
    cache->bytes -= entry->bytes;
    entry_release(entry, cache->destroy);
}

void cache_clear(struct cache *cache)
{
    while (cache->oldest)
        turn_out(cache, cache->oldest);
}

struct entry *cache_find(struct cache *cache, uint64_t hash,
    bool (*same)(const struct entry *entry, const void *key), const void *key)
{
    for (struct entry *entry = *bucket(cache, hash); entry; entry = entry->next)
        if (entry->hash == hash && same(entry, key)) {
            unchain(cache, entry);
            chain(cache, entry);
            return entry;
        }
    return NULL;
}

void cache_add(struct cache *cache, struct entry *entry)
{
    struct entry **link = bucket(cache, entry->hash);
    entry->holders = 1;
    entry->next = *link;
    *link = entry;
    chain(cache, entry);
    cache->count++;
    cache->bytes += entry->bytes;
    while (cache->oldest != entry && (cache->count > cache->max_count || cache->bytes > cache->max_bytes))
        turn_out(cache, cache->oldest);
}

void entry_hold(struct entry *entry)
{
    entry->holders++;
}

void entry_release(struct entry *entry, void (*destroy)(struct entry *entry))
{
    if (--entry->holders == 0)
        destroy(entry);
}

uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t len)
{
    const uint8_t *p = bytes;
    for (size_t i = 0; i < len; i++)
        hash = (hash ^ p[i]) * 0x100000001b3u;
    return hash;
}
