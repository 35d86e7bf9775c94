"""Links. Whatever makes a `url` checks its scheme."""

from flong.runtime.catalog.declared import Declared

LINKS = (
    Declared(
        "url(s: text) -> url",
        "links.url",
        None,
        "A link target whose scheme is http, https, mailto, tel, sms or cid; another one rejects.",
    ),
    Declared(
        "urlencode(s: text) -> text",
        "links.urlencode",
        None,
        "Percent-encoded but for unreserved characters.",
        ('"a b/ä" | urlencode', "a%20b%2F%C3%A4"),
    ),
    Declared(
        "with_query(u: url, name: text, value: text) -> url",
        "links.with_query",
        None,
        "With one more query parameter, before the fragment.",
        ('url("https://a.example/#f") | with_query("id", "7")', "https://a.example/?id=7#f"),
    ),
    Declared(
        "with_query(u: text, name: text, value: text) -> url",
        "links.with_query_text",
        None,
        "A checked link target with one more query parameter.",
    ),
    Declared(
        'mailto(address: text, subject: text = "", body: text = "") -> url',
        "links.mailto",
        None,
        "A mailto link (RFC 6068).",
        ('mailto("a@b.example", "Hi you")', "mailto:a@b.example?subject=Hi%20you"),
    ),
    Declared(
        "tel(number: text) -> url",
        "links.tel",
        None,
        "A tel link; only digits, the leading + and an extension behind # are kept.",
        ('tel("+886 2 2345-6789")', "tel:+886223456789"),
    ),
    Declared('sms(number: text, body: text = "") -> url', "links.sms", None, "An sms link (RFC 5724)."),
)
