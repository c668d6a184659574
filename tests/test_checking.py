"""`checking` looks a school over: what is good, what isn't, and what to do. Each thing is spoilt for real."""

import datetime as dt
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ibtui import checking, guarding
from ibtui.checking import Checked, Verdict
from ibtui.secret import Secret
from ibtui.settings import Home
from ibtui.store import audit, backup, change, database, emergency, pupils, schools, soundness
from ibtui.store import home as homes
from ibtui.store.database_key import DatabaseKey

_PASSPHRASE = Secret("oefenen")
_TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_log'"


def _home(folder: Path) -> Home:
    return Home(folder / "ibtui.db", folder / "sleutels.json", folder / "ibtui.toml", folder / "exports")


@pytest.fixture(scope="module")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A school with one pupil and a backup; made once."""
    folder = tmp_path_factory.mktemp("gemaakt") / "school"
    place = _home(folder)
    homes.create_home(place, _PASSPHRASE, label="oefenschool", invented=True)
    today = database.today()
    school = schools.set_up("OEFENSCHOOL De Proef", "Marit Oefen", range(5), practice=True, today=today)
    pupils.add_pupil(school.id, pupils.PupilDraft("Roos", "van", "Oefen"), today)
    backup.backup_now(place, today)
    database.close_store()
    return folder


@pytest.fixture
def home(_made: Path, tmp_path: Path) -> Iterator[Home]:
    """The same school, open, for one test."""
    folder = tmp_path / "school"
    shutil.copytree(_made, folder)
    place = _home(folder)
    homes.open_home(place, _PASSPHRASE)
    yield place
    database.close_store()
    change.forget_steps()
    homes.forget_keys()


def _key(home: Home) -> DatabaseKey:
    key = homes.key_of(home)
    assert key is not None
    return key


@pytest.fixture
def checked(home: Home) -> Callable[[str], Checked]:
    """What is said of one thing; everything is looked at."""

    def look(name: str, today: dt.date | None = None) -> Checked:
        rows = checking.check_all(home, _key(home), schools.current().id, today or database.today())
        return {row.name: row for row in rows}[name]

    return look


def test_a_school_as_it_should_be(home: Home) -> None:
    rows = checking.check_all(home, _key(home), schools.current().id, database.today())
    assert [(row.name, row.verdict) for row in rows if row.verdict is not Verdict.GOOD] == []
    assert all(row.said and not row.mend for row in rows)
    assert len(rows) == 12


def test_a_file_that_others_can_read(home: Home, checked: Callable[[str], Checked]) -> None:
    (home.database.parent / backup.folder(home).name).chmod(0o755)
    row = checked("bestanden")
    assert row.verdict is Verdict.WRONG
    assert "chmod -R go= " in row.mend
    guarding.enter(home)  # the school itself can be opened: only its backups are at risk


def test_a_text_that_the_index_lost_is_put_back(home: Home, checked: Callable[[str], Checked]) -> None:
    ask = database.connection().execute_sql
    ask("DELETE FROM search_index")
    ask("INSERT INTO search_index (rowid, title, body) VALUES (999 * 16 + 1, 'weg', '')")
    assert soundness.search_differs().missing > 0
    assert soundness.search_differs().extra == 1
    row = checked("zoeken")
    assert row.verdict is Verdict.MIND
    assert "opnieuw gemaakt" in row.said
    assert checked("zoeken").verdict is Verdict.GOOD
    assert ask("SELECT count(*) FROM search_index WHERE search_index MATCH 'roos'").fetchone()[0] == 1


def test_an_index_with_another_text_than_the_row(home: Home, checked: Callable[[str], Checked]) -> None:
    database.connection().execute_sql("UPDATE search_index SET title = 'iets anders' WHERE rowid % 16 = 1")
    assert checked("zoeken").verdict is Verdict.MIND
    assert checked("zoeken").verdict is Verdict.GOOD


def test_what_points_to_nothing(home: Home, checked: Callable[[str], Checked]) -> None:
    ask = database.connection().execute_sql
    ask("PRAGMA foreign_keys = 0")
    ask("UPDATE pupil SET school_id = 999")
    ask("PRAGMA foreign_keys = 1")
    row = checked("verwijzingen")
    assert row.verdict is Verdict.WRONG
    assert "reservekopie" in row.mend


def test_a_page_that_was_changed(home: Home, checked: Callable[[str], Checked]) -> None:
    database.connection().execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    with home.database.open("r+b") as file:
        file.seek(-2000, os.SEEK_END)
        file.write(b"anders")
    assert checked("versleuteling").verdict is Verdict.WRONG


def test_a_log_that_was_changed(home: Home, checked: Callable[[str], Checked]) -> None:
    ask = database.connection().execute_sql
    for (name,) in ask(_TRIGGERS).fetchall():
        ask(f"DROP TRIGGER {name}")
    ask("UPDATE audit_log SET who = 'iemand' WHERE id = 2")
    row = checked("logboek")
    assert row.verdict is Verdict.WRONG
    assert "bij regel 2" in row.said


def test_a_log_of_which_the_tail_was_cut_shows_by_the_backup(
    home: Home, checked: Callable[[str], Checked]
) -> None:
    ask = database.connection().execute_sql
    for (name,) in ask(_TRIGGERS).fetchall():
        ask(f"DROP TRIGGER {name}")
    ask("DELETE FROM audit_log WHERE id > 1")
    assert checked("logboek").verdict is Verdict.WRONG


def test_no_backup(home: Home, checked: Callable[[str], Checked]) -> None:
    shutil.rmtree(backup.folder(home))
    row = checked("reservekopie")
    assert row.verdict is Verdict.WRONG
    assert "ibtui backup" in row.mend


def test_a_backup_that_is_too_old(
    home: Home, checked: Callable[..., Checked], monkeypatch: pytest.MonkeyPatch
) -> None:
    later = database.today() + dt.timedelta(days=checking.OLDEST_BACKUP + 1)
    moment = database.now() + dt.timedelta(minutes=1)
    monkeypatch.setattr(database, "now", lambda: moment)
    audit.note("iets veranderd")
    assert checked("reservekopie", later).verdict is Verdict.WRONG
    assert checked("reservekopie", later - dt.timedelta(days=1)).verdict is Verdict.GOOD


def test_a_backup_that_is_damaged(home: Home, checked: Callable[[str], Checked]) -> None:
    found = backup.newest(home)
    assert found is not None
    with found[1].open("r+b") as file:
        file.seek(20_000)
        file.write(b"anders")
    assert checked("reservekopie").verdict is Verdict.WRONG


def test_a_document_that_nobody_knows(home: Home, checked: Callable[[str], Checked]) -> None:
    home.exports.mkdir(mode=0o700)
    (home.exports / "onbekend.docx").write_bytes(b"x")
    row = checked("documenten")
    assert row.verdict is Verdict.MIND
    assert "onbekend.docx" in row.said


def test_the_folder_that_was_looked_in_is_named(home: Home, checked: Callable[[str], Checked]) -> None:
    assert f"gekeken in {home.exports}" in checked("documenten").said


def test_which_settings_are_read(home: Home, checked: Callable[[str], Checked]) -> None:
    said = checked("instellingen").said
    assert said == f"{home.config} is er niet: alles staat zoals het begon; slot_na = 10 (10 minuten)"
    home.config.touch(mode=0o600)
    row = checked("instellingen")
    assert (row.verdict, row.said) == (Verdict.GOOD, f"{home.config} is gelezen; slot_na = 10 (10 minuten)")


def test_settings_beside_the_database_that_are_not_read(home: Home, tmp_path: Path) -> None:
    beside, config = home.config, tmp_path / "mijn config" / "ibtui.toml"
    beside.write_text("slot_na = 5\n")
    apart = replace(home, config=config)
    row = checking.check_settings(apart)
    assert row.verdict is Verdict.MIND
    assert f"{beside} wordt niet gelezen" in row.said
    command = row.mend.removeprefix("Moet dat gelden? ")
    subprocess.run(["sh", "-c", command], check=True)
    assert (config.read_text(), config.stat().st_mode & 0o777) == ("slot_na = 5\n", 0o600)
    assert checking.check_settings(apart).verdict is Verdict.GOOD
    beside.write_text("slot_na = 7\n")
    row = checking.check_settings(apart)
    assert (row.verdict, row.mend.endswith(f"mv {beside} {beside}.oud")) == (Verdict.MIND, True)


def test_a_text_that_waits_in_an_emergency_copy(home: Home, checked: Callable[[str], Checked]) -> None:
    emergency.keep(home, _key(home), 1, "tekst", "", database.now())
    row = checked("noodkopie")
    assert row.verdict is Verdict.MIND
    assert "1 tekst" in row.said
    other = DatabaseKey(bytes(32))
    assert "oudere sleutel" in checking.check_emergency(home, other).said


def test_a_text_that_waits_for_a_colleague_is_hers(home: Home) -> None:
    emergency.keep(home, _key(home), 1, "tekst", "", database.now())
    (found,) = emergency.waiting(home, _key(home))
    of_bea = emergency.FoundCopy(found.path, replace(found.copy, who="bea"))
    emergency.put_instead(of_bea, _key(home), "tekst", "")
    row = checking.check_emergency(home, _key(home))
    assert (row.verdict, row.said) == (Verdict.MIND, "er wacht een tekst van bea")
