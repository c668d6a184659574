"""The OPP: its dates, the parents' answers, the evaluations, and the terms that follow them."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from ibtui.care.words import Custody, PersonRole
from ibtui.errors import BadInput, Conflict, Missing
from ibtui.store import change, opps, people
from ibtui.store.guardians import GuardianDraft, add_guardian, edit_guardian, remove_guardian
from ibtui.store.models import AuditLog, Deadline, Guardianship
from ibtui.store.opps import EvaluationDraft, OppDraft
from ibtui.store.people import PersonDraft
from tests.store.conftest import TODAY, counted
from tests.store.table import Table

_WEEK = dt.timedelta(weeks=1)
_FULL = OppDraft(
    0, TODAY, destination="vmbo", hindering="traag lezen", helping="duidelijke taak", support="3x per week hulp",
    document="kast 2", heard_on=TODAY, heard_how="gesprek", heard_words="ik wil voorlezen",
)  # fmt: skip


def _open_terms(opp_id: int) -> dict[str, dt.date]:
    """The running terms of an OPP and what they count from."""
    rows = Deadline.select().where(
        (Deadline.subject == f"opp:{opp_id}") & Deadline.done_on.is_null() & Deadline.deleted_at.is_null()
    )
    return {row.rule: row.base_on for row in rows}


def _second_parent(laid: Table) -> int:
    """Another parent with custody; gives the person."""
    draft = GuardianDraft(PersonDraft(PersonRole.GUARDIAN, "Noor", "", "Smit"), "moeder", Custody.YES)
    guardianship = add_guardian(laid.roos, draft)
    return int(Guardianship.get_by_id(guardianship).person_id)


def test_what_was_filled_in_comes_back(laid: Table) -> None:
    card = opps.opp(opps.add_opp(replace(_FULL, pupil_id=laid.roos, deviations="geen Engels"), TODAY))
    assert (card.row.pupil, card.row.status, card.row.base_on) == ("Roos van Dijk", "concept", TODAY)
    assert (card.destination, card.hindering, card.helping) == ("vmbo", "traag lezen", "duidelijke taak")
    assert (card.support, card.deviations, card.row.document) == ("3x per week hulp", "geen Engels", "kast 2")
    assert (card.row.heard_on, card.heard_how, card.heard_words) == (TODAY, "gesprek", "ik wil voorlezen")


def test_a_new_one_must_be_settled_and_the_child_heard(laid: Table) -> None:
    made = opps.add_opp(OppDraft(laid.roos, TODAY), TODAY)
    assert _open_terms(made) == {"opp_vaststellen": TODAY, "hoorrecht": TODAY}
    assert Deadline.get(Deadline.rule == "opp_vaststellen").due_on == TODAY + 6 * _WEEK


def test_once_the_help_is_written_the_parents_are_asked(
    laid: Table, clock: Callable[[dt.date], None]
) -> None:
    made = opps.add_opp(OppDraft(laid.roos, TODAY), TODAY)
    clock(TODAY + _WEEK)
    draft = OppDraft(laid.roos, TODAY, support="hulp", status="ter instemming")
    opps.edit_opp(made, draft, TODAY + _WEEK)
    assert _open_terms(made)["opp_instemming"] == TODAY + _WEEK
    clock(TODAY + 2 * _WEEK)
    opps.edit_opp(made, replace(draft, support="andere hulp"), TODAY + 2 * _WEEK)
    assert _open_terms(made)["opp_instemming"] == TODAY + _WEEK


def test_everybody_with_custody_answers_and_then_the_term_is_done(laid: Table) -> None:
    noor = _second_parent(laid)
    made = opps.add_opp(replace(_FULL, pupil_id=laid.roos), TODAY)
    assert [(one.name, one.agreed) for one in opps.opp(made).signatures] == [
        ("Fleur van Dijk", ""),
        ("Noor Smit", ""),
    ]
    opps.sign(made, laid.mother, "ja", TODAY)
    assert "opp_instemming" in _open_terms(made)
    opps.sign(made, noor, "nee", TODAY + _WEEK, "wil meer hulp")
    assert "opp_instemming" not in _open_terms(made)
    assert Deadline.get(Deadline.rule == "opp_instemming").done_on == TODAY + _WEEK
    card = opps.opp(made)
    assert (card.row.asked, card.row.agreed, card.row.refused) == (2, 1, 1)
    assert opps.missing(card) == [
        "Noor Smit (moeder) is het niet eens met de hulp. Blijf in gesprek en schrijf dat op.",
        "Het OPP is nog niet vastgesteld.",
    ]
    opps.sign(made, noor, "", None)
    assert "opp_instemming" in _open_terms(made)
    assert opps.opp(made).signatures[1].reason == ""


def test_who_gets_custody_later_is_asked_too(laid: Table, clock: Callable[[dt.date], None]) -> None:
    made = opps.add_opp(replace(_FULL, pupil_id=laid.roos), TODAY)
    opps.sign(made, laid.mother, "ja", TODAY)
    assert "opp_instemming" not in _open_terms(made)
    clock(TODAY + 30 * _WEEK)
    noor = _second_parent(laid)
    assert _open_terms(made)["opp_instemming"] == TODAY + 30 * _WEEK
    change.undo_last()
    assert "opp_instemming" not in _open_terms(made)
    noor = _second_parent(laid)
    opps.sign(made, noor, "ja", TODAY + 30 * _WEEK)
    assert "opp_instemming" not in _open_terms(made)
    _custody(laid.father, Custody.YES)  # on the same day: what was done today runs again
    assert _open_terms(made)["opp_instemming"] == TODAY + 30 * _WEEK
    _custody(laid.father, Custody.NO)
    assert "opp_instemming" not in _open_terms(made)
    change.undo_last()
    assert "opp_instemming" in _open_terms(made)


def test_who_is_gone_is_not_waited_for(laid: Table) -> None:
    noor = _second_parent(laid)
    made = opps.add_opp(replace(_FULL, pupil_id=laid.roos), TODAY)
    opps.sign(made, laid.mother, "ja", TODAY)
    assert "opp_instemming" in _open_terms(made)
    people.bin_person(noor)
    assert "opp_instemming" not in _open_terms(made)
    change.undo_last()
    link = Guardianship.get(Guardianship.person == noor)
    remove_guardian(link.id)
    assert "opp_instemming" not in _open_terms(made)


def test_a_closed_opp_asks_nobody_new(laid: Table) -> None:
    made = opps.add_opp(replace(_FULL, pupil_id=laid.roos), TODAY)
    opps.close(made, TODAY)
    _second_parent(laid)
    assert _open_terms(made) == {}


def _custody(person: int, custody: str) -> None:
    link = Guardianship.get(Guardianship.person == person)
    known = people.person(person)
    draft = PersonDraft(PersonRole.GUARDIAN, known.first_name, known.infix, known.last_name)
    edit_guardian(link.id, GuardianDraft(draft, link.relation, custody))


def test_who_has_no_custody_is_not_asked_but_may_say_something(laid: Table) -> None:
    made = opps.add_opp(replace(_FULL, pupil_id=laid.roos), TODAY)
    opps.sign(made, laid.father, "ja", TODAY)
    card = opps.opp(made)
    assert (card.row.asked, card.row.agreed) == (1, 0)
    assert [(one.name, one.custody) for one in card.signatures] == [
        ("Fleur van Dijk", "ja"),
        ("Karim Bos", "nee"),
    ]
    with pytest.raises(BadInput):
        opps.sign(made, laid.ans, "ja", TODAY)
    with pytest.raises(BadInput):
        opps.sign(made, laid.mother, "onbekend", TODAY)


def test_settling_is_never_refused_and_says_what_is_missing(laid: Table) -> None:
    made = opps.add_opp(OppDraft(laid.roos, TODAY), TODAY)
    found = opps.fix(made, TODAY + _WEEK)
    assert "Het antwoord van Fleur van Dijk (moeder) is er nog niet." in found
    assert "Het kind is nog niet gehoord, en er staat niet waarom niet." in found
    row = opps.opp(made).row
    assert (row.status, row.fixed_on) == ("vastgesteld", TODAY + _WEEK)
    assert _open_terms(made) == {
        "hoorrecht": TODAY,
        "opp_instemming": TODAY + _WEEK,
        "opp_evaluatie": TODAY + _WEEK,
    }


def test_nothing_is_missing_when_all_is_there(laid: Table) -> None:
    made = opps.add_opp(replace(_FULL, pupil_id=laid.roos), TODAY)
    opps.sign(made, laid.mother, "j", TODAY)
    assert opps.fix(made, TODAY) == []
    assert _open_terms(made) == {"opp_evaluatie": TODAY}


def test_why_the_child_was_not_heard_is_an_answer_too(laid: Table) -> None:
    made = opps.add_opp(OppDraft(laid.roos, TODAY, not_heard_because="wilde niet"), TODAY)
    assert "hoorrecht" not in _open_terms(made)


def test_a_child_that_was_heard_at_an_evaluation_was_heard(laid: Table) -> None:
    made = opps.add_opp(OppDraft(laid.roos, TODAY - _WEEK), TODAY)
    held = opps.add_evaluation(made, EvaluationDraft(TODAY))
    assert "hoorrecht" in _open_terms(made)
    opps.edit_evaluation(held, EvaluationDraft(TODAY, heard_on=TODAY))
    assert "hoorrecht" not in _open_terms(made)
    assert not any("gehoord" in words for words in opps.missing(opps.opp(made)))
    opps.bin_evaluation(held)
    assert "hoorrecht" in _open_terms(made)
    change.undo_last()
    assert "hoorrecht" not in _open_terms(made)


def test_an_answer_that_another_session_wrote_is_not_overwritten(laid: Table) -> None:
    made = opps.add_opp(replace(_FULL, pupil_id=laid.roos), TODAY)
    seen = opps.opp(made).signatures[0]
    opps.sign(made, laid.mother, "nee", TODAY, "wil eerst praten")
    with pytest.raises(Conflict):
        opps.sign(made, laid.mother, "ja", TODAY, version=seen.version)
    assert opps.opp(made).signatures[0].reason == "wil eerst praten"
    opps.sign(made, laid.mother, "ja", TODAY, version=opps.opp(made).signatures[0].version)


def test_each_evaluation_starts_the_next_term(laid: Table) -> None:
    made = opps.add_opp(
        OppDraft(laid.roos, TODAY - 60 * _WEEK, status="vastgesteld", fixed_on=TODAY - 50 * _WEEK), TODAY
    )
    opps.add_evaluation(
        made, EvaluationDraft(TODAY, "moeder, juf Ans", "leest vlotter", "door", heard_on=TODAY)
    )
    card = opps.opp(made)
    assert (card.row.status, card.row.evaluated_on) == ("geëvalueerd", TODAY)
    assert (card.evaluations[0].present, card.evaluations[0].result) == ("moeder, juf Ans", "leest vlotter")
    assert _open_terms(made)["opp_evaluatie"] == TODAY
    done = Deadline.get((Deadline.rule == "opp_evaluatie") & Deadline.done_on.is_null(False))
    assert (done.base_on, done.done_on) == (TODAY - 50 * _WEEK, TODAY)
    opps.bin_evaluation(card.evaluations[0].id)
    assert opps.opp(made).row.status == "vastgesteld"
    assert _open_terms(made)["opp_evaluatie"] == TODAY - 50 * _WEEK
    change.undo_last()
    assert _open_terms(made)["opp_evaluatie"] == TODAY


def test_another_day_of_the_evaluation_counts_again(laid: Table) -> None:
    made = opps.add_opp(OppDraft(laid.roos, TODAY - 9 * _WEEK, status="vastgesteld"), TODAY - 9 * _WEEK)
    number = opps.add_evaluation(made, EvaluationDraft(TODAY))
    assert "Bij de laatste evaluatie staat niet of het kind gehoord is." in opps.missing(opps.opp(made))
    opps.edit_evaluation(number, EvaluationDraft(TODAY - _WEEK), 1)
    assert _open_terms(made)["opp_evaluatie"] == TODAY - _WEEK
    opps.add_evaluation(made, EvaluationDraft(TODAY - 3 * _WEEK))
    assert _open_terms(made)["opp_evaluatie"] == TODAY - _WEEK
    with pytest.raises(Conflict):
        opps.edit_evaluation(number, EvaluationDraft(TODAY), 1)


def test_an_evaluation_that_is_still_to_come_is_none(laid: Table) -> None:
    made = opps.add_opp(OppDraft(laid.roos, TODAY - 60 * _WEEK, fixed_on=TODAY - 55 * _WEEK), TODAY)
    with pytest.raises(BadInput, match="nog niet geweest"):
        opps.add_evaluation(made, EvaluationDraft(TODAY + _WEEK))
    assert _open_terms(made)["opp_evaluatie"] == TODAY - 55 * _WEEK


def test_another_session_was_first(laid: Table) -> None:
    made = opps.add_opp(OppDraft(laid.roos, TODAY), TODAY)
    opps.fix(made, TODAY, 1)
    for late in (opps.fix, opps.close):
        with pytest.raises(Conflict):
            late(made, TODAY + _WEEK, 1)


def test_closed_leaves_no_open_terms(laid: Table) -> None:
    made = opps.add_opp(OppDraft(laid.roos, TODAY), TODAY)
    opps.close(made, TODAY)
    assert (_open_terms(made), opps.missing(opps.opp(made))) == ({}, [])
    change.undo_last()
    assert len(_open_terms(made)) == 2
    opps.bin_opp(made)
    assert _open_terms(made) == {}
    with pytest.raises(Missing):
        opps.opp(made)


@pytest.mark.parametrize(
    ("draft", "status", "fixed", "closed"),
    [
        (OppDraft(0, TODAY, status="vastgesteld"), "vastgesteld", TODAY, None),
        (OppDraft(0, TODAY, fixed_on=TODAY - _WEEK), "vastgesteld", TODAY - _WEEK, None),
        (OppDraft(0, TODAY, closed_on=TODAY - _WEEK), "afgesloten", None, TODAY - _WEEK),
        (OppDraft(0, TODAY, status="afgesloten", fixed_on=TODAY - _WEEK), "afgesloten", TODAY - _WEEK, TODAY),
    ],
)
def test_a_day_says_the_status_and_a_status_gets_its_day(
    laid: Table, draft: OppDraft, status: str, fixed: dt.date | None, closed: dt.date | None
) -> None:
    made = opps.add_opp(replace(draft, pupil_id=laid.roos), TODAY)
    row = opps.opp(made).row
    assert (row.status, row.fixed_on, row.closed_on) == (status, fixed, closed)


def test_back_to_a_draft_runs_the_first_term_again(laid: Table) -> None:
    made = opps.add_opp(OppDraft(laid.roos, TODAY), TODAY)
    opps.fix(made, TODAY)
    opps.edit_opp(made, OppDraft(laid.roos, TODAY, status="concept", fixed_on=TODAY), TODAY)
    assert opps.opp(made).row.fixed_on is None
    assert _open_terms(made) == {"opp_vaststellen": TODAY, "hoorrecht": TODAY}


def test_one_audit_line_a_write_and_a_fixed_number_of_queries(laid: Table) -> None:
    first = opps.add_opp(replace(_FULL, pupil_id=laid.roos), TODAY)
    lines = AuditLog.select().count()
    opps.sign(first, laid.mother, "ja", TODAY)
    assert AuditLog.select().count() == lines + 1
    with counted() as one:
        opps.of_pupil(laid.roos)
    for weeks in (1, 2):
        opps.add_opp(OppDraft(laid.roos, TODAY - weeks * _WEEK), TODAY)
    with counted() as three:
        rows = opps.of_pupil(laid.roos)
    assert (len(one), len(three), [row.id for row in rows]) == (4, 4, [first, first + 1, first + 2])
