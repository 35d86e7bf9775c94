"""What tells one template from another: everything that decides what its messages are."""

from __future__ import annotations

from hashlib import sha256

from flong.bill.resources import resources_digest
from flong.template import Template


def template_digest(template: Template) -> str:
    """A digest of the template, the files it attaches, and all that its bills may load.

    Raises ConfigError when the folder of a bill has too many files, or some that can't be read.
    """
    files = [(name, sha256(data).hexdigest()) for name, data in sorted(template.files.items())]
    bills = any(declared.template for declared in template.module.attachments)
    shown = resources_digest(template.folder) if bills and template.folder else ""
    return sha256(repr((template.module, files, shown)).encode()).hexdigest()
