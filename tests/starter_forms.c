#include "starter_forms.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/disk.h"

static const char *const names[FORM_ROLES] = {"help", "report", "call", "job"};

void starter_forms_read(struct form *ret_forms[static FORM_ROLES])
{
    for (size_t role = 0; role < FORM_ROLES; role++) {
        char path[512], message[256] = "";
        struct buffer json;
        buffer_init(&json, FORM_BYTES);
        snprintf(path, sizeof(path), WAYSIDE_SOURCE "/assets/forms/%s.json", names[role]);
        assert_int_equal(file_read(path, FORM_BYTES, &json), BASE_OK);
        ret_forms[role] = form_read(json.bytes, json.len, message);
        assert_string_equal(message, "");
        buffer_clear(&json);
    }
}

void starter_forms_free(struct form *forms[static FORM_ROLES])
{
    for (size_t role = 0; role < FORM_ROLES; role++)
        form_free(forms[role]);
}

size_t starter_question(const struct form *form, const char *name)
{
    const struct form_question *question = form_question(form, name);
    if (!question)
        fail_msg("no question %s", name);
    return (size_t)(question - form->questions);
}

void starter_choose(const struct form *form, struct visit *visit, const char *name, const char *choice)
{
    size_t at = starter_question(form, name);
    for (size_t i = 0; i < form->questions[at].choice_count; i++)
        if (strcmp(form->questions[at].choices[i].name, choice) == 0) {
            visit->answers[at].chosen |= UINT32_C(1) << i;
            return;
        }
    fail_msg("no choice %s of %s", choice, name);
}
