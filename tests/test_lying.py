"""What became of documents that were written: seen on the file system, and taken away."""

import datetime as dt
import hashlib
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ibtui import lying
from ibtui.errors import Missing
from ibtui.files import NotRemoved
from ibtui.lying import LyingFile, State, look
from ibtui.settings import Home
from ibtui.store import change, database, exports, minutes
from ibtui.store.exports import ExportDraft, ExportRow
from ibtui.store.migrations import migrate
from ibtui.store.models import AuditLog, ExportLog
from ibtui.store.schools import current, set_up
from tests.screens import overleg
from tests.store.conftest import KEY, home_in

TODAY = dt.date(2026, 11, 24)
NAME = "2026-11-24 groot overleg 12 ouders.docx"
WRITTEN = b"zoals ibtui het schreef"


def made(
    folder: Path, name: str = NAME, days_ago: int = 3, number: int = 1, data: bytes = WRITTEN
) -> ExportRow:
    """A document in the log and in its folder, with the time of that day."""
    at = dt.datetime.combine(TODAY, dt.time(13, 24, 7)) - dt.timedelta(days=days_ago)
    path = folder / name
    path.write_bytes(data)
    os.utime(path, (at.timestamp(), at.timestamp()))
    return ExportRow(
        id=number,
        conversation_id=1,
        minutes_id=1,
        audience="ouders",
        recipients="",
        edition=1,
        file_name=name,
        who="",
        at=at,
        folder=str(folder),
        digest=hashlib.sha256(WRITTEN).hexdigest(),
        size=len(WRITTEN),
    )


def one(row: ExportRow, standard: Path = Path("/nergens")) -> LyingFile:
    (found,) = look([row], standard, TODAY)
    return found


def test_what_was_made_today_is_new_and_later_it_still_lies_there(tmp_path: Path) -> None:
    assert one(made(tmp_path, days_ago=0)).state is State.NEW
    later = one(made(tmp_path, days_ago=3))
    assert (later.state, later.age, later.old) == (State.LYING, 3, False)


@pytest.mark.parametrize(("days", "old"), [(6, False), (7, True), (40, True)])
def test_after_a_week_it_is_old(tmp_path: Path, days: int, old: bool) -> None:
    assert one(made(tmp_path, days_ago=days)).old is old


@pytest.mark.parametrize("lock", [f".~lock.{NAME}#", f"~${NAME[2:]}", f"~${NAME}"])
def test_a_document_that_is_open_has_a_lock_beside_it(tmp_path: Path, lock: str) -> None:
    row = made(tmp_path)
    (tmp_path / lock).write_bytes(b"")
    assert one(row).state is State.OPEN


def test_what_word_saved_is_changed_also_when_it_is_as_long(tmp_path: Path) -> None:
    row = made(tmp_path)
    (tmp_path / NAME).write_bytes(WRITTEN[::-1])
    assert one(row).state is State.CHANGED
    (tmp_path / NAME).write_bytes(WRITTEN + b" en meer")
    assert one(row).state is State.CHANGED


def test_what_was_only_touched_is_not_changed(tmp_path: Path) -> None:
    row = made(tmp_path)
    (tmp_path / NAME).touch()
    assert one(row).state is State.LYING


@pytest.mark.parametrize(("seconds", "state"), [(2, State.LYING), (3, State.CHANGED), (1900, State.CHANGED)])
def test_what_was_saved_soon_after_it_was_made_is_changed_too(
    tmp_path: Path, seconds: int, state: State
) -> None:
    row = made(tmp_path)
    (tmp_path / NAME).write_bytes(WRITTEN[::-1])
    saved = row.at.timestamp() + seconds
    os.utime(tmp_path / NAME, (saved, saved))
    assert one(row).state is state


def test_what_is_not_in_its_folder_is_gone(tmp_path: Path) -> None:
    row = made(tmp_path, days_ago=30)
    (tmp_path / NAME).unlink()
    assert (one(row).state, one(row).old) == (State.GONE, False)


def test_a_name_that_was_used_again_is_of_the_newest_document_only(tmp_path: Path) -> None:
    new = made(tmp_path, days_ago=0, number=2)
    old = replace(new, id=1, at=new.at - dt.timedelta(days=9), replaced=True)
    (tmp_path / NAME.replace("docx", "pdf")).touch()
    assert [(file.state, file.old, len(file.beside)) for file in look([new, old], tmp_path, TODAY)] == [
        (State.NEW, False, 1),
        (State.GONE, False, 0),
    ]


def test_a_link_in_its_place_is_not_the_document(tmp_path: Path) -> None:
    row = made(tmp_path)
    (tmp_path / NAME).rename(tmp_path / "elders.docx")
    (tmp_path / NAME).symlink_to(tmp_path / "elders.docx")
    assert one(row).state is State.LINK


def test_a_folder_with_a_name_that_can_not_be_is_away(tmp_path: Path) -> None:
    assert one(replace(made(tmp_path), folder="/map\0")).state is State.AWAY


def test_a_folder_that_is_away_is_another_thing_than_a_document_that_is_gone(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    row = made(stick, days_ago=30)
    stick.rename(tmp_path / "eruit")
    found = one(row)
    assert (found.state, found.there, found.old) == (State.AWAY, False, False)


def test_a_row_from_before_folders_were_kept_is_looked_for_in_the_standard_one(tmp_path: Path) -> None:
    row = made(tmp_path)
    old = ExportRow(1, 1, 1, "ouders", "", 1, NAME, "", row.at)
    assert one(old, tmp_path).state is State.LYING
    (tmp_path / NAME).write_bytes(b"van later")
    assert one(old, tmp_path).state is State.CHANGED


def test_what_others_made_of_it_is_named_with_it(tmp_path: Path) -> None:
    rows = [
        made(tmp_path, number=1),
        made(tmp_path, "2026-11-24 groot overleg 12 ouders-2.docx", number=2),
        made(tmp_path, "2026-11-24 groot overleg 12.docx", number=3),
    ]
    for name in (
        "2026-11-24 groot overleg 12 ouders.pdf",
        "2026-11-24 groot overleg 12 - kopie.docx",
        "2026-11-24 groot overleg 123 ouders.pdf",
        "vakantie.pdf",
    ):
        (tmp_path / name).touch()
    beside = [found.beside for found in look(rows, tmp_path, TODAY)]
    assert beside == [
        ("2026-11-24 groot overleg 12 ouders.pdf",),
        (),
        ("2026-11-24 groot overleg 12 - kopie.docx",),
    ]


def test_a_folder_as_people_write_it() -> None:
    assert lying.place(Path.home() / "Documenten") == "~/Documenten"
    assert lying.place(Path("/srv/\x1b[2J")) == "/srv/?[2J"


# ── with the log ─────────────────────────────────────────────────────────────────
@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A school with minutes of one talk, and its folder for documents."""
    home = home_in(tmp_path)
    home.exports.mkdir()
    database.create_store(home.database, KEY)
    migrate(tmp_path / "backups")
    school = set_up("OEFENSCHOOL De Wilgenhoek", "Marit van der Veen", (0, 3), practice=True, today=TODAY)
    roos, _sam = overleg.table(school)
    minutes.start(overleg.talk(school, roos, TODAY))
    yield home
    database.close_store()
    change.forget_steps()


def copy(home: Home, name: str = NAME) -> int:
    """A copy that is in the log and in the folder; its number."""
    (home.exports / name).write_bytes(WRITTEN)
    (row,) = minutes.list_minutes(current().id)
    digest, size = hashlib.sha256(WRITTEN).hexdigest(), len(WRITTEN)
    return exports.log(ExportDraft(row.id, "ouders", name, str(home.exports), digest, size))


def test_by_its_number_a_copy_is_found_wiped_and_noted(home: Home) -> None:
    number = copy(home)
    found = lying.find(number, home, dt.date.today())
    assert found.there
    assert lying.remove(found) == f"Gewist: {NAME}"
    assert list(home.exports.iterdir()) == []
    assert exports.lying(current().id) == []
    with pytest.raises(NotRemoved, match="is al gewist"):
        lying.find(number, home, dt.date.today())
    with pytest.raises(Missing):
        lying.find(number + 1, home, dt.date.today())


def test_an_open_document_is_not_taken_away_under_word(home: Home) -> None:
    number = copy(home)
    (home.exports / f"~${NAME[2:]}").touch()
    with pytest.raises(NotRemoved, match="nog open in Word"):
        lying.remove(lying.find(number, home, dt.date.today()))
    assert (home.exports / NAME).read_bytes() == WRITTEN


def test_another_file_of_that_name_is_not_wiped_without_a_word(home: Home) -> None:
    number = copy(home)
    (home.exports / NAME).write_bytes(b"iets heel anders")
    found = lying.find(number, home, dt.date.today())
    with pytest.raises(NotRemoved, match="een ander bestand"):
        lying.remove(found)
    assert (home.exports / NAME).read_bytes() == b"iets heel anders"
    assert lying.remove(found, even_changed=True) == f"Gewist: {NAME}"


def test_one_that_somebody_took_away_is_noted_as_gone(home: Home) -> None:
    number = copy(home)
    (home.exports / NAME).unlink()
    assert "weg is" in lying.remove(lying.find(number, home, dt.date.today()))
    assert exports.export(number).removed_how == "weg"


def test_a_document_of_which_the_folder_is_away_is_not_noted_as_gone(home: Home) -> None:
    number = copy(home)
    home.exports.rename(home.exports.with_name("eruit"))
    found = lying.find(number, home, dt.date.today())
    with pytest.raises(NotRemoved, match="niet te bereiken"):
        lying.remove(found)
    assert exports.export(number).removed_at is None
    home.exports.with_name("eruit").rename(home.exports)
    with pytest.raises(NotRemoved, match="ligt er weer"):
        lying.remove(replace(found, state=State.GONE))
    assert exports.export(number).removed_at is None


def test_by_an_older_number_the_newer_document_is_not_wiped(home: Home) -> None:
    old = copy(home)
    (home.exports / NAME).unlink()
    new = copy(home)
    said = lying.remove(lying.find(old, home, dt.date.today()))
    assert said == f"Genoteerd dat {NAME} weg is: er kwam later een nieuwe met die naam"
    assert (home.exports / NAME).exists()
    assert [exports.export(number).removed_how for number in (old, new)] == ["weg", ""]


def test_of_a_link_only_the_link_goes_and_the_log_says_so(home: Home) -> None:
    number, kept = copy(home), home.exports / "elders.docx"
    (home.exports / NAME).rename(kept)
    (home.exports / NAME).symlink_to(kept)
    files = look(exports.lying(current().id), home.exports, dt.date.today())
    with pytest.raises(NotRemoved, match="0 kopieën gewist; deze niet"):
        lying.remove_all(files)
    assert "niet gewist" in lying.remove(files[0])
    assert kept.read_bytes() == WRITTEN
    assert not (home.exports / NAME).is_symlink()
    assert exports.export(number).removed_how == "weg: alleen de verwijzing"


def looked(home: Home, day: dt.date) -> list[str]:
    """What a look on that day names, after it was noted."""
    found = look(exports.lying(current().id), home.exports, day)
    return [str(file.state) for file in lying.note(found, day)]


def test_what_is_missing_for_a_week_is_noted_as_gone_by_itself(home: Home) -> None:
    number = copy(home)
    (home.exports / NAME).rename(home.exports / "even weg")
    today = dt.date.today()
    for days in (30, 36):
        assert looked(home, today + dt.timedelta(days=days)) == ["weg"]
    assert exports.export(number).removed_at is None
    assert looked(home, today + dt.timedelta(days=37)) == []
    assert exports.export(number).removed_how == "weg"
    assert exports.lying(current().id) == []


def test_what_is_found_again_or_can_not_be_seen_is_never_noted_as_gone(home: Home) -> None:
    number, today = copy(home), dt.date.today()
    moments = [today + dt.timedelta(days=days) for days in (8, 9, 16, 40)]
    (home.exports / NAME).rename(home.exports / "even weg")
    looked(home, moments[0])
    (home.exports / "even weg").rename(home.exports / NAME)
    looked(home, moments[0])
    assert exports.export(number).missed_on == moments[0], "two machines with one store would go on for ever"
    looked(home, moments[1])
    assert exports.export(number).missed_on is None
    (home.exports / NAME).rename(home.exports / "even weg")
    looked(home, moments[2])
    home.exports.rename(home.exports.with_name("eruit"))
    assert looked(home, moments[3]) == ["niet te zien"]
    assert exports.export(number).removed_at is None


def test_a_look_that_sees_nothing_new_writes_nothing(home: Home) -> None:
    copy(home)
    looked(home, dt.date.today())
    lines = AuditLog.select().count()
    looked(home, dt.date.today() + dt.timedelta(days=1))
    assert AuditLog.select().count() == lines


def test_of_several_the_one_that_is_open_stays_and_is_named(home: Home) -> None:
    other = "2026-11-24 groot overleg 12 dossier.docx"
    numbers = [copy(home), copy(home, other)]
    (home.exports / f".~lock.{other}#").touch()
    files = look(exports.lying(current().id), home.exports, dt.date.today())
    with pytest.raises(NotRemoved, match=f"1 kopie gewist; deze niet: {other}"):
        lying.remove_all(files)
    assert [exports.export(number).removed_how for number in numbers] == ["gewist", ""]


def test_a_copy_that_can_not_be_wiped_is_not_noted(home: Home) -> None:
    number = copy(home)
    found = lying.find(number, home, dt.date.today())
    (home.exports / NAME).unlink()  # after it was seen
    (home.exports / NAME).mkdir()
    with pytest.raises(NotRemoved, match=r"niet gewist|gewijzigd"):
        lying.remove(found)
    assert exports.export(number).removed_at is None


def test_after_an_old_look_the_newer_document_of_that_name_stays(home: Home) -> None:
    old = copy(home)
    seen = lying.find(old, home, dt.date.today())
    (home.exports / NAME).unlink()
    new = copy(home)
    assert "kwam later een nieuwe" in lying.remove(seen)
    assert (home.exports / NAME).read_bytes() == WRITTEN
    assert [exports.export(number).removed_how for number in (old, new)] == ["weg", ""]


def test_one_folder_spelled_in_two_ways_is_one_folder(home: Home) -> None:
    old = copy(home)
    (home.exports / NAME).unlink()
    copy(home)
    detour = str(home.exports / ".." / home.exports.name)
    ExportLog.update(folder=detour).where(ExportLog.id == old).execute()
    assert not exports.export(old).replaced
    assert lying.find(old, home, dt.date.today()).state is State.GONE
    assert "kwam later een nieuwe" in lying.remove(lying.find(old, home, dt.date.today()))
    assert (home.exports / NAME).exists()


def test_a_row_without_a_folder_lies_in_the_standard_one(home: Home) -> None:
    old, new = copy(home), 0
    ExportLog.update(folder="").where(ExportLog.id == old).execute()
    (home.exports / NAME).unlink()
    new = copy(home)
    states = {
        file.row.id: file.state for file in look(exports.lying(current().id), home.exports, dt.date.today())
    }
    assert states == {old: State.GONE, new: State.NEW}
    assert lying.look([exports.export(old)], home.exports.parent, TODAY)[0].row.replaced is False


def test_what_was_changed_goes_only_when_that_was_said(home: Home) -> None:
    number = copy(home)
    (home.exports / NAME).write_bytes(b"van een ander, en langer dan het was")
    found = lying.find(number, home, dt.date.today())
    with pytest.raises(NotRemoved, match="gewijzigd"):
        lying.remove(found)
    with pytest.raises(NotRemoved, match="0 kopieën gewist; deze niet"):
        lying.remove_all([found])
    assert (home.exports / NAME).exists()
    assert lying.remove(found, even_changed=True) == f"Gewist: {NAME}"
