"""The plan of a year and the goals as Word documents, read back."""

import dataclasses
from datetime import date, datetime
from pathlib import Path

import pytest
from docx.shared import Twips
from openxml_audit import OpenXmlValidator  # type: ignore[import-untyped]

from ibtui.care.cycle import StepState
from ibtui.care.school_days import Free
from ibtui.documents.accessibility import accessible
from ibtui.documents.goals import build_goals
from ibtui.documents.year_plan import PlannedStep, YearPaper, build_year_plan
from tests.documents.conftest import ToText
from tests.documents.papers import headings, parts, reopen
from tests.documents.school_templates import school_template
from tests.documents.year_papers import FIRST, GOALS, YEAR

AT = datetime(2026, 11, 24, 10, 42)
PLAN = build_year_plan(YEAR, AT)
POLICY = build_goals(GOALS, AT)
NO_STEPS = dataclasses.replace(YEAR, steps=(), groups=(), free=())
NO_GOALS = dataclasses.replace(GOALS, goals=())
HOSTILE = "\x1b]0;x\x07<b>*vet*</b> \u202e[link](http://x) | \ud800 " + "lang" * 60


def hostile_year() -> YearPaper:
    steps = tuple(
        PlannedStep(HOSTILE, HOSTILE, group, None, date(2026, 11, 24), HOSTILE, StepState.LATE)
        for group in (HOSTILE, "")
    )
    free = (Free(HOSTILE, date(2026, 11, 2), date(2026, 11, 3)),)
    return YearPaper(HOSTILE, True, "2026-2027", FIRST, (HOSTILE,), steps, free)


HOSTILE_GOALS = dataclasses.replace(
    GOALS,
    school=HOSTILE,
    goals=tuple(
        dataclasses.replace(
            goal, title=HOSTILE, why=HOSTILE, evaluation=HOSTILE,
            steps=tuple(dataclasses.replace(step, title=HOSTILE, who=HOSTILE) for step in goal.steps),
        )
        for goal in GOALS.goals
    ),
)  # fmt: skip
ALL = {
    "year": PLAN,
    "goals": POLICY,
    "year without steps": build_year_plan(NO_STEPS, AT),
    "no goals": build_goals(NO_GOALS, AT),
    "hostile year": build_year_plan(hostile_year(), AT),
    "hostile goals": build_goals(HOSTILE_GOALS, AT),
}


@pytest.mark.parametrize("name", ALL)
def test_each_is_valid_and_can_be_read_aloud(name: str, tmp_path: Path) -> None:
    path = tmp_path / "stuk.docx"
    path.write_bytes(ALL[name])
    assert [str(finding) for finding in OpenXmlValidator().validate(path).errors] == []
    assert accessible(ALL[name]) == ()


class TestYearPlan:
    def test_every_page_lies_on_its_side(self) -> None:
        for section in reopen(PLAN).sections:
            assert section.page_width == Twips(16838)
            assert section.page_height == Twips(11906)

    def test_in_the_style_of_a_school_too(self, tmp_path: Path) -> None:
        made = build_year_plan(YEAR, AT, school_template())
        (section,) = reopen(made).sections
        assert section.page_width is not None
        assert section.page_height is not None
        assert section.page_width > section.page_height
        path = tmp_path / "stuk.docx"
        path.write_bytes(made)
        assert [str(finding) for finding in OpenXmlValidator().validate(path).errors] == []

    def test_groups_stand_under_each_other_and_months_beside_each_other(self) -> None:
        table = reopen(PLAN).tables[0]
        assert [cell.text for cell in table.rows[0].cells] == [
            "Groep", "aug", "sep", "okt", "nov", "dec", "jan", "feb", "mrt", "apr", "mei", "jun", "jul",
        ]  # fmt: skip
        first = [row.cells[0].text for row in table.rows[1:]]
        assert first == ["hele school", "groep 1/2", "groep 3/4/5", "groep 6/7/8"]

    def test_a_step_stands_in_the_month_it_must_be_ready_with_a_sign(self) -> None:
        table = reopen(PLAN).tables[0]
        assert table.cell(3, 4).text == "! 13 groepsb."
        assert table.cell(2, 4).text == "✓ 13 groepsb."
        assert table.cell(1, 3).text.replace("\N{SOFT HYPHEN}", "/") == "– 8 school/ondersteu/nings/pr…"
        assert table.cell(3, 5).text.strip("\N{NO-BREAK SPACE}") == ""

    def test_the_header_row_comes_back_on_each_page(self) -> None:
        for table in reopen(PLAN).tables:
            assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")

    def test_the_list_tells_when_who_and_how_far(self) -> None:
        november = reopen(PLAN).tables[3]
        rows = [[cell.text.strip("\N{NO-BREAK SPACE}") for cell in row.cells] for row in november.rows[1:]]
        assert rows == [
            ["2 nov t/m 13 nov", "groepsbespreking, ronde 1", "1/2", "juf Marit", "gedaan"],
            ["2 nov t/m 13 nov", "groepsbespreking, ronde 1", "3/4/5", "juf Ans", "te laat"],
            ["2 nov t/m 13 nov", "groepsbespreking, ronde 1", "6/7/8", "meester Bram", "gedaan"],
            ["di 24 nov", "ondersteuningsteam 2", "hele school", "ib'er", ""],
            ["do 26 nov", "gesprekken met ouders", "hele school", "ib'er", ""],
        ]  # fmt: skip

    def test_only_what_one_person_does_shares_a_row(self) -> None:
        who = {"1/2": "juf Els", "3/4/5": "juf Els", "6/7/8": ""}
        steps = tuple(dataclasses.replace(step, who=who[step.group]) for step in YEAR.steps if step.group)
        november = reopen(build_year_plan(dataclasses.replace(YEAR, steps=steps), AT)).tables[3]
        rows = [tuple(cell.text for cell in row.cells)[2:] for row in november.rows[1:]]
        assert rows == [("1/2 en 3/4/5", "juf Els", "1 van 2 gedaan, 1 te laat"), ("6/7/8", "–", "gedaan")]

    def test_months_with_their_days_without_school(self) -> None:
        assert [text for level, text in headings(reopen(PLAN)) if level == 2] == [
            "September 2026", "Oktober 2026", "November 2026", "Januari 2027", "Februari 2027",
        ]  # fmt: skip
        text = [paragraph.text for paragraph in reopen(PLAN).paragraphs]
        assert "Vrij: herfstvakantie 10 okt t/m 18 okt" in text
        assert "Vrij: studiedag 11 nov" in text

    def test_the_same_paper_gives_the_same_bytes(self) -> None:
        assert build_year_plan(YEAR, AT) == PLAN

    def test_sixty_groups_fit(self) -> None:
        names = tuple(f"{year}{letter}" for year in range(1, 9) for letter in "abcdefgh")[:60]
        steps = tuple(
            dataclasses.replace(step, group=name)
            for name in names
            for step in YEAR.steps
            if step.group == "1/2"
        )
        made = build_year_plan(dataclasses.replace(YEAR, groups=names, steps=steps), AT)
        tables = reopen(made).tables
        assert len(tables[0]._tbl.tr_lst) == 62
        assert tables[1].cell(1, 2).text == "alle groepen"

    def test_an_empty_year_says_so(self) -> None:
        assert "In dit schooljaar staan nog geen stappen." in [
            paragraph.text for paragraph in reopen(ALL["year without steps"]).paragraphs
        ]

    def test_it_opens_in_another_program(self, to_text: ToText) -> None:
        text = to_text(PLAN)
        assert "Zorgkalender 2026-2027" in text
        assert "meester Bram" in text
        assert "Pagina 1 van" in text


class TestGoals:
    def test_one_page_for_the_team(self, to_text: ToText) -> None:
        assert "Pagina 1 van 1" in to_text(POLICY)

    def test_each_goal_with_where_it_is(self) -> None:
        text = [paragraph.text for paragraph in reopen(POLICY).paragraphs]
        assert "Hoe ver\tloopt; 1 van 2 stappen gedaan" in text
        assert "Terugkijken op\tdinsdag 6 april 2027" in text
        assert "Wat het heeft opgeleverd op donderdag 1 oktober 2026" in text
        rows = [[cell.text for cell in row.cells] for row in reopen(POLICY).tables[0].rows[1:]]
        assert rows[0] == ["kijken in elke groep", "ib'er", "6 okt", "gedaan 6 okt"]
        assert rows[1] == ["samen één afspraak maken", "directie", "3 nov", "\N{NO-BREAK SPACE}"]

    def test_nobody_stands_on_it_as_late_but_skipped_is_told(self) -> None:
        goal = GOALS.goals[0]
        steps = tuple(dataclasses.replace(goal.steps[1], state=state) for state in StepState)
        made = build_goals(dataclasses.replace(GOALS, goals=(dataclasses.replace(goal, steps=steps),)), AT)
        told = [row.cells[3].text.strip("\N{NO-BREAK SPACE}") for row in reopen(made).tables[0].rows[1:]]
        assert told == ["gedaan", "overgeslagen", "", "", ""]
        assert accessible(made) == ()

    def test_what_came_of_a_goal_stays_with_its_last_step(self) -> None:
        goal = dataclasses.replace(GOALS.goals[0], evaluation="Het lukt in vier groepen.")
        for one, kept in ((goal, True), (GOALS.goals[0], None)):
            made = reopen(build_goals(dataclasses.replace(GOALS, goals=(one,)), AT))
            last = made.tables[0].rows[-1].cells
            assert {cell.paragraphs[0].paragraph_format.keep_with_next for cell in last} == {kept}

    def test_a_practice_school_says_so_on_paper_and_above_each_page(self) -> None:
        for data in (PLAN, POLICY):
            everything = "".join(parts(data).values())
            assert "OEFENSCHOOL: alles in dit stuk is verzonnen." in everything
