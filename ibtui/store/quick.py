"""The vangregel: one typed line becomes a held conversation, its text and its promises."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QuickResult:
    """What was made of the line. `unknown`: names that fit nobody; `unclear`: (name, who it can be)."""

    conversation_id: int
    kind: str
    text: str
    actions: int
    unknown: tuple[str, ...]
    unclear: tuple[tuple[str, tuple[str, ...]], ...]


def quick_note(school: int, line: str, today: dt.date) -> QuickResult:
    raise NotImplementedError
