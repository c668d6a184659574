"""Who was told what: lines by hand, and what follows from the file."""

import datetime as dt

import pytest

from ibtui.care.words import ConversationKind, Custody, PersonRole
from ibtui.errors import BadInput, Conflict, Missing
from ibtui.store import change, concerns, conversations, guardians, minutes, papers_got, sharing, told
from ibtui.store.guardians import GuardianDraft
from ibtui.store.models import (
    Concern,
    Conversation,
    ExportLog,
    ExportPupil,
    ExportRecipient,
    Guardianship,
    Minutes,
    Referral,
    Told,
)
from ibtui.store.people import PersonDraft
from ibtui.store.told import ToldDraft, ToTell
from tests.store.conftest import TODAY, counted
from tests.store.table import Table

DAY = dt.timedelta(days=1)


def _keys(table: Table) -> list[str]:
    return [one.key for one in told.to_tell(table.roos, TODAY)]


def _one(table: Table, start: str) -> ToTell:
    return next(one for one in told.to_tell(table.roos, TODAY) if one.key.startswith(start))


def _concern(table: Table, informed: dt.date | None = None) -> int:
    draft = concerns.ConcernDraft(
        "lezen", "Leest traag", pupil_id=table.roos, opened_on=TODAY - DAY * 9, parents_informed_on=informed
    )
    return concerns.add_concern(table.school, draft, TODAY)


def _referral(table: Table) -> int:
    draft = sharing.ReferralDraft(
        table.roos, 1, status="afgerond", answer="bril", answered_on=TODAY - DAY * 4
    )
    return sharing.add_referral(draft)


def _second_parent(table: Table) -> int:
    """Another parent with gezag."""
    person = PersonDraft(PersonRole.GUARDIAN, "Joris", "van", "Dijk")
    row = guardians.add_guardian(table.roos, GuardianDraft(person, "vader", Custody.YES))
    return int(Guardianship.get_by_id(row).person_id)


def _fixed(
    table: Table, kind: ConversationKind = ConversationKind.PARENT_TALK, days_ago: int = 6
) -> tuple[int, int]:
    """(conversation, minutes) of fixed minutes."""
    draft = conversations.ConversationDraft(
        kind, TODAY - DAY * days_ago, pupil_ids=(table.roos,), planned=False, status="gehouden"
    )
    talk = conversations.add_conversation(table.school, draft)
    begun = minutes.start(talk)
    minutes.fix(begun.id)
    return talk, begun.id


def _export(minutes_id: int, person: int, *, got: bool = True, reason: str = "") -> None:
    paper = ExportLog.create(minutes=minutes_id, audience="ouders", file_name="a.docx")
    ExportRecipient.create(export=paper, person=person, name="Fleur", got=got, reason=reason)


# --- lines by hand ---


def test_a_line_comes_back_as_it_was_filled_in(laid: Table) -> None:
    concern = _concern(laid)
    made = told.add_told(
        ToldDraft(
            laid.roos, "de uitslag", person_id=laid.doctor, purpose="meedenken", how="tel", told_on=TODAY,
            ground="toestemming", concern_id=concern,
        ),
        TODAY,
    )  # fmt: skip
    row = told.told(made)
    assert (row.who, row.what, row.purpose, row.how) == (
        "GGD, jeugdarts",
        "de uitslag",
        "meedenken",
        "telefoon",
    )
    assert (row.told_on, row.ground, row.about) == (TODAY, "toestemming", "Leest traag")
    assert row.told_by


def test_what_is_still_to_be_told_comes_first_and_then_the_newest(laid: Table) -> None:
    for what, day in (("oud", TODAY - DAY * 5), ("nieuw", TODAY), ("nog", None)):
        told.add_told(ToldDraft(laid.roos, what, name="oma", told_on=day), TODAY)
    with counted() as seen:
        assert [row.what for row in told.told_of(laid.roos)] == ["nog", "nieuw", "oud"]
    assert len(seen) == 2


@pytest.mark.parametrize(
    ("draft", "title"),
    [
        (ToldDraft(1, "  ", name="oma"), "Er staat nog niet wat je vertelt"),
        (ToldDraft(1, "iets"), "Er staat nog niet aan wie"),
        (ToldDraft(1, "iets", name="oma", told_on=TODAY + DAY), "Deze dag is nog niet geweest"),
        (ToldDraft(1, "iets", name="oma", ground="zomaar"), "De grond “zomaar” ken ik niet"),
        (ToldDraft(1, "iets", name="oma", how="rook"), "Ik ken het woord “rook” niet"),
    ],
)
def test_what_a_line_needs(laid: Table, draft: ToldDraft, title: str) -> None:
    with pytest.raises(BadInput, match=title):
        told.add_told(draft, TODAY)
    assert not told.told_of(laid.roos)


def test_edit_bin_and_undo(laid: Table) -> None:
    made = told.add_told(ToldDraft(laid.roos, "iets", name="oma"), TODAY)
    told.edit_told(made, ToldDraft(laid.roos, "iets anders", name="oma"), TODAY, version=1)
    with pytest.raises(Conflict):
        told.edit_told(made, ToldDraft(laid.roos, "te laat", name="oma"), TODAY, version=1)
    told.mark_told(made, TODAY, "mail")
    assert (told.told(made).what, told.told(made).how) == ("iets anders", "mail")
    told.bin_told(made)
    with pytest.raises(Missing):
        told.told(made)
    change.undo_last()
    change.undo_last()
    assert told.told(made).told_on is None


# --- what follows from the file ---


def test_nothing_has_to_be_told_when_all_is_told(laid: Table) -> None:
    _concern(laid, TODAY)
    assert _keys(laid) == []


def test_a_parent_with_gezag_has_to_hear_of_a_concern(laid: Table) -> None:
    concern = _concern(laid)
    (one,) = told.to_tell(laid.roos, TODAY)
    assert (one.key, one.who) == (f"zorg:{concern}:{laid.mother}", "Fleur van Dijk")
    assert (one.what, one.since) == ("zorg over lezen: Leest traag", TODAY - DAY * 9)
    made = told.tell(laid.roos, one, TODAY, "gesprek")
    assert _keys(laid) == []
    assert Concern.get_by_id(concern).parents_informed_on == TODAY
    assert told.told(made).about == "Leest traag"
    change.undo_last()
    assert Concern.get_by_id(concern).parents_informed_on is None
    assert _keys(laid) == [one.key]


def test_of_two_parents_with_gezag_both_have_to_hear_it(laid: Table) -> None:
    father = _second_parent(laid)
    concern = _concern(laid)
    assert _keys(laid) == [f"zorg:{concern}:{laid.mother}", f"zorg:{concern}:{father}"]
    told.tell(laid.roos, _one(laid, f"zorg:{concern}:{laid.mother}"), TODAY - DAY, "gesprek")
    assert Concern.get_by_id(concern).parents_informed_on is None
    assert _keys(laid) == [f"zorg:{concern}:{father}"]
    told.tell(laid.roos, _one(laid, "zorg"), TODAY, "mail")
    assert Concern.get_by_id(concern).parents_informed_on == TODAY


def test_a_closed_concern_is_no_news(laid: Table) -> None:
    concerns.close_concern(_concern(laid), "het gaat goed", TODAY)
    assert _keys(laid) == []


def test_an_answer_to_a_referral_has_to_be_told(laid: Table) -> None:
    referral = _referral(laid)
    (one,) = told.to_tell(laid.roos, TODAY)
    assert (one.key, one.what) == (f"verwijzing:{referral}:{laid.mother}", "het antwoord van GGD")
    told.tell(laid.roos, one, TODAY, "telefoon")
    assert Referral.get_by_id(referral).parents_told_on == TODAY
    assert _keys(laid) == []


def test_of_an_answer_too_both_parents_have_to_hear(laid: Table) -> None:
    _second_parent(laid)
    referral = _referral(laid)
    told.tell(laid.roos, _one(laid, "verwijzing"), TODAY, "telefoon")
    assert Referral.get_by_id(referral).parents_told_on is None
    told.tell(laid.roos, _one(laid, "verwijzing"), TODAY, "telefoon")
    assert Referral.get_by_id(referral).parents_told_on == TODAY


def test_fixed_minutes_that_a_parent_did_not_get(laid: Table) -> None:
    talk, paper = _fixed(laid)
    (one,) = told.to_tell(laid.roos, TODAY)
    assert (one.key, one.ref, one.ref_id) == (f"verslag:{talk}:{laid.mother}", "gesprek", talk)
    assert one.what == "het verslag van het oudergesprek van wo 18 nov"
    _export(paper, laid.mother)
    assert _keys(laid) == []


@pytest.mark.parametrize(("reason", "keys"), [("", 1), ("op eigen verzoek", 0)])
def test_left_out_with_a_reason_is_settled(laid: Table, reason: str, keys: int) -> None:
    _talk, paper = _fixed(laid)
    _export(paper, laid.mother, got=False, reason=reason)
    assert len(_keys(laid)) == keys


def test_minutes_that_are_down_as_sent_without_a_list_are_not_sure(laid: Table) -> None:
    _talk, paper = _fixed(laid)
    minutes.mark_sent(paper)
    assert _keys(laid) == []


@pytest.mark.parametrize(
    ("kind", "days_ago"), [(ConversationKind.OBSERVATION, 6), (ConversationKind.PARENT_TALK, 400)]
)
def test_minutes_that_no_parent_waits_for(laid: Table, kind: ConversationKind, days_ago: int) -> None:
    _fixed(laid, kind, days_ago)
    assert _keys(laid) == []


def test_a_new_edition_has_to_be_given_again(laid: Table) -> None:
    _talk, paper = _fixed(laid)
    _export(paper, laid.mother)
    again = minutes.correct(paper)
    assert _keys(laid) == [], "while it is a draft there is nothing to give"
    minutes.fix(again)
    assert len(_keys(laid)) == 1


def test_nobody_without_gezag_is_in_the_list(laid: Table) -> None:
    Guardianship.update(custody=Custody.UNKNOWN).where(Guardianship.person == laid.mother).execute()
    _concern(laid)
    _referral(laid)
    _fixed(laid)
    assert _keys(laid) == []


def test_a_line_that_waits_is_told_by_the_same_key(laid: Table) -> None:
    made = told.add_told(ToldDraft(laid.roos, "bril mag op", person_id=laid.ans), TODAY)
    (one,) = told.to_tell(laid.roos, TODAY)
    assert (one.key, one.who) == (f"verteld:{made}", "juf Ans")
    assert told.tell(laid.roos, one, TODAY, "gesprek") == made
    assert told.to_tell(laid.roos, TODAY) == []
    assert Told.select().count() == 1


def test_the_number_of_questions_to_the_store_is_fixed(laid: Table) -> None:
    with counted() as empty:
        told.to_tell(laid.roos, TODAY)
    for _ in range(3):
        _concern(laid)
        _referral(laid)
        _fixed(laid)
        told.add_told(ToldDraft(laid.roos, "iets", name="oma"), TODAY)
    with counted() as full:
        assert len(told.to_tell(laid.roos, TODAY)) == 12
    assert len(full) == len(empty)


def test_private_talks_are_no_news(laid: Table) -> None:
    talk, _paper = _fixed(laid)
    Conversation.update(audience="privé").where(Conversation.id == talk).execute()
    assert _keys(laid) == []


# --- what is said twice, taken back, or told before there was something newer ---


def test_what_somebody_else_wrote_down_in_the_meantime_is_not_written_over(laid: Table) -> None:
    _concern(laid)
    computed = _one(laid, "zorg")
    told.tell(laid.roos, computed, TODAY - DAY, "telefoon")
    told.add_told(ToldDraft(laid.roos, "bril mag op", name="oma"), TODAY)
    waiting = _one(laid, "verteld")
    told.tell(laid.roos, waiting, TODAY - DAY, "telefoon")
    for one in (computed, waiting):
        with pytest.raises(Conflict, match="al opgeschreven"):
            told.tell(laid.roos, one, TODAY, "brief")
    assert [(row.told_on, row.how) for row in told.told_of(laid.roos)] == [(TODAY - DAY, "telefoon")] * 2


def test_a_line_about_a_concern_that_is_gone_can_still_be_told(laid: Table) -> None:
    concern = _concern(laid)
    told.add_told(ToldDraft(laid.roos, "bel later", person_id=laid.mother, concern_id=concern), TODAY)
    concerns.bin_concern(concern)
    told.tell(laid.roos, _one(laid, "verteld"), TODAY, "telefoon")
    assert _keys(laid) == []


@pytest.mark.parametrize("how", ["bin", "edit"])
@pytest.mark.parametrize("what", ["zorg", "verwijzing"])
def test_a_line_that_was_a_mistake_makes_the_parent_wait_again(laid: Table, what: str, how: str) -> None:
    record = _concern(laid) if what == "zorg" else _referral(laid)
    made = told.tell(laid.roos, _one(laid, what), TODAY, "telefoon")
    row = told.told(made)
    if how == "bin":
        told.bin_told(made)
    else:
        again = ToldDraft(laid.roos, row.what, row.person_id, concern_id=row.concern_id)
        told.edit_told(made, again, TODAY, row.version)
    (one,) = told.to_tell(laid.roos, TODAY)
    assert one.person_id == laid.mother
    day = (
        Concern.get_by_id(record).parents_informed_on
        if what == "zorg"
        else Referral.get_by_id(record).parents_told_on
    )
    assert day is None
    change.undo_last()
    assert _keys(laid) == [], "and back"


def test_another_word_behind_the_line_leaves_the_answer_told(laid: Table) -> None:
    _second_parent(laid)
    referral = _referral(laid)
    made = told.tell(laid.roos, _one(laid, "verwijzing"), TODAY, "telefoon")
    row = told.told(made)
    longer = ToldDraft(laid.roos, f"{row.what}: een bril", row.person_id, how="tel", told_on=TODAY)
    told.edit_told(made, longer, TODAY, row.version)
    (one,) = told.to_tell(laid.roos, TODAY)
    assert one.person_id != laid.mother
    told.tell(laid.roos, one, TODAY, "telefoon")
    assert Referral.get_by_id(referral).parents_told_on == TODAY


def test_who_was_told_of_an_earlier_edition_waits_for_the_new_one(laid: Table) -> None:
    _talk, paper = _fixed(laid)
    Minutes.update(fixed_at=dt.datetime.combine(TODAY - DAY * 3, dt.time(9))).execute()
    told.tell(laid.roos, _one(laid, "verslag"), TODAY - DAY * 2, "telefoon")
    assert _keys(laid) == []
    minutes.fix(minutes.correct(paper))
    newest = Minutes.edition == 2
    Minutes.update(fixed_at=dt.datetime.combine(TODAY - DAY, dt.time(9))).where(newest).execute()
    assert len(_keys(laid)) == 1


def test_an_answer_is_told_a_parent_at_a_time_not_before_it_came(laid: Table) -> None:
    _second_parent(laid)
    referral, came = _referral(laid), TODAY - DAY * 4
    waiting = told.answer_to_tell(laid.roos, referral, came)
    with pytest.raises(BadInput, match="Het antwoord kwam pas op"):
        told.tell_answer(laid.roos, waiting, came, came - DAY, "gesprek")
    told.tell_answer(laid.roos, waiting[:1], came, TODAY - DAY, "gesprek")
    assert Referral.get_by_id(referral).parents_told_on is None
    assert told.answer_to_tell(laid.roos, referral, came) == waiting[1:]
    told.tell_answer(laid.roos, waiting[1:], came, TODAY, "mail")
    assert Referral.get_by_id(referral).parents_told_on == TODAY


def test_who_got_a_paper_is_named_once_whatever_is_known_of_them(laid: Table) -> None:
    talk, minutes_id = _fixed(laid)
    for audience, whom in (("instantie", "huisarts"), ("dossier", "")):  # the last is for the school itself
        paper = ExportLog.create(
            conversation=talk, minutes=minutes_id, audience=audience, recipients=whom, file_name="a.docx"
        )
        ExportPupil.create(export=paper, pupil=laid.roos, name="Roos")
        ExportRecipient.create(export=paper, name="Joris", got=False, reason="geen gezag")
    with counted() as seen:
        got = [(one.who, one.what, one.kind) for one in papers_got.papers_got(laid.roos)]
    assert got == [("huisarts", "het uittreksel", "oudergesprek")]
    assert len(seen) == 1
