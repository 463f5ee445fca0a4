/* threads FILE ROUNDS: the articles of a file, one a line, read by one thread and by two, by turns; all threads
 * share one detector, each has its own analysis. Prints the seconds of each pass, by the clock and of the processors. */
#include "common.h"
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

typedef struct {
    const char *text;
    size_t len;
} article;

static article *articles;
static size_t count;
static atomic_size_t next_article, total_mentions;
static nw_detector *detector;

static void *work(void *unused) {
    (void)unused;
    nw_error error;
    nw_analysis *analysis = NULL;
    size_t found = 0, number;
    need(nw_analysis_new(&analysis, &error), "nw_analysis_new", &error);
    while ((number = atomic_fetch_add(&next_article, 1)) < count) {
        const article *a = &articles[number];
        const nw_mention *list = NULL;
        size_t mentions = 0;
        need(nw_detect(detector, (const uint8_t *)a->text, a->len, analysis, &error), "nw_detect", &error);
        need(nw_analysis_mentions(analysis, &list, &mentions, &error), "nw_analysis_mentions", &error);
        found += mentions;
    }
    nw_analysis_free(analysis);
    atomic_fetch_add(&total_mentions, found);
    return NULL;
}

typedef struct {
    double clock, processor;
} took;

static took pass(int threads) {
    pthread_t other[16];
    atomic_store(&next_article, 0);
    atomic_store(&total_mentions, 0);
    took begin = {now(), used()};
    for (int i = 1; i < threads; i++) {
        if (pthread_create(&other[i], NULL, work, NULL) != 0) {
            perror("pthread_create");
            exit(1);
        }
    }
    work(NULL);
    for (int i = 1; i < threads; i++) {
        pthread_join(other[i], NULL);
    }
    return (took){now() - begin.clock, used() - begin.processor};
}

static void print(const char *name, const took *list, int rounds) {
    printf(", \"%s\": [", name);
    for (int i = 0; i < rounds; i++) {
        printf("%s%.6f", i == 0 ? "" : ", ", list[i].clock);
    }
    printf("], \"%s_processor\": [", name);
    for (int i = 0; i < rounds; i++) {
        printf("%s%.6f", i == 0 ? "" : ", ", list[i].processor);
    }
    printf("]");
}

int main(int argc, char **argv) {
    int rounds = argc == 3 ? atoi(argv[2]) : 0;
    if (rounds < 1 || rounds > 100) {
        fprintf(stderr, "usage: threads FILE ROUNDS\n");
        return 2;
    }
    size_t len = 0, first = 0;
    char *text = read_file(argv[1], &len);
    for (size_t i = 0; i < len; i++) {
        count += text[i] == '\n';
    }
    articles = calloc(count + 1, sizeof *articles);
    count = 0;
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '\n') {
            articles[count++] = (article){text + first, i - first};
            first = i + 1;
        }
    }
    detector = builtin_detector();
    took one[100], two[100];
    pass(1);
    size_t expected = atomic_load(&total_mentions);
    for (int i = 0; i < rounds; i++) {
        one[i] = pass(1);
        two[i] = pass(2);
        if (atomic_load(&total_mentions) != expected) {
            fprintf(stderr, "two threads found other mentions\n");
            return 1;
        }
    }
    printf("{\"bytes\": %zu, \"mentions\": %zu", len, expected);
    print("one", one, rounds);
    print("two", two, rounds);
    printf("}\n");
    nw_detector_free(detector);
    free(articles);
    free(text);
    return 0;
}
