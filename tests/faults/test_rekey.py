"""A few runs of the re-encryption part of the fault suite: one of each way."""

from __future__ import annotations

from faults import rekey
from faults.result import Options


def test_a_kill_while_everything_gets_a_new_key() -> None:
    (result,) = rekey.part(Options(4))
    assert result.failures == []
    assert result.runs == 4
