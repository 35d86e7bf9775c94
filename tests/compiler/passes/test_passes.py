"""The passes over IR, on what they print."""

from __future__ import annotations

from dataclasses import replace

import pytest
from modules import module, printed

from flong.compiler import ir
from flong.compiler.passes import PASSES
from flong.compiler.passes.mark import mark
from flong.compiler.passes.merge import merge_writes
from flong.compiler.passes.preheader import preheader
from flong.compiler.passes.size_hint import size_hint
from flong.compiler.passes.text_part import text_part


def text(html: str, **how) -> str:
    return printed(text_part(module(html)), "text", **how)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a</p><p>b</p>", "a\n\nb\n"),
        ("<div>a</div><div>b<br>c<br><br>d</div>", "a\nb\nc\n\nd\n"),
        ("  a \n <b>b</b>c  ", "a bc\n"),
        ("a&nbsp;&amp;&#x200b; b", "a & b\n"),
        ("<h1>{{}}</h1>{{int}}", "value\n\nvalue\n"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a  b\nc\n"),
        ("<ul><li>a</li><li>b</li></ul>c", "- a\n- b\n\nc\n"),
        ("<a href='https://x.example/{{}}?a&amp;b'>go</a>!", "go (https://x.example/value?a&b)!\n"),
        ("<a href='https://www.x.example/'>x.example</a>", "x.example\n"),
        ("<a href='mailto:a@x.example'>a@x.example</a>", "a@x.example\n"),
        ("<a href='#top'>top</a>", "top\n"),
        ("<a href='https://x.example'><img src=a alt=''></a>", "https://x.example\n"),
        ("<a href='https://x.example'>{{}}</a>", "value (https://x.example)\n"),
        ("<img alt='A &amp; {{}}' src=x>", "A & value\n"),
        ("<head><title>t</title><style>a{}</style></head>b", "b\n"),
        ("<div style='Display : none; a:b'>x<br>{{}}</div>b".replace("Display", "display"), "b\n"),
        ("<!--[if mso]><table><tr><td>x {{}}<![endif]-->b<!--[if !mso]><!-->c<!--<![endif]-->", "bc\n"),
        ("a<!--[if mso]><style>x</style></td><p><![endif]-->b", "ab\n"),
        ("<!--[if mso]>a<!--<![endif]-->b", "b\n"),
        ("<svg><p-a>x</p-a></svg>b", "b\n"),
        ("{{html}}x", "valuex\n"),
    ],
)
def test_text_of_html(html, expected):
    """How pieces of HTML read as text."""
    assert text(html) == expected


@pytest.mark.parametrize(
    ("html", "taken", "left"),
    [
        ("a {%if%}b{%end%} c", "a b c\n", "a c\n"),
        ("<p>a</p>{%if%}<p>b</p>{%end%}<p>c</p>", "a\n\nb\n\nc\n", "a\n\nc\n"),
        ("<p>a</p>{%if%}b{%else%}<p>c</p>{%end%}d", "a\n\nbd\n", "a\n\nc\n\nd\n"),
        ("{%if%}<p>a</p>{%end%}<p>b</p>", "a\n\nb\n", "b\n"),
        ("{%if%}<p>a</p>{%end%}b", "a\n\nb\n", "b\n"),
        ("a{%if%} b{%end%}c", "a bc\n", "ac\n"),
        ("<a href='{%if%}https://x.example{%else%}https://y.example{%end%}'>a</a>",
         "a (https://x.example)\n", "a (https://y.example)\n"),
        ("<a {%if%}href='https://x.example'{%end%}>a</a>", "a\n", "a\n"),
    ],
)  # fmt: skip
def test_conditions_in_text(html, taken, left):
    """White space is right whichever branch is taken."""
    assert (text(html), text(html, taken=False)) == (taken, left)


@pytest.mark.parametrize(
    ("html", "twice"),
    [
        (
            "<p>a</p><table>{%for%}<tr><td>{{}}</td><td>b</td></tr>{%end%}</table><p>c</p>",
            "a\n\nvalue  b\nvalue  b\n\nc\n",
        ),
        ("<ul>{%for%}<li>{{}}</li>{%end%}</ul>", "- value\n- value\n"),
        ("a: {%for%}{{}}, {%end%}b", "a: value, value, b\n"),
        ("{%for%}<p>{{}}</p>{%else%}<p>none</p>{%end%}", "value\n\nvalue\n\n"),
    ],
)
def test_loops_in_text(html, twice):
    """Each turn ends where it began."""
    assert text(html) == twice


def test_nested_loops_in_text():
    """Deep nesting costs no more than its length."""
    assert text("{%for%}<p>a" * 40 + "</p>{%end%}" * 40, turns=0) == ""


def test_own_text_part_stays():
    """A template's own text is not touched, nor is html without need."""
    given = module("<p>a</p>", text="mine")
    assert text_part(given) is given


def test_preheader_goes_into_the_body():
    """Behind `<body>`, or at the start; the part itself is gone."""
    done = preheader(module("<html><body class=a><p>x</p></body></html>", preheader="a & {{}}"))
    assert '<body class="a"><div style="display:none;' in printed(done, "html")
    assert "a &amp; value</div><p>x</p>" in printed(done, "html")
    assert [part.name for part in done.parts] == ["html"]
    assert printed(preheader(module("<p>x</p>", preheader="a")), "html").endswith("a</div><p>x</p>")


def test_preheader_ignores_bodies_in_blocks():
    """A body inside a branch may not be there."""
    done = preheader(module("{%if%}<body></body>{%end%}x", preheader="a"))
    assert printed(done, "html").startswith("<div style=")


def marked(html: str) -> ir.Module:
    (body,) = (part.body for part in module(html).parts)
    return mark(replace(module(html), parts=(ir.Part("attach.1.body", body),)), 1)


def test_marks():
    """Values in text are marked, those in attributes, titles and styles are not."""
    html = "<title>{{}}</title><style>a{b:{{}}}</style><p title='{{}}'>{{int}}{{html}}</p>"
    shown = '<flong-v data-flong="4">value</flong-v>value</p>'
    expected = f"<title>value</title><style>a{{b:value}}</style><p title='value'>{shown}"
    assert printed(marked(html), "attach.1.body") == expected


def test_marks_statements():
    """Statements in the text have comments where they begin and end, those in tags have none."""
    html = "<p class='{%if%}x{%end%}'>{%if%}a{%else%}b{%end%}</p>{%for%}<b>{{}}</b>{%end%}"
    expected = (
        "<p class='x'><!--flong:a2.0-->a<!--flong:e2--></p>"
        '<!--flong:l3--><b><flong-v data-flong="1">value</flong-v></b>'
        '<!--flong:l3--><b><flong-v data-flong="1">value</flong-v></b><!--flong:e3-->'
    )
    assert printed(marked(html), "attach.1.body") == expected


def test_fields():
    """Behind each byte that no UTF-8 has: signs, what shapes the page, values; all of the HTML is gone."""
    html = "<body class='{{}}{%if%}x{%end%}'><title>{{}}</title><p class='{%if%}x{%end%}' id='{{}}'>{{}} a {{html}}</p>"
    told = "".join(_latin(node) for part in marked(html).parts if part.name == "attach.1.fields" for node in part.body)
    assert told == "[fb]v[fd]A1.0[fd]E1[fc]v[fd]a2.0[fd]e2[fe]v[ff]v[fe]v"


def _latin(node: ir.Node) -> str:
    if isinstance(node, ir.If):
        return "".join(map(_latin, node.arms[0][1]))
    if isinstance(node, ir.Emit):
        return "v"
    assert isinstance(node, ir.Write)
    return "".join(f"[{byte:x}]" if byte > 0xF8 else chr(byte) for byte in node.data)


def test_merge():
    """Neighbouring writes become one, in branches too."""
    part = ir.Part("html", (ir.Write(b"a"), ir.Write(b""), ir.Write(b"b"), ir.If((), (ir.Write(b""), ir.Write(b"c")))))
    given = module("")
    merged = merge_writes(ir.Module(**{f: getattr(given, f) for f in given.__slots__} | {"parts": (part,)}))
    assert merged.parts[0].body == (ir.Write(b"ab"), ir.If((), (ir.Write(b"c"),)))


def test_size_hint():
    """Static bytes, sixteen a value, eight turns a loop, the longer branch."""
    html = "abcd{{}}{%for%}xy{%end%}{%if%}12345{%else%}1{%end%}"
    assert size_hint(module(html)).size_hint == 4 + 16 + 8 * 2 + 5


def test_all_passes():
    """The tuple makes what an engine gets."""
    done = module("<body>{{}}</body>", preheader="p")
    for apply in PASSES:
        done = apply(done)
    assert [part.name for part in done.parts] == ["html", "text"]
    assert done.size_hint > 0
