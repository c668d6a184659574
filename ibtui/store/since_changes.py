"""What was changed while this user was away, read from the audit log: who did what to which row, and how it is now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from ibtui.care.catching_up import News, Section, what_stayed
from ibtui.care.dates import short_date
from ibtui.care.words import Audience
from ibtui.store import actions, concern_rows, database, labels
from ibtui.store.models import ActionItem, AuditLog, Concern, ConcernEvent, Conversation, Minutes
from ibtui.values import dataclass

_SAID: Mapping[str, tuple[str, str]] = {
    "zorg toegevoegd": ("+", "nieuw"),
    "zorg gesloten": ("✓", "gesloten"),
    "zorg heropend": ("+", "weer open"),
    "ouders ingelicht": ("✓", "verteld aan de ouders"),
    "gebeurtenis toegevoegd": ("+", "nieuwe regel"),
    "gesprek toegevoegd": ("+", "nieuw"),
    "gesprek gehouden": ("✓", "gehouden"),
    "gesprek weer gepland": ("", "weer gepland"),
    "gesprek afgezegd": ("×", "afgezegd"),
    "gesprek verplaatst": ("", "verplaatst"),
    "groepsbespreking begonnen": ("+", "begonnen"),
    "groepsbespreking afgerond": ("✓", "gehouden"),
    "notitie gevangen": ("+", "notitie"),
    "privénotitie herschreven voor het dossier": ("+", "nieuw in het dossier"),
    "verslag toegevoegd": ("+", "nieuw"),
    "verslag vastgesteld": ("✓", "vastgesteld"),
    "verslag verzonden": ("✓", "verzonden"),
    "nieuwe versie van verslag gemaakt": ("+", "nieuwe versie"),
    "afspraak toegevoegd": ("+", "nieuw"),
    "afspraak gedaan": ("✓", "gedaan"),
    "afspraak weer open": ("", "weer open"),
    "afspraak wacht": ("", "wacht"),
    "afspraak vervallen": ("×", "vervallen"),
    "afspraak verplaatst": ("", "andere datum"),
}
"""The changes that are told, by the label of their audit line: the sign and what is said."""

_WEIGHED = "zorg gewijzigd"
"""Told only when the status or the level became another one: its timeline says which."""

_TABLES = ("concern", "conversation", "minutes", "action_item")


@dataclass(frozen=True, slots=True)
class _Told:
    """What happened to one row: the last thing that stayed, when and by whom, and what is said of it."""

    label: str
    said: str
    by: str
    at: dt.datetime


_Stories = dict[int, _Told]
_Weighed = Mapping[tuple[int, dt.date], str]
"""By concern and day: which other status or level its timeline tells of."""


def changes(school: int, since: dt.date, today: dt.date, *, away_since: dt.date) -> list[News]:
    """What others did from `since` on, and what this user did on the days between `away_since` and today.

    Of a row the last change counts. What was taken back or thrown away isn't told, nor anything that is private.
    """
    stories = _stories(since, away_since, today)
    return [
        *_concerns(school, stories.get("concern", {})),
        *_talks(school, stories.get("conversation", {}), today),
        *_minutes(school, stories.get("minutes", {}), today),
        *_promises(school, stories.get("action_item", {})),
    ]


def _stories(since: dt.date, away_since: dt.date, today: dt.date) -> dict[str, _Stories]:
    """By table and row. Two queries."""
    me = database.who()
    begin = dt.datetime.combine(since, dt.time.min)
    query = AuditLog.select().where((AuditLog.at >= begin) & AuditLog.subject.in_(_TABLES))
    lines: dict[tuple[str, int], list[AuditLog]] = {}
    for row in query.order_by(AuditLog.id):
        lines.setdefault((row.subject, row.subject_id or 0), []).append(row)
    weighed = _weighed(since, [number for table, number in lines if table == "concern"])
    found: dict[str, _Stories] = {}
    for (table, number), happened in lines.items():
        told = _last_told(number, happened, weighed)
        if told is not None and (told.by != me or away_since < told.at.date() < today):
            found.setdefault(table, {})[number] = told
    return found


def _last_told(number: int, happened: Sequence[AuditLog], weighed: _Weighed) -> _Told | None:
    """The last change that stayed and that says something: not that of a word in a concern."""
    for place in reversed(what_stayed([row.action for row in happened])):
        row = happened[place]
        _sign, said = _SAID.get(row.action, ("", ""))
        if row.action == _WEIGHED:
            said = weighed.get((number, row.at.date()), "")
        if said:
            return _Told(row.action, said, row.who, row.at)
    return None


def _weighed(since: dt.date, concerns: Sequence[int]) -> _Weighed:
    """What the timelines of these concerns say of another status or level since that day: "niveau 2 → 3". One query."""
    query = ConcernEvent.select(ConcernEvent.concern, ConcernEvent.day, ConcernEvent.text).where(
        ConcernEvent.concern.in_(concerns)  # and not every line of all years
        & ConcernEvent.kind.in_(("status", "niveau"))
        & (ConcernEvent.day >= since)
        & ConcernEvent.deleted_at.is_null()
    )
    found: dict[tuple[int, dt.date], str] = {}
    for concern, day, text in labels.tuples(query.order_by(ConcernEvent.id), tuple[int, dt.date, str]):
        before = found.get((concern, day))
        found[concern, day] = f"{before}, {text}" if before else text
    return found


def _news(kind: str, number: int, about: str, what: str, told: _Told) -> News:
    sign, _words = _SAID.get(told.label, ("", ""))
    by = "jou" if told.by == database.who() else told.by
    return News(
        Section.CHANGED, kind, number, about, what, f"{told.said}, door {by}", (kind, number),
        stamp=f"{told.at.isoformat()}:{told.label}", day=told.at.date(), sign=sign,
    )  # fmt: skip


def _concerns(school: int, told: _Stories) -> Iterable[News]:
    if not told:
        return
    for row in concern_rows.rows((Concern.school == school) & Concern.id.in_(list(told))):
        yield _news("zorg", row.id, row.about, f"{row.category}: {row.summary}", told[row.id])


def _talks(school: int, told: _Stories, today: dt.date) -> Iterable[News]:
    rows = list(
        Conversation.select().where(
            (Conversation.school == school)
            & Conversation.id.in_(list(told))
            & (Conversation.audience != Audience.PRIVATE)
            & Conversation.deleted_at.is_null()
        )
    )
    about = labels.about([int(row.id) for row in rows]) if rows else {}
    for row in rows:
        whom = about.get(row.id, labels.NOTHING).text
        what = f"{row.kind} {short_date(row.day, today)}"
        yield _news("gesprek", int(row.id), whom, what, told[row.id])


def _minutes(school: int, told: _Stories, today: dt.date) -> Iterable[News]:
    rows = list(
        Minutes.select(Minutes.id, Conversation.id, Conversation.kind, Conversation.day)
        .join(Conversation)
        .where(
            (Conversation.school == school)
            & Minutes.id.in_(list(told))
            & (Conversation.audience != Audience.PRIVATE)
            & Minutes.deleted_at.is_null()
            & Conversation.deleted_at.is_null()
        )
    )
    about = labels.about([int(row.conversation.id) for row in rows]) if rows else {}
    for row in rows:
        talk = row.conversation
        whom = about.get(talk.id, labels.NOTHING).text
        yield _news(
            "verslag", int(row.id), whom, f"verslag {talk.kind} {short_date(talk.day, today)}", told[row.id]
        )


def _promises(school: int, told: _Stories) -> Iterable[News]:
    if not told:
        return
    hidden = Conversation.select(Conversation.id).where(Conversation.audience == Audience.PRIVATE)
    shown = ActionItem.conversation.is_null() | ActionItem.conversation.not_in(hidden)
    where = (ActionItem.school == school) & ActionItem.id.in_(list(told)) & shown
    for row in actions.rows_where(where):
        about = " · ".join(item for item in (row.owner, row.about) if item)
        yield _news("afspraak", row.id, about, row.what, told[row.id])
