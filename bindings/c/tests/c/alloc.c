/* Counts allocations: linked statically with --wrap, so that every one of the library's goes through here. */
#include "check.h"

static unsigned long allocations;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *at, size_t size);
int __real_posix_memalign(void **out, size_t alignment, size_t size);
void *__real_aligned_alloc(size_t alignment, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *at, size_t size);
int __wrap_posix_memalign(void **out, size_t alignment, size_t size);
void *__wrap_aligned_alloc(size_t alignment, size_t size);

void *__wrap_malloc(size_t size)
{
    allocations++;
    return __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    allocations++;
    return __real_calloc(count, size);
}

void *__wrap_realloc(void *at, size_t size)
{
    allocations++;
    return __real_realloc(at, size);
}

int __wrap_posix_memalign(void **out, size_t alignment, size_t size)
{
    allocations++;
    return __real_posix_memalign(out, alignment, size);
}

void *__wrap_aligned_alloc(size_t alignment, size_t size)
{
    allocations++;
    return __real_aligned_alloc(alignment, size);
}

/* About 3 kB, with what makes work: titles, short forms, acronyms, possessives, other scripts, bad bytes. */
static const char PIECE[] =
    "TEHRAN (Tasnim) - Secretary of State John Kerry said the U.S. agreed. Kerry left for Vienna.\n"
    "The Islamic State in Iraq and the Levant (ISIL) took Mosul; ISIL's men went to Baghdad, the BBC said.\n"
    "\xD0\x9C\xD0\xBE\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB0 and Z\xC3\xBCrich answered. UNITED NATIONS MEETS \xFF IN NEW YORK.\n";

int main(void)
{
    nw_gazetteer *gazetteer = NULL;
    nw_detector *detector = NULL;
    nw_analysis *analysis = NULL;
    nw_live *live = NULL;
    const nw_gazetteer *list[1];
    const nw_mention *mentions = NULL;
    size_t count = 0, len = 0, i;
    static char text[4096];
    unsigned long before;
    while (len + sizeof(PIECE) < 3072) {
        memcpy(text + len, PIECE, sizeof(PIECE) - 1);
        len += sizeof(PIECE) - 1;
    }
    WORKS(nw_gazetteer_builtin(&gazetteer, &error));
    list[0] = gazetteer;
    WORKS(nw_detector_new(list, 1, NULL, &detector, &error));
    WORKS(nw_live_new(detector, &live, &error));
    WORKS(nw_analysis_new(&analysis, &error));
    CHECK(allocations > 0); /* They are counted. */
    for (i = 0; i < 3; i++) {
        WORKS(nw_detect(detector, BYTES(text), len, analysis, &error));
    }
    WORKS(nw_analysis_mentions(analysis, &mentions, &count, &error));
    CHECK(count > 20);

    before = allocations;
    for (i = 0; i < 100; i++) {
        nw_detector *taken = NULL;
        nw_status got = nw_live_get(live, &taken, &error);
        nw_status read = nw_detect(taken, BYTES(text), i % 2 == 0 ? len : len / 2, analysis, &error);
        nw_status seen = nw_analysis_mentions(analysis, &mentions, &count, &error);
        nw_detector_free(taken);
        CHECK(got == NW_STATUS_OK && read == NW_STATUS_OK && seen == NW_STATUS_OK);
    }
    printf("%lu allocations in 100 calls\n", allocations - before);
    CHECK(allocations == before);

    nw_analysis_free(analysis);
    nw_live_free(live);
    nw_detector_free(detector);
    nw_gazetteer_free(gazetteer);
    return finish();
}
