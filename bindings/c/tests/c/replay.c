/* Reads cases from standard input and prints what the library makes of each: one line of JSON, or a line that begins
 * with "error". tests/suites.rs feeds it with tests/suites/ of the repository; other hosts may do the same.
 *
 * A case is a line of numbers
 *     offsets flags min_score date format builtin label_bytes list_bytes text_bytes
 * and after it label, list and text, as long as they say. format 0: no list.
 */
#include <namewire.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct test_case {
    nw_detector_options options;
    unsigned date, format, builtin;
    uint8_t *label, *list, *text;
    size_t label_len, list_len, text_len;
};

static uint8_t *read_bytes(size_t len)
{
    uint8_t *bytes = malloc(len + 1);
    if (bytes == NULL || fread(bytes, 1, len, stdin) != len) {
        fprintf(stderr, "replay: a case ends early\n");
        exit(2);
    }
    return bytes;
}

static int read_case(struct test_case *c)
{
    unsigned offsets, flags;
    unsigned long label_len, list_len, text_len;
    double min_score;
    int n = scanf("%u %u %lf %u %u %u %lu %lu %lu", &offsets, &flags, &min_score, &c->date, &c->format, &c->builtin,
                  &label_len, &list_len, &text_len);
    if (n == EOF) {
        return 0;
    }
    if (n != 9 || getchar() != '\n') {
        fprintf(stderr, "replay: a case does not begin with nine numbers\n");
        exit(2);
    }
    nw_detector_options_init(&c->options);
    c->options.offsets = offsets;
    c->options.flags = flags;
    c->options.min_score = (float)min_score;
    c->label = read_bytes(c->label_len = label_len);
    c->list = read_bytes(c->list_len = list_len);
    c->text = read_bytes(c->text_len = text_len);
    return 1;
}

/* The list's gazetteer first, the built-in one below it. */
static nw_status make_detector(const struct test_case *c, nw_detector **out, nw_error *error)
{
    nw_gazetteer *gazetteers[2] = {NULL, NULL};
    nw_status status = NW_STATUS_OK;
    size_t count = 0;
    if (c->format != 0) {
        nw_builder *builder = NULL;
        nw_read_options options;
        nw_read_options_init(&options);
        options.format = c->format;
        options.label = c->label;
        options.label_len = c->label_len;
        status = nw_builder_new(&builder, error);
        if (status == NW_STATUS_OK) {
            status = nw_builder_read(builder, c->list, c->list_len, &options, NULL, error);
        }
        if (status == NW_STATUS_OK) {
            status = nw_builder_build(builder, &gazetteers[count++], error);
        }
        nw_builder_free(builder);
    }
    if (status == NW_STATUS_OK && c->builtin) {
        status = nw_gazetteer_builtin(&gazetteers[count++], error);
    }
    if (status == NW_STATUS_OK) {
        status = nw_detector_new((const nw_gazetteer *const *)gazetteers, count, &c->options, out, error);
    }
    nw_gazetteer_free(gazetteers[0]);
    nw_gazetteer_free(gazetteers[1]);
    return status;
}

static void replay(const struct test_case *c, nw_analysis *analysis)
{
    nw_error error;
    nw_detector *detector = NULL;
    const char *json = NULL;
    size_t len = 0;
    nw_status status = make_detector(c, &detector, &error);
    if (status == NW_STATUS_OK) {
        nw_document document;
        nw_document_init(&document, c->text, c->text_len);
        document.date = c->date;
        status = nw_detect_document(detector, &document, analysis, &error);
    }
    if (status == NW_STATUS_OK) {
        status = nw_analysis_json(analysis, NULL, 0, NW_JSON_REASONS, &json, &len, &error);
    }
    if (status == NW_STATUS_OK) {
        printf("%s\n", json);
    } else {
        printf("error %d: %s\n", (int)status, error.message);
    }
    nw_detector_free(detector);
}

int main(void)
{
    struct test_case c;
    nw_analysis *analysis = NULL;
    if (nw_analysis_new(&analysis, NULL) != NW_STATUS_OK) {
        return 2;
    }
    while (read_case(&c)) {
        replay(&c, analysis);
        free(c.label);
        free(c.list);
        free(c.text);
    }
    nw_analysis_free(analysis);
    return 0;
}
