"""The vangregel: one line, typed in ten seconds, from any screen or from the shell."""

import re
from collections.abc import Collection
from datetime import date

from ibtui.care.dates import parse_date
from ibtui.care.mentions import mentions, replaced
from ibtui.care.minutes import split_action
from ibtui.values import dataclass

_ACTION = re.compile(r"(?:^|(?<=\s))!")
_UNSEEN = r"\s\u200b-\u200f\u2060\ufeff"
_PRIVATE = re.compile(rf"[{_UNSEEN}%]*%[{_UNSEEN}%]*")
_BETWEEN = re.compile(rf"['’]s\b|en\b|[{_UNSEEN},.;:&+]+")
"""What may stand behind a name, before the next one or the %."""
_ENDED = (".", "!", "?", "…")


@dataclass(frozen=True, slots=True)
class Quick:
    """What a line says. Names are as typed, without their mark.

    `text` is the whole line, readable. `owner` None means the ib'er herself. `when` is as typed, `due` the
    date that it means, if it does. `note` is what stands outside the action, as typed, marks and all.
    """

    text: str
    pupils: tuple[str, ...]
    people: tuple[str, ...]
    action: str | None
    owner: str | None
    when: str
    due: date | None
    private: bool
    note: str = ""


def parse_quick(line: str, today: date, working_days: Collection[int] = ()) -> Quick:
    """Read a line like "#sam slaapt slecht @ans !bellen met ouders > di". Any text will do.

    The action runs from the first `!` to the last `>`. Its owner is the "wie:" before it, else the first
    @name in it. Without an action a `> when` counts only when it is a date. A `%` in front, or right behind the names
    in front ("#sam % moeder was moe"): private.
    """
    line, private = _without_private_mark(" ".join(line.split()))
    pupils, people = _named(line, "#"), _named(line, "@")
    mark = _ACTION.search(line)
    if mark is None:
        text, when, due = _note_with_date(line, today, working_days)
        return Quick(_plain(text), pupils, people, None, None, when, due, private, line)
    promise, names = _without_late_names(line[mark.end() :])
    note = " ".join([line[: mark.start()].strip(), *names])
    who, what, when, due = split_action(promise, today, working_days)
    mentioned = _named(what, "@")
    owner = who.removeprefix("@") or (mentioned[0] if mentioned else None)
    action = _plain(what)
    said = f"{_plain(who)}: {action}" if who and action else action or _plain(who)
    text = _as_sentence(_plain(note), said)
    if when and text:
        text = f"{text} ({when})"
    return Quick(text, pupils, people, action or None, owner, when, due, private, note.strip())


def _without_private_mark(line: str) -> tuple[str, bool]:
    """The line without the `%` that makes it private, and whether there was one. A `%` further on is text."""
    names = {one.start: one.end for one in mentions(line)}
    place = 0
    while (mark := _PRIVATE.match(line, place)) is None:
        if place in names:
            place = names[place]
        elif (gap := _BETWEEN.match(line, place) if place else None) is not None:
            place = gap.end()
        else:
            return line, False
    before, behind = line[:place].rstrip(), line[mark.end() :]
    return f"{before} {behind}".strip(), True


def _as_sentence(note: str, promise: str) -> str:
    """The note and the promise behind each other, to be read: a promise behind a full stop gets a capital."""
    if not note or not promise:
        return note or promise
    if note.endswith(_ENDED):
        return f"{note} {promise[:1].upper()}{promise[1:]}"
    return f"{note.rstrip(' ,;:')}; {promise}"


def _named(text: str, mark: str) -> tuple[str, ...]:
    """The names behind `mark`, each once, in the order of the text."""
    return tuple(dict.fromkeys(one.typed for one in mentions(text) if one.mark == mark))


def _plain(text: str) -> str:
    """The text without the marks before names."""
    return replaced(text, lambda one: one.typed).strip()


def _without_late_names(promise: str) -> tuple[str, list[str]]:
    """The promise, and the names that were typed behind its date: "bellen > di #sam"."""
    what, arrow, when = promise.rpartition(">")
    found = mentions(when)
    if not found or not arrow or (what and not what[-1].isspace()):
        return promise, []
    names = [when[one.start : one.end] for one in found]
    return f"{what}>{replaced(when, lambda _one: '').rstrip(' ,.;')}", names


def _note_with_date(line: str, today: date, working_days: Collection[int]) -> tuple[str, str, date | None]:
    """A line without an action: its text, and its `> when` if that is a date."""
    text, arrow, when = line.rpartition(" >")
    due = parse_date(when, today, working_days) if arrow else None
    return (f"{text} ({when.strip()})", when.strip(), due) if due else (line, "", None)
