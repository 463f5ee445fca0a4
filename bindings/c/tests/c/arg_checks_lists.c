/* Gives every entry point that makes, opens or asks gazetteers every wrong argument: each must be refused
 * with the right status and a message that names it, and nothing may be written. The argument is
 * a folder that may be written to. */
#include "fixture.h"

static char folder[1024];

static const uint8_t *in_folder(const char *name, size_t *len)
{
    static char path[2048];
    int written = snprintf(path, sizeof(path), "%s/%s", folder, name);
    *len = (size_t)written;
    return BYTES(path);
}

static void write_file(const char *name, const void *bytes, size_t len)
{
    size_t path_len;
    FILE *file = fopen((const char *)in_folder(name, &path_len), "wb");
    CHECK(file != NULL && fwrite(bytes, 1, len, file) == len);
    fclose(file);
}

static void builtin_and_info(void)
{
    nw_gazetteer *out = NULL;
    nw_info info;
    const uint8_t *bytes = SENTINEL;
    size_t len = 77;
    FAILS(nw_gazetteer_builtin(NULL, e), NW_STATUS_NULL_ARGUMENT, "out is NULL");
    WORKS(nw_gazetteer_builtin(&out, &error));
    WORKS(nw_gazetteer_info(out, &info, &error));
    CHECK(info.entities > 100 && info.aliases >= info.entities && info.bytes > 1000);
    nw_gazetteer_free(out);
    FAILS(nw_gazetteer_info(NULL, &info, e), NW_STATUS_NULL_ARGUMENT, "gazetteer is NULL");
    FAILS(nw_gazetteer_info(gazetteer, NULL, e), NW_STATUS_NULL_ARGUMENT, "out is NULL");
    WORKS(nw_gazetteer_info(gazetteer, &info, NULL));
    CHECK(info.entities == 2 && info.aliases == 2 && info.anywhere == 0 && info.cues == 0);
    FAILS(nw_gazetteer_bytes(NULL, &bytes, &len, e), NW_STATUS_NULL_ARGUMENT, "gazetteer is NULL");
    FAILS(nw_gazetteer_bytes(gazetteer, NULL, &len, e), NW_STATUS_NULL_ARGUMENT, "out is NULL");
    FAILS(nw_gazetteer_bytes(gazetteer, &bytes, NULL, e), NW_STATUS_NULL_ARGUMENT, "out_len is NULL");
    CHECK(bytes == SENTINEL && len == 77);
}

static void paths(void)
{
    nw_gazetteer *out = SENTINEL;
    size_t len;
    const uint8_t *path = in_folder("missing.nwg", &len);
    FAILS(nw_gazetteer_open(path, len, 0, &out, e), NW_STATUS_IO, "missing.nwg");
    FAILS(nw_gazetteer_open(path, len, NW_OPEN_UNCHECKED, &out, e), NW_STATUS_IO, "missing.nwg");
    FAILS(nw_gazetteer_open(path, len, 0, NULL, e), NW_STATUS_NULL_ARGUMENT, "out is NULL");
    FAILS(nw_gazetteer_open(path, len, 2, &out, e), NW_STATUS_INVALID_ARGUMENT, "unknown bits 0x2");
    FAILS(nw_gazetteer_open(path, len, 0xFFFFFFFF, &out, e), NW_STATUS_INVALID_ARGUMENT, "0xfffffffe");
    FAILS(nw_gazetteer_open(NULL, len, 0, &out, e), NW_STATUS_NULL_ARGUMENT, "path is NULL");
    FAILS(nw_gazetteer_open(NULL, 0, 0, &out, e), NW_STATUS_INVALID_ARGUMENT, "path is empty");
    FAILS(nw_gazetteer_open(path, 0, 0, &out, e), NW_STATUS_INVALID_ARGUMENT, "path is empty");
    FAILS(nw_gazetteer_open(BYTES("a\0b"), 3, 0, &out, e), NW_STATUS_INVALID_ARGUMENT, "NUL at byte 1 of 3");
    CHECK(nw_gazetteer_open(BYTES("a\0b"), 3, 0, &out, &error) != 0 && error.position == 1);
    /* Paths are bytes here: one that is not UTF-8 is a file like any other, and this one is not there. */
    FAILS(nw_gazetteer_open(BYTES("no\xFFne"), 5, 0, &out, e), NW_STATUS_IO, "no");
    FAILS(nw_gazetteer_open(path, SIZE_MAX, 0, &out, e), NW_STATUS_INVALID_ARGUMENT, "more than memory");
    FAILS(nw_gazetteer_open(BYTES(folder), strlen(folder), 0, &out, e), NW_STATUS_IO, folder);
    write_file("empty.nwg", "", 0);
    path = in_folder("empty.nwg", &len);
    FAILS(nw_gazetteer_open(path, len, 0, &out, e), NW_STATUS_FOREIGN, "not a compiled");
    CHECK(out == SENTINEL);
}

/* Whatever a damaged file opened unchecked makes of a text, it crashes nothing. */
static void scan_unchecked(const uint8_t *bytes, size_t len)
{
    nw_gazetteer *damaged = NULL;
    nw_detector *with = NULL;
    size_t path_len;
    const uint8_t *path;
    write_file("damaged.nwg", bytes, len);
    path = in_folder("damaged.nwg", &path_len);
    if (nw_gazetteer_open(path, path_len, NW_OPEN_UNCHECKED, &damaged, &error) == NW_STATUS_OK) {
        const nw_gazetteer *list[1];
        list[0] = damaged;
        if (nw_detector_new(list, 1, NULL, &with, &error) == NW_STATUS_OK) {
            const char *json = NULL;
            size_t json_len = 0;
            nw_status status = nw_detect(with, BYTES(TEXT), strlen(TEXT), analysis, &error);
            CHECK(status != NW_STATUS_PANIC);
            WORKS(nw_analysis_json(analysis, NULL, 0, 0, &json, &json_len, &error));
        }
    }
    nw_detector_free(with);
    nw_gazetteer_free(damaged);
    checks++;
}

static void compiled_bytes(void)
{
    nw_gazetteer *out = SENTINEL, *copy = NULL;
    const uint8_t *bytes = NULL;
    uint8_t *altered;
    size_t len = 0, i, silent = 0;
    WORKS(nw_gazetteer_bytes(gazetteer, &bytes, &len, &error));
    FAILS(nw_gazetteer_from_bytes(NULL, 0, &out, e), NW_STATUS_FOREIGN, "not a compiled");
    FAILS(nw_gazetteer_from_bytes(NULL, 10, &out, e), NW_STATUS_NULL_ARGUMENT, "bytes is NULL");
    FAILS(nw_gazetteer_from_bytes(bytes, len, NULL, e), NW_STATUS_NULL_ARGUMENT, "out is NULL");
    FAILS(nw_gazetteer_from_bytes(bytes, SIZE_MAX, &out, e), NW_STATUS_INVALID_ARGUMENT, "more than memory");
    FAILS(nw_gazetteer_from_bytes(BYTES(LIST), strlen(LIST), &out, e), NW_STATUS_FOREIGN, "not a compiled");
    for (i = 0; i < len; i += 1 + i / 8) { /* Every short length, then some. */
        nw_status status = nw_gazetteer_from_bytes(bytes, i, &out, &error);
        CHECK(status == NW_STATUS_FOREIGN || status == NW_STATUS_DAMAGED);
    }
    WORKS(nw_gazetteer_from_bytes(bytes, len, &copy, &error));
    altered = malloc(len);
    CHECK(altered != NULL);
    memcpy(altered, bytes, len);
    for (i = 0; i < len; i++) {
        nw_gazetteer *made = NULL;
        nw_status status;
        altered[i] ^= 0x40;
        status = nw_gazetteer_from_bytes(altered, len, &made, &error);
        CHECK(status == NW_STATUS_OK || status == NW_STATUS_FOREIGN || status == NW_STATUS_DAMAGED
              || status == NW_STATUS_VERSION);
        if (status == NW_STATUS_OK) {
            silent++;
            nw_gazetteer_free(made);
        }
        if (i % 61 == 0) {
            scan_unchecked(altered, len);
        }
        altered[i] ^= 0x40;
    }
    CHECK(silent == 0);
    CHECK(memcmp(altered, bytes, len) == 0);
    free(altered);
    CHECK(out == SENTINEL);
    nw_gazetteer_free(copy);
}

static void reading(void)
{
    nw_builder *builder = NULL;
    nw_read_options options = csv();
    nw_read_report report = {77, 77};
    const uint8_t *list = BYTES(LIST);
    size_t len = strlen(LIST);
    static const char BAD[] = "id,label,name\nex:1,ORG,Acme\nex:2,,\n";
    FAILS(nw_builder_new(NULL, e), NW_STATUS_NULL_ARGUMENT, "out is NULL");
    WORKS(nw_builder_new(&builder, &error));
    FAILS(nw_builder_read(NULL, list, len, &options, &report, e), NW_STATUS_NULL_ARGUMENT, "builder is NULL");
    FAILS(nw_builder_read(builder, NULL, len, &options, &report, e), NW_STATUS_NULL_ARGUMENT, "text is NULL");
    FAILS(nw_builder_read(builder, list, SIZE_MAX, &options, &report, e), NW_STATUS_INVALID_ARGUMENT, "more than");
    FAILS(nw_builder_read(builder, list, len, NULL, &report, e), NW_STATUS_NULL_ARGUMENT, "options is NULL");
    options.format = 0;
    FAILS(nw_builder_read(builder, list, len, &options, &report, e), NW_STATUS_INVALID_ARGUMENT, "format 0");
    options.format = 6;
    FAILS(nw_builder_read(builder, list, len, &options, &report, e), NW_STATUS_INVALID_ARGUMENT, "format 6");
    options.format = UINT32_MAX;
    FAILS(nw_builder_read(builder, list, len, &options, &report, e), NW_STATUS_INVALID_ARGUMENT, "4294967295");
    options = csv();
    options.flags = 0x12;
    FAILS(nw_builder_read(builder, list, len, &options, &report, e), NW_STATUS_INVALID_ARGUMENT, "0x12");
    options = csv();
    options.reserved = 5;
    FAILS(nw_builder_read(builder, list, len, &options, &report, e), NW_STATUS_INVALID_ARGUMENT, "reserved is 5");
    options = csv();
    options.label_len = 3;
    FAILS(nw_builder_read(builder, list, len, &options, &report, e), NW_STATUS_NULL_ARGUMENT, "label is NULL");
    options.label = BYTES("O\xFFG");
    FAILS(nw_builder_read(builder, list, len, &options, &report, e), NW_STATUS_INVALID_UTF8, "label");
    options = csv();
    options.name = BYTES("\xC3");
    options.name_len = 1;
    FAILS(nw_builder_read(builder, list, len, &options, &report, e), NW_STATUS_INVALID_UTF8, "name");
    options = csv();
    FAILS(nw_builder_read(builder, BYTES(BAD), strlen(BAD), &options, &report, e), NW_STATUS_ROW, "list:3:");
    CHECK(nw_builder_read(builder, BYTES(BAD), strlen(BAD), &options, NULL, &error) != 0 && error.position == 3);
    options.name = BYTES("desk");
    options.name_len = 4;
    FAILS(nw_builder_read(builder, BYTES(BAD), strlen(BAD), &options, &report, e), NW_STATUS_ROW, "desk:3:");
    FAILS(nw_builder_read(builder, BYTES("id\nx\xFF"), 5, &options, &report, e), NW_STATUS_ROW, "desk:2: not valid");
    CHECK(report.rows == 77 && report.problems == 77);
    WORKS(nw_builder_read(builder, NULL, 0, &options, NULL, &error)); /* The empty list. */
    nw_builder_free(builder);
}

static void read_sizes(void)
{
    nw_builder *builder = NULL;
    struct {
        nw_read_options known;
        uint64_t unknown;
    } newer;
    nw_read_options options = csv();
    const uint8_t *list = BYTES(LIST);
    size_t len = strlen(LIST);
    static const size_t wrong[] = {0, 1, 7, 9, 13, 55, 57, 4097, SIZE_MAX};
    size_t i;
    WORKS(nw_builder_new(&builder, &error));
    for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        char words[32];
        if (wrong[i] == 57) {
            continue; /* One byte longer is possible; see below. */
        }
        options.size = wrong[i];
        snprintf(words, sizeof(words), "size %llu", (unsigned long long)wrong[i]);
        FAILS(nw_builder_read(builder, list, len, &options, NULL, e), NW_STATUS_INVALID_ARGUMENT, words);
    }
    options.size = offsetof(nw_read_options, label); /* An older, shorter one. */
    options.label_len = 99;
    options.reserved = 99;
    WORKS(nw_builder_read(builder, list, len, &options, NULL, &error));
    newer.known = csv();
    newer.known.size = sizeof(newer);
    newer.unknown = 0;
    WORKS(nw_builder_read(builder, list, len, &newer.known, NULL, &error));
    newer.unknown = 1;
    FAILS(nw_builder_read(builder, list, len, &newer.known, NULL, e), NW_STATUS_OPTIONS_TOO_NEW, "nw_read_options");
    nw_builder_free(builder);
}

static void problems(void)
{
    nw_builder *builder = NULL;
    nw_read_options options = csv();
    nw_read_report report;
    const char *out = SENTINEL;
    size_t len = 77;
    static const char BAD[] = "id,label,name\nex:1,ORG,Acme\nex:2,,\nex:3,ORG,Bob\n";
    options.flags = NW_READ_SKIP_BAD_ROWS;
    WORKS(nw_builder_new(&builder, &error));
    FAILS(nw_builder_problem(builder, 0, &out, &len, e), NW_STATUS_INVALID_ARGUMENT, "index 0");
    WORKS(nw_builder_read(builder, BYTES(BAD), strlen(BAD), &options, &report, &error));
    CHECK(report.rows == 3 && report.problems == 1);
    FAILS(nw_builder_problem(NULL, 0, &out, &len, e), NW_STATUS_NULL_ARGUMENT, "builder is NULL");
    FAILS(nw_builder_problem(builder, 0, NULL, &len, e), NW_STATUS_NULL_ARGUMENT, "out is NULL");
    FAILS(nw_builder_problem(builder, 0, &out, NULL, e), NW_STATUS_NULL_ARGUMENT, "out_len is NULL");
    FAILS(nw_builder_problem(builder, 1, &out, &len, e), NW_STATUS_INVALID_ARGUMENT, "index 1");
    FAILS(nw_builder_problem(builder, SIZE_MAX, &out, &len, e), NW_STATUS_INVALID_ARGUMENT, "index");
    CHECK(out == SENTINEL && len == 77);
    WORKS(nw_builder_problem(builder, 0, &out, &len, &error));
    CHECK(len == strlen(out) && strncmp(out, "list:3: ", 8) == 0);
    nw_builder_free(builder);
}

static void files(void)
{
    nw_builder *builder = NULL;
    nw_read_options options = csv();
    nw_read_report report = {77, 77};
    size_t len;
    const uint8_t *path;
    WORKS(nw_builder_new(&builder, &error));
    write_file("list.csv", LIST, strlen(LIST));
    write_file("list.xyz", LIST, strlen(LIST));
    path = in_folder("list.csv", &len);
    FAILS(nw_builder_read_file(NULL, path, len, NULL, &report, e), NW_STATUS_NULL_ARGUMENT, "builder is NULL");
    FAILS(nw_builder_read_file(builder, NULL, 3, NULL, &report, e), NW_STATUS_NULL_ARGUMENT, "path is NULL");
    FAILS(nw_builder_read_file(builder, NULL, 0, NULL, &report, e), NW_STATUS_INVALID_ARGUMENT, "path is empty");
    FAILS(nw_builder_read_file(builder, BYTES("\0"), 1, NULL, &report, e), NW_STATUS_INVALID_ARGUMENT, "NUL at byte 0");
    options.format = 6;
    FAILS(nw_builder_read_file(builder, path, len, &options, &report, e), NW_STATUS_INVALID_ARGUMENT, "format 6");
    options.size = 3;
    FAILS(nw_builder_read_file(builder, path, len, &options, &report, e), NW_STATUS_INVALID_ARGUMENT, "size 3");
    path = in_folder("list.xyz", &len);
    FAILS(nw_builder_read_file(builder, path, len, NULL, &report, e), NW_STATUS_INVALID_ARGUMENT, "list.xyz");
    path = in_folder("missing.csv", &len);
    FAILS(nw_builder_read_file(builder, path, len, NULL, &report, e), NW_STATUS_IO, "missing.csv");
    CHECK(report.rows == 77);
    path = in_folder("list.csv", &len);
    WORKS(nw_builder_read_file(builder, path, len, NULL, &report, &error));
    CHECK(report.rows == 2);
    FAILS(nw_builder_write(NULL, path, len, e), NW_STATUS_NULL_ARGUMENT, "builder is NULL");
    FAILS(nw_builder_write(builder, NULL, 1, e), NW_STATUS_NULL_ARGUMENT, "path is NULL");
    FAILS(nw_builder_write(builder, NULL, 0, e), NW_STATUS_INVALID_ARGUMENT, "path is empty");
    FAILS(nw_builder_build(NULL, NULL, e), NW_STATUS_NULL_ARGUMENT, "builder is NULL");
    FAILS(nw_builder_build(builder, NULL, e), NW_STATUS_NULL_ARGUMENT, "out is NULL");
    path = in_folder("list.nwg", &len);
    WORKS(nw_builder_write(builder, path, len, &error)); /* What was refused left the builder as it was. */
    path = in_folder("no/such/folder.nwg", &len);
    FAILS(nw_builder_write(builder, path, len, e), NW_STATUS_IO, "folder.nwg");
    nw_builder_free(builder);
}

static void round_trip(void)
{
    nw_gazetteer *opened = NULL, *empty = NULL;
    nw_builder *builder = NULL;
    const uint8_t *a = NULL, *b = NULL, *path;
    size_t a_len = 0, b_len = 0, len;
    nw_info info;
    path = in_folder("list.nwg", &len);
    WORKS(nw_gazetteer_open(path, len, 0, &opened, &error));
    WORKS(nw_gazetteer_bytes(opened, &a, &a_len, &error));
    WORKS(nw_gazetteer_bytes(gazetteer, &b, &b_len, &error));
    CHECK(a_len == b_len && memcmp(a, b, a_len) == 0);
    nw_gazetteer_free(opened);
    WORKS(nw_builder_new(&builder, &error));
    WORKS(nw_builder_build(builder, &empty, &error));
    WORKS(nw_gazetteer_info(empty, &info, &error));
    CHECK(info.entities == 0);
    nw_gazetteer_free(empty);
    nw_builder_free(builder);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        return 2;
    }
    snprintf(folder, sizeof(folder), "%s", argv[1]);
    set_up();
    builtin_and_info();
    paths();
    compiled_bytes();
    reading();
    read_sizes();
    problems();
    files();
    round_trip();
    return tear_down();
}
