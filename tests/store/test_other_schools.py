"""What one school may know of another, and the connection that it is read through."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ibtui.errors import IbtuiError, Missing, WrongPassphrase
from ibtui.secret import Secret
from ibtui.settings import Home
from ibtui.store import change, database, other_schools, schools
from ibtui.store import home as homes
from ibtui.store.conversations import ConversationDraft, add_conversation, cancel
from ibtui.store.other_schools import Busy, Elsewhere, Opened
from ibtui.store.quick import quick_note
from ibtui.store.schools import set_up
from tests.store.conftest import TODAY, home_in

HERE, THERE = Secret("hier"), Secret("daar")
_DAY = dt.timedelta(days=1)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Opened]:
    """Another school with three conversations today, closed; the school of the test is open."""
    place = home_in(tmp_path / "daar")
    homes.create_home(place, THERE, label="ib'er")
    school = set_up("Daar", "Marit", (0,), today=TODAY).id
    add_conversation(school, ConversationDraft("oudergesprek", TODAY, dt.time(9, 15), 45, purpose="geheim"))
    add_conversation(school, ConversationDraft("observatie", TODAY))
    cancel(add_conversation(school, ConversationDraft("telefoon", TODAY, dt.time(10))))
    quick_note(school, "een notitie", TODAY)
    homes.create_home(home_in(tmp_path / "hier"), HERE, label="ib'er")
    set_up("Hier", "Marit", (1,), today=TODAY)
    key = homes.key_of(place)
    assert key is not None
    yield place, key
    database.close_store()
    change.forget_steps()
    homes.forget_keys()


def test_only_when_what_kind_and_where(other: Opened) -> None:
    assert Elsewhere().busy([other], TODAY, TODAY) == [
        Busy(TODAY, dt.time(9, 15), 45, "Daar", "oudergesprek"),
        Busy(TODAY, None, 0, "Daar", "observatie"),
    ]
    assert Elsewhere().busy([other], TODAY + _DAY, TODAY + 7 * _DAY) == []
    assert other_schools.name(*other) == "Daar"


def test_the_open_school_stays_bound(other: Opened) -> None:
    Elsewhere().busy([other], TODAY, TODAY)
    assert schools.current().name == "Hier"


def test_a_change_over_there_is_seen(other: Opened, tmp_path: Path) -> None:
    elsewhere = Elsewhere()
    assert len(elsewhere.busy([other], TODAY, TODAY)) == 2
    homes.open_unlocked(*other)
    add_conversation(schools.current().id, ConversationDraft("team en directie", TODAY, dt.time(8)))
    homes.open_home(home_in(tmp_path / "hier"), HERE)
    assert elsewhere.busy([other], TODAY, TODAY)[0].kind == "team en directie"


def test_nothing_can_be_written_through_it(other: Opened) -> None:
    with pytest.raises(IbtuiError), database.beside(other[0].database, other[1]) as store:
        store.execute_sql("DELETE FROM conversation")
    assert len(Elsewhere().busy([other], TODAY, TODAY)) == 2


def _away(home: Home) -> None:
    home.database.unlink()


def _spoiled(home: Home) -> None:
    home.database.write_bytes(b"kapot" * 1000)


@pytest.mark.parametrize("spoil", [_away, _spoiled])
def test_a_school_that_cannot_be_read_says_nothing(other: Opened, spoil: Callable[[Home], None]) -> None:
    spoil(other[0])
    assert Elsewhere().busy([other], TODAY, TODAY) == []
    assert other_schools.name(*other) == ""
    with pytest.raises(IbtuiError), database.beside(other[0].database, other[1]) as store:
        store.execute_sql("SELECT 1 FROM conversation")


@pytest.mark.parametrize(
    ("start", "minutes", "double"),
    [("09:00", 15, False), ("09:00", 16, True), ("09:59", 0, True), ("10:00", 0, False), ("09:20", 5, True)],
)
def test_at_the_same_time(start: str, minutes: int, double: bool) -> None:
    item = Busy(TODAY, dt.time(9, 15), 45, "Daar", "oudergesprek")
    assert item.overlaps(TODAY, dt.time.fromisoformat(start), minutes) is double
    assert not item.overlaps(TODAY + _DAY, dt.time(9, 20), 5)
    assert not item.overlaps(TODAY, None, 5)


# ── the way in to more schools at once ─────────────────────────────────────────
def test_one_passphrase_unlocks_what_it_fits(other: Opened, tmp_path: Path) -> None:
    here, there = home_in(tmp_path / "hier"), other[0]
    homes.forget_keys()
    found, _key = homes.unlock_one_of(here, [there], lambda home: homes.unlock(home, HERE))
    assert (found, homes.key_of(there)) == (here, None)
    found, _key = homes.unlock_one_of(here, [there], lambda home: homes.unlock(home, THERE))
    assert found == there
    with pytest.raises(WrongPassphrase):
        homes.unlock_one_of(here, [there], lambda home: homes.unlock(home, Secret("mis")))
    with pytest.raises(Missing):
        homes.unlock_one_of(home_in(tmp_path / "weg"), [there], lambda home: homes.unlock(home, HERE))
