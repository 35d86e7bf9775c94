# cython: boundscheck=False, wraparound=False, cdivision=True
"""A few glyphs of a big font as a font of its own, for one recipient's PDF; see truetype.h and charstring.h."""

from cpython.bytes cimport PyBytes_FromStringAndSize
from libc.stdint cimport uint8_t, uint16_t, uint32_t
from libc.stdlib cimport calloc, free, malloc
from libc.string cimport memcpy

from array import array

from flong.bill import cff, sfnt
from flong.errors import FontError

cdef extern from "minifont.h" nogil:
    ctypedef const char *mf_reason
    enum:
        MF_MOST

    ctypedef struct mf_span:
        const uint8_t *p
        uint32_t n

    ctypedef struct mf_buf:
        uint8_t *p
        size_t n
        int failed

    unsigned mf_u16(const uint8_t *p) noexcept

cdef extern from "sfnt.h" nogil:
    ctypedef struct sf_metrics:
        const uint8_t *head
        const uint8_t *hhea
        const uint8_t *hmtx
        uint32_t advances

    const uint8_t *sf_advance(const sf_metrics *m, uint32_t gid) noexcept

cdef extern from "truetype.h" nogil:
    ctypedef struct tt_face:
        mf_span glyf, loca
        const uint8_t *maxp
        sf_metrics metrics
        uint32_t glyphs
        bint long_loca
        uint16_t *slot

    ctypedef struct tt_cut:
        const tt_face *face
        mf_buf glyf, loca, order

    mf_reason tt_begin(tt_cut *cut, const uint16_t *gids, uint32_t n) noexcept
    size_t tt_size(const tt_cut *cut) noexcept
    void tt_write(const tt_cut *cut, uint8_t *to) noexcept

cdef extern from "charstring.h" nogil:
    ctypedef struct cs_index:
        const uint32_t *offsets
        uint32_t n

    ctypedef struct cs_face:
        const uint8_t *table
        cs_index charstrings, shared
        const cs_index *local
        const uint8_t *select
        sf_metrics metrics

    ctypedef struct cs_frame:
        const uint8_t *head
        uint32_t n, cids, charset, select

    mf_reason cs_flatten(const cs_face *f, uint32_t gid, mf_buf *out) noexcept
    size_t cs_size(const cs_frame *f, const mf_span *glyphs, const uint16_t *gids, uint32_t n) noexcept
    void cs_write(
        const cs_face *face, const cs_frame *f, const mf_span *glyphs, const uint16_t *gids, uint32_t n, uint8_t *to,
    ) noexcept


cdef int _check(mf_reason why) except -1:
    if why != NULL:
        raise FontError(why.decode("ascii"))
    return 0


cdef class Face:
    """A font of a file, read once; cut by `mini` as often as wanted. Raises FontError for fonts that are broken, and
    for variable ones and those whose glyphs are pictures."""

    cdef readonly str kind, name, family, licence
    cdef readonly int upem, glyph_count, ascent, descent
    cdef readonly tuple bbox
    cdef bytes _data
    cdef list _kept
    cdef sf_metrics _metrics
    cdef uint16_t[MF_MOST + 1] _gids  # of the cut in the making; the first is .notdef
    cdef tt_face _truetype
    cdef tt_cut _cut
    cdef cs_face _cff
    cdef cs_frame _frame
    cdef mf_span *_glyphs

    def __init__(self, bytes data, int index=0):
        if self._data is not None:
            raise TypeError("a face is read once")
        tables = sfnt.read_tables(data, index)
        self.kind = sfnt.kind_of(tables)
        metrics = sfnt.read_metrics(data, tables)
        self.name, self.family, self.licence = metrics.name, metrics.family, metrics.licence
        self.upem, self.glyph_count, self.bbox = metrics.upem, metrics.glyph_count, metrics.bbox
        self.ascent, self.descent = metrics.ascent, metrics.descent
        self._data, self._kept = data, []
        self._metrics.head, self._metrics.hhea = self._span(tables["head"]).p, self._span(tables["hhea"]).p
        self._metrics.hmtx, self._metrics.advances = self._span(tables["hmtx"]).p, metrics.advances
        if self.kind == "cff":
            self._open_cff(tables)
        else:
            self._open_truetype(tables, metrics.long_loca)

    def __dealloc__(self):
        cdef int i
        free(self._truetype.slot)
        free(self._cut.glyf.p)
        free(self._cut.loca.p)
        free(self._cut.order.p)
        if self._glyphs != NULL:
            for i in range(self.glyph_count):
                free(<void *>self._glyphs[i].p)
        free(self._glyphs)

    @property
    def embeddable(self):
        """Whether the font's licence bits allow a part of it in a PDF; `licence` says why not."""
        return not self.licence

    def require_embeddable(self):
        """Raises FontError when they do not."""
        if self.licence:
            raise FontError(f"{self.family or self.name}: {self.licence}")

    def advance(self, Py_ssize_t gid):
        """How far glyph `gid` moves the pen, in font units."""
        return mf_u16(sf_advance(&self._metrics, self._checked(gid)))

    def mini(self, gids):
        """A font program whose glyph and CID k is glyph `gids[k - 1]` of the face, for a PDF's FontFile2 (TrueType) or
        for FontFile3 with subtype OpenType (CFF). Glyph 0 is empty; TrueType glyphs that others are made of
        follow. Raises FontError for glyphs that are broken or not there."""
        cdef list wanted = list(gids)  # from here on no other thread runs: the buffers are the face's
        cdef Py_ssize_t n = len(wanted), i
        if not 0 < n <= MF_MOST:
            raise FontError(f"a mini font has 1 to {MF_MOST} glyphs, not {n}")
        for i in range(n):
            self._gids[i + 1] = self._checked(wanted[i])
        return self._cut_cff(n + 1) if self._glyphs != NULL else self._cut_truetype(n + 1)

    cdef int _checked(self, Py_ssize_t gid) except -1:
        if not 0 <= gid < self.glyph_count:
            raise FontError(f"the font has no glyph {gid}")
        return gid

    cdef mf_span _span(self, tuple place) noexcept:
        return mf_span(<const uint8_t *>self._data + <size_t>place[0], <uint32_t>(place[1] - place[0]))

    cdef const uint8_t *_keep(self, bytes data) except NULL:
        """The address of bytes that live as long as the face."""
        self._kept.append(data)
        return <const uint8_t *>data

    cdef int _open_truetype(self, tables, bint long_loca) except -1:
        cdef tt_face *face
        sfnt.check_truetype(tables, self.glyph_count, long_loca)
        face = &self._truetype
        face.glyf, face.loca = self._span(tables["glyf"]), self._span(tables["loca"])
        face.maxp, face.metrics = self._span(tables["maxp"]).p, self._metrics
        face.glyphs, face.long_loca = self.glyph_count, long_loca
        face.slot = <uint16_t *>calloc(self.glyph_count, sizeof(uint16_t))
        if face.slot == NULL:
            raise MemoryError()
        self._cut.face = face
        return 0

    cdef bytes _cut_truetype(self, uint32_t n):
        _check(tt_begin(&self._cut, self._gids, n))
        made = PyBytes_FromStringAndSize(NULL, tt_size(&self._cut))
        tt_write(&self._cut, <uint8_t *>made)
        return made

    cdef int _open_cff(self, tables) except -1:
        start, end = tables["CFF "]
        outlines = cff.read_outlines(self._data[start:end], self.upem, self.glyph_count)
        frame = cff.make_frame(self.name, self.upem, self.bbox)
        self._cff.table, self._cff.metrics = self._span(tables["CFF "]).p, self._metrics
        self._cff.charstrings, self._cff.shared = self._index(outlines.charstrings), self._index(outlines.shared)
        self._cff.local, self._cff.select = self._indexes(outlines.local), self._keep(outlines.select)
        self._frame = cs_frame(self._keep(frame.head), len(frame.head), frame.cids, frame.charset, frame.select)
        self._glyphs = <mf_span *>calloc(self.glyph_count, sizeof(mf_span))
        if self._glyphs == NULL:
            raise MemoryError()
        return 0

    cdef const cs_index *_indexes(self, list found) except NULL:
        cdef bytes room = bytes(len(found) * sizeof(cs_index))
        cdef cs_index *to = <cs_index *>self._keep(room)
        for i, index in enumerate(found):
            to[<Py_ssize_t>i] = self._index(index)
        return to

    cdef cs_index _index(self, index) except *:
        return cs_index(<const uint32_t *>self._keep(array("I", index.offsets).tobytes()), len(index))

    cdef int _flatten(self, uint32_t gid) except -1:
        """Puts a glyph among those that are ready to be copied."""
        cdef mf_buf *scratch = &self._cut.glyf
        cdef uint8_t *kept
        scratch.n = 0
        _check(cs_flatten(&self._cff, gid, scratch))
        kept = <uint8_t *>malloc(scratch.n)
        if kept == NULL:
            raise MemoryError()
        memcpy(kept, scratch.p, scratch.n)
        self._glyphs[gid] = mf_span(kept, <uint32_t>scratch.n)
        return 0

    cdef bytes _cut_cff(self, uint32_t n):
        cdef uint32_t i
        for i in range(1, n):
            if self._glyphs[self._gids[i]].p == NULL:
                self._flatten(self._gids[i])
        made = PyBytes_FromStringAndSize(NULL, cs_size(&self._frame, self._glyphs, self._gids, n))
        cs_write(&self._cff, &self._frame, self._glyphs, self._gids, n, <uint8_t *>made)
        return made
