"""Where a step of the care calendar stands, and who is behind."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibtui.care.cycle import SIGNS, StepState, behind, day_of, is_open, months, state, state_of, worst

TODAY = date(2026, 11, 24)


@dataclass(frozen=True)
class Step:
    title: str
    due_on: date | None
    responsible_id: int | None = None
    responsible: str = ""
    starts_on: date | None = None
    done_on: date | None = None
    skipped_because: str = ""


@pytest.mark.parametrize(
    ("starts_on", "due_on", "expected"),
    [
        (None, date(2026, 11, 23), StepState.LATE),
        (None, date(2026, 11, 24), StepState.NOW),
        (None, date(2026, 12, 8), StepState.NOW),  # within two weeks
        (None, date(2026, 12, 9), StepState.LATER),
        (date(2026, 11, 1), date(2027, 1, 15), StepState.NOW),  # its weeks have begun
        (date(2026, 11, 25), date(2027, 1, 15), StepState.LATER),
        (date(2026, 11, 1), date(2026, 11, 20), StepState.LATE),
        (date(2026, 11, 1), None, StepState.NOW),
        (None, None, StepState.LATER),
    ],
)
def test_a_step_stands_where_its_days_say(
    starts_on: date | None, due_on: date | None, expected: StepState
) -> None:
    assert state(starts_on, due_on, None, "", TODAY) is expected


def test_done_and_skipped_are_never_late() -> None:
    long_ago = date(2026, 9, 1)
    assert state(None, long_ago, TODAY, "", TODAY) is StepState.DONE
    assert state(None, long_ago, None, "Ans was ziek", TODAY) is StepState.SKIPPED
    assert state(None, long_ago, TODAY, "toch gedaan", TODAY) is StepState.DONE
    assert not is_open(StepState.DONE)
    assert not is_open(StepState.SKIPPED)
    assert is_open(StepState.LATE)


def test_every_state_has_a_sign_of_its_own() -> None:
    assert set(SIGNS) == set(StepState)
    assert len(set(SIGNS.values())) == len(StepState)
    assert all(len(sign) == 1 for sign in SIGNS.values())


def test_the_worst_of_a_cell() -> None:
    assert worst([StepState.DONE, StepState.LATER, StepState.LATE]) is StepState.LATE
    assert worst([StepState.DONE, StepState.SKIPPED]) is StepState.SKIPPED
    assert worst([StepState.DONE]) is StepState.DONE
    assert worst([]) is None


def test_the_months_of_a_school_year() -> None:
    found = months(date(2026, 8, 1), TODAY)
    assert " ".join(month.label for month in found) == "aug sep okt nov dec jan feb mrt apr mei jun jul"
    assert [month.label for month in found if month.current] == ["nov"]
    assert found[6].last == date(2027, 2, 28)
    assert found[-1].last == date(2027, 7, 31)
    assert not any(month.current for month in months(date(2025, 8, 1), TODAY))


@given(st.integers(2000, 2090), st.integers(0, 365))
def test_a_day_lies_in_one_month(year: int, ahead: int) -> None:
    first = date(year, 8, 1)
    day = min(first + timedelta(days=ahead), date(year + 1, 7, 31))
    assert sum(month.holds(day) for month in months(first)) == 1


def test_a_step_stands_in_the_month_in_which_it_has_to_be_ready() -> None:
    assert day_of(Step("plan", date(2026, 12, 4), starts_on=date(2026, 11, 9))) == date(2026, 12, 4)
    assert day_of(Step("plan", None, starts_on=date(2026, 11, 9))) == date(2026, 11, 9)
    assert not months(date(2026, 8, 1))[3].holds(day_of(Step("ooit", None)))


def test_who_is_behind_longest_comes_first() -> None:
    ans_new = Step("groepsbespreking", date(2026, 11, 20), 1, "Ans Bakker")
    ans_old = Step("plan maken", date(2026, 10, 2), 1, "Ans Bakker")
    bram = Step("evalueren", date(2026, 9, 25), 2, "Bram Vos")
    nobody = Step("toetsen", date(2026, 11, 2))
    fine = (
        Step("later", date(2027, 1, 5), 3, "Cor Smit"),
        Step("klaar", date(2026, 9, 5), 3, "Cor Smit", done_on=date(2026, 9, 4)),
        Step("niet", date(2026, 9, 5), 3, "Cor Smit", skipped_because="was ziek"),
        Step("ooit", None, 3, "Cor Smit"),
    )
    found = behind((ans_new, nobody, bram, ans_old, *fine), TODAY)
    assert [(one.person, one.since) for one in found] == [
        ("Bram Vos", date(2026, 9, 25)), ("Ans Bakker", date(2026, 10, 2)), ("", date(2026, 11, 2)),
    ]  # fmt: skip
    assert found[1].steps == (ans_old, ans_new)
    assert found[2].person_id is None
    assert all(state_of(step, TODAY) is StepState.LATE for one in found for step in one.steps)
