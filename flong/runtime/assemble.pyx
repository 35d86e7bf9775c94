# cython: boundscheck=False, wraparound=False, cdivision=True
"""Whole messages from rendered columns, the bytes that `Message.as_bytes` gives, without Python objects for parts.

A record whose head has an unusual form is given to Python: one field at a time, or, when something in it may be wrong,
the whole record.
"""

from array import array

from libc.stdint cimport int64_t
from libc.stdlib cimport free
from libc.string cimport memchr, memcmp

from flong.runtime.convert cimport text_of
from flong.runtime.core cimport FL_OK, fl_buf, fl_text, fl_write
from flong.runtime.engine cimport Bytes, new_bytes
from flong.runtime.transfer cimport encoding_name, fl_canonical, write_encoded

cdef extern from "mailheads.h" nogil:
    enum:
        FL_UNUSUAL
    int fl_text_field(fl_buf *out, fl_text name, fl_text s, int structured) noexcept
    int fl_address_field(fl_buf *out, fl_text name, fl_text s) noexcept
    int fl_is_message_id(fl_text s) noexcept
    ctypedef struct fl_mailbox:
        fl_text address
    int fl_read_mailbox(fl_text s, fl_mailbox *out) noexcept

cdef extern from "sha256.h" nogil:
    void fl_sha256_of(fl_text s, unsigned char *digest) noexcept

cdef enum:
    MARK = 35  # characters of a boundary
    LEVELS = 3
    CODE = 32  # digits of a picture's id
    HEADS = 1500  # bytes of a mail beside its texts


cpdef enum Kind:
    """How a field is written: as text, as a structured field, as addresses; HIDDEN addresses are only read, and of
    what is UNSEEN only the stamp."""
    TEXT, STRUCTURED, ADDRESS, HIDDEN, UNSEEN


cdef class Source:
    """A column to read. Raises ValueError when its offsets do not stand for `count` values of its data."""

    cdef const unsigned char[::1] data
    cdef const long long[::1] offsets

    def __init__(self, column, Py_ssize_t count):
        cdef Py_ssize_t i
        self.data, self.offsets = column.data, column.offsets
        if self.offsets.shape[0] != count + 1 or self.offsets[0] < 0 or self.offsets[count] > self.data.shape[0]:
            raise ValueError("offsets beyond a column")
        for i in range(count):
            if self.offsets[i] > self.offsets[i + 1]:
                raise ValueError("offsets of a column go back")

    cdef fl_text at(self, Py_ssize_t i) noexcept nogil:
        cdef fl_text value = fl_text(NULL, self.offsets[i + 1] - self.offsets[i])
        if value.n:
            value.p = <const char *>&self.data[self.offsets[i]]
        return value


cdef class Field:
    """A head field: `name` as it is written, its `kind` and its column. What it said last is remembered."""

    cdef readonly bytes name
    cdef readonly Kind kind
    cdef Source source
    cdef bint sender
    cdef fl_buf value, line

    def __init__(self, bytes name, Kind kind, Source source):
        self.name, self.kind, self.source, self.sender = name, kind, source, name == b"From"

    def __dealloc__(self):
        free(self.value.p)
        free(self.line.p)

    cdef bint said(self, fl_text s) noexcept nogil:
        return self.value.p != NULL and s.n == self.value.n and memcmp(s.p, self.value.p, s.n) == 0

    cdef int remember(self, fl_text s, const char *line, int64_t n) noexcept nogil:
        self.value.n = self.line.n = 0
        return fl_write(&self.value, s.p, s.n) or fl_write(&self.line, line, n)

    cdef int write(self, fl_buf *out, fl_text s) noexcept:
        """The field without the line end: 0, FL_UNUSUAL (something may have been written) or a FL_* code."""
        cdef fl_text name = fl_text(<const char *>self.name, len(self.name))
        if self.kind == Kind.ADDRESS or self.kind == Kind.HIDDEN:
            return fl_address_field(out, name, s)
        return fl_text_field(out, name, s, self.kind == Kind.STRUCTURED)


cdef class Assembler:
    """Writes mails of one form.

    `fields` in their order, the one called From among them; `key`, `text` and `html` are columns or None. `date` is the
    first line, `leaves` and `levels` are the heads of the texts, and of alternative, related and mixed: what stands
    before and after a boundary. `unusual(i)` gives a whole message, or None for none; `line(number, value)` gives a
    field with its line end (b"" for none), or None; `images` are the parts of the pictures in all mails, and
    `codes(i, ids)` gives them with those that the HTML shows as `cid:ID@flong`, or None.
    """

    cdef tuple fields, leaves, levels
    cdef list images
    cdef Source key, text, html
    cdef bytes date
    cdef object unusual, line, codes
    cdef fl_buf head, canonical
    cdef Bytes made
    cdef fl_text domain
    cdef char[LEVELS][MARK] marks

    def __init__(self, tuple fields, Source key, Source text, Source html, bytes date, tuple leaves, tuple levels,
                 list images, unusual, line, codes):
        self.fields, self.key, self.text, self.html = fields, key, text, html
        self.date, self.leaves, self.levels, self.images = date, leaves, levels, images
        self.unusual, self.line, self.codes = unusual, line, codes

    def __dealloc__(self):
        free(self.head.p)
        free(self.canonical.p)

    def run(self, list ids, list extras, list files):
        """(bytes, offsets, positions of the records that have a message), for as many records as there are `ids`.

        For each record its Message-ID (one that ends with `@` gets the sender's domain), further fields as lines with
        their ends, and the parts of files; None for what is unusual.
        """
        cdef Py_ssize_t i
        cdef int64_t end = 0
        cdef int code
        offsets, written = array("q", [0]), []
        self.made = new_bytes(self.room(len(ids)))
        for i in range(len(ids)):
            code = self.record(i, ids[i], extras[i], files[i])
            if code == FL_UNUSUAL:
                self.made.buffer.n = end
                if (message := self.unusual(i)) is None:
                    continue
                code = _write(&self.made.buffer, message)
            if code != FL_OK:
                raise MemoryError()
            end = self.made.buffer.n
            offsets.append(end)
            written.append(i)
        return memoryview(self.made), offsets, written

    cdef int64_t room(self, Py_ssize_t count) noexcept:
        """About what so many mails take: texts in quoted-printable are a little longer."""
        cdef int64_t texts = 0
        cdef Source source
        for source in (self.text, self.html):
            if source is not None:
                texts += source.data.shape[0]
        return texts + texts // 8 + HEADS * count

    cdef int record(self, Py_ssize_t i, str id, bytes extra, list files) except? -2:
        cdef fl_buf *out = &self.made.buffer
        cdef fl_text text = fl_text(NULL, 0)
        cdef fl_text html = fl_text(NULL, 0)
        cdef list images
        cdef int code = FL_UNUSUAL if extra is None or files is None else self.fold_head(i)
        code = code or self.value(self.text, i, &text) or self.value(self.html, i, &html)
        if code == FL_OK and (images := self.pictures(i, html)) is None:
            code = FL_UNUSUAL
        if code != FL_OK:
            return code
        code = _write(out, self.date) or self.write_id(out, id)
        code = code or fl_write(out, self.head.p, self.head.n) or _write(out, extra)
        code = code or fl_write(out, "MIME-Version: 1.0\r\n", 19)
        code = code or self.opened(out, 2, bool(files)) or self.opened(out, 1, bool(images))
        code = code or self.texts(out, text, html)
        code = code or self.closed(out, 1, images) or self.closed(out, 2, files)
        return code

    cdef list pictures(self, Py_ssize_t i, fl_text html):
        ids = _ids(html)
        return self.images if ids is None else self.codes(i, ids)

    # --- heads ------------------------------------------------------------------------------------------

    cdef int value(self, Source source, Py_ssize_t i, fl_text *out) noexcept:
        """What a column says in record i, without the stamp of the record's key; FL_UNUSUAL for another's stamp."""
        cdef fl_text key
        if source is None:
            return FL_OK
        out[0] = source.at(i)
        if self.key is None:
            return FL_OK
        key = self.key.at(i)
        if out.n <= key.n or (key.n and memchr(key.p, 0, key.n) != NULL) or out.p[out.n - key.n - 1] != 0:
            return FL_UNUSUAL
        if key.n and memcmp(out.p + out.n - key.n, key.p, key.n) != 0:
            return FL_UNUSUAL
        out.n -= key.n + 1
        return FL_OK

    cdef int fold_head(self, Py_ssize_t i) except? -2:
        """The template's fields into `head`, and the sender's domain."""
        cdef Field field
        cdef fl_text s
        cdef int code, number
        cdef int64_t start
        cdef int64_t sender = -1
        cdef int64_t end = -1
        self.head.n = 0
        for number in range(len(self.fields)):
            field = self.fields[number]
            code = self.value(field.source, i, &s)
            if code != FL_OK:
                return code
            start = self.head.n
            if field.kind != Kind.UNSEEN:
                code = self.fold(field, number, s)
            if code != FL_OK:
                return code
            if field.sender:
                sender, end = start, self.head.n
        return FL_UNUSUAL if sender < 0 else self.find_domain(sender, end)

    cdef int fold(self, Field field, int number, fl_text s) except? -2:
        cdef int64_t start = self.head.n
        cdef int code
        if field.said(s):
            return fl_write(&self.head, field.line.p, field.line.n)
        code = field.write(&self.head, s) or fl_write(&self.head, "\r\n", 2)
        if code == FL_UNUSUAL:
            self.head.n = start
            if (line := self.line(number, s.p[:s.n])) is None:
                return FL_UNUSUAL
            code = _write(&self.head, line)
        if field.kind == Kind.HIDDEN:
            self.head.n = start
        return code or field.remember(s, self.head.p + start, self.head.n - start)

    cdef int find_domain(self, int64_t start, int64_t end) noexcept nogil:
        """`domain` becomes what stands behind the last `@` of the field in head[start:end]."""
        cdef int64_t at
        end -= 2
        end -= end > start and self.head.p[end - 1] == c">"
        at = end
        while at > start and self.head.p[at - 1] != c"@":
            at -= 1
        self.domain = fl_text(self.head.p + at, end - at)
        return FL_OK if at > start else FL_UNUSUAL

    cdef int write_id(self, fl_buf *out, str id) except? -2:
        """The field Message-ID, and the boundaries made from it."""
        cdef fl_text s
        cdef unsigned char[32] digest
        cdef int64_t start
        cdef int code
        text_of(id, &s)
        code = fl_write(out, "Message-ID: <", 13)
        start = out.n
        code = code or fl_write(out, s.p, s.n)
        if s.n and s.p[s.n - 1] == c"@":
            code = code or fl_write(out, self.domain.p, self.domain.n)
        if code != FL_OK:
            return code
        s = fl_text(out.p + start, out.n - start)
        if not fl_is_message_id(s):
            return FL_UNUSUAL
        fl_sha256_of(s, digest)
        self.mark(digest)
        return fl_write(out, ">\r\n", 3)

    cdef void mark(self, const unsigned char *digest) noexcept nogil:
        """The boundaries: `=_`, the letter of the level, and digits of the Message-ID's digest."""
        cdef const char *digits = "0123456789abcdef"
        cdef int level, i
        for level in range(LEVELS):
            self.marks[level][0], self.marks[level][1], self.marks[level][2] = c"=", c"_", b"arm"[level]
            for i in range(MARK - 3):
                self.marks[level][3 + i] = digits[digest[i // 2] >> (0 if i % 2 else 4) & 15]

    # --- parts ------------------------------------------------------------------------------------------

    cdef int boundary(self, fl_buf *out, int level) noexcept:
        return fl_write(out, self.marks[level], MARK)

    cdef int between(self, fl_buf *out, int level) noexcept:
        return fl_write(out, "--", 2) or self.boundary(out, level) or fl_write(out, "\r\n", 2)

    cdef int opened(self, fl_buf *out, int level, bint needed) except? -2:
        """The head of a multipart, up to its first part."""
        if not needed:
            return FL_OK
        before, after = self.levels[level]
        return (_write(out, before) or self.boundary(out, level) or _write(out, after)
                or fl_write(out, "\r\n\r\n", 4) or self.between(out, level))

    cdef int closed(self, fl_buf *out, int level, list parts) except? -2:
        """The end of the first part, the other parts, and the last boundary."""
        cdef int code
        if not parts:
            return FL_OK
        code = fl_write(out, "\r\n", 2)
        for part in parts:
            code = code or self.between(out, level) or _write(out, part) or fl_write(out, "\r\n", 2)
        return code or fl_write(out, "--", 2) or self.boundary(out, level) or fl_write(out, "--\r\n", 4)

    cdef int texts(self, fl_buf *out, fl_text text, fl_text html) except? -2:
        cdef bint both = self.text is not None and self.html is not None
        cdef int code = self.opened(out, 0, both)
        if self.html is None or both:
            code = code or self.leaf(out, self.leaves[0], text)
        if both:
            code = code or fl_write(out, "\r\n", 2) or self.between(out, 0)
        if self.html is not None:
            code = code or self.leaf(out, self.leaves[1], html)
        if both:
            code = code or fl_write(out, "\r\n--", 4) or self.boundary(out, 0) or fl_write(out, "--\r\n", 4)
        return code

    cdef int leaf(self, fl_buf *out, bytes head, fl_text s) except? -2:
        cdef int code = _write(out, head)
        if code == FL_OK:
            with nogil:
                code = self.encoded(out, s)
        return code

    cdef int encoded(self, fl_buf *out, fl_text s) noexcept nogil:
        """The name of the encoding that a text needs, and the text in it."""
        cdef int encoding
        cdef fl_text name
        cdef int code = fl_canonical(&self.canonical, s, False, &encoding)
        if code != FL_OK:
            return code
        name = encoding_name(encoding)
        code = fl_write(out, name.p, name.n) or fl_write(out, "\r\n\r\n", 4)
        return code or write_encoded(out, &self.canonical, encoding, False)


cdef int _write(fl_buf *out, bytes data) noexcept:
    return fl_write(out, <const char *>data, len(data))


cdef list _ids(fl_text html):
    """The ids of the pictures that the HTML shows, each once, in their order; None when there is none."""
    cdef const char *p = html.p
    cdef const char *end = html.p + html.n
    cdef dict found = None
    while True:
        p = <const char *>memchr(p, c"@", end - p) if p < end else NULL
        if p == NULL:
            return list(found) if found else None
        if _is_code(p, html.p, end):
            found = found or {}
            found[(p - CODE)[:CODE].decode("ascii")] = True
        p += 1


cdef bint _is_code(const char *at, const char *begin, const char *end) noexcept nogil:
    cdef int i
    if at - begin < CODE + 4 or end - at < 6 or memcmp(at, "@flong", 6) != 0 or memcmp(at - CODE - 4, "cid:", 4) != 0:
        return False
    for i in range(1, CODE + 1):
        if not (c"0" <= at[-i] <= c"9" or c"a" <= at[-i] <= c"f"):
            return False
    return True


def plain_mailboxes(list texts not None):
    """The address of each text (str) that is one plain mailbox, as `addresses.parse_addresses` gives it; None for all
    others."""
    cdef fl_text s
    cdef fl_mailbox box
    found = []
    for text in texts:
        text_of(text, &s)
        found.append(_lower(box.address) if fl_read_mailbox(s, &box) == FL_OK else None)
    return found


cdef str _lower(fl_text address):
    """With its domain in small letters."""
    cdef str text = address.p[:address.n].decode("ascii")
    cdef str local, at, domain
    if text.islower():
        return text
    local, at, domain = text.rpartition("@")
    return local + at + domain.lower()
