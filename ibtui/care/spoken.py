"""A promise as a plain sentence, to be read to the people at the table.

What people type is "oefent elke dag", "oefenen elke dag" or "bellen": conjugating that would be guessing. So a
sentence begins with who, then says what as it was typed, and ends with the date in words. All three read right.
"""

from __future__ import annotations

import re
from datetime import date

from ibtui.care.dates import ago, long_date
from ibtui.care.mentions import mentions
from ibtui.values import dataclass

NO_WHO, NO_DATE, PAST = "nog geen naam", "nog geen datum", "de datum is al voorbij"
"""What a promise can lack."""

_HERSELF = "jij"
_NAMED = re.compile(r"(?<!\S)[#@](\w)")
_ENDS = (".", "!", "?", "…")


@dataclass(frozen=True, slots=True)
class Spoken:
    """`who` is "Juf Ans:", "Juf Ans, over Sam:" or "Wie doet dit?"; `what` and `when` are sentences; `lacks` is
    empty when it is whole."""

    who: str
    what: str
    when: str
    lacks: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """All of it: "Juf Ans: oefent elke dag 10 minuten. Uiterlijk vrijdag 27 november (over 3 dagen)." """
        return f"{self.who} {self.what} {self.when}"


def spoken(who: str, what: str, when: str, due: date | None, today: date, *, doubt: str = "") -> Spoken:
    """The sentence of one promise.

    `who` is what somebody is called ("" when nobody is named, "jij" for the ib'er, who reads it aloud herself),
    `when` as typed, `due` its date. `doubt` is what isn't clear about who: "welke Noa?".
    """
    lacks = []
    if not who or doubt:
        lacks.append(doubt or NO_WHO)
    if due is None:
        lacks.append(f"'{when}' is geen datum" if when else NO_DATE)
    elif due < today:
        lacks.append(PAST)
    about, what = _about(what.strip())
    words = _NAMED.sub(lambda found: found[1].upper(), what)
    if not who:
        words = f"Over {about}: {words}" if about else _capital(words)
        return Spoken("Wie doet dit?", _closed(words), _moment(due, today), tuple(lacks))
    name = "Ik" if who == _HERSELF else _capital(who)
    name += f", over {about}" if about else ""
    return Spoken(f"{name}:", _closed(words), _moment(due, today), tuple(lacks))


def _about(what: str) -> tuple[str, str]:
    """Take the pupils before a colon apart: "#sam #roos: lezen samen" is "Sam en Roos" and "lezen samen"."""
    before, colon, rest = what.partition(": ")
    named = mentions(before) if colon and rest.strip() else []
    left = before
    for one in reversed(named):
        left = left[: one.start] + left[one.end :]
    if not named or any(one.mark != "#" for one in named) or left.strip(" ,"):
        return "", what
    *others, last = (_capital(one.typed) for one in named)
    return f"{', '.join(others)} en {last}" if others else last, rest.strip()


def _moment(due: date | None, today: date) -> str:
    """The date in words. The year only when it is another one."""
    if due is None:
        return "Wanneer is het klaar?"
    day = long_date(due)
    if due.year == today.year:
        day = day.removesuffix(f" {due.year}")
    days = (due - today).days
    if days == 0:
        return f"Vandaag nog, {day}."
    if days == 1:
        return f"Uiterlijk morgen, {day}."
    if days < 0:
        return f"Dat was {day} ({ago(due, today)})."
    return f"Uiterlijk {day} ({ago(due, today)})."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _closed(text: str) -> str:
    return text if text.endswith(_ENDS) else f"{text}."
