"""The part about the log, a few tries of each."""

from __future__ import annotations

import pytest

from faults import log
from faults.result import Options


def test_one_run_of_each_promise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "_LINES", 60)
    results = log.part(Options(runs=1, seed=7))
    assert [result.failures for result in results] == [[]] * len(results)
    assert all(result.shown for result in results)
