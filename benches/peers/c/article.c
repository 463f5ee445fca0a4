/* article FILE CALLS: detection of one article through the C ABI, warm; time of each call and its allocations.
 *
 * The allocator's entry points are defined here, in the program, and count before they pass on to glibc's own; the
 * shared library's calls are bound to them like anybody's. */
#include "common.h"
#include <string.h>

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

static volatile unsigned long allocations;

void *malloc(size_t size) {
    allocations++;
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    allocations++;
    return __libc_calloc(count, size);
}

void *realloc(void *old, size_t size) {
    allocations++;
    return __libc_realloc(old, size);
}

void *memalign(size_t alignment, size_t size) {
    allocations++;
    return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    allocations++;
    return __libc_memalign(alignment, size);
}

int posix_memalign(void **out, size_t alignment, size_t size) {
    allocations++;
    *out = __libc_memalign(alignment, size);
    return *out == NULL ? 12 : 0;
}

void free(void *old) { __libc_free(old); }

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fprintf(stderr, "usage: article FILE CALLS\n");
        return 2;
    }
    size_t len = 0, mentions = 0;
    char *text = read_file(argv[1], &len);
    size_t calls = strtoul(argv[2], NULL, 10);
    double *seconds = calloc(calls, sizeof *seconds);
    nw_error error;
    nw_analysis *analysis = NULL;
    nw_detector *detector = builtin_detector();
    need(nw_analysis_new(&analysis, &error), "nw_analysis_new", &error);

    double start = now();
    need(nw_detect(detector, (const uint8_t *)text, len, analysis, &error), "nw_detect", &error);
    double first = now() - start;
    for (int i = 0; i < 100; i++) {
        need(nw_detect(detector, (const uint8_t *)text, len, analysis, &error), "nw_detect", &error);
    }
    unsigned long before = allocations;
    for (size_t i = 0; i < calls; i++) {
        start = now();
        need(nw_detect(detector, (const uint8_t *)text, len, analysis, &error), "nw_detect", &error);
        seconds[i] = now() - start;
    }
    unsigned long made = allocations - before;
    const nw_mention *list = NULL;
    need(nw_analysis_mentions(analysis, &list, &mentions, &error), "nw_analysis_mentions", &error);
    qsort(seconds, calls, sizeof *seconds, ascending);
    printf("{\"bytes\": %zu, \"mentions\": %zu, \"calls\": %zu, \"first\": %.9f, \"min\": %.9f, \"median\": %.9f, "
           "\"p99\": %.9f, \"allocations\": %lu, \"counted_before\": %lu}\n",
           len, mentions, calls, first, seconds[0], seconds[calls / 2], seconds[calls * 99 / 100], made, before);
    nw_analysis_free(analysis);
    nw_detector_free(detector);
    return 0;
}
