/* Lays a list of your own over the built-in gazetteer: watchlist [LIST.jsonl]
 *
 * Shows how a bad row is reported, how case rules and guards keep common words from being taken for names, and how
 * the compiled list is kept in a file.
 */
#include <namewire.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One entity a line. "case": "exact" asks for the letters as written. "not_near" is a guard: words that must not
 * stand near the name. The third line is wrong on purpose: it has no label. */
static const char LIST[] =
    "{\"id\":\"desk:orion\",\"label\":\"ORG\",\"name\":\"Orion Shipping\","
    "\"aliases\":[{\"text\":\"Orion\",\"not_near\":[\"star\",\"telescope\"]}]}\n"
    "{\"id\":\"desk:who\",\"label\":\"ORG\",\"name\":\"World Health Organization\","
    "\"aliases\":[{\"text\":\"WHO\",\"case\":\"exact\"}]}\n"
    "{\"id\":\"desk:broken\",\"name\":\"Broken Row\"}\n"
    "{\"id\":\"desk:marlow\",\"label\":\"PERSON\",\"name\":\"Ada Marlow\"}\n";

static const char *const TEXTS[] = {
    "Orion lost two ships off Iran, Ada Marlow said. Marlow asked WHO who was responsible.",
    "The telescope showed Orion, the star pattern, above France.",
};

static void check(nw_status status, const nw_error *error)
{
    if (status != NW_STATUS_OK) {
        fprintf(stderr, "watchlist: %s: %s\n", nw_status_name(status), error->message);
        exit(1);
    }
}

/* Compiles the list. Bad rows are left out and told of; without NW_READ_SKIP_BAD_ROWS the first one would fail. */
static nw_gazetteer *compile(const char *path)
{
    nw_error error;
    nw_builder *builder = NULL;
    nw_gazetteer *gazetteer = NULL;
    nw_read_options options;
    nw_read_report report;
    nw_info info;
    size_t i;

    nw_read_options_init(&options);
    options.flags = NW_READ_SKIP_BAD_ROWS;
    check(nw_builder_new(&builder, &error), &error);
    if (path != NULL) {
        /* The file's ending tells the format. */
        check(nw_builder_read_file(builder, (const uint8_t *)path, strlen(path), &options, &report, &error), &error);
    } else {
        options.format = NW_FORMAT_JSONL;
        options.name = (const uint8_t *)"watch-list";
        options.name_len = strlen("watch-list");
        check(nw_builder_read(builder, (const uint8_t *)LIST, strlen(LIST), &options, &report, &error), &error);
    }
    printf("%u rows, %u left out\n", (unsigned)report.rows, (unsigned)report.problems);
    for (i = 0; i < report.problems; i++) {
        const char *problem = NULL;
        size_t len = 0;
        check(nw_builder_problem(builder, i, &problem, &len, &error), &error);
        printf("  %s\n", problem);
    }
    /* nw_builder_write would store it in a file for nw_gazetteer_open: compile once, start in microseconds. */
    check(nw_builder_build(builder, &gazetteer, &error), &error);
    nw_builder_free(builder);
    check(nw_gazetteer_info(gazetteer, &info, &error), &error);
    printf("%u entities, %u aliases\n", (unsigned)info.entities, (unsigned)info.aliases);
    return gazetteer;
}

/* What one mistake in a strict list looks like. */
static void show_strict(void)
{
    nw_error error;
    nw_builder *builder = NULL;
    nw_read_options options;
    nw_status status;

    nw_read_options_init(&options);
    options.format = NW_FORMAT_JSONL;
    check(nw_builder_new(&builder, &error), &error);
    status = nw_builder_read(builder, (const uint8_t *)LIST, strlen(LIST), &options, NULL, &error);
    if (status == NW_STATUS_ROW) {
        printf("strict: line %u: %s\n", (unsigned)error.position, error.message);
    }
    nw_builder_free(builder);
}

int main(int argc, char **argv)
{
    nw_error error;
    nw_gazetteer *list = compile(argc > 1 ? argv[1] : NULL);
    nw_gazetteer *builtin = NULL;
    const nw_gazetteer *gazetteers[2];
    nw_detector *detector = NULL;
    nw_analysis *analysis = NULL;
    size_t i, k;

    show_strict();
    check(nw_gazetteer_builtin(&builtin, &error), &error);
    gazetteers[0] = list; /* The first decides where both know a name. */
    gazetteers[1] = builtin;
    check(nw_detector_new(gazetteers, 2, NULL, &detector, &error), &error);
    nw_gazetteer_free(list);
    nw_gazetteer_free(builtin);
    check(nw_analysis_new(&analysis, &error), &error);

    for (i = 0; i < sizeof(TEXTS) / sizeof(TEXTS[0]); i++) {
        const nw_mention *mentions = NULL;
        const nw_entity *entities = NULL;
        const char *strings = NULL;
        size_t count = 0, entity_count = 0, len = 0;
        check(nw_detect(detector, (const uint8_t *)TEXTS[i], strlen(TEXTS[i]), analysis, &error), &error);
        check(nw_analysis_mentions(analysis, &mentions, &count, &error), &error);
        check(nw_analysis_entities(analysis, &entities, &entity_count, &error), &error);
        check(nw_analysis_strings(analysis, &strings, &len, &error), &error);
        printf("text %u:", (unsigned)i + 1);
        for (k = 0; k < count; k++) {
            const nw_entity *e = &entities[mentions[k].entity];
            printf(" %.*s=%.*s", (int)mentions[k].text.len, strings + mentions[k].text.offset, (int)e->id.len,
                   strings + e->id.offset);
        }
        printf("\n");
    }

    nw_analysis_free(analysis);
    nw_detector_free(detector);
    return 0;
}
