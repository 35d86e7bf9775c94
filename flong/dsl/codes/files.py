"""F024x: included files."""

from __future__ import annotations

from flong.dsl.codes.code import Code

CODES = {
    "F0240": Code(
        "file not found",
        """Names of files are relative to the file that names them, and stay inside the template's folder.
""",
    ),
    "F0241": Code(
        "file includes or extends itself",
        """A file can't include or extend itself, nor by way of another one: it would never end.
""",
    ),
    "F0242": Code(
        "included file lacks a value",
        """A file with a `{% data %}` block of its own sees only the fields it declares. Each comes from `with`,
otherwise from the caller's name, and must have the declared type.

```
{% include "card.html" with title=customer.name %}
```
""",
    ),
    "F0243": Code(
        "name not declared by the included file",
        """`with` gives a name that the data block of the included file does not declare.
""",
    ),
    "F0244": Code(
        "head in an included file",
        """Only the message, and a base that it names in `Extends`, has a head; a file that is included has none, and
one that is named in `use` holds nothing but components. If the first line of the included file is text that looks
like a field, begin the file with an empty line.
""",
    ),
    "F0245": Code(
        "too many includes and components",
        """A message is made of at most 1,000 included files and components, counted each time they stand somewhere. A
slot that stands in a component more than once counts as well, and so does `{{ super() }}`.
""",
    ),
    "F0246": Code(
        "picture whose file is not known",
        """A mail has no folder. A picture whose relative `src` is written out, such as `logo.png`, also as
`{% if a %}x.png{% else %}y.png{% endif %}`, is read beside the template when that is compiled, and travels in the
mail. What depends on a record can't: begin with `https:`, or say in `Assets:` where the pictures lie. An address stands
in quotes, begins and ends in one block, and has at most 64 alternatives.
""",
    ),
}
