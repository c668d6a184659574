"""What somebody asks of an export and what she is answered: plain values that screens, shell and tests share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from ibtui.care.findings import Finding, Known, Level
from ibtui.care.recipients import Candidate, Obligation
from ibtui.care.words import PaperAudience
from ibtui.settings import Home
from ibtui.values import dataclass

if TYPE_CHECKING:
    from ibtui.care.copying import LeftOut
    from ibtui.care.paper import Paper

PAPERS: Mapping[PaperAudience, str] = {
    "ouders": "ouderkopie",
    "dossier": "versie voor het dossier",
    "instantie": "uittreksel voor een instantie",
    "afspraken": "afsprakenlijst",
}
"""The four papers, as a screen names them, in the order in which they are offered."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One paper as it is wanted. Change it with `dataclasses.replace` and examine it again.

    `persons`: who gets it. `points`: which points go to an agency, by `PointChoice.key` so that the same wish never
    sends another point; None: those that are suggested. One that isn't there any more goes nowhere. `ground`: a key
    of LEGAL_GROUNDS. `reasons`: by the key of an obligation; `passed`: a word why, by the key of a finding.
    """

    minutes_id: int
    audience: PaperAudience
    persons: tuple[int, ...] = ()
    agency_id: int | None = None
    points: tuple[str, ...] | None = None
    ground: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)
    passed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """One of the four papers. `why_not` "" when it can be made, else what is the matter; `instead`: what to do."""

    audience: PaperAudience
    name: str
    why_not: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True)
class AgencyChoice:
    """An agency that can get an extract; those at the table come first. `consent`: words about it, "toestemming
    tot 1 juli 2027: verslag delen"; `valid`: for each child of the paper."""

    agency_id: int
    name: str
    at_table: bool
    consent: str
    valid: bool


@dataclass(frozen=True, slots=True)
class PointChoice:
    """A point of the text that can go to an agency. `index`: its place among the parsed points now; `key`: what stays
    the same while other points come, go and move: its title, with how it begins when others have that title too."""

    index: int
    title: str
    key: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen for these minutes. `about`: "Roos van Dijk"; `status`: concept or vastgesteld.

    `people`: who can get a paper, for each kind of paper that goes to persons.
    """

    minutes_id: int
    kind: str
    about: str
    day: dt.date
    status: str
    edition: int
    papers: tuple[PaperChoice, ...]
    people: Mapping[PaperAudience, tuple[Candidate, ...]]
    agencies: tuple[AgencyChoice, ...] = ()
    points: tuple[PointChoice, ...] = ()

    def why_not(self, audience: PaperAudience) -> str:
        """Why this paper can't be made, "" when it can."""
        return next(paper.why_not for paper in self.papers if paper.audience == audience)


@dataclass(frozen=True, slots=True)
class Examined:
    """A wish with all that is known of it: the paper, what was found, what must be settled, what stays behind.

    `name`: the file name it gets in `folder` when nobody names it. `made_at`: local time, printed on the paper.
    `points`: those that go to the agency, also when the wish left it open. `known`: the names that were looked for.
    """

    wish: Wish
    choices: Choices
    paper: Paper
    findings: tuple[Finding, ...]
    obligations: tuple[Obligation, ...]
    left_out: LeftOut
    name: str
    folder: Path
    made_at: dt.datetime
    home: Home
    points: tuple[int, ...] = ()
    agency: str = ""
    known: Known = field(default_factory=Known, repr=False)

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """What was found and isn't let through."""
        return tuple(one for one in self.findings if not is_passed(one, self.wish.passed))

    @property
    def open_obligations(self) -> tuple[Obligation, ...]:
        """What still must be settled about who gets it."""
        return tuple(one for one in self.obligations if not one.done)

    @property
    def stopped(self) -> bool:
        """Whether something that was found stops the paper."""
        return any(one.level is Level.STOPS for one in self.open_findings)

    @property
    def ready(self) -> bool:
        """Whether it may be written: nothing found that isn't let through, and everything settled."""
        return not (self.open_findings or self.open_obligations)


@dataclass(frozen=True, slots=True)
class Built:
    """A finished document that isn't written yet. `findings`: what was found in the file itself (O10) and in what
    the school's template prints on it.

    `style_problem`: why the school's own template wasn't used, "" when it was or when there is none.
    """

    examined: Examined
    data: bytes
    findings: tuple[Finding, ...] = ()
    style_problem: str = ""

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """What was found in the text or in the file and isn't let through."""
        passed = self.examined.wish.passed
        own = tuple(one for one in self.findings if not is_passed(one, passed))
        return (*self.examined.open_findings, *own)

    @property
    def ready(self) -> bool:
        """Whether it may be written."""
        return not (self.open_findings or self.examined.open_obligations)


def is_passed(finding: Finding, passed: Mapping[str, str]) -> bool:
    """Whether a finding is let through: with a word why, and never one that is part of how a copy is made."""
    return not finding.fixed and bool(passed.get(finding.key, "").strip())
