"""F04xx: the head, the data block, the schema."""

from __future__ import annotations

from flong.dsl.codes.code import Code

CODES = {
    "F0401": Code(
        "unknown head field",
        """The head knows `Key Document Subject Preheader From Reply-To To Cc Bcc Sms-To List-Unsubscribe Data Locale
Currency Timezone Text Sms Extends Assets Attach` and fields that begin with `X-`. A file without head whose first line
looks like a field begins with an empty line.
""",
    ),
    "F0402": Code(
        "head field twice",
        """Each head field but `Attach` stands once.
""",
    ),
    "F0403": Code(
        "statement in the head",
        """The head has values, `{{ … }}`, but no statements. Write a condition as `{{ a if c else b }}`.
""",
    ),
    "F0404": Code(
        "constant field with a value from data",
        """`Data`, `Timezone`, `Text`, `Sms`, `Extends`, `Assets` and `Currency` are settled when the template is
compiled; they can't hold `{{ … }}`.
""",
    ),
    "F0405": Code(
        "not a head field",
        """The head is lines of the form `Name: value`; a line that begins with a space continues the one before. A
blank line ends the head; most often it is missing before `<!doctype html>`.
""",
    ),
    "F0406": Code(
        "head field without a value",
        """A head field has a value; leave the line out otherwise.
""",
    ),
    "F0407": Code(
        "attachment not understood",
        """The form is `Attach: "file" [as EXPR] [if EXPR] [password EXPR]`, with the clauses in this order. A
conditional in a clause stands in parentheses: `as ("a.pdf" if x else "b.pdf")`.
""",
    ),
    "F0410": Code(
        "data declaration not understood",
        """A data block has one declaration on a line, `name: type` or `name = expression`; brackets may span lines.

```
{% data %}
customer: { id: text, birthday: date?, tier: enum("gold", "basic") }
lines: [{ on: date, amount: decimal(12, 2) }]
total = sum(l.amount for l in lines)      # a comment
{% enddata %}
```
""",
    ),
    "F0411": Code(
        "unknown type",
        """The types are `text int decimal decimal(p, s) float bool date time datetime duration enum("a", "b") html url
css image`, lists `[T]`, records `{name: T}` and optionals `T?`.
""",
    ),
    "F0412": Code(
        "declared twice",
        """A record has each field once, and a data block each name once.
""",
    ),
    "F0413": Code(
        "data block in the wrong place",
        """A file has at most one `{% data %}` block, outside all other statements.
""",
    ),
    "F0414": Code(
        "enum values",
        """`enum(…)` lists at least one text, each once.
""",
    ),
    "F0415": Code(
        "decimal parameters",
        """`decimal(p, s)` has p digits, 1 to 34, of which s, 0 to p, stand after the point.
""",
    ),
    "F0420": Code(
        "schema is not JSON",
        """The file named by `Data:` is one JSON object, a JSON Schema of type `object`, nested at most 64 deep.
""",
    ),
    "F0421": Code(
        "schema keyword not supported",
        """flong maps these keywords: `type properties required items additionalProperties (a schema) enum const format
multipleOf $ref $defs definitions oneOf anyOf (only with null) nullable minimum maximum exclusiveMinimum
exclusiveMaximum minLength maxLength minItems maxItems pattern`, and ignores `title description $schema $id
$comment examples default deprecated readOnly writeOnly` (`$id` at the root). Anything else would be silently
unenforced, so it is an error.
""",
    ),
    "F0422": Code(
        "schema reference",
        """`$ref` points into the same file (`#/$defs/name`), to something that exists and does not contain itself.
""",
    ),
    "F0423": Code(
        "schema value",
        """The value of a schema keyword has the wrong form.

A `pattern` is a regular expression of RE2, which takes time linear in the text; it has neither look-around nor
back-references. A bound with a fraction has at most 15 digits.
""",
    ),
}
