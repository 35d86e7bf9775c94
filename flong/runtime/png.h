/* Pictures of one bit a pixel as PNG (ISO/IEC 15948) whose lines repeat: each line is written once by a ready Huffman
   code, then copied (RFC 1951), so that a picture costs no search for matches. */
#ifndef FLONG_PNG_H
#define FLONG_PNG_H
#include <stdint.h>
#include <string.h>

/* Bits, the first one lowest. */
typedef struct { uint32_t value, count; } png_code;

typedef struct { const uint8_t *p; int count; } png_string;

/* How pictures of one size are written: `head` opens the block, `light` writes the lines above and below the modules,
   `copies` repeats a line, `end` closes the block. */
typedef struct {
    int width, height, line, scale, times, longest;
    png_string head, light, copies;
    png_code bytes[256], end;
} png_plan;

/* Rows of modules, dark where the bit is set; `stride` words from row to row. Around them are `left` and `top` light modules. */
typedef struct { const uint64_t *words; int stride, width, height, left, top; } png_modules;

static inline uint8_t *png_number(uint8_t *to, uint32_t value) {
    for (int i = 0; i < 4; i++) to[i] = (uint8_t)(value >> (24 - 8 * i));
    return to + 4;
}

/* --- checksums --------------------------------------------------------------------------------------------- */

static uint32_t png_crc_table[256];

static inline void png_fill(void) {
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t crc = i;
        for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (crc & 1) * 0xedb88320u;
        png_crc_table[i] = crc;
    }
}

static uint32_t png_crc(const uint8_t *p, int64_t n) {
    uint32_t crc = ~0u;
    for (int64_t i = 0; i < n; i++) crc = crc >> 8 ^ png_crc_table[(uint8_t)(crc ^ p[i])];
    return ~crc;
}

typedef struct { uint64_t a, b; } png_adler;

/* Adler-32 (RFC 1950) of `n` bytes, `times` times: both sums grow by what one line adds. */
static void png_add(png_adler *sum, const uint8_t *p, int n, int times) {
    uint32_t plain = 0, weighted = 0;
    uint64_t t = (uint64_t)times;
    for (int i = 0; i < n; i++) {
        plain += p[i];
        weighted += (uint32_t)(n - i) * p[i];
    }
    sum->b = (sum->b + (uint64_t)n * (t * sum->a + t * (t - 1) / 2 * plain) + t * weighted) % 65521;
    sum->a = (sum->a + t * plain) % 65521;
}

/* --- the block --------------------------------------------------------------------------------------------- */

/* `held` counts the bits of `now`, fewer than 32 between calls. */
typedef struct { uint8_t *to; uint64_t now; unsigned held; } png_bits;

static inline uint8_t *png_little(uint8_t *to, uint32_t value) {
    for (int i = 0; i < 4; i++) to[i] = (uint8_t)(value >> 8 * i);
    return to + 4;
}

static inline void png_put(png_bits *b, png_code code) {
    b->now |= (uint64_t)code.value << b->held;
    b->held += code.count;
    if (b->held < 32) return;
    b->to = png_little(b->to, (uint32_t)b->now);
    b->now >>= 32;
    b->held -= 32;
}

static void png_put_string(png_bits *b, png_string s) {
    for (const uint8_t *p = s.p; s.count > 0; s.count -= 8) png_put(b, (png_code){*p++, (uint32_t)(s.count < 8 ? s.count : 8)});
}

static void png_put_line(png_bits *b, const png_plan *plan, const uint8_t *line) {
    for (int i = 0; i < plan->line; i++) png_put(b, plan->bytes[line[i]]);
    png_put_string(b, plan->copies);
}

/* Blackens the pixels from `start` up to `end` of a line that was white. */
static void png_blacken(uint8_t *line, int start, int end) {
    uint8_t first = (uint8_t)(0xff >> (start & 7)), last = (uint8_t)(0xff00 >> (end & 7));
    int from = start >> 3, to = end >> 3;
    if (from == to) {
        line[from] &= (uint8_t)~(first & last);
        return;
    }
    line[from] &= (uint8_t)~first;
    if (to > from + 1) memset(line + from + 1, 0, (size_t)(to - from - 1));
    if (last) line[to] &= (uint8_t)~last;
}

/* The first column from `x` on whose module differs from `dark`, or `width`. */
static int png_change(const uint64_t *row, int x, int width, int dark) {
    while (x < width) {
        uint64_t rest = (dark ? ~row[x >> 6] : row[x >> 6]) >> (x & 63);
        if (rest) {
            x += __builtin_ctzll(rest);
            return x < width ? x : width;
        }
        x = (x | 63) + 1;
    }
    return width;
}

/* A scan line: filter 0, then bits, white 1. */
static void png_line(const png_plan *plan, const png_modules *m, const uint64_t *row, uint8_t *line) {
    line[0] = 0;
    memset(line + 1, 0xff, (size_t)plan->line - 1);
    for (int end, x = png_change(row, 0, m->width, 0); x < m->width; x = png_change(row, end, m->width, 0)) {
        end = png_change(row, x, m->width, 1);
        png_blacken(line + 1, (m->left + x) * plan->scale, (m->left + end) * plan->scale);
    }
}

static void png_add_light(png_adler *sum, const png_plan *plan, const png_modules *m, uint8_t *line) {
    line[0] = 0;
    memset(line + 1, 0xff, (size_t)plan->line - 1);
    png_add(sum, line, plan->line, m->top * plan->times);
}

/* All lines as a zlib stream: its end. `line` is scratch for one line. */
static uint8_t *png_deflate(const png_plan *plan, const png_modules *m, uint8_t *line, uint8_t *to) {
    png_adler sum = {1, 0};
    memcpy(to, "\x78\x01", 2);
    png_bits b = {to + 2, 0, 0};
    png_put_string(&b, plan->head);
    png_put_string(&b, plan->light);
    png_add_light(&sum, plan, m, line);
    for (int y = 0; y < m->height; y++) {
        png_line(plan, m, m->words + (int64_t)y * m->stride, line);
        png_put_line(&b, plan, line);
        png_add(&sum, line, plan->line, plan->times);
    }
    png_put_string(&b, plan->light);
    png_add_light(&sum, plan, m, line);
    png_put(&b, plan->end);
    png_little(b.to, (uint32_t)b.now);
    return png_number(b.to + (b.held + 7) / 8, (uint32_t)(sum.b << 16 | sum.a));
}

/* --- the file ---------------------------------------------------------------------------------------------- */

/* Closes the chunk whose `n` bytes of data begin at `data`: writes its length before and its CRC behind. */
static uint8_t *png_chunk(uint8_t *data, int64_t n) {
    png_number(data - 8, (uint32_t)n);
    return png_number(data + n, png_crc(data - 4, n + 4));
}

static uint8_t *png_header(const png_plan *plan, uint8_t *to) {
    memcpy(to, "\x89PNG\r\n\x1a\n\0\0\0\0IHDR", 16);
    png_number(png_number(to + 16, (uint32_t)plan->width), (uint32_t)plan->height);
    memcpy(to + 24, "\1\0\0\0\0", 5); /* one bit, grey, deflate, adaptive filters, not interlaced */
    return png_chunk(to + 16, 13);
}

/* Bytes that a picture of `rows` rows of modules can take, and scratch for a line. */
static inline int64_t png_room(const png_plan *plan, int rows) {
    int64_t bits = plan->head.count + 2 * plan->light.count + plan->end.count;
    return 128 + (bits + (int64_t)rows * (plan->line * plan->longest + plan->copies.count)) / 8 + plan->line;
}

/* The whole file, in `to` of png_room bytes: its length. */
static inline int64_t png_write(const png_plan *plan, const png_modules *m, uint8_t *to) {
    uint8_t *line = to + png_room(plan, m->height) - plan->line;
    uint8_t *at = png_header(plan, to) + 8;
    memcpy(at - 4, "IDAT", 4);
    at = png_chunk(at, png_deflate(plan, m, line, at) - at) + 8;
    memcpy(at - 4, "IEND", 4);
    return png_chunk(at, 0) - to;
}
#endif
