# cython: boundscheck=False, wraparound=False, cdivision=True
"""What stamping does for each value: measuring texts and writing them. setting_twin.py says what it means."""

from libc.stdint cimport uint8_t
from libc.string cimport memcpy, memset

from cpython.bytes cimport PyBytes_AS_STRING

from flong.bill.plates.buffer cimport Out

from flong.bill.plates.errors import Unknown
from flong.bill.plates.fields import EMPTY, HIDDEN

cdef extern from "Python.h":
    bint PyUnicode_IS_ASCII(object)
    const uint8_t *PyUnicode_1BYTE_DATA(object)
    Py_ssize_t PyUnicode_GET_LENGTH(object)

cdef enum:
    CHARS = 128
    PIECE = 24  # bytes that show one character, at most


def number(double x):
    """`x` as pydyf prints it."""
    cdef Out out = Out()
    out.number(x)
    return out.p[:out.n]


def recoded(str operands, dict codes, bint grow):
    """The operands of `TJ` with the codes of their glyphs; glyphs without one get the next ones, if codes may `grow`,
    or else the answer is None."""
    cdef const uint8_t *s = PyUnicode_1BYTE_DATA(operands) if PyUnicode_IS_ASCII(operands) else NULL
    cdef Py_ssize_t i = 0, n = PyUnicode_GET_LENGTH(operands) if s != NULL else 0
    cdef bint glyphs = False
    cdef int code
    cdef Out out = Out()
    while i < n:
        if glyphs and s[i] != c">" and i + 4 <= n:
            code = _code(_unhex(s + i), codes, grow)
            if not code:
                return None
            _hex(code, out.more(4))
            i += 4
            continue
        glyphs = s[i] == c"<"
        out.put(s + i, 1)
        i += 1
    return out.p[:out.n]


cdef int _code(int glyph, dict codes, bint grow) except -1:
    """The code of a glyph; 0 for none."""
    code = codes.get(glyph, 0)
    if not code and grow:
        code = codes[glyph] = len(codes) + 1
    return code


cdef int _unhex(const uint8_t *s) noexcept:
    """Four hexadecimal digits."""
    cdef int i, value = 0
    for i in range(4):
        value = value << 4 | ((s[i] & 15) + (9 if s[i] > c"9" else 0))
    return value


cdef void _hex(int value, uint8_t *to) noexcept:
    cdef int i, digit
    for i in range(4):
        digit = value >> 4 * (3 - i) & 15
        to[i] = <uint8_t>(digit + (c"0" if digit < 10 else c"a" - 10))


cdef bint _has_letter(const uint8_t *s, Py_ssize_t n) noexcept:
    cdef Py_ssize_t i
    for i in range(n):
        if c"a" <= s[i] | 32 <= c"z":
            return True
    return False


cdef class Table:
    """The characters of a face that were proved to be shaped alike among all neighbours that are `free` of them.
    `latin` is that of texts with letters, which may be shaped in another way."""

    cdef public Table latin
    cdef readonly bytes font
    cdef readonly double size
    cdef readonly tuple line
    cdef double[CHARS] widths
    cdef uint8_t[CHARS] sizes
    cdef uint8_t[CHARS][PIECE] pieces
    cdef uint8_t[CHARS][CHARS] free

    def __cinit__(self, bytes font, double size, tuple line):
        self.font, self.size, self.line = font, size, line
        memset(self.sizes, 0, sizeof(self.sizes))
        memset(self.free, 0, sizeof(self.free))

    def put(self, str char, bytes operands, double width):
        """Add a character: what shows it alone by `TJ`, one glyph and the space behind it, and how wide it is, px."""
        cdef bytes piece = operands[1:len(operands) - 1] if operands.endswith(b">") else operands[1:] + b"<"
        cdef int c = ord(char)
        if c < CHARS and len(piece) <= PIECE and operands.startswith(b"<") and operands.count(b"<") == 1:
            self.widths[c], self.sizes[c] = width, <uint8_t>len(piece)
            memcpy(self.pieces[c], PyBytes_AS_STRING(piece), len(piece))

    def allow(self, str pair):
        """Note that two characters are free of each other."""
        cdef int a = ord(pair[0]), b = ord(pair[1])
        if a < CHARS and b < CHARS:
            self.free[a][b] = True

    cdef Table told(self, str text, double *width):
        """The table that tells the glyphs of `text`, this one or that of Latin, and how wide they are, px; None."""
        cdef Table table = self
        if not PyUnicode_IS_ASCII(text):
            return None
        if self.latin is not None and _has_letter(PyUnicode_1BYTE_DATA(text), PyUnicode_GET_LENGTH(text)):
            table = self.latin
        width[0] = table.width(text)
        return table if width[0] >= 0 else None

    cdef double width(self, str text):
        """The width of an ASCII text, px; -1 for one whose glyphs the table does not tell."""
        cdef Py_ssize_t i, n = PyUnicode_GET_LENGTH(text)
        cdef double width = 0.0
        cdef const uint8_t *s = PyUnicode_1BYTE_DATA(text)
        if n == 0 or s[0] == c" " or s[n - 1] == c" ":
            return -1.0
        for i in range(n):
            if not self.sizes[s[i]] or (i and not self.free[s[i - 1]][s[i]]):
                return -1.0
            width += self.widths[s[i]]
        return width

    cdef int write(self, str text, Out out) except -1:
        """Writes the operands of `TJ` for a text that has a width."""
        cdef const uint8_t *s = PyUnicode_1BYTE_DATA(text)
        cdef Py_ssize_t i
        out.put(b"<", 1)
        for i in range(PyUnicode_GET_LENGTH(text)):
            out.put(self.pieces[s[i]], self.sizes[s[i]])
        if out.p[out.n - 1] == c"<":
            out.n -= 1
            return 0
        return out.put(b">", 1)


def metrics(faces, hidden, frozen, tuple values):
    """The line metrics of a segment's `values`: `faces` shows them, `hidden` has the places of those not shown,
    `frozen` places and texts of those that break lines."""
    cdef Py_ssize_t i
    cdef list done = []
    for i in range(len(values)):
        if i in hidden:
            done.append(HIDDEN)
        elif not values[i]:
            done.append(EMPTY)
        elif frozen and (i, values[i]) in frozen:
            done.append(values[i])
        else:
            done.append(_line(faces[i], values[i]))
    return tuple(done)


cdef tuple _line(object face, str text):
    if face is None:
        raise Unknown("a value was empty in all bills seen so far")
    cdef double width
    cdef Table table = _table(face, text, &width)
    return table.line if table is not None else _part(_shaped(face, text), 2)


cdef object _shaped(object face, str text):
    """What the face knows of a text, or learns of it."""
    found = (<dict>face.known).get(text)
    return found if found is not None else face.shaped(text)


cdef Table _table(object face, str text, double *width):
    """The table that tells the glyphs of `text`, or None."""
    cdef Table table = face.table
    return table.told(text, width) if table is not None else None


cdef class _Shown:
    """A text: the table that tells its glyphs, or else its Shaped, and how wide it is, px."""

    cdef str text
    cdef Table table
    cdef object shaped
    cdef double width


cdef class Setter:
    """Writes the texts of one page. `shown` gives the font of a run and its glyphs there, see `MiniFonts`."""

    cdef object shown
    cdef Out out, rules
    cdef bytes ink, font
    cdef double size

    def __cinit__(self, shown):
        self.shown, self.out, self.rules = shown, Out(), Out()
        self.ink, self.font, self.size = b"", b"", 0.0

    def content(self, list lines):
        """The operators that show `lines`: those of a band, with its top and its segment's values. Raises Unknown when
        a value does not fit, Unstampable when it can't be shown."""
        cdef object line
        for band, top, values in lines:
            for line in <tuple>band:
                self._line(line, top, values)
        return b"%bBT\n%bET" % (self.rules.p[:self.rules.n], self.out.p[:self.out.n])

    cdef int _line(self, object line, double top, tuple values) except -1:
        cdef object atom, atoms = _part(line, 0)
        cdef double x = 0.0, room = _part(line, 2)
        cdef list shown = []
        cdef _Shown one
        for atom in <tuple>atoms:
            one = _glyphs(atom, values)
            shown.append(one)
            x += <double>_part(atom, 3) + one.width
        if x > room:
            raise Unknown("a value that goes over several lines was not seen yet")
        self._atoms(<tuple>atoms, shown, <double>_part(line, 1) + (room - x) * <double>_part(line, 3), top)
        return 0

    cdef int _atoms(self, tuple atoms, list shown, double left, double top) except -1:
        cdef object atom
        cdef _Shown one
        cdef double at = 0.0, x
        cdef Py_ssize_t i
        for i in range(len(shown)):
            atom, one = atoms[i], shown[i]
            x = left + (at + <double>_part(atom, 3))
            self._text(x, top + <double>_part(atom, 4), atom, one)
            if _part(atom, 6) is not None:
                self._rule(x, x + one.width, top, _part(atom, 6))
            at += <double>_part(atom, 3) + one.width
        return 0

    cdef int _rule(self, double x, double end, double top, object rule) except -1:
        """The line under a text."""
        cdef bytes y = number(top + <double>rule.y), width = number(rule.width)
        return self.rules.text(b"q %b %b w %b %b m %b %b l S Q\n" % (rule.ink, width, number(x), y, number(end), y))

    cdef int _text(self, double x, double y, object atom, _Shown shown) except -1:
        cdef bytes ink = _part(atom, 5)
        if ink is not self.ink and ink != self.ink:
            self.ink = ink
            self._end(ink)
        self.out.put(b"1 0 0 -1 ", 9)
        self.out.number(x)
        self.out.put(b" ", 1)
        self.out.number(y)
        self._end(b" Tm")
        if shown.table is not None:
            return self._tabled(shown.table, shown.text)
        for run in shown.shaped.runs:
            name, operands = self.shown(run)
            self._use(name, run.size)
            self.out.put(b"[", 1)
            self.out.text(operands)
            self._end(b"] TJ")
        return 0

    cdef int _tabled(self, Table table, str text) except -1:
        self._use(table.font, table.size)
        self.out.put(b"[", 1)
        table.write(text, self.out)
        return self._end(b"] TJ")

    cdef int _use(self, bytes font, double size) except -1:
        if size == self.size and (font is self.font or font == self.font):
            return 0
        self.font, self.size = font, size
        self.out.put(b"/", 1)
        self.out.text(font)
        self.out.put(b" ", 1)
        self.out.number(size)
        return self._end(b" Tf")

    cdef int _end(self, bytes operator) except -1:
        """Ends a line of the file with `operator`."""
        self.out.text(operator)
        return self.out.put(b"\n", 1)


cdef object _part(object of, Py_ssize_t i):
    """The i-th part of a named tuple, which has it."""
    return (<tuple>of)[i]


cdef _Shown _glyphs(object atom, tuple values):
    """What shows an atom."""
    cdef object place = _part(atom, 0), face = _part(atom, 2)
    cdef _Shown shown = _Shown.__new__(_Shown)
    if place is None:
        shown.shaped = face.fixed(_part(atom, 1))
    else:
        shown.text = values[place]
        shown.table = _table(face, shown.text, &shown.width)
        if shown.table is None:
            shown.shaped = _shaped(face, shown.text)
    if shown.table is None:
        shown.width = _part(shown.shaped, 1)
    return shown
