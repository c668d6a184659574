"""How long nobody was there."""

import pytest

from ibtui.screens import idle
from ibtui.screens.idle import IdleClock


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The clock: put it on by changing its one number."""
    now = [1_000.0]
    monkeypatch.setattr(idle, "clock", lambda: now[0])
    return now


def test_it_is_over_after_the_minutes_without_a_key(later: list[float]) -> None:
    clock = IdleClock(10)
    later[0] += 599
    assert not clock.is_over
    clock.touched()
    later[0] += 599
    assert not clock.is_over
    later[0] += 1
    assert clock.is_over


def test_with_nought_minutes_it_is_never_over(later: list[float]) -> None:
    clock = IdleClock(0)
    later[0] += 10**9
    assert not clock.counts
    assert not clock.is_over


def test_the_real_clock_goes_on() -> None:
    assert idle.clock() <= idle.clock()
