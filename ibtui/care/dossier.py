"""The whole file of one child, as a parent who asks for it reads it: entries by day, each with its parts.

What belongs to the file is decided here and in `store/dossier.py`: of a talk about more children only what stands
under this child's heading or names it; never a line with %, and nothing that stands under a heading about the
meldcode. Names of others are marked, so that school can look at them before the paper leaves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import date
from enum import StrEnum

from ibtui.care.copying import leaving
from ibtui.care.dates import short_date
from ibtui.care.findings import Known
from ibtui.care.headings import Place, place_of
from ibtui.care.mentions import mentions
from ibtui.care.minutes import ActionLine, Line, Mark, Point, parse
from ibtui.care.names import words
from ibtui.care.paper_names import Names
from ibtui.care.text import fold
from ibtui.values import dataclass

OPENS, CLOSES = "\ue000", "\ue001"
"""Around a name of somebody else, until the paper is made: signs that nobody types."""


class PartKind(StrEnum):
    """How a part looks on paper."""

    FACT = "gegeven"  # a label and a value
    TEXT = "tekst"  # Markdown
    HEAD = "kopje"
    POINT = "punt"  # one line with a label
    QUOTE = "kind"  # the child's own words
    VIEW = "eigen kijk"  # a parent's words beside what school wrote


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of an entry. `label` may be ""."""

    kind: PartKind
    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened on one day. `kind` is what it is counted as: "gesprek", "zorg"."""

    day: date
    kind: str
    title: str
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Guardian:
    """A parent or other guardian: "moeder", and a word of `Custody`."""

    name: str
    relation: str
    custody: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """The file of one child, the oldest entry first. `look_at`: what school must look at itself, in whole sentences.

    `private_notes` and `private_lines` are counted and nothing more.
    """

    pupil_id: int
    name: str
    group: str
    guardians: tuple[Guardian, ...]
    entries: tuple[Entry, ...]
    private_notes: int
    private_lines: int
    look_at: tuple[str, ...]
    known: Known
    born: date | None = None
    left_on: date | None = None


# --- the text of a conversation ---


class Whose(StrEnum):
    """Whose section a heading begins."""

    HERS = "van haar"
    OTHERS = "van een ander"
    UNSURE = "niet zeker"  # two children have this name
    NAMES_HER = "noemt haar"  # "Roos en Sam", "Zorgen om Roos"
    NAMES_OTHER = "noemt een ander"  # "Sam thuis"
    NOBODYS = "van niemand"


@dataclass(frozen=True, slots=True)
class About:
    """How one text is read. `names_her` and `names_other`: whether a line names this child, or another one whom the
    talk was about. `only_hers`: the talk was about a group, so what stands under no child's heading is left out, but
    for lines that name her."""

    whose: Callable[[str], Whose]
    names_her: Callable[[str], bool]
    names_other: Callable[[str], bool]
    only_hers: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What of one text belongs to this child. `private`: lines with % that stay; `dropped`: headings about the
    meldcode that stay; `inside`: headings that were meant for school; `unsure`: headings that may be of two children;
    `others`: how many lines are about another child only."""

    parts: tuple[Part, ...]
    private: int = 0
    dropped: int = 0
    inside: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    others: int = 0


_MELDCODE = re.compile(r"meldcode|veilig[ -]?thuis|\bvt\b|\bvt[ -]?melding")


def is_apart(text: str) -> bool:
    """Whether a heading, or who was told, is about the meldcode or Veilig Thuis: that is kept apart."""
    return _MELDCODE.search(fold(text)) is not None


def said_about(text: str, day: date, working_days: Collection[int], about: About, say: Names) -> Said:
    """The part of minutes that is about one child."""
    parsed = parse(text, day, working_days)
    public = leaving(parsed, "dossier")
    hidden = {line.number for line in parsed.private if line.text}
    kept: list[Point] = []
    dropped, inside, unsure, others = 0, list[str](), list[str](), 0
    for point in public.points:
        owner = _owner(point, about)
        lines = _hers(point, owner, about)
        if owner is Whose.UNSURE or (_says_something(point.lines) and _is_mixed(owner, about)):
            unsure.append(point.title)
        elif owner is not Whose.OTHERS and not about.only_hers:
            others += sum(bool(line.text.strip()) for line in point.lines if line not in lines)
        if is_apart(point.title):
            dropped += bool(point.lines)
        elif _says_something(lines):
            kept.append(replace(point, lines=lines))
            if point.title and place_of(point.title) is Place.DOSSIER:
                inside.append(point.title)
    private = sum(
        line.number in hidden for point in parsed.points if _is_whole(point, about) for line in point.lines
    )
    actions = {action.line: action for action in public.actions}
    parts = tuple(part for point in kept for part in _of_point(point, actions, say, day))
    return Said(parts, private, dropped, tuple(inside), tuple(unsure), others)


def _owner(point: Point, about: About) -> Whose:
    return about.whose(point.title) if point.title else Whose.NOBODYS


def _is_mixed(owner: Whose, about: About) -> bool:
    """Whether under this heading only some lines come along, or none, though it may be about her."""
    return owner is (Whose.NAMES_HER if about.only_hers else Whose.NAMES_OTHER)


def _is_whole(point: Point, about: About) -> bool:
    """Whether all that stands under this heading is hers, so that its lines with % are about her too."""
    owner = _owner(point, about)
    return owner is Whose.HERS or (not about.only_hers and owner in (Whose.NOBODYS, Whose.NAMES_HER))


def _hers(point: Point, owner: Whose, about: About) -> tuple[Line, ...]:
    """The lines of one point that are about her."""
    if owner is Whose.HERS:
        return point.lines
    if owner in (Whose.OTHERS, Whose.UNSURE):
        return ()
    if about.only_hers or owner is Whose.NAMES_OTHER:
        return tuple(line for line in point.lines if about.names_her(line.text))
    return tuple(
        line for line in point.lines if about.names_her(line.text) or not about.names_other(line.text)
    )


def _of_point(point: Point, actions: dict[int, ActionLine], say: Names, day: date) -> list[Part]:
    """One point of the text in parts; lines of text and items that follow each other are one part."""
    found = [Part(PartKind.HEAD, say.in_text(point.title))] if point.title else []
    typed: list[str] = []

    def close() -> None:
        text = "\n".join(typed).strip("\n")
        typed.clear()
        if text.strip():
            found.append(Part(PartKind.TEXT, text))

    for line in point.lines:
        if line.mark is Mark.TEXT:
            typed.append(say.in_text(line.text))
        elif line.mark is Mark.ITEM and line.text:
            typed.append(f"- {say.in_text(line.text)}")
        elif line.text:
            close()
            found.append(_marked_line(line, actions.get(line.number), say, day))
    close()
    return found


def _marked_line(line: Line, action: ActionLine | None, say: Names, day: date) -> Part:
    if action is not None:
        when = short_date(action.due, day) if action.due else action.when
        text = f"{say.owner(action.who)}: {say.in_text(action.what)}"
        return Part(PartKind.POINT, f"{text} ({when})" if when else text, "Afspraak:")
    text = say.in_text(line.text)
    if line.mark is Mark.CHILD:
        return Part(PartKind.QUOTE, text)
    label = {Mark.DECISION: "Besluit:", Mark.QUESTION: "Nog uitzoeken:"}.get(line.mark, "")
    return Part(PartKind.POINT, text, label)


def _says_something(lines: Iterable[Line]) -> bool:
    return any(line.text.strip() for line in lines)


# --- whose a heading is ---


@dataclass(frozen=True, slots=True)
class Headed:
    """Tells whose a heading is. `near` and `everyone` give a pupil's number, or None; `others`: folded names of all
    other children, `own` those of this one. `beside`: names of the other children of this talk or its group."""

    pupil: int
    near: Callable[[str], int | None]
    everyone: Callable[[str], int | None]
    own: frozenset[str]
    others: frozenset[str]
    beside: frozenset[str] = frozenset()

    def whose(self, title: str) -> Whose:
        """Of a name that this child shares with another nobody knows whose it is, unless only one was there."""
        folded = fold(" ".join(title.split())).rstrip(" :")
        there = self.near(title) or self.everyone(title)
        if there is not None:
            return Whose.HERS if there == self.pupil else Whose.OTHERS
        if folded in self.own:
            return Whose.UNSURE
        if folded in self.others:
            return Whose.OTHERS
        return self._named_in(set(words(folded)))

    def _named_in(self, said: set[str]) -> Whose:
        """Of a heading with more than a name: "Roos van Dijk (groep 5)", "Roos en Sam", "Sam thuis"."""
        other = _names_any(said, self.beside)
        if not _names_any(said, self.own):
            return Whose.NAMES_OTHER if other else Whose.NOBODYS
        in_full = any(len(name) > 1 and name <= said for name in map(_word_set, self.own))
        return Whose.HERS if in_full and not other else Whose.NAMES_HER


def _word_set(name: str) -> set[str]:
    return set(words(name))


def _names_any(said: set[str], names: Iterable[str]) -> bool:
    """Whether one of these names stands among the words."""
    return any(name and name <= said for name in map(_word_set, names))


def names_in(text: str) -> set[tuple[str, str]]:
    """Each name with a mark in a text, as (mark, typed)."""
    return {(one.mark, one.typed) for line in text.split("\n") for one in mentions(line)}


def bare(text: str) -> str:
    """A text without the signs that mark names, should anybody have pasted them."""
    return text.replace(OPENS, "").replace(CLOSES, "")
