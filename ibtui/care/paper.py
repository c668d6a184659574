"""What a paper consists of, before it has a shape: for parents, for the file, for an agency, or only the promises.

`documents/` gives it a shape, `export.py` collects the facts. Which part of the minutes gets this far is decided in
`copying.py`, which part of the facts in `paper_facts.py`; the check before an export reads the same.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, time

from ibtui.care.abbreviations import glossary
from ibtui.care.copying import leaving, left_out
from ibtui.care.dates import short_date
from ibtui.care.headings import Part, Place, in_order
from ibtui.care.minutes import ActionLine, Line, Mark, ParsedMinutes
from ibtui.care.paper_facts import PaperFacts as PaperFacts
from ibtui.care.paper_facts import PaperStatus as PaperStatus
from ibtui.care.paper_facts import Seat as Seat
from ibtui.care.paper_facts import told, whose
from ibtui.care.paper_names import Names
from ibtui.care.words import ConversationKind, PaperAudience, Presence
from ibtui.values import dataclass


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
class Paper:
    """A whole paper.

    `purpose` is "" when a section tells it, and then a document has no purpose of its own to print; text under a
    heading "Volgend overleg" has been added to `next_meeting`. `child_voice`, `decisions` and `open_questions`
    repeat what stands in `sections`, for who wants them together. `excused`: the seats that aren't in `seats`.
    `glossary`: abbreviations and words of the trade in this paper, each with what it means.
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
    agency: str = ""
    edition: int = 1
    glossary: tuple[tuple[str, str], ...] = ()


def build_paper(parsed: ParsedMinutes, facts: PaperFacts) -> Paper:
    """Put what leaves of the minutes in the order of a paper that parents can read: that of the large meeting's
    template. Other headings keep their place in the text, between why people met and the promises."""
    facts = told(facts)
    leaves = leaving(parsed, facts.audience, facts.extract)
    say = names_of(facts)
    parts = in_order(leaves.points)
    owned = whose(leaves, facts)
    quotes = tuple(owned.get(line.number, "") + say.in_text(line.text) for line in leaves.child)
    paper = Paper(
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
        purpose=_purpose(parts, facts, say),
        seats=tuple(seat for seat in facts.seats if seat.presence in _AT_THE_TABLE),
        excused=tuple(seat for seat in facts.seats if seat.presence not in _AT_THE_TABLE),
        sections=() if facts.audience == "afspraken" else _sections(parts, quotes, facts, say),
        child_voice=quotes,
        decisions=tuple(say.in_text(line.text) for line in leaves.decisions),
        open_questions=tuple(say.in_text(line.text) for line in leaves.questions),
        actions=tuple(
            _row(number, action, facts, say, owned.get(action.line, ""))
            for number, action in enumerate(leaves.actions, 1)
        ),
        next_meeting=_next_meeting(parts, facts, say),
        sharing=facts.sharing,
        audience=facts.audience,
        signatures=() if _keeps_apart(parsed, facts) else facts.signatures,
        agency=facts.agency,
        edition=facts.edition,
    )
    return replace(paper, glossary=glossary(_texts(paper))) if facts.audience in _EXPLAINED else paper


def _keeps_apart(parsed: ParsedMinutes, facts: PaperFacts) -> bool:
    """Whether this is a version for the file with more in it than parents read: that isn't signed as read."""
    return facts.audience == "dossier" and bool(left_out(parsed, "ouders").dossier)


def names_of(facts: PaperFacts) -> Names:
    """What writes out the names in this paper: for the check."""
    return Names(facts.own_name or facts.written_by, facts.names, facts.audience)


def beside(parsed: ParsedMinutes, facts: PaperFacts) -> tuple[tuple[str, str], ...]:
    """What the same paper prints beside the text, as (what it is, the text): for the check."""
    facts = told(facts)
    leaves = leaving(parsed, facts.audience, facts.extract)
    say = names_of(facts)
    said = [
        ("titel", facts.title),
        ("voor wie", facts.confidential_for),
        ("plaats", facts.place),
        ("doel van het gesprek", _purpose(in_order(leaves.points), facts, say)),
        *(
            ("wie aan tafel zat", " ".join((seat.name, seat.function, seat.organisation)).strip())
            for seat in facts.seats
        ),
        ("volgend overleg", facts.next_meeting),
        ("informatie delen", facts.sharing),
        *(("voor gezien", name) for name in facts.signatures),
    ]
    return tuple((what, text) for what, text in said if text.strip())


_AT_THE_TABLE = (Presence.PRESENT, Presence.INVITED)
_EXPLAINED: tuple[PaperAudience, ...] = ("ouders", "afspraken")
"""The papers that are read at home get a list of words."""
_NOT_YET = "Nog niet afgesproken."
_MEET_AGAIN = (
    ConversationKind.LARGE_MEETING,
    ConversationKind.PARENT_TALK,
    ConversationKind.MEDIATION,
    ConversationKind.SUPPORT_TEAM,
    ConversationKind.PUPIL_REVIEW,
    ConversationKind.GROUP_REVIEW,
)
"""After these people expect to read when they meet again, also when nobody knows yet."""


def _purpose(parts: Iterable[Part], facts: PaperFacts, say: Names) -> str:
    """Why people met, unless the text itself tells that."""
    why = (part for part in parts if part.known and part.place is Place.WHY)
    return "" if any(_blocks(part.point.lines, say) for part in why) else say.in_text(facts.purpose)


def _sections(
    parts: list[Part], quotes: tuple[str, ...], facts: PaperFacts, say: Names
) -> tuple[Section, ...]:
    """The sections that have something to say. The child's words all go to one, "Wat vindt ... zelf"."""
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


def _blocks(lines: Iterable[Line], say: Names) -> tuple[Block, ...]:
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


def _next_meeting(parts: Iterable[Part], facts: PaperFacts, say: Names) -> str:
    """When and with whom the next meeting is, in Markdown: what is planned, then what the text says, or "not yet"."""
    said = [facts.next_meeting.strip()]
    for part in parts:
        if part.place is Place.NEXT:
            said.extend(_as_markdown(block) for block in _blocks(part.point.lines, say))
    known = "\n\n".join(text for text in said if text)
    expected = facts.kind in _MEET_AGAIN and facts.audience != "instantie"
    return known or (_NOT_YET if expected else "")


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


def _row(number: int, action: ActionLine, facts: PaperFacts, say: Names, owned: str) -> ActionRow:
    when = short_date(action.due, facts.day) if action.due else action.when or "geen datum"
    return ActionRow(number, owned + say.in_text(action.what), say.owner(action.who), when)


def _texts(paper: Paper) -> Iterator[str]:
    """Every text that is printed, for the list of words."""
    yield from (paper.purpose, paper.next_meeting, paper.sharing)
    for seat in (*paper.seats, *paper.excused):
        yield f"{seat.function} {seat.organisation}"
    for section in paper.sections:
        yield section.title
        for block in section.blocks:
            yield block.markdown if isinstance(block, Paragraph) else block.text
    for row in paper.actions:
        yield f"{row.what} {row.who} {row.when}"
