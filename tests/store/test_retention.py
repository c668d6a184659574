"""What must go of pupils who left, category by category, and what is held."""

from __future__ import annotations

import datetime as dt

import pytest

from ibtui.care.retention import Category
from ibtui.care.words import LeftTo, TermUnit
from ibtui.errors import BadInput, Conflict, DiskFull
from ibtui.store import change, retention, term_rules
from ibtui.store.models import Absence, Concern, Forgotten, Pupil, SafetyRecord
from ibtui.store.retention import MustGo
from tests.store.conftest import counted
from tests.store.table import Table

LEFT = dt.date(2024, 7, 31)
IN_AUGUST = dt.date(2026, 8, 3)


def leave(pupil: int, left_on: dt.date = LEFT, left_to: str = LeftTo.SECONDARY) -> None:
    Pupil.update(left_on=left_on, left_to=left_to).where(Pupil.id == pupil).execute()


def absent(pupil: int) -> None:
    Absence.create(pupil=pupil, day=dt.date(2024, 3, 4), minutes=60)


def test_nobody_who_is_at_school_is_in_the_list(laid: Table) -> None:
    assert retention.due_list(laid.school, IN_AUGUST) == []
    assert retention.next_due(laid.school, IN_AUGUST) is None
    assert retention.waiting(laid.school, IN_AUGUST) == 0


@pytest.mark.parametrize(
    ("left_to", "must_go_on"),
    [(LeftTo.SECONDARY, dt.date(2026, 7, 31)), (LeftTo.SPECIAL, dt.date(2027, 7, 31))],
)
def test_a_file_must_go_after_its_term(laid: Table, left_to: str, must_go_on: dt.date) -> None:
    leave(laid.roos, left_to=left_to)
    assert retention.due_list(laid.school, must_go_on - dt.timedelta(days=1)) == []
    assert retention.next_due(laid.school, must_go_on - dt.timedelta(days=1)) == must_go_on
    (one,) = retention.due_list(laid.school, must_go_on)
    assert (one.pupil, one.must_go_on, one.what) == ("Roos van Dijk", must_go_on, "alles")
    assert one.categories == (Category.FILE,)
    assert one.items > 0


def test_absences_are_kept_longer_and_keep_the_name(laid: Table) -> None:
    leave(laid.roos)
    absent(laid.roos)
    (one,) = retention.due_list(laid.school, IN_AUGUST)
    assert (one.categories, one.keep, one.what) == ((Category.FILE,), (Category.ABSENCE,), "dossier")
    retention.remove([one], IN_AUGUST)
    assert Pupil.get_by_id(laid.roos).first_name == "Roos"
    assert retention.due_list(laid.school, IN_AUGUST) == []
    (later,) = retention.due_list(laid.school, dt.date(2029, 7, 31))
    assert (Category.ABSENCE in later.categories, later.keep) == (True, ())


def test_when_the_last_goes_the_name_goes(laid: Table) -> None:
    leave(laid.roos)
    absent(laid.roos)
    late = dt.date(2029, 8, 2)
    (one,) = retention.due_list(laid.school, late)
    assert one.what == "alles"
    retention.remove([one], late)
    assert Pupil.get_or_none(Pupil.id == laid.roos) is None
    assert [row.what for row in Forgotten.select()] == ["alles"]


def test_the_bare_name_goes_with_the_last_that_kept_it(laid: Table) -> None:
    leave(laid.roos)
    absent(laid.roos)
    retention.remove(retention.due_list(laid.school, IN_AUGUST), IN_AUGUST)
    (last,) = retention.due_list(laid.school, dt.date(2029, 8, 2))
    assert (last.what, last.items, last.must_go_on) == ("alles", 1, dt.date(2029, 7, 31))
    retention.remove([last], dt.date(2029, 8, 2))
    assert Pupil.get_or_none(Pupil.id == laid.roos) is None


def test_the_shielded_record_has_a_term_of_its_own(laid: Table) -> None:
    leave(laid.roos, left_to=LeftTo.SPECIAL)
    SafetyRecord.create(pupil=laid.roos, writer="ib", opened_on=LEFT)
    (one,) = retention.due_list(laid.school, IN_AUGUST)
    assert one.categories == (Category.SAFETY,)
    assert (one.what, one.rules) == ("overige gegevens", ())
    retention.remove([one], IN_AUGUST)
    assert SafetyRecord.select().count() == 0
    assert Pupil.get_by_id(laid.roos).first_name == "Roos"


@pytest.mark.parametrize("left_to", [LeftTo.SECONDARY, LeftTo.SPECIAL])
@pytest.mark.parametrize("years", [1, 9])
def test_nothing_to_read_tells_of_a_shielded_record(laid: Table, left_to: str, years: int) -> None:
    """Whether its own term ends first, with the file, or last: it reads as for a child with absences only."""
    leave(laid.roos, left_to=left_to)
    absent(laid.sam)
    leave(laid.sam, left_to=left_to)
    SafetyRecord.create(pupil=laid.roos, writer="ib", opened_on=LEFT)
    for key in ("bewaar_meldcode", "bewaar_verzuim"):
        term_rules.keep_rule(laid.school, key, years, TermUnit.YEARS, active=True)
    for year in range(2025, 2036):
        day = dt.date(year, 8, 3)
        read = {one.pupil: (one.what, one.stays) for one in retention.due_list(laid.school, day)}
        assert read.get("Roos van Dijk") == read.get("Sam Hof")
        assert not any("schermd" in " ".join(said) for said in read.values())


def test_who_lies_in_the_bin_counts_from_then(laid: Table) -> None:
    Pupil.update(deleted_at=dt.datetime(2024, 5, 1, 12)).where(Pupil.id == laid.roos).execute()
    (one,) = retention.due_list(laid.school, IN_AUGUST)
    assert one.left_on == dt.date(2024, 5, 1)


def test_what_is_held_stays_and_says_why(laid: Table) -> None:
    leave(laid.roos)
    retention.hold(laid.roos, " er loopt een klacht ", IN_AUGUST)
    (one,) = retention.due_list(laid.school, IN_AUGUST)
    assert (one.hold, one.hold_since) == ("er loopt een klacht", IN_AUGUST)
    assert retention.waiting(laid.school, IN_AUGUST) == 0
    retention.release(laid.roos)
    assert retention.due_list(laid.school, IN_AUGUST)[0].hold == ""
    change.undo_last()
    assert retention.due_list(laid.school, IN_AUGUST)[0].hold == "er loopt een klacht"
    with pytest.raises(BadInput):
        retention.hold(laid.roos, "  ", IN_AUGUST)


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (dt.date(2026, 7, 31), 0),  # over, but the list is made in August
        (dt.date(2026, 8, 1), 1),
        (dt.date(2026, 11, 24), 1),  # it wasn't done
        (dt.date(2027, 7, 1), 1),
    ],
)
def test_the_list_is_made_in_august_and_waits(laid: Table, day: dt.date, number: int) -> None:
    leave(laid.roos)
    assert retention.waiting(laid.school, day) == number


def test_who_is_over_after_august_waits_for_the_next_list(laid: Table) -> None:
    leave(laid.roos, dt.date(2024, 10, 1))
    assert retention.waiting(laid.school, dt.date(2026, 11, 24)) == 0
    assert len(retention.due_list(laid.school, dt.date(2026, 11, 24))) == 1
    assert retention.waiting(laid.school, dt.date(2027, 8, 1)) == 1


def test_what_waits_is_as_many_as_the_list_names(laid: Table) -> None:
    leave(laid.roos)
    leave(laid.sam, dt.date(2020, 7, 31))
    for add in (
        lambda: None,
        lambda: absent(laid.sam),
        lambda: SafetyRecord.create(pupil=laid.roos, opened_on=LEFT, writer="ib"),
    ):
        add()
        for day in (dt.date(2024, 8, 31), dt.date(2026, 8, 31), dt.date(2029, 8, 31), dt.date(2050, 8, 31)):
            assert retention.waiting(laid.school, day) == len(retention.due_list(laid.school, day))


def test_the_number_of_queries_does_not_grow(laid: Table) -> None:
    leave(laid.roos)
    with counted() as one:
        retention.due_list(laid.school, IN_AUGUST)
    leave(laid.sam)
    Concern.create(school=laid.school, pupil=laid.sam, category="lezen", summary="x", opened_on=LEFT)
    with counted() as two:
        assert len(retention.due_list(laid.school, IN_AUGUST)) == 2
    assert len(one) == len(two) <= 3


@pytest.mark.parametrize("changed", [{"left_on": None}, {"hold_because": "klacht"}])
def test_nothing_goes_when_one_of_them_is_not_in_the_list_any_more(
    laid: Table, changed: dict[str, object]
) -> None:
    leave(laid.roos)
    leave(laid.sam)
    chosen = retention.due_list(laid.school, IN_AUGUST)
    Pupil.update(changed).where(Pupil.id == chosen[1].pupil_id).execute()  # another session was there
    with pytest.raises(Conflict):
        retention.remove(chosen, IN_AUGUST)
    assert Pupil.select().where(Pupil.id.in_([laid.roos, laid.sam])).count() == 2


def test_a_fault_halfway_says_who_is_still_there(laid: Table) -> None:
    leave(laid.roos)
    leave(laid.sam)
    chosen = retention.due_list(laid.school, IN_AUGUST)

    def first(one: MustGo) -> None:
        if one is chosen[1]:
            raise DiskFull("De schijf is vol", "Maak ruimte vrij.")

    done = retention.remove(chosen, IN_AUGUST, first)
    assert len(done.done) == 1
    assert done.stopped.startswith("Bij 1 van de 2 lukte het niet: De schijf is vol")
    assert [one.pupil for one in retention.due_list(laid.school, IN_AUGUST)] == [chosen[1].pupil]
