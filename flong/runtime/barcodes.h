/* Barcodes as rows of modules: Code 128 (ISO/IEC 15417), Code 39 (ISO/IEC 16388), EAN-13 (ISO/IEC 15420). */
#ifndef FLONG_BARCODES_H
#define FLONG_BARCODES_H
#include "core.h"

#define BARS_MOST 80 /* characters */
#define BARS_WORDS 22 /* of 64 modules: 122 symbols of Code 128 take 11 each and the stop 13, 83 of Code 39 take 16 */

/* Module x is bit x % 64 of word x / 64, 1 is dark. */
typedef struct { int width; uint64_t words[BARS_WORDS]; } bars;

static inline void bars_put(bars *b, int count, unsigned dark) {
    for (; count > 0; count--, b->width++) b->words[b->width >> 6] |= (uint64_t)dark << (b->width & 63);
}

/* Widths as digits, dark and light by turns from dark on. */
static void bars_put_widths(bars *b, const char *widths) {
    for (int i = 0; widths[i]; i++) bars_put(b, widths[i] - '0', i % 2 == 0);
}

/* The lowest `count` bits of `pattern`, the highest first. */
static void bars_put_bits(bars *b, unsigned pattern, int count) {
    while (count-- > 0) bars_put(b, 1, pattern >> count & 1);
}

/* --- Code 128 ---------------------------------------------------------------------------------------------- */

static const char *const code128_widths[107] = {
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213", "221312", "231212",
    "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132", "221231", "213212", "223112", "312131",
    "311222", "321122", "321221", "312212", "322112", "322211", "212123", "212321", "232121", "111323", "131123", "131321",
    "112313", "132113", "132311", "211313", "231113", "231311", "112133", "112331", "132131", "113123", "113321", "133121",
    "313121", "211331", "231131", "213113", "213311", "213131", "311123", "311321", "331121", "312113", "312311", "332111",
    "314111", "221411", "431111", "111224", "111422", "121124", "121421", "141122", "141221", "112214", "112412", "122114",
    "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111", "111242", "121142", "121241", "114212",
    "124112", "124211", "411212", "421112", "421211", "212141", "214121", "412121", "111143", "111341", "131141", "114113",
    "114311", "411113", "411311", "113141", "114131", "311141", "411131", "211412", "211214", "211232", "2331112"};

enum { CODE_A, CODE_B, CODE_C, CODE_SETS };
enum { CODE_SHIFT = 98, CODE_START = 103, CODE_STOP = 106 };
static const int code128_switch[CODE_SETS] = {101, 100, 99};

/* The symbol of the text at p in a set, or -1; set C takes two digits. */
static int code128_symbol(const char *p, int64_t left, int set) {
    unsigned char byte = (unsigned char)*p;
    if (set == CODE_A) return byte < 32 ? byte + 64 : byte < 96 ? byte - 32 : -1;
    if (set == CODE_B) return byte >= 32 && byte < 128 ? byte - 32 : -1;
    int pair = left > 1 && byte >= '0' && byte <= '9' && p[1] >= '0' && p[1] <= '9';
    return pair ? 10 * (byte - '0') + p[1] - '0' : -1;
}

/* `fewest[i][set]` symbols encode the text from i on in this set, by `how`: in the set itself, shifted, or in another. */
#define CODE_SHIFTED 4
typedef struct { uint8_t fewest[BARS_MOST + 2][CODE_SETS], how[BARS_MOST + 1][CODE_SETS]; } code128_ways;

static void code128_try(code128_ways *w, int64_t i, int set, int cost, int how) {
    if (cost < w->fewest[i][set]) {
        w->fewest[i][set] = (uint8_t)cost;
        w->how[i][set] = (uint8_t)how;
    }
}

static void code128_find_ways(code128_ways *w, fl_text s) {
    memset(w->fewest, 255, sizeof w->fewest);
    memset(w->fewest[s.n], 0, CODE_SETS);
    for (int64_t i = s.n - 1; i >= 0; i--) {
        int direct[CODE_SETS];
        for (int set = 0; set < CODE_SETS; set++) {
            int fits = code128_symbol(s.p + i, s.n - i, set) >= 0;
            direct[set] = fits ? 1 + w->fewest[i + 1 + (set == CODE_C)][set] : 255;
            code128_try(w, i, set, direct[set], set);
        }
        for (int set = 0; set < CODE_SETS; set++) {
            if (set != CODE_C && code128_symbol(s.p + i, s.n - i, !set) >= 0)
                code128_try(w, i, set, 2 + w->fewest[i + 1][set], CODE_SHIFTED);
            for (int other = 0; other < CODE_SETS; other++) code128_try(w, i, set, 1 + direct[other], other);
        }
    }
}

/* The symbols from start to check; how many. There are at most three for two characters. */
static int code128_symbols(fl_text s, uint8_t *out) {
    code128_ways w;
    code128_find_ways(&w, s);
    int set = CODE_B, n = 0, check;
    for (int other = 0; other < CODE_SETS; other++) if (w.fewest[0][other] < w.fewest[0][set]) set = other;
    if (w.how[0][set] != CODE_SHIFTED) set = w.how[0][set];
    out[n++] = (uint8_t)(CODE_START + set);
    for (int64_t i = 0; i < s.n; i += 1 + (set == CODE_C)) {
        int how = w.how[i][set], shifted = how == CODE_SHIFTED;
        if (shifted) out[n++] = CODE_SHIFT;
        else if (how != set) out[n++] = (uint8_t)code128_switch[set = how];
        out[n++] = (uint8_t)code128_symbol(s.p + i, s.n - i, shifted ? !set : set);
    }
    check = out[0];
    for (int i = 1; i < n; i++) check += i * out[i];
    out[n++] = (uint8_t)(check % 103);
    return n;
}

/* The bars of a text that is not longer than BARS_MOST, or the reason why it has none. */
static const char *code128_encode(fl_text s, bars *out) {
    uint8_t symbols[3 * BARS_MOST];
    for (int64_t i = 0; i < s.n; i++) if (s.p[i] & 0x80) return "a Code 128 barcode holds ASCII characters only";
    int n = code128_symbols(s, symbols);
    for (int i = 0; i < n; i++) bars_put_widths(out, code128_widths[symbols[i]]);
    bars_put_widths(out, code128_widths[CODE_STOP]);
    return NULL;
}

/* --- Code 39 ----------------------------------------------------------------------------------------------- */

static const char code39_characters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%";
#define CODE39_ENDS 0x094
/* Nine elements, dark and light by turns; a set bit is a wide one, of 3 modules. */
static const uint16_t code39_elements[43] = {
    0x034, 0x121, 0x061, 0x160, 0x031, 0x130, 0x070, 0x025, 0x124, 0x064, 0x109, 0x049, 0x148, 0x019, 0x118,
    0x058, 0x00d, 0x10c, 0x04c, 0x01c, 0x103, 0x043, 0x142, 0x013, 0x112, 0x052, 0x007, 0x106, 0x046, 0x016,
    0x181, 0x0c1, 0x1c0, 0x091, 0x190, 0x0d0, 0x085, 0x184, 0x0c4, 0x0a8, 0x0a2, 0x08a, 0x02a};

static void code39_put(bars *b, unsigned elements) {
    for (int i = 8; i >= 0; i--) bars_put(b, elements >> i & 1 ? 3 : 1, i % 2 == 0);
}

static int code39_value(char c) {
    const char *found = c ? strchr(code39_characters, c) : NULL;
    return found ? (int)(found - code39_characters) : -1;
}

/* The check character (the sum of all values modulo 43), or 0 where a character has no value. */
static char code39_check(fl_text s) {
    int sum = 0;
    for (int64_t i = 0; i < s.n; i++) {
        int value = code39_value(s.p[i]);
        if (value < 0) return 0;
        sum += value;
    }
    return code39_characters[sum % 43];
}

static const char *code39_encode(fl_text s, bars *out) {
    if (!code39_check(s)) return "a Code 39 barcode holds digits, capital letters, blanks and - . $ / + % only";
    code39_put(out, CODE39_ENDS);
    for (int64_t i = 0; i < s.n; i++) {
        bars_put(out, 1, 0);
        code39_put(out, code39_elements[code39_value(s.p[i])]);
    }
    bars_put(out, 1, 0);
    code39_put(out, CODE39_ENDS);
    return NULL;
}

/* --- EAN-13 ------------------------------------------------------------------------------------------------ */

/* Digits left of the middle; the complement stands right of it, and mirrored where the first digit says so. */
static const uint8_t ean_left[10] = {0x0d, 0x19, 0x13, 0x3d, 0x23, 0x31, 0x2f, 0x3b, 0x37, 0x0b};
static const uint8_t ean_mirrored[10] = {0x00, 0x0b, 0x0d, 0x0e, 0x13, 0x19, 0x1c, 0x15, 0x16, 0x1a};

static unsigned ean_mirror(unsigned pattern) {
    unsigned out = 0;
    for (int i = 0; i < 7; i++) out |= (pattern >> i & 1) << (6 - i);
    return out;
}

/* The digit that makes the sum, weights 1 and 3 by turns, a multiple of 10; -1 unless the first 12 are digits. */
static int ean_check(const char *p) {
    int sum = 0;
    for (int i = 0; i < 12; i++) {
        if (p[i] < '0' || p[i] > '9') return -1;
        sum += (p[i] - '0') * (i % 2 ? 3 : 1);
    }
    return (10 - sum % 10) % 10;
}

/* Puts the 13 digits into `digits`, or says why there are none. */
static const char *ean_digits(fl_text s, char *digits) {
    int check = s.n == 12 || s.n == 13 ? ean_check(s.p) : -1;
    if (check < 0 || (s.n == 13 && (s.p[12] < '0' || s.p[12] > '9'))) return "an EAN-13 barcode has 12 or 13 digits";
    if (s.n == 13 && s.p[12] != '0' + check) return "the last digit of an EAN-13 barcode is not the check digit of the others";
    memcpy(digits, s.p, 12);
    digits[12] = (char)('0' + check);
    return NULL;
}

static const char *ean_encode(fl_text s, bars *out) {
    char digits[13];
    const char *reason = ean_digits(s, digits);
    if (reason) return reason;
    bars_put_bits(out, 5, 3);
    for (int i = 1; i < 13; i++) {
        unsigned left = ean_left[digits[i] - '0'], right = ~left & 0x7f;
        if (i == 7) bars_put_bits(out, 10, 5);
        bars_put_bits(out, i > 6 ? right : ean_mirrored[digits[0] - '0'] >> (6 - i) & 1 ? ean_mirror(right) : left, 7);
    }
    bars_put_bits(out, 5, 3);
    return NULL;
}

/* --- all --------------------------------------------------------------------------------------------------- */

/* Kinds of pictures, see fl_asset; light modules on both sides. */
enum { BARS_CODE128 = 2, BARS_CODE39, BARS_EAN13 };
static inline int bars_quiet(int kind) { return kind == BARS_EAN13 ? 11 : 10; }

/* The bars of a text that is not longer than BARS_MOST (and one check character): NULL, or the reason why not. */
static inline const char *bars_encode(int kind, fl_text s, bars *out) {
    memset(out, 0, sizeof *out);
    return kind == BARS_CODE128 ? code128_encode(s, out) : kind == BARS_CODE39 ? code39_encode(s, out) : ean_encode(s, out);
}
#endif
