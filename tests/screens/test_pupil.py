"""One child's page: the head, the five answers, and the story; by keyboard alone, whatever stands in it."""

import datetime as dt
from collections.abc import Iterator

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from ibtui.app import IbApp
from ibtui.care.words import LeftTo, PersonRole
from ibtui.screens.conversation import ConversationScreen
from ibtui.screens.pupil import PupilScreen
from ibtui.screens.pupil_adding import ADDED, answers
from ibtui.screens.pupil_timeline import row_ids
from ibtui.screens.quick import QuickScreen
from ibtui.store import actions, approaches, concerns, conversations, database, minutes, pupils, safety
from ibtui.store.actions import ActionDraft
from ibtui.store.approaches import ApproachDraft
from ibtui.store.concerns import ConcernDraft
from ibtui.store.conversations import ConversationDraft
from ibtui.store.guardians import GuardianDraft
from ibtui.store.people import PersonDraft
from ibtui.store.pupils import PupilDraft
from ibtui.store.safety import StepDraft
from ibtui.store.schools import current
from ibtui.widgets.dialog import AskScreen
from ibtui.widgets.form import FormScreen
from ibtui.widgets.rows import Rows
from tests.screens.conftest import TODAY, rows, said, settled, shown, typed

SIZES = [(80, 24), (120, 40)]


@pytest.fixture
def roos_app(empty_app: IbApp) -> IbApp:
    """Roos (Roosje), with two parents, a concern, a talk, a promise and an approach."""
    school = current().id
    draft = PupilDraft("Roos", "van", "Dijk", level=2, also_called="Roosje, Roosie")
    roos = pupils.add_pupil(school, draft, TODAY)
    for first, relation, custody in (("Karim", "vader", "ja"), ("Petra", "moeder", "nee")):
        person = PersonDraft(
            PersonRole.GUARDIAN, first, "van", "Dijk", phone="06-12345678", language="Arabisch",
            interpreter=first == "Karim",
        )  # fmt: skip
        note = "" if first == "Karim" else "alleen mailen"
        pupils.add_guardian(roos, GuardianDraft(person, relation, custody, first == "Karim", note=note))
    concerns.add_concern(school, ConcernDraft("lezen", "leest nog spellend", pupil_id=roos), TODAY)
    talk = ConversationDraft("oudergesprek", TODAY, dt.time(14, 15), purpose="kennismaken", pupil_ids=(roos,))
    conversations.add_conversation(school, talk)
    actions.add_action(school, ActionDraft("belt de logopedist", pupil_id=roos))
    approaches.add_approach(ApproachDraft(roos, "elke dag samen lezen", TODAY - dt.timedelta(days=30)))
    return empty_app


def roos() -> int:
    return next(row.id for row in pupils.pupils(current().id) if row.first_name == "Roos")


def flat(text: str) -> str:
    return " ".join(text.split())


def story(pilot: Pilot[None]) -> list[str]:
    """The rows of the story, without those of the head."""
    screen = pilot.app.screen
    assert isinstance(screen, PupilScreen)
    return list(row_ids(screen._lines))


async def opened(app: IbApp, pilot: Pilot[None]) -> None:
    await settled(pilot)
    app.show("leerling", roos())
    await settled(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_the_page_answers_at_a_glance(roos_app: IbApp, size: tuple[int, int]) -> None:
    async with roos_app.run_test(size=size) as pilot:
        await opened(roos_app, pilot)
        screen = flat("\n".join(_drawn(box) for box in roos_app.screen.query(Rows)))
        for words in (
            "Roos van Dijk (Roosje, Roosie)", "niveau 2 sinds di 24 nov",
            "Karim van Dijk vader gezag: ja", "tolk nodig: Arabisch", "06-12345678",
            "Petra van Dijk moeder gezag: nee", "krijgt geen verslagen", "alleen mailen",
            "leest nog spellend", "geprobeerd", "elke dag samen lezen", "belt de logopedist", "straks", "wie weet het",
            "Tijdlijn", "di 24 nov ○ oudergesprek",
        ):  # fmt: skip
            assert words in screen, words


async def test_a_child_without_a_story_says_what_to_press(empty_app: IbApp) -> None:
    pupils.add_pupil(current().id, PupilDraft("Roos", "van", "Dijk"), TODAY)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(empty_app, pilot)
        screen = flat(shown(pilot))
        assert "Nog geen ouder of verzorger. Druk op p." in screen
        assert "vraag geen open zorg" in screen
        assert "straks niets gepland" in screen
        await typed(pilot, "f", "h")
        assert "Geen hulp. Druk op f voor iets anders." in shown(pilot)


async def test_enter_on_an_answer_goes_to_what_it_is_about(roos_app: IbApp) -> None:
    async with roos_app.run_test(size=(80, 24)) as pilot:
        await opened(roos_app, pilot)
        rows(pilot).choose(next(row for row in rows(pilot).ids if row.endswith(":straks")))
        await typed(pilot, "enter")
        assert isinstance(roos_app.screen, ConversationScreen)
        await typed(pilot, "escape")
        assert rows(pilot).chosen.endswith(":straks")


@pytest.mark.parametrize("size", SIZES)
async def test_the_filter_shows_one_kind_with_how_many_there_are(
    roos_app: IbApp, size: tuple[int, int]
) -> None:
    async with roos_app.run_test(size=size) as pilot:
        await opened(roos_app, pilot)
        await typed(pilot, "f")
        assert isinstance(roos_app.screen, AskScreen)
        assert "zorgen · 1" in shown(pilot)
        assert "ouders · –" in shown(pilot)
        await typed(pilot, "z")
        assert "alleen zorgen" in shown(pilot)
        assert story(pilot) == ["zorg:1"]
        assert size[0] > 110 or "wie weet het" not in shown(pilot)  # else the list has half a screen
        assert roos_app.screen.focused is rows(pilot, "#card" if size[0] < 110 else "#story")
        await typed(pilot, "enter", "escape")  # the cursor stands on the first of them
        await typed(pilot, "f", "a")
        everything = story(pilot)
        assert "gesprek:1" in everything
        await typed(pilot, "f", "escape")
        assert story(pilot) == everything


async def test_a_promise_is_done_moved_and_thrown_away_where_it_stands(roos_app: IbApp) -> None:
    async with roos_app.run_test(size=(80, 24)) as pilot:
        await opened(roos_app, pilot)
        rows(pilot).choose("afspraak:1")
        await typed(pilot, "x")
        assert "Afspraak gedaan" in said(pilot)
        assert rows(pilot).chosen == "afspraak:1"
        await typed(pilot, "u", "m", "=vr", "ctrl+s")
        assert actions.action(1).due_on == dt.date(2026, 11, 27)
        await typed(pilot, "delete")
        assert "afspraak:1" not in rows(pilot).ids
        await typed(pilot, "u")
        assert "afspraak:1" in rows(pilot).ids


async def test_x_ends_an_approach_with_its_effect_and_closes_a_concern(roos_app: IbApp) -> None:
    async with roos_app.run_test(size=(80, 24)) as pilot:
        await opened(roos_app, pilot)
        rows(pilot).choose("aanpak:1")
        await typed(pilot, "x")
        assert isinstance(roos_app.screen, FormScreen)
        await typed(pilot, "escape")
        rows(pilot).choose("zorg:1")
        await typed(pilot, "x", "=leest nu op niveau", "ctrl+s")
        assert said(pilot) == "Zorg afgesloten"
        await typed(pilot, "x")
        assert said(pilot) == "Zorg staat weer open"


async def test_n_opens_a_form_for_everything_that_can_be_added(roos_app: IbApp) -> None:
    assert [answer.key for answer in answers()] == [*ADDED, "t"]
    async with roos_app.run_test(size=(80, 24)) as pilot:
        await opened(roos_app, pilot)
        await typed(pilot, "n", "g")
        assert isinstance(roos_app.screen, FormScreen)
        await typed(pilot, "escape")
        page = roos_app.screen
        assert isinstance(page, PupilScreen)
        for key in ADDED:
            page._new(key)  # what an answer does
            await pilot.pause()
            assert isinstance(roos_app.screen, FormScreen), key
            await pilot.press("escape")
            assert roos_app.screen is page, key


async def test_what_is_added_is_chosen_on_a_wide_screen_too(roos_app: IbApp) -> None:
    async with roos_app.run_test(size=(120, 40)) as pilot:
        await opened(roos_app, pilot)
        await typed(pilot, "n", "k", "=zoekt een boek", "ctrl+s")
        assert said(pilot) == "Afspraak toegevoegd"
        assert roos_app.screen.focused is rows(pilot, "#story")
        assert rows(pilot, "#story").chosen == "afspraak:2"


async def test_the_vangregel_has_the_name_in_it_and_leaves_nothing_behind(roos_app: IbApp) -> None:
    async with roos_app.run_test(size=(80, 24)) as pilot:
        await opened(roos_app, pilot)
        await typed(pilot, "v")
        assert "#Roos" in shown(pilot)
        assert "over Roos van Dijk" in shown(pilot)
        await typed(pilot, "enter")  # nothing was typed, so nothing is kept
        assert not [row for row in conversations.of_pupil(roos()) if row.kind == "notitie"]
        await typed(pilot, "v", "escape", "1", "v")
        assert isinstance(roos_app.screen, QuickScreen)
        assert "over Roos" not in shown(pilot)
        await typed(pilot, "escape")
        await opened(roos_app, pilot)
        await typed(pilot, "v", "=slaapt slecht", "enter")
        assert said(pilot) == "Bewaard als notitie"
        notes = [row for row in conversations.of_pupil(roos()) if row.kind == "notitie"]
        assert len(notes) == 1


async def test_a_percent_sign_behind_the_name_makes_the_vangregel_private(roos_app: IbApp) -> None:
    async with roos_app.run_test(size=(80, 24)) as pilot:
        await opened(roos_app, pilot)
        await typed(pilot, "v", "=%moeder leek erg moe")
        assert "privé: komt in geen enkel document" in shown(pilot)
        await typed(pilot, "enter")
        assert said(pilot) == "Bewaard als notitie · privé"
        assert "erg moe" not in "".join(_drawn(box) for box in roos_app.screen.query(Rows))
    (note,) = [row for row in conversations.of_pupil(roos()) if row.kind == "notitie"]
    assert (note.audience, note.purpose) == ("privé", "")


async def test_a_vangregel_that_was_left_comes_back_only_on_its_own_page(roos_app: IbApp) -> None:
    sam = pupils.add_pupil(current().id, PupilDraft("Sam", "", "Hof"), TODAY)
    async with roos_app.run_test(size=(80, 24)) as pilot:
        await opened(roos_app, pilot)
        await typed(pilot, "v", "=moeder is boos", "escape")
        roos_app.show("leerling", sam)
        await typed(pilot, "v")
        assert line(pilot) == "#Sam "
        await typed(pilot, "=slaapt slecht", "escape", "1", "v")
        assert line(pilot) == ""
        await typed(pilot, "=dakgoot", "escape", "2", "v")
        assert line(pilot) == "dakgoot"
        await typed(pilot, "escape")
        await opened(roos_app, pilot)
        await typed(pilot, "v")
        assert line(pilot) == "#Roos moeder is boos"
        await typed(pilot, "=%anders")  # in the place of what she left; the name stays
        assert line(pilot) == "#Roos %anders"
        await typed(pilot, "enter", "v")
        assert line(pilot) == "#Roos "


def line(pilot: Pilot[None]) -> str:
    """What stands in the vangregel."""
    assert isinstance(pilot.app.screen, QuickScreen)
    return pilot.app.screen.query_one(Input).value


KEYS = {
    "t": "MayTellScreen",
    "r": "RouteScreen",
    "l": "ToldScreen",
    "d": "DeadlinesScreen",
    "M": "SafetyScreen",
}


async def test_the_bar_has_room_for_what_this_page_is_for(roos_app: IbApp) -> None:
    async with roos_app.run_test(size=(80, 24)) as pilot:
        await opened(roos_app, pilot)
        bar = shown(pilot).splitlines()[-1]
        for words in ("n nieuw", "Enter open", "f filter", "r route", "t delen", "l verteld", "x ", "? hulp"):
            assert words in bar, words


async def test_a_child_that_another_session_put_in_the_bin_says_so(roos_app: IbApp) -> None:
    async with roos_app.run_test(size=(80, 24)) as pilot:
        await opened(roos_app, pilot)
        assert "prullenbak" not in shown(pilot)
        pupils.bin_pupil(roos())
        page = roos_app.screen
        assert isinstance(page, PupilScreen)
        page.refresh_view()
        await settled(pilot)
        assert "! Deze leerling ligt in de prullenbak" in shown(pilot)


async def test_a_key_that_does_not_fit_the_line_says_so(roos_app: IbApp) -> None:
    async with roos_app.run_test(size=(80, 24)) as pilot:
        await opened(roos_app, pilot)
        await typed(pilot, "x")
        assert said(pilot) == "Bij deze regel is er niets om af te ronden."
        await typed(pilot, "a")
        assert said(pilot) == "Bij deze regel hoort geen verslag."


async def test_keys_open_what_hangs_on_a_child(roos_app: IbApp) -> None:
    async with roos_app.run_test(size=(80, 24)) as pilot:
        await opened(roos_app, pilot)
        for key, name in KEYS.items():
            await typed(pilot, key)
            assert type(roos_app.screen).__name__ == name
            await typed(pilot, "escape")
            assert isinstance(roos_app.screen, PupilScreen)


@pytest.fixture
def asked(roos_app: IbApp) -> Iterator[list[str]]:  # the store must be open
    """What the store is asked from now on."""
    found: list[str] = []
    connection = database.connection().connection()
    connection.set_trace_callback(found.append)
    yield found
    connection.set_trace_callback(None)


def _drawn(box: Rows) -> str:
    """All lines of a list, also those that aren't on the screen."""
    return "\n".join("".join(item.text for item in parts) for _row, parts, _first in box._lines)


def _ten_years(pupil: int) -> None:
    """A talk a month, ten years long."""
    school = current().id
    for number in range(120):
        day = TODAY - dt.timedelta(days=30 * number)
        conversations.add_conversation(
            school, ConversationDraft("oudergesprek", day, purpose=f"gesprek {number}", pupil_ids=(pupil,))
        )


async def test_a_long_story_is_read_a_page_at_a_time_as_the_cursor_goes_down(roos_app: IbApp) -> None:
    _ten_years(roos())
    async with roos_app.run_test(size=(80, 24)) as pilot:
        await opened(roos_app, pilot)
        box = rows(pilot)
        before = len(box.ids)
        assert before < 90
        await typed(pilot, "end")
        last = box.chosen
        assert len(box.ids) > before
        await typed(pilot, "x")  # a change keeps what was read, and the cursor
        assert box.chosen == last
        for _ in range(3):
            await typed(pilot, "end")
        assert "gesprek 119" in shown(pilot)
        years = [words for words in flat(_drawn(box)).split() if words.isdigit() and len(words) == 4]
        # What the test wrote itself is of the real day, and may stand under a later year.
        assert years[years.index("2025") :] == [str(year) for year in range(2025, 2016, -1)]


async def test_ten_years_ask_the_store_as_often_as_a_short_story(roos_app: IbApp, asked: list[str]) -> None:
    async with roos_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        counts = []
        for years in (0, 10):
            if years:
                _ten_years(roos())
            number = roos()
            asked.clear()
            roos_app.show("leerling", number)
            await settled(pilot)
            counts.append(len([sql for sql in asked if sql.lstrip().startswith(("SELECT", "WITH"))]))
            await typed(pilot, "escape")
        assert counts[0] == counts[1] > 10


async def test_other_names_and_where_she_went_are_kept_by_the_form(roos_app: IbApp) -> None:
    async with roos_app.run_test(size=(80, 24)) as pilot:
        await opened(roos_app, pilot)
        await typed(pilot, "home", "e", "shift+tab", "end", "=, Roosmarie", "shift+tab", "s", "ctrl+s")
        row = pupils.pupil(roos())
        assert row.also_called == "Roosje, Roosie, Roosmarie"
        assert row.left_to == LeftTo.SPECIAL


async def test_she_is_found_by_another_name_and_namesakes_are_told_apart(roos_app: IbApp) -> None:
    for day in (dt.date(2018, 3, 2), dt.date(2017, 9, 1)):
        pupils.add_pupil(current().id, PupilDraft("Noa", "", "Hof", birth_date=day), TODAY)
    async with roos_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "/", "=roosi")
        assert "Roos van Dijk (Roosje, Roosie)" in shown(pilot)
        await typed(pilot, "enter")
        assert isinstance(roos_app.screen, PupilScreen)
        await typed(pilot, "/", "=noa")
        assert "geboren 02-03-2018" in shown(pilot)
        assert "geboren 01-09-2017" in shown(pilot)


async def test_a_line_about_a_parent_is_kept(roos_app: IbApp) -> None:
    async with roos_app.run_test(size=(80, 24)) as pilot:
        await opened(roos_app, pilot)
        await typed(pilot, "down", "e", "shift+tab", "=belt na vijf uur", "ctrl+s")
        assert [row.note for row in pupils.guardians(roos())] == ["belt na vijf uur", "alleen mailen"]
        assert "belt na vijf uur" in shown(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_private_staff_or_of_safety_is_not_on_the_page(
    roos_app: IbApp, size: tuple[int, int]
) -> None:
    private = ConversationDraft("telefoon", TODAY, purpose="GEHEIM1", audience="privé", pupil_ids=(roos(),))
    hidden = minutes.start(
        conversations.add_conversation(current().id, private), "- GEHEIM2\n! jij: GEHEIM3 > vr"
    )
    minutes.save(hidden.id, "- GEHEIM2\n! jij: GEHEIM3 > vr", hidden.version)
    talk = minutes.start(1, "")
    minutes.save(talk.id, "## Lezen\n- gaat beter\n% GEHEIM4", talk.version)
    record = safety.open_record(roos(), TODAY)
    safety.add_step(record, StepDraft(1, TODAY, "GEHEIM5", "GEHEIM6", "GEHEIM7", "GEHEIM8", "GEHEIM9"))
    async with roos_app.run_test(size=size) as pilot:
        await opened(roos_app, pilot)
        page = "\n".join(_drawn(box) for box in roos_app.screen.query(Rows))
        assert "privénotitie" in page or "telefoon" in page
        assert "GEHEIM" not in page
        assert "meldcode" not in page.casefold()
