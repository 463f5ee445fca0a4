/* Gives every entry point that reads texts or gives results every wrong argument: each must be refused
 * with the right status and a message that names it, and nothing may be written. */
#include "fixture.h"

static nw_detector_options defaults(void)
{
    nw_detector_options options;
    nw_detector_options_init(&options);
    return options;
}

static void detectors(void)
{
    nw_detector *out = SENTINEL;
    const nw_gazetteer *list[2];
    nw_detector_options options = defaults();
    volatile float zero = 0.0f;
    list[0] = gazetteer;
    list[1] = NULL;
    FAILS(nw_detector_new(list, 1, NULL, NULL, e), NW_STATUS_NULL_ARGUMENT, "out is NULL");
    FAILS(nw_detector_new(NULL, 1, NULL, &out, e), NW_STATUS_NULL_ARGUMENT, "gazetteers is NULL");
    FAILS(nw_detector_new(NULL, 0, NULL, &out, e), NW_STATUS_INVALID_ARGUMENT, "at least one");
    FAILS(nw_detector_new(list, 0, NULL, &out, e), NW_STATUS_INVALID_ARGUMENT, "at least one");
    FAILS(nw_detector_new(list, 2, NULL, &out, e), NW_STATUS_NULL_ARGUMENT, "gazetteers[1] is NULL");
    FAILS(nw_detector_new(list, SIZE_MAX, NULL, &out, e), NW_STATUS_INVALID_ARGUMENT, "more than memory");
    options.offsets = 3;
    FAILS(nw_detector_new(list, 1, &options, &out, e), NW_STATUS_INVALID_ARGUMENT, "offsets 3");
    options = defaults();
    options.flags = 4;
    FAILS(nw_detector_new(list, 1, &options, &out, e), NW_STATUS_INVALID_ARGUMENT, "unknown bits 0x4");
    options = defaults();
    options.reserved = 1;
    FAILS(nw_detector_new(list, 1, &options, &out, e), NW_STATUS_INVALID_ARGUMENT, "reserved is 1");
    options = defaults();
    options.min_score = 1.5f;
    FAILS(nw_detector_new(list, 1, &options, &out, e), NW_STATUS_INVALID_ARGUMENT, "min_score 1.5");
    options.min_score = zero / zero;
    FAILS(nw_detector_new(list, 1, &options, &out, e), NW_STATUS_INVALID_ARGUMENT, "min_score NaN");
    options = defaults();
    options.max_text = UINT32_MAX;
    FAILS(nw_detector_new(list, 1, &options, &out, e), NW_STATUS_INVALID_ARGUMENT, "max_text 4294967295");
    options = defaults();
    options.size = 47;
    FAILS(nw_detector_new(list, 1, &options, &out, e), NW_STATUS_INVALID_ARGUMENT, "size 47");
    options.size = 0;
    FAILS(nw_detector_new(list, 1, &options, &out, e), NW_STATUS_INVALID_ARGUMENT, "size 0");
    CHECK(out == SENTINEL);
}

static void detector_sizes(void)
{
    struct {
        nw_detector_options known;
        uint8_t unknown[16];
    } newer;
    nw_detector_options options = defaults();
    nw_detector *out = NULL;
    const nw_gazetteer *list[1];
    list[0] = gazetteer;
    memset(&newer, 0, sizeof(newer));
    newer.known = defaults();
    newer.known.size = sizeof(newer);
    WORKS(nw_detector_new(list, 1, &newer.known, &out, &error));
    nw_detector_free(out);
    newer.unknown[15] = 2;
    FAILS(nw_detector_new(list, 1, &newer.known, &out, e), NW_STATUS_OPTIONS_TOO_NEW, "byte 63 is 2");
    options.size = sizeof(size_t); /* The oldest: nothing but its size. The rest is rubbish that nobody looks at. */
    options.offsets = 99;
    options.flags = 99;
    WORKS(nw_detector_new(list, 1, &options, &out, &error));
    nw_detector_free(out);
    options = defaults();
    options.max_mentions = options.time_limit_us = UINT64_MAX;
    WORKS(nw_detector_new(list, 1, &options, &out, &error));
    WORKS(nw_detect(out, BYTES(TEXT), strlen(TEXT), analysis, &error));
    CHECK(count_mentions(analysis) == 4);
    nw_detector_free(out);
}

static void live_and_cancel(void)
{
    nw_live *live = SENTINEL;
    nw_detector *taken = SENTINEL;
    nw_cancel *cancel = NULL;
    FAILS(nw_live_new(NULL, &live, e), NW_STATUS_NULL_ARGUMENT, "detector is NULL");
    FAILS(nw_live_new(detector, NULL, e), NW_STATUS_NULL_ARGUMENT, "out is NULL");
    CHECK(live == SENTINEL);
    WORKS(nw_live_new(detector, &live, &error));
    FAILS(nw_live_get(NULL, &taken, e), NW_STATUS_NULL_ARGUMENT, "live is NULL");
    FAILS(nw_live_get(live, NULL, e), NW_STATUS_NULL_ARGUMENT, "out is NULL");
    FAILS(nw_live_replace(NULL, detector, e), NW_STATUS_NULL_ARGUMENT, "live is NULL");
    FAILS(nw_live_replace(live, NULL, e), NW_STATUS_NULL_ARGUMENT, "detector is NULL");
    CHECK(taken == SENTINEL);
    WORKS(nw_live_get(live, &taken, &error));
    WORKS(nw_live_replace(live, detector, &error));
    nw_live_free(live);
    WORKS(nw_detect(taken, BYTES(TEXT), strlen(TEXT), analysis, &error));
    CHECK(count_mentions(analysis) == 4);
    nw_detector_free(taken);
    FAILS(nw_cancel_new(NULL, e), NW_STATUS_NULL_ARGUMENT, "out is NULL");
    WORKS(nw_cancel_new(&cancel, &error));
    nw_cancel_raise(cancel);
    nw_cancel_reset(cancel);
    nw_cancel_free(cancel);
    nw_cancel_raise(NULL);
    nw_cancel_reset(NULL);
}

static void texts(void)
{
    nw_detector *strict = NULL;
    nw_detector_options options = defaults();
    const nw_gazetteer *list[1];
    nw_state state;
    static const char BROKEN[] = "Acme \xFF Acme";
    list[0] = gazetteer;
    FAILS(nw_detect(NULL, BYTES(TEXT), 4, analysis, e), NW_STATUS_NULL_ARGUMENT, "detector is NULL");
    FAILS(nw_detect(detector, NULL, 4, analysis, e), NW_STATUS_NULL_ARGUMENT, "text is NULL");
    FAILS(nw_detect(detector, BYTES(TEXT), 4, NULL, e), NW_STATUS_NULL_ARGUMENT, "analysis is NULL");
    FAILS(nw_detect(detector, BYTES(TEXT), SIZE_MAX, analysis, e), NW_STATUS_TEXT_TOO_LONG, "has");
    WORKS(nw_detect(detector, BYTES(TEXT), strlen(TEXT), analysis, &error));
    CHECK(count_mentions(analysis) == 4);
    FAILS(nw_detect(NULL, BYTES(TEXT), 4, analysis, e), NW_STATUS_NULL_ARGUMENT, "detector is NULL");
    CHECK(count_mentions(analysis) == 0); /* Empty after a failure. */
    WORKS(nw_detect(detector, NULL, 0, analysis, &error));
    CHECK(count_mentions(analysis) == 0);
    WORKS(nw_detect(detector, BYTES(TEXT), 0, analysis, NULL));
    WORKS(nw_detect(detector, BYTES(BROKEN), strlen(BROKEN), analysis, &error));
    CHECK(count_mentions(analysis) == 2);
    WORKS(nw_analysis_state(analysis, &state, &error));
    CHECK(state.repaired == 1 && state.truncated == 0 && state.reserved == 0);
    options.flags = NW_DETECT_STRICT_UTF8;
    options.max_text = 20;
    WORKS(nw_detector_new(list, 1, &options, &strict, &error));
    FAILS(nw_detect(strict, BYTES(BROKEN), strlen(BROKEN), analysis, e), NW_STATUS_INVALID_UTF8, "byte 5");
    CHECK(nw_detect(strict, BYTES(BROKEN), strlen(BROKEN), analysis, &error) != 0 && error.position == 5);
    CHECK(count_mentions(analysis) == 0);
    FAILS(nw_detect(strict, BYTES(TEXT), 21, analysis, e), NW_STATUS_TEXT_TOO_LONG, "21 bytes, the limit is 20");
    nw_detector_free(strict);
    options = defaults();
    options.max_mentions = 1;
    WORKS(nw_detector_new(list, 1, &options, &strict, &error));
    WORKS(nw_detect(strict, BYTES(TEXT), strlen(TEXT), analysis, &error));
    WORKS(nw_analysis_state(analysis, &state, &error));
    CHECK(count_mentions(analysis) == 1 && state.truncated == 1);
    nw_detector_free(strict);
}

static void documents(void)
{
    struct {
        nw_document known;
        uint64_t unknown;
    } newer;
    nw_document document;
    nw_cancel *cancel = NULL;
    static const uint32_t no_days[] = {1, 20140230, 20141301, 20140600, 99999999, UINT32_MAX};
    size_t i;
    nw_document_init(&document, BYTES(TEXT), strlen(TEXT));
    FAILS(nw_detect_document(NULL, &document, analysis, e), NW_STATUS_NULL_ARGUMENT, "detector is NULL");
    FAILS(nw_detect_document(detector, NULL, analysis, e), NW_STATUS_NULL_ARGUMENT, "document is NULL");
    FAILS(nw_detect_document(detector, &document, NULL, e), NW_STATUS_NULL_ARGUMENT, "analysis is NULL");
    for (i = 0; i < sizeof(no_days) / sizeof(no_days[0]); i++) {
        char words[32];
        document.date = no_days[i];
        snprintf(words, sizeof(words), "date %u", (unsigned)no_days[i]);
        FAILS(nw_detect_document(detector, &document, analysis, e), NW_STATUS_INVALID_ARGUMENT, words);
    }
    document.date = 20140626;
    document.reserved = 8;
    FAILS(nw_detect_document(detector, &document, analysis, e), NW_STATUS_INVALID_ARGUMENT, "reserved is 8");
    document.reserved = 0;
    document.size = 39;
    FAILS(nw_detect_document(detector, &document, analysis, e), NW_STATUS_INVALID_ARGUMENT, "size 39");
    document.size = sizeof(document);
    document.text = NULL;
    FAILS(nw_detect_document(detector, &document, analysis, e), NW_STATUS_NULL_ARGUMENT, "nw_document.text is NULL");
    document.text_len = 0;
    WORKS(nw_detect_document(detector, &document, analysis, &error));
    nw_document_init(&document, BYTES(TEXT), strlen(TEXT));
    WORKS(nw_cancel_new(&cancel, &error));
    document.cancel = cancel;
    nw_cancel_raise(cancel);
    FAILS(nw_detect_document(detector, &document, analysis, e), NW_STATUS_CANCELLED, "cancelled");
    nw_cancel_reset(cancel);
    WORKS(nw_detect_document(detector, &document, analysis, &error));
    CHECK(count_mentions(analysis) == 4);
    nw_cancel_free(cancel);
    newer.known = document;
    newer.known.cancel = NULL;
    newer.known.size = sizeof(newer);
    newer.unknown = 0;
    WORKS(nw_detect_document(detector, &newer.known, analysis, &error));
    newer.unknown = 7;
    FAILS(nw_detect_document(detector, &newer.known, analysis, e), NW_STATUS_OPTIONS_TOO_NEW, "nw_document");
}

static void batches(void)
{
    enum { COUNT = 5 };
    nw_document documents[COUNT];
    nw_analysis *analyses[COUNT], *kept;
    nw_status statuses[COUNT] = {-7, -7, -7, -7, -7};
    int i;
    for (i = 0; i < COUNT; i++) {
        nw_document_init(&documents[i], BYTES(TEXT), strlen(TEXT));
        WORKS(nw_analysis_new(&analyses[i], &error));
    }
#define BATCH(d, n, t, a) nw_detect_batch(detector, d, n, t, a, statuses, e)
    FAILS(nw_detect_batch(NULL, documents, COUNT, 2, analyses, statuses, e), NW_STATUS_NULL_ARGUMENT, "detector");
    FAILS(BATCH(NULL, COUNT, 2, analyses), NW_STATUS_NULL_ARGUMENT, "documents is NULL");
    FAILS(BATCH(documents, COUNT, 2, NULL), NW_STATUS_NULL_ARGUMENT, "analyses is NULL");
    FAILS(BATCH(documents, COUNT, 1025, analyses), NW_STATUS_INVALID_ARGUMENT, "threads 1025");
    FAILS(BATCH(documents, SIZE_MAX, 2, analyses), NW_STATUS_INVALID_ARGUMENT, "more than memory");
    kept = analyses[3];
    analyses[3] = NULL;
    FAILS(BATCH(documents, COUNT, 2, analyses), NW_STATUS_NULL_ARGUMENT, "analyses[3] is NULL");
    analyses[3] = analyses[1];
    FAILS(BATCH(documents, COUNT, 2, analyses), NW_STATUS_INVALID_ARGUMENT, "analyses[1] and analyses[3]");
    analyses[3] = kept;
    documents[0].size = 3;
    FAILS(BATCH(documents, COUNT, 2, analyses), NW_STATUS_INVALID_ARGUMENT, "size 3");
    documents[0].size = sizeof(documents[0]);
    CHECK(statuses[0] == -7 && statuses[4] == -7);
    WORKS(nw_detect_batch(detector, NULL, 0, 0, NULL, NULL, &error));
    WORKS(nw_detect_batch(detector, documents, COUNT, 0, analyses, statuses, &error));
    for (i = 0; i < COUNT; i++) {
        CHECK(statuses[i] == NW_STATUS_OK && count_mentions(analyses[i]) == 4);
    }
    documents[3].date = 77;
    documents[1].text = NULL;
    documents[4].size = 48;
    FAILS(BATCH(documents, COUNT, 3, analyses), NW_STATUS_NULL_ARGUMENT, "documents[1]: nw_document.text is NULL");
    CHECK(statuses[0] == NW_STATUS_OK && statuses[1] == NW_STATUS_NULL_ARGUMENT && statuses[2] == NW_STATUS_OK);
    CHECK(statuses[3] == NW_STATUS_INVALID_ARGUMENT && statuses[4] == NW_STATUS_INVALID_ARGUMENT);
    CHECK(count_mentions(analyses[1]) == 0 && count_mentions(analyses[2]) == 4 && count_mentions(analyses[3]) == 0);
    FAILS(nw_detect_batch(detector, documents, COUNT, 1, analyses, NULL, e), NW_STATUS_NULL_ARGUMENT, "documents[1]");
    for (i = 0; i < COUNT; i++) {
        nw_analysis_free(analyses[i]);
    }
}

/* A newer caller's longer documents: the array is walked by their size. */
static void longer_documents(void)
{
    struct {
        nw_document known;
        uint64_t unknown;
    } documents[3];
    nw_analysis *analyses[3];
    int i;
    for (i = 0; i < 3; i++) {
        nw_document_init(&documents[i].known, BYTES(TEXT), strlen(TEXT));
        documents[i].known.size = sizeof(documents[i]);
        documents[i].unknown = 0;
        WORKS(nw_analysis_new(&analyses[i], &error));
    }
    WORKS(nw_detect_batch(detector, &documents[0].known, 3, 2, analyses, NULL, &error));
    for (i = 0; i < 3; i++) {
        CHECK(count_mentions(analyses[i]) == 4);
        nw_analysis_free(analyses[i]);
    }
}

/* The three accessors of arrays and the two of records differ in their types only. */
#define ARRAY(function, type)                                                              \
    do {                                                                                   \
        const type *out = SENTINEL;                                                        \
        size_t count = 77;                                                                 \
        FAILS(function(NULL, &out, &count, e), NW_STATUS_NULL_ARGUMENT, "analysis is NULL"); \
        FAILS(function(analysis, NULL, &count, e), NW_STATUS_NULL_ARGUMENT, "out is NULL"); \
        FAILS(function(analysis, &out, NULL, e), NW_STATUS_NULL_ARGUMENT, "is NULL");      \
        CHECK(out == SENTINEL && count == 77);                                             \
        WORKS(function(analysis, &out, &count, NULL));                                     \
        CHECK(out != NULL && out != SENTINEL);                                             \
    } while (0)

#define RECORD(function, type)                                                             \
    do {                                                                                   \
        const type *out = SENTINEL;                                                        \
        FAILS(function(NULL, &out, e), NW_STATUS_NULL_ARGUMENT, "analysis is NULL");       \
        FAILS(function(analysis, NULL, e), NW_STATUS_NULL_ARGUMENT, "out is NULL");        \
        CHECK(out == SENTINEL);                                                            \
        WORKS(function(analysis, &out, NULL));                                             \
        CHECK(out == NULL);                                                                \
    } while (0)

static void results(void)
{
    nw_state state;
    FAILS(nw_analysis_new(NULL, e), NW_STATUS_NULL_ARGUMENT, "out is NULL");
    WORKS(nw_detect(detector, BYTES(TEXT), strlen(TEXT), analysis, &error));
    ARRAY(nw_analysis_mentions, nw_mention);
    ARRAY(nw_analysis_entities, nw_entity);
    ARRAY(nw_analysis_quotations, nw_quotation);
    ARRAY(nw_analysis_strings, char);
    RECORD(nw_analysis_dateline, nw_dateline);
    RECORD(nw_analysis_byline, nw_byline);
    FAILS(nw_analysis_state(NULL, &state, e), NW_STATUS_NULL_ARGUMENT, "analysis is NULL");
    FAILS(nw_analysis_state(analysis, NULL, e), NW_STATUS_NULL_ARGUMENT, "out is NULL");
}

static void names(void)
{
    const char *out = SENTINEL;
    nw_analysis *fresh = NULL;
    size_t len = 77;
    FAILS(nw_analysis_label(NULL, 1, &out, &len, e), NW_STATUS_NULL_ARGUMENT, "analysis is NULL");
    FAILS(nw_analysis_label(analysis, 1, NULL, &len, e), NW_STATUS_NULL_ARGUMENT, "out is NULL");
    FAILS(nw_analysis_label(analysis, 1, &out, NULL, e), NW_STATUS_NULL_ARGUMENT, "len is NULL");
    FAILS(nw_analysis_label(analysis, 19, &out, &len, e), NW_STATUS_INVALID_ARGUMENT, "label number 19");
    FAILS(nw_analysis_label(analysis, 65535, &out, &len, e), NW_STATUS_INVALID_ARGUMENT, "65535");
    FAILS(nw_analysis_subtype(NULL, 1, &out, &len, e), NW_STATUS_NULL_ARGUMENT, "analysis is NULL");
    FAILS(nw_analysis_subtype(analysis, 0, NULL, &len, e), NW_STATUS_NULL_ARGUMENT, "out is NULL");
    FAILS(nw_analysis_subtype(analysis, 0, &out, NULL, e), NW_STATUS_NULL_ARGUMENT, "len is NULL");
    FAILS(nw_analysis_subtype(analysis, 1, &out, &len, e), NW_STATUS_INVALID_ARGUMENT, "subtype number 1");
    CHECK(out == SENTINEL && len == 77);
    WORKS(nw_analysis_label(analysis, NW_LABEL_GPE, &out, &len, &error));
    CHECK(strcmp(out, "GPE") == 0 && len == 3);
    WORKS(nw_analysis_label(analysis, 0, &out, &len, &error));
    CHECK(strcmp(out, "") == 0 && len == 0);
    WORKS(nw_analysis_subtype(analysis, 0, &out, &len, &error));
    CHECK(strcmp(out, "") == 0 && len == 0);
    WORKS(nw_analysis_new(&fresh, &error));
    WORKS(nw_analysis_label(fresh, NW_LABEL_CARDINAL, &out, &len, &error));
    CHECK(strcmp(out, "CARDINAL") == 0);
    nw_analysis_free(fresh);
}

static void json(void)
{
    const char *out = SENTINEL;
    size_t len = 77;
    FAILS(nw_analysis_json(NULL, NULL, 0, 0, &out, &len, e), NW_STATUS_NULL_ARGUMENT, "analysis is NULL");
    FAILS(nw_analysis_json(analysis, NULL, 0, 0, NULL, &len, e), NW_STATUS_NULL_ARGUMENT, "out is NULL");
    FAILS(nw_analysis_json(analysis, NULL, 0, 0, &out, NULL, e), NW_STATUS_NULL_ARGUMENT, "len is NULL");
    FAILS(nw_analysis_json(analysis, NULL, 4, 0, &out, &len, e), NW_STATUS_NULL_ARGUMENT, "id is NULL");
    FAILS(nw_analysis_json(analysis, BYTES("\xFF"), 1, 0, &out, &len, e), NW_STATUS_INVALID_UTF8, "id is not");
    FAILS(nw_analysis_json(analysis, NULL, 0, 2, &out, &len, e), NW_STATUS_INVALID_ARGUMENT, "unknown bits 0x2");
    CHECK(out == SENTINEL && len == 77);
    WORKS(nw_analysis_json(analysis, NULL, 0, 0, &out, &len, &error));
    CHECK(len == strlen(out) && strstr(out, "\"id\":null") != NULL && strstr(out, "evidence") == NULL);
    WORKS(nw_analysis_json(analysis, BYTES(""), 0, NW_JSON_REASONS, &out, &len, &error));
    CHECK(len == strlen(out) && strstr(out, "\"id\":\"\"") != NULL && strstr(out, "evidence") != NULL);
    WORKS(nw_analysis_json(analysis, BYTES("doc 7"), 5, 0, &out, &len, &error));
    CHECK(strstr(out, "\"id\":\"doc 7\"") != NULL);
}

static void free_nothing(void)
{
    nw_gazetteer_free(NULL);
    nw_builder_free(NULL);
    nw_detector_free(NULL);
    nw_live_free(NULL);
    nw_cancel_free(NULL);
    nw_analysis_free(NULL);
}

int main(void)
{
    set_up();
    detectors();
    detector_sizes();
    live_and_cancel();
    texts();
    documents();
    batches();
    longer_documents();
    results();
    names();
    json();
    free_nothing();
    return tear_down();
}
