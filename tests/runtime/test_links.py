"""Links, digests and other output, against the standard library."""

import base64
import hashlib
import hmac
import json
import re
import zlib
from decimal import Decimal
from html import escape
from urllib.parse import parse_qsl, quote, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flong.dsl.typed import Settings
from flong.runtime import codes, links, output
from flong.runtime.core import Context, Reject
from flong.runtime.resolve.codes import qr, qr_url
from flong.runtime.resolve.plurals import plural

TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
SIZE = {"size": 120, "level": "M"}


@pytest.fixture(scope="module")
def ctx():
    return Context()


# --- links ---------------------------------------------------------------------------------------


@given(TEXTS)
def test_urlencode_is_quote(ctx, s):
    assert links.py_urlencode(ctx, s) == quote(s, safe="-._~")


@pytest.mark.parametrize(
    "s", ["javascript:alert(1)", " JaVaScRiPt:x", "data:text/html,x", "vbscript:x", "java\tscript:x", "file:///etc"]
)
def test_other_schemes_reject(ctx, s):
    for call in (links.py_url, lambda c, s: links.py_with_query_text(c, s, "a", "b")):
        with pytest.raises(Reject, match="scheme"):
            call(ctx, s)


@pytest.mark.parametrize(("s", "expected"), [
    ("https://a.example/é?x=1 2", "https://a.example/%C3%A9?x=1%202"),
    ("mailto:a@b.example", "mailto:a@b.example"),
    ("https://a.example/%41%zz", "https://a.example/%41%25zz"),
])  # fmt: skip
def test_urls_are_completed(ctx, s, expected):
    assert links.py_url(ctx, s) == expected


@given(st.sampled_from(["https://a.example", "https://a.example/?a=1", "https://a.example/#f?x", "https://a.example/?", "http://b/?q&#"]),
       TEXTS, TEXTS)  # fmt: skip
def test_a_query_parameter_is_added_at_the_end(ctx, u, name, value):
    made = urlsplit(links.py_with_query(ctx, u, name, value))
    before = urlsplit(u)
    assert made[:3] == before[:3]
    assert made.fragment == before.fragment
    old = parse_qsl(before.query, keep_blank_values=True)
    assert parse_qsl(made.query, keep_blank_values=True) == [*old, (name, value)]


@given(TEXTS, st.lists(TEXTS, min_size=1, max_size=3))
def test_mailto_reads_back(ctx, subject, lines):
    body = "\n".join(lines)
    made = urlsplit(links.py_mailto(ctx, "a+b&c?@b.example", subject, body))
    assert (made.scheme, unquote(made.path)) == ("mailto", "a+b&c?@b.example")
    fields = dict(pair.split("=", 1) for pair in made.query.split("&") if pair)
    assert unquote(fields.get("subject", "")) == subject
    assert unquote(fields.get("body", "")) == body.replace("\n", "\r\n")


def test_a_subject_has_one_line(ctx):
    assert links.py_mailto(ctx, "a@b.c", "x\r\nBcc: d@e.f", "") == "mailto:a@b.c?subject=x%20Bcc%3A%20d%40e.f"


@pytest.mark.parametrize("address", ["", "a", "@b", "a@", "a@b@c"])
def test_mailto_takes_one_address(ctx, address):
    with pytest.raises(Reject, match="address"):
        links.py_mailto(ctx, address, "", "")


@pytest.mark.parametrize(("number", "expected"), [
    ("+886 2 2345-6789", "tel:+886223456789"),
    ("（02）２３４５−６７８９", "tel:0223456789"),
    ("02-2345-6789#12", "tel:0223456789;ext=12"),
])  # fmt: skip
def test_tel(ctx, number, expected):
    assert links.py_tel(ctx, number) == expected


@pytest.mark.parametrize("number", ["", "+", "0912x", "call me", "1+2", "#12", "02#", "02#1#2", "٠١", "0\n1"])
def test_what_is_no_number_rejects(ctx, number):
    for call in (links.py_tel, lambda c, n: links.py_sms(c, n, "hi")):
        with pytest.raises(Reject, match="not a number"):
            call(ctx, number)


def test_sms(ctx):
    assert links.py_sms(ctx, "0912 345 678", "您好\n&") == "sms:0912345678?body=%E6%82%A8%E5%A5%BD%0D%0A%26"
    assert links.py_sms(ctx, "0912345678", "") == "sms:0912345678"


# --- digests -------------------------------------------------------------------------------------


@given(st.one_of(TEXTS, st.integers(0, 300).map(lambda n: "歐a" * n)))
def test_digests_are_the_libraries(ctx, s):
    data = s.encode()
    assert codes.py_sha256_hex(ctx, s) == hashlib.sha256(data).hexdigest()
    assert codes.py_crc32_hex(ctx, s) == f"{zlib.crc32(data):08x}"
    ctx.reset()


@pytest.mark.parametrize("n", range(0, 130))
def test_every_length_is_padded_right(ctx, n):
    assert codes.py_sha256_hex(ctx, "x" * n) == hashlib.sha256(b"x" * n).hexdigest()


@given(TEXTS, st.one_of(TEXTS, st.integers(60, 70).map(lambda n: "k" * n)))
def test_hmac_is_the_librarys(ctx, s, key):
    assert codes.py_hmac_hex(ctx, s, key) == hmac.new(key.encode(), s.encode(), "sha256").hexdigest()


@pytest.mark.parametrize(("s", "expected"), [
    ("123456789", "29B1"),
    ("", "FFFF"),
    ("00020101021129370016A000000677010111011300669245317755802TH54076000.0053037646304", "9B3B"),
])  # fmt: skip
def test_crc16_ends_payment_codes(ctx, s, expected):
    assert codes.py_crc16_hex(ctx, s) == expected


# --- QR codes ------------------------------------------------------------------------------------


def test_a_qr_code_is_noted_under_its_content(ctx):
    fresh = Context()
    fresh.row = 7
    markup = codes.py_qr(fresh, qr(Settings(), {**SIZE, "alt": 'pay "here"'}), "https://a.example/歐")
    name = re.fullmatch(
        r'<img src="cid:([0-9a-f]{32})@flong" width="120" height="120" alt="pay &quot;here&quot;">', markup
    )[1]
    assert fresh.assets() == [(7, 1, name, 120, 1, "https://a.example/歐".encode())]
    assert codes.py_qr_url(fresh, qr_url(Settings(), SIZE), "https://a.example/歐") == f"cid:{name}@flong"


def test_an_id_depends_on_everything(ctx):
    made = {
        codes.py_qr_url(Context(), qr_url(Settings(), {"size": size, "level": level}), data)
        for size in (120, 376)
        for level in "LMQH"
        for data in ("a", "b")
    }
    assert len(made) == 16


@pytest.mark.parametrize(("level", "most", "digits"), [
    ("L", 2953, 7089), ("M", 2331, 5596), ("Q", 1663, 3993), ("H", 1273, 3057),
])  # fmt: skip
def test_a_qr_code_holds_so_much(ctx, level, most, digits):
    told = qr_url(Settings(), {"size": 200, "level": level})
    for text in ("x" * most, "0" * digits):
        codes.py_qr_url(Context(), told, text)
        with pytest.raises(Reject, match="too long"):
            codes.py_qr_url(Context(), told, text + text[0])
    with pytest.raises(Reject, match="argument"):
        codes.py_qr_url(Context(), told, "")


@pytest.mark.parametrize(
    ("constants", "message"),
    [({"size": 5, "level": "M"}, "from 21 to 2000"), ({"size": 99, "level": "m"}, '"L", "M", "Q", "H"')],
)
def test_wrong_qr_constants(constants, message):
    with pytest.raises(ValueError, match=message):
        qr_url(Settings(), constants)


# --- other output --------------------------------------------------------------------------------


@given(st.text(alphabet="a<>&\"'歐\n\r", max_size=12))
def test_line_ends_become_breaks(ctx, s):
    expected = (
        escape(s.replace("\r\n", "\n"), quote=False).replace('"', "&#34;").replace("'", "&#39;").replace("\n", "<br>\n")
    )
    assert output.py_nl2br(ctx, s) == expected
    assert output.py_safe_html(ctx, s) == s


@given(TEXTS)
def test_json_base64_and_hex_read_back(ctx, s):
    assert json.loads(output.py_json_text(ctx, s)) == s
    assert base64.b64decode(output.py_base64(ctx, s), validate=True) == s.encode()
    assert bytes.fromhex(output.py_hex(ctx, s)) == s.encode()


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**20), max_value=10**20), st.booleans()
)
def test_json_numbers_keep_their_digits(ctx, x, flag):
    assert output.py_json_decimal(ctx, x) == f"{x:f}"
    assert json.loads(output.py_json_decimal(ctx, x), parse_float=Decimal) == x
    assert json.loads(output.py_json_bool(ctx, flag)) is flag


@pytest.mark.parametrize(
    ("locale", "ones"),
    [("en", {1, -1}), ("de", {1, -1}), ("fr", {0, 1, -1}), ("zh-TW", set()), ("ja", set()), ("ko", set())],
)
def test_plurals_are_cldrs(ctx, locale, ones):
    blob = plural(Settings(locale), {})
    for n in (0, 1, -1, 2, 11, 21, 10**18, -(2**63)):
        assert output.py_plural(ctx, blob, n, "day", "days") == ("day" if n in ones else "days")


def test_a_language_with_more_forms_is_refused():
    with pytest.raises(ValueError, match="more forms"):
        plural(Settings("pl"), {})
