/* White space in valid UTF-8: what `trim` removes and `is blank` looks through. */
#ifndef FLONG_SPACES_H
#define FLONG_SPACES_H
#include "core.h"

/* The code point at `p`; `*n` is its length in bytes. */
static inline int32_t fl_decode(const char *p, int *n) {
    const unsigned char *u = (const unsigned char *)p;
    if (u[0] < 0x80) { *n = 1; return u[0]; }
    if (u[0] < 0xe0) { *n = 2; return (u[0] & 0x1f) << 6 | (u[1] & 0x3f); }
    if (u[0] < 0xf0) { *n = 3; return (u[0] & 0x0f) << 12 | (u[1] & 0x3f) << 6 | (u[2] & 0x3f); }
    *n = 4;
    return (u[0] & 0x07) << 18 | (u[1] & 0x3f) << 12 | (u[2] & 0x3f) << 6 | (u[3] & 0x3f);
}

/* White space as `str.isspace` has it; U+200B is none. */
static inline int fl_is_space(int32_t cp) {
    if (cp < 0x80) return cp == ' ' || (cp >= 9 && cp <= 13) || (cp >= 0x1c && cp <= 0x1f);
    return cp == 0x85 || cp == 0xa0 || cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200a) || cp == 0x2028 || cp == 0x2029
        || cp == 0x202f || cp == 0x205f || cp == 0x3000;
}

/* Nothing but white space. */
static inline int fl_is_blank(fl_text s) {
    int n;
    for (const char *p = s.p, *end = s.p + s.n; p < end; p += n)
        if (!fl_is_space(fl_decode(p, &n))) return 0;
    return 1;
}
#endif
