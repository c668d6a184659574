"""The minutes of a groepsbespreking: which lines stand under which pupil's heading, and how a line gets there.
The text is the record. Each pupil who is spoken of has a heading with the whole name, and lines under it:

    ## Roos van Dijk
    - leest nu vlot
    ! @ans: boekjes mee naar huis > vr
    - niveau 2 → 3
    - nieuwe zorg: lezen, leest nog spellend
    - evaluatie 19 jan
    - aangemeld voor leerlingbespreking
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from ibtui.care.dates import parse_date, short_date
from ibtui.care.minutes import Mark, mark_of, parse, split_action
from ibtui.care.names import Named
from ibtui.care.text import fold
from ibtui.values import dataclass

SIGNED_UP = "- aangemeld voor leerlingbespreking"
"""The line of a pupil who will be spoken of by the ib'er and others, apart."""

_LEVEL = re.compile(r"- niveau (?P<old>\d) → (?P<new>\d)\Z")
_CONCERN = re.compile(r"[-%] nieuwe zorg: (?P<what>.+)\Z")
_EVALUATION = re.compile(r"- evaluatie(?: (?P<what>.+?):)? (?P<when>[^:]+)\Z")
_APART = re.compile(r"welke (?:kinderen|leerlingen) bespreken we")
"""The heading after which the pupils come."""
_TYPED_MARK = re.compile(r"(?P<mark>[!?=*%-])\s*(?P<text>.*)\Z", re.DOTALL)
_STEPS = re.compile(r"[+-]{1,4}\Z")


# --- whose heading ---


def titles(pupils: Iterable[Named]) -> dict[int, str]:
    """What stands above the lines of each pupil: the whole name, and for two with one name their number too."""
    rows = list(pupils)
    count = Counter(fold(row.full) for row in rows)
    return {row.id: row.full if count[fold(row.full)] == 1 else f"{row.full} (nr. {row.id})" for row in rows}


class Headings:
    """Whose a heading is, among some pupils: those of a group, or all of a school. A name that two have is
    nobody's."""

    def __init__(self, pupils: Iterable[Named]) -> None:
        rows = list(pupils)
        self._titles = {fold(f"{row.full} (nr. {row.id})"): row.id for row in rows}
        for names in ([fold(row.full) for row in rows], [fold(row.first) for row in rows]):
            count = Counter(names)
            alone = {name: row.id for name, row in zip(names, rows, strict=True) if count[name] == 1}
            self._titles = {**alone, **self._titles}

    def pupil(self, title: str) -> int | None:
        """The pupil whose whole name (or first name, when nobody else has it) the heading is; else None."""
        words = fold(" ".join(title.split()))
        return self._titles.get(words, self._titles.get(words.rstrip(" :")))


# --- reading ---


def sections(text: str, headings: Headings) -> dict[int, tuple[str, ...]]:
    """The lines under each pupil's heading as they are in the text, without empty ones. Two headings: one after
    the other."""
    found: dict[int, list[str]] = {}
    raw = text.split("\n")
    for start, end, number in _blocks(raw, headings):
        found.setdefault(number, []).extend(line for line in raw[start + 1 : end] if line.strip())
    return {number: tuple(lines) for number, lines in found.items()}


def without_section(text: str, pupil: int, headings: Headings) -> str:
    """The text without this pupil's headings and all that stands under them."""
    raw = text.split("\n")
    for start, end, number in reversed(_blocks(raw, headings)):
        if number == pupil:
            del raw[start:end]
    return "\n".join(raw)


def line_of(text: str, pupil: int, headings: Headings) -> int:
    """The number, from 0, of a pupil's heading in the text; of its last line when there is none."""
    raw = text.split("\n")
    return next((start for start, _end, number in _blocks(raw, headings) if number == pupil), len(raw) - 1)


@dataclass(frozen=True, slots=True)
class About:
    """What the lines of one pupil say besides remarks. `level`: (old, new); `evaluate`: the last date named."""

    remarks: int = 0
    actions: int = 0
    level: tuple[int, int] | None = None
    concerns: tuple[str, ...] = ()
    evaluate: date | None = None
    signed_up: bool = False


def about(lines: Sequence[str], day: date, working_days: Collection[int] = ()) -> About:
    """Read the lines of one pupil. `day`: of the conversation, from which dates are seen."""
    level: tuple[int, int] | None = None
    concerns: list[str] = []
    evaluate: date | None = None
    signed_up = False
    remarks = 0
    for line in lines:
        if changed := _LEVEL.match(line):
            old, new = int(changed["old"]), int(changed["new"])
            level = (level[0] if level else old, new)
        elif new_concern := _CONCERN.match(line):
            concerns.append(new_concern["what"])
        elif (seen := _EVALUATION.match(line)) and (when := parse_date(seen["when"], day, working_days)):
            evaluate = when
        elif line == SIGNED_UP:
            signed_up = True
        elif mark_of(line) is not Mark.ACTION:
            remarks += 1
    actions = len(parse("\n".join(lines), day, working_days).actions)
    return About(remarks, actions, level, tuple(concerns), evaluate, signed_up)


def _promises(text: str, headings: Headings, day: date) -> list[tuple[int | None, str]]:
    """Each promise without its mark, with the pupil under whose heading it stands; None: of the whole group."""
    blocks = _blocks(text.split("\n"), headings)
    under = {at: number for start, end, number in blocks for at in range(start, end)}
    parsed = parse(text, day)
    return [(under.get(item.line), parsed.lines[item.line].text) for item in parsed.actions]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a review came to. Pupils by number, in the order of the walk."""

    spoken_of: tuple[int, ...]
    silent: tuple[int, ...]
    promises: tuple[tuple[int | None, str], ...]
    """Each promise as it is written, and whose it is; None: of the whole group."""
    new_concerns: tuple[tuple[int, str], ...]
    levels: tuple[tuple[int, int, int], ...]
    signed_up: tuple[int, ...]
    evaluations: tuple[tuple[int, date], ...]


def summary(
    text: str, order: Sequence[int], headings: Headings, day: date, working_days: Collection[int] = ()
) -> Summary:
    """The end of a review. `order`: the pupils of the group in the order of the walk."""
    lines = sections(text, headings)
    said = {number: about(lines[number], day, working_days) for number in order if lines.get(number)}
    return Summary(
        spoken_of=tuple(said),
        silent=tuple(number for number in order if number not in said),
        promises=tuple(one for one in _promises(text, headings, day) if one[0] in (None, *order)),
        new_concerns=tuple((number, what) for number, item in said.items() for what in item.concerns),
        levels=tuple((number, *item.level) for number, item in said.items() if item.level),
        signed_up=tuple(number for number, item in said.items() if item.signed_up),
        evaluations=tuple((number, item.evaluate) for number, item in said.items() if item.evaluate),
    )


# --- writing ---


def written(typed: str) -> str:
    """A typed line as it goes in the text: a mark with one blank behind it, and "- " before plain words.

    "!bellen" is a promise too: in one quick line nobody means anything else. "" when nothing was typed.
    """
    text = " ".join(typed.split())
    marked = _TYPED_MARK.match(text)
    if marked is None:
        return f"- {text}" if text else ""
    if not marked["text"]:
        return ""
    if mark_of(text) is Mark.PRIVATE:
        return f"% {text.lstrip('%- ')}" if text.lstrip("%- ") else ""
    return f"{marked['mark']} {marked['text']}"


def level_steps(typed: str) -> int:
    """How many levels up or down a line of just "+" or "--" means; 0 when it is words."""
    text = typed.strip()
    return text.count("+") - text.count("-") if _STEPS.match(text) else 0


def with_line(text: str, pupil: int, line: str, order: Mapping[int, str], headings: Headings) -> str:
    """The text with one more line under the pupil's heading. `order`: the headings in the order of the walk."""
    raw = text.split("\n") if text.strip() else []
    blocks = _blocks(raw, headings)
    mine = [(start, end) for start, end, number in blocks if number == pupil]
    if mine:
        start, end = mine[-1]
        at = _after_words(raw, start, end)
        return "\n".join([*raw[:at], line, *raw[at:]])
    at = _place(raw, pupil, list(order), blocks)
    before = [""] if at and raw[at - 1].strip() else []
    after = [""] if (at < len(raw) and raw[at].strip()) or at == len(raw) else []
    return "\n".join([*raw[:at], *before, f"## {order[pupil]}", line, *after, *raw[at:]])


def without_line(text: str, pupil: int, line: str, headings: Headings) -> str:
    """The text without the last such line of the pupil; the heading goes too when nothing is left under it."""
    raw = text.split("\n")
    for start, end, number in reversed(_blocks(raw, headings)):
        places = [at for at in range(start + 1, end) if raw[at] == line] if number == pupil else []
        if places:
            at = places[-1]
            left = any(raw[other].strip() for other in range(start + 1, end) if other != at)
            return "\n".join([*raw[:at], *raw[at + 1 :]] if left else [*raw[:start], *raw[end:]])
    return text


def with_level(
    text: str, pupil: int, old: int, new: int, order: Mapping[int, str], headings: Headings
) -> str:
    """The text with the pupil's change of level. One line a review: 2 → 3 and then to 4 is 2 → 4, and back to 2
    is no line."""
    for line in sections(text, headings).get(pupil, ()):
        if changed := _LEVEL.match(line):
            text, old = without_line(text, pupil, line, headings), int(changed["old"])
    return text if old == new else with_line(text, pupil, f"- niveau {old} → {new}", order, headings)


def with_evaluation(
    text: str,
    pupil: int,
    what: str,
    when: date,
    day: date,
    order: Mapping[int, str],
    headings: Headings,
) -> str:
    """The text with the day on which `what` is looked back on, in the place of another day for the same."""
    for line in sections(text, headings).get(pupil, ()):
        if (
            (seen := _EVALUATION.match(line))
            and (seen["what"] or "") == what
            and parse_date(seen["when"], day)
        ):
            text = without_line(text, pupil, line, headings)
    return with_line(text, pupil, evaluation_line(what, when, day), order, headings)


def said_on(line: str, today: date, day: date, working_days: Collection[int] = ()) -> str:
    """A promise that is written on another day than that of its minutes: its date as that day means it."""
    if today == day or mark_of(line) is not Mark.ACTION:
        return line
    *_rest, when, due = split_action(line[1:].strip(), today, working_days)
    if due is None or parse_date(when, day, working_days) == due:
        return line
    before, _arrow, _when = line.rpartition(">")
    return f"{before}> {short_date(due, day)}"


def evaluation_line(what: str, when: date, day: date) -> str:
    """ "- evaluatie lezen: di 19 jan", or without a concern "- evaluatie di 19 jan"."""
    return f"- evaluatie{f' {what}:' if what else ''} {short_date(when, day)}"


def concern_line(category: str, heart: str, *, safe_to_tell: bool) -> str:
    """The line of a new concern. One about safety is told by its category only, in a private line."""
    return f"- nieuwe zorg: {category}, {heart}" if safe_to_tell else f"% nieuwe zorg: {category}"


# --- pieces ---


def _blocks(raw: Sequence[str], headings: Headings) -> list[tuple[int, int, int]]:
    """Where each pupil's heading is, the line after its section, and whose it is."""
    heads = [at for at, line in enumerate(raw) if line.startswith("##") and mark_of(line) is Mark.POINT]
    found = []
    for at, end in zip(heads, [*heads[1:], len(raw)], strict=False):
        pupil = headings.pupil(raw[at][2:])
        if pupil is not None:
            found.append((at, end, pupil))
    return found


def _after_words(raw: Sequence[str], start: int, end: int) -> int:
    """The place after the last line that isn't empty."""
    while end > start + 1 and not raw[end - 1].strip():
        end -= 1
    return end


def _place(raw: Sequence[str], pupil: int, order: list[int], blocks: list[tuple[int, int, int]]) -> int:
    """Where a new heading goes: after the pupil before this one, before the one after, or where pupils belong."""
    here = order.index(pupil)
    earlier = [(order.index(n), start, end) for start, end, n in blocks if n in order[:here]]
    if earlier:
        _order, _start, end = max(earlier)
        return end
    later = [(order.index(n), start) for start, _end, n in blocks if n in order[here + 1 :]]
    if later:
        return min(later)[1]
    heads = [at for at, line in enumerate(raw) if mark_of(line) is Mark.POINT]
    for number, at in enumerate(heads):
        if _APART.match(fold(raw[at][2:].strip())):
            return heads[number + 1] if number + 1 < len(heads) else len(raw)
    return len(raw)
