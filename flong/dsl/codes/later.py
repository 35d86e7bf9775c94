"""F05xx: parts of the language that this version does not have yet."""

from __future__ import annotations

from flong.dsl.codes.code import Code

CODES = {
    "F0501": Code(
        "statement not available yet",
        """The statement belongs to the language but this version does not have it yet.
""",
    ),
    "F0506": Code(
        "function not available yet",
        """The function belongs to the language but this version does not have it yet.
""",
    ),
}
