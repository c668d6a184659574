"""Terms that run: by hand and by records."""

import datetime as dt
from collections.abc import Callable

import pytest

from ibtui.care.deadlines import SAFETY
from ibtui.errors import BadInput, Conflict, Missing
from ibtui.store import deadlines, free_days, pupils
from ibtui.store.change import Change, undo_last, write
from ibtui.store.deadlines import DeadlineDraft, DeadlineRow
from ibtui.store.free_days import FreeDraft
from ibtui.store.models import AuditLog, Deadline, Pupil, SafetyRecord
from tests.store.conftest import TODAY, counted
from tests.store.table import Table

DAY = dt.timedelta(days=1)
BASE = dt.date(2026, 11, 2)
OPP = "opp:3"


def rules(laid: Table, *, done: bool = False) -> list[str]:
    return [row.rule for row in deadlines.deadlines(laid.school, done=done)]


def only(laid: Table, *, done: bool = False) -> DeadlineRow:
    (row,) = deadlines.deadlines(laid.school, done=done)
    return row


def by_record(what: Callable[[Change], None]) -> None:
    with write("iets met een OPP") as change:
        what(change)


def put(laid: Table, rule: str = "opp_vaststellen", base: dt.date = BASE, subject: str = OPP) -> None:
    by_record(lambda change: deadlines.put(change, laid.school, rule, base, subject, laid.roos))


# --- by hand ---


def test_all_that_a_row_tells(laid: Table) -> None:
    free_days.add_free(laid.school, FreeDraft("Kerstvakantie", dt.date(2026, 12, 19), dt.date(2027, 1, 3)))
    number = deadlines.add(
        laid.school, DeadlineDraft("zorgplicht", dt.date(2026, 11, 12), laid.roos, "ook gebeld")
    )
    row = deadlines.deadline(number)
    assert (row.name, row.due_on, row.holiday) == (
        "een besluit over de aanmelding",
        dt.date(2026, 12, 24),
        "Kerstvakantie",
    )
    assert (row.pupil, row.group, row.note, row.kind) == ("Roos van Dijk", "groep 3/4/5", "ook gebeld", "wet")
    assert row.source.startswith("6 weken na de aanmelding")
    assert (row.subject, row.moved, row.done_on, row.reason) == ("", False, None, "")
    assert row == only(laid)


def test_late_ones_first_and_narrowed(laid: Table) -> None:
    deadlines.add(laid.school, DeadlineDraft("datalek", TODAY))
    deadlines.add(laid.school, DeadlineDraft("zorgplicht", BASE, laid.roos))
    deadlines.add(laid.school, DeadlineDraft("tlv_einde", TODAY, laid.sam))
    assert rules(laid) == ["tlv_einde", "datalek", "zorgplicht"]
    assert [row.rule for row in deadlines.deadlines(laid.school, pupil_id=laid.sam)] == ["tlv_einde"]
    assert [row.rule for row in deadlines.deadlines(laid.school, until=TODAY)] == ["tlv_einde"]
    assert [row.rule for row in deadlines.deadlines(laid.school, rules=("datalek",))] == ["datalek"]


def test_the_form_shows_when_and_in_which_holiday(laid: Table) -> None:
    free_days.add_free(laid.school, FreeDraft("Studiedag", BASE + 14 * DAY))
    assert deadlines.when(laid.school, "opp_instemming", BASE) == (BASE + 14 * DAY, "Studiedag")
    assert "handelingsdeel" in deadlines.source_words(laid.school, "opp_instemming")
    assert deadlines.source_words(laid.school, "bestaat_niet") == ""


def test_a_day_of_ones_own_and_back_to_the_rule(laid: Table) -> None:
    number = deadlines.add(laid.school, DeadlineDraft("afspraak", BASE, due_on=BASE + 9 * DAY))
    assert (only(laid).due_on, only(laid).moved) == (BASE + 9 * DAY, True)
    deadlines.edit(number, DeadlineDraft("zorgplicht", BASE))
    assert (only(laid).due_on, only(laid).moved) == (BASE + 42 * DAY, False)
    deadlines.move(number, BASE + 50 * DAY)
    assert (only(laid).due_on, only(laid).moved) == (BASE + 50 * DAY, True)


def test_done_and_not_after_all(laid: Table) -> None:
    number = deadlines.add(laid.school, DeadlineDraft("zorgplicht", BASE))
    deadlines.set_done(number, True, TODAY)
    assert (rules(laid), only(laid, done=True).done_on) == ([], TODAY)
    deadlines.set_done(number, False, TODAY)
    assert only(laid).done_on is None


def test_a_reason_for_what_was_missed(laid: Table) -> None:
    number = deadlines.add(laid.school, DeadlineDraft("zorgplicht", BASE))
    deadlines.give_reason(number, "  de ouders  waren op reis ")
    assert (only(laid).reason, only(laid).done_on) == ("de ouders waren op reis", None)
    undo_last()
    assert only(laid).reason == ""


def test_the_bin_and_back(laid: Table) -> None:
    number = deadlines.add(laid.school, DeadlineDraft("zorgplicht", BASE))
    deadlines.bin_deadline(number)
    assert rules(laid) == []
    with pytest.raises(Missing):
        deadlines.deadline(number)
    with pytest.raises(Missing):
        deadlines.deadline(9999)
    undo_last()
    assert rules(laid) == ["zorgplicht"]


def test_what_cant_be(laid: Table) -> None:
    with pytest.raises(BadInput, match="er niet"):
        deadlines.add(laid.school, DeadlineDraft("bestaat_niet", BASE))
    with pytest.raises(BadInput, match="niet hier"):
        deadlines.add(laid.school, DeadlineDraft("meldcode_stap", BASE, laid.roos))
    with pytest.raises(BadInput, match="dag klopt niet"):
        deadlines.when(laid.school, "bewaar_verzuim", dt.date(9998, 1, 1))
    number = deadlines.add(laid.school, DeadlineDraft("zorgplicht", BASE))
    version = only(laid).version
    deadlines.move(number, TODAY)
    with pytest.raises(Conflict):
        deadlines.edit(number, DeadlineDraft("zorgplicht", BASE), version)


def test_terms_of_a_pupil_in_the_bin_arent_shown(laid: Table) -> None:
    put(laid)
    pupils.bin_pupil(laid.roos)
    assert rules(laid) == []


def test_a_list_costs_as_much_with_many_terms(laid: Table) -> None:
    put(laid)
    with counted() as few:
        deadlines.deadlines(laid.school)
    for number in range(4, 30):
        put(laid, subject=f"opp:{number}")
    with counted() as many:
        assert len(deadlines.deadlines(laid.school)) == 27
    assert len(few) == len(many) == 4


# --- by a record ---


def test_put_makes_one_and_counts_it_again(laid: Table) -> None:
    put(laid)
    put(laid, base=BASE + DAY)
    row = only(laid)
    assert (row.subject, row.base_on, row.due_on) == (OPP, BASE + DAY, BASE + 43 * DAY)
    assert row.pupil == "Roos van Dijk"


def test_put_twice_in_one_change(laid: Table) -> None:
    def twice(change: Change) -> None:
        deadlines.put(change, laid.school, "opp_vaststellen", BASE, OPP, laid.roos)
        deadlines.put(change, laid.school, "opp_vaststellen", BASE + DAY, OPP, laid.roos)

    by_record(twice)
    assert only(laid).base_on == BASE + DAY
    undo_last()
    assert rules(laid) == []


def test_a_chosen_day_holds_until_the_record_counts_from_another(laid: Table) -> None:
    put(laid)
    deadlines.move(only(laid).id, TODAY)
    put(laid)
    assert only(laid).due_on == TODAY
    put(laid, base=BASE + DAY)
    assert (only(laid).due_on, only(laid).moved) == (BASE + 43 * DAY, False)


def test_settled_stays_done_until_there_is_a_new_base(laid: Table) -> None:
    put(laid, "opp_evaluatie")
    by_record(lambda change: deadlines.settle(change, OPP, "opp_evaluatie", TODAY))
    assert only(laid, done=True).done_on == TODAY
    put(laid, "opp_evaluatie")
    assert rules(laid) == []
    put(laid, "opp_evaluatie", TODAY)
    assert only(laid).base_on == TODAY


def test_what_the_record_takes_back_runs_again(laid: Table) -> None:
    put(laid)
    by_record(lambda change: deadlines.settle(change, OPP, "opp_vaststellen", TODAY))
    by_record(lambda change: deadlines.reopen(change, OPP, "opp_vaststellen"))
    assert only(laid).done_on is None


def test_a_record_that_goes_takes_along_what_runs_and_leaves_what_was_done(laid: Table) -> None:
    put(laid)
    put(laid, "hoorrecht")
    put(laid, subject="opp:30")
    by_record(lambda change: deadlines.settle(change, OPP, "hoorrecht", TODAY))
    by_record(lambda change: deadlines.drop(change, OPP))
    assert only(laid).subject == "opp:30"
    assert rules(laid, done=True) == ["hoorrecht"]
    by_record(lambda change: deadlines.drop(change, "opp:30", "hoorrecht"))
    assert only(laid).subject == "opp:30"


def test_a_term_of_a_record_keeps_its_rule_and_its_pupil(laid: Table) -> None:
    put(laid)
    row = only(laid)
    deadlines.edit(row.id, DeadlineDraft(row.rule, row.base_on, row.pupil_id, "met de ouders", TODAY))
    assert (only(laid).note, only(laid).due_on, only(laid).moved) == ("met de ouders", TODAY, True)
    for draft in (DeadlineDraft("zorgplicht", BASE, laid.roos), DeadlineDraft(row.rule, BASE, laid.sam)):
        with pytest.raises(BadInput, match="hoort bij iets anders"):
            deadlines.edit(row.id, draft)


def test_one_change_of_a_record_is_one_line_in_the_log(laid: Table) -> None:
    before = AuditLog.select().count()
    put(laid)
    assert AuditLog.select().count() == before + 1


# --- a pupil who left ---


def test_what_the_next_school_takes_over_is_no_term_here_any_more(laid: Table) -> None:
    for rule in ("opp_evaluatie", "inzage_kopie"):
        put(laid, rule, TODAY, f"x:{rule}")
    Pupil.update(left_on=TODAY + DAY).execute()
    assert sorted(rules(laid)) == ["inzage_kopie", "opp_evaluatie"]
    Pupil.update(left_on=TODAY).execute()
    assert rules(laid) == ["inzage_kopie"]


# --- the meldcode ---


@pytest.mark.parametrize("rule", sorted(SAFETY))
def test_terms_of_the_meldcode_are_in_no_list_and_only_counted(laid: Table, rule: str) -> None:
    SafetyRecord.create(pupil=laid.roos, writer="marit", opened_on=TODAY)
    put(laid, rule, TODAY, "meldcode:1")
    number = Deadline.get(Deadline.rule == rule).id
    by_pupil = deadlines.deadlines(laid.school, pupil_id=laid.roos, rules=sorted(SAFETY))
    assert (rules(laid), rules(laid, done=True), by_pupil) == ([], [], [])
    assert deadlines.discreet(laid.school, TODAY) == 0
    assert deadlines.discreet(laid.school, TODAY + 7 * DAY) == 1
    for touch in (
        lambda: deadlines.deadline(number),
        lambda: deadlines.move(number, TODAY),
        lambda: deadlines.give_reason(number, "x"),
        lambda: deadlines.set_done(number, True, TODAY),
        lambda: deadlines.bin_deadline(number),
    ):
        with pytest.raises(Missing):
            touch()
    by_record(lambda change: deadlines.settle(change, "meldcode:1", rule, TODAY))
    assert deadlines.discreet(laid.school, TODAY + 7 * DAY) == 0
    assert rules(laid, done=True) == []
