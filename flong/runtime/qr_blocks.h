/* Error correction of QR codes: Reed-Solomon over GF(256) modulo x^8 + x^4 + x^3 + x^2 + 1 (ISO/IEC 18004, section 7.5). */
#ifndef FLONG_QR_BLOCKS_H
#define FLONG_QR_BLOCKS_H
#include "qr_tables.h"
#include <string.h>

#define QR_ROW 32 /* bytes of a product, so that two SSE words take it */

/* The generator polynomial of a degree times every byte, without its leading term. Filled when imported. */
static uint8_t qr_products[QR_CHECKS + 1][256][QR_ROW];

static uint8_t qr_multiply(uint8_t a, uint8_t b) {
    unsigned product = 0;
    for (int i = 7; i >= 0; i--) {
        product = product << 1 ^ (product >> 7) * 0x11d;
        product ^= (b >> i & 1) * a;
    }
    return (uint8_t)product;
}

/* The product of (x - 2^i) for i below `degree`. */
static void qr_generator(uint8_t *g, int degree) {
    uint8_t root = 1;
    memset(g, 0, QR_ROW);
    g[degree - 1] = 1;
    for (int i = 0; i < degree; i++) {
        for (int j = 0; j < degree; j++) g[j] = qr_multiply(g[j], root) ^ (j + 1 < degree ? g[j + 1] : 0);
        root = qr_multiply(root, 2);
    }
}

static void qr_fill_products(int degree) {
    uint8_t g[QR_ROW];
    qr_generator(g, degree);
    for (int byte = 1; byte < 256; byte++) {
        int half = byte >> 1, low = byte & -byte;
        for (int j = 0; j < degree; j++) {
            uint8_t twice = byte == 1 ? 0 : qr_multiply(qr_products[degree][half][j], 2);
            qr_products[degree][byte][j] = twice ^ (low == 1 ? g[j] : 0);
        }
    }
}

static void qr_fill_blocks(void) {
    for (int level = 0; level < 4; level++)
        for (int version = 1; version <= QR_VERSIONS; version++) {
            int degree = qr_checks(version, level);
            if (qr_products[degree][1][0] == 0) qr_fill_products(degree);
        }
}

/* The remainder of `n` data codewords, by long division. */
static void qr_remainder(const uint8_t *data, int n, int degree, uint8_t *checks) {
    uint8_t work[256 + QR_ROW] = {0};
    memcpy(work, data, (size_t)n);
    for (int i = 0; i < n; i++) {
        const uint8_t *row = qr_products[degree][work[i]];
        for (int j = 0; j < QR_ROW; j++) work[i + 1 + j] ^= row[j];
    }
    memcpy(checks, work + n, (size_t)degree);
}

/* Data codewords to the symbol's stream: blocks side by side, the shorter ones first; then their checks. */
static void qr_interleave(const uint8_t *data, int version, int level, uint8_t *out) {
    int blocks = qr_blocks(version, level), degree = qr_checks(version, level);
    int all = qr_data_codewords(version, level), size = all / blocks, shorter = blocks - all % blocks;
    uint8_t checks[QR_CHECKS], *tail = out + all;
    for (int b = 0; b < blocks; b++) {
        int n = size + (b >= shorter);
        qr_remainder(data, n, degree, checks);
        for (int i = 0; i < size; i++) out[i * blocks + b] = data[i];
        if (n > size) out[size * blocks + b - shorter] = data[size];
        for (int i = 0; i < degree; i++) tail[i * blocks + b] = checks[i];
        data += n;
    }
}
#endif
