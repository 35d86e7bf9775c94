/* The newsletter, by hand: twelve texts between literals H0…H12. */
#include "limit.h"
#include "literals.h"

#define FIELDS 12
enum { OFFER = 6, CODE = 8 };

/* Renders the records first..last; 0, or 1 without memory. */
int render(const array *table, int64_t first, int64_t last, output *o) {
    const text none = {"none", 4};
    texts t[FIELDS];
    int64_t at = 0;
    for (int k = 0; k < FIELDS; k++) t[k] = texts_of(table->children[k]);
    for (int64_t i = first; i < last; i++) {
        int64_t most = HEAD_BYTES;
        for (int k = 0; k < FIELDS; k++) most += 5 * bytes_of(&t[k], i, i + 1) + 4;
        char *to = room(o, at, most);
        if (!to) return 1;
        PUT(to, H0);
        to = escape(to, text_at(&t[0], i));
        PUT(to, H1);
        to = escape(to, text_at(&t[1], i));
        PUT(to, H2);
        to = escape(to, text_at(&t[2], i));
        PUT(to, H3);
        to = escape(to, text_at(&t[3], i));
        PUT(to, H4);
        to = escape(to, text_at(&t[4], i));
        PUT(to, H5);
        to = escape(to, text_at(&t[5], i));
        PUT(to, H6);
        to = escape(to, text_or(&t[OFFER], i, none));
        PUT(to, H7);
        to = escape(to, text_at(&t[7], i));
        PUT(to, H8);
        to = escape(to, text_or(&t[CODE], i, none));
        PUT(to, H9);
        to = escape(to, text_at(&t[9], i));
        PUT(to, H10);
        to = escape(to, text_at(&t[10], i));
        PUT(to, H11);
        to = escape(to, text_at(&t[11], i));
        PUT(to, H12);
        at = done(o, i, to);
    }
    o->total += at;
    return 0;
}
