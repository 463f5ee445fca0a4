/* What the measuring programs share: clocks, files, errors. */
#ifndef COMMON_H
#define COMMON_H

#include <namewire.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static inline double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Processor time of the process, all threads. */
static inline double used(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static inline void need(int32_t status, const char *what, const nw_error *error) {
    if (status != 0) {
        fprintf(stderr, "%s: status %d: %s\n", what, (int)status, error->message);
        exit(1);
    }
}

/* The whole file; never returns NULL. */
static inline char *read_file(const char *path, size_t *len) {
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        perror(path);
        exit(1);
    }
    long size = ftell(file);
    rewind(file);
    char *text = malloc((size_t)size + 1);
    if (text == NULL || fread(text, 1, (size_t)size, file) != (size_t)size) {
        perror(path);
        exit(1);
    }
    fclose(file);
    *len = (size_t)size;
    return text;
}

/* A detector of the built-in gazetteer with default options. */
static inline nw_detector *builtin_detector(void) {
    nw_error error;
    nw_gazetteer *gazetteer = NULL;
    nw_detector *detector = NULL;
    need(nw_gazetteer_builtin(&gazetteer, &error), "nw_gazetteer_builtin", &error);
    const nw_gazetteer *list[] = {gazetteer};
    need(nw_detector_new(list, 1, NULL, &detector, &error), "nw_detector_new", &error);
    nw_gazetteer_free(gazetteer);
    return detector;
}

#endif
