/* The file of a mini font (ISO/IEC 14496-22): its directory, and the tables that all kinds have. */
#ifndef FLONG_SFNT_H
#define FLONG_SFNT_H
#include "minifont.h"

enum { SF_HEAD = 54, SF_HHEA = 36 };

/* A font's tables head, hhea and hmtx; the last of `advances` advances counts for all glyphs behind. */
typedef struct { const uint8_t *head, *hhea, *hmtx; uint32_t advances; } sf_metrics;

static inline const uint8_t *sf_advance(const sf_metrics *m, uint32_t gid) {
    return m->hmtx + 4 * (gid < m->advances ? gid : m->advances - 1);
}

static inline const uint8_t *sf_bearing(const sf_metrics *m, uint32_t gid) {
    return m->hmtx + (gid < m->advances ? 4 * gid + 2 : 4 * m->advances + 2 * (gid - m->advances));
}

/* A file of `glyphs` glyphs so far: `end` is where the next table begins, `entry` its line in the directory. */
typedef struct { uint8_t *file, *entry, *end, *sum; uint32_t glyphs; } sf_file;

/* Bytes of the directory of `tables` tables and of what sf_write_metrics writes. */
static inline size_t sf_size(uint32_t tables, uint32_t glyphs) {
    return 12 + 16 * tables + SF_HEAD + 2 + SF_HHEA + 4 * (size_t)glyphs;
}

/* Four to seven tables follow, sorted by their tags. */
static inline sf_file sf_begin(uint8_t *to, const char *version, uint32_t tables, uint32_t glyphs) {
    memcpy(to, version, 4);
    mf_set16(to + 4, tables);
    memcpy(to + 6, "\0\100\0\2", 4);
    mf_set16(to + 10, 16 * tables - 64);
    return (sf_file){to, to + 12, to + 12 + 16 * tables, NULL, glyphs};
}

/* The sum of 32-bit numbers, of which the last may be short. */
static uint32_t sf_sum(const uint8_t *p, size_t n) {
    uint32_t sum = 0;
    for (size_t i = 0; i < n; i += 4) sum += mf_u32(p + i);
    return sum;
}

/* Enters the `n` bytes that stand at the end, and the zeros that fill the last four of them. */
static void sf_enter(sf_file *f, const char *tag, size_t n) {
    size_t whole = (n + 3) & ~(size_t)3;
    memset(f->end + n, 0, whole - n);
    memcpy(f->entry, tag, 4);
    mf_set32(f->entry + 4, sf_sum(f->end, whole));
    mf_set32(f->entry + 8, (uint32_t)(f->end - f->file));
    mf_set32(f->entry + 12, (uint32_t)n);
    f->entry += 16;
    f->end += whole;
}

static inline void sf_copy(sf_file *f, const char *tag, const void *p, size_t n) {
    memcpy(f->end, p, n);
    sf_enter(f, tag, n);
}

static void sf_write_head(sf_file *f, const sf_metrics *m) {
    f->sum = f->end + 8;
    memcpy(f->end, m->head, SF_HEAD);
    mf_set32(f->sum, 0);
    mf_set16(f->end + 50, 1); /* a long loca */
    sf_enter(f, "head", SF_HEAD);
}

/* head, hhea and hmtx of the glyphs that were `gids`. */
static inline void sf_write_metrics(sf_file *f, const sf_metrics *m, const uint16_t *gids) {
    sf_write_head(f, m);
    memcpy(f->end, m->hhea, SF_HHEA);
    mf_set16(f->end + 34, f->glyphs);
    sf_enter(f, "hhea", SF_HHEA);
    for (uint32_t i = 0; i < f->glyphs; i++) {
        memcpy(f->end + 4 * i, sf_advance(m, gids[i]), 2);
        memcpy(f->end + 4 * i + 2, sf_bearing(m, gids[i]), 2);
    }
    sf_enter(f, "hmtx", 4 * (size_t)f->glyphs);
}

/* Sets the checksum of the whole file. */
static inline void sf_end(sf_file *f) { mf_set32(f->sum, 0xb1b0afbau - sf_sum(f->file, (size_t)(f->end - f->file))); }
#endif
