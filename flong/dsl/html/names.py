"""The tables of HTML: which elements and attributes are what, in lower case."""

from __future__ import annotations

import string


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOID = _words("area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr")
RCDATA = frozenset({"title", "textarea"})
RAWTEXT = frozenset({"style", "xmp", "iframe", "noembed", "noframes"})
FOREIGN = frozenset({"svg", "math"})
CLOSED = FOREIGN | {"iframe", "xmp", "noembed", "noframes", "plaintext"}
"""Elements that take no output, neither in their attributes nor in their content."""

INTEGRATION = _words("foreignobject desc title mi mo mn ms mtext annotation-xml")
"""Elements of SVG and MathML whose content is HTML again."""
BREAKOUT = _words(
    "b big blockquote body br center code dd div dl dt em embed font h1 h2 h3 h4 h5 h6 head hr i img li listing menu "
    "meta nobr ol p pre ruby s small span strike strong sub sup table tt u ul var"
)
"""Elements that end an SVG or MathML they stand in."""

URL_ATTRIBUTES = _words(
    "action background cite classid codebase dynsrc formaction href icon longdesc lowsrc manifest ping poster "
    "profile src usemap xlink:href"
)
PICTURE_ATTRIBUTES = frozenset({"background", "dynsrc", "lowsrc", "poster"})
PICTURE_ELEMENTS = frozenset({"img", "image", "input", "source", "v:fill", "v:imagedata", "v:image", "v:stroke"})
SRCSET_ATTRIBUTES = frozenset({"srcset", "imagesrcset"})
STATIC_ATTRIBUTES = frozenset({("script", "type"), ("meta", "http-equiv"), ("link", "rel"), ("object", "type")})
"""Attributes that decide what their element is, so they can't depend on data."""

SCHEMES = frozenset({"http", "https", "mailto", "tel", "sms", "cid"})
ACTIVE_SCHEMES = _words(
    "about blob data feed file filesystem javascript jar livescript mhtml mocha ms-its vbscript view-source"
)

_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


def lower(name: str) -> str:
    """`name` with ASCII letters lowered, as HTML does it: U+212A stays itself, it is no `k`."""
    return name.translate(_LOWER)


def is_url(element: str, attribute: str) -> bool:
    return attribute in URL_ATTRIBUTES or (element, attribute) == ("object", "data")


def is_picture(element: str, attribute: str) -> bool:
    """Whether the URL in this attribute is one of a picture."""
    return attribute in PICTURE_ATTRIBUTES or (attribute == "src" and element in PICTURE_ELEMENTS)
