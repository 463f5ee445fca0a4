/* What both halves of the argument checks start from: two entities, and a text that names them four times. */
#ifndef FIXTURE_H
#define FIXTURE_H

#include "check.h"

static int sentinel;
/* An output that no call may touch. */
#define SENTINEL ((void *)&sentinel)

static const char LIST[] = "id,label,name\nex:acme,ORG,Acme\nex:bob,PERSON,Bob Stone\n";
static const char TEXT[] = "Acme hired Bob Stone. Stone left Acme.";

static nw_gazetteer *gazetteer;
static nw_detector *detector;
static nw_analysis *analysis;

static nw_read_options csv(void)
{
    nw_read_options options;
    nw_read_options_init(&options);
    options.format = NW_FORMAT_CSV;
    return options;
}

static nw_gazetteer *make_gazetteer(void)
{
    nw_builder *builder = NULL;
    nw_gazetteer *made = NULL;
    nw_read_options options = csv();
    nw_read_report report = {9, 9};
    WORKS(nw_builder_new(&builder, &error));
    WORKS(nw_builder_read(builder, BYTES(LIST), strlen(LIST), &options, &report, &error));
    CHECK(report.rows == 2 && report.problems == 0);
    WORKS(nw_builder_build(builder, &made, &error));
    nw_builder_free(builder);
    return made;
}

static size_t count_mentions(const nw_analysis *of)
{
    const nw_mention *mentions = NULL;
    size_t count = 0;
    WORKS(nw_analysis_mentions(of, &mentions, &count, &error));
    CHECK(mentions != NULL);
    return count;
}

static void set_up(void)
{
    const nw_gazetteer *list[1];
    gazetteer = make_gazetteer();
    list[0] = gazetteer;
    WORKS(nw_detector_new(list, 1, NULL, &detector, &error));
    WORKS(nw_analysis_new(&analysis, &error));
}

/* In the wrong order, as a collector might: parents first. */
static int tear_down(void)
{
    const char *json = NULL;
    size_t len = 0;
    WORKS(nw_detect(detector, BYTES(TEXT), strlen(TEXT), analysis, &error));
    nw_gazetteer_free(gazetteer);
    nw_detector_free(detector);
    CHECK(count_mentions(analysis) == 4);
    WORKS(nw_analysis_json(analysis, NULL, 0, 0, &json, &len, &error));
    nw_analysis_free(analysis);
    return finish();
}

#endif
