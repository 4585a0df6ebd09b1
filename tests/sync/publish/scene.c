#include "sync/publish/scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/cursor.h"
#include "signer/key_file.h"

void person_joins(struct editor *editor, const char *name)
{
    char key[128], words[128], body[128];
    snprintf(key, sizeof key, "%s.key", name);
    snprintf(words, sizeof words, "%s.words", name);
    snprintf(body, sizeof body, "Body of %s", name);
    editor_code(editor,
        TYPE(editor, "ceremony", "join", STICK, "--key", key, "--passphrase-file", words, "--body", body,
            "--yes"),
        0);
}

int person_signs(struct editor *editor, const char *name)
{
    char key[128], words[128];
    snprintf(key, sizeof key, "%s.key", name);
    snprintf(words, sizeof words, "%s.words", name);
    return TYPE(editor, "ceremony", "sign", STICK, "--key", key, "--passphrase-file", words, "--yes");
}

void people_gather(struct editor *editor, const char *hub_json)
{
    static const char *const names[] = {"Amina", "Ben", "Chloe", "Dina"};
    char hub[256], hex[65];
    editor_code(editor, TYPE(editor, "ceremony", "begin", STICK, "--name", "Harbour line"), 0);
    for (size_t i = 0; i < 4; i++) {
        editor_key(editor, names[i]);
        person_joins(editor, names[i]);
    }
    struct signer_secret secret;
    char message[256];
    assert_true(signer_secret_new("hub", &secret, message));
    hex_write(secret.signer.public_key, 32, hex);
    snprintf(hub, sizeof hub, "{\"name\":\"hub\",\"snapshot\":\"%s\",\"timestamp\":\"%s\"}", hex, hex);
    editor_put(editor, STICK "/hub.json", hub_json ? hub_json : hub);
    editor_put(editor, STICK "/network.ini", PLAN);
}

void ceremony_held(struct editor *editor, const char *plan, const char *first, const char *second)
{
    if (plan)
        editor_put(editor, STICK "/network.ini", plan);
    editor_code(editor, TYPE(editor, "ceremony", "plan", STICK), 0);
    editor_code(editor, person_signs(editor, first), 0);
    editor_code(editor, person_signs(editor, second), 0);
    editor_code(editor, TYPE(editor, "ceremony", "finish", STICK), 0);
}
