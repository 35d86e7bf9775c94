"""Where outputs stand: the context machine on small templates."""

from __future__ import annotations

import pytest
from templates import codes, shown


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("<p>{{}}</p>", "<p>{{html}}</p>"),
        ("<title>{{}}</title>", "<title>{{html}}</title>"),
        ("<textarea>a<b>{{}}</textarea>", "<textarea>a<b>{{html}}</textarea>"),
        ("a < b {{}}", "a < b {{html}}"),
        ('<p title="{{}}">', '<p title="{{attribute}}">'),
        ("<p title='a{{}}'>", "<p title='a{{attribute}}'>"),
        ("<p title={{}}>", '<p title="{{attribute}}">'),
        ("<p title=a{{}}b class=c>", '<p title="a{{attribute}}b" class="c">'),
        ('<p title=a"b>', '<p title="a&#34;b">'),
        ("<a href=/x/>", '<a href="/x/">'),
        ("<script type=application/ld+json>[{{}}]</script>", '<script type="application/ld+json">[{{json}}]</script>'),
        (
            '<script type="application/ld+json">{"a": "\\"{{}}"}</script>{{}}',
            '<script type="application/ld+json">{"a": "\\"{{json_string}}"}</script>{{html}}',
        ),
    ],
)
def test_text_and_attributes(template, expected):
    """Text, attribute values and JSON text get their contexts; unquoted values get quotes."""
    assert shown(template) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("{{}}", "{{url}}"),
        (" {{}}", " {{url}}"),
        ("{{}}/{{}}", "{{url}}/{{url_part}}"),
        ("{{}}?a={{}}", "{{url}}?a={{url_part}}"),
        ("https://h/{{}}", "https://h/{{url_part}}"),
        ("https://h?{{}}", "https://h?{{url_part}}"),
        ("https://h#{{}}", "https://h#{{url_part}}"),
        ("https://{{int}}.h/{{}}", "https://{{url_authority}}.h/{{url_part}}"),
        ("https://{{enum}}", "https://{{url_authority}}"),
        ("mailto:{{}}", "mailto:{{url_part}}"),
        ("a b{{}}", "a b{{url_part}}"),
        ("https:&#47;&sol;h&sol;{{}}", "https:&#47;&sol;h&sol;{{url_part}}"),
        ("/a{%if%}/b{%end%}/{{}}", "/a{%if%}/b{%end%}/{{url_part}}"),
        ("https://h/?{%for%}a={{}}&{%end%}", "https://h/?{%for%}a={{url_part}}&amp;{%end%}"),
        ("{%if%}https://x/{%else%}https://y/{%end%}a{{}}", "{%if%}https://x/{%else%}https://y/{%end%}a{{url_part}}"),
        ("{%if%}{{}}{%else%}#{%end%}", "{%if%}{{url}}{%else%}#{%end%}"),
        ("{%if%}{{}}{%else%}https://x{%end%}?{{}}", "{%if%}{{url}}{%else%}https://x{%end%}?{{url_part}}"),
        ("https://h/{%for%}{{}}/{%end%}", "https://h/{%for%}{{url_part}}/{%end%}"),
        ("http{%if%}s{%end%}://h/{{}}", "http{%if%}s{%end%}://h/{{url_part}}"),
        ("{%if%}mailto{%else%}tel{%end%}:{{}}", "{%if%}mailto{%else%}tel{%end%}:{{url_part}}"),
        ("a{%for%}b{%end%}.html", "a{%for%}b{%end%}.html"),
        ("{%if%}a{%end%}{%if%}b{%end%}{%if%}c{%end%}/", "{%if%}a{%end%}{%if%}b{%end%}{%if%}c{%end%}/"),
    ],
)
def test_urls(value, expected):
    """An output at a URL's start is checked, one behind static text is encoded."""
    assert shown(f'<a href="{value}">') == f'<a href="{expected}">'


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("https://{{}}", "F0311"),
        ("//{{}}", "F0311"),
        ("https:{{}}", "F0311"),
        ("https:\\{{}}", "F0311"),
        ("h{{}}", "F0311"),
        ("java{{}}", "F0311"),
        ("{{}}{{}}", "F0311"),
        ("{{}}:alert(1)", "F0311"),
        ("{{}}script&colon;alert(1)", "F0311"),
        ("/{{}}/{{}}", "F0311"),
        ("\t/\n/{{}}", "F0311"),
        ("{{}}//{{}}", "F0311"),
        ("{%if%}/a?b={%else%}/c{%end%}{{}}", "F0312"),
        ("https://h{%for%}/{{}}{%end%}", "F0312"),
        ("{%for%}a{%end%}/{{}}", "F0312"),
        ("{%for%}java{%end%}script:x", "F0312"),
        ("{%for%}{%if%}j{%else%}a{%end%}{%end%}vascript:x", "F0312"),
        ("{%if%}j{%end%}{%if%}a{%end%}{%if%}v{%end%}ascript:x", "F0312"),
        ("{%if%}{{}}{%end%}script:x", "F0311"),
        ("{%if%}javascript{%else%}https{%end%}:x", "F0313"),
        ("{%if%}https{%else%}javascript{%end%}:x", "F0313"),
        ("{%if%}{%else%}https:{%end%}javascript:x", "F0313"),
        ("{%if%}/{%end%}javascript:x", "F0313"),
        ("{%if%}java{%end%}script:x", "F0313"),
        ("java{%if%}{%if%}s{%end%}{%else%}s{%end%}cript:x", "F0313"),
        ("{%if%} {%end%}javascript:x", "F0313"),
        ("javascript:x", "F0313"),
        (" JavaScript:x", "F0313"),
        ("java\tscript:x", "F0313"),
        ("&#106;avascript&colon;x", "F0313"),
        ("vbscript:{{}}", "F0313"),
        ("data:text/html,x", "F0313"),
        ("data:image/png;base64,x", "F0313"),
    ],
)
def test_urls_refused(value, code):
    """What would let a value decide where a link leads, or run code, is an error."""
    assert code in codes(f'<a href="{value}">')


PICTURES_REFUSED = [
    "data:text/html,x",
    "{%if%}data{%else%}https{%end%}:text/html,x",
    "data:{%if%}text/html{%else%}image/png{%end%},x",
    "data:{%if%}text/html,{%end%}image/png,x",
    "{%if%}https://h/{%else%}data:{%end%}text/html,x",
    "{%if%}javascript{%else%}https{%end%}:x",
]


@pytest.mark.parametrize("url", PICTURES_REFUSED)
@pytest.mark.parametrize(
    "page",
    ["<img src='|'>", "<img srcset='|'>", "<img srcset='| 1x, /b 2x'>", '<p style="a:url(|)">', '<p style="a:url(|">',
     "<p style=\"a:url('|')\">", "<style>a{b:image-set('|' 1x)}</style>"],
)  # fmt: skip
def test_pictures_refused(page, url):
    """Refused schemes and types, wherever a picture's address stands and whichever branches make it."""
    assert "F0313" in codes(page.replace("|", url))


@pytest.mark.parametrize("url", ["data:image/{%if%}png{%else%}gif{%end%},x", "data:image/gif,{%for%}x{%end%}"])
def test_pictures_in_pieces(url):
    """What kind of picture it is, and its bytes, may depend on data."""
    assert codes(f"<img src='{url}'><p style='a: url({url})'>") == []


def test_many_beginnings():
    """More beginnings than are followed are no scheme at all; they are followed in time that does not double."""
    url = "{%if%}" + "".join(f"b{n}{{%else%}}{{%if%}}" for n in range(30)) + "{%end%}" * 31
    assert codes(f"<a href='{url}.html'>") == codes(f"<a href='{'{%if%}x{%end%}' * 40}'>") == []
    assert codes(f"<a href='{url}:x'>") == ["F0312"]


def test_pictures():
    """URLs of pictures may be data:image, and are marked."""
    assert shown('<img src="{{}}">') == '<img src="{{url+image}}">'
    assert shown('<td background="{{}}"><v:fill src={{}}>').count("+image") == 2
    assert shown('<img src="data:image/png;base64,{{}}">') == '<img src="data:image/png;base64,{{url_part+image}}">'
    assert {*codes('<img src="data:{{}}">')} == {*codes('<img src="data:text/html,">')} == {"F0313"}


def test_srcset():
    """One output in each candidate's URL."""
    assert shown('<img srcset="{{}} 1x, /a,b{{}} 2x">') == '<img srcset="{{url+image}} 1x, /a,b{{url_part+image}} 2x">'
    assert shown('<img srcset="{{}}, /b 2x,,{{}}">') == '<img srcset="{{url+image}}, /b 2x,,{{url+image}}">'
    assert codes('<img srcset="/a/{{}},{{}}">') == codes('<img srcset="/a,{{}} 1x">') == ["F0316"]
    assert codes('<img srcset="/a/{{}}/{{}} 1x">') == codes('<img srcset="/a {{}}x">') == ["F0316"]


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("color: {{}}", "color: {{css_value+attribute}}"),
        ("color: {{}}; width: {{}}px", "color: {{css_value+attribute}}; width: {{css_value+attribute}}px"),
        ("font: 'a {{}}'", "font: 'a {{css_string+attribute}}'"),
        ("font: &quot;{{}}&quot;", "font: &quot;{{css_string+attribute}}&quot;"),
        ("background: url({{}})", "background: url({{css_url+image+attribute}})"),
        ("background: url( '{{}}' )", "background: url( '{{css_url+image+attribute}}' )"),
        ("background: url(https://h/{{}}.png)", "background: url(https://h/{{url_part+image+attribute}}.png)"),
        ("background: image-set('{{}}' 1x)", "background: image-set('{{css_url+image+attribute}}' 1x)"),
        (
            "background: {{}} url('{{}}')",
            "background: {{css_value+attribute}} url('{{css_url+image+attribute}}')",
        ),
        (
            "background: {%if%}red{%else%}{{}}{%end%} url('{{}}')",
            "background: {%if%}red{%else%}{{css_value+attribute}}{%end%} url('{{css_url+image+attribute}}')",
        ),
        ("a: b/url('{{}}')", "a: b/url('{{css_url+image+attribute}}')"),
        ("a: b/**/url('{{}}')", "a: b/**/url('{{css_url+image+attribute}}')"),
        ("a: u/**/rl('{{}}')", "a: u/**/rl('{{css_string+attribute}}')"),
        ("a: {%for%}b url(c), {%end%}d(e)", "a: {%for%}b url(c), {%end%}d(e)"),
        ("a: \\62 c, url('{{}}')", "a: \\62 c, url('{{css_url+image+attribute}}')"),
        ("a: b(;{{}})", "a: b(;{{css_value+attribute}})"),
        ("/* x: */ color: {{}}", "/* x: */ color: {{css_value+attribute}}"),
        ("color:{%if%}red{%else%}blue{%end%};a:{{}}", "color:{%if%}red{%else%}blue{%end%};a:{{css_value+attribute}}"),
        ("{%if%}color:{{}}{%end%}", "{%if%}color:{{css_value+attribute}}{%end%}"),
        (
            "a:b{%if%};c:d{%else%};{%end%} /* e */;f:{{}}",
            "a:b{%if%};c:d{%else%};{%end%} /* e */;f:{{css_value+attribute}}",
        ),
        ("a:b;{%for%}c:{{}};{%end%}", "a:b;{%for%}c:{{css_value+attribute}};{%end%}"),
    ],
)
def test_style_attribute(css, expected):
    """Values, strings and URLs of a style attribute."""
    assert shown(f'<p style="{css}">') == f'<p style="{expected}">'


def test_style_element():
    """Blocks nest; selectors and strings are told apart."""
    sheet = "@media (a:b) { a:hover { color: {{}}; font: '}{{}}' } } b { c: {{}} }"
    expected = sheet.replace("{{}}", "{{css_value}}").replace("'}{{css_value}}", "'}{{css_string}}")
    assert shown(f"<style>{sheet}</style>{{{{}}}}") == f"<style>{expected}</style>{{{{html}}}}"


@pytest.mark.parametrize(
    "sheet",
    [
        "{{}} { }", "a { {{}}: b }", "@media {{}} { }", "@import url({{}});", "/* {{}} */", "a { b: \\{{}} }",
        "a { behavior: url({{}}) }", "a { b: {{}}(x) }",
        "a { b:{{}} { c: d } }", "a:{{}} { }", "a { b: url(\\6a{{}}) }",
        "a { b: {%if%}url{%else%}foo{%end%}('{{}}') }", "a { b: {%if%}-webkit-image-set{%else%}image-set{%end%}('') }",
        "a { b: u{%if%}r{%end%}l('{{}}') }", "a { b: {%for%}u{%end%}rl('{{}}') }", "a { b: {{}}rl('{{}}') }",
        "a { b: c({%if%}url{%else%}foo{%end%}('{{}}')) }", "a { b: {%if%}{{}}{%end%}url('{{}}') }",
        "a { b: \\75rl('{{}}') }", "a { b: u\\72l('{{}}') }", "a { b: \\75 rl('{{}}') }", "a { b: \\000075\trl('') }",
        "a { b: u\\7{%if%}2{%else%}3{%end%} l('{{}}') }", "a { b: u\\7{{}} l('{{}}') }", "a { b: ur\\l('{{}}') }",
        "a { b: u\\{%if%}7{%else%}6{%end%}2 l('{{}}') }", "a { b: {%for%}\\7{%end%}2 l('{{}}') }",
        "a { b: url(\\6aavascript:x) }", "a { b: url('javascript\\3a x') }", "a { b: url('java\\\nscript:x') }",
        "a { b: url({%if%}\\6a{%end%}avascript:x) }",
    ],
)  # fmt: skip
def test_styles_refused(sheet):
    """Selectors, properties, at-rules, comments, escapes and function names take no outputs."""
    assert set(codes(f"<style>{sheet}</style>")) & {"F0315", "F0312"}


@pytest.mark.parametrize(
    ("template", "code"),
    [
        ("<{{}}>", "F0301"),
        ("<p{{}}>", "F0301"),
        ("</{{}}>", "F0301"),
        ("<p {{}}>", "F0301"),
        ("<p a{{}}=b>", "F0301"),
        ("<p a {{}}>", "F0301"),
        ('<p a="b"{{}}>', "F0301"),
        ("<title>x</ti{{}}tle></title>", "F0301"),
        ("<title>x<{{}}></title>", "F0301"),
        ("<{%if%}b{%end%}>", "F0301"),
        ("<!-{%if%}-{%end%}>", "F0301"),
        ("<!-- {{}} -->", "F0302"),
        ("<!doctype {{}}>", "F0302"),
        ("<?xml {{}}>", "F0302"),
        ("<!--[if {{}}]>x<![endif]-->", "F0302"),
        ("<!--[if {%if%}mso{%end%}]>x<![endif]-->", "F0301"),
        ("<script>x</script>", "F0303"),
        ("<script type=text/javascript>x</script>", "F0303"),
        ("<script {%if%}type=application/ld+json{%end%}>x</script>", "F0303"),
        ("<script type=a type=application/ld+json>x</script>", "F0303"),
        ("<p onclick=x>", "F0304"),
        ("<p ONLOAD = 'x'>", "F0304"),
        ("<iframe srcdoc='x'></iframe>", "F0305"),
        ("<base href=x>", "F0305"),
        ("<meta http-equiv=Refresh content=0>", "F0305"),
        ("<meta http-equiv=' re&#102;resh ' content=0>", "F0305"),
        ("<svg>{{}}</svg>", "F0306"),
        ("<svg a={{}}></svg>", "F0306"),
        ("<svg><desc><p>{{}}</p></desc></svg>", "F0306"),
        ("<math><mi>{{}}</mi></math>", "F0306"),
        ("<svg><![CDATA[x]]></svg>", "F0306"),
        ("<select><style>a{}</style></select>", "F0306"),
        ("<iframe src={{}}></iframe>", "F0306"),
        ("<xmp>{{}}</xmp>", "F0306"),
        ("<noembed>{{}}</noembed>", "F0306"),
        ("<noframes>{{}}</noframes>", "F0306"),
        ("<plaintext>{{}}", "F0306"),
        ("<p{%if%}x{%end%}>", "F0307"),
        ("<p a{%if%} b{%end%}c>", "F0307"),
        ("{%if%}<!--{%end%} x -->", "F0307"),
        ('<p a="{%for%}"{%end%}>', "F0307"),
        ("<p{%if%}>{%end%}", "F0307"),
        ("<p a=1{%for%}2{%else%} b{%end%}>", "F0307"),
        ('<script type="application/ld+json">"{%if%}"{%end%}</script>', "F0307"),
        ("<style>{%if%}a{ {%end%}b:c}</style>", "F0307"),
        ("<p style='{%if%}a:b{%end%}c:d'>", "F0307"),
        ("<p style='{%if%}a:b{%end%} \"c\"'>", "F0307"),
        ("<p style='{%if%}a:b{%end%}*'>", "F0307"),
        ("<p style='{%if%}a:b{%end%}\\61'>", "F0307"),
        ("<p style='{%for%}a:b{%end%}'>", "F0307"),
        ("<p style='{%if%}a:url({%end%}'>", "F0307"),
        ("<p style='{%if%}a:b /{%else%}a:c{%end%}* {{}} */'>", "F0307"),
        ("<style>a{ {%if%}b:c{%end%}{d:e} }</style>", "F0307"),
        ("<p style='{%if%}a:b{%end%}{{}}'>", "F0315"),
        ('<script type="application/ld+json">"\\{{}}"</script>', "F0317"),
        ('<script type="application/ld+json">"<!--<script>"</script>', "F0317"),
        ('<script type="application/ld+json">"</script>', "F0317"),
        ('<script type="application/ld+json">{"a": [{{}}}</script>', "F0317"),
        ('<script type="application/ld+json">{"a": {{}}}}</script>', "F0317"),
        ("<script type={{}}></script>", "F0319"),
        ("<meta http-equiv={{}}>", "F0319"),
        ("<link rel={{}}>", "F0319"),
        ("<p title={{html}}>", "F0320"),
        ("<title>{{html}}</title>", "F0320"),
        ("{{css}}", "F0320"),
        ("{{image}}", "F0320"),
        ("<a href={{image}}>", "F0320"),
        ("<p style='color: {{url}}'>", "F0320"),
        ("<p title", "F0318"),
        ("<style>a{}", "F0318"),
        ("<!-- x", "F0318"),
    ],
)
def test_refused(template, code):
    """Every refusal of the language."""
    assert code in codes(template)


def test_safe_values():
    """Safe values stand where they fit."""
    assert shown("{{html}}") == "{{html}}"
    assert shown("<img src={{image}}>") == '<img src="{{url+image}}">'
    assert shown("<p style='color: {{css}}; a: url({{url}})'>{{url}}").count("}}") == 3


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("<td{%if%} class=a{%end%}>", '<td{%if%} class="a"{%end%}>'),
        ("<td {%if%}class='a'{%else%}id=b{%end%} x>", "<td {%if%}class='a'{%else%}id=\"b\"{%end%} x>"),
        ("<td width=1{%if%} a=b{%end%}>", '<td width="1{%if%}" a="b"{%else%}"{%end%}>'),
        ("<td a={%if%}1{%else%}2{%end%}3>", '<td a={%if%}"1{%else%}"2{%end%}3">'),
        ("<td a={%if%}'1'{%else%}\"2\"{%end%}>", "<td a={%if%}'1'{%else%}\"2\"{%end%}>"),
        ("<option{%if%} selected{%end%}>", "<option{%if%} selected{%end%}>"),
        ("<td {%for%}a=b {%end%}>", '<td {%for%}a="b" {%end%}>'),
        ("<td{%for%} a=b{%end%}>", '<td{%for%} a="b"{%end%}>'),
        ("<td a=1{%for%} b=2{%end%}>", '<td a="1"{%for%} b="2"{%end%}>'),
        ("<td a=1{%for%} b=2{%else%} c{%end%}>", '<td a="1"{%for%} b="2"{%else%} c{%end%}>'),
        ("<td a=1{%for%}2{%end%}>", '<td a="1{%for%}2{%end%}">'),
        ("x{%if%}<!-- y -->{%end%}z", "x{%if%}{%end%}z"),
        ("<!-- {%if%}y{%end%} -->z", "{%if%}{%end%}z"),
        ("<!-{%let%}- x -->y", "y"),
    ],
)
def test_branches_meet(template, expected):
    """Branches between attributes, and in values, meet."""
    assert shown(template) == expected


def test_conditional_comments():
    """Their content is HTML, whichever way they are written; other comments go."""
    page = "<!-- a --><!--[if mso]>{{}}<!-- b --><![endif]--><!--[if !mso]><!-->{{}}<!--<![endif]-->"
    assert shown(page) == "<!--[if mso]>{{html}}<![endif]--><!--[if !mso]><!-->{{html}}<!--<![endif]-->"
    for ends in (
        "<!--[if mso]>|<!--<![endif]-->",
        "<!--[IF gte mso 9]>|<![ENDIF]-->",
        "<!--[if !mso]>-->|<![endif]-->",
    ):
        assert shown(ends.replace("|", "<td>{{}}")) == ends.replace("|", "<td>{{html}}")
    for ends in ("<!--[if !mso]><!-- -->|<!-- <![endif]-->", "<![if !mso]>|<![endif]>"):
        assert shown(ends.replace("|", "<p>{{}}")) == ends.replace("|", "<p>{{html}}")


@pytest.mark.parametrize(
    "page",
    [
        "<!--[if mso]>{{}}>x<![endif]-->",
        "<!--[if mso]>x--><![endif]-->",
        "<!--[if mso]><p title='-->'><![endif]-->",
        "<!--[if mso]><style>a{}<![endif]--></style>",
        "<!--[if mso]>{%if%}<![endif]-->{%end%}",
        "{%if%}<!--[if mso]>{%end%}<![endif]-->",
        "<!--[if mso]><!--[if mso]><![endif]--><![endif]-->",
        "<![if mso]><![endif]-->",
        "<![endif]-->",
        "<!--[if mso]>",
    ],
)
def test_conditional_comments_refused(page):
    """They end in the block and state they opened, and no value can end them early."""
    assert "F0310" in codes(page)


@pytest.mark.parametrize(
    "page",
    ["<td a=1" + "{%for%} b=2" * 40 + "{%end%}" * 40 + ">", "<p {%for%}" + "a=b {%for%}" * 40 + "{%end%}" * 41 + ">"],
)
def test_nested_loops_are_walked_once(page):
    """Deep nesting costs no more than its length."""
    assert codes(page) == []


@pytest.mark.parametrize(
    "page",
    [
        "<p title='a{%if%}b{%end%}'>{%if%}<b>{{}}</b>{%else%}<i>x</i>{%end%}</p>",
        "{%for%}<tr><td>{{}}</td></tr>{%else%}<tr><td>none</td></tr>{%end%}",
        "{%if%}<br><img src=a>{%end%}",
        "<ul><li>a<li>b</ul>{%if%}<o:p/>{%end%}",
    ],
)
def test_balanced_blocks(page):
    """Bodies that close what they open; the page around may be sloppy."""
    assert codes(page) == []


@pytest.mark.parametrize(
    "page",
    ["{%if%}<p>{%end%}", "<p>{%if%}</p>{%end%}", "{%if%}<b><i></b></i>{%end%}", "{%if%}</p>{%end%}", "<svg><g></svg>",
     "<svg><p></p></svg>", "{%for%}<li>{{}}{%end%}"],
)  # fmt: skip
def test_unbalanced_blocks(page):
    """Bodies that do not."""
    assert {*codes(page)} == {"F0309"}
