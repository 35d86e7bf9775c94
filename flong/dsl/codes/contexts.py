"""F03xx: where a value may stand."""

from __future__ import annotations

from flong.dsl.codes.code import Code

CODES: dict[str, Code] = {
    "F0301": Code(
        "output in a name",
        """Outputs stand in text or in an attribute's value. In a tag's or an attribute's name a value could become a
tag of its own. Tags and comments are written in one piece: `{% if wide %}<td width="90">{% else %}<td>{% endif %}`
needs its `</td>` in each branch, so write `<td {% if wide %}width="90"{% endif %}>`.
""",
    ),
    "F0302": Code(
        "output in a comment",
        """HTML comments are dropped when the template is compiled, all but conditional ones. Use `{# … #}` for notes.
""",
    ),
    "F0303": Code(
        "script",
        """Mail programs remove scripts, and spam filters count them. Only `<script type="application/ld+json">` may
stand; its type is written out.
""",
    ),
    "F0304": Code(
        "event attribute",
        """`onclick` and all other `on…` attributes are scripts, which no mail program runs. Remove them.
""",
    ),
    "F0305": Code(
        "element or attribute that redirects",
        """`<base>` moves every link of a page, `<meta http-equiv=refresh>` the page itself, and `srcdoc` holds a whole
document. Write links out.
""",
    ),
    "F0306": Code(
        "output in an element of another language",
        """The content of `<svg> <math> <iframe> <xmp> <noembed> <noframes> <plaintext>` is read by other rules than
HTML, and differently by different programs; no escaping is safe in all of them. Use a picture, or plain HTML.
""",
    ),
    "F0307": Code(
        "branches end in different places",
        """What stands behind a block has to mean the same whichever branch was taken:
`title="a{% if x %}">{% endif %}` ends once in a value and once in text. Let all branches end in the same place. The
end of a quoted value, of an unquoted one and the place before an attribute's name count as one. In a style, branches
may end in different declarations if a `;` or the style's end follows. A loop's body ends where it began.
""",
    ),
    "F0309": Code(
        "unbalanced block",
        """A block's body closes the elements it opens, and no others: `{% if x %}<b>{{ x }}</b>{% endif %}`. The same
holds inside `<svg>` and `<math>`. Tags inside `<!--[if mso]>` comments are not counted.
""",
    ),
    "F0310": Code(
        "conditional comment",
        """`<!--[if …]>` ends with `<![endif]-->`, `<!--[if …]><!-->` with `<!--<![endif]-->`, in the block where it
began and in text. Nothing inside the first kind may read `-->`, for all programs but Outlook end it there: write
`&gt;`.
""",
    ),
    "F0311": Code(
        "output in scheme or host",
        """Scheme and host decide where a link leads. There only int, enum or url values may stand. Write the host out,
`https://shop.example/{{ id }}`, or make the whole link one value.
""",
    ),
    "F0312": Code(
        "unknown part of a URL",
        """The branches before an output end in different parts of the URL, so it is not known what to encode. End them
all in the path, or all in the query. Nor may too many branches, a loop or an escape of CSS decide what scheme a
URL has: write the scheme with its colon before them.
""",
    ),
    "F0313": Code(
        "refused scheme",
        """Links lead by `http https mailto tel sms cid`; pictures also come as `data:image/…`. Other schemes run code
or open files.
""",
    ),
    "F0314": Code(
        "unusual scheme",
        """Few mail programs open links with this scheme; many remove them. Prefer `https:`.
""",
    ),
    "F0315": Code(
        "output in a style",
        """In `style="…"` and `<style>` outputs stand in a declaration's value, in a quoted string or in `url(…)`; not
in selectors, property names, at-rules or comments. Function names are written out: none is made up by outputs,
by branches or with backslashes, as `url(…)` takes other values than the rest.
""",
    ),
    "F0316": Code(
        "output in srcset",
        """Each candidate of `srcset` takes one output, in its URL: `srcset="{{ small }} 1x, {{ large }} 2x"`.
""",
    ),
    "F0317": Code(
        "output in JSON text",
        """In `<script type="application/ld+json">` an output is a whole value, or part of a quoted string. It can't
follow a backslash or `<`; and `<!` is written `\\u003c!`, for it changes where the script ends. Brackets and quotes of
the text pair.
""",
    ),
    "F0318": Code(
        "unfinished document",
        """The document ends inside a tag, a comment or an element such as `<title>` that nothing closed.
""",
    ),
    "F0319": Code(
        "attribute that must be static",
        """Some attributes decide what their element is: `type` of `<script>` and `<object>`, `http-equiv` of `<meta>`,
`rel` of `<link>`. They can't depend on data.
""",
    ),
    "F0320": Code(
        "safe value in the wrong place",
        """An html value stands in the text of an HTML body; a css value in a style's value; an image in `src` or
`url(…)`; a url wherever text may stand, but in no style's value.
""",
    ),
    "F0321": Code(
        "not an address list",
        """`From Reply-To To Cc Bcc` hold addresses with commas between: `local@domain` or `Name <local@domain>`. A name
with `( ) [ ] : ; @ , \\` in it stands in quotes. Comments and groups are not accepted.
""",
    ),
    "F0322": Code(
        "more than one address",
        """One record is one letter: `To` and `From` hold exactly one address. Others may stand in `Cc` and `Bcc`.
""",
    ),
    "F0323": Code(
        "output in an address list",
        """An output stands before `<…>` (a name), in `<…>` (one address), or is the whole address. A list of
addresses can't come out of one value, for then a value could add recipients.
""",
    ),
    "F0324": Code(
        "included file ends elsewhere",
        """An included file is read in the context it starts in, and ends in it: what it opens of tags, attributes,
comments, styles and the like it closes, so that its includer means the same with and without it. Elements may stay
open: a header may begin the table that a footer ends.
""",
    ),
    "F0325": Code(
        "control character in a head field",
        """Control and bidirectional formatting characters in a head field could break the header, or show another text
or address than the one that is meant. They often come along unseen when text is copied.
""",
    ),
    "F0326": Code(
        "not an address to unsubscribe at",
        """`List-Unsubscribe` holds one URL that takes a POST of `List-Unsubscribe=One-Click` (RFC 8058). It begins with
`https:` and a host that is written out; values in its path and query are encoded. Angle brackets are added.

```
List-Unsubscribe: https://acme.example/leave?who={{ token }}
```
""",
    ),
    "F0621": Code(
        "value without its closing quote",
        """The quote that should end an attribute's value is missing, so the value goes on to the next quote,
over the end of its tag and whatever follows.

```
<a href="{{ link }}>Pay</a> <b class="due">      the quote behind }} is missing
```
""",
    ),
}
