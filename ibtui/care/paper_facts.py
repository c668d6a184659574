"""What a paper needs beside the text of the minutes, and what of that leaves in which of the four papers."""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date, time
from typing import Literal

from ibtui.care.copying import Extract
from ibtui.care.minutes import ParsedMinutes
from ibtui.care.text import fold
from ibtui.care.words import ConversationKind, PaperAudience, Presence
from ibtui.values import dataclass

PaperStatus = Literal["concept", "vastgesteld"]


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody at the table. Texts may be ""."""

    name: str
    function: str
    organisation: str
    presence: Presence


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What the text itself doesn't tell. All plain text, except the two fields that say Markdown.

    `child_name` is the one child that the paper is about ("" for a group or more children). `names` says who
    is meant by a name in the text, typed as "@ans", "#roo" or, as owner of a promise, "ans" or "moeder"; another
    child isn't in it. `own_name` is the ib'er, owner of what "jij" or "ik" would do. `agency` and `extract`: for
    whom an extract is and what goes into it. `pupil_headings`: the headings that are the name of one of the pupils
    of a group; what is taken from under them to another place in the dossier's paper says whose it is.
    """

    school: str
    practice: bool
    title: str
    confidential_for: str
    pupil_names: tuple[str, ...]
    child_name: str
    group: str
    day: date
    start: time | None
    place: str
    kind: ConversationKind
    status: PaperStatus
    written_by: str
    own_name: str
    sent_on: date | None = None
    purpose: str = ""  # Markdown
    seats: tuple[Seat, ...] = ()
    next_meeting: str = ""  # Markdown
    sharing: str = ""
    audience: PaperAudience = "ouders"
    signatures: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    agency: str = ""
    edition: int = 1
    extract: Extract | None = None
    pupil_headings: tuple[str, ...] = ()


def told(facts: PaperFacts) -> PaperFacts:
    """The facts that leave in this paper.

    A list of promises tells nothing but the next meeting. An agency reads of the table, why people met and when they
    meet again only when it sat at that table itself.
    """
    if facts.audience == "afspraken":
        return replace(facts, start=None, place="", purpose="", seats=(), sharing="", signatures=())
    if facts.audience == "instantie":
        facts = replace(facts, start=None, place="", sharing="", signatures=())
        if not _sat_there(facts):
            facts = replace(facts, purpose="", seats=(), next_meeting="")
    return facts


def _sat_there(facts: PaperFacts) -> bool:
    agency = fold(facts.agency)
    return bool(agency) and any(
        fold(seat.organisation) == agency and seat.presence in (Presence.PRESENT, Presence.INVITED)
        for seat in facts.seats
    )


def whose(leaves: ParsedMinutes, facts: PaperFacts) -> dict[int, str]:
    """By the number of a line: the pupil under whose heading it stands, with a colon behind. Only in the dossier's
    paper: in the others nothing tells more about a child than its own line."""
    if facts.audience != "dossier":
        return {}
    own = [point for point in leaves.points if point.title in facts.pupil_headings]
    return {line.number: f"{point.title.strip(' :')}: " for point in own for line in point.lines}
