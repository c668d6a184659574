"""What of one text belongs to the file of one child. Any text will do; what is private never comes along."""

import datetime as dt

from hypothesis import example, given
from hypothesis import strategies as st

from ibtui.care.dossier import (
    CLOSES,
    OPENS,
    About,
    Dossier,
    Entry,
    Headed,
    Part,
    PartKind,
    Said,
    Whose,
    said_about,
)
from ibtui.care.dossier_marks import marked
from ibtui.care.findings import AdultName, ChildName, Known
from ibtui.care.group_review import Headings
from ibtui.care.names import Named
from ibtui.care.paper_names import Names
from ibtui.care.text import fold

DAY = dt.date(2026, 11, 24)
ROOS = Named("leerling", 1, "Roos", "van", "Dijk", "")
SAM = Named("leerling", 2, "Sam", "", "Hof", "")
NOA, OTHER_NOA = Named("leerling", 3, "Noa", "", "Kok", ""), Named("leerling", 4, "Noa", "", "Bos", "")
CHILDREN = (ROOS, SAM, NOA, OTHER_NOA)
KNOWN = Known(
    children=tuple(ChildName(one.id, one.first, one.infix, one.last, one.id == 1) for one in CHILDREN),
    adults=(AdultName(9, "Ans", "de", "Boer", near=True),),
)


def headed(child: Named, *near: Named) -> Headed:
    others = [one for one in CHILDREN if one.id != child.id]
    return Headed(
        child.id,
        Headings(near).pupil,
        Headings(CHILDREN).pupil,
        frozenset(fold(name) for name in (child.full, child.first)),
        frozenset(fold(name) for one in others for name in (one.full, one.first)),
    )


def said(text: str, *, only_hers: bool = False) -> Said:
    about = About(
        headed(ROOS).whose, lambda line: "#roos" in line, lambda line: "#sam" in line, only_hers=only_hers
    )
    return said_about(text, DAY, (), about, Names("Marit", {}, "dossier"))


def words(found: Said) -> str:
    return "\n".join(f"{part.label}{part.text}" for part in found.parts)


class TestWhose:
    def test_a_heading_is_hers_or_anothers_or_nobodys(self) -> None:
        whose = headed(ROOS).whose
        assert whose("Roos van Dijk") is whose("roos:") is Whose.HERS
        assert whose("Sam") is Whose.OTHERS
        assert whose("Wat gaat er goed") is Whose.NOBODYS

    def test_a_name_that_two_have_is_anothers_or_unsure_but_hers_when_only_she_was_there(self) -> None:
        assert headed(ROOS).whose("Noa") is Whose.OTHERS
        assert headed(NOA).whose("Noa") is Whose.UNSURE
        assert headed(NOA, NOA, SAM).whose("Noa") is Whose.HERS
        assert headed(NOA).whose("Noa Kok") is Whose.HERS


@given(st.text(st.characters(codec="utf-8"), max_size=80), st.booleans())
@example("\n- % GEHEIM", False)
@example("## % x\n%", True)
def test_any_text_and_never_a_private_line(text: str, only_hers: bool) -> None:
    found = said(f"{text}\n% VERBORGEN\n## Roos\n- % VERBORGEN\nzij leest\n%VERBORGEN", only_hers=only_hers)
    assert "VERBORGEN" not in words(found)
    assert "zij leest" in words(found)
    assert found.private >= 2


@given(st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), max_size=60))
def test_nothing_under_another_childs_heading(text: str) -> None:
    found = said(f"## Sam\nANDER {text}\n! wim: ANDER > vr\n* ANDER\n## Roos\nzij leest")
    assert "ANDER" not in words(found)


def test_under_a_heading_about_the_meldcode_nothing_comes_along() -> None:
    for title in ("Meldcode", "Stap 2 van de meldcode", "Overleg met Veilig Thuis", "VT-melding"):
        found = said(f"## {title}\nGEHEIM\n## Verder\ngoed")
        assert words(found) == "Verder\ngoed"
        assert found.dropped == 1


def a_file(*texts: str) -> Dossier:
    parts = tuple(Part(PartKind.TEXT, text) for text in texts)
    return Dossier(1, "Roos van Dijk", "", (), (Entry(DAY, "gesprek", "Telefoon", parts),), 0, 0, (), KNOWN)


def texts(found: Dossier) -> list[str]:
    return [part.text for entry in found.entries for part in entry.parts]


class TestMarked:
    def test_others_are_marked_where_they_stand(self) -> None:
        found, to_check = marked(a_file("Roos speelt met Sam Hof.\nAnds komt.", "Juf Ans belt Sam Hof"))
        name = f"{OPENS}Sam Hof{CLOSES}"
        assert texts(found) == [f"Roos speelt met {name}.\nAnds komt.", f"Juf Ans belt {name}"]
        assert [(one.entry, one.text) for one in to_check if one.rule == "O1"] == [
            ("24-11-2026, Telefoon", "Sam Hof")
        ] * 2

    def test_what_is_marked_already_stays_and_is_told(self) -> None:
        found, to_check = marked(a_file(f"met {OPENS}Sam Hof{CLOSES} erbij"))
        assert texts(found) == [f"met {OPENS}Sam Hof{CLOSES} erbij"]
        assert [one.text for one in to_check] == ["Sam Hof"]

    @given(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_characters=OPENS + CLOSES), max_size=40), max_size=4
        )
    )
    def test_nothing_but_marks_is_added(self, lines: list[str]) -> None:
        text = "\n".join((*lines, "en Sam Hof ook"))
        found, _ = marked(a_file(text))
        (now,) = texts(found)
        assert now.replace(OPENS, "").replace(CLOSES, "") == text
        assert now.count(OPENS) == now.count(CLOSES) >= 1
