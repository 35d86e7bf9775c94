"""Every type a CSV file can hold arrives in the template as it was typed."""

from __future__ import annotations

import flong
from flong.jobs.amounts import Amount
from flong.jobs.audience import Audience

TEMPLATE = """Subject: x
Timezone: Asia/Taipei

{% data %}
a: { t: text, n: int }
d: decimal(30, 4)
f: float
b: bool
on: date
at: time
when: datetime
e: enum("x", "y")
maybe: date?
extra: text?
{% enddata %}
<p>{{ a.t }}|{{ a.n }}|{{ d }}|{{ round(decimal(f, 3), 1) }}|{{ "yes" if b else "no" }}|{{ on }}|{{ date(when, "yyyy-MM-dd HH:mm") }}|{{ e }}|{{ maybe ?? on }}|{{ extra ?? "-" }}|{% if at == at %}ok{% endif %}</p>
"""  # noqa: E501
CSV = """a.t,a.n,d,f,b,on,at,when,e,maybe
王,-7,12345678901234567890.1234,0.25,true,2026-02-28,09:30,2026-02-28 09:30:00,x,
,9223372036854775807,-0.5,1e3,false,2024-02-29,23:59:59.5,2024-02-29T23:59,y,2024-03-01
"""
WANTED = [
    "王|-7|12345678901234567890.1234|0.3|yes|2026-02-28|2026-02-28 09:30|x|2026-02-28|-|ok",
    "|9223372036854775807|-0.5000|1000.0|no|2024-02-29|2024-02-29 23:59|y|2024-03-01|-|ok",
]


def test_all_types_of_csv_bind(tmp_path):
    (tmp_path / "a.csv").write_text(CSV, encoding="utf-8")
    template = flong.compile(TEMPLATE, engine="python")
    [part] = Audience(template.data, tmp_path / "a.csv").slices(10, Amount(), tmp_path)
    assert not part.unfit
    [batch] = template.render_batches(part.table)
    assert not batch.errors
    assert [message.html.strip().removeprefix("<p>").removesuffix("</p>") for message in batch.messages] == WANTED
