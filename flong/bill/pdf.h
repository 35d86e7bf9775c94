/* The body of a PDF file: indirect objects one after the other, where each begins, and streams encrypted on the way. */
#ifndef FLONG_PDF_H
#define FLONG_PDF_H
#include <stdint.h>
#include <string.h>

enum {
    PDF_ENTRY = 7, /* bytes of an entry of the cross-reference stream: kind, place (4), index (2) */
    PDF_BLOCK = 16 /* bytes that AES takes at once */
};

/* CBC with padding, see evp.h. */
typedef int (*pdf_cipher)(void *, const uint8_t *, const uint8_t *, const uint8_t *, int64_t, int, uint8_t *);

typedef struct { const uint8_t *p; int64_t n; } pdf_text;

/* An indirect object. `data.p` is NULL for one that is no stream; `sealed` streams are encrypted. */
typedef struct { int64_t number; pdf_text head, data; int sealed; } pdf_part;

/* Whether a dictionary holds a string. Names have no such characters, a dictionary begins with two. */
static int pdf_has_string(pdf_text s) {
    for (int64_t i = 0; i < s.n; i++) {
        if (s.p[i] == '(') return 1;
        if (s.p[i] == '<' && (++i == s.n || s.p[i] != '<')) return 1;
    }
    return 0;
}

/* What seals the next stream; the key of the one after it is `step` bytes further. `context` is NULL in a file that is
   not encrypted. */
typedef struct { pdf_cipher cipher; void *context; const uint8_t *key, *iv; int step; } pdf_seal;

/* Writes while there is room and counts on when there is none. */
typedef struct { uint8_t *p; int64_t n, room; } pdf_out;

static inline uint8_t *pdf_take(pdf_out *o, int64_t n) {
    uint8_t *at = o->n + n <= o->room ? o->p + o->n : NULL;
    o->n += n;
    return at;
}

static inline void pdf_put(pdf_out *o, const void *p, int64_t n) {
    uint8_t *at = pdf_take(o, n);
    if (at) memcpy(at, p, (size_t)n);
}

#define PDF_PUT(o, literal) pdf_put(o, literal, (int64_t)sizeof literal - 1)

static inline void pdf_put_number(pdf_out *o, int64_t value) {
    char digits[20], *at = digits + sizeof digits;
    do *--at = (char)('0' + value % 10);
    while (value /= 10);
    pdf_put(o, at, digits + sizeof digits - at);
}

/* Where the object begins, most significant byte first, in its entry. */
static inline void pdf_note(uint8_t *entries, int64_t number, int64_t offset) {
    uint8_t *entry = entries + number * PDF_ENTRY;
    entry[0] = 1;
    for (int i = 0; i < 4; i++) entry[1 + i] = (uint8_t)(offset >> (24 - 8 * i));
}

/* Bytes of the ciphertext of `n` bytes: at least one is added. */
static inline int64_t pdf_padded(int64_t n) { return (n / PDF_BLOCK + 1) * PDF_BLOCK; }

/* The initialisation vector and the ciphertext: 0, or -1 when the cipher refuses. */
static int pdf_put_sealed(pdf_out *o, pdf_text data, pdf_seal *seal) {
    pdf_put(o, seal->iv, PDF_BLOCK);
    uint8_t *at = pdf_take(o, pdf_padded(data.n));
    int failed = at ? seal->cipher(seal->context, seal->key, seal->iv, data.p, data.n, 1, at) : 0;
    seal->iv += PDF_BLOCK;
    seal->key += seal->step;
    return failed;
}

static int pdf_put_stream(pdf_out *o, const pdf_part *part, pdf_seal *seal) {
    int sealed = part->sealed && seal->context, failed = 0;
    pdf_put(o, part->head.p, part->head.n - 2); /* its end, ">>", comes after the length */
   PDF_PUT(o, "/Length ");
    pdf_put_number(o, sealed ? PDF_BLOCK + pdf_padded(part->data.n) : part->data.n);
    PDF_PUT(o, " >>\nstream\n");
    if (sealed) failed = pdf_put_sealed(o, part->data, seal);
    else pdf_put(o, part->data.p, part->data.n);
    PDF_PUT(o, "\nendstream");
    return failed;
}

/* Writes `n` objects and notes where they begin: 0, or -1 when the cipher refuses. */
static int pdf_put_parts(pdf_out *o, const pdf_part *parts, int64_t n, uint8_t *entries, pdf_seal *seal) {
    for (const pdf_part *part = parts; part < parts + n; part++) {
        pdf_note(entries, part->number, o->n);
        pdf_put_number(o, part->number);
        PDF_PUT(o, " 0 obj\n");
        if (!part->data.p) pdf_put(o, part->head.p, part->head.n);
        else if (pdf_put_stream(o, part, seal)) return -1;
        PDF_PUT(o, "\nendobj\n");
    }
    return 0;
}
#endif
