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

