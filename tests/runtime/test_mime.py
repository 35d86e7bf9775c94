"""Property tests of headers, transfer encodings and the tree, with Python's `email` as the reader."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.runtime import headers as heads
from flong.runtime import mime
from flong.runtime.addresses import Address, _listed, check_address, parse_addresses
from flong.runtime.message import Attachment, Image, Message
from flong.runtime.transfer import canonical, encode_text

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
FORBIDDEN = "".join(map(chr, [*range(32), *range(127, 160), *range(0x2028, 0x202F), *range(0x2066, 0x206A)]))
CHARS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=FORBIDDEN)
SCRIPTS = st.sampled_from(
    [*'abc =?_.,;:"\\<>@()é', "王", "例", "한", "ア", "🙂", "👩‍💻", "=?UTF-8?Q?x?=", "  ", "x" * 80]
)
HEAD_TEXT = st.text(CHARS, max_size=90) | st.lists(SCRIPTS, max_size=60).map("".join)
BODY_LINES = st.sampled_from(
    ["", ".", "..", ".x", "From me", "--=_x", " blank ", "a\tb", "x" * 998, "y" * 999, "é" * 600, "帳單", "\r", "\0"]
)
BODY = (
    st.lists(BODY_LINES | st.text(max_size=40), max_size=12)
    .map("\n".join)
    .filter(lambda t: t.isprintable() or t.encode("utf-8", "ignore"))
)
BODY = BODY.filter(lambda text: not re.search("[\ud800-\udfff]", text))
FILE_NAME = HEAD_TEXT.map(lambda t: re.sub(r"[/\\]", "-", t).strip()[:200]).filter(bool)


def read(raw: bytes) -> email.message.EmailMessage:
    found = email.message_from_bytes(raw, policy=email.policy.default)
    assert all(not part.defects for part in found.walk())
    return found


def wire_is_clean(raw: bytes) -> None:
    assert raw.isascii() and b"\0" not in raw
    assert not re.search(rb"\r(?!\n)|(?<!\r)\n", raw)
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert raw.endswith(b"\r\n")


@settings(max_examples=100)
@given(HEAD_TEXT)
def test_subjects_come_back(text: str) -> None:
    """Any printable text, folded within 76 unless one ASCII word is longer."""
    line = heads.any_field("Subject", text)
    assert str(read((line + "\r\n\r\n").encode())["subject"]) == text
    assert all(len(one) <= max(76, len("Subject: ") + max(map(len, text.split(" ")))) for one in line.split("\r\n"))


@settings(max_examples=100)
@given(
    st.lists(
        st.tuples(HEAD_TEXT, st.sampled_from(["a@b.example", '"a..b"@docomo.ne.jp', "x+y@d.example"])),
        min_size=1,
        max_size=4,
    )
)
def test_addresses_come_back(pairs: list[tuple[str, str]]) -> None:
    """From the template's notation to Address to the wire to another reader."""
    addresses = parse_addresses(", ".join(str(Address(name, spec)) for name, spec in pairs))
    assert [(one.name, one.address) for one in addresses] == [(" ".join(n.split()), s) for n, s in pairs]
    found = read((heads.address_field("To", addresses) + "\r\n\r\n").encode())["to"].addresses
    shown = [(one.display_name.replace(" ", ""), f"{one.username}@{one.domain}") for one in found]
    assert shown == [(one.name.replace(" ", ""), one.address.replace('"', "")) for one in addresses]


def test_long_names_come_back() -> None:
    """Blanks between two encoded words are not part of the name (which Python 3.11 forgets in addresses)."""
    name = "株式会社サンプル銀行 お客様サービスセンター " * 4
    line = heads.address_field("From", [Address(name, "a@b.example")])
    value = line.removeprefix("From: ").replace("\r\n", "")
    assert str(email.header.make_header(email.header.decode_header(value))) == f"{name} <a@b.example>"
    assert max(map(len, line.split("\r\n"))) <= 76


@settings(max_examples=60)
@given(FILE_NAME)
def test_file_names_come_back(name: str) -> None:
    """RFC 2231, split where it is long."""
    part = mime.attachment_part(name, "application/pdf", b"%PDF")
    raw = part.as_bytes()
    assert read(raw)["content-disposition"].params["filename"] == name
    assert read(raw).get_content() == b"%PDF"
    wire_is_clean(raw)


@settings(max_examples=100)
@given(BODY, BODY)
def test_bodies_come_back(html: str, text: str) -> None:
    """What a reader sees is the canonical text, whatever the encoding."""
    raw = Message("k", "d", (("From", "a@b.example"), ("Subject", "x")), html=html, text=text).as_bytes(date=NOON)
    wire_is_clean(raw)
    shown = [part.get_payload(decode=True) for part in read(raw).iter_parts()]
    assert shown == [canonical(text), canonical(html)]


@settings(max_examples=60)
@given(BODY)
def test_canonical_text_is_stable(text: str) -> None:
    """No trailing blanks, one line end at the end, and nothing left to do."""
    data = canonical(text)
    assert not re.search(rb"[ \t]\r\n|\r(?!\n)|(?<!\r)\n", data)
    assert not data or (data.endswith(b"\r\n") and not data.endswith(b"\r\n\r\n"))
    assert canonical(data.decode()) == data


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("plain\n", "7bit"),
        ("x" * 998, "7bit"),
        ("x" * 999, "quoted-printable"),
        ("From me", "quoted-printable"),
        ("caf\xe9 and a longer English text", "quoted-printable"),
        ("帳單", "base64"),
        ("a\0b", "quoted-printable"),
    ],
)
def test_the_encoding_fits_the_text(text: str, encoding: str) -> None:
    """7bit while nothing on the way could want to change it."""
    chosen, body = encode_text(text)
    assert chosen == encoding
    assert encoding == "7bit" or max(map(len, body.split(b"\r\n"))) <= 76
    assert not re.search(rb"(?m)^From ", body)


def test_encoded_words_keep_characters_whole() -> None:
    """No word longer than 75, each decodable alone."""
    for word in heads.encoded_words("王🙂é" * 60, 60):
        assert len(word) <= 75
        assert email.header.decode_header(word)[0][0].decode("utf-8")


def test_a_boundary_never_occurs_inside() -> None:
    """A text that holds its message's boundary is encoded, so that the parts stay what they are."""
    marks = [mime.boundary(kind, "a@b.example") for kind in ("alternative", "related", "mixed")]
    assert len(set(marks)) == 3 and len(set(map(len, marks))) == 1
    text = "".join(f"--{mark}--\n--{mark}\n" for mark in marks)
    raw = Message("k", "d", (("From", "a@b.example"),), html=text, text=text).as_bytes(message_id="a@b.example")
    shown = [part.get_payload(decode=True) for part in read(raw).iter_parts()]
    assert shown == [canonical(text)] * 2


def test_boundaries_differ_from_message_to_message() -> None:
    """One mail can stand inside another."""
    assert mime.boundary("mixed", "a@b.example") != mime.boundary("mixed", "c@b.example")


def test_related_names_its_root() -> None:
    """RFC 2387: type= is the root's media type; the picture has its Content-ID."""
    raw = Message(
        "k",
        "d",
        (("From", "a@b.example"),),
        html='<img src="cid:q@flong">',
        images=(Image("q@flong", "q.png", "image/png", b"x"),),
    ).as_bytes()
    found = read(raw)
    assert found["content-type"].params["type"] == "text/html"
    assert [part["content-id"] for part in found.iter_parts()] == [None, "<q@flong>"]


@pytest.mark.parametrize("cid", ["", "a", "a@b>\r\nX: y", "a b@c", "<a@b>"])
def test_content_ids_are_checked(cid: str) -> None:
    """They stand in a header and in a URL."""
    with pytest.raises(ValueError, match="content id"):
        mime.image_part(cid, "q.png", "image/png", b"")


@pytest.mark.parametrize("media_type", ["", "pdf", "a/b; x=y", "a/b\r\nX: y", "a/é"])
def test_media_types_are_checked(media_type: str) -> None:
    """They can come from data."""
    with pytest.raises(ValueError, match="media type"):
        mime.attachment_part("a", media_type, b"")


def test_an_attached_message_is_opaque() -> None:
    """message/* may not be base64, so it travels as a file."""
    raw = mime.attachment_part("a.eml", "message/rfc822", b"From: x\n").as_bytes()
    assert read(raw).get_content_type() == "application/octet-stream"


@pytest.mark.parametrize(
    "text",
    ["", "a", "a@", "@b", "a b@c.example", "a@b@c.example", "a@-b.example", "a@b..example", "a..b@c.example"],
)
@pytest.mark.parametrize("form", ["{}", "<{}>", '"N" <{}>', "x@y.example, {}"])
def test_what_is_no_address(text: str, form: str) -> None:
    """Each would have become another recipient, or none, somewhere down the line."""
    with pytest.raises(ValueError, match="address"):
        parse_addresses(form.format(text))


@pytest.mark.parametrize(
    "text",
    [
        "a@b.example>",
        "<a@b.example",
        ", a@b.example",
        "x" * 65 + "@b.example",
        "a@" + "b" * 64 + ".example",
        "a@b.example\r\nRCPT TO:<x@y>",
        "<d@e.f> SIZE=1",
        "a@[127.0.0.1]",
        "a\u3000b@c.example",
        "a\u202eb@c.example",
        "a@b c.example",
        "a@b.example b@c.example",
        '"a"b"@c.example',
    ],
)
def test_what_is_no_address_list(text: str) -> None:
    """Rests, routes, literals and line breaks."""
    with pytest.raises(ValueError, match="address"):
        parse_addresses(text)


@pytest.mark.parametrize(
    ("text", "wire"),
    [
        ("A@B.Example", "A@b.example"),
        ("王@例え.jp", "王@xn--r8jz45g.jp"),
        ("root@localhost", "root@localhost"),
        ('"a b"@c.example', '"a b"@c.example'),
        ("o'neil+x@c.example", "o'neil+x@c.example"),
    ],
)
def test_what_is_an_address(text: str, wire: str) -> None:
    """The local part as given, the domain in lower-case ASCII."""
    assert check_address(text) == wire
    assert parse_addresses(f'"N" <{text}>')[0].address == wire


def test_many_attachments() -> None:
    """Wide trees stay flat."""
    files = tuple(Attachment(f"{n}.txt", "text/plain", b"x") for n in range(100))
    found = read(Message("k", "d", (("From", "a@b.example"),), text="t", attachments=files).as_bytes())
    assert len(list(found.iter_attachments())) == 100


def test_structured_fields_are_never_encoded() -> None:
    """List-Unsubscribe holds URLs, which encoded words would break."""
    url = "<https://acme.example/u/" + "x" * 200 + ">"
    assert heads.any_field("List-Unsubscribe", url) == f"List-Unsubscribe: {url}"
    with pytest.raises(ValueError, match="ASCII"):
        heads.any_field("List-Unsubscribe", "<https://例え.jp>")
    with pytest.raises(ValueError, match="too long"):
        heads.any_field("List-Unsubscribe", "<https://acme.example/" + "x" * 999 + ">")


@given(
    st.from_regex(r'\A"[ a王,<>@.\\"\t\u00a0]{0,6}"[ ]?<[a."@王 ]{1,8}(@[a.-]{1,5})?>[ ,]?\Z')
    | st.from_regex(r'\A"[a王 ,\\]{0,6}" <a\.?[ab]@[a-c.]{1,6}>\Z')
)
def test_a_usual_list_is_read_as_any_other(text: str) -> None:
    def read_by(how: Callable[[str], tuple[Address, ...]]) -> object:
        try:
            return how(text)
        except ValueError as error:
            return str(error)

    assert read_by(parse_addresses) == read_by(_listed)
