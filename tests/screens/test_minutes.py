"""The editor of minutes: typing, what is taken from it, saving, fixing, and everything that can go wrong."""

import asyncio
from collections.abc import Callable, Iterator
from typing import TypeAlias

import pytest
from playhouse.sqlcipher_ext import SqlCipherDatabase
from textual import events
from textual.pilot import Pilot

from ibtui.app import IbApp
from ibtui.screens import editor_keeper
from ibtui.screens.difference import DifferenceScreen
from ibtui.screens.editor_saving import Saving
from ibtui.screens.editor_text import NotesArea
from ibtui.screens.minutes import MinutesScreen
from ibtui.screens.minutes_list import MinutesListScreen
from ibtui.store import actions, emergency, minutes, schools, vault
from ibtui.store import home as homes
from ibtui.widgets.dialog import AskScreen
from ibtui.widgets.frame import TopLine
from ibtui.widgets.text import safe
from tests.screens import overleg
from tests.screens.conftest import PASSPHRASE, rows, said, settled, shown

Run: TypeAlias = "Pilot[None]"


async def opened(pilot: Run, number: int) -> MinutesScreen:
    """The editor of these minutes, on top of the list of minutes."""
    await settled(pilot)
    app = pilot.app
    assert isinstance(app, IbApp)
    app.go("verslagen")
    app.show("verslag", number)
    await settled(pilot)
    assert isinstance(app.screen, MinutesScreen)
    return app.screen


async def until(pilot: Run, true: Callable[[], bool]) -> None:
    """Wait for something that comes by itself, such as the autosave."""
    for _ in range(500):
        if true():
            return
        await asyncio.sleep(0.01)
        await pilot.pause()
    raise AssertionError("it never came:\n" + shown(pilot))


async def write(pilot: Run, text: str) -> None:
    """Type a text key by key."""
    await pilot.press(*("enter" if char == "\n" else char for char in text))


def area(pilot: Run) -> NotesArea:
    return pilot.app.screen.query_one(NotesArea)


def note(pilot: Run) -> str:
    return pilot.app.screen.query_one(TopLine).note


def stored(number: int) -> str:
    return minutes.load(number).text


@pytest.fixture
def other_session(empty_app: IbApp) -> Iterator[SqlCipherDatabase]:
    """A second connection to the same school, as another session has."""
    key = vault.open(empty_app.home.keys, PASSPHRASE)
    other = SqlCipherDatabase(str(empty_app.home.database), passphrase=key.pragma_value())
    other.connect()
    yield other
    if other.in_transaction():
        other.rollback()
    other.close()


@pytest.fixture
def saves_late(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is typed waits for Esc: nothing is saved in between, however slow the test runs."""
    monkeypatch.setattr(editor_keeper, "SOON", 600.0)


def blank(app: IbApp) -> int:
    """Minutes of a groot overleg with nothing in them yet but one heading."""
    del app  # it opened the store
    return overleg.groot_overleg(schools.current(), "## Wat gaat er goed\n")


# ── writing ────────────────────────────────────────────────────────────────────


async def test_a_groot_overleg_is_typed_seen_left_and_found_again(empty_app: IbApp) -> None:
    number = blank(empty_app)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, number)
        assert "OEFENSCHOOL · Groot overleg · Roos van Dijk · groep 5" in shown(pilot)
        await write(
            pilot, "- gaat graag\n! @ans: oefent elke dag > vr\n! moeder: belt logo > +2w\n= we gaan door"
        )
        await until(pilot, lambda: "2 afspraken · 1 besluit" in shown(pilot))
        assert "juf Ans" in shown(pilot)
        assert "vr 27 nov" in shown(pilot)
        assert "Marieke Bos" in shown(pilot)
        typed = area(pilot).text
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, MinutesListScreen)
        assert stored(number) == typed
        await pilot.press("enter")
        await settled(pilot)
        assert area(pilot).text == typed
    assert [row.what for row in actions.of_minutes(number)] == ["oefent elke dag", "belt logo"]


async def test_a_fresh_template_starts_under_its_first_heading(empty_app: IbApp) -> None:
    number = overleg.groot_overleg(schools.current())
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, number)
        assert "## Waarom zitten we bij elkaar" in shown(pilot)
        assert area(pilot).cursor_location == (1, 0)
        assert "! wie: wat > wanneer" in shown(pilot)


async def test_it_saves_by_itself_and_says_when(empty_app: IbApp) -> None:
    number = blank(empty_app)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, number)
        await write(pilot, "Roos lacht")
        await until(pilot, lambda: "Roos lacht" in stored(number))
        await until(pilot, lambda: note(pilot).startswith("bewaard "))


@pytest.mark.usefixtures("saves_late")
async def test_looking_around_writes_nothing(empty_app: IbApp) -> None:
    number = blank(empty_app)
    before = minutes.load(number).version
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, number)
        await pilot.press("up", "down", "home", "tab", "shift+down", "ctrl+n", "ctrl+end", "escape")
        await settled(pilot)
        assert stored(number) == "## Wat gaat er goed\n"
    assert minutes.load(number).version == before


async def test_tab_types_nothing_and_keeps_the_text_in_hand(empty_app: IbApp) -> None:
    number = blank(empty_app)
    async with empty_app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, number)
        await pilot.press("tab", "tab", "é")
        assert area(pilot).has_focus
        assert area(pilot).text == "## Wat gaat er goed\né"


async def test_letters_that_are_keys_elsewhere_are_letters_here(empty_app: IbApp) -> None:
    number = blank(empty_app)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, number)
        await pilot.press("q", "u", "v", "1", "x", "question_mark", "slash")
        assert area(pilot).text.endswith("quv1x?/")


async def test_every_letter_of_the_netherlands(empty_app: IbApp) -> None:
    number = blank(empty_app)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, number)
        await write(pilot, "'s-Hertogenbosch, Zoë, reünie, café")
        await pilot.press("escape")
        await settled(pilot)
    assert "'s-Hertogenbosch, Zoë, reünie, café" in stored(number)


async def test_undo_reaches_back_over_everything_typed(empty_app: IbApp) -> None:
    number = blank(empty_app)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, number)
        await write(pilot, "eerst")
        await pilot.press("ctrl+a", "up", "ctrl+k")
        while area(pilot).text != "## Wat gaat er goed\n":
            before = area(pilot).text
            await pilot.press("ctrl+z")
            assert area(pilot).text != before
        await pilot.press("escape")
        await settled(pilot)
    assert stored(number) == "## Wat gaat er goed\n"


# ── what is pasted ─────────────────────────────────────────────────────────────


async def test_a_hostile_paste_is_plain_text(empty_app: IbApp) -> None:
    number = blank(empty_app)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, number)
        area(pilot).post_message(
            events.Paste(
                "[@click=app.quit]x[/] \x1b]52;c;eA==\x07 \x1b[31mrood\x9b \x00\u202e[bold]\r\neen\rtwee"
            )
        )
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        text = area(pilot).text
        assert "[@click=app.quit]x[/] ]52;c;eA== [31mrood [bold]\neen\ntwee" in text
        assert all(line == safe(line) for line in text.split("\n"))
        assert "\x1b" not in shown(pilot)
    assert stored(number) == text


async def test_ten_pages_are_pasted_whole(empty_app: IbApp) -> None:
    number = blank(empty_app)
    pages = "Een gewone zin over hoe het gaat.\n" * 3000
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, number)
        area(pilot).post_message(events.Paste(pages))
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
    assert stored(number) == "## Wat gaat er goed\n" + pages


async def test_a_paste_that_does_not_fit_is_refused_with_a_reason(empty_app: IbApp) -> None:
    number = blank(empty_app)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, number)
        area(pilot).post_message(events.Paste("x" * 200_001))
        await settled(pilot)
        assert "passen 200.000 tekens" in said(pilot)
        assert area(pilot).text == "## Wat gaat er goed\n"


# ── what is taken from it ──────────────────────────────────────────────────────


async def test_what_is_unclear_is_asked_not_guessed(empty_app: IbApp) -> None:
    number = overleg.groot_overleg(schools.current(), "! @noa: kijkt mee > ooit\n! @kees: iets > vr")
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, number)
        assert "? welke noa?" in shown(pilot)
        assert "wanneer? 'ooit' is geen datum" in shown(pilot)
        assert "? wie is kees?" in shown(pilot)
        assert "2 onduidelijk" in shown(pilot)


async def test_wide_shows_all_that_was_taken_beside_the_text(empty_app: IbApp) -> None:
    number = overleg.groot_overleg(schools.current(), overleg.TEXT)
    async with empty_app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, number)
        seen = shown(pilot)
        for words in ("Afspraken  2", "juf Ans · vr 27 nov", "Besluiten  1", "Vragen  1", "1 regel is privé"):
            assert words in seen
        assert "moeder leek erg moe" not in "\n".join(line[80:] for line in seen.split("\n"))


async def test_the_side_follows_the_cursor(empty_app: IbApp) -> None:
    number = overleg.groot_overleg(schools.current(), overleg.TEXT)
    async with empty_app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, number)
        area(pilot).move_cursor((7, 0))
        await settled(pilot)
        assert rows(pilot).chosen == "regel:7"


async def test_a_click_on_what_was_taken_goes_to_its_line(empty_app: IbApp) -> None:
    number = overleg.groot_overleg(schools.current(), overleg.TEXT)
    async with empty_app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, number)
        for line, y in ((7, 1), (8, 3), (8, 3)):
            await pilot.click(rows(pilot), offset=(6, y))
            await settled(pilot)
            assert area(pilot).cursor_location[0] == line
        assert area(pilot).has_focus


# ── fixing and correcting ──────────────────────────────────────────────────────


async def test_fixed_minutes_are_frozen_and_corrected_in_a_new_version(empty_app: IbApp) -> None:
    number = overleg.groot_overleg(schools.current(), overleg.TEXT)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, number)
        await pilot.press("ctrl+f")
        await settled(pilot)
        assert isinstance(pilot.app.screen, AskScreen)
        await pilot.press("j")
        await settled(pilot)
        assert "Vastgesteld op" in shown(pilot)
        assert note(pilot) == "✓ vastgesteld"
        await pilot.press("x")
        await settled(pilot)
        assert "F2 maakt een nieuwe versie" in said(pilot)
        assert area(pilot).text == overleg.TEXT
        await pilot.press("ctrl+f")
        await settled(pilot)
        assert "al vastgesteld" in said(pilot)
        await pilot.press("f2")
        await settled(pilot)
        assert "Groot overleg v2" in shown(pilot)
        await write(pilot, "Toch nog iets.")
        await pilot.press("escape")
        await settled(pilot)
    assert stored(number) == overleg.TEXT
    newest = max(minutes.list_minutes(schools.current().id), key=lambda row: row.edition)
    assert "Toch nog iets." in stored(newest.id)


async def test_fixing_asks_and_no_means_no(empty_app: IbApp) -> None:
    number = overleg.groot_overleg(schools.current(), "! iemand moet bellen")
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, number)
        await pilot.press("ctrl+f")
        await settled(pilot)
        assert "1 afspraak is nog niet duidelijk" in shown(pilot)
        await pilot.press("escape")
        await settled(pilot)
    assert minutes.load(number).status == "concept"


async def test_f1_tells_the_keys_and_the_marks(empty_app: IbApp) -> None:
    number = blank(empty_app)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, number)
        assert "F1 hulp" in shown(pilot)
        await pilot.press("f1")
        await settled(pilot)
        assert "afspraak: wie: wat > wanneer" in shown(pilot)


# ── when saving fails ──────────────────────────────────────────────────────────


async def test_a_save_that_fails_is_said_and_mends_itself(
    empty_app: IbApp, other_session: SqlCipherDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Saving, "RETRY", 0.05)
    monkeypatch.setattr(Saving, "PATIENCE", 5)
    number = blank(empty_app)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, number)
        other_session.execute_sql("BEGIN IMMEDIATE")
        await write(pilot, "dit mag niet weg")
        await until(pilot, lambda: note(pilot) == "! NIET BEWAARD")
        assert "probeert het steeds opnieuw" in said(pilot)
        other_session.execute_sql("ROLLBACK")
        await until(pilot, lambda: note(pilot).startswith("bewaard"))
        assert "dit mag niet weg" in stored(number)


async def test_esc_never_leaves_an_unsaved_text_behind(
    empty_app: IbApp, other_session: SqlCipherDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Saving, "PATIENCE", 5)
    number = blank(empty_app)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, number)
        other_session.execute_sql("BEGIN IMMEDIATE")
        await write(pilot, "dit mag niet weg")
        await pilot.press("escape")
        await settled(pilot)
        assert "nog niet bewaard" in shown(pilot)
        await pilot.press("b")
        await settled(pilot)
        assert "dit mag niet weg" in area(pilot).text
        await pilot.press("escape")
        await settled(pilot)
        await pilot.press("m")
        await settled(pilot)
        assert isinstance(pilot.app.screen, MinutesListScreen)
        assert not empty_app.home.exports.exists()
        (kept,) = emergency.waiting(empty_app.home, homes.key_of(empty_app.home))
        assert "dit mag niet weg" in kept.copy.text
        assert b"dit mag niet weg" not in kept.path.read_bytes()
        assert str(kept.path)[:40] in said(pilot)


# ── two sessions ───────────────────────────────────────────────────────────────


def _write_elsewhere(other: SqlCipherDatabase, number: int, text: str) -> None:
    other.execute_sql("UPDATE minutes SET text = ?, version = version + 1 WHERE id = ?", (text, number))


async def test_of_two_sessions_both_texts_stay_and_mine_can_go_on(
    empty_app: IbApp, other_session: SqlCipherDatabase
) -> None:
    number = blank(empty_app)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, number)
        await pilot.press("m")
        _write_elsewhere(other_session, number, "van de ander")
        await write(pilot, "ijn tekst")
        await until(pilot, lambda: note(pilot) == "! APART BEWAARD")
        assert "Esc laat je kiezen" in said(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert "Beide teksten blijven bestaan" in shown(pilot)
        await pilot.press("b")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
    assert "mijn tekst" in stored(number)
    assert "van de ander" in [row.text for row in minutes.revisions(number)]


@pytest.mark.usefixtures("saves_late")
async def test_of_two_sessions_the_other_text_can_go_on(
    empty_app: IbApp, other_session: SqlCipherDatabase
) -> None:
    number = blank(empty_app)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, number)
        await pilot.press("m")
        _write_elsewhere(other_session, number, "van de ander")
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, DifferenceScreen)
        await pilot.press("a")
        await settled(pilot)
        assert area(pilot).text == "van de ander"
    assert stored(number) == "van de ander"
    assert "## Wat gaat er goed\nm" in [row.text for row in minutes.revisions(number)]


@pytest.mark.usefixtures("saves_late")
async def test_choosing_later_loses_nothing(empty_app: IbApp, other_session: SqlCipherDatabase) -> None:
    number = blank(empty_app)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, number)
        await pilot.press("m")
        _write_elsewhere(other_session, number, "van de ander")
        await pilot.press("escape")
        await settled(pilot)
        await pilot.press("t")
        await settled(pilot)
        await pilot.press("e", "e", "r")
        assert area(pilot).text == "## Wat gaat er goed\nmeer"
        assert screen.flush()  # what a hang-up asks
    assert stored(number) == "van de ander"
    assert "## Wat gaat er goed\nmeer" in [row.text for row in minutes.revisions(number)]


async def test_a_session_that_only_looks_follows_the_other(
    empty_app: IbApp, other_session: SqlCipherDatabase
) -> None:
    number = blank(empty_app)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, number)
        _write_elsewhere(other_session, number, "van de ander")
        screen.refresh_view()  # what the app does within a second
        await settled(pilot)
        assert area(pilot).text == "van de ander"
        assert "andere sessie" in said(pilot)
        assert stored(number) == "van de ander"


@pytest.mark.usefixtures("saves_late")
async def test_minutes_fixed_elsewhere_while_typing_get_a_new_version(
    empty_app: IbApp, other_session: SqlCipherDatabase
) -> None:
    number = blank(empty_app)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, number)
        await pilot.press("m")
        other_session.execute_sql(
            "UPDATE minutes SET status = 'vastgesteld', version = version + 1 WHERE id = ?", (number,)
        )
        await write(pilot, "eer")
        await pilot.press("escape")
        await settled(pilot)
        assert "in een andere sessie vastgesteld" in shown(pilot)
        await pilot.press("b")
        await settled(pilot)
        assert "Groot overleg v2" in shown(pilot)
        assert area(pilot).text.endswith("meer")
    assert stored(number) == "## Wat gaat er goed\n"


async def test_minutes_that_are_gone_say_so(empty_app: IbApp) -> None:
    number = blank(empty_app)
    minutes.bin_minutes(number)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, number)
        assert "er niet meer" in said(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, MinutesListScreen)


@pytest.mark.parametrize("size", [(50, 12), (60, 16), (80, 24), (200, 60)])
async def test_it_stands_in_every_window(empty_app: IbApp, size: tuple[int, int]) -> None:
    number = overleg.groot_overleg(schools.current(), overleg.TEXT * 40)
    async with empty_app.run_test(size=size) as pilot:
        await opened(pilot, number)
        assert area(pilot).size.height >= 5
        await pilot.press("ctrl+home", "pagedown", "x")
        await settled(pilot)
