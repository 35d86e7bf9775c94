/* The statement, by hand: straight-line code over the Arrow buffers, one write for the end of a row and the begin of
   the next. `literals.h` holds the page's texts: H0… before the rows, R1… between the cells, T0… after. */
#include "limit.h"
#include "literals.h"

enum { NAME, STREET, CITY, ACCOUNT, EMAIL, TICKET, OPENING, POINTS, ENTRIES };
enum { DAY, WHAT, KIND, AMOUNT };

typedef struct { texts name, street, city, account, email, ticket; const __int128 *opening; const int64_t *points; } head;
typedef struct { texts day, what, kind; const __int128 *amount; } entries;

static head head_of(const array *t) {
    return (head){texts_of(t->children[NAME]), texts_of(t->children[STREET]), texts_of(t->children[CITY]),
                  texts_of(t->children[ACCOUNT]), texts_of(t->children[EMAIL]), texts_of(t->children[TICKET]),
                  (const __int128 *)t->children[OPENING]->buffers[1] + t->children[OPENING]->offset,
                  ints_of(t->children[POINTS])};
}

static entries entries_of(const array *e) {
    return (entries){texts_of(e->children[DAY]), texts_of(e->children[WHAT]), texts_of(e->children[KIND]),
                     (const __int128 *)e->children[AMOUNT]->buffers[1] + e->children[AMOUNT]->offset};
}

/* The most bytes record i with the entries from..to can take. */
HOT int64_t most(const head *h, const entries *e, int64_t i, int64_t from, int64_t to) {
    int64_t above = bytes_of(&h->name, i, i + 1) + bytes_of(&h->street, i, i + 1) + bytes_of(&h->city, i, i + 1) +
                    bytes_of(&h->account, i, i + 1) + bytes_of(&h->email, i, i + 1) + bytes_of(&h->ticket, i, i + 1);
    int64_t below = bytes_of(&e->day, from, to) + bytes_of(&e->what, from, to) + bytes_of(&e->kind, from, to);
    return HEAD_BYTES + TAIL_BYTES + 64 + 5 * (above + below) + (to - from) * (ROW_BYTES + 64 + 5);
}

HOT char *rows(char *to, const entries *e, int64_t from, int64_t end, int64_t balance, int *fits) {
    const text other = {"other", 5};
    if (from == end) return to;
    PUT(to, R0);
    for (int64_t i = from; i < end; i++) {
        int64_t amount = cents_at(e->amount, i, fits);
        *fits &= !__builtin_add_overflow(balance, amount, &balance);
        to = escape(to, text_at(&e->day, i));
        PUT(to, R1);
        to = escape(to, text_at(&e->what, i));
        PUT(to, R2);
        to = escape(to, text_or(&e->kind, i, other));
        PUT(to, R3);
        to = put_money(to, amount);
        PUT(to, R4);
        to = put_money(to, balance);
        PUT(to, SEAM);
    }
    return to - (sizeof R0_TEXT - 1);
}

/* Renders the records first..last; 0, 1 without memory, 2 for an amount beyond 64 bits. */
int render(const array *table, int64_t first, int64_t last, output *o) {
    const array *list = table->children[ENTRIES];
    const int32_t *spans = (const int32_t *)list->buffers[1] + list->offset;
    head h = head_of(table);
    entries e = entries_of(list->children[0]);
    int64_t at = 0;
    int fits = 1;
    for (int64_t i = first; i < last; i++) {
        char *to = room(o, at, most(&h, &e, i, spans[i], spans[i + 1]));
        if (!to) return 1;
        int64_t opening = cents_at(h.opening, i, &fits);
        PUT(to, H0);
        to = escape(to, text_at(&h.name, i));
        PUT(to, H1);
        to = escape(to, text_at(&h.street, i));
        PUT(to, H2);
        to = escape(to, text_at(&h.city, i));
        PUT(to, H3);
        to = escape(to, text_at(&h.account, i));
        PUT(to, H4);
        to = put_money(to, opening);
        PUT(to, H5);
        to = put_int(to, h.points[i]);
        PUT(to, H6);
        to = rows(to, &e, spans[i], spans[i + 1], opening, &fits);
        PUT(to, T0);
        to = escape(to, text_at(&h.email, i));
        PUT(to, T1);
        to = escape(to, text_at(&h.ticket, i));
        PUT(to, T2);
        at = done(o, i, to);
    }
    o->total += at;
    return fits ? 0 : 2;
}
