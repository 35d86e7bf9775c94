"""F027x: groups and variants."""

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
}
