"""The elements of MJML 4, by what may stand in them (https://documentation.mjml.io)."""

from __future__ import annotations

CONTENT = frozenset(
    (
        "mj-accordion-text", "mj-accordion-title", "mj-button", "mj-navbar-link", "mj-preview", "mj-raw",
        "mj-social-element", "mj-style", "mj-table", "mj-text", "mj-title",
    )
)  # fmt: skip
"""Their content is text or HTML."""

OPEN = frozenset(("mj-body", "mj-column", "mj-group", "mj-head", "mj-hero", "mj-section", "mj-wrapper"))
"""Between their elements `mj-raw` may stand, and so outputs and statements."""

CLOSED = frozenset(
    (
        "mj-accordion", "mj-accordion-element", "mj-attributes", "mj-carousel", "mj-html-attributes", "mj-navbar",
        "mj-selector", "mj-social", "mjml",
    )
)  # fmt: skip
"""Only certain elements stand in them."""

EMPTY = frozenset(
    (
        "mj-all", "mj-breakpoint", "mj-carousel-image", "mj-class", "mj-divider", "mj-font", "mj-html-attribute",
        "mj-image", "mj-spacer",
    )
)  # fmt: skip

KNOWN = CONTENT | OPEN | CLOSED | EMPTY
