"""The route of one pupil, and what may be told about her."""

import datetime as dt

import pytest

from ibtui.errors import Missing
from ibtui.store import (
    agencies,
    applications,
    approaches,
    change,
    concerns,
    conversations,
    may_tell,
    opps,
    pupils,
    route,
    sharing,
)
from ibtui.store.agencies import AgencyDraft
from ibtui.store.applications import ApplicationDraft
from ibtui.store.approaches import ApproachDraft
from ibtui.store.concerns import ConcernDraft
from ibtui.store.conversations import ConversationDraft
from ibtui.store.models import Agency, Approach, Conversation, Pupil
from ibtui.store.opps import OppDraft
from ibtui.store.route import RouteStep
from ibtui.store.sharing import ConsentDraft, ReferralDraft
from tests.store.conftest import TODAY, counted
from tests.store.table import Table

_DAY = dt.timedelta(days=1)
_SECRET = "KANARIEPIET"


def _agency(laid: Table) -> int:
    return int(Agency.get().id)


def _all_kinds(laid: Table, back: int) -> None:
    """One step of every kind, so many days ago."""
    day = TODAY - back * _DAY
    concern = concerns.add_concern(
        laid.school, ConcernDraft("lezen", "leest traag", laid.roos, opened_on=day), TODAY
    )
    approaches.add_approach(
        ApproachDraft(laid.roos, "extra lezen", day, concern, "3x per week", 60, by_id=laid.ans)
    )
    talk = ConversationDraft(
        "ondersteuningsteam", day, pupil_ids=(laid.roos,), purpose="hoe verder", status="gehouden"
    )
    conversations.add_conversation(laid.school, talk)
    sharing.add_referral(
        ReferralDraft(laid.roos, _agency(laid), status="aangevraagd", asked_on=day, question="gehoor?")
    )
    applications.add_application(ApplicationDraft(laid.roos, "toelaatbaarheidsverklaring", day))
    opps.add_opp(OppDraft(laid.roos, day), TODAY)


def _of(steps: list[RouteStep], ref: str) -> RouteStep:
    return next(step for step in steps if step.ref == ref)


def test_every_kind_of_step_in_the_order_of_the_ladder(laid: Table) -> None:
    _all_kinds(laid, 9)
    steps = [
        step for step in route.route(laid.roos, TODAY) if (step.ref, step.ref_id) != ("gesprek", laid.overleg)
    ]
    assert [step.ref for step in steps] == [ref for ref, _words in route.LADDER]
    assert [step.state for step in steps] == ["loopt", "loopt", "klaar", "wacht", "loopt", "loopt"]
    assert _of(steps, "zorg").title == "lezen: leest traag"
    assert _of(steps, "aanpak").detail == "3x per week · 60 minuten per week · juf Ans"
    assert _of(steps, "gesprek").detail == "hoe verder"
    assert _of(steps, "verwijzing").detail == "aangevraagd · wacht 9 dagen"
    assert _of(steps, "aanvraag").detail == "in voorbereiding · 0 van 6 stukken"
    assert _of(steps, "opp").detail == "concept · besluit over extra hulp · 0 van 1 ouders eens met de hulp"


def test_a_planned_talk_says_so_once_and_the_oldest_step_is_first(laid: Table) -> None:
    steps = route.route(laid.roos, TODAY)
    assert [(step.ref, step.title, step.state) for step in steps] == [("gesprek", "groot overleg", "gepland")]
    assert "gepland" not in steps[0].detail, "the state says it"
    _all_kinds(laid, 3)
    days = [step.day for step in route.route(laid.roos, TODAY)]
    assert days == sorted(days)
    assert route.route(laid.sam, TODAY) == []


def test_what_came_of_it_is_said(laid: Table) -> None:
    _all_kinds(laid, 9)
    steps = route.route(laid.roos, TODAY)
    approaches.end_approach(_of(steps, "aanpak").ref_id, TODAY, "leest vlotter")
    referral = sharing.referrals(pupil_id=laid.roos)[0]
    draft = ReferralDraft(
        laid.roos, referral.agency_id, status="afgerond", asked_on=referral.asked_on,
        answer="oren zijn goed", answered_on=TODAY,
    )  # fmt: skip
    sharing.edit_referral(referral.id, draft)
    tlv = _of(steps, "aanvraag").ref_id
    applications.decide(tlv, TODAY, True, "laag", valid_until=dt.date(2028, 7, 31))
    opps.fix(_of(steps, "opp").ref_id, TODAY)
    steps = route.route(laid.roos, TODAY)
    assert (_of(steps, "aanpak").state, _of(steps, "aanpak").outcome) == ("klaar", "leest vlotter")
    answered = _of(steps, "verwijzing")
    assert (answered.state, answered.outcome) == ("klaar", "oren zijn goed · nog niet verteld aan de ouders")
    assert (_of(steps, "aanvraag").state, _of(steps, "aanvraag").outcome) == ("loopt", "toegekend · laag")
    assert _of(steps, "opp").outcome == "vastgesteld op di 24 nov"
    sharing.told_parents(referral.id, TODAY)
    told = _of(route.route(laid.roos, TODAY), "verwijzing").outcome
    assert told == "oren zijn goed · verteld aan de ouders op di 24 nov"
    change.undo_last()
    assert sharing.referrals(pupil_id=laid.roos)[0].parents_told_on is None


def test_private_cancelled_and_binned_things_are_no_steps(laid: Table) -> None:
    _all_kinds(laid, 1)
    Conversation.update(audience="privé", purpose=_SECRET).where(Conversation.id != laid.overleg).execute()
    Conversation.update(status="afgezegd").where(Conversation.id == laid.overleg).execute()
    steps = route.route(laid.roos, TODAY)
    assert "gesprek" not in {step.ref for step in steps}
    assert _SECRET not in repr(steps)
    approaches.bin_approach(_of(steps, "aanpak").ref_id)
    assert "aanpak" not in {step.ref for step in route.route(laid.roos, TODAY)}


def test_as_many_queries_for_a_long_route(laid: Table) -> None:
    _all_kinds(laid, 1)
    with counted() as one:
        route.route(laid.roos, TODAY)
    for back in range(2, 8):
        _all_kinds(laid, back)
    with counted() as many:
        assert len(route.route(laid.roos, TODAY)) == 7 * 6 + 1
    assert len(one) == len(many) <= 13


def test_an_approach_with_a_last_day_to_come_still_runs(laid: Table) -> None:
    for days in (0, 1):
        number = approaches.add_approach(ApproachDraft(laid.roos, f"{days}", TODAY - 9 * _DAY))
        # a last day that is still to come was written down by an earlier ibtui
        Approach.update(until=TODAY + days * _DAY).where(Approach.id == number).execute()
    states = {step.title: step.state for step in route.route(laid.roos, TODAY) if step.ref == "aanpak"}
    assert states == {"0": "klaar", "1": "loopt"}
    assert [row.what for row in approaches.of_pupil(laid.roos)] == ["1", "0"]


def test_a_thought_of_referral_stands_at_the_day_it_was_written_down(laid: Table) -> None:
    sharing.add_referral(ReferralDraft(laid.roos, _agency(laid)))
    step = _of(route.route(laid.roos, TODAY), "verwijzing")
    assert (step.state, step.detail) == ("wacht", "overwogen")


def test_the_five_fields_of_a_handing_over_come_back(laid: Table) -> None:
    draft = ConsentDraft(
        laid.roos, _agency(laid), laid.mother, "onderwijskundig rapport", "overstap", TODAY,
        seen_on=TODAY, content_agreed="n", reason_not_agreed="mist de toetsen", transfer_agreed="ja",
    )  # fmt: skip
    sharing.add_consent(draft)
    (row,) = sharing.consents(TODAY, pupil_id=laid.roos)
    assert (row.seen, row.seen_on, row.content_agreed) == (True, TODAY, "nee")
    assert (row.reason_not_agreed, row.transfer_agreed) == ("mist de toetsen", "ja")


def test_the_agencies_with_a_referral_come_first(laid: Table) -> None:
    ggd = _agency(laid)
    other = agencies.add_agency(laid.school, AgencyDraft("Aandacht"))
    asked = agencies.add_agency(laid.school, AgencyDraft("SWV Oefenland", "samenwerkingsverband"))
    sharing.add_referral(ReferralDraft(laid.roos, asked, status="loopt", asked_on=TODAY))
    sharing.add_consent(ConsentDraft(laid.roos, ggd, laid.mother, "het verslag", "onderzoek", TODAY))
    with counted() as seen:
        found = may_tell.for_agencies(laid.roos, TODAY)
    assert len(seen) == 6
    assert [(one.agency_id, one.why_here) for one in found] == [
        (asked, "verwijzing loopt"), (ggd, "toestemming"), (other, ""),
    ]  # fmt: skip
    assert [one.verdict.yes for one in found] == [False, True, False]
    assert found[1].verdict.what == "het verslag"


def test_a_legal_ground_and_a_consent_of_a_parent_without_custody(laid: Table) -> None:
    ggd = _agency(laid)
    sharing.add_consent(ConsentDraft(laid.roos, ggd, laid.father, "alles", "", TODAY))
    assert not may_tell.for_agency(laid.roos, ggd, TODAY).verdict.yes
    assert may_tell.for_agency(laid.roos, ggd, TODAY, "nood").verdict.yes
    with pytest.raises(Missing):
        may_tell.for_agency(laid.roos, 99, TODAY)
    pupils.bin_pupil(laid.roos)
    with pytest.raises(Missing):
        may_tell.for_agency(laid.roos, ggd, TODAY)


def test_a_child_of_twelve_is_asked_too(laid: Table) -> None:
    ggd = _agency(laid)
    sharing.add_consent(ConsentDraft(laid.roos, ggd, laid.mother, "het verslag", "", TODAY))
    Pupil.update(birth_date=dt.date(2014, 11, 24)).execute()
    assert (
        "Het kind is 12: vraag het ook aan het kind."
        in may_tell.for_agency(laid.roos, ggd, TODAY).verdict.careful
    )
    Pupil.update(birth_date=dt.date(2014, 11, 25)).execute()
    assert len(may_tell.for_agency(laid.roos, ggd, TODAY).verdict.careful) == 1


def test_each_parent_by_custody(laid: Table) -> None:
    found = may_tell.for_guardians(laid.roos)
    assert [(one.person_id, one.verdict.yes) for one in found] == [(laid.mother, True), (laid.father, False)]
