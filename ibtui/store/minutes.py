"""Minutes: the text of a conversation, its editions and revisions, and the promises taken from it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ibtui.care.minutes import ParsedMinutes
from ibtui.store import actions


@dataclass(frozen=True, slots=True)
class MinutesRow:
    """One edition in a list. `first_words`: the start of the text without headings; `exports`: how often."""

    id: int
    conversation_id: int
    edition: int
    status: str
    kind: str
    day: dt.date
    about: str
    actions: int
    first_words: str
    saved_at: dt.datetime
    fixed_at: dt.datetime | None
    sent_at: dt.datetime | None
    exports: int
    audience: str
    version: int


@dataclass(frozen=True, slots=True)
class MinutesText:
    """What an editor needs. Dates in `text` are seen from `day`; weekday 0 = Monday in `working_days`."""

    id: int
    conversation_id: int
    edition: int
    status: str
    text: str
    version: int
    day: dt.date
    kind: str
    about: str
    working_days: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Saved:
    """What `save` did: the version to give at the next save, and what the text holds."""

    version: int
    saved_at: dt.datetime
    parsed: ParsedMinutes
    actions: tuple[actions.ActionRow, ...]


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """An earlier text. `saved_at`: when that text was saved; `who`: the system user."""

    id: int
    saved_at: dt.datetime
    who: str
    text: str


def list_minutes(school: int, status: str | None = None, text: str = "") -> list[MinutesRow]:
    raise NotImplementedError


def start(conversation_id: int) -> MinutesText:
    raise NotImplementedError


def load(minutes_id: int) -> MinutesText:
    raise NotImplementedError


def save(minutes_id: int, text: str, version: int) -> Saved:
    raise NotImplementedError


def fix(minutes_id: int) -> None:
    raise NotImplementedError


def correct(minutes_id: int) -> int:
    raise NotImplementedError


def mark_sent(minutes_id: int) -> None:
    raise NotImplementedError


def bin_minutes(minutes_id: int) -> None:
    raise NotImplementedError


def revisions(minutes_id: int) -> list[RevisionRow]:
    raise NotImplementedError


def from_text(school: int, pupil_id: int, kind: str, day: dt.date, start: dt.time | None, text: str) -> int:
    raise NotImplementedError
