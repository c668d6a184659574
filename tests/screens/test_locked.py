"""What the lock does to the store: all is saved, it is closed, the key is gone; and how all of it comes back."""

import datetime as dt
import shutil

import pytest

from ibtui.app import IbApp
from ibtui.care.words import ConversationKind
from ibtui.errors import StoreError, VaultError
from ibtui.screens import idle
from ibtui.screens.base import IbScreen
from ibtui.screens.lock import LockScreen
from ibtui.screens.minutes import MinutesScreen
from ibtui.screens.unlock import UnlockScreen
from ibtui.screens.week import WeekScreen
from ibtui.store import change, database, gate, minutes, pupils, rekey, schools, tries
from ibtui.store import home as homes
from ibtui.store.models import AuditLog
from ibtui.store.pupils import PupilDraft
from ibtui.widgets.form import FormScreen
from ibtui.widgets.passphrase import PassphraseField
from tests.screens.conftest import PASSPHRASE, TODAY, said, settled, shown, typed


@pytest.fixture
def school_app(empty_app: IbApp) -> IbApp:
    """A school with one pupil, who has minutes today."""
    roos = pupils.add_pupil(schools.current().id, PupilDraft("Roos", "", "Dijk"), TODAY)
    minutes.from_text(
        schools.current().id, roos, ConversationKind.PARENT_TALK, TODAY, dt.time(9), "## Begin\n"
    )
    return empty_app


def top(app: IbApp) -> object:
    return app.screen


def log() -> list[str]:
    return [line.action for line in AuditLog.select(AuditLog.action).order_by(AuditLog.id)]


async def test_the_store_is_closed_and_the_key_is_wiped(school_app: IbApp) -> None:
    async with school_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        key = homes.key_of(school_app.home)
        assert key is not None
        await typed(pilot, "L")
        assert not database.is_open()
        assert homes.key_of(school_app.home) is None
        with pytest.raises(VaultError):
            key.pragma_value()
        with pytest.raises(StoreError, match="niet geopend"):
            schools.current()
        await typed(pilot, "=oefenen", "enter")
        assert database.is_open()
        assert isinstance(school_app.screen, WeekScreen)
        assert homes.key_of(school_app.home) is not None


async def test_others_can_have_the_school_to_themselves_meanwhile(school_app: IbApp) -> None:
    async with school_app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, "L")
        with gate.alone(school_app.home.database):
            await typed(pilot, "=oefenen", "enter")
            assert isinstance(school_app.screen, LockScreen) or database.is_open()


async def test_what_could_be_undone_still_can(school_app: IbApp) -> None:
    async with school_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        pupils.add_pupil(school_app.school.id, PupilDraft("Sam", "", "Bakker"), TODAY)
        await typed(pilot, "L")
        assert not change.can_undo()
        await typed(pilot, "=oefenen", "enter")
        assert change.can_undo()
        await typed(pilot, "u")
        assert "Ongedaan gemaakt" in said(pilot)


async def test_the_log_says_that_it_was_unlocked_and_how_many_wrong_ones_came_before(
    school_app: IbApp,
) -> None:
    async with school_app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, "L", "=fout", "enter", "=ook fout", "enter", "=oefenen", "enter")
        assert log()[-2:] == ["2 keer een verkeerd wachtwoord", "slot eraf"]
        await typed(pilot, "L", "=oefenen", "enter")
        assert log()[-2:] == ["slot eraf", "slot eraf"]


async def test_what_was_typed_in_the_editor_is_saved_and_goes_on(school_app: IbApp) -> None:
    async with school_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        school_app.show("verslag", 1)
        await settled(pilot)
        editor = school_app.screen
        assert isinstance(editor, MinutesScreen)
        await typed(pilot, "=abc")
        await pilot.press("d", "f12")
        await settled(pilot)
        assert not database.is_open()
        await typed(pilot, "=oefenen", "enter")
        assert top(school_app) is editor
        assert minutes.load(1).text.endswith("abcd")
        await typed(pilot, "=e")
        assert editor.flush()
        assert minutes.load(1).text.endswith("abcde")


async def test_what_is_asked_while_it_is_locked_comes_when_she_is_back(school_app: IbApp) -> None:
    async with school_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        school_app.show("leerling", 1)
        await typed(pilot, "L")
        school_app.go("school")
        school_app.show("verslag", 1)
        await settled(pilot)
        assert isinstance(school_app.screen, LockScreen)
        await typed(pilot, "=oefenen", "enter")
        assert isinstance(school_app.screen, MinutesScreen)
        assert [type(one).__name__ for one in school_app.screen_stack[1:]] == [
            "SchoolScreen",
            "MinutesScreen",
        ]


async def test_another_window_size_under_the_lock_asks_the_store_nothing(school_app: IbApp) -> None:
    async with school_app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, "L")
        await pilot.resize_terminal(120, 40)
        for screen in school_app.screen_stack:
            if isinstance(screen, IbScreen):
                screen.refresh_view()
        await settled(pilot)
        await typed(pilot, "=oefenen", "enter")
        assert "Roos" in shown(pilot)
        assert said(pilot) == ""


async def test_the_lock_falls_by_itself_and_a_late_key_does_nothing_else(
    school_app: IbApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with school_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        now = idle.clock()
        monkeypatch.setattr(idle, "clock", lambda: now + 599)
        school_app._look_idle()
        assert not isinstance(top(school_app), LockScreen)
        monkeypatch.setattr(idle, "clock", lambda: now + 700)
        await typed(pilot, "v")
        assert isinstance(top(school_app), LockScreen)
        await typed(pilot, "=oefenen", "enter")
        assert isinstance(top(school_app), WeekScreen)
        monkeypatch.setattr(idle, "clock", lambda: now + 1400)
        school_app._look_idle()
        assert school_app.locked
        await settled(pilot)


async def test_a_school_that_was_put_back_meanwhile_is_shown_anew_and_she_is_told(school_app: IbApp) -> None:
    async with school_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        folder = school_app.home.database.parent
        await typed(pilot, "L")
        shutil.copytree(folder, folder.with_name("eerder"))
        await typed(pilot, "=oefenen", "enter")
        pupils.add_pupil(school_app.school.id, PupilDraft("Sam", "", "Bakker"), TODAY)
        school_app.show("leerling", 2)
        await settled(pilot)
        assert "Sam" in shown(pilot)
        await typed(pilot, "L")
        shutil.rmtree(folder)
        shutil.copytree(folder.with_name("eerder"), folder)
        await typed(pilot, "=oefenen", "enter")
        await settled(pilot)
        assert isinstance(top(school_app), WeekScreen)
        assert "teruggezet" in said(pilot)
        assert not change.can_undo()


async def test_a_form_of_a_school_that_was_put_back_is_never_saved_over_somebody_else(
    school_app: IbApp,
) -> None:
    async with school_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        folder = school_app.home.database.parent
        earlier = folder.with_name("eerder")
        await typed(pilot, "L")
        shutil.copytree(folder, earlier)
        await typed(pilot, "=oefenen", "enter")
        pupils.add_pupil(school_app.school.id, PupilDraft("Sam", "", "Bakker"), TODAY)
        school_app.show("leerling", 2)
        await typed(pilot, "e", "=x", "f12")
        shutil.rmtree(folder)
        shutil.copytree(earlier, folder)
        await typed(pilot, "=oefenen", "enter")
        await settled(pilot)
        assert isinstance(top(school_app), WeekScreen)
        assert "Wat in het formulier stond, is weg." in said(pilot)


async def test_a_school_that_got_another_key_meanwhile_opens_with_it_and_she_is_told(
    school_app: IbApp,
) -> None:
    async with school_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        school_app.show("leerling", 1)
        await typed(pilot, "L", "=oefenen", "enter")
        assert said(pilot) == ""
        await typed(pilot, "L")
        homes.open_home(school_app.home, PASSPHRASE)
        key = homes.key_of(school_app.home)
        assert key is not None
        rekey.renew(school_app.home, key)
        database.close_store()
        homes.forget_keys()
        await typed(pilot, "=oefenen", "enter")
        assert "opnieuw versleuteld" in said(pilot)
        assert "Roos" in shown(pilot)


async def test_a_fault_at_the_opening_is_said_and_it_can_be_tried_again(
    school_app: IbApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with school_app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, "L")
        with monkeypatch.context() as broken:
            broken.setattr(homes, "open_unlocked", lambda *_: 1 // 0)
            await typed(pilot, "=oefenen", "enter")
            assert "Even kijken" not in shown(pilot)
            assert isinstance(top(school_app), LockScreen)
        await typed(pilot, "=oefenen", "enter")
        assert isinstance(top(school_app), WeekScreen)


async def test_the_key_goes_also_when_the_store_does_not_close_well(
    school_app: IbApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with school_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        with monkeypatch.context() as broken:
            broken.setattr(database, "close_store", lambda: 1 // 0)
            await typed(pilot, "L")
        assert homes.key_of(school_app.home) is None
        await typed(pilot, "=oefenen", "enter")
        assert isinstance(top(school_app), WeekScreen)
        assert "Roos" in shown(pilot) or database.is_open()


async def test_a_passphrase_that_stood_half_typed_under_the_lock_is_gone(school_app: IbApp) -> None:
    async with school_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        school_app.push_screen(UnlockScreen(school_app.home, only_key=True))
        await typed(pilot, "=oefe", "f12")
        field = school_app.screen_stack[-2].query_one(PassphraseField)
        assert field.is_empty
        await typed(pilot, "=oefenen", "enter")
        assert isinstance(top(school_app), UnlockScreen)


async def test_a_school_that_is_gone_says_so_on_the_lock_and_can_come_back(school_app: IbApp) -> None:
    async with school_app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, "L")
        path = school_app.home.database
        path.rename(path.with_name("weg"))
        await typed(pilot, "=oefenen", "enter")
        assert "Het bestand ibtui.db is er niet" in shown(pilot)
        assert homes.key_of(school_app.home) is None
        path.with_name("weg").rename(path)
        await typed(pilot, "=oefenen", "enter")
        assert isinstance(top(school_app), WeekScreen)


async def test_a_long_form_is_saved_before_the_lock_and_closed_after_it(school_app: IbApp) -> None:
    kept: list[str] = []
    async with school_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        from ibtui.widgets.fields import Field, Kind, Values

        def save(values: Values) -> str:
            kept.append(str(values.text("tekst")))
            return kept[-1]

        form = FormScreen("Lang", [Field("tekst", "Tekst", Kind.TEXT)], save, today=TODAY, keeps=True)
        back: list[str | None] = []
        school_app.push_screen(form, back.append)
        await typed(pilot, "=woorden", "f12")
        assert kept == ["woorden"]
        await typed(pilot, "=oefenen", "enter")
        assert isinstance(top(school_app), WeekScreen)
        assert (kept, back) == (["woorden"], ["woorden"])


async def test_wrong_ones_in_another_window_are_waited_for_here_too(
    school_app: IbApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with school_app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, "L")
        monkeypatch.setattr(tries, "FIRST", 20.0)
        tries.wrong(school_app.home)
        await typed(pilot, "=oefenen", "enter")
        assert "Er is net een verkeerd wachtwoord getypt. Wacht 20 seconden." in " ".join(
            shown(pilot).split()
        )
        assert isinstance(top(school_app), LockScreen)
    assert PASSPHRASE.reveal() == "oefenen"
