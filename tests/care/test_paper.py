"""From minutes to what a paper for parents consists of."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibtui.care.copying import Extract
from ibtui.care.minutes import parse
from ibtui.care.paper import (
    ActionRow,
    ChildQuote,
    Decision,
    OpenQuestion,
    Paragraph,
    Section,
    build_paper,
)
from ibtui.care.paper_names import Names
from ibtui.care.words import ConversationKind
from ibtui.templates import built_in
from tests.care.a_paper import DAY, FACTS, ROOS, paper


def titles(text: str) -> list[str]:
    return [section.title for section in paper(text).sections]


def test_a_whole_paper() -> None:
    done = paper(ROOS)
    assert done.sections == (
        Section("Wat gaat er goed", (Paragraph("Roos heeft twee vriendinnen"),)),
        Section(
            "Wat vindt Roos zelf",
            (
                Paragraph("gevraagd in een gesprek"),
                ChildQuote('"lezen is stom"'),
                ChildQuote('"rekenen vind ik het fijnst"'),
            ),
        ),
        Section(
            "Wat ziet de school",
            (
                Paragraph("- lezen gaat langzamer\n- ook thuis\n\ndat zegt juf Ans ook"),
                OpenQuestion("is het gehoor getest"),
                Paragraph("daarna verder"),
            ),
        ),
        Section("Een eigen kop", (Paragraph("van Roos"),)),
        Section("Afspraken", (Decision("we vragen een onderzoek aan"),)),
    )
    assert done.child_voice == ('"lezen is stom"', '"rekenen vind ik het fijnst"')
    assert done.decisions == ("we vragen een onderzoek aan",)
    assert done.open_questions == ("is het gehoor getest",)
    assert done.actions == (
        ActionRow(1, "oefent elke dag", "juf Ans", "vr 27 nov"),
        ActionRow(2, "belt", "Karin van Dijk", "wo 13 jan 2027"),
        ActionRow(3, "vraagt een bril", "nog afspreken", "geen datum"),
        ActionRow(4, "mailt", "Marit Veen", "ooit"),
    )
    assert done.next_meeting == "dinsdag 12 januari 2027, 13:00\n\n- ook de logopedist erbij"
    assert [seat.name for seat in done.seats] == ["Karin van Dijk"]
    assert [seat.name for seat in done.excused] == ["Piet van Dijk"]


def test_the_order_is_that_of_the_template_whatever_the_order_of_the_text() -> None:
    headings = built_in(ConversationKind.LARGE_MEETING).split("\n\n")
    filled = "\n".join(f"{heading}\ntekst" for heading in reversed(headings) if heading)
    assert titles(filled) == [
        "Waarom zitten we bij elkaar",
        "Wat gaat er goed",
        "Wat vindt Roos zelf",
        "Wat vertellen de ouders",
        "Wat ziet de school",
        "Wat zeggen anderen",
        "Wat willen we bereiken",
        "Afspraken",
    ]


def test_headings_of_ones_own_stay_between_why_and_promises() -> None:
    text = "## X\na\n## Waarom zitten we bij elkaar\nb\n## Afspraken\nc\n## Y\nd\n## Wat gaat er goed\ne\n## Z\nf"
    assert titles(text) == ["Waarom zitten we bij elkaar", "X", "Wat gaat er goed", "Z", "Y", "Afspraken"]


def test_what_stands_above_the_first_heading_comes_first() -> None:
    assert titles("inleiding\n## Wat gaat er goed\nveel") == ["", "Wat gaat er goed"]


def test_what_was_proposed_and_not_talked_about_is_left_out() -> None:
    line = "- juf Ans: oefent elke dag (3 weken geleden afgesproken)"
    left = f"## Wat ligt er nog\n{line}\n{line} ja, gaat goed\n? is het gehoor getest"
    done = paper(f"## Wat gaat er goed\nveel\n## Afspraken\n- x\n## Volgend overleg\ny\n{left}")
    assert [section.title for section in done.sections] == [
        "Wat gaat er goed",
        "Wat ligt er nog",
        "Afspraken",
    ]
    assert done.sections[1].blocks == (
        Paragraph(f"{line} ja, gaat goed"),
        OpenQuestion("is het gehoor getest"),
    )
    assert titles(f"## Wat ligt er nog\n{line}") == []


@pytest.mark.parametrize(
    "heading", ["", "## Wat ligt er nog?", "## Volgend gesprek", "## Wat vindt Roos zelf"]
)
def test_a_proposal_is_left_out_wherever_it_stands(heading: str) -> None:
    proposed = (
        "- juf Ans: oefent elke dag (3 weken geleden afgesproken, 4 dagen te laat)",
        "- de ouders om toestemming vragen voor overleg met GGD (nog niet gegeven)",
        "- het OPP evalueren met de ouders (termijn: do 24 dec)",
        "- Roos zelf vragen wat helpt (nog geen kindgesprek)",
    )
    assert paper("\n".join([heading, *proposed])) == paper("")
    among = paper("\n".join(f"{heading}\n{line}\nbesproken" for line in proposed))
    assert among == paper("\n".join(f"{heading}\nbesproken" for _line in proposed))


def test_headings_without_text_are_left_out() -> None:
    assert paper(built_in(ConversationKind.LARGE_MEETING)).sections == ()


def test_the_child_has_a_section_as_soon_as_it_says_something() -> None:
    assert titles("## Wat ziet de school\nveel\n* fijn\n## Wat gaat er goed\nx") == [
        "Wat gaat er goed",
        "Wat vindt Roos zelf",
        "Wat ziet de school",
    ]
    assert paper("* fijn", child_name="").sections[0].title == "Wat vinden de kinderen zelf"


def test_the_purpose_is_told_once() -> None:
    assert paper("## Wat gaat er goed\nx").purpose == FACTS.purpose
    assert paper("## Waarom zitten we bij elkaar\nom het lezen").purpose == ""
    assert paper("## Waarom zitten we bij elkaar\n! moeder: belt").purpose == FACTS.purpose


def test_hostile_names_stay_text() -> None:
    done = paper("! [@click=app.quit]x[/]: y > vr\nen #[/] @[b] a@b.example", names={"@b": "?"})
    assert done.actions[0].what == "[@click=app.quit]x[/]: y"
    assert done.sections[0].blocks == (Paragraph("en #[/] @[b] a@b.example"),)


def test_an_unknown_owner_is_shown_without_the_mark() -> None:
    assert paper("! @piet: belt").actions[0].who == "piet"


MARKS = st.sampled_from(["", "## ", "! ", "= ", "? ", "* ", "- ", "## Afspraken", "## Wat gaat er goed"])
PRIVATE = st.sampled_from(["% ", "%", "  % ", "- % ", "! % ", "## % ", "* % "])
ANY_LINE = st.one_of(
    st.tuples(MARKS, st.text(max_size=12)).map(lambda parts: parts[0] + parts[1].replace("\n", " ")),
    st.tuples(PRIVATE, st.text(max_size=12)).map(
        lambda parts: f"{parts[0]}GEHEIM {parts[1]}".replace("\n", " ")
    ),
)


@given(st.lists(ANY_LINE, max_size=20), st.sampled_from(["ouders", "dossier", "instantie", "afspraken"]))
def test_nothing_private_survives(lines: list[str], audience: str) -> None:
    done = paper("\n".join(lines), audience=audience, extract=Extract(tuple(range(20))))
    assert "GEHEIM" not in repr(done)


@given(st.lists(ANY_LINE, max_size=20))
def test_everything_public_survives(lines: list[str]) -> None:
    """Each promise, decision, question and word of the child is in the paper, and no block is empty."""
    parsed = parse("\n".join(lines), DAY)
    done = build_paper(parsed, FACTS)
    assert len(done.actions) == len(parsed.actions)
    assert all(row.what and row.who and row.when for row in done.actions)
    blocks = [block for section in done.sections for block in section.blocks]
    assert sum(isinstance(block, ChildQuote) for block in blocks) == len(parsed.child)
    assert all(block.markdown.strip() if isinstance(block, Paragraph) else block.text for block in blocks)
    told = repr(done.sections) + done.next_meeting
    say = Names(FACTS.own_name, FACTS.names, "ouders")
    for line in (*parsed.decisions, *parsed.questions):
        text = say.in_text(line.text)
        assert repr(text)[1:-1] in told or text in told


@pytest.mark.parametrize(
    ("kind", "said"),
    [(ConversationKind.LARGE_MEETING, "Nog niet afgesproken."), (ConversationKind.PHONE, "")],
)
def test_a_meeting_says_when_no_next_one_was_planned(kind: ConversationKind, said: str) -> None:
    facts = dataclasses.replace(FACTS, kind=kind, next_meeting="")
    assert build_paper(parse("## Wat gaat er goed\nveel", DAY), facts).next_meeting == said
