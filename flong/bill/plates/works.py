"""Casts the bills of one template: what its plate knows is stamped, what it does not know is cast the true way and
learned, what fails a gate is cast the true way."""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from flong.bill.compare import Difference, difference
from flong.bill.glyphs import check_drawn
from flong.bill.keys import Keys
from flong.bill.objects import Object
from flong.bill.pdf import Signer
from flong.bill.plates.constants import Constants
from flong.bill.plates.errors import Unknown, Unstampable
from flong.bill.plates.fields import tokens
from flong.bill.plates.layout import Laid, lay_out
from flong.bill.plates.lesson import Lesson
from flong.bill.plates.lines import Lines
from flong.bill.plates.minifonts import FontFiles
from flong.bill.plates.plate import Plate
from flong.bill.plates.probes import change_values, hold, probed
from flong.bill.plates.stamping import Stamper
from flong.bill.plates.writing import Writer
from flong.errors import FlongError, FontError, MismatchError, RecordError

Pictures = Callable[[str], bytes]
_VAIN = 32
"""After so many records in a row from which nothing could be learned none is looked at any more."""


class Stamped(NamedTuple):
    """A stamped bill: its file's own objects, beside the constants of the plate, and who signs it."""

    constants: Constants
    objects: list[Object]
    signer: Signer | None

    def pdf(self, keys: Keys | None = None) -> bytes:
        """The file, signed, and encrypted when there are `keys`."""
        return self.constants.document.write(self.objects, keys=keys, signer=self.signer)


class Fallback(NamedTuple):
    """A bill that WeasyPrint made, why, and because of which of the template's outputs, if it is one."""

    pdf: bytes
    reason: str
    output: int | None = None


class Works:
    """One template's plate. Not for several threads at once.

    `base` is the folder that its bills show files of; the first `first` stamped bills and then one in `every` are
    compared with WeasyPrint's own; what differs is kept in the folder `evidence`. `signer` signs the stamped ones.
    """

    def __init__(
        self, base: Path | None, first: int, every: int, evidence: Callable[[], Path], signer: Signer | None = None
    ) -> None:
        self.base, self.first, self.every, self.evidence, self.signer = base, first, every, evidence, signer
        self.plate = Plate()
        self.stamper, self.files = Stamper(self.plate), FontFiles(self.plate.canvas)
        self.refused: Unstampable | None = None
        self._secret = os.urandom(32)
        self._stamped = self._unknown = self._vain = 0
        self._writer: Writer | None = None

    def cast(self, fields: bytes, html: Callable[[], str], pictures: Pictures, key: str) -> Stamped | Fallback:
        """The bill: stamped, or cast the true way with the reason. Raises RecordError and MismatchError."""
        try:
            return self._sampled(self._surely(fields, pictures), html, pictures, key)
        except Unknown as unknown:
            self._unknown += 1
            if self._unknown == 1 or self._vain >= _VAIN:
                # many presses cast a single bill, and some templates teach nothing: looking costs up to two layouts
                return Fallback(_true(lay_out(html(), self.base, pictures)), str(unknown))
            return self._learned(fields, html(), pictures, str(unknown))
        except (Unstampable, FontError) as reason:
            return Fallback(_true(lay_out(html(), self.base, pictures)), str(reason), _output(reason))

    def _surely(self, fields: bytes, pictures: Pictures) -> Stamped:
        """The stamped bill. A fault of stamping costs no bill: WeasyPrint makes this one and all that follow."""
        try:
            return self._stamp(fields, pictures)
        except (Unstampable, FlongError):
            raise
        except Exception as error:
            self.refused = Unstampable(f"stamping failed ({type(error).__name__})")
            raise self.refused from error

    def _stamp(self, fields: bytes, pictures: Pictures) -> Stamped:
        if self.refused:
            raise self.refused
        sheets = self.stamper.sheets(fields)
        if self._writer is None or self._writer.constants.version != self.plate.canvas.version():
            signed = self.signer is not None
            constants = Constants(self.plate.canvas, self.files, *self.plate.sheets.titles, signed=signed)
            self._writer = Writer(self.files, constants)
        return Stamped(self._writer.constants, self._writer.objects(sheets, pictures), self.signer)

    def _learned(self, fields: bytes, html: str, pictures: Pictures, why: str) -> Fallback:
        """The bill cast the true way, and learned. A plate that has learned wrong things is not used any more."""
        laid = lay_out(html, self.base, pictures)
        true = _true(laid)
        try:
            lesson = self.plate.admit(laid, tokens(fields))
            self._probe(lesson, html, pictures)
            self.plate.learn(lesson)
            self._writer, self._vain = None, 0
            if difference(self._surely(fields, pictures).pdf(), true):
                self.refused = Unstampable("a bill that was learned does not look like the one that taught it")
        except (Unstampable, FontError) as reason:
            self._vain += 1
            return Fallback(true, str(reason), _output(reason))
        except RecordError:
            return Fallback(true, "the bill can't be laid out with other values")
        except Exception as error:  # WeasyPrint's private parts may hold surprises; the bill is cast all the same
            self.refused = Unstampable(f"the layout was not understood ({type(error).__name__})")
            return Fallback(true, str(self.refused))
        return Fallback(true, why)

    def _probe(self, lesson: Lesson, html: str, pictures: Pictures) -> None:
        """The first gate. What moves with a value's length will move in all bills."""
        lines = Lines(self.plate.faces, lesson, self.plate.canvas, lesson.laid.pages[0])
        for changed in list(probed(lesson, lines)):
            other = lay_out(html, self.base, pictures, change_values(changed))
            try:
                hold(lesson, Lesson(other, changed, self.plate.sheets.counting))
            except Unstampable as reason:
                self.refused = reason
                raise

    def _sampled(self, stamped: Stamped, html: Callable[[], str], pictures: Pictures, key: str) -> Stamped:
        """The third gate. Raises MismatchError when the bill is not WeasyPrint's to the pixel, and keeps both."""
        self._stamped += 1
        if self._stamped > self.first and not self._chosen(key):
            return stamped
        ours, true = stamped.pdf(), lay_out(html(), self.base, pictures).pdf()
        if found := difference(ours, true):
            self.refused = Unstampable("a stamped bill differed from the true one")
            raise MismatchError(
                f"a stamped bill differs from the true one on page {found.page}: {self._kept(found, ours, true)}"
            )
        return stamped

    def _kept(self, found: Difference, ours: bytes, true: bytes) -> str:
        """Where both bills were kept."""
        try:
            folder = self.evidence()
            for name, data in (("stamped.pdf", ours), ("true.pdf", true), ("difference.png", found.picture())):
                _keep(folder / name, data)
        except OSError as error:
            return f"they could not be kept ({error.strerror})"
        return f"see {folder}"

    def _chosen(self, key: str) -> bool:
        drawn = int.from_bytes(blake2b(key.encode(), key=self._secret, digest_size=8).digest())
        return self.every > 0 and drawn % self.every == 0


def _output(reason: Unstampable | FontError) -> int | None:
    return reason.output if isinstance(reason, Unstampable) else None


def _true(laid: Laid) -> bytes:
    """WeasyPrint's own PDF. Raises RecordError when it can't show a character."""
    pdf = laid.pdf()
    check_drawn(laid.drawn)
    return pdf


def _keep(path: Path, data: bytes) -> None:
    path.touch(0o600, exist_ok=False)
    path.write_bytes(data)
