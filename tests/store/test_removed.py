"""A promise that somebody did something with and whose line is gone: asked about, and three answers."""

import datetime as dt

import pytest

from ibtui.care.minutes import parse
from ibtui.care.words import ConversationKind
from ibtui.errors import Missing
from ibtui.store import actions, conversations, minutes, removed
from ibtui.store.actions import ActionDraft
from ibtui.store.change import undo_last
from ibtui.store.conversations import ConversationDraft
from ibtui.store.models import AuditLog
from ibtui.store.schools import SchoolInfo
from tests.store.table import FRIDAY, TODAY, Table, lay
from tests.store.test_harvest import BOTH, HUISARTS, LATER, LOGOPEDIST, Editor


@pytest.fixture
def table(school: SchoolInfo) -> Table:
    return lay(school.id)


@pytest.fixture
def editor(table: Table) -> Editor:
    return Editor(table.overleg)


@pytest.fixture
def gone(editor: Editor) -> int:
    """The number of a promise that was done before its line was taken out."""
    row, _other = editor.save(LOGOPEDIST, "! @ans: oefent elke dag")
    actions.set_done(row.id, True, TODAY)
    editor.save("! @ans: oefent elke dag")
    return row.id


def test_only_what_somebody_did_something_with_is_asked_about(editor: Editor, gone: int) -> None:
    assert [row.id for row in removed.orphans(editor.id)] == [gone]
    editor.save("")
    assert [row.id for row in removed.orphans(editor.id)] == [gone]


def test_kept_it_stays_in_the_lists_and_is_not_asked_about_again(
    editor: Editor, gone: int, table: Table
) -> None:
    lines = AuditLog.select().count()
    removed.keep_without_line(gone)
    assert AuditLog.select().count() == lines + 1
    assert removed.orphans(editor.id) == []
    assert gone in [row.id for row in actions.of_conversation(table.overleg)]
    assert gone in [row.id for row in actions.list_actions(table.school)]
    editor.save("nog meer tekst", "! @ans: oefent elke dag")
    editor.save("nog meer tekst", "! @ans: oefent elke week")
    assert removed.orphans(editor.id) == []
    assert actions.action(gone).status == "gedaan"
    minutes.fix(editor.id)
    assert actions.action(gone).conversation_id == table.overleg


def test_kept_and_typed_again_it_is_the_same_promise(editor: Editor, gone: int) -> None:
    removed.keep_without_line(gone)
    rows = editor.save("! @ans: oefent elke dag", LOGOPEDIST)
    assert [row.id for row in rows][1] == gone
    assert rows[1].status == "gedaan"


def test_thrown_away_and_taken_back(editor: Editor, gone: int) -> None:
    removed.bin_action(gone)
    assert removed.orphans(editor.id) == []
    with pytest.raises(Missing):
        actions.action(gone)
    undo_last()
    assert [row.id for row in removed.orphans(editor.id)] == [gone]


def test_its_line_is_put_back(editor: Editor, gone: int) -> None:
    row = actions.action(gone)
    line = removed.action_line(row)
    assert line == "! ouders: bellen de logopedist > vr"
    rows = editor.save("! @ans: oefent elke dag", line)
    assert [found.id for found in rows][1] == gone
    assert (rows[1].status, rows[1].due_on) == ("gedaan", FRIDAY)
    assert removed.orphans(editor.id) == []


@pytest.mark.parametrize(
    ("what", "due", "line"),
    [
        ("leest thuis voor", FRIDAY, "! @wim: leest thuis voor > vr"),
        ("leest thuis voor", LATER, "! @wim: leest thuis voor > vr 4 dec"),
        ("leest thuis voor", None, "! @wim: leest thuis voor"),
        ("leest > 10 minuten", None, "! @wim: leest > 10 minuten >"),
        ("belt moeder: nu", dt.date(2027, 12, 1), "! @wim: belt moeder: nu > wo 1 dec 2027"),
    ],
)
def test_what_was_changed_by_hand_comes_back_as_it_is_now(
    editor: Editor, table: Table, what: str, due: dt.date | None, line: str
) -> None:
    (row,) = editor.save("! @ans: oefent elke dag > vr")
    draft = ActionDraft(what, owner_id=table.wim, due_on=due, due_text="vr")
    actions.edit_action(row.id, draft)
    editor.save("")
    now = actions.action(row.id)
    written = removed.action_line(now)
    assert written.replace("meester Wim", "@wim") == line
    (read,) = parse(written, TODAY).actions
    assert (read.what, read.due) == (what, due)
    (back,) = editor.save("iets", written)
    assert (back.id, back.what, back.owner_id, back.due_on) == (row.id, what, table.wim, due)


@pytest.mark.parametrize("who", ["ik", "moeder", "jeugdarts", "ouders", "@nergens", "Wim Prins", ""])
def test_whoever_it_is_the_line_means_the_same_person(editor: Editor, table: Table, who: str) -> None:
    (row,) = editor.save(f"! {who}{': ' if who else ''}regelt een bril > vr")
    actions.set_waiting(row.id, True, TODAY)
    editor.save("")
    (back,) = editor.save(removed.action_line(actions.action(row.id)))
    assert (back.id, back.owner, back.owner_id) == (row.id, row.owner, row.owner_id)


@pytest.mark.parametrize("chosen", ["doctor", "mother", "ans", "coordinator"])
def test_whoever_was_chosen_by_hand_too(
    editor: Editor, table: Table, school: SchoolInfo, chosen: str
) -> None:
    (row,) = editor.save(BOTH)
    person = school.coordinator_id if chosen == "coordinator" else int(getattr(table, chosen))
    actions.edit_action(row.id, ActionDraft(row.what, owner_id=person, due_on=row.due_on))
    editor.save("")
    before = actions.action(row.id)
    (back,) = editor.save(removed.action_line(before))
    assert (back.id, back.owner_id) == (row.id, person)


def test_a_kept_promise_of_one_conversation_is_not_found_by_another(table: Table, editor: Editor) -> None:
    (row,) = editor.save(HUISARTS)
    actions.set_done(row.id, True, TODAY)
    editor.save("")
    removed.keep_without_line(row.id)
    draft = ConversationDraft(ConversationKind.OTHER, TODAY, pupil_ids=(table.roos,))
    other = Editor(conversations.add_conversation(table.school, draft))
    (found,) = other.save(HUISARTS)
    assert found.id != row.id
