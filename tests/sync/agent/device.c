#include "sync/agent/device.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "seal/envelope.h"

static void must(bool ok, const char *what)
{
    if (!ok) {
        fprintf(stderr, "the test's device: %s\n", what);
        abort();
    }
}

static void make_folder(struct device *device, unsigned number, const char *name, char *ret_path)
{
    char below[64];
    snprintf(below, sizeof below, "d%u-%s", number, name);
    world_folder(device->world, below, ret_path);
}

void device_init(struct device *device, struct world *world, unsigned number)
{
    char name[64];
    memset(device, 0, sizeof *device);
    device->world = world;
    make_folder(device, number, "outbox", device->outbox);
    make_folder(device, number, "content", device->content);
    make_folder(device, number, "drops", device->drops);
    make_folder(device, number, "device", device->state);
    make_folder(device, number, "shown", device->shown);
    world_content(world, device->content);
    world_name(world->keys.zone, number, name);
    world_enrol(world, HUB_ROLE_DEVICE, name, device->state);
    struct agent_settings *settings = &device->settings;
    strcpy(settings->url, world->url);
    strcpy(settings->ca, world->ca);
    strcpy(settings->place, "demo-1");
    strcpy(settings->root, world->root);
    strcpy(settings->outbox, device->outbox);
    strcpy(settings->content, device->content);
    strcpy(settings->drops, device->drops);
    strcpy(settings->device, device->state);
    strcpy(settings->shown, device->shown);
    must(disk_open(device->outbox, &device->disk) == BASE_OK, "outbox");
    must(outbox_new(&device->disk, world_clock_source(world), &device->kiosk) == OUTBOX_OK, "outbox_new");
}

void device_clear(struct device *device)
{
    outbox_free(device->kiosk);
    disk_close(&device->disk);
}

void device_put(struct device *device, enum outbox_kind kind, uint8_t ret_id[static ID_BYTES])
{
    uint8_t *file = malloc(ENVELOPE_BYTES);
    randombytes_buf(ret_id, ID_BYTES);
    must(outer_dummy(device->world->keys.mix.recipient, file) == SEAL_OK, "outer_dummy");
    must(outbox_put(device->kiosk, kind, ret_id, file) == OUTBOX_OK, "outbox_put");
    free(file);
}

void device_fill(struct device *device)
{
    uint8_t id[ID_BYTES];
    for (size_t n = outbox_dummies_missing(device->kiosk); n; n--)
        device_put(device, OUTBOX_DUMMY, id);
}
