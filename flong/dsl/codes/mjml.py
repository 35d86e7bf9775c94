"""F034x: MJML templates."""

from __future__ import annotations

from flong.dsl.codes.code import Code

CODES = {
    "F0340": Code(
        "MJML not understood",
        """A template in `.mjml` is one `<mjml>` element. Text and HTML stand in the elements that hold them, such as
`<mj-text>`, `<mj-button>`, `<mj-table>` and `<mj-raw>`. Outputs and statements stand there, in attributes, and between
the elements of `<mj-head>`, `<mj-body>`, `<mj-wrapper>`, `<mj-section>`, `<mj-group>`, `<mj-column>` and
`<mj-hero>`. Instead of `<mj-include>` write `{% include %}`; the included file is HTML. Styles
are not inlined.
""",
    ),
    "F0341": Code(
        "value that MJML does not keep",
        """MJML computes with some attributes, such as `width`, and does not know others. An output there would be
lost, so it is an error. Write the value out, or use an attribute that takes it.
""",
    ),
}
