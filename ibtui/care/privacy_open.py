"""Part of the check of a copy: see privacy.py."""

from __future__ import annotations

from collections.abc import Iterator

from ibtui.care.findings import Copy, Finding, Known, Reader


def find(copy: Copy, reader: Reader, known: Known) -> Iterator[Finding]:
    """The findings of this part."""
    yield from ()
