/* What a ceremony changes, in words: people and thresholds of each role, old against new. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "stick.h"

static const struct signer_key *by_name(const struct signer_role *role, const char *name)
{
    for (size_t i = 0; role && i < role->key_count; i++) {
        if (strcmp(role->keys[i].name, name) == 0) {
            return &role->keys[i];
        }
    }
    return NULL;
}

static const char *what(const char *role)
{
    return strcmp(role, "root") == 0         ? "who may change who signs"
           : strcmp(role, "targets") == 0    ? "who may sign teams, numbers, places and packs"
           : strcmp(role, "snapshot") == 0   ? "the hub's: what is newest"
           : strcmp(role, "timestamp") == 0  ? "the hub's: that it is fresh"
           : strcmp(role, "recipients") == 0 ? "teams and their keys"
           : strcmp(role, "hotlines") == 0   ? "telephone numbers"
           : strcmp(role, "places") == 0     ? "places"
                                             : "what this organisation writes";
}

static void begin(const struct run *run, const char *role, bool *begun)
{
    if (!*begun) {
        printf("  %s%s%s (%s)\n", paint(run, PAINT_STRONG), role, paint(run, PAINT_NONE), what(role));
    }
    *begun = true;
}

static bool show_role(const struct run *run, const struct signer_role *old, const struct signer_role *new)
{
    bool begun = false;
    const char *role = new ? new->name : old->name;
    if (!new) {
        begin(run, role, &begun);
        printf("    is taken away: nobody may sign it any more\n");
        return true;
    }
    for (size_t i = 0; i < new->key_count; i++) {
        const struct signer_key *before = by_name(old, new->keys[i].name);
        if (!before || memcmp(before->public_key, new->keys[i].public_key, 32) != 0) {
            begin(run, role, &begun);
            printf("    %s+ %s%s%s\n", paint(run, PAINT_GOOD), new->keys[i].name, paint(run, PAINT_NONE),
                before ? ": a new key, the old one counts no more" : "");
        }
    }
    for (size_t i = 0; old && i < old->key_count; i++) {
        if (!by_name(new, old->keys[i].name)) {
            begin(run, role, &begun);
            printf("    %s- %s%s may not sign it any more\n", paint(run, PAINT_BAD), old->keys[i].name,
                paint(run, PAINT_NONE));
        }
    }
    if (!old || old->threshold != new->threshold) {
        begin(run, role, &begun);
        printf("    signatures needed: %d of %zu", new->threshold, new->key_count);
        printf(old ? " (before: %d)\n" : "\n", old ? old->threshold : 0);
    }
    return begun;
}

static const struct signer_role *find(const struct signer_role *roles, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(roles[i].name, name) == 0) {
            return &roles[i];
        }
    }
    return NULL;
}

static void show_head(const char *name, const struct metadata *old, const struct metadata *new)
{
    char day[11];
    day_format(new->head.expires_s, day);
    printf("%s, version %lld", name, (long long)new->head.version);
    if (old->bytes.len > 0) {
        printf(" (now: %lld)", (long long)old->head.version);
    }
    printf(", valid until %s\n", day);
}

void show_root_changes(const struct run *run, const struct stick *stick)
{
    bool any = false;
    show_head("root.json", &stick->root, &stick->next_root);
    for (size_t i = 0; i < 4; i++) {
        any |= show_role(run, stick->root.bytes.len > 0 ? &stick->now[i] : NULL, &stick->then[i]);
    }
    if (!any) {
        puts("  nobody changes: only the dates are new");
    }
}

void show_targets_changes(const struct run *run, const struct stick *stick)
{
    struct signer_targets old = {0}, new = {0};
    char message[256];
    bool any = false;
    if (!signer_targets_read(stick->next_targets.bytes.bytes, stick->next_targets.bytes.len, &new, message) ||
        (stick->targets.bytes.len > 0 &&
            !signer_targets_read(stick->targets.bytes.bytes, stick->targets.bytes.len, &old, message))) {
        complain("targets.json: %s", message);
    } else {
        show_head("targets.json", &stick->targets, &stick->next_targets);
        for (size_t i = 0; i < new.delegation_count; i++) {
            any |= show_role(run, find(old.delegations, old.delegation_count, new.delegations[i].name),
                &new.delegations[i]);
        }
        for (size_t i = 0; i < old.delegation_count; i++) {
            if (!find(new.delegations, new.delegation_count, old.delegations[i].name)) {
                any |= show_role(run, &old.delegations[i], NULL);
            }
        }
        if (!any) {
            puts("  nobody changes: only the dates are new");
        }
    }
    signer_targets_clear(&old);
    signer_targets_clear(&new);
}
