"""F01xx: the text can't be read as a template."""

from __future__ import annotations

from flong.dsl.codes.code import Code

CODES = {
    "F0101": Code(
        "unexpected word or sign",
        """An expression stops making sense at the marked spot.

```
{{ price * }}        nothing stands after the operator
{{ a && b }}         write `a and b`
{{ x = 1 }}          compare with `==`; assign with {% let x = 1 %}
{{ name.upper() }}   write `name | upper` or `upper(name)`
```
""",
    ),
    "F0102": Code(
        "empty tag",
        """`{{ }}` prints nothing and `{% %}` says nothing. Write an expression or a statement, or remove the tag.
To print braces write `{{ "{{" }}`.
""",
    ),
    "F0103": Code(
        "tag not closed",
        """A `{{` needs its `}}`, a `{%` its `%}`, a `{#` its `#}`. A tag ends at the latest where another begins.
Closing signs inside quotes do not count. To print an opening sign write `{{ "{{" }}`.
""",
    ),
    "F0104": Code(
        "text not closed",
        """A text in quotes ends on the line it begins. Write the closing quote, or `\\n` for a line break, or `\\"` for
the quote itself. A name in backticks ends on its line too.
""",
    ),
    "F0105": Code(
        "unknown statement",
        """The word after `{%` is none of the statements: `if elif else endif for endfor let set match when endmatch
group endgroup variant endvariant only endonly include reject skip raw data component slot fill use block`, and no
component that the file sees.
""",
    ),
    "F0106": Code(
        "block not closed",
        """Every `{% if %}` needs its `{% endif %}`, every `{% for %}` its `{% endfor %}`, every `{% match %}` its
`{% endmatch %}`, and likewise every other statement that has one.
""",
    ),
    "F0107": Code(
        "wrong end tag",
        """An end tag closes the block opened last. Either the block was never opened, or another one is still open.

```
{% for l in lines %}{% if l.new %}*{% endfor %}    {% endif %} is missing
```
""",
    ),
    "F0108": Code(
        "statement not complete",
        """The statement lacks a part or has one too many. The forms are

```
{% if c %} {% elif c %} {% else %} {% endif %}
{% for x in xs %} {% for x in xs if c %} {% else %} {% endfor %}
{% group x in xs by key %} {% group x in xs if c by key %} {% endgroup %}
{% let n = e %} {% set n = e %}
{% match x %} {% when "a", "b" %} {% else %} {% endmatch %}
{% variant "name" %} {% when "a" 70 %} {% when "b" 30 %} {% endvariant %}
{% only html %} {% endonly %} {% only text %} {% endonly %}
{% include "part.html" with a=1, b=2 %}
{% reject "why" %} {% skip "why" %}
{% component card(title: text, tone: text = "info") %} {% slot %} {% slot footer %} {% endcomponent %}
{% card title="x", tone="y" %} {% fill footer %} {% endfill %} {% endcard %}
{% use "cards.html" %} {% block main %} {% endblock %}
```
""",
    ),
    "F0109": Code(
        "comparisons in a chain",
        """`a < b < c` has no meaning here. Write `a < b and b < c`, or put one comparison in parentheses.
""",
    ),
    "F0110": Code(
        "filter on a default",
        """`x ?? "a" | f` would filter only `"a"`. Write `(x ?? "a") | f` to filter either, or `x ?? ("a" | f)`.
""",
    ),
    "F0111": Code(
        "unknown escape",
        """In a text a backslash stands only in `\\n`, `\\t`, `\\\\`, `\\"`, `\\'` and `\\u{…}` with one to six hex
digits of a character (not a surrogate).
""",
    ),
    "F0112": Code(
        "nested too deeply, or too long",
        """Statements nest at most 64 deep, counting the files, components and blocks around them, expressions at most
200; a chain such as `a ~ b ~ c` is one deeper with each operator. One tag holds at most 65,536 characters. Give a
part a name with `{% let %}`.
""",
    ),
    "F0113": Code(
        "number too large",
        """Whole numbers reach from -9223372036854775807 to 9223372036854775807; numbers with a point have at most 34
digits.
""",
    ),
    "F0114": Code(
        "branch without its statement",
        """`{% elif %}` and `{% else %}` belong to the `{% if %}` (`else` also to `for` and `match`), `{% when %}` to
the `{% match %}` or `{% variant %}` in which it stands directly. Nothing may follow an `else` branch but the end tag.
""",
    ),
    "F0115": Code(
        "content before the first `when`",
        """Between `{% match %}` or `{% variant %}` and its first `{% when %}` only blanks and comments may stand:
anything else would never be printed.
""",
    ),
    "F0116": Code(
        "match without a branch",
        """A `{% match %}`, and a `{% variant %}`, needs at least one `{% when %}`.
""",
    ),
    "F0117": Code(
        "not a literal",
        """`{% when %}` compares with texts, whole numbers, `true` and `false` as they are written, and the name of an
included file or a variant is a text in quotes: they are settled when the template is compiled.
""",
    ),
    "F0118": Code(
        "not a name",
        """A name is a Unicode identifier that is no keyword. Other names are written in backticks:
`` `Customer Name` ``.
""",
    ),
    "F0119": Code(
        "generator in the wrong place",
        """`x for x in xs` stands alone in the parentheses of a function, or first among its arguments:
`sum(l.amount for l in lines if l.kind == "fee")`.
""",
    ),
    "F0130": Code(
        "only without a part",
        """`{% only html %}` and `{% only text %}` name the part their content belongs to.
""",
    ),
    "F0120": Code(
        "not Unicode text",
        """The file holds a byte that is not UTF-8, or a lone surrogate (half of a character, which no encoding can
write). Save it as UTF-8 again.
""",
    ),
    "F0129": Code(
        "too many mistakes",
        """After a thousand mistakes the rest of a file is not read, and of a template no more are told. Mend the
first ones; or is the file a template at all?
""",
    ),
}
