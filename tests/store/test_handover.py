"""What a successor has to know: what is open, and nothing private."""

import datetime as dt

from ibtui.care.words import ConversationKind
from ibtui.store import labels
from ibtui.store.conversations import ConversationDraft, add_conversation
from ibtui.store.handover import handover
from ibtui.store.models import (
    ActionItem,
    Agency,
    Application,
    Concern,
    Conversation,
    Deadline,
    Opp,
    Pupil,
    Referral,
    SafetyRecord,
)
from tests.store.conftest import counted
from tests.store.table import TODAY, Table


def concern(laid: Table, pupil: int, level: int, status: str = "in beeld") -> None:
    Concern.create(
        school=laid.school,
        pupil=pupil,
        category="lezen",
        summary="x",
        opened_on=TODAY,
        level=level,
        status=status,
    )


def test_pupils_from_level_3_are_named(laid: Table) -> None:
    concern(laid, laid.roos, 3)
    concern(laid, laid.sam, 2)
    concern(laid, laid.sam, 5, "gesloten")
    (group,) = handover(laid.school, TODAY).groups
    assert (group.name, group.teachers, group.pupils, group.concerns) == ("groep 3/4/5", "juf Ans", 2, 2)
    assert group.heavy == ("Roos van Dijk",)


def test_what_runs_with_its_next_term(laid: Table) -> None:
    agency = Agency.get()
    Referral.create(pupil=laid.sam, agency=agency, status="loopt")
    Referral.create(pupil=laid.sam, agency=agency, status="afgerond")
    Application.create(pupil=laid.roos, kind="arrangement", started_on=TODAY, status="toegekend")
    opp = Opp.create(pupil=laid.roos, base_on=TODAY, status="vastgesteld")
    Deadline.create(
        school=laid.school, pupil=laid.roos, rule="opp_evaluatie", base_on=TODAY, due_on=dt.date(2027, 3, 1),
        subject=f"opp:{opp.id}",
    )  # fmt: skip
    found = [(one.pupil, one.what, one.stand, one.due_on) for one in handover(laid.school, TODAY).running]
    assert found == [
        ("Roos van Dijk", "OPP", "vastgesteld", dt.date(2027, 3, 1)),
        ("Sam Hof", "verwijzing GGD", "loopt", None),
    ]


def test_coming_talks_and_own_promises_but_nothing_private(laid: Table) -> None:
    you = labels.coordinator(laid.school)
    hidden = add_conversation(
        laid.school, ConversationDraft(ConversationKind.PARENT_TALK, TODAY, pupil_ids=(laid.sam,))
    )
    Conversation.update(audience="privé").where(Conversation.id == hidden).execute()
    for what, talk in (("bellen", None), ("GEHEIM", hidden)):
        ActionItem.create(school=laid.school, owner=you, what=what, pupil=laid.roos, conversation=talk)
    ActionItem.create(school=laid.school, owner=laid.ans, what="van juf Ans", pupil=laid.roos)
    found = handover(laid.school, TODAY)
    assert [(one.kind, one.about) for one in found.talks] == [("groot overleg", "Roos van Dijk")]
    assert [one.what for one in found.promises] == ["bellen"]


def test_nothing_of_the_meldcode_and_no_one_who_left(laid: Table) -> None:
    SafetyRecord.create(pupil=laid.sam, writer="x", opened_on=TODAY)
    Deadline.create(
        school=laid.school,
        pupil=laid.sam,
        rule="meldcode_stap",
        base_on=TODAY,
        due_on=TODAY,
        subject="meldcode:1",
    )
    Referral.create(pupil=laid.sam, agency=Agency.get(), status="loopt")
    (row,) = handover(laid.school, TODAY).running
    assert (row.due_on, row.due) == (None, "")
    Pupil.update(left_on=TODAY - dt.timedelta(days=1)).where(Pupil.id == laid.sam).execute()
    assert handover(laid.school, TODAY).running == ()


def test_nothing_that_goes_to_veilig_thuis(laid: Table) -> None:
    agency = Agency.create(school=laid.school, name="Veilig Thuis Wilgenland")
    Referral.create(pupil=laid.sam, agency=agency, status="aangevraagd")
    you = labels.coordinator(laid.school)
    ActionItem.create(school=laid.school, owner=you, what="bel Veilig Thuis terug", pupil=laid.sam)
    found = handover(laid.school, TODAY)
    assert (found.running, found.promises) == ((), ())


def test_more_children_ask_no_more_queries(laid: Table) -> None:
    def queries() -> int:
        with counted() as sent:
            handover(laid.school, TODAY)
        return len(sent)

    agency = Agency.get()
    Referral.create(pupil=laid.sam, agency=agency, status="loopt")
    concern(laid, laid.sam, 4)
    before = queries()
    for _ in range(5):
        Referral.create(pupil=laid.roos, agency=agency, status="loopt")
        Opp.create(pupil=laid.roos, base_on=TODAY)
        concern(laid, laid.roos, 4)
    assert queries() == before
