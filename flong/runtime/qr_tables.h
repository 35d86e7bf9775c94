/* Capacities and places of QR codes by version and level (ISO/IEC 18004, tables 1, 9 and E.1). Levels are 0 to 3: L M Q H. */
#ifndef FLONG_QR_TABLES_H
#define FLONG_QR_TABLES_H
#include <stdint.h>

#define QR_VERSIONS 40
#define QR_WIDEST 177 /* modules of version 40 */
#define QR_CODEWORDS 3706
#define QR_CHECKS 30 /* most check codewords in a block */

static const uint8_t qr_check_table[4][QR_VERSIONS] = {
    {7,  10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28,
     28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30},
    {10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
     26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28},
    {13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30,
     28, 30, 30, 30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30},
    {17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28,
     30, 24, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30},
};

static const uint8_t qr_block_table[4][QR_VERSIONS] = {
    {1, 1, 1,  1,  1,  2,  2,  2,  2,  4,  4,  4,  4,  4,  6,  6,  6,  6,  7,  8,
     8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25},
    {1,  1,  1,  2,  2,  4,  4,  4,  5,  5,  5,  8,  9,  9,  10, 10, 11, 13, 14, 16,
     17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49},
    {1,  1,  2,  2,  4,  4,  6,  6,  8,  8,  8,  10, 12, 16, 12, 17, 16, 18, 21, 20,
     23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68},
    {1,  1,  2,  4,  4,  4,  5,  6,  8,  8,  11, 11, 16, 16, 18, 16, 19, 21, 25, 25,
     25, 34, 30, 32, 35, 37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81},
};

/* From one alignment pattern to the next; the last stands 7 modules before the end. */
static const uint8_t qr_alignment_step[QR_VERSIONS] = {
    0,  12, 16, 20, 24, 28, 16, 18, 20, 22, 24, 26, 28, 20, 22, 24, 24, 26, 28, 28,
    22, 24, 24, 26, 26, 28, 28, 24, 24, 26, 26, 26, 28, 28, 24, 26, 26, 26, 28, 28,
};

static inline int qr_width(int version) { return 17 + 4 * version; }
static inline int qr_checks(int version, int level) { return qr_check_table[level][version - 1]; }
static inline int qr_blocks(int version, int level) { return qr_block_table[level][version - 1]; }

/* Alignment patterns along one side. */
static inline int qr_alignments(int version) { return version == 1 ? 0 : version / 7 + 2; }

/* Modules that are no function pattern, format or version, in whole codewords. */
static inline int qr_codewords(int version) {
    int n = qr_width(version), a = qr_alignments(version);
    int modules = n * n - 3 * 64 - 31 - 2 * (n - 16); /* finders, format and timing */
    if (a) modules -= 25 * (a * a - 3) - 10 * (a - 2); /* alignment, less what lies on the timing */
    if (version >= 7) modules -= 36;
    return modules / 8;
}

static inline int qr_data_codewords(int version, int level) {
    return qr_codewords(version) - qr_checks(version, level) * qr_blocks(version, level);
}
#endif
