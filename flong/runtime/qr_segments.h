/* Segments of a QR code (ISO/IEC 18004, section 7.4): the modes that take the fewest bits, found by dynamic programming
   over sixths of a bit, because three digits take 10 bits and two alphanumeric characters 11. */
#ifndef FLONG_QR_SEGMENTS_H
#define FLONG_QR_SEGMENTS_H
#include "core.h"
#include "qr_kanji.h"
#include "qr_tables.h"
#include "unicode.h"

enum { QR_NUMERIC, QR_ALPHANUMERIC, QR_BYTE, QR_KANJI, QR_MODES };
#define QR_MOST 7089 /* digits in version 40, level L: no symbol holds more units */
#define QR_IS_KANJI 0x8000
#define QR_NEVER (1 << 28)

/* A unit is a byte, or the 13 bits of a kanji and QR_IS_KANJI. A segment is a run of one mode. */
typedef struct {
    int n, bits, version;
    uint16_t unit[QR_MOST];
    uint8_t mode[QR_MOST];
} qr_plan;

/* The 13 bits of a code point and QR_IS_KANJI, or 0. Filled when imported. */
static uint16_t qr_kanji[65536];

static void qr_fill_kanji(void) {
    for (size_t i = 0; i < sizeof qr_kanji_rows / sizeof *qr_kanji_rows; i++)
        for (int cell = 0; cell < 94; cell++) {
            int character = qr_kanji_rows[i].cells[cell];
            if (character > ' ')
                qr_kanji[character] = (uint16_t)(QR_IS_KANJI | qr_kanji_bits(qr_kanji_rows[i].row, cell));
        }
}

/* Values of alphanumeric characters from blank on. */
static const int8_t qr_alphanumeric_table[64] = {
    36, -1, -1, -1, 37, 38, -1, -1, -1, -1, 39, 40, -1, 41, 42, 43, 0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  44, -1, -1, -1, -1, -1,
    -1, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, -1, -1, -1, -1, -1,
};

static inline int qr_alphanumeric(unsigned unit) {
    return unit - 32 < 64 ? qr_alphanumeric_table[unit - 32] : -1;
}

/* The modes a unit may stand in, a bit each. */
static inline int qr_modes_of(unsigned unit) {
    if (unit & QR_IS_KANJI) return 1 << QR_KANJI;
    int value = qr_alphanumeric(unit);
    return 1 << QR_BYTE | (value >= 0) << QR_ALPHANUMERIC | (value >= 0 && value < 10) << QR_NUMERIC;
}

static void qr_load_bytes(qr_plan *plan, fl_text s) {
    for (int i = 0; i < s.n; i++) plan->unit[i] = (uint8_t)s.p[i];
    plan->n = (int)s.n;
}

/* Characters as kanji or ASCII: false where the text holds others, or one of the two ASCII characters that readers
   of Shift JIS take for others. */
static int qr_load_kanji(qr_plan *plan, fl_text s) {
    int step;
    plan->n = 0;
    for (const char *p = s.p, *end = s.p + s.n; p < end; p += step) {
        int32_t cp = fl_decode(p, &step);
        unsigned unit = cp >= 0x80 ? (cp < 0x10000 ? qr_kanji[cp] : 0) : cp == '\\' || cp == '~' ? 0 : (unsigned)cp;
        if (unit == 0 || plan->n == QR_MOST) return 0;
        plan->unit[plan->n++] = (uint16_t)unit;
    }
    return 1;
}

/* Gives each unit its mode and returns the bits of all segments, whose heads take `heads` bits. */
static int qr_choose_modes(qr_plan *plan, const uint8_t *heads) {
    static const int steps[QR_MODES] = {20, 33, 48, 78};
    uint8_t from[QR_MOST];
    int cost[QR_MODES] = {QR_NEVER, QR_NEVER, QR_NEVER, QR_NEVER}, base = 0, origin = QR_BYTE;
    for (int i = 0; i < plan->n; i++) {
        int may = qr_modes_of(plan->unit[i]), best = QR_NEVER, cheapest = QR_BYTE, came = 0;
        for (int mode = 0; mode < QR_MODES; mode++) {
            int fresh = base + 6 * heads[mode], stays = cost[mode] <= fresh;
            cost[mode] = may >> mode & 1 ? (stays ? cost[mode] : fresh) + steps[mode] : QR_NEVER;
            came |= (stays ? mode : origin) << 2 * mode;
            int whole = (cost[mode] + 5) / 6 * 6;
            if (whole < best) { best = whole; cheapest = mode; }
        }
        from[i] = (uint8_t)came;
        base = best;
        origin = cheapest;
    }
    for (int i = plan->n - 1, mode = origin; i >= 0; mode = from[i--] >> 2 * mode & 3) plan->mode[i] = (uint8_t)mode;
    return base / 6;
}

/* Bits of mode indicator and length, for versions up to 9, 26 and 40. */
static const uint8_t qr_heads[3][QR_MODES] = {{14, 13, 12, 12}, {16, 15, 20, 14}, {18, 17, 20, 16}};
static inline const uint8_t *qr_heads_of(int version) { return qr_heads[(version > 9) + (version > 26)]; }

/* Chooses modes for the smallest version from `least` on: false when even version 40 is too small. */
static int qr_fit(qr_plan *plan, int level, int least) {
    static const int versions[4] = {1, 10, 27, QR_VERSIONS + 1};
    for (int i = 0; i < 3; i++) {
        int v = versions[i] < least ? least : versions[i], end = versions[i + 1];
        if (v >= end || 24 * qr_data_codewords(end - 1, level) < 10 * plan->n) continue;
        plan->bits = qr_choose_modes(plan, qr_heads[i]);
        while (v < end && 8 * qr_data_codewords(v, level) < plan->bits) v++;
        plan->version = v;
        if (v < end) return 1;
    }
    return 0;
}

static inline int qr_is_ascii(fl_text s) {
    for (int64_t i = 0; i < s.n; i++) if (s.p[i] & 0x80) return 0;
    return 1;
}

/* Plans `s`, in one of `two`; NULL when it does not fit. Kanji segments are taken where they make a smaller symbol. */
static const qr_plan *qr_plan_of(qr_plan two[2], fl_text s, int level, int least) {
    int fits = 0;
    if (s.n <= QR_MOST) {
        qr_load_bytes(two, s);
        fits = qr_fit(two, level, least);
    }
    if (s.n > 3 * QR_MOST || qr_is_ascii(s) || !qr_load_kanji(two + 1, s) || !qr_fit(two + 1, level, least))
        return fits ? two : NULL;
    return fits && two[0].version <= two[1].version ? two : two + 1;
}

/* --- bits -------------------------------------------------------------------------------------------------- */

/* Big-endian bits; `held` counts those of `now` that no byte has yet. */
typedef struct { uint8_t *to; uint32_t now; int held; } qr_bits;

static inline void qr_put(qr_bits *b, unsigned value, int count) {
    b->now = b->now << count | value;
    for (b->held += count; b->held >= 8;) *b->to++ = (uint8_t)(b->now >> (b->held -= 8));
}

/* As many units from `u` on as go together, at most `n`: how many were taken. */
static int qr_put_units(qr_bits *b, int mode, const uint16_t *u, int n) {
    static const int digits[4] = {0, 4, 7, 10};
    if (mode == QR_BYTE) { qr_put(b, u[0], 8); return 1; }
    if (mode == QR_KANJI) { qr_put(b, u[0] & 0x1fff, 13); return 1; }
    if (mode == QR_ALPHANUMERIC) {
        if (n == 1) { qr_put(b, (unsigned)qr_alphanumeric(u[0]), 6); return 1; }
        qr_put(b, (unsigned)(45 * qr_alphanumeric(u[0]) + qr_alphanumeric(u[1])), 11);
        return 2;
    }
    unsigned number = 0;
    if (n > 3) n = 3;
    for (int i = 0; i < n; i++) number = 10 * number + u[i] - '0';
    qr_put(b, number, digits[n]);
    return n;
}

static void qr_put_segment(qr_bits *b, const qr_plan *plan, int start, int end) {
    int mode = plan->mode[start];
    qr_put(b, 1u << mode, 4);
    qr_put(b, (unsigned)(end - start), qr_heads_of(plan->version)[mode] - 4);
    for (int i = start; i < end;) i += qr_put_units(b, mode, plan->unit + i, end - i);
}

/* All segments, the terminator and the padding, in `size` codewords. */
static void qr_put_plan(const qr_plan *plan, uint8_t *to, int size) {
    qr_bits b = {to, 0, 0};
    int left = 8 * size - plan->bits;
    for (int i = 0, start = 0; i < plan->n; start = i) {
        while (i < plan->n && plan->mode[i] == plan->mode[start]) i++;
        qr_put_segment(&b, plan, start, i);
    }
    qr_put(&b, 0, left < 4 ? left : 4);
    if (b.held) qr_put(&b, 0, 8 - b.held);
    for (int pad = 0xec; b.to < to + size; pad ^= 0xec ^ 0x11) *b.to++ = (uint8_t)pad;
}
#endif
