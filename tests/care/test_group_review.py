"""The text of a groepsbespreking: whose a heading is, where a line goes, and what it all came to."""

from __future__ import annotations

import datetime as dt
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibtui.care.group_review import (
    SIGNED_UP,
    Headings,
    about,
    concern_line,
    evaluation_line,
    level_steps,
    line_of,
    sections,
    summary,
    titles,
    with_level,
    with_line,
    without_line,
    written,
)
from ibtui.care.names import Named

DAY = dt.date(2026, 11, 24)
ROOS, SAM, NOA, OTHER_NOA = 1, 2, 3, 4
PUPILS = [
    Named("leerling", ROOS, "Roos", "van", "Dijk", ""),
    Named("leerling", SAM, "Sam", "", "Hof", ""),
    Named("leerling", NOA, "Noa", "", "Bos", ""),
    Named("leerling", OTHER_NOA, "Noa", "", "Bos", ""),
]
ORDER = titles(PUPILS)
KNOWN = Headings(PUPILS)
TEMPLATE = (resources.files("ibtui") / "agenda" / "groepsbespreking.md").read_text(encoding="utf-8")


def put(text: str, pupil: int, line: str) -> str:
    return with_line(text, pupil, line, ORDER, KNOWN)


def test_two_with_one_name_have_their_number_in_the_heading() -> None:
    assert ORDER == {
        ROOS: "Roos van Dijk",
        SAM: "Sam Hof",
        NOA: "Noa Bos (nr. 3)",
        OTHER_NOA: "Noa Bos (nr. 4)",
    }
    assert KNOWN.pupil("Noa Bos (nr. 4)") == OTHER_NOA


@pytest.mark.parametrize(
    ("heading", "pupil"),
    [("Roos van Dijk", ROOS), ("  roos  VAN dijk ", ROOS), ("Sam", SAM), ("Noa", None), ("Noa Bos", None),
     ("Sam en Roos", None), ("Afspraken", None), ("", None)],
)  # fmt: skip
def test_a_heading_is_a_pupils_by_whole_name_or_by_a_first_name_that_one_has(
    heading: str, pupil: int | None
) -> None:
    assert KNOWN.pupil(heading) == pupil


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("leest nu vlot", "- leest nu vlot"),
        ("- leest nu vlot", "- leest nu vlot"),
        ("!bellen", "! bellen"),
        ("! @ans: bellen > vr", "! @ans: bellen > vr"),
        ("%thuis is het druk", "% thuis is het druk"),
        ("- % thuis", "% thuis"),
        ("## Afspraken", "- ## Afspraken"),
        ("*ik wil lezen", "* ik wil lezen"),
        ("?", ""),
        ("   ", ""),
    ],
)
def test_a_typed_line_gets_its_mark(typed: str, line: str) -> None:
    assert written(typed) == line


def test_only_pluses_or_minuses_are_a_level() -> None:
    assert [level_steps(typed) for typed in ("+", "--", " + ", "- leest", "+ taal", "")] == [
        1,
        -2,
        1,
        0,
        0,
        0,
    ]


def test_pupils_come_in_the_order_of_the_walk_where_the_children_belong() -> None:
    text = put(put(put(TEMPLATE, SAM, "- leest"), ROOS, "- rekent"), SAM, "! bellen")
    assert text.index("## Welke kinderen") < text.index("## Roos") < text.index("## Sam")
    assert text.index("## Sam") < text.index("## Wat heeft de leerkracht nodig")
    assert sections(text, KNOWN) == {ROOS: ("- rekent",), SAM: ("- leest", "! bellen")}
    assert text.split("\n")[line_of(text, SAM, KNOWN)] == "## Sam Hof"


def test_in_a_text_without_the_usual_headings_pupils_come_last() -> None:
    assert put("", ROOS, "- x") == "## Roos van Dijk\n- x\n"
    assert put("los begin", ROOS, "- x") == "los begin\n\n## Roos van Dijk\n- x\n"


def test_taking_the_only_line_away_takes_the_heading_too() -> None:
    text = put(TEMPLATE, ROOS, "- x")
    assert without_line(text, ROOS, "- x", KNOWN) == TEMPLATE
    assert without_line(text, ROOS, "- y", KNOWN) == text


def test_a_level_is_one_line_a_review_and_back_again_is_none() -> None:
    text = with_level(TEMPLATE, ROOS, 2, 3, ORDER, KNOWN)
    text = with_level(text, ROOS, 3, 4, ORDER, KNOWN)
    assert sections(text, KNOWN)[ROOS] == ("- niveau 2 → 4",)
    assert with_level(text, ROOS, 4, 2, ORDER, KNOWN) == TEMPLATE


def test_a_concern_about_safety_is_told_by_its_category_in_a_private_line() -> None:
    assert (
        concern_line("lezen", "leest spellend", safe_to_tell=True) == "- nieuwe zorg: lezen, leest spellend"
    )
    assert concern_line("veiligheid", "blauwe plek", safe_to_tell=False) == "% nieuwe zorg: veiligheid"


def test_what_the_lines_say() -> None:
    day = dt.date(2027, 1, 19)
    lines = ("- leest", "- niveau 2 → 3", "- nieuwe zorg: taal, stil", evaluation_line("lezen", day, DAY), SIGNED_UP,
             "! @ans: bellen > vr", "% thuis")  # fmt: skip
    said = about(lines, DAY)
    assert (said.remarks, said.actions, said.level, said.evaluate) == (2, 1, (2, 3), day)
    assert said.concerns == ("taal, stil",)
    assert said.signed_up


def test_the_end_counts_who_was_spoken_of_and_who_was_not() -> None:
    text = put(put(TEMPLATE, ROOS, "- niveau 2 → 3"), SAM, "! @ans: bellen > vr")
    text = put(text, SAM, SIGNED_UP).replace("## Afspraken\n", "## Afspraken\n! @ans: plan maken\n")
    found = summary(text, list(ORDER), KNOWN, DAY)
    assert (found.spoken_of, found.silent) == ((ROOS, SAM), (NOA, OTHER_NOA))
    assert sorted(number is None for number, _what in found.promises) == [False, True]
    assert (found.levels, found.signed_up) == (((ROOS, 2, 3),), (SAM,))


_LINES = st.lists(
    st.sampled_from(
        ["## Roos van Dijk", "## Sam", "## iets", "- x", "! a: b > vr", "", "% p", "- niveau 1 → 2"]
    ),
    max_size=12,
)


@given(_LINES, st.sampled_from([ROOS, SAM, NOA]), st.sampled_from(["- nieuw", "! bellen > di", "% geheim"]))
def test_a_line_is_added_to_its_pupil_and_to_nobody_else(lines: list[str], pupil: int, line: str) -> None:
    text = "\n".join(lines)
    before, after = sections(text, KNOWN), sections(put(text, pupil, line), KNOWN)
    assert after[pupil] == (*before.get(pupil, ()), line)
    others = {ROOS, SAM, NOA} - {pupil}
    assert {other: after.get(other, ()) for other in others} == {
        other: before.get(other, ()) for other in others
    }
    kept = [one for one in put(text, pupil, line).split("\n") if one]
    assert all(kept.count(one) >= lines.count(one) for one in lines if one)
