"""`r` on a pupil: the ladder of help, with what was tried and asked."""

import pytest
from textual.pilot import Pilot

from ibtui.app import IbApp
from ibtui.care.absence import time_words
from ibtui.screens.application import ApplicationScreen
from ibtui.screens.conversation import ConversationScreen
from ibtui.screens.forms.absence import read_minutes
from ibtui.screens.opp import OppScreen
from ibtui.screens.pupil_adding import also_said
from ibtui.screens.route import RouteScreen
from ibtui.store import (
    absences,
    applications,
    approaches,
    concerns,
    conversations,
    opps,
    schools,
    sharing,
    told,
)
from ibtui.store.absences import AbsenceDraft
from ibtui.store.approaches import ApproachDraft
from ibtui.widgets.fields import FieldError
from tests.screens.conftest import TODAY, rows, said, settled, shown
from tests.screens.help_school import DAY, ROOS, all_steps, keyed, roos
from tests.store.conftest import counted

NARROW, WIDE = (80, 24), (120, 40)


async def opened(pilot: Pilot[None]) -> RouteScreen:
    """The route of Roos."""
    screen = RouteScreen(ROOS)
    await settled(pilot)
    pilot.app.push_screen(screen)
    await settled(pilot)
    return screen


async def test_empty_it_says_which_key(empty_app: IbApp) -> None:
    roos()
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        assert "nog geen hulp opgeschreven" in shown(pilot)
        assert "Druk op n" in shown(pilot)
        await keyed(pilot, "x")
        assert said(pilot) == "Kies eerst een regel met de pijltjes."


async def test_the_ladder_in_its_order_and_a_missing_step_is_no_fault(empty_app: IbApp) -> None:
    all_steps()
    opps.bin_opp(1)
    async with empty_app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        screen = shown(pilot)
        names = [
            "Zorg",
            "Aanpak in de groep",
            "Ondersteuningsteam",
            "Verwijzing",
            "Arrangement",
            "OPP  –",
            "Verzuim",
        ]
        places = [screen.index(f"\n {name}") for name in names]
        assert places == sorted(places)
        assert "2 uur 30 minuten in 4 schoolweken; bij 16 uur meld je het" in screen
        assert "!" not in screen.replace("! wacht 50 dagen", ""), (
            "only what waits too long asks for attention"
        )


async def test_a_referral_says_why_how_long_it_waits_and_whether_there_is_consent(empty_app: IbApp) -> None:
    all_steps()
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        screen = shown(pilot)
        assert "Logopedie De Brug" in screen
        assert "uitspraak" in screen
        assert "! wacht 50 dagen op antwoord" in screen
        assert "toestemming: ja" in screen
        sharing.bin_consent(1)
        await keyed(pilot, "n", "t")
        assert "toestemming: nee" in shown(pilot)


async def test_an_answer_and_that_the_parents_know_it(empty_app: IbApp) -> None:
    all_steps()
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        rows(pilot, "#list").choose("verwijzing:1")
        await keyed(pilot, "x", "a", "=wekelijks oefenen", "ctrl+s")
        assert "→ wekelijks oefenen" in shown(pilot)
        assert "! nog aan de ouders vertellen" in shown(pilot)
        row = sharing.referrals(pupil_id=ROOS)[0]
        assert (row.answered_on, row.status, row.reason) == (TODAY, "loopt", "uitspraak")
        await keyed(pilot, "x", "o", "ctrl+s")
        assert "ouders weten het antwoord sinds di 24 nov" in shown(pilot)
        await keyed(pilot, "u", "x", "k")
        assert sharing.referrals(pupil_id=ROOS)[0].status == "afgerond"
        assert sharing.referrals(pupil_id=ROOS)[0].parents_told_on is None


async def test_the_answer_is_told_a_parent_at_a_time(empty_app: IbApp) -> None:
    all_steps()
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        rows(pilot, "#list").choose("verwijzing:1")
        await keyed(pilot, "x", "o")
        assert said(pilot).startswith("Er is nog geen antwoord.")
        await keyed(pilot, "x", "a", "=wekelijks oefenen", "ctrl+s", "x", "o")
        assert "Femke van Dijk, Tom van Dijk" in shown(pilot)
        await keyed(pilot, "backspace", "ctrl+s")  # not to the father
        (line,) = told.told_of(ROOS)
        assert (line.who, line.told_on, line.how) == ("Femke van Dijk", TODAY, "gesprek")
        assert [one.who for one in told.answer_to_tell(ROOS, 1, TODAY)] == ["Tom van Dijk"]
        assert sharing.referrals(pupil_id=ROOS)[0].parents_told_on is None
        await keyed(pilot, "x", "o", "ctrl+s")
        assert len(told.told_of(ROOS)) == 2 and not told.answer_to_tell(ROOS, 1, TODAY)
        assert sharing.referrals(pupil_id=ROOS)[0].parents_told_on == TODAY
        await keyed(pilot, "x", "o")
        assert "staat bij wie weet wat" in said(pilot)


async def test_what_is_tried_with_its_effect(empty_app: IbApp) -> None:
    roos()
    school = schools.current().id
    concern = concerns.add_concern(school, concerns.ConcernDraft("lezen", "leest traag", ROOS), TODAY)
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        await keyed(pilot, "n", "a", "=samen lezen", "tab", "tab", "=elke dag", "tab", "=50", "ctrl+s")
        row = approaches.of_pupil(ROOS)[0]
        assert (row.what, row.how_often, row.minutes, row.since) == ("samen lezen", "elke dag", 50, TODAY)
        assert row.concern_id == concern, "the only open concern was proposed"
        assert rows(pilot, "#list").chosen == "aanpak:1"
        await keyed(pilot, "x", "=leest nu vlot", "ctrl+s")
        row = approaches.of_pupil(ROOS)[0]
        assert (row.until, row.effect) == (TODAY, "leest nu vlot")
        assert "✓ klaar" in shown(pilot)
        assert "→ leest nu vlot" in shown(pilot)
        assert concerns.concern(concern).row.status == "signaal", "nothing is forced"
        await keyed(pilot, "e", "end", "=!", "ctrl+s")
        row = approaches.of_pupil(ROOS)[0]
        assert (row.what, row.until, row.effect, row.concern_id) == (
            "samen lezen!",
            TODAY,
            "leest nu vlot",
            concern,
        )
        await keyed(pilot, "delete", "u")
        assert len(approaches.of_pupil(ROOS)) == 1


async def test_a_support_team_is_planned_with_those_who_belong_to_the_child(empty_app: IbApp) -> None:
    roos()
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        await keyed(pilot, "n", "o", "ctrl+s")
        card = conversations.conversation(1)
        assert (card.row.kind, card.row.status) == ("ondersteuningsteam", "gepland")
        assert shown(pilot).count("gepland") == 1, "one word for how it stands"
        assert {seat.name for seat in card.seats} >= {"Femke van Dijk", "Tom van Dijk"}
        await keyed(pilot, "enter")
        assert isinstance(pilot.app.screen, ConversationScreen)
        await keyed(pilot, "escape", "x")
        assert conversations.conversation(1).row.status == "gehouden"


@pytest.mark.parametrize(("row", "screen"), [("aanvraag:1", ApplicationScreen), ("opp:1", OppScreen)])
async def test_what_has_a_screen_of_its_own_opens_there(empty_app: IbApp, row: str, screen: type) -> None:
    all_steps()
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        rows(pilot, "#list").choose(row)
        await keyed(pilot, "enter")
        assert isinstance(pilot.app.screen, screen)
        await keyed(pilot, "delete")
        assert "weggedaan" in said(pilot)
        assert isinstance(pilot.app.screen, RouteScreen)
        assert row not in rows(pilot, "#list").ids
        await keyed(pilot, "u")
        assert row in rows(pilot, "#list").ids


async def test_an_application_is_added_with_its_papers(empty_app: IbApp) -> None:
    roos()
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        await keyed(pilot, "n", "v", "t", "tab", "=naar het sbo", "ctrl+s")
        row = applications.of_pupil(ROOS)[0]
        assert (row.kind, row.what, len(row.papers)) == ("toelaatbaarheidsverklaring", "naar het sbo", 6)
        await keyed(pilot, "n", "p", "ctrl+s")
        assert opps.of_pupil(ROOS)[0].base_on == TODAY


async def test_time_missed_is_typed_as_people_say_it_and_reported_with_x(empty_app: IbApp) -> None:
    roos()
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        await keyed(pilot, "n", "u", "tab", "=veel", "ctrl+s")
        assert "Typ hoe lang" in shown(pilot)
        await keyed(pilot, "backspace", "backspace", "backspace", "backspace", "=1,5 uur")
        assert "= 1 uur 30" in shown(pilot)
        await keyed(pilot, "ctrl+s")
        assert absences.of_pupil(ROOS)[0].minutes == 90
        for back in range(1, 4):
            absences.add(ROOS, AbsenceDraft(TODAY - back * DAY, 5 * 60))
        await keyed(pilot, "n", "t")
        assert "! 16 uur 30 minuten zonder toestemming: melden bij leerplicht" in shown(pilot)
        await keyed(pilot, "x", "ctrl+s")
        assert all(row.reported_on == TODAY for row in absences.of_pupil(ROOS))
        assert "niets dat nu meetelt" in shown(pilot)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("2:30", 150), ("2u30", 150), ("1 uur 30", 90), ("1,5 uur", 90), ("1.5u", 90), ("2 uur", 120), ("90", 90),
     ("45 minuten", 45), ("1 minuut", 1), ("10:00", 600), ("1 uur 1 minuut", 61)],
)  # fmt: skip
def test_how_long_somebody_was_away_is_read_as_people_say_it(text: str, minutes: int) -> None:
    assert read_minutes(text) == minutes
    assert read_minutes(time_words(minutes)) == minutes, "what the screen says can be typed back"


@pytest.mark.parametrize("text", ["1:75", "veel", "0", "25 uur", "-2", "1u90", "10:01", "601"])
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    with pytest.raises(FieldError):
        read_minutes(text)


@pytest.mark.parametrize("text", ["5,5", "1.5"])
def test_half_a_number_needs_its_unit(text: str) -> None:
    with pytest.raises(FieldError, match=f"zoals {text} uur"):
        read_minutes(text)


async def test_a_weekday_is_the_last_one_and_the_time_is_shown(empty_app: IbApp) -> None:
    roos()
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        await keyed(pilot, "n", "u", "ctrl+u", "v", "r", "tab", "1", "6")
        assert "= vr 20 nov" in shown(pilot) and "= 16 minuten" in shown(pilot)
        await keyed(pilot, "ctrl+u", "5")
        assert "= 5 minuten. Bedoel je uren? Typ 5 uur" in shown(pilot)
        await keyed(pilot, "ctrl+u", "1", "6", "u", "ctrl+s")
        assert "Zo lang duurt een schooldag niet" in shown(pilot)
        await keyed(pilot, "ctrl+u", "5", "u", "ctrl+s")
        assert (absences.of_pupil(ROOS)[0].day, said(pilot)) == (TODAY - 4 * DAY, "Verzuim opgeschreven")


async def test_who_reaches_sixteen_hours_hears_by_when_to_report_it(empty_app: IbApp) -> None:
    roos()
    absences.add(ROOS, AbsenceDraft(TODAY - 4 * DAY, 8 * 60))
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        await keyed(pilot, "n", "u", "tab", "8", "u", "ctrl+s")
        words = "Het is nu 16 uur in 4 schoolweken: melden bij leerplicht, uiterlijk di 1 dec."
        assert said(pilot) == f"Verzuim opgeschreven. {words}"
    assert also_said("verzuim", ROOS, TODAY) == words, "on the page of the child too"
    assert also_said("zorg", ROOS, TODAY) == ""


async def test_an_approach_that_stopped_on_friday_has_stopped(empty_app: IbApp) -> None:
    all_steps()
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        rows(pilot, "#list").choose("aanpak:1")
        await keyed(pilot, "x", "tab", "ctrl+u", "v", "r", "ctrl+s")
        assert approaches.approach(1).until == TODAY - 4 * DAY


async def test_beside_the_list_the_chosen_step_stands_whole(empty_app: IbApp) -> None:
    all_steps()
    async with empty_app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        rows(pilot, "#list").choose("aanpak:1")
        await settled(pilot)
        beside = "\n".join(part[70:] for part in shown(pilot).splitlines())
        assert "leesmoeder Karin" in beside
        assert "nog niets opgeschreven: e" in beside


async def test_what_runs_stands_above_what_is_over(empty_app: IbApp) -> None:
    roos()
    for number in range(1, 5):
        approaches.add_approach(ApproachDraft(ROOS, f"aanpak {number}", TODAY - number * 100 * DAY))
    approaches.end_approach(1, TODAY, "")
    approaches.end_approach(3, TODAY, "")
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        assert rows(pilot, "#list").ids == ["aanpak:2", "aanpak:4", "aanpak:1", "aanpak:3"]


async def test_it_asks_as_many_questions_for_a_long_route_as_for_a_short_one(empty_app: IbApp) -> None:
    all_steps()
    async with empty_app.run_test(size=NARROW) as pilot:
        screen = await opened(pilot)
        with counted() as few:
            screen.reload()
        for number in range(12):
            approaches.add_approach(ApproachDraft(ROOS, f"aanpak {number}", TODAY - number * DAY))
            absences.add(ROOS, AbsenceDraft(TODAY - number * DAY, 30))
        with counted() as many:
            screen.reload()
        assert len(many) == len(few)
