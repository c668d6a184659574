"""From every older schema to today's, whole or not at all."""

import shutil
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from peewee import Model
from playhouse.schema_diff import diff_models

from ibtui.errors import DiskFull, StoreError
from ibtui.secret import Secret
from ibtui.store import backup_format, database, vault
from ibtui.store.migrations import STEPS, migrate
from ibtui.store.models import TABLES, ActionItem, ExportLog, ExportPass, ExportPupil, ExportRecipient, School
from ibtui.store.schools import SchoolInfo, current
from tests.store.conftest import KEY

_SECOND = """
    from peewee import CharField

    def up(migrator, db):
        migrator.migrate(migrator.add_column("school", "motto", CharField(default="")))
"""

ALL = tuple(sorted(step.stem for step in STEPS.glob("[0-9]*.py")))
"""The names of all steps there are."""


@pytest.fixture(scope="module")
def _keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sleutels") / "sleutels.json"
    vault.create(path, Secret("vier losse woorden hier"), "Marit")
    return path


@pytest.fixture(autouse=True)
def _key_file(_keys: Path, tmp_path: Path) -> None:
    """A backup of before takes the key file along."""
    shutil.copy(_keys, tmp_path / "sleutels.json")


def _steps(folder: Path, **more: str) -> Path:
    """The real steps and some that a later version might bring."""
    folder.mkdir()
    for step in STEPS.glob("[0-9]*.py"):
        (folder / step.name).write_text(step.read_text())
    for name, code in more.items():
        (folder / f"{name.removeprefix('n')}.py").write_text(textwrap.dedent(code))
    return folder


def _schema() -> list[tuple[str, ...]]:
    return sorted(
        database.connection()
        .execute_sql("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%'")
        .fetchall()
    )


def _columns(model: type[Model]) -> list[tuple[str, str, bool]]:
    found = database.connection().execute_sql(f"PRAGMA table_info({model._meta.table_name})").fetchall()
    return [(name, kind, bool(needed)) for _number, name, kind, needed, _default, _key in found]


def test_the_frozen_steps_make_the_tables_of_today(empty_store: Path) -> None:
    diff = diff_models(database.connection(), TABLES)
    assert not diff, str(diff)


def test_the_frozen_steps_make_the_columns_of_today(empty_store: Path) -> None:
    store = database.connection()
    frozen = {model: _columns(model) for model in TABLES}
    keys = {model: set(store.get_foreign_keys(model._meta.table_name)) for model in TABLES}
    for table in (
        "search_index",
        *(name for name in store.get_tables() if not name.startswith("search_index")),
    ):
        if not table.startswith("sqlite_"):
            store.execute_sql(f"DROP TABLE {table}")
    store.create_tables(TABLES)
    assert {model: _columns(model) for model in TABLES} == frozen
    assert {model: set(store.get_foreign_keys(model._meta.table_name)) for model in TABLES} == keys


def test_a_second_time_nothing_is_done(school: SchoolInfo, tmp_path: Path) -> None:
    assert migrate(tmp_path / "backups") == ()
    assert not (tmp_path / "backups").exists()


def test_a_new_step_keeps_the_rows_and_leaves_an_encrypted_copy_of_before(
    school: SchoolInfo, empty_store: Path, tmp_path: Path
) -> None:
    before = _schema()
    assert migrate(tmp_path / "backups", _steps(tmp_path / "steps", n0009_motto=_SECOND)) == ("0009_motto",)
    assert current() == school
    assert "motto" in str(_schema())
    (copy,) = (tmp_path / "backups").iterdir()
    assert copy.name.startswith("ibtui-voor-0009_motto-")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    assert b"Wilgenhoek" not in copy.read_bytes()
    (tmp_path / "uit").mkdir()
    backup_format.unpack(copy, tmp_path / "uit")
    database.open_store(tmp_path / "uit" / "ibtui.db", KEY)
    assert _schema() == before
    assert current() == school


def test_a_step_that_fails_leaves_the_old_schema(school: SchoolInfo, tmp_path: Path) -> None:
    before = _schema()
    broken = _SECOND.replace("motto", "spreuk") + "        raise ZeroDivisionError\n"
    with pytest.raises(ZeroDivisionError):
        migrate(tmp_path / "backups", _steps(tmp_path / "steps", n0009_motto=_SECOND, n0010_broken=broken))
    assert _schema() == before
    assert database.connection().pragma("foreign_keys") == 1
    assert current() == school


def test_a_step_that_leaves_loose_ends_is_taken_back(school: SchoolInfo, tmp_path: Path) -> None:
    before = _schema()
    loose = """
        def up(migrator, db):
            db.execute_sql("UPDATE person SET school_id = 99")
    """
    with pytest.raises(StoreError, match="niet worden bijgewerkt"):
        migrate(tmp_path / "backups", _steps(tmp_path / "steps", n0009_loose=loose))
    assert _schema() == before
    assert current() == school


@pytest.mark.parametrize("new", [True, False])
def test_a_step_that_is_killed_leaves_the_old_schema(empty_store: Path, tmp_path: Path, new: bool) -> None:
    if new:
        database.close_store()
        empty_store.unlink()
        database.create_store(empty_store, KEY)
    before = _schema()
    database.close_store()
    killed = """
        import os, signal
        def up(migrator, db):
            db.execute_sql("CREATE TABLE half (id INTEGER)")
            os.kill(os.getpid(), signal.SIGKILL)
    """
    steps = _steps(tmp_path / "steps", n0009_killed=killed)
    code = """
        import sys; from pathlib import Path; from ibtui.store import database, vault
        from ibtui.store.migrations import migrate
        database.open_store(Path(sys.argv[1]), vault.DatabaseKey(bytes(range(32))))
        migrate(Path(sys.argv[1]).parent / "backups", Path(sys.argv[2]))
    """
    run = [sys.executable, "-c", textwrap.dedent(code), str(empty_store), str(steps)]
    assert subprocess.run(run, cwd=Path(__file__).parents[2], check=False).returncode == -9
    database.open_store(empty_store, KEY)
    assert _schema() == before
    assert migrate(tmp_path / "backups") == (ALL if new else ())
    assert School.select().count() == 0


def test_a_database_of_a_newer_version_is_refused(school: SchoolInfo, tmp_path: Path) -> None:
    migrate(tmp_path / "backups", _steps(tmp_path / "steps", n0009_motto=_SECOND))
    with pytest.raises(StoreError, match="nieuwere ibtui"):
        migrate(tmp_path / "backups")


def test_without_a_copy_nothing_is_changed(school: SchoolInfo, tmp_path: Path) -> None:
    before = _schema()
    (tmp_path / "backups").write_text("in the way")
    with pytest.raises(StoreError, match="reservekopie"):
        migrate(tmp_path / "backups", _steps(tmp_path / "steps", n0009_motto=_SECOND))
    assert _schema() == before


def test_two_sessions_that_start_at_once_both_get_in(empty_store: Path, tmp_path: Path) -> None:
    database.close_store()
    empty_store.unlink()
    database.create_store(empty_store, KEY)
    database.close_store()
    code = """
        import sys; from pathlib import Path; from ibtui.store import database, vault
        from ibtui.store.migrations import migrate
        database.open_store(Path(sys.argv[1]), vault.DatabaseKey(bytes(range(32))))
        print(migrate(Path(sys.argv[1]).parent / "backups"))
    """
    run = [sys.executable, "-c", textwrap.dedent(code), str(empty_store)]
    children = [
        subprocess.Popen(run, cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    said = sorted(child.communicate(timeout=60)[0].strip() for child in children)
    assert said == [str(ALL), "()", "()", "()"]


def test_no_room_for_the_copy_is_said(
    school: SchoolInfo, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    steps = _steps(tmp_path / "steps", n0009_motto=_SECOND)
    database.close_store()
    code = """
        import resource, sys; from pathlib import Path; from ibtui.store import database, vault
        from ibtui.errors import StoreError
        from ibtui.store.migrations import migrate
        database.open_store(Path(sys.argv[1]), vault.DatabaseKey(bytes(range(32))))
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        try:
            migrate(Path(sys.argv[1]).parent / "backups", Path(sys.argv[2]))
        except StoreError as error:
            print(error)
    """
    run = [sys.executable, "-c", textwrap.dedent(code), str(tmp_path / "ibtui.db"), str(steps)]
    done = subprocess.run(run, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert "schijf" in done.stdout
    assert list((tmp_path / "backups").iterdir()) == []
    assert issubclass(DiskFull, StoreError)


# --- each step, from the database as it was before it ---


def _frozen(path: Path, until: str, folder: Path) -> None:
    """A database as the version of that step made it, with nothing of today's models in it."""
    database.close_store()
    path.unlink()
    database.create_store(path, KEY)
    steps = _steps(folder)
    for step in steps.iterdir():
        if step.stem > until:
            step.unlink()
    migrate(folder / "backups", steps)


def _insert(table: str, **values: object) -> None:
    """A row by its bare columns; what isn't given is nothing, 0 or "", as the first version wrote it."""
    store = database.connection()
    found = store.execute_sql(f"PRAGMA table_info({table})").fetchall()
    row = {
        name: values.get(name, None if not needed else 0 if kind == "INTEGER" else "2026-11-24 13:00:00")
        for _number, name, kind, needed, _default, key in found
        if not key or name in values
    }
    marks = ", ".join("?" for _ in row)
    store.execute_sql(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))


def test_promises_of_the_first_version_keep_everything_they_had(empty_store: Path, tmp_path: Path) -> None:
    _frozen(empty_store, "0001_start", tmp_path / "first")
    columns = [row[1] for row in database.connection().execute_sql("PRAGMA table_info(action_item)")]
    assert "confirmed_on" not in columns
    _insert("school", id=1, name="OEFENSCHOOL De Wilgenhoek")
    _insert("action_item", id=7, school_id=1, what="belt de logopedist", status="gedaan", done_on="2026-11-24",
            note="gebeld, geen gehoor", moved=2)  # fmt: skip
    before = database.connection().execute_sql("SELECT * FROM action_item").fetchall()
    triggers = [row for row in _schema() if "action_item_search" in row[0]]
    assert "0002_promises_read_aloud" in migrate(tmp_path / "backups")
    after = database.connection().execute_sql("SELECT * FROM action_item").fetchall()
    assert [row[: len(columns)] for row in after] == before
    item = ActionItem.get_by_id(7)
    assert (item.confirmed_on, item.gone_line, item.cut_off) == (None, "", "")
    assert [row for row in _schema() if "action_item_search" in row[0]] == triggers, (
        "searching still follows each change"
    )
    item.what = "belt de schoolarts"
    item.save()
    hits = "SELECT count(*) FROM search_index WHERE search_index MATCH 'schoolarts'"
    assert database.connection().execute_sql(hits).fetchone() == (1,)
    assert len(list((tmp_path / "backups").iterdir())) == 1


def test_documents_of_before_keep_their_lines_in_the_log(empty_store: Path, tmp_path: Path) -> None:
    _frozen(empty_store, "0004_search_in_pauses", tmp_path / "fourth")
    _insert("school", id=1, name="OEFENSCHOOL De Wilgenhoek")
    _insert("conversation", id=4, school_id=1, kind="oudergesprek", day="2026-11-03")
    for number, names in ((1, ("Roos", "van", "Dijk")), (2, ("Sam", "", "Hof"))):
        _insert(
            "pupil",
            id=number,
            school_id=1,
            **dict(zip(("first_name", "infix", "last_name"), names, strict=True)),
        )
    _insert("conversation_pupil", conversation_id=4, pupil_id=2)
    _insert("conversation_pupil", conversation_id=4, pupil_id=1)
    _insert("export_log", id=3, audience="ouders", recipients="moeder", edition=2, file_name="verslag.docx",
            conversation_id=4)  # fmt: skip
    before = database.connection().execute_sql("SELECT * FROM export_log").fetchall()
    assert "0005_who_got_which_paper" in migrate(tmp_path / "backups")
    after = database.connection().execute_sql("SELECT * FROM export_log").fetchall()
    assert [row[: len(before[0])] for row in after] == before
    row = ExportLog.get_by_id(3)
    assert (row.folder, row.digest, row.size, row.stops, row.asks) == ("", "", 0, 0, 0)
    assert (row.agency_id, row.checked_at, row.removed_at, row.removed_how) == (None, None, None, "")
    assert row.missed_on is None
    assert [(one.export_id, one.pupil_id, one.name) for one in ExportPupil.select()] == [
        (3, 2, "Sam Hof"),
        (3, 1, "Roos van Dijk"),
    ]
    assert (ExportRecipient.select().count(), ExportPass.select().count()) == (0, 0)
