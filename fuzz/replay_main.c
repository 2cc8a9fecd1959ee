/*
 * replay_main.c - a main for fuzz targets without a fuzzer: each file named is one input.
 *
 * Owns:      reading the inputs. A folder stands for the files in it.
 * Invariant: an input is handed over in a block of exactly its size, so that the sanitizer sees every byte read beyond.
 * See also:  tools/make/fuzz.mk, tools/test/fuzz-replay
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

extern int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int run_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    struct stat st;
    uint8_t *data;

    if (f == NULL || fstat(fileno(f), &st) != 0)
    {
        perror(path);
        if (f != NULL)
            fclose(f);
        return 1;
    }
    /* What stands here when the target dies names the input. */
    printf("%s\n", path);
    fflush(stdout);
    data = malloc((size_t)st.st_size);
    if ((data == NULL && st.st_size > 0) || fread(data, 1, (size_t)st.st_size, f) != (size_t)st.st_size)
    {
        perror(path);
        free(data);
        fclose(f);
        return 1;
    }
    fclose(f);
    (void)LLVMFuzzerTestOneInput(data, (size_t)st.st_size);
    free(data);
    return 0;
}

int main(int argc, char **argv)
{
    int failed = 0;

    for (int i = 1; i < argc; i++)
    {
        DIR *dir = opendir(argv[i]);
        struct dirent *entry;

        if (dir == NULL)
        {
            failed |= run_file(argv[i]);
            continue;
        }
        while ((entry = readdir(dir)) != NULL)
        {
            char path[4096];

            if (entry->d_name[0] == '.')
                continue;
            if ((size_t)snprintf(path, sizeof(path), "%s/%s", argv[i], entry->d_name) >= sizeof(path))
                failed = 1;
            else
                failed |= run_file(path);
        }
        closedir(dir);
    }
    return failed;
}
