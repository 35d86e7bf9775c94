"""Where a value may stand, decided when the template is compiled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "html",  # HTML text, also inside <title> and <textarea>
    "attribute",  # a quoted attribute value (the machine quotes unquoted ones)
    "url",  # a URL attribute's whole start: scheme-checked
    "url_part",  # path segment, query or fragment after a static prefix: all but unreserved encoded
    "url_authority",  # scheme or authority: only int, enum or url may stand
    "css_value",  # a declaration's value
    "css_string",  # inside a quoted CSS string
    "css_url",  # inside url(…)
    "json",  # <script type="application/ld+json">, outside a string: a JSON value
    "json_string",  # the same, inside quotes
    "header",  # an unstructured head field
    "address_name",  # before <…>: written as a quoted string
    "address",  # inside <…>: exactly one address
    "plain",  # plain text, SMS: as is, control characters removed
    "value",  # key, document, number of a phone, attachment name, password: as is, control characters reject
]


@dataclass(frozen=True, slots=True)
class Context:
    """`image` is true for URLs of pictures: a refused scheme becomes `about:invalid#flong`.
    `attribute` is true for CSS and JSON contexts inside an attribute, so HTML escaping follows."""

    kind: Kind
    image: bool = False
    attribute: bool = False
