"""Copies of minutes that lie in a folder: seen in Verslagen and in the week, and wiped after a question."""

import datetime as dt
import hashlib
import os
from pathlib import Path

import pytest
from textual.widgets import Static

from bench import views
from ibtui.app import IbApp
from ibtui.screens.minutes_list import MinutesListScreen
from ibtui.store import exports, minutes, schools
from ibtui.store.exports import ExportDraft
from ibtui.store.models import ExportLog
from tests.screens import overleg
from tests.screens.conftest import TODAY, rows, said, settled, shown, typed
from tests.screens.test_minutes_list import until

WRITTEN = b"zoals ibtui het schreef"


class Desk:
    """Minutes of one meeting, and copies of them in the export folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        school = schools.current()
        roos, _sam = overleg.table(school)
        started = minutes.start(overleg.talk(school, roos, TODAY, "groot overleg"))
        minutes.save(started.id, overleg.TEXT, started.version)
        self.minutes = started.id

    def copy(self, name: str, days_ago: int, audience: str = "ouders") -> int:
        """A copy that was made so many days ago, in the log and in the folder. Its number in the log."""
        path = self.folder / name
        path.write_bytes(WRITTEN)
        at = dt.datetime.combine(TODAY, dt.time(9, 5)) - dt.timedelta(days=days_ago)
        os.utime(path, (at.timestamp(), at.timestamp()))
        digest, size = hashlib.sha256(WRITTEN).hexdigest(), len(WRITTEN)
        number = exports.log(
            ExportDraft(self.minutes, audience, name, str(self.folder), digest, size, recipients="de ouders")
        )
        ExportLog.update(created_at=at).where(ExportLog.id == number).execute()
        return number


@pytest.fixture
def desk(empty_app: IbApp) -> Desk:
    return Desk(empty_app.home.exports)


NEW, THREE, OLD, OLDER = (
    "2026-11-24 groot overleg 1 ouders.docx",
    "2026-11-24 groot overleg 1 dossier.docx",
    "2026-11-24 groot overleg 1 afspraken.docx",
    "2026-11-24 groot overleg 1 instantie.docx",
)


async def test_verslagen_says_what_lies_there_and_what_became_of_it(empty_app: IbApp, desk: Desk) -> None:
    desk.copy(NEW, 0)
    desk.copy(THREE, 3)
    desk.copy(OLD, 9)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, "4")
        assert "Word-kopieën  3 · ! 1 langer dan een week · 1 nieuw" in shown(pilot)
        assert rows(pilot, "#lijst").chosen == f"verslag:{desk.minutes}"
        await typed(pilot, "up", "enter")
        seen = shown(pilot)
        for words in (
            "alleen kopieën",
            "nieuw",
            "3 dagen",
            "! 9 dagen",
            "2026-11-24 groot overleg 1 dossier",
        ):
            assert words in seen
        (desk.folder / f"~${NEW[2:]}").touch()
        await until(pilot, lambda: "open in Word" in shown(pilot))
        (desk.folder / THREE).write_bytes(b"in Word bewaard")
        await until(pilot, lambda: "gewijzigd" in shown(pilot))
        (desk.folder / THREE).unlink()
        await until(pilot, lambda: "weg\n" in shown(pilot))


async def test_the_week_names_old_copies_and_enter_leads_to_them(empty_app: IbApp, desk: Desk) -> None:
    desk.copy(NEW, 0)
    desk.copy(OLD, 7)
    desk.copy(OLDER, 30)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "! 2 Word-kopieën wissen" in shown(pilot)
        await typed(pilot, "tab", "home", "enter")
        assert type(pilot.app.screen) is MinutesListScreen
        assert "alleen kopieën" in shown(pilot)
        assert len(rows(pilot, "#lijst").ids) == 3
        rows(pilot, "#lijst").choose(rows(pilot, "#lijst").ids[-1])
        await typed(pilot, "delete")
        assert "overschreven en gewist" in shown(pilot)
        await typed(pilot, "n")
        assert (desk.folder / OLD).exists()
        await typed(pilot, "delete", "a")
        assert "2 kopieën gewist" in said(pilot)
        await typed(pilot, "1")
        assert "Word-kopie" not in shown(pilot)
    assert [path.name for path in desk.folder.iterdir()] == [NEW]
    how = [row.removed_how for row in exports.exports(schools.current().id)]
    assert sorted(how) == ["", "gewist", "gewist"]


async def test_del_wipes_a_copy_and_the_verslag_stays(empty_app: IbApp, desk: Desk) -> None:
    number = desk.copy(NEW, 0)
    async with empty_app.run_test(size=(120, 40)) as pilot:
        await typed(pilot, "4", "up", "enter")
        seen = shown(pilot)
        assert "voor de ouders" in seen
        assert "Ligt er, zoals ibtui hem schreef." in seen
        await typed(pilot, "delete", "j")
        assert said(pilot) == f"Gewist: {NEW}"
        assert "Er ligt geen kopie" in shown(pilot)
        await typed(pilot, "f")
        assert rows(pilot, "#lijst").ids == [f"verslag:{desk.minutes}"]
    assert not (desk.folder / NEW).exists()
    assert exports.export(number).removed_how == "gewist"


async def test_what_somebody_else_took_away_can_leave_the_list(empty_app: IbApp, desk: Desk) -> None:
    number = desk.copy(NEW, 1)
    (desk.folder / NEW).unlink()
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, "4", "up", "enter", "delete")
        assert "ligt niet meer in" in shown(pilot)
        await typed(pilot, "j")
        assert "Genoteerd dat" in said(pilot)
    assert exports.export(number).removed_how == "weg"


async def test_of_a_folder_that_is_away_nothing_is_noted(empty_app: IbApp, desk: Desk) -> None:
    number = desk.copy(NEW, 1)
    desk.copy(THREE, 1)
    desk.folder.rename(desk.folder.with_name("eruit"))
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, "4", "up", "enter", "delete")
        assert type(pilot.app.screen) is MinutesListScreen, "nothing is asked"
        assert "niet te bereiken" in said(pilot)
    assert exports.export(number).removed_at is None


async def test_of_a_link_the_question_says_where_it_leads(empty_app: IbApp, desk: Desk) -> None:
    number, kept = desk.copy(NEW, 1), desk.folder.with_name("elders.docx")
    (desk.folder / NEW).rename(kept)
    (desk.folder / NEW).symlink_to(kept)
    async with empty_app.run_test(size=(120, 40)) as pilot:
        await typed(pilot, "4", "up", "enter", "delete")
        asked = " ".join(str(part.render()) for part in pilot.app.screen.query(Static))
        assert "Alleen de verwijzing gaat weg" in asked
        assert "elders.docx" in asked
        await typed(pilot, "j")
        assert "niet gewist" in said(pilot)
    assert kept.read_bytes() == WRITTEN
    assert exports.export(number).removed_how == "weg: alleen de verwijzing"


async def test_of_a_copy_of_long_ago_the_store_is_asked_once(empty_app: IbApp, desk: Desk) -> None:
    desk.copy(OLD, 12)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, "4")
        await until(pilot, lambda: "Word-kopie" in shown(pilot))
        screen = empty_app.screen
        assert isinstance(screen, MinutesListScreen)
        screen.show_copies()
        screen.refresh_view()
        await settled(pilot)
        screen._rows.clear()  # as when sixty newer ones have come
        with views.counted() as asked:
            assert all(screen.can("open") and screen.can("edit") for _ in range(5))
        assert len(asked) == 6
