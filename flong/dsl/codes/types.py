"""F021x and F022x: types."""

from __future__ import annotations

from flong.dsl.codes.code import Code

CODES = {
    "F0210": Code(
        "operator does not fit",
        """Arithmetic takes numbers, and dates with durations and periods. Texts are joined with `~`.

```
{{ price * 2 }}    {{ first ~ " " ~ last }}    {{ day + 5 days }}    {{ add(day, n, "days") }}
```
""",
    ),
    "F0211": Code(
        "may be missing",
        """A value of type `T?` may be missing, so operators, functions and fields refuse it. Give a default, or
test it:

```
{{ customer.phone ?? "-" }}
{% if customer.phone is present %}{{ customer.phone }}{% endif %}
{{ address?.city ?? "" }}
```
""",
    ),
    "F0212": Code(
        "not a condition",
        """A condition is a bool; nothing else counts as true or false. Write `x is not blank` for a text or a list,
`x is present` for an optional, `x != 0` for a number.
""",
    ),
    "F0213": Code(
        "can't be compared",
        """Both sides of a comparison have one type, or are int and decimal. A date is not compared with a datetime, a
float only with a float. `bool` and enums know `==` and `!=` but have no order; records and lists have neither.
""",
    ),
    "F0214": Code(
        "not a value of the enum",
        """An enum is compared with the values that its declaration lists; any other would never be equal.
""",
    ),
    "F0215": Code(
        "match not complete",
        """A `match` over an enum has a branch for each of its values, or an `{% else %}`: so a value added later
can't be forgotten.
""",
    ),
    "F0216": Code(
        "value matched twice",
        """Each value stands in one branch of a `match`, each arm once in a variant; a second one would never be
reached.
""",
    ),
    "F0217": Code(
        "type can't be matched",
        """`match` goes over an enum, text, int or bool. Use `{% if %}` for other types.
""",
    ),
    "F0218": Code(
        "can't be printed",
        """`{{ }}` prints text, enums, whole numbers, decimals, dates and safe values as they are; `~` joins the
same but safe values. Other types need a format.

```
{{ date(when, "yyyy-MM-dd HH:mm") }}   {{ "yes" if paid else "no" }}   {{ names | join(", ") }}
```
""",
    ),
    "F0219": Code(
        "no common type",
        """The arms of a conditional, a value and its default, the items of a list, and all values of a `let` need
a type in common: int and decimal have decimal, an enum and a text have text.
""",
    ),
    "F0220": Code(
        "not a list",
        """Loops, aggregates, positions `[i]` and `in` go over lists.
""",
    ),
    "F0222": Code(
        "always fails",
        """The expression is constant and has no value (division by zero, a number or date out of range), so every
record would be rejected.
""",
    ),
    "F0223": Code(
        "exponent not allowed",
        """The exponent of `**` is a whole number from -64 to 64, written out.
""",
    ),
    "F0224": Code(
        "never a value",
        """The value is always none, or the list always empty: nothing could be done with it.
""",
    ),
    "F0225": Code(
        "not a date",
        """`date("2026-11-21")` is a day of the calendar, written out; `date(d, pattern)` formats a date; other
text is read by `parse_date` with a pattern.
""",
    ),
}
