"""Bills as pages: what they hold, that they open with their password alone, and what they may show."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from hashlib import pbkdf2_hmac, sha256
from io import BytesIO
from pathlib import Path

import html5lib
import pypdfium2
import pytest
import tinycss2
from browsers import Browser, chromium, firefox
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given, settings
from hypothesis import strategies as st
from sealedpages import opened, sealed

from flong.bill import Bill, kept
from flong.bill.inline import Inliner
from flong.bill.kept import ROUNDS, BillKeys, Kind, Opening
from flong.bill.page import HEADER, cast_page
from flong.errors import RecordError
from flong.runtime import qr

PASSWORD = "A1234567890131"
PNG = qr.png("x", 1, 60)
SHOWN = f"data:image/png;base64,{b64encode(PNG).decode()}"
KEYS = BillKeys(b"s" * 32, rounds=1000)


def cast(html: str, password: str | None = PASSWORD, *, keys: BillKeys = KEYS, customer: str = "c1", **more) -> bytes:
    given = {"base": None, "pictures": {"q@flong": PNG}.__getitem__, **more}
    return cast_page(Bill(html, password), keys=keys, customer=customer, **given)


def inlined(html: str, base: Path | None = None) -> str:
    return Inliner(base, {"q@flong": PNG}.__getitem__).html(html)


def test_a_page_opens_with_its_password_only() -> None:
    page = cast("<p>秘密 owed</p>")
    assert b"owed" not in page and "秘密".encode() not in page
    assert opened(page, PASSWORD) == "<p>秘密 owed</p>"
    for wrong in ("", "A1234567890132", PASSWORD.lower()):
        with pytest.raises(InvalidTag):
            opened(page, wrong)


def test_the_key_takes_six_hundred_thousand_rounds() -> None:
    """Unless a test says otherwise, and the page tells how many."""
    assert ROUNDS >= 600_000
    page = cast("<p>x</p>", keys=BillKeys())
    assert HEADER.unpack(sealed(page)[:25])[2] == ROUNDS
    assert opened(page, PASSWORD) == "<p>x</p>"


@pytest.mark.parametrize("at", [*range(0, 25, 4), 30, 40, -1])
def test_nothing_of_a_page_can_be_changed(at: int) -> None:
    """Version, rounds, salt, nonce, content and tag are authenticated."""
    data = bytearray(sealed(cast("<p>x</p>")))
    data[at] ^= 1
    header = bytes(data[:25])
    _, _, _, salt = HEADER.unpack(sealed(cast("<p>x</p>"))[:25])
    key = pbkdf2_hmac("sha256", PASSWORD.encode(), salt, 1000)
    with pytest.raises(InvalidTag):
        AESGCM(key).decrypt(bytes(data[25:37]), bytes(data[37:]), header)


@pytest.mark.parametrize("password", [None, "", "12345", "x" * 200, "密碼密碼密碼"])
def test_unusable_passwords_are_refused(password: str | None) -> None:
    with pytest.raises(ValueError, match="password") as caught:
        cast("<p>x</p>", password)
    assert not password or password not in str(caught.value)


def test_the_same_bill_is_the_same_page() -> None:
    """For one secret, whether the key was kept or not; another secret gives another page."""
    page = cast("<p>x</p>", keys=BillKeys(b"s" * 32, 1000))
    assert page == cast("<p>x</p>") == cast("<p>x</p>")
    assert sealed(page)[9:] != sealed(cast("<p>x</p>", keys=BillKeys(b"t" * 32, 1000)))[9:]
    assert cast("<p>x</p>", keys=BillKeys(rounds=1000)) != cast("<p>x</p>", keys=BillKeys(rounds=1000))


def test_no_nonce_meets_its_key_twice() -> None:
    """Contents that differ have other nonces, for one customer too; customers never share a salt."""
    pages = [sealed(cast(f"<p>{n}</p>", customer=f"c{n % 3}")) for n in range(60)]
    assert len({page[25:37] for page in pages}) == 60
    assert len({page[9:25] for page in pages}) == 3


def test_without_a_customer_each_page_has_a_salt_of_its_own() -> None:
    """Equal passwords of templates without a key are not equal keys."""
    assert len({sealed(cast(f"<p>{n}</p>", customer=""))[9:25] for n in range(5)}) == 5


def test_keys_are_kept_and_passwords_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    derived = []
    derive = kept.derive
    monkeypatch.setattr(kept, "derive", lambda *given: (derived.append(given), derive(*given))[1])
    monkeypatch.setattr(kept, "KEPT", 2)
    keys = BillKeys(rounds=10)
    for customer in ("a", "a", "b", "a", "c", "a", "b"):
        assert keys.page(customer, PASSWORD) == keys.page(customer, PASSWORD)
    assert len(derived) == 4  # a, b, c, and b once more, which had to make room
    assert keys.page("a", PASSWORD) != keys.page("a", PASSWORD + "x")
    assert PASSWORD not in repr(vars(keys)) and PASSWORD not in repr(keys.page("a", PASSWORD))


def test_keys_derived_ahead_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the time; and those of another secret are of no use."""
    one, two, other = (BillKeys(secret, 1000) for secret in (b"s" * 32, b"s" * 32, b"t" * 32))
    others = [Opening("page", f"c{n}", PASSWORD + "x" * n) for n in range(2, 40)]
    ahead = one.derived([Opening("pdf", "c1", PASSWORD), *others, Opening("page", "c1", PASSWORD)], threads=2)
    assert len(ahead) == 40
    assert PASSWORD not in repr(ahead) + repr(Opening("page", "c1", PASSWORD))
    monkeypatch.setattr(kept, "derive", None)
    two.recall(ahead)
    assert cast("<p>x</p>", keys=two) == cast("<p>x</p>")
    other.recall(ahead)
    with pytest.raises(TypeError):
        cast("<p>x</p>", keys=other)


@pytest.mark.parametrize("kept_at_most", [4096, 3])
def test_keys_of_a_batch_are_those_of_each(monkeypatch: pytest.MonkeyPatch, kept_at_most: int) -> None:
    """Also when not all can be kept; what is known already is not derived again."""
    monkeypatch.setattr(kept, "KEPT", kept_at_most)
    one, all_, groups = BillKeys(b"s" * 32, 10), BillKeys(b"s" * 32, 10), []
    derived = BillKeys._derive
    monkeypatch.setattr(BillKeys, "_derive", lambda keys, group: (groups.append(len(group)), derived(keys, group))[1])
    assert all_.page("c0", PASSWORD) == one.page("c0", PASSWORD)
    kinds: list[Kind] = ["page", "pdf"]
    all_.prepare(Opening(kind, f"c{n}", PASSWORD) for n in (0, 1, 2, 1) for kind in kinds)
    assert groups == [1, 1, *([2, 3] if kept_at_most > 3 else [1, 2])]
    for n in range(3):
        assert all_.page(f"c{n}", PASSWORD) == one.page(f"c{n}", PASSWORD)
        assert all_.pdf(f"c{n}", PASSWORD) == one.pdf(f"c{n}", PASSWORD)


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("zh-TW", "受密碼保護的文件"),
        ("zh-Hant-HK", "受密碼保護的文件"),
        ("zh", "受密码保护的文件"),
        ("ja-JP", "パスワードで保護された文書"),
        ("ko", "비밀번호로 보호된 문서"),
        ("en-GB", "Protected document"),
        ("fr", "Protected document"),
    ],
)
def test_the_page_speaks_the_bill_s_language(language: str, title: str) -> None:
    """The bill's own, else the template's; nothing else of the bill is told."""
    for page in (
        cast(f'<!doctype html><html data-x lang="{language}"><title>帳單 42</title>'),
        cast("<p>帳單 42</p>", locale=language),
    ):
        assert f"<title>{title}</title>" in page.decode() and "42" not in re.sub(
            r">[A-Za-z0-9+/=]+<", "", page.decode()
        )


def test_the_policy_allows_one_script_and_nothing_from_outside() -> None:
    page = cast("<p>x</p>").decode()
    (script,) = re.findall(r"<script>([\s\S]*?)</script>", page)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1]
    hashed = b64encode(sha256(script.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; script-src 'sha256-{hashed}'; ")
    assert "http:" not in page and "https:" not in page and page.count("<script") == 2


# what a bill shows


def write(folder: Path) -> Path:
    (folder / "css").mkdir()
    for name in ("logo.png", "css/back.png"):
        (folder / name).write_bytes(PNG)
    (folder / "css/main.css").write_text('@import "more.css" print; p { background: url(back.png) }')
    (folder / "css/more.css").write_text("b { background: url( '../logo.png' ) }")
    (folder / "drawing.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{"logo.png"}"/></svg>')
    return folder


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<img src="cid:q@flong" alt="">', f'<img src="{SHOWN}" alt="">'),
        ("<IMG SRC = logo.png>", f'<IMG SRC="{SHOWN}">'),
        ('<img srcset="a.png 2x" src="./logo.png">', f'<img  src="{SHOWN}">'),
        ("<img alt=\"<img src=no.png>\" src='logo.png'>", f'<img alt="<img src=no.png>" src="{SHOWN}">'),
        ("<td style='background: url(\"logo.png\")'>", f'<td style="background: url(&quot;{SHOWN}&quot;)">'),
        ("<style>p{a:url( logo.png#x )}</style>", f'<style>p{{a:url("{SHOWN}#x")}}</style>'),
        (r"<style>p{a:URL('lo\67 o\2epng')}</style>", f'<style>p{{a:url("{SHOWN}")}}</style>'),
        ("<style>/* url(no.png) */ a{b:'url(no.png)'}</style>", None),
        ("<title><img src=no.png></title><!-- <img src=no.png> -->", None),
        ("<script>'<img src=no.png>'</script>", None),
        ('<a href="https://pay.example/?a=1&amp;b=2">pay</a>', None),
        (f'<img src="{SHOWN}"><svg><use href="#a"/><path fill="url(#b)"/></svg>', None),
        ('<p data-src="logo.png" title="style=url(no.png)" hidden>a < b', None),
    ],
)
def test_all_that_a_bill_loads_is_inside(html: str, expected: str | None, tmp_path: Path) -> None:
    assert inlined(html, write(tmp_path)) == (expected or html)


def test_stylesheets_and_drawings_bring_along_what_they_load(tmp_path: Path) -> None:
    """Each found from where it stands."""
    made = inlined('<link rel="stylesheet" href="css/main.css"><img src="drawing.svg">', write(tmp_path))
    sheet = b64decode(re.search('data:text/css;base64,([^"]+)', made)[1]).decode()
    more = re.search(r'@import url\("data:text/css;base64,([^"]+)"\) print', sheet)[1]
    assert f'background: url("{SHOWN}")' in sheet and SHOWN in b64decode(more).decode()
    assert SHOWN in b64decode(re.search(r'data:image/svg\+xml;base64,([^"]+)', made)[1]).decode()


@pytest.mark.parametrize(
    "html",
    [
        '<img src="file:///etc/hostname">',
        '<img src="../outside.png">',
        '<img src="cid:unknown@flong">',
        '<img src="https://127.0.0.1:1/x.png">',
        '<img src="//127.0.0.1:1/x.png">',
        '<img src="hidden.png"><img src=".logo.png">',
        '<img src="notes.txt">',
        '<link rel="stylesheet" href="http://127.0.0.1:1/x.css">',
        "<style>@import '\\66ile:///etc/hostname';</style>",
        '<p style="background:url(ftp://127.0.0.1/x)">x</p>',
    ],
)
def test_nothing_outside_the_folder_is_loaded(html: str, tmp_path: Path) -> None:
    """What a PDF bill can't have, a page can't either, with or without a folder."""
    (tmp_path / "outside.png").write_bytes(PNG)
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "notes.txt").write_text("x")
    (inside / ".logo.png").write_bytes(PNG)
    (inside / "hidden.png").symlink_to(inside / ".logo.png")
    for base in (inside, None):
        with pytest.raises(RecordError, match="not there or not allowed") as caught:
            inlined(html, base)
        assert str(tmp_path) not in caught.value.reason


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", PNG[:-40]),
        ("a.png", b"x"),
        ("a.svg", b"<svg><g></svg>"),
        ("a.css", b"\xff\xfe\xff"),
        ("a.css", b"@import 'a.css'"),
    ],
)
def test_what_can_not_be_shown_rejects_the_bill(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(RecordError, match=rf"the bill can't show {name}"):
        inlined(f'<link rel=stylesheet href="{name}">' if name == "a.css" else f'<img src="{name}">', tmp_path)


@pytest.mark.parametrize("html", ["<object data=a.png>", "<base href=/x>", "<iframe></iframe>", '<use href="a.svg#b">'])
def test_elements_that_no_page_can_show_reject_the_bill(html: str) -> None:
    with pytest.raises(RecordError, match="which a page with a password can't show"):
        inlined(html)


def test_a_changed_picture_is_read_again(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PNG)
    before = inlined("<img src=a.png>", tmp_path)
    (tmp_path / "a.png").write_bytes(qr.png("other", 1, 90))
    assert inlined("<img src=a.png>", tmp_path) != before


_ALT = ("alt=a", "alt='<img src=no>'", 'alt="\'>"', "alt = x/", "alt=a=b", "hidden", "/", "a'b=c", 'alt=""')
_PIECES = (
    '<img src="cid:q@flong">', "<img\nSRC = cid:q@flong>", "<IMG src='cid:q@flong'/>", "<img src=cid:q@flong/>",
    *(f"<img {alt} src=cid:q@flong>" for alt in _ALT), *(f'<img src="cid:q@flong"{alt}>' for alt in _ALT),
    "<!--", "-->", "<!-->", "--!>", "<title>", "</title>", "<textarea>", "</textarea >", "<script>", "</script>",
    "<style>", "</style>", "<", ">", '"', "'", "=", "<p ", "</p ", "x",
    '<p class="a">', "<B>", "</b>", '<i id="x" class="y">',
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(st.sampled_from(_PIECES), max_size=8).map("".join))
def test_tags_are_found_as_a_browser_finds_them(html: str) -> None:
    """Every picture that html5lib sees is inside, and nothing else has changed."""
    made = Inliner(None, lambda _: PNG).html(html)
    before, after = (html5lib.parse(one, namespaceHTMLElements=False) for one in (html, made))
    wanted = [SHOWN if (one.get("src") or "").startswith("cid:") else one.get("src") for one in before.iter("img")]
    assert [one.get("src") for one in after.iter("img")] == wanted
    assert [(one.tag, one.text, one.get("alt")) for one in before.iter()] == [
        (one.tag, one.text, one.get("alt")) for one in after.iter()
    ]


_TOKENS = ("url(", ")", "cid:q@flong", '"', "'", " ", "/*", "*/", "(", ";", "{", "}", "a:", "my-url(", "x", "\n")


@settings(max_examples=300)
@given(st.lists(st.sampled_from(_TOKENS), max_size=20).map("".join))
def test_urls_are_found_as_tinycss_finds_them(css: str) -> None:
    """In stylesheets that are whole."""
    tokens = tinycss2.parse_component_value_list(css)
    if any(token.type == "error" for token in flat(tokens)):
        return
    wanted = [token.value for token in flat(tokens) if token.type == "url"]
    if all(url in ("", "cid:q@flong") for url in wanted):
        made = Inliner(None, {"q@flong": PNG}.__getitem__).css(css, "")
        assert made.count(SHOWN) == wanted.count("cid:q@flong")


def flat(tokens: list) -> Iterator:
    for token in tokens:
        yield token
        yield from flat(getattr(token, "content", None) or getattr(token, "arguments", None) or [])


# in browsers

BILL = """<!doctype html><html lang="zh-TW"><head><title>帳單</title><meta http-equiv="refresh" content="0;url=x.html">
<link rel="stylesheet" href="css/main.css"><style>@page { size: A5 } #name { color: rgb(1, 2, 3) }</style></head>
<body onload="bad = 1"><p id="name" onclick="bad = 2">王小明 秘密</p><script>bad = 3</script>
<img id="code" src="cid:q@flong" onload="bad = 4"><img id="drawn" src="drawing.svg">
<svg><script>bad = 5</script></svg><a id="link" href="javascript:bad = 6">x</a>
<h2 style="break-before: page">second page</h2></body></html>"""
WRONG = "密碼不正確，無法開啟文件。請檢查英文大小寫與數字後再試一次。"


@pytest.fixture(scope="module", params=[chromium, pytest.param(firefox, marks=pytest.mark.servers)])
def browser(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with request.param(tmp_path_factory.mktemp("browser") / "profile") as started:
        yield started


@pytest.fixture
def shown(browser: Browser, tmp_path: Path) -> Browser:
    """The browser with the page before it."""
    page = cast(BILL, keys=BillKeys(b"s" * 32), base=write(tmp_path))
    (tmp_path / "page.html").write_bytes(page)
    browser.asked.clear()
    browser.open(tmp_path / "page.html")
    return browser


def test_a_browser_opens_it_offline(shown: Browser) -> None:
    """With a kind word about a wrong password, and as often as it takes; full-width input is understood."""
    assert shown.run("isSecureContext") and shown.run("document.activeElement.id") == "password"
    shown.enter("wrong-one")
    assert shown.until("document.querySelector('.wrong')?.textContent") == WRONG
    assert shown.run("document.getElementById('password').getAttribute('aria-invalid')") == "true"
    shown.enter("Ａ" + PASSWORD[1:])
    assert shown.until("document.getElementById('name')?.textContent") == "王小明 秘密"
    assert shown.run("document.title + document.documentElement.lang") == "帳單zh-TW"
    assert shown.run("document.getElementById('password')") is None
    assert shown.run("getComputedStyle(document.getElementById('name')).color") == "rgb(1, 2, 3)"
    assert "data:image" in shown.run("getComputedStyle(document.getElementById('name')).backgroundImage")
    assert shown.until("document.getElementById('code').naturalWidth") == 87
    assert shown.until("document.getElementById('drawn').complete")
    shown.run("(document.getElementById('name').click(), document.getElementById('link').click())")
    assert shown.run("typeof bad") == "undefined"
    assert [url for url in shown.asked if not url.startswith(("file:", "data:"))] == []
    assert sum(url.startswith("file:") for url in shown.asked) <= 1


def test_nothing_of_a_bill_reaches_the_network(shown: Browser) -> None:
    """Even what gets past the making of the page is stopped by its policy."""
    shown.enter(PASSWORD)
    shown.until("document.getElementById('name')?.textContent")
    more = '<img src=https://127.0.0.1:1/a.png><iframe src=https://127.0.0.1:1/b></iframe><img src=x onerror="bad=1">'
    shown.run(f"document.body.insertAdjacentHTML('beforeend', {more!r})")
    shown.until("[...document.images].every((one) => one.complete)")
    assert shown.run("typeof bad") == "undefined"
    assert sum("Content" in line and "Policy" in line for line in shown.logged) >= 3


def test_it_prints_page_by_page(shown: Browser) -> None:
    """By the bill's own rules for paper."""
    shown.enter(PASSWORD)
    shown.until("document.getElementById('name')?.textContent")
    document = pypdfium2.PdfDocument(BytesIO(shown.pdf()))
    assert len(document) == 2
    assert document[0].get_size() == pytest.approx((420, 595), abs=2)
    assert "second page" in document[1].get_textpage().get_text_range()


def test_it_can_be_used_without_eyes(shown: Browser) -> None:
    """The field has a label, what is told is read aloud, and nothing offers to keep the password."""
    field = "document.getElementById('password')"
    assert shown.run(f"{field}.labels[0].textContent") == "密碼"
    assert shown.run(f"{field}.type + {field}.autocomplete + {field}.name") == "passwordoff"
    assert shown.run("document.getElementById('told').getAttribute('aria-live')") == "assertive"
    assert shown.run("document.documentElement.lang") == "zh-TW"
