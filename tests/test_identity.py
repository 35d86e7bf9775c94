"""The identity stamp: a column that slipped by one row is never made into a message."""

from __future__ import annotations

from array import array
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import flong
from flong.casting import Messages
from flong.errors import IdentityError
from flong.runtime.batch import RawBatch
from flong.runtime.columns import Column, stamped_texts

HEAD = (
    "Key: {{ id }}\nDocument: d/{{ id }}\nSubject: Hi {{ name }}\n"
    'From: "A" <a@a.example>\nTo: {{ name }} <{{ email }}>\n'
)
ATTACH = 'Attach: "bill.html" as id ~ ".pdf" if true password "secret-" ~ id\n\n'
BODY = "{% data %}\nid: text\nname: text\nemail: text\n{% enddata %}\n<p>Dear {{ name }} {{ qr(id) }}</p>\n"
ANN = {"id": "1", "name": "Ann", "email": "ann@b.example"}
BOB = {"id": "2", "name": "Bob", "email": "bob@b.example"}
PARTS = (
    "document", "subject", "from", "to", "html", "text",
    "attach.1.if", "attach.1.name", "attach.1.password", "attach.1.body",
)  # fmt: skip


@pytest.fixture(scope="module", params=["python", "cython"])
def batch(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> flong.Batch:
    """Two records of a template with every kind of part."""
    folder: Path = tmp_path_factory.mktemp("templates")
    (folder / "mail.html").write_text(HEAD + ATTACH + BODY)
    (folder / "bill.html").write_text("<p>{{ name }}</p>{{ qr(name) }}")
    template = flong.load(folder / "mail.html", engine=request.param)
    return next(template.render_batches([ANN, BOB]))


def swapped(column: Column) -> Column:
    first, second = column[0], column[1]
    return Column(second + first, array("q", [0, len(second), len(second) + len(first)]))


def messages(batch: flong.Batch, raw: RawBatch) -> Messages:
    return Messages(batch.messages._caster, raw)


def test_parts_are_as_they_were_written(batch: flong.Batch) -> None:
    """The stamp is taken off before anybody sees a part."""
    assert set(PARTS) <= set(batch.raw.columns)
    assert batch.raw.text("subject", 1) == "Hi Bob"
    assert "\0" not in "".join(batch.raw.text(part, 0) for part in batch.raw.columns if not part.endswith(".fields"))
    assert batch.messages[0].subject == "Hi Ann"


@pytest.mark.parametrize("part", PARTS)
def test_each_column_one_row_off_is_refused(batch: flong.Batch, part: str) -> None:
    """Whichever column slips, no message is made of it."""
    raw = batch.raw
    columns = {name: swapped(column) if name == part else column for name, column in raw.columns.items()}
    with pytest.raises(IdentityError, match="another record"):
        messages(batch, RawBatch(raw.rows, columns, raw.assets, raw.errors))[0]


def test_pictures_one_row_off_are_refused(batch: flong.Batch) -> None:
    """A QR code is named by its content; another record's is not the one that the page shows."""
    raw = batch.raw
    with pytest.raises(IdentityError, match="picture"):
        messages(batch, RawBatch(raw.rows, raw.columns, raw.assets[::-1], raw.errors))[0]


KEYS = st.lists(st.sampled_from(["1", "", "2", "12", "\0", "1\0"]), min_size=1, max_size=4)


@given(KEYS, st.lists(st.sampled_from([b"x\x001", b"x\0", b"\x002", b"1", b"", b"x\0\0", b"\0x\x0012"]), min_size=4))
def test_all_texts_are_those_of_each(keys: list[str], values: list[bytes]) -> None:
    """Or all are refused when one is."""
    values = values[: len(keys)]
    raw = RawBatch([*range(len(keys))], {"key": of([key.encode() for key in keys]), "part": of(values)}, [], [])
    try:
        expected = [raw.text("part", i) for i in range(len(keys))]
    except IdentityError as error:
        with pytest.raises(IdentityError, match=str(error)):
            raw.texts("part")
    else:
        assert raw.texts("part") == expected


def of(values: list[bytes]) -> Column:
    return Column(b"".join(values), array("q", accumulate(map(len, values), initial=0)))


def test_columns_that_do_not_fit() -> None:
    """Offsets beyond the data or backwards, and another number of values."""
    keys = of([b"1", b"2"])
    for offsets in ([0, 9, 10], [0, 3, 1], [-1, 2, 3], [0, 3], [0, 3, 6, 6]):
        with pytest.raises(ValueError, match="column"):
            stamped_texts(Column(b"a\x001b\x002", array("q", offsets)), keys)
