"""A new school, from the first start to the first conversation, by keyboard alone."""

from pathlib import Path

from textual.events import Paste
from textual.pilot import Pilot

from ibtui.screens.pupil import PupilScreen
from ibtui.screens.wizard import RecoveryScreen
from ibtui.store import agencies, conversations, database, groups, pupils
from tests.screens.conftest import TODAY, AppOnTuesday, home_in, settled, shown, typed

MONDAY = TODAY.replace(day=23)


class Counted:
    """Presses keys like `typed`, and counts commands and letters apart.

    Of a longer text only the first letter is pressed and the rest is pasted: that says the same, sooner.
    """

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot
        self.commands = 0
        self.letters = 0

    async def __call__(self, *keys: str) -> None:
        for key in keys:
            if key.startswith("=") and len(key) > 1:
                self.letters += len(key) - 1
                await typed(self.pilot, key[:2])
                self.pilot.app.screen.post_message(Paste(key[2:]))
                await settled(self.pilot)
            else:
                self.commands += 1
                await typed(self.pilot, key)


async def first_start(press: Counted) -> None:
    """The wizard, and the recovery key written down."""
    await press("=OEFENSCHOOL De Wilgenhoek", "enter", "=Marit van der Veen", "enter", "=di", "enter")
    await press("=fiets wolk tafel regen", "enter", "=fiets wolk tafel regen", "ctrl+s")
    screen = press.pilot.app.screen
    assert isinstance(screen, RecoveryScreen)
    written_down = screen._recovery.reveal()
    await press("enter", f"={written_down[-6:]}", "enter")


async def test_a_new_school_is_usable_within_five_minutes(tmp_path: Path) -> None:
    app = AppOnTuesday(home_in(tmp_path / "school"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        press = Counted(pilot)
        await first_start(press)
        assert "OEFENSCHOOL De Wilgenhoek" in shown(pilot)

        # the group, and its teacher by the picker
        await press("0", "n", "g", "=3/4/5", "enter", "=Ans de Wit", "enter", "ctrl+s", "escape", "ctrl+s")
        # two pupils, one after another
        await press("enter", "n", "=Roos van Dijk", "ctrl+s", "n", "=Sam de Boer", "ctrl+s")
        # a parent each: the cursor is still on Sam
        await press("enter", "p", "=Petra de Boer", "enter", "=moeder", "enter", "j", "ctrl+s", "escape")
        await press("up", "enter", "p", "=Karim van Dijk", "enter", "=vader", "enter", "j", "ctrl+s")
        assert isinstance(app.screen, PupilScreen)
        await press("escape")

        # the first conversation, with somebody of an agency nobody knew yet
        await press("1", "n", "enter", "r", "enter", "escape", "tab", "tab", "tab", "=10:15")
        await press("enter", "enter", "enter", "enter")
        await press("=Joke Smit", "enter", "enter", "i", "enter", "=GGD Noord", "enter", "ctrl+s", "ctrl+s")
        await press("escape", "ctrl+s")

        assert "10:15  groot overleg" in shown(pilot)
        assert "Roos van Dijk" in shown(pilot)
        minutes_by_hand = (press.commands * 1.0 + press.letters * 0.4) / 60
        print(f"{press.commands} toetsen, {press.letters} letters, ongeveer {minutes_by_hand:.1f} minuten")
        assert press.commands < 75
        assert minutes_by_hand < 5

        school = app.school.id
        [group] = groups.groups(school, TODAY)
        assert (group.name, group.teachers, group.pupil_count) == ("3/4/5", ("Ans de Wit",), 2)
        parents = {
            row.first_name: [item.name for item in pupils.guardians(row.id)] for row in pupils.pupils(school)
        }
        assert parents == {"Roos": ["Karim van Dijk"], "Sam": ["Petra de Boer"]}
        assert [row.name for row in agencies.agencies(school)] == ["GGD Noord"]
        [talk] = conversations.week(school, MONDAY)
        seats = conversations.conversation(talk.id).seats
        assert sorted(seat.name for seat in seats) == ["Ans de Wit", "Joke Smit", "Karim van Dijk"]
    database.close_store()
