"""The conversations and promises in the file of one child: of each only what is about her."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import field

from ibtui.care.dossier import About, Entry, Headed, Part, PartKind, Said, bare, said_about
from ibtui.care.group_review import Headings
from ibtui.care.mentions import mentions
from ibtui.care.names import words
from ibtui.care.paper_names import Names
from ibtui.care.text import fold
from ibtui.care.words import ConversationKind, ConversationStatus, MinutesStatus
from ibtui.store import labels
from ibtui.store.dossier_names import Lists, names_of
from ibtui.store.dossier_promises import loose_promises, promise_words
from ibtui.store.dossier_records import STAND, Sources, day_words, facts, view_part
from ibtui.store.dossier_which import conversations
from ibtui.store.models import (
    ActionItem,
    Attendance,
    Conversation,
    ConversationPupil,
    Minutes,
    ParentView,
    Placement,
    Pupil,
    School,
)
from ibtui.values import dataclass

_OF_A_GROUP = (ConversationKind.PUPIL_REVIEW, ConversationKind.SUPPORT_TEAM, ConversationKind.TEAM)


@dataclass(slots=True)
class Talks:
    """What was found. `texts`: the private lines and what school must look at, counted along the way."""

    entries: list[Entry] = field(default_factory=list)
    private_lines: int = 0
    look_at: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Around:
    """All that is needed to read one conversation, fetched for the whole file at once."""

    sources: Sources
    coordinator: str
    days: tuple[int, ...]
    lists: Lists
    everyone: Headings
    linked: dict[int, set[int]]
    in_group: dict[int, set[int]]
    minutes: dict[int, list[Minutes]]
    promises: dict[int, list[ActionItem]]
    views: dict[int, list[ParentView]]
    sat: dict[int, list[int]]
    seats: dict[int, list[str]]


def talks(sources: Sources, own: Pupil, lists: Lists) -> Talks:
    """Every conversation that is about this child, and every promise. Never a private one, never a lesson that was
    looked at. A fixed number of queries, however many there are."""
    rows = conversations(sources, own)
    around = _around(sources, lists, rows)
    found = Talks()
    shown: set[int] = set()
    for row in rows:
        entry = _entry(row, around, found)
        if entry is not None:
            found.entries.append(entry)
            shown.add(int(row.id))
    found.entries.extend(loose_promises(sources, shown))
    return found


def _around(sources: Sources, lists: Lists, rows: Sequence[Conversation]) -> _Around:
    ids = [int(row.id) for row in rows]
    school = School.get_by_id(sources.school)
    groups = [row.group_id for row in rows if row.group_id is not None]
    sat, seats = _seats(ids, sources)
    return _Around(
        sources=sources,
        coordinator=school.coordinator_name,
        days=labels.working_days(school.working_days),
        lists=lists,
        everyone=Headings(lists.under_each_name(lists.pupils)),
        linked=_sets(ConversationPupil.select().where(ConversationPupil.conversation.in_(ids))),
        in_group=_in_groups(groups),
        minutes=_minutes(ids),
        promises=_promises(ids),
        views=_parent_views(ids, sources.pupil),
        sat=sat,
        seats=seats,
    )


def _sets(links: Iterable[ConversationPupil]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for link in links:
        found.setdefault(link.conversation_id, set()).add(link.pupil_id)
    return found


def _in_groups(groups: Sequence[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for place in Placement.select().where(Placement.group.in_(groups)):
        found.setdefault(place.group_id, set()).add(place.pupil_id)
    return found


def _minutes(ids: Sequence[int]) -> dict[int, list[Minutes]]:
    query = Minutes.select().where(Minutes.conversation.in_(ids) & Minutes.deleted_at.is_null())
    found: dict[int, list[Minutes]] = {}
    for row in query.order_by(Minutes.edition):
        found.setdefault(row.conversation_id, []).append(row)
    return found


def _promises(ids: Sequence[int]) -> dict[int, list[ActionItem]]:
    query = ActionItem.select().where(ActionItem.conversation.in_(ids) & ActionItem.deleted_at.is_null())
    found: dict[int, list[ActionItem]] = {}
    for row in query.order_by(ActionItem.position, ActionItem.id):
        found.setdefault(row.conversation_id or 0, []).append(row)
    return found


def _parent_views(ids: Sequence[int], pupil: int) -> dict[int, list[ParentView]]:
    query = ParentView.select().where(
        ParentView.conversation.in_(ids) & (ParentView.pupil == pupil) & ParentView.deleted_at.is_null()
    )
    found: dict[int, list[ParentView]] = {}
    for row in query.order_by(ParentView.day, ParentView.id):
        found.setdefault(row.conversation_id or 0, []).append(row)
    return found


def _seats(ids: Sequence[int], sources: Sources) -> tuple[dict[int, list[int]], dict[int, list[str]]]:
    """Who was at each table, by number and in words; without other children."""
    people = Attendance.select().where(Attendance.conversation.in_(ids) & Attendance.person.is_null(False))
    rows = list(people.order_by(Attendance.id))
    sat: dict[int, list[int]] = {}
    words: dict[int, list[str]] = {}
    for row in rows:
        sat.setdefault(row.conversation_id, []).append(int(row.person_id or 0))
        words.setdefault(row.conversation_id, []).append(f"{sources.person(row.person_id)} ({row.presence})")
    return sat, words


# --- one conversation ---


def _entry(row: Conversation, around: _Around, found: Talks) -> Entry | None:
    """None when nothing of it is about her."""
    pupils = around.linked.get(int(row.id), set())
    is_hers = around.sources.pupil in pupils
    alone = is_hers and len(pupils) == 1 and not _is_of_a_group(row)
    whole = is_hers and not _is_of_a_group(row)
    said = [(text, _said(row, text, around, whole=whole)) for text in around.minutes.get(int(row.id), ())]
    promises = _hers(around.promises.get(int(row.id), ()), around.sources.pupil, alone=alone)
    where = f"{day_words(row.day)}, {row.kind}"
    _unsure(found, where, [one for _text, one in said])
    if not is_hers and not any(one.parts for _text, one in said):
        return None
    _note(found, where, [one for _text, one in said])
    begins = facts(
        (STAND, "" if row.status == ConversationStatus.HELD else row.status),
        ("Tijd", f"{row.start:%H:%M} uur" if row.start else ""),
        ("Plaats", row.place),
        ("Doel", row.purpose if alone else ""),
        ("Aan tafel", ", ".join(around.seats.get(int(row.id), ())) if is_hers else ""),
        ("Let op", "" if alone else "Dit gesprek ging ook over anderen. Hier staat alleen wat over dit kind gaat."),
    )  # fmt: skip
    views = tuple(view_part(one, around.sources) for one in around.views.get(int(row.id), ()))
    parts = (*begins, *_texts(said), *_stand(promises, around), *views)
    return Entry(row.day, "gesprek", row.kind.capitalize(), parts)


def _is_of_a_group(row: Conversation) -> bool:
    """Whether it is about a group, so that what stands under no heading can be about anybody."""
    return row.kind == ConversationKind.GROUP_REVIEW or (row.group_id is not None and row.kind in _OF_A_GROUP)


def _said(row: Conversation, text: Minutes, around: _Around, *, whole: bool) -> Said:
    typed = bare(text.text)
    near = around.linked.get(int(row.id), set()) | around.in_group.get(row.group_id or 0, set())
    names, hers = names_of(typed, row, around.lists, around.sat.get(int(row.id), ()), near, around.sources)

    def names_her(line: str) -> bool:
        marked = any(one.mark == "#" and fold(one.typed) in hers for one in mentions(line))
        return marked or (whole and _says(line, own_names))

    def names_other(line: str) -> bool:
        marked = any(one.mark == "#" and fold(one.typed) not in hers for one in mentions(line))
        return len(linked) > 1 and (marked or _says(line, beside))

    linked = around.linked.get(int(row.id), set())
    own_names = around.lists.called({around.sources.pupil})
    beside = around.lists.called(linked - {around.sources.pupil})
    about = About(_headed(around, near).whose, names_her, names_other, only_hers=not whole)
    say = Names(around.coordinator, names, "dossier")
    return said_about(typed, row.day, around.days, about, say)


def _says(line: str, names: Collection[str]) -> bool:
    """Whether one of these names stands in a line, with a capital: "Sam slaapt slecht", "Sam's moeder belt"."""
    typed = re.findall(r"[^\W\d_][\w'’-]*", line)
    capitals = {part for word in typed if word[0].isupper() for part in words(re.sub(r"['’]s?\Z", "", word))}
    return any(parts and capitals.issuperset(parts) for parts in map(words, names))


def _headed(around: _Around, near: set[int]) -> Headed:
    pupil = around.sources.pupil
    others = around.lists.pupils.keys() - {pupil}
    return Headed(
        pupil,
        Headings(around.lists.under_each_name(near)).pupil,
        around.everyone.pupil,
        around.lists.in_full({pupil}),
        around.lists.in_full(others),
        around.lists.called(near - {pupil}),
    )


def _texts(said: Sequence[tuple[Minutes, Said]]) -> Iterator[Part]:
    """Each edition under its own heading; the only one without."""
    for text, one in said:
        if not one.parts:
            continue
        status = "concept" if text.status == MinutesStatus.DRAFT else f"{text.status}"
        yield Part(PartKind.HEAD, f"Verslag, versie {text.edition} ({status})")
        yield from one.parts


def _unsure(found: Talks, where: str, said: Sequence[Said]) -> None:
    """What stands under a heading that may be of two children is left out, and told."""
    for title in dict.fromkeys(title for one in said for title in one.unsure):
        found.look_at.append(
            f"{where}: het kopje “{title}” is niet zeker van dit kind alleen. "
            "Wat daar staat, is er niet of niet helemaal bij."
        )


def _note(found: Talks, where: str, said: Sequence[Said]) -> None:
    """Keep what stays behind, and what school must look at. Lines with % are counted in the last edition."""
    found.private_lines += said[-1].private if said else 0
    if any(one.others for one in said):
        found.look_at.append(
            f"{where}: regels die een ander kind noemen en dit kind niet, staan er niet in. Lees na of dat klopt."
        )
    for one in said:
        for title in one.inside:
            found.look_at.append(f"{where}: het kopje “{title}” was alleen voor school. Mag dit mee?")
        if one.dropped:
            found.look_at.append(f"{where}: wat onder een kopje over de meldcode staat, staat er niet in.")


# --- promises ---


def _hers(rows: Sequence[ActionItem], pupil: int, *, alone: bool) -> list[ActionItem]:
    """Of a talk about her alone all promises, but for those about another child."""
    return [row for row in rows if row.pupil_id == pupil or (alone and row.pupil_id is None)]


def _stand(rows: Sequence[ActionItem], around: _Around) -> Iterator[Part]:
    """How far the promises of a conversation are."""
    if rows:
        yield Part(PartKind.HEAD, "Hoe het nu staat met de afspraken")
    for row in rows:
        yield Part(PartKind.POINT, promise_words(row, around.sources))
