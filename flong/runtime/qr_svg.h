/* A QR code as a path of SVG: a rectangle for each run of dark modules in a row. */
#ifndef FLONG_QR_SVG_H
#define FLONG_QR_SVG_H
#include "core.h"
#include "qr_draw.h"

#define QR_LONGEST_RUN 40 /* bytes of "m-176 1h177v1h-177z" and some more */

static char *qr_number(char *to, int n) {
    if (n < 0) { *to++ = '-'; n = -n; }
    if (n >= 100) *to++ = (char)('0' + n / 100);
    if (n >= 10) *to++ = (char)('0' + n / 10 % 10);
    *to++ = (char)('0' + n % 10);
    return to;
}

/* `dx`, `dy` lead there from the run before; a closed path ends where it began. */
static char *qr_run(char *to, int dx, int dy, int n) {
    *to++ = 'm';
    to = qr_number(to, dx);
    *to++ = ' ';
    to = qr_number(to, dy);
    *to++ = 'h';
    to = qr_number(to, n);
    memcpy(to, "v1h", 3);
    to = qr_number(to + 3, -n);
    *to++ = 'z';
    return to;
}

/* The path's data, with `quiet` light modules around: 0 or FL_MEMORY. */
static int qr_path(const qr_symbol *s, int quiet, fl_buf *b) {
    int px = -quiet, py = -quiet;
    for (int y = 0; y < s->width; y++)
        for (int end, x = 0; x < s->width; x = end) {
            unsigned dark = qr_get(&s->dark[y], x);
            for (end = x + 1; end < s->width && qr_get(&s->dark[y], end) == dark;) end++;
            if (!dark) continue;
            if (fl_reserve(b, QR_LONGEST_RUN)) return FL_MEMORY;
            b->n = qr_run(b->p + b->n, x - px, y - py, end - x) - b->p;
            px = x;
            py = y;
        }
    return FL_OK;
}
#endif
