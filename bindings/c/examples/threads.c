/* One detector for all threads, an analysis for each, and a new watch-list put in place while they scan:
 * threads [FILE]
 *
 *     cc threads.c $(pkg-config --cflags --libs namewire) -pthread -o threads
 */
#include <namewire.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS = 4, ROUNDS = 200, REPLACEMENTS = 20 };

static const char TEXT[] = "John Kerry met officials of the European Union in Vienna. Acme did not comment.";

struct job {
    const nw_live *live;
    const char *text;
    size_t len;
    unsigned with_acme, without_acme;
};

static void check(nw_status status, const nw_error *error)
{
    if (status != NW_STATUS_OK) {
        fprintf(stderr, "threads: %s: %s\n", nw_status_name(status), error->message);
        exit(1);
    }
}

/* A detector whose list knows Acme, or does not. */
static nw_detector *detector_of(const char *list)
{
    nw_error error;
    nw_builder *builder = NULL;
    nw_gazetteer *gazetteers[2] = {NULL, NULL};
    nw_detector *detector = NULL;
    nw_read_options options;

    nw_read_options_init(&options);
    options.format = NW_FORMAT_LIST;
    options.label = (const uint8_t *)"ORG";
    options.label_len = 3;
    check(nw_builder_new(&builder, &error), &error);
    check(nw_builder_read(builder, (const uint8_t *)list, strlen(list), &options, NULL, &error), &error);
    check(nw_builder_build(builder, &gazetteers[0], &error), &error);
    check(nw_gazetteer_builtin(&gazetteers[1], &error), &error);
    check(nw_detector_new((const nw_gazetteer *const *)gazetteers, 2, NULL, &detector, &error), &error);
    nw_builder_free(builder);
    nw_gazetteer_free(gazetteers[0]);
    nw_gazetteer_free(gazetteers[1]);
    return detector;
}

static int mentions_acme(const nw_analysis *analysis)
{
    nw_error error;
    const nw_mention *mentions = NULL;
    const char *strings = NULL;
    size_t count = 0, len = 0, i;
    check(nw_analysis_mentions(analysis, &mentions, &count, &error), &error);
    check(nw_analysis_strings(analysis, &strings, &len, &error), &error);
    for (i = 0; i < count; i++) {
        if (mentions[i].text.len == 4 && memcmp(strings + mentions[i].text.offset, "Acme", 4) == 0) {
            return 1;
        }
    }
    return 0;
}

static void *scan(void *argument)
{
    struct job *job = argument;
    nw_error error;
    nw_analysis *analysis = NULL; /* This thread's own. */
    int round;
    check(nw_analysis_new(&analysis, &error), &error);
    for (round = 0; round < ROUNDS; round++) {
        nw_detector *detector = NULL;
        /* The detector of the moment stays whole until this thread lets go of it. */
        check(nw_live_get(job->live, &detector, &error), &error);
        check(nw_detect(detector, (const uint8_t *)job->text, job->len, analysis, &error), &error);
        nw_detector_free(detector);
        if (mentions_acme(analysis)) {
            job->with_acme++;
        } else {
            job->without_acme++;
        }
    }
    nw_analysis_free(analysis);
    return NULL;
}

static char *read_file(const char *path, size_t *len)
{
    FILE *file = fopen(path, "rb");
    char *bytes = NULL;
    long size;
    if (file == NULL || fseek(file, 0, SEEK_END) != 0 || (size = ftell(file)) < 0) {
        perror(path);
        exit(1);
    }
    rewind(file);
    bytes = malloc((size_t)size + 1);
    *len = bytes == NULL ? 0 : fread(bytes, 1, (size_t)size, file);
    fclose(file);
    return bytes;
}

int main(int argc, char **argv)
{
    nw_error error;
    nw_live *live = NULL;
    nw_detector *without = detector_of("Zenith Unlisted\n");
    nw_detector *with = detector_of("Acme\n");
    pthread_t threads[THREADS];
    struct job jobs[THREADS];
    unsigned texts = 0;
    char *file = NULL;
    size_t len = strlen(TEXT);
    int i;

    if (argc > 1) {
        file = read_file(argv[1], &len);
    }
    check(nw_live_new(without, &live, &error), &error);
    for (i = 0; i < THREADS; i++) {
        struct job job = {live, file != NULL ? file : TEXT, len, 0, 0};
        jobs[i] = job;
        if (pthread_create(&threads[i], NULL, scan, &jobs[i]) != 0) {
            perror("pthread_create");
            return 1;
        }
    }
    /* Meanwhile the list changes, again and again; nobody waits. */
    for (i = 0; i < REPLACEMENTS; i++) {
        check(nw_live_replace(live, i % 2 == 0 ? with : without, &error), &error);
    }
    check(nw_live_replace(live, with, &error), &error);
    nw_detector_free(without);
    nw_detector_free(with); /* The live holder and the threads keep what they use. */

    for (i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        texts += jobs[i].with_acme + jobs[i].without_acme;
    }
    nw_live_free(live);
    free(file);
    printf("%d threads read %u texts\n", THREADS, texts);
    return 0;
}
