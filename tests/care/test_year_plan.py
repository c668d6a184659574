"""The plan of a school year: one text, a line a step."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibtui.care.holidays import REGIONS, feast_days, holidays, known_years
from ibtui.care.plan_dates import read_when
from ibtui.care.school_days import Free, is_school_day
from ibtui.care.words import StepKind
from ibtui.care.year_plan import BUILT_IN, PlanLine, applies, kind_of, parse_plan

FIRST = date(2026, 8, 1)
AUTUMN = Free("Herfstvakantie", date(2026, 10, 10), date(2026, 10, 18))
GROUPS = ("1/2", "3", "4a", "4b", "5/6", "7", "8")


def only(text: str, free: tuple[Free, ...] = ()) -> PlanLine:
    plan = parse_plan(text, FIRST, free)
    assert plan.problems == ()
    assert len(plan.lines) == 1
    return plan.lines[0]


def problems(text: str) -> list[tuple[int, str]]:
    return [(problem.line, problem.words) for problem in parse_plan(text, FIRST, ()).problems]


def test_a_line_is_a_step_of_every_group() -> None:
    line = only("## Per groep\nronde 1 plan maken: 15 sep - 9 okt")
    assert (line.kind, line.title, line.period) == (StepKind.PLAN, "plan maken", "ronde 1")
    assert (line.starts_on, line.due_on) == (date(2026, 9, 15), date(2026, 10, 9))
    assert line.who == "leerkracht"
    assert line.line == 1
    assert all(applies(line, name) for name in ("3/4/5", "4a", "Vlinders"))


def test_who_may_stand_behind_a_semicolon_because_no_keyboard_has_the_dot() -> None:
    assert only("## Per groep\ngroepsbezoek: 15 sep ; ib'er").who == "ib'er"


def test_a_line_of_the_whole_school_is_for_the_coordinator_and_for_no_group() -> None:
    line = only("## Hele school\nbewaartermijnen nakijken: september")
    assert (line.kind, line.who, line.whole_school) == (StepKind.YEARLY, "ib'er", True)
    assert not applies(line, "3/4/5")


def test_a_line_of_some_years_is_for_the_groups_that_have_one_of_them() -> None:
    line = only("## Groep 4, 5\nherfstsignalering: november")
    assert line.years == {4, 5}
    assert [name for name in ("1/2", "3/4/5", "4a", "6", "Vlinders") if applies(line, name)] == [
        "3/4/5",
        "4a",
    ]


@pytest.mark.parametrize(
    ("heading", "years"),
    [
        ("## Groep 3", {3}),
        ("##groep 1/2", {1, 2}),
        ("## Groep 3 t/m 5", {3, 4, 5}),
        ("## Groepen 7 en 8", {7, 8}),
    ],
)
def test_a_heading_names_years(heading: str, years: set[int]) -> None:
    assert only(f"{heading}\ntoetsen: mei").years == years


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("leerkracht", "leerkracht"),
        ("ib'er", "ib'er"),
        ("IB", "ib'er"),
        ("directeur", "directie"),
        ("Directie", "directie"),
    ],
)
def test_a_line_can_say_who(typed: str, who: str) -> None:
    assert only(f"## Per groep\nplan maken: 15 sep · {typed}").who == who


def test_remarks_count_for_nothing() -> None:
    text = "% vooraf\n\n## Per groep\n% een opmerking: 3 mei\n- plan maken: 15 sep\n   \n"
    assert only(text).line == 4


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("15 sep", date(2026, 9, 15), date(2026, 9, 15)),
        ("op 15 september", date(2026, 9, 15), date(2026, 9, 15)),
        ("15-9", date(2026, 9, 15), date(2026, 9, 15)),
        ("15/9/2026", date(2026, 9, 15), date(2026, 9, 15)),
        ("3 mei", date(2027, 5, 3), date(2027, 5, 3)),
        ("31 jul", date(2027, 7, 31), date(2027, 7, 31)),
        ("1 aug", date(2026, 8, 1), date(2026, 8, 1)),
        ("15 sep - 10 okt", date(2026, 9, 15), date(2026, 10, 10)),
        ("15 sep-10 okt", date(2026, 9, 15), date(2026, 10, 10)),
        ("15-9 - 10-10", date(2026, 9, 15), date(2026, 10, 10)),
        ("15 sep t/m 10 okt", date(2026, 9, 15), date(2026, 10, 10)),
        ("van 15 sep tot 10 okt", date(2026, 9, 15), date(2026, 10, 10)),
        ("11 – 22 jan", date(2027, 1, 11), date(2027, 1, 22)),
        ("14 dec - 15 jan", date(2026, 12, 14), date(2027, 1, 15)),
        ("week 45", date(2026, 11, 2), date(2026, 11, 6)),
        ("week 45 - 47", date(2026, 11, 2), date(2026, 11, 20)),
        ("week 45-47", date(2026, 11, 2), date(2026, 11, 20)),
        ("week 53", date(2026, 12, 28), date(2027, 1, 1)),
        ("week 2", date(2027, 1, 11), date(2027, 1, 15)),
        ("november", date(2026, 11, 1), date(2026, 11, 30)),
        ("in feb", date(2027, 2, 1), date(2027, 2, 28)),
        ("begin maart", date(2027, 3, 1), date(2027, 3, 10)),
        ("half maart", date(2027, 3, 11), date(2027, 3, 20)),
        ("eind maart", date(2027, 3, 21), date(2027, 3, 31)),
        ("mei - juni", date(2027, 5, 1), date(2027, 6, 30)),
        ("sep-okt", date(2026, 9, 1), date(2026, 10, 31)),
    ],
)
def test_when_a_step_is(typed: str, first: date, last: date) -> None:
    found = read_when(typed, FIRST)
    assert found is not None
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ooit",
        "morgen",
        "vrijdag",
        "+2w",
        "31 feb",
        "29 feb",
        "week 60",
        "10 okt - 15 sep",
        "15 sep 2025",
        "1 - 2 - 3 mei",
        "ib",
    ],
)
def test_what_is_no_day_of_this_year(typed: str) -> None:
    assert read_when(typed, FIRST) is None


def test_a_leap_day_counts_in_its_own_year() -> None:
    found = read_when("29 feb", date(2027, 8, 1))
    assert found is not None
    assert found.first == date(2028, 2, 29)


def test_days_without_school_move_to_school_days() -> None:
    free = (AUTUMN,)
    assert only("## Per groep\nplan maken: 12 okt", free).due_on == date(2026, 10, 19)
    inside = only("## Per groep\nplan maken: 14 sep - 14 okt", free)
    assert (inside.starts_on, inside.due_on) == (date(2026, 9, 14), date(2026, 10, 9))
    over = only("## Per groep\nplan maken: 12 okt - 6 nov", free)
    assert (over.starts_on, over.due_on) == (date(2026, 10, 19), date(2026, 11, 6))
    swallowed = only("## Per groep\nplan maken: 12 okt - 16 okt", free)
    assert (swallowed.starts_on, swallowed.due_on) == (None, date(2026, 10, 19))
    assert only("## Per groep\nplan maken: 5 sep").due_on == date(2026, 9, 7)  # a Saturday


def test_a_step_never_leaves_its_year() -> None:
    summer = (Free("Zomervakantie", date(2027, 7, 10), date(2027, 8, 22)),)
    assert only("## Per groep\noverdracht: 20 jul", summer).due_on == date(2027, 7, 9)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("plan maken: 15 sep", 0, "kopje"),
        ("## Iedereen", 0, "kopje"),
        ("## Per groep\nplan maken", 1, "dubbele punt"),
        ("## Per groep\nplan maken:", 1, "dubbele punt"),
        ("## Per groep\n: 15 sep", 1, "wat de stap is"),
        ("## Per groep\nplan maken: ooit", 1, "“ooit” is geen datum"),
        ("## Per groep\nplan maken: 15 sep · de bakker", 1, "“de bakker”"),
        (f"## Per groep\n{'lang ' * 30}: 15 sep", 1, "te lange naam"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(text: str, line: int, words: str) -> None:
    ((number, said),) = problems(text)
    assert number == line
    assert words in said


def test_below_a_strange_heading_only_the_heading_is_named() -> None:
    text = "## Iedereen\nplan maken: 15 sep\n## Per groep\nevalueren: mei"
    assert [line for line, _ in problems(text)] == [0]
    assert [line.title for line in parse_plan(text, FIRST, ()).lines] == ["evalueren"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("observeren en signaleren", StepKind.OBSERVE),
        ("groepsplan bijstellen", StepKind.PLAN),
        ("evalueren van het groepsplan", StepKind.EVALUATE),
        ("groepsbespreking", StepKind.GROUP_REVIEW),
        ("leerlingbespreking", StepKind.PUPIL_REVIEW),
        ("uitvoeren", StepKind.CARRY_OUT),
        ("lesbezoek", StepKind.VISIT),
        ("Cito M8", StepKind.TESTS),
        ("doorstroomtoets", StepKind.TESTS),
        ("OT", StepKind.SUPPORT_TEAM),
        ("gesprekken met ouders", StepKind.PARENT_TALKS),
        ("startgesprekken", StepKind.PARENT_TALKS),
        ("warme overdracht", StepKind.HANDOVER),
        ("schoolreis regelen", StepKind.OTHER),
        ("planning maken", StepKind.OTHER),
    ],
)
def test_the_kind_follows_from_the_words(title: str, kind: StepKind) -> None:
    assert kind_of(title, whole_school=False) is kind
    assert kind_of(title, whole_school=True) is (StepKind.YEARLY if kind is StepKind.OTHER else kind)


def test_the_key_of_a_line_outlives_another_date_person_year_and_place() -> None:
    before = only("## Per groep\nronde 1 plan maken: 15 sep")
    after = parse_plan(
        "## Per groep\n% eerst\nevalueren: mei\nRonde 1 Plan  maken: 22 sep · ib", date(2027, 8, 1), ()
    )
    assert before.key in {line.key for line in after.lines}


def test_the_same_words_twice_are_two_steps() -> None:
    plan = parse_plan("## Hele school\nondersteuningsteam: 24 sep\nondersteuningsteam: 12 nov", FIRST, ())
    assert len({line.key for line in plan.lines}) == 2


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("label", known_years()[1:])
def test_the_plan_to_start_from_fits_every_known_year(region: str, label: str) -> None:
    first = date(int(label[:4]), 8, 1)
    free = holidays(region, label) + feast_days(label)
    plan = parse_plan(BUILT_IN, first, free)
    assert plan.problems == ()
    assert len({line.key for line in plan.lines}) == len(plan.lines)
    for line in plan.lines:
        assert is_school_day(line.due_on, free), line
        assert line.starts_on is None or (
            is_school_day(line.starts_on, free) and line.starts_on < line.due_on
        )


def test_the_plan_to_start_from_has_three_rounds_for_every_group() -> None:
    lines = parse_plan(BUILT_IN, FIRST, ()).lines
    cycle = [StepKind.OBSERVE, StepKind.GROUP_REVIEW, StepKind.PLAN, StepKind.CARRY_OUT, StepKind.EVALUATE]
    for group in (*GROUPS, "Vlinders"):
        own = [line for line in lines if applies(line, group)]
        assert [line.period for line in own if line.kind is StepKind.GROUP_REVIEW] == [
            "ronde 1",
            "ronde 2",
            "ronde 3",
        ]
        assert [line.kind for line in own if line.period == "ronde 1" and line.kind in cycle] == cycle
    school = [line.kind for line in lines if line.whole_school]
    assert school.count(StepKind.SUPPORT_TEAM) == 6
    assert {StepKind.TESTS, StepKind.PARENT_TALKS, StepKind.HANDOVER, StepKind.YEARLY} <= set(school)


@given(st.text(alphabet="ab1: ·-#%\n0279 sepmeiwkt/'", max_size=200), st.integers(2020, 2040))
def test_any_text_gives_steps_within_the_year_or_problems(text: str, year: int) -> None:
    first = date(year, 8, 1)
    plan = parse_plan(text, first, (Free("vrij", first, first + timedelta(days=20)),))
    assert all(first <= line.due_on <= date(year + 1, 7, 31) for line in plan.lines)
    assert all(line.title for line in plan.lines)
    assert all(0 <= problem.line <= text.count("\n") for problem in plan.problems)
