/* launch RUNS PROGRAM...: starts the programs by turns, RUNS times each, and prints the seconds from just before
 * the start to the clock that the program printed, one line a program. */
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static double run(char *program) {
    int ends[2];
    if (pipe(ends) != 0) {
        perror("pipe");
        exit(1);
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    posix_spawn_file_actions_addclose(&actions, ends[1]);
    char *arguments[] = {program, NULL};
    pid_t child;
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    if (posix_spawn(&child, program, &actions, NULL, arguments, environ) != 0) {
        perror(program);
        exit(1);
    }
    close(ends[1]);
    char line[128] = {0};
    size_t have = 0;
    ssize_t got;
    while (have < sizeof line - 1 && (got = read(ends[0], line + have, sizeof line - 1 - have)) > 0) {
        have += (size_t)got;
    }
    close(ends[0]);
    posix_spawn_file_actions_destroy(&actions);
    int status = 0;
    waitpid(child, &status, 0);
    if (status != 0) {
        fprintf(stderr, "%s failed\n", program);
        exit(1);
    }
    return strtod(line, NULL) - ((double)t.tv_sec + (double)t.tv_nsec * 1e-9);
}

int main(int argc, char **argv) {
    int runs = argc < 3 ? 0 : atoi(argv[1]), programs = argc - 2;
    if (runs < 1) {
        fprintf(stderr, "usage: launch RUNS PROGRAM...\n");
        return 2;
    }
    double *seconds = calloc((size_t)runs * (size_t)programs, sizeof *seconds);
    if (seconds == NULL) {
        return 1;
    }
    for (int i = 0; i < runs; i++) {
        for (int p = 0; p < programs; p++) {
            seconds[p * runs + i] = run(argv[p + 2]);
        }
    }
    for (int p = 0; p < programs; p++) {
        for (int i = 0; i < runs; i++) {
            printf("%.9f%c", seconds[p * runs + i], i + 1 < runs ? ' ' : '\n');
        }
    }
    free(seconds);
    return 0;
}
