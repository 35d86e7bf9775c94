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

/* Behind ASCII bytes at p, eight at a time; some may stay before the first other byte or the end. */
static inline const unsigned char *utf8_skip_ascii(const unsigned char *p, const unsigned char *end) {
    for (; end - p >= 8; p += 8) {
        uint64_t eight;
        memcpy(&eight, p, 8);
        eight &= 0x8080808080808080ULL;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
        if (eight) return p + __builtin_ctzll(eight) / 8;
#else
        if (eight) return p;
#endif
    }
    return p;
}

static inline int fl_utf8_valid(const char *text, int64_t n) {
    const unsigned char *p = (const unsigned char *)text, *end = p + n;
    while ((p = utf8_skip_ascii(p, end)) < end) {
        if (*p < 0x80) { p++; continue; }
        do {
            int step = utf8_sequence(p, end);
            if (step == 0) return 0;
            p += step;
        } while (p < end && *p >= 0x80);
    }
    return 1;
}
#endif
