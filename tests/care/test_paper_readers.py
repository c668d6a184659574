"""What each reader of a paper gets to know beside the text, and who is named."""

import dataclasses
import re

from hypothesis import given
from hypothesis import strategies as st

from ibtui.care.copying import Extract, copy_of
from ibtui.care.minutes import parse
from ibtui.care.paper import Paper, Paragraph, Seat, beside, build_paper
from ibtui.care.words import PaperAudience, Presence
from tests.care.a_paper import DAY, FACTS, ROOS, paper


class TestNames:
    def test_another_child_has_no_name_in_a_paper_that_leaves(self) -> None:
        text = "#sam huilde. #Sam ook, en #roo niet; zei @ans\n- samen met #sam"
        said = (
            "Een ander kind huilde. Een ander kind ook, en Roos niet; zei juf Ans\n- samen met een ander kind"
        )
        assert paper(text).sections[0].blocks == (Paragraph(said),)
        assert paper(text, audience="dossier").sections[0].blocks == (
            Paragraph("sam huilde. Sam ook, en Roos niet; zei juf Ans\n- samen met sam"),
        )
        marked = "! #sam @ans: leest > vr\n= #sam mag mee\n? #sam\n* #sam\n## #sam\nx"
        assert "sam" not in repr(paper(marked, purpose=""))

    def test_a_child_and_a_grown_up_with_the_same_name_are_two(self) -> None:
        names = {"@sam": "Sam Bakker", "#roos": "Roos van Dijk"}
        done = paper("@sam en #sam en @roos", names=names)
        assert done.sections[0].blocks == (Paragraph("Sam Bakker en een ander kind en roos"),)

    def test_who_is_not_known_keeps_the_name_as_typed(self) -> None:
        assert paper("dat zei @piet ook").sections[0].blocks == (Paragraph("dat zei piet ook"),)
        assert [row.who for row in paper("! @piet en @ans: bellen\n! Ouders: lezen").actions] == [
            "piet en juf Ans",
            "Ouders",
        ]


AGENCY = "GGD Hart voor Kinderen"
AT_THE_TABLE = (*FACTS.seats, Seat("Karin Postma", "arts", AGENCY, Presence.PRESENT))


def for_the_agency(**changes: object) -> Paper:
    fields = {"agency": AGENCY, "extract": Extract((0,)), "sharing": "Aan iedereen.", "signatures": ("x",)}
    return paper("## Gehoor\nde GGD kijkt\n## Lezen\nveel", audience="instantie", **{**fields, **changes})


class TestWhatIsBesideTheText:
    def test_an_agency_reads_of_the_table_only_when_it_sat_there(self) -> None:
        done = for_the_agency(seats=AT_THE_TABLE)
        assert (len(done.seats), len(done.excused)) == (2, 1)
        assert (done.purpose, done.next_meeting) == (FACTS.purpose, FACTS.next_meeting)
        away = for_the_agency()
        assert (away.seats, away.excused, away.purpose, away.next_meeting) == ((), (), "", "")

    def test_an_agency_reads_nothing_of_where_or_of_who_gets_the_minutes(self) -> None:
        done = for_the_agency(seats=AT_THE_TABLE)
        assert (done.start, done.place, done.sharing, done.signatures) == (None, "", "", ())
        assert [section.title for section in done.sections] == ["Gehoor"]

    def test_a_list_of_promises_has_no_more_than_the_promises_and_the_next_meeting(self) -> None:
        done = paper(ROOS, audience="afspraken", sharing="x", signatures=("x",))
        assert (done.sections, done.seats, done.purpose, done.sharing, done.signatures) == (
            (),
            (),
            "",
            "",
            (),
        )
        assert (done.decisions, done.open_questions, done.child_voice) == ((), (), ())
        assert [row.what for row in done.actions] == [row.what for row in paper(ROOS).actions]
        assert done.next_meeting == "dinsdag 12 januari 2027, 13:00\n\n- ook de logopedist erbij"

    def test_the_check_reads_what_is_printed(self) -> None:
        def texts(audience: PaperAudience, text: str = ROOS, **changes: object) -> list[str]:
            facts = dataclasses.replace(FACTS, audience=audience, **changes)  # type: ignore[arg-type]
            return [text for _, text in beside(parse(text, DAY), facts)]

        assert texts("afspraken") == [FACTS.title, FACTS.confidential_for, FACTS.next_meeting]
        assert texts("instantie") == [FACTS.title, FACTS.confidential_for]
        assert texts("ouders") == [
            FACTS.title,
            FACTS.confidential_for,
            FACTS.place,
            FACTS.purpose,
            "Karin van Dijk moeder",
            "Piet van Dijk vader",
            FACTS.next_meeting,
        ]
        assert FACTS.purpose not in texts("ouders", "## Waarom zitten we bij elkaar\nom het lezen")
        assert "over een ander kind" in texts("ouders", purpose="over #sam")


def test_words_of_the_trade_are_explained_at_home() -> None:
    text = "## Wat ziet de school\neen OPP\n! @ans: vraagt een TLV aan\n## Meldcode\nSWV"
    assert [word for word, _ in paper(text).glossary] == ["OPP", "TLV"]
    assert [word for word, _ in paper(text, audience="afspraken").glossary] == ["TLV"]
    assert paper(text, audience="dossier").glossary == ()


def test_a_version_with_more_than_parents_read_is_not_signed_by_them() -> None:
    signed = ("Karin van Dijk (moeder)",)
    kept = "## Goed\nveel\n## Voor het dossier\nmeer"
    assert paper("## Goed\nveel", audience="dossier", signatures=signed).signatures == signed
    assert paper(kept, audience="dossier", signatures=signed).signatures == ()
    assert paper(kept, signatures=signed).signatures == signed


KINDS_OF_LINE = st.sampled_from(
    ["", "", "## ", "## Meldcode ", "## Afspraken", "## Volgend overleg", "## Waarom zitten we bij elkaar",
     "! ", "! @karin: ", "= ", "? ", "* ", "- ", "% ", "#sam "]
)  # fmt: skip


@given(
    st.lists(KINDS_OF_LINE, max_size=15),
    st.sampled_from(["ouders", "dossier", "instantie", "afspraken"]),
    st.sets(st.integers(0, 5)),
    st.booleans(),
)
def test_nothing_is_printed_that_the_check_has_not_read(
    marks: list[str], audience: PaperAudience, points: set[int], there: bool
) -> None:
    text = "\n".join(f"{mark} zz{number}" if mark else f"zz{number}" for number, mark in enumerate(marks))
    seats = (Seat("zznaam", "zzrol", AGENCY if there else "zzplek", Presence.PRESENT),)
    facts = dataclasses.replace(
        FACTS,
        audience=audience,
        agency=AGENCY,
        extract=Extract(tuple(points), frozenset({"karin"})),
        seats=seats,
        title="zztitel",
        confidential_for="zzlezer",
        place="zzkamer",
        purpose="zzdoel",
        next_meeting="zzdag",
        sharing="zzaan",
        signatures=("zzhand",),
    )
    parsed = parse(text, DAY)
    copy = copy_of(parsed, audience, facts.extract, facts.kind, beside(parsed, facts))
    read = {word for line in copy.lines for word in re.findall(r"zz\w+", line.text)}
    read |= {word for _, said in copy.beside for word in re.findall(r"zz\w+", said)}
    assert set(re.findall(r"zz\w+", repr(build_paper(parsed, facts)))) <= read
