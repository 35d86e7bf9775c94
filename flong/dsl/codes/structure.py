"""F0121-F0125 and F025x, F026x: components, and templates that extend others."""

from __future__ import annotations

from flong.dsl.codes.code import Code

CODES = {
    "F0121": Code(
        "definition inside a block",
        """`{% component %}` and `{% use %}` stand outside all other statements: they print nothing and hold for
the whole file. `{% block %}` can't stand in a component, which takes content by its slots.
""",
    ),
    "F0122": Code(
        "two blocks of one name",
        """The blocks of a file have different names: a template that extends it could not say which it replaces.
""",
    ),
    "F0123": Code(
        "not a name for a component",
        """A component is used like a statement, so it can't have the name of one (`if`, `else`, `data` …), nor one that
begins with `end`.
""",
    ),
    "F0124": Code(
        "slot outside a component",
        """`{% slot %}` says where a component puts the content it is given. It stands in `{% component %}` and has
no end tag.
""",
    ),
    "F0125": Code(
        "fill outside a component's use",
        """`{% fill name %}` stands directly in the use of a component.

```
{% card title="Hello" %}{% fill footer %}Bye{% endfill %}{% endcard %}
```
""",
    ),
    "F0250": Code(
        "two components of one name",
        """A file sees its own components and those of the files it uses; each name stands for one of them.
""",
    ),
    "F0251": Code(
        "more than components in a used file",
        """A file named by `{% use %}` holds only `component` and `use`, blanks and comments. Anything else in it would
never be printed. To put the content of a file in, write `include`.
""",
    ),
    "F0252": Code(
        "end tag and slots don't fit",
        """A component with a slot takes content and is closed by its end tag, `{% card %}…{% endcard %}`. One without
takes none and is a single tag, `{% rule %}`.
""",
    ),
    "F0253": Code(
        "argument missing or of another type",
        """Each parameter of a component gets a value of its declared type, unless it has a default or is optional. A
default is made of literals: it sees no names.

```
{% component card(title: text, tone: enum("info", "warn") = "info", note: text?) %}
{% card title="Hello", tone="warn" %}
```
""",
    ),
    "F0254": Code(
        "unknown parameter",
        """The component has no parameter of this name.
""",
    ),
    "F0255": Code(
        "unknown slot",
        """`{% fill name %}` names a slot of the component. Content outside of fills goes to the slot without a name,
`{% slot %}`.
""",
    ),
    "F0256": Code(
        "component uses itself",
        """A component can't use itself, nor by way of another one: it would never end.
""",
    ),
    "F0260": Code(
        "content outside blocks",
        """A template with `Extends` prints its base, in which it replaces blocks. Outside of its own blocks only `let`,
`component`, `use`, data, blanks and comments stand.
""",
    ),
    "F0261": Code(
        "unknown block",
        """The base has no block of this name; or it has one in another block that is replaced without `{{ super() }}`,
so that it would never be printed.
""",
    ),
    "F0262": Code(
        "base of another kind",
        """A template and its base are both `.html` or both `.txt`.
""",
    ),
    "F0263": Code(
        "block in the wrong place",
        """`{% block %}` stands in a template or in its base, not in an included file. A block that replaces one of
the base stands outside all other blocks; inside another one stand only new blocks.
""",
    ),
    "F0264": Code(
        "super in the wrong place",
        """`{{ super() }}` prints, in a block, what the base has there. It stands alone in its output, in a block that
replaces another.
""",
    ),
}
