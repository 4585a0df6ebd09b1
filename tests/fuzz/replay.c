/* Where there is no libFuzzer: gives a fuzz target every file of its corpus, so that each normal test
 * run replays what fuzzing once found. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay(const char *folder, const char *name)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        return 1;
    }
    static const size_t most = 1 << 22;
    uint8_t *bytes = malloc(most);
    size_t len = bytes ? fread(bytes, 1, most, file) : 0;
    fclose(file);
    uint8_t *exact = malloc(len ? len : 1); /* so that the sanitizer sees one byte too far */
    if (bytes && exact) {
        memcpy(exact, bytes, len);
        LLVMFuzzerTestOneInput(exact, len);
    }
    free(exact);
    free(bytes);
    return 0;
}

int main(int argc, char **argv)
{
    DIR *folder = argc == 2 ? opendir(argv[1]) : NULL;
    if (!folder) {
        fprintf(stderr, "usage: %s CORPUS_FOLDER (it must exist)\n", argv[0]);
        return 2;
    }
    int failed = 0, count = 0;
    for (struct dirent *entry; (entry = readdir(folder));)
        if (entry->d_name[0] != '.') {
            failed |= replay(argv[1], entry->d_name);
            count++;
        }
    closedir(folder);
    printf("%d inputs replayed\n", count);
    return failed || !count;
}
