/* What the C tests share. Every test program prints "ok" and the number of its checks, or what failed. */
#ifndef CHECK_H
#define CHECK_H

#include <namewire.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int checks, failures;
static nw_error error;

static void check_at(int line, int good, const char *what)
{
    checks++;
    if (!good) {
        failures++;
        printf("line %d: %s\n", line, what);
    }
}

#define CHECK(condition) check_at(__LINE__, (condition) != 0, #condition)

/* A call that must work. */
static void works_at(int line, nw_status status, const char *what)
{
    checks++;
    if (status != NW_STATUS_OK) {
        failures++;
        printf("line %d: %s: status %d: %s\n", line, what, (int)status, error.message);
    }
}

#define WORKS(call) works_at(__LINE__, (call), #call)

/* A call that must fail with a status and a message that contains some words. */
static void fails_at(int line, nw_status status, nw_status expected, const char *words, const char *what)
{
    int complete = memchr(error.message, 0, sizeof(error.message)) != NULL;
    checks++;
    if (status != expected || error.status != expected || error.reserved != 0 || !complete
        || strstr(error.message, words) == NULL) {
        failures++;
        printf("line %d: %s: status %d (error has %d), expected %d: \"%.496s\", expected \"%s\"\n", line, what,
               (int)status, (int)error.status, (int)expected, complete ? error.message : "(no end)", words);
    }
}

/* The same call once with an error record, filled with rubbish before, and once without: `e` is the record. */
#define FAILS(call, expected, words)                                                       \
    do {                                                                                   \
        nw_error *e = &error;                                                              \
        memset(&error, 0xA5, sizeof(error));                                               \
        fails_at(__LINE__, (call), (expected), (words), #call);                            \
        e = NULL;                                                                          \
        check_at(__LINE__, (call) == (expected), #call " without an error record");        \
        (void)e;                                                                           \
    } while (0)

static int finish(void)
{
    (void)works_at; /* Not every test uses all of this. */
    (void)fails_at;
    if (failures == 0) {
        printf("ok %d\n", checks);
    }
    return failures != 0;
}

#define BYTES(string) ((const uint8_t *)(string))

#endif
