"""Extra help that was asked for: its papers, its decision and its terms."""

import datetime as dt
from dataclasses import replace

import pytest

from ibtui.errors import BadInput, Conflict, Missing
from ibtui.store import applications, change, checklists, opps
from ibtui.store.applications import ApplicationDraft
from ibtui.store.models import Deadline
from tests.store.conftest import TODAY, counted
from tests.store.table import Table

_WEEK = dt.timedelta(weeks=1)


def _tlv(laid: Table) -> ApplicationDraft:
    return ApplicationDraft(laid.roos, "toelaatbaarheidsverklaring", TODAY)


def _terms(laid: Table, application: int) -> dict[str, dt.date]:
    """The running terms of an application and what they count from."""
    rows = Deadline.select().where(
        (Deadline.subject == f"aanvraag:{application}")
        & Deadline.done_on.is_null()
        & Deadline.deleted_at.is_null()
    )
    assert all(row.pupil_id == laid.roos and row.school_id == laid.school for row in rows)
    return {row.rule: row.base_on for row in rows}


def test_it_takes_the_papers_of_its_kind(laid: Table) -> None:
    made = applications.add_application(replace(_tlv(laid), what="sbo"))
    row = applications.application(made)
    assert (row.kind, row.status, row.pupil) == (
        "toelaatbaarheidsverklaring",
        "in voorbereiding",
        "Roos van Dijk",
    )
    assert [paper.name for paper in row.papers] == list(checklists.papers_for(laid.school, row.kind))
    assert row.ticked == 0


def test_a_list_of_the_school_counts_for_new_ones_only(laid: Table) -> None:
    before = applications.add_application(ApplicationDraft(laid.roos, "arrangement", TODAY))
    checklists.keep_checklist(laid.school, "## arrangement\neen brief\n", checklists.checklist(laid.school))
    assert checklists.is_own(laid.school)
    after = applications.add_application(ApplicationDraft(laid.roos, "arrangement", TODAY))
    assert [paper.name for paper in applications.application(after).papers] == ["een brief"]
    assert len(applications.application(before).papers) > 1
    with pytest.raises(Conflict):
        checklists.keep_checklist(laid.school, "x", "iets anders")
    checklists.back_to_built_in(laid.school)
    assert not checklists.is_own(laid.school)


def test_ticking_adding_and_removing_papers(laid: Table) -> None:
    made = applications.add_application(_tlv(laid))
    first, *rest = applications.application(made).papers
    applications.tick(first.id, TODAY)
    own = applications.add_paper(made, "verslag logopedie")
    with pytest.raises(BadInput):
        applications.add_paper(made, "Verslag Logopedie")
    applications.remove_paper(rest[0].id)
    row = applications.application(made)
    assert (row.papers[0].ticked_on, row.papers[-1].id, row.ticked) == (TODAY, own, 1)
    assert rest[0].id not in {paper.id for paper in row.papers}
    change.undo_last()
    assert rest[0].id in {paper.id for paper in applications.application(made).papers}
    applications.tick(first.id, None)
    assert applications.application(made).ticked == 0


def test_another_kind_brings_its_papers_and_keeps_what_is_there(laid: Table) -> None:
    made = applications.add_application(_tlv(laid))
    ticked = applications.application(made).papers[-1]
    applications.tick(ticked.id, TODAY)
    applications.add_paper(made, "eigen stuk")
    applications.edit_application(made, ApplicationDraft(laid.roos, "onderzoek dyslexie", TODAY))
    names = [paper.name for paper in applications.application(made).papers]
    assert {ticked.name, "eigen stuk", "leesdossier"} <= set(names)
    assert "verklaring van de eerste deskundige" not in names


def test_another_kind_of_the_newest_application_can_be_taken_back(laid: Table) -> None:
    made = applications.add_application(_tlv(laid))
    before = applications.application(made).papers
    applications.edit_application(made, replace(_tlv(laid), kind="arrangement"))
    change.undo_last()
    assert applications.application(made).papers == before


def test_what_was_decided_stays_when_it_is_stopped(laid: Table) -> None:
    made = applications.add_application(_tlv(laid))
    applications.decide(made, TODAY, True, "nog geen plek", category="laag")
    applications.stop_application(made, "verhuisd")
    row = applications.application(made)
    assert (row.status, row.outcome, row.category) == ("gestopt", "nog geen plek\nverhuisd", "laag")


def test_a_tlv_that_is_handed_in_has_a_term_for_its_decision(laid: Table) -> None:
    made = applications.add_application(_tlv(laid))
    assert _terms(laid, made) == {}
    applications.hand_in(made, TODAY)
    assert applications.application(made).status == "aangevraagd"
    assert _terms(laid, made) == {"tlv_besluit": TODAY}
    applications.decide(made, TODAY + _WEEK, True, "laag", valid_until=dt.date(2028, 7, 31))
    assert _terms(laid, made) == {"tlv_einde": dt.date(2028, 7, 31)}
    (decided,) = Deadline.select().where(Deadline.rule == "tlv_besluit")
    assert decided.done_on == TODAY + _WEEK
    end = Deadline.get(Deadline.rule == "tlv_einde")
    assert end.due_on == dt.date(2028, 3, 31)


def test_a_decision_that_is_taken_back_runs_again(laid: Table) -> None:
    made = applications.add_application(replace(_tlv(laid), complete_on=TODAY))
    applications.decide(made, TODAY, False)
    assert _terms(laid, made) == {}
    applications.edit_application(made, replace(_tlv(laid), complete_on=TODAY, status="aangevraagd"))
    assert _terms(laid, made) == {"tlv_besluit": TODAY}
    assert Deadline.select().where(Deadline.rule == "tlv_besluit").count() == 1


def test_what_somebody_did_by_hand_to_a_term_stays(laid: Table) -> None:
    made = applications.add_application(replace(_tlv(laid), complete_on=TODAY))
    Deadline.update(done_on=TODAY).execute()
    applications.edit_application(made, replace(_tlv(laid), complete_on=TODAY, note="gebeld"))
    assert _terms(laid, made) == {}


def test_an_arrangement_starts_within_a_term_and_can_begin_an_opp(laid: Table) -> None:
    made = applications.add_application(ApplicationDraft(laid.roos, "arrangement", TODAY))
    begun = applications.decide(made, TODAY, True, with_opp=True)
    assert _terms(laid, made) == {"arrangement_start": TODAY}
    assert begun is not None
    card = opps.opp(begun)
    assert (card.row.base_on, card.row.reason, card.row.status) == (
        TODAY,
        "besluit over extra hulp",
        "concept",
    )
    change.undo_last()
    assert _terms(laid, made) == {}
    with pytest.raises(Missing):
        opps.opp(begun)


def test_the_day_that_it_starts_settles_the_term(laid: Table) -> None:
    draft = ApplicationDraft(laid.roos, "arrangement", TODAY, status="toegekend")
    made = applications.add_application(draft)
    assert applications.application(made).decided_on == TODAY
    assert _terms(laid, made) == {"arrangement_start": TODAY}
    applications.edit_application(made, replace(draft, decided_on=TODAY, valid_from=TODAY + _WEEK))
    assert _terms(laid, made) == {}


@pytest.mark.parametrize("end", ["stop", "bin"])
def test_stopped_or_binned_leaves_no_open_terms(laid: Table, end: str) -> None:
    made = applications.add_application(replace(_tlv(laid), complete_on=TODAY))
    if end == "stop":
        applications.stop_application(made, "ouders kozen anders")
        row = applications.application(made)
        assert (row.status, row.outcome) == ("gestopt", "ouders kozen anders")
    else:
        applications.bin_application(made)
        assert applications.of_pupil(laid.roos) == []
    assert _terms(laid, made) == {}
    change.undo_last()
    assert _terms(laid, made) == {"tlv_besluit": TODAY}


def test_what_can_not_be_is_refused(laid: Table) -> None:
    made = applications.add_application(_tlv(laid))
    with pytest.raises(BadInput):
        applications.edit_application(made, replace(_tlv(laid), decided_on=TODAY))
    with pytest.raises(BadInput):
        applications.edit_application(made, replace(_tlv(laid), valid_from=TODAY, valid_until=TODAY - _WEEK))
    with pytest.raises(BadInput):
        applications.add_application(ApplicationDraft(laid.roos, "iets", TODAY))
    with pytest.raises(BadInput):
        applications.add_paper(made, " ")
    with pytest.raises(Missing):
        applications.add_paper(99, "brief")


def test_running_ones_first_in_two_queries(laid: Table) -> None:
    done = applications.add_application(replace(_tlv(laid), status="afgewezen"))
    for weeks in (3, 2):
        applications.add_application(replace(_tlv(laid), started_on=TODAY - weeks * _WEEK))
    with counted() as seen:
        rows = applications.of_pupil(laid.roos)
    assert [row.id for row in rows] == [done + 2, done + 1, done]
    assert len(seen) == 2


def test_another_session_decided_first(laid: Table) -> None:
    made = applications.add_application(_tlv(laid))
    applications.decide(made, TODAY, True, "toegekend tot de zomer", version=1)
    with pytest.raises(Conflict):
        applications.stop_application(made, "ouders willen niet", 1)
    with pytest.raises(Conflict):
        applications.hand_in(made, TODAY, 1)
    assert applications.application(made).outcome == "toegekend tot de zomer"
