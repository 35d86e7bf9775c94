"""F027x: groups, variants, and what one part alone has."""

from __future__ import annotations

from flong.dsl.codes.code import Code

CODES = {
    "F0270": Code(
        "not a key of groups",
        """Items are grouped by values that can be equal: texts, enums, whole numbers, decimals, bools, dates, times,
datetimes and durations. Group by one field of a record, and give what may be missing a default.

```
{% group l in lines by l.kind %}    {% group l in lines by l.note ?? "none" %}
```
""",
    ),
    "F0271": Code(
        "variant without a key",
        """A variant is chosen by the recipient's key, so that one recipient always gets the same arm. Add a `Key:`
to the head, such as `Key: {{ customer.id }}`.
""",
    ),
    "F0272": Code(
        "not the arms of a variant",
        """An arm has a name, once, and a weight: a whole number from 0 to 1,000,000 without a percent sign. One weight
at least is above 0.

```
{% variant "hero" %}{% when "a" 70 %}…{% when "b" 30 %}…{% endvariant %}
{{ variant("subject", a=70, b=30) }}
```
""",
    ),
    "F0273": Code(
        "variants disagree",
        """A variant has the same arms with the same weights in the same order wherever it stands in a message, in
included files too: so its subject and its body show the same arm. Give another variant another name.
""",
    ),
    "F0274": Code(
        "only inside a tag",
        """`{% only html %}` and `{% only text %}` stand in the text of a page, around whole elements: not in
attributes, titles, styles or scripts, of which the other part has nothing.
""",
    ),
    "F0275": Code(
        "types of lets too entangled",
        """The type of a `let` is the join of everything it is set to. Where lets are set to expressions of
lets that are set further down, types travel one step in each round of checking, and after 24 rounds that ends.
Write the first value in the type it is to have, such as `1.0`; a `set` to another `let` as it is needs no round.
""",
    ),
}
