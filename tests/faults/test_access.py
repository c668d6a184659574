"""A few of the cases of the part `access`, so that it keeps working."""

from faults import access
from faults.result import Options


def test_a_few_wrong_modes_are_refused_and_mended() -> None:
    (result,) = access.part(Options(runs=3, workers=2, seed=7))
    assert result.failures == []
    assert result.runs == 3
