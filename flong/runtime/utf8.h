/* Validation of UTF-8 (Unicode, table 3-7: well-formed byte sequences). */
#ifndef FLONG_UTF8_H
#define FLONG_UTF8_H
#include <stdint.h>
#include <string.h>

static inline int utf8_follows(const unsigned char *p, int n) {
    for (int i = 0; i < n; i++)
        if ((p[i] & 0xc0) != 0x80) return 0;
    return 1;
}

/* The length of the well-formed sequence that begins with the byte >= 0x80 at p; 0 when there is none. */
static inline int utf8_sequence(const unsigned char *p, const unsigned char *end) {
    unsigned char a = p[0];
    int n = a < 0xc2 ? 0 : a < 0xe0 ? 2 : a < 0xf0 ? 3 : a < 0xf5 ? 4 : 0;
    if (n == 0 || end - p < n || !utf8_follows(p + 1, n - 1)) return 0;
    if ((a == 0xe0 && p[1] < 0xa0) || (a == 0xed && p[1] > 0x9f)) return 0; /* overlong, surrogate */
    if ((a == 0xf0 && p[1] < 0x90) || (a == 0xf4 && p[1] > 0x8f)) return 0; /* overlong, beyond U+10FFFF */
    return n;
}

static inline int fl_utf8_valid(const char *text, int64_t n) {
    const unsigned char *p = (const unsigned char *)text, *end = p + n;
    while (p < end) {
        uint64_t eight;
        if (end - p >= 8 && (memcpy(&eight, p, 8), (eight & 0x8080808080808080ULL) == 0)) { p += 8; continue; }
        if (*p < 0x80) { p++; continue; }
        int step = utf8_sequence(p, end);
        if (step == 0) return 0;
        p += step;
    }
    return 1;
}
#endif
