"""Minutes: one text, its promises, its revisions and its editions."""

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine

from ibtui.care.words import ActionStatus, ConversationKind, MinutesStatus
from ibtui.errors import BadInput, BadText, Conflict, Missing, StoreError
from ibtui.store import actions, bulk, conversations, minutes
from ibtui.store.actions import ActionDraft, ActionRow
from ibtui.store.change import can_undo, forget_steps, undo_last
from ibtui.store.conversations import ConversationDraft
from ibtui.store.models import ActionItem, AuditLog, Conversation, Minutes
from ibtui.store.schools import SchoolInfo
from tests.store.conftest import counted
from tests.store.table import FRIDAY, TODAY, Table, lay

OEFENT = "! @ans: oefent elke dag 10 minuten > vr"
BELT = "! moeder: belt de logopedist > +2w"


@pytest.fixture
def table(school: SchoolInfo) -> Table:
    return lay(school.id)


class Editor:
    """Types in one text, as the screen does."""

    def __init__(self, conversation_id: int) -> None:
        text = minutes.start(conversation_id)
        self.id, self.text, self.version = text.id, text.text, text.version

    def save(self, text: str) -> minutes.Saved:
        saved = minutes.save(self.id, text, self.version)
        self.text, self.version = text, saved.version
        return saved

    def items(self) -> list[ActionRow]:
        return actions.of_minutes(self.id)

    def ids(self) -> list[int]:
        return [row.id for row in self.items()]


@pytest.fixture
def editor(table: Table) -> Editor:
    return Editor(table.overleg)


# --- the text ---


def test_minutes_start_from_the_template_and_once(table: Table) -> None:
    first = minutes.start(table.overleg)
    assert "## Wat gaat er goed" in first.text
    assert (first.edition, first.status, first.day, first.about) == (
        1,
        MinutesStatus.DRAFT,
        TODAY,
        "Roos van Dijk",
    )
    assert first.working_days == (0, 3)
    assert minutes.start(table.overleg) == first == minutes.load(first.id)


def test_each_kind_of_conversation_can_be_written_down(table: Table) -> None:
    for kind in ConversationKind:
        made = conversations.add_conversation(table.school, ConversationDraft(kind, TODAY))
        assert minutes.start(made).kind == kind


def test_what_was_saved_is_there(editor: Editor) -> None:
    text = "  \n\tRoos 👩‍🏫 é [bold]x[/]\n\n% moe\n"
    version = editor.version
    saved = editor.save(text)
    assert minutes.load(editor.id).text == text
    assert (saved.version, saved.parsed.private[0].text) == (version + 1, "moe")


def test_control_characters_are_no_text(editor: Editor) -> None:
    editor.save("a\x1b]0;x\x07b\r\nc\x00")
    assert minutes.load(editor.id).text == "a]0;xb\nc"


def test_the_same_text_is_not_written(editor: Editor) -> None:
    editor.save(OEFENT)
    lines = AuditLog.select().count()
    with counted() as seen:
        again = editor.save(OEFENT)
    assert not any(sql.startswith(("UPDATE", "INSERT", "DELETE", "BEGIN")) for sql in seen)
    assert (again.version, len(again.actions), AuditLog.select().count()) == (editor.version, 1, lines)


def test_a_text_that_is_too_long_is_refused_and_loses_nothing(editor: Editor) -> None:
    editor.save("Roos leest")
    with pytest.raises(BadText):
        editor.save("x" * 200_001)
    assert minutes.load(editor.id).text == "Roos leest"


def test_two_sessions_never_overwrite_each_other(
    editor: Editor, another_session: Callable[[str], None]
) -> None:
    editor.save(OEFENT)
    another_session(
        f"UPDATE minutes SET text = 'van een ander', version = version + 1 WHERE id = {editor.id}"
    )
    with pytest.raises(Conflict):
        editor.save(f"{OEFENT}\n{BELT}")
    assert minutes.load(editor.id).text == "van een ander"
    assert len(editor.items()) == 1


def test_saving_is_no_step_for_undo(editor: Editor) -> None:
    forget_steps()
    editor.save(OEFENT)
    assert not can_undo()


def test_a_run_of_saves_is_one_line_in_the_audit_log(editor: Editor, table: Table) -> None:
    before = AuditLog.select().count()
    for number in range(5):
        editor.save(f"tekst {number}")
    assert AuditLog.select().count() == before + 1
    conversations.set_held(table.overleg, True)
    editor.save("nog iets")
    assert AuditLog.select().count() == before + 3


def test_a_text_in_the_bin_is_gone(editor: Editor) -> None:
    minutes.bin_minutes(editor.id)
    with pytest.raises(Missing):
        editor.save("x")
    assert minutes.start(minutes.start(1).conversation_id).edition == 2, (
        "an edition in the bin keeps its number"
    )


# --- promises ---


def test_promises_are_taken_from_the_text(editor: Editor, table: Table, school: SchoolInfo) -> None:
    saved = editor.save(f"## Afspraken\n{OEFENT}\n{BELT}\n! ik: mail de GGD\n! opa: leest voor > ooit")
    assert [(row.owner, row.owner_id, row.what, row.due_on) for row in saved.actions] == [
        ("juf Ans", table.ans, "oefent elke dag 10 minuten", FRIDAY),
        ("Fleur van Dijk", table.mother, "belt de logopedist", TODAY + dt.timedelta(weeks=2)),
        ("jij", school.coordinator_id, "mail de GGD", None),
        ("opa", None, "leest voor", None),
    ]
    assert {(row.about, row.conversation_id, row.minutes_id) for row in saved.actions} == {
        ("Roos van Dijk", table.overleg, editor.id)
    }
    assert saved.actions[3].due_text == "ooit"


def test_dates_are_seen_from_the_day_of_the_conversation(table: Table) -> None:
    long_ago = dt.date(2025, 3, 4)
    made = conversations.add_conversation(table.school, ConversationDraft(ConversationKind.OTHER, long_ago))
    assert Editor(made).save("! ik: bel > morgen").actions[0].due_on == dt.date(2025, 3, 5)


def test_a_promise_stays_itself_while_it_is_typed(editor: Editor) -> None:
    line = "! @ans: oefent elke dag > vr"
    seen = set()
    for end in range(3, len(line) + 1):
        editor.save(f"tekst\n{line[:end]}")
        seen.update(editor.ids())
    assert len(seen) == 1
    assert [(row.owner, row.what, row.due_on) for row in editor.items()] == [
        ("juf Ans", "oefent elke dag", FRIDAY)
    ]


def test_order_and_wording_may_change(editor: Editor) -> None:
    editor.save(f"{OEFENT}\n{BELT}")
    first, second = editor.ids()
    editor.save(f"{BELT}\n\n## Later\n{OEFENT.replace('10', '15')}\n! ik: iets nieuws")
    assert editor.ids()[:2] == [second, first]
    assert editor.items()[1].what == "oefent elke dag 15 minuten"


def test_a_new_place_is_no_change_that_stands_in_the_way_of_undo(editor: Editor) -> None:
    editor.save(f"{OEFENT}\n{BELT}")
    actions.set_done(editor.ids()[1], True, TODAY)
    editor.save(f"{BELT}\n{OEFENT}")
    undo_last()
    assert {row.status for row in editor.items()} == {ActionStatus.OPEN}


def test_a_line_that_goes_takes_its_promise_and_gives_it_back(editor: Editor) -> None:
    editor.save(f"{OEFENT}\n{BELT}")
    before = editor.ids()
    editor.save(BELT)
    assert editor.ids() == before[1:]
    editor.save(f"{BELT}\n{OEFENT}")
    assert editor.ids() == before[::-1]
    assert editor.items()[1].due_on == FRIDAY


@pytest.mark.parametrize(
    "touch",
    [
        lambda number: actions.set_done(number, True, TODAY),
        lambda number: actions.set_waiting(number, True, TODAY),
        lambda number: actions.drop_action(number, "hoeft niet"),
        lambda number: actions.move_action(number, FRIDAY + dt.timedelta(weeks=1)),
    ],
    ids=["done", "waiting", "dropped", "moved"],
)
def test_what_somebody_did_something_with_outlives_its_line(
    editor: Editor, touch: Callable[[int], None]
) -> None:
    editor.save(f"{OEFENT}\n{BELT}")
    number = editor.ids()[0]
    touch(number)
    editor.save("")
    assert editor.ids() == [number]
    status = editor.items()[0].status
    editor.save(f"nog een keer\n{OEFENT}")
    assert (editor.ids(), editor.items()[0].status) == ([number], status)


def test_what_was_reworded_by_hand_outlives_its_line_too(editor: Editor) -> None:
    editor.save(f"{OEFENT}\n{BELT}")
    number = editor.ids()[0]
    actions.edit_action(number, ActionDraft("leest thuis voor", due_on=FRIDAY))
    editor.save(BELT)
    editor.save(f"{BELT}\n! ik: iets")
    assert number in editor.ids()


def test_what_was_changed_by_hand_holds_until_its_own_line_changes(editor: Editor, table: Table) -> None:
    editor.save(f"{OEFENT}\n{BELT}")
    number = editor.ids()[0]
    later = FRIDAY + dt.timedelta(weeks=1)
    actions.edit_action(number, ActionDraft("leest thuis voor", owner_id=table.wim, due_on=later))
    editor.save(f"meer tekst\n{BELT}\n{OEFENT}\n! ik: iets")
    row = editor.items()[1]
    assert (row.id, row.what, row.owner, row.due_on) == (number, "leest thuis voor", "meester Wim", later)
    editor.save(f"meer tekst\n{BELT}\n{OEFENT.replace('> vr', '> +3w')}\n! ik: iets")
    row = editor.items()[1]
    assert (row.what, row.due_on) == ("leest thuis voor", TODAY + dt.timedelta(weeks=3))


def test_what_was_binned_by_hand_does_not_come_back_at_the_next_save(editor: Editor) -> None:
    editor.save(f"{OEFENT}\n{BELT}")
    first, second = editor.ids()
    actions.bin_action(first)
    editor.save(f"tekst erbij\n{BELT}\n{OEFENT}\n! ik: iets")
    assert first not in editor.ids()
    assert second in editor.ids()


def test_twins_stay_two(editor: Editor) -> None:
    editor.save(f"{OEFENT}\n{OEFENT}")
    one, two = editor.ids()
    actions.set_done(one, True, TODAY)
    editor.save(f"{OEFENT}\n\n{OEFENT}\n{BELT}")
    assert [row.status for row in editor.items()] == [ActionStatus.DONE, ActionStatus.OPEN, ActionStatus.OPEN]
    assert editor.ids()[:2] == [one, two]


def test_positions_that_say_nothing_are_not_trusted(editor: Editor) -> None:
    editor.save(f"{OEFENT}\n{BELT}")
    first, second = editor.ids()
    ActionItem.update(position=0).execute()
    editor.save(f"{BELT}\n{OEFENT}\n! ik: iets")
    assert editor.ids()[:2] == [second, first]


# --- who is meant ---


@pytest.mark.parametrize(
    ("who", "owner"),
    [
        ("@ans", "juf Ans"),
        ("juf Ans", "juf Ans"),
        ("Ans", "juf Ans"),
        ("@wim", "meester Wim"),  # not at the table, but at the school
        ("Wim Prins", "meester Wim"),
        ("mama", "Fleur van Dijk"),
        ("vader", "Karim Bos"),
        ("ouders", "ouders"),
        ("jeugdarts", "GGD, jeugdarts"),
        ("leerkracht", "juf Ans"),
        ("IB", "jij"),
        ("jij", "jij"),
        ("Wi", "Wi"),  # only an @ goes by first letters
        ("@nergens", "nergens"),
    ],
)
def test_the_owner_of_a_promise(editor: Editor, who: str, owner: str) -> None:
    assert editor.save(f"! {who}: doet iets").actions[0].owner == owner


def test_two_that_fit_are_nobodys_guess(table: Table, editor: Editor) -> None:
    conversations.invite(table.overleg, table.father)
    conversations.invite(table.overleg, table.wim)
    assert editor.save("! leerkracht: doet iets").actions[0].owner_id is None


def test_a_name_in_a_promise_about_a_group_says_which_pupil(table: Table) -> None:
    draft = ConversationDraft(ConversationKind.GROUP_REVIEW, TODAY, group_id=table.group)
    review = Editor(conversations.add_conversation(table.school, draft))
    saved = review.save("! @ans: test #sam\n! @ans: nieuwe plekken\n! @ans: zet #sam en #roos apart")
    assert [row.about for row in saved.actions] == ["Sam Hof", "groep 3/4/5", "groep 3/4/5"]


# --- revisions ---


def test_a_wrong_select_all_delete_can_be_taken_back_tomorrow(editor: Editor) -> None:
    whole = "Roos leest elke dag een half uur.\n" * 20
    editor.save(whole)
    editor.save("")
    assert minutes.revisions(editor.id)[0].text == whole


def test_typing_over_everything_keeps_what_was_there(editor: Editor) -> None:
    whole = "Roos leest elke dag een half uur.\n" * 20
    editor.save(whole)
    editor.save("Iets heel anders van ongeveer dezelfde lengte.\n" * 15)
    assert whole in [row.text for row in minutes.revisions(editor.id)]


def test_a_revision_at_most_each_ten_minutes(table: Table) -> None:
    with time_machine.travel(dt.datetime(2026, 11, 24, 13, 0), tick=False) as clock:
        editor = Editor(table.overleg)
        text = editor.text
        for _minute in range(31):
            clock.shift(60)
            text += "\nnog een regel van wat er gezegd is"
            editor.save(text)
        kept = minutes.revisions(editor.id)
    assert len(kept) == 3
    assert len(kept[0].text) > len(kept[1].text) > len(kept[2].text)
    assert [row.saved_at.minute for row in kept] == [29, 19, 9], "the moment at which that text was saved"


# --- editions ---


def test_fixed_minutes_are_frozen(editor: Editor) -> None:
    editor.save(OEFENT)
    minutes.fix(editor.id)
    text = minutes.load(editor.id)
    assert text.status == MinutesStatus.FIXED
    with pytest.raises(StoreError, match="vastgesteld"):
        minutes.save(editor.id, "anders", text.version)
    with pytest.raises(StoreError, match="vastgesteld"):
        minutes.fix(editor.id)
    with pytest.raises(StoreError):
        minutes.bin_minutes(editor.id)
    assert minutes.load(editor.id).text == OEFENT
    actions.set_done(editor.ids()[0], True, TODAY)  # a promise lives on
    undo_last()
    undo_last()
    assert minutes.load(editor.id).status == MinutesStatus.DRAFT


def test_only_fixed_minutes_are_sent(editor: Editor) -> None:
    with pytest.raises(StoreError, match="concept"):
        minutes.mark_sent(editor.id)
    minutes.fix(editor.id)
    minutes.mark_sent(editor.id)
    assert minutes.load(editor.id).status == MinutesStatus.SENT


def test_a_correction_is_a_new_edition_beside_the_old_one(editor: Editor, table: Table) -> None:
    editor.save(f"{OEFENT}\n{BELT}")
    before = editor.ids()
    actions.set_done(before[0], True, TODAY)
    minutes.fix(editor.id)
    newer = minutes.correct(editor.id)
    text = minutes.load(newer)
    assert (text.edition, text.status, text.text) == (2, MinutesStatus.DRAFT, f"{OEFENT}\n{BELT}")
    assert minutes.correct(editor.id) == newer, "there is one draft"
    assert minutes.start(table.overleg).id == newer
    saved = minutes.save(newer, f"{OEFENT} 2027\n{BELT}", text.version)
    assert [row.id for row in saved.actions] == before
    assert saved.actions[0].status == ActionStatus.DONE
    assert minutes.load(editor.id).text == f"{OEFENT}\n{BELT}"
    minutes.fix(newer)
    with pytest.raises(StoreError, match="nieuwere"):
        minutes.correct(editor.id)


def test_a_correction_that_is_thrown_away_gives_the_promises_back(editor: Editor) -> None:
    editor.save(OEFENT)
    minutes.fix(editor.id)
    newer = minutes.correct(editor.id)
    minutes.bin_minutes(newer)
    assert len(editor.items()) == 1
    undo_last()
    assert editor.items() == []
    undo_last()
    assert len(editor.items()) == 1
    assert minutes.load(minutes.correct(editor.id)).edition == 3


def test_what_was_thrown_away_by_hand_stays_away_in_a_new_edition(editor: Editor) -> None:
    editor.save(f"{OEFENT}\n{BELT}")
    first, second = editor.ids()
    actions.bin_action(first)
    minutes.fix(editor.id)
    newer = minutes.correct(editor.id)
    saved = minutes.save(newer, f"{OEFENT}\n{BELT}, en mailt", minutes.load(newer).version)
    assert [row.id for row in saved.actions] == [second]
    minutes.bin_minutes(newer)
    again = minutes.correct(editor.id)
    saved = minutes.save(again, f"{OEFENT}\n{BELT}\n! ik: iets", minutes.load(again).version)
    assert [row.id for row in saved.actions][:1] == [second]
    assert len(saved.actions) == 2


def test_a_line_taken_out_and_typed_again_in_a_new_edition_is_the_same_promise(editor: Editor) -> None:
    editor.save(f"{OEFENT}\n{BELT}")
    before = editor.ids()
    editor.save(OEFENT)
    minutes.fix(editor.id)
    newer = minutes.correct(editor.id)
    saved = minutes.save(newer, f"{OEFENT}\n{BELT}", minutes.load(newer).version)
    assert [row.id for row in saved.actions] == before


def test_after_a_draft_was_thrown_away_each_promise_has_its_own_line_again(editor: Editor) -> None:
    editor.save(f"{OEFENT}\n{BELT}")
    first, second = editor.ids()
    actions.set_done(first, True, TODAY)
    minutes.fix(editor.id)
    newer = minutes.correct(editor.id)
    minutes.save(newer, f"{BELT}\n! ik: iets\n{OEFENT}", minutes.load(newer).version)
    minutes.bin_minutes(newer)
    again = minutes.correct(editor.id)
    places = [(row.id, row.position, row.status) for row in actions.of_minutes(again)]
    assert places == [(first, 0, ActionStatus.DONE), (second, 1, ActionStatus.OPEN)]
    undo_last()
    assert {row.id for row in actions.of_minutes(editor.id)} >= {first, second}
    assert len(actions.of_minutes(editor.id)) == 3, "as it was: with the promise of the draft"


def test_a_draft_in_the_bin_takes_its_promises_along(editor: Editor, table: Table) -> None:
    editor.save(OEFENT)
    minutes.bin_minutes(editor.id)
    assert actions.open_actions(table.school, TODAY) == []
    undo_last()
    assert len(editor.items()) == 1


# --- the list ---


def test_the_list_has_the_newest_day_first_and_leaves_notes_out(editor: Editor, table: Table) -> None:
    editor.save(f"## Wat gaat er goed\n% moeder was moe\n- Roos leest\n{OEFENT}")
    older = minutes.from_text(
        table.school, table.sam, "telefoon", TODAY - dt.timedelta(days=9), None, "gebeld"
    )
    note = ConversationDraft(ConversationKind.NOTE, TODAY, pupil_ids=(table.sam,))
    Editor(conversations.add_conversation(table.school, note)).save("Sam slaapt slecht")
    rows = minutes.list_minutes(table.school)
    assert [(row.id, row.about, row.first_words, row.actions) for row in rows] == [
        (editor.id, "Roos van Dijk", "Roos leest", 1),
        (older, "Sam Hof", "gebeld", 0),
    ]
    assert [row.kind for row in minutes.list_minutes(table.school, text="slaapt SLECHT")] == ["notitie"]
    assert len(minutes.list_minutes(table.school, text="sam hof")) == 2
    assert minutes.list_minutes(table.school, text="100%_") == []


def test_the_list_by_status(editor: Editor, table: Table) -> None:
    assert [row.id for row in minutes.list_minutes(table.school, "concept")] == [editor.id]
    minutes.fix(editor.id)
    assert minutes.list_minutes(table.school, "concept") == []
    newer = minutes.correct(editor.id)
    assert [row.id for row in minutes.list_minutes(table.school, MinutesStatus.FIXED)] == [editor.id]
    assert [row.edition for row in minutes.list_minutes(table.school)] == [2, 1]
    assert minutes.load(newer).edition == 2


def test_the_list_asks_a_fixed_number_of_queries(table: Table) -> None:
    def asked() -> int:
        with counted() as seen:
            minutes.list_minutes(table.school, text="o")
        return len(seen)

    minutes.start(table.overleg)
    few = asked()
    for number in range(20):
        minutes.from_text(table.school, table.sam, "oudergesprek", TODAY, None, f"! ik: iets {number}")
    assert asked() == few <= 7


# --- from elsewhere ---


def test_a_text_from_elsewhere_is_a_held_conversation(table: Table) -> None:
    made = minutes.from_text(table.school, table.roos, "groot", TODAY, dt.time(13), f"{OEFENT}\r\n{BELT}")
    text = minutes.load(made)
    card = conversations.conversation(text.conversation_id)
    assert (card.row.kind, card.row.status, card.row.start) == ("groot overleg", "gehouden", dt.time(13))
    assert (card.row.pupil_ids, card.seats) == ((table.roos,), ())
    assert [row.owner for row in card.actions] == ["juf Ans", "Fleur van Dijk"]
    undo_last()
    assert Minutes.select().where(Minutes.deleted_at.is_null()).count() == 0
    assert actions.list_actions(table.school) == []


def test_what_cannot_be_leaves_nothing_behind(table: Table) -> None:
    with pytest.raises(BadInput):
        minutes.from_text(table.school, table.roos, "feest", TODAY, None, "x")
    with pytest.raises(BadText):
        minutes.from_text(table.school, table.roos, "telefoon", TODAY, None, "x" * 200_001)
    assert [row.id for row in conversations.of_pupil(table.roos)] == [table.overleg]


# --- the newest of many ---


@pytest.mark.parametrize("many", [60, 61, 1001])
def test_of_a_status_the_newest_are_given_and_whether_there_are_older_ones(
    school: SchoolInfo, many: int
) -> None:
    days = [
        TODAY - dt.timedelta(days=37 * number % 1009) for number in range(many)
    ]  # not in the order of numbers
    bulk.insert_rows({
        Conversation: [{"id": number + 1, "school": school.id, "kind": ConversationKind.PHONE, "day": day}
                       for number, day in enumerate(days)],
        Minutes: [{"conversation": number + 1, "text": "", "status": MinutesStatus.SENT} for number in range(many)],
    })  # fmt: skip
    found = minutes.newest(school.id, {MinutesStatus.SENT: 60, MinutesStatus.DRAFT: 60})
    wanted = sorted(range(many), key=lambda number: (days[number], number), reverse=True)
    assert [row.id for row in found.rows] == [number + 1 for number in wanted][:60]
    assert found.more == ({MinutesStatus.SENT} if many > 60 else frozenset())
