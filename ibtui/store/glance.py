"""One child in five answers: the question, what was tried, what was agreed, what is next, and who knows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from peewee import JOIN, fn

from ibtui.care.dates import due_words, short_date
from ibtui.care.mentions import unmarked
from ibtui.care.minutes import parse
from ibtui.care.words import Audience, ConcernStatus, ConversationKind, ConversationStatus, Custody
from ibtui.store import approaches, deadlines, guardians, labels, sharing
from ibtui.store import to_tell as telling
from ibtui.store.actions import NOT_DONE
from ibtui.store.approaches import ApproachRow
from ibtui.store.guardians import GuardianRow
from ibtui.store.models import (
    ActionItem,
    Agency,
    Concern,
    Conversation,
    ConversationPupil,
    Minutes,
    Person,
    Pupil,
)
from ibtui.store.to_tell import ToTell
from ibtui.values import dataclass

_FIRST = 3
"""So many promises, before the decisions; the others come after those."""
_LOOKED_AT = 3
"""In so many minutes a decision is looked for."""


@dataclass(frozen=True, slots=True)
class Short:
    """One short line. `ref` and `ref_id`: what it is about, in the words of `timeline.Line`; "ouder" is a
    guardianship, "instantie" an agency, "verslag" minutes, "vertellen" the list of who must be told yet."""

    text: str
    ref: str
    ref_id: int


@dataclass(frozen=True, slots=True)
class Glance:
    """The five answers, each whole: who draws them says how many more there are. An empty one: nothing to say."""

    question: tuple[Short, ...]
    tried: tuple[Short, ...]
    agreed: tuple[Short, ...]
    next: tuple[Short, ...]
    knows: tuple[Short, ...]


def glance(pupil_id: int, today: dt.date) -> Glance:
    """The five answers about one pupil, the heaviest and the newest first. A fixed number of queries.

    Only the dossier lane, and nothing of safety (meldcode).
    """
    school = int(Pupil.get_by_id(pupil_id).school_id)
    you = labels.coordinator(school)
    family = guardians.guardians(pupil_id)
    worries = _worries(pupil_id)
    tried = approaches.of_pupil(pupil_id)
    return Glance(
        question=_question(worries, you),
        tried=_tried(tried, worries, today),
        agreed=_agreed(_promises(pupil_id, you, today), _decisions(pupil_id, today)),
        next=_next(school, pupil_id, worries, tried, today),
        knows=_knows(pupil_id, family, worries, today),
    )


def _worries(pupil_id: int) -> list[Concern]:
    """The open concerns with who raised them, the heaviest first."""
    query = (
        Concern.select(Concern, Person, Agency)
        .join(Person, JOIN.LEFT_OUTER, on=(Concern.raised_by == Person.id))
        .join(Agency, JOIN.LEFT_OUTER)
        .where(
            (Concern.pupil == pupil_id)
            & (Concern.status != ConcernStatus.CLOSED)
            & Concern.deleted_at.is_null()
        )
        .order_by(Concern.level.desc(), Concern.opened_on, Concern.id)
    )
    return list(query)


def _question(found: Sequence[Concern], you: int | None) -> tuple[Short, ...]:
    """The question of the heaviest open concern (its summary when none is written), and what else worries."""
    if not found:
        return ()
    first, *others = found
    asked = _one_line(first.question)
    whose = ""
    if first.raised_by is not None and first.raised_by_id != you:
        whose = f" (van {labels.call_name(first.raised_by)})"
    lines = [Short(f"{asked or first.summary}{whose}", "zorg", int(first.id))]
    more = [first, *others] if asked else others
    lines += [Short(f"{row.category}: {row.summary}", "zorg", int(row.id)) for row in more]
    return tuple(lines)


def _tried(found: Sequence[ApproachRow], worries: Sequence[Concern], today: dt.date) -> tuple[Short, ...]:
    """What runs, then the last that ended with its effect; without any, what the concern says was tried."""
    lines = [
        Short(
            _joined(_one_line(row.what), row.how_often, row.by, f"sinds {short_date(row.since)}"),
            "aanpak",
            row.id,
        )
        for row in found
        if row.runs(today)
    ]
    ended = next((row for row in found if not row.runs(today)), None)
    if ended is not None:
        effect = _one_line(ended.effect) or "effect niet opgeschreven"
        lines.append(Short(f"gestopt: {_one_line(ended.what)} · {effect}", "aanpak", ended.id))
    if not lines:
        lines = [Short(_one_line(row.tried), "zorg", int(row.id)) for row in worries[:1] if row.tried.strip()]
    return tuple(lines)


def _agreed(promises: list[Short], decisions: list[Short]) -> tuple[Short, ...]:
    """However many promises there are, the decisions stay among the first."""
    return (*promises[:_FIRST], *decisions, *promises[_FIRST:])


def _promises(pupil_id: int, you: int | None, today: dt.date) -> list[Short]:
    """What is still to be done: late first. Nothing that was promised in a private note."""
    query = (
        ActionItem.select(
            ActionItem.id, ActionItem.what, ActionItem.owner, ActionItem.owner_text, ActionItem.due_on
        )
        .join(Conversation, JOIN.LEFT_OUTER)
        .where(
            (ActionItem.pupil == pupil_id)
            & ActionItem.status.in_(NOT_DONE)
            & ActionItem.deleted_at.is_null()
            & (Conversation.id.is_null() | (Conversation.audience == Audience.DOSSIER))
        )
        .order_by(ActionItem.due_on.is_null(), ActionItem.due_on, ActionItem.id)
    )
    rows = list(labels.tuples(query, tuple[int, str, int | None, str, dt.date | None]))
    people = labels.people_named({owner for _id, _what, owner, _typed, _due in rows if owner is not None})
    names = people if you is None else people | {you: labels.YOU}
    return [
        Short(
            _joined(_says(names.get(owner or 0, typed.lstrip("@")), unmarked(what)), due_words(due, today)),
            "afspraak",
            number,
        )
        for number, what, owner, typed, due in rows
    ]


def _decisions(pupil_id: int, today: dt.date) -> list[Short]:
    """The decisions in the newest minutes that have any, of talks about this pupil alone: others' stay theirs."""
    others = ConversationPupil.alias()
    about_others = (others.conversation == Conversation.id) & (others.pupil != pupil_id)
    query = (
        Minutes.select(Minutes.id, Minutes.text, Conversation.day)
        .join(Conversation)
        .join(ConversationPupil)
        .where(
            (ConversationPupil.pupil == pupil_id)
            & (Conversation.audience == Audience.DOSSIER)
            & (Conversation.status == ConversationStatus.HELD)
            & (Conversation.day <= today)
            & Conversation.deleted_at.is_null()
            & Minutes.deleted_at.is_null()
            & Minutes.text.contains("= ")
            & ~fn.EXISTS(others.select(others.id).where(about_others))
        )
        .order_by(Conversation.day.desc(), Minutes.edition.desc())
        .limit(_LOOKED_AT)
    )
    for number, text, day in labels.tuples(query, tuple[int, str, dt.date]):
        if said := [line.text for line in parse(text, day).decisions if line.text.strip()]:
            when = short_date(day, today)
            return [Short(f"besluit {when}: {unmarked(one)}", "verslag", number) for one in said]
    return []


def _next(
    school: int,
    pupil_id: int,
    worries: Sequence[Concern],
    tried: Sequence[ApproachRow],
    today: dt.date,
) -> tuple[Short, ...]:
    """What comes, by its day: the next conversation, terms, and when we look again."""
    found: list[tuple[dt.date, Short]] = []
    talk = _next_talk(pupil_id, today)
    if talk is not None:
        number, kind, day = talk
        found.append((day, Short(f"{kind}: {due_words(day, today)}", "gesprek", number)))
    terms = deadlines.deadlines(school, pupil_id=pupil_id)
    found += [
        (row.due_on, Short(f"{row.name}: {due_words(row.due_on, today)}", "termijn", row.id)) for row in terms
    ]
    looks = [(row.evaluate_on, "zorg", row.id, row.category) for row in worries]
    same = {(row.id, row.evaluate_on) for row in worries}  # one look at both: said once
    running = [
        row
        for row in tried
        if row.runs(today) and row.evaluated_on is None and (row.concern_id, row.evaluate_on) not in same
    ]
    looks += [(row.evaluate_on, "aanpak", row.id, _one_line(row.what)) for row in running]
    for on, ref, number, what in looks:
        if on is not None:
            found.append((on, Short(f"terugkijken naar {what}: {due_words(on, today)}", ref, number)))
    return tuple(short for _day, short in sorted(found, key=lambda item: item[0]))


def _next_talk(pupil_id: int, today: dt.date) -> tuple[int, str, dt.date] | None:
    query = (
        Conversation.select(Conversation.id, Conversation.kind, Conversation.day)
        .join(ConversationPupil)
        .where(
            (ConversationPupil.pupil == pupil_id)
            & (Conversation.status == ConversationStatus.PLANNED)
            & (Conversation.audience == Audience.DOSSIER)
            & (Conversation.kind != ConversationKind.NOTE)
            & (Conversation.day >= today)
            & Conversation.deleted_at.is_null()
        )
        .order_by(Conversation.day, Conversation.start)
        .limit(1)
    )
    return next(iter(labels.tuples(query, tuple[int, str, dt.date])), None)


def _knows(
    pupil_id: int, family: Sequence[GuardianRow], worries: Sequence[Concern], today: dt.date
) -> tuple[Short, ...]:
    """Who doesn't know yet comes first; then the parents who do, and the agencies that help."""
    waiting = telling.to_tell(pupil_id, today)
    lines = [_waits(waiting, pupil_id)] if waiting else []
    untold = {one.person_id for one in waiting}
    for row in family:
        if row.custody != Custody.YES:
            if row.custody == Custody.UNKNOWN:
                lines.append(Short(f"{row.name}: gezag nog niet bekend", "ouder", row.id))
        elif worries and row.person_id not in untold and all(one.parents_informed_on for one in worries):
            on = max(one.parents_informed_on for one in worries if one.parents_informed_on)
            lines.append(Short(f"{row.name} weet het sinds {short_date(on, today)}", "ouder", row.id))
    running = [row for row in sharing.referrals(pupil_id=pupil_id) if row.status not in sharing.ENDED]
    lines += [Short(f"{row.agency} ({row.status})", "verwijzing", row.id) for row in running]
    return tuple(lines)


def _waits(waiting: Sequence[ToTell], pupil_id: int) -> Short:
    """Whom it still has to be told, each once."""
    who = list(dict.fromkeys(one.who for one in waiting))
    more = f" en {len(who) - 2} anderen" if len(who) > 2 else ""
    named = labels.listed(who) if not more else f"{', '.join(who[:2])}{more}"
    return Short(f"nog vertellen aan {named}", "vertellen", pupil_id)


def _says(who: str, what: str) -> str:
    return f"{who}: {what}" if who else what


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
