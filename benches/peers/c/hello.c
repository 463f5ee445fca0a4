/* hello: the smallest useful program. Prints the clock at its first result; `launch` took it before the start. */
#include "common.h"
#include <string.h>

int main(void) {
    static const char text[] = "The Pentagon rejected the claim, officials in Tehran said on Thursday.";
    size_t mentions = 0;
    nw_error error;
    nw_analysis *analysis = NULL;
    const nw_mention *list = NULL;
    nw_detector *detector = builtin_detector();
    need(nw_analysis_new(&analysis, &error), "nw_analysis_new", &error);
    need(nw_detect(detector, (const uint8_t *)text, sizeof text - 1, analysis, &error), "nw_detect", &error);
    need(nw_analysis_mentions(analysis, &list, &mentions, &error), "nw_analysis_mentions", &error);
    double first = now();
    printf("%.9f %zu\n", first, mentions);
    return mentions == 0;
}
