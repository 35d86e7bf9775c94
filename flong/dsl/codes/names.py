"""F020x: names."""

from __future__ import annotations

from flong.dsl.codes.code import Code

CODES = {
    "F0201": Code(
        "unknown name",
        """A name is a variable of the template (`let`, the variable of a `for`), a field of the data, a computed
field, or `now` or `today`. A function is called with parentheses or after `|`.
""",
    ),
    "F0202": Code(
        "data not declared",
        """The template uses data, but nothing declares it. Declare it in the template, or name a JSON Schema in the
head with `Data: schema.json`. `flong infer` drafts a declaration from a file of records. The columns of a Parquet file
or of a query declare themselves when the template is rendered, sent or checked with them; CSV and JSON have no types.

```
{% data %}
customer: { name: text, birthday: date? }
{% enddata %}
```
""",
    ),
    "F0203": Code(
        "unknown field",
        """A record has only the fields that its declaration lists. Other types have no fields: loop over a list,
or take one item with `first(…)` or `[0]`.
""",
    ),
    "F0204": Code(
        "declared twice",
        """A scope has each name once. `{% set %}` gives a declared name another value.

```
{% let n = 1 %}{% set n = 2 %}
```
""",
    ),
    "F0205": Code(
        "can't be set",
        """`{% set %}` changes what `{% let %}` declared in this block or one around it. Data, computed fields and the
variables of loops are fixed. In an included file it reaches only what that file declared.
""",
    ),
    "F0206": Code(
        "computed from itself",
        """A computed field may use other computed fields, in any order, but not itself, nor by way of another one.
A variant is chosen by the key: neither `Key` nor the locale that it is written in can depend on one.
""",
    ),
    "F0207": Code(
        "loop or group where there is none",
        """Inside a `for` or `group`, `loop` has the fields `index index0 first last length previous next`; it is no
value itself, and outside a loop it does not exist. `group`, with the fields `key` and `items`, exists inside a `group`.
""",
    ),
}
