"""The terms as a school keeps them."""

import datetime as dt

import pytest

from ibtui.care.deadlines import RULES
from ibtui.care.words import TermKind, TermUnit
from ibtui.errors import BadInput, Conflict, Missing
from ibtui.store import deadlines, free_days, opps, safety, term_rules
from ibtui.store.change import undo_last, write
from ibtui.store.deadlines import DeadlineDraft, DeadlineRow
from ibtui.store.free_days import FreeDraft
from ibtui.store.models import Deadline
from ibtui.store.opps import OppDraft
from tests.store.conftest import TODAY
from tests.store.table import Table

BASE = dt.date(2026, 11, 2)
WEEK = dt.timedelta(weeks=1)


def only(laid: Table) -> DeadlineRow:
    (row,) = deadlines.deadlines(laid.school)
    return row


def set_off(laid: Table, rule: str, subject: str = "opp:1") -> None:
    with write("gezet") as change:
        deadlines.put(change, laid.school, rule, BASE, subject, laid.roos)


def test_a_new_school_keeps_what_is_built_in(laid: Table) -> None:
    assert term_rules.rules(laid.school) == dict(RULES)
    assert [row.rule.key for row in term_rules.rule_rows(laid.school)] == list(RULES)
    assert not any(row.changed or row.open for row in term_rules.rule_rows(laid.school))


def test_another_number_counts_what_runs_again_and_undo_takes_both_back(laid: Table) -> None:
    set_off(laid, "tlv_besluit")
    assert only(laid).due_on == BASE + 6 * WEEK
    assert term_rules.keep_rule(laid.school, "tlv_besluit", 4, TermUnit.WEEKS) == 1
    assert only(laid).due_on == BASE + 4 * WEEK
    row = next(row for row in term_rules.rule_rows(laid.school) if row.rule.key == "tlv_besluit")
    assert (row.changed, row.open, row.rule.amount) == (True, 1, 4)
    undo_last()
    assert only(laid).due_on == BASE + 6 * WEEK
    assert not any(row.changed for row in term_rules.rule_rows(laid.school))


def test_what_was_moved_by_hand_or_is_done_stays(laid: Table) -> None:
    set_off(laid, "tlv_besluit", "aanvraag:1")
    set_off(laid, "tlv_besluit", "aanvraag:2")
    first, second = deadlines.deadlines(laid.school)
    deadlines.move(first.id, BASE + 5 * WEEK)
    deadlines.set_done(second.id, True, TODAY)
    assert term_rules.keep_rule(laid.school, "tlv_besluit", 4, TermUnit.WEEKS) == 0
    assert only(laid).due_on == BASE + 5 * WEEK
    (done,) = deadlines.deadlines(laid.school, done=True)
    assert done.due_on == BASE + 6 * WEEK


def test_an_own_source_and_back_to_what_is_built_in(laid: Table) -> None:
    set_off(laid, "tlv_besluit")
    term_rules.keep_rule(laid.school, "tlv_besluit", 5, TermUnit.WEEKS, source="Gids van ons verband, blz. 3")
    assert "Gids van ons verband" in only(laid).source
    assert "swv-db.nl" not in only(laid).source
    assert term_rules.back_to_default(laid.school, "tlv_besluit") == 1
    assert only(laid).due_on == BASE + 6 * WEEK
    assert term_rules.rules(laid.school)["tlv_besluit"] == RULES["tlv_besluit"]
    assert term_rules.back_to_default(laid.school, "tlv_besluit") == 0


def test_keeping_it_as_built_in_is_no_change(laid: Table) -> None:
    rule = RULES["tlv_besluit"]
    term_rules.keep_rule(laid.school, rule.key, 5, rule.unit)
    term_rules.keep_rule(laid.school, rule.key, rule.amount, rule.unit)
    assert not any(row.changed for row in term_rules.rule_rows(laid.school))


def test_off_makes_none_and_takes_those_of_records_along(laid: Table) -> None:
    set_off(laid, "arrangement_start")
    deadlines.add(laid.school, DeadlineDraft("arrangement_start", BASE, note="zelf getypt"))
    term_rules.keep_rule(laid.school, "arrangement_start", 8, TermUnit.SCHOOL_WEEKS, active=False)
    assert only(laid).note == "zelf getypt"
    set_off(laid, "arrangement_start")
    assert only(laid).note == "zelf getypt"
    with pytest.raises(BadInput, match="staat uit"):
        deadlines.add(laid.school, DeadlineDraft("arrangement_start", BASE))


@pytest.mark.parametrize(
    ("amount", "unit"),
    [(-1, TermUnit.WEEKS), (1001, TermUnit.DAYS), (21, TermUnit.YEARS)],
)
def test_a_number_that_cant_be(laid: Table, amount: int, unit: TermUnit) -> None:
    with pytest.raises(BadInput, match="getal"):
        term_rules.keep_rule(laid.school, "tlv_besluit", amount, unit)
    with pytest.raises(Missing):
        term_rules.keep_rule(laid.school, "bestaat_niet", 1, TermUnit.DAYS)


# --- own terms ---


def test_a_term_of_the_school_itself(laid: Table) -> None:
    key = term_rules.add_own(
        laid.school,
        " de  logopedist bellen ",
        "het gesprek",
        2,
        TermUnit.WEEKS,
        TermKind.OWN,
        "Afgesproken in het team.",
    )
    assert key == "eigen-1"
    deadlines.add(laid.school, DeadlineDraft(key, BASE, laid.sam))
    row = only(laid)
    assert (row.name, row.due_on, row.kind) == ("de logopedist bellen", BASE + 2 * WEEK, "eigen afspraak")
    assert row.source == "2 weken na het gesprek. Afgesproken in het team."
    assert term_rules.edit_own(laid.school, key, "bellen", "het gesprek", 3, TermUnit.WEEKS) == 1
    assert (only(laid).name, only(laid).due_on) == ("bellen", BASE + 3 * WEEK)
    own = term_rules.rule_rows(laid.school)[-1]
    assert (own.rule.own, own.changed, own.open) == (True, False, 1)


def test_an_own_term_may_count_back(laid: Table) -> None:
    key = term_rules.add_own(laid.school, "uitnodigen", "het gesprek", 2, TermUnit.WEEKS, before=True)
    assert term_rules.rules(laid.school)[key].before
    assert deadlines.when(laid.school, key, BASE) == (BASE - 2 * WEEK, "")
    term_rules.keep_rule(laid.school, key, 3, TermUnit.WEEKS)
    assert deadlines.when(laid.school, key, BASE) == (BASE - 3 * WEEK, "")


def test_an_own_term_goes_only_when_nothing_hangs_on_it(laid: Table) -> None:
    key = term_rules.add_own(laid.school, "bellen", "het gesprek", 2, TermUnit.WEEKS)
    number = deadlines.add(laid.school, DeadlineDraft(key, BASE))
    with pytest.raises(BadInput, match="nog 1 termijn"):
        term_rules.back_to_default(laid.school, key)
    deadlines.bin_deadline(number)
    term_rules.back_to_default(laid.school, key)
    assert key not in term_rules.rules(laid.school)
    again = term_rules.add_own(laid.school, "schrijven", "het gesprek", 2, TermUnit.WEEKS)
    assert again == "eigen-2"  # the one in the bin may come back under the old key


@pytest.mark.parametrize("name", ["", "Het opp vaststellen"])
def test_an_own_term_needs_a_name_of_its_own(laid: Table, name: str) -> None:
    with pytest.raises(BadInput):
        term_rules.add_own(laid.school, name, "het gesprek", 2, TermUnit.WEEKS)
    with pytest.raises(BadInput, match="hoort bij ibtui"):
        term_rules.edit_own(laid.school, "tlv_besluit", "x", "", 1, TermUnit.DAYS)


def test_off_and_on_again_gives_the_records_their_terms_back(laid: Table) -> None:
    opp = opps.add_opp(OppDraft(laid.roos, BASE, support="lezen"), TODAY)
    other = opps.add_opp(OppDraft(laid.sam, BASE, heard_on=TODAY), TODAY)
    safety.open_record(laid.sam, BASE)
    opps.close(opps.add_opp(OppDraft(laid.sam, BASE), TODAY), TODAY)
    before = {(row.rule, row.subject, row.due_on) for row in open_terms()}
    for rule in ("hoorrecht", "opp_instemming", "meldcode_stap"):
        known = RULES[rule]
        term_rules.keep_rule(laid.school, rule, known.amount, known.unit, active=False)
    assert [row.rule for row in open_terms()] == ["opp_vaststellen", "opp_vaststellen"]
    term_rules.back_to_default(laid.school, "hoorrecht")
    for rule in ("opp_instemming", "meldcode_stap"):
        term_rules.keep_rule(laid.school, rule, RULES[rule].amount, RULES[rule].unit)
    after = {(row.rule, row.subject, row.due_on) for row in open_terms()}
    asked = {("opp_instemming", f"opp:{opp}")}  # counts from the day that it was asked: there is no other
    assert {one[:2] for one in before} == {one[:2] for one in after}
    assert {one for one in before if one[:2] not in asked} == {one for one in after if one[:2] not in asked}
    assert ("hoorrecht", f"opp:{other}") not in {one[:2] for one in after}
    for _ in range(3):
        undo_last()
    assert [row.rule for row in open_terms()] == ["opp_vaststellen", "opp_vaststellen"]


def test_another_session_was_first(laid: Table) -> None:
    seen = term_rules.rules(laid.school)["tlv_besluit"]
    term_rules.keep_rule(laid.school, "tlv_besluit", 4, TermUnit.WEEKS, seen=seen)
    with pytest.raises(Conflict):
        term_rules.keep_rule(laid.school, "tlv_besluit", 5, TermUnit.WEEKS, seen=seen)
    deadlines.give_reason(deadlines.add(laid.school, DeadlineDraft("tlv_besluit", BASE)), "ziek", 1)
    with pytest.raises(Conflict):
        deadlines.give_reason(only(laid).id, "vakantie", 1)
    with pytest.raises(Conflict):
        deadlines.move(only(laid).id, TODAY, 1)


def open_terms() -> list[Deadline]:
    running = Deadline.done_on.is_null() & Deadline.deleted_at.is_null()
    return list(Deadline.select().where(running).order_by(Deadline.id))


# --- days without school ---


def test_holidays_that_change_count_school_weeks_again_and_nothing_else(laid: Table) -> None:
    set_off(laid, "arrangement_start")
    set_off(laid, "tlv_besluit")
    week = FreeDraft("Projectweek", BASE + WEEK, BASE + WEEK + dt.timedelta(days=4))
    number = free_days.add_free(laid.school, week)
    assert due_days(laid) == {"arrangement_start": BASE + 9 * WEEK, "tlv_besluit": BASE + 6 * WEEK}
    free_days.bin_free(number)
    assert due_days(laid)["arrangement_start"] == BASE + 8 * WEEK
    free_days.take_region(laid.school, "noord", "2026-2027")
    assert due_days(laid)["arrangement_start"] == BASE + 10 * WEEK  # Christmas
    undo_last()
    assert due_days(laid)["arrangement_start"] == BASE + 8 * WEEK


def due_days(laid: Table) -> dict[str, dt.date]:
    return {row.rule: row.due_on for row in deadlines.deadlines(laid.school)}
