"""Mails written a batch at a time are those that are written one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from test_templates import CONTEXT, TEMPLATE, cast, record, table

from flong.jobs.cast import Misfit, Prepared
from flong.jobs.config import Config, JobsConfig
from flong.jobs.templates import TemplateCaster, TemplateRecipe, Unsigned
from flong.jobs.writing import Writing, Written
from flong.template import Batch

HEAD = TEMPLATE.replace("Subject:", "Reply-To: {{ reply }}\nX-Note: {{ note }}\nSubject:").replace(
    "due: decimal", "reply: text\nnote: text\ndue: decimal"
)
NAMES = st.text(st.sampled_from('王小明 =?"<>,@\\\t\r\n\u202e.Ωa'), max_size=12)
ADDRESSES = st.sampled_from([
    "a@example.org", "a..b@docomo.ne.jp", '"a..b"@docomo.ne.jp', "王@example.org", "a@b@c", "", "<a@example.org>",
    "a@example.org, b@example.org", "a@例え.jp", "a@example.org\r\nBcc: x@example.org",
])  # fmt: skip
_DATE = re.compile(rb"^Date: [^\r]*\r\n", re.MULTILINE)


@pytest.fixture(scope="module")
def caster(tmp_path_factory: pytest.TempPathFactory) -> TemplateCaster:
    path = tmp_path_factory.mktemp("mails") / "mail.html"
    path.write_text(HEAD, "utf-8")
    config = Config(jobs=JobsConfig(unsubscribe="stop@acme.example", return_path="bounce@acme.example"))
    return TemplateRecipe.read(path, config, "python").make(CONTEXT)


def undated(found: Prepared | Misfit) -> Prepared | Misfit:
    """The result without the moment it was written at."""
    if isinstance(found, Misfit):
        return found
    return replace(found, data=tuple(_DATE.sub(b"", part, 1) for part in found.data))


def each(writing: Writing, batch: Batch, seqs: list[int], resends: list[int]) -> Iterator[Written | Exception]:
    """See `Writing.all`."""
    return (writing.tried(batch, i, seqs[i], resends[i]) for i in range(len(seqs)))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(NAMES, ADDRESSES, ADDRESSES, NAMES), min_size=1, max_size=4))
def test_both_ways_give_the_same(
    caster: TemplateCaster, monkeypatch: pytest.MonkeyPatch, rows: list[tuple[str, str, str, str]]
) -> None:
    """Messages, envelopes, digests, and the reasons of those that can't be sent."""
    records = [
        record(n, name=name, email=email, reply=reply, note=note)
        for n, (name, email, reply, note) in enumerate(rows)
    ]  # fmt: skip
    at_once = [undated(one) for one in cast(caster, *records)]
    with monkeypatch.context() as patch:
        patch.setattr(Writing, "all", each)
        one_by_one = [undated(one) for one in cast(caster, *records)]
    assert at_once == one_by_one


def test_plain_mails_are_written_at_once(caster: TemplateCaster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Writing, "one", lambda *_: pytest.fail("written by itself"))
    found = cast(caster, record(1, reply="r@example.org", note="x"), record(2, reply="r@例え.jp", note="y"))
    assert all(isinstance(one, Prepared) for one in found)


def test_a_bill_and_a_code_are_written_one_by_one(tmp_path: Path) -> None:
    """Their digests are those of the record they were made for."""
    (tmp_path / "bill.html").write_text("<p>{{ name }}</p>", "utf-8")
    for extra in ('Attach: "bill.html"\n', ""):
        text = TEMPLATE.replace("Subject:", f"{extra}Subject:").replace("<p>", "{{ qr(id) }}<p>")
        (tmp_path / "mail.html").write_text(text, "utf-8")
        (found,) = cast(TemplateRecipe.read(tmp_path / "mail.html", Config(), "python").make(CONTEXT), record(1))
        assert isinstance(found, Prepared) and found.code == found.render
        assert found.bill == (found.render if extra else None)


def test_what_has_no_room_is_not_even_rendered(caster: TemplateCaster, monkeypatch: pytest.MonkeyPatch) -> None:
    """As far as the messages before tell: a few more, but all are cast in the end."""
    records = [record(n, reply="r@example.org", note="x") for n in range(40)]
    whole = cast(caster, *records)
    size, given = whole[0].size, []
    render = caster._unsigned

    def counted(rows: pa.Table, resends: list[int]) -> Iterator[Unsigned | Misfit]:
        given.append(len(rows))
        return render(rows, resends)

    monkeypatch.setattr(caster, "_unsigned", counted)
    some = list(caster.cast(table(*records), [0] * 40, 5 * size + size // 2))
    assert 5 <= given[0] < 8 and [undated(one) for one in some] == [undated(one) for one in whole[: len(some)]]
    assert len(list(caster.cast(table(*records), [0] * 40, 1))) == 1
