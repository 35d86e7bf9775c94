/* Mini TrueType fonts (ISO/IEC 14496-22): the six tables that a PDF's FontFile2 needs. */
#ifndef FLONG_TRUETYPE_H
#define FLONG_TRUETYPE_H
#include "sfnt.h"

#define TT_BROKEN "a glyph of the font is broken"

enum { TT_X_BYTE = 2, TT_Y_BYTE = 4, TT_REPEAT = 8, TT_X_SAME = 16, TT_Y_SAME = 32 };

enum {
    TT_WORDS = 1, TT_SCALE = 8, TT_MORE = 32, TT_SCALES = 64, TT_MATRIX = 128, TT_INSTRUCTIONS = 256,
    TT_TABLES = 6
};

/* `maxp` has 32 bytes. `slot` has a number for each of the `glyphs`, all 0 between cuts. */
typedef struct {
    mf_span glyf, loca;
    const uint8_t *maxp;
    sf_metrics metrics;
    uint32_t glyphs;
    int long_loca;
    uint16_t *slot;
} tt_face;

/* A font in the making: its tables glyf and loca, and `order`, the gids of its glyphs as numbers of this machine. */
typedef struct { const tt_face *face; mf_buf glyf, loca, order; } tt_cut;

static mf_reason tt_glyph(const tt_face *f, uint32_t gid, mf_span *glyph) {
    const uint8_t *at = f->loca.p + (f->long_loca ? 4 : 2) * gid;
    uint32_t start = f->long_loca ? mf_u32(at) : 2u * mf_u16(at);
    uint32_t end = f->long_loca ? mf_u32(at + 4) : 2u * mf_u16(at + 2);
    if (start > end || end > f->glyf.n) return "a glyph lies outside the font";
    *glyph = (mf_span){f->glyf.p + start, end - start};
    return NULL;
}

/* --- glyphs without instructions --------------------------------------------------------------------------- */

/* Bytes of a point's coordinates. */
static inline uint32_t tt_point_size(uint32_t flag) {
    uint32_t x = flag & TT_X_BYTE ? 1 : flag & TT_X_SAME ? 0 : 2;
    return x + (flag & TT_Y_BYTE ? 1 : flag & TT_Y_SAME ? 0 : 2);
}

/* Bytes of the flags and coordinates of `points` points, of which the font has `n` at most; 0 if there are not so many. */
static uint32_t tt_points_size(const uint8_t *p, uint32_t n, uint32_t points) {
    uint32_t at = 0, coordinates = 0;
    while (points) {
        if (at + 2 > n) return 0;
        uint32_t flag = p[at++], times = 1 + (flag & TT_REPEAT ? p[at++] : 0u);
        if (times > points) return 0;
        coordinates += times * tt_point_size(flag);
        points -= times;
    }
    return coordinates <= n - at ? at + coordinates : 0;
}

/* A glyph of its own contours, but for its instructions and the filling behind it. */
static mf_reason tt_put_simple(mf_buf *out, mf_span glyph, uint32_t contours) {
    uint32_t head = 10 + 2 * contours;
    if (!contours) return NULL;
    if (glyph.n < head + 2 || glyph.n - head - 2 < mf_u16(glyph.p + head)) return TT_BROKEN;
    uint32_t flags = head + 2 + mf_u16(glyph.p + head);
    uint32_t size = tt_points_size(glyph.p + flags, glyph.n - flags, mf_u16(glyph.p + head - 2) + 1u);
    if (!size) return TT_BROKEN;
    mf_put(out, glyph.p, head);
    mf_put16(out, 0);
    mf_put(out, glyph.p + flags, size);
    return NULL;
}

/* The glyph's number in the mini font, behind all others if it is new. */
static uint32_t tt_number(tt_cut *cut, uint32_t gid) {
    uint16_t *slot = cut->face->slot + gid, here = (uint16_t)gid;
    if (!*slot) {
        mf_put(&cut->order, &here, 2);
        if (!cut->order.failed) *slot = (uint16_t)(cut->order.n / 2 - 1);
    }
    return *slot;
}

static uint32_t tt_component_size(uint32_t flags) {
    uint32_t size = flags & TT_WORDS ? 8 : 6;
    if (flags & TT_SCALE) return size + 2;
    if (flags & TT_SCALES) return size + 4;
    return flags & TT_MATRIX ? size + 8 : size;
}

/* A glyph made of others, which get numbers of this font. */
static mf_reason tt_put_composite(tt_cut *cut, mf_span glyph) {
    uint32_t flags = TT_MORE, size;
    mf_put(&cut->glyf, glyph.p, 10);
    for (uint32_t at = 10; flags & TT_MORE; at += size) {
        if (glyph.n - at < 4) return TT_BROKEN;
        flags = mf_u16(glyph.p + at);
        size = tt_component_size(flags);
        uint32_t gid = mf_u16(glyph.p + at + 2);
        if (glyph.n - at < size || gid >= cut->face->glyphs) return TT_BROKEN;
        mf_put16(&cut->glyf, flags & ~(uint32_t)TT_INSTRUCTIONS);
        mf_put16(&cut->glyf, tt_number(cut, gid));
        mf_put(&cut->glyf, glyph.p + at + 4, size - 4);
    }
    return NULL;
}

static mf_reason tt_put_glyph(tt_cut *cut, uint32_t gid) {
    mf_span glyph;
    mf_reason why = tt_glyph(cut->face, gid, &glyph);
    if (why != NULL || !glyph.n) return why;
    if (glyph.n < 10) return TT_BROKEN;
    uint32_t contours = mf_u16(glyph.p);
    return contours & 0x8000 ? tt_put_composite(cut, glyph) : tt_put_simple(&cut->glyf, glyph, contours);
}

/* --- tables ------------------------------------------------------------------------------------------------ */

static const uint16_t *tt_order(const tt_cut *cut) { return (const uint16_t *)(const void *)cut->order.p; }

/* glyf and loca: an empty glyph, the wanted ones, then those they are made of. */
static mf_reason tt_put_glyphs(tt_cut *cut) {
    for (size_t i = 0; i < cut->order.n / 2; i++) {
        mf_put32(&cut->loca, (uint32_t)cut->glyf.n);
        mf_reason why = i > MF_MOST ? MF_TOO_MANY : i ? tt_put_glyph(cut, tt_order(cut)[i]) : NULL;
        if (why != NULL) return why;
        mf_align(&cut->glyf);
    }
    mf_put32(&cut->loca, (uint32_t)cut->glyf.n);
    if (!cut->glyf.n) mf_put(&cut->glyf, "\0\0\0", 4); /* readers take an empty table for a missing one */
    return cut->glyf.failed || cut->loca.failed || cut->order.failed ? MF_MEMORY : NULL;
}

/* Cuts the `n` glyphs in `gids` out, of which the first is .notdef. The buffers are used again from cut to cut. */
static mf_reason tt_begin(tt_cut *cut, const uint16_t *gids, uint32_t n) {
    cut->glyf.n = cut->loca.n = cut->order.n = 0;
    mf_put(&cut->order, gids, 2 * (size_t)n);
    if (cut->order.failed) return MF_MEMORY;
    for (uint32_t i = 1; i < n; i++) cut->face->slot[gids[i]] = (uint16_t)i;
    mf_reason why = tt_put_glyphs(cut);
    for (size_t i = 0; i < cut->order.n / 2; i++) cut->face->slot[tt_order(cut)[i]] = 0;
    return why;
}

/* --- the file ---------------------------------------------------------------------------------------------- */

static inline size_t tt_size(const tt_cut *cut) {
    return sf_size(TT_TABLES, (uint32_t)(cut->order.n / 2)) + cut->glyf.n + cut->loca.n + 32;
}

/* maxp, of a font that has one zone and no programs. */
static void tt_write_maxp(sf_file *f, const tt_face *face) {
    memcpy(f->end, face->maxp, 32);
    mf_set16(f->end + 4, f->glyphs);
    mf_set16(f->end + 14, 1);
    memset(f->end + 16, 0, 12);
    sf_enter(f, "maxp", 32);
}

/* The font file, tt_size bytes. */
static inline void tt_write(const tt_cut *cut, uint8_t *to) {
    sf_file f = sf_begin(to, "\0\1\0\0", TT_TABLES, (uint32_t)(cut->order.n / 2));
    sf_copy(&f, "glyf", cut->glyf.p, cut->glyf.n);
    sf_write_metrics(&f, &cut->face->metrics, tt_order(cut));
    sf_copy(&f, "loca", cut->loca.p, cut->loca.n);
    tt_write_maxp(&f, cut->face);
    sf_end(&f);
}
#endif
