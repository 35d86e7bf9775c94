"""F023x: functions."""

from __future__ import annotations

from flong.dsl.codes.code import Code

CODES = {
    "F0230": Code(
        "unknown function",
        """There is no function of this name. `x | f(a)` and `f(x, a)` are the same call.
""",
    ),
    "F0231": Code(
        "number of arguments",
        """The call lacks an argument, has one too many, or gives one twice.
""",
    ),
    "F0232": Code(
        "unknown parameter",
        """The function has no parameter of this name.
""",
    ),
    "F0233": Code(
        "argument of the wrong type",
        """The argument does not fit the parameter. An int stands for a decimal and an enum for a text; nothing
else is converted silently.
""",
    ),
    "F0234": Code(
        "argument must be written out",
        """Patterns, currencies and the like are settled when the template is compiled, so they are literals.
""",
    ),
    "F0235": Code(
        "argument not accepted",
        """The function does not accept this constant: an unknown pattern letter, currency, zone or style.
""",
    ),
    "F0236": Code(
        "generator in the wrong place",
        """`x for x in xs` stands as the first argument of `sum avg min max count any all first last join`. Elsewhere
use `xs | map(it.x)`.
""",
    ),
}
