"""F06xx: what is allowed and yet unwise in a mail."""

from __future__ import annotations

from flong.dsl.codes.code import Code

CODES: dict[str, Code] = {
    "F0610": Code(
        "hidden data field",
        """A `let` or a loop's variable has the name of a data field, which can't be reached while it stands.
""",
    ),
    "F0611": Code(
        "default never used",
        """The value before `??` is never missing. If an empty text is meant: `{{ "-" if x is blank else x }}`.
""",
    ),
    "F0612": Code(
        "else never used",
        """The `match` has a branch for every value. Without its `else` a value added later would be an error,
which is safer.
""",
    ),
}
