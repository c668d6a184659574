"""`6`: who waits for whom; and the text that reminds somebody without a grade."""

import datetime as dt

import pytest
from textual.pilot import Pilot

from ibtui.app import IbApp
from ibtui.care.words import ActionStatus, Audience, ConversationKind, PersonRole
from ibtui.screens.concern import ConcernScreen
from ibtui.screens.copy_text import CopyTextScreen
from ibtui.screens.minutes import MinutesScreen
from ibtui.screens.promise_lines import grouped, promise_row, waiting_words
from ibtui.screens.pupil import PupilScreen
from ibtui.store import (
    actions,
    agencies,
    concerns,
    conversations,
    groups,
    minutes,
    people,
    promises,
    pupils,
    schools,
)
from ibtui.store.actions import ActionDraft
from ibtui.store.concerns import ConcernDraft
from ibtui.store.conversations import ConversationDraft
from ibtui.store.people import PersonDraft
from ibtui.widgets.form import FormScreen
from tests.screens.conftest import TODAY, rows, said, settled, shown, typed

NARROW, WIDE = (80, 24), (120, 30)


def in_days(days: int) -> dt.date:
    return TODAY + dt.timedelta(days=days)


def school() -> int:
    return schools.current().id


def person(first: str) -> int:
    return next(row.id for row in people.people(school()) if row.first_name == first)


def roos() -> int:
    return next(row.id for row in pupils.pupils(school()) if row.first_name == "Roos")


def promise(what: str, who: str = "", days: int | None = None, **more: object) -> int:
    """One of Ans, Fatima or Marit (the ib'er), or of nobody."""
    draft = ActionDraft(
        what,
        owner_id=person(who) if who else None,
        due_on=None if days is None else in_days(days),
        **more,  # type: ignore[arg-type]
    )
    return actions.add_action(school(), draft)


@pytest.fixture
def app(empty_app: IbApp) -> IbApp:
    """A school with juf Ans, a nurse of the GGD and Roos."""
    ans = people.add_person(school(), PersonDraft(PersonRole.TEACHER, "Ans", "de", "Wit", salutation="juf"))
    ggd = agencies.add_agency(school(), agencies.AgencyDraft("GGD"))
    people.add_person(school(), PersonDraft(PersonRole.AGENCY, "Fatima", "", "Aydin", agency_id=ggd))
    group = groups.add_group(school(), groups.GroupDraft("3/4/5", (ans,)), TODAY)
    pupils.add_pupil(school(), pupils.PupilDraft("Roos", "van", "Dijk", group, "", 2), TODAY)
    return empty_app


def list_lines(pilot: Pilot[None]) -> list[str]:
    return [line.strip() for line in shown(pilot).splitlines()[3:-1] if line.strip()]


# ── the list ───────────────────────────────────────────────────────────────────


async def test_without_promises_it_says_which_key_to_press(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "6")
        assert "Er staan geen afspraken open." in shown(pilot)
        assert "Druk op n" in shown(pilot)
        await typed(pilot, "x")
        assert said(pilot) == "Kies eerst een regel met de pijltjes."


async def test_you_first_then_who_is_most_overdue(app: IbApp) -> None:
    promise("mailt de uitslag", "Fatima", -20)
    promise("oefent met lezen", "Ans", -3, pupil_id=roos())
    promise("zet het dossier klaar", "Marit", 1)
    promise("brengt brood mee")
    moved = promise("belt de ouders", "Ans", 2)
    for days in (3, 4, 2):
        actions.move_action(moved, in_days(days))
    actions.set_waiting(moved, True, in_days(-12))
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "6")
        screen = shown(pilot)
        places = [screen.index(f" {name}  ") for name in ("jij", "Fatima Aydin", "juf Ans", "nog niemand")]
        assert places == sorted(places)
        assert "5 open · ! 2 te laat · 1 wacht" in screen
        assert "! oefent met lezen" in screen
        assert "3 dagen te laat" in screen
        assert "3× verplaatst · wacht al 12 dagen" in screen
        assert "juf Ans  2 · 1 te laat" in screen


async def test_a_long_promise_is_whole_when_it_is_chosen(app: IbApp) -> None:
    words = "vraagt de logopedist of zij voor de kerst nog een keer kan komen kijken in de klas bij Roos"
    promise(words, "Ans", 1, pupil_id=roos())
    promise("belt", "Ans", 2)
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "6")
        assert words in " ".join(shown(pilot).split())
        await typed(pilot, "down")
        assert words not in " ".join(shown(pilot).split())


@pytest.mark.parametrize(
    ("view", "headings"),
    [
        ("i", ["GGD", "school", "jij"]),
        ("l", ["Roos van Dijk", "zonder leerling"]),
        ("o", ["langer dan vier weken", "de laatste vier weken"]),
    ],
)
def test_by_agency_by_child_and_by_age(app: IbApp, view: str, headings: list[str]) -> None:
    for what, who, days, child in (
        ("mailt", "Fatima", 40, roos()),
        ("oefent", "Ans", 2, roos()),
        ("belt", "Marit", 1, None),
    ):
        talk = conversations.add_conversation(
            school(), ConversationDraft(ConversationKind.LARGE_MEETING, in_days(-days))
        )
        promise(what, who, 1, conversation_id=talk, pupil_id=child)
    found = grouped(promises.open_promises(school()), view, TODAY)
    assert [name for name, _rows in found] == headings


async def test_a_heading_that_says_who_is_not_repeated_in_its_lines(app: IbApp) -> None:
    promise("zet het dossier klaar", "Marit", 1)
    promise("oefent met lezen", "Ans", 1)
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "6", "f", "i")
        assert shown(pilot).count("jij") == 1
        assert "juf Ans" in shown(pilot), "under school, each line says who"


async def test_the_filter_shows_what_is_late_what_waits_a_word_or_what_is_over(app: IbApp) -> None:
    promise("te laat", "Ans", -1)
    actions.set_waiting(promise("wachtend", "Ans", 5), True, TODAY)
    actions.drop_action(promise("afgeblazen", "Ans"), "ouders willen niet")
    actions.set_done(promise("geregeld", "Marit"), True, TODAY)
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "6", "f", "a")
        assert rows(pilot).ids == ["afspraak:1"]
        await typed(pilot, "f", "h")
        assert rows(pilot).ids == ["afspraak:2"]
        await typed(pilot, "f", "w", "=wacht", "ctrl+s")
        assert rows(pilot).ids == ["afspraak:2"]
        await typed(pilot, "f", "w", "=nergens", "ctrl+s")
        assert "Geen afspraken bij dit filter." in shown(pilot)
        await typed(pilot, "f", "g")
        assert rows(pilot).ids == ["afspraak:3", "afspraak:4"]
        assert "niet meer: ouders willen niet" in shown(pilot)
        await typed(pilot, "x", "f", "p")
        assert actions.action(3).status == ActionStatus.OPEN
        assert actions.action(3).dropped_because == ""


# ── what the keys do ───────────────────────────────────────────────────────────


async def test_done_moved_waiting_dropped_binned_and_back(app: IbApp) -> None:
    made = promise("belt", "Ans", 1)
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "6", "x")
        assert actions.action(made).status == ActionStatus.DONE
        await typed(pilot, "u", "m", "=+1w", "ctrl+s")
        assert (actions.action(made).due_on, actions.action(made).moved) == (in_days(7), 1)
        await typed(pilot, "h")
        assert (actions.action(made).status, actions.action(made).waiting_since) == (
            ActionStatus.WAITING,
            TODAY,
        )
        assert "wacht sinds vandaag" in shown(pilot)
        await typed(pilot, "h", "minus", "ctrl+s")
        assert isinstance(pilot.app.screen, FormScreen), "a reason is needed"
        await typed(pilot, "=hoeft niet", "ctrl+s")
        row = actions.action(made)
        assert (row.status, row.dropped_because) == (ActionStatus.DROPPED, "hoeft niet")
        await typed(pilot, "u", "delete")
        assert rows(pilot).ids == []
        await typed(pilot, "u")
        assert rows(pilot).ids == [f"afspraak:{made}"]


async def test_a_new_one_is_shown_and_one_that_does_not_fit_the_filter_is_told(app: IbApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "6", "n", "=belt de juf", "ctrl+s")
        assert said(pilot) == "Afspraak toegevoegd"
        assert rows(pilot).chosen == "afspraak:1"
        await typed(pilot, "f", "h", "k", "=mailt", "ctrl+s")
        assert said(pilot) == "Afspraak toegevoegd. Dit filter (f) toont hem niet."


async def test_enter_goes_to_where_it_came_from(app: IbApp) -> None:
    talk = conversations.add_conversation(
        school(), ConversationDraft(ConversationKind.LARGE_MEETING, TODAY, pupil_ids=(roos(),))
    )
    text = minutes.start(talk)
    minutes.save(text.id, "! @ans: oefent > 25-11", text.version)
    concern = concerns.add_concern(school(), ConcernDraft("lezen", "leest spellend", pupil_id=roos()), TODAY)
    promise("bij de zorg", "Ans", 2, concern_id=concern, pupil_id=roos())
    promise("bij het kind", "Ans", 3, pupil_id=roos())
    promise("nergens bij", "Ans", 4)
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "6")
        for wanted in (MinutesScreen, ConcernScreen, PupilScreen, FormScreen):
            await typed(pilot, "enter")
            assert isinstance(pilot.app.screen, wanted)
            await typed(pilot, "escape", "down")


async def test_enter_passes_by_a_concern_in_the_bin(app: IbApp) -> None:
    concern = concerns.add_concern(school(), ConcernDraft("lezen", "leest spellend", pupil_id=roos()), TODAY)
    promise("bij de zorg", "Ans", 2, concern_id=concern, pupil_id=roos())
    concerns.bin_concern(concern)
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "6", "enter")
        assert isinstance(pilot.app.screen, PupilScreen)


async def test_a_text_of_more_pages_is_read_by_the_page(app: IbApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "6")
        pilot.app.push_screen(CopyTextScreen("Tekst", "\n".join(f"regel {number}" for number in range(60))))
        await typed(pilot, "pagedown")
        assert "regel 25" in shown(pilot)
        await typed(pilot, "end")
        assert "regel 59" in shown(pilot)
        await typed(pilot, "home")
        assert "regel 0" in shown(pilot)


async def test_beside_the_list_stands_all_of_it(app: IbApp) -> None:
    promise("belt", "Ans", -1, note="na vier uur", pupil_id=roos())
    async with app.run_test(size=WIDE) as pilot:
        await typed(pilot, "6")
        screen = shown(pilot)
        for words in ("wie         juf Ans", "over        Roos van Dijk", "na vier uur", "ma 23 nov"):
            assert words in screen


# ── the text to copy ───────────────────────────────────────────────────────────


async def test_names_are_shown_without_their_mark(app: IbApp) -> None:
    number = promise("praat met #Roos over de toets", "Marit", 0)
    draft = ActionDraft("belt met #roos", owner_text="@piet", due_on=TODAY)
    actions.add_action(school(), draft)
    async with app.run_test(size=WIDE) as pilot:
        for key in ("1", "6"):
            await typed(pilot, key)
            screen = shown(pilot)
            assert "praat met Roos" in screen and "belt met roos" in screen and "piet" in screen
            assert not any(mark in screen for mark in ("#Roos", "#roos", "@piet"))
    assert actions.action(number).what == "praat met #Roos over de toets", "only what is drawn"


async def test_a_friendly_text_with_what_she_owes_this_week(app: IbApp) -> None:
    note = conversations.add_conversation(
        school(),
        ConversationDraft(ConversationKind.TEACHER_TALK, TODAY, audience=Audience.PRIVATE),
    )
    promise("oefent met lezen", "Ans", -3, pupil_id=roos())
    promise("belt de ouders", "Ans", 2)
    promise("maakt een plan", "Ans", 30)
    promise("geheim", "Ans", 3, conversation_id=note)
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "6", "y")
        assert isinstance(pilot.app.screen, CopyTextScreen)
        screen = shown(pilot)
        assert "\nDag juf Ans,\n" in screen, "at the left edge, without a frame"
        assert "\n- oefent met lezen, over Roos (was afgesproken voor za 21 nov)\n" in screen
        assert "- belt de ouders (voor do 26 nov)" in screen
        assert "geheim" not in screen and "maakt een plan" not in screen
        assert "van Dijk" not in screen
        await typed(pilot, "y")
        assert pilot.app.clipboard.startswith("Dag juf Ans,\n\nWe hebben samen")
        assert "Gekopieerd" in said(pilot)
        await typed(pilot, "escape", "down", "down", "y")
        assert "privé of gaat over veiligheid" in said(pilot)


async def test_children_of_one_talk_are_named_on_the_screen_and_not_in_a_text(app: IbApp) -> None:
    sam = pupils.add_pupil(school(), pupils.PupilDraft("Sam", "", "Hof", None, "", 2), TODAY)
    draft = ConversationDraft(ConversationKind.PUPIL_REVIEW, TODAY, pupil_ids=(roos(), sam))
    text = minutes.start(conversations.add_conversation(school(), draft))
    minutes.save(text.id, "! @ans: maakt een lijst > vr", text.version)
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "6", "f", "l")
        assert "juf Ans · Roos van Dijk en Sam Hof" in shown(pilot)
        await typed(pilot, "y", "y")
        assert "- maakt een lijst (voor vr 27 nov)" in pilot.app.clipboard


async def test_no_text_to_yourself_or_to_nobody(app: IbApp) -> None:
    promise("belt", "Marit", 1)
    promise("mailt")
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "6", "y")
        assert "van jou zelf" in said(pilot)
        await typed(pilot, "down", "y")
        assert "nog niet wie dit doet" in said(pilot)


async def test_a_long_text_is_copied_without_the_breaks_of_the_screen(app: IbApp) -> None:
    text = f"Dag,\n\n{'lang ' * 60}einde\n"
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        app.push_screen(CopyTextScreen("Tekst", text))
        await typed(pilot, "y")
        assert app.clipboard == text
        assert max(len(line) for line in shown(pilot).splitlines()) <= 80


def test_waiting_says_since_when(app: IbApp) -> None:
    made = promise("belt", "Ans", 1)
    for days, words in ((0, "wacht sinds vandaag"), (-1, "wacht sinds gisteren"), (-9, "wacht al 9 dagen")):
        actions.set_waiting(made, False, TODAY)
        actions.set_waiting(made, True, in_days(days))
        (one,) = promises.open_promises(school())
        assert waiting_words(one, TODAY) == words
        assert words in "".join(
            part.text for line in promise_row(one, TODAY, 70, "p", chosen=False).lines for part in line
        )
