"""Other forms of output."""

from flong.runtime.catalog.declared import Declared
from flong.runtime.resolve.plurals import plural

OUTPUT = (
    Declared(
        "safe_html(x: text) -> html",
        "output.safe_html",
        None,
        "Trusts a text as HTML: the only way to do so, and listed by flong check --strict.",
    ),
    Declared(
        "strip_tags(x: html) -> text",
        "output.strip_tags",
        None,
        "HTML as text: without tags, comments, scripts and styles; blocks and `<br>` begin lines.",
        ('nl2br("a\\n<b") | strip_tags', "a\n<b"),
    ),
    Declared(
        "strip_tags(s: text) -> text",
        "output.strip_tags",
        None,
        "The same of a text that holds HTML.",
        ('"<p>a &amp; b</p>" | strip_tags', "a & b"),
    ),
    Declared("json(x: text) -> text", "output.json_text", None, "A JSON string.", ('json("a\\"b")', '"a\\"b"')),
    Declared("json(x: decimal) -> text", "output.json_decimal", None, "A JSON number with all its digits."),
    Declared("json(x: bool) -> text", "output.json_bool", None, "true or false."),
    Declared(
        "base64(s: text) -> text", "output.base64", None, "Base64 of the UTF-8 bytes.", ('"abc" | base64', "YWJj")
    ),
    Declared("hex(s: text) -> text", "output.hex", None, "The UTF-8 bytes in hex.", ('"abc" | hex', "616263")),
    Declared(
        "plural(n: int, one: text, other: text) -> text",
        "output.plural",
        plural,
        "The form CLDR asks for with `n`; without a singular in the language, `other`.",
        ('plural(2, one="day", other="days")', "days"),
    ),
)
