"""The same minutes in two sessions: the second to save sees the difference and chooses."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playhouse.sqlcipher_ext import SqlCipherDatabase
from textual.pilot import Pilot
from textual.screen import Screen

from ibtui.app import IbApp
from ibtui.screens.difference import DifferenceScreen
from ibtui.screens.minutes import MinutesScreen
from ibtui.store import minutes, schools, vault
from ibtui.widgets.dialog import Answer
from tests.screens import overleg
from tests.screens.conftest import PASSPHRASE, said, settled, shown, typed

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
BASE = overleg.TEXT
THEIRS = BASE.replace("elke dag 10 minuten", "elke dag 15 minuten")
ANSWERS = (Answer("b", "mijn tekst"), Answer("a", "de andere"), Answer("t", "later"))


@pytest.fixture
def other_session(empty_app: IbApp) -> Iterator[SqlCipherDatabase]:
    """A second connection to the same school, as another session has."""
    key = vault.open(empty_app.home.keys, PASSPHRASE)
    other = SqlCipherDatabase(str(empty_app.home.database), passphrase=key.pragma_value())
    other.connect()
    yield other
    other.close()


def elsewhere(other: SqlCipherDatabase, number: int, text: str) -> None:
    """The other session saves its text."""
    other.execute_sql("UPDATE minutes SET text = ?, version = version + 1 WHERE id = ?", (text, number))


async def typing(pilot: Pilot[None], number: int, text: str, first: Callable[[], object]) -> MinutesScreen:
    """The editor with `text` typed at the end, after `first`: the other session saves before this one can."""
    await settled(pilot)
    assert isinstance(pilot.app, IbApp)
    pilot.app.show("verslag", number)
    await settled(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, MinutesScreen)
    screen.area.move_cursor(screen.area.document.end)
    first()
    screen.area.insert(text)
    return screen


def on_top(pilot: Pilot[None]) -> Screen[object]:
    return pilot.app.screen


def kept(number: int) -> list[str]:
    return [row.text for row in minutes.revisions(number)]


async def test_the_difference_has_signs_and_words_for_whose_it_is(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        pilot.app.push_screen(DifferenceScreen("Welke?", THEIRS, BASE, ANSWERS))
        await settled(pilot)
        assert "- andere ! @ans: oefent elke dag 15 minuten > vr" in shown(pilot)
        assert "+ jij    ! @ans: oefent elke dag 10 minuten > vr" in shown(pilot)
        assert "1 verschil" in shown(pilot)
        assert "regels gelijk" in shown(pilot)


async def test_on_a_wide_screen_both_stand_side_by_side(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        pilot.app.push_screen(DifferenceScreen("Welke?", THEIRS, BASE, ANSWERS))
        await settled(pilot)
        (row,) = [line for line in shown(pilot).splitlines() if "15 minuten" in line]
        assert "- ! @ans" in row
        assert "+ ! @ans: oefent elke dag 10 minuten" in row


async def test_markup_and_control_signs_in_a_text_are_only_text(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        pilot.app.push_screen(DifferenceScreen("[b]?", "[red]a\x1b[31m", "[/] b " * 60, ANSWERS))
        await settled(pilot)
        assert "- andere [red]a[31m" in shown(pilot)


@pytest.mark.parametrize(("key", "answer"), [("b", "b"), ("a", "a"), ("escape", "t")])
async def test_a_key_is_the_answer_and_esc_is_later(empty_app: IbApp, key: str, answer: str) -> None:
    answers: list[str | None] = []
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        pilot.app.push_screen(DifferenceScreen("Welke?", THEIRS, BASE, ANSWERS), answers.append)
        await settled(pilot)
        await typed(pilot, "down", "pagedown", "enter", key)
    assert answers == [answer]


@SIZES
async def test_what_two_sessions_wrote_in_different_places_comes_together(
    empty_app: IbApp, other_session: SqlCipherDatabase, size: tuple[int, int]
) -> None:
    number = overleg.groot_overleg(schools.current(), BASE)
    async with empty_app.run_test(size=size) as pilot:
        screen = await typing(pilot, number, "\n= van mij", lambda: elsewhere(other_session, number, THEIRS))
        await typed(pilot, "escape")
        assert isinstance(on_top(pilot), DifferenceScreen)
        assert "samen" in shown(pilot)
        await typed(pilot, "s")
        assert on_top(pilot) is screen
        assert screen.area.text == THEIRS + "\n= van mij"
        assert "Samengevoegd" in said(pilot)
    assert minutes.load(number).text == THEIRS + "\n= van mij"
    assert {THEIRS, BASE + "\n= van mij"} <= set(kept(number))


async def test_what_two_sessions_wrote_in_one_place_is_not_put_together_by_guessing(
    empty_app: IbApp, other_session: SqlCipherDatabase
) -> None:
    number = overleg.groot_overleg(schools.current(), BASE)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        screen = await typing(
            pilot, number, "\n= van mij", lambda: elsewhere(other_session, number, BASE + "\n= van de ander")
        )
        await typed(pilot, "escape")
        assert "- andere = van de ander" in shown(pilot)
        assert "+ jij    = van mij" in shown(pilot)
        assert "samen:" not in shown(pilot)
        await typed(pilot, "s")
        assert isinstance(on_top(pilot), DifferenceScreen), "s is no answer here"
        await typed(pilot, "b")
        assert on_top(pilot) is screen
    assert minutes.load(number).text == BASE + "\n= van mij"
    assert BASE + "\n= van de ander" in kept(number)


async def test_minutes_that_were_fixed_elsewhere_get_a_new_version_with_what_i_wrote(
    empty_app: IbApp, other_session: SqlCipherDatabase
) -> None:
    number = overleg.groot_overleg(schools.current(), BASE)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        fixed = "UPDATE minutes SET status = 'vastgesteld', version = version + 1"
        await typing(pilot, number, "\n= van mij", lambda: other_session.execute_sql(fixed))
        await typed(pilot, "escape")
        assert "vastgesteld terwijl je schreef" in shown(pilot)
        assert "samen:" not in shown(pilot)
        await typed(pilot, "b")
    assert minutes.load(number).text == BASE
    assert minutes.load(minutes.correct(number)).text == BASE + "\n= van mij"
