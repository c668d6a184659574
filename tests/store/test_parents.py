"""Questions of parents with their term, and what parents put beside the file."""

import datetime as dt

import pytest

from ibtui.errors import BadInput, Conflict, Missing
from ibtui.store import change, minutes, parent_questions, parent_views, schools
from ibtui.store.models import AuditLog, Conversation, Deadline, Minutes
from ibtui.store.parent_questions import QuestionDraft
from ibtui.store.parent_views import ViewDraft
from tests.store.conftest import TODAY
from tests.store.table import Table

DAY = dt.timedelta(days=1)
ASKED = dt.date(2026, 11, 20)


def _terms() -> list[tuple[str, dt.date, dt.date | None]]:
    rows = Deadline.select().where(Deadline.deleted_at.is_null()).order_by(Deadline.id)
    return [(row.subject, row.due_on, row.done_on) for row in rows]


def _ask(table: Table, answered: dt.date | None = None) -> int:
    draft = QuestionDraft(table.roos, ASKED, "Mag zij een bril op?", table.mother, answered)
    return parent_questions.add_question(draft)


# --- questions ---


def test_a_question_comes_back_with_the_day_it_must_be_answered(laid: Table) -> None:
    made = _ask(laid)
    row = parent_questions.question(made)
    assert (row.asked_by, row.asked_on, row.question) == ("Fleur van Dijk", ASKED, "Mag zij een bril op?")
    assert row.due_on == dt.date(2026, 12, 4), "ten working days"
    assert _terms() == [(f"vraag:{made}", row.due_on, None)]


def test_an_answer_settles_its_term_and_undo_brings_both_back(laid: Table) -> None:
    made = _ask(laid)
    parent_questions.answer(made, TODAY, "Ja, dat mag.")
    row = parent_questions.question(made)
    you = schools.current().coordinator_name
    assert (row.answered_on, row.answered_by, row.answer, row.due_on) == (TODAY, you, "Ja, dat mag.", None)
    assert _terms()[0][2] == TODAY
    change.undo_last()
    assert parent_questions.question(made).answered_on is None
    assert _terms()[0][2] is None


def test_one_that_was_answered_at_once_has_no_term(laid: Table) -> None:
    _ask(laid, ASKED)
    assert _terms() == []


def test_another_day_counts_again_and_the_bin_takes_the_term_along(laid: Table) -> None:
    made = _ask(laid)
    draft = QuestionDraft(laid.roos, ASKED - DAY, "Mag zij een bril op?")
    parent_questions.edit_question(made, draft, version=1)
    assert [due for _subject, due, _done in _terms()] == [dt.date(2026, 12, 3)]
    with pytest.raises(Conflict):
        parent_questions.edit_question(made, draft, version=1)
    parent_questions.bin_question(made)
    assert _terms() == []
    with pytest.raises(Missing):
        parent_questions.question(made)
    change.undo_last()
    assert len(_terms()) == 1


def test_open_questions_come_first(laid: Table) -> None:
    first, second, third = _ask(laid), _ask(laid), _ask(laid)
    parent_questions.answer(first, TODAY - DAY)
    parent_questions.answer(third, TODAY)
    assert [row.id for row in parent_questions.of_pupil(laid.roos)] == [second, third, first]


@pytest.mark.parametrize(
    ("draft", "title"),
    [
        (QuestionDraft(1, TODAY, " \n"), "Er staat nog geen vraag"),
        (QuestionDraft(1, TODAY, "?", answer="ja"), "De dag van het antwoord ontbreekt"),
        (QuestionDraft(1, TODAY, "?", answered_on=ASKED), "Het antwoord is er eerder dan de vraag"),
    ],
)
def test_what_a_question_needs(laid: Table, draft: QuestionDraft, title: str) -> None:
    with pytest.raises(BadInput, match=title):
        parent_questions.add_question(draft)
    assert parent_questions.of_pupil(laid.roos) == []


def test_one_write_is_one_line_in_the_audit_log_without_content(laid: Table) -> None:
    before = AuditLog.select().count()
    _ask(laid)
    assert AuditLog.select().count() == before + 1
    assert "bril" not in AuditLog.select().order_by(AuditLog.id.desc()).first().action


# --- views ---


def test_a_view_lies_beside_fixed_minutes_and_never_changes_them(laid: Table) -> None:
    begun = minutes.start(laid.overleg)
    minutes.save(begun.id, "- leest traag", begun.version)
    minutes.fix(begun.id)
    before = Minutes.get_by_id(begun.id).__data__
    made = parent_views.add_view(
        ViewDraft(laid.roos, TODAY, "Thuis leest\nze graag", "corr", laid.mother, laid.overleg)
    )
    (row,) = parent_views.of_conversation(laid.overleg)
    assert (row.id, row.kind, row.person) == (made, "correctie", "Fleur van Dijk")
    assert (row.text, row.about) == ("Thuis leest\nze graag", "groot overleg van di 24 nov")
    parent_views.edit_view(made, ViewDraft(laid.roos, TODAY, "Toch niet"), version=1)
    parent_views.bin_view(made)
    assert Minutes.get_by_id(begun.id).__data__ == before


def test_the_newest_view_comes_first_and_that_of_a_talk_in_its_order(laid: Table) -> None:
    for days, text in ((3, "oud"), (0, "nieuw")):
        parent_views.add_view(ViewDraft(laid.roos, TODAY - DAY * days, text, conversation_id=laid.overleg))
    assert [row.text for row in parent_views.of_pupil(laid.roos)] == ["nieuw", "oud"]
    assert [row.text for row in parent_views.of_conversation(laid.overleg)] == ["oud", "nieuw"]
    assert parent_views.of_pupil(laid.sam) == []


def test_it_lies_beside_talks_of_this_child_only_and_never_beside_a_private_note(laid: Table) -> None:
    with pytest.raises(BadInput, match="niet over deze leerling"):
        parent_views.add_view(ViewDraft(laid.sam, TODAY, "tekst", conversation_id=laid.overleg))
    Conversation.update(audience="privé").where(Conversation.id == laid.overleg).execute()
    with pytest.raises(BadInput, match="niet over deze leerling"):
        parent_views.add_view(ViewDraft(laid.roos, TODAY, "tekst", conversation_id=laid.overleg))
    with pytest.raises(BadInput, match="Er staat nog niets"):
        parent_views.add_view(ViewDraft(laid.roos, TODAY, " "))
    assert parent_views.of_pupil(laid.roos) == []
