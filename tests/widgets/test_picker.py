"""The picker: narrow by letters, take with Enter, and add the name that isn't there."""

from __future__ import annotations

import datetime as dt

from textual.widgets import Input

from ibtui.errors import StoreError
from ibtui.widgets.fields import Field, Option, PickSource, Values
from ibtui.widgets.form import FormScreen
from ibtui.widgets.picker import PickScreen
from tests.widgets.conftest import BareApp, drawn, press


class Names:
    """A list of names that can grow, as the people of a school do."""

    def __init__(self) -> None:
        self.all = [
            Option(1, "Roos van Dijk", "groep 3/4/5"),
            Option(2, "Sam Hof", "groep 6/7/8"),
            Option(3, "Zoë Jansen", "groep 1/2"),
            Option(4, "Anne-Fleur Bos", "groep 1/2"),
        ]

    def source(self) -> PickSource:
        return PickSource(lambda: self.all, self._form)

    def _form(self, typed: str) -> FormScreen[int]:
        def save(values: Values) -> int:
            self.all.append(Option(9, values.text("naam")))
            return 9

        return FormScreen("Nieuw", [Field("naam", "naam", value=typed)], save, today=dt.date(2026, 11, 24))


async def test_letters_narrow_and_enter_takes_the_first(bare: BareApp) -> None:
    async with bare.run_test(size=(80, 24)) as pilot:
        bare.show(PickScreen("wie", Names().source()))
        await press(pilot, "=dijk")
        assert "Sam Hof" not in drawn(pilot)
        await press(pilot, "enter")
        assert bare.given == [(1,)]


async def test_letters_with_and_without_accents_and_hyphens(bare: BareApp) -> None:
    async with bare.run_test(size=(80, 24)) as pilot:
        bare.show(PickScreen("wie", Names().source()))
        await press(pilot, "=zoe")
        assert "Zoë Jansen" in drawn(pilot)
        await press(pilot, *["backspace"] * 3, "=fleur")
        assert "Anne-Fleur Bos" in drawn(pilot)


async def test_the_arrows_choose(bare: BareApp) -> None:
    async with bare.run_test(size=(80, 24)) as pilot:
        bare.show(PickScreen("wie", Names().source()))
        await press(pilot, "down", "enter")
        assert bare.given == [(2,)]


async def test_after_typing_the_first_fit_is_chosen_again(bare: BareApp) -> None:
    async with bare.run_test(size=(80, 24)) as pilot:
        bare.show(PickScreen("wie", Names().source()))
        await press(pilot, "down", "down", "=sa", "enter")
        assert bare.given == [(2,)]


async def test_esc_takes_nothing(bare: BareApp) -> None:
    async with bare.run_test(size=(80, 24)) as pilot:
        bare.show(PickScreen("wie", Names().source(), (2,)))
        await press(pilot, "=roos", "escape")
        assert bare.given == [None]


async def test_several_are_marked_and_given_together(bare: BareApp) -> None:
    async with bare.run_test(size=(80, 24)) as pilot:
        bare.show(PickScreen("wie", Names().source(), (2,), many=True))
        await pilot.pause()
        assert "✓ Sam Hof" in drawn(pilot)
        await press(pilot, "=roos", "enter", "=sam", "enter")
        assert "✓ Roos" in drawn(pilot)
        assert "✓ Sam" not in drawn(pilot)
        await press(pilot, "escape")
        assert bare.given == [(1,)]


async def test_a_name_it_does_not_know_can_be_added_at_once(bare: BareApp) -> None:
    names = Names()
    async with bare.run_test(size=(80, 24)) as pilot:
        bare.show(PickScreen("wie", names.source()))
        await press(pilot, "=Fatima", "enter")
        form = pilot.app.screen
        assert isinstance(form, FormScreen)
        assert form.query_one(Input).value == "Fatima"
        await press(pilot, "ctrl+s")
        assert bare.given == [(9,)]
        assert names.all[-1].label == "Fatima"


async def test_adding_that_is_left_comes_back_to_the_picker_with_its_letters(bare: BareApp) -> None:
    async with bare.run_test(size=(80, 24)) as pilot:
        bare.show(PickScreen("wie", Names().source()))
        await press(pilot, "=Fatima", "enter", "escape")
        assert isinstance(pilot.app.screen, PickScreen)
        assert pilot.app.screen.query_one(Input).value == "Fatima"
        assert bare.given == []


async def test_a_list_that_cannot_grow_says_so(bare: BareApp) -> None:
    async with bare.run_test(size=(80, 24)) as pilot:
        bare.show(PickScreen("zorg", PickSource(list)))
        await press(pilot, "=x", "enter")
        assert "Niets gevonden." in drawn(pilot)
        assert "nieuw:" not in drawn(pilot)
        assert bare.given == []


async def test_somebody_added_is_taken_also_when_the_list_cannot_be_read_again(bare: BareApp) -> None:
    names, broken = Names(), False

    def options() -> list[Option]:
        if broken:
            raise StoreError("De schijf geeft een fout")
        return names.all

    async with bare.run_test(size=(80, 24)) as pilot:
        bare.show(PickScreen("wie", PickSource(options, names.source().add), many=True))
        await press(pilot, "=Ibo", "enter")
        broken = True
        await press(pilot, "ctrl+s")
        assert "! De schijf geeft een fout." in drawn(pilot)
        await press(pilot, "escape")
        assert bare.given == [(9,)]
