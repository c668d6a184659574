"""The encrypted file: what it holds, what it refuses, and what it says."""

import os
import shutil
import stat
import subprocess
import sys
import textwrap
import threading
import traceback
from pathlib import Path

import pytest
from playhouse.sqlcipher_ext import SqlCipherDatabase

from ibtui.care.words import PersonRole
from ibtui.errors import Busy, Corrupt, DiskFull, IbtuiError, Missing, ReadOnly, StoreError
from ibtui.store import change, database, people, pupils, vault
from ibtui.store.models import TABLES, AuditLog, ExportLog, Person
from ibtui.store.people import PersonDraft
from ibtui.store.pupils import PupilDraft
from ibtui.store.schools import SchoolInfo, current
from tests.store.conftest import KEY, TODAY

_PLANTED = "Zonnebloemsteeltje"


def _teacher(name: str) -> PersonDraft:
    return PersonDraft(PersonRole.TEACHER, name)


def test_what_points_to_an_export_is_loaded_with_it() -> None:
    """Tables are loaded when they are asked for; taking back an export goes by all that point to it."""
    pointing = {each for each in TABLES if ExportLog in each._meta.refs.values()}
    assert {each.__module__ for each in pointing} == {ExportLog.__module__}


def _child(code: str, *args: str, wrapper: tuple[str, ...] = ()) -> subprocess.Popen[str]:
    """Another process of the same program, with the test's key."""
    start = "import sys; from pathlib import Path; from ibtui.store import database, change, people, vault\n"
    start += "path = Path(sys.argv[1]); key = vault.DatabaseKey(bytes(range(32)))\n"
    return subprocess.Popen(
        [*wrapper, sys.executable, "-c", start + textwrap.dedent(code), *args],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def _fill(school: SchoolInfo, number: int = 60) -> None:
    for count in range(number):
        people.add_person(
            school.id, PersonDraft(PersonRole.COLLEAGUE, f"{_PLANTED} {count}", function="x" * 150)
        )


def test_what_is_written_is_there_after_closing_and_opening(school: SchoolInfo, empty_store: Path) -> None:
    database.close_store()
    assert not database.is_open()
    database.open_store(empty_store, KEY)
    assert current() == school


def test_nothing_is_readable_in_any_file(school: SchoolInfo, empty_store: Path) -> None:
    _fill(school)
    pupils.add_pupil(school.id, PupilDraft(_PLANTED), TODAY)
    files = [path for path in empty_store.parent.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {"ibtui.db", "ibtui.db-wal"}
    for path in files:
        content = path.read_bytes()
        assert _PLANTED.encode() not in content
        assert b"Wilgenhoek" not in content
        assert b"SQLite format" not in content


def test_only_the_owner_can_read_the_files(school: SchoolInfo, empty_store: Path) -> None:
    for path in (empty_store, *empty_store.parent.glob("ibtui.db-*")):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name


def test_the_settings_that_keep_a_note_through_a_power_cut(school: SchoolInfo) -> None:
    store = database.connection()
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "temp_store": 2,
              "trusted_schema": 0, "busy_timeout": 5000, "cell_size_check": 1, "recursive_triggers": 1}  # fmt: skip
    assert {name: store.pragma(name) for name in wanted} == wanted


def test_on_a_network_share_no_wal(
    school: SchoolInfo, empty_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/homes {tmp_path} nfs4 rw 0 0\n")
    monkeypatch.setattr(database, "_MOUNTS", mounts)
    database.open_store(empty_store, KEY)
    store = database.connection()
    assert (store.pragma("journal_mode"), store.pragma("synchronous")) == ("delete", 3)
    assert people.add_person(school.id, _teacher("Ans"))


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/ib", "nfs4"),
        ("/home/ib/local", "ext4"),
        ("/homes", "ext4"),
        ("/mnt/met blank/x", "cifs"),
        ("/over", "cifs"),
    ],
)
def test_the_file_system_is_that_of_the_nearest_mount(folder: str, kind: str) -> None:
    mounts = "\n".join([
        "/dev/a / ext4 rw 0 0", "server:/h /home nfs4 rw 0 0", "/dev/b /home/ib/local ext4 rw 0 0",
        "//server/x /mnt/met\\040blank cifs rw 0 0", "half a line", "/dev/c /over ext4 rw 0 0",
        "//server/y /over cifs rw 0 0",
    ])  # fmt: skip
    assert database.file_system(Path(folder), mounts) == kind


def test_a_missing_file_is_said_and_not_made_anew(tmp_path: Path) -> None:
    with pytest.raises(Missing, match=r"ibtui.db is er niet"):
        database.open_store(tmp_path / "ibtui.db", KEY)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_damage_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "ibtui.db"
    path.touch()
    with pytest.raises(Corrupt, match="is leeg"):
        database.open_store(path, KEY)
    assert path.stat().st_size == 0


@pytest.mark.parametrize("left", [1, 100, 4096, 4097, 40960])
def test_a_truncated_file_is_damage(school: SchoolInfo, empty_store: Path, left: int) -> None:
    _fill(school)
    database.close_store()
    os.truncate(empty_store, left)
    with pytest.raises(Corrupt):
        database.open_store(empty_store, KEY)
    assert not database.is_open()


def test_one_changed_bit_is_damage(school: SchoolInfo, empty_store: Path) -> None:
    _fill(school)
    database.close_store()
    with empty_store.open("r+b") as file:
        file.seek(20 * 4096 + 99)
        byte = file.read(1)[0]
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte ^ 4]))
    with pytest.raises(Corrupt):
        database.open_store(empty_store, KEY)


@pytest.mark.parametrize("content", [b"SQLite format 3\0" + b"\0" * 8000, b"geen database " * 1000])
def test_a_strange_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "ibtui.db"
    path.write_bytes(content)
    with pytest.raises(Corrupt):
        database.open_store(path, KEY)
    assert path.read_bytes() == content


def test_an_encrypted_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ibtui.db"
    other = SqlCipherDatabase(str(path), passphrase=KEY.pragma_value())
    other.connect()
    other.execute_sql("CREATE TABLE recept (naam TEXT)")
    other.close()
    with pytest.raises(Corrupt, match="niet van ibtui"):
        database.open_store(path, KEY)
    assert not database.is_open()


def test_a_wrong_key_says_so_and_nothing_reaches_the_terminal(school: SchoolInfo, empty_store: Path) -> None:
    database.close_store()
    child = _child(
        """
        from ibtui.errors import Corrupt
        for _ in range(2):
            try:
                database.open_store(path, vault.DatabaseKey(bytes(32)))
            except Corrupt as error:
                print(error)
        """,
        str(empty_store),
    )
    out, err = child.communicate(timeout=30)
    assert err == ""
    assert out.splitlines() == [out.splitlines()[0]] * 2
    assert "hoort niet bij deze sleutel" in out


def test_the_key_is_in_no_traceback_with_locals(school: SchoolInfo, empty_store: Path) -> None:
    wrong = vault.DatabaseKey(b"\xab" * 32)
    database.close_store()
    with pytest.raises(Corrupt) as caught:
        database.open_store(empty_store, wrong)
    shown = "".join(traceback.TracebackException.from_exception(caught.value, capture_locals=True).format())
    assert "abababab" not in shown
    assert caught.value.__context__ is None


def test_an_existing_file_is_never_overwritten(school: SchoolInfo, empty_store: Path) -> None:
    database.close_store()
    before = empty_store.read_bytes()
    with pytest.raises(StoreError, match="al een bestand"):
        database.create_store(empty_store, KEY)
    assert empty_store.read_bytes() == before


def test_a_folder_with_strange_signs_in_its_name(tmp_path: Path) -> None:
    folder = tmp_path / "map #1 ?mode=ro & 100% é"
    folder.mkdir()
    database.create_store(folder / "ibtui.db", KEY)
    database.close_store()
    assert [path.name for path in folder.iterdir()] == ["ibtui.db"]


def _as_a_user_without_rights() -> tuple[str, ...]:
    """Root may write everywhere; without these capabilities it is like anybody else."""
    if os.geteuid() != 0:
        return ()
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("needs setpriv, or a user that isn't root")
    dropped = "-dac_override,-dac_read_search"
    return setpriv, f"--bounding-set={dropped}", f"--inh-caps={dropped}"


@pytest.mark.parametrize(("folder_mode", "file_mode"), [(0o500, 0o600), (0o700, 0o400), (0o000, 0o600)])
def test_without_rights_a_clear_word(
    school: SchoolInfo, empty_store: Path, folder_mode: int, file_mode: int
) -> None:
    wrapper = _as_a_user_without_rights()
    database.close_store()
    empty_store.chmod(file_mode)
    empty_store.parent.chmod(folder_mode)
    try:
        child = _child(
            """
            from ibtui.errors import IbtuiError
            try:
                database.open_store(path, key)
                with change.write("probe"):
                    pass
            except IbtuiError as error:
                print(type(error).__name__, error)
            """,
            str(empty_store),
            wrapper=wrapper,
        )
        out, err = child.communicate(timeout=30)
    finally:
        empty_store.parent.chmod(0o700)
    assert err == ""
    assert out.startswith(ReadOnly.__name__)
    assert "beheerder" in out


def test_a_new_database_in_a_folder_without_rights(tmp_path: Path) -> None:
    wrapper = _as_a_user_without_rights()
    tmp_path.chmod(0o500)
    child = _child(
        """
        from ibtui.errors import IbtuiError
        try:
            database.create_store(path, key)
        except IbtuiError as error:
            print(type(error).__name__, error)
        """,
        str(tmp_path / "ibtui.db"),
        wrapper=wrapper,
    )
    out, err = child.communicate(timeout=30)
    tmp_path.chmod(0o700)
    assert (err, out.split()[0]) == ("", "ReadOnly")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_loses_nothing_that_was_saved(school: SchoolInfo) -> None:
    _fill(school, 10)
    store = database.connection()
    pages = store.pragma("page_count")
    store.pragma("max_page_count", pages)
    saved = 10
    with pytest.raises(DiskFull, match="schijf is vol"):
        for count in range(1000):
            people.add_person(
                school.id, PersonDraft(PersonRole.COLLEAGUE, f"Nog een {count}", function="y" * 200)
            )
            saved += 1
    assert len(people.people(school.id, {PersonRole.COLLEAGUE})) == saved
    store.pragma("max_page_count", pages * 10)
    people.add_person(school.id, _teacher("Past weer"))
    assert store.execute_sql("PRAGMA quick_check").fetchone()[0] == "ok"


def test_a_disk_that_breaks_off_halfway_loses_nothing_that_was_saved(
    school: SchoolInfo, empty_store: Path
) -> None:
    database.close_store()
    child = _child(
        """
        import resource
        from ibtui.errors import StoreError
        from ibtui.store.people import PersonDraft
        database.open_store(path, key)
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
        saved = 0
        try:
            while True:
                people.add_person(1, PersonDraft("collega", f"Nummer {saved}", function="z" * 200))
                saved += 1
        except StoreError as error:
            print(saved)
            print(error)
        """,
        str(empty_store),
    )
    out, err = child.communicate(timeout=60)
    assert err == ""
    saved, said = out.splitlines()
    assert "niet bewaard" in said
    database.open_store(empty_store, KEY)
    assert len(people.people(school.id, {PersonRole.COLLEAGUE})) == int(saved) > 0


def test_two_processes_that_write_at_once_never_fail(school: SchoolInfo, empty_store: Path) -> None:
    code = """
        from ibtui.store.people import PersonDraft, add_person, edit_person, person
        database.open_store(path, key)
        mine = add_person(1, PersonDraft("collega", sys.argv[2]))
        for count in range(150):
            person(mine)
            edit_person(mine, PersonDraft("collega", f"{sys.argv[2]} {count}"))
        database.close_store()
    """
    children = [_child(code, str(empty_store), name) for name in ("een", "twee")]
    for child in children:
        out, err = child.communicate(timeout=60)
        assert (child.returncode, out, err) == (0, "", "")
    assert {row.version for row in people.people(school.id, {PersonRole.COLLEAGUE})} == {151}
    assert AuditLog.select().where(AuditLog.action == "persoon gewijzigd").count() == 300


def test_a_lock_that_another_session_keeps_is_said(school: SchoolInfo, empty_store: Path) -> None:
    other = SqlCipherDatabase(str(empty_store), passphrase=KEY.pragma_value())
    other.connect()
    other.execute_sql("BEGIN IMMEDIATE")
    database.connection().pragma("busy_timeout", 50)
    with pytest.raises(Busy, match="andere sessie"):
        people.add_person(school.id, _teacher("Ans"))
    assert people.people(school.id)  # reading goes on
    other.execute_sql("ROLLBACK")
    other.close()
    people.add_person(school.id, _teacher("Ans"))


def test_a_change_of_another_session_is_noticed_and_an_own_one_not(
    school: SchoolInfo, empty_store: Path
) -> None:
    database.changed_elsewhere()
    people.add_person(school.id, _teacher("Ans"))
    assert not database.changed_elsewhere()
    other = SqlCipherDatabase(str(empty_store), passphrase=KEY.pragma_value())
    other.connect()
    other.execute_sql("UPDATE school SET network = 'SWV'")
    other.close()
    assert database.changed_elsewhere()
    assert not database.changed_elsewhere()


def test_a_worker_thread_has_a_connection_of_its_own(school: SchoolInfo) -> None:
    seen: list[int] = []

    def work() -> None:
        with database.in_thread():
            seen.append(Person.select().count())
        assert not database.is_open()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [1]
    assert database.is_open()


def test_a_worker_thread_says_that_the_file_is_gone(school: SchoolInfo, empty_store: Path) -> None:
    elsewhere = empty_store.with_name("weg.db")
    said: list[Exception] = []

    def work() -> None:
        try:
            with database.in_thread():
                pass
        except Missing as error:
            said.append(error)

    def in_a_thread() -> None:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()

    empty_store.rename(elsewhere)
    in_a_thread()
    assert "is weg uit" in str(said.pop())
    assert not empty_store.exists()
    empty_store.write_bytes(elsewhere.read_bytes())
    in_a_thread()
    assert "Er staat een ander bestand" in str(said.pop())


def test_something_that_points_at_nothing_is_refused_with_words(school: SchoolInfo) -> None:
    with pytest.raises(Missing, match="er niet meer"):
        people.add_person(school.id, PersonDraft(PersonRole.AGENCY, "Jan", agency_id=999))


def test_closing_twice_is_fine_and_asking_a_closed_store_says_so(school: SchoolInfo) -> None:
    database.close_store()
    database.close_store()
    with pytest.raises(StoreError, match="niet geopend"):
        people.add_person(1, _teacher("Ans"))


def test_every_fault_is_an_error_for_a_person() -> None:
    assert isinstance(database.explain(ValueError("x")), IbtuiError)
    ours = IbtuiError("Dat kan niet", "Doe het anders.")
    assert database.explain(ours) is ours


def test_the_tables_are_all_there(school: SchoolInfo) -> None:
    there = set(database.connection().get_tables())
    assert {model._meta.table_name for model in TABLES} <= there
    assert change.can_undo() is False
