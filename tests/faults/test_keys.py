"""The fault run of the keys, in small: it runs, and it can fail."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from faults import keys, school
from faults.keychange import KINDS
from ibtui.store import database


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> keys._Made:
    return keys._prepare(tmp_path_factory.mktemp("sleutels") / "school")


@pytest.mark.parametrize("kind", KINDS)
def test_a_try_of_each_kind(made: keys._Made, kind: str) -> None:
    assert keys.once(made, kind, 1).wrong == ()


def test_a_slot_that_went_missing_is_noticed(made: keys._Made, tmp_path: Path) -> None:
    here = school.copy(made.school, tmp_path / "school")
    rows = json.loads(here.home.keys.read_bytes())
    del rows["slots"][0]
    here.home.keys.write_text(json.dumps(rows))
    try:
        assert any("this opens" in what for what in keys._look(here, made, "passphrase", 0)[1])
    finally:
        database.close_store()


def test_a_change_that_takes_too_long_is_a_failure() -> None:
    assert keys.judge_time([0.2, 1.4, 1.4], 1.0).failures == ["half of the changes took more than 1.400 s"]
    assert not keys.judge_time([0.2, 0.3, 1.4], 1.0).broken
