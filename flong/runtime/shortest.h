/* A double as the decimal of fewest digits that reads back as it (what repr prints). */
#ifndef FLONG_SHORTEST_H
#define FLONG_SHORTEST_H
#include <stdio.h>
#include <stdlib.h>
#include "decimal.h"

static inline int fl_reads_back(unsigned long long m, int e, double x) {
    char text[48];
    snprintf(text, sizeof text, "%llue%d", m, e);
    return strtod(text, NULL) == x;
}

/* x = m * 10^e, rounded to `digits` digits; x is not negative. Whatever the C locale's point is, it is skipped. */
static inline unsigned long long fl_to_digits(double x, int digits, int *e) {
    char text[48];
    unsigned long long m = 0;
    snprintf(text, sizeof text, "%.*e", digits - 1, x);
    char *mark = strchr(text, 'e');
    for (char *p = text; p < mark; p++) if (*p >= '0' && *p <= '9') m = 10 * m + (unsigned)(*p - '0');
    *e = atoi(mark + 1) - (digits - 1);
    return m;
}

/* FL_BAD_NUMBER for NaN and infinities. Fifteen digits that read back hold every shorter form (but for numbers
   below 1e-300). Of sixteen, the nearest may miss where the gap below `x` is half of that above it; then the
   next one up is the shortest. */
static inline int fl_dec_of_float(double x, fl_dec *out) {
    double size = x < 0 ? -x : x;
    unsigned long long m;
    int e;
    if (x - x != 0) return FL_BAD_NUMBER;
    m = fl_to_digits(size, 15, &e);
    if (!fl_reads_back(m, e, size)) {
        m = fl_to_digits(size, 16, &e);
        if (!fl_reads_back(m, e, size) && !fl_reads_back(++m, e, size)) m = fl_to_digits(size, 17, &e);
    }
    for (; m && m % 10 == 0; e++) m /= 10;
    *out = fl_dec_make(m, m ? e : 0, x < 0 && m);
    return FL_OK;
}
#endif
