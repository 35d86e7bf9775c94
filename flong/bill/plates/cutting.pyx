# cython: boundscheck=False, wraparound=False, cdivision=True
"""Fields cut into segments; fields.py says what that means."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from cpython.unicode cimport PyUnicode_DecodeUTF8
from libc.stdint cimport uint8_t
from libc.string cimport memchr, memcmp

from flong.bill.plates.buffer cimport Out

from html import unescape

from flong.bill.plates.errors import Unknown
from flong.bill.plates.fields import CODE, Counting, Family, Segment, inside_of, number_of

cdef enum:
    FIRST = 0xFB  # of the bytes that tokens begin with
    PAGE = 0xFB
    TITLE = 0xFC
    SIGN = 0xFD
    VALUE = 0xFF
    FAMILIES = 4096  # kept at most: records from outside make them


cdef class Cutter:
    """Cuts fields into segments. `stack` has the statements that were seen, and which of them stand in the stack."""

    cdef dict stack, families
    cdef Py_ssize_t modulus, ahead
    cdef bint last, counts

    def __cinit__(self, stack, counting):
        self.families, self.stack = {}, dict(stack)
        self.modulus, self.ahead, self.last = counting
        self.counts = counting != Counting()

    def segments(self, bytes fields):
        """See `fields.segments`. Raises Unknown for a statement that was not seen."""
        return _Cut(self, fields).segments()

    cdef bint between(self, bytes sign) except -1:
        """Whether the statement of a sign stands in the stack."""
        found = self.stack.get(sign)
        if found is None:
            found = self.stack.get(number_of(sign.decode()))
            if found is None:
                raise Unknown("a part of the template was not seen yet")
            self.stack[sign] = found
        return found

    cdef object family(self, tuple key):
        """The family of a segment: of all its tokens without the values' texts, its turn, and what is around."""
        found = self.families.get(key)
        if found is None:
            if len(self.families) >= FAMILIES:
                self.families.clear()
            sign, inside = inside_of(key[0])
            found = self.families[key] = Family(sign, key[1], key[2], inside)
        return found


cdef class _Cut:
    """One record."""

    cdef Cutter cutter
    cdef bytes fields
    cdef Out key
    cdef list done, values, codes, tags
    cdef tuple around
    cdef dict turns  # by the signs of the loops around: the turn and whether it is the last

    def __cinit__(self, Cutter cutter, bytes fields):
        self.cutter, self.fields, self.key = cutter, fields, Out()
        self.done, self.values, self.codes, self.tags, self.around = [], [], [], [], ()
        self.turns = {}

    def segments(self):
        cdef const uint8_t *s = <const uint8_t *>PyBytes_AS_STRING(self.fields)
        cdef Py_ssize_t n = PyBytes_GET_SIZE(self.fields), at = _until(s, 0, n), end
        self.key.put(b"\xfd", 1)
        while at < n:
            end = _until(s, at + 1, n)
            if s[at] == VALUE:
                self._value(s + at + 1, end - at - 1)
            elif s[at] == SIGN:
                self._sign(s + at, end)
            elif s[at] != TITLE:
                self._shape(s + at, end - at)
            at = end
        self._end()
        return self.done

    cdef int _value(self, const uint8_t *s, Py_ssize_t n) except -1:
        cdef str text = PyUnicode_DecodeUTF8(<const char *>s, n, NULL)
        self.values.append(unescape(text) if memchr(s, c"&", n) != NULL else text)
        return self.key.put(b"\xff", 1)

    cdef int _sign(self, const uint8_t *s, Py_ssize_t end) except -1:
        cdef Py_ssize_t at = s - <const uint8_t *>PyBytes_AS_STRING(self.fields)
        cdef bytes sign = s[1:end - at]
        if self.cutter.between(sign):
            self._end()
            self.around = self.around or tuple(self.tags)
            if self.cutter.counts:
                self._step(sign, end)
        elif sign[:1].isupper():
            self.tags.append(sign.decode())
        return self.key.put(s, end - at)

    cdef int _shape(self, const uint8_t *s, Py_ssize_t n) except -1:
        """Codes have other ids in each record."""
        cdef bytes found = s[1:n]
        if b"cid:" in found:
            self.codes += CODE.findall(found.decode())
            found = CODE.sub("cid:*", found.decode()).encode()
        if s[0] == PAGE:
            self.tags.append(found.decode())
        self.key.put(s, 1)
        return self.key.text(found)

    cdef int _end(self) except -1:
        """Ends a segment and begins the next one."""
        cdef bytes key = self.key.p[:self.key.n]
        family = self.cutter.family((key, self._turn() if self.turns else (), self.around))
        self.done.append(Segment(family, tuple(self.values), tuple(self.codes)))
        self.values, self.codes, self.key.n = [], [], 0
        return 0

    cdef int _step(self, bytes sign, Py_ssize_t end) except -1:
        """Counts the turns of the loops around, after a sign that ends at `end`."""
        if sign.startswith(b"l"):
            turn, _ = self.turns.get(sign, (-1, False))
            self.turns[sign] = turn + 1, self.cutter.last and self._is_last(sign, end)
        elif sign.startswith(b"e"):
            self.turns.pop(b"l" + sign[1:], None)
        return 0

    cdef bint _is_last(self, bytes sign, Py_ssize_t at) noexcept:
        """Whether no further turn of the loop begins behind `at`."""
        cdef const uint8_t *s = <const uint8_t *>PyBytes_AS_STRING(self.fields)
        cdef const uint8_t *name = <const uint8_t *>PyBytes_AS_STRING(sign) + 1
        cdef Py_ssize_t end, n = PyBytes_GET_SIZE(self.fields), size = PyBytes_GET_SIZE(sign) - 1
        while at < n:
            end = _until(s, at + 1, n)
            if s[at] == SIGN and end - at == size + 2 and memcmp(s + at + 2, name, size) == 0:
                if s[at + 1] == c"l" or s[at + 1] == c"e":
                    return s[at + 1] == c"e"
            at = end
        return True

    cdef tuple _turn(self):
        cdef list done = []
        cdef Py_ssize_t turn
        for turn, last in self.turns.values():
            done += [turn % self.cutter.modulus, min(turn, self.cutter.ahead), int(last)]
        return tuple(done)


cdef Py_ssize_t _until(const uint8_t *s, Py_ssize_t at, Py_ssize_t n) noexcept:
    """Where the next token begins."""
    while at < n and s[at] < FIRST:
        at += 1
    return at
