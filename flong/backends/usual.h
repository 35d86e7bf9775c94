/* Mail addresses that need no second look: a dot-atom, and a domain in lower-case ASCII. */
#pragma once

#include <stdint.h>

enum { USUAL_LOCAL = 64, USUAL_DOMAIN = 253, USUAL_LABEL = 63, USUAL_ADDRESS = USUAL_LOCAL + 1 + USUAL_DOMAIN };

static inline int usual_alnum(uint8_t c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

/* Of an atom; no `?`, which encoded words need. */
static inline int usual_atom(uint8_t c)
{
    static const char marks[] = "!#$%&'*+/=^_`{|}~-";
    if (usual_alnum(c) || (c >= 'A' && c <= 'Z'))
        return 1;
    for (const char *mark = marks; *mark; mark++)
        if (c == (uint8_t)*mark)
            return 1;
    return 0;
}

/* The length of the local part, where an `@` follows it; else 0. */
static inline int64_t usual_local(const uint8_t *p, int64_t n)
{
    int64_t at = 0;
    for (; at < n && at <= USUAL_LOCAL && p[at] != '@'; at++)
        if (!usual_atom(p[at]) && (p[at] != '.' || !at || p[at - 1] == '.'))
            return 0;
    return at && at < n && at <= USUAL_LOCAL && p[at - 1] != '.' ? at : 0;
}

static inline int usual_domain(const uint8_t *p, int64_t n)
{
    int64_t label = 0;
    for (int64_t at = 0; at < n; at++) {
        int ends = p[at] == '.' || at + 1 == n;
        if (p[at] != '.' && (!(usual_alnum(p[at]) || (p[at] == '-' && label && !ends)) || ++label > USUAL_LABEL))
            return 0;
        if (p[at] == '.' && (!label || p[at - 1] == '-' || at + 1 == n))
            return 0;
        if (ends)
            label = 0;
    }
    return n > 0 && n <= USUAL_DOMAIN;
}

static inline int usual_address(const uint8_t *p, int64_t n)
{
    int64_t local = usual_local(p, n);
    return local && usual_domain(p + local + 1, n - local - 1);
}
