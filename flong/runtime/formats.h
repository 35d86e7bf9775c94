/* Prints a rounded decimal by a program of resolve/numbers.py. */
#ifndef FLONG_FORMATS_H
#define FLONG_FORMATS_H
#include "printing.h"
#include "unicode.h"

/* The program's head, in its order; then its words, each after its length in one byte. */
typedef struct {
    uint8_t least_integer, least_fraction, most_fraction, first_group, group, mode, power, singular;
} fl_number_head;

enum { FL_POINT, FL_GROUP, FL_POSITIVE, FL_NEGATIVE = FL_POSITIVE + 2, FL_ONE = FL_NEGATIVE + 2,
       FL_MINUS_ONE = FL_ONE + 2, FL_WORDS = FL_MINUS_ONE + 2 };

typedef struct { const char *p; int64_t n, e; } fl_digits;

/* The digit that counts 10^k. */
static inline char fl_digit(fl_digits d, int64_t k) {
    int64_t i = d.n - 1 - (k - d.e);
    return i >= 0 && i < d.n ? d.p[i] : '0';
}

static inline char *fl_put(char *to, fl_text word) {
    memcpy(to, word.p, (size_t)word.n);
    return to + word.n;
}

static inline void fl_read_words(fl_text program, fl_text *words) {
    const char *p = program.p + sizeof(fl_number_head);
    for (int i = 0; i < FL_WORDS; i++) {
        int64_t n = (unsigned char)*p++;
        words[i] = (fl_text){p, n};
        p += n;
    }
}

/* The count of fraction digits to show: no zeros at the end beyond the least count. */
static inline int64_t fl_fraction(fl_digits d, const fl_number_head *head) {
    int64_t n = d.e < 0 ? -d.e : 0;
    while (n > head->least_fraction && fl_digit(d, -n) == '0') n--;
    return n < head->least_fraction ? head->least_fraction : n;
}

static inline char *fl_put_integer(char *to, fl_digits d, int64_t n, const fl_number_head *head, fl_text group) {
    for (int64_t k = n - 1; k >= 0; k--) {
        *to++ = fl_digit(d, k);
        if (k && head->group && k >= head->first_group && (k - head->first_group) % head->group == 0)
            to = fl_put(to, group);
    }
    return to;
}

/* Where the prefix for `x` stands among the words; the suffix follows it. A zero has no sign. */
static inline int fl_affixes(fl_dec x, const fl_number_head *head, int64_t fraction) {
    int negative = x.neg && x.c;
    if (head->singular && x.c == 1 && x.e == 0 && fraction == 0) return negative ? FL_MINUS_ONE : FL_ONE;
    return negative ? FL_NEGATIVE : FL_POSITIVE;
}

/* `x` has at most the format's most fraction digits. */
static int fl_put_number(fl_ctx *c, fl_text program, fl_dec x, fl_text *out) {
    char text[48], *end = text + sizeof text, *first = fl_digits_u128(end, x.c);
    const fl_number_head *head = (const fl_number_head *)program.p;
    fl_digits d = {first, end - first, x.e};
    fl_text words[FL_WORDS];
    fl_read_words(program, words);
    int64_t fraction = fl_fraction(d, head), integer = x.c && d.n + d.e > 0 ? d.n + d.e : 0;
    int at = fl_affixes(x, head, fraction);
    if (integer < head->least_integer) integer = head->least_integer;
    int64_t room = integer * (1 + words[FL_GROUP].n) + words[FL_POINT].n + fraction + words[at].n + words[at + 1].n;
    char *start = fl_room(c, room), *to = start;
    if (!start) return FL_MEMORY;
    to = fl_put_integer(fl_put(to, words[at]), d, integer, head, words[FL_GROUP]);
    if (fraction) to = fl_put(to, words[FL_POINT]);
    for (int64_t k = 1; k <= fraction; k++) *to++ = fl_digit(d, -k);
    return fl_finish(c, start, fl_put(to, words[at + 1]), room, out);
}
#endif
