/* namewire: finds the named people, organisations, places and groups in news text.
 *
 * Made from the comments in bindings/c/src: do not edit. Licence: MIT or Apache-2.0.
 *
 *     nw_gazetteer *gazetteer = NULL;
 *     nw_detector *detector = NULL;
 *     nw_analysis *analysis = NULL;
 *     nw_error error;
 *     if (nw_gazetteer_builtin(&gazetteer, &error) != NW_STATUS_OK
 *         || nw_detector_new((const nw_gazetteer *const *)&gazetteer, 1, NULL, &detector, &error) != NW_STATUS_OK
 *         || nw_analysis_new(&analysis, &error) != NW_STATUS_OK
 *         || nw_detect(detector, (const uint8_t *)text, strlen(text), analysis, &error) != NW_STATUS_OK) {
 *         fprintf(stderr, "%s\n", error.message);
 *     }
 *
 * Conventions
 *
 * Handles are opaque. Each has one function that frees it, which ignores NULL; handles may be freed in any order.
 * Threads: a handle that a function takes as "const" may be used by any number of threads at once; one that it takes
 * without "const" (builders, analyses) by one at a time. Comments say so function by function.
 * Text and strings come in as pointer and length in bytes, with no NUL needed; NULL with 0 is the empty text.
 * Nothing of the caller's is kept after a call returns.
 * Functions that can fail return an nw_status and describe the failure in an nw_error, which may be NULL.
 * Results come out through the last pointers before it, which are written only on success; they must not be NULL
 * unless the comment says so.
 * Structs that begin with "size" may grow: a caller compiled with an older header is understood, and one compiled
 * with a newer header gets NW_STATUS_OPTIONS_TOO_NEW if it uses what this library does not know.
 * Every pointer is checked for NULL and every number for its range. A panic in the library becomes NW_STATUS_PANIC;
 * running out of memory or of stack ends the process.
 */

#ifndef NAMEWIRE_H
#define NAMEWIRE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------------------------------- */
/* Version                                                                                  */
/* ---------------------------------------------------------------------------------------- */

/** The version of this header, to be compared with nw_version(). */
#define NW_VERSION_MAJOR 0
#define NW_VERSION_MINOR 1
#define NW_VERSION_PATCH 0
#define NW_VERSION "0.1.0"

/** The version of the binary interface. It grows when functions, constants or fields are added. */
#define NW_ABI_VERSION 1

/**
 * The library's version, such as "0.1.0": NUL-terminated, never freed.
 *
 * It equals NW_VERSION when the program runs with the library whose header it was compiled with.
 * Threads: any.
 */
const char *nw_version(void);

/**
 * The version of the binary interface that the library implements. Threads: any.
 *
 * A program compiled with the header's NW_ABI_VERSION runs with every library for which
 *
 *     nw_abi_version_minimum() <= NW_ABI_VERSION && NW_ABI_VERSION <= nw_abi_version()
 */
uint32_t nw_abi_version(void);

/** The oldest version of the binary interface that the library still serves. Threads: any. */
uint32_t nw_abi_version_minimum(void);

/* ---------------------------------------------------------------------------------------- */
/* Status and error                                                                         */
/* ---------------------------------------------------------------------------------------- */

/** It worked; outputs are written. */
#define NW_STATUS_OK 0

/** A pointer that must not be NULL is NULL; the message names the parameter. */
#define NW_STATUS_NULL_ARGUMENT 1

/** A number, flag, size or string is out of its range; the message names it and its value. */
#define NW_STATUS_INVALID_ARGUMENT 2

/**
 * An options struct is longer than this library knows, and its unknown bytes are not zero: the program was compiled
 * with a newer header and asks for something that this library cannot do.
 */
#define NW_STATUS_OPTIONS_TOO_NEW 3

/** The operating system refused to open, read or write a file; the message names it. */
#define NW_STATUS_IO 4

/** A string or text is not valid UTF-8. Position: the byte where it stops being so. */
#define NW_STATUS_INVALID_UTF8 5

/** A row of a list is wrong; the message gives the list, the line and the reason. Position: the line, from 1. */
#define NW_STATUS_ROW 6

/** The bytes are not a compiled gazetteer. */
#define NW_STATUS_FOREIGN 7

/** The compiled gazetteer has a format version that this library does not read. */
#define NW_STATUS_VERSION 8

/** The compiled gazetteer is truncated or altered. Position: the byte where it was noticed. */
#define NW_STATUS_DAMAGED 9

/** The lists exceed a limit of the compiled form; the message names the limit. */
#define NW_STATUS_TOO_LARGE 10

/** The text is longer than the detector's max_text. */
#define NW_STATUS_TEXT_TOO_LONG 11

/** The document's cancel flag was raised. */
#define NW_STATUS_CANCELLED 12

/** The detector's time limit ran out. */
#define NW_STATUS_TIMED_OUT 13

/**
 * A bug in the library: it panicked, and the panic was stopped here. Handles stay valid; please report the message.
 * (Running out of memory or of stack is not caught: it ends the process.)
 */
#define NW_STATUS_PANIC 14

/**
 * The outcome of a call: one of NW_STATUS_*. A library newer than the header may return numbers that are not listed
 * here; treat them as failures. Numbers are never reused.
 */
typedef int32_t nw_status;

/**
 * A few words for a status, such as "bad row": NUL-terminated, never freed. A number that is no status gives
 * "unknown status". Threads: any.
 */
const char *nw_status_name(nw_status status);

/**
 * Why a call failed. 512 bytes, filled by value: nothing to free, nothing shared between threads.
 *
 * Every function that can fail takes a pointer to one as its last parameter. It may be NULL for callers to whom the
 * status is enough. It is written only when the call fails.
 */
typedef struct nw_error {
    /** The status that the call returned. */
    nw_status status;
    /** 0. */
    uint32_t reserved;
    /** The byte offset or line that the message is about, UINT64_MAX if it is about none. */
    uint64_t position;
    /** What is wrong and where, in English: UTF-8, NUL-terminated, cut at a character if it were longer. */
    char message[496];
} nw_error;

/* ---------------------------------------------------------------------------------------- */
/* Gazetteers                                                                               */
/* ---------------------------------------------------------------------------------------- */

/** Flag of nw_gazetteer_open: check the file's header only. */
#define NW_OPEN_UNCHECKED 1

/**
 * A compiled gazetteer: entities, their aliases, and the automaton that finds them. It never changes, so any number
 * of threads may use one handle. Free it with nw_gazetteer_free; detectors made from it keep what they need.
 */
typedef struct nw_gazetteer nw_gazetteer;

/** What a gazetteer holds. */
typedef struct nw_info {
    /** Entities. */
    uint64_t entities;
    /** Aliases, names included. */
    uint64_t aliases;
    /** Aliases that match inside words, hashtags, handles and domains too. */
    uint64_t anywhere;
    /** Cue phrases, such as ranks and titles. */
    uint64_t cues;
    /** Bytes of the compiled form. */
    uint64_t bytes;
} nw_info;

/**
 * The gazetteer that is compiled into the library: countries, cities, nationalities, organisations, media, persons.
 *
 * Cost: microseconds the first time, a reference count afterwards; it needs no file and copies nothing.
 * Threads: any.
 */
nw_status nw_gazetteer_builtin(nw_gazetteer **out,
                               nw_error *error);

/**
 * Opens a compiled file, as nw_builder_write and "namewire gazetteer build" make them.
 *
 * The file is mapped, not read: pages are loaded when they are used and shared by all processes that open it.
 * Replace it by renaming a new file over it, as nw_builder_write does; whoever has the old one open keeps it.
 * Overwriting or truncating an open file in place is outside the contract, the operating system may end the process;
 * where that cannot be ruled out, read the file and use nw_gazetteer_from_bytes.
 *
 * path: path_len bytes, no NUL among or needed after them; any bytes on Unix, UTF-8 elsewhere.
 * flags: 0 checks all of the file, 56 MB in 4 to 6 ms. NW_OPEN_UNCHECKED checks the header only, some microseconds
 * whatever the size, for files that were checked before: damage further in can make names go missing or carry wrong
 * ids, it cannot crash.
 *
 * Errors: NW_STATUS_IO, NW_STATUS_FOREIGN, NW_STATUS_VERSION, NW_STATUS_DAMAGED. Threads: any.
 */
nw_status nw_gazetteer_open(const uint8_t *path,
                            size_t path_len,
                            uint32_t flags,
                            nw_gazetteer **out,
                            nw_error *error);

/**
 * A gazetteer from the bytes of a compiled file. They are checked and copied; the caller's may go at once.
 *
 * The bytes may come from anywhere: hostile ones are refused and cannot crash the process.
 *
 * Errors: NW_STATUS_FOREIGN, NW_STATUS_VERSION, NW_STATUS_DAMAGED. Threads: any.
 */
nw_status nw_gazetteer_from_bytes(const uint8_t *bytes,
                                  size_t len,
                                  nw_gazetteer **out,
                                  nw_error *error);

/** Counts what a gazetteer holds. Cost: one pass over its aliases. Threads: any. */
nw_status nw_gazetteer_info(const nw_gazetteer *gazetteer, nw_info *out, nw_error *error);

/**
 * The compiled form, to be stored or sent, and read again with nw_gazetteer_from_bytes or, as a file, with
 * nw_gazetteer_open. The bytes belong to the gazetteer and live as long as it does. Copies nothing. Threads: any.
 */
nw_status nw_gazetteer_bytes(const nw_gazetteer *gazetteer,
                             const uint8_t **out,
                             size_t *out_len,
                             nw_error *error);

/** Frees a gazetteer; NULL is nothing to free. Detectors made from it go on working. */
void nw_gazetteer_free(nw_gazetteer *gazetteer);

/* ---------------------------------------------------------------------------------------- */
/* Building gazetteers from lists                                                           */
/* ---------------------------------------------------------------------------------------- */

/** List format: comma-separated values with a header row (RFC 4180). */
#define NW_FORMAT_CSV 1

/** List format: tab-separated values with a header row. */
#define NW_FORMAT_TSV 2

/** List format: one JSON object a line. Rows with a "pattern" are read as spaCy's. */
#define NW_FORMAT_JSONL 3

/** List format: one name a line; nw_read_options.label gives the label. */
#define NW_FORMAT_LIST 4

/** List format: spaCy EntityRuler patterns, one JSON object a line. */
#define NW_FORMAT_SPACY 5

/**
 * Flag of nw_read_options: leave bad rows out and count them (nw_builder_problem tells why each was left out).
 * Without it the first bad row fails the call, and nothing of the list is kept.
 */
#define NW_READ_SKIP_BAD_ROWS 1

/** Collects lists and compiles them. One thread at a time. Free it with nw_builder_free. */
typedef struct nw_builder nw_builder;

/**
 * How to read a list. Set size to sizeof(nw_read_options) and what is not used to 0 (or call
 * nw_read_options_init).
 */
typedef struct nw_read_options {
    /** sizeof(nw_read_options). */
    size_t size;
    /** One of NW_FORMAT_*. 0, for files only: told by the name's ending (.csv .tsv .jsonl .txt). */
    uint32_t format;
    /** NW_READ_SKIP_BAD_ROWS or 0. */
    uint32_t flags;
    /** The label of rows that give none, such as "ORG"; UTF-8. NULL: rows without a label are bad. */
    const uint8_t *label;
    /** Bytes in label. */
    size_t label_len;
    /** The list's name in messages; UTF-8. NULL: "list", or the path of a file. */
    const uint8_t *name;
    /** Bytes in name. */
    size_t name_len;
    /** 0. */
    uint64_t reserved;
} nw_read_options;

/** What became of a list. */
typedef struct nw_read_report {
    /** Rows that were read, bad ones included. */
    uint64_t rows;
    /** Rows that were left out; always 0 without NW_READ_SKIP_BAD_ROWS. */
    uint64_t problems;
} nw_read_report;

/** A builder without entities. Threads: any. */
nw_status nw_builder_new(nw_builder **out, nw_error *error);

/**
 * Reads a list from memory and adds its entities to the builder. Nothing of the caller's is kept.
 *
 * text: len bytes of UTF-8, with or without a byte order mark; NULL with 0 is an empty list.
 * options: must give the format.
 * out: what became of the list; may be NULL.
 *
 * Errors: NW_STATUS_ROW for the first bad row (position: its line), unless NW_READ_SKIP_BAD_ROWS is set, and for text
 * that is not UTF-8; the builder is then as it was before. Cost: about 1 microsecond and 200 bytes an alias.
 * Threads: one at a time for each builder.
 */
nw_status nw_builder_read(nw_builder *builder,
                          const uint8_t *text,
                          size_t len,
                          const nw_read_options *options,
                          nw_read_report *out,
                          nw_error *error);

/**
 * Reads a list from a file and adds its entities to the builder, as nw_builder_read does.
 *
 * path: as for nw_gazetteer_open. options: may be NULL: the format is then told by the file's ending.
 * out: what became of the list; may be NULL.
 *
 * Errors: those of nw_builder_read; NW_STATUS_IO; NW_STATUS_INVALID_ARGUMENT for an ending that tells no format.
 * Threads: one at a time for each builder.
 */
nw_status nw_builder_read_file(nw_builder *builder,
                               const uint8_t *path,
                               size_t path_len,
                               const nw_read_options *options,
                               nw_read_report *out,
                               nw_error *error);

/**
 * Why a row was left out by the last read: "name:line: reason".
 *
 * index: from 0 to nw_read_report.problems less one.
 * out, out_len: UTF-8, NUL-terminated; borrowed until the builder reads again or is freed.
 *
 * Errors: NW_STATUS_INVALID_ARGUMENT for an index beyond the last problem. Threads: one at a time for each builder.
 */
nw_status nw_builder_problem(const nw_builder *builder,
                             size_t index,
                             const char **out,
                             size_t *out_len,
                             nw_error *error);

/**
 * Compiles everything that was read into a gazetteer. The builder is empty afterwards, also after a failure, and may
 * be used again. A builder that has read nothing gives a gazetteer that finds nothing.
 *
 * Errors: NW_STATUS_TOO_LARGE. Cost: one to two seconds for a million aliases.
 * Threads: one at a time for each builder.
 */
nw_status nw_builder_build(nw_builder *builder,
                           nw_gazetteer **out,
                           nw_error *error);

/**
 * Compiles everything that was read into a file, for nw_gazetteer_open. The builder is empty afterwards, also after
 * a failure, and may be used again.
 *
 * The file appears under its name when it is complete: it is written beside it and renamed, so programs that have
 * the old one open keep it. The same lists in the same order give the same bytes on every machine of one endianness.
 *
 * Errors: NW_STATUS_TOO_LARGE, NW_STATUS_IO. Threads: one at a time for each builder.
 */
nw_status nw_builder_write(nw_builder *builder,
                           const uint8_t *path,
                           size_t path_len,
                           nw_error *error);

/** Frees a builder; NULL is nothing to free. Gazetteers made by it go on working. */
void nw_builder_free(nw_builder *builder);

/* ---------------------------------------------------------------------------------------- */
/* Detectors                                                                                */
/* ---------------------------------------------------------------------------------------- */

/** Unit of nw_span.start and end: Unicode code points (Python). The default. */
#define NW_OFFSETS_CHARS 0

/** Unit of nw_span.start and end: bytes of UTF-8 (C, Go, Rust). */
#define NW_OFFSETS_BYTES 1

/** Unit of nw_span.start and end: UTF-16 code units (JavaScript, Java, C#). */
#define NW_OFFSETS_UTF16 2

/**
 * Flag of nw_detector_options: give readings inside other mentions too ("England" in "Bank of England"); they carry
 * NW_MENTION_NESTED.
 */
#define NW_DETECT_NESTED 1

/**
 * Flag of nw_detector_options: refuse text that is not valid UTF-8. Without it bad sequences are read as separators
 * and counted in nw_state.repaired.
 */
#define NW_DETECT_STRICT_UTF8 2

/**
 * Gazetteers in order of priority, and options. It never changes, so any number of threads may use one handle.
 * Free it with nw_detector_free.
 */
typedef struct nw_detector nw_detector;

/**
 * How a detector works. Call nw_detector_options_init and change what you need; where that is not to be had, set
 * size to sizeof(nw_detector_options), min_score to -1 and everything else to 0.
 */
typedef struct nw_detector_options {
    /** sizeof(nw_detector_options). */
    size_t size;
    /** One of NW_OFFSETS_*. */
    uint32_t offsets;
    /** Any of NW_DETECT_NESTED and NW_DETECT_STRICT_UTF8. */
    uint32_t flags;
    /** Mentions below this score are left out: 0 to 1; negative for the default, 0.5. Take care: 0 leaves out nothing. */
    float min_score;
    /** 0. */
    uint32_t reserved;
    /**
     * The longest text in bytes, at most UINT32_MAX less one; 0 for the default, 256 MiB. Longer texts are refused
     * with NW_STATUS_TEXT_TOO_LONG.
     */
    uint64_t max_text;
    /** The most mentions a text may give; 0 for no limit. When it is reached nw_state.truncated is 1. */
    uint64_t max_mentions;
    /**
     * The longest time a text may take, in microseconds; 0 for no limit. It is looked at between steps of the work,
     * so a text may run over it somewhat. Exceeding it is NW_STATUS_TIMED_OUT.
     */
    uint64_t time_limit_us;
} nw_detector_options;

/**
 * Makes a detector.
 *
 * gazetteers: an array of count handles, the most important first: where two know the same words, the earlier one
 * decides, and of an entity that two know, the earlier one gives name and label. To lay a list of your own over the
 * built-in gazetteer, give the list first. The detector keeps what it needs of them: the handles may be freed before
 * or after it.
 * options: may be NULL for the defaults.
 *
 * Errors: NW_STATUS_INVALID_ARGUMENT for a count of 0 and for options out of range; NW_STATUS_OPTIONS_TOO_NEW.
 * Cost: microseconds for one gazetteer; for several, one look-up for each entity of the smaller of any two.
 * Threads: any.
 */
nw_status nw_detector_new(const nw_gazetteer *const *gazetteers,
                          size_t count,
                          const nw_detector_options *options,
                          nw_detector **out,
                          nw_error *error);

/** Frees a detector; NULL is nothing to free. Analyses made by it stay readable. */
void nw_detector_free(nw_detector *detector);

/* ---------------------------------------------------------------------------------------- */
/* Replacing a detector while others scan                                                   */
/* ---------------------------------------------------------------------------------------- */

/**
 * Holds the detector of the moment, so that a new watch-list can be put in place while threads are scanning: each
 * takes the detector for a text or a batch with nw_live_get and frees it when done. A replacement never waits for
 * readers, and readers never see half of one. Shared by any number of threads. Free it with nw_live_free.
 */
typedef struct nw_live nw_live;

/** Begins with a detector. The caller's handle stays the caller's and may be freed at once. Threads: any. */
nw_status nw_live_new(const nw_detector *detector, nw_live **out, nw_error *error);

/**
 * The detector of the moment. Free it with nw_detector_free when done; until then it works, whatever replaces it.
 * Cost: a lock held for the time of a reference count; allocates nothing. Threads: any.
 */
nw_status nw_live_get(const nw_live *live,
                      nw_detector **out,
                      nw_error *error);

/**
 * Puts another detector in place. Whoever took the old one keeps it; the caller's handle stays the caller's and may
 * be freed at once. Threads: any.
 */
nw_status nw_live_replace(const nw_live *live,
                          const nw_detector *detector,
                          nw_error *error);

/** Frees the holder; NULL is nothing to free. Detectors taken from it stay valid until they are freed. */
void nw_live_free(nw_live *live);

/* ---------------------------------------------------------------------------------------- */
/* Cancelling                                                                               */
/* ---------------------------------------------------------------------------------------- */

/**
 * A flag that stops reading the documents it is given to. Shared by any number of threads. Free it with
 * nw_cancel_free, when no call is using it any more.
 */
typedef struct nw_cancel nw_cancel;

/** A flag that is not raised. Threads: any. */
nw_status nw_cancel_new(nw_cancel **out, nw_error *error);

/**
 * Raises the flag: calls that read documents with it return NW_STATUS_CANCELLED soon, and so do later ones until it
 * is reset. NULL does nothing. Safe in a signal handler. Threads: any.
 */
void nw_cancel_raise(const nw_cancel *cancel);

/** Lowers the flag, so that it can be used again. NULL does nothing. Threads: any. */
void nw_cancel_reset(const nw_cancel *cancel);

/** Frees a flag; NULL is nothing to free. No call may be using it. */
void nw_cancel_free(nw_cancel *cancel);

/* ---------------------------------------------------------------------------------------- */
/* Records of an analysis                                                                   */
/* ---------------------------------------------------------------------------------------- */

/** "None" in fields that hold the index of an entity: UINT32_MAX. */
#define NW_NONE 4294967295

/** Label number: a person. */
#define NW_LABEL_PERSON 1

/** Label number: a nationality, religious or political group. */
#define NW_LABEL_NORP 2

/** Label number: a building, airport, road, bridge. */
#define NW_LABEL_FAC 3

/** Label number: a company, agency, institution, movement. */
#define NW_LABEL_ORG 4

/** Label number: a country, province, city. */
#define NW_LABEL_GPE 5

/** Label number: a place that is no GPE: region, river, mountain. */
#define NW_LABEL_LOC 6

/** Label number: a product. */
#define NW_LABEL_PRODUCT 7

/** Label number: a named event. */
#define NW_LABEL_EVENT 8

/** Label number: the title of a book, song, film. */
#define NW_LABEL_WORK_OF_ART 9

/** Label number: a named law or treaty. */
#define NW_LABEL_LAW 10

/** Label number: a language. */
#define NW_LABEL_LANGUAGE 11

/** Label number: a date or period. */
#define NW_LABEL_DATE 12

/** Label number: a time shorter than a day. */
#define NW_LABEL_TIME 13

/** Label number: a percentage. */
#define NW_LABEL_PERCENT 14

/** Label number: an amount of money. */
#define NW_LABEL_MONEY 15

/** Label number: a measurement. */
#define NW_LABEL_QUANTITY 16

/** Label number: "first", "second". */
#define NW_LABEL_ORDINAL 17

/** Label number: any other number. Numbers above 18 are labels of the lists' own: ask nw_analysis_label. */
#define NW_LABEL_CARDINAL 18

/** Evidence bit: the text writes the alias letter by letter as the gazetteer does. */
#define NW_EVIDENCE_EXACT 1

/** Evidence bit: case, diacritics, width, quotes or dots differ from the alias. */
#define NW_EVIDENCE_FOLDED 2

/** Evidence bit: the alias has guards (words near it, words in the text) and they are met. */
#define NW_EVIDENCE_GUARD 4

/** Evidence bit: a rank, title or office stands before the name. */
#define NW_EVIDENCE_TITLE 8

/** Evidence bit: last name of a person named in full earlier in the text. */
#define NW_EVIDENCE_SHORT_FORM 16

/** Evidence bit: acronym bound to a long form by the text: "Long Form (LF)". */
#define NW_EVIDENCE_ACRONYM 32

/** Evidence bit: long form that an acronym in brackets confirms, or the other way round. */
#define NW_EVIDENCE_LONG_FORM 64

/** Evidence bit: stands at the start of a sentence, where a capital proves nothing. */
#define NW_EVIDENCE_SENTENCE_START 128

/** Evidence bit: stands in a headline in Title Case, where capitals prove nothing. */
#define NW_EVIDENCE_TITLE_CASE 256

/** Evidence bit: stands in a stretch in CAPITALS, where capitals prove nothing. */
#define NW_EVIDENCE_CAPITALS 512

/** Evidence bit: found inside a word, hashtag, handle or domain: the alias is marked to match anywhere. */
#define NW_EVIDENCE_ANYWHERE 1024

/** Evidence bit: the alias holds only between dates, and the text's date is unknown. */
#define NW_EVIDENCE_UNDATED 2048

/** Evidence bit: several entities share the alias here, and this one was chosen. */
#define NW_EVIDENCE_AMBIGUOUS 4096

/** Evidence bit: the text names the entity's country elsewhere. */
#define NW_EVIDENCE_COUNTRY 8192

/** Source of a mention: an alias of a gazetteer stands in the text. */
#define NW_SOURCE_GAZETTEER 1

/**
 * Source of a mention: the text itself introduced the name: a surname after the full name, an acronym after its long
 * form.
 */
#define NW_SOURCE_MEMORY 2

/** Flag of a mention: a reading inside another mention; only with NW_DETECT_NESTED. */
#define NW_MENTION_NESTED 1

/** Kind of a quotation: word for word, between quotation marks. */
#define NW_QUOTATION_DIRECT 1

/** Kind of a quotation: reported ("X said that ..."). */
#define NW_QUOTATION_INDIRECT 2

/** Kind of a quotation: both in one sentence. */
#define NW_QUOTATION_MIXED 3

/** A string in the analysis' string buffer (nw_analysis_strings). 8 bytes. */
typedef struct nw_str {
    /** Byte offset in the buffer. */
    uint32_t offset;
    /** Length in bytes. */
    uint32_t len;
} nw_str;

/** A stretch of the text, in the detector's unit and in bytes. 16 bytes. */
typedef struct nw_span {
    /** First unit of the stretch (see NW_OFFSETS_*). */
    uint32_t start;
    /** One past the last unit. */
    uint32_t end;
    /** First byte. */
    uint32_t byte_start;
    /** One past the last byte. */
    uint32_t byte_end;
} nw_span;

/** One name in the text. 44 bytes. */
typedef struct nw_mention {
    /** Where it stands, without leading article, possessive, title or rank. */
    nw_span span;
    /** Its text. */
    nw_str text;
    /** Index into the entities. */
    uint32_t entity;
    /** What spoke for or against it: NW_EVIDENCE_* bits. */
    uint32_t evidence;
    /** How sure the detector is, 0 to 1. */
    float score;
    /** Label number: one of NW_LABEL_*, or ask nw_analysis_label. */
    uint16_t label;
    /** Subtype number for nw_analysis_subtype; 0 for none. */
    uint16_t subtype;
    /** One of NW_SOURCE_*. */
    uint16_t source;
    /** NW_MENTION_NESTED or 0. */
    uint16_t flags;
} nw_mention;

/** One entity that the text mentions. 40 bytes. */
typedef struct nw_entity {
    /** Its stable id, such as "iso3166:IR". */
    nw_str id;
    /** Its canonical name. */
    nw_str name;
    /** How many mentions name it; nested ones do not count. */
    uint32_t mentions;
    /** Index of its first mention. */
    uint32_t first_mention;
    /** Its share of the text's attention, 0 to 1; all entities of a text sum to 1. */
    float salience;
    /** Label number. */
    uint16_t label;
    /** Subtype number, 0 for none. */
    uint16_t subtype;
    /** Position in the detector's array of the gazetteer it comes from. */
    uint32_t gazetteer;
    /** Its number inside that gazetteer. */
    uint32_t number;
} nw_entity;

/** One quotation. 68 bytes. */
typedef struct nw_quotation {
    /** Where it stands. */
    nw_span span;
    /** Its text. */
    nw_str text;
    /** The word that introduces it, such as "said". */
    nw_str cue;
    /** Where the speaker is named. */
    nw_span speaker_span;
    /** The speaker as the text names them. */
    nw_str speaker_text;
    /** Index of the speaker's entity, or NW_NONE. */
    uint32_t speaker;
    /** One of NW_QUOTATION_*. */
    uint16_t kind;
    /** 0. */
    uint16_t flags;
    /** How sure the detector is, 0 to 1. */
    float score;
} nw_quotation;

/** Where and by which agency the piece was filed: "TEHRAN (Tasnim) -". 28 bytes. */
typedef struct nw_dateline {
    /** Where it stands, dash included. */
    nw_span span;
    /** Index of the place's entity, or NW_NONE. */
    uint32_t place;
    /** Index of the agency's entity, or NW_NONE. */
    uint32_t agency;
    /** The date as the number yyyymmdd, or 0. */
    uint32_t date;
} nw_dateline;

/** Who wrote the piece: "By Press TV". 24 bytes. */
typedef struct nw_byline {
    /** Where it stands. */
    nw_span span;
    /** The names, one a line. */
    nw_str names;
} nw_byline;

/* ---------------------------------------------------------------------------------------- */
/* Analyses                                                                                 */
/* ---------------------------------------------------------------------------------------- */

/** Flag of nw_analysis_json: give each mention's evidence as words. */
#define NW_JSON_REASONS 1

/**
 * What one text says, and the working memory to read it. Use it for text after text: once warm, reading allocates
 * nothing. One thread at a time. Free it with nw_analysis_free.
 *
 * The pointers that nw_analysis_* functions give are borrowed: they hold until the analysis is given to another
 * nw_detect* call or freed. They refer neither to the text nor to the detector, which may be gone.
 */
typedef struct nw_analysis nw_analysis;

/** How the reading went. */
typedef struct nw_state {
    /** Bad UTF-8 sequences that were read as separators. */
    uint64_t repaired;
    /** 1 when max_mentions was reached: the mentions up to it are here, the rest of the text was left. Else 0. */
    uint32_t truncated;
    /** 0. */
    uint32_t reserved;
} nw_state;

/** An empty analysis. Threads: any. */
nw_status nw_analysis_new(nw_analysis **out, nw_error *error);

/** Frees an analysis and everything borrowed from it; NULL is nothing to free. */
void nw_analysis_free(nw_analysis *analysis);

/**
 * The mentions in text order. Without NW_DETECT_NESTED they do not overlap.
 *
 * out: borrowed, never NULL. count: how many there are. Threads: any number, while none changes the analysis.
 */
nw_status nw_analysis_mentions(const nw_analysis *analysis,
                               const nw_mention **out,
                               size_t *count,
                               nw_error *error);

/**
 * The entities in order of first mention; mentions refer to them by index.
 *
 * out: borrowed, never NULL. count: how many there are. Threads: any number, while none changes the analysis.
 */
nw_status nw_analysis_entities(const nw_analysis *analysis,
                               const nw_entity **out,
                               size_t *count,
                               nw_error *error);

/**
 * The quotations in text order.
 *
 * out: borrowed, never NULL. count: how many there are. Threads: any number, while none changes the analysis.
 */
nw_status nw_analysis_quotations(const nw_analysis *analysis,
                                 const nw_quotation **out,
                                 size_t *count,
                                 nw_error *error);

/** The dateline. out: borrowed; NULL if the text has none. Threads: any number, while none changes the analysis. */
nw_status nw_analysis_dateline(const nw_analysis *analysis,
                               const nw_dateline **out,
                               nw_error *error);

/** The byline. out: borrowed; NULL if the text has none. Threads: any number, while none changes the analysis. */
nw_status nw_analysis_byline(const nw_analysis *analysis, const nw_byline **out, nw_error *error);

/**
 * The buffer that nw_str fields point into: UTF-8, one string after the other and no NUL between or after them, so
 * print one with printf("%.*s", (int)s.len, strings + s.offset).
 *
 * out: borrowed, never NULL. len: bytes in it. Threads: any number, while none changes the analysis.
 */
nw_status nw_analysis_strings(const nw_analysis *analysis,
                              const char **out,
                              size_t *len,
                              nw_error *error);

/**
 * The name of a label number, such as "GPE"; of 0, the empty string.
 *
 * Numbers 1 to 18 mean the same everywhere (NW_LABEL_*); those above are numbered by each detector.
 * out: UTF-8, NUL-terminated, borrowed. len: bytes in it. Threads: any number, while none changes the analysis.
 *
 * Errors: NW_STATUS_INVALID_ARGUMENT for a number without a name.
 */
nw_status nw_analysis_label(const nw_analysis *analysis,
                            uint16_t number,
                            const char **out,
                            size_t *len,
                            nw_error *error);

/**
 * The name of a subtype number, such as "country"; of 0, the empty string. Subtypes are numbered by each detector.
 *
 * out: UTF-8, NUL-terminated, borrowed. len: bytes in it. Threads: any number, while none changes the analysis.
 *
 * Errors: NW_STATUS_INVALID_ARGUMENT for a number without a name.
 */
nw_status nw_analysis_subtype(const nw_analysis *analysis,
                              uint16_t number,
                              const char **out,
                              size_t *len,
                              nw_error *error);

/** How the reading went. Threads: any number, while none changes the analysis. */
nw_status nw_analysis_state(const nw_analysis *analysis, nw_state *out, nw_error *error);

/**
 * The analysis as one JSON object on one line.
 *
 * id: the document's id in the object; UTF-8. NULL with 0 gives null. flags: NW_JSON_REASONS or 0.
 * out: UTF-8, NUL-terminated; borrowed until the next call of this function too. len: bytes, without the NUL.
 *
 * Errors: NW_STATUS_INVALID_UTF8 for an id that is not. Threads: one at a time for each analysis.
 */
nw_status nw_analysis_json(nw_analysis *analysis,
                           const uint8_t *id,
                           size_t id_len,
                           uint32_t flags,
                           const char **out,
                           size_t *len,
                           nw_error *error);

/* ---------------------------------------------------------------------------------------- */
/* Detection                                                                                */
/* ---------------------------------------------------------------------------------------- */

/**
 * A text and what is known about it. Set size to sizeof(nw_document) and what is not used to 0 (or call
 * nw_document_init).
 */
typedef struct nw_document {
    /** sizeof(nw_document). */
    size_t size;
    /** The text; UTF-8, no NUL needed after it. Nothing of it is kept after the call. */
    const uint8_t *text;
    /** Bytes in text. NULL with 0 is the empty text. */
    size_t text_len;
    /**
     * The day it was written, as the number yyyymmdd; 0 if unknown. Aliases that hold between dates are checked
     * against it; without it they hold.
     */
    uint32_t date;
    /** 0. */
    uint32_t reserved;
    /** Stops the reading when raised by another thread; may be NULL. */
    const nw_cancel *cancel;
} nw_document;

/**
 * Reads a text into an analysis; what it held before is gone. After a failure it is empty.
 *
 * text: len bytes of UTF-8; NULL with 0 is the empty text. Nothing of it is kept.
 *
 * Errors: NW_STATUS_TEXT_TOO_LONG, NW_STATUS_INVALID_UTF8 (only with NW_DETECT_STRICT_UTF8), NW_STATUS_TIMED_OUT.
 * Cost: linear in the text; allocates nothing once the analysis has seen a text as long and as full of names.
 * Threads: any number with one detector, each with an analysis of its own.
 */
nw_status nw_detect(const nw_detector *detector,
                    const uint8_t *text,
                    size_t len,
                    nw_analysis *analysis,
                    nw_error *error);

/**
 * Reads a document into an analysis; what it held before is gone. After a failure it is empty.
 *
 * Errors: those of nw_detect; NW_STATUS_CANCELLED; NW_STATUS_INVALID_ARGUMENT for a date that is no day;
 * NW_STATUS_OPTIONS_TOO_NEW. Cost and threads: as for nw_detect.
 */
nw_status nw_detect_document(const nw_detector *detector,
                             const nw_document *document,
                             nw_analysis *analysis,
                             nw_error *error);

/**
 * Reads many documents with several threads, each into an analysis of its own.
 *
 * All documents are read, whatever becomes of the others. If any fails, the call returns the status of the first
 * failure in document order, and the error's message begins with "documents[n]: ".
 *
 * documents: an array of count structs that all give the same size.
 * threads: 0 for one a processor, at most 1024; the calling thread is one of them.
 * analyses: an array of count handles, all different.
 * statuses: an array of count places for the status of each document, or NULL. Written unless the arguments of the
 * call itself are refused (a NULL array or handle, a handle given twice, too many threads); then nothing is read.
 *
 * Errors: those of nw_detect_document. Threads: any number with one detector, each with analyses of its own.
 */
nw_status nw_detect_batch(const nw_detector *detector,
                          const nw_document *documents,
                          size_t count,
                          uint32_t threads,
                          nw_analysis *const *analyses,
                          nw_status *statuses,
                          nw_error *error);

/* ---------------------------------------------------------------------------------------- */
/* Structs with their defaults                                                              */
/* ---------------------------------------------------------------------------------------- */

/** Fills in the defaults of nw_read_options; format is still to be set for lists from memory. */
static inline void nw_read_options_init(nw_read_options *options)
{
    options->size = sizeof(*options);
    options->format = 0;
    options->flags = 0;
    options->label = NULL;
    options->label_len = 0;
    options->name = NULL;
    options->name_len = 0;
    options->reserved = 0;
}

/** Fills in the defaults of nw_detector_options. */
static inline void nw_detector_options_init(nw_detector_options *options)
{
    options->size = sizeof(*options);
    options->offsets = NW_OFFSETS_CHARS;
    options->flags = 0;
    options->min_score = -1.0f;
    options->reserved = 0;
    options->max_text = 0;
    options->max_mentions = 0;
    options->time_limit_us = 0;
}

/** Fills in an nw_document: a text of text_len bytes without a date or a cancel flag. */
static inline void nw_document_init(nw_document *document, const uint8_t *text, size_t text_len)
{
    document->size = sizeof(*document);
    document->text = text;
    document->text_len = text_len;
    document->date = 0;
    document->reserved = 0;
    document->cancel = NULL;
}

#ifdef __cplusplus
}
#endif

#endif /* NAMEWIRE_H */
