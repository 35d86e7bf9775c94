/* The modules of a QR code: function patterns, format, version and the placement of codewords (ISO/IEC 18004, sections
   6.3, 7.7, 7.9 and 7.10). Column x of a row is bit x % 64 of its word x / 64. */
#ifndef FLONG_QR_DRAW_H
#define FLONG_QR_DRAW_H
#include "qr_tables.h"
#include <string.h>

#define QR_WORDS 3

typedef struct { uint64_t w[QR_WORDS]; } qr_row;

/* `dark` modules, and which of them are `fixed`: no data and not masked. Bits behind the last column are fixed. */
typedef struct {
    int version, width;
    qr_row dark[QR_WIDEST], fixed[QR_WIDEST];
} qr_symbol;

static inline void qr_set(qr_row *row, int x, unsigned dark) {
    uint64_t bit = (uint64_t)1 << (x & 63);
    row->w[x >> 6] = dark ? row->w[x >> 6] | bit : row->w[x >> 6] & ~bit;
}

static inline unsigned qr_get(const qr_row *row, int x) { return row->w[x >> 6] >> (x & 63) & 1; }

/* `count` fixed modules from (x, y) to the right; the lowest bit of `dark` is the first. */
static void qr_fix(qr_symbol *s, int x, int y, int count, unsigned dark) {
    for (int i = 0; i < count; i++) {
        qr_set(&s->fixed[y], x + i, 1);
        qr_set(&s->dark[y], x + i, dark >> i & 1);
    }
}

/* A finder with its separator in 8 x 8 modules; the separator is right of and below (dx, dy = 0) or before it. */
static void qr_fix_finder(qr_symbol *s, int x, int y, int dx, int dy) {
    static const uint8_t lines[8] = {0x7f, 0x41, 0x5d, 0x5d, 0x5d, 0x41, 0x7f, 0};
    for (int i = 0; i < 8; i++) qr_fix(s, x, y + i, 8, (unsigned)lines[(i + 7 * dy) & 7] << dx);
}

static void qr_fix_alignment(qr_symbol *s, int x, int y) {
    static const uint8_t lines[5] = {0x1f, 0x11, 0x15, 0x11, 0x1f};
    for (int i = 0; i < 5; i++) qr_fix(s, x - 2, y - 2 + i, 5, lines[i]);
}

/* All but those in the corners of the finders. */
static void qr_fix_alignments(qr_symbol *s) {
    int count = qr_alignments(s->version), step = qr_alignment_step[s->version - 1], last = s->width - 7;
    for (int i = 0; i < count; i++)
        for (int j = 0; j < count; j++) {
            if ((i == 0 && (j == 0 || j == count - 1)) || (j == 0 && i == count - 1)) continue;
            qr_fix_alignment(s, j ? last - (count - 1 - j) * step : 6, i ? last - (count - 1 - i) * step : 6);
        }
}

/* Room for format and version, which stays light until the mask is chosen. */
static void qr_fix_rooms(qr_symbol *s) {
    int n = s->width;
    qr_fix(s, 0, 8, 9, 0);
    qr_fix(s, n - 8, 8, 8, 0);
    for (int i = 0; i < 8; i++) {
        qr_fix(s, 8, i, 1, 0);
        qr_fix(s, 8, n - 8 + i, 1, 0);
    }
    for (int i = 0; s->version >= 7 && i < 6; i++) {
        qr_fix(s, n - 11, i, 3, 0);
        for (int j = 0; j < 3; j++) qr_fix(s, i, n - 11 + j, 1, 0);
    }
}

static void qr_fix_patterns(qr_symbol *s) {
    int n = s->width;
    memset(s->dark, 0, sizeof(qr_row) * (size_t)n);
    for (int y = 0; y < n; y++)
        for (int k = 0; k < QR_WORDS; k++)
            s->fixed[y].w[k] = 64 * k >= n ? ~(uint64_t)0 : 64 * k + 64 <= n ? 0 : ~(uint64_t)0 << (n & 63);
    qr_fix_rooms(s);
    for (int i = 6; i < n - 6; i++) {
        qr_fix(s, i, 6, 1, i % 2 == 0);
        qr_fix(s, 6, i, 1, i % 2 == 0);
    }
    qr_fix_finder(s, 0, 0, 0, 0);
    qr_fix_finder(s, n - 8, 0, 1, 0);
    qr_fix_finder(s, 0, n - 8, 0, 1);
    qr_fix_alignments(s);
}

/* Bits from `at` on in the free modules of the columns `right` and `right` - 1: where the next ones begin. */
static int qr_place_pair(qr_symbol *s, int right, int up, const uint8_t *words, int at) {
    for (int i = 0; i < s->width; i++) {
        int y = up ? s->width - 1 - i : i;
        for (int x = right; x >= right - 1; x--) {
            uint64_t bit = words[at >> 3] >> (7 - (at & 7)) & 1, free = ~s->fixed[y].w[x >> 6] >> (x & 63) & 1;
            s->dark[y].w[x >> 6] |= (bit & free) << (x & 63);
            at += (int)free;
        }
    }
    return at;
}

/* Codewords in pairs of columns, from the right, upwards and downwards by turns, but for the column of the timing
   pattern. Behind the last codeword is a byte of zeros for the modules that remain. */
static void qr_place(qr_symbol *s, const uint8_t *words) {
    int at = 0, up = 1;
    for (int right = s->width - 1; right > 0; right -= 2, up = !up) at = qr_place_pair(s, right -= right == 6, up, words, at);
}

/* `value` with the remainder of a division by the polynomial `by` of degree `bits` below it. */
static unsigned qr_bch(unsigned value, unsigned by, int bits) {
    unsigned rest = value << bits;
    for (int i = 31; i >= bits; i--) if (rest >> i & 1) rest ^= by << (i - bits);
    return value << bits | rest;
}

static void qr_draw_format(qr_symbol *s, int level, int mask) {
    static const unsigned levels[4] = {1, 0, 3, 2};
    unsigned bits = qr_bch(levels[level] << 3 | (unsigned)mask, 0x537, 10) ^ 0x5412;
    int n = s->width;
    for (int i = 0; i < 15; i++) {
        unsigned dark = bits >> i & 1;
        qr_set(&s->dark[i < 6 ? i : i < 8 ? i + 1 : n - 15 + i], 8, dark);
        qr_set(&s->dark[8], i < 8 ? n - 1 - i : i == 8 ? 7 : 14 - i, dark);
    }
    qr_set(&s->dark[n - 8], 8, 1);
}

static void qr_draw_version(qr_symbol *s) {
    unsigned bits = qr_bch((unsigned)s->version, 0x1f25, 12);
    for (int i = 0; s->version >= 7 && i < 18; i++) {
        qr_set(&s->dark[i / 3], s->width - 11 + i % 3, bits >> i & 1);
        qr_set(&s->dark[s->width - 11 + i % 3], i / 3, bits >> i & 1);
    }
}
#endif
