"""Concerns (zorgen) of a pupil or a group, and their timelines."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ibtui.care.words import ConcernStatus


@dataclass(frozen=True, slots=True)
class ConcernRow:
    """One concern, ready to draw. `group`: the pupil's group now, or the group that it is about."""

    id: int
    about: str
    pupil_id: int | None
    group_id: int | None
    group: str
    category: str
    summary: str
    level: int
    status: str
    raised_by: str
    opened_on: dt.date
    evaluate_on: dt.date | None
    last_contact: dt.date | None
    informed_on: dt.date | None
    open_actions: int
    version: int


@dataclass(frozen=True, slots=True)
class ConcernDraft:
    """What a form gives. Exactly one of `pupil_id` and `group_id`."""

    category: str
    summary: str
    pupil_id: int | None = None
    group_id: int | None = None
    level: int = 1
    status: str = ConcernStatus.SIGNAL
    question: str = ""
    tried: str = ""
    raised_by_id: int | None = None
    opened_on: dt.date | None = None
    evaluate_on: dt.date | None = None
    parents_informed_on: dt.date | None = None
    parents_response: str = ""


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One line of a timeline. `ref` is "gesprek", "afspraak" or "gebeurtenis"; `ref_id` its number."""

    day: dt.date
    kind: str
    text: str
    ref: str
    ref_id: int


@dataclass(frozen=True, slots=True)
class ConcernCard:
    """All that one concern's screen shows; the timeline has the newest first."""

    row: ConcernRow
    question: str
    tried: str
    raised_by_id: int | None
    parents_response: str
    timeline: tuple[TimelineRow, ...]


def concerns(school: int, *, closed: bool = False, group: str | None = None, text: str = "") -> list[ConcernRow]:
    raise NotImplementedError


def of_pupil(pupil_id: int) -> list[ConcernRow]:
    raise NotImplementedError


def concern(concern_id: int) -> ConcernCard:
    raise NotImplementedError


def add_concern(school: int, draft: ConcernDraft, today: dt.date) -> int:
    raise NotImplementedError


def edit_concern(concern_id: int, draft: ConcernDraft, today: dt.date, version: int | None = None) -> None:
    raise NotImplementedError


def close_concern(concern_id: int, reason: str, today: dt.date) -> None:
    raise NotImplementedError


def reopen_concern(concern_id: int, today: dt.date) -> None:
    raise NotImplementedError


def bin_concern(concern_id: int) -> None:
    raise NotImplementedError


def add_event(concern_id: int, day: dt.date, text: str, kind: str = "notitie") -> int:
    raise NotImplementedError


def bin_event(event_id: int) -> None:
    raise NotImplementedError
