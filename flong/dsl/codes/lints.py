"""F06xx: what is allowed and yet unwise in a mail."""

from __future__ import annotations

from flong.dsl.codes.code import Code

CODES: dict[str, Code] = {
    "F0601": Code(
        "picture without a description",
        """Many mail programs hide pictures until they are asked for, and show what stands in `alt` instead; screen
readers read it aloud. A picture that only decorates has an empty one, `alt=""`; without the attribute its file's
name is read.
""",
    ),
    "F0602": Code(
        "link without https",
        """What is asked for over `http:` can be read and changed on its way, and so can what a reader types in there;
some programs warn before they follow such a link. Write `https:`.
""",
    ),
    "F0603": Code(
        "long subject",
        """What is written out in the subject takes more than 70 columns (a Chinese, Japanese or Korean character takes
two), and values from data come on top. Lists of mails show about so much on a screen, and half of it on a telephone.
Say what matters first, and leave the rest to `Preheader:`.
""",
    ),
    "F0604": Code(
        "no preheader",
        """Behind the subject, lists of mails show the text that a mail begins with: the preheader. Without
`Preheader:` that is whatever comes first in the body, often a link to a web page.
""",
    ),
    "F0605": Code(
        "mail larger than Gmail shows",
        """Gmail cuts the HTML of a mail off after 102 KB and puts a link to the rest in its place. The size counts what
is certain to be written: of branches the smallest, of values and of loops that may be empty nothing; comments are
dropped beforehand. Repeated styles are most of it, as a rule: move them to a `<style>`.
""",
    ),
    "F0606": Code(
        "head field in the body",
        """The head stands in the first lines of a file, and a blank line ends it. A field behind `{% data %}` is text
of the body and would be printed. Move the fields to the beginning.
""",
    ),
    "F0607": Code(
        "password for everybody",
        """A password that is written out is the same for all recipients, and stands in the template. Make it of what
only the recipient and you know: `password id_no ~ date(birthday, "MMdd")`.
""",
    ),
    "F0610": Code(
        "hidden data field",
        """A `let` or a loop's variable has the name of a data field, which can't be reached while it stands.
""",
    ),
    "F0611": Code(
        "default never used",
        """The value before `??` is never missing. If an empty text is meant: `{{ "-" if x is blank else x }}`.
""",
    ),
    "F0612": Code(
        "else never used",
        """The `match` has a branch for every value. Without its `else` a value added later would be an error,
which is safer.
""",
    ),
    "F0620": Code(
        "trusted text",
        """`safe_html` prints a text as HTML without escaping it: whoever writes that text can write anything into the
mail. `flong check --strict` lists every use of it, so that it can be seen who does.
""",
    ),
}
