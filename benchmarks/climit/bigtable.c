/* The big table, by hand. */
#include "limit.h"
#include "literals.h"

enum { TITLE, ENTRIES };
enum { A, B, C, D, E, F, G, H, I, J };

typedef struct { const int64_t *a, *b, *c, *d, *e, *i; const uint8_t *i_valid; int64_t i_first; texts f, g, h, j; } cells;

static cells cells_of(const array *e) {
    array **c = e->children;
    return (cells){ints_of(c[A]), ints_of(c[B]), ints_of(c[C]), ints_of(c[D]), ints_of(c[E]), ints_of(c[I]),
                   c[I]->null_count ? (const uint8_t *)c[I]->buffers[0] : NULL, c[I]->offset,
                   texts_of(c[F]), texts_of(c[G]), texts_of(c[H]), texts_of(c[J])};
}

HOT char *rows(char *to, const cells *c, int64_t from, int64_t end) {
    const text dash = {"-", 1};
    if (from == end) return to;
    PUT(to, R0);
    for (int64_t k = from; k < end; k++) {
        to = put_int(to, c->a[k]);
        PUT(to, R1);
        to = put_int(to, c->b[k]);
        PUT(to, R2);
        to = put_int(to, c->c[k]);
        PUT(to, R3);
        to = put_int(to, c->d[k]);
        PUT(to, R4);
        to = put_int(to, c->e[k]);
        PUT(to, R5);
        to = escape(to, text_at(&c->f, k));
        PUT(to, R6);
        to = escape(to, text_at(&c->g, k));
        PUT(to, R7);
        to = escape(to, text_at(&c->h, k));
        PUT(to, R8);
        to = put_int(to, is_valid(c->i_valid, c->i_first + k) ? c->i[k] : 0);
        PUT(to, R9);
        to = escape(to, text_or(&c->j, k, dash));
        PUT(to, SEAM);
    }
    return to - (sizeof R0_TEXT - 1);
}

HOT int64_t most(const texts *title, const cells *c, int64_t i, int64_t from, int64_t to) {
    int64_t texts = bytes_of(title, i, i + 1) + bytes_of(&c->f, from, to) + bytes_of(&c->g, from, to) +
                    bytes_of(&c->h, from, to) + bytes_of(&c->j, from, to);
    return HEAD_BYTES + TAIL_BYTES + 5 * texts + (to - from) * (ROW_BYTES + 6 * 20 + 1);
}

/* Renders the records first..last; 0, or 1 without memory. */
int render(const array *table, int64_t first, int64_t last, output *o) {
    const array *list = table->children[ENTRIES];
    const int32_t *spans = (const int32_t *)list->buffers[1] + list->offset;
    texts title = texts_of(table->children[TITLE]);
    cells c = cells_of(list->children[0]);
    int64_t at = 0;
    for (int64_t i = first; i < last; i++) {
        char *to = room(o, at, most(&title, &c, i, spans[i], spans[i + 1]));
        if (!to) return 1;
        PUT(to, H0);
        to = escape(to, text_at(&title, i));
        PUT(to, H1);
        to = rows(to, &c, spans[i], spans[i + 1]);
        PUT(to, T0);
        at = done(o, i, to);
    }
    o->total += at;
    return 0;
}
