"""Action items keep who they are when their lines are cut, joined, moved, lost and found again."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ibtui.care.minutes import parse
from ibtui.care.words import ActionStatus, ConversationKind
from ibtui.store import actions, conversations, minutes, removed
from ibtui.store.actions import ActionDraft, ActionRow
from ibtui.store.change import undo_last
from ibtui.store.conversations import ConversationDraft
from ibtui.store.models import ActionItem
from ibtui.store.schools import SchoolInfo
from tests.store.table import FRIDAY, TODAY, Table, lay

BOTH = "! ouders: bellen de logopedist en de huisarts > vr"
LOGOPEDIST = "! ouders: bellen de logopedist > vr"
HUISARTS = "! ouders: bellen de huisarts > vr"
LATER = FRIDAY + dt.timedelta(weeks=1)


class Editor:
    """Types in one text, as the screen does."""

    def __init__(self, conversation_id: int) -> None:
        text = minutes.start(conversation_id)
        self.id, self.version = text.id, text.version

    def save(self, *lines: str) -> list[ActionRow]:
        saved = minutes.save(self.id, "\n".join(lines), self.version)
        self.version = saved.version
        return list(saved.actions)

    def ids(self) -> list[int]:
        return [row.id for row in actions.of_minutes(self.id)]


@pytest.fixture
def table(school: SchoolInfo) -> Table:
    return lay(school.id)


@pytest.fixture
def editor(table: Table) -> Editor:
    return Editor(table.overleg)


def _age(number: int, day: dt.datetime) -> None:
    ActionItem.update(created_at=day).where(ActionItem.id == number).execute()


# --- one line becomes two ---


def test_the_part_most_alike_stays_the_promise(editor: Editor) -> None:
    (before,) = editor.save(BOTH)
    first, second = editor.save(LOGOPEDIST, HUISARTS)
    assert first.id == before.id
    assert (first.what, second.what) == ("bellen de logopedist", "bellen de huisarts")
    assert (second.note, second.moved) == ("", 0), "nothing had happened yet, so there is nothing to tell"


def test_a_part_is_as_old_and_as_often_moved_as_the_whole(editor: Editor) -> None:
    (before,) = editor.save(BOTH)
    long_ago = dt.datetime(2026, 9, 1, 13, 0)
    _age(before.id, long_ago)
    actions.move_action(before.id, LATER)
    first, second = editor.save(LOGOPEDIST, HUISARTS)
    assert (first.id, first.moved, first.due_on) == (before.id, 1, LATER)
    assert (second.moved, second.due_on) == (1, LATER)
    assert second.note == "Afgesplitst van: bellen de logopedist en de huisarts"
    assert ActionItem.get_by_id(second.id).created_at == long_ago


def test_a_first_date_given_by_hand_stays_although_it_is_no_move(editor: Editor, table: Table) -> None:
    (before,) = editor.save("! ouders: bellen de huisarts")
    actions.move_action(before.id, LATER)
    assert actions.action(before.id).moved == 0
    conversations.move(table.overleg, FRIDAY, None)
    (same,) = editor.save("! ouders: bellen de huisarts morgenvroeg")
    assert (same.id, same.due_on) == (before.id, LATER)
    editor.save("")
    assert actions.action(before.id).due_on == LATER, "somebody did something with it: it doesn't vanish"


def test_a_part_with_its_own_date_has_that_date(editor: Editor) -> None:
    (before,) = editor.save(BOTH)
    actions.move_action(before.id, LATER)
    _first, second = editor.save(LOGOPEDIST, "! ouders: bellen de huisarts > morgen")
    assert second.due_on == TODAY + dt.timedelta(days=1)


def test_a_part_of_what_was_done_starts_open_and_says_where_it_comes_from(editor: Editor) -> None:
    (before,) = editor.save(BOTH)
    actions.set_done(before.id, True, TODAY)
    first, second = editor.save(LOGOPEDIST, HUISARTS)
    assert (first.id, first.status, first.done_on) == (before.id, ActionStatus.DONE, TODAY)
    assert (second.status, second.done_on) == (ActionStatus.OPEN, None)
    assert second.note == "Afgesplitst van: bellen de logopedist en de huisarts (gedaan)"


def test_the_note_goes_along_to_a_part(editor: Editor) -> None:
    (before,) = editor.save(BOTH)
    actions.edit_action(
        before.id,
        ActionDraft(before.what, owner_text="ouders", due_on=before.due_on, note="moeder vroeg het"),
    )
    first, second = editor.save(LOGOPEDIST, HUISARTS)
    assert first.note == "moeder vroeg het"
    assert second.note == "Afgesplitst van: bellen de logopedist en de huisarts\nmoeder vroeg het"


def test_three_parts(editor: Editor) -> None:
    (before,) = editor.save("! ouders: bellen de logopedist, mailen juf Ans en halen de boekjes op > vr")
    actions.set_done(before.id, True, TODAY)
    rows = editor.save(
        "! ouders: bellen de logopedist > vr", "! ouders: mailen juf Ans", "! ouders: halen de boekjes op"
    )
    assert before.id in [row.id for row in rows]
    assert sorted(row.status for row in rows) == ["gedaan", "open", "open"]
    assert sum("Afgesplitst van" in row.note for row in rows) == 2


@pytest.mark.parametrize("done", [False, True])
def test_cut_with_enter_and_an_exclamation_mark_while_it_saves_all_the_time(
    editor: Editor, done: bool
) -> None:
    (before,) = editor.save(BOTH)
    actions.move_action(before.id, LATER)
    actions.set_done(before.id, done, TODAY)
    head = "! ouders: bellen de logopedist"
    tail = " en de huisarts > vr"
    editor.save(head, tail)
    for cut in range(1, len(" en ") + 1):
        editor.save(head, tail[cut:])
    for text in ("!de huisarts > vr", "! de huisarts > vr"):
        editor.save(head, text)
    for end in range(len("ouders: bellen ") + 1):
        rows = editor.save(head, f"! {'ouders: bellen '[:end]}de huisarts > vr")
    assert [row.what for row in rows] == ["bellen de logopedist", "bellen de huisarts"]
    assert rows[0].id == before.id
    assert rows[0].status == (ActionStatus.DONE if done else ActionStatus.OPEN)
    assert rows[1].status == ActionStatus.OPEN
    assert rows[1].note.startswith("Afgesplitst van: bellen de logopedist")
    assert rows[1].moved == rows[0].moved == 1
    assert len(rows) == 2


def test_a_short_head_of_what_was_done_stays_done(editor: Editor) -> None:
    (before,) = editor.save("! @ans: belt over de uitslag van het onderzoek en de vervolgafspraak met vader")
    actions.set_done(before.id, True, TODAY)
    editor.save("! @ans: belt", " over de uitslag van het onderzoek en de vervolgafspraak met vader")
    rows = editor.save("! @ans: belt", "! over de uitslag van het onderzoek en de vervolgafspraak met vader")
    assert [(row.id == before.id, row.status) for row in rows] == [(True, "gedaan"), (False, "open")]


def test_a_new_promise_under_another_is_no_part_of_it(editor: Editor) -> None:
    (before,) = editor.save(BOTH)
    actions.move_action(before.id, LATER)
    editor.save(LOGOPEDIST)
    _first, second = editor.save(LOGOPEDIST, "! @ans: oefent elke dag 10 minuten")
    assert (second.note, second.moved) == ("", 0)


def test_taking_a_cut_back_leaves_one_promise_as_it_was(editor: Editor) -> None:
    (before,) = editor.save(BOTH)
    actions.move_action(before.id, LATER)
    editor.save(LOGOPEDIST, HUISARTS)
    (row,) = editor.save(BOTH)
    assert (row.id, row.what, row.due_on, row.moved, row.note) == (before.id, before.what, LATER, 1, "")


# --- two lines become one ---


def test_two_lines_joined_are_one_promise_with_the_history_of_both(editor: Editor) -> None:
    first, second = editor.save(LOGOPEDIST, HUISARTS)
    _age(second.id, dt.datetime(2026, 9, 1, 13, 0))
    actions.move_action(second.id, LATER)
    actions.set_waiting(second.id, True, TODAY)
    (row,) = editor.save(BOTH)
    assert (row.id, row.status, row.moved) == (first.id, ActionStatus.WAITING, 1)
    assert row.note == "Samengevoegd met: bellen de huisarts"
    assert ActionItem.get_by_id(row.id).created_at == dt.datetime(2026, 9, 1, 13, 0)
    assert removed.orphans(editor.id) == []


def test_lines_joined_with_backspace(editor: Editor) -> None:
    first, second = editor.save(LOGOPEDIST, HUISARTS)
    actions.set_waiting(second.id, True, TODAY)
    (row,) = editor.save(LOGOPEDIST + HUISARTS)
    assert (row.id, row.status) == (first.id, ActionStatus.WAITING)
    rows = editor.save(LOGOPEDIST, HUISARTS)
    assert [found.id for found in rows] == [first.id, second.id], "and cut again each is itself"


def test_what_is_open_is_not_done_because_it_was_joined_with_something_done(editor: Editor) -> None:
    first, second = editor.save(LOGOPEDIST, HUISARTS)
    actions.set_done(first.id, True, TODAY)
    rows = editor.save(BOTH)
    by_id = {row.id: row for row in rows}
    assert by_id[second.id].status == ActionStatus.OPEN
    assert by_id[second.id].what == "bellen de logopedist en de huisarts"
    assert by_id[first.id].status == ActionStatus.DONE, "what is done never vanishes by itself"
    assert [row.id for row in removed.orphans(editor.id)] == [first.id]


# --- out of the text and back ---


def test_cut_and_pasted_elsewhere_with_saves_in_between(editor: Editor) -> None:
    first, second = editor.save(LOGOPEDIST, HUISARTS, "tekst")
    editor.save(HUISARTS, "tekst")
    rows = editor.save(HUISARTS, "tekst", LOGOPEDIST)
    assert [row.id for row in rows] == [second.id, first.id]


def test_what_was_moved_keeps_its_date_when_its_line_comes_back(editor: Editor) -> None:
    (before,) = editor.save(BOTH)
    actions.move_action(before.id, LATER)
    editor.save("")
    (row,) = editor.save("iets", BOTH)
    assert (row.id, row.due_on, row.moved) == (before.id, LATER, 1)


def test_reworded_by_hand_and_its_line_typed_again_is_there_once(editor: Editor, table: Table) -> None:
    (before,) = editor.save("! @ans: oefent elke dag 10 minuten > vr")
    actions.edit_action(before.id, ActionDraft("leest thuis voor", owner_id=table.wim, due_on=FRIDAY))
    editor.save("")
    (row,) = editor.save("tekst", "! @ans: oefent elke dag 10 minuten > vr")
    assert (row.id, row.what, row.owner) == (before.id, "leest thuis voor", "meester Wim")
    (row,) = editor.save("tekst", "! @ans: oefent elke dag 20 minuten > vr")
    assert (row.id, row.what) == (before.id, "oefent elke dag 20 minuten")


def test_an_owner_chosen_by_hand_outlives_its_line(editor: Editor, table: Table) -> None:
    (before,) = editor.save("! @ans: oefent elke dag > vr")
    actions.edit_action(before.id, ActionDraft(before.what, owner_id=table.wim, due_on=FRIDAY))
    editor.save("")
    assert [row.id for row in removed.orphans(editor.id)] == [before.id]


# --- undo and places ---


def test_undo_puts_no_place_back_that_has_been_taken_since(editor: Editor) -> None:
    first, second = editor.save(LOGOPEDIST, "! @ans: oefent elke dag > vr")
    actions.move_action(first.id, LATER)
    actions.set_done(second.id, True, TODAY)
    editor.save("! ik: gymtas zoeken", LOGOPEDIST, "! @ans: oefent elke dag > vr")
    undo_last()
    assert [row.position for row in actions.of_minutes(editor.id)] == [0, 1, 2]
    rows = editor.save("! ik: gymtas zoeken op zolder", LOGOPEDIST, "! @ans: oefent elke dag > vr")
    assert [row.id for row in rows][1:] == [first.id, second.id]
    assert (rows[1].due_on, rows[1].moved, rows[2].status) == (LATER, 1, "open")


def test_open_again_by_undo_after_its_line_went_it_is_asked_about(editor: Editor) -> None:
    first, _second = editor.save(LOGOPEDIST, "! @ans: oefent elke dag > vr")
    actions.set_done(first.id, True, TODAY)
    editor.save("! @ans: oefent elke dag > vr")
    undo_last()
    editor.save("! @ans: oefent elke week > vr")
    assert [(row.id, row.status) for row in removed.orphans(editor.id)] == [(first.id, "open")]


def test_two_at_one_place_lose_nothing_that_was_done_by_hand(editor: Editor, table: Table) -> None:
    lines = [LOGOPEDIST, "! @ans: oefent elke dag > vr", "! moeder: leest voor > vr"]
    first, second, third = editor.save(*lines)
    actions.move_action(first.id, LATER)
    actions.edit_action(second.id, ActionDraft("oefent elke dag met Roos", owner_id=table.wim, due_on=LATER))
    ActionItem.update(position=0).execute()
    rows = editor.save(*lines, "! ik: iets")
    assert [row.id for row in rows][:3] == [first.id, second.id, third.id]
    assert (rows[0].due_on, rows[0].moved) == (LATER, 1)
    assert (rows[1].what, rows[1].owner_id, rows[1].due_on) == (
        "oefent elke dag met Roos",
        table.wim,
        LATER,
    )


# --- what is done stays what it was ---

DONE = "! ans: belt logopedist > vr"


def _typed(editor: Editor, start: str, *ends: str) -> None:
    """Backspace and type, saved at each letter, to each of the ends in turn."""
    now = start
    for end in ends:
        while not end.startswith(now):
            now = now[:-1]
            editor.save(now)
        while now != end:
            now = end[: len(now) + 1]
            editor.save(now)


@pytest.fixture
def done(editor: Editor) -> int:
    (row,) = editor.save(DONE)
    actions.set_done(row.id, True, TODAY)
    return row.id


@pytest.mark.parametrize("settle", ["done", "dropped"])
@pytest.mark.parametrize("back_to", ["! ans: b", "! ans: belt ", "! a", "! ", ""])
def test_typed_over_letter_by_letter_it_never_becomes_another_promise_that_looks_done(
    editor: Editor, done: int, back_to: str, settle: str
) -> None:
    if settle == "dropped":
        actions.drop_action(done, "hoeft niet")
    status = actions.action(done).status
    _typed(editor, DONE, back_to, "! ans: belt ouders Sam > vr")
    new, old = actions.of_minutes(editor.id)
    assert (new.id != done, new.what, new.status) == (True, "ans: belt ouders Sam", "open")
    assert (old.id, old.what, old.status, old.due_on) == (done, "ans: belt logopedist", status, FRIDAY)
    assert [row.id for row in removed.orphans(editor.id)] == [done]
    assert removed.action_line(old) == DONE


@pytest.mark.parametrize(
    "now",
    [
        "! ans: belt logopedist maandag > vr",
        "! ans: belt de logopedist > vr",
        "! ans: belt logopediste > vr",
        "! ans: belt logopedist > ma",
        "! ans: belt logopedisten > vr",
    ],
)
def test_a_typo_or_a_word_more_leaves_it_done(editor: Editor, done: int, now: str) -> None:
    head = next(at for at in range(len(DONE)) if now[at] != DONE[at])
    more = len(now) - len(DONE)
    for end in range(head, head + more + 1):
        editor.save(now[:end] + DONE[head:])
    editor.save(now)
    (row,) = actions.of_minutes(editor.id)
    assert (row.id, row.status) == (done, "gedaan")
    assert now.startswith(f"! {row.what} > ")


@pytest.mark.parametrize("back_to", ["! ans: b", "! ", ""])
def test_taken_away_and_typed_again_it_is_still_done(editor: Editor, done: int, back_to: str) -> None:
    _typed(editor, DONE, back_to, DONE)
    (row,) = actions.of_minutes(editor.id)
    assert (row.id, row.status, row.what, row.due_on) == (done, "gedaan", "ans: belt logopedist", FRIDAY)


def test_half_taken_away_it_is_in_the_lists_as_it_was(editor: Editor, done: int) -> None:
    _typed(editor, DONE, "! ans: b")
    assert actions.action(done).what == "ans: belt logopedist"


def test_open_again_its_line_may_become_anything(editor: Editor, done: int) -> None:
    _typed(editor, DONE, "! ans: belt logo")
    actions.set_done(done, False, TODAY)
    _typed(editor, "! ans: belt logo", "! ans: belt ouders")
    (row,) = actions.of_minutes(editor.id)
    assert (row.id, row.what, row.status) == (done, "ans: belt ouders", "open")


# --- agreed ---


def test_what_was_agreed_stays_agreed_until_its_line_says_something_else(editor: Editor) -> None:
    first, second = editor.save(LOGOPEDIST, HUISARTS)
    for row in (first, second):
        actions.confirm_action(row.id, TODAY)
    rows = editor.save("tekst erboven", HUISARTS, "", LOGOPEDIST, "! ik: iets")
    assert [row.confirmed_on for row in rows] == [TODAY, TODAY, None]
    rows = editor.save(HUISARTS.replace("vr", "ma"), LOGOPEDIST.replace("ouders", "moeder"))
    assert [row.confirmed_on for row in rows] == [None, None]


def test_not_agreed_after_all(editor: Editor) -> None:
    (row,) = editor.save(BOTH)
    actions.confirm_action(row.id, TODAY)
    actions.confirm_action(row.id, None)
    assert actions.action(row.id).confirmed_on is None


# --- whatever is typed ---

_WHO = st.sampled_from(["ouders", "@ans", "ik", ""])
_WHAT = st.sampled_from(
    ["bellen de logopedist", "bellen de huisarts", "oefent elke dag 10 minuten", "mailt", "leest voor"]
)
_LINE = st.builds(
    lambda who, what, when: f"! {who}{': ' if who else ''}{what}{when}",
    _WHO, _WHAT, st.sampled_from(["", " > vr", " > +2w", " > ooit"]),
)  # fmt: skip
_EDIT = st.one_of(
    st.tuples(st.just("add"), st.integers(0, 9), _LINE),
    st.tuples(st.sampled_from(["remove", "cut", "join", "twin"]), st.integers(0, 9), st.just("")),
    st.tuples(st.just("type"), st.integers(0, 9), _WHAT),
    st.tuples(st.just("swap"), st.integers(0, 9), st.just("")),
    st.tuples(st.just("unmark"), st.integers(0, 9), st.just("")),
    st.tuples(st.sampled_from(["done", "move", "note", "agree"]), st.integers(0, 9), st.just("")),
)


def _edited(lines: list[str], kind: str, place: int, text: str) -> list[str]:
    """The text after one edit."""
    lines = list(lines)
    at = place % len(lines) if lines else 0
    if kind == "add" or not lines:
        lines.insert(at, text or "! ik: iets")
    elif kind == "remove":
        del lines[at]
    elif kind == "cut":
        middle = len(lines[at]) // 2
        lines[at : at + 1] = [lines[at][:middle], "! " + lines[at][middle:]]
    elif kind == "join":
        lines[at : at + 2] = [" ".join(lines[at : at + 2])]
    elif kind == "twin":
        lines.insert(at, lines[at])
    elif kind == "type":
        lines[at] += f" en {text}"
    elif kind == "swap":
        lines.append(lines.pop(at))
    elif kind == "unmark":
        lines[at] = lines[at][2:] if lines[at].startswith("! ") else f"! {lines[at]}"
    return lines


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(_EDIT, min_size=1, max_size=12))
def test_whatever_is_typed_no_line_is_without_item_and_nothing_done_vanishes(
    table: Table, edits: list[tuple[str, int, str]]
) -> None:
    draft = ConversationDraft(ConversationKind.OTHER, TODAY, pupil_ids=(table.roos,))
    editor = Editor(conversations.add_conversation(table.school, draft))
    lines: list[str] = [BOTH, HUISARTS]
    rows = editor.save(*lines)
    done: set[int] = set()
    for kind, place, text in edits:
        if kind in ("done", "move", "note", "agree"):
            if not rows:
                continue
            row = rows[place % len(rows)]
            if kind == "done":
                actions.set_done(row.id, True, TODAY)
                done.add(row.id)
            elif kind == "move":
                actions.move_action(row.id, LATER)
            elif kind == "agree":
                actions.confirm_action(row.id, TODAY)
            else:
                actions.edit_action(row.id, ActionDraft(row.what, owner_text="x", note="gebeld"))
            continue
        lines = _edited(lines, kind, place, text)
        rows = editor.save(*lines)
        found = parse("\n".join(lines), TODAY).actions
        placed = [row.position for row in rows if row.position >= 0]
        assert placed == list(range(len(found))), "each line has one item, and each item one line"
        assert done <= {row.id for row in rows}, "what is done is always in the list"
        assert {row.id for row in removed.orphans(editor.id)} == {row.id for row in rows if row.position < 0}
