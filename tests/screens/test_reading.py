"""Reading aloud: the promises as sentences at the end of a talk, and the ones that lost their line."""

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from ibtui.app import IbApp
from ibtui.screens.editor_text import NotesArea
from ibtui.screens.minutes import MinutesScreen
from ibtui.screens.minutes_list import MinutesListScreen
from ibtui.screens.reading import ReadingScreen
from ibtui.screens.removed import place_for
from ibtui.store import actions, change, minutes, schools
from ibtui.store.actions import ActionRow
from ibtui.widgets.dialog import AskScreen
from tests.screens import overleg
from tests.screens.conftest import TODAY, said, settled, shown, typed

TEXT = """\
## Afspraken
! @ans: oefent elke dag 10 minuten > vr
! hoortest aanvragen
! moeder: belt de logopedist > +2w
! @noa: neemt de boekjes mee > morgen
"""


async def reading(pilot: Pilot[None], number: int) -> ReadingScreen:
    """The screen that reads these minutes aloud, over their editor."""
    await settled(pilot)
    app = pilot.app
    assert isinstance(app, IbApp)
    app.go("verslagen")
    app.show("verslag", number)
    await settled(pilot)
    await typed(pilot, "ctrl+r")
    assert isinstance(app.screen, ReadingScreen), shown(pilot)
    return app.screen


def editor(pilot: Pilot[None]) -> MinutesScreen:
    return next(screen for screen in pilot.app.screen_stack if isinstance(screen, MinutesScreen))


def area(pilot: Pilot[None]) -> NotesArea:
    return editor(pilot).area


def left(pilot: Pilot[None]) -> bool:
    """Whether the editor was left for the list of minutes; else it is in front."""
    assert isinstance(pilot.app.screen, MinutesScreen | MinutesListScreen), shown(pilot)
    return isinstance(pilot.app.screen, MinutesListScreen)


def by_what(number: int) -> dict[str, ActionRow]:
    return {row.what: row for row in actions.of_minutes(number)}


def stored(number: int) -> list[str]:
    return minutes.load(number).text.split("\n")


# ── reading ────────────────────────────────────────────────────────────────────


async def test_aan_het_eind_van_het_overleg_voorlezen_en_verbeteren(empty_app: IbApp) -> None:
    number = overleg.groot_overleg(schools.current(), TEXT)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await reading(pilot, number)
        text = shown(pilot)
        assert text.index("Eerst aanvullen") < text.index("Wie doet dit? Hoortest aanvragen.")
        assert text.index("! nog geen naam · nog geen datum") < text.index("! welke Noa?")
        assert text.index("! welke Noa?") < text.index("Juf Ans: oefent elke dag 10 minuten.")
        assert "Uiterlijk vrijdag 27 november (over 3 dagen)." in text
        assert "0 van 4 akkoord" in text
        # "Dat doe ik zelf, voor volgende week dinsdag." Put right on the spot.
        await typed(pilot, "e")
        box = pilot.app.screen.query_one(Input)
        assert box.value == "hoortest aanvragen"
        box.value = ""
        await typed(pilot, "=ik: hoortest aanvragen > di")
        assert "Ik: hoortest aanvragen. Uiterlijk dinsdag 1 december (over 7 dagen)." in shown(pilot)
        await typed(pilot, "enter")
        assert "! ik: hoortest aanvragen > di" in stored(number)
        row = by_what(number)["hoortest aanvragen"]
        assert (row.owner, str(row.due_on)) == ("jij", "2026-12-01")
        # Read to the table, each agreed.
        for count in ("1", "2", "3"):
            await typed(pilot, "enter")
            assert f"{count} van 4 akkoord" in shown(pilot)
        await typed(pilot, "space")
        assert "4 akkoord, 1 nog niet compleet" in shown(pilot), "it still isn't known which Noa"
        await typed(pilot, "escape")
        assert not left(pilot)
        assert area(pilot).text == minutes.load(number).text
    assert {row.confirmed_on for row in actions.of_minutes(number)} == {TODAY}


async def test_what_was_agreed_is_still_agreed_the_next_time(empty_app: IbApp) -> None:
    number = overleg.groot_overleg(schools.current(), TEXT)
    actions.confirm_action(by_what(number)["belt de logopedist"].id, TODAY)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await reading(pilot, number)
        assert "1 van 4 akkoord" in shown(pilot)
        await typed(pilot, "escape")
        area(pilot).move_cursor((3, len("! moeder")))
        await typed(pilot, "= en vader", "ctrl+r")
        assert "0 van 4 akkoord" in shown(pilot), "other words than were agreed"


async def test_not_agreed_after_all(empty_app: IbApp) -> None:
    number = overleg.groot_overleg(schools.current(), "! ik: mail de GGD > vr")
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await reading(pilot, number)
        await typed(pilot, "space")
        assert "✓ De afspraak is voorgelezen en akkoord." in shown(pilot)
        await typed(pilot, "enter")
        assert by_what(number)["mail de GGD"].confirmed_on == TODAY, "Enter once too often does no harm"
        await typed(pilot, "space")
        assert by_what(number)["mail de GGD"].confirmed_on is None
        assert "0 van 1 akkoord" in shown(pilot)


async def test_a_correction_is_one_step_back_in_the_text(empty_app: IbApp) -> None:
    number = overleg.groot_overleg(schools.current(), "! ik: mail de GGD > vr\nslot")
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await reading(pilot, number)
        await typed(pilot, "e", "end", "= en de schoolarts", "enter", "escape")
        assert area(pilot).text == "! ik: mail de GGD > vr en de schoolarts\nslot"
        await typed(pilot, "ctrl+z")
        assert area(pilot).text == "! ik: mail de GGD > vr\nslot"


async def test_esc_leaves_a_line_as_it_was(empty_app: IbApp) -> None:
    number = overleg.groot_overleg(schools.current(), TEXT)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await reading(pilot, number)
        await typed(pilot, "e", "=x y z e q", "escape")
        assert isinstance(pilot.app.screen, ReadingScreen)
        assert minutes.load(number).text == TEXT
        await typed(pilot, "e", "home", "=! ", "enter")
        assert minutes.load(number).text == TEXT, "the mark may be typed too"
        await typed(pilot, "e")
        pilot.app.screen.query_one(Input).value = "  "
        await typed(pilot, "enter")
        assert "Er staat niets" in shown(pilot)
        assert minutes.load(number).text == TEXT


async def test_del_takes_the_line_out_and_ctrl_z_brings_it_back(empty_app: IbApp) -> None:
    number = overleg.groot_overleg(schools.current(), TEXT)
    before = by_what(number)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await reading(pilot, number)
        await typed(pilot, "delete")
        assert "hoortest" not in minutes.load(number).text
        assert "0 van 3 akkoord" in shown(pilot)
        assert "Ctrl+Z" in shown(pilot)
        await typed(pilot, "delete", "delete", "delete")
        assert "Er zijn nog geen afspraken om voor te lezen." in shown(pilot)
        assert stored(number) == ["## Afspraken", ""]
        await typed(pilot, "delete", "e", "enter", "space")
        await typed(pilot, "escape", *["ctrl+z"] * 4, "escape")
    assert minutes.load(number).text == TEXT
    assert {what: row.id for what, row in by_what(number).items()} == {
        what: row.id for what, row in before.items()
    }


async def test_without_promises_it_says_what_to_type(empty_app: IbApp) -> None:
    number = overleg.groot_overleg(schools.current(), "## Wat gaat er goed\n")
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await reading(pilot, number)
        assert "! moeder: belt de logopedist > vr" in shown(pilot)
        await typed(pilot, "enter", "space", "e", "delete", "up", "down", "escape")
        assert not left(pilot)


async def test_fixed_minutes_are_read_but_not_corrected(empty_app: IbApp) -> None:
    number = overleg.groot_overleg(schools.current(), TEXT)
    minutes.fix(number)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await reading(pilot, number)
        await typed(pilot, "enter")
        assert "1 van 4 akkoord" in shown(pilot)
        for key in ("e", "delete"):
            await typed(pilot, key)
            assert "Maak eerst een nieuwe versie: Esc, dan F2" in shown(pilot)
    assert minutes.load(number).text == TEXT


async def test_an_older_edition_says_where_its_promises_are(empty_app: IbApp) -> None:
    number = overleg.groot_overleg(schools.current(), TEXT)
    minutes.fix(number)
    newer = minutes.correct(number)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await reading(pilot, number)
        await typed(pilot, "enter")
        assert "nieuwere versie" in shown(pilot)
    assert {row.confirmed_on for row in actions.of_minutes(newer)} == {None}


async def test_what_is_done_needs_no_agreeing(empty_app: IbApp) -> None:
    number = overleg.groot_overleg(schools.current(), TEXT)
    actions.set_done(by_what(number)["belt de logopedist"].id, True, TODAY)
    async with empty_app.run_test(size=(120, 40)) as pilot:
        await reading(pilot, number)
        assert "✓ gedaan" in shown(pilot)
        assert "1 van 4 akkoord" in shown(pilot)


async def test_a_long_promise_and_hostile_names_stay_readable(empty_app: IbApp) -> None:
    what = "[bold]belt[/] \u202eabc " + "heel lange afspraak " * 20
    number = overleg.groot_overleg(schools.current(), f"! moeder: {what} > vr")
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await reading(pilot, number)
        assert "[bold]belt[/] abc" in shown(pilot)
        assert "Uiterlijk vrijdag" in shown(pilot)
        assert max(len(row) for row in shown(pilot).split("\n")) <= 80


async def test_what_lacks_is_said_beside_the_agreement_and_at_the_end(empty_app: IbApp) -> None:
    number = overleg.groot_overleg(schools.current(), "! @xyzzy: belt > vr\n! ik: mail de GGD > vr")
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await reading(pilot, number)
        await typed(pilot, "enter")
        assert "✓ akkoord  ! wie is Xyzzy?" in shown(pilot)
        assert "1 van 2 akkoord" in shown(pilot)
        await typed(pilot, "enter")
        assert "2 akkoord, 1 nog niet compleet" in shown(pilot)
        assert "voorgelezen en akkoord" not in shown(pilot)
        await typed(
            pilot, "up", "e", *["backspace"] * len("@xyzzy: belt > vr"), "=moeder: belt > vr", "enter"
        )
        await typed(pilot, "enter")
        assert "✓ Alle 2 afspraken zijn voorgelezen en akkoord." in shown(pilot)


async def test_an_agreed_promise_whose_date_passed_lacks_nothing(empty_app: IbApp) -> None:
    number = overleg.groot_overleg(schools.current(), "! ik: mail de GGD > 20-11")
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await reading(pilot, number)
        assert "! de datum is al voorbij" in shown(pilot)
        await typed(pilot, "enter")
        assert "✓ De afspraak is voorgelezen en akkoord." in shown(pilot)


async def test_after_a_correction_the_cursor_stays_where_it_was_in_the_list(empty_app: IbApp) -> None:
    number = overleg.groot_overleg(schools.current(), TEXT)

    def chosen(pilot: Pilot[None]) -> str:
        screen = pilot.app.screen
        assert isinstance(screen, ReadingScreen)
        item = screen._chosen()
        return "" if item is None else item.words

    async with empty_app.run_test(size=(80, 24)) as pilot:
        await reading(pilot, number)
        assert chosen(pilot) == "hoortest aanvragen"
        await typed(pilot, "e", "home", "=ik: ", "enter")
        assert chosen(pilot) == "ik: hoortest aanvragen", "it still lacks its date"
        await typed(pilot, "e", "end", "= > di", "enter")
        assert "Verbeterd: Ik: hoortest aanvragen. Uiterlijk dinsdag 1 december" in shown(pilot)
        assert chosen(pilot).startswith("@noa"), "the next one that lacks something"
        await typed(pilot, "e", *["backspace"] * len("@noa: neemt de boekjes mee > morgen"))
        await typed(pilot, "=moeder: neemt de boekjes mee > morgen", "enter")
        assert chosen(pilot).startswith("@ans"), "all are whole: reading begins with the first"
        await typed(pilot, "down", "down", "e", "end", "= vrijdag", "home", "enter")
        assert chosen(pilot).startswith("moeder: belt"), "a sentence that doesn't move keeps the cursor"


# ── promises that lost their line ──────────────────────────────────────────────


async def without_lines(pilot: Pilot[None], number: int, *whats: str) -> None:
    """The editor, with these promises done and then their lines taken out."""
    for what in whats:
        actions.set_done(by_what(number)[what].id, True, TODAY)
    await settled(pilot)
    assert isinstance(pilot.app, IbApp)
    pilot.app.go("verslagen")
    pilot.app.show("verslag", number)
    await settled(pilot)
    kept = [row for row in area(pilot).text.split("\n") if not any(what in row for what in whats)]
    area(pilot).put("\n".join(kept))
    await settled(pilot)


async def test_leaving_asks_once_about_a_done_promise_whose_line_is_gone(empty_app: IbApp) -> None:
    number = overleg.groot_overleg(schools.current(), TEXT)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await without_lines(pilot, number, "belt de logopedist")
        assert not left(pilot), "never while somebody types"
        await typed(pilot, "escape")
        assert "Marieke Bos: belt de logopedist (gedaan op di 24 nov)" in shown(pilot)
        assert "belt de logopedist" not in minutes.load(number).text, "asking comes after saving"
        await typed(pilot, "escape")
        assert left(pilot), "Esc always leaves"
        empty_app.show("verslag", number)
        await settled(pilot)
        await typed(pilot, "escape")
        assert left(pilot), "and it isn't asked again"
    assert "belt de logopedist" in [row.what for row in actions.list_actions(schools.current().id, "gedaan")]


async def test_put_back_it_is_the_same_promise(empty_app: IbApp) -> None:
    number = overleg.groot_overleg(schools.current(), TEXT)
    before = by_what(number)["belt de logopedist"].id
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await without_lines(pilot, number, "belt de logopedist")
        await typed(pilot, "escape", "t")
        assert not left(pilot)
        assert "staat weer in de tekst" in said(pilot)
        assert stored(number)[-2:] == ["! moeder: belt de logopedist > +2w", ""]
        await typed(pilot, "escape")
        assert left(pilot)
    row = by_what(number)["belt de logopedist"]
    assert (row.id, row.status, row.position) == (before, "gedaan", 3)


SEVERAL = """\
## Wat gaat er goed
- ze leest graag
! moeder: belt de logopedist > +2w
- en ze tekent

## Afspraken
! ik: mail de GGD > vr

## Volgende keer
! vader: komt ook > +1m
"""


async def test_put_back_it_stands_under_its_own_heading(empty_app: IbApp) -> None:
    number = overleg.groot_overleg(schools.current(), SEVERAL)
    minutes.overrule(number, SEVERAL + "slot\n")  # so an earlier text is kept
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await without_lines(pilot, number, "belt de logopedist", "komt ook")
        before = area(pilot).text
        await typed(pilot, "escape", "t")
        assert minutes.load(number).text == SEVERAL + "slot\n"
        assert area(pilot).document.get_line(area(pilot).cursor_location[0]) == "! vader: komt ook > +1m"
        await typed(pilot, "ctrl+z")
        assert area(pilot).text == before, "one step"


async def test_put_back_without_an_earlier_text_it_stands_with_the_promises(empty_app: IbApp) -> None:
    number = overleg.groot_overleg(schools.current(), SEVERAL)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await without_lines(pilot, number, "belt de logopedist")
        await typed(pilot, "escape", "t")
    at = stored(number).index("! moeder: belt de logopedist > +2w")
    assert stored(number)[at - 1] == "! ik: mail de GGD > vr"


async def test_put_back_in_an_empty_text(empty_app: IbApp) -> None:
    number = overleg.groot_overleg(schools.current(), SEVERAL)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await without_lines(pilot, number, "belt de logopedist", "komt ook")
        area(pilot).put("")
        await typed(pilot, "escape", "t")
    assert stored(number) == ["! moeder: belt de logopedist > +2w", "! vader: komt ook > +1m", ""]


@pytest.mark.parametrize(
    ("lines", "above", "place"),
    [
        (["## A", "- een", "", "## B"], ["- een", "## A"], 2),
        (["## A", "- twee", "", "## B"], ["- een", "## A"], 1),
        (["## A", "- een", "", "## Afspraken", ""], ["## Weg"], 4),
        (["## A", "! een", "- twee", "## B", "! drie", "slot"], [], 5),
        (["zomaar", ""], [], 1),
        ([""], [], 0),
        (["", ""], [], 0),
    ],
)
def test_the_place_of_a_promise_that_is_put_back(lines: list[str], above: list[str], place: int) -> None:
    assert place_for(lines, above) == place


async def test_put_back_but_not_saved_is_said(empty_app: IbApp, monkeypatch: pytest.MonkeyPatch) -> None:
    number = overleg.groot_overleg(schools.current(), TEXT)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await without_lines(pilot, number, "belt de logopedist")
        await typed(pilot, "escape")
        monkeypatch.setattr(MinutesScreen, "flush", lambda _self: False)
        await typed(pilot, "t")
        assert not left(pilot)
        assert "weer in de tekst, maar nog niet bewaard" in said(pilot)
        monkeypatch.undo()


async def test_thrown_away(empty_app: IbApp) -> None:
    number = overleg.groot_overleg(schools.current(), TEXT)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await without_lines(pilot, number, "belt de logopedist")
        await typed(pilot, "escape", "w")
        assert left(pilot)
        assert "belt de logopedist" not in by_what(number)
        change.undo_last()
        assert "belt de logopedist" in by_what(number)


@pytest.mark.parametrize("keys", [["b"], ["escape"], ["e", "b", "b"], ["e", "escape", "w"], ["w"]])
async def test_several_are_asked_about_together_or_one_by_one(empty_app: IbApp, keys: list[str]) -> None:
    number = overleg.groot_overleg(schools.current(), TEXT)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await without_lines(pilot, number, "belt de logopedist", "oefent elke dag 10 minuten")
        await typed(pilot, "escape")
        assert "2 afspraken staan niet meer in de tekst:" in shown(pilot)
        await typed(pilot, *keys)
        assert left(pilot)
    gone = {"w": 2 if keys == ["w"] else 1}.get(keys[-1], 0)
    assert len(actions.list_actions(schools.current().id, "gedaan")) == 2 - gone


async def test_one_back_and_one_away(empty_app: IbApp) -> None:
    number = overleg.groot_overleg(schools.current(), TEXT)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await without_lines(pilot, number, "belt de logopedist", "oefent elke dag 10 minuten")
        await typed(pilot, "escape", "e", "t", "w")
        assert not left(pilot)
        assert sum("oefent" in row or "logopedist" in row for row in stored(number)) == 1


async def test_before_fixing_and_before_reading_aloud_it_is_asked_too(empty_app: IbApp) -> None:
    number = overleg.groot_overleg(schools.current(), TEXT)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await without_lines(pilot, number, "belt de logopedist")
        await typed(pilot, "ctrl+f")
        assert "niet meer in de tekst" in shown(pilot)
        await typed(pilot, "t")
        assert not left(pilot)
        assert minutes.load(number).status == "concept"
        area(pilot).put(TEXT.replace("! moeder: belt de logopedist > +2w\n", ""))
        await settled(pilot)
        await typed(pilot, "ctrl+r")
        assert isinstance(pilot.app.screen, AskScreen)
        await typed(pilot, "t")
        assert isinstance(pilot.app.screen, ReadingScreen)
        assert "✓ gedaan" in shown(pilot) or "1 van 4 akkoord" in shown(pilot)
        await typed(pilot, "escape", "ctrl+f", "j")
    assert minutes.load(number).status == "vastgesteld"
