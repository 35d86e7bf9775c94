"""Escapers: against slow twins, against outside readers, and against attacks."""

from __future__ import annotations

import json
from email.headerregistry import Address

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from flong.runtime.addresses import check_address
from flong.runtime.core import Context, Reject
from flong.runtime.escape import py_escape

from .slow_escape import SLOW, html

CONTEXT = Context()
ATTRIBUTES = ("url_link", "url_image", "url_part", "css_value", "css_string", "css_url", "json", "json_string")


def escape(name: str, s: str, attribute: bool = False) -> str | None:
    CONTEXT.reset()
    try:
        return py_escape(CONTEXT, name, attribute, s).decode()
    except Reject:
        return None


ODD = "\"'&<>\\\x00\x01\t\n\r\x7f\x85%:/?#@,;()\u2028\u2029\u202e\u200d王＠`="
SPICY = st.sampled_from(ODD) | st.characters(exclude_categories=["Cs"])
PIECES = st.sampled_from(
    ["javascript:", "http://a/", "data:image/png;base64,", "%41", "%4", "</script>", "mailto:", "x" * 16]
)
TEXTS = st.lists(st.text(SPICY, max_size=20) | PIECES, max_size=4).map("".join)


@pytest.mark.parametrize("name", SLOW)
@settings(max_examples=120)
@given(TEXTS)
@example("\x00javascript:alert(1)")
@example("'" * 33)
def test_fast_is_slow(name, s):
    assert escape(name, s) == SLOW[name](s)


@pytest.mark.parametrize("name", ATTRIBUTES)
@settings(max_examples=40)
@given(TEXTS)
def test_in_attributes_html_escaping_follows(name, s):
    plain = SLOW[name](s)
    assert escape(name, s, attribute=True) == (None if plain is None else html(plain))


@pytest.mark.parametrize("length", [*range(40), 4095, 4096, 4097, 9000])
@pytest.mark.parametrize("special", "\"&'<>#\x01\t")
def test_html_at_every_place_of_a_block(length, special):
    """The vector path meets a special character at each offset, and slices meet in the middle of a text."""
    for at in range(min(length, 20)):
        s = "a" * at + special + "b" * (length - at)
        assert escape("html", s) == html(s)
    assert escape("html", special * length) == html(special * length)


@settings(max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"], exclude_characters="\ufdd0"), max_size=50))
def test_a_browser_reads_html_back(s):
    page = html5lib.parse(f'<p title="{escape("html", s)}">{escape("html", s)}</p>', namespaceHTMLElements=False)
    found = page.find(".//p")
    assert (found.text or "", found.get("title")) == (s, s)


@settings(max_examples=100)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="".join(map(chr, range(32))))))
def test_json_reads_back(s):
    assert json.loads(escape("json", s)) == s
    assert json.loads(f'"{escape("json_string", s)}"') == s


@pytest.mark.parametrize("name", ["json", "json_string"])
def test_json_can_not_leave_its_script(name):
    out = escape(name, "</script><!--\u2028")
    assert not set("<>&\u2028") & set(out)


@pytest.mark.parametrize(
    "s",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "\x01javascript:alert(1)",
        "java\nscript:alert(1)",
        "java\tscript:alert(1)",
        "\u00a0javascript:alert(1)",
        "data:text/html,<script>",
        "data:image/png,x",
        "vbscript:x",
        "file:///etc/passwd",
        "blob:x",
        "about:blank",
        "x:y",
        ":x",
        "ｊavascript:1",
    ],
)
def test_refused_schemes_reject_links(s):
    assert escape("url_link", s) is None


@pytest.mark.parametrize("s", ["javascript:1", "data:text/html,x", "data:image", "DATA:TEXT/html;image/png,"])
@pytest.mark.parametrize("name", ["url_image", "css_url"])
def test_refused_schemes_blank_pictures(name, s):
    assert escape(name, s) == "about:invalid#flong"


@pytest.mark.parametrize(
    ("s", "out"),
    [
        ("https://例え.jp/?q=1&r=%20#x", "https://%E4%BE%8B%E3%81%88.jp/?q=1&r=%20#x"),
        ("HTTP://A/", "HTTP://A/"),
        ("mailto:a@b.example?subject=x y", "mailto:a@b.example?subject=x%20y"),
        ("tel:+886-2-1234", "tel:+886-2-1234"),
        ("/path:with:colons", "/path:with:colons"),
        ("?a:b", "?a:b"),
        ("100%", "100%25"),
        ("%zz%4", "%25zz%254"),
        ("a\\b^`{|}", "a%5Cb%5E%60%7B%7C%7D"),
        ("", ""),
        ("  https://a/ ", "https://a/"),
    ],
)
def test_links(s, out):
    assert escape("url_link", s) == out


def test_commas_of_pictures():
    assert escape("url_image", "https://a/w_1,h_2/x.png") == "https://a/w_1%2Ch_2/x.png"
    assert escape("url_image", "data:image/png;base64,AA") == "data:image/png;base64,AA"


def test_nothing_leaves_a_css_url():
    assert escape("css_url", "/x');background:url(//evil") == "/x%27%29;background:url%28//evil"


@pytest.mark.parametrize("s", ["red;", "expression(1)", "a:b", "url(x)", "é", "a\nb", "\x00", "/*", "\\"])
def test_css_values_outside_the_list_reject(s):
    assert escape("css_value", s) is None


@pytest.mark.parametrize(
    "s",
    [
        "a@b",
        "wang.xiaoming+tag@example.com",
        "王小明@例え.jp",
        "a!#$%&'*+-/=?^_`{|}~b@x.example",
        '"a..b"@docomo.ne.jp',
        "a@" + ".".join(["x" * 61] * 4),
        "a_b@my_host.example",
        "x" * 64 + "@b.example",
    ],
)
def test_addresses(s):
    assert escape("address", s) == s


@pytest.mark.parametrize(
    "s",
    [
        "",
        "@",
        "a@",
        "@b",
        "ab",
        "a@b@c",
        "a b@c",
        " a@b",
        "a@b ",
        "a@b,c@d",
        "a@b>c@d",
        "<a@b>",
        "a@b\r\nBcc: x@y",
        "a@b\n",
        ".a@b",
        "a.@b",
        "a..b@c",
        "a@b..c",
        "a@.b",
        "a@b.",
        "a@-b",
        "a@b-",
        "a@[127.0.0.1]",
        "a\x00@b",
        "a\u202e@b",
        "a\u200b@b",
        "a\u3000@b",
        "a＠b",
        "a@b＠c",
        "a@b。c",
        '"a"b@c',
        '"a b"@c',
        '"a\\"@c',
        '"a>b"@c',
        '""@c',
        "x" * 65 + "@b",
        "a@" + "x" * 64,
        "a@" + ".".join(["x" * 63] * 4),
        "a(comment)@b",
        "a;b@c",
        "a:b@c",
        "a@b\u00a0",
        "=?utf-8?q?a?=@b",
        '"a=?b?q?c?="@b',
    ],
)
def test_what_is_not_exactly_one_address(s):
    assert escape("address", s) is None


@pytest.mark.parametrize("domain", ["docomo.ne.jp", "EZWEB.ne.jp", "au.com", "softbank.ne.jp", "t.vodafone.ne.jp"])
@pytest.mark.parametrize("local", ["a..b", "a.", ".a", "a..", "x-.y_"])
def test_local_parts_that_carriers_gave_out(local, domain):
    """Quoted, as the reader of addresses quotes them; elsewhere they are no addresses."""
    expected = f'"{local}"@{domain}' if not local.endswith("y_") else f"{local}@{domain}"
    assert escape("address", f"{local}@{domain}") == expected
    assert check_address(f"{local}@{domain}") == expected.replace("EZ", "ez").replace("WEB", "web")


@pytest.mark.parametrize(
    "s", ["a..b@docomo.ne.jp.example", "a..b@xau.com", "..@au.com", "a..b,c@au.com", "a..b@@au.com"]
)
def test_local_parts_that_nobody_gave_out(s):
    assert escape("address", s) is None
    with pytest.raises(ValueError, match="not a mail address"):
        check_address(s)


@settings(max_examples=200)
@given(st.from_regex(r"[A-Za-z0-9.!<>,;: \"\\@_-]{1,12}@[A-Za-z0-9.\[\]例-]{1,12}", fullmatch=True))
def test_what_passes_is_one_address_to_python(s):
    """The standard library's parser of RFC 5322 agrees on everything let through."""
    if escape("address", s) is not None:
        parsed = Address(addr_spec=s)
        assert parsed.addr_spec.replace('"', "") == s.replace('"', "")


def test_names_are_quoted_strings():
    assert escape("address_name", 'J. "Joe" O\\Neil, <x>') == '"J. \\"Joe\\" O\\\\Neil, <x>"'


@pytest.mark.parametrize("name", ["header", "value", "address_name"])
@pytest.mark.parametrize("char", "\x00\t\n\r\x1f\x7f\x85\u061c\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069")
def test_controls_reject_head_values(name, char):
    assert escape(name, f"a{char}b") is None


def test_joiners_and_cjk_stay_in_head_values():
    assert escape("header", "👩\u200d👧 您好,王小明 한글") == "👩\u200d👧 您好,王小明 한글"


@pytest.mark.parametrize(("name", "attribute"), [("html", True), ("plain", True), ("", False), ("HTML", False)])
def test_unknown_escapers_are_value_errors(name, attribute):
    with pytest.raises(ValueError, match="no escaper"):
        py_escape(CONTEXT, name, attribute, "x")


def test_lone_surrogates_are_value_errors():
    with pytest.raises(ValueError, match="surrogates"):
        py_escape(CONTEXT, "html", False, "\ud800")
