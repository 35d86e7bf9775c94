"""Texts: case, trimming, cutting, padding, searching. Everything counts what readers call characters."""

from flong.runtime.catalog.declared import Declared

TEXT = (
    Declared(
        "upper(s: text) -> text",
        "casing.upper",
        None,
        "Upper case, by full Unicode rules.",
        ('"straße" | upper', "STRASSE"),
    ),
    Declared(
        "lower(s: text) -> text", "casing.lower", None, "Lower case, by full Unicode rules.", ('"ÀB" | lower', "àb")
    ),
    Declared(
        "capitalize(s: text) -> text",
        "casing.capitalize",
        None,
        "The first character in title case, the rest in lower case.",
        ('"hello WORLD" | capitalize', "Hello world"),
    ),
    Declared(
        "title(s: text) -> text",
        "casing.title",
        None,
        "Every word with a capital; an apostrophe does not start a word.",
        ('"it\'s your bill" | title', "It's Your Bill"),
    ),
    Declared(
        "trim(s: text) -> text",
        "text.trim",
        None,
        "Without white space at both ends, the ideographic space included.",
        ('"  x " | trim', "x"),
    ),
    Declared(
        "squeeze(s: text) -> text",
        "text.squeeze",
        None,
        "Trimmed, and every run of white space as one space.",
        ('"a \\n b" | squeeze', "a b"),
    ),
    Declared(
        "replace(s: text, old: text, new: text) -> text",
        "text.replace",
        None,
        "Every `old` replaced by `new`; an empty `old` changes nothing.",
        ('"a-b-c" | replace("-", "/")', "a/b/c"),
    ),
    Declared(
        'truncate(s: text, length: int, mark: text = "…") -> text',
        "text.truncate",
        None,
        "At most `length` characters, the mark included.",
        ('"對帳單通知" | truncate(4)', "對帳單…"),
    ),
    Declared(
        'pad_left(s: text, width: int, fill: text = " ") -> text',
        "text.pad_left",
        None,
        "Filled at the left to `width` characters.",
        ('"42" | pad_left(5, "0")', "00042"),
    ),
    Declared(
        'pad_right(s: text, width: int, fill: text = " ") -> text',
        "text.pad_right",
        None,
        "Filled at the right to `width` characters.",
        ('"42" | pad_right(5, ".")', "42..."),
    ),
    Declared(
        "slice(s: text, start: int) -> text",
        "text.slice_from",
        None,
        "From character `start` (negative: from the end) on.",
        ('"A123456789" | slice(-4)', "6789"),
    ),
    Declared(
        "slice(s: text, start: int, stop: int) -> text",
        "text.slice_range",
        None,
        "From character `start` up to, not including, `stop`; clamps.",
        ('"A123456789" | slice(0, 3)', "A12"),
    ),
    Declared(
        "reverse(s: text) -> text", "text.reverse", None, "The characters in reverse order.", ('"abc" | reverse', "cba")
    ),
    Declared(
        "repeat(s: text, times: int) -> text",
        "text.repeat",
        None,
        "`s`, `times` times; at most 1 MB.",
        ('"=" | repeat(5)', "====="),
    ),
    Declared(
        "split(s: text, by: text) -> [text]",
        "text.split",
        None,
        "The pieces between each `by`; an empty `by` gives one piece.",
    ),
    Declared("length(s: text) -> int", "text.length", None, "The number of characters.", ('"歐陽娜娜" | length', "4")),
    Declared(
        "width(s: text) -> int",
        "text.width",
        None,
        "Columns in a fixed-width font: East Asian wide characters take two.",
        ('"NT$元" | width', "5"),
    ),
    Declared("contains(s: text, part: text) -> bool", "text.contains", None, "True when `part` stands in `s`."),
    Declared(
        "starts_with(s: text, prefix: text) -> bool", "text.starts_with", None, "True when `s` begins with `prefix`."
    ),
    Declared("ends_with(s: text, suffix: text) -> bool", "text.ends_with", None, "True when `s` ends with `suffix`."),
    Declared(
        "fullwidth(s: text) -> text", "text.fullwidth", None, "ASCII as full-width forms.", ('"A1" | fullwidth', "Ａ１")
    ),
    Declared(
        "halfwidth(s: text) -> text",
        "text.halfwidth",
        None,
        "Full-width ASCII forms as plain ASCII.",
        ('"Ａ１" | halfwidth', "A1"),
    ),
    Declared(
        "nl2br(s: text) -> html",
        "output.nl2br",
        None,
        "HTML with the text escaped and line ends as `<br>`.",
        ('"a\\n<b" | nl2br', "a<br>\n&lt;b"),
    ),
)
