"""Files written directly, as other readers see them."""

from __future__ import annotations

from collections.abc import Callable
from unittest.mock import patch

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from papers import CONTENT, LANG, OBJECTS, OWN, SHARED, TEXT, TITLE, opened

from flong.bill import emit, emit_twin
from flong.bill import pdf as pdf_module
from flong.bill.derive import derive_r4, derive_r6
from flong.bill.keys import Keys
from flong.bill.pdf import Document, Object, write_pdf
from flong.errors import BufferTooSmall


def test_a_file_is_read_as_it_was_written() -> None:
    """By qpdf's library, which would repair a wrong cross-reference and say so."""
    with opened(SHARED.write(OWN)) as document:
        assert document.pdf_version == "2.0"
        assert document.docinfo["/Title"] == TITLE
        assert document.Root.Lang == LANG
        assert document.pages[0].Contents.read_bytes() == CONTENT


def test_pdfium_shows_the_text() -> None:
    """Another reader, another parser."""
    document = pypdfium2.PdfDocument(SHARED.write(OWN))
    assert document[0].get_textpage().get_text_range() == TEXT
    assert document.get_metadata_value("Title") == TITLE


def test_shared_and_own_objects_come_to_the_same_as_one_list() -> None:
    """Where the border is does not matter to readers."""
    with opened(write_pdf((*OBJECTS, *OWN), 1, info=5)) as one, opened(SHARED.write(OWN)) as other:
        for number in range(1, len(OBJECTS) + len(OWN) + 1):
            assert one.get_object(number, 0).unparse(True) == other.get_object(number, 0).unparse(True)


def test_files_of_one_seed_are_equal_and_others_are_not() -> None:
    """Identifiers are random unless a test says otherwise."""
    assert SHARED.write(OWN, seed=b"x") == SHARED.write(OWN, seed=b"x")
    assert SHARED.write(OWN, seed=b"x") != SHARED.write(OWN, seed=b"y")
    assert SHARED.write(OWN) != SHARED.write(OWN)


def test_a_buffer_of_the_caller_is_filled_from_its_start() -> None:
    """The rest of it is left alone; one byte too few is said, with what is needed."""
    pdf = SHARED.write(OWN, seed=b"x")
    buffer = bytearray(b"." * (len(pdf) + 3))
    assert SHARED.write_into(buffer, OWN, seed=b"x") == len(pdf)
    assert buffer == pdf + b"..."
    for size in (0, 1, 17, len(pdf) - 1):
        with pytest.raises(BufferTooSmall) as caught:
            SHARED.write_into(memoryview(buffer)[:size], OWN, seed=b"x")
        assert caught.value.needed == len(pdf)


@pytest.mark.parametrize("level", [0, 1, 9])
def test_object_streams_are_deflated_by_option(level: int) -> None:
    """Long ones, where it pays."""
    objects = (*OBJECTS, *(Object(b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>") for _ in range(50)))
    pdf = write_pdf((*objects[:5], *OWN, *objects[5:]), 1, info=5, level=level)
    assert (b"Courier" in pdf) == (level == 0)
    with opened(pdf) as document:
        assert document.get_object(50, 0).BaseFont == "/Courier"


@pytest.mark.parametrize("head", [b"<< /CheckSum (x) >>", b"<< /ColorSpace [/Indexed /DeviceGray 0 <00>] >>", b"<< <"])
def test_a_string_in_the_dictionary_of_a_stream_is_refused(head: bytes) -> None:
    """It would stand in an encrypted file for everybody to read."""
    with pytest.raises(ValueError, match="of stream 6 has a string" if head.endswith(b">>") else "without a dict"):
        SHARED.write([Object(head, b"")])


@pytest.mark.parametrize("head", [b"", b"<", b">>", b"[ ]"])
def test_a_stream_without_a_dictionary_is_refused(head: bytes) -> None:
    with pytest.raises(ValueError, match="6 is a stream without"):
        SHARED.write([Object(head, b"")])


NAMES = st.sampled_from(["/A", "/B", "/C#20D", "/中"])
VALUES = st.recursive(
    st.one_of(
        st.booleans(),
        st.integers(-(2**31), 2**31 - 1),
        st.decimals(-1000, 1000, places=3),
        st.binary(max_size=40).map(pikepdf.String),
        st.text(max_size=20).map(pikepdf.String),
        NAMES.map(pikepdf.Name),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=5).map(pikepdf.Array),
        st.dictionaries(NAMES, inner, max_size=5).map(pikepdf.Dictionary),
    ),
    max_leaves=20,
)
STREAMS = st.tuples(
    st.dictionaries(NAMES, st.integers(0, 9), max_size=3).map(pikepdf.Dictionary), st.binary(max_size=99)
)
TREES = st.lists(st.one_of(VALUES, STREAMS), max_size=12)


def written(value: object) -> Object:
    if isinstance(value, tuple):
        return Object(value[0].unparse(), value[1])
    return Object(value.unparse() if isinstance(value, pikepdf.Object) else pikepdf.Array([value]).unparse())


def twin(write: Callable[[], bytes]) -> bytes:
    """What the slow twin writes."""
    with patch.object(emit, "emit", emit_twin.emit):
        return write()


PASSWORD = "A1234567890131"
KEYS = (None, derive_r6(PASSWORD), derive_r4(PASSWORD))
FILES = st.tuples(TREES, st.integers(0, 12), st.sampled_from([0, 1]), st.sampled_from(KEYS))


def check(values: list[object], border: int, level: int, keys: Keys | None) -> None:
    """They are read as they were written, wherever the shared ones end; C and Python write the same bytes."""
    objects = [written(value) for value in values]
    shared, own = [*OBJECTS, *OWN, *objects[:border]], objects[border:]
    document = Document(shared, 1, info=5, level=level)
    pdf = document.write(own, keys=keys, seed=b"x")
    assert pdf == twin(lambda: document.write(own, keys=keys, seed=b"x"))
    with opened(pdf, PASSWORD if keys else "") as read:
        for number, (head, stream) in enumerate(objects, len(OBJECTS) + len(OWN) + 1):
            found = read.get_object(number, 0)
            if stream is None:
                assert found.unparse(True) == pikepdf.Object.parse(head).unparse()
            else:
                assert found.read_raw_bytes() == stream


@given(FILES)
@settings(max_examples=50)
def test_any_objects_are_read_again(file: tuple[list[object], int, int, Keys | None]) -> None:
    """Random trees, encrypted or not, as pikepdf reads them."""
    check(*file)


@pytest.mark.deep
@given(FILES)
@settings(max_examples=1000)
def test_many_objects_are_read_again(file: tuple[list[object], int, int, Keys | None]) -> None:
    check(*file)


PART = (1, b"<< >>", b"data", True)


@pytest.mark.parametrize(
    ("part", "number", "entries", "seals"),
    [
        ((0, b"<< >>", b"", False), 2, 3, (0, b"", b"")),
        ((-1, b"<< >>", b"", False), 2, 3, (0, b"", b"")),
        ((2, b"<< >>", b"", False), 2, 3, (0, b"", b"")),
        ((1 << 40, b"<< >>", b"", False), 2, 3, (0, b"", b"")),
        (PART, 2, 2, (0, b"", b"")),
        (PART, 1 << 40, 3, (0, b"", b"")),
        (PART, 2, 3, (256, bytes(31), bytes(16))),
        (PART, 2, 3, (256, bytes(32), bytes(15))),
        (PART, 2, 3, (128, bytes(15), bytes(16))),
    ],
)
def test_numbers_and_sizes_that_do_not_fit_are_refused(
    part: emit_twin.Part, number: int, entries: int, seals: emit_twin.Seals
) -> None:
    """Before anything is written outside the table, or read beyond keys."""
    with pytest.raises(ValueError):
        table = number, b"<< >>", bytearray(entries * emit_twin.ENTRY)
        emit.emit(b"%PDF-2.0\n", (emit.Parts([part]), emit.Parts([])), table, seals, bytearray(1000))


def test_a_file_that_no_reader_could_read_is_refused() -> None:
    """More objects than an object stream's entries can number, or more bytes than offsets."""
    with pytest.raises(ValueError, match="more than 65536 objects"):
        write_pdf([*OBJECTS, *(Object(b"null") for _ in range(1 << 16))], 1)
    with opened(write_pdf([*OBJECTS, *OWN, *(Object(b"null") for _ in range((1 << 16) - 5))], 1)) as document:
        assert document.docinfo == {}
        assert document.pages[0].Contents.read_bytes() == CONTENT
    large = [Object(b"<< >>", bytes(2000))]
    for write in (SHARED.write, lambda own: SHARED.write_into(bytearray(9000), own)):
        with patch.object(pdf_module, "_LARGEST", 2000), pytest.raises(ValueError, match="2 GB"):
            write(large)


@given(st.binary(max_size=400))
@settings(max_examples=40)
def test_a_head_is_never_read_beyond_its_end(head: bytes) -> None:
    """Whatever stands there: refused, or written as it is."""
    try:
        pdf = SHARED.write([Object(b"<<" + head + b">>", b"")], seed=b"x")
    except ValueError:
        return
    assert b"<<" + head + b"/Length 0 >>" in pdf
