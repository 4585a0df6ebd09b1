#include "demo/stage.h"

#include <arpa/inet.h>
#include <errno.h>
#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/cursor.h"
#include "base/disk.h"
#include "demo/settings_files.h"

static bool fail(const char *what, const char *why)
{
    fprintf(stderr, "wayside-demo: %s %s\n", what, why);
    return false;
}

static void program_path(const struct stage *stage, const char *name, char ret_path[static 512])
{
    snprintf(ret_path, 512, "%s/wayside-%s", stage->bin, name);
}

static void run_path(const struct stage *stage, const char *name, char ret_path[static 512])
{
    snprintf(ret_path, 512, "%s/%s", stage->run, name);
}

static bool read_text(const char *path, char *ret_text, size_t cap)
{
    FILE *file = fopen(path, "r");
    size_t len = file ? fread(ret_text, 1, cap - 1, file) : 0;
    if (file)
        fclose(file);
    while (len && (ret_text[len - 1] == '\n' || ret_text[len - 1] == ' '))
        len--;
    ret_text[len] = 0;
    return len > 0;
}

/* A port that was free a moment ago. */
static int free_port(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), port = -1;
    if (fd >= 0 && bind(fd, (struct sockaddr *)&address, len) == 0 &&
        getsockname(fd, (struct sockaddr *)&address, &len) == 0)
        port = ntohs(address.sin_port);
    if (fd >= 0)
        close(fd);
    return port;
}

bool stage_begin(struct stage *stage, const char *bin, const char *share, const char *run)
{
    static const char *const folders[] = {"", "logs", "device", "device/outbox", "device/content",
        "device/drops", "device/device", "device/shown", "hub", "hub/tls", "hub/keys", "hub/content", "mix",
        "mix/content", "desk", "desk-content", "stick", "keys", "network", "ana", "dina"};
    memset(stage, 0, sizeof *stage);
    stage->bin = bin;
    stage->share = share;
    snprintf(stage->run, sizeof stage->run, "%s", run);
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        char path[512];
        run_path(stage, folders[i], path);
        if (mkdir(path, 0700) != 0 && errno != EEXIST)
            return fail(path, "cannot be made");
    }
    snprintf(stage->processes.logs, sizeof stage->processes.logs, "%s/logs", run);
    stage->hub_port = free_port();
    stage->metrics_port = free_port();
    stage->desk_port = free_port();
    return true;
}

static bool desk_keys(struct stage *stage)
{
    char program[512], settings[512], passphrase[512], out[2048];
    program_path(stage, "desk", program);
    run_path(stage, "desk.ini", settings);
    run_path(stage, "desk/passphrase", passphrase);
    const char *const argv[] = {
        program, "init", "--settings", settings, "--json", "--passphrase-file", passphrase, NULL};
    if (process_run(&stage->processes, "desk-init", argv, NULL, out, sizeof out) != 0)
        return fail(program, "init failed; its log says why");
    json_t *said = json_loads(out, 0, NULL);
    const char *recipient = json_string_value(json_object_get(said, "recipient"));
    const char *signer = json_string_value(json_object_get(said, "signer"));
    const char *laptop = json_string_value(json_object_get(said, "laptop"));
    bool good = recipient && signer && laptop;
    if (good) {
        snprintf(stage->desk_recipient, sizeof stage->desk_recipient, "%s", recipient);
        snprintf(stage->desk_signer, sizeof stage->desk_signer, "%s", signer);
        snprintf(stage->desk_laptop, sizeof stage->desk_laptop, "%s", laptop);
    }
    json_decref(said);
    good = read_text(passphrase, stage->passphrase, sizeof stage->passphrase) && good;
    unlink(passphrase); /* a coordinator keeps it in her head */
    if (!good)
        return fail(program, "init did not say recipient, signer and laptop");
    return true;
}

static bool mix_keys(struct stage *stage)
{
    char program[512], path[512], identity[1024], out[256];
    program_path(stage, "seal", program);
    run_path(stage, "mix/identity", path);
    const char *const keygen[] = {program, "keygen", NULL};
    if (process_run(&stage->processes, "mix-keygen", keygen, NULL, identity, sizeof identity) != 0 ||
        file_put(path, identity, strlen(identity), 0600) != BASE_OK)
        return fail(path, "(the mix's identity) could not be made");
    const char *const recipient[] = {program, "recipient", path, NULL};
    sodium_memzero(identity, sizeof identity);
    if (process_run(&stage->processes, "mix-recipient", recipient, NULL, out, sizeof out) != 0 ||
        sscanf(out, "%62s", stage->mix_recipient) != 1)
        return fail(path, "has no recipient");
    return true;
}

bool stage_keys(struct stage *stage)
{
    randombytes_buf(stage->team, sizeof stage->team);
    randombytes_buf(stage->zone, sizeof stage->zone);
    return settings_files_write(stage) && mix_keys(stage) && desk_keys(stage);
}

bool stage_hub_init(struct stage *stage)
{
    char program[512], settings[512], out[512];
    program_path(stage, "hub", program);
    run_path(stage, "hub.ini", settings);
    const char *const init[] = {program, "init", "--settings", settings, NULL};
    return process_run(&stage->processes, "hub-init", init, NULL, out, sizeof out) == 0 ||
           fail(program, "init failed; its log says why");
}

bool stage_hub(struct stage *stage)
{
    char program[512], settings[512];
    program_path(stage, "hub", program);
    run_path(stage, "hub.ini", settings);
    const char *const serve[] = {program, "serve", "--settings", settings, NULL};
    stage->hub = process_start(&stage->processes, "hub", serve, NULL, false);
    return stage->hub != NULL || fail(program, "could not be started");
}

bool stage_token(struct stage *stage, const char *role, const char *name, char *ret_token, size_t cap)
{
    char program[512], settings[512];
    program_path(stage, "hub", program);
    run_path(stage, "hub.ini", settings);
    const char *const argv[] = {
        program, "token", "--settings", settings, "--role", role, "--name", name, NULL};
    if (process_run(&stage->processes, "hub-token", argv, NULL, ret_token, cap) != 0)
        return fail("no token for the", role);
    ret_token[strcspn(ret_token, "\n")] = 0;
    return true;
}

static bool approve(struct stage *stage, const char *code)
{
    char program[512], settings[512], out[256];
    program_path(stage, "hub", program);
    run_path(stage, "hub.ini", settings);
    const char *const argv[] = {program, "approve", "--settings", settings, code, NULL};
    return process_run(&stage->processes, "hub-approve", argv, NULL, out, sizeof out) == 0;
}

/* The operator reads the code on the machine and gives it to the hub, which knows no other way. */
bool stage_approve(struct stage *stage, const char *code_file)
{
    char code[64];
    for (int i = 0; i < 200; i++) {
        if (read_text(code_file, code, sizeof code) && approve(stage, code)) {
            printf("          the operator read %s on the machine and approved it\n", code);
            return true;
        }
        usleep(100000);
    }
    return fail(code_file, "holds a code that the hub did not take within 20 seconds");
}

struct enrolling {
    const char *role, *name, *settings, *program, *code;
    struct process **process;
};

static bool enrol_one(struct stage *stage, const struct enrolling *one)
{
    char token[256], program[512], settings[512], code[512];
    if (!stage_token(stage, one->role, one->name, token, sizeof token) ||
        !settings_files_token(stage, one->settings, token))
        return false;
    program_path(stage, one->program, program);
    run_path(stage, one->settings, settings);
    run_path(stage, one->code, code);
    bool desk = strcmp(one->program, "desk") == 0;
    const char *const serve[] = {program, "serve", "--settings", settings, NULL};
    const char *const plain[] = {program, "--settings", settings, NULL};
    *one->process = process_start(&stage->processes, one->program, desk ? serve : plain, NULL, desk);
    if (!*one->process)
        return fail(program, "could not be started");
    if (desk && !process_line(*one->process, 20, stage->desk_url, sizeof stage->desk_url))
        return fail(program, "did not say where its page is");
    return stage_approve(stage, code);
}

bool stage_agent(struct stage *stage)
{
    char program[512], settings[512];
    program_path(stage, "agent", program);
    run_path(stage, "agent.ini", settings);
    const char *const argv[] = {program, "--settings", settings, NULL};
    stage->agent = process_start(&stage->processes, "agent", argv, NULL, false);
    return stage->agent != NULL || fail(program, "could not be started");
}

bool stage_enrol(struct stage *stage)
{
    char team[33], zone[33], device[64], desk[80];
    hex_write(stage->team, ID_BYTES, team);
    hex_write(stage->zone, ID_BYTES, zone);
    snprintf(device, sizeof device, "%s.%s", zone, "00000000000000a1");
    snprintf(desk, sizeof desk, "%s.%.16s", team, stage->desk_laptop);
    const struct enrolling all[] = {
        {"mix", "mix", "mix.ini", "mix", "mix/enrolment-code", &stage->mix},
        {"device", device, "agent.ini", "agent", "device/device/enrolment-code", &stage->agent},
        {"desk", desk, "desk.ini", "desk", "desk/enrolment-code", &stage->desk},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (!enrol_one(stage, &all[i]))
            return false;
    return true;
}

bool stage_screen(struct stage *stage)
{
    const char *const xvfb[] = {
        "Xvfb", "-displayfd", "1", "-screen", "0", "1080x1920x24", "-nolisten", "tcp", "-noreset", NULL};
    char number[16], program[512], settings[512], display[32];
    struct process *screen = process_start(&stage->processes, "xvfb", xvfb, NULL, true);
    if (!screen || !process_line(screen, 20, number, sizeof number))
        return fail("Xvfb", "could not be started; ./wayside setup installs it, logs/xvfb.log says more");
    snprintf(stage->display, sizeof stage->display, ":%.12s", number);
    snprintf(display, sizeof display, "DISPLAY=%s", stage->display);
    program_path(stage, "kiosk", program);
    run_path(stage, "kiosk.ini", settings);
    const char *const argv[] = {program, "--settings", settings, NULL};
    const char *const env[] = {display, NULL};
    stage->kiosk = process_start(&stage->processes, "kiosk", argv, env, false);
    return stage->kiosk != NULL || fail(program, "could not be started");
}

bool stage_alive(struct stage *stage)
{
    for (size_t i = 0; i < stage->processes.count; i++)
        if (stage->processes.in[i].pid != 0 && !stage->processes.in[i].may_end &&
            !process_alive(&stage->processes.in[i])) {
            fprintf(stderr, "wayside-demo: %s is not running any more; %s/logs/%s.log says why\n",
                stage->processes.in[i].name, stage->run, stage->processes.in[i].name);
            return false;
        }
    return true;
}

void stage_end(struct stage *stage)
{
    processes_end(&stage->processes);
    sodium_memzero(stage->passphrase, sizeof stage->passphrase);
}
