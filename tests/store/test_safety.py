"""The meldcode: a lane of its own. What is written there comes out nowhere else."""

import datetime as dt
from pathlib import Path

import pytest

import ibtui
from ibtui.care.text import NOTE_LIMIT
from ibtui.errors import BadInput, BadText, Conflict, Missing
from ibtui.store import (
    agenda,
    change,
    deadlines,
    dossier,
    glance,
    pupils,
    route,
    safety,
    search,
    since,
    timeline,
)
from ibtui.store.deadlines import DeadlineDraft
from ibtui.store.models import AuditLog, Conversation, Deadline
from ibtui.store.safety import StepDraft
from tests.store.conftest import TODAY, counted
from tests.store.table import Table

_DAY = dt.timedelta(days=1)
_MARK = "KANARIEPIET"

_MAY_NAME_THEM = {
    "0007_one_childs_story.py", "safety.py", "safety_lines.py",
    "forget.py", "forget_early.py", "forget_scope.py", "forget_texts.py", "erase.py",
    "retention.py", "deadlines.py", "term_records.py", "log_words.py",
}  # fmt: skip
"""Files that may read the tables or their functions: the lane itself, what throws it away in time (and so knows
which words of it to show nobody), its terms, and the words
of the log, which say that something was done and nothing of what.

`safety.py` is of the store, the screens and the forms. The practice school may fill it.
"""


def _open_terms() -> dict[str, tuple[dt.date, dt.date]]:
    """The running hidden terms: what they count from and their last day."""
    rows = Deadline.select().where(
        Deadline.subject.startswith("meldcode:") & Deadline.done_on.is_null() & Deadline.deleted_at.is_null()
    )
    assert all(row.pupil_id is None for row in rows)
    return {row.rule: (row.base_on, row.due_on) for row in rows}


def _marked(laid: Table) -> int:
    """A record with the marker in every field that takes text."""
    number = safety.open_record(laid.roos, TODAY - 20 * _DAY)
    for step in range(1, 6):
        day = TODAY - (20 - step) * _DAY
        safety.add_step(number, StepDraft(step, day, _MARK, _MARK, _MARK, _MARK, _MARK, next_on=TODAY))
    safety.report(number, TODAY - 10 * _DAY)
    return number


def test_a_step_keeps_seen_heard_and_meant_apart(laid: Table) -> None:
    number = safety.open_record(laid.roos, TODAY)
    draft = StepDraft(2, TODAY, "Wim", "blauwe arm", "van Sam: gevallen", "past niet", "bellen")
    safety.add_step(number, draft)
    safety.add_step(number, StepDraft(1, TODAY - _DAY))
    card = safety.record(laid.roos)
    assert card is not None
    assert (card.id, card.first_name, card.opened_on, card.closed_on) == (number, "Roos", TODAY, None)
    assert [step.step for step in card.steps] == [1, 2]
    step = card.steps[1]
    assert (step.who, step.facts, step.heard) == ("Wim", "blauwe arm", "van Sam: gevallen")
    assert (step.meaning, step.decision) == ("past niet", "bellen")
    assert safety.record(laid.sam) is None


def test_there_is_one_open_record_at_a_time(laid: Table) -> None:
    first = safety.open_record(laid.roos, TODAY)
    assert safety.open_record(laid.roos, TODAY + _DAY) == first
    safety.close(first, TODAY)
    second = safety.open_record(laid.roos, TODAY)
    safety.close(second, TODAY)
    safety.reopen(first)
    with counted() as seen:
        assert [card.id for card in safety.records(laid.roos)] == [first, second]
    assert len(seen) == 3


def test_the_next_step_is_asked_in_five_working_days_or_when_agreed(laid: Table) -> None:
    number = safety.open_record(laid.roos, TODAY)
    assert _open_terms() == {"meldcode_stap": (TODAY, TODAY + 7 * _DAY)}
    step = safety.add_step(number, StepDraft(1, TODAY + _DAY, next_on=TODAY + 3 * _DAY))
    assert _open_terms() == {"meldcode_stap": (TODAY + _DAY, TODAY + 3 * _DAY)}
    safety.edit_step(step, StepDraft(1, TODAY + _DAY), 1)
    assert _open_terms() == {"meldcode_stap": (TODAY + _DAY, TODAY + 8 * _DAY)}
    safety.bin_step(step)
    assert _open_terms() == {"meldcode_stap": (TODAY, TODAY + 7 * _DAY)}
    safety.add_step(number, StepDraft(5, TODAY))
    assert _open_terms() == {}
    change.undo_last()
    assert _open_terms() == {"meldcode_stap": (TODAY, TODAY + 7 * _DAY)}


def test_a_report_waits_for_an_answer(laid: Table) -> None:
    number = safety.open_record(laid.roos, TODAY)
    with pytest.raises(BadInput):
        safety.answered(number, TODAY)
    safety.report(number, TODAY)
    assert _open_terms()["vt_besluit"] == (TODAY, TODAY + 7 * _DAY)
    safety.answered(number, TODAY + _DAY)
    assert "vt_besluit" not in _open_terms()
    safety.close(number, TODAY + _DAY)
    safety.reopen(number)
    assert list(_open_terms()) == ["meldcode_stap"]
    safety.report(number, None)
    card = safety.record(laid.roos)
    assert card is not None
    assert card.reported_on is None


def test_whose_terms_run_out_is_only_asked_to_open_the_lane(laid: Table) -> None:
    assert safety.waiting(laid.school, TODAY) == []
    number = _marked(laid)
    safety.open_record(laid.sam, TODAY)
    assert safety.waiting(laid.school, TODAY) == [laid.roos]
    assert safety.waiting(laid.school, TODAY + 7 * _DAY) == [laid.roos, laid.sam]
    safety.close(number, TODAY)
    assert safety.waiting(laid.school, TODAY) == []


def test_closed_leaves_no_terms(laid: Table) -> None:
    number = _marked(laid)
    assert len(_open_terms()) == 2
    safety.close(number, TODAY)
    assert _open_terms() == {}
    change.undo_last()
    assert len(_open_terms()) == 2


def test_what_can_not_be_is_refused(laid: Table) -> None:
    number = safety.open_record(laid.roos, TODAY)
    with pytest.raises(BadInput):
        safety.add_step(number, StepDraft(6, TODAY))
    with pytest.raises(Missing):
        safety.add_step(99, StepDraft(1, TODAY))
    with pytest.raises(Missing):
        safety.bin_step(99)
    step = safety.add_step(number, StepDraft(1, TODAY))
    with pytest.raises(Conflict):
        safety.edit_step(step, StepDraft(2, TODAY), 7)


def test_nothing_of_it_comes_out_elsewhere(laid: Table) -> None:
    before = _everywhere(laid)
    _marked(laid)
    after = _everywhere(laid)
    assert _MARK not in repr(after)
    assert "meldcode" not in repr(after).casefold()
    assert after == before
    assert _MARK not in repr(list(AuditLog.select().dicts()))
    assert deadlines.discreet(laid.school, TODAY) == 2
    news = since.gather(laid.school, TODAY, (0, 3)).news
    (hidden,) = [item for item in news if "afgeschermd" in item.what]
    assert hidden.about == ""
    assert _MARK not in repr(news)
    assert "meldcode" not in repr(news).casefold()


def _everywhere(laid: Table) -> list[object]:
    """What search, the lists of terms, the story, the glance, the route, the file and the agenda say about Roos."""
    return [
        search.find(laid.school, _MARK),
        search.find(laid.school, "Roos"),
        deadlines.deadlines(laid.school),
        deadlines.deadlines(laid.school, done=True),
        deadlines.deadlines(laid.school, pupil_id=laid.roos),
        timeline.page(laid.roos, TODAY),
        glance.glance(laid.roos, TODAY),
        route.route(laid.roos, TODAY),
        dossier.dossier(laid.roos),
        agenda.text_for(Conversation.get_by_id(laid.overleg)),
    ]


def test_a_record_and_its_first_step_are_one_write(laid: Table) -> None:
    with pytest.raises(BadText):
        safety.begin(laid.roos, TODAY, StepDraft(1, TODAY, facts="a" * (NOTE_LIMIT + 1)))
    assert safety.records(laid.roos) == [], "no record without a step"
    assert _open_terms() == {}
    safety.begin(laid.roos, TODAY, StepDraft(1, TODAY, next_on=TODAY + _DAY))
    safety.begin(laid.roos, TODAY, StepDraft(2, TODAY, next_on=TODAY + 2 * _DAY))
    (card,) = safety.records(laid.roos)
    assert [row.step for row in card.steps] == [1, 2]
    assert _open_terms() == {"meldcode_stap": (TODAY, TODAY + 2 * _DAY)}
    change.undo_last()
    change.undo_last()
    assert (safety.records(laid.roos), _open_terms()) == ([], {})


def test_a_record_in_the_bin_has_no_terms_and_undo_brings_all_back(laid: Table) -> None:
    number = _marked(laid)
    before, terms = safety.records(laid.roos)[0].steps, _open_terms()
    safety.bin_record(number)
    assert (safety.records(laid.roos), _open_terms()) == ([], {})
    change.undo_last()
    assert (safety.records(laid.roos)[0].steps, _open_terms()) == (before, terms)


def test_its_terms_can_not_be_touched_from_the_list_of_terms(laid: Table) -> None:
    _marked(laid)
    for row in Deadline.select().where(Deadline.subject.startswith("meldcode:")):
        with pytest.raises(Missing):
            deadlines.set_done(row.id, True, TODAY)
    with pytest.raises(BadInput):
        deadlines.add(laid.school, DeadlineDraft("meldcode_stap", TODAY, laid.roos))


def test_no_other_part_of_the_program_knows_the_tables() -> None:
    names = ("SafetyRecord", "SafetyStep", "safety_record", "safety_step", "import safety", "store.safety")
    root = Path(ibtui.__file__).parent
    found = {
        path.name
        for path in root.rglob("*.py")
        if path.parent.name not in ("practice", "models")
        and any(name in path.read_text("utf-8") for name in names)
    }
    assert found - _MAY_NAME_THEM == set()


def test_a_pupil_in_the_bin_has_no_hidden_term(laid: Table) -> None:
    safety.open_record(laid.roos, TODAY)
    later = TODAY + 30 * _DAY
    assert (deadlines.discreet(laid.school, later), safety.waiting(laid.school, later)) == (1, [laid.roos])
    pupils.bin_pupil(laid.roos)
    assert (deadlines.discreet(laid.school, later), safety.waiting(laid.school, later)) == (0, [])
    change.undo_last()
    assert deadlines.discreet(laid.school, later) == 1
