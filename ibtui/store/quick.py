"""The vangregel: one typed line becomes a held conversation, its text and its promise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import field

from ibtui.care import names
from ibtui.care.names import Found, Named, Several
from ibtui.care.shorthand import Quick, parse_quick
from ibtui.care.text import clean
from ibtui.care.words import Audience, ConversationKind, ConversationStatus, PersonRole
from ibtui.errors import BadInput
from ibtui.store import conversations, labels, minutes, people
from ibtui.store.change import write
from ibtui.store.conversations import ConversationDraft
from ibtui.store.models import School
from ibtui.values import dataclass

_LIMIT = 2_000
_PURPOSE = 100


@dataclass(frozen=True, slots=True)
class QuickResult:
    """What was made of the line. `unknown`: names that fit nobody; `unclear`: (name, who it can be)."""

    conversation_id: int
    kind: str
    text: str
    actions: int
    unknown: tuple[str, ...]
    unclear: tuple[tuple[str, tuple[str, ...]], ...]
    private: bool


def quick_note(school: int, line: str, today: dt.date) -> QuickResult:
    """Keep a line like "#sam slaapt slecht @ans !bellen met ouders > di".

    A name that fits nobody, or more than one, stays in the text and is reported. Raises `BadInput` when the
    line is empty and `BadText` when it is too long.
    """
    line = clean(line, limit=_LIMIT)
    quick = parse_quick(line, today, labels.working_days(School.get_by_id(school).working_days))
    if not quick.text:
        raise BadInput("Er staat nog niets", "Typ wat je wilt onthouden.")
    known = _Known()
    pupil_ids = known.find(quick.pupils, people.named_pupils(school))
    person_ids = known.find(quick.people, people.named_people(school))
    kind = _kind(school, person_ids)
    draft = ConversationDraft(
        kind=kind,
        day=today,
        purpose="" if quick.private else quick.text[:_PURPOSE],
        pupil_ids=tuple(pupil_ids),
        person_ids=tuple(person_ids),
        planned=False,
        status=ConversationStatus.HELD,
        audience=Audience.PRIVATE if quick.private else Audience.DOSSIER,
    )
    with write("notitie gevangen") as change:
        row = conversations.make(change, school, draft)
        minutes.write_first(change, row, _as_minutes(quick))
    return QuickResult(
        conversation_id=int(row.id),
        kind=kind,
        text=quick.text,
        actions=0 if quick.action is None else 1,
        unknown=tuple(known.unknown),
        unclear=tuple(known.unclear),
        private=quick.private,
    )


@dataclass(slots=True)
class _Known:
    """Finds names, and remembers those that can't be found."""

    unknown: list[str] = field(default_factory=list)
    unclear: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    def find(self, typed: Iterable[str], among: Sequence[Named]) -> list[int]:
        ids: dict[int, None] = {}
        for name in typed:
            match names.find(name, among):
                case Found(named):
                    ids[named.id] = None
                case Several(candidates):
                    self.unclear.append((name, tuple(_described(one) for one in candidates)))
                case _:
                    self.unknown.append(name)
        return list(ids)


def _described(named: Named) -> str:
    return f"{named.full} ({named.hint})" if named.hint else named.full


def _kind(school: int, person_ids: Sequence[int]) -> ConversationKind:
    """A talk with a teacher when exactly one is named; else a note."""
    teachers = {row.id for row in people.people(school, [PersonRole.TEACHER])}
    one = len([person_id for person_id in person_ids if person_id in teachers]) == 1
    return ConversationKind.TEACHER_TALK if one else ConversationKind.NOTE


def _as_minutes(quick: Quick) -> str:
    """The line in the grammar of minutes: the note, and the promise on a line of its own."""
    lines = []
    if quick.note:
        lines.append(f"% {quick.note}" if quick.private else quick.note)
    if quick.action is not None:
        when = f" > {quick.when}" if quick.when else ""
        lines.append(f"! {_who(quick)}: {quick.action}{when}")
    return "\n".join(lines)


def _who(quick: Quick) -> str:
    if quick.owner is None:
        return "ik"
    return f"@{quick.owner}" if quick.owner in quick.people else quick.owner
