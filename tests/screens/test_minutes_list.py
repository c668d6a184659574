"""Verslagen: the list by status, the filter, what each key does to a row, and the Word documents beside it."""

import asyncio
import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from textual.pilot import Pilot

from ibtui.app import IbApp
from ibtui.screens.conversation import ConversationScreen
from ibtui.screens.minutes import MinutesScreen
from ibtui.store import exports, minutes, quick, schools
from ibtui.store.exports import ExportDraft
from ibtui.store.models import ExportLog
from ibtui.widgets.folder_watch import FolderWatch
from tests.screens import overleg
from tests.screens.conftest import TODAY, rows, said, settled, shown, typed

Run: TypeAlias = "Pilot[None]"


async def until(pilot: Run, true: Callable[[], bool]) -> None:
    """Wait for something that comes by itself, such as word of a new file."""
    for _ in range(1500):
        if true():
            return
        await asyncio.sleep(0.02)
        await pilot.pause()
    raise AssertionError("it never came:\n" + shown(pilot))


class Desk:
    """Minutes of every kind: a draft, one fixed, one sent, and a conversation without."""

    def __init__(self) -> None:
        school = schools.current()
        self.roos, self.sam = overleg.table(school)
        self.draft = self._written(self.roos, dt.date(2026, 11, 24), "groot overleg")
        self.fixed = self._written(self.sam, dt.date(2026, 11, 17), "oudergesprek")
        minutes.fix(self.fixed)
        self.sent = self._written(self.roos, dt.date(2025, 12, 3), "kindgesprek")
        minutes.fix(self.sent)
        minutes.mark_sent(self.sent)
        self.without = overleg.talk(school, self.sam, dt.date(2026, 11, 26), "leerlingbespreking")

    def _written(self, pupil: int, day: dt.date, kind: str) -> int:
        started = minutes.start(overleg.talk(schools.current(), pupil, day, kind))
        minutes.save(started.id, overleg.TEXT, started.version)
        return started.id


@pytest.fixture
def desk(empty_app: IbApp) -> Desk:
    del empty_app  # it opened the store
    return Desk()


async def listed(pilot: Run) -> None:
    await settled(pilot)
    await typed(pilot, "4")


async def test_drafts_come_first_then_what_is_fixed_then_what_was_sent(empty_app: IbApp, desk: Desk) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        assert rows(pilot, "#lijst").ids == [f"verslag:{one}" for one in (desk.draft, desk.fixed, desk.sent)]
        seen = shown(pilot)
        for words in ("Concepten", "Vastgesteld", "Verzonden", "○ concept", "● vastgesteld", "✓ verzonden"):
            assert words in seen
        assert "di 24 nov" in seen
        assert "3 dec 2025" in seen
        assert "2 afspr" in seen


async def test_f_shows_one_status_and_says_which(empty_app: IbApp, desk: Desk) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        assert "verslagen · alle" in shown(pilot)
        for word, number in (("concept", desk.draft), ("vastgesteld", desk.fixed), ("verzonden", desk.sent)):
            await typed(pilot, "f")
            assert f"alleen {word}" in shown(pilot)
            assert rows(pilot, "#lijst").ids == [f"verslag:{number}"]
        await typed(pilot, "f")
        assert len(rows(pilot, "#lijst").ids) == 3


async def test_nothing_to_see_says_which_key_to_press(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        assert "nog geen verslagen" in shown(pilot)
        await typed(pilot, "n")
        assert "Maak er een in de week" in said(pilot)
        await typed(pilot, "enter", "x", "delete", "e", "ctrl+e")
        await typed(pilot, "f")
        assert "Met f kies je iets anders" in shown(pilot)


async def test_enter_opens_the_text_and_e_the_conversation(empty_app: IbApp, desk: Desk) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await typed(pilot, "enter")
        assert type(pilot.app.screen) is MinutesScreen
        await typed(pilot, "escape", "e")
        assert type(pilot.app.screen_stack[-1]) is ConversationScreen
    assert minutes.load(desk.draft).text == overleg.TEXT


async def test_x_marks_sent_what_is_fixed_and_u_takes_it_back(empty_app: IbApp, desk: Desk) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await typed(pilot, "x")
        assert "nog een concept" in said(pilot)
        await typed(pilot, "down", "x")
        assert minutes.load(desk.fixed).status == "verzonden"
        assert rows(pilot, "#lijst").chosen == f"verslag:{desk.fixed}"
        await typed(pilot, "x")
        assert "al verzonden" in said(pilot)
        await typed(pilot, "u")
        assert minutes.load(desk.fixed).status == "vastgesteld"


async def test_del_bins_a_draft_and_nothing_else(empty_app: IbApp, desk: Desk) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await typed(pilot, "delete")
        assert f"verslag:{desk.draft}" not in rows(pilot, "#lijst").ids
        await typed(pilot, "u")
        assert f"verslag:{desk.draft}" in rows(pilot, "#lijst").ids
        rows(pilot, "#lijst").choose(f"verslag:{desk.fixed}")
        await typed(pilot, "delete")
        assert "blijft staan" in said(pilot)


async def test_n_begins_minutes_for_a_conversation_without(empty_app: IbApp, desk: Desk) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        await typed(pilot, "n")
        assert "do 26 nov 13:00" in shown(pilot)
        assert "leerlingbespreking · Sam Hof" in shown(pilot)
        await typed(pilot, "enter")
        assert isinstance(pilot.app.screen, MinutesScreen)
        assert "Leerlingbespreking · Sam Hof" in shown(pilot)
        await typed(pilot, "escape")
        assert len(rows(pilot, "#lijst").ids) == 4
    assert minutes.start(desk.without).text.startswith("## Wat is de vraag")


async def test_wide_shows_the_text_beside_the_list(empty_app: IbApp, desk: Desk) -> None:
    del desk
    async with empty_app.run_test(size=(120, 40)) as pilot:
        await listed(pilot)
        seen = shown(pilot)
        assert "## Wat gaat er goed" in seen
        assert "! @ans: oefent elke dag 10 minuten" in seen
        assert "% privé: moeder leek erg moe" in seen
        assert "dinsdag 24 november 2026" in seen
        await typed(pilot, "down")
        assert "dinsdag 17 november 2026" in shown(pilot)


# ── documents ──────────────────────────────────────────────────────────────────


async def test_a_document_that_comes_or_goes_is_seen(empty_app: IbApp, desk: Desk) -> None:
    exports.log(ExportDraft(desk.fixed, "ouders", "verslag.docx"))
    ExportLog.update(created_at=dt.datetime(2026, 11, 24, 9)).execute()
    folder = empty_app.home.exports
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        assert "Word?" in shown(pilot)
        folder.mkdir()
        (folder / "verslag.docx").touch()
        await until(pilot, lambda: "vastgesteld Word\n" in shown(pilot))
        (folder / "verslag.docx").unlink()
        await until(pilot, lambda: "vastgesteld Word?" in shown(pilot))


async def test_a_watched_folder_may_go_and_come_back(tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    heard = asyncio.Event()
    watch = FolderWatch(folder, heard.set)
    watch.start()
    await _heard(heard, (folder / "eerste.docx").touch)
    await _heard(heard, lambda: shutil.rmtree(folder, ignore_errors=True))
    folder.mkdir()
    await _heard(heard, (folder / "tweede.docx").touch)
    watch.stop()


async def _heard(heard: asyncio.Event, step: Callable[[], object]) -> None:
    """Do something in the folder, again and again, until the watch has said so."""
    heard.clear()
    for _ in range(1500):
        step()
        await asyncio.sleep(0.02)
        if heard.is_set():
            return
    raise AssertionError("the watch never said a word")


async def test_a_folder_that_is_not_there_may_be_watched(tmp_path: Path) -> None:
    watch = FolderWatch(tmp_path / "nergens", lambda: None)
    watch.start()
    watch.stop()


async def test_a_private_talk_is_told_apart(empty_app: IbApp, desk: Desk) -> None:
    del desk
    quick.quick_note(schools.current().id, "#sam % @ans leek moe", TODAY)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await listed(pilot)
        (talk,) = [line for line in shown(pilot).splitlines() if "gesprek leerkracht" in line]
        assert "Sam Hof · privé" in talk
        assert shown(pilot).count("privé") == 1
