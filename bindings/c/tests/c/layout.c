/* The header's structs have the sizes and offsets that other hosts write down; versions agree. */
#include "check.h"
#include <stddef.h>

#define AT(type, field, offset) CHECK(offsetof(type, field) == (offset))

static void records(void)
{
    CHECK(sizeof(nw_str) == 8);
    AT(nw_str, len, 4);
    CHECK(sizeof(nw_span) == 16);
    AT(nw_span, start, 0);
    AT(nw_span, end, 4);
    AT(nw_span, byte_start, 8);
    AT(nw_span, byte_end, 12);
    CHECK(sizeof(nw_mention) == 44);
    AT(nw_mention, span, 0);
    AT(nw_mention, text, 16);
    AT(nw_mention, entity, 24);
    AT(nw_mention, evidence, 28);
    AT(nw_mention, score, 32);
    AT(nw_mention, label, 36);
    AT(nw_mention, subtype, 38);
    AT(nw_mention, source, 40);
    AT(nw_mention, flags, 42);
    CHECK(sizeof(nw_entity) == 40);
    AT(nw_entity, id, 0);
    AT(nw_entity, name, 8);
    AT(nw_entity, mentions, 16);
    AT(nw_entity, first_mention, 20);
    AT(nw_entity, salience, 24);
    AT(nw_entity, label, 28);
    AT(nw_entity, subtype, 30);
    AT(nw_entity, gazetteer, 32);
    AT(nw_entity, number, 36);
    CHECK(sizeof(nw_quotation) == 68);
    AT(nw_quotation, span, 0);
    AT(nw_quotation, text, 16);
    AT(nw_quotation, cue, 24);
    AT(nw_quotation, speaker_span, 32);
    AT(nw_quotation, speaker_text, 48);
    AT(nw_quotation, speaker, 56);
    AT(nw_quotation, kind, 60);
    AT(nw_quotation, flags, 62);
    AT(nw_quotation, score, 64);
    CHECK(sizeof(nw_dateline) == 28);
    AT(nw_dateline, place, 16);
    AT(nw_dateline, agency, 20);
    AT(nw_dateline, date, 24);
    CHECK(sizeof(nw_byline) == 24);
    AT(nw_byline, names, 16);
}

static void others(void)
{
    CHECK(sizeof(nw_status) == 4);
    CHECK(sizeof(nw_error) == 512);
    AT(nw_error, status, 0);
    AT(nw_error, reserved, 4);
    AT(nw_error, position, 8);
    AT(nw_error, message, 16);
    CHECK(sizeof(nw_info) == 40);
    AT(nw_info, aliases, 8);
    AT(nw_info, anywhere, 16);
    AT(nw_info, cues, 24);
    AT(nw_info, bytes, 32);
    CHECK(sizeof(nw_read_report) == 16);
    AT(nw_read_report, problems, 8);
    CHECK(sizeof(nw_state) == 16);
    AT(nw_state, truncated, 8);
    AT(nw_state, reserved, 12);
}

/* Structs with pointers: on machines where those have eight bytes. */
static void options(void)
{
    if (sizeof(void *) != 8) {
        return;
    }
    CHECK(sizeof(nw_read_options) == 56);
    AT(nw_read_options, format, 8);
    AT(nw_read_options, flags, 12);
    AT(nw_read_options, label, 16);
    AT(nw_read_options, label_len, 24);
    AT(nw_read_options, name, 32);
    AT(nw_read_options, name_len, 40);
    AT(nw_read_options, reserved, 48);
    CHECK(sizeof(nw_detector_options) == 48);
    AT(nw_detector_options, offsets, 8);
    AT(nw_detector_options, flags, 12);
    AT(nw_detector_options, min_score, 16);
    AT(nw_detector_options, reserved, 20);
    AT(nw_detector_options, max_text, 24);
    AT(nw_detector_options, max_mentions, 32);
    AT(nw_detector_options, time_limit_us, 40);
    CHECK(sizeof(nw_document) == 40);
    AT(nw_document, text, 8);
    AT(nw_document, text_len, 16);
    AT(nw_document, date, 24);
    AT(nw_document, reserved, 28);
    AT(nw_document, cancel, 32);
}

int main(int argc, char **argv)
{
    char version[32];
    snprintf(version, sizeof(version), "%d.%d.%d", NW_VERSION_MAJOR, NW_VERSION_MINOR, NW_VERSION_PATCH);
    CHECK(strcmp(version, NW_VERSION) == 0);
    CHECK(strcmp(nw_version(), NW_VERSION) == 0);
    CHECK(argc == 2 && strcmp(argv[1], NW_VERSION) == 0); /* Cargo's, from the test. */
    CHECK(nw_abi_version() == NW_ABI_VERSION);
    CHECK(nw_abi_version_minimum() <= NW_ABI_VERSION);
    CHECK(strcmp(nw_status_name(NW_STATUS_ROW), "bad row") == 0);
    CHECK(strcmp(nw_status_name(NW_STATUS_PANIC), "panic") == 0);
    CHECK(strcmp(nw_status_name(15), "unknown status") == 0);
    CHECK(strcmp(nw_status_name(-1), "unknown status") == 0);
    CHECK(NW_NONE == UINT32_MAX);
    records();
    others();
    options();
    return finish();
}
