"""What moved and what stood still while the ib'er was elsewhere: the lines of "sinds vorige keer"."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum

from ibtui.care.school_days import Free, next_working_day, previous_working_day, school_weeks_between
from ibtui.care.words import ConversationKind
from ibtui.values import dataclass

QUIET_WEEKS = 4
"""School weeks without contact after which a pupil with a heavy concern is quiet."""

QUIET_LEVEL = 3
"""From this level on a concern is heavy."""

CONSENT_AHEAD = timedelta(weeks=4)
"""How long before it ends a consent is told of: the parents have to be asked again."""

SENT_KINDS = (
    ConversationKind.LARGE_MEETING,
    ConversationKind.PARENT_TALK,
    ConversationKind.MEDIATION,
    ConversationKind.SUPPORT_TEAM,
    ConversationKind.AGENCY_TALK,
)
"""Of these somebody else waits for the minutes; those of other kinds are done when they are fixed."""

UNSENT_FOR = timedelta(weeks=12)
"""How long minutes are told of that weren't finished or sent; older ones nobody waits for."""

_UNDONE = "ongedaan: "
_NO_DAYS_KNOWN = (0, 1, 2, 3, 4)
_WEEK = timedelta(days=7)


class Section(StrEnum):
    """The headings, in their order on the screen."""

    CHANGED = "Veranderd"
    DUE = "Nu aan de beurt"
    QUIET = "Stil"
    UNSENT = "Verslagen die nog af of weg moeten"
    CONSENT = "Toestemming die afloopt"
    PRIVATE = "Privénotities die verlopen"
    AHEAD = "Voor je volgende werkdag"
    STILL = "Stond er al, en moet nog"


_CODES = {
    Section.CHANGED: "veranderd",
    Section.QUIET: "stil",
    Section.UNSENT: "versturen",
    Section.CONSENT: "loopt af",
    Section.PRIVATE: "privé",
}
ONCE = (Section.CHANGED, Section.CONSENT)
"""What is told of some days only: read by the next time, or those days still count."""

_STAYS = (Section.DUE, Section.AHEAD)
"""What has a date stays on the screen until it's done, read or not."""


@dataclass(frozen=True, slots=True)
class News:
    """One line. `kind` and `id` say which row it is about, `opens` what Enter shows: ("zorg", 12).

    `about`: whom; `what`: the thing itself; `said`: what is new of it. `sign`: "!" for what is late, "✓", "+" or
    "". `stamp`: what the reader has seen when she has read it; with another stamp it is new again.
    """

    section: Section
    kind: str
    id: int
    about: str
    what: str
    said: str
    opens: tuple[str, int]
    stamp: str
    day: date | None = None
    sign: str = ""

    @property
    def key(self) -> str:
        """What the line is known by over the days, the same whether it is due now or soon."""
        return f"{_CODES.get(self.section, 'datum')}:{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class Window:
    """From which day on she has to catch up, and the next day that she works here."""

    since: date
    until: date


def window(today: date, unread: date | None, working_days: Collection[int], free: Collection[Free]) -> Window:
    """`unread`: the day before today from which on she may not have read all; None when that isn't known.

    Working days are weekdays, Monday is 0; without any, every school day is one.
    """
    days = working_days or _NO_DAYS_KNOWN
    since = unread or previous_working_day(today, days, free) or today - _WEEK
    return Window(since, next_working_day(today, days, free) or today + _WEEK)


def due_section(due: date, today: date) -> Section:
    """Where something with a date belongs."""
    return Section.DUE if due <= today else Section.AHEAD


def quiet_words(weeks: int, evaluated: bool) -> str:
    """What is the matter with a heavy concern: nobody spoke for so many school weeks, no day to evaluate; or ""."""
    said = []
    if weeks >= QUIET_WEEKS:
        said.append(f"{weeks} schoolweken geen contact")
    if not evaluated:
        said.append("geen evaluatiedatum")
    return ", ".join(said)


def quiet_stamp(contact: date, weeks: int, evaluated: bool) -> str:
    """New again each time that another `QUIET_WEEKS` went by: a quiet pupil isn't read away for good."""
    return f"{contact}:{weeks // QUIET_WEEKS}:{evaluated:d}"


def weeks_since(contact: date, today: date, free: Collection[Free]) -> int:
    """School weeks without contact."""
    return school_weeks_between(contact, today, free)


def what_stayed(labels: Sequence[str]) -> list[int]:
    """Which of the changes of one row, in the order in which they were done, weren't taken back: their places."""
    stayed: list[int] = []
    for number, label in enumerate(labels):
        if not label.startswith(_UNDONE):
            stayed.append(number)
            continue
        undone = label.removeprefix(_UNDONE)
        for place in reversed(range(len(stayed))):
            if labels[stayed[place]] == undone:
                del stayed[place]
                break
    return stayed


def is_new(item: News, seen: Mapping[str, str]) -> bool:
    """Whether she hasn't read it, or not as it is now. `seen`: a stamp for each key that she read."""
    return seen.get(item.key) != item.stamp


def arrange(
    items: Sequence[News], seen: Mapping[str, str], *, everything: bool = False
) -> dict[Section, list[News]]:
    """The lines under their headings: what is new, and what has a date and isn't done yet.

    Under `STILL` stands what was due already when she last looked. With `everything` also what she has read.
    """
    found: dict[Section, list[News]] = {section: [] for section in Section}
    for item in items:
        if everything or is_new(item, seen):
            found[item.section].append(item)
        elif item.section in _STAYS:
            found[Section.STILL if item.section is Section.DUE else Section.AHEAD].append(item)
    return {section: rows for section, rows in found.items() if rows}
