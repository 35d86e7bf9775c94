"""F05xx: parts of the language that this version does not have yet."""

from __future__ import annotations

from flong.dsl.codes.code import Code

CODES = {
    "F0501": Code(
        "statement not available yet",
        """The statement belongs to the language but this version does not have it yet.
""",
    ),
    "F0505": Code(
        "encrypted page not available yet",
        """An attached template whose name ends in `.html` and that has a password belongs to the language, as a page
that opens in any browser, but this version does not have it yet. Let the name end in `.pdf`. Where the name is data,
records whose name ends otherwise are rejected.
""",
    ),
    "F0506": Code(
        "function not available yet",
        """The function belongs to the language but this version does not have it yet.
""",
    ),
}
