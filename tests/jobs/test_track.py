"""Links and the open picture in the HTML of a mail."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.dsl.html.machine import Machine
from flong.jobs import links
from flong.jobs.links import Links
from flong.jobs.track import Tracker, _Rewriter, rewritten
from flong.runtime.message import Message
from flong.runtime.tokens import BadToken, Tokens

PIXEL = "<img>"


def through(text):
    """Rewritten; the slow reading, which copies nothing unread, must agree."""
    slow = _Slow(lambda target: f"[{target}]")
    slow.feed(text)
    found = rewritten(text, lambda target: f"[{target}]", PIXEL)
    assert found == slow.ended(PIXEL)
    return found


class _Slow(_Rewriter):
    feed = Machine.feed


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a href="https://a.example/?x=1&amp;y=2">', '<a href="[https://a.example/?x=1&amp;y=2]">'),
        ("<A HREF='http://a.example'>", "<A HREF='[http://a.example]'>"),
        ("<a href='https://a.example/&#39;'>", "<a href='[https://a.example/&#x27;]'>"),
        ("<a href=http://a.example>", '<a href="[http://a.example]">'),
        ('<a class="b" href=" https://a.example " id="c">', '<a class="b" href="[https://a.example]" id="c">'),
        ('<map><area href="https://a.example"></map>', '<map><area href="[https://a.example]"></map>'),
        (
            '<!--[if mso]><v:roundrect href="https://a.example"></v:roundrect><![endif]-->',
            '<!--[if mso]><v:roundrect href="[https://a.example]"></v:roundrect><![endif]-->',
        ),
        ('<a href="https://a.example">世界 &lt; 1</a>', '<a href="[https://a.example]">世界 &lt; 1</a>'),
    ],
)
def test_links_lead_through_the_service(before, after):
    """In any quotes, with references decoded and written again."""
    assert through(before) == after + PIXEL


@pytest.mark.parametrize(
    "text",
    [
        '<a href="mailto:a@b.example">', '<a href="tel:1">', '<a href="#top">', '<a href="">', "<a href>", "<a>",
        '<link href="https://a.example/x.css">', '<img src="https://a.example/x.png">',
        '<style>a{b:url("<a href=https://a.example>")}</style>', '<a title="<a href=https://a.example>">',
        "<title><a href='https://a.example'></title>", 'x < y <a data-href="https://a.example">', "",
        '<a href="java&#115;cript:x">', '<a href="https://">', '<p>&amp;<br>', "a < b",
    ],
)  # fmt: skip
def test_everything_else_stays(text):
    """Byte for byte."""
    assert through(text) == text + PIXEL


def test_the_picture_stands_at_the_end_of_the_body():
    """Also where the text speaks of it."""
    text = "<html><body><p>x</p><!-- --><style>/*</body>*/</style></BODY ></html>"
    assert through(text) == text.replace("<!-- -->", "").replace("</BODY", f"{PIXEL}</BODY")


@pytest.fixture
def made():
    return Links("https://t.example", Tokens({1: os.urandom(32)}))


def test_a_tracked_message_can_be_read_back(made):
    """Job, record and target are in the tokens; links of the service itself stay."""
    leave = made.unsubscribe("broadcast", "a@b.example")
    html = f'<body><a href="https://a.example/?q=1&amp;r=2">x</a><a href="{leave}">y</a></body>'
    message = Message("k", "d", (("From", "a@b.example"), ("To", "c@d.example")), html=html, text="https://a.example")
    tracked = Tracker(made, 7).tracked(message, 9)
    assert tracked.text == message.text and tracked.to == message.to and f'href="{leave}"' in tracked.html
    click = tracked.html.split("/c/")[1].split('"')[0]
    assert links.clicked(made.tokens, click) == (7, 9, "https://a.example/?q=1&r=2")
    assert links.opened(made.tokens, tracked.html.split("/o/")[1].split(".gif")[0]) == (7, 9)
    assert links.unsubscribed(made.tokens, leave.split("/u/")[1]) == ("broadcast", "a@b.example")


def test_a_message_without_html_is_left_alone(made):
    """There is nothing to track."""
    message = Message("k", "d", (("From", "a@b.example"), ("To", "c@d.example")), text="https://a.example")
    assert Tracker(made, 7).tracked(message, 9) is message


def test_a_target_too_long_for_a_token_stays(made):
    """Better unmeasured than broken."""
    long, fits = "https://a.example/" + "x" * 2000, "https://a.example/" + "x" * 1400
    assert made.click(1, 1, long) == long
    assert links.clicked(made.tokens, made.click(2**40, 2**60, fits).split("/c/")[1])[2] == fits


@pytest.mark.parametrize("payload", [(), (1,), ("1", 2), (1, 2, 3), (1, 2, "javascript:x"), (1, 2, "//a.example")])
def test_tokens_of_another_form_are_bad(made, payload):
    """What older releases or mistakes sealed opens nothing."""
    for purpose, read in (("open", links.opened), ("click", links.clicked), ("unsubscribe", links.unsubscribed)):
        with pytest.raises(BadToken):
            read(made.tokens, made.tokens.seal(purpose, payload))


PIECES = st.sampled_from(
    [
        "<", ">", "/", '"', "'", "=", " ", "a", "<a ", "<A\n",
        'href="http://a.example"', "href=http://a.example ", "<b>",
        '<td class="x" style="a:b">', "<br/>", "</body>", "<style>", "</style>", "<!--", "-->", "<!--[if mso]>",
        "<![endif]-->", "<title>", "</title>", "&amp;", "世", "<v:x ", "<abbr>", "<area-x>",
        '<p title="<a href=x>">', "</p >",
        "<svg>", "<xmp>", "</xmp>", "<plaintext>", "<p a=b>", "<p a='\"'>", "<script>", "<ſtyle>", "<K>", "<p\x0b>",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
@settings(max_examples=100)
def test_what_is_copied_unread_is_what_reading_copies(text):
    """Whatever the text, fast and slow agree."""
    through(text)


@pytest.mark.deep
@given(st.lists(PIECES, max_size=60).map("".join))
@settings(max_examples=20_000)
def test_copying_and_reading_agree_at_length(text):
    """The same, for long."""
    through(text)


def test_real_pages(corpora):
    """Pages as people write them."""
    pages = sorted((corpora / "real-html").rglob("*.html"))
    assert pages
    for page in pages[:60]:
        through(page.read_text("utf-8", "replace"))
