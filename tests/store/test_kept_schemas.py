"""Every schema that landed, opened today: a copy is kept, all rows are there, and searching finds them."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from ibtui.errors import StoreError
from ibtui.settings import Home
from ibtui.store import audit_chain, database, key_slots, minutes, schools, search, vault
from ibtui.store import home as homes
from ibtui.store.home import BACKUPS
from ibtui.store.migrations import STEPS, migrate
from tests.schemas import kept
from tests.store.conftest import KEY

NEWEST = kept.NAMES[-1]
OLDER = kept.NAMES[:-1]


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    database.close_store()
    homes.forget_keys()


def test_every_step_that_landed_has_its_sample() -> None:
    assert tuple(sorted(step.stem for step in STEPS.glob("[0-9]*.py"))) == kept.NAMES


def test_a_sample_is_small() -> None:
    """The one of the first schema as a file is the exception: an encrypted file can't be packed."""
    for path in kept.HERE.iterdir():
        assert not path.is_file() or path.stat().st_size < 150_000 or path == kept.AS_WRITTEN, path.name


def test_a_step_that_landed_was_not_edited_afterwards(tmp_path: Path) -> None:
    path, steps = tmp_path / "anew.db", tmp_path / "steps"
    steps.mkdir()
    database.create_store(path, KEY, invented=True)
    for name in kept.NAMES:
        shutil.copy(STEPS / f"{name}.py", steps)
        migrate(None, steps)
        assert kept.schema(path, KEY.pragma_value()) == kept.schema(kept.unpack(name, tmp_path), ""), (
            "a step that was released may never be edited: a change is a new step"
        )


@pytest.mark.parametrize("name", kept.NAMES)
def test_an_older_school_opens_with_all_its_rows(name: str, tmp_path: Path) -> None:
    home = kept.lay(name, tmp_path)
    before = kept.rows(home.database, kept.key(name))
    assert [table for table, rows in before.items() if not rows] == [], (
        "a kind of row is missing in the sample"
    )
    _opens_with_everything(home, name, before, copies=0 if name == NEWEST else 1)


def test_the_file_that_the_first_version_wrote_opens(tmp_path: Path) -> None:
    home = kept.lay_as_written(tmp_path)
    _opens_with_everything(home, OLDER[0], kept.rows(home.database, kept.key(OLDER[0])), copies=1)


def _opens_with_everything(home: Home, name: str, before: kept.Rows, copies: int) -> None:
    homes.open_home(home, kept.PASSPHRASE)
    store = database.connection()
    assert store.execute_sql("PRAGMA foreign_key_check").fetchall() == []
    assert store.execute_sql("PRAGMA cipher_integrity_check").fetchall() == []
    school = schools.current()
    assert (school.name, school.coordinator_name) == ("OEFENSCHOOL De Kade", "Marit Oefen")
    assert [hit.kind for hit in search.find(school.id, kept.WORD)] == ["verslag"]
    assert [hit.title for hit in search.find(school.id, "zoe")] == ["Zoë Bedacht"]
    assert [row.edition for row in minutes.list_minutes(school.id)] == [1]
    database.close_store()
    after = kept.rows(home.database, kept.key(name))
    for table, rows in before.items():
        for number, row in rows.items():
            assert {column: after[table][number][column] for column in row} == row
    _one_chain(list(after["audit_log"].values()))
    _brought_up_to_date(home)
    found = [path for path in (home.database.parent / BACKUPS).glob("*") if not path.name.startswith(".")]
    assert len(found) == copies
    for copy in found:
        _is_locked(copy)


def _brought_up_to_date(home: Home) -> None:
    """A slot of the first form becomes one of the second when its passphrase is used; the other opens as ever."""
    versions = {str(row.kind): row.version for row in key_slots.slots(home)}
    assert versions["passphrase"] == 2
    by_recovery = kept.RECOVERY if versions["recovery"] == 1 else kept.RECOVERY_2
    assert vault.open_with_recovery(home.keys, by_recovery) == vault.open(home.keys, kept.PASSPHRASE)


def _is_locked(copy: Path) -> None:
    """Only its owner reads it, and it holds nothing that can be read."""
    assert copy.stat().st_mode & 0o077 == 0
    content = copy.read_bytes()
    assert not any(word.encode() in content for word in (kept.WORD, "Verzonnen", "oefenen"))


def _one_chain(lines: list[dict[str, object]]) -> None:
    """Whoever looks at the log of an old school finds it whole."""
    before = audit_chain.START
    for line in lines:
        at = dt.datetime.fromisoformat(str(line["at"]))
        number = line["subject_id"]
        assert number is None or isinstance(number, int)
        who, action, subject = (str(line[name]) for name in ("who", "action", "subject"))
        before = audit_chain.digest(before, at, who, action, subject, number)
        assert line["digest"] == before


def test_a_school_of_a_newer_ibtui_is_refused_with_words_and_left_alone(tmp_path: Path) -> None:
    home = kept.lay(NEWEST, tmp_path)
    store = dbapi2.connect(str(home.database))
    store.execute(f'PRAGMA key = "{kept.key(NEWEST)}"')
    store.execute(
        "INSERT INTO schema_migration (name, applied) VALUES ('9999_of_later', '2030-01-01 09:00:00')"
    )
    store.commit()
    store.close()
    before = kept.rows(home.database, kept.key(NEWEST))
    with pytest.raises(StoreError, match="nieuwere ibtui") as refused:
        homes.open_home(home, kept.PASSPHRASE)
    assert "Installeer de nieuwste ibtui" in refused.value.hint
    assert not database.is_open()
    assert not (home.database.parent / BACKUPS).exists()
    assert kept.rows(home.database, kept.key(NEWEST)) == before
