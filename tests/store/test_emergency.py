"""The emergency copy: locked, found by its own key only, and gone when it was chosen about."""

import datetime as dt
import os
import shutil
from pathlib import Path

import pytest

from ibtui import files
from ibtui.care.words import ConversationKind
from ibtui.errors import IbtuiError, StoreError
from ibtui.secret import Secret
from ibtui.settings import Home
from ibtui.store import database, emergency, forget, home, minutes, pupils, schools, vault
from ibtui.store.models import AuditLog

AT = dt.datetime(2026, 11, 24, 13, 24, 7)
TEXT = "## Gesprek\n% Kwibus vertelde iets\n"


def home_in(folder: Path) -> Home:
    school = folder / "school"
    return Home(school / "ibtui.db", school / "sleutels.json", school / "ibtui.toml", folder / "documenten")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A new school, closed, and its key: made once, for that takes a second."""
    folder = tmp_path_factory.mktemp("school")
    home.create_home(home_in(folder), Secret("oefenen"), label="ib'er", invented=True)
    key = home.key_of(home_in(folder))
    assert key is not None
    raw = bytes(key.raw())
    database.close_store()
    return folder, raw


@pytest.fixture
def place(tmp_path: Path) -> Home:
    return home_in(tmp_path)


@pytest.fixture
def key(place: Home, made: tuple[Path, bytes]) -> vault.DatabaseKey:
    folder, raw = made
    shutil.copytree(folder / "school", place.database.parent)
    found = vault.DatabaseKey(raw)
    home.open_unlocked(place, found)
    return found


@pytest.fixture(autouse=True)
def _closed() -> object:
    yield
    database.close_store()


def other_key() -> vault.DatabaseKey:
    return vault.DatabaseKey(os.urandom(32))


def test_it_is_locked_private_and_says_nothing_by_its_name(place: Home, key: vault.DatabaseKey) -> None:
    path = emergency.keep(place, key, 1, TEXT, "", AT)
    assert path == place.database.parent / "noodkopie" / "2026-11-24-132407.ibtui-nood"
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
    assert b"Kwibus" not in path.read_bytes()


def test_it_is_found_again_with_what_it_was_made_from(place: Home, key: vault.DatabaseKey) -> None:
    emergency.keep(place, key, 7, TEXT, "## Gesprek\n", AT)
    (found,) = emergency.waiting(place, key)
    assert (found.copy.minutes_id, found.copy.text, found.copy.base) == (7, TEXT, "## Gesprek\n")
    assert (found.copy.made_at, found.copy.who) == ("2026-11-24 13:24:07", database.who())


def test_another_key_opens_nothing(place: Home, key: vault.DatabaseKey) -> None:
    emergency.keep(place, key, 1, TEXT, "", AT)
    assert emergency.there_are(place)
    assert emergency.waiting(place, other_key()) == []
    assert emergency.waiting(place, None) == []


def test_without_a_key_it_is_refused(place: Home) -> None:
    with pytest.raises(StoreError, match="op slot"):
        emergency.keep(place, None, 1, TEXT, "", AT)


def test_when_the_folder_of_the_database_refuses_it_goes_to_that_of_the_documents(
    place: Home, key: vault.DatabaseKey
) -> None:
    (place.database.parent / "noodkopie").write_text("in de weg")
    path = emergency.keep(place, key, 1, TEXT, "", AT)
    assert path.parent == place.exports / "noodkopie"
    assert [one.path for one in emergency.waiting(place, key)] == [path]


def test_when_nothing_can_have_it_the_first_reason_is_said(place: Home, key: vault.DatabaseKey) -> None:
    (place.database.parent / "noodkopie").write_text("in de weg")
    place.exports.write_text("ook in de weg")
    with pytest.raises(IbtuiError, match="noodkopie kan niet worden gemaakt"):
        emergency.keep(place, key, 1, TEXT, "", AT)


def test_both_its_making_and_its_end_are_in_the_log(place: Home, key: vault.DatabaseKey) -> None:
    path = emergency.keep(place, key, 3, TEXT, "", AT)
    (found,) = emergency.waiting(place, key)
    emergency.done(found, "teruggezet")
    assert not path.exists()
    lines = [(row.action, row.subject, row.subject_id) for row in AuditLog.select().order_by(AuditLog.id)][
        -2:
    ]
    assert lines == [
        ("noodkopie van verslag gemaakt", "minutes", 3), ("noodkopie van verslag teruggezet", "minutes", 3),
    ]  # fmt: skip


def test_re_encryption_first_adds_the_new_key_and_then_takes_the_old_one_away(
    place: Home, key: vault.DatabaseKey
) -> None:
    path = emergency.keep(place, key, 1, TEXT, "", AT)
    new = other_key()
    assert emergency.also_under(place, key, new) == 1
    assert emergency.also_under(place, key, new) == 0
    assert emergency.waiting(place, key)[0].copy.text == TEXT
    assert emergency.waiting(place, new)[0].copy.text == TEXT
    assert emergency.only_under(place, new) == 1
    assert emergency.waiting(place, key) == []
    assert emergency.waiting(place, new)[0].copy.text == TEXT
    assert [one.name for one in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(
    "rubbish", [b"", b"{}", b"[]", b'{"ibtui": "noodkopie", "version": 1, "boxes": ["AAAA"]}']
)
def test_what_is_damaged_is_left_alone(place: Home, key: vault.DatabaseKey, rubbish: bytes) -> None:
    path = emergency.keep(place, key, 1, TEXT, "", AT)
    path.write_bytes(rubbish)
    assert emergency.waiting(place, key) == []
    assert emergency.only_under(place, key) == 0
    assert path.read_bytes() == rubbish


def test_of_a_pupil_who_is_forgotten_it_goes_too(place: Home, key: vault.DatabaseKey) -> None:
    school = schools.set_up("OEFENSCHOOL", "Marit Hof", (0,), today=AT.date())
    child = pupils.add_pupil(school.id, pupils.PupilDraft("Kwibus", "", "Oefen"), AT.date())
    number = minutes.from_text(school.id, child, ConversationKind.PHONE, AT.date(), None, TEXT)
    emergency.keep(place, key, number, TEXT, "", AT)
    assert emergency.drop_forgotten(place, key) == 0
    forget.forget(child, AT.date())
    assert emergency.drop_forgotten(place, key) == 1
    assert not emergency.there_are(place)


def test_forgetting_a_pupil_wipes_its_copies_at_once_and_cleans_those_of_others(
    place: Home, key: vault.DatabaseKey
) -> None:
    school = schools.set_up("OEFENSCHOOL", "Marit Hof", (0,), today=AT.date())
    child, other = (
        pupils.add_pupil(school.id, pupils.PupilDraft(first, "", last), AT.date())
        for first, last in (("Kwibus", "Oefen"), ("Sam", "Bakker"))
    )
    own, of_sam = (
        minutes.from_text(school.id, one, ConversationKind.PHONE, AT.date(), None, "x\n")
        for one in (child, other)
    )
    gone = emergency.keep(place, key, own, TEXT, "", AT)
    stays = emergency.keep(
        place, key, of_sam, "- Sam zat naast #Kwibus Oefen\n", "Kwibus Oefen\n", AT + dt.timedelta(minutes=1)
    )
    other_keys = emergency.keep(place, other_key(), own, TEXT, "", AT + dt.timedelta(minutes=2))
    forget.forget(child, AT.date(), home=place)
    (found,) = emergency.waiting(place, key)
    assert (gone.exists(), stays.exists(), other_keys.exists()) == (False, True, True)
    assert "Kwibus" not in found.copy.text + found.copy.base
    assert "Sam zat naast" in found.copy.text
    assert found.copy.minutes_id == of_sam


def test_when_a_copy_cannot_be_wiped_nothing_is_forgotten(
    place: Home, key: vault.DatabaseKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    school = schools.set_up("OEFENSCHOOL", "Marit Hof", (0,), today=AT.date())
    child = pupils.add_pupil(school.id, pupils.PupilDraft("Kwibus", "", "Oefen"), AT.date())
    number = minutes.from_text(school.id, child, ConversationKind.PHONE, AT.date(), None, TEXT)
    emergency.keep(place, key, number, TEXT, "", AT)
    with monkeypatch.context() as patch:
        patch.setattr(files, "_may_change", lambda _folder: False)
        with pytest.raises(IbtuiError, match="noodkopie is niet gewist"):
            forget.forget(child, AT.date(), home=place)
    assert minutes.load(number).text == TEXT
    assert len(emergency.waiting(place, key)) == 1
