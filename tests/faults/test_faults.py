"""A few runs of each part of the fault suite (`make faults`), so that neither it nor the program rusts meanwhile."""

from __future__ import annotations

import os

import pytest

from faults import clock, disk, kill, line, power, two
from faults.result import Options, Result
from tests.support import FULL, need

# What is kept is tested here; how fast is for `make faults`, on a machine that does nothing else meanwhile.
_SLACK = 10.0
SOME_EVENTS = [clock.EVENTS[3], clock.EVENTS[-1]]

pytestmark = pytest.mark.terminal


def _few(runs: int) -> Options:
    return Options(runs, slack=_SLACK)


def _holds(results: list[Result], cannot_be: str = "") -> None:
    """Every promise was tried and kept. `cannot_be`: words of a reason that a container may have to skip."""
    for result in results:
        assert result.failures == []
        if result.impossible and (
            os.environ.get(FULL) != "1" or (cannot_be and cannot_be in result.impossible)
        ):
            pytest.skip(result.impossible)
        assert result.impossible == ""
        assert result.runs > 0


def test_a_kill_while_typing() -> None:
    _holds(kill.part(_few(2)))


def test_a_power_cut_while_typing() -> None:
    need("mkfs.ext4")
    _holds(power.part(_few(2)), cannot_be="loop")


@pytest.mark.parametrize("way", [way for way in line.WAYS if way.over_ssh], ids=lambda way: way.what)
def test_the_ssh_connection_is_cut(way: line.Way) -> None:
    need("ssh")
    _holds(line.part(_few(1), (way,)))


@pytest.mark.parametrize("way", [way for way in line.WAYS if not way.over_ssh], ids=lambda way: way.what)
def test_the_line_drops(way: line.Way) -> None:
    _holds(line.part(_few(1), (way,)))


@pytest.mark.parametrize("trouble", disk.TROUBLES, ids=lambda trouble: trouble.what)
def test_the_disk_takes_no_more(trouble: disk.Trouble) -> None:
    need("mount")
    _holds(
        disk.part(_few(1), (trouble,)),
        cannot_be="loop" if trouble.on_image else "",
    )


def test_two_sessions_on_the_same_minutes() -> None:
    _holds(two.part(_few(2)))


@pytest.mark.parametrize("event", SOME_EVENTS, ids=lambda event: event.what)
def test_the_clock_jumps_or_the_machine_sleeps(event: clock.Event) -> None:
    need("faketime")
    _holds(clock.part(_few(1), (event,)))
