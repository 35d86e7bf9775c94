"""The protocol data units of SMPP 3.4 that a sender needs. `submit_sm` and `deliver_sm` are smpp34's; the others are
a head of 16 bytes and a few C strings (sections 3.2, 4.1 and 4.2)."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

from flong.backends.reply import clean
from flong.backends.sms.receipts import Report, of_deliver
from flong.errors import MissingExtra

try:
    import smpp34
except ImportError as error:
    raise MissingExtra("sms", "smpp34") from error

GENERIC_NACK: Final = 0x80000000
BIND_TRANSCEIVER: Final = 0x9
SUBMIT_SM: Final = 0x4
DELIVER_SM: Final = 0x5
UNBIND: Final = 0x6
ENQUIRE_LINK: Final = 0x15
RESPONSE: Final = 0x80000000

HEAD: Final = 16
MOST_BYTES: Final = 70_000
"""More than any unit has: message_payload, the longest parameter, holds 64 KB."""

OK: Final = 0
UNKNOWN_COMMAND: Final = 0x03
TRY_AGAIN: Final = 0x64
NOT_TAKEN: Final = 0x65

_VERSION: Final = 0x34
_RECEIPT: Final = 0x3C
_IS_RECEIPT: Final = (0x04, 0x20)
_UDH: Final = 0x40
_RECEIPTED_ID: Final = 0x001E
_PAYLOAD: Final = 0x0424
_MESSAGE_STATE: Final = 0x0427
_CODINGS: Final = {"GSM-7": 0, "UCS-2": 8}
_HEADER: Final = struct.Struct(">IIII")


class NotSmpp(ConnectionError):
    """What came is no SMPP."""


@dataclass(frozen=True, slots=True)
class Head:
    """The four numbers a unit begins with."""

    size: int
    command: int
    status: int
    number: int


@dataclass(frozen=True, slots=True)
class Short:
    """One `submit_sm`: `to` is E.164; `source` too, or a name of up to 11 characters, or "" for the account's own.
    `header`: the payload begins with a user data header. `receipt` asks for a delivery receipt."""

    source: str
    to: str
    encoding: str
    payload: bytes
    header: bool
    receipt: bool

    def encode(self, number: int) -> bytes:
        """The unit with this sequence number."""
        ton, npi, source = _source(self.source)
        return smpp34.SubmitSm(
            source, self.to.removeprefix("+"), self.payload, source_addr_ton=ton, source_addr_npi=npi, dest_addr_ton=1,
            dest_addr_npi=1, esm_class=_UDH if self.header else 0, registered_delivery=int(self.receipt),
            data_coding=_CODINGS[self.encoding], sequence_number=number,
        ).encode()  # fmt: skip


def _source(source: str) -> tuple[int, int, str]:
    """Type of number, numbering plan and digits (sections 5.2.5 and 5.2.6): international, short code, name."""
    if source.startswith("+"):
        return 1, 1, source[1:]
    if source.isascii() and source.isdigit():
        return (3, 0, source) if len(source) <= 8 else (1, 1, source)
    return (5, 0, source) if source else (0, 0, "")


def head(data: bytes) -> Head:
    """The head of a unit. Raises NotSmpp for a size that no unit has."""
    found = Head(*_HEADER.unpack(data))
    if not HEAD <= found.size <= MOST_BYTES:
        raise NotSmpp("what came is no SMPP")
    return found


def unit(command: int, number: int, status: int = OK, body: bytes = b"") -> bytes:
    """A unit of these bytes."""
    return _HEADER.pack(HEAD + len(body), command, status, number) + body


def bind(number: int, system_id: str, password: bytes, system_type: str) -> bytes:
    """A bind_transceiver (section 4.1.5), which both sends and hears."""
    strings = b"".join(text + b"\0" for text in (system_id.encode(), password, system_type.encode()))
    return unit(BIND_TRANSCEIVER, number, body=strings + bytes([_VERSION, 0, 0, 0]))


def message_id(body: bytes) -> str:
    """The id in the body of a `submit_sm_resp`."""
    return clean(body.partition(b"\0")[0])[:64]


def report(host: str, raw: bytes) -> Report | None:
    """The delivery receipt in a whole `deliver_sm`; None for anything else, say a person's answer. Raises NotSmpp."""
    try:
        found = smpp34.decode(raw)
    except smpp34.SmppError:
        raise NotSmpp("a deliver_sm that can't be read") from None
    if not isinstance(found, smpp34.DeliverSm) or found.esm_class & _RECEIPT not in _IS_RECEIPT:
        return None
    more = {tlv.tag: tlv for tlv in found.tlvs}
    state, id_, payload = (more.get(tag) for tag in (_MESSAGE_STATE, _RECEIPTED_ID, _PAYLOAD))
    text = found.short_message or (payload.value if payload else b"")
    if found.data_coding == _CODINGS["UCS-2"]:
        text = text.decode("utf-16-be", "replace").encode("utf-8", "replace")
    return of_deliver(host, text, state.as_int() if state else None, id_.as_string() if id_ else None)
