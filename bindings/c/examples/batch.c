/* Reads many texts with all processors and prints one JSON object each: batch [FILE...]
 *
 * Every document has an analysis of its own. One that fails does not stop the others.
 */
#include <namewire.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const TEXTS[] = {
    "Iran said no.",
    "The United Nations met in Geneva.",
    "",
    "US officials left Baghdad for Paris.",
};

static void check(nw_status status, const nw_error *error)
{
    if (status != NW_STATUS_OK) {
        fprintf(stderr, "batch: %s: %s\n", nw_status_name(status), error->message);
        exit(1);
    }
}

static void *allocate(size_t count, size_t size)
{
    void *memory = calloc(count == 0 ? 1 : count, size);
    if (memory == NULL) {
        fprintf(stderr, "batch: out of memory\n");
        exit(1);
    }
    return memory;
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
    bytes = allocate((size_t)size + 1, 1);
    *len = fread(bytes, 1, (size_t)size, file);
    fclose(file);
    return bytes;
}

int main(int argc, char **argv)
{
    nw_error error;
    nw_gazetteer *gazetteer = NULL;
    nw_detector *detector = NULL;
    nw_detector_options options;
    const nw_gazetteer *gazetteers[1];
    size_t count = argc > 1 ? (size_t)argc - 1 : sizeof(TEXTS) / sizeof(TEXTS[0]);
    char **files = allocate(count, sizeof(*files));
    nw_document *documents = allocate(count, sizeof(*documents));
    nw_analysis **analyses = allocate(count, sizeof(*analyses));
    nw_status *statuses = allocate(count, sizeof(*statuses));
    size_t i;
    int failed;

    nw_detector_options_init(&options);
    options.offsets = NW_OFFSETS_BYTES; /* C slices text by bytes. */
    options.time_limit_us = 10 * 1000 * 1000;
    check(nw_gazetteer_builtin(&gazetteer, &error), &error);
    gazetteers[0] = gazetteer;
    check(nw_detector_new(gazetteers, 1, &options, &detector, &error), &error);
    nw_gazetteer_free(gazetteer);

    for (i = 0; i < count; i++) {
        size_t len = 0;
        const char *text = NULL;
        if (argc > 1) {
            text = files[i] = read_file(argv[i + 1], &len);
        } else {
            text = TEXTS[i];
            len = strlen(text);
        }
        nw_document_init(&documents[i], (const uint8_t *)text, len);
        documents[i].date = 20140626; /* Aliases that held only at other times are left out. */
        check(nw_analysis_new(&analyses[i], &error), &error);
    }

    /* 0 threads: one a processor. */
    failed = nw_detect_batch(detector, documents, count, 0, analyses, statuses, &error) != NW_STATUS_OK;
    if (failed) {
        fprintf(stderr, "batch: %s\n", error.message); /* The first failure; the others were read all the same. */
    }
    for (i = 0; i < count; i++) {
        const char *json = NULL;
        size_t len = 0;
        char id[32];
        int id_len = snprintf(id, sizeof(id), "%u", (unsigned)i + 1);
        if (statuses[i] == NW_STATUS_OK) {
            check(nw_analysis_json(analyses[i], (const uint8_t *)id, (size_t)id_len, 0, &json, &len, &error), &error);
            puts(json);
        }
        nw_analysis_free(analyses[i]);
        free(files[i]);
    }
    nw_detector_free(detector);
    free(files);
    free(documents);
    free(analyses);
    free(statuses);
    return failed;
}
