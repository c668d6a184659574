"""What a paper for parents (or for the dossier) consists of, before it has a shape.

`documents/` gives it a shape, `export.py` collects the facts. Nothing private gets this far: `build_paper`
takes only what `minutes.without_private` leaves.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal

from ibtui.care.agenda import without_proposals
from ibtui.care.dates import short_date
from ibtui.care.headings import Part, Place, in_order
from ibtui.care.mentions import replaced
from ibtui.care.minutes import ActionLine, Line, Mark, ParsedMinutes, without_private
from ibtui.care.text import fold
from ibtui.care.words import ConversationKind, PaperAudience, Presence

PaperStatus = Literal["concept", "definitief"]


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody at the table. Texts may be ""."""

    name: str
    function: str
    organisation: str
    presence: Presence


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One promise in the table, numbered from 1. No cell is empty."""

    number: int
    what: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text of one or more lines, in Markdown as it was typed."""

    markdown: str


@dataclass(frozen=True, slots=True)
class ChildQuote:
    """The child's own words, quotes as typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision, at its place in the text."""

    text: str


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What is still to be found out ("Nog uitzoeken")."""

    text: str


Block = Paragraph | ChildQuote | Decision | OpenQuestion


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its blocks, in the order of the text. `title` "" is what stood above the first one."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What the text itself doesn't tell. All plain text, except the two fields that say Markdown.

    `child_name` is the one child that the paper is about ("" for a group or more children). `names` says who
    is meant by a name in the text, typed as "@ans", "#roo" or, as owner of a promise, "ans" or "moeder".
    `own_name` is the ib'er, owner of what "jij" or "ik" would do.
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


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper.

    `purpose` is "" when a section tells it, and then a document has no purpose of its own to print; text under a
    heading "Volgend overleg" has been added to `next_meeting`. `child_voice`, `decisions` and `open_questions`
    repeat what stands in `sections`, for who wants them together. `excused`: the seats that aren't in `seats`.
    """

    school: str
    practice: bool
    title: str
    confidential_for: str
    pupil_names: tuple[str, ...]
    group: str
    day: date
    start: time | None
    place: str
    kind: ConversationKind
    status: PaperStatus
    written_by: str
    sent_on: date | None
    purpose: str
    seats: tuple[Seat, ...]
    excused: tuple[Seat, ...]
    sections: tuple[Section, ...]
    child_voice: tuple[str, ...]
    decisions: tuple[str, ...]
    open_questions: tuple[str, ...]
    actions: tuple[ActionRow, ...]
    next_meeting: str
    sharing: str
    audience: PaperAudience
    signatures: tuple[str, ...]


def build_paper(parsed: ParsedMinutes, facts: PaperFacts) -> Paper:
    """Put minutes in the order of a paper that parents can read, without the private lines, whoever reads it.

    Proposals of the agenda that stand there untouched are left out too: they were to be talked about.

    The order is that of the large meeting's template. Headings that aren't in it keep their place in the text,
    between why people met and the promises. The child's words all go to one section, "Wat vindt ... zelf".
    """
    public = without_proposals(without_private(parsed))
    say = _Names(facts)
    parts = in_order(public.points)
    quotes = tuple(say.in_text(line.text) for line in public.child)
    sections = _sections(parts, quotes, facts, say)
    why = [part for part in parts if part.known and part.place is Place.WHY]
    tells_why = any(_blocks(part.point.lines, say) for part in why)
    return Paper(
        school=facts.school,
        practice=facts.practice,
        title=facts.title,
        confidential_for=facts.confidential_for,
        pupil_names=facts.pupil_names,
        group=facts.group,
        day=facts.day,
        start=facts.start,
        place=facts.place,
        kind=facts.kind,
        status=facts.status,
        written_by=facts.written_by,
        sent_on=facts.sent_on,
        purpose="" if tells_why else facts.purpose,
        seats=tuple(seat for seat in facts.seats if seat.presence in _AT_THE_TABLE),
        excused=tuple(seat for seat in facts.seats if seat.presence not in _AT_THE_TABLE),
        sections=sections,
        child_voice=quotes,
        decisions=tuple(say.in_text(line.text) for line in public.decisions),
        open_questions=tuple(say.in_text(line.text) for line in public.questions),
        actions=tuple(_row(number, action, facts, say) for number, action in enumerate(public.actions, 1)),
        next_meeting=_next_meeting(parts, facts, say),
        sharing=facts.sharing,
        audience=facts.audience,
        signatures=facts.signatures,
    )


_AT_THE_TABLE = (Presence.PRESENT, Presence.INVITED)
_NOT_YET = "Nog niet afgesproken."
_MEET_AGAIN = (
    ConversationKind.LARGE_MEETING,
    ConversationKind.PARENT_TALK,
    ConversationKind.SUPPORT_TEAM,
    ConversationKind.PUPIL_REVIEW,
    ConversationKind.GROUP_REVIEW,
)
"""After these people expect to read when they meet again, also when nobody knows yet."""


def _sections(
    parts: list[Part], quotes: tuple[str, ...], facts: PaperFacts, say: "_Names"
) -> tuple[Section, ...]:
    """The sections that have something to say, the child's own at its place."""
    before, child, after = list[Section](), list[Block](), list[Section]()
    for part in parts:
        blocks = _blocks(part.point.lines, say)
        if part.place is Place.CHILD and part.known:
            child.extend(blocks)
        elif blocks and part.place is not Place.NEXT:
            (before if part.place < Place.CHILD else after).append(
                Section(say.in_text(part.point.title), blocks)
            )
    child.extend(ChildQuote(quote) for quote in quotes)
    own = [Section(_child_title(facts), tuple(child))] if child else []
    return (*before, *own, *after)


def _child_title(facts: PaperFacts) -> str:
    if facts.child_name:
        return f"Wat vindt {facts.child_name} zelf"
    return "Wat vinden de kinderen zelf"


def _blocks(lines: Iterable[Line], say: "_Names") -> tuple[Block, ...]:
    """The lines under a heading as blocks. Lines of text and items that follow each other are one block.

    Promises and the child's words aren't among them: those have a place of their own.
    """
    blocks: list[Block] = []
    typed: list[str] = []

    def close() -> None:
        markdown = "\n".join(typed).strip("\n")
        typed.clear()
        if markdown.strip():
            blocks.append(Paragraph(markdown))

    for line in lines:
        text = say.in_text(line.text)
        match line.mark:
            case Mark.TEXT:
                typed.append(text)
            case Mark.ITEM if text:
                typed.append(f"- {text}")
            case Mark.DECISION | Mark.QUESTION if text:
                close()
                blocks.append(Decision(text) if line.mark is Mark.DECISION else OpenQuestion(text))
            case Mark.ACTION | Mark.CHILD:
                close()
    close()
    return tuple(blocks)


def _next_meeting(parts: Iterable[Part], facts: PaperFacts, say: "_Names") -> str:
    """When and with whom the next meeting is, in Markdown: what is planned, then what the text says, or "not yet"."""
    said = [facts.next_meeting.strip()]
    for part in parts:
        if part.place is Place.NEXT:
            said.extend(_as_markdown(block) for block in _blocks(part.point.lines, say))
    told = "\n\n".join(text for text in said if text)
    return told or (_NOT_YET if facts.kind in _MEET_AGAIN else "")


def _as_markdown(block: Block) -> str:
    match block:
        case Paragraph():
            return block.markdown
        case Decision():
            return f"Besluit: {block.text}"
        case OpenQuestion():
            return f"Nog uitzoeken: {block.text}"
        case ChildQuote():
            return block.text


def _row(number: int, action: ActionLine, facts: PaperFacts, say: "_Names") -> ActionRow:
    when = short_date(action.due, facts.day) if action.due else action.when or "geen datum"
    return ActionRow(number, say.in_text(action.what), say.owner(action.who), when)


class _Names:
    """Who is meant by a name in the text."""

    def __init__(self, facts: PaperFacts) -> None:
        self.own = facts.own_name or facts.written_by or "school"
        self.known = {fold(typed.lstrip("#@")): full for typed, full in facts.names.items()}

    def in_text(self, text: str) -> str:
        """The text with "@ans" and "#roo" written out where it is known who that is."""
        return replaced(text, lambda one: self.known.get(fold(one.typed), f"{one.mark}{one.typed}"))

    def owner(self, who: str) -> str:
        """Who keeps a promise, for a table cell; never empty, and never guessed."""
        if not who.strip():
            return "nog afspreken"
        if fold(who) in _SELF:
            return self.own
        return self.known.get(fold(who.lstrip("@"))) or self.in_text(who).lstrip("@")


_SELF = ("jij", "je", "ik", "ib", "ib'er")
