"""What a pool says of a mail whose carrier raised something."""

from __future__ import annotations

import pytest
from mailboxes import Book, Queue, outgoing

from flong.backends.base import Book as Contract
from flong.backends.base import Outgoing, Receipt
from flong.backends.pool import Carrier, Pool, RouteError
from flong.errors import IdentityError


class Breaking(Carrier):
    """Raises `error` once the mail is in flight."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    async def deliver(self, item: Outgoing, book: Contract) -> Receipt:
        await book.starting(item)
        raise self._error

    async def close(self) -> None:
        """Nothing is open."""


@pytest.mark.parametrize(
    ("error", "state"), [(RouteError("not taken up"), "unsent"), (KeyError("a mistake of ours"), "ambiguous")]
)
async def test_what_may_have_left_is_not_called_unsent(error: Exception, state: str) -> None:
    """Only a route's own error says that the mail was not begun."""
    book = Book()
    with pytest.raises(type(error)):
        await Pool(lambda _: Breaking(error), 1, "none").run(Queue(outgoing(0)), book)
    assert book.states == [state]


async def test_what_the_book_stopped_is_unsent() -> None:
    """It never was in flight."""

    def refuse(_: object) -> None:
        raise IdentityError("mixed up")

    book = Book(on_start=refuse)
    with pytest.raises(IdentityError):
        await Pool(lambda _: Breaking(KeyError()), 1, "none").run(Queue(outgoing(0)), book)
    assert book.states == ["unsent"]
