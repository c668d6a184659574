"""A few runs of the part on backups, and that it can fail."""

from __future__ import annotations

import random

from faults import restore, restore_files
from faults.result import Options


def test_one_run_of_each_promise() -> None:
    results = restore.part(Options(1))
    assert [(one.failures, one.runs) for one in results if not one.impossible] == [
        ([], 1) for one in results if not one.impossible
    ]


def test_a_mix_of_old_and_new_is_a_failure() -> None:
    outcome = restore.Outcome("run 1", "as it was", 0.1, ("the school doesn't open",))
    result = restore.judge("in `ibtui herstel`", [outcome, restore.Outcome("run 2", "the backup")])
    assert result.broken and result.failures == ["run 1: the school doesn't open"]
    assert result.seen[0] == "as it was: 1; the backup: 1"


def test_a_spoilt_file_is_another_file() -> None:
    raw = bytes(range(256)) * 100
    assert all(restore_files.spoil(raw, random.Random(seed))[1] != raw for seed in range(100))
