"""A form: fields checked in place, keys to move with, and nothing typed is thrown away unasked."""

from __future__ import annotations

import datetime as dt

import pytest
from textual.widgets import Input, TextArea

from ibtui.errors import StoreError
from ibtui.widgets.fields import Field, Kind, Option, PickSource, Values
from ibtui.widgets.form import FormScreen
from tests.widgets.conftest import HOSTILE, BareApp, drawn, press

TODAY = dt.date(2026, 11, 24)  # a Tuesday


def people() -> list[Option]:
    return [
        Option(1, "Roos van Dijk", "groep 3/4/5"),
        Option(2, "Sam Hof", "groep 6/7/8"),
        Option(3, "Noa Hof"),
    ]


def form(*fields: Field, save: object = None) -> tuple[FormScreen[str], list[Values]]:
    """A form of these fields, and what was saved with it."""
    saved: list[Values] = []

    def keep(values: Values) -> str:
        if callable(save):
            save(values)
        saved.append(values)
        return "bewaard"

    return FormScreen("Nieuw", fields, keep, today=TODAY, working_days=(1, 3)), saved


def focused(screen: FormScreen[str]) -> str | None:
    """The id of the field you are in."""
    return screen.focused.id if screen.focused is not None else None


NAME = Field("naam", "naam", required=True)
DAY = Field("dag", "dag", Kind.DATE)
TIME = Field("tijd", "tijd", Kind.TIME)
COUNT = Field("duur", "duur", Kind.NUMBER)
SORT = Field("soort", "soort", Kind.CHOICE, choices=("groot overleg", "oudergesprek", "observatie"))
WHO = Field("wie", "wie", Kind.PICK, source=PickSource(people))
ALL = Field("allen", "allen", Kind.PICK_MANY, source=PickSource(people))
NOTE = Field("noot", "notitie", Kind.NOTE)
SECRET = Field("woord", "wachtwoord", Kind.SECRET)


async def test_what_is_typed_is_what_is_saved(bare: BareApp) -> None:
    screen, saved = form(NAME, DAY, TIME, COUNT)
    async with bare.run_test(size=(80, 24)) as pilot:
        bare.show(screen)
        await press(pilot, "=Roos", "tab", "=vr", "tab", "=1430")
        await press(pilot, "tab", "=45", "ctrl+s")
        assert bare.given == ["bewaard"]
        values = saved[0]
        assert values.text("naam") == "Roos"
        assert values.date("dag") == dt.date(2026, 11, 27)
        assert values.time("tijd") == dt.time(14, 30)
        assert values.number("duur") == 45


async def test_an_empty_form_of_optional_fields_saves_nothing_but_empty_values(bare: BareApp) -> None:
    screen, saved = form(DAY, TIME, COUNT, WHO, ALL, NOTE)
    async with bare.run_test(size=(80, 24)) as pilot:
        bare.show(screen)
        await press(pilot, "ctrl+s")
        values = saved[0]
        assert (values.date("dag"), values.time("tijd"), values.number("duur")) == (None, None, 0)
        assert (values.id("wie"), values.ids("allen"), values.text("noot")) == (None, (), "")


async def test_a_date_is_explained_while_it_is_typed(bare: BareApp) -> None:
    screen, _ = form(DAY)
    async with bare.run_test(size=(80, 24)) as pilot:
        bare.show(screen)
        await press(pilot, "=+2w")
        assert "= di 8 dec" in drawn(pilot)


async def test_what_is_no_date_is_said_when_you_leave_the_field(bare: BareApp) -> None:
    screen, saved = form(DAY, NAME)
    async with bare.run_test(size=(80, 24)) as pilot:
        bare.show(screen)
        await press(pilot, "=31-2")
        assert "Geen datum" not in drawn(pilot)
        await press(pilot, "tab")
        assert "Geen datum. Typ bijvoorbeeld 13-1" in drawn(pilot)
        assert saved == []


async def test_saving_goes_to_the_first_field_that_is_wrong(bare: BareApp) -> None:
    screen, saved = form(DAY, NAME, TIME)
    async with bare.run_test(size=(80, 24)) as pilot:
        bare.show(screen)
        await press(pilot, "tab", "tab", "=99:99", "ctrl+s")
        assert saved == []
        assert focused(screen) == "field-naam"
        assert "Dit moet je invullen." in drawn(pilot)
        assert "Geen tijd." in drawn(pilot)
        assert screen.query_one("#field-tijd", Input).value == "99:99"


async def test_a_fault_of_the_store_is_shown_and_the_text_stays(bare: BareApp) -> None:
    def full(_values: Values) -> None:
        raise StoreError("De schijf is vol", "Maak ruimte vrij.")

    screen, saved = form(NAME, save=full)
    async with bare.run_test(size=(80, 24)) as pilot:
        bare.show(screen)
        await press(pilot, "=Roos", "ctrl+s")
        assert "! De schijf is vol. Maak ruimte vrij." in drawn(pilot)
        assert screen.query_one(Input).value == "Roos"
        assert bare.given == [] and saved == []


async def test_esc_leaves_at_once_when_nothing_was_typed(bare: BareApp) -> None:
    screen, _ = form(NAME, DAY)
    async with bare.run_test(size=(80, 24)) as pilot:
        bare.show(screen)
        await press(pilot, "escape")
        assert bare.given == [None]


@pytest.mark.parametrize(
    ("answer", "given", "kept"), [("w", [None], 0), ("b", ["bewaard"], 1), ("t", [], 0), ("escape", [], 0)]
)
async def test_esc_asks_when_something_was_typed(
    bare: BareApp, answer: str, given: list[object], kept: int
) -> None:
    screen, saved = form(NAME)
    async with bare.run_test(size=(80, 24)) as pilot:
        bare.show(screen)
        await press(pilot, "=Roos", "escape")
        assert "nog niet bewaard" in drawn(pilot)
        await press(pilot, answer)
        assert bare.given == given
        assert len(saved) == kept
        if not given:
            assert screen.query_one(Input).value == "Roos"


async def test_esc_in_a_note_asks_too(bare: BareApp) -> None:
    screen, _ = form(NOTE)
    async with bare.run_test(size=(80, 24)) as pilot:
        bare.show(screen)
        await press(pilot, "=moe", "escape")
        assert "nog niet bewaard" in drawn(pilot)


@pytest.mark.parametrize("forward", ["tab", "down", "enter"])
async def test_tab_down_and_enter_go_to_the_next_field(bare: BareApp, forward: str) -> None:
    screen, _ = form(NAME, SORT, DAY)
    async with bare.run_test(size=(80, 24)) as pilot:
        bare.show(screen)
        seen = []
        for _step in range(3):
            await pilot.pause()
            seen.append(focused(screen))
            await press(pilot, forward)
        assert seen == ["field-naam", "field-soort", "field-dag"]


@pytest.mark.parametrize("backward", ["shift+tab", "up"])
async def test_shift_tab_and_up_go_back(bare: BareApp, backward: str) -> None:
    screen, _ = form(NAME, WHO, DAY)
    async with bare.run_test(size=(80, 24)) as pilot:
        bare.show(screen)
        await press(pilot, "tab", "tab", backward)
        assert focused(screen) == "field-wie"
        await press(pilot, backward)
        assert focused(screen) == "field-naam"


async def test_in_a_note_enter_and_arrows_stay_in_the_text_and_tab_leaves_it(bare: BareApp) -> None:
    screen, saved = form(NOTE, NAME)
    async with bare.run_test(size=(80, 24)) as pilot:
        bare.show(screen)
        await press(pilot, "=een", "enter", "=twee", "up", "down")
        assert isinstance(screen.focused, TextArea)
        await press(pilot, "tab", "=Roos", "ctrl+s")
        assert saved[0].text("noot") == "een\ntwee"


async def test_a_choice_steps_with_arrows_and_jumps_with_a_letter(bare: BareApp) -> None:
    screen, saved = form(SORT)
    async with bare.run_test(size=(80, 24)) as pilot:
        bare.show(screen)
        await press(pilot, "right")
        assert "oudergesprek" in drawn(pilot)
        await press(pilot, "o")
        assert "observatie" in drawn(pilot)
        await press(pilot, "space", "left", "g", "ctrl+s")
        assert saved[0].text("soort") == "groot overleg"


async def test_more_letters_make_a_choice_exact(bare: BareApp) -> None:
    screen, saved = form(SORT)
    async with bare.run_test(size=(80, 24)) as pilot:
        bare.show(screen)
        await press(pilot, "=ob")
        assert "observatie" in drawn(pilot)
        await press(pilot, "=oud", "ctrl+s")
        assert saved[0].text("soort") == "oudergesprek"


async def test_a_name_is_picked_by_its_first_letters(bare: BareApp) -> None:
    screen, saved = form(WHO, NAME)
    async with bare.run_test(size=(80, 24)) as pilot:
        bare.show(screen)
        await press(pilot, "s", "a", "enter")
        assert "Sam Hof" in drawn(pilot)
        assert focused(screen) == "field-naam"
        await press(pilot, "=x", "ctrl+s")
        assert saved[0].id("wie") == 2


async def test_several_names_are_picked_and_backspace_takes_the_last_away(bare: BareApp) -> None:
    screen, saved = form(ALL)
    async with bare.run_test(size=(80, 24)) as pilot:
        bare.show(screen)
        await press(pilot, "enter", "=roos", "enter", "=noa", "enter", "escape")
        assert "Roos van Dijk, Noa Hof" in drawn(pilot)
        await press(pilot, "backspace", "ctrl+s")
        assert saved[0].ids("allen") == (1,)


async def test_a_secret_is_not_drawn(bare: BareApp) -> None:
    screen, saved = form(SECRET)
    async with bare.run_test(size=(80, 24)) as pilot:
        bare.show(screen)
        await press(pilot, "=geheim")
        assert "geheim" not in drawn(pilot)
        await press(pilot, "ctrl+s")
        assert saved[0].text("woord") == "geheim"


async def test_a_long_form_scrolls_to_the_field_you_are_in(bare: BareApp) -> None:
    screen, _ = form(*[Field(f"veld{number}", f"veld {number}") for number in range(40)])
    async with bare.run_test(size=(80, 24)) as pilot:
        bare.show(screen)
        await press(pilot, "shift+tab")
        assert "veld 39" in drawn(pilot)
        assert "Ctrl+S bewaar" in drawn(pilot)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_hostile_values_and_names_are_text(bare: BareApp, text: str) -> None:
    source = PickSource(lambda: [Option(1, text, text)])
    fields = (
        Field("naam", "naam", value=text),
        Field("wie", "wie", Kind.PICK, 1, source=source),
        Field("soort", "soort", Kind.CHOICE, text, choices=(text, "anders"), hint=text),
    )
    screen, _ = form(*fields)
    async with bare.run_test(size=(80, 24)) as pilot:
        bare.show(screen)
        await pilot.pause()
        assert not any(char in drawn(pilot) for char in "\x1b\x9b\x00\x07\u202e\u2066")
        await press(pilot, "tab", "enter")
        assert not any(char in drawn(pilot) for char in "\x1b\x9b\x00\x07\u202e\u2066")
        assert pilot.app.is_running


async def test_a_fault_of_the_store_while_filling_in_is_said_and_nothing_typed_is_lost(bare: BareApp) -> None:
    broken = False

    def names() -> list[Option]:
        if broken:
            raise StoreError("De schijf geeft een fout")
        return people()

    screen, _ = form(NAME, Field("wie", "wie", Kind.PICK, 1, source=PickSource(names)))
    async with bare.run_test(size=(80, 24)) as pilot:
        bare.show(screen)
        await press(pilot, "=Roos", "tab")
        broken = True
        await press(pilot, "enter")
        assert "! De schijf geeft een fout." in drawn(pilot)  # in the picker
        await press(pilot, "escape", "backspace")
        assert pilot.app.screen is screen
        assert "! De schijf geeft een fout." in drawn(pilot)
        assert screen.values().text("naam") == "Roos"
        assert screen.values().ids("wie") == ()


async def test_a_fault_while_one_field_proposes_another_is_said(bare: BareApp) -> None:
    def changed(_form: FormScreen[str], _name: str) -> None:
        raise StoreError("De schijf geeft een fout")

    screen = FormScreen("Nieuw", [SORT], lambda values: "bewaard", today=TODAY, changed=changed)
    async with bare.run_test(size=(80, 24)) as pilot:
        bare.show(screen)
        await press(pilot, "right")
        assert "! De schijf geeft een fout." in drawn(pilot)
        await press(pilot, "ctrl+s")
        assert bare.given == ["bewaard"]


async def test_enter_saves_a_form_of_one_line(bare: BareApp) -> None:
    screen, kept = form(NAME)
    async with bare.run_test(size=(80, 24)) as pilot:
        bare.show(screen)
        await press(pilot, "enter")
        assert pilot.app.screen is screen  # still empty, and it has to be filled in
        await press(pilot, "=Roos", "enter")
        assert [values.text("naam") for values in kept] == ["Roos"]
