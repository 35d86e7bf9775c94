/* Masks of QR codes and the penalties that choose among them (ISO/IEC 18004, section 7.8), 64 modules at a time. Format and
   version count as light, as in the `qrcode` library. */
#ifndef FLONG_QR_MASKS_H
#define FLONG_QR_MASKS_H
#include "qr_draw.h"

#define QR_MASKS 8
#define QR_WINDOW 11 /* modules of the longest pattern that is looked for */

/* Every mask repeats after 12 rows. Filled when imported. */
static qr_row qr_mask_rows[QR_MASKS][12];

static int qr_masked(int mask, int y, int x) {
    switch (mask) {
        case 0: return (y + x) % 2 == 0;
        case 1: return y % 2 == 0;
        case 2: return x % 3 == 0;
        case 3: return (y + x) % 3 == 0;
        case 4: return (y / 2 + x / 3) % 2 == 0;
        case 5: return y * x % 2 + y * x % 3 == 0;
        case 6: return (y * x % 2 + y * x % 3) % 2 == 0;
        default: return (y * x % 3 + (y + x) % 2) % 2 == 0;
    }
}

static void qr_fill_masks(void) {
    for (int mask = 0; mask < QR_MASKS; mask++)
        for (int y = 0; y < 12; y++)
            for (int x = 0; x < 64 * QR_WORDS; x++) qr_set(&qr_mask_rows[mask][y], x, (unsigned)qr_masked(mask, y, x));
}

/* The symbol's rows under a mask, and QR_WINDOW light ones behind them. */
static void qr_apply(const qr_symbol *s, int mask, qr_row *out) {
    for (int y = 0; y < s->width; y++)
        for (int k = 0; k < QR_WORDS; k++)
            out[y].w[k] = s->dark[y].w[k] ^ (qr_mask_rows[mask][y % 12].w[k] & ~s->fixed[y].w[k]);
    memset(out + s->width, 0, sizeof(qr_row) * QR_WINDOW);
}

/* Where windows of 5 and 11 modules may begin in a word, and where the last one of 5 begins. */
typedef struct { uint64_t five, eleven, last; } qr_places;

static inline uint64_t qr_below(int n) { return n <= 0 ? 0 : n >= 64 ? ~(uint64_t)0 : ((uint64_t)1 << n) - 1; }

static inline qr_places qr_places_of(int n, int word) {
    int first = 64 * word;
    qr_places p = {qr_below(n - 4 - first), qr_below(n - 10 - first), 0};
    p.last = p.five & ~qr_below(n - 5 - first);
    return p;
}

/* Runs of 5 or more (a run of n has n - 4 windows, and costs n - 2), and 1011101 beside four light modules. Bit i of
   x[j] is the module j behind place i. */
static inline int qr_line_penalty(const uint64_t *x, qr_places p) {
    uint64_t runs = ((x[0] & x[1] & x[2] & x[3] & x[4]) | ~(x[0] | x[1] | x[2] | x[3] | x[4])) & p.five;
    uint64_t finders = ~x[1] & x[4] & ~x[5] & x[6] & ~x[9] & p.eleven;
    finders &= (x[0] & x[2] & x[3] & ~x[7] & ~x[8] & ~x[10]) | (~x[0] & ~x[2] & ~x[3] & x[7] & x[8] & x[10]);
    int penalty = runs ? __builtin_popcountll(runs) + 2 * __builtin_popcountll(runs & ((x[4] ^ x[5]) | p.last)) : 0;
    return finders ? penalty + 40 * __builtin_popcountll(finders) : penalty;
}

#define QR_INLINE static inline __attribute__((always_inline))

QR_INLINE uint64_t qr_shifted(const qr_row *row, int words, int word, int by) {
    uint64_t high = word + 1 < words && by ? row->w[word + 1] << (64 - by) : 0;
    return row->w[word] >> by | high;
}

QR_INLINE int qr_row_penalty(const qr_row *rows, int n, int words, int y, int word, qr_places right) {
    uint64_t x[QR_WINDOW], inside = qr_below(n - 64 * word), below;
    qr_places down = {y <= n - 5 ? inside : 0, y <= n - 11 ? inside : 0, y == n - 5 ? inside : 0};
    for (int j = 0; j < QR_WINDOW; j++) x[j] = qr_shifted(&rows[y], words, word, j);
    int penalty = qr_line_penalty(x, right);
    below = qr_shifted(&rows[y + 1], words, word, 1);
    uint64_t same = ~((x[0] ^ x[1]) | (x[0] ^ rows[y + 1].w[word]) | (x[0] ^ below));
    if (y < n - 1) penalty += 3 * __builtin_popcountll(same & qr_below(n - 1 - 64 * word));
    for (int j = 1; j < QR_WINDOW; j++) x[j] = rows[y + j].w[word];
    return penalty + qr_line_penalty(x, down);
}

/* All four rules, for rows of so many words. The last: 10 for each full 5 % that the dark modules are away from half. */
QR_INLINE int qr_penalty_of(const qr_row *rows, int n, int words) {
    int penalty = 0, dark = 0;
    for (int word = 0; word < words; word++) {
        qr_places right = qr_places_of(n, word);
        for (int y = 0; y < n; y++) {
            penalty += qr_row_penalty(rows, n, words, y, word, right);
            dark += __builtin_popcountll(rows[y].w[word]);
        }
    }
    int away = 20 * dark - 10 * n * n;
    return penalty + (away < 0 ? -away : away) / (n * n) * 10;
}

static int qr_penalty(const qr_row *rows, int n) {
    return n <= 64 ? qr_penalty_of(rows, n, 1) : n <= 128 ? qr_penalty_of(rows, n, 2) : qr_penalty_of(rows, n, QR_WORDS);
}

/* Masks the symbol, by the cheapest mask when `mask` is negative: which one it was. */
static int qr_mask(qr_symbol *s, int mask) {
    qr_row rows[QR_WIDEST + QR_WINDOW];
    int best = -1, least = 0;
    for (int i = 0; mask < 0 && i < QR_MASKS; i++) {
        qr_apply(s, i, rows);
        int penalty = qr_penalty(rows, s->width);
        if (best < 0 || penalty < least) { best = i; least = penalty; }
    }
    if (mask < 0) mask = best;
    qr_apply(s, mask, rows);
    memcpy(s->dark, rows, sizeof(qr_row) * (size_t)s->width);
    return mask;
}
#endif
