"""A groepsbespreking in the store: the minutes hold everything, and what belongs to a line changes with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from ibtui.care.group_review import SIGNED_UP, summary
from ibtui.care.minutes import parse
from ibtui.care.paper import build_paper
from ibtui.care.words import ConversationKind, ConversationStatus, StepKind
from ibtui.errors import BadInput, Frozen
from ibtui.store import (
    actions,
    change,
    concerns,
    conversations,
    cycle,
    group_review,
    groups,
    minutes,
    pupils,
)
from ibtui.store.concerns import ConcernDraft
from ibtui.store.conversations import ConversationDraft
from ibtui.store.cycle import StepDraft
from ibtui.store.group_review import Kid, Review
from ibtui.store.groups import GroupDraft
from ibtui.store.models import AuditLog, PupilLevel
from ibtui.store.papers import paper_facts
from ibtui.store.pupils import PupilDraft
from ibtui.store.schools import SchoolInfo
from tests.store.conftest import counted
from tests.store.table import FRIDAY, TODAY, Table, lay

NOW = dt.datetime.combine(TODAY, dt.time(13, 24))
TEMPLATE = "## Hoe gaat het met de groep\n\n## Welke kinderen bespreken we apart\n\n## Afspraken\n"


@pytest.fixture
def table(school: SchoolInfo) -> Table:
    return lay(school.id)


def loaded(table: Table, talk: int | None = None) -> Review:
    return group_review.load(table.school, table.group, talk, TODAY, (0, 3))


def begun(table: Table) -> Review:
    review = loaded(table)
    started = group_review.begin(table.school, table.group, None, NOW, TEMPLATE)
    return group_review.with_started(review, started)


def again(table: Table, review: Review) -> Review:
    return loaded(table, review.conversation_id)


def kid(review: Review, pupil: int) -> Kid:
    return next(one for one in review.kids if one.row.id == pupil)


def past_review(table: Table, day: dt.date, text: str, group: int | None = None) -> int:
    draft = ConversationDraft(
        ConversationKind.GROUP_REVIEW, day, group_id=group or table.group, status=ConversationStatus.HELD
    )
    number = conversations.add_conversation(table.school, draft)
    started = minutes.start(number, TEMPLATE)
    minutes.save(started.id, text, started.version)
    return number


# --- reading ---


def test_looking_writes_nothing_and_walks_by_year_and_name(table: Table) -> None:
    before = AuditLog.select().count()
    review = loaded(table)
    assert [one.row.first_name for one in review.kids] == ["Sam", "Roos"]  # years 4 and 5
    assert (review.conversation_id, review.text, AuditLog.select().count()) == (None, "", before)


def test_last_time_is_the_last_review_that_spoke_of_the_pupil(table: Table) -> None:
    past_review(table, dt.date(2026, 3, 10), "## Roos van Dijk\n- leest spellend\n\n## Sam Hof\n- rekent")
    past_review(table, dt.date(2026, 9, 8), "## Roos van Dijk\n- leest vlot\n% thuis druk")
    review = loaded(table)
    roos, sam = kid(review, table.roos).before, kid(review, table.sam).before
    assert roos is not None and (roos.day, roos.lines) == (
        dt.date(2026, 9, 8),
        ("- leest vlot", "% thuis druk"),
    )
    assert sam is not None and sam.lines == ("- rekent",)


def test_what_was_said_in_a_group_that_a_pupil_was_never_in_is_not_hers(table: Table) -> None:
    other = groups.add_group(table.school, GroupDraft("6"), TODAY)
    past_review(table, dt.date(2026, 9, 8), "## Roos van Dijk\n- van een andere groep", other)
    assert kid(loaded(table), table.roos).before is None


def test_a_pupil_takes_last_time_along_to_another_group(
    table: Table, another_session: Callable[[str], None]
) -> None:
    past_review(table, dt.date(2026, 6, 8), "## Roos van Dijk\n- leest vlot")
    years = "from_on = '2025-08-01', until_on = '2026-08-01'"
    another_session(f"UPDATE placement SET {years} WHERE pupil_id = {table.roos}")
    other = groups.add_group(table.school, GroupDraft("6"), TODAY)
    draft = PupilDraft("Roos", "van", "Dijk", other, "6")
    pupils.edit_pupil(table.roos, draft, dt.date(2026, 8, 1))
    review = group_review.load(table.school, other, None, TODAY, (0, 3))
    before = kid(review, table.roos).before
    assert before is not None and before.lines == ("- leest vlot",)


def test_two_children_with_one_name_never_get_each_others_lines(table: Table) -> None:
    twin = pupils.add_pupil(table.school, PupilDraft("Sam", "", "Hof", table.group, "4"), TODAY)
    past_review(
        table, dt.date(2026, 9, 8), f"## Sam Hof\n- van wie\n\n## Sam Hof (nr. {twin})\n- van de tweeling"
    )
    review = loaded(table)
    assert kid(review, table.sam).before is None
    before = kid(review, twin).before
    assert before is not None and before.lines == ("- van de tweeling",)


def test_a_group_of_thirty_asks_as_many_questions_as_one_of_two(table: Table) -> None:
    past_review(table, dt.date(2026, 9, 8), "## Roos van Dijk\n- leest vlot\n! @ans: bellen > vr")
    concerns.add_concern(table.school, ConcernDraft("lezen", "spellend", pupil_id=table.roos), TODAY)
    with counted() as few:
        loaded(table)
    for number in range(28):
        one = pupils.add_pupil(table.school, PupilDraft(f"Kind{number}", "", "Bos", table.group, "4"), TODAY)
        concerns.add_concern(table.school, ConcernDraft("lezen", "spellend", pupil_id=one), TODAY)
    with counted() as many:
        loaded(table)
    assert len(many) == len(few)


# --- which conversation ---


def test_the_review_of_today_is_gone_on_with_and_one_of_this_week_is_offered(table: Table) -> None:
    assert group_review.find(table.school, table.group, TODAY) is None
    draft = ConversationDraft(ConversationKind.GROUP_REVIEW, FRIDAY, dt.time(10), group_id=table.group)
    planned = conversations.add_conversation(table.school, draft)
    found = group_review.find(table.school, table.group, TODAY)
    assert found is not None and (found.id, found.begun) == (planned, False)
    now = begun(table).conversation_id
    found = group_review.find(table.school, table.group, TODAY)
    assert found is not None and (found.id, found.begun) == (now, True)
    tomorrow = group_review.find(table.school, table.group, TODAY + dt.timedelta(days=1))
    assert tomorrow is not None and tomorrow.id == now  # not finished yet


def test_a_new_review_has_the_teachers_at_the_table(table: Table) -> None:
    card = conversations.conversation(begun(table).conversation_id or 0)
    assert [seat.name for seat in card.seats] == ["Marit van der Veen", "Ans de Boer"]
    assert (card.row.kind, card.row.group, card.row.day) == ("groepsbespreking", "3/4/5", TODAY)


# --- writing ---


def test_a_line_stands_in_the_minutes_and_its_promise_is_about_that_pupil(table: Table) -> None:
    review = begun(table)
    group_review.add_line(review, table.roos, "leest nu vlot")
    group_review.add_line(review, table.sam, "!@ans: boekjes mee > vr")
    now = again(table, review)
    assert kid(now, table.roos).lines == ("- leest nu vlot",)
    (item,) = actions.of_conversation(review.conversation_id or 0)
    assert (item.pupil_id, item.group_id, item.owner_id, item.due_on) == (table.sam, None, table.ans, FRIDAY)


def test_what_another_session_typed_meanwhile_stays(table: Table) -> None:
    review = begun(table)
    text = minutes.load(review.minutes_id or 0)
    minutes.save(text.id, text.text + "\n- van een ander", text.version)
    group_review.add_line(review, table.roos, "leest nu vlot")
    assert "- van een ander" in again(table, review).text


def test_undo_takes_lines_back_one_by_one_with_their_promises(table: Table) -> None:
    review = begun(table)
    group_review.add_line(review, table.roos, "! @ans: eerste > vr")
    group_review.add_line(review, table.sam, "! @ans: tweede > vr")
    change.undo_last()
    group_review.add_line(review, table.sam, "! @ans: derde > vr")
    whats = {item.what: item.pupil_id for item in actions.of_conversation(review.conversation_id or 0)}
    assert whats == {"eerste": table.roos, "derde": table.sam}
    change.undo_last()
    change.undo_last()
    assert actions.of_conversation(review.conversation_id or 0) == []
    assert again(table, review).text == TEMPLATE


def test_undo_of_a_line_above_others_leaves_each_promise_its_own_line(table: Table) -> None:
    review = begun(table)
    group_review.add_line(review, table.roos, "! @ans: van Roos > vr")
    group_review.add_line(review, table.sam, "! @ans: van Sam > vr")  # Sam comes first in the walk
    change.undo_last()
    text = minutes.load(review.minutes_id or 0)
    minutes.save(text.id, text.text.replace("van Roos", "van Roos zelf"), text.version)
    (item,) = actions.of_conversation(review.conversation_id or 0)
    assert (item.what, item.pupil_id, item.position) == ("van Roos zelf", table.roos, 0)


def test_a_level_is_in_the_history_and_in_the_text_and_undo_takes_both_back(table: Table) -> None:
    review = begun(table)
    group_review.set_level(review, table.roos, 2, TODAY)
    assert pupils.pupil(table.roos).level == 2
    assert kid(again(table, review), table.roos).lines == ("- niveau 1 → 2",)
    change.undo_last()
    assert pupils.pupil(table.roos).level == 1
    assert kid(again(table, review), table.roos).lines == ()
    assert [row.level for row in PupilLevel.select().where(PupilLevel.pupil == table.roos)] == [1]
    with pytest.raises(BadInput, match="Niveau 0 is er niet"):
        group_review.set_level(review, table.roos, 0, TODAY)


def test_a_new_concern_and_its_evaluation_stand_in_the_text(table: Table) -> None:
    review = begun(table)
    draft = ConcernDraft("lezen", "leest nog spellend", pupil_id=table.roos)
    number = group_review.add_concern(review, table.school, draft, TODAY)
    group_review.evaluate_on(review, table.roos, number, dt.date(2027, 1, 19))
    now = kid(again(table, review), table.roos)
    assert now.lines == ("- nieuwe zorg: lezen, leest nog spellend", "- evaluatie lezen: di 19 jan 2027")
    assert now.concerns[0].evaluate_on == dt.date(2027, 1, 19)
    change.undo_last()
    change.undo_last()
    assert kid(again(table, review), table.roos).concerns == ()
    assert again(table, review).text == TEMPLATE


def test_a_concern_about_safety_stays_private(table: Table) -> None:
    review = begun(table)
    group_review.add_concern(
        review, table.school, ConcernDraft("veiligheid", "MARKERING", pupil_id=table.roos), TODAY
    )
    assert kid(again(table, review), table.roos).lines == ("% nieuwe zorg: veiligheid",)


def test_signing_up_twice_is_not_signing_up(table: Table) -> None:
    review = begun(table)
    assert group_review.sign_up(again(table, review), table.roos)
    assert kid(again(table, review), table.roos).lines == (SIGNED_UP,)
    assert not group_review.sign_up(again(table, review), table.roos)
    assert again(table, review).text == TEMPLATE


def test_fixed_minutes_are_refused_in_words(table: Table) -> None:
    review = begun(table)
    minutes.fix(review.minutes_id or 0)
    with pytest.raises(Frozen, match="F2"):
        group_review.add_line(review, table.roos, "nog iets")
    with pytest.raises(Frozen):
        group_review.set_level(review, table.roos, 3, TODAY)
    assert pupils.pupil(table.roos).level == 1


def test_the_end_is_held_and_marks_the_step_of_the_calendar(table: Table) -> None:
    due = TODAY - dt.timedelta(days=4)
    step = cycle.add_step(
        table.school,
        StepDraft(StepKind.GROUP_REVIEW, group_id=table.group, period="ronde 1", due_on=due),
        TODAY,
    )
    far = StepDraft(StepKind.GROUP_REVIEW, group_id=table.group, due_on=dt.date(2027, 6, 10))
    cycle.add_step(table.school, far, TODAY)
    review = again(table, begun(table))
    assert review.step is not None and review.step.id == step
    group_review.finish(review, step, TODAY)
    done = cycle.step(step)
    assert (done.done_on, done.conversation_id) == (TODAY, review.conversation_id)
    assert again(table, review).held
    change.undo_last()
    assert cycle.step(step).done_on is None
    assert not again(table, review).held


# --- headings in any minutes ---


def test_a_promise_follows_its_line_to_another_pupils_heading(table: Table) -> None:
    review = begun(table)
    group_review.add_line(review, table.roos, "! @ans: bellen > vr")
    text = minutes.load(review.minutes_id or 0)
    minutes.save(text.id, text.text.replace("## Roos van Dijk", "## Sam"), text.version)
    (item,) = actions.of_conversation(review.conversation_id or 0)
    assert item.pupil_id == table.sam


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("## Roos van Dijk\n! @ans: belt met #sam > vr", "roos"),
        ("## Roos van Dijk\n! @ans #sam: leest mee > vr", "roos"),
        ("## Afspraken\n! @ans: belt met #sam > vr", "sam"),
        ("## Afspraken\n! @ans: plan maken > vr", "group"),
        ("## Roos van Dijk\n- x\n## Afspraken\n! @ans: plan maken > vr", "group"),
    ],
)
def test_a_heading_that_is_a_pupil_goes_before_a_named_one_and_a_common_heading_is_of_the_group(
    table: Table, text: str, about: str
) -> None:
    number = past_review(table, TODAY, text)
    (item,) = actions.of_conversation(number)
    expected = {"roos": (table.roos, None), "sam": (table.sam, None), "group": (None, table.group)}
    assert (item.pupil_id, item.group_id) == expected[about]


def test_the_closing_page_the_sheet_and_the_lists_agree_whose_promise_it_is(table: Table) -> None:
    review = begun(table)
    group_review.add_line(review, table.roos, "! @ans: belt met #sam > vr")
    again_loaded = again(table, review)
    found = summary(again_loaded.text, list(review.order), review.near, TODAY)
    assert [number for number, _what in found.promises] == [table.roos]
    (item,) = actions.of_conversation(review.conversation_id or 0)
    assert item.pupil_id == table.roos
    minutes_id = item.minutes_id or 0
    sheet = build_paper(parse(again_loaded.text, TODAY), paper_facts(minutes_id, "dossier"))
    assert [one.what.startswith("Roos van Dijk: ") for one in sheet.actions] == [True]


def test_a_promise_that_names_another_follows_its_line_to_another_heading(table: Table) -> None:
    number = past_review(table, TODAY, "## Afspraken\n! @ans: belt met #sam > vr\n## Roos van Dijk\n- x")
    (item,) = actions.of_conversation(number)
    text = minutes.load(item.minutes_id or 0)
    minutes.save(text.id, "## Roos van Dijk\n- x\n! @ans: belt met #sam > vr", text.version)
    (moved,) = actions.of_conversation(number)
    assert (moved.id, moved.pupil_id) == (item.id, table.roos)


def test_what_somebody_said_by_hand_holds_when_a_heading_changes(
    table: Table, another_session: Callable[[str], None]
) -> None:
    number = past_review(table, TODAY, "## Roos van Dijk\n! @ans: bellen > vr")
    (item,) = actions.of_conversation(number)
    another_session(f"UPDATE action_item SET pupil_id = {table.sam} WHERE id = {item.id}")
    text = minutes.load(item.minutes_id or 0)
    minutes.save(text.id, text.text.replace("## Roos van Dijk", "## Samen"), text.version)
    assert actions.action(item.id).pupil_id == table.sam


def test_a_promise_that_is_cut_and_pasted_to_another_pupil_is_about_that_pupil(table: Table) -> None:
    number = past_review(table, TODAY, "## Roos van Dijk\n- x\n! @ans: bellen > vr\n\n## Sam Hof\n- y")
    (item,) = actions.of_conversation(number)
    text = minutes.load(item.minutes_id or 0)
    cut = minutes.save(text.id, text.text.replace("! @ans: bellen > vr\n", ""), text.version)
    assert actions.of_conversation(number) == []
    minutes.save(text.id, "## Roos van Dijk\n- x\n\n## Sam Hof\n! @ans: bellen > vr\n- y", cut.version)
    (back,) = actions.of_conversation(number)
    assert (back.id, back.pupil_id) == (item.id, table.sam)


# --- what two sessions, another day and earlier groups do ---


def test_two_sessions_that_begin_at_once_write_in_one_review(table: Table) -> None:
    first, second = begun(table), begun(table)
    assert (first.conversation_id, first.minutes_id) == (second.conversation_id, second.minutes_id)
    group_review.add_line(first, table.roos, "leest vlot")
    group_review.add_line(second, table.roos, "en graag")
    assert kid(again(table, first), table.roos).lines == ("- leest vlot", "- en graag")


def test_signing_up_looks_at_the_text_as_it_is_now(table: Table) -> None:
    first = again(table, begun(table))
    second = again(table, first)
    assert group_review.sign_up(first, table.roos)
    assert not group_review.sign_up(second, table.roos)
    assert kid(again(table, first), table.roos).lines == ()


def test_another_day_for_the_same_evaluation_takes_the_place_of_the_first(table: Table) -> None:
    review = begun(table)
    for day in (19, 26):
        group_review.evaluate_on(review, table.roos, None, dt.date(2027, 1, day))
    assert kid(again(table, review), table.roos).lines == ("- evaluatie di 26 jan 2027",)


def test_tomorrow_is_the_day_after_it_was_said_in_a_review_that_began_earlier(table: Table) -> None:
    review, later = begun(table), TODAY + dt.timedelta(days=2)
    line = group_review.add_line(review, table.roos, "! @ans: bellen > morgen", later)
    assert line == "! @ans: bellen > vr 27 nov"
    group_review.add_line(review, table.roos, "! @ans: mailen > di 1 dec", later)
    group_review.add_line(review, table.roos, "! @ans: zonder datum", later)
    items = {item.what: item.due_on for item in actions.of_conversation(review.conversation_id or 0)}
    assert items == {"bellen": FRIDAY, "mailen": dt.date(2026, 12, 1), "zonder datum": None}


def test_a_first_name_as_heading_is_enough_when_only_another_group_has_it_too(table: Table) -> None:
    other = groups.add_group(table.school, GroupDraft("6"), TODAY)
    pupils.add_pupil(table.school, PupilDraft("Roos", "", "Bos", other, "6"), TODAY)
    past_review(table, dt.date(2026, 9, 8), "## Roos:\n- leest vlot")
    before = kid(loaded(table), table.roos).before
    assert before is not None and before.lines == ("- leest vlot",)


# --- on the card of a pupil ---


def test_a_pupil_knows_in_which_reviews_she_was_spoken_of(table: Table) -> None:
    past_review(table, dt.date(2026, 3, 10), "## Sam Hof\n- rekent\n## Roos van Dijk\n")
    talk = past_review(
        table, dt.date(2026, 9, 8), f"- x\n## Roos van Dijk\n- vlot\n{SIGNED_UP}\n## Sam Hof\n- y"
    )
    text = next(row.id for row in minutes.list_minutes(table.school) if row.conversation_id == talk)
    (roos,) = group_review.spoken_of(table.roos)
    assert roos == group_review.SpokenOf(text, dt.date(2026, 9, 8), 1, True)
    assert [(one.day.month, one.signed_up) for one in group_review.spoken_of(table.sam)] == [
        (9, False),
        (3, False),
    ]
    assert conversations.of_pupil(table.roos)[0].kind != ConversationKind.GROUP_REVIEW


def test_who_is_spoken_of_takes_as_many_questions_for_one_review_as_for_ten(table: Table) -> None:
    past_review(table, dt.date(2026, 9, 8), "## Roos van Dijk\n- vlot")
    with counted() as few:
        group_review.spoken_of(table.roos)
    for day in range(1, 10):
        past_review(table, dt.date(2026, 10, day), "## Roos van Dijk\n- vlot")
    with counted() as many:
        assert len(group_review.spoken_of(table.roos)) == 10
    assert len(many) == len(few)


# --- the leerlingbespreking of who is signed up ---


def test_who_is_signed_up_joins_the_pupil_review_that_is_planned(table: Table) -> None:
    assert group_review.pupil_review_ahead(table.group, TODAY) is None
    draft = ConversationDraft(
        ConversationKind.PUPIL_REVIEW, FRIDAY, dt.time(10), group_id=table.group, person_ids=(table.ans,),
        pupil_ids=(table.sam,),
    )  # fmt: skip
    planned = conversations.add_conversation(table.school, draft)
    assert group_review.pupil_review_ahead(table.group, TODAY) == planned
    group_review.join(planned, [table.roos, table.sam])
    card = conversations.conversation(planned)
    assert {row.id for row in card.pupils} == {table.sam, table.roos}
    assert [seat.person_id for seat in card.seats] == [table.ans]
    change.undo_last()
    assert [row.id for row in conversations.conversation(planned).pupils] == [table.sam]


# --- on paper ---


def test_the_group_sheet_says_whose_promise_and_whose_words_it_are(table: Table) -> None:
    text = "## Roos van Dijk\n* ik lees graag\n! @ans: boekjes mee > vr\n\n## Afspraken\n! @ans: plan > vr"
    talk = past_review(table, TODAY, text)
    minutes_id = int(actions.of_conversation(talk)[0].minutes_id or 0)
    row = minutes.load(minutes_id)
    parsed = parse(row.text, TODAY)
    sheet = build_paper(parsed, paper_facts(minutes_id, "dossier"))
    assert [one.what for one in sheet.actions] == ["Roos van Dijk: boekjes mee", "plan"]
    assert sheet.child_voice == ("Roos van Dijk: ik lees graag",)
    only = build_paper(parsed, paper_facts(minutes_id, "afspraken"))
    assert [one.what for one in only.actions] == ["boekjes mee", "plan"]
