"""The pictures a template shows from its own folder: they become parts of the mail."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from mimetypes import guess_type
from pathlib import PurePosixPath

from flong.compiler.files import Folder
from flong.dsl.typed import Program
from flong.runtime.message import Image


def pictures_of(program: Program, folder: Folder | None) -> dict[str, Image]:
    """Each picture by the name the template gives it; equal pictures are one part."""
    if folder is None:
        return {}
    contents = {name: folder.bytes(name) for name in program.images}
    return {name: _image(name, data) for name, data in contents.items() if data is not None}


def addresses_of(images: Mapping[str, Image]) -> dict[str, str]:
    """What the HTML shows instead of each name."""
    return {name: f"cid:{image.cid}" for name, image in images.items()}


def _image(name: str, data: bytes) -> Image:
    cid = f"{sha256(data).hexdigest()[:32]}@flong"
    return Image(cid, PurePosixPath(name).name, guess_type(name)[0] or "application/octet-stream", data)
