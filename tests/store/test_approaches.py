"""What was tried for a pupil."""

import datetime as dt

import pytest

from ibtui.errors import BadInput, Conflict, Missing
from ibtui.store import approaches, change, concerns
from ibtui.store.approaches import ApproachDraft
from ibtui.store.concerns import ConcernDraft
from tests.store.conftest import TODAY, counted
from tests.store.table import Table

_WEEK = dt.timedelta(weeks=1)


def _concern(laid: Table) -> int:
    return concerns.add_concern(laid.school, ConcernDraft("lezen", "leest traag", laid.roos), TODAY)


def test_what_was_filled_in_comes_back(laid: Table) -> None:
    concern = _concern(laid)
    draft = ApproachDraft(
        laid.roos, "voor-koor-door", TODAY, concern, "3x per week", 60, "Bouw!", laid.ans, evaluate_on=TODAY + _WEEK
    )  # fmt: skip
    made = approaches.add_approach(draft)
    row = approaches.approach(made)
    assert (row.what, row.how_often, row.minutes, row.method) == (
        "voor-koor-door",
        "3x per week",
        60,
        "Bouw!",
    )
    assert (row.by, row.by_id, row.concern) == ("juf Ans", laid.ans, "lezen: leest traag")
    assert (row.since, row.until, row.evaluate_on, row.version) == (TODAY, None, TODAY + _WEEK, 1)


def test_the_concern_stays_a_signal(laid: Table) -> None:
    concern = _concern(laid)
    approaches.add_approach(ApproachDraft(laid.roos, "extra lezen", TODAY, concern))
    assert concerns.concern(concern).row.status == "signaal"


def test_somebody_unknown_is_named_as_typed(laid: Table) -> None:
    made = approaches.add_approach(ApproachDraft(laid.roos, "leesmaatje", TODAY, by_text="een leesmoeder"))
    assert approaches.approach(made).by == "een leesmoeder"


def test_running_ones_come_first_then_the_newest(laid: Table) -> None:
    old = approaches.add_approach(ApproachDraft(laid.roos, "a", TODAY - 9 * _WEEK))
    ended = approaches.add_approach(ApproachDraft(laid.roos, "b", TODAY, until=TODAY))
    new = approaches.add_approach(ApproachDraft(laid.roos, "c", TODAY - _WEEK))
    approaches.add_approach(ApproachDraft(laid.sam, "d", TODAY))
    with counted() as seen:
        assert [row.id for row in approaches.of_pupil(laid.roos)] == [new, old, ended]
    assert len(seen) == 1


def test_ending_says_what_it_did_and_can_be_taken_back(laid: Table) -> None:
    made = approaches.add_approach(ApproachDraft(laid.roos, "a", TODAY - _WEEK))
    approaches.end_approach(made, TODAY, "leest nu vlot\n")
    row = approaches.approach(made)
    assert (row.until, row.effect) == (TODAY, "leest nu vlot")
    change.undo_last()
    assert approaches.approach(made).until is None


def test_what_can_not_be_is_refused(laid: Table) -> None:
    made = approaches.add_approach(ApproachDraft(laid.roos, "a", TODAY))
    for draft in (
        ApproachDraft(laid.roos, " ", TODAY),
        ApproachDraft(laid.roos, "a", TODAY, until=TODAY - _WEEK),
        ApproachDraft(laid.roos, "a", TODAY, minutes=-1),
    ):
        with pytest.raises(BadInput):
            approaches.edit_approach(made, draft)
    with pytest.raises(BadInput):
        approaches.end_approach(made, TODAY - _WEEK, "")
    approaches.edit_approach(made, ApproachDraft(laid.roos, "b", TODAY), 1)
    with pytest.raises(Conflict):
        approaches.edit_approach(made, ApproachDraft(laid.roos, "c", TODAY), 1)
    approaches.bin_approach(made)
    with pytest.raises(Missing):
        approaches.approach(made)


def test_what_another_session_wrote_of_the_effect_stays(laid: Table) -> None:
    made = approaches.add_approach(ApproachDraft(laid.roos, "a", TODAY))
    approaches.end_approach(made, TODAY, "leest vlot", 1)
    with pytest.raises(Conflict):
        approaches.end_approach(made, TODAY, "geen effect", 1)
    assert approaches.approach(made).effect == "leest vlot"


def test_an_approach_cant_have_stopped_on_a_day_to_come(laid: Table) -> None:
    number = approaches.add_approach(ApproachDraft(laid.roos, "samen lezen", TODAY))
    with pytest.raises(BadInput, match="nog niet geweest"):
        approaches.end_approach(number, TODAY + _WEEK, "")
    with pytest.raises(BadInput, match="nog niet geweest"):
        approaches.edit_approach(number, ApproachDraft(laid.roos, "a", TODAY, evaluated_on=TODAY + _WEEK))
    assert approaches.approach(number).until is None
