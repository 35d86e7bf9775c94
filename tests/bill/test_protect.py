"""Bills of WeasyPrint, encrypted and signed by flong's writer."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from papers import opened
from test_keys import KINDS, USER
from test_signing import SIGNERS, validated

from flong.bill import Bill, cast_bill
from flong.bill.encrypt import protect
from flong.bill.rewrite import objects_of

HTML = """<!doctype html><html lang="zh-TW"><title>帳單 (11)</title><body style="font-family:sans-serif">
<h1>帳單</h1><p>王小明 <a href="https://pay.example/?(a)">付款</a></p>
<p style="break-before:page">二</p></body></html>"""


def no_pictures(cid: str) -> bytes:
    raise KeyError(cid)


@pytest.fixture(scope="module")
def bill() -> bytes:
    return cast_bill(Bill(HTML), base=None, pictures=no_pictures)


def pixels(pdf: bytes, password: str = "") -> list[bytes]:
    return [bytes(page.render().buffer) for page in pypdfium2.PdfDocument(pdf, password=password)]


@pytest.mark.parametrize("kind", [None, *KINDS])
def test_a_protected_bill_is_the_bill(kind: str | None, bill: bytes) -> None:
    """The same pages, title, language, links and bookmarks, with a valid signature."""
    keys, password = (KINDS[kind], USER) if kind else (None, "")
    pdf = protect(bill, keys=keys, signer=SIGNERS["p256"])
    assert pixels(pdf, password) == pixels(bill)
    assert validated(pdf, password).bottom_line
    with opened(pdf, password) as document:
        assert document.docinfo["/Title"] == "帳單 (11)"
        assert document.Root.Lang == "zh-TW"
        assert document.Root.Outlines.First.Title == "帳單"
        field, link = document.pages[0].Annots
        assert link.A.URI == "https://pay.example/?(a)"
        assert field.FT == "/Sig"
        assert len(document.pages) == 2


@pytest.mark.parametrize("kind", ["r6", "r4"])
def test_nothing_of_the_bill_is_readable(kind: str, bill: bytes) -> None:
    pdf = protect(bill, keys=KINDS[kind])
    for readable in (b"pay.example", b"WeasyPrint", b"zh-TW", b"Noto", "帳單".encode("utf-16-be").hex().encode()):
        assert readable not in pdf
    with pytest.raises(pikepdf.PasswordError):
        opened(pdf)


def test_a_seed_makes_it_repeatable(bill: bytes) -> None:
    assert protect(bill, keys=KINDS["r6"], seed=b"x") == protect(bill, keys=KINDS["r6"], seed=b"x")


def test_strings_of_streams_are_encrypted_too() -> None:
    """Check sums and dates of attached files, and palettes of pictures, stand in the dictionaries of streams."""
    made, out = pikepdf.new(), BytesIO()
    made.add_blank_page()
    values = {
        "/Params": pikepdf.Dictionary(CheckSum=pikepdf.String(b"\0secret\xff("), Size=7),
        "/ColorSpace": pikepdf.Array([pikepdf.Name.Indexed, pikepdf.Name.DeviceGray, 1, pikepdf.String(b"\0\xff")]),
        "/Odd#20name": pikepdf.String("secret"),
        "/Half": 0.5,
        "/Deep": pikepdf.Array([pikepdf.Dictionary(A=pikepdf.Dictionary()), True, pikepdf.Name("/A B")]),
    }
    made.Root.Kept = made.make_stream(b"data", pikepdf.Dictionary(values))
    made.Root.Number, made.Root.Truth = made.make_indirect(42), made.make_indirect(True)
    made.save(out)
    pdf = protect(out.getvalue(), keys=KINDS["r6"])
    assert b"secret" not in pdf
    with opened(pdf, USER) as document:
        kept = document.Root.Kept
        assert kept.read_bytes() == b"data"
        assert {name: pikepdf.Array([kept[name]]).unparse() for name in values if name[1] in "HD"} == {
            name: pikepdf.Array([value]).unparse() for name, value in values.items() if name[1] in "HD"
        }
        assert bytes(kept["/Params"].CheckSum) == b"\0secret\xff("
        assert bytes(kept["/ColorSpace"][3]) == b"\0\xff"
        assert kept["/Odd#20name"] == "secret"
        assert (document.Root.Number, document.Root.Truth) == (42, True)


def test_only_objects_that_are_used_are_counted(bill: bytes) -> None:
    """The streams that described the old file are gone."""
    objects, root, info, page = objects_of(bill)
    assert b"/Catalog" in objects[root - 1].head
    assert info is not None
    assert b"WeasyPrint" in objects[info - 1].head
    assert b"/Page " in objects[page - 1].head
    assert not any(b"/ObjStm" in head or b"/XRef" in head for head, _ in objects)
