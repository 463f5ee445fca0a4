/* Prints the names in a text: hello [FILE]
 *
 *     cc hello.c $(pkg-config --cflags --libs namewire) -o hello
 *
 * The shortest useful program: built-in gazetteer, default options, one text.
 */
#include <namewire.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char TEXT[] = "TEHRAN (Tasnim) - Secretary of State John Kerry said the U.S. agreed. "
                           "The Pentagon said no. Kerry left for France.\n";

/* Every fallible call ends like this: the message says what is wrong and where. */
static void check(nw_status status, const nw_error *error)
{
    if (status != NW_STATUS_OK) {
        fprintf(stderr, "hello: %s: %s\n", nw_status_name(status), error->message);
        exit(1);
    }
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
    nw_gazetteer *gazetteer = NULL;
    nw_detector *detector = NULL;
    nw_analysis *analysis = NULL;
    const nw_gazetteer *gazetteers[1];
    const nw_mention *mentions = NULL;
    const nw_entity *entities = NULL;
    const char *strings = NULL, *label = NULL;
    size_t count = 0, entity_count = 0, len = 0, label_len = 0, i;
    char *file = NULL;
    const char *text = TEXT;
    size_t text_len = strlen(TEXT);

    if (argc > 1) {
        file = read_file(argv[1], &text_len);
        text = file;
    }

    /* Once a program: what is known, and how to look for it. Both are shared by all threads. */
    check(nw_gazetteer_builtin(&gazetteer, &error), &error);
    gazetteers[0] = gazetteer;
    check(nw_detector_new(gazetteers, 1, NULL, &detector, &error), &error);
    nw_gazetteer_free(gazetteer); /* The detector keeps what it needs. */

    /* Once a thread: a place for results, reused for text after text. */
    check(nw_analysis_new(&analysis, &error), &error);

    check(nw_detect(detector, (const uint8_t *)text, text_len, analysis, &error), &error);
    free(file); /* Nothing of the text is kept. */

    /* Results are arrays of plain structs; their strings are pieces of one buffer. */
    check(nw_analysis_mentions(analysis, &mentions, &count, &error), &error);
    check(nw_analysis_entities(analysis, &entities, &entity_count, &error), &error);
    check(nw_analysis_strings(analysis, &strings, &len, &error), &error);
    for (i = 0; i < count; i++) {
        const nw_mention *m = &mentions[i];
        const nw_entity *e = &entities[m->entity];
        check(nw_analysis_label(analysis, m->label, &label, &label_len, &error), &error);
        printf("%u-%u\t%s\t%.*s\t%.*s\t%.*s\n", (unsigned)m->span.start, (unsigned)m->span.end, label,
               (int)m->text.len, strings + m->text.offset, (int)e->id.len, strings + e->id.offset,
               (int)e->name.len, strings + e->name.offset);
    }

    nw_analysis_free(analysis);
    nw_detector_free(detector);
    return 0;
}
