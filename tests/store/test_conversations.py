"""The week and its conversations."""

import datetime as dt
from dataclasses import replace

import pytest

from ibtui.care.words import Audience, ConversationKind, ConversationStatus, MinutesStatus, Presence
from ibtui.errors import BadInput, BadText, Conflict, Missing
from ibtui.store import actions, concerns, conversations, minutes
from ibtui.store.change import undo_last
from ibtui.store.concerns import ConcernDraft
from ibtui.store.conversations import ConversationDraft, ConversationRow
from ibtui.store.schools import SchoolInfo
from tests.store.conftest import counted
from tests.store.table import FRIDAY, TODAY, Table, lay

MONDAY = dt.date(2026, 11, 23)


@pytest.fixture
def table(school: SchoolInfo) -> Table:
    return lay(school.id)


def row(conversation_id: int) -> ConversationRow:
    return conversations.conversation(conversation_id).row


def plan(table: Table, day: dt.date, start: dt.time | None = None, duration: int = 0) -> int:
    draft = ConversationDraft(ConversationKind.OTHER, day, start, duration, group_id=table.group)
    return conversations.add_conversation(table.school, draft)


def draft_of(card: conversations.ConversationCard) -> ConversationDraft:
    """What a form would hold when it opens on this conversation."""
    row = card.row
    return ConversationDraft(
        row.kind, row.day, row.start, row.duration, row.place, row.purpose, row.pupil_ids, row.group_id,
        tuple(seat.person_id for seat in card.seats if seat.person_id is not None),
        row.concern_id, row.planned, row.status, row.audience,
    )  # fmt: skip


# --- the week ---


def test_a_week_is_by_day_and_start_and_what_has_no_time_comes_last(table: Table) -> None:
    loose, early = plan(table, TODAY), plan(table, TODAY, dt.time(8, 30))
    monday, sunday = plan(table, MONDAY), plan(table, MONDAY + dt.timedelta(days=6))
    plan(table, MONDAY - dt.timedelta(days=1))
    plan(table, MONDAY + dt.timedelta(days=7))
    assert [one.id for one in conversations.week(table.school, MONDAY)] == [
        monday, early, table.overleg, loose, sunday,
    ]  # fmt: skip


def test_a_row_says_what_it_is_about(table: Table) -> None:
    def about(**fields: object) -> str:
        made = replace(ConversationDraft(ConversationKind.OTHER, TODAY), **fields)  # type: ignore[arg-type]
        return row(conversations.add_conversation(table.school, made)).about

    assert about(pupil_ids=(table.roos,)) == "Roos van Dijk"
    assert about(pupil_ids=(table.roos, table.sam), group_id=table.group) == "Roos van Dijk en Sam Hof"
    assert about(group_id=table.group, person_ids=(table.ans,)) == "groep 3/4/5"
    assert about(person_ids=(table.ans, table.doctor)) == "juf Ans en GGD, jeugdarts"
    assert about() == ""


def test_a_row_counts_the_invited_and_what_is_still_to_do(table: Table) -> None:
    text = minutes.start(table.overleg)
    minutes.save(text.id, "! @ans: oefent\n! ik: bel de GGD", text.version)
    first = actions.of_conversation(table.overleg)[0]
    actions.set_done(first.id, True, TODAY)
    seen = row(table.overleg)
    assert (seen.invited, seen.open_actions) == (3, 1)


def test_a_row_knows_its_latest_minutes(table: Table) -> None:
    assert (row(table.overleg).minutes_id, row(table.overleg).minutes_status) == (None, None)
    text = minutes.start(table.overleg)
    assert not row(table.overleg).has_text, "headings alone are no text"
    minutes.save(text.id, f"{text.text}\nRoos leest", text.version)
    assert row(table.overleg).has_text
    minutes.fix(text.id)
    newer = minutes.correct(text.id)
    assert (row(table.overleg).minutes_id, row(table.overleg).minutes_status) == (newer, MinutesStatus.DRAFT)


@pytest.mark.parametrize(
    ("start", "duration", "overlaps"),
    [
        (dt.time(13, 59), 0, True),
        (dt.time(14, 0), 0, False),
        (dt.time(12, 30), 0, False),  # unsaid: half an hour
        (dt.time(12, 31), 0, True),
        (dt.time(9, 0), 600, True),
        (None, 600, False),
    ],
)
def test_overlapping_times_are_seen(
    table: Table, start: dt.time | None, duration: int, overlaps: bool
) -> None:
    other = plan(table, TODAY, start, duration)
    assert (row(other).overlaps, row(table.overleg).overlaps) == (overlaps, overlaps)
    conversations.cancel(other)
    assert not row(table.overleg).overlaps


def test_two_short_talks_in_one_long_one_are_not_in_each_others_way(table: Table) -> None:
    plan(table, FRIDAY, dt.time(9), 180)
    first, second = plan(table, FRIDAY, dt.time(9, 30)), plan(table, FRIDAY, dt.time(11, 30))
    assert all(one.overlaps for one in conversations.week(table.school, MONDAY) if one.id in (first, second))


def test_a_week_asks_a_fixed_number_of_queries(table: Table) -> None:
    def asked() -> int:
        with counted() as seen:
            conversations.week(table.school, MONDAY)
        return len(seen)

    plan(table, TODAY, dt.time(9))
    few = asked()
    for hour in range(8, 16):
        made = plan(table, FRIDAY, dt.time(hour))
        conversations.invite(made, table.ans)
        minutes.start(made)
    assert asked() == few <= 8


# --- one conversation ---


def test_a_card_has_the_seats_the_pupils_and_the_action_items(table: Table) -> None:
    card = conversations.conversation(table.overleg)
    assert [(seat.name, seat.function, seat.organisation) for seat in card.seats] == [
        ("Fleur van Dijk", "ouder/verzorger", ""),
        ("Ans de Boer", "leerkracht", ""),
        ("GGD, jeugdarts", "jeugdarts", "GGD"),
    ]
    assert [pupil.name for pupil in card.pupils] == ["Roos van Dijk"]
    assert card.actions == ()


def test_only_a_guardian_who_gets_minutes_is_marked_for_a_copy(table: Table) -> None:
    conversations.invite(table.overleg, table.father)
    copies = {seat.person_id: seat.gets_copy for seat in conversations.seats(table.overleg)}
    assert copies == {table.mother: True, table.ans: False, table.doctor: False, table.father: False}


def test_guardians_and_teachers_are_proposed_but_not_invited(table: Table) -> None:
    proposed = conversations.suggested_people(table.school, (table.roos,), None)
    assert [person.id for person in proposed] == [table.mother, table.father, table.ans]
    alone = ConversationDraft(ConversationKind.PARENT_TALK, TODAY, pupil_ids=(table.roos,))
    assert row(conversations.add_conversation(table.school, alone)).invited == 0


def test_in_a_kindgesprek_the_child_has_a_seat(table: Table) -> None:
    talk = ConversationDraft(ConversationKind.CHILD_TALK, TODAY, pupil_ids=(table.roos,))
    seats = conversations.seats(conversations.add_conversation(table.school, talk))
    assert [(seat.pupil_id, seat.name, seat.function) for seat in seats] == [
        (table.roos, "Roos van Dijk", "leerling")
    ]


def test_who_is_named_for_a_talk_that_was_held_was_there(table: Table) -> None:
    held = ConversationDraft(
        ConversationKind.PHONE, TODAY, person_ids=(table.doctor,), status=ConversationStatus.HELD
    )
    seats = conversations.seats(conversations.add_conversation(table.school, held))
    assert [seat.presence for seat in seats] == [Presence.PRESENT]


def test_the_one_open_concern_of_the_one_pupil_is_linked(table: Table) -> None:
    concern = concerns.add_concern(table.school, ConcernDraft("lezen", "leest traag", table.roos), TODAY)
    about_roos = ConversationDraft(ConversationKind.PARENT_TALK, TODAY, pupil_ids=(table.roos,))
    assert row(conversations.add_conversation(table.school, about_roos)).concern_id == concern
    both = replace(about_roos, pupil_ids=(table.roos, table.sam))
    assert row(conversations.add_conversation(table.school, both)).concern_id is None
    concerns.add_concern(table.school, ConcernDraft("gedrag", "druk", table.roos), TODAY)
    assert row(conversations.add_conversation(table.school, about_roos)).concern_id is None


def test_private_notes_are_in_the_week_and_expire(table: Table) -> None:
    note = ConversationDraft(ConversationKind.NOTE, TODAY, audience=Audience.PRIVATE)
    made = conversations.add_conversation(table.school, note)
    seen = {one.id: one.audience for one in conversations.week(table.school, MONDAY)}
    assert seen[made] == Audience.PRIVATE


def test_a_pupils_conversations_have_the_newest_first(table: Table) -> None:
    later = ConversationDraft(ConversationKind.PARENT_TALK, FRIDAY, pupil_ids=(table.roos,))
    made = conversations.add_conversation(table.school, later)
    assert [one.id for one in conversations.of_pupil(table.roos)] == [made, table.overleg]
    assert conversations.of_pupil(table.sam) == []


# --- changing ---


def test_editing_changes_pupils_and_seats_and_keeps_presence(table: Table) -> None:
    mother = conversations.seats(table.overleg)[0]
    conversations.set_presence(mother.id, Presence.PRESENT)
    card = conversations.conversation(table.overleg)
    draft = replace(draft_of(card), pupil_ids=(table.sam,), person_ids=(table.mother, table.wim), place="ib")
    conversations.edit_conversation(table.overleg, draft, card.row.version)
    now = conversations.conversation(table.overleg)
    assert (now.row.about, now.row.place) == ("Sam Hof", "ib")
    assert [(seat.person_id, seat.presence) for seat in now.seats] == [
        (table.mother, Presence.PRESENT),
        (table.wim, Presence.INVITED),
    ]
    undo_last()
    back = conversations.conversation(table.overleg)
    assert (back.row.about, {seat.person_id for seat in back.seats}) == (
        "Roos van Dijk",
        {table.mother, table.ans, table.doctor},
    )


def test_editing_what_another_session_changed_is_refused(table: Table) -> None:
    card = conversations.conversation(table.overleg)
    conversations.move(table.overleg, FRIDAY, None)
    with pytest.raises(Conflict):
        conversations.edit_conversation(table.overleg, draft_of(card), card.row.version)
    assert row(table.overleg).day == FRIDAY


def test_its_promises_follow_a_conversation_to_another_pupil(table: Table) -> None:
    text = minutes.start(table.overleg)
    minutes.save(text.id, "! @ans: oefent", text.version)
    draft = replace(draft_of(conversations.conversation(table.overleg)), pupil_ids=(table.sam,))
    conversations.edit_conversation(table.overleg, draft)
    assert [one.about for one in actions.of_conversation(table.overleg)] == ["Sam Hof"]
    undo_last()
    assert [one.about for one in actions.of_conversation(table.overleg)] == ["Roos van Dijk"]


def test_moving_takes_dates_in_the_draft_along(table: Table) -> None:
    text = minutes.start(table.overleg)
    minutes.save(text.id, "! @ans: oefent > vr\n! ik: bel > +1w", text.version)
    called = actions.of_conversation(table.overleg)[1]
    actions.move_action(called.id, dt.date(2026, 12, 24))
    conversations.move(table.overleg, TODAY + dt.timedelta(days=7), dt.time(9))
    assert [one.due_on for one in actions.of_conversation(table.overleg)] == [
        FRIDAY + dt.timedelta(days=7),
        dt.date(2026, 12, 24),  # moved by hand
    ]
    undo_last()
    assert actions.of_conversation(table.overleg)[0].due_on == FRIDAY


@pytest.mark.parametrize("sent", [False, True])
def test_what_has_fixed_minutes_was_held(table: Table, sent: bool) -> None:
    conversations.set_held(table.overleg, True)
    begun = minutes.start(table.overleg, "- leest vlot")
    minutes.fix(begun.id)
    if sent:
        minutes.mark_sent(begun.id)
    with pytest.raises(BadInput, match="Het verslag is vastgesteld, dus het gesprek is gehouden"):
        conversations.set_held(table.overleg, False)
    planned = replace(draft_of(conversations.conversation(table.overleg)), status=ConversationStatus.PLANNED)
    with pytest.raises(BadInput, match="dus het gesprek is gehouden"):
        conversations.edit_conversation(table.overleg, planned)
    assert row(table.overleg).status == ConversationStatus.HELD


def test_held_planned_cancelled(table: Table) -> None:
    conversations.set_held(table.overleg, True)
    assert row(table.overleg).status == ConversationStatus.HELD
    conversations.set_held(table.overleg, False)
    assert row(table.overleg).status == ConversationStatus.PLANNED
    conversations.cancel(table.overleg)
    assert row(table.overleg).status == ConversationStatus.CANCELLED
    assert undo_last() == "gesprek afgezegd"
    assert row(table.overleg).status == ConversationStatus.PLANNED


def test_the_bin_takes_minutes_and_promises_along_and_gives_them_back(table: Table) -> None:
    text = minutes.start(table.overleg)
    minutes.save(text.id, "! @ans: oefent", text.version)
    conversations.bin_conversation(table.overleg)
    assert actions.open_actions(table.school, TODAY) == []
    assert minutes.list_minutes(table.school) == []
    with pytest.raises(Missing):
        conversations.conversation(table.overleg)
    with pytest.raises(Missing):
        minutes.load(text.id)
    undo_last()
    assert [one.what for one in actions.open_actions(table.school, TODAY)] == ["oefent"]
    assert minutes.load(text.id).text == "! @ans: oefent"


def test_inviting_twice_keeps_one_seat(table: Table) -> None:
    first = conversations.invite(table.overleg, table.wim)
    assert conversations.invite(table.overleg, table.wim) == first
    conversations.uninvite(first)
    assert table.wim not in {seat.person_id for seat in conversations.seats(table.overleg)}
    undo_last()
    assert table.wim in {seat.person_id for seat in conversations.seats(table.overleg)}
    assert conversations.invite_pupil(table.overleg, table.roos) == conversations.invite_pupil(
        table.overleg, table.roos
    )


def test_who_was_asked_is_present_in_one_change_and_who_called_off_is_not(table: Table) -> None:
    seats = conversations.seats(table.overleg)
    for seat in seats:
        conversations.set_presence(seat.id, Presence.INVITED)
    conversations.set_presence(seats[0].id, Presence.EXCUSED)
    assert conversations.all_present(table.overleg) == len(seats) - 1
    there = [seat.presence for seat in conversations.seats(table.overleg)]
    assert there == [Presence.EXCUSED] + [Presence.PRESENT] * (len(seats) - 1)
    assert conversations.all_present(table.overleg) == 0
    assert (
        undo_last() == "iedereen aanwezig"
    )  # the second time changed nothing, so it left nothing to take back
    assert conversations.seats(table.overleg)[1].presence == Presence.INVITED


@pytest.mark.parametrize("here", [True, False])
def test_who_comes_in_is_present_at_once(table: Table, here: bool) -> None:
    conversations.set_held(table.overleg, False)
    first = conversations.invite(table.overleg, table.wim, here=here)
    child = conversations.invite_pupil(table.overleg, table.roos, here=here)
    found = {seat.id: seat.presence for seat in conversations.seats(table.overleg)}
    assert found[first] == found[child] == (Presence.PRESENT if here else Presence.INVITED)
    assert conversations.invite(table.overleg, table.wim, here=True) == first
    assert {seat.id: seat.presence for seat in conversations.seats(table.overleg)}[first] == Presence.PRESENT


def test_what_cannot_be_is_refused_and_nothing_is_written(table: Table) -> None:
    good = ConversationDraft(ConversationKind.OTHER, TODAY)
    for bad in (replace(good, kind="feest"), replace(good, duration=-1), replace(good, status="misschien")):
        with pytest.raises(BadInput):
            conversations.add_conversation(table.school, bad)
    with pytest.raises(BadText):
        conversations.add_conversation(table.school, replace(good, purpose="x" * 201))
    assert [one.id for one in conversations.week(table.school, MONDAY)] == [table.overleg]


def test_hostile_text_is_kept_as_text(table: Table) -> None:
    nasty = "[@click=app.quit]Jan[/] \x1b]0;x\x07 % _"
    made = conversations.add_conversation(
        table.school, ConversationDraft(ConversationKind.OTHER, TODAY, purpose=nasty, place="\u202eab")
    )
    assert (row(made).purpose, row(made).place) == ("[@click=app.quit]Jan[/] ]0;x % _", "ab")


def test_a_child_that_the_talk_is_no_longer_about_leaves_the_table(table: Table) -> None:
    draft = ConversationDraft(ConversationKind.CHILD_TALK, TODAY, pupil_ids=(table.roos,))
    made = conversations.add_conversation(table.school, draft)
    conversations.edit_conversation(made, replace(draft, pupil_ids=(table.sam,)))
    assert [seat.name for seat in conversations.seats(made)] == ["Sam Hof"]
    undo_last()
    assert [seat.name for seat in conversations.seats(made)] == ["Roos van Dijk"]
