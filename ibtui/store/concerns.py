"""Concerns (zorgen) of a pupil or a group, and their timelines."""

from __future__ import annotations

import datetime as dt

from ibtui.care.text import clean, fold
from ibtui.care.words import ConcernCategory, ConcernStatus, match_word
from ibtui.errors import BadInput, Missing
from ibtui.store.change import Change, write
from ibtui.store.concern_rows import ConcernRow, TimelineRow, rows, timeline
from ibtui.store.groups import natural_key
from ibtui.store.models import Concern, ConcernEvent, School
from ibtui.values import dataclass

__all__ = [
    "ConcernCard",
    "ConcernDraft",
    "ConcernRow",
    "TimelineRow",
    "add_concern",
    "add_event",
    "bin_concern",
    "bin_event",
    "close_concern",
    "concern",
    "concerns",
    "edit_concern",
    "edit_event",
    "of_pupil",
    "reopen_concern",
]

_LONG = 20_000
"""Characters of a text in several lines."""


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
class ConcernCard:
    """All that one concern's screen shows; the timeline has the newest first."""

    row: ConcernRow
    question: str
    tried: str
    raised_by_id: int | None
    parents_response: str
    timeline: tuple[TimelineRow, ...]


_OPEN = [status for status in ConcernStatus if status is not ConcernStatus.CLOSED]
"""By name: so SQLite needn't look at those that were closed, of which there are more every year."""


def concerns(
    school: int, *, closed: bool = False, group: str | None = None, text: str = ""
) -> list[ConcernRow]:
    """Open concerns, with `closed` those too: by group, the highest level first, then by evaluation.

    `group` is a group's name; `text` is looked for in the subject, the category and the summary. Seven queries.
    """
    where = Concern.school == school
    if not closed:
        where &= Concern.status.in_(_OPEN)
    wanted = fold(text)
    found = [
        row
        for row in rows(where)
        if group in (None, row.group) and wanted in fold(f"{row.about} {row.category} {row.summary}")
    ]
    return sorted(found, key=_order)


def of_pupil(pupil_id: int) -> list[ConcernRow]:
    """Every concern about a pupil: open ones first, then the newest."""
    found = sorted(rows(Concern.pupil == pupil_id), key=lambda row: (row.opened_on, row.id), reverse=True)
    return sorted(found, key=lambda row: row.status == ConcernStatus.CLOSED)


def concern(concern_id: int) -> ConcernCard:
    """One concern with its timeline. `Missing` when it is gone or in the bin."""
    found = rows(Concern.id == concern_id)
    if not found:
        raise Missing(
            "Deze zorg is er niet meer", "Iemand heeft haar verwijderd. Kijk bij Zorgen wat er nu is."
        )
    stored = Concern.get_by_id(concern_id)
    return ConcernCard(
        row=found[0],
        question=stored.question,
        tried=stored.tried,
        raised_by_id=stored.raised_by_id,
        parents_response=stored.parents_response,
        timeline=timeline(concern_id),
    )


def add_concern(school: int, draft: ConcernDraft, today: dt.date) -> int:
    """Add a concern about one pupil or one group. Raises `BadInput` when that or the summary is missing."""
    with write("zorg toegevoegd") as change:
        return int(make(change, school, draft, today).id)


def make(change: Change, school: int, draft: ConcernDraft, today: dt.date) -> Concern:
    """The part of `add_concern` that other writes share; `change` is theirs."""
    row = Concern(school=school, opened_on=today)
    _fill(row, draft, today)
    return change.add(row)


def edit_concern(concern_id: int, draft: ConcernDraft, today: dt.date, version: int | None = None) -> None:
    """Change a concern. Another status or level leaves a line on the timeline."""
    with write("zorg gewijzigd") as change:
        row = change.edit(Concern, concern_id, version)
        status, level = row.status, row.level
        _fill(row, draft, today)
        change.save(row)
        if row.status != status:
            _event(change, row, today, "status", f"{status} → {row.status}")
        if row.level != level:
            _event(change, row, today, "niveau", f"niveau {level} → {row.level}")


def close_concern(concern_id: int, reason: str, today: dt.date) -> None:
    """Close a concern; `reason` stands on its timeline."""
    reason = clean(reason, multiline=True, limit=_LONG).strip()
    with write("zorg gesloten") as change:
        row = change.edit(Concern, concern_id)
        row.status, row.closed_on = ConcernStatus.CLOSED, today
        change.save(row)
        _event(change, row, today, "status", f"gesloten: {reason}" if reason else "gesloten")


def reopen_concern(concern_id: int, today: dt.date) -> None:
    """Open a closed concern again; it is "in beeld" then."""
    with write("zorg heropend") as change:
        row = change.edit(Concern, concern_id)
        row.status, row.closed_on = ConcernStatus.IN_VIEW, None
        change.save(row)
        _event(change, row, today, "status", "heropend")


def bin_concern(concern_id: int) -> None:
    """Put in the bin. Its conversations and action items stay."""
    with write("zorg verwijderd") as change:
        change.bin(change.edit(Concern, concern_id))


def add_event(concern_id: int, day: dt.date, text: str, kind: str = "notitie") -> int:
    """Add a line to the timeline. `kind` is a word like notitie, evaluatie or ouders."""
    text = _event_text(text)
    with write("gebeurtenis toegevoegd") as change:
        row = change.edit(Concern, concern_id)
        return int(_event(change, row, day, clean(kind) or "notitie", text).id)


def edit_event(event_id: int, day: dt.date, text: str, kind: str = "notitie") -> None:
    """Change a line of the timeline. Raises `BadInput` when it says nothing."""
    text = _event_text(text)
    with write("gebeurtenis gewijzigd") as change:
        row = change.edit(ConcernEvent, event_id)
        row.day, row.kind, row.text = day, clean(kind) or "notitie", text
        change.save(row)


def bin_event(event_id: int) -> None:
    """Put a line of the timeline in the bin."""
    with write("gebeurtenis verwijderd") as change:
        change.bin(change.edit(ConcernEvent, event_id))


# --- writing ---


def _fill(row: Concern, draft: ConcernDraft, today: dt.date) -> None:
    if (draft.pupil_id is None) == (draft.group_id is None):
        raise BadInput("Een zorg gaat over één leerling of over één groep", "Kies een leerling of een groep.")
    row.summary = clean(draft.summary)
    if not row.summary:
        raise BadInput("De zorg zelf ontbreekt", "Vul in één zin in waar de zorg over gaat.")
    levels = School.get_by_id(row.school_id).levels
    if not 1 <= draft.level <= levels:
        raise BadInput(f"Niveau {draft.level} is er niet", f"Kies een niveau van 1 tot en met {levels}.")
    row.category = match_word(ConcernCategory, draft.category)
    row.status = match_word(ConcernStatus, draft.status)
    row.closed_on = (row.closed_on or today) if row.status == ConcernStatus.CLOSED else None
    row.pupil_id, row.group_id, row.level = draft.pupil_id, draft.group_id, draft.level
    row.question = clean(draft.question, multiline=True, limit=_LONG)
    row.tried = clean(draft.tried, multiline=True, limit=_LONG)
    row.parents_response = clean(draft.parents_response, multiline=True, limit=_LONG)
    row.raised_by_id, row.opened_on = draft.raised_by_id, draft.opened_on or row.opened_on
    row.evaluate_on, row.parents_informed_on = draft.evaluate_on, draft.parents_informed_on


def _event_text(text: str) -> str:
    text = clean(text, multiline=True, limit=_LONG).strip()
    if not text:
        raise BadInput("Er staat nog niets", "Vul in wat er gebeurd is.")
    return text


def _event(change: Change, row: Concern, day: dt.date, kind: str, text: str) -> ConcernEvent:
    return change.add(ConcernEvent(concern=row, day=day, kind=kind, text=text))


def _order(row: ConcernRow) -> tuple[object, ...]:
    return not row.group, natural_key(row.group), -row.level, row.evaluate_on or dt.date.max, row.id
