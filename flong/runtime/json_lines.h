/* JSON Lines, cut as Python's files and bytes.strip cut them. */
#ifndef FLONG_JSON_LINES_H
#define FLONG_JSON_LINES_H
#include "core.h"

static inline int json_is_space(char byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); }

/* The texts of at most n lines that are not blank, from `*p` on, which moves behind them. Gives their number. */
static int64_t json_lines(const char **p, const char *end, int64_t n, fl_text *out) {
    int64_t found = 0;
    while (found < n && *p < end) {
        const char *start = *p, *feed = (const char *)memchr(start, '\n', (size_t)(end - start));
        const char *stop = feed ? feed : end;
        *p = feed ? feed + 1 : end;
        while (start < stop && json_is_space(*start)) start++;
        while (start < stop && json_is_space(stop[-1])) stop--;
        out[found].p = start;
        out[found].n = stop - start;
        found += start < stop;
    }
    return found;
}
#endif
