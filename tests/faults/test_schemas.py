"""A few runs of the schemas' part of the fault suite, and that it can fail."""

from __future__ import annotations

from faults import schemas
from faults.result import Options


def test_a_kill_while_an_older_school_is_brought_up_to_date() -> None:
    (result,) = schemas.part(Options(1))
    assert (result.failures, result.impossible, result.runs) == ([], "", 1)


def test_half_of_the_steps_is_a_failure() -> None:
    outcome = schemas.Outcome("run 1, 0001_start", 3, 0.1, ("half of the steps: ['0001_start']",))
    (failure,) = schemas._judge([outcome]).failures
    assert failure.startswith("run 1, 0001_start: half of the steps")
