"""Bills: laid out, encrypted, closed to everything outside the template's folder."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from flong.bill import Bill, cast_bill
from flong.bill.derive import derive_r6
from flong.bill.encrypt import protect
from flong.bill.kept import BillKeys
from flong.bill.passwords import password_problem
from flong.errors import RecordError
from flong.runtime import barcodes, qr
from flong.runtime.core import Context
from flong.runtime.qrcodes import py_qr_svg
from flong.runtime.resolve.codes import qr_svg

PASSWORD = "A1234567890131"
PAYLOAD = "https://pay.example/?a=1&b=付款"


def page(body: str) -> str:
    head = '<!doctype html><html lang="zh-TW"><meta charset="utf-8"><body style="font-family:sans-serif">'
    return f"{head}{body}</body></html>"


def no_pictures(cid: str) -> bytes:
    raise KeyError(cid)


def cast(
    body: str, password: str | None = None, *, base: Path | None = None, pictures: Callable[[str], bytes] = no_pictures
) -> bytes:
    return cast_bill(Bill(page(body), password), base=base, pictures=pictures)


def test_text_of_four_scripts_is_in_the_pdf() -> None:
    """Chinese, Japanese, Korean and English text can be read back from the page."""
    document = pypdfium2.PdfDocument(cast("<p>帳單 王小明 請求書 ひらがな 청구서 Statement</p>"))
    text = document[0].get_textpage().get_text_range()
    for word in ("帳單", "請求書", "ひらがな", "청구서", "Statement"):
        assert word in text


def test_only_noto_fonts_are_used() -> None:
    """The private font configuration decides, whatever else the machine has."""
    with pikepdf.open(BytesIO(cast("<p>帳單 text <b>bold</b></p>"))) as document:
        fonts = [
            str(f["/BaseFont"]) for f in document.objects if isinstance(f, pikepdf.Dictionary) and "/BaseFont" in f
        ]
    assert fonts
    assert all("Noto" in font for font in fonts), fonts


def test_a_layout_that_fails_rejects_the_record(monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint's own errors are no crash, and what they quote is not passed on."""
    from weasyprint.document import Document

    def fail(self: object) -> bytes:
        raise IndexError("Anna")

    monkeypatch.setattr(Document, "write_pdf", fail)
    with pytest.raises(RecordError) as caught:
        cast("<p>Anna</p>")
    assert str(caught.value.reason) == "the bill can't be laid out (IndexError)"


def test_a_protected_bill_opens_with_its_password_only() -> None:
    """AES-256, revision 6; neither no password nor another one opens it."""
    pdf = cast("<p>秘密 secret</p>", PASSWORD)
    assert b"secret" not in pdf
    for wrong in ("", "A1234567890132", PASSWORD.lower()):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(BytesIO(pdf), password=wrong)
    with pikepdf.open(BytesIO(pdf), password=PASSWORD) as document:
        assert document.encryption.R == 6
        assert document.encryption.bits == 256
    assert "秘密" in pypdfium2.PdfDocument(pdf, password=PASSWORD)[0].get_textpage().get_text_range()


@pytest.mark.parametrize("password", ["", "12345", "x" * 128, "密碼密碼密碼", "tab\tin it", "pass\0word"])
def test_weak_or_odd_passwords_are_refused(password: str) -> None:
    """They are refused before a file exists, and the message does not repeat them."""
    problem = password_problem(password)
    assert problem
    assert not password or password not in problem
    with pytest.raises(ValueError, match="password"):
        cast("<p>x</p>", password)


@settings(max_examples=25)
@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=6, max_size=127))
def test_every_printable_password_works(password: str) -> None:
    """Any printable ASCII password of 6 to 127 characters opens its bill."""
    pdf = pikepdf.Pdf.new()
    pdf.add_blank_page()
    out = BytesIO()
    pdf.save(out)
    closed = protect(out.getvalue(), keys=derive_r6(password))
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(closed))
    pikepdf.open(BytesIO(closed), password=password).close()


def test_keys_belong_to_one_customer_and_password() -> None:
    """And are the same for all bills, as long as both stay."""
    keys = BillKeys(b"s" * 32)
    found = [keys.pdf("a", PASSWORD), BillKeys(b"s" * 32).pdf("a", PASSWORD), keys.pdf("a", PASSWORD)]
    others = [keys.pdf("b", PASSWORD), keys.pdf("a", PASSWORD + "x"), BillKeys().pdf("a", PASSWORD)]
    assert len({bytes(one) for one in found}) == 1
    assert len({one.key for one in (*found, *others)}) == 4
    assert PASSWORD not in repr(vars(keys))


def test_a_qr_code_is_a_one_bit_image_that_scans() -> None:
    """One bit per pixel in the file, and the payload on the rendered page."""
    png = qr.png(PAYLOAD, 1, 120)
    pdf = cast(
        '<img src="cid:q@flong" width="160" style="image-rendering:pixelated">', pictures={"q@flong": png}.__getitem__
    )
    with pikepdf.open(BytesIO(pdf)) as document:
        images = [o for o in document.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
        assert [int(i["/BitsPerComponent"]) for i in images] == [1]
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=3).to_pil()
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [PAYLOAD]


def test_a_drawn_qr_code_scans() -> None:
    """As a path, without an image in the file."""
    told = qr_svg(None, {"size": 160, "level": "M", "alt": "pay"})
    pdf = cast(py_qr_svg(Context(), told, PAYLOAD), pictures={}.__getitem__)
    with pikepdf.open(BytesIO(pdf)) as document:
        assert not [o for o in document.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=3).to_pil()
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [PAYLOAD]


def test_a_barcode_is_a_one_bit_image_that_scans() -> None:
    """By the same way as a QR code."""
    png = barcodes.png("code128", "AB-12345678", 2, 60)
    pdf = cast('<img src="cid:b@flong" width="264">', pictures={"b@flong": png}.__getitem__)
    with pikepdf.open(BytesIO(pdf)) as document:
        images = [o for o in document.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
        assert [int(i["/BitsPerComponent"]) for i in images] == [1]
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=3).to_pil()
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == ["AB-12345678"]


@pytest.mark.parametrize(
    "body",
    [
        '<img src="file:///etc/hostname">',
        '<img src="../outside.png">',
        '<img src="cid:unknown@flong">',
        '<img src="https://127.0.0.1:1/x.png">',
        '<link rel="stylesheet" href="http://127.0.0.1:1/x.css">',
        "<style>@import url(file:///etc/hostname)</style>",
        '<p style="background:url(ftp://127.0.0.1/x)">x</p>',
    ],
)
def test_nothing_outside_the_folder_is_loaded(body: str, tmp_path: Path) -> None:
    """A bill that asks for it is rejected; nothing is fetched from the network."""
    (tmp_path / "outside.png").write_bytes(qr.png("x", 1, 60))
    inside = tmp_path / "inside"
    inside.mkdir()
    with pytest.raises(RecordError, match="not there or not allowed"):
        cast(body, base=inside)


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    """A symbolic link is judged by where it leads."""
    (tmp_path / "secret.png").write_bytes(qr.png("x", 1, 60))
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "logo.png").symlink_to(tmp_path / "secret.png")
    with pytest.raises(RecordError):
        cast('<img src="logo.png">', base=inside)


@pytest.mark.parametrize("name", ["notes.txt", ".logo.png", ".git/logo.png", "hidden.png", "pictures/logo.png"])
def test_only_what_counts_to_the_template_is_loaded(name: str, tmp_path: Path) -> None:
    """Other kinds of files and hidden ones are refused, also where a link leads to them."""
    (tmp_path / ".git").mkdir()
    for file in ("notes.txt", ".logo.png", ".git/logo.png"):
        (tmp_path / file).write_bytes(qr.png("x", 1, 60))
    (tmp_path / "hidden.png").symlink_to(tmp_path / ".logo.png")
    (tmp_path / "pictures").symlink_to(tmp_path / ".git")
    with pytest.raises(RecordError, match=f"asks for {name}, which is not there or not allowed"):
        cast(f'<img src="{name}">', base=tmp_path)


def test_refused_files_are_named_as_the_template_sees_them(tmp_path: Path) -> None:
    """The server's folders are nobody's business."""
    for name in ("missing.png", "../outside.png"):
        with pytest.raises(RecordError) as caught:
            cast(f'<img src="{name}">', base=tmp_path)
        assert name in caught.value.reason and str(tmp_path) not in caught.value.reason


PNG = qr.png("x", 1, 60)


@pytest.mark.parametrize("data", [b"", b"no picture", PNG[:20], PNG[:-40], PNG[:60] + b"x" * 20 + PNG[80:]])
@pytest.mark.parametrize("body", ['<img src="logo.png">', '<p style="background:url(logo.png)">x</p>'])
def test_a_picture_that_can_not_be_read_rejects_the_bill(data: bytes, body: str, tmp_path: Path) -> None:
    """Whatever the application does with logs."""
    (tmp_path / "logo.png").write_bytes(data)
    logging.disable(logging.CRITICAL)
    try:
        with pytest.raises(RecordError, match=r"the bill can't show logo\.png"):
            cast(body, base=tmp_path)
    finally:
        logging.disable(logging.NOTSET)


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ('<img src="logo.svg">', "logo.svg"),
        ('<img src="half.jpg">', "half.jpg"),
        ('<img src="data:image/png;base64,eHh4">', "data:image/png;base64,…"),
    ],
)
def test_other_pictures_are_not_left_out_either(body: str, name: str, tmp_path: Path) -> None:
    """SVG, JPEG and pictures in the HTML itself."""
    whole = BytesIO()
    Image.effect_noise((64, 64), 50).save(whole, "JPEG")
    (tmp_path / "half.jpg").write_bytes(whole.getvalue()[:900])
    (tmp_path / "logo.svg").write_text("<svg><g></svg>")
    with pytest.raises(RecordError, match=f"the bill can't show {name}"):
        cast(body, base=tmp_path)


def test_a_bill_without_a_folder_is_not_cast_without_its_pictures() -> None:
    """A template made from a text has no folder."""
    with pytest.raises(RecordError, match=r"logo\.png"):
        cast('<img src="logo.png">')


def test_files_of_the_folder_are_shown(tmp_path: Path) -> None:
    """A picture beside the template is part of the bill."""
    (tmp_path / "logo.png").write_bytes(qr.png("x", 1, 60))
    with pikepdf.open(BytesIO(cast('<img src="logo.png">', base=tmp_path))) as document:
        assert any(o.get("/Subtype") == "/Image" for o in document.objects if isinstance(o, pikepdf.Stream))


def test_what_is_known_of_the_fonts_is_kept(tmp_path: Path) -> None:
    """Every process uses one private folder in flong's cache, and nothing is left in the temporary folder."""
    (tmp_path / "tmp").mkdir()
    (tmp_path / "fonts & more").mkdir()
    env = {
        "FLONG_FONTS": str(tmp_path / "fonts & more"),
        "FLONG_CACHE": str(tmp_path / "cache"),
        "TMPDIR": str(tmp_path / "tmp"),
    }
    code = "from flong.bill import fonts; print(fonts.use())"
    paths = [
        subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True,
                       cwd=Path(__file__).parents[2]).stdout.strip()
        for _ in range(2)
    ]  # fmt: skip
    assert paths[0] == paths[1] and Path(paths[0]).is_relative_to(tmp_path / "cache")
    assert ElementTree.parse(paths[0]).findtext("dir") == str(tmp_path / "fonts & more")
    assert [p.name for p in Path(paths[0]).parent.iterdir()] == ["fonts.conf"]
    assert Path(paths[0]).parent.stat().st_mode & 0o777 == 0o700
    assert not list((tmp_path / "tmp").iterdir())


def test_a_missing_font_folder_is_said() -> None:
    """FLONG_FONTS that names no folder is a configuration error."""
    code = "from flong.bill import fonts; fonts.use()"
    run = subprocess.run(
        [sys.executable, "-c", code], env={"FLONG_FONTS": "/nowhere"}, capture_output=True, text=True, check=False,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert "ConfigError: no font folder: /nowhere" in run.stderr
