/* Glyphs of CFF fonts (Adobe Technical Note 5177) with their subroutines put in and their hints left out, and fonts
   made of them. */
#ifndef FLONG_CHARSTRING_H
#define FLONG_CHARSTRING_H
#include "sfnt.h"

#define CS_BROKEN "a glyph of the font is broken"
#define CS_OLD "a glyph of the font is made of others or calculates, which is not supported"

enum {
    CS_HSTEM = 1, CS_VSTEM = 3, CS_VMOVETO = 4, CS_RLINETO = 5, CS_HLINETO = 6, CS_VLINETO = 7, CS_RRCURVETO = 8,
    CS_CALLSUBR = 10, CS_RETURN = 11, CS_ESCAPE = 12, CS_ENDCHAR = 14, CS_HSTEMHM = 18, CS_HINTMASK = 19,
    CS_CNTRMASK = 20, CS_RMOVETO = 21, CS_HMOVETO = 22, CS_VSTEMHM = 23, CS_RCURVELINE = 24, CS_RLINECURVE = 25,
    CS_VVCURVETO = 26, CS_HHCURVETO = 27, CS_SHORT = 28, CS_CALLGSUBR = 29, CS_VHCURVETO = 30, CS_HVCURVETO = 31,
    CS_HFLEX = 34, CS_FLEX1 = 37
};

enum { CS_OPERANDS = 48, CS_DEPTH = 10, CS_STEPS = 1 << 16, CS_TABLES = 5 };

/* Objects of an INDEX: the i-th stands from offsets[i] to offsets[i + 1] of the table. */
typedef struct { const uint32_t *offsets; uint32_t n; } cs_index;

/* A CFF font: `select` tells the place in `local` of a glyph's subroutines. */
typedef struct {
    const uint8_t *table;
    cs_index charstrings, shared;
    const cs_index *local;
    const uint8_t *select;
    sf_metrics metrics;
} cs_face;

/* A glyph in the making: operands wait, as they are written, for their operator. */
typedef struct {
    const cs_face *face;
    const cs_index *local;
    mf_span operands[CS_OPERANDS];
    uint32_t waiting, stems, steps;
    int width_passed, moved, ended;
    mf_buf *out;
} cs_glyph;

static mf_span cs_object(const cs_face *f, const cs_index *index, uint32_t i) {
    return (mf_span){f->table + index->offsets[i], index->offsets[i + 1] - index->offsets[i]};
}

/* --- operands ---------------------------------------------------------------------------------------------- */

/* Bytes of the operand that begins with `first`. */
static inline uint32_t cs_operand_size(uint32_t first) {
    if (first == CS_SHORT) return 3;
    if (first < 247) return 1;
    return first < 255 ? 2 : 5;
}

/* A whole operand as a number, or -100000 for one with a fraction. */
static int32_t cs_number(mf_span operand) {
    uint32_t first = operand.p[0];
    if (first == CS_SHORT) return (int16_t)mf_u16(operand.p + 1);
    if (first < 247) return (int32_t)first - 139;
    if (first < 251) return (int32_t)(first - 247) * 256 + operand.p[1] + 108;
    if (first < 255) return -(int32_t)(first - 251) * 256 - operand.p[1] - 108;
    return -100000;
}

/* Writes an operator behind the last `n` of its operands, or all for -1. */
static mf_reason cs_put(cs_glyph *g, const uint8_t *op, uint32_t op_size, int n) {
    uint32_t from = n < 0 ? 0 : g->waiting - (uint32_t)n;
    for (uint32_t i = from; i < g->waiting; i++) mf_put(g->out, g->operands[i].p, g->operands[i].n);
    mf_put(g->out, op, op_size);
    g->waiting = 0;
    return NULL;
}

/* --- operators --------------------------------------------------------------------------------------------- */

static mf_reason cs_stems(cs_glyph *g) {
    g->stems += g->waiting / 2;
    g->waiting = 0;
    g->width_passed = 1;
    return NULL;
}

/* Passes the mask behind hintmask and cntrmask, before which stems may stand without an operator. */
static mf_reason cs_mask(cs_glyph *g, mf_span *code) {
    cs_stems(g);
    uint32_t bytes = (g->stems + 7) / 8;
    if (code->n < bytes) return CS_BROKEN;
    *code = (mf_span){code->p + bytes, code->n - bytes};
    return NULL;
}

/* The first operator that takes `n` operands may find the width before them. */
static mf_reason cs_moveto(cs_glyph *g, const uint8_t *op, uint32_t n) {
    if (g->waiting != n && (g->width_passed || g->waiting != n + 1)) return CS_BROKEN;
    g->width_passed = g->moved = 1;
    return cs_put(g, op, 1, (int)n);
}

static mf_reason cs_endchar(cs_glyph *g) {
    if (g->waiting > 3) return CS_OLD;
    if (g->waiting && (g->width_passed || g->waiting != 1)) return CS_BROKEN;
    g->ended = 1;
    return cs_put(g, (const uint8_t[]){CS_ENDCHAR}, 1, 0);
}

static mf_reason cs_draw(cs_glyph *g, const uint8_t *op, uint32_t op_size) {
    return g->moved ? cs_put(g, op, op_size, -1) : CS_BROKEN;
}

static mf_reason cs_operator(cs_glyph *g, const uint8_t *op, mf_span *code) {
    switch (*op) {
        case CS_HSTEM: case CS_VSTEM: case CS_HSTEMHM: case CS_VSTEMHM: return cs_stems(g);
        case CS_HINTMASK: case CS_CNTRMASK: return cs_mask(g, code);
        case CS_RMOVETO: return cs_moveto(g, op, 2);
        case CS_HMOVETO: case CS_VMOVETO: return cs_moveto(g, op, 1);
        case CS_RLINETO: case CS_HLINETO: case CS_VLINETO: case CS_RRCURVETO: case CS_RCURVELINE: case CS_RLINECURVE:
        case CS_VVCURVETO: case CS_HHCURVETO: case CS_VHCURVETO: case CS_HVCURVETO: return cs_draw(g, op, 1);
        case CS_ENDCHAR: return cs_endchar(g);
        case CS_ESCAPE:
            if (!code->n) return CS_BROKEN;
            *code = (mf_span){code->p + 1, code->n - 1};
            return op[1] < CS_HFLEX || op[1] > CS_FLEX1 ? CS_OLD : cs_draw(g, op, 2);
        default: return CS_BROKEN;
    }
}

/* --- subroutines ------------------------------------------------------------------------------------------- */

/* The subroutine whose number, less the bias, is the last operand. */
static mf_reason cs_called(cs_glyph *g, const cs_index *index, mf_span *code) {
    int32_t bias = index->n < 1240 ? 107 : index->n < 33900 ? 1131 : 32768;
    if (!g->waiting) return CS_BROKEN;
    int32_t i = cs_number(g->operands[--g->waiting]) + bias;
    if (i < 0 || (uint32_t)i >= index->n) return CS_BROKEN;
    *code = cs_object(g->face, index, (uint32_t)i);
    return NULL;
}

static mf_reason cs_operand(cs_glyph *g, const uint8_t *p, mf_span *code) {
    uint32_t size = cs_operand_size(*p);
    if (g->waiting == CS_OPERANDS || code->n < size - 1) return CS_BROKEN;
    g->operands[g->waiting++] = (mf_span){p, size};
    *code = (mf_span){p + size, code->n - size + 1};
    return NULL;
}

/* Follows a glyph's code through its subroutines. What returns without an operator, and what ends without endchar,
   is taken as readers take it. */
static mf_reason cs_run(cs_glyph *g, mf_span code) {
    mf_span stack[CS_DEPTH];
    mf_reason why = NULL;
    for (uint32_t depth = 0; !g->ended && why == NULL;) {
        const uint8_t *p = code.p;
        if (g->steps++ == CS_STEPS) return CS_BROKEN;
        if (!code.n || *p == CS_RETURN) {
            if (!depth) return cs_endchar(g);
            code = stack[--depth];
            continue;
        }
        code = (mf_span){p + 1, code.n - 1};
        if (*p == CS_CALLSUBR || *p == CS_CALLGSUBR) {
            if (depth == CS_DEPTH) return CS_BROKEN;
            stack[depth++] = code;
            why = cs_called(g, *p == CS_CALLSUBR ? g->local : &g->face->shared, &code);
        } else {
            why = *p >= 32 || *p == CS_SHORT ? cs_operand(g, p, &code) : cs_operator(g, p, &code);
        }
    }
    return why;
}

/* --- the font ---------------------------------------------------------------------------------------------- */

/* Writes glyph `gid` to `out`: its advance as the width, then what it draws. */
static inline mf_reason cs_flatten(const cs_face *f, uint32_t gid, mf_buf *out) {
    cs_glyph g = {.face = f, .local = f->local + f->select[gid], .out = out};
    uint32_t width = mf_u16(sf_advance(&f->metrics, gid));
    if (width > INT16_MAX) return "a glyph of the font is too wide";
    mf_put(out, "\34", 1);
    mf_put16(out, width);
    mf_reason why = cs_run(&g, cs_object(f, &f->charstrings, gid));
    return why == NULL && out->failed ? MF_MEMORY : why;
}

/* A font but for its charstrings: see cff.Frame. */
typedef struct { const uint8_t *head; uint32_t n, cids, charset, select; } cs_frame;

/* Bytes of the CFF table whose glyph i is `glyphs[gids[i]]`, which cs_flatten wrote, but for an empty glyph 0. */
static size_t cs_table_size(const cs_frame *f, const mf_span *glyphs, const uint16_t *gids, uint32_t n) {
    size_t size = f->n + 3 + 4 * ((size_t)n + 1) + 1;
    for (uint32_t i = 1; i < n; i++) size += glyphs[gids[i]].n;
    return size;
}

static void cs_write_counts(const cs_frame *f, uint32_t n, uint8_t *to) {
    mf_set16(to + f->cids, n);
    mf_set16(to + f->charset, n - 2);
    mf_set16(to + f->select, n);
    mf_set16(to + f->n, n);
}

/* Writes the CFF table: its size. */
static size_t cs_write_table(const cs_frame *f, const mf_span *glyphs, const uint16_t *gids, uint32_t n, uint8_t *to) {
    uint8_t *offset = to + f->n + 3, *at = offset + 4 * ((size_t)n + 1), *base = at - 1;
    memcpy(to, f->head, f->n);
    cs_write_counts(f, n, to);
    to[f->n + 2] = 4;
    mf_set32(offset, 1);
    *at++ = CS_ENDCHAR;
    for (uint32_t i = 1; i < n; i++) {
        mf_set32(offset + 4 * i, (uint32_t)(at - base));
        memcpy(at, glyphs[gids[i]].p, glyphs[gids[i]].n);
        at += glyphs[gids[i]].n;
    }
    mf_set32(offset + 4 * n, (uint32_t)(at - base));
    return (size_t)(at - to);
}

static inline size_t cs_size(const cs_frame *f, const mf_span *glyphs, const uint16_t *gids, uint32_t n) {
    return sf_size(CS_TABLES, n) + ((cs_table_size(f, glyphs, gids, n) + 3) & ~(size_t)3) + 8;
}

/* The font file of `n` glyphs, cs_size bytes: an OpenType font, since readers draw one with other rounding than a CFF
   table alone. */
static inline void cs_write(
    const cs_face *face, const cs_frame *f, const mf_span *glyphs, const uint16_t *gids, uint32_t n, uint8_t *to
) {
    sf_file file = sf_begin(to, "OTTO", CS_TABLES, n);
    sf_enter(&file, "CFF ", cs_write_table(f, glyphs, gids, n, file.end));
    sf_write_metrics(&file, &face->metrics, gids);
    memcpy(file.end, "\0\0\x50\0", 4);
    mf_set16(file.end + 4, n);
    sf_enter(&file, "maxp", 6);
    sf_end(&file);
}
#endif
