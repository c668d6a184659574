"""What the check before an export reads, and what it finds. Plain values: the rules stand in `privacy.py`.

Lines and columns count from 1, as an editor shows them; line 0 is a text that doesn't stand in the minutes (the
purpose of the conversation, a name at the table), `where` says which.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from ibtui.care.minutes import ActionLine, Mark
from ibtui.care.text import fold
from ibtui.care.words import ConversationKind, PaperAudience
from ibtui.values import dataclass


class Level(StrEnum):
    """How much a finding weighs. The values are those of `--json`."""

    STOPS = "stops"  # no document, until it is mended or let through by itself
    ASKS = "asks"  # think about it; may be let through together with others


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing in one place. `text` is what was found, as it stands there; `reason` says in plain Dutch what is
    the matter and what to do. `fixed`: part of how a copy is made, so nobody can let it through.
    """

    rule: str  # a key of privacy.RULES: "O1"
    level: Level
    line: int
    column: int
    text: str
    reason: str
    where: str = ""  # "doel van het gesprek" when line is 0
    around: str = ""  # the whole line, so that the same finding is known again when the line has moved
    fixed: bool = False
    nth: int = 1  # of several that are the same but for their place: which one, from the top

    @property
    def key(self) -> str:
        """The same for the same finding after other lines were changed, and another one for any other finding."""
        words = (self.text, fold(self.around), self.where)
        return "|".join((self.rule, self.level, str(self.nth), *words))


@dataclass(frozen=True, slots=True)
class Written:
    """A name in a line, from `start` up to `end`, and what the paper prints in its place."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class CopyLine:
    """One line that leaves. `text` is without its mark and begins at `column` of the line as typed."""

    line: int
    column: int
    mark: Mark
    text: str
    written: tuple[Written, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """All that leaves in one paper. `beside`: what doesn't stand in the text, as (what it is, the text).

    `private`: the private lines of the same minutes, without their marks; they don't leave, and neither may their
    words in another line. `actions` have the line numbers of the parser, from 0.
    """

    kind: ConversationKind
    lines: tuple[CopyLine, ...]
    actions: tuple[ActionLine, ...] = ()
    beside: tuple[tuple[str, str], ...] = ()
    private: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom the paper is: its kind, and the persons (numbers) it goes to."""

    audience: PaperAudience
    persons: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ChildName:
    """A pupil of the school. `own`: the paper is about this child. Texts may be ""."""

    id: int
    first: str
    infix: str
    last: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class AdultName:
    """Somebody else who may be named. `near`: at the table, family of the child, or its teacher; `guardian`: of
    any child."""

    id: int
    first: str
    infix: str
    last: str
    near: bool = False
    guardian: bool = False


@dataclass(frozen=True, slots=True)
class ContactData:
    """A telephone number or mail address in the file. `owner`: "moeder Anna van Dijk"; `public`: of the school or
    an agency, so no secret."""

    person_id: int | None
    owner: str
    value: str
    public: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What the school knows, for the check. `meant`: who is meant by "#sam" or "@ans", folded and with its mark:
    "own" (a child of this paper), "other" (another pupil), "several" (pupils), "person"; not in it: nobody, or of
    adults more than one.
    """

    children: tuple[ChildName, ...] = ()
    adults: tuple[AdultName, ...] = ()
    contacts: tuple[ContactData, ...] = ()
    meant: Mapping[str, str] = field(default_factory=dict)
